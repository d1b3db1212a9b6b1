#include "monitor/web/api_json.h"

#include <stdio.h>
#include <string.h>

#include "carriers/codes.h"
#include "monitor/base/text.h"
#include "monitor/promise/assess.h"
#include "monitor/web/api_forecast.h"

enum { SCANS = 32 }; /* of a summary: what a line of time can show */

/* ---- values ---- */

void
out_text(struct json_out *out, const char *key, const char *text)
{
	json_out_str(out, key, text[0] != '\0' ? text : NULL);
}

void
out_at(struct json_out *out, const char *key, int64_t utc_ms)
{
	out_when(out, key, utc_ms == AT_NONE ? WHEN_INIT : when_utc_ms(utc_ms));
}

void
out_day(struct json_out *out, const char *key, int32_t day)
{
	out_when(out, key, when_date(day));
}

void
out_when(struct json_out *out, const char *key, struct when at)
{
	if (at.kind == WHEN_NONE) {
		json_out_null(out, key);
		return;
	}
	(void)when_add(json_out_str_begin(out, key), at);
	json_out_str_end(out);
}

void
out_id(struct json_out *out, const char *key, uint64_t id)
{
	if (id == 0)
		json_out_null(out, key);
	else
		json_out_int(out, key, (int64_t)id);
}

/* ---- shipments ---- */

/* Those of its order, and of them the open one of the shipment, or of the order as a whole, that is due first. */
static int
load_cases(struct api_call *call, struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	struct case_record *out = &p->open_case;
	struct store_cursor cursor = {0};
	int rc = store_cases(
	    call->api->reader, s->shop, s->order, &cursor, p->cases, PARCEL_CASES, &p->case_count);

	for (size_t i = 0; rc == 0 && i < p->case_count; i++) {
		struct case_record record = CASE_INIT;

		rc = store_case(call->api->reader, p->cases[i], &record);
		if (rc == 0 && record.state != CASE_RESOLVED &&
		    (record.shipment == s->id || record.shipment == 0) &&
		    (out->id == 0 || record.due_utc_ms < out->due_utc_ms))
			*out = record;
	}
	return rc;
}

