#include "monitor/promise/concern.h"

#include "monitor/base/text.h"
#include "monitor/notice/times.h"
#include "monitor/promise/care.h"

#include <string.h>

enum {
	CASE_LEAST_HOURS = 1, /* a case that falls due sooner waits for the next hours */
	CASE_PLAIN_HOURS = 4, /* of a contact without hours */
	REASON_STEPS = 32,    /* reasons in the episode of a case notice */
};

/* ---- conditions ---- */

static bool
is_open(const struct concern *c)
{
	return c->view->s->closed_utc_ms == AT_NONE;
}

static bool
reached(const struct concern *c, int64_t at_utc_ms)
{
	return at_utc_ms != AT_NONE && c->view->now_utc_ms >= at_utc_ms;
}

static bool
exception_lasts(const struct concern *c)
{
	return is_open(c) && reached(c, assess_exception_at(c->view->s, c->view->shop));
}

/* A sibling that came after it was scanned a day ago, has arrived, or is under way when this one's day is over, and this one was never scanned: its
 * label may have been replaced. Nothing of the kind says one that came before a pre-order was available. */
static bool
label_replaced(const struct concern *c)
{
	const struct shipment *s = c->view->s;

	if (!is_open(c) || s->handed_over)
		return false;
	if (s->milestone == MILESTONE_CANCELLED)
		return true;
	for (size_t i = 0; i < c->parcel_count; i++) {
		const struct parcel_head *p = &c->parcels[i];

		if (p->id != s->id && p->direction == s->direction && p->handed_over &&
		    p->registered_utc_ms >= s->registered_utc_ms &&
		    p->last_scan_utc_ms != AT_NONE &&
		    p->last_scan_utc_ms >= shipment_begins_utc_ms(s) && !p->cancelled &&
		    !p->superseded &&
		    (c->view->now_utc_ms >= p->last_scan_utc_ms + DAY_MS || p->closed ||
			assess_past(c->view)))
			return true;
	}
	return false;
}

static bool
not_handed_over(const struct concern *c)
{
	return is_open(c) && strcmp(c->assessment->rule, "not_handed_over") == 0 &&
	    !label_replaced(c);
}

static bool
not_found(const struct concern *c)
{
	return is_open(c) && reached(c, assess_not_found_at(c->view->s));
}

static bool
lost(const struct concern *c)
{
	return c->view->s->milestone == MILESTONE_LOST_DAMAGED;
}

static bool
going_back(const struct concern *c)
{
	const struct shipment *s = c->view->s;

	return s->direction == DIRECTION_OUTBOUND &&
	    (s->milestone == MILESTONE_RETURNING || s->milestone == MILESTONE_RETURNED);
}

/* Its deadline passed and no answer has come since, or none lately: nobody knows, so nobody may be told. */
static bool
deadline_unseen(const struct concern *c)
{
	const struct view *v = c->view;

	return is_open(c) && !c->told && v->s->handed_over && assess_past(v) &&
	    !promise_settled(c->assessment->state) &&
	    (v->last_ok_utc_ms < v->s->promise.deadline_utc_ms || !assess_fresh(v));
}

static bool
deadline_in_gap(const struct concern *c)
{
	const struct gap *gap = &c->view->context->gap;
	int64_t deadline = c->view->s->promise.deadline_utc_ms;

	return gap->until_utc_ms != AT_NONE && deadline >= gap->from_utc_ms &&
	    deadline < gap->until_utc_ms;
}

static bool
blind(const struct concern *c)
{
	return deadline_unseen(c) && deadline_in_gap(c) &&
	    reached(c, c->view->context->gap.until_utc_ms + LIMIT_BLIND_MS);
}

static bool
stale_miss(const struct concern *c)
{
	return deadline_unseen(c) && !deadline_in_gap(c) &&
	    reached(c, c->view->s->promise.deadline_utc_ms + LIMIT_STALE_MISS_MS);
}

static bool
number_refused(const struct concern *c)
{
	return is_open(c) && c->number_refused;
}

static bool
unreachable(const struct concern *c)
{
	return is_open(c) && c->unreachable;
}

static bool
upset(const struct concern *c)
{
	return is_open(c) && c->view->s->upset;
}

static bool
high_value_slips(const struct concern *c)
{
	enum promise_state state = c->assessment->state;

	return is_open(c) && care_high_value(c->view->s, c->view->shop) &&
	    (state == PROMISE_SLIPPING || state == PROMISE_MISSED);
}

static bool
over_budget(const struct concern *c)
{
	return is_open(c) && c->over_budget;
}

