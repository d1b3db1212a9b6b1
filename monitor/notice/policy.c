#include "monitor/notice/policy.h"

#include "monitor/base/text.h"
#include "monitor/notice/budget.h"
#include "monitor/notice/compose.h"
#include "monitor/notice/said.h"
#include "monitor/notice/times.h"
#include "monitor/notice/wanted.h"

#include <string.h>

/* ---- what holds a word back ---- */

/* It rests on what was before us alone: the shop's own word, an arrival or a need whose hour was looked at. */
static bool
is_dated(enum notice_kind kind)
{
	return kind == NOTICE_PROMISE_MADE || kind == NOTICE_ACTION_NEEDED ||
	    kind == NOTICE_DELIVERED;
}

static const char *
held_back(const struct notice_question *q, enum notice_kind kind)
{
	if (!is_dated(kind) && q->baseline)
		return "adopted";
	if (kind != NOTICE_PROMISE_MADE && !q->trusted)
		return "untrusted";
	if (!is_dated(kind) && !q->shipment->handed_over)
		return "unscanned";
	if (notice_wants_fresh(kind) && !q->fresh)
		return "stale";
	if ((q->in_hand || said_is_written(q->context)) && kind != NOTICE_DELIVERED)
		return "in_hand";
	if (budget_spent(q->shop, &q->context->order, kind, q->now_utc_ms))
		return NOTICE_OVER_BUDGET;
	return notice_waits_for_group(kind) ? q->held : NULL;
}

/* ---- a word that is owed ---- */

/* In time, or on its way so: nothing more is needed for the obligation. */
static bool
word_waits(const struct notice_question *q, int64_t obligation_utc_ms)
{
	for (size_t i = 0; i < q->context->notice_count; i++) {
		const struct notice_head *n = &q->context->notices[i];

		if (notice_kind_audience(n->kind) == AUDIENCE_CUSTOMER &&
		    !notice_settled(n->state) && n->state != NOTICE_STATE_HELD &&
		    n->due_utc_ms < obligation_utc_ms &&
		    q->now_utc_ms < obligation_utc_ms - LIMIT_ESCALATE_MS)
			return true;
	}
	return false;
}

/* Nothing more can be said without a person: told twice that there is no news, or too lately to write again. */
static bool
is_hopeless(const struct order *order)
{
	return order->still_no_news >= LIMIT_STILL_NO_NEWS ||
	    order->told_utc_ms + LIMIT_NOTICE_GAP_MS > order->obligation_utc_ms - LIMIT_ESCALATE_MS;
}

/* Nothing new is to be told, and a word is owed: that there is no news, or a person's. */
static enum notice_kind
kind_owed(const struct notice_question *q, const struct order *order, struct notice_answer *answer)
{
	enum promise_state state = q->shipment->state;
	bool unsure =
	    state == PROMISE_AT_RISK || state == PROMISE_SLIPPING || state == PROMISE_MISSED;
	int64_t owed = order->obligation_utc_ms;
	int64_t last = owed - LIMIT_ESCALATE_MS;
	int64_t gap_until = q->context->gap.until_utc_ms;

	if (owed == AT_NONE || q->shipment->closed_utc_ms != AT_NONE ||
	    q->now_utc_ms < notice_owed_wake(q->shop, owed) || word_waits(q, owed))
		return NOTICE_NONE;
	if (unsure && q->now_utc_ms < last && !is_hopeless(order) &&
	    context_reachable(q->context, q->shop) && held_back(q, NOTICE_STILL_NO_NEWS) == NULL)
		return NOTICE_STILL_NO_NEWS;
	/* It fell due while we could not know: a fresh answer may still bring a true word. */
	if (gap_until != AT_NONE && gap_until + LIMIT_BLIND_MS > last)
		last = gap_until + LIMIT_BLIND_MS;
	answer->wants_fresh = answer->wants_fresh || !q->fresh;
	answer->owed = q->now_utc_ms >= last || (unsure && is_hopeless(order));
	return NOTICE_NONE;
}

/* ---- what waits already ---- */

static bool
is_waiting(const struct notice_head *n)
{
	return notice_kind_audience(n->kind) == AUDIENCE_CUSTOMER &&
	    (n->state == NOTICE_STATE_PENDING || n->state == NOTICE_STATE_HELD);
}

static int
supersede(const struct notice_head *n, const char *why, struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_NOTICE_SUPERSEDE);

	if (e == NULL)
		return ERR_NOMEM;
	e->id = n->id;
	(void)text_cut(e->text, sizeof(e->text), span_of(why));
	return 0;
}

