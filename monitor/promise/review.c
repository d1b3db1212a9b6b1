#include "monitor/promise/review.h"

#include "monitor/base/text.h"
#include "monitor/notice/policy.h"
#include "monitor/notice/times.h"
#include "monitor/promise/assess.h"
#include "monitor/promise/care.h"
#include "monitor/promise/concern.h"
#include "monitor/promise/correction.h"
#include "monitor/promise/foresight.h"
#include "monitor/promise/gaps.h"
#include "monitor/promise/incident.h"
#include "monitor/promise/lessons.h"
#include "monitor/promise/merge.h"
#include "monitor/promise/model.h"
#include "monitor/promise/next.h"

#include <assert.h>
#include <string.h>

/* One review under way. */
struct work {
	const struct review_input *in;
	struct verdict *out;
	struct shipment *s; /* out->shipment */
	struct order *order;
	struct view view;
	struct assessment assessment;
	struct parcel_head parcels[LIMIT_ORDER_PARCELS];
	size_t parcel_count;
	bool fresh;
	bool adopting; /* this review finds that things had happened before registration */
	bool moved;    /* state or rule changed */
	const struct incident_head *incident; /* that concerns it; NULL */
	struct notice_answer answer;
};

static struct journal_entry *
journal(struct work *w, const char *name)
{
	struct effect *e = effects_add(&w->out->effects, EFFECT_JOURNAL);

	if (e == NULL)
		return NULL;
	journal_init(&e->entry, name, w->s->id, w->in->now_utc_ms);
	return &e->entry;
}

/* ---- what came in ---- */

static bool
is_answer(const struct review_input *in)
{
	return in->poll_error == 0 &&
	    (in->unchanged || (in->observation != NULL && in->observation->error == 0));
}

/* Somebody had it in hand, or it was over, before we were told of it. */
static bool
happened_before(const struct shipment *s)
{
	for (size_t i = 0; i < s->events.count; i++) {
		const struct event *e = &s->events.items[i];
		int64_t at = e->at.kind == WHEN_DATE ? zone_day_end(s->promise.zone, e->at.day)
						     : zone_when_utc(s->promise.zone, e->at);

		if ((e->physical || milestone_terminal(e->milestone)) && at < s->registered_utc_ms)
			return true;
	}
	return false;
}

static int
take_observation(struct work *w)
{
	enum milestone before = w->s->milestone;
	bool found = w->s->found;
	bool changed = false;
	struct journal_entry *e;
	int rc;

	if (w->in->observation == NULL || !is_answer(w->in))
		return 0;
	rc = merge_observation(w->s, w->in->observation, w->in->asked_utc_ms, &changed);
	if (rc < 0)
		return rc;
	if (!found && w->s->found && happened_before(w->s)) {
		w->adopting = true;
		w->s->adopted = true;
		if (journal(w, "shipment.adopted") == NULL)
			return ERR_NOMEM;
	}
	if (w->s->milestone == before)
		return 0;
	e = journal(w, "parcel.milestone");
	if (e == NULL)
		return ERR_NOMEM;
	journal_add_text(e, "milestone", milestone_name(w->s->milestone));
	journal_add_text(e, "reason", reason_name(w->s->reason));
	journal_add_at(e, "last_scan", w->s->last_scan_utc_ms);
	return 0;
}

static void
look(struct work *w)
{
	const struct schedule *entry = &w->in->context->schedule;
	int64_t last_ok = entry->last_ok_utc_ms;

	if (is_answer(w->in) && w->in->asked_utc_ms > last_ok)
		last_ok = w->in->asked_utc_ms;
	w->view = (struct view){
	    .s = w->s,
	    .context = w->in->context,
	    .shop = w->in->shop,
	    .last_ok_utc_ms = last_ok,
	    .interval_ms = entry->interval_ms,
	    .now_utc_ms = w->in->now_utc_ms,
	};
	w->fresh = assess_fresh(&w->view);
}

/* ---- its group ---- */

static const struct gaps *
gaps_of(const struct work *w)
{
	return w->in->model != NULL ? model_gaps(w->in->model) : NULL;
}

/* An incident that concerns it holds its words, and its forecast. */
static void
find_incident(struct work *w)
{
	struct shipment *s = w->s;

	w->incident = s->closed_utc_ms == AT_NONE && s->handed_over
	    ? incident_of(s, w->in->context, gaps_of(w))
	    : NULL;
	s->held_by = w->incident != NULL ? w->incident->id : 0;
}

