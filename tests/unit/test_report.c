#include "monitor/base/text.h"
#include "monitor/promise/advisor.h"
#include "monitor/promise/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WEEKS = 12, PARCELS = 3000, LANES = 5, HISTORY_DAYS = 90 };

static uint64_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

static int32_t
day_of(const char *text)
{
	int32_t day;

	assert_int_equal(day_parse(span_of(text), &day), 0);
	return day;
}

/* A settled parcel: ordered at nine, promised `promised` days later, come `came` days later (-1: never). */
static struct shipment
parcel(int32_t ordered, int32_t promised, int32_t came, const char *postcode)
{
	struct shipment s = SHIPMENT_INIT;

	(void)text_cut(s.shop, sizeof(s.shop), SPAN("violeta"));
	(void)text_cut(s.carrier, sizeof(s.carrier), SPAN("seur"));
	s.origin = (struct place){.country = "ES", .postcode = "28901"};
	s.destination = (struct place){.country = "ES"};
	(void)text_cut(s.destination.postcode, sizeof(s.destination.postcode), span_of(postcode));
	(void)text_cut(s.promise.zone, sizeof(s.promise.zone), SPAN("Europe/Madrid"));
	s.ordered_utc_ms = zone_instant("Europe/Madrid", ordered, 9 * 3600);
	if (promised >= 0) {
		s.promise.from_day = s.promise.until_day = ordered + promised;
		promise_close(&s.promise);
	}
	s.milestone = came < 0 ? MILESTONE_LOST_DAMAGED : MILESTONE_DELIVERED;
	if (came >= 0)
		s.first_attempt = when_local(ordered + came, 12 * 3600);
	s.state = promised < 0 ? PROMISE_NONE
	    : came < 0         ? PROMISE_SLIPPING
	    : came <= promised ? PROMISE_KEPT
			       : PROMISE_LATE;
	return s;
}

static void
test_lanes_are_written_and_read_alike(void **state)
{
	static const struct {
		const char *typed, *lane; /* NULL: refused */
	} cases[] = {{"es-28:ES-08", "ES-28:ES-08"}, {"ES:PT-10", "ES:PT-10"},
	    {"?:gb-sw", "?:GB-SW"}, {"ES-28", NULL}, {"ES-280:ES-08", NULL}, {"ES-28:", NULL},
	    {"", NULL}, {"E1:ES", NULL}};
	struct shipment s = parcel(day_of("2026-11-16"), 2, 2, "08001");
	char lane[LANE_ROOM];

	(void)state;
	lane_of(&s, lane);
	assert_string_equal(lane, "ES-28:ES-08");
	s.destination = (struct place){.country = "PT", .postcode = ""};
	s.origin = (struct place){0};
	lane_of(&s, lane);
	assert_string_equal(lane, "?:PT");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int rc = lane_parse(span_of(cases[i].typed), lane);

		assert_int_equal(rc, cases[i].lane != NULL ? 0 : ERR_MALFORMED);
		if (rc == 0)
			assert_string_equal(lane, cases[i].lane);
	}
}

static void
test_days_are_the_destinations_working_days(void **state)
{
	struct holiday_place madrid = holiday_place_of("ES", "28013");
	static const struct {
		const char *from, *day;
		int32_t days;
	} cases[] = {
	    {"2026-11-17", "2026-11-17", 0},
	    {"2026-11-17", "2026-11-19", 2},
	    {"2026-11-20", "2026-11-23", 1},
	    {"2026-11-20", "2026-11-21", 1}, /* Saturday counts for Monday */
	    {"2026-12-04", "2026-12-09", 1}, /* the 7th and the 8th are holidays */
	    {"2026-12-04", "2026-12-08", 1},
	    {"2026-01-01", "2026-12-01", TOOK_DAYS_MOST},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(report_days(madrid, day_of(cases[i].from), day_of(cases[i].day)),
		    cases[i].days);
}

static void
test_what_has_no_outcome_adds_nothing(void **state)
{
	struct tallies t = {0};
	struct shipment s = parcel(day_of("2026-11-16"), 2, 3, "08001");

	(void)state;
	s.cancelled = true;
	assert_int_equal(report_add(&s, NULL, NULL, -1, &t), 0);
	s.cancelled = false;
	s.direction = DIRECTION_RETURN;
	assert_int_equal(report_add(&s, NULL, NULL, -1, &t), 0);
	s = parcel(day_of("2026-11-16"), 2, -1, "08001");
	s.milestone = MILESTONE_IN_TRANSIT;
	assert_int_equal(report_add(&s, NULL, NULL, -1, &t), 0);
	assert_int_equal(t.count, 0);
	/* Without a promise it teaches how long parcels take, and breaks none. */
	s = parcel(day_of("2026-11-16"), -1, 3, "08001");
	assert_int_equal(report_add(&s, NULL, NULL, -1, &t), 0);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.items[0].table, TALLY_TOOK);
	tallies_clear(&t);
}

