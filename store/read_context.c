#include "store/read_context.h"

#include <stdlib.h>

#include "store/context.h"

/* The writer's own way of reading it, over this reader's transaction. */
static int
read_whole(
    struct store_reader *r, const char *shop, const char *order, int64_t now_utc_ms, struct work *w)
{
	struct key meta = key_of_text("meta"), key = key_of_order(shop, order);
	struct order found;
	int rc = record_get(r->txn, &record_meta, &meta, &w->meta);

	w->txn = r->txn;
	w->now_utc_ms = now_utc_ms;
	if (rc == 0)
		rc = record_get(r->txn, &record_order, &key, &found);
	return rc != 0 ? rc : context_build(w, &found, NULL, NULL, NULL);
}

int
store_context(struct store_reader *r, const char *shop, const char *order, int64_t now_utc_ms,
    struct context *out)
{
	struct work *w = calloc(1, sizeof(*w));
	int rc = w == NULL ? ERR_NOMEM : read_enter(r);

	if (rc == 0) {
		rc = read_whole(r, shop, order, now_utc_ms, w);
		read_leave(r);
	}
	if (rc == 0)
		*out = w->context;
	free(w);
	return rc;
}