/* What was seen of it counts for its depot and carrier. */
static int
watch_group(struct work *w)
{
	if (w->s->closed_utc_ms != AT_NONE)
		w->s->held_by = 0;
	return gaps_watch(
	    gaps_of(w), w->in->shipment, w->s, w->in->now_utc_ms, &w->out->effects.tallies);
}

/* ---- the promise ---- */

static int
journal_state(struct work *w)
{
	char name[32] = "promise.";
	const struct shipment *s = w->s;
	struct journal_entry *e;

	(void)text_cut(name + strlen(name), sizeof(name) - strlen(name),
	    span_of(promise_state_name(s->state)));
	e = journal(w, name);
	if (e == NULL)
		return ERR_NOMEM;
	journal_add_text(e, "rule", s->rule);
	journal_add_text(e, "milestone", milestone_name(s->milestone));
	journal_add_at(e, "deadline", s->promise.deadline_utc_ms);
	journal_add_day(e, "promised_until", s->promise.until_day);
	journal_add_day(e, "expect_until", s->expect_until_day);
	journal_add_at(e, "last_scan", s->last_scan_utc_ms);
	journal_add_at(e, "last_ok", w->view.last_ok_utc_ms);
	journal_add_number(e, "fresh", w->fresh);
	return 0;
}

/* What stands so at first sight stood so before: its date is the registration, and a later turn for the worse has its own. */
static void
date_state(struct work *w, enum promise_state before, int32_t expected_until)
{
	struct shipment *s = w->s;
	bool seen_late =
	    s->state == PROMISE_MISSED && s->promise.deadline_utc_ms > s->registered_utc_ms;
	bool slips_more = s->state == PROMISE_SLIPPING && expected_until != DAY_NONE &&
	    s->expect_until_day != DAY_NONE && s->expect_until_day > expected_until &&
	    s->state_since_utc_ms <= s->registered_utc_ms;

	if (w->adopting && !seen_late)
		s->state_since_utc_ms = s->registered_utc_ms;
	else if (s->state != before || s->state_since_utc_ms == AT_NONE || slips_more)
		s->state_since_utc_ms = w->in->now_utc_ms;
}

static int
judge_promise(struct work *w)
{
	struct shipment *s = w->s;
	enum promise_state before = s->state;
	int32_t expected_until = s->expect_until_day;

	assess_promise(&w->view, &w->assessment);
	assert(w->assessment.rule != NULL);
	w->moved = w->assessment.state != s->state || strcmp(w->assessment.rule, s->rule) != 0;
	s->state = w->assessment.state;
	(void)text_cut(s->rule, sizeof(s->rule), span_of(w->assessment.rule));
	s->expect_from_day = w->assessment.expect_from_day;
	s->expect_until_day = w->assessment.expect_until_day;
	date_state(w, before, expected_until);
	foresight_note_warning(s);
	return w->moved || s->expect_until_day != expected_until ? journal_state(w) : 0;
}

/* ---- the end ---- */

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Nothing more can come, or nothing has come for so long that nothing will. */
static bool
is_over(const struct work *w)
{
	const struct shipment *s = w->s;
	int64_t quiet_ms = LIMIT_QUIET_CLOSE_MS;
	int64_t since = most(most(s->last_scan_utc_ms, s->state_since_utc_ms),
	    most(s->promise.deadline_utc_ms, shipment_begins_utc_ms(s)));

	if (s->cancelled || s->superseded || s->milestone == MILESTONE_DELIVERED ||
	    s->milestone == MILESTONE_RETURNED)
		return true;
	if (!s->found && s->promise.deadline_utc_ms <= s->registered_utc_ms)
		quiet_ms = LIMIT_OLD_CLOSE_MS;
	return w->in->now_utc_ms - since >= quiet_ms;
}

static int
close_or_reopen(struct work *w)
{
	struct shipment *s = w->s;
	bool over = is_over(w);

	if (over == (s->closed_utc_ms != AT_NONE))
		return 0;
	s->closed_utc_ms = over ? w->in->now_utc_ms : AT_NONE;
	return journal(w, over ? "shipment.closed" : "shipment.reopened") == NULL ? ERR_NOMEM : 0;
}

/* ---- the order ---- */

static void
gather_parcels(struct work *w)
{
	const struct context *c = w->in->context;
	bool mine = false;

	for (size_t i = 0; i < c->parcel_count; i++) {
		w->parcels[w->parcel_count] = c->parcels[i];
		if (c->parcels[i].id == w->s->id) {
			w->parcels[w->parcel_count] = parcel_head_of(w->s);
			mine = true;
		}
		w->parcel_count++;
	}
	if (!mine && w->parcel_count < LIMIT_ORDER_PARCELS)
		w->parcels[w->parcel_count++] = parcel_head_of(w->s);
}

