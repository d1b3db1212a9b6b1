#include "monitor/web/api_shipments.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/api_json.h"

enum {
	FIND_NORMAL = 20,
	FIND_MOST = 200,
	LIST_NORMAL = 50,
	LIST_MOST = 500,
	MATCHES = LIMIT_ORDER_PARCELS,
	JOURNAL_NEWEST = 50,
	ORDER_NOTICES = 64,
};

/* ---- who is meant ---- */

struct matches {
	uint64_t ids[MATCHES];
	size_t count;
};

bool
api_sees_shipment(struct api_call *call, uint64_t id)
{
	char shop[LIMIT_SHOP_ROOM];

	return call->shop[0] == '\0' ||
	    (store_shipment_shop(call->api->reader, id, shop) == 0 && api_sees(call, shop));
}

static void
matches_add(struct api_call *call, struct matches *m, uint64_t id)
{
	if (!api_sees_shipment(call, id))
		return;
	for (size_t i = 0; i < m->count; i++)
		if (m->ids[i] == id)
			return;
	if (m->count < MATCHES)
		m->ids[m->count++] = id;
}

static int
match_id(struct api_call *call, struct span text, struct matches *m)
{
	int64_t id;
	int rc;

	if (text_parse_i64(text, 1, INT64_MAX, &id) < 0)
		return 0;
	rc = store_shipment_known(call->api->reader, (uint64_t)id);
	if (rc == 0)
		matches_add(call, m, (uint64_t)id);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

static int
match_number(struct api_call *call, const char *text, struct matches *m)
{
	char number[LIMIT_NUMBER_ROOM];
	uint64_t ids[MATCHES];
	size_t count = 0;
	int rc;

	if (text_number_normalise(number, sizeof(number), span_of(text)) < 0)
		return 0;
	rc = store_by_number(call->api->reader, number, ids, MATCHES, &count);
	for (size_t i = 0; rc == 0 && i < count; i++)
		matches_add(call, m, ids[i]);
	return rc;
}

static int
match_order(struct api_call *call, const char *text, struct matches *m)
{
	uint64_t ids[MATCHES];
	size_t count = 0;
	int rc = store_by_order(call->api->reader, call->shop, text, ids, MATCHES, &count);

	for (size_t i = 0; rc == 0 && i < count; i++)
		matches_add(call, m, ids[i]);
	return rc;
}

static int
find_matches(struct api_call *call, struct matches *m)
{
	struct span text = span_of(call->id);
	int rc;

	if (text_starts(text, "id:"))
		return match_id(call, (struct span){text.data + 3, text.len - 3}, m);
	rc = match_id(call, text, m);
	if (rc == 0)
		rc = match_order(call, call->id, m);
	if (rc == 0)
		rc = match_number(call, call->id, m);
	return rc;
}

static int
out_matches(struct api_call *call, const struct matches *m)
{
	int rc = 0;

	json_out_object(&call->out, NULL);
	api_out_now(call);
	json_out_array(&call->out, "matches");
	for (size_t i = 0; rc == 0 && i < m->count; i++)
		rc = out_summary_of(call, m->ids[i]);
	json_out_end(&call->out);
	json_out_end(&call->out);
	return rc;
}

bool
api_shipment_id(struct api_call *call, uint64_t *out)
{
	struct matches m = {.count = 0};
	int rc = store_read_begin(call->api->reader);

	if (rc < 0) {
		api_fail(call, rc);
		return false;
	}
	rc = find_matches(call, &m);
	if (rc == 0 && m.count > 1)
		rc = out_matches(call, &m);
	store_read_end(call->api->reader);
	if (rc < 0) {
		api_fail(call, rc);
	} else if (m.count == 0) {
		api_error(call, ERR_NOT_FOUND, "",
		    "no shipment has the id, order or tracking number '%s': 'puntual find' searches more "
		    "widely",
		    call->id);
	} else if (m.count > 1) {
		api_answer(call, 300);
	} else {
		*out = m.ids[0];
	}
	return rc == 0 && m.count == 1;
}

/* ---- find ---- */

struct finding {
	char text[256];
	size_t limit;
};

/* Those that the caller sees; of several shops more is looked at than shown. */
static int
find_seen(
    struct api_call *call, const struct finding *f, uint64_t ids[LIMIT_PAGE_ROWS], size_t *count)
{
	struct matches m = {.count = 0};
	size_t room = call->shop[0] != '\0' ? LIMIT_PAGE_ROWS : f->limit + 1, found = 0;
	int rc = store_search(call->api->reader, f->text, ids, room, &found);

	for (size_t i = 0; rc == 0 && i < found; i++)
		if (api_sees_shipment(call, ids[i]))
			ids[(*count)++] = ids[i];
	if (rc == 0 && *count == 0) {
		/* A number typed with the blanks of its label. */
		rc = match_number(call, f->text, &m);
		*count = m.count < f->limit ? m.count : f->limit;
		memcpy(ids, m.ids, *count * sizeof(ids[0]));
	}
	return rc;
}

static int
find(struct api_call *call, void *arg)
{
	const struct finding *f = arg;
	struct store_status status;
	uint64_t ids[LIMIT_PAGE_ROWS];
	size_t count = 0;
	int64_t began_us = clock_machine_us();
	int rc = find_seen(call, f, ids, &count);

	if (rc == 0)
		rc = store_status(call->api->reader, &status);
	if (rc != 0)
		return rc;
	json_out_array(&call->out, "results");
	for (size_t i = 0; rc == 0 && i < count && i < f->limit; i++)
		rc = out_summary_of(call, ids[i]);
	json_out_end(&call->out);
	json_out_bool(&call->out, "more", count > f->limit);
	/* How many there are is every shop's. */
	if (call->shop[0] == '\0') {
		json_out_int(&call->out, "open", (int64_t)status.open);
		json_out_int(&call->out, "stored", (int64_t)status.shipments);
	}
	json_out_int(&call->out, "took_us", clock_machine_us() - began_us);
	return rc;
}

void
api_find(struct api_call *call)
{
	struct finding f;

	if (!api_query(call, "q", f.text, sizeof(f.text)) ||
	    !api_query_limit(call, FIND_NORMAL, FIND_MOST, &f.limit))
		return;
	if (text_trim(span_of(f.text)).len == 0)
		api_error(call, ERR_MALFORMED, "q",
		    "is required: an order, tracking number, e-mail, name or phone");
	else
		api_read(call, find, &f);
}

/* ---- list ---- */

/* Without a state: what needs a person first, then what is under way. */
static const enum promise_state open_states[] = {
    PROMISE_MISSED, PROMISE_SLIPPING, PROMISE_AT_RISK, PROMISE_ON_TRACK, PROMISE_NONE};

struct listing {
	const char *shop;
	enum promise_state states[sizeof(open_states) / sizeof(open_states[0])];
	size_t state_count;
	size_t limit;
	unsigned at; /* which state */
	struct store_cursor cursor;
};

/* What is over has no promise to keep: it is listed by its state alone. */
static bool
is_listed(const struct listing *l, const struct shipment *s)
{
	return (l->shop[0] == '\0' || strcmp(s->shop, l->shop) == 0) &&
	    (l->state_count == 1 || s->closed_utc_ms == AT_NONE);
}

/* A page of one state; *got grows. *done: the state has no more. */
static int
list_state(struct api_call *call, struct listing *l, size_t *got, size_t *looked, bool *done)
{
	uint64_t ids[LIST_MOST];
	size_t count = 0;
	int rc = store_by_state(
	    call->api->reader, l->states[l->at], &l->cursor, ids, l->limit - *got, &count);

	*done = count == 0;
	*looked += count;
	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct parcel p;

		rc = parcel_load(call, ids[i], &p);
		if (rc == 0 && is_listed(l, &p.shipment)) {
			json_out_object(&call->out, NULL);
			out_summary(call, &p);
			json_out_end(&call->out);
			(*got)++;
		}
		parcel_clear(&p);
	}
	return rc;
}

