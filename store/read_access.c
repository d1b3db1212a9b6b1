#include "store/read_access.h"

#include <string.h>

#include "monitor/base/text.h"
#include "store/once.h"

int
store_access(struct store_reader *r, const uint8_t digest[SIGN_SHA256_BYTES], struct access *out)
{
	struct key key = key_of_digest(digest);
	struct access record;
	int rc = read_record(r, &record_access, &key, &record);

	if (rc == 0)
		*out = record;
	return rc;
}

/* The record that a row of the index ends in the key of. */
static int
access_of_row(struct store_reader *r, struct span row, struct access *out)
{
	struct key key;

	if (row.len < SIGN_SHA256_BYTES)
		return ERR_MALFORMED;
	key = key_of_digest((const uint8_t *)row.data + row.len - SIGN_SHA256_BYTES);
	return record_get(r->txn, &record_access, &key, out);
}

int
store_accesses(struct store_reader *r, enum access_kind kind, store_access_fn *each, void *arg)
{
	struct key prefix = KEY_INIT;
	struct lmdb_scan scan;
	struct span row;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	(void)key_u8(&prefix, (uint8_t)kind);
	rc = lmdb_scan_open(
	    &scan, r->txn, TABLE_ACCESS_BY_NAME, &prefix, (struct span){NULL, 0}, false);
	for (size_t n = 0; rc == 0 && n < LIMIT_PAGE_ROWS && lmdb_scan_next(&scan, &row, NULL);
	     n++) {
		struct access a;

		rc = access_of_row(r, row, &a);
		if (rc == 0)
			rc = each(&a, arg);
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	read_leave(r);
	return rc;
}

int
store_order_of_link(struct store_reader *r, const char *link, struct order *out)
{
	struct key prefix, key = KEY_INIT;
	uint8_t digest[SIGN_SHA256_BYTES];
	struct lmdb_scan scan;
	struct order record;
	struct span row;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	sign_sha256(span_of(link), digest);
	prefix = key_of_digest(digest);
	rc = lmdb_scan_open(
	    &scan, r->txn, TABLE_ORDER_BY_LINK, &prefix, (struct span){NULL, 0}, false);
	if (rc == 0 && !lmdb_scan_next(&scan, &row, NULL))
		rc = scan.error != 0 ? scan.error : ERR_NOT_FOUND;
	if (rc == 0) /* what follows the digest is the order's key */
		(void)key_bytes(&key, row.data + prefix.len, row.len - prefix.len);
	lmdb_scan_close(&scan);
	if (rc == 0)
		rc = record_get(r->txn, &record_order, &key, &record);
	read_leave(r);
	if (rc == 0)
		*out = record;
	return rc;
}

int
store_once(struct store_reader *r, const uint8_t key[SIGN_SHA256_BYTES], int64_t now_utc_ms,
    uint8_t request[SIGN_SHA256_BYTES])
{
	struct once_record record;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = once_find(r->txn, key, now_utc_ms, &record);
	read_leave(r);
	if (rc == 0)
		memcpy(request, record.request, SIGN_SHA256_BYTES);
	return rc;
}
