#include "monitor/promise/confidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What a forecast makes of a promise. Promised for day 20600; it is noon of the day before, in UTC. */

enum { PROMISED = 20600 };
#define NOW ((PROMISED - 1) * (int64_t)DAY_MS + 12 * HOUR_MS)

struct fixture {
	struct shipment s;
	struct context context;
	struct shop shop;
	struct view v;
};

static void
begin(struct fixture *f, int32_t p_late)
{
	struct shipment *s = &f->s;

	memset(f, 0, sizeof(*f));
	*s = SHIPMENT_INIT;
	(void)snprintf(s->promise.zone, sizeof(s->promise.zone), "Etc/UTC");
	s->promise.from_day = s->promise.until_day = PROMISED;
	promise_close(&s->promise);
	s->registered_utc_ms = NOW - 5LL * DAY_MS;
	s->state = PROMISE_ON_TRACK;
	s->handed_over = s->found = true;
	s->milestone = MILESTONE_IN_TRANSIT;
	s->last_scan_utc_ms = NOW - 30LL * HOUR_MS;
	s->forecast.answer = FORECAST_MADE;
	s->forecast.p_late = p_late;
	s->forecast.p10_utc_ms = NOW + 6LL * HOUR_MS;
	s->forecast.p50_utc_ms = NOW + 2LL * DAY_MS;
	s->forecast.p90_utc_ms = NOW + 4LL * DAY_MS;
	s->forecast.first_day = PROMISED - 1;
	s->forecast.chance_count = 6;
	memcpy(s->forecast.chances, (int32_t[]){100, 200, 300, 200, 100, 50},
	    6 * sizeof(s->forecast.chances[0]));
	s->forecast.after = 50;
	f->context.order = ORDER_INIT;
	f->context.gap = (struct gap){AT_NONE, AT_NONE};
	f->shop.confidence_per_mille = 600; /* at risk from 400 */
	f->shop.forecast_speaks = true;
	f->shop.stall_days_domestic = 1;
	(void)snprintf(f->shop.zone, sizeof(f->shop.zone), "Etc/UTC");
	f->v = (struct view){.s = s,
	    .context = &f->context,
	    .shop = &f->shop,
	    .last_ok_utc_ms = NOW,
	    .interval_ms = HOUR_MS,
	    .now_utc_ms = NOW};
}

static struct assessment
judged(struct fixture *f)
{
	struct assessment a;

	assess_promise(&f->v, &a);
	return a;
}

static void
stands(struct fixture *f, enum promise_state state, const char *rule)
{
	f->s.state = state;
	(void)snprintf(f->s.rule, sizeof(f->s.rule), "%s", rule);
}

static void
test_the_chance_decides_by_the_shops_confidence(void **state)
{
	static const struct {
		int64_t confidence;
		int32_t p_late;
		enum promise_state want;
		const char *rule;
	} cases[] = {
	    {600, 0, PROMISE_ON_TRACK, "on_track"}, {600, 399, PROMISE_ON_TRACK, "on_track"},
	    {600, 400, PROMISE_AT_RISK, "forecast_risk"},
	    {600, 599, PROMISE_AT_RISK, "forecast_risk"}, {600, 600, PROMISE_SLIPPING, "forecast"},
	    {900, 600, PROMISE_AT_RISK, "forecast_risk"}, {900, 599, PROMISE_ON_TRACK, "on_track"},
	    {300, 300, PROMISE_SLIPPING, "forecast"}, {300, 200, PROMISE_AT_RISK, "forecast_risk"},
	    {0, 1000, PROMISE_ON_TRACK, "on_track"}, /* a shop without the option */
	};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		begin(&f, cases[i].p_late);
		f.shop.confidence_per_mille = cases[i].confidence;
		if (judged(&f).state != cases[i].want ||
		    strcmp(judged(&f).rule, cases[i].rule) != 0)
			fail_msg("case %zu: %s", i, judged(&f).rule);
	}
}