static int
list(struct api_call *call, void *arg)
{
	struct listing *l = arg;
	size_t got = 0, looked = 0;
	int rc = 0;

	json_out_array(&call->out, "results");
	/* Another shop's shipments are passed over, but not without end in one answer. */
	while (rc == 0 && l->at < l->state_count && got < l->limit && looked < LIMIT_PAGE_ROWS) {
		bool done = false;

		rc = list_state(call, l, &got, &looked, &done);
		if (done) {
			l->at++;
			l->cursor = (struct store_cursor){0};
		}
	}
	json_out_end(&call->out);
	if (l->at < l->state_count)
		api_out_cursor(&call->out, "cursor", l->at, &l->cursor);
	else
		json_out_null(&call->out, "cursor");
	return rc;
}

void
api_list(struct api_call *call)
{
	struct listing l = {.state_count = 1};
	char state[32], shop[LIMIT_SHOP_ROOM];

	if (!api_query(call, "state", state, sizeof(state)) || !api_shop(call, shop) ||
	    !api_query_limit(call, LIST_NORMAL, LIST_MOST, &l.limit) ||
	    !api_query_cursor(call, &l.at, &l.cursor))
		return;
	l.shop = shop;
	if (state[0] == '\0') {
		memcpy(l.states, open_states, sizeof(open_states));
		l.state_count = sizeof(open_states) / sizeof(open_states[0]);
	} else if (promise_state_from_name(state, &l.states[0]) < 0) {
		api_error(call, ERR_MALFORMED, "state",
		    "must be one of none, on_track, at_risk, slipping, missed, kept, late, returned");
		return;
	}
	api_read(call, list, &l);
}

/* ---- show ---- */

static void
out_retold(struct json_out *out, const struct order *order)
{
	json_out_array(out, "retold");
	for (size_t i = 0; i < order->retold_count; i++) {
		json_out_object(out, NULL);
		out_at(out, "said", order->retold[i].said_utc_ms);
		out_day(out, "from", order->retold[i].from_day);
		out_day(out, "until", order->retold[i].until_day);
		out_id(out, "notice", order->retold[i].notice);
		json_out_end(out);
	}
	json_out_end(out);
}

