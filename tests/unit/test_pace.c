#include "monitor/poll/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Noon of a day. */
#define NOON (20000LL * DAY_MS + 12 * HOUR_MS)

static struct account_state
fresh(void)
{
	struct account_state s = ACCOUNT_STATE_INIT;

	memcpy(s.id, "dhl-main", sizeof("dhl-main"));
	return s;
}

static void
test_a_fresh_account_may_be_asked_now(void **state)
{
	struct account_state s = fresh();

	(void)state;
	assert_int_equal(pace_next(&s, &(struct pace_limits){0}, AT_NONE, NOON), NOON);
}

static void
test_the_next_call_keeps_the_gap_and_the_block(void **state)
{
	struct account_state s = fresh();
	struct pace_limits limits = {.gap_ms = 1000};

	(void)state;
	assert_int_equal(pace_next(&s, &limits, NOON - 400, NOON), NOON + 600);
	assert_int_equal(pace_next(&s, &limits, NOON - 1000, NOON), NOON);
	s.blocked_until_utc_ms = NOON + 5000;
	assert_int_equal(pace_next(&s, &limits, NOON - 400, NOON), NOON + 5000);
	s.stopped = true;
	assert_int_equal(pace_next(&s, &limits, AT_NONE, NOON), INT64_MAX);
}

