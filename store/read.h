#pragma once

/*
 * read: the read verbs of store.h over one reader. A page copies ids out; nothing that points into the map leaves. Here is what the
 * files that read share.
 */

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

/* The ids at the end of keys with a prefix: a page from the cursor (may be NULL), which is moved. `until`: stop at a time that stands
 * after the prefix; AT_NONE: never. `newest`: ids are stored inverted. */
struct read_page {
	enum table table;
	const struct key *prefix; /* NULL: the whole table */
	struct store_cursor *cursor;
	int64_t until_utc_ms;
	bool newest;
	bool reverse;
};

int read_ids(struct store_reader *r, const struct read_page *page, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;