static int
out_journal(struct api_call *call, uint64_t id)
{
	struct journal_entry entries[JOURNAL_NEWEST];
	size_t count = 0;
	int rc = store_journal_of(call->api->reader, id, 0, entries, JOURNAL_NEWEST, &count);

	json_out_array(&call->out, "journal");
	for (size_t i = 0; rc == 0 && i < count; i++)
		out_journal_entry(&call->out, NULL, &entries[i]);
	json_out_end(&call->out);
	return rc;
}

static int
out_notices(struct api_call *call, const struct shipment *s)
{
	struct store_cursor cursor = {0};
	uint64_t ids[ORDER_NOTICES];
	size_t count = 0;
	int rc = store_notices(
	    call->api->reader, 0, s->shop, s->order, &cursor, ids, ORDER_NOTICES, &count);

	json_out_array(&call->out, "notices");
	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct notice n = NOTICE_INIT;

		rc = store_notice(call->api->reader, ids[i], &n);
		json_out_object(&call->out, NULL);
		if (rc == 0)
			out_notice(call, &n);
		json_out_end(&call->out);
	}
	json_out_end(&call->out);
	return rc;
}

static int
out_cases(struct api_call *call, const struct parcel *p)
{
	int rc = 0;

	json_out_array(&call->out, "cases");
	for (size_t i = 0; rc == 0 && i < p->case_count; i++) {
		struct case_record record = CASE_INIT;

		rc = store_case(call->api->reader, p->cases[i], &record);
		if (rc == 0)
			out_case(call, &record);
	}
	json_out_end(&call->out);
	return rc;
}

static void
out_account_state(struct api_call *call, const struct parcel *p)
{
	const struct account *account = policy_account(call->policy, p->shipment.account);

	if (account != NULL)
		out_account(call, "account_state", account, &p->account);
	else
		json_out_null(&call->out, "account_state"); /* it has left the configuration */
}

static int
out_siblings(struct api_call *call, const struct parcel *p)
{
	int rc = 0;

	json_out_array(&call->out, "siblings");
	for (size_t i = 0; rc == 0 && i < p->order.shipment_count; i++)
		if (p->order.shipments[i] != p->shipment.id)
			rc = out_summary_of(call, p->order.shipments[i]);
	json_out_end(&call->out);
	return rc;
}

static void
out_more(struct json_out *out, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;

	out_at(out, "registered", s->registered_utc_ms);
	out_at(out, "ordered", s->ordered_utc_ms);
	out_day(out, "ship_by", s->ship_by_day);
	out_day(out, "available_on", s->available_day);
	out_text(out, "promise_rule", s->promise.rule);
	out_text(out, "postcode", s->destination.postcode);
	out_text(out, "origin_country", s->origin.country);
	out_text(out, "origin_postcode", s->origin.postcode);
	json_out_bool(out, "pickup_point", s->pickup_point);
	json_out_bool(out, "first_order", s->first_order);
	if (s->value_cents >= 0)
		json_out_double(out, "value", (double)s->value_cents / 100);
	else
		json_out_null(out, "value");
	json_out_object(out, "pieces");
	json_out_int(out, "total", s->pieces_total);
	json_out_int(out, "delivered", s->pieces_delivered);
	json_out_end(out);
	json_out_object(out, "schedule");
	out_at(out, "next_poll", p->schedule.next_poll_utc_ms);
	out_at(out, "last_ok", p->schedule.last_ok_utc_ms);
	out_at(out, "last_try", p->schedule.last_try_utc_ms);
	json_out_int(out, "interval_ms", p->schedule.interval_ms);
	json_out_int(out, "failures", p->schedule.failures);
	json_out_str(out, "error", p->schedule.error != 0 ? err_name(p->schedule.error) : NULL);
	json_out_end(out);
	json_out_array(out, "events");
	for (size_t i = 0; i < s->events.count; i++)
		out_event(out, NULL, &s->events.items[i]);
	json_out_end(out);
	out_retold(out, &p->order);
	out_text(out, "link", p->order.link);
}

static int
show(struct api_call *call, void *arg)
{
	uint64_t id = *(const uint64_t *)arg;
	struct parcel p;
	int rc = parcel_load(call, id, &p);

	if (rc == 0) {
		out_summary(call, &p);
		out_more(&call->out, &p);
		rc = out_journal(call, id);
	}
	if (rc == 0)
		rc = out_notices(call, &p.shipment);
	if (rc == 0)
		rc = out_cases(call, &p);
	if (rc == 0) {
		out_account_state(call, &p);
		rc = out_siblings(call, &p);
	}
	parcel_clear(&p);
	return rc;
}

void
api_show(struct api_call *call)
{
	uint64_t id;

	if (api_shipment_id(call, &id))
		api_read_zoned(call, show, &id);
}