/* What was added in any order comes back as if it had been counted by hand. */
static void
test_reports_are_exact(void **state)
{
	static const char *const postcodes[LANES] = {"08001", "28013", "48001", "07001", "35001"};
	const int32_t today = day_of("2026-11-20"), monday = report_monday(today);
	int64_t kept = 0, late = 0, lost = 0, recent = 0, late_ms = 0, causes = 0;
	struct tallies t = {0};
	struct report r;
	uint64_t seed = 7;

	(void)state;
	for (int n = 0; n < PARCELS; n++) {
		int32_t ordered =
		    today - HISTORY_DAYS + (int32_t)(next_random(&seed) % HISTORY_DAYS);
		int32_t promised = 1 + (int32_t)(next_random(&seed) % 6);
		int32_t came =
		    next_random(&seed) % 40 == 0 ? -1 : (int32_t)(next_random(&seed) % 9);
		struct shipment s =
		    parcel(ordered, promised, came, postcodes[next_random(&seed) % LANES]);
		int32_t back = (monday - report_monday(s.promise.until_day)) / 7;

		assert_int_equal(report_add(&s, NULL, NULL, -1, &t), 0);
		if (s.promise.until_day >= monday + 7 || back >= WEEKS)
			continue;
		kept += came >= 0 && came <= promised;
		late += came > promised;
		lost += came < 0;
		recent += back < REPORT_RECENT_WEEKS;
		late_ms += cause_split(&s, NULL, -1).late_ms;
	}
	/* Backwards: the order of sums is no matter. */
	report_init(&r, today, WEEKS);
	for (size_t i = t.count; i > 0; i--)
		if (t.items[i - 1].table == TALLY_REPORT)
			assert_int_equal(report_take(&r, &t.items[i - 1]), 0);
	assert_int_equal(r.whole.kept, kept);
	assert_int_equal(r.whole.late, late);
	assert_int_equal(r.whole.lost, lost);
	assert_int_equal(r.whole.recent_kept + r.whole.recent_broken, recent);
	for (int c = 0; c < CAUSE_COUNT; c++)
		causes += r.whole.cause_ms[c];
	assert_int_equal(causes, late_ms);
	assert_int_equal(r.count, LANES);
	{
		struct report_sum lanes = {0}, weeks = {0};

		for (size_t i = 0; i < r.count; i++)
			report_sum_add(&lanes, &r.rows[i].sum);
		for (int32_t i = 0; i < r.week_count; i++)
			report_sum_add(&weeks, &r.weeks[i]);
		assert_memory_equal(&lanes, &r.whole, sizeof(lanes));
		assert_int_equal(weeks.kept, r.whole.kept);
		assert_memory_equal(weeks.cause_ms, r.whole.cause_ms, sizeof(weeks.cause_ms));
	}
	report_clear(&r);
	tallies_clear(&t);
}

static void
test_a_key_that_is_no_lane_is_refused(void **state)
{
	struct tally t = {.table = TALLY_REPORT, .key = "violeta", .day = 0, .add = 1};
	struct report r;

	(void)state;
	report_init(&r, 0, 1);
	t.day = report_monday(0);
	assert_int_equal(report_take(&r, &t), ERR_MALFORMED);
	report_clear(&r);
}

/* ---- advice ---- */

static void
take(struct advice *a, const struct tallies *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->items[i].table == TALLY_TOOK)
			advice_take(a, &t->items[i]);
}

/* Against the parcels themselves, one by one, for many lanes of many kinds. */
static void
test_advice_is_what_the_parcels_did(void **state)
{
	const int32_t today = day_of("2026-11-20");
	const struct holiday_place place = holiday_place_of("ES", "08001");
	uint64_t seed = 19;

	(void)state;
	for (int lane = 0; lane < 300; lane++) {
		static int32_t took[600];
		size_t count = next_random(&seed) % 600;
		struct tallies t = {0};
		struct advice a;
		int32_t before = 0;

		for (size_t i = 0; i < count; i++) {
			int32_t ordered = today - 100 + (int32_t)(next_random(&seed) % 90);
			int32_t came = next_random(&seed) % 150 == 0
			    ? -1
			    : (int32_t)(next_random(&seed) % (2 + (uint64_t)lane % 12));
			struct shipment s = parcel(ordered, 4, came, "08001");

			took[i] =
			    came < 0 ? INT32_MAX : report_days(place, ordered, ordered + came);
			assert_int_equal(report_add(&s, NULL, NULL, -1, &t), 0);
		}
		advice_init(&a, today);
		take(&a, &t);
		assert_int_equal(a.n, count);
		for (size_t k = 0; k < ADVICE_TARGETS; k++) {
			struct advice_day day = advice_shortest(&a, advice_targets[k]);
			size_t within = 0, shorter = 0;

			assert_true(day.needs_n == 3000 / (1000 - advice_targets[k]));
			if ((int64_t)count < day.needs_n) {
				assert_int_equal(day.days, -1);
				continue;
			}
			if (day.days < 0) {
				assert_true(
				    advice_kept(&a, TOOK_DAYS_MOST - 1) < advice_targets[k]);
				continue;
			}
			for (size_t i = 0; i < count; i++) {
				within += took[i] <= day.days;
				shorter += took[i] < day.days;
			}
			assert_int_equal(day.kept, (int64_t)(within * 1000 / count));
			assert_true((int64_t)(within * 1000) >= advice_targets[k] * (int64_t)count);
			assert_true((int64_t)(shorter * 1000) < advice_targets[k] * (int64_t)count);
			assert_true(day.days >= before); /* a surer promise is never shorter */
			before = day.days;
		}
		for (int32_t d = 1; d <= TOOK_DAYS_MOST && a.n > 0; d++)
			assert_true(advice_kept(&a, d) >= advice_kept(&a, d - 1));
		tallies_clear(&t);
	}
}

