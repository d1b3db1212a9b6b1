#include "monitor/web/api_incidents.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/promise/gaps.h"
#include "monitor/web/api_json.h"

enum { INCIDENTS = 100 };

struct incidents_page {
	bool all;
	size_t limit;
	struct store_cursor cursor;
};

/* Parcels whose words wait; a page of them at most. */
static int
count_held(struct api_call *call, uint64_t id, size_t *held)
{
	uint64_t ids[LIMIT_PAGE_ROWS];
	struct store_cursor cursor = {.len = 0};

	return store_held(call->api->reader, id, &cursor, ids, LIMIT_PAGE_ROWS, held);
}

static int
out_incident(struct api_call *call, uint64_t id)
{
	struct json_out *out = &call->out;
	struct incident i;
	size_t held = 0;
	int rc = store_incident(call->api->reader, id, &i);

	if (rc == 0)
		rc = count_held(call, id, &held);
	if (rc < 0)
		return rc;
	json_out_object(out, NULL);
	out_id(out, "id", i.id);
	json_out_str(out, "kind", incident_kind_name(i.kind));
	json_out_str(out, "carrier", i.carrier);
	out_text(out, "depot", i.depot);
	out_text(out, "lane", i.lane);
	out_at(out, "since", i.since_utc_ms);
	out_at(out, "opened", i.opened_utc_ms);
	out_at(out, "closed", i.closed_utc_ms);
	out_at(out, "until", i.until_utc_ms);
	out_at(out, "released", i.released_utc_ms);
	json_out_int(out, "expected", i.expected);
	json_out_int(out, "seen", i.seen);
	json_out_int(out, "parcels", i.parcels);
	json_out_int(out, "held", (int64_t)held);
	json_out_bool(out, "by_hand", i.by_hand);
	out_text(out, "author", i.author);
	out_text(out, "text", i.text);
	json_out_end(out);
	return 0;
}

static int
read_incidents(struct api_call *call, void *arg)
{
	struct incidents_page *page = arg;
	uint64_t ids[INCIDENTS];
	size_t count = 0;
	int rc =
	    store_incidents(call->api->reader, !page->all, &page->cursor, ids, page->limit, &count);

	json_out_array(&call->out, "results");
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = out_incident(call, ids[i]);
	json_out_end(&call->out);
	api_out_next(call, count == page->limit, &page->cursor);
	return rc;
}

void
api_incidents(struct api_call *call)
{
	struct incidents_page page;
	char all[8];
	unsigned unused;

	if (!api_query(call, "all", all, sizeof(all)) ||
	    !api_query_limit(call, INCIDENTS, INCIDENTS, &page.limit) ||
	    !api_query_cursor(call, &unused, &page.cursor))
		return;
	page.all = strcmp(all, "1") == 0;
	api_read(call, read_incidents, &page);
}

/* ---- by hand ---- */

int
api_incident_until(const struct api_call *call, const char *text, int64_t *out)
{
	const char *zone = call->policy->shop_count > 0 ? call->policy->shops[0].zone : "Etc/UTC";
	struct when at;

	if (text[0] == '\0') {
		*out = AT_NONE;
		return 0;
	}
	if (when_parse(span_of(text), &at) < 0)
		return ERR_MALFORMED;
	*out = at.kind == WHEN_DATE ? zone_day_end(zone, at.day) : zone_when_utc(zone, at);
	return 0;
}

void
api_incident_open(struct api_call *call)
{
	char author[64], text[LIMIT_TEXT_ROOM], depot[LIMIT_PLACE_ROOM], until[64];
	struct incident i = INCIDENT_INIT;
	struct op *op;

	if (!api_author(call, author) || !api_member(call, "text", text, sizeof(text)) ||
	    !api_member(call, "carrier", i.carrier, sizeof(i.carrier)) ||
	    !api_member(call, "depot", depot, sizeof(depot)) ||
	    !api_member(call, "lane", i.lane, sizeof(i.lane)) ||
	    !api_member(call, "until", until, sizeof(until)))
		return;
	if (api_incident_until(call, until, &i.until_utc_ms) != 0) {
		api_error(call, ERR_MALFORMED, "until",
		    "must be a day or a time, as 2026-11-27 or 2026-11-27T20:00");
		return;
	}
	if (i.carrier[0] == '\0') {
		api_error(call, ERR_MALFORMED, "carrier", "is required");
		return;
	}
	gaps_name(depot, i.depot);
	op = api_op(call, OP_INCIDENT_OPEN);
	if (op == NULL)
		return;
	op->incident = i;
	memcpy(op->author, author, sizeof(author));
	memcpy(op->text, text, sizeof(text));
	api_submit(call, op);
}

void
api_incident_close(struct api_call *call)
{
	char author[64], text[LIMIT_TEXT_ROOM];
	struct op *op;
	uint64_t id;

	if (!api_number_id(call, &id) || !api_author(call, author) ||
	    !api_member(call, "text", text, sizeof(text)))
		return;
	op = api_op(call, OP_INCIDENT_CLOSE);
	if (op == NULL)
		return;
	op->id = id;
	memcpy(op->author, author, sizeof(author));
	memcpy(op->text, text, sizeof(text));
	api_submit(call, op);
}