static const struct {
	enum case_reason reason;
	bool (*holds)(const struct concern *c);
	bool of_order; /* one for the order, told to the shop grouped */
	bool of_old;   /* follows from a deadline that lay before registration: listed alone */
} conditions[] = {
    {CASE_EXCEPTION, exception_lasts, false, false},
    {CASE_NOT_HANDED, not_handed_over, false, true},
    {CASE_NOT_FOUND, not_found, false, true},
    {CASE_SUPERSEDED, label_replaced, false, false},
    {CASE_LOST, lost, false, false},
    {CASE_RETURNING, going_back, false, false},
    {CASE_BLIND, blind, true, true},
    {CASE_STALE_MISS, stale_miss, false, true},
    {CASE_NUMBER, number_refused, false, false},
    {CASE_UNREACHABLE, unreachable, false, false},
    {CASE_UPSET, upset, false, false},
    {CASE_HIGH_VALUE, high_value_slips, false, true},
    {CASE_BUDGET, over_budget, false, false},
};

/* ---- opening ---- */

static const struct case_head *
case_open_for(const struct view *v, enum case_reason reason, uint64_t shipment)
{
	for (size_t i = 0; i < v->context->case_count; i++) {
		const struct case_head *h = &v->context->cases[i];

		if (h->reason == reason && h->shipment == shipment && h->state != CASE_RESOLVED)
			return h;
	}
	return NULL;
}

int
concern_journal(const char *name, enum case_reason reason, uint64_t shipment, int64_t due_utc_ms,
    int64_t now_utc_ms, struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_JOURNAL);

	if (e == NULL)
		return ERR_NOMEM;
	journal_init(&e->entry, name, shipment, now_utc_ms);
	journal_add_text(&e->entry, "reason", case_reason_name(reason));
	if (due_utc_ms != AT_NONE)
		journal_add_at(&e->entry, "due", due_utc_ms);
	return 0;
}

static int
journal_case(const struct view *v, const char *name, enum case_reason reason, int64_t due_utc_ms,
    struct effects *out)
{
	return concern_journal(name, reason, v->s->id, due_utc_ms, v->now_utc_ms, out);
}

/* One of a kind, order, reason and day. */
static int
tell_shop(const struct view *v, enum notice_kind kind, enum case_reason reason, uint64_t about_case,
    struct effects *out)
{
	struct notice_facts facts = NOTICE_FACTS_INIT;

	if (v->shop == NULL)
		return 0;
	facts.promised_from_day = v->s->promise.from_day;
	facts.promised_until_day = v->s->promise.until_day;
	facts.last_scan_utc_ms = v->s->last_scan_utc_ms;
	facts.milestone = v->s->milestone;
	facts.reason = v->s->reason;
	facts.about_case = about_case;
	(void)text_cut(facts.zone, sizeof(facts.zone), span_of(v->s->promise.zone));
	(void)text_cut(facts.rule, sizeof(facts.rule), span_of(case_reason_name(reason)));
	return notice_tell_shop(v->shop, kind, v->s->order,
	    (int32_t)(v->now_utc_ms / DAY_MS) * REASON_STEPS + (int32_t)reason, v->s->id, &facts,
	    v->now_utc_ms, out);
}

static int64_t
case_due(const struct view *v)
{
	int64_t soonest = v->now_utc_ms + CASE_LEAST_HOURS * HOUR_MS;
	int64_t due = soonest;

	if (v->shop != NULL && care_special(v->s, v->shop))
		return shop_open_at(v->shop, v->now_utc_ms) + CASE_LEAST_HOURS * HOUR_MS;
	if (v->shop != NULL)
		due = shop_close_at(v->shop, soonest);
	return due > soonest ? due : v->now_utc_ms + CASE_PLAIN_HOURS * HOUR_MS;
}

static int
open_case(const struct view *v, enum case_reason reason, uint64_t shipment, int64_t due_utc_ms,
    bool grouped, struct effects *out)
{
	struct effect *e;
	int rc;

	if (case_open_for(v, reason, shipment) != NULL)
		return 0;
	e = effects_add(out, EFFECT_CASE_OPEN);
	if (e == NULL)
		return ERR_NOMEM;
	e->record.reason = reason;
	e->record.state = CASE_OPEN;
	memcpy(e->record.shop, v->s->shop, sizeof(e->record.shop));
	memcpy(e->record.order, v->s->order, sizeof(e->record.order));
	e->record.shipment = shipment;
	e->record.opened_utc_ms = v->now_utc_ms;
	e->record.due_utc_ms = due_utc_ms != AT_NONE ? due_utc_ms : case_due(v);
	(void)text_cut(
	    e->record.owner, sizeof(e->record.owner), span_of(care_owner(v->shop, reason)));
	rc = journal_case(v, "case.opened", reason, e->record.due_utc_ms, out);
	if (rc == 0 && !grouped)
		rc = tell_shop(v, NOTICE_CASE_OPENED, reason, 0, out);
	return rc;
}

