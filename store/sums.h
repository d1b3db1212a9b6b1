#pragma once

/*
 * sums: the rows that tallies add up in. What a batch adds is merged in memory, so that a row that many ops touch is read and written once a
 * commit. A row is its version byte, then its cells in order, each as the distance from the one before and its sum; a sum of 0 and an
 * empty row are not kept, so that equal sums are equal bytes, whatever way they came about. Writer thread, but for the walk.
 */

#include "monitor/base/tally.h"
#include "store/lmdb.h"

/* What a batch adds. Zeroed: nothing. */
struct sums {
	struct tally *items; /* owned: each cell once, until sorted by row */
	size_t count, room;
	uint32_t *slots; /* owned: a hash table of places in items, +1 */
	size_t slot_count;
};

/* All or, with ERR_NOMEM, some. */
int sums_add(struct sums *s, const struct tallies *t) MUST_CHECK;
void sums_reset(struct sums *s); /* empty, with its room */
void sums_clear(struct sums *s);

/* Add them to their rows. After it the items are those that were added, in the order of the rows; only reset comes next. */
int sums_write(struct lmdb_txn *txn, struct sums *s) MUST_CHECK;

/* One sum, with what the batch adds to it. */
int sums_get(
    struct lmdb_txn *txn, const struct sums *s, const struct tally *which, int64_t *out) MUST_CHECK;

/* A cell of a row, `add` its sum. What is not 0 ends the walk and is its answer. */
typedef int sums_fn(const struct tally *cell, void *arg);

/* Rows of a table whose day is from .. until and whose key begins so, by day, key and cell. */
struct sums_range {
	enum tally_table table;
	const char *prefix;
	int32_t from_day, until_day;
};

#define SUMS_ALL(t)                                                                                \
	((struct sums_range){                                                                      \
	    .table = (t), .prefix = "", .from_day = INT32_MIN, .until_day = INT32_MAX})

/* Into a list. */
int sums_collect(
    struct lmdb_txn *txn, const struct sums_range *range, struct tallies *out) MUST_CHECK;

int sums_walk(
    struct lmdb_txn *txn, const struct sums_range *range, sums_fn *each, void *arg) MUST_CHECK;
