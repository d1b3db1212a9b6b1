#include "store/walk.h"

#include "store/store.h"

#include <assert.h>
#include <string.h>

static void
cursor_move(struct store_cursor *cursor, struct span key)
{
	assert(key.len <= sizeof(cursor->key)); /* of tables with pages */
	memcpy(cursor->key, key.data, key.len);
	cursor->len = key.len;
}

int
walk_rows(struct lmdb_txn *txn, const struct walk *walk, walk_row_fn *row, void *rows, size_t room,
    size_t *count)
{
	struct span after = {NULL, 0}, key;
	size_t skip = walk->prefix != NULL ? walk->prefix->len : 0, n = 0;
	struct lmdb_scan scan;
	int64_t at;
	int rc;

	if (room > LIMIT_PAGE_ROWS)
		room = LIMIT_PAGE_ROWS;
	if (walk->cursor != NULL)
		after = (struct span){(const char *)walk->cursor->key, walk->cursor->len};
	rc = lmdb_scan_open(&scan, txn, walk->table, walk->prefix, after, walk->reverse);
	while (rc == 0 && n < room && lmdb_scan_next(&scan, &key, NULL)) {
		if (walk->until_utc_ms != AT_NONE) {
			if (!span_at(key, skip, &at))
				rc = ERR_MALFORMED;
			else if (at > walk->until_utc_ms)
				break;
		}
		if (!row(walk, key, rows, n))
			rc = ERR_MALFORMED;
		if (rc == 0 && walk->cursor != NULL)
			cursor_move(walk->cursor, key);
		n++;
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	*count = rc == 0 ? n : 0;
	return rc;
}

static bool
row_id(const struct walk *walk, struct span key, void *rows, size_t n)
{
	uint64_t *id = (uint64_t *)rows + n;

	if (key.len < sizeof(*id))
		return false;
	return walk->newest ? span_newest(key, key.len - sizeof(*id), id)
			    : span_u64(key, key.len - sizeof(*id), id);
}

int
walk_ids(struct lmdb_txn *txn, const struct walk *walk, uint64_t *ids, size_t room, size_t *count)
{
	return walk_rows(txn, walk, row_id, ids, room, count);
}

int
walk_earliest(struct lmdb_txn *txn, enum table table, int64_t *at_utc_ms)
{
	struct key after = KEY_INIT;
	bool found = true;
	int rc = 0;

	*at_utc_ms = AT_NONE;
	while (rc == 0 && found) {
		struct lmdb_scan scan;
		struct span key;
		int64_t at;

		rc = lmdb_scan_open(&scan, txn, table, NULL,
		    (struct span){(const char *)after.bytes, after.len}, false);
		found = rc == 0 && lmdb_scan_next(&scan, &key, NULL);
		if (found) {
			size_t len = strnlen(key.data, key.len);

			if (!span_at(key, len + 1, &at))
				rc = ERR_MALFORMED;
			else if (*at_utc_ms == AT_NONE || at < *at_utc_ms)
				*at_utc_ms = at;
			after = KEY_INIT;
			(void)key_u8(key_bytes(&after, key.data, len), 1); /* past its NUL */
		}
		if (rc == 0)
			rc = scan.error;
		lmdb_scan_close(&scan);
	}
	return rc;
}