static void
test_a_quota_goes_in_a_burst_then_evenly_until_midnight(void **state)
{
	static const struct {
		int64_t quota, calls, at, next;
	} cases[] = {
	    {250, 24, NOON - 12 * HOUR_MS, NOON - 12 * HOUR_MS},
	    {250, 25, NOON - 12 * HOUR_MS, NOON - 12 * HOUR_MS},
	    {250, 26, NOON - 12 * HOUR_MS, NOON - 12 * HOUR_MS + DAY_MS / 225},
	    {250, 25 + 112, NOON, NOON},
	    {250, 25 + 113, NOON, NOON - 12 * HOUR_MS + DAY_MS / 225 * 113},
	    {250, 250, NOON, NOON + 12 * HOUR_MS},
	    {250, 9999, NOON, NOON + 12 * HOUR_MS},
	    {3, 2, NOON, NOON},
	    {3, 3, NOON, NOON + 12 * HOUR_MS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct account_state s = fresh();
		struct pace_limits limits = {.day_calls = cases[i].quota};

		s.window_day = 20000;
		s.calls = cases[i].calls;
		assert_int_equal(pace_next(&s, &limits, AT_NONE, cases[i].at), cases[i].next);
	}
}

static void
test_a_whole_day_of_calls_never_passes_the_quota(void **state)
{
	struct account_state s = fresh();
	struct pace_limits limits = {.day_calls = 250};
	int64_t now = 20000LL * DAY_MS;
	int64_t called = AT_NONE;

	(void)state;
	for (;;) {
		now = pace_next(&s, &limits, called, now);
		if (now >= 20001LL * DAY_MS)
			break;
		pace_called(&s, now);
		called = now;
		assert_true(s.calls <= 250);
	}
	assert_int_equal(s.calls, 250);
	pace_called(&s, now);
	assert_int_equal(s.calls, 1);
}

static void
test_outages_block_longer_each_time_up_to_a_cap(void **state)
{
	struct account_state s = fresh();
	int64_t before = 0;

	(void)state;
	for (int i = 0; i < 20; i++) {
		int64_t wait;

		pace_bad(&s, ERR_OUTAGE, -1, 0, NOON);
		wait = s.blocked_until_utc_ms - NOON;
		assert_true(wait >= LIMIT_BACKOFF_MIN_MS);
		assert_true(wait <= PACE_BACKOFF_MAX_MS + PACE_BACKOFF_MAX_MS / 5);
		if (i < 4)
			assert_true(wait > before);
		before = wait;
	}
	assert_int_equal(s.failures, 20);
	assert_int_equal(s.health, ERR_OUTAGE);
	assert_int_equal(s.failing_since_utc_ms, NOON);
	pace_good(&s, NOON + 1);
	assert_int_equal(s.failures, 0);
	assert_int_equal(s.health, 0);
	assert_int_equal(s.failing_since_utc_ms, AT_NONE);
	assert_int_equal(s.ok_utc_ms, NOON + 1);
	assert_int_equal(pace_next(&s, &(struct pace_limits){0}, AT_NONE, NOON + 1), NOON + 1);
}

static void
test_too_often_waits_as_told_and_a_late_good_answer_lifts_nothing(void **state)
{
	struct account_state s = fresh();

	(void)state;
	pace_bad(&s, ERR_RATE_LIMITED, 90000, 0, NOON);
	assert_int_equal(s.blocked_until_utc_ms, NOON + 90000);
	pace_good(&s, NOON + 10);
	assert_int_equal(s.blocked_until_utc_ms, NOON + 90000);
	assert_int_equal(s.health, ERR_RATE_LIMITED);
	pace_good(&s, NOON + 90000);
	assert_int_equal(s.health, 0);
	pace_bad(&s, ERR_RATE_LIMITED, -1, 0, NOON);
	assert_true(s.blocked_until_utc_ms >= NOON + LIMIT_BACKOFF_MIN_MS);
}

static void
test_a_reply_that_cannot_be_read_blocks_nobody(void **state)
{
	struct account_state s = fresh();

	(void)state;
	pace_bad(&s, ERR_MALFORMED, -1, 0, NOON);
	assert_int_equal(s.health, ERR_MALFORMED);
	assert_int_equal(s.blocked_until_utc_ms, AT_NONE);
}

static void
test_refused_credentials_stop_until_others_come_or_a_person(void **state)
{
	struct account a = {.user = "tienda"};
	struct account_state s = fresh();
	uint64_t old, other;

	(void)state;
	assert_int_equal(secret_set(&a.key, "vieja", 5), 0);
	old = pace_credential_hash(&a);
	assert_int_equal(secret_set(&a.key, "nueva", 5), 0);
	other = pace_credential_hash(&a);
	assert_true(old != other && old != 0 && other != 0);
	pace_bad(&s, ERR_BAD_CREDENTIALS, -1, old, NOON);
	assert_true(s.stopped);
	assert_false(pace_restart(&s, old));
	assert_true(s.stopped);
	assert_true(pace_restart(&s, other));
	assert_false(s.stopped);
	pace_bad(&s, ERR_BAD_CREDENTIALS, -1, other, NOON);
	pace_retry(&s);
	assert_int_equal(pace_next(&s, &(struct pace_limits){0}, AT_NONE, NOON), NOON);
	secret_clear(&a.key);
}

static void
test_an_accounts_own_word_wins_over_the_adapters(void **state)
{
	static const struct carrier carrier = {
	    .limits = {.day_calls = 250, .gap_ms = 1000, .interval_ms = HOUR_MS}};
	struct account a = {.day_quota = 1000};
	struct pace_limits limits = pace_limits(&a, &carrier);

	(void)state;
	assert_int_equal(limits.day_calls, 1000);
	assert_int_equal(limits.gap_ms, 1000);
	assert_int_equal(limits.interval_ms, HOUR_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_fresh_account_may_be_asked_now),
	    cmocka_unit_test(test_the_next_call_keeps_the_gap_and_the_block),
	    cmocka_unit_test(test_a_quota_goes_in_a_burst_then_evenly_until_midnight),
	    cmocka_unit_test(test_a_whole_day_of_calls_never_passes_the_quota),
	    cmocka_unit_test(test_outages_block_longer_each_time_up_to_a_cap),
	    cmocka_unit_test(test_too_often_waits_as_told_and_a_late_good_answer_lifts_nothing),
	    cmocka_unit_test(test_a_reply_that_cannot_be_read_blocks_nobody),
	    cmocka_unit_test(test_refused_credentials_stop_until_others_come_or_a_person),
	    cmocka_unit_test(test_an_accounts_own_word_wins_over_the_adapters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
