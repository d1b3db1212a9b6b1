/*
 * Two thousand random stories: parcels, scans, dates, outages, gaps and corrections at random, and what must be true at every step
 * (tests/support/story.c checks it after each review, and that reviewing again changes nothing).
 */

#include "tests/support/story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "monitor/base/text.h"

enum { STORIES = 2000, STEPS = 28 };

static uint32_t seed_state;

static uint32_t
dice(uint32_t sides)
{
	seed_state = seed_state * 1664525u + 1013904223u;
	return (seed_state >> 8) % sides;
}

static const struct {
	enum milestone milestone;
	enum reason reason;
} scans[] = {
    {MILESTONE_LABEL_CREATED, REASON_NONE},
    {MILESTONE_ACCEPTED, REASON_NONE},
    {MILESTONE_IN_TRANSIT, REASON_NONE},
    {MILESTONE_IN_TRANSIT, REASON_CARRIER_DELAY},
    {MILESTONE_CUSTOMS, REASON_CUSTOMS_HOLD},
    {MILESTONE_OUT_FOR_DELIVERY, REASON_NONE},
    {MILESTONE_DELIVERY_ATTEMPTED, REASON_NOBODY_HOME},
    {MILESTONE_DELIVERY_ATTEMPTED, REASON_NO_TIME},
    {MILESTONE_READY_FOR_PICKUP, REASON_NONE},
    {MILESTONE_EXCEPTION, REASON_ADDRESS},
    {MILESTONE_EXCEPTION, REASON_NONE},
    {MILESTONE_RETURNING, REASON_REFUSED},
    {MILESTONE_RETURNED, REASON_NONE},
    {MILESTONE_LOST_DAMAGED, REASON_LOST},
    {MILESTONE_CANCELLED, REASON_NONE},
    {MILESTONE_DELIVERED, REASON_NONE},
    {MILESTONE_DELIVERED, REASON_NONE},
    {MILESTONE_UNKNOWN, REASON_WEATHER},
};

/* Ordinary scans are the most; ends are rare. */
static void
random_scan(struct story *st, size_t parcel)
{
	size_t count = sizeof(scans) / sizeof(scans[0]);
	size_t i = dice(3) ? 1 + dice(5) : dice((uint32_t)count);

	story_scan(st, parcel, scans[i].milestone, scans[i].reason);
}

static void
random_eta(struct story *st, size_t parcel)
{
	struct observation *o = &st->parcels[parcel].truth;
	int32_t today = zone_day("Europe/Madrid", st->now_utc_ms);

	o->eta_from = dice(4) ? when_date(today + (int32_t)dice(7)) : WHEN_INIT;
	o->eta_until = o->eta_from;
	if (dice(4) == 0 && o->eta_from.kind != WHEN_NONE)
		o->eta_until.day += (int32_t)dice(3);
}

static void
random_gap(struct story *st)
{
	int64_t from = st->now_utc_ms;

	st->daemon_down = true;
	story_run_ms(st, from + (int64_t)(2 + dice(50)) * HOUR_MS);
	st->daemon_down = false;
	st->gap = (struct gap){from, st->now_utc_ms};
}

static void
random_change(struct story *st, size_t parcel)
{
	struct change change = {0};

	switch (dice(5)) {
	case 0:
		change.has_mark = true;
		change.mark = EVENT_INIT;
		change.mark.at = when_utc_ms(st->now_utc_ms);
		change.mark.milestone = MILESTONE_EXCEPTION;
		change.mark.reason = REASON_ADDRESS;
		break;
	case 1: change.withdraw_marks = true; break;
	case 2: change.customer_told = true; break;
	case 3: change.cancel = dice(3) == 0; break;
	case 4: change.has_marked = change.marked = true; break;
	}
	story_change(st, parcel, &change);
}

static void
random_step(struct story *st)
{
	size_t parcel = dice((uint32_t)st->parcel_count);

	switch (dice(16)) {
	case 0:
	case 1:
	case 2:
	case 3:
	case 4: random_scan(st, parcel); break;
	case 5:
	case 6:
	case 7: random_eta(st, parcel); break;
	case 8: st->carrier_down = !st->carrier_down && dice(2); break;
	case 9: st->carrier_down = false; break;
	case 10:
		if (dice(3) == 0)
			random_gap(st);
		break;
	case 11:
		if (dice(2))
			random_change(st, parcel);
		break;
	case 12:
		if (st->case_count > 0)
			st->cases[dice((uint32_t)st->case_count)].state = CASE_RESOLVED;
		break;
	case 13:
		if (st->parcel_count < 3 && dice(3) == 0) {
			int32_t day = zone_day("Europe/Madrid", st->now_utc_ms);
			size_t i = story_parcel(st, NULL);
			struct promise *p = &st->parcels[i].shipment.promise;

			p->from_day = p->until_day = day + (int32_t)dice(5);
			promise_close(p);
		}
		break;
	default: break;
	}
	story_run_ms(st, st->now_utc_ms + (int64_t)(1 + dice(14)) * HOUR_MS);
}

static void
test_what_must_be_true_is_true_in_any_story(void **state)
{
	const char *wanted = getenv("STORIES"); /* fewer under instruments that are slow */
	int64_t last = STORIES;

	(void)state;
	if (wanted != NULL)
		assert_int_equal(text_parse_i64(span_of(wanted), 1, STORIES, &last), 0);
	for (uint32_t seed = 0; seed < last; seed++) {
		static struct story st;
		static const char *const promised[] = {
		    "2026-10-22", "2026-10-23", "2026-10-24", "2026-10-26", "2026-10-29"};

		seed_state = 20261121u + seed * 7919u;
		story_begin(&st, "2026-10-21 10:00"); /* clocks change on the 25th */
		story_parcel(&st, promised[dice(5)]);
		if (dice(3) == 0)
			story_parcel(&st, promised[dice(5)]);
		if (dice(4) == 0)
			st.parcels[0].shipment.promise.until_second = 14 * 3600;
		promise_close(&st.parcels[0].shipment.promise);
		for (int i = 0; i < STEPS; i++)
			random_step(&st);
		story_end(&st);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_must_be_true_is_true_in_any_story),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
