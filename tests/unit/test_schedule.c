#include "monitor/base/limits.h"
#include "monitor/base/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1800000000000)

static const struct schedule_quota free_quota = {.blocked_until_utc_ms = AT_NONE};

static int64_t
wait_of(enum disposition disposition, int64_t interval_ms, int32_t failures, uint64_t shipment)
{
	struct schedule entry = SCHEDULE_INIT;

	entry.shipment = shipment;
	entry.interval_ms = interval_ms;
	entry.failures = failures;
	return schedule_next(&entry, disposition, free_quota, NOW) - NOW;
}

static void
assert_near(int64_t wait_ms, int64_t want_ms)
{
	assert_in_range(wait_ms, want_ms - want_ms / 10, want_ms + want_ms / 10);
}

static void
test_a_good_or_waiting_answer_waits_the_interval(void **state)
{
	(void)state;
	assert_near(wait_of(DISPOSITION_NONE, 2 * HOUR_MS, 0, 1), 2 * HOUR_MS);
	assert_near(wait_of(DISPOSITION_WAIT, 2 * HOUR_MS, 7, 1), 2 * HOUR_MS);
}

static void
test_jitter_stays_within_a_tenth_and_uses_it(void **state)
{
	int64_t least_ms = INT64_MAX, most_ms = 0;

	(void)state;
	for (uint64_t id = 1; id <= 2000; id++) {
		int64_t wait_ms = wait_of(DISPOSITION_NONE, HOUR_MS, 0, id);

		assert_near(wait_ms, HOUR_MS);
		least_ms = wait_ms < least_ms ? wait_ms : least_ms;
		most_ms = wait_ms > most_ms ? wait_ms : most_ms;
	}
	assert_true(least_ms < HOUR_MS - HOUR_MS / 11);
	assert_true(most_ms > HOUR_MS + HOUR_MS / 11);
}

static void
test_equal_arguments_give_equal_results(void **state)
{
	(void)state;
	for (uint64_t id = 1; id <= 50; id++)
		assert_int_equal(wait_of(DISPOSITION_RETRY, DAY_MS, 3, id),
		    wait_of(DISPOSITION_RETRY, DAY_MS, 3, id));
}

static void
test_retries_double_up_to_a_quarter_of_the_interval(void **state)
{
	int64_t want_ms = LIMIT_BACKOFF_MIN_MS;

	(void)state;
	for (int32_t failures = 1; failures < 40; failures++) {
		assert_near(wait_of(DISPOSITION_RETRY, 2 * HOUR_MS, failures, 5), want_ms);
		want_ms = 2 * want_ms < HOUR_MS / 2 ? 2 * want_ms : HOUR_MS / 2;
	}
	assert_near(
	    wait_of(DISPOSITION_RETRY, INT64_C(30) * DAY_MS, INT32_MAX, 5), LIMIT_BACKOFF_MAX_MS);
	assert_near(wait_of(DISPOSITION_RETRY, LIMIT_POLL_MIN_MS / 10, 9, 5), LIMIT_BACKOFF_MIN_MS);
	assert_near(wait_of(DISPOSITION_RETRY, HOUR_MS, 0, 5), LIMIT_BACKOFF_MIN_MS);
}

static void
test_no_room_and_mistakes_of_ours_wait_as_retries_do(void **state)
{
	(void)state;
	for (int32_t failures = 1; failures < 10; failures++) {
		int64_t want_ms = wait_of(DISPOSITION_RETRY, DAY_MS, failures, 5);

		assert_int_equal(wait_of(DISPOSITION_FULL, DAY_MS, failures, 5), want_ms);
		assert_int_equal(wait_of(DISPOSITION_BUG, DAY_MS, failures, 5), want_ms);
	}
}

static void
test_an_unreadable_reply_backs_off_long(void **state)
{
	(void)state;
	assert_near(wait_of(DISPOSITION_DRIFT, HOUR_MS, 1, 5), LIMIT_DRIFT_BACKOFF_MS);
}

