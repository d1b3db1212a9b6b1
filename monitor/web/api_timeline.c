#include "monitor/web/api_timeline.h"

#include <stdlib.h>

#include "monitor/web/api_forecast.h"
#include "monitor/web/api_shipments.h"

enum { ENTRIES = 200, NOTICES = 64, MOMENTS = LIMIT_EVENTS + ENTRIES + NOTICES };

/* One thing that happened: exactly one of the pointers. */
struct moment {
	int64_t at_utc_ms;
	size_t order; /* of equal moments the first read stands first */
	const struct event *scan;
	const struct journal_entry *entry;
	const struct notice *notice;
};

struct timeline {
	uint64_t id;
	struct parcel parcel;
	struct journal_entry entries[ENTRIES];
	struct notice notices[NOTICES];
	struct moment moments[MOMENTS];
	size_t count;
};

static void
add(struct timeline *t, struct moment moment)
{
	moment.order = t->count;
	t->moments[t->count++] = moment;
}

static void
add_scans(struct timeline *t)
{
	const struct shipment *s = &t->parcel.shipment;

	for (size_t i = 0; i < s->events.count; i++)
		add(t,
		    (struct moment){
			.at_utc_ms = zone_when_utc(s->promise.zone, s->events.items[i].at),
			.scan = &s->events.items[i]});
}

/* What was decided and done, by the journal: the newest. */
static int
add_entries(struct api_call *call, struct timeline *t)
{
	size_t count = 0;
	int rc = store_journal_of(call->api->reader, t->id, 0, t->entries, ENTRIES, &count);

	for (size_t i = count; rc == 0 && i > 0; i--)
		add(t,
		    (struct moment){
			.at_utc_ms = t->entries[i - 1].at_utc_ms, .entry = &t->entries[i - 1]});
	return rc;
}

/* What was said, when it was decided. */
static int
add_notices(struct api_call *call, struct timeline *t)
{
	const struct shipment *s = &t->parcel.shipment;
	struct store_cursor cursor = {0};
	uint64_t ids[NOTICES];
	size_t count = 0;
	int rc =
	    store_notices(call->api->reader, 0, s->shop, s->order, &cursor, ids, NOTICES, &count);

	for (size_t i = count; rc == 0 && i > 0; i--) {
		rc = store_notice(call->api->reader, ids[i - 1], &t->notices[i - 1]);
		if (rc == 0)
			add(t,
			    (struct moment){.at_utc_ms = t->notices[i - 1].decided_utc_ms,
				.notice = &t->notices[i - 1]});
	}
	return rc;
}

static int
compare(const void *a, const void *b)
{
	const struct moment *left = a, *right = b;

	if (left->at_utc_ms != right->at_utc_ms)
		return left->at_utc_ms < right->at_utc_ms ? -1 : 1;
	return left->order < right->order ? -1 : 1;
}

static void
out_moment(struct api_call *call, const struct moment *m)
{
	struct json_out *out = &call->out;

	json_out_object(out, NULL);
	out_at(out, "at", m->at_utc_ms);
	if (m->scan != NULL) {
		out_event(out, "scan", m->scan);
	} else if (m->entry != NULL) {
		out_journal_entry(out, "entry", m->entry);
	} else {
		json_out_object(out, "notice");
		out_notice(call, m->notice);
		json_out_end(out);
	}
	json_out_end(out);
}

static int
read_timeline(struct api_call *call, void *arg)
{
	struct timeline *t = arg;
	int rc = parcel_load(call, t->id, &t->parcel);

	if (rc == 0) {
		add_scans(t);
		rc = add_entries(call, t);
	}
	if (rc == 0)
		rc = add_notices(call, t);
	if (rc == 0) {
		qsort(t->moments, t->count, sizeof(t->moments[0]), compare);
		out_id(&call->out, "id", t->id);
		json_out_array(&call->out, "results");
		for (size_t i = 0; i < t->count; i++)
			out_moment(call, &t->moments[i]);
		json_out_end(&call->out);
	}
	parcel_clear(&t->parcel);
	return rc;
}

void
api_timeline(struct api_call *call)
{
	struct timeline *t = NULL;
	uint64_t id;

	if (!api_shipment_id(call, &id))
		return;
	t = calloc(1, sizeof(*t));
	if (t == NULL) {
		api_fail(call, ERR_NOMEM);
		return;
	}
	t->id = id;
	api_read(call, read_timeline, t);
	free(t);
}

static int
read_forecast(struct api_call *call, void *arg)
{
	const uint64_t *id = arg;
	struct shipment s = SHIPMENT_INIT;
	int rc = store_shipment_head(call->api->reader, *id, &s);

	if (rc == 0) {
		out_id(&call->out, "id", s.id);
		json_out_str(&call->out, "state", promise_state_name(s.state));
		out_forecast(&call->out, &s);
	}
	shipment_clear(&s);
	return rc;
}

void
api_forecast(struct api_call *call)
{
	uint64_t id;

	if (api_shipment_id(call, &id))
		api_read(call, read_forecast, &id);
}
