#include "monitor/notice/compose.h"

#include "monitor/base/reach.h"
#include "monitor/base/text.h"
#include "monitor/notice/need.h"
#include "monitor/notice/said.h"
#include "monitor/notice/times.h"

#include <string.h>

enum { QUESTIONS = 10 }; /* of one need in an episode, each about other parcels */

void
compose_about(const struct shipment *s, struct notice_facts *f)
{
	f->promised_from_day = s->promise.from_day;
	f->promised_until_day = s->promise.until_day;
	f->promised_until_second = s->promise.until_second;
	(void)text_cut(f->zone, sizeof(f->zone), span_of(s->promise.zone));
	f->last_scan_utc_ms = s->last_scan_utc_ms;
	for (size_t i = 0; i < s->events.count; i++)
		if (s->events.items[i].physical)
			memcpy(f->last_scan_place, s->events.items[i].place,
			    sizeof(f->last_scan_place));
	f->milestone = s->milestone;
	f->reason = s->reason;
	(void)text_cut(f->rule, sizeof(f->rule), span_of(s->rule));
}

/* Of what waits to be collected the last day, of a missed attempt that of the next one, as far as the carrier says it. */
static int32_t
next_chance(const struct shipment *s)
{
	int32_t eta = zone_when_day(s->promise.zone, s->eta_until);

	if (s->milestone == MILESTONE_READY_FOR_PICKUP)
		return s->pickup_until_day;
	return s->milestone == MILESTONE_DELIVERY_ATTEMPTED && s->last_scan_utc_ms != AT_NONE &&
		eta > zone_day(s->promise.zone, s->last_scan_utc_ms)
	    ? eta
	    : DAY_NONE;
}

/* One word for the whole order: from the first promised day to the last. */
static void
promises_fill(const struct notice_question *q, struct notice_facts *f)
{
	int32_t first, last;

	parcels_promised(q->parcels, &first, &last);
	if (first == last)
		return;
	if (first < f->promised_from_day)
		f->promised_from_day = first;
	f->promised_until_day = last;
	f->promised_until_second = -1;
}

static void
facts_fill(const struct notice_question *q, const struct order *order, struct notice *n, bool told)
{
	const struct shipment *s = q->shipment;
	struct notice_facts *f = &n->facts;

	compose_about(s, f);
	if (notice_is_bad_news(n->kind)) {
		parcels_window(q->parcels, &f->window_from_day, &f->window_until_day);
		/* A word that meets one owed makes the next, not the same again. */
		f->next_word_utc_ms = notice_next_word(q->shop, f->zone,
		    n->kind == NOTICE_STILL_NO_NEWS ? order->obligation_utc_ms : n->due_utc_ms,
		    f->window_until_day);
	} else if (n->kind == NOTICE_BACK_ON_TRACK) {
		f->window_from_day = s->expect_from_day;
		f->window_until_day = s->expect_until_day;
	}
	if (told && order->retold_count > 0) {
		f->said_from_day = order->retold[order->retold_count - 1].from_day;
		f->said_until_day = order->retold[order->retold_count - 1].until_day;
	}
	if (n->kind == NOTICE_ACTION_NEEDED) {
		f->window_from_day = f->window_until_day = next_chance(s);
		if (s->state == PROMISE_LATE)
			f->arrived_day = zone_when_day(s->promise.zone, s->first_attempt);
	}
	if (n->kind == NOTICE_PROMISE_MADE)
		promises_fill(q, f);
	if (n->kind == NOTICE_DELIVERED) {
		f->arrived_day = zone_when_day(s->promise.zone, s->first_attempt);
		f->kept = s->state == PROMISE_KEPT;
	}
}

static bool
is_about(const struct notice_question *q, enum notice_kind kind, const struct parcel_head *p)
{
	const struct shipment *s = q->shipment;

	switch (kind) {
	case NOTICE_DELIVERED: return parcel_counts(p) && !said_arrival(q->context, p->id);
	case NOTICE_STILL_NO_NEWS: return parcel_is_unsure(p);
	case NOTICE_PROMISE_MADE: return parcel_counts(p) && p->promised_until_day != DAY_NONE;
	case NOTICE_ACTION_NEEDED: {
		enum need need = need_of(s->milestone, s->reason);

		return parcel_counts(p) && need_of(p->milestone, p->reason) == need &&
		    !said_need(q->context, p->id, need);
	}
	default: return notice_is_bad_news(kind) ? parcel_is_late(p) : p->id == s->id;
	}
}

