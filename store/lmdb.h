#pragma once

/*
 * lmdb: the engine below the store, and the only file that includes <lmdb.h>: an ordered map of bytes for each table, one writer,
 * readers that see a snapshot. Durable flags only. Values point into the map: they are valid until the transaction's next change or
 * end and never leave store/. An error inside a write transaction is sticky: commit reports it and changes nothing.
 */

#include "store/keys.h"

struct lmdb;
struct lmdb_txn;

/* Open the environment in a directory that exists. `read_only` never creates; a map of 0 bytes is as large as the
 * store was last opened with. ERR_NOT_FOUND, ERR_MALFORMED, ERR_VERSION, ERR_FULL,
 * ERR_IO, ERR_NOMEM. */
int lmdb_open(struct lmdb **out, const char *path, int64_t map_bytes, bool read_only,
    struct why *why) MUST_CHECK;
void lmdb_close(struct lmdb *db);

/* A write transaction belongs to the thread that began it. Commit frees it in any case: ERR_FULL when disk or map have no room,
 * ERR_DISK when the disk failed; both leave the store as it was. */
int lmdb_write(struct lmdb *db, struct lmdb_txn **out) MUST_CHECK;
int lmdb_commit(struct lmdb_txn *txn) MUST_CHECK;
void lmdb_abort(struct lmdb_txn *txn); /* either kind; accepts NULL */

/* A read transaction that is made once and renewed for each snapshot; made reset. Any one thread at a time. */
int lmdb_read_new(struct lmdb *db, struct lmdb_txn **out) MUST_CHECK;
int lmdb_read_renew(struct lmdb_txn *txn) MUST_CHECK;
void lmdb_read_reset(struct lmdb_txn *txn);

int lmdb_get(
    struct lmdb_txn *txn, enum table table, const struct key *key, struct span *value) MUST_CHECK;
int lmdb_put(
    struct lmdb_txn *txn, enum table table, const struct key *key, struct span value) MUST_CHECK;
int lmdb_delete(struct lmdb_txn *txn, enum table table,
    const struct key *key) MUST_CHECK; /* 0 when absent too */
int lmdb_clear(struct lmdb_txn *txn, enum table table) MUST_CHECK;
int lmdb_rows(struct lmdb_txn *txn, enum table table, uint64_t *rows) MUST_CHECK;

/* Rows whose key begins with a prefix, in order or backwards, from the start or after a key. On the stack; a change of the table
 * while it is open is allowed, but ends the life of the spans. */
struct lmdb_scan {
	void *cursor;
	struct lmdb_txn *txn;
	struct key prefix;
	struct key start; /* len 0: the end of the prefix that the direction begins at */
	bool reverse;
	bool started;
	int error; /* why it ended early; 0: there was nothing more */
};

int lmdb_scan_open(struct lmdb_scan *scan, struct lmdb_txn *txn, enum table table,
    const struct key *prefix, struct span after, bool reverse) MUST_CHECK;
bool lmdb_scan_next(struct lmdb_scan *scan, struct span *key, struct span *value);
void lmdb_scan_close(struct lmdb_scan *scan);

struct lmdb_space {
	int64_t used_bytes; /* pages that hold something */
	int64_t map_bytes;
	int64_t free_bytes; /* what the file system would still give us */
};

int lmdb_space(struct lmdb *db, struct lmdb_txn *read, struct lmdb_space *out) MUST_CHECK;

/* A consistent, compact copy into an empty directory, synced. */
int lmdb_copy(struct lmdb *db, const char *directory) MUST_CHECK;
