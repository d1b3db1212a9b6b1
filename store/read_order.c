#include "store/read_order.h"

#include <string.h>

/* A row of an index: shop, moment, order. */
static bool
row_read(const struct walk *walk, struct span key, void *rows, size_t n)
{
	struct store_order_at *out = (struct store_order_at *)rows + n;
	size_t shop = strnlen(key.data, key.len) + 1, order = shop + sizeof(uint64_t);

	(void)walk;
	*out = (struct store_order_at){.at_utc_ms = AT_NONE};
	if (order >= key.len || key.data[key.len - 1] != '\0' || shop > sizeof(out->shop) ||
	    key.len - order > sizeof(out->order) || !span_at(key, shop, &out->at_utc_ms))
		return false;
	memcpy(out->shop, key.data, shop);
	memcpy(out->order, key.data + order, key.len - order);
	return true;
}

int
store_obligations(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    struct store_order_at *rows, size_t room, size_t *count)
{
	struct key prefix = key_of_text(shop);

	return read_rows(r,
	    &(struct walk){.table = TABLE_OBLIGATION_BY_DUE,
		.prefix = shop[0] != '\0' ? &prefix : NULL,
		.cursor = cursor,
		.until_utc_ms = AT_NONE},
	    row_read, rows, room, count);
}

int
store_kept_answers(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    struct store_order_at *rows, size_t room, size_t *count)
{
	struct key prefix = key_of_text(shop);

	return read_rows(r,
	    &(struct walk){.table = TABLE_ORDER_BY_ANSWER,
		.prefix = shop[0] != '\0' ? &prefix : NULL,
		.cursor = cursor,
		.until_utc_ms = AT_NONE,
		.reverse = true},
	    row_read, rows, room, count);
}