static void
test_a_chance_that_wavers_does_not_make_the_state_waver(void **state)
{
	static const struct {
		enum promise_state was;
		const char *rule;
		int32_t p_late;
		enum promise_state want;
	} cases[] = {
	    {PROMISE_SLIPPING, "forecast", 450, PROMISE_SLIPPING},
	    {PROMISE_SLIPPING, "forecast", 449, PROMISE_AT_RISK},
	    {PROMISE_SLIPPING, "eta", 450,
		PROMISE_SLIPPING}, /* the carrier went back on its date */
	    {PROMISE_AT_RISK, "forecast_risk", 450, PROMISE_AT_RISK},
	    {PROMISE_AT_RISK, "forecast_risk", 300, PROMISE_AT_RISK},
	    {PROMISE_AT_RISK, "forecast_risk", 299, PROMISE_ON_TRACK},
	    {PROMISE_ON_TRACK, "on_track", 399, PROMISE_ON_TRACK},
	};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		begin(&f, cases[i].p_late);
		stands(&f, cases[i].was, cases[i].rule);
		if (judged(&f).state != cases[i].want)
			fail_msg("case %zu: %s", i, judged(&f).rule);
	}
}

static void
test_without_a_forecast_the_rules_decide(void **state)
{
	static const enum forecast_answer answers[] = {
	    FORECAST_NONE, FORECAST_TOO_FEW, FORECAST_UNSCANNED, FORECAST_HELD};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		begin(&f, 990);
		f.s.forecast.answer = answers[i];
		assert_string_equal(judged(&f).rule, "on_track");
		f.s.last_scan_utc_ms -= 3LL * DAY_MS;
		assert_string_equal(judged(&f).rule, "stall");
	}
	/* Known silence is no stall: it is in the chance. */
	begin(&f, 10);
	f.s.last_scan_utc_ms -= 3LL * DAY_MS;
	assert_string_equal(judged(&f).rule, "on_track");
	/* And what the carrier says outranks it. */
	begin(&f, 10);
	f.s.eta_from = f.s.eta_until = when_date(PROMISED + 1);
	assert_string_equal(judged(&f).rule, "eta");
}

static void
test_what_was_judged_stands_while_an_incident_holds_the_forecast(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, -1);
	f.s.forecast.answer = FORECAST_HELD;
	stands(&f, PROMISE_SLIPPING, "forecast");
	assert_string_equal(judged(&f).rule, "forecast");
	stands(&f, PROMISE_AT_RISK, "forecast_risk");
	assert_string_equal(judged(&f).rule, "forecast_risk");
	stands(&f, PROMISE_SLIPPING, "eta"); /* but not what others judged */
	assert_string_equal(judged(&f).rule, "on_track");
}

static void
test_a_window_of_a_slip_begins_after_the_promise_and_ends_when_nine_of_ten_came(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, 700);
	assert_int_equal(judged(&f).expect_from_day, PROMISED + 1);
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 3);
	/* The carrier's own later date counts, an earlier one does not. */
	f.s.eta_from = f.s.eta_until = when_date(PROMISED + 2);
	assert_string_equal(judged(&f).rule, "eta");
	assert_int_equal(judged(&f).expect_from_day, PROMISED + 2);
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 3);
	f.s.eta_from = f.s.eta_until = when_date(PROMISED + 6);
	assert_int_equal(judged(&f).expect_from_day, PROMISED + 6);
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 6);
	f.s.eta_from = f.s.eta_until = when_date(PROMISED);
	assert_string_equal(judged(&f).rule, "forecast");
	assert_int_equal(judged(&f).expect_from_day, PROMISED + 1);
	/* Nothing is told of what may still hold. */
	begin(&f, 300);
	assert_int_equal(judged(&f).expect_until_day, DAY_NONE);
}