static void
shipments_fill(const struct notice_question *q, struct notice *n)
{
	for (size_t i = 0; i < q->parcels.count; i++) {
		const struct parcel_head *p = &q->parcels.items[i];

		if (is_about(q, n->kind, p) && n->shipment_count < LIMIT_ORDER_PARCELS)
			n->shipments[n->shipment_count++] = p->id;
	}
}

int64_t
compose_due(const struct notice_question *q, const struct order *order, enum notice_kind kind)
{
	int64_t due = q->now_utc_ms;

	/* The first word always waits: the order's other parcels may be told to us after it, and the carrier has not said a thing. */
	if (kind == NOTICE_PROMISE_MADE ||
	    (notice_gathers(kind) && parcels_others_open(q->parcels, q->shipment->id)))
		due += LIMIT_GATHER_MS;
	if (!notice_is_urgent(kind) && order->told_utc_ms != AT_NONE &&
	    due < order->told_utc_ms + LIMIT_NOTICE_GAP_MS)
		due = order->told_utc_ms + LIMIT_NOTICE_GAP_MS;
	return notice_is_reply(kind) ? due
				     : notice_quiet_end(q->shop, q->shipment->promise.zone,
					   notice_zone_spread(q->shipment), due);
}

static void
state_fill(const struct notice_question *q, struct notice *n)
{
	const char *why = "";

	n->state = NOTICE_STATE_PENDING;
	if (q->shop->notices != NOTICES_CUSTOMERS) {
		n->state = NOTICE_STATE_SHADOW;
	} else if (notice_kind_braked(n->kind) && notice_brake(q->shop, &q->context->counters)) {
		/* before the pause: its end must not let a storm go */
		n->state = NOTICE_STATE_HELD;
		why = "brake";
	} else if (q->context->counters.paused) {
		n->state = NOTICE_STATE_HELD;
		why = NOTICE_PAUSED;
	}
	(void)text_cut(n->answer_text, sizeof(n->answer_text), span_of(why));
}

/* What left us of a kind may be said again: the next window, the next silence. A question is another one for each need. */
static int32_t
steps_of(const struct notice_question *q, const struct order *order, enum notice_kind kind)
{
	enum need need = need_of(q->shipment->milestone, q->shipment->reason);
	bool asks = kind == NOTICE_ACTION_NEEDED;
	int32_t steps = 0;

	for (size_t i = 0; i < q->context->notice_count; i++) {
		const struct notice_head *n = &q->context->notices[i];

		if (n->kind != kind || !said_of_episode(n, order))
			continue;
		if (asks ? need_of(n->milestone, n->reason) == need && said_done(n)
			 : said_left_us(n->state))
			steps++;
	}
	if (!asks)
		return steps;
	return (int32_t)need * QUESTIONS + (steps < QUESTIONS ? steps : QUESTIONS - 1);
}

int32_t
compose_episode(const struct notice_question *q, const struct order *order, enum notice_kind kind)
{
	bool repeats = kind == NOTICE_DELAY_AGAIN || kind == NOTICE_STILL_NO_NEWS ||
	    kind == NOTICE_ACTION_NEEDED;

	return order->episode * NOTICE_EPISODE_STEPS + (repeats ? steps_of(q, order, kind) : 0);
}

void
compose(const struct notice_question *q, const struct order *order, enum notice_kind kind,
    bool told, struct notice *n)
{
	const struct shipment *s = q->shipment;

	n->kind = kind;
	n->audience = AUDIENCE_CUSTOMER;
	n->channel = reach_customer(q->shop, &q->context->person, 0);
	memcpy(n->shop, s->shop, sizeof(n->shop));
	memcpy(n->order, s->order, sizeof(n->order));
	n->person = s->person;
	n->episode = compose_episode(q, order, kind);
	n->decided_utc_ms = q->now_utc_ms;
	n->due_utc_ms = compose_due(q, order, kind);
	shipments_fill(q, n);
	facts_fill(q, order, n, told);
	n->valid_until_utc_ms = n->due_utc_ms + notice_validity_ms(kind);
	/* Its own next word must lie ahead when it is read. */
	if (n->facts.next_word_utc_ms != AT_NONE &&
	    n->valid_until_utc_ms > n->facts.next_word_utc_ms - LIMIT_ESCALATE_MS)
		n->valid_until_utc_ms = n->facts.next_word_utc_ms - LIMIT_ESCALATE_MS;
	if (kind == NOTICE_STILL_NO_NEWS && n->valid_until_utc_ms > order->obligation_utc_ms)
		n->valid_until_utc_ms = order->obligation_utc_ms;
	notice_dedup(n);
	state_fill(q, n);
}
