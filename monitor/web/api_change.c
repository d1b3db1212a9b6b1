#include "monitor/web/api_change.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/api_register.h"
#include "monitor/web/api_shipments.h"

/* A body as it is read: what it corrects, over the shipment as it stands. */
struct correction {
	struct api_call *call;
	struct registration now; /* the shipment with its corrections */
	struct change *out;
	bool promise, destination;
	bool any;
};

typedef int correct_fn(struct correction *c, struct json_value v, struct why *why);

/* ---- corrections: fields of a registration ---- */

static int
correct_promise(struct correction *c, struct json_value v, struct why *why)
{
	/* The new words replace all of the old. */
	if (!c->promise) {
		struct promise *p = &c->now.shipment.promise;

		p->from_day = p->until_day = DAY_NONE;
		p->until_second = -1;
		p->deadline_utc_ms = AT_NONE;
	}
	c->promise = true;
	return api_set_field(&c->now, v, why);
}

static int
correct_destination(struct correction *c, struct json_value v, struct why *why)
{
	struct place *to = &c->now.shipment.destination;

	if (json_absent(v) || json_string_is(v, "")) {
		char *const fields[] = {to->country, to->postcode, to->city};
		static const char *const names[] = {"country", "postcode", "city"};

		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (json_key_is(v, names[i]))
				fields[i][0] = '\0';
	}
	c->destination = true;
	return api_set_field(&c->now, v, why);
}

static int
correct_number(struct correction *c, struct json_value v, struct why *why)
{
	int rc = json_absent(v) ? json_fault(v, why, ERR_MALFORMED, "must be a tracking number")
				: api_set_field(&c->now, v, why);

	c->out->has_number = true;
	memcpy(c->out->number, c->now.shipment.number, sizeof(c->out->number));
	return rc;
}

static int
correct_marked(struct correction *c, struct json_value v, struct why *why)
{
	int rc = api_set_field(&c->now, v, why);

	c->out->has_marked = true;
	c->out->marked = c->now.shipment.marked;
	return rc;
}

static int
correct_upset(struct correction *c, struct json_value v, struct why *why)
{
	if (!json_bool(v, &c->out->upset))
		return json_fault(v, why, ERR_MALFORMED, "must be true or false");
	c->out->has_upset = true;
	return 0;
}

/* ---- what staff say ---- */

static int
correct_mark(struct correction *c, struct json_value v, struct why *why)
{
	struct event *mark = &c->out->mark;
	char name[32];

	if (!json_string_copy(v, name, sizeof(name)) ||
	    milestone_from_name(name, &mark->milestone) < 0 || mark->milestone == MILESTONE_UNKNOWN)
		return json_fault(v, why, ERR_MALFORMED,
		    "must be a milestone, as delivered, lost_damaged or returned");
	c->out->has_mark = true;
	return 0;
}

static int
correct_at(struct correction *c, struct json_value v, struct why *why)
{
	struct when *at = &c->out->mark.at;
	char text[64];
	int rc = ERR_MALFORMED;

	if (json_string_copy(v, text, sizeof(text)))
		rc = when_parse(span_of(text), at);
	if (rc < 0)
		return json_fault(
		    v, why, rc, "must be a time or date that exists, as 2026-11-21T16:12:00+01:00");
	if (zone_when_utc(c->now.shipment.promise.zone, *at) > c->call->now_utc_ms + HOUR_MS)
		return json_fault(v, why, ERR_RANGE, "lies in the future");
	return 0;
}

static int
correct_flag(struct json_value v, bool *out, struct why *why)
{
	if (!json_bool(v, out) || !*out)
		return json_fault(v, why, ERR_MALFORMED, "must be true, or left out");
	return 0;
}

static int
correct_withdraw(struct correction *c, struct json_value v, struct why *why)
{
	return correct_flag(v, &c->out->withdraw_marks, why);
}

static int
correct_superseded(struct correction *c, struct json_value v, struct why *why)
{
	return correct_flag(v, &c->out->superseded, why);
}

static int
correct_customer_told(struct correction *c, struct json_value v, struct why *why)
{
	return correct_flag(v, &c->out->customer_told, why);
}

static int
correct_author(struct correction *c, struct json_value v, struct why *why)
{
	if (!json_string_clean(v, c->out->author, sizeof(c->out->author)))
		return json_fault(v, why, ERR_MALFORMED, "must be a name");
	return 0;
}

