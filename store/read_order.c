#include "store/read_order.h"

#include <assert.h>
#include <string.h>

/* A row of an index: shop, moment, order. */
static bool
row_read(struct span key, struct store_order_at *out)
{
	size_t shop = strnlen(key.data, key.len) + 1, order = shop + sizeof(uint64_t);

	*out = (struct store_order_at){.at_utc_ms = AT_NONE};
	if (order >= key.len || key.data[key.len - 1] != '\0' || shop > sizeof(out->shop) ||
	    key.len - order > sizeof(out->order) || !span_at(key, shop, &out->at_utc_ms))
		return false;
	memcpy(out->shop, key.data, shop);
	memcpy(out->order, key.data + order, key.len - order);
	return true;
}

static int
read_rows(struct store_reader *r, const struct read_page *page, struct store_order_at *rows,
    size_t room, size_t *count)
{
	struct store_cursor *cursor = page->cursor;
	struct lmdb_scan scan;
	struct span key;
	size_t n = 0;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = lmdb_scan_open(&scan, r->txn, page->table, page->prefix,
	    (struct span){(const char *)cursor->key, cursor->len}, page->reverse);
	while (rc == 0 && n < room && n < LIMIT_PAGE_ROWS && lmdb_scan_next(&scan, &key, NULL)) {
		assert(key.len <= sizeof(cursor->key)); /* shop and order have caps */
		memcpy(cursor->key, key.data, key.len);
		cursor->len = key.len;
		if (!row_read(key, &rows[n++]))
			rc = ERR_MALFORMED;
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	read_leave(r);
	if (rc == 0)
		*count = n;
	return rc;
}

int
store_obligations(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    struct store_order_at *rows, size_t room, size_t *count)
{
	struct key prefix = key_of_text(shop);

	return read_rows(r,
	    &(struct read_page){.table = TABLE_OBLIGATION_BY_DUE,
		.prefix = shop[0] != '\0' ? &prefix : NULL,
		.cursor = cursor},
	    rows, room, count);
}

int
store_kept_answers(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    struct store_order_at *rows, size_t room, size_t *count)
{
	struct key prefix = key_of_text(shop);

	return read_rows(r,
	    &(struct read_page){.table = TABLE_ORDER_BY_ANSWER,
		.prefix = shop[0] != '\0' ? &prefix : NULL,
		.cursor = cursor,
		.reverse = true},
	    rows, room, count);
}