static void
test_a_rejected_number_and_one_no_longer_wanted_are_not_asked_again(void **state)
{
	struct schedule entry = SCHEDULE_INIT;
	struct schedule_quota blocked = {.blocked_until_utc_ms = NOW + DAY_MS};

	(void)state;
	for (int d = DISPOSITION_NONE; d <= DISPOSITION_BUG; d++) {
		assert_true(schedule_next(&entry, (enum disposition)d, blocked, NOW) == AT_NONE);
		assert_true(schedule_next(&entry, (enum disposition)d, free_quota, NOW) == AT_NONE);
	}
	entry.interval_ms = HOUR_MS;
	assert_true(schedule_next(&entry, DISPOSITION_REJECT, blocked, NOW) == AT_NONE);
}

static void
test_nothing_comes_before_a_block_ends(void **state)
{
	struct schedule entry = SCHEDULE_INIT;
	struct schedule_quota quota = {.blocked_until_utc_ms = NOW + 9 * HOUR_MS};

	(void)state;
	entry.interval_ms = HOUR_MS;
	for (int d = DISPOSITION_NONE; d <= DISPOSITION_BUG; d++)
		if (d != DISPOSITION_REJECT)
			assert_true(schedule_next(&entry, (enum disposition)d, quota, NOW) >=
			    quota.blocked_until_utc_ms);
	quota.blocked_until_utc_ms = NOW - 1; /* over */
	assert_near(schedule_next(&entry, DISPOSITION_NONE, quota, NOW) - NOW, HOUR_MS);
}

static void
test_jitter_never_undercuts_the_carriers_shortest_gap(void **state)
{
	struct schedule entry = SCHEDULE_INIT;
	struct schedule_quota quota = {.shortest_ms = 2 * HOUR_MS, .blocked_until_utc_ms = AT_NONE};

	(void)state;
	entry.interval_ms = HOUR_MS;
	for (entry.shipment = 1; entry.shipment < 500; entry.shipment++) {
		int64_t wait_ms = schedule_next(&entry, DISPOSITION_NONE, quota, NOW) - NOW;

		assert_true(wait_ms >= 2 * HOUR_MS);
		assert_near(wait_ms, 2 * HOUR_MS);
	}
}

static void
test_the_carriers_longest_gap_shortens_what_is_wanted(void **state)
{
	struct schedule entry = SCHEDULE_INIT;
	struct schedule_quota quota = {.longest_ms = HOUR_MS, .blocked_until_utc_ms = AT_NONE};

	(void)state;
	entry.interval_ms = 6 * HOUR_MS;
	assert_near(schedule_next(&entry, DISPOSITION_NONE, quota, NOW) - NOW, HOUR_MS);
	quota.shortest_ms = 2 * HOUR_MS; /* the account's own wish */
	assert_near(schedule_next(&entry, DISPOSITION_NONE, quota, NOW) - NOW, 2 * HOUR_MS);
	entry.interval_ms = 0;
	assert_int_equal(schedule_next(&entry, DISPOSITION_NONE, quota, NOW), AT_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_good_or_waiting_answer_waits_the_interval),
	    cmocka_unit_test(test_jitter_stays_within_a_tenth_and_uses_it),
	    cmocka_unit_test(test_equal_arguments_give_equal_results),
	    cmocka_unit_test(test_retries_double_up_to_a_quarter_of_the_interval),
	    cmocka_unit_test(test_no_room_and_mistakes_of_ours_wait_as_retries_do),
	    cmocka_unit_test(test_an_unreadable_reply_backs_off_long),
	    cmocka_unit_test(test_a_rejected_number_and_one_no_longer_wanted_are_not_asked_again),
	    cmocka_unit_test(test_nothing_comes_before_a_block_ends),
	    cmocka_unit_test(test_jitter_never_undercuts_the_carriers_shortest_gap),
	    cmocka_unit_test(test_the_carriers_longest_gap_shortens_what_is_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