static const struct {
	const char *name;
	correct_fn *correct;
	bool changes; /* by itself */
} members[] = {
    {"promised_date", correct_promise, true},
    {"promised_from", correct_promise, true},
    {"promised_until", correct_promise, true},
    {"country", correct_destination, true},
    {"postcode", correct_destination, true},
    {"city", correct_destination, true},
    {"number", correct_number, true},
    {"marked", correct_marked, true},
    {"upset", correct_upset, true},
    {"mark", correct_mark, true},
    {"at", correct_at, false},
    {"withdraw_marks", correct_withdraw, true},
    {"superseded", correct_superseded, true},
    {"customer_told", correct_customer_told, true},
    {"author", correct_author, false},
};

static int
correct_member(struct correction *c, struct json_value v, struct why *why)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (json_key_is(v, members[i].name)) {
			c->any |= members[i].changes;
			return members[i].correct(c, v, why);
		}
	return json_fault(v, why, ERR_NOT_FOUND, "is nothing that can be changed");
}

/* ---- completing ---- */

/* Promise and destination as a registration of today would have them: dates possible, zone and deadline anew. */
static int
complete_places(struct correction *c, struct why *why)
{
	struct shipment *s = &c->now.shipment;
	bool promised = s->promise.until_day != DAY_NONE;
	int rc;

	if (!c->promise && !c->destination)
		return 0;
	if (s->promise.zone_basis == ZONE_BASIS_GIVEN)
		memcpy(c->now.zone, s->promise.zone, sizeof(c->now.zone));
	rc = registration_finish(&c->now, c->call->policy, c->call->now_utc_ms, why);
	if (rc < 0)
		return rc;
	c->out->has_destination = c->destination;
	c->out->destination = s->destination;
	c->out->has_promise = c->promise || promised; /* another place may have another zone */
	c->out->promise = s->promise;
	return 0;
}

void
change_complete_mark(struct event *mark, const char *zone, int64_t now_utc_ms)
{
	int32_t day, second, offset_min;

	mark->source = SOURCE_STAFF;
	mark->physical = milestone_physical(mark->milestone);
	(void)text_cut(mark->code, sizeof(mark->code), SPAN("staff"));
	if (mark->at.kind == WHEN_NONE) {
		zone_wall(zone, now_utc_ms, &day, &second, &offset_min);
		mark->at = when_instant(day, second, offset_min);
	}
}

static int
read_change(struct api_call *call, const struct shipment *s, struct change *out, struct why *why)
{
	struct correction c = {.call = call, .out = out};
	struct json_value e;
	int rc;

	registration_init(&c.now);
	rc = shipment_copy(&c.now.shipment, s);
	if (rc < 0)
		return why_set(why, rc, SIZE_MAX, "", "out of memory");
	for (e = json_first(call->body); rc == 0 && json_exists(e); e = json_next(e))
		rc = correct_member(&c, e, why);
	if (rc == 0 && !c.any)
		rc = why_set(why, ERR_MALFORMED, SIZE_MAX, "", "nothing to change was given");
	if (rc == 0)
		rc = complete_places(&c, why);
	if (rc == 0 && out->has_mark)
		change_complete_mark(&out->mark, c.now.shipment.promise.zone, call->now_utc_ms);
	registration_clear(&c.now);
	return rc;
}

/* ---- the calls ---- */

void
api_change(struct api_call *call)
{
	struct shipment s = SHIPMENT_INIT;
	struct why why = {.code = 0};
	struct op *op = NULL;
	uint64_t id;
	int rc;

	if (!api_shipment_id(call, &id))
		return;
	rc = store_shipment(call->api->reader, id, &s);
	if (rc < 0) {
		api_fail(call, rc);
		goto out;
	}
	op = api_op(call, OP_CHANGE);
	if (op == NULL)
		goto out;
	op->id = id;
	rc = read_change(call, &s, &op->change, &why);
	if (rc < 0) {
		api_refuse(call, &why);
		goto out;
	}
	if (call->who.kind != WHO_LOCAL)
		(void)api_author(call, op->change.author);
	api_submit(call, op);
	op = NULL;
out:
	op_free(op);
	shipment_clear(&s);
}

void
api_cancel(struct api_call *call)
{
	char author[sizeof(((struct change *)0)->author)];
	struct op *op;
	uint64_t id;

	if (!api_author(call, author) || !api_shipment_id(call, &id))
		return;
	op = api_op(call, OP_CHANGE);
	if (op == NULL)
		return;
	op->id = id;
	op->change.cancel = true;
	memcpy(op->change.author, author, sizeof(author));
	api_submit(call, op);
}

void
api_poll(struct api_call *call)
{
	struct op *op;
	uint64_t id;

	if (!api_shipment_id(call, &id))
		return;
	op = api_op(call, OP_POLL_NOW);
	if (op == NULL)
		return;
	op->id = id;
	api_submit(call, op);
}
