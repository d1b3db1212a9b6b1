#include "monitor/notice/wanted.h"

#include "monitor/notice/compose.h"
#include "monitor/notice/need.h"
#include "monitor/notice/said.h"
#include "monitor/notice/times.h"

#include <string.h>

static bool
delivered_is_news(const struct notice_question *q, bool told)
{
	const struct shipment *s = q->shipment;
	int64_t at;

	if (s->milestone != MILESTONE_DELIVERED || s->promise.deadline_utc_ms == AT_NONE ||
	    s->cancelled || s->superseded || !parcels_all_delivered(q->parcels))
		return false;
	/* A day without an hour counts from its start: what may have been before registration was. */
	at = zone_when_utc(s->promise.zone, s->delivered);
	if (at < s->registered_utc_ms || q->now_utc_ms - at > notice_validity_ms(NOTICE_DELIVERED))
		return false;
	if (said_arrival(q->context, s->id))
		return false;
	return !q->context->person.only_problems || told || s->state == PROMISE_LATE;
}

bool
wanted_slip_is_news(const struct order *order, int32_t until_day)
{
	const struct retold *last;

	if (until_day == DAY_NONE || order->retold_count == 0)
		return false;
	last = &order->retold[order->retold_count - 1];
	return last->until_day == DAY_NONE || until_day > last->until_day;
}

static enum notice_kind
kind_of_slip(const struct notice_question *q, const struct order *order, bool told)
{
	const struct shipment *s = q->shipment;
	int32_t from;
	int32_t until;

	if (strcmp(s->rule, "lost") == 0)
		return NOTICE_LOST;
	parcels_window(q->parcels, &from, &until);
	if (told)
		return wanted_slip_is_news(order, until) ? NOTICE_DELAY_AGAIN : NOTICE_NONE;
	if (s->state == PROMISE_SLIPPING)
		return NOTICE_DELAY;
	/* Promised hours are over, the promised day is not: it may still come today. */
	return q->now_utc_ms >= zone_day_end(s->promise.zone, s->promise.until_day) ? NOTICE_MISSED
										    : NOTICE_NONE;
}

static bool
back_on_track(const struct notice_question *q, const struct order *order, bool told)
{
	const struct shipment *s = q->shipment;

	return told && !said_by_person(q->context, order) &&
	    order->on_track_since_utc_ms != AT_NONE &&
	    q->now_utc_ms - order->on_track_since_utc_ms >= DAY_MS &&
	    s->state == PROMISE_ON_TRACK && s->expect_until_day != DAY_NONE &&
	    q->now_utc_ms < s->promise.deadline_utc_ms;
}

/* ---- something only the customer has ---- */

/* When what is needed now was last said: before we were told of the parcel it is nobody's news. */
static bool
arose_since_registration(const struct shipment *s)
{
	for (size_t i = s->events.count; i-- > 0;) {
		const struct event *e = &s->events.items[i];

		if (e->milestone == s->milestone)
			return zone_when_utc(s->promise.zone, e->at) >= s->registered_utc_ms;
	}
	return false;
}

/* Told once of each parcel and need; what lasts all the same is a person's. */
static bool
need_is_news(const struct notice_question *q, const struct order *order)
{
	const struct shipment *s = q->shipment;
	enum need need = need_of(s->milestone, s->reason);
	const struct notice_head *same;

	if (need == NEED_NONE || said_need(q->context, s->id, need) || !arose_since_registration(s))
		return false;
	same = said_same(
	    q->context, NOTICE_ACTION_NEEDED, compose_episode(q, order, NOTICE_ACTION_NEEDED));
	return same == NULL || !said_done(same);
}

/* ---- the first word ---- */

/* Where the shop wants it: nothing else was said, and nothing is known that speaks against it. */
static bool
promise_is_news(const struct notice_question *q)
{
	const struct shipment *s = q->shipment;

	if (!q->shop->promise_made || q->context->person.only_problems ||
	    s->state != PROMISE_ON_TRACK || parcels_any(q->parcels, parcel_spoils_promise) ||
	    q->now_utc_ms - s->registered_utc_ms >= notice_validity_ms(NOTICE_PROMISE_MADE))
		return false;
	for (size_t i = 0; i < q->context->notice_count; i++) {
		const struct notice_head *n = &q->context->notices[i];

		if (notice_kind_audience(n->kind) == AUDIENCE_CUSTOMER &&
		    n->kind != NOTICE_PROMISE_MADE)
			return false;
	}
	return q->context->order.told_utc_ms == AT_NONE;
}

/* ---- the strongest ---- */

enum notice_kind
notice_wanted(const struct notice_question *q, const struct order *order, bool told)
{
	const struct shipment *s = q->shipment;
	enum notice_kind kind = NOTICE_NONE;

	if (s->direction != DIRECTION_OUTBOUND)
		return NOTICE_NONE;
	if (delivered_is_news(q, told))
		return NOTICE_DELIVERED;
	if (s->closed_utc_ms != AT_NONE)
		return NOTICE_NONE;
	if (s->state == PROMISE_SLIPPING || s->state == PROMISE_MISSED)
		kind = kind_of_slip(q, order, told);
	else if (back_on_track(q, order, told))
		kind = NOTICE_BACK_ON_TRACK;
	if (kind < NOTICE_ACTION_NEEDED && need_is_news(q, order))
		kind = NOTICE_ACTION_NEEDED;
	return kind == NOTICE_NONE && promise_is_news(q) ? NOTICE_PROMISE_MADE : kind;
}