/* What may be missing: a person that was erased, an order of a record from before. */
static int
may_miss(int rc)
{
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

/* All but its notes, which are most of a parcel and of no use without a case. */
static void
no_case(struct case_record *out)
{
	out->id = 0;
	out->reason = CASE_NONE;
	out->state = CASE_OPEN;
	out->due_utc_ms = AT_NONE;
	out->owner[0] = '\0';
}

int
parcel_load(struct api_call *call, uint64_t id, struct parcel *out)
{
	struct store_reader *reader = call->api->reader;
	struct shipment *s = &out->shipment;
	int rc;

	out->shipment = SHIPMENT_INIT;
	out->schedule = SCHEDULE_INIT;
	out->order = ORDER_INIT;
	out->person = PERSON_INIT;
	out->account = ACCOUNT_STATE_INIT;
	no_case(&out->open_case);
	out->case_count = 0;
	rc = store_shipment(reader, id, s);
	if (rc == 0)
		rc = may_miss(store_schedule(reader, id, &out->schedule));
	if (rc == 0)
		rc = may_miss(store_order(reader, s->shop, s->order, &out->order));
	if (rc == 0 && s->person != 0)
		rc = may_miss(store_person(reader, s->person, &out->person));
	if (rc == 0)
		rc = store_account(reader, s->account, &out->account);
	if (rc == 0)
		rc = load_cases(call, out);
	return rc;
}

void
parcel_clear(struct parcel *p)
{
	shipment_clear(&p->shipment);
}

static void
out_promise(struct json_out *out, const struct promise *p)
{
	char time[16] = "";

	out_day(out, "promised_from", p->from_day);
	out_day(out, "promised_until", p->until_day);
	if (p->until_second >= 0)
		(void)snprintf(time, sizeof(time), "%02d:%02d", p->until_second / 3600,
		    p->until_second / 60 % 60);
	out_text(out, "promised_until_time", time);
	out_text(out, "zone", p->zone);
	out_at(out, "deadline", p->deadline_utc_ms);
}

static void
out_scans(struct json_out *out, const struct shipment *s)
{
	const struct event_list *events = &s->events;
	const char *place = "";
	size_t first = events->count, seen = 0;

	while (first > 0 && seen < SCANS)
		if (events->items[--first].physical) {
			if (seen++ == 0)
				place = events->items[first].place;
		}
	out_at(out, "last_scan", s->last_scan_utc_ms);
	out_text(out, "last_scan_place", place);
	json_out_array(out, "scans");
	for (size_t i = first; i < events->count; i++)
		if (events->items[i].physical)
			out_at(out, NULL, zone_when_utc(s->promise.zone, events->items[i].at));
	json_out_end(out);
}

static void
out_open_case(struct json_out *out, const struct case_record *record)
{
	if (record->id == 0) {
		json_out_null(out, "case");
		return;
	}
	json_out_object(out, "case");
	out_id(out, "id", record->id);
	json_out_str(out, "reason", case_reason_name(record->reason));
	out_at(out, "due", record->due_utc_ms);
	out_text(out, "owner", record->owner);
	json_out_end(out);
}

void
out_summary(struct api_call *call, const struct parcel *p)
{
	struct json_out *out = &call->out;
	const struct shipment *s = &p->shipment;
	enum data_state data = data_state_of(
	    s, &p->schedule, &p->account, policy_shop(call->policy, s->shop), call->now_utc_ms);

	out_id(out, "id", s->id);
	json_out_str(out, "shop", s->shop);
	json_out_str(out, "order", s->order);
	json_out_str(out, "carrier", s->carrier);
	json_out_str(out, "account", s->account);
	json_out_str(out, "number", s->number);
	json_out_str(out, "direction", s->direction == DIRECTION_RETURN ? "return" : "outbound");
	out_text(out, "customer", p->person.name);
	out_text(out, "email", p->person.email);
	out_text(out, "phone", p->person.phone);
	out_text(out, "locale", p->person.locale);
	out_text(out, "city", s->destination.city);
	out_text(out, "country", s->destination.country);
	out_text(out, "items", s->items);
	out_text(out, "service", s->service);
	out_text(out, "carried_by", s->carried_by);
	out_promise(out, &s->promise);
	json_out_str(out, "state", promise_state_name(s->state));
	out_text(out, "rule", s->rule);
	out_at(out, "state_since", s->state_since_utc_ms);
	json_out_str(out, "milestone", milestone_name(s->milestone));
	json_out_str(out, "reason", s->reason != REASON_NONE ? reason_name(s->reason) : NULL);
	json_out_str(out, "data", data_state_name(data));
	out_day(out, "expect_from", s->expect_from_day);
	out_day(out, "expect_until", s->expect_until_day);
	out_when(out, "eta_from", s->eta_from);
	out_when(out, "eta_until", s->eta_until);
	out_when(out, "first_attempt", s->first_attempt);
	out_when(out, "delivered", s->delivered);
	out_forecast(out, s);
	out_scans(out, s);
	out_at(out, "asked", data_heard(s, &p->schedule));
	out_at(out, "next_poll", p->schedule.next_poll_utc_ms);
	json_out_bool(out, "adopted", s->adopted);
	json_out_bool(out, "cancelled", s->cancelled);
	json_out_bool(out, "superseded", s->superseded);
	json_out_bool(out, "marked", s->marked);
	out_at(out, "closed", s->closed_utc_ms);
	out_at(out, "told_at", p->order.told_utc_ms);
	out_at(out, "obligation", p->order.obligation_utc_ms);
	out_open_case(out, &p->open_case);
}

int
out_summary_of(struct api_call *call, uint64_t id)
{
	struct parcel p;
	int rc = parcel_load(call, id, &p);

	if (rc == 0) {
		json_out_object(&call->out, NULL);
		out_summary(call, &p);
		json_out_end(&call->out);
	}
	parcel_clear(&p);
	return may_miss(rc);
}

void
out_event(struct json_out *out, const char *key, const struct event *event)
{
	json_out_object(out, key);
	out_when(out, "at", event->at);
	json_out_str(out, "at_kind", when_kind_name(event->at.kind));
	json_out_str(out, "milestone", milestone_name(event->milestone));
	json_out_str(
	    out, "reason", event->reason != REASON_NONE ? reason_name(event->reason) : NULL);
	out_text(out, "code", event->code);
	out_text(out, "text", event->text);
	out_text(out, "place", event->place);
	json_out_str(out, "source", event->source == SOURCE_STAFF ? "staff" : "carrier");
	json_out_end(out);
}

/* ---- the journal ---- */

static void
out_field(struct json_out *out, const struct journal_field *field)
{
	switch (field->kind) {
	case FIELD_TEXT: json_out_str(out, field->name, field->text); break;
	case FIELD_NUMBER: json_out_int(out, field->name, field->number); break;
	case FIELD_AT: out_at(out, field->name, field->number); break;
	case FIELD_DAY: out_day(out, field->name, (int32_t)field->number); break;
	}
}

void
out_journal_entry(struct json_out *out, const char *key, const struct journal_entry *entry)
{
	json_out_object(out, key);
	json_out_int(out, "seq", (int64_t)entry->seq);
	out_at(out, "at", entry->at_utc_ms);
	out_id(out, "shipment", entry->shipment);
	json_out_str(out, "name", entry->name);
	json_out_object(out, "fields");
	for (size_t i = 0; i < entry->field_count; i++)
		out_field(out, &entry->fields[i]);
	json_out_end(out);
	json_out_end(out);
}

/* ---- cases, notices, accounts ---- */

/* The customer of an order; "" when unknown. */
static void
customer_of(struct api_call *call, const char *shop, const char *order_id, char *dst, size_t room)
{
	struct order order = ORDER_INIT;
	struct person person = PERSON_INIT;

	if (store_order(call->api->reader, shop, order_id, &order) < 0 || order.person == 0 ||
	    store_person(call->api->reader, order.person, &person) < 0)
		person = PERSON_INIT;
	(void)text_cut(dst, room, span_of(person.name));
}

void
out_case(struct api_call *call, const struct case_record *record)
{
	struct json_out *out = &call->out;
	char customer[LIMIT_NAME_ROOM];

	customer_of(call, record->shop, record->order, customer, sizeof(customer));
	json_out_object(out, NULL);
	out_id(out, "id", record->id);
	json_out_str(out, "reason", case_reason_name(record->reason));
	json_out_str(out, "state", case_state_name(record->state));
	json_out_str(out, "shop", record->shop);
	out_text(out, "order", record->order);
	out_id(out, "shipment", record->shipment);
	out_at(out, "opened", record->opened_utc_ms);
	out_at(out, "due", record->due_utc_ms);
	json_out_bool(out, "escalated", record->escalated);
	out_text(out, "owner", record->owner);
	out_at(out, "resolved", record->resolved_utc_ms);
	out_id(out, "notice", record->notice);
	json_out_array(out, "notes");
	for (size_t i = 0; i < record->note_count; i++) {
		json_out_object(out, NULL);
		out_at(out, "at", record->notes[i].at_utc_ms);
		out_text(out, "author", record->notes[i].author);
		json_out_str(out, "text", record->notes[i].text);
		json_out_end(out);
	}
	json_out_end(out);
	out_text(out, "customer", customer);
	json_out_end(out);
}

void
out_notice(struct api_call *call, const struct notice *n)
{
	struct json_out *out = &call->out;
	const struct shop *shop = policy_shop(call->policy, n->shop);
	bool customer = n->audience == AUDIENCE_CUSTOMER;
	const char *desk = shop != NULL ? shop->alerts_to : "";
	struct person person = PERSON_INIT;

	if (n->person == 0 || store_person(call->api->reader, n->person, &person) < 0)
		person = PERSON_INIT;
	if (n->channel != CHANNEL_EMAIL) /* the section's name: a URL may be a secret */
		desk = shop != NULL && shop_channel(shop, n->channel) != NULL
		    ? shop_channel(shop, n->channel)->id
		    : "";
	out_id(out, "id", n->id);
	json_out_str(out, "kind", notice_kind_name(n->kind));
	json_out_str(out, "audience", customer ? "customer" : "shop");
	json_out_str(out, "channel", channel_name(n->channel));
	json_out_str(out, "state", notice_state_name(n->state));
	json_out_str(out, "shop", n->shop);
	out_text(out, "order", n->order);
	json_out_array(out, "shipments");
	for (size_t i = 0; i < n->shipment_count; i++)
		out_id(out, NULL, n->shipments[i]);
	json_out_end(out);
	out_text(out, "customer", person.name);
	out_text(out, "to",
	    !customer                                                         ? desk
		: n->channel == CHANNEL_SMS || n->channel == CHANNEL_WHATSAPP ? person.phone
									      : person.email);
	out_at(out, "decided", n->decided_utc_ms);
	out_at(out, "due", n->due_utc_ms);
	out_at(out, "valid_until", n->valid_until_utc_ms);
	json_out_int(out, "attempts", n->attempts);
	json_out_str(out, "answer", n->answer != 0 ? answer_name(n->answer) : NULL);
	json_out_bool(out, "doubted", n->doubted || n->state == NOTICE_STATE_IN_DOUBT);
	out_text(out, "answer_text", n->answer_text);
	out_text(out, "message_id", n->message_id);
	out_at(out, "settled", n->settled_utc_ms);
	out_at(out, "bounced", n->bounced_utc_ms);
	out_text(out, "bounced_text", n->bounced_text);
	out_day(out, "window_from", n->facts.window_from_day);
	out_day(out, "window_until", n->facts.window_until_day);
	out_at(out, "next_word", n->facts.next_word_utc_ms);
}

int64_t
api_account_quota(const struct account *account)
{
	const struct carrier *carrier = carrier_find(account->carrier);

	if (account->day_quota > 0)
		return account->day_quota;
	return carrier != NULL ? carrier->limits.day_calls : 0;
}

/* The codes that are still unknown: those that the account's table has come to list are not told any more. */
static void
out_unknown(struct json_out *out, const struct account *account, const struct account_state *state)
{
	const struct carrier *carrier = carrier_find(account->carrier);

	json_out_array(out, "unknown");
	for (size_t i = 0; i < state->unknown_count && carrier != NULL; i++) {
		const struct unknown_code *code = &state->unknown[i];

		if (!codes_unknown(carrier, account, code->code))
			continue;
		json_out_object(out, NULL);
		json_out_str(out, "code", code->code);
		json_out_int(out, "answers", code->count);
		out_at(out, "last", code->last_utc_ms);
		json_out_end(out);
	}
	json_out_end(out);
}

void
out_account(struct api_call *call, const char *key, const struct account *account,
    const struct account_state *state)
{
	struct json_out *out = &call->out;
	int64_t quota = api_account_quota(account);

	json_out_object(out, key);
	json_out_str(out, "id", account->id);
	json_out_str(out, "carrier", account->carrier);
	out_text(out, "shop", account->shop);
	json_out_str(out, "health", err_name(state->health));
	out_at(out, "failing_since", state->failing_since_utc_ms);
	out_at(out, "ok", state->ok_utc_ms);
	out_at(out, "blocked_until", state->blocked_until_utc_ms);
	json_out_bool(out, "stopped", state->stopped);
	json_out_int(out, "calls",
	    state->window_day == zone_day("UTC", call->now_utc_ms) ? state->calls : 0);
	if (quota > 0)
		json_out_int(out, "quota", quota);
	else
		json_out_null(out, "quota");
	json_out_int(out, "failures", state->failures);
	json_out_int(out, "unknown_codes", state->unknown_codes);
	out_unknown(out, account, state);
	json_out_end(out);
}
