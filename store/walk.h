#pragma once

/*
 * walk: a page of rows of a table, for readers and the writer alike: the ids that their keys end in, or what else a key says.
 */

#include "store/lmdb.h"

struct store_cursor;

/* Rows with a prefix, from the cursor (may be NULL) on, which is moved. */
struct walk {
	enum table table;
	const struct key *prefix; /* NULL: the whole table */
	struct store_cursor *cursor;
	int64_t
	    until_utc_ms; /* stop past this time, which stands after the prefix; AT_NONE: never */
	bool newest;      /* ids are stored inverted */
	bool reverse;
};

/* Writes down the nth row by its key; false when that is malformed. */
typedef bool walk_row_fn(const struct walk *walk, struct span key, void *rows, size_t n);

/* `room` at most, and LIMIT_PAGE_ROWS. */
int walk_rows(struct lmdb_txn *txn, const struct walk *walk, walk_row_fn *row, void *rows,
    size_t room, size_t *count) MUST_CHECK;

/* The ids at the end of the keys. */
int walk_ids(struct lmdb_txn *txn, const struct walk *walk, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;

/* The earliest time of a table whose keys begin with a text and a time: from text to text. AT_NONE: it is empty. */
int walk_earliest(struct lmdb_txn *txn, enum table table, int64_t *at_utc_ms) MUST_CHECK;
