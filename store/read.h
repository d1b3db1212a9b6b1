#pragma once

/*
 * read: the read verbs of store.h over one reader. A page copies rows out; nothing that points into the map leaves. Here is what the
 * files that read share.
 */

#include "store/walk.h"
#include "store/writer.h"

struct store_reader {
	struct store *store;
	struct lmdb_txn *txn;
	int open; /* 1: between begin and end, 2: for one call */
};

/* Each verb runs between these: they open a transaction unless the caller has one. */
int read_enter(struct store_reader *r) MUST_CHECK;
void read_leave(struct store_reader *r);

/* A record into room of its codec's size; on failure that room is fresh, or as it was. ERR_NOT_FOUND. */
int read_record(struct store_reader *r, const struct record_type *type, const struct key *key,
    void *out) MUST_CHECK;

/* Append what stands under a key of a table of bytes. ERR_NOT_FOUND. */
int read_bytes(
    struct store_reader *r, enum table table, const struct key *key, struct buf *out) MUST_CHECK;

/* Pages, as walk.h has them. */
int read_rows(struct store_reader *r, const struct walk *walk, walk_row_fn *row, void *rows,
    size_t room, size_t *count) MUST_CHECK;
int read_ids(struct store_reader *r, const struct walk *walk, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;