/* Why a notice that waits must not be said; NULL when it may. */
static const char *
withdrawn_why(const struct notice_question *q, const struct order *order,
    const struct notice_head *n, enum notice_kind wanted, bool told)
{
	enum notice_kind kind = n->kind;
	bool trouble = parcels_any(q->parcels, parcel_is_late);
	bool unsure = parcels_any(q->parcels, parcel_is_unsure);
	int32_t from;
	int32_t until;

	if (notice_is_written(n->episode))
		return NULL;
	if (notice_is_prepared(n->episode))
		return parcels_any(q->parcels, parcel_is_unhanded) ? NULL : "no longer so";
	if (kind == NOTICE_STILL_NO_NEWS ? !unsure : notice_is_bad_news(kind) && !trouble)
		return "no longer true";
	if (kind == NOTICE_BACK_ON_TRACK && trouble)
		return "no longer true";
	if (kind == NOTICE_PROMISE_MADE && parcels_any(q->parcels, parcel_spoils_promise))
		return "no longer true";
	if (kind == NOTICE_ACTION_NEEDED && !parcels_need(q->parcels, n))
		return "no longer needed";
	if (told && (kind == NOTICE_DELAY || kind == NOTICE_MISSED))
		return "said already";
	parcels_window(q->parcels, &from, &until);
	if (told && kind == NOTICE_DELAY_AGAIN && !wanted_slip_is_news(order, until))
		return "said already";
	return kind < wanted ? "a stronger notice" : NULL;
}

/* A notice that waits and is true no more is withdrawn; so that it can be said again, later, its episode is over. */
static int
withdraw(const struct notice_question *q, struct order *order, bool *changed,
    enum notice_kind wanted, bool told, struct effects *out)
{
	for (size_t i = 0; i < q->context->notice_count; i++) {
		const struct notice_head *n = &q->context->notices[i];
		const char *why = withdrawn_why(q, order, n, wanted, told);
		int rc;

		if (!is_waiting(n) || why == NULL)
			continue;
		rc = supersede(n, why, out);
		if (rc < 0)
			return rc;
		if (n->kind >= wanted && said_of_episode(n, order) &&
		    !notice_is_prepared(n->episode)) {
			order->episode++;
			*changed = true;
		}
	}
	return 0;
}

/* ---- saying it ---- */

static bool
is_withdrawn(const struct effects *out, uint64_t id)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].kind == EFFECT_NOTICE_SUPERSEDE && out->items[i].id == id)
			return true;
	return false;
}

static bool
stronger_waits(const struct notice_question *q, enum notice_kind kind, const struct effects *out)
{
	for (size_t i = 0; i < q->context->notice_count; i++) {
		const struct notice_head *n = &q->context->notices[i];

		if (notice_kind_audience(n->kind) == AUDIENCE_CUSTOMER && n->kind > kind &&
		    !notice_settled(n->state) && !notice_is_prepared(n->episode) &&
		    !is_withdrawn(out, n->id))
			return true;
	}
	return false;
}

static bool
says_the_same(const struct notice_head *head, const struct notice *n)
{
	if (head->window_until_day != n->facts.window_until_day)
		return false;
	for (size_t i = 0; i < n->shipment_count; i++)
		if (!said_lists(head, n->shipments[i]))
			return false;
	return true;
}

/* The same word waits: it takes the news, or, where bytes of it were tried already, another takes its place. */
static int
join(const struct notice_head *head, struct notice *n, struct order *order, bool *changed,
    struct effects *out)
{
	struct effect *e;
	int rc;

	if (!is_waiting(head) || says_the_same(head, n))
		return 0;
	if (head->attempts == 0) {
		e = effects_add(out, EFFECT_NOTICE_JOIN);
		if (e == NULL)
			return ERR_NOMEM;
		e->id = head->id;
		e->notice = *n;
		e->notice.due_utc_ms = head->due_utc_ms;
		return 0;
	}
	rc = supersede(head, "its window has changed", out);
	if (rc < 0)
		return rc;
	order->episode++;
	*changed = true;
	n->episode = order->episode * NOTICE_EPISODE_STEPS;
	notice_dedup(n);
	e = effects_add(out, EFFECT_NOTICE_NEW);
	if (e == NULL)
		return ERR_NOMEM;
	e->notice = *n;
	return 0;
}