/* In whole days nine of ten have hardly ever come when one ends: the nearer end counts, the later of two as near. */
static void
test_a_window_ends_with_the_day_that_is_nearest_to_nine_of_ten(void **state)
{
	static const struct {
		int32_t chances[2],
		    after; /* of the day after the promised one, and of the next, in which nine of ten come */
		int32_t until_day;
	} cases[] = {
	    {{880, 90}, 30, PROMISED + 1},
	    {{800, 170}, 30, PROMISED + 2},
	    {{850, 100}, 50, PROMISED + 2},
	    {{851, 99}, 50, PROMISED + 1},
	    {{880, 20}, 100, PROMISED + 2},
	    {{10, 980}, 10, PROMISED + 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture f;

		begin(&f, 1000);
		f.s.forecast.first_day = PROMISED + 1;
		f.s.forecast.chance_count = 2;
		memcpy(f.s.forecast.chances, cases[i].chances, sizeof(cases[i].chances));
		f.s.forecast.after = cases[i].after;
		f.s.forecast.p90_utc_ms = NOW + 3LL * DAY_MS;
		assert_int_equal(judged(&f).expect_until_day, cases[i].until_day);
	}
}

static void
test_a_day_weeks_ahead_is_nobodys_window(void **state)
{
	static const struct {
		int64_t p90_days;
		int32_t until_day;
	} cases[] = {{13, PROMISED + 12}, {14, DAY_NONE}, {400, DAY_NONE}};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		begin(&f, 700);
		f.s.forecast.chance_count = 0;
		f.s.forecast.after = 1000;
		f.s.forecast.p90_utc_ms = NOW + cases[i].p90_days * DAY_MS;
		assert_int_equal(judged(&f).expect_until_day, cases[i].until_day);
		/* The carrier's own day is told, however far. */
		f.s.eta_from = f.s.eta_until = when_date(PROMISED + 40);
		assert_int_equal(judged(&f).expect_until_day, PROMISED + 40);
	}
}

static void
test_without_confidence_the_forecast_names_no_day(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, 700);
	f.shop.confidence_per_mille = 0;
	f.s.eta_from = f.s.eta_until = when_date(PROMISED + 1);
	assert_string_equal(judged(&f).rule, "eta");
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 1);
}

static void
test_what_was_told_stands_until_it_is_as_unlikely_as_the_promise_was(void **state)
{
	struct fixture f;
	struct order *order = &f.context.order;

	(void)state;
	begin(&f, 900);
	order->retold[0] =
	    (struct retold){.from_day = PROMISED + 1, .until_day = PROMISED + 2, .notice = 1};
	order->retold_count = 1;
	stands(&f, PROMISE_SLIPPING, "forecast");
	/* 200 of 1000 come later than that: nine of ten would be a day more, and nobody is told of it. */
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 2);
	assert_int_equal(judged(&f).expect_from_day, PROMISED + 1);
	f.s.forecast.chances[5] = 0;
	f.s.forecast.after = 299;
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 2);
	f.s.forecast.chances[4] = 101;
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 3);
	/* A day that the carrier itself gives after it is told. */
	f.s.forecast.after = 0;
	f.s.eta_from = f.s.eta_until = when_date(PROMISED + 4);
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 4);
	/* What has passed cannot stand. */
	f.s.eta_from = f.s.eta_until = WHEN_INIT;
	f.v.now_utc_ms = (PROMISED + 3) * (int64_t)DAY_MS + HOUR_MS;
	f.v.last_ok_utc_ms = f.v.now_utc_ms;
	f.s.forecast.p90_utc_ms = f.v.now_utc_ms + 2LL * DAY_MS;
	f.s.forecast.after = 250;
	assert_string_equal(judged(&f).rule, "missed");
	assert_int_equal(judged(&f).expect_from_day, PROMISED + 3);
	assert_int_equal(judged(&f).expect_until_day, PROMISED + 5);
}

static void
test_a_told_slip_that_heals_has_the_promised_day_again(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, 50);
	assert_int_equal(judged(&f).expect_until_day, DAY_NONE);
	f.context.order.retold[0] =
	    (struct retold){.from_day = PROMISED + 1, .until_day = PROMISED + 2, .notice = 1};
	f.context.order.retold_count = 1;
	assert_int_equal(judged(&f).state, PROMISE_ON_TRACK);
	assert_int_equal(judged(&f).expect_from_day, PROMISED - 1);
	assert_int_equal(judged(&f).expect_until_day, PROMISED);
}

