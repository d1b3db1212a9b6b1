#include "store/once.h"

#include <string.h>

enum { FORGET_EACH = 2 }; /* for each that comes: what is over goes faster than it came */

int
once_find(struct lmdb_txn *txn, const uint8_t key[SIGN_SHA256_BYTES], int64_t now_utc_ms,
    struct once_record *out)
{
	struct key row = key_of_digest(key);
	int rc = record_get(txn, &record_once, &row, out);

	return rc == 0 && now_utc_ms - out->at_utc_ms >= LIMIT_ONCE_MS ? ERR_NOT_FOUND : rc;
}

/* The oldest, if its time is over or there are too many. */
static int
forget_one(struct work *w)
{
	struct lmdb_scan scan;
	struct key old = KEY_INIT;
	struct span row;
	uint64_t rows;
	int64_t at;
	int rc = lmdb_rows(w->txn, TABLE_ONCE, &rows);

	if (rc == 0)
		rc = lmdb_scan_open(
		    &scan, w->txn, TABLE_ONCE_BY_TIME, NULL, (struct span){NULL, 0}, false);
	if (rc != 0)
		return rc;
	if (!lmdb_scan_next(&scan, &row, NULL))
		rc = scan.error;
	else if (!span_at(row, 0, &at) || row.len != sizeof(uint64_t) + SIGN_SHA256_BYTES)
		rc = ERR_MALFORMED;
	else if (rows > LIMIT_ONCE_ROWS || w->now_utc_ms - at >= LIMIT_ONCE_MS)
		old = key_of_digest((const uint8_t *)row.data + sizeof(uint64_t));
	lmdb_scan_close(&scan);
	return rc == 0 && old.len > 0 ? record_remove(w->txn, &record_once, &old) : rc;
}

static int
keep(struct work *w, const struct op *op, const struct op_result *result)
{
	struct once_record record = {
	    .at_utc_ms = w->now_utc_ms, .id = result->id, .existed = result->existed};
	int rc;

	memcpy(record.key, op->once.key, sizeof(record.key));
	memcpy(record.request, op->once.request, sizeof(record.request));
	rc = record_put(w->txn, &record_once, &record);
	for (int i = 0; rc == 0 && i < FORGET_EACH; i++)
		rc = forget_one(w);
	return rc;
}

int
once_apply(struct work *w, const struct op *op, struct outcome *out, once_fn *run)
{
	struct once_record was;
	int rc = once_find(w->txn, op->once.key, w->now_utc_ms, &was);

	if (rc == 0 && !sign_equal(was.request, op->once.request, sizeof(was.request)))
		return outcome_refuse(
		    out, ERR_REJECTED, "this Idempotency-Key was used for another request");
	if (rc == 0) {
		out->result.id = was.id;
		out->result.existed = was.existed;
	} else if (rc == ERR_NOT_FOUND) {
		rc = run(w, op, out);
		if (rc == 0 && out->result.rc == 0)
			rc = keep(w, op, &out->result);
	}
	return rc;
}
