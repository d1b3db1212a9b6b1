#include "monitor/web/api_export.h"

#include <string.h>

#include "monitor/base/sheet.h"
#include "monitor/base/text.h"
#include "monitor/web/api_json.h"

enum { MOST = 500 };

struct export
{
	const char *shop;
	bool has_state;
	enum promise_state state;
	int64_t since_utc_ms; /* registered then or later; AT_NONE: all */
	size_t limit;
	struct store_cursor cursor;
};

static bool
wanted(const struct export *e, const struct shipment *s)
{
	return (e->shop[0] == '\0' || strcmp(s->shop, e->shop) == 0) &&
	    (!e->has_state || s->state == e->state) &&
	    (e->since_utc_ms == AT_NONE || s->registered_utc_ms >= e->since_utc_ms);
}

static int
out_row(struct api_call *call, const struct shipment *s, const struct person *p)
{
	struct buf text = BUF_INIT(LIMIT_CSV_LINE_BYTES);
	const char *name;
	int rc = 0;

	json_out_object(&call->out, NULL);
	for (size_t i = 0; rc == 0 && (name = sheet_column(i)) != NULL; i++) {
		buf_reset(&text);
		rc = sheet_value(s, p, i, &text);
		json_out_span(&call->out, name, buf_span(&text));
	}
	json_out_end(&call->out);
	buf_clear(&text);
	return rc;
}

static int
out_one(struct api_call *call, const struct export *e, uint64_t id)
{
	struct shipment s = SHIPMENT_INIT;
	struct person p = PERSON_INIT;
	int rc = store_shipment_head(call->api->reader, id, &s);

	if (rc == 0 && wanted(e, &s)) {
		if (s.person != 0)
			rc = store_person(call->api->reader, s.person, &p);
		if (rc == 0 || rc == ERR_NOT_FOUND)
			rc = out_row(call, &s, &p);
	}
	shipment_clear(&s);
	return rc;
}

/* A page of what is there; what is not wanted is passed over, so that no answer reads on without end. */
static int
read_page(struct api_call *call, void *arg)
{
	struct export *e = arg;
	uint64_t ids[MOST];
	size_t count = 0;
	int rc = store_shipments(call->api->reader, &e->cursor, ids, e->limit, &count);

	json_out_array(&call->out, "results");
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = out_one(call, e, ids[i]);
	json_out_end(&call->out);
	api_out_next(call, count == e->limit, &e->cursor);
	return rc;
}

/* "since": a day, from its start in the first shop's zone, or a time with its offset. */
static bool
read_since(struct api_call *call, int64_t *out_utc_ms)
{
	char text[64];
	struct when at;

	*out_utc_ms = AT_NONE;
	if (!api_query(call, "since", text, sizeof(text)))
		return false;
	if (text[0] == '\0')
		return true;
	if (when_parse(span_of(text), &at) == 0) {
		*out_utc_ms = zone_when_utc(
		    call->policy->shop_count > 0 ? call->policy->shops[0].zone : "UTC", at);
		return true;
	}
	api_error_as(call, 400, ERR_MALFORMED, "since",
	    "must be a day, as 2026-11-21, or a time with its offset");
	return false;
}

void
api_export(struct api_call *call)
{
	char state[32], shop[LIMIT_SHOP_ROOM];
	struct export e = {.shop = shop};
	unsigned number;

	if (!api_query(call, "state", state, sizeof(state)) || !api_shop(call, shop) ||
	    !read_since(call, &e.since_utc_ms) || !api_query_limit(call, MOST, MOST, &e.limit) ||
	    !api_query_cursor(call, &number, &e.cursor))
		return;
	e.has_state = state[0] != '\0';
	if (e.has_state && promise_state_from_name(state, &e.state) < 0) {
		api_error(call, ERR_MALFORMED, "state",
		    "must be one of none, on_track, at_risk, slipping, missed, kept, late, returned");
		return;
	}
	api_read(call, read_page, &e);
}
