#include "monitor/promise/confidence.h"

#include <string.h>

enum {
	STEP_MS = 6 * 60 * 60 * 1000, /* a chance moves with the silence, not with the minute */
	AHEAD_MS = 7 * 24 * 60 * 60 * 1000, /* further from the deadline a day's look is enough */
};

static bool
is_made(const struct shipment *s)
{
	return s->forecast.answer == FORECAST_MADE;
}

/* The chance from which the shop hears, and from which a window that was told no longer stands. */
static int64_t
risk_of(const struct shop *shop)
{
	return shop->confidence_per_mille * CONFIDENCE_RISK / CONFIDENCE_RISK_OF;
}

/* `was`: it stands so already. */
static bool
reaches(const struct view *v, const char *rule, bool was, int64_t chance)
{
	const struct forecast *f = &v->s->forecast;

	if (chance <= 0)
		return false;
	if (f->answer == FORECAST_HELD)
		return was && strcmp(v->s->rule, rule) == 0;
	if (!is_made(v->s) || f->p_late < 0)
		return false;
	return f->p_late >= (was ? chance * 3 / 4 : chance);
}

bool
confidence_slips(const struct view *v)
{
	return v->shop != NULL && v->shop->forecast_speaks &&
	    reaches(v, "forecast", v->s->state == PROMISE_SLIPPING, v->shop->confidence_per_mille);
}

bool
confidence_risks(const struct view *v)
{
	enum promise_state state = v->s->state;

	return v->shop != NULL &&
	    reaches(v, "forecast_risk", state == PROMISE_AT_RISK || state == PROMISE_SLIPPING,
		risk_of(v->shop));
}

/* The chance, per mille, that it comes after a day; it is under way. */
static int32_t
chance_after(const struct forecast *f, int32_t day)
{
	int32_t sum = f->after;

	for (size_t i = 0; i < f->chance_count; i++)
		if (f->first_day + (int32_t)i > day)
			sum += f->chances[i];
	return sum;
}

/* What the customer was told last; where nothing was, what we would have told. DAY_NONE: neither. */
static void
standing_window(const struct view *v, int32_t *from_day, int32_t *until_day)
{
	const struct order *order = &v->context->order;
	const struct shipment *s = v->s;
	const struct retold *last =
	    order->retold_count > 0 ? &order->retold[order->retold_count - 1] : NULL;
	bool late = s->state == PROMISE_SLIPPING || s->state == PROMISE_MISSED;

	*from_day = late ? s->expect_from_day : DAY_NONE;
	*until_day = late ? s->expect_until_day : DAY_NONE;
	if (last != NULL && last->until_day > s->promise.until_day) {
		*from_day = last->from_day;
		*until_day = last->until_day;
	}
}

/* Windows are told in whole days: of the first day by whose end nine of ten have come, and the one before, the nearer one. Always the
 * first would hold more often than we say. */
static int32_t
last_day(const struct shipment *s)
{
	const int32_t one_of_ten = 100;
	int32_t day = zone_day(s->promise.zone, s->forecast.p90_utc_ms);
	int32_t early = chance_after(&s->forecast, day - 1) - one_of_ten;

	return early < one_of_ten - chance_after(&s->forecast, day) ? day - 1 : day;
}

/* A window in days when it does not come as promised. */
static void
window_of_slip(const struct view *v, int32_t *from_day, int32_t *until_day)
{
	const struct shipment *s = v->s;
	const char *zone = s->promise.zone;
	int32_t today = zone_day(zone, v->now_utc_ms);
	int32_t from = zone_day(zone, s->forecast.p10_utc_ms);
	int32_t until = last_day(s);
	int32_t told_from;
	int32_t told_until;

	standing_window(v, &told_from, &told_until);
	if (told_until != DAY_NONE && told_until >= today &&
	    (*until_day == DAY_NONE || *until_day <= told_until) &&
	    chance_after(&s->forecast, told_until) < risk_of(v->shop)) {
		*from_day = told_from;
		*until_day = told_until;
		return;
	}
	/* Further than it goes day by day it names none: what the carrier says stands alone. */
	if (until >= today + FORECAST_DAYS)
		return;
	if (*from_day != DAY_NONE && *from_day > from)
		from = *from_day;
	if (*until_day != DAY_NONE && *until_day > until)
		until = *until_day;
	if (from <= s->promise.until_day)
		from = s->promise.until_day + 1;
	if (from < today)
		from = today;
	*until_day = until > from ? until : from;
	*from_day = from;
}

void
confidence_window(
    const struct view *v, enum promise_state state, int32_t *from_day, int32_t *until_day)
{
	const struct shipment *s = v->s;
	int32_t from;
	int32_t until;

	if (v->shop == NULL || v->shop->confidence_per_mille <= 0 || !is_made(s) ||
	    s->forecast.p90_utc_ms == AT_NONE)
		return;
	if (state == PROMISE_SLIPPING || state == PROMISE_MISSED) {
		window_of_slip(v, from_day, until_day);
	} else if (state == PROMISE_ON_TRACK && *until_day == DAY_NONE) {
		/* After a told slip it is told that the promised day holds again. */
		standing_window(v, &from, &until);
		if (until == DAY_NONE)
			return;
		*until_day = s->promise.until_day;
		from = zone_day(s->promise.zone, s->forecast.p10_utc_ms);
		*from_day = from < *until_day ? from : *until_day;
	}
}

int64_t
confidence_silent_at(const struct shipment *s)
{
	if (!is_made(s) || s->forecast.gap_p90_ms < 0 || s->last_scan_utc_ms == AT_NONE)
		return AT_NONE;
	return s->last_scan_utc_ms + s->forecast.gap_p90_ms;
}

int64_t
confidence_again_at(const struct view *v)
{
	const struct shipment *s = v->s;
	int64_t left = s->promise.deadline_utc_ms - v->now_utc_ms;

	if (s->forecast.answer == FORECAST_HELD)
		return v->now_utc_ms + STEP_MS;
	if (!is_made(s) || s->forecast.p_late < 0 || promise_settled(s->state) || left <= 0 ||
	    left > AHEAD_MS)
		return AT_NONE;
	return v->now_utc_ms + STEP_MS;
}