int
concern_open(const struct view *v, enum case_reason reason, uint64_t shipment, int64_t due_utc_ms,
    struct effects *out)
{
	return open_case(v, reason, shipment, due_utc_ms, false, out);
}

/* ---- resolving ---- */

static bool
resolved_now(const struct effects *out, uint64_t id)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].kind == EFFECT_CASE_RESOLVE && out->items[i].id == id)
			return true;
	return false;
}

static int
resolve(const struct view *v, const struct case_head *h, const char *why, struct effects *out)
{
	struct effect *e;

	if (resolved_now(out, h->id))
		return 0;
	e = effects_add(out, EFFECT_CASE_RESOLVE);
	if (e == NULL)
		return ERR_NOMEM;
	e->id = h->id;
	(void)text_cut(e->text, sizeof(e->text), span_of(why));
	return journal_case(v, "case.resolved", h->reason, AT_NONE, out);
}

int
concern_resolve(const struct view *v, enum case_reason reason, const char *why, struct effects *out)
{
	for (size_t i = 0; i < v->context->case_count; i++) {
		const struct case_head *h = &v->context->cases[i];
		bool mine = h->shipment == 0 || h->shipment == v->s->id;
		int rc;

		if (h->reason != reason || h->state == CASE_RESOLVED || !mine)
			continue;
		rc = resolve(v, h, why, out);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int
concern_resolve_all(const struct view *v, bool whole, const char *why, struct effects *out)
{
	for (size_t i = 0; i < v->context->case_count; i++) {
		const struct case_head *h = &v->context->cases[i];
		bool mine = h->shipment == v->s->id || (whole && h->shipment == 0);
		int rc;

		if (h->state == CASE_RESOLVED || !mine || h->reason == CASE_RETURNING ||
		    h->reason == CASE_CUSTOMER)
			continue;
		rc = resolve(v, h, why, out);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* ---- the table ---- */

/* Others of the order may still be in the dark. */
static bool
sibling_unseen(const struct concern *c)
{
	for (size_t i = 0; i < c->parcel_count; i++) {
		const struct parcel_head *p = &c->parcels[i];

		if (p->id != c->view->s->id && !p->closed && p->deadline_utc_ms != AT_NONE &&
		    p->deadline_utc_ms <= c->view->now_utc_ms && p->state == PROMISE_AT_RISK)
			return true;
	}
	return false;
}

/* A person took the miss that nobody saw, and tells the customer: a fresh answer does not take it away again. */
static bool
stays_in_hand(const struct concern *c, enum case_reason reason)
{
	const struct context *context = c->view->context;

	if ((reason != CASE_BLIND && reason != CASE_STALE_MISS) || !is_open(c) ||
	    promise_settled(c->assessment->state))
		return false;
	for (size_t i = 0; i < context->case_count; i++) {
		const struct case_head *h = &context->cases[i];

		if (h->reason == reason && h->state == CASE_CLAIMED &&
		    (h->shipment == 0 || h->shipment == c->view->s->id))
			return true;
	}
	return false;
}

int
concern_judge(const struct concern *c, struct shipment *s, struct effects *out)
{
	const struct view *v = c->view;
	bool old = s->promise.deadline_utc_ms != AT_NONE &&
	    s->promise.deadline_utc_ms <= s->registered_utc_ms;

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
		enum case_reason reason = conditions[i].reason;
		uint32_t bit = 1u << reason;
		bool holds = !s->cancelled && !s->superseded && conditions[i].holds(c);
		int rc = 0;

		if (holds == ((s->raised & bit) != 0) || (!holds && stays_in_hand(c, reason)))
			continue;
		s->raised ^= bit;
		if (holds && !c->silent && !(old && conditions[i].of_old))
			rc = open_case(v, reason, conditions[i].of_order ? 0 : s->id, AT_NONE,
			    conditions[i].of_order, out);
		else if (!holds && !(conditions[i].of_order && sibling_unseen(c)))
			rc = concern_resolve(v, reason, "no longer so", out);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int
concern_escalate(const struct view *v, struct effects *out)
{
	for (size_t i = 0; i < v->context->case_count; i++) {
		const struct case_head *h = &v->context->cases[i];
		struct effect *e;
		int rc;

		if (h->state == CASE_RESOLVED || h->escalated || h->owned ||
		    resolved_now(out, h->id) || v->now_utc_ms < h->due_utc_ms ||
		    (h->shipment != 0 && h->shipment != v->s->id))
			continue;
		e = effects_add(out, EFFECT_CASE_ESCALATE);
		if (e == NULL)
			return ERR_NOMEM;
		e->id = h->id;
		rc = journal_case(v, "case.escalated", h->reason, h->due_utc_ms, out);
		if (rc == 0)
			rc = tell_shop(v, NOTICE_CASE_ESCALATED, h->reason, h->id, out);
		if (rc < 0)
			return rc;
	}
	return 0;
}