static void
test_silence_is_unusual_when_nine_of_ten_gaps_are_shorter(void **state)
{
	struct fixture f;
	struct schedule e = {.last_ok_utc_ms = NOW, .interval_ms = HOUR_MS};
	struct account_state account = ACCOUNT_STATE_INIT;

	(void)state;
	begin(&f, 50);
	assert_true(confidence_silent_at(&f.s) == AT_NONE);
	f.s.forecast.gap_p90_ms = 31LL * HOUR_MS;
	assert_int_equal(data_state_of(&f.s, &e, &account, &f.shop, NOW), DATA_FRESH);
	f.s.forecast.gap_p90_ms = 29LL * HOUR_MS;
	assert_int_equal(data_state_of(&f.s, &e, &account, &f.shop, NOW), DATA_QUIET);
}

/* Of what was answered and what came unasked the later one counts, for whoever shows it. */
static void
test_the_age_is_that_of_the_last_word_asked_or_unasked(void **state)
{
	static const struct {
		int64_t answered_ms, came_ms, heard_ms; /* before NOW; -1: never */
	} cases[] = {{-1, -1, -1}, {HOUR_MS, -1, HOUR_MS}, {-1, HOUR_MS, HOUR_MS},
	    {HOUR_MS, DAY_MS, HOUR_MS}, {DAY_MS, HOUR_MS, HOUR_MS}};
	struct account_state account = ACCOUNT_STATE_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct schedule e = {.last_ok_utc_ms = AT_NONE, .interval_ms = 2 * HOUR_MS};
		struct fixture f;

		begin(&f, 50);
		f.s.asked_utc_ms = AT_NONE;
		if (cases[i].answered_ms >= 0)
			e.last_ok_utc_ms = NOW - cases[i].answered_ms;
		if (cases[i].came_ms >= 0)
			f.s.asked_utc_ms = NOW - cases[i].came_ms;
		assert_int_equal(data_heard(&f.s, &e),
		    cases[i].heard_ms < 0 ? AT_NONE : NOW - cases[i].heard_ms);
		f.s.found = true;
		if (cases[i].heard_ms >= 0)
			assert_int_equal(
			    data_state_of(&f.s, &e, &account, &f.shop, NOW), DATA_FRESH);
	}
}

static void
test_a_chance_is_looked_at_again_as_the_deadline_nears(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, 50);
	assert_true(confidence_again_at(&f.v) == NOW + 6LL * HOUR_MS);
	f.v.now_utc_ms = NOW - 7LL * DAY_MS;
	assert_true(confidence_again_at(&f.v) == AT_NONE);
	f.v.now_utc_ms = f.s.promise.deadline_utc_ms;
	assert_true(confidence_again_at(&f.v) == AT_NONE);
	begin(&f, -1); /* nothing was promised, or nothing can be said */
	assert_true(confidence_again_at(&f.v) == AT_NONE);
	f.s.forecast.answer = FORECAST_HELD;
	assert_true(confidence_again_at(&f.v) == NOW + 6LL * HOUR_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_chance_decides_by_the_shops_confidence),
	    cmocka_unit_test(test_a_chance_that_wavers_does_not_make_the_state_waver),
	    cmocka_unit_test(test_without_a_forecast_the_rules_decide),
	    cmocka_unit_test(test_what_was_judged_stands_while_an_incident_holds_the_forecast),
	    cmocka_unit_test(
		test_a_window_of_a_slip_begins_after_the_promise_and_ends_when_nine_of_ten_came),
	    cmocka_unit_test(test_a_window_ends_with_the_day_that_is_nearest_to_nine_of_ten),
	    cmocka_unit_test(test_a_day_weeks_ahead_is_nobodys_window),
	    cmocka_unit_test(test_without_confidence_the_forecast_names_no_day),
	    cmocka_unit_test(test_what_was_told_stands_until_it_is_as_unlikely_as_the_promise_was),
	    cmocka_unit_test(test_a_told_slip_that_heals_has_the_promised_day_again),
	    cmocka_unit_test(test_silence_is_unusual_when_nine_of_ten_gaps_are_shorter),
	    cmocka_unit_test(test_the_age_is_that_of_the_last_word_asked_or_unasked),
	    cmocka_unit_test(test_a_chance_is_looked_at_again_as_the_deadline_nears),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