static int
say(const struct notice_question *q, struct order *order, bool *changed, enum notice_kind kind,
    bool told, struct effects *out, struct notice_answer *answer)
{
	struct notice n = NOTICE_INIT;
	const struct notice_head *same;
	struct effect *e;

	answer->kind = kind;
	same = said_same(q->context, kind, compose_episode(q, order, kind));
	if (same != NULL && same->state == NOTICE_STATE_SUPERSEDED) {
		/* It was stopped on its way, as too old or untrue, and is true again. */
		order->episode++;
		*changed = true;
		same = NULL;
	}
	compose(q, order, kind, told, &n);
	if (same != NULL)
		return join(same, &n, order, changed, out);
	e = effects_add(out, EFFECT_NOTICE_NEW);
	if (e == NULL)
		return ERR_NOMEM;
	e->notice = n;
	answer->is_new = true;
	return 0;
}

/* Its day came and nobody ever scanned it: a voided label must frighten nobody, so the words wait for a person. */
static int
prepare(const struct notice_question *q, struct order *order, struct effects *out)
{
	const struct shipment *s = q->shipment;
	int32_t episode = order->episode * NOTICE_EPISODE_STEPS + NOTICE_STEP_PREPARED;
	struct effect *e;
	struct notice *n;

	if (strcmp(s->rule, "not_handed_over") != 0 || q->baseline ||
	    s->promise.deadline_utc_ms <= s->registered_utc_ms || s->closed_utc_ms != AT_NONE ||
	    q->shop->notices != NOTICES_CUSTOMERS || !context_reachable(q->context, q->shop) ||
	    said_same(q->context, NOTICE_MISSED, episode) != NULL)
		return 0;
	e = effects_add(out, EFFECT_NOTICE_NEW);
	if (e == NULL)
		return ERR_NOMEM;
	n = &e->notice;
	compose(q, order, NOTICE_MISSED, false, n);
	n->episode = episode;
	notice_dedup(n);
	n->shipments[0] = s->id;
	n->shipment_count = 1;
	n->state = NOTICE_STATE_HELD;
	(void)text_cut(n->answer_text, sizeof(n->answer_text),
	    SPAN("prepared: nobody has scanned it, a person decides"));
	return 0;
}

/* Since when, after a told slip, all of the order is on track again. */
static void
track_recovery(const struct notice_question *q, struct order *order, bool *changed, bool told)
{
	int64_t since = order->on_track_since_utc_ms;

	if (!told || parcels_any(q->parcels, parcel_is_unsure))
		since = AT_NONE;
	else if (since == AT_NONE && q->shipment->state == PROMISE_ON_TRACK)
		since = q->now_utc_ms;
	if (since != order->on_track_since_utc_ms) {
		order->on_track_since_utc_ms = since;
		*changed = true;
	}
}

int
notice_decide(const struct notice_question *q, struct order *order, bool *changed,
    struct effects *out, struct notice_answer *answer)
{
	bool told = parcels_told(q->parcels, q->shipment->promise.until_day, order);
	enum notice_kind kind;
	int rc;

	*answer = (struct notice_answer){.kind = NOTICE_NONE};
	track_recovery(q, order, changed, told);
	kind = notice_wanted(q, order, told);
	if (kind != NOTICE_NONE) {
		const struct notice_head *same =
		    said_same(q->context, kind, compose_episode(q, order, kind));

		if (same != NULL && said_done(same))
			kind = NOTICE_NONE;
	}
	if (kind != NOTICE_NONE) {
		answer->why = held_back(q, kind);
		answer->wants_fresh = notice_wants_fresh(kind) && !q->fresh;
		if (answer->why == NULL && !context_reachable(q->context, q->shop)) {
			answer->why = "nobody to write to";
			answer->unreachable =
			    notice_is_bad_news(kind) && q->shop->notices == NOTICES_CUSTOMERS;
		}
		answer->over_budget = answer->why != NULL &&
		    strcmp(answer->why, NOTICE_OVER_BUDGET) == 0 && notice_is_bad_news(kind) &&
		    q->shop->notices == NOTICES_CUSTOMERS;
		if (answer->why != NULL)
			kind = NOTICE_NONE;
	}
	/* News that may not be said, or not in time, meets no obligation. */
	if (kind == NOTICE_NONE || compose_due(q, order, kind) >= order->obligation_utc_ms) {
		enum notice_kind owed = kind_owed(q, order, answer);

		if (kind == NOTICE_NONE)
			kind = owed;
	}
	rc = withdraw(q, order, changed, kind, told, out);
	if (rc == 0 && !told)
		rc = prepare(q, order, out);
	if (rc < 0 || kind == NOTICE_NONE || stronger_waits(q, kind, out))
		return rc;
	return say(q, order, changed, kind, told, out, answer);
}