static bool
is_baseline(const struct shipment *s)
{
	bool before = s->state_since_utc_ms <= s->registered_utc_ms;
	bool old = s->promise.deadline_utc_ms != AT_NONE &&
	    s->promise.deadline_utc_ms <= s->registered_utc_ms;

	return (s->adopted && before) || (old && s->state == PROMISE_MISSED);
}

static int
journal_notice(struct work *w)
{
	const struct notice_answer *a = &w->answer;
	struct journal_entry *e;

	if (!a->is_new && (a->why == NULL || !w->moved))
		return 0;
	e = journal(w, a->is_new ? "notice.decided" : "notice.withheld");
	if (e == NULL)
		return ERR_NOMEM;
	if (a->is_new)
		journal_add_text(e, "kind", notice_kind_name(a->kind));
	else
		journal_add_text(e, "why", a->why);
	journal_add_text(e, "rule", w->s->rule);
	return 0;
}

static int
judge_notices(struct work *w)
{
	struct notice_question q = {
	    .shipment = w->s,
	    .parcels = {w->parcels, w->parcel_count},
	    .context = w->in->context,
	    .shop = w->in->shop,
	    .fresh = w->fresh,
	    .trusted = w->in->trusted,
	    .baseline = is_baseline(w->s),
	    .in_hand = care_in_hand(w->s, w->in->context),
	    .held = incident_holds(w->s, w->incident, w->in->now_utc_ms),
	    .now_utc_ms = w->in->now_utc_ms,
	};
	int rc;

	if (w->in->shop == NULL)
		return 0;
	rc = notice_decide(&q, w->order, &w->out->order_changed, &w->out->effects, &w->answer);
	if (rc == 0)
		rc = journal_notice(w);
	if (rc == 0 && w->answer.is_new && w->answer.kind == NOTICE_DELAY_AGAIN)
		rc = concern_open(&w->view, CASE_SECOND_SLIP, w->s->id, AT_NONE, &w->out->effects);
	return rc;
}

static int
judge_cases(struct work *w)
{
	const struct review_input *in = w->in;
	struct concern c = {
	    .view = &w->view,
	    .assessment = &w->assessment,
	    .parcels = w->parcels,
	    .parcel_count = w->parcel_count,
	    .told = notice_is_told(w->s->promise.until_day, w->order),
	    .silent = w->adopting,
	    .number_refused = in->poll_error == ERR_REJECTED ||
		(in->poll_error == 0 && !is_answer(in) &&
		    in->context->schedule.error == ERR_REJECTED),
	    .unreachable = w->answer.unreachable,
	    .over_budget = w->answer.over_budget,
	};
	int rc = concern_judge(&c, w->s, &w->out->effects);

	if (rc == 0)
		rc = concern_escalate(&w->view, &w->out->effects);
	if (rc == 0 && (w->s->raised & (1u << CASE_NOT_FOUND)))
		w->s->not_found_told = true;
	return rc;
}

/* ---- the word that is owed ---- */

static int
hand_over_obligation(struct work *w)
{
	struct order *order = w->order;
	enum case_reason reason =
	    order->still_no_news >= LIMIT_STILL_NO_NEWS ? CASE_STILL_MISSING : CASE_OBLIGATION;
	int64_t due = order->obligation_utc_ms > w->in->now_utc_ms ? order->obligation_utc_ms
								   : w->in->now_utc_ms + HOUR_MS;
	uint32_t known = 1u << CASE_RETURNING | 1u << CASE_LOST;
	int rc = 0;

	/* Whoever has the case of a parcel that will not come has this word to say, too. */
	if (w->s->closed_utc_ms == AT_NONE || (w->s->raised & known) == 0)
		rc = concern_open(&w->view, reason, 0, due, &w->out->effects);
	order->obligation_utc_ms = AT_NONE;
	w->out->order_changed = true;
	return rc;
}

