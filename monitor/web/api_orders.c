#include "monitor/web/api_orders.h"

#include "monitor/web/api_json.h"
#include "monitor/web/api_page.h"

enum { ORDERS = 200 };

typedef int list_fn(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    struct store_order_at *rows, size_t room, size_t *count);

struct orders {
	list_fn *list;
	bool survey; /* else obligations */
	struct api_page page;
};

static int
out_order(struct api_call *call, const struct store_order_at *row, bool survey)
{
	struct json_out *out = &call->out;
	struct order order;
	int rc = store_order(call->api->reader, row->shop, row->order, &order);

	if (rc != 0)
		return rc;
	json_out_object(out, NULL);
	json_out_str(out, "shop", row->shop);
	json_out_str(out, "order", row->order);
	json_out_array(out, "shipments");
	for (size_t i = 0; i < order.shipment_count; i++)
		json_out_int(out, NULL, (int64_t)order.shipments[i]);
	json_out_end(out);
	if (survey) {
		out_at(out, "answered", row->at_utc_ms);
		json_out_bool(out, "kept", order.kept_answer == KEPT_ANSWER_YES);
	} else {
		out_at(out, "due", row->at_utc_ms);
		out_at(out, "since", order.obligation_since_utc_ms);
		json_out_int(out, "still_no_news", order.still_no_news);
	}
	json_out_end(out);
	return 0;
}

static int
read_orders(struct api_call *call, void *arg)
{
	struct orders *orders = arg;
	struct api_page *page = &orders->page;
	struct store_order_at rows[ORDERS];
	size_t count = 0;
	int rc =
	    orders->list(call->api->reader, page->shop, &page->cursor, rows, page->limit, &count);

	json_out_array(&call->out, "results");
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = out_order(call, &rows[i], orders->survey);
	json_out_end(&call->out);
	api_out_next(call, count == page->limit, &page->cursor);
	return rc;
}

static void
list(struct api_call *call, list_fn *fn, bool survey)
{
	struct orders orders = {.list = fn, .survey = survey};

	if (api_page_asked(call, ORDERS, &orders.page))
		api_read(call, read_orders, &orders);
}

void
api_obligations(struct api_call *call)
{
	list(call, store_obligations, false);
}

void
api_survey(struct api_call *call)
{
	list(call, store_kept_answers, true);
}
