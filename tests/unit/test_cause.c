#include "monitor/base/text.h"
#include "monitor/promise/cause.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct when
at(const char *text)
{
	struct when when;

	assert_int_equal(when_parse(span_of(text), &when), 0);
	return when;
}

static int32_t
day_of(const char *text)
{
	int32_t day;

	assert_int_equal(day_parse(span_of(text), &day), 0);
	return day;
}

struct scan {
	const char *at;
	enum milestone milestone;
	enum reason reason;
};

/* Madrid to Bilbao, to be handed over on Tuesday 17, promised for Thursday 19; the last scan is the attempt. */
static struct shipment
story(const struct scan *scans, size_t count)
{
	struct shipment s = SHIPMENT_INIT;

	s.ship_by_day = day_of("2026-11-17");
	s.promise.from_day = s.promise.until_day = day_of("2026-11-19");
	(void)text_cut(s.promise.zone, sizeof(s.promise.zone), SPAN("Europe/Madrid"));
	s.origin = (struct place){.country = "ES", .postcode = "28013"};
	promise_close(&s.promise);
	for (size_t i = 0; i < count && scans[i].at != NULL; i++) {
		struct event *e = event_list_add(&s.events);

		assert_non_null(e);
		e->at = at(scans[i].at);
		e->milestone = scans[i].milestone;
		e->reason = scans[i].reason;
		e->physical = milestone_physical(scans[i].milestone);
		s.first_attempt = e->at;
	}
	s.state = PROMISE_LATE;
	return s;
}

enum { HOURS = HOUR_MS, NO_USUAL = -1 };

