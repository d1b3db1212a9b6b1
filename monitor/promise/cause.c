#include "monitor/promise/cause.h"

#include "monitor/promise/calendar.h"

const char *
cause_name(enum cause c)
{
	static const char *const names[CAUSE_COUNT] = {
	    "shop", "first_scan", "line_haul", "customs", "last_mile", "recipient", "promise"};

	return names[c];
}

static int64_t
instant_of(const char *zone, struct when at)
{
	return zone_when_utc(zone, at) + (at.kind == WHEN_DATE ? DAY_MS / 2 : 0);
}

/* When it was to be handed over at the latest; AT_NONE where nobody can say. */
static int64_t
handover_due(const struct shipment *s, const struct shop *shop)
{
	enum zone_basis basis;
	int32_t day = DAY_NONE;
	const char *zone = shop != NULL
	    ? shop->zone
	    : zone_of_place(s->origin.country, s->origin.postcode, s->promise.zone, &basis);

	if (s->ship_by_day != DAY_NONE)
		return zone_day_end(zone, s->ship_by_day);
	if (s->ordered_utc_ms != AT_NONE)
		day = zone_day(zone, s->ordered_utc_ms);
	if (s->available_day > day) /* DAY_NONE is before any day */
		day = s->available_day;
	if (day == DAY_NONE)
		return AT_NONE;
	return zone_day_end(zone, calendar_working_day_after(shop, day, 1));
}

/* Whose the time after a scan is: of whom its reason points at, else of the stage that the parcel has reached. */
static enum cause
cause_after(const struct event *e, enum cause stage)
{
	switch (reason_party(e->reason)) {
	case PARTY_SHOP: return CAUSE_SHOP;
	case PARTY_RECIPIENT: return CAUSE_RECIPIENT;
	case PARTY_CUSTOMS: return CAUSE_CUSTOMS;
	case PARTY_NONE:
	case PARTY_CARRIER:
	case PARTY_FORCE:
	case PARTY_COUNT: break;
	}
	return e->milestone == MILESTONE_CUSTOMS ? CAUSE_CUSTOMS : stage;
}

/* A stage is never left backwards: what comes back from the door waits for the last mile again. */
static enum cause
stage_after(const struct event *e, enum cause stage)
{
	if (e->milestone == MILESTONE_OUT_FOR_DELIVERY ||
	    e->milestone == MILESTONE_DELIVERY_ATTEMPTED)
		return CAUSE_LAST_MILE;
	if (stage == CAUSE_FIRST_SCAN && e->milestone != MILESTONE_ACCEPTED)
		return CAUSE_LINE_HAUL;
	return stage;
}

/* Between the first scan and the next lies a time of its own only where that is a scan on its way: else nobody saw the way. */
static enum cause
cause_until(enum cause whose, const struct event *next)
{
	bool on_its_way = next != NULL &&
	    milestone_rank(next->milestone) < milestone_rank(MILESTONE_OUT_FOR_DELIVERY);

	return whose == CAUSE_FIRST_SCAN && !on_its_way ? CAUSE_LINE_HAUL : whose;
}

/* The time from the first scan to `until`, by cause; returns the first scan's instant, AT_NONE without one. */
static int64_t
time_by_cause(const struct shipment *s, int64_t until_utc_ms, int64_t took[CAUSE_COUNT])
{
	enum cause stage = CAUSE_FIRST_SCAN, whose = CAUSE_FIRST_SCAN;
	int64_t first_utc_ms = AT_NONE, last_utc_ms = AT_NONE;

	for (size_t i = 0; i < s->events.count; i++) {
		const struct event *e = &s->events.items[i];
		int64_t at_utc_ms;

		if (!e->physical || e->at.kind == WHEN_NONE)
			continue;
		at_utc_ms = instant_of(s->promise.zone, e->at);
		if (at_utc_ms > until_utc_ms)
			at_utc_ms = until_utc_ms;
		if (first_utc_ms == AT_NONE)
			first_utc_ms = at_utc_ms;
		else if (at_utc_ms > last_utc_ms)
			took[cause_until(whose, e)] += at_utc_ms - last_utc_ms;
		else
			at_utc_ms =
			    last_utc_ms; /* a wall clock that was set back takes nothing back */
		last_utc_ms = at_utc_ms;
		stage = stage_after(e, stage);
		whose = cause_after(e, stage);
	}
	if (last_utc_ms != AT_NONE)
		took[cause_until(whose, NULL)] += until_utc_ms - last_utc_ms;
	return first_utc_ms;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Take from what is left, at most `want`. */
static int64_t
take(int64_t *left, int64_t want)
{
	int64_t got = want > 0 ? least(*left, want) : 0;

	*left -= got;
	return got;
}

/* `left` in proportion to the seconds that each took, so that not a millisecond is lost: each gets its part of the whole up to it less what those
 * before it got. Quotient and remainder apart, so that nothing overflows. */
static void
lay_out(int64_t left, const int64_t took[CAUSE_COUNT], int64_t ms[CAUSE_COUNT])
{
	int64_t whole = 0, passed = 0, given = 0;

	for (int i = 0; i < CAUSE_COUNT; i++)
		whole += took[i] / SECOND_MS;
	if (whole == 0) {
		/* Nobody saw it on its way: the way itself. */
		ms[CAUSE_LINE_HAUL] += left;
		return;
	}
	for (int i = 0; i < CAUSE_COUNT; i++) {
		int64_t part;

		passed += took[i] / SECOND_MS;
		part = left / whole * passed + left % whole * passed / whole - given;
		ms[i] += part;
		given += part;
	}
}

struct cause_ledger
cause_split(const struct shipment *s, const struct shop *shop, int64_t usual_ms)
{
	struct cause_ledger out = {0};
	int64_t took[CAUSE_COUNT] = {0};
	int64_t attempt_utc_ms, due_utc_ms, first_utc_ms, left;

	if (s->promise.deadline_utc_ms == AT_NONE || s->first_attempt.kind == WHEN_NONE)
		return out;
	attempt_utc_ms = instant_of(s->promise.zone, s->first_attempt);
	if (attempt_utc_ms <= s->promise.deadline_utc_ms)
		return out;
	left = out.late_ms = attempt_utc_ms - s->promise.deadline_utc_ms;
	due_utc_ms = handover_due(s, shop);
	first_utc_ms = time_by_cause(s, attempt_utc_ms, took);
	if (due_utc_ms != AT_NONE && first_utc_ms != AT_NONE)
		out.ms[CAUSE_SHOP] = take(&left, first_utc_ms - due_utc_ms);
	out.ms[CAUSE_SHOP] += take(&left, took[CAUSE_SHOP]);
	took[CAUSE_SHOP] = 0;
	if (due_utc_ms != AT_NONE && usual_ms >= 0)
		out.ms[CAUSE_PROMISE] =
		    take(&left, due_utc_ms + usual_ms - s->promise.deadline_utc_ms);
	lay_out(left, took, out.ms);
	return out;
}
