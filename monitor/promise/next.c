#include "monitor/promise/next.h"

#include "monitor/notice/times.h"
#include "monitor/promise/confidence.h"

enum {
	NEAR_MS = 48 * 60 * 60 * 1000, /* the promise is near: early words are still worth most */
	LAST_MS = 24 * 60 * 60 * 1000, /* its last day: the next answer decides */
	OVER_MS = 72 * 60 * 60 * 1000, /* missed so long ago that hours matter no more */
	JITTER_MS = 3 * 60 * 1000,     /* deadlines fall on one midnight for all parcels */
};

/* Minutes between polls. A van is out for hours, a line haul for a night, customs and ways back for days; in the last
 * day before the promise each row is as short as its scans can come. */
static const struct {
	int32_t calm, near, last;
} polls[MILESTONE_COUNT] = {
    [MILESTONE_UNKNOWN] = {360, 240, 120},
    [MILESTONE_LABEL_CREATED] = {360, 240, 120},
    [MILESTONE_ACCEPTED] = {360, 180, 60},
    [MILESTONE_IN_TRANSIT] = {240, 120, 60},
    [MILESTONE_CUSTOMS] = {360, 240, 120},
    [MILESTONE_OUT_FOR_DELIVERY] = {60, 30, 30},
    [MILESTONE_DELIVERY_ATTEMPTED] = {240, 180, 120},
    [MILESTONE_READY_FOR_PICKUP] = {720, 480, 240},
    [MILESTONE_DELIVERED] = {1440, 1440, 1440},
    [MILESTONE_EXCEPTION] = {180, 120, 60},
    [MILESTONE_RETURNING] = {1440, 1440, 1440},
    [MILESTONE_RETURNED] = {1440, 1440, 1440},
    [MILESTONE_LOST_DAMAGED] = {1440, 1440, 1440},
    [MILESTONE_CANCELLED] = {1440, 1440, 1440},
    [MILESTONE_EXPIRED] = {1440, 1440, 1440},
};

int64_t
next_interval_ms(const struct view *v, bool waits_for_fresh)
{
	int64_t left = v->s->promise.deadline_utc_ms - v->now_utc_ms;
	int64_t minutes = polls[v->s->milestone].calm;

	if (v->s->closed_utc_ms != AT_NONE)
		return 0;
	if (v->s->promise.deadline_utc_ms != AT_NONE && !promise_settled(v->s->state)) {
		if (left <= LAST_MS && left > -OVER_MS)
			minutes = polls[v->s->milestone].last;
		else if (left <= NEAR_MS && left > -OVER_MS)
			minutes = polls[v->s->milestone].near;
	}
	if (waits_for_fresh && minutes * MINUTE_MS > LIMIT_FRESH_WAIT_MS)
		return LIMIT_FRESH_WAIT_MS;
	return minutes * MINUTE_MS;
}

struct earliest {
	int64_t now_utc_ms;
	int64_t at_utc_ms;
};

static void
consider(struct earliest *e, int64_t at_utc_ms)
{
	if (at_utc_ms != AT_NONE && at_utc_ms > e->now_utc_ms &&
	    (e->at_utc_ms == AT_NONE || at_utc_ms < e->at_utc_ms))
		e->at_utc_ms = at_utc_ms;
}

static int64_t
after(int64_t at_utc_ms, int64_t ms)
{
	return at_utc_ms == AT_NONE ? AT_NONE : at_utc_ms + ms;
}

static void
consider_parcel(struct earliest *e, const struct view *v, int64_t jitter_ms)
{
	const struct shipment *s = v->s;

	consider(e, after(s->promise.deadline_utc_ms, jitter_ms));
	consider(e, after(s->state_since_utc_ms, LIMIT_GROUP_MS));
	consider(e, after(s->promise.deadline_utc_ms, LIMIT_STALE_MISS_MS));
	consider(e, after(assess_day_over_at(s), jitter_ms));
	consider(e, after(assess_ship_by_at(s), jitter_ms));
	consider(e, assess_stall_at(s, v->shop));
	consider(e, assess_exception_at(s, v->shop));
	consider(e, assess_not_found_at(s));
	consider(e, assess_outer_alarm_at(s));
	consider(e, confidence_again_at(v));
	consider(e, after(v->context->gap.until_utc_ms, LIMIT_BLIND_MS + jitter_ms));
	for (size_t i = 0; i < v->context->parcel_count; i++)
		if (!s->handed_over && v->context->parcels[i].id != s->id)
			consider(e, after(v->context->parcels[i].last_scan_utc_ms, DAY_MS));
	consider(e, v->now_utc_ms + LIMIT_REVIEW_MAX_MS - jitter_ms);
}

/* A word on its way is looked after: it may have been stopped. */
static void
consider_word(struct earliest *e, enum notice_kind kind, int64_t due_utc_ms)
{
	if (notice_kind_audience(kind) == AUDIENCE_CUSTOMER)
		consider(e, (due_utc_ms > e->now_utc_ms ? due_utc_ms : e->now_utc_ms) + HOUR_MS);
}

static void
consider_order(struct earliest *e, const struct view *v, const struct order *order)
{
	int64_t owed = order->obligation_utc_ms;

	for (size_t i = 0; i < v->context->notice_count; i++)
		if (!notice_settled(v->context->notices[i].state))
			consider_word(
			    e, v->context->notices[i].kind, v->context->notices[i].due_utc_ms);
	consider(e, after(order->on_track_since_utc_ms, DAY_MS));
	if (owed == AT_NONE)
		return;
	if (v->shop != NULL)
		consider(e, notice_owed_wake(v->shop, owed));
	consider(e, owed - LIMIT_ESCALATE_MS);
}

int64_t
next_review_at(const struct view *v, const struct order *order, const struct effects *opened)
{
	struct earliest e = {v->now_utc_ms, AT_NONE};
	int64_t jitter_ms = (int64_t)(v->s->id * 7919 % JITTER_MS);

	if (v->s->closed_utc_ms == AT_NONE) {
		consider_parcel(&e, v, jitter_ms);
		consider_order(&e, v, order);
	}
	for (size_t i = 0; i < v->context->case_count; i++) {
		const struct case_head *h = &v->context->cases[i];

		if (h->state != CASE_RESOLVED && !h->escalated && !h->owned &&
		    (h->shipment == 0 || h->shipment == v->s->id))
			consider(&e, h->due_utc_ms);
	}
	for (size_t i = 0; i < opened->count; i++) {
		const struct effect *effect = &opened->items[i];

		if (effect->kind == EFFECT_CASE_OPEN)
			consider(&e, effect->record.due_utc_ms);
		else if (effect->kind == EFFECT_NOTICE_NEW && v->s->closed_utc_ms == AT_NONE &&
		    effect->notice.state == NOTICE_STATE_PENDING)
			consider_word(&e, effect->notice.kind, effect->notice.due_utc_ms);
	}
	return e.at_utc_ms;
}