static void
test_the_hours_go_to_those_who_lost_them(void **state)
{
	static const struct {
		const char *claim;
		struct scan scans[6];
		int64_t usual_ms;
		int64_t hours
		    [CAUSE_COUNT]; /* shop, first scan, line haul, customs, last mile, recipient, promise */
	} cases[] = {
	    {"what we handed over late is ours first",
		{{"2026-11-18T16:00+01:00", MILESTONE_ACCEPTED, 0},
		    {"2026-11-20T10:00+01:00", MILESTONE_DELIVERED, 0}},
		NO_USUAL, {10, 0, 0, 0, 0, 0, 0}},
	    {"and what is left is the way's",
		{{"2026-11-18T04:00+01:00", MILESTONE_ACCEPTED, 0},
		    {"2026-11-18T04:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-20T10:00+01:00", MILESTONE_DELIVERED, 0}},
		NO_USUAL, {4, 0, 6, 0, 0, 0, 0}},
	    {"handed over in time and slow on its way",
		{{"2026-11-17T12:00+01:00", MILESTONE_ACCEPTED, 0},
		    {"2026-11-17T20:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-20T16:00+01:00", MILESTONE_OUT_FOR_DELIVERY, 0},
		    {"2026-11-20T20:00+01:00", MILESTONE_DELIVERED, 0}},
		/* 8, 68 and 4 hours of 80; 20 hours late */
		NO_USUAL, {0, 2, 17, 0, 1, 0, 0}},
	    {"without a scan on its way the way is all there is",
		{{"2026-11-17T12:00+01:00", MILESTONE_ACCEPTED, 0},
		    {"2026-11-20T06:00+01:00", MILESTONE_OUT_FOR_DELIVERY, 0},
		    {"2026-11-20T12:00+01:00", MILESTONE_DELIVERED, 0}},
		/* 66 and 6 hours of 72; 12 late */
		NO_USUAL, {0, 0, 11, 0, 1, 0, 0}},
	    {"the usual time would have been too long",
		{{"2026-11-17T12:00+01:00", MILESTONE_ACCEPTED, 0},
		    {"2026-11-17T12:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-20T20:00+01:00", MILESTONE_DELIVERED, 0}},
		60LL * HOURS, {0, 0, 8, 0, 0, 0, 12}},
	    {"customs held it, and papers that we owed",
		{{"2026-11-17T12:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-18T00:00+01:00", MILESTONE_CUSTOMS, 0},
		    {"2026-11-20T00:00+01:00", MILESTONE_CUSTOMS, REASON_DOCUMENTS},
		    {"2026-11-20T10:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-20T22:00+01:00", MILESTONE_DELIVERED, 0}},
		/* 22 late: 10 ours; 24 of the way and 48 of customs share 12 */
		NO_USUAL, {10, 0, 4, 8, 0, 0, 0}},
	    {"a wrong address is the recipient's; what comes back waits for the last mile",
		{{"2026-11-17T12:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-18T12:00+01:00", MILESTONE_OUT_FOR_DELIVERY, 0},
		    {"2026-11-18T20:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-19T12:00+01:00", MILESTONE_EXCEPTION, REASON_ADDRESS},
		    {"2026-11-20T12:00+01:00", MILESTONE_DELIVERED, 0}},
		NO_USUAL, {0, 0, 4, 0, 4, 4, 0}},
	    {"nobody saw it on its way", {{"2026-11-20T05:00+01:00", MILESTONE_DELIVERED, 0}},
		NO_USUAL, {5, 0, 0, 0, 0, 0, 0}},
	    {"an attempt without an hour is at noon",
		{{"2026-11-17T12:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-20", MILESTONE_DELIVERED, 0}},
		NO_USUAL, {0, 0, 12, 0, 0, 0, 0}},
	    {"what came in time lost nothing",
		{{"2026-11-17T12:00+01:00", MILESTONE_IN_TRANSIT, 0},
		    {"2026-11-19T23:59+01:00", MILESTONE_DELIVERED, 0}},
		NO_USUAL, {0}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shipment s = story(cases[i].scans, 6);
		struct cause_ledger got = cause_split(&s, NULL, cases[i].usual_ms);

		for (int c = 0; c < CAUSE_COUNT; c++)
			if (got.ms[c] != cases[i].hours[c] * HOURS)
				fail_msg("%s: %s %.2f h", cases[i].claim, cause_name((enum cause)c),
				    (double)got.ms[c] / HOUR_MS);
		shipment_clear(&s);
	}
}

static void
test_without_ship_by_the_next_working_day_of_the_shop_is_the_plan(void **state)
{
	static const struct scan scans[] = {{"2026-11-18T06:00+01:00", MILESTONE_ACCEPTED, 0},
	    {"2026-11-21T12:00+01:00", MILESTONE_DELIVERED, 0}};
	struct shop shop = {.zone = "Europe/Madrid"};
	struct shipment s = story(scans, 2);

	(void)state;
	s.ship_by_day = DAY_NONE;
	s.ordered_utc_ms = when_utc(at("2026-11-16T11:00:00+01:00"));
	assert_int_equal(cause_split(&s, &shop, -1).ms[CAUSE_SHOP], 6 * HOURS);
	s.ordered_utc_ms = when_utc(at("2026-11-14T11:00:00+01:00")); /* a Saturday */
	assert_int_equal(cause_split(&s, &shop, -1).ms[CAUSE_SHOP], 30 * HOURS);
	s.available_day = day_of("2026-11-16"); /* nobody hands over what is not there yet */
	assert_int_equal(cause_split(&s, &shop, -1).ms[CAUSE_SHOP], 6 * HOURS);
	s.available_day = DAY_NONE;
	s.ordered_utc_ms = AT_NONE;
	assert_int_equal(cause_split(&s, &shop, -1).ms[CAUSE_SHOP], 0);
	shipment_clear(&s);
}

static uint64_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

/* Any history, whatever its clocks: parts are never negative and add up to the millisecond. */
static void
test_the_parts_always_add_up(void **state)
{
	uint64_t seed = 11;
	int64_t late = 0;

	(void)state;
	for (int n = 0; n < 20000; n++) {
		struct shipment s = story(NULL, 0);
		int64_t base = s.promise.deadline_utc_ms - 5LL * DAY_MS, sum = 0;
		size_t count = next_random(&seed) % 9;
		struct cause_ledger got;

		for (size_t i = 0; i < count; i++) {
			struct event *e = event_list_add(&s.events);

			assert_non_null(e);
			e->at = when_utc_ms(
			    base + (int64_t)(next_random(&seed) % (12ULL * DAY_MS)) / 1000 * 1000);
			if (next_random(&seed) % 6 == 0)
				e->at = when_date(e->at.day);
			e->milestone = next_random(&seed) % MILESTONE_COUNT;
			e->reason =
			    next_random(&seed) % 3 == 0 ? next_random(&seed) % REASON_COUNT : 0;
			e->physical = next_random(&seed) % 5 > 0;
		}
		if (next_random(&seed) % 8 > 0)
			event_list_sort(&s.events);
		s.first_attempt =
		    when_utc_ms(base + (int64_t)(next_random(&seed) % (14ULL * DAY_MS)));
		if (next_random(&seed) % 4 == 0)
			s.ship_by_day = DAY_NONE;
		got = cause_split(&s, NULL,
		    next_random(&seed) % 2 > 0 ? (int64_t)(next_random(&seed) % (6ULL * DAY_MS))
					       : -1);
		for (int c = 0; c < CAUSE_COUNT; c++) {
			assert_true(got.ms[c] >= 0);
			sum += got.ms[c];
		}
		assert_int_equal(sum, got.late_ms);
		late += got.late_ms > 0;
		shipment_clear(&s);
	}
	assert_in_range(late, 10000, 19000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_hours_go_to_those_who_lost_them),
	    cmocka_unit_test(test_without_ship_by_the_next_working_day_of_the_shop_is_the_plan),
	    cmocka_unit_test(test_the_parts_always_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