static int
judge_obligation(struct work *w)
{
	bool any = false;
	bool all_arrived = true;
	bool all_closed = true;
	int rc = 0;

	for (size_t i = 0; i < w->parcel_count; i++) {
		const struct parcel_head *p = &w->parcels[i];

		if (p->direction != DIRECTION_OUTBOUND || p->cancelled || p->superseded)
			continue;
		any = true;
		all_arrived = all_arrived && p->milestone == MILESTONE_DELIVERED;
		all_closed = all_closed && p->closed;
	}
	if (w->order->obligation_utc_ms != AT_NONE && (!any || all_arrived)) {
		w->order->obligation_utc_ms = AT_NONE;
		w->out->order_changed = true;
	}
	if (any && all_arrived)
		return concern_resolve_all(&w->view, true, "delivered", &w->out->effects);
	if (w->s->cancelled || w->s->superseded)
		rc = concern_resolve_all(&w->view, false, "withdrawn", &w->out->effects);
	if (rc == 0 && w->order->obligation_utc_ms != AT_NONE && (w->answer.owed || all_closed))
		return hand_over_obligation(w);
	if (rc == 0 && w->order->obligation_utc_ms > w->in->now_utc_ms + HOUR_MS)
		rc = concern_resolve(&w->view, CASE_OBLIGATION, "told since", &w->out->effects);
	return rc;
}

/* ---- the shop ---- */

/* At once for parcels that are special to the shop and for those without a promise, whose only alarm it is; the digest tells the others. */
static int
tell_risk(struct work *w)
{
	const struct shipment *s = w->s;
	struct notice_facts facts = NOTICE_FACTS_INIT;
	bool bad = s->state == PROMISE_AT_RISK || s->state == PROMISE_SLIPPING ||
	    s->state == PROMISE_MISSED;

	if (!w->moved || !bad || w->in->shop == NULL || is_baseline(s) ||
	    !(care_special(s, w->in->shop) || s->promise.deadline_utc_ms == AT_NONE))
		return 0;
	facts.promised_from_day = s->promise.from_day;
	facts.promised_until_day = s->promise.until_day;
	facts.window_from_day = s->expect_from_day;
	facts.window_until_day = s->expect_until_day;
	facts.last_scan_utc_ms = s->last_scan_utc_ms;
	facts.milestone = s->milestone;
	facts.reason = s->reason;
	(void)text_cut(facts.zone, sizeof(facts.zone), span_of(s->promise.zone));
	(void)text_cut(facts.rule, sizeof(facts.rule), span_of(s->rule));
	return notice_tell_shop(w->in->shop, NOTICE_RISK, s->order,
	    (int32_t)(w->in->now_utc_ms / DAY_MS), s->id, &facts, w->in->now_utc_ms,
	    &w->out->effects);
}

/* ---- what it taught ---- */

static int
learn(struct work *w)
{
	struct lessons_question q = {
	    .model = w->in->model,
	    .shop = w->in->shop,
	    .order = w->order,
	    .known_utc_ms = w->view.last_ok_utc_ms,
	};

	return lessons_take(&q, w->s, &w->out->effects.tallies);
}

/* ---- when next ---- */

static void
plan(struct work *w)
{
	const struct view *v = &w->view;
	bool deadline_unseen = assess_past(v) && w->s->handed_over &&
	    !promise_settled(w->s->state) &&
	    (v->last_ok_utc_ms == AT_NONE || v->last_ok_utc_ms < w->s->promise.deadline_utc_ms);

	w->out->waits_for_fresh =
	    w->s->closed_utc_ms == AT_NONE && (w->answer.wants_fresh || deadline_unseen);
	w->out->interval_ms = next_interval_ms(v, w->out->waits_for_fresh);
	w->out->next_review_utc_ms = next_review_at(v, w->order, &w->out->effects);
}

int
review(const struct review_input *in, struct verdict *out)
{
	struct work w = {.in = in, .out = out, .s = &out->shipment, .order = &out->order};
	int rc;

	*out = (struct verdict){.shipment = SHIPMENT_INIT, .next_review_utc_ms = AT_NONE};
	out->order = in->context->order;
	rc = shipment_copy(w.s, in->shipment);
	if (rc == 0 && in->change != NULL)
		rc = correction_apply(&(struct correction){in->change, in->context, in->now_utc_ms},
		    w.s, w.order, &out->order_changed, &out->effects);
	if (rc == 0)
		rc = take_observation(&w);
	if (rc == 0) {
		look(&w);
		find_incident(&w);
		foresight_make(in, &w.view, w.fresh, w.s);
		rc = judge_promise(&w);
	}
	if (rc == 0)
		rc = close_or_reopen(&w);
	if (rc == 0)
		rc = watch_group(&w);
	if (rc == 0) {
		gather_parcels(&w);
		rc = judge_notices(&w);
	}
	if (rc == 0)
		rc = judge_cases(&w);
	if (rc == 0)
		rc = judge_obligation(&w);
	if (rc == 0)
		rc = tell_risk(&w);
	if (rc == 0)
		rc = learn(&w);
	if (rc < 0) {
		verdict_clear(out);
		return rc;
	}
	plan(&w);
	out->shipment_changed = !shipment_equal(w.s, in->shipment);
	return 0;
}