static void
test_too_few_parcels_are_no_advice(void **state)
{
	struct advice a;
	struct tally t = {.table = TALLY_TOOK, .cell = TOOK_DAYS + 2, .add = advice_least() - 1};

	(void)state;
	t.day = report_monday(day_of("2026-11-20"));
	advice_init(&a, day_of("2026-11-20"));
	assert_int_equal(advice_kept(&a, 2), -1);
	advice_take(&a, &t);
	assert_int_equal(advice_shortest(&a, 900).days, -1);
	assert_int_equal(advice_shortest(&a, 900).needs_n, 30);
	t.add = 1;
	advice_take(&a, &t);
	assert_int_equal(advice_shortest(&a, 900).days, 2);
	assert_int_equal(advice_shortest(&a, 950).days, -1);
	assert_int_equal(advice_today(&a), -1);
	/* What is older than the window teaches nothing more. */
	t.day -= ADVICE_WEEKS * 7;
	advice_take(&a, &t);
	assert_int_equal(a.n, 30);
}

/* By steps, towards what is surely so; of another parcel's day, or said when the day was over, it does not count. */
static void
test_how_early_customers_heard_is_told_of_broken_promises(void **state)
{
	static const struct {
		int until,
		    hours_before; /* days past the promise, -1 unknown; before its day was over */
		int lead_h;       /* -1: not before */
	} cases[] = {{2, 31, 30}, {1, 24, 24}, {-1, 5, 0}, {3, -2, -1}, {0, 40, -1}, {2, 900, 240}};
	struct tallies t = {0};
	struct report r;
	struct report_warned w;

	(void)state;
	report_init(&r, day_of("2026-11-20"), 2);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shipment s = parcel(day_of("2026-11-16"), 2, 4, "08001");
		int32_t day = s.promise.until_day;
		struct order order = ORDER_INIT;
		struct report one;

		order.retold_count = 1;
		order.retold[0] = (struct retold){.said_utc_ms = zone_day_end(s.promise.zone, day) -
			(int64_t)cases[i].hours_before * HOUR_MS,
		    .from_day = DAY_NONE,
		    .until_day = cases[i].until < 0 ? DAY_NONE : day + cases[i].until};
		tallies_clear(&t);
		assert_int_equal(report_add(&s, &order, NULL, -1, &t), 0);
		report_init(&one, day_of("2026-11-20"), 2);
		for (size_t j = 0; j < t.count; j++)
			if (t.items[j].table == TALLY_REPORT) {
				assert_int_equal(report_take(&one, &t.items[j]), 0);
				assert_int_equal(report_take(&r, &t.items[j]), 0);
			}
		w = report_warned(&one.whole);
		assert_int_equal(w.n, 1);
		assert_int_equal(w.median_ms, cases[i].lead_h < 0 ? -1 : cases[i].lead_h * HOUR_MS);
		report_clear(&one);
	}
	w = report_warned(&r.rows[0].sum);
	assert_int_equal(w.n, 6);
	assert_int_equal(w.before, 4);
	assert_int_equal(w.day_before, 3);
	assert_int_equal(w.median_ms, 30 * HOUR_MS);
	/* A kept one is nobody's to warn of, and of what was not ours to tell nothing is known. */
	for (int came = 2; came <= 4; came += 2) {
		struct shipment s = parcel(day_of("2026-11-16"), 2, came, "08001");
		struct order order = ORDER_INIT;

		tallies_clear(&t);
		assert_int_equal(report_add(&s, came == 2 ? &order : NULL, NULL, -1, &t), 0);
		for (size_t j = 0; j < t.count; j++)
			assert_true(
			    t.items[j].table != TALLY_REPORT || t.items[j].cell < REPORT_LEAD);
	}
	tallies_clear(&t);
	report_clear(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lanes_are_written_and_read_alike),
	    cmocka_unit_test(test_days_are_the_destinations_working_days),
	    cmocka_unit_test(test_what_has_no_outcome_adds_nothing),
	    cmocka_unit_test(test_reports_are_exact),
	    cmocka_unit_test(test_how_early_customers_heard_is_told_of_broken_promises),
	    cmocka_unit_test(test_a_key_that_is_no_lane_is_refused),
	    cmocka_unit_test(test_advice_is_what_the_parcels_did),
	    cmocka_unit_test(test_too_few_parcels_are_no_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
