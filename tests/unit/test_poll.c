#include "monitor/poll/poll.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/poll_bench.h"

/* ---- asking and answering ---- */

static void
test_what_is_due_is_asked_and_its_answer_stored_and_put_off(void **state)
{
	uint64_t id = bench_parcel("A1");

	(void)state;
	bench_begin();
	assert_int_equal(b.asked, 1);
	assert_string_equal(b.requests[0].url, "https://fake.example/track?step=&A1,");
	assert_string_equal(b.requests[0].key, "k1");
	bench_answer(0, 200, "A1=DEPOT");
	bench_settle();
	assert_int_equal(bench_scans(id), 1);
	assert_int_equal(bench_schedule(id).error, 0);
	assert_true(bench_schedule(id).next_poll_utc_ms > clock_world(b.clock));
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 2 * HOUR_MS);
	assert_int_equal(b.asked, 2);
}

static void
test_no_number_is_asked_about_twice_at_once(void **state)
{
	(void)state;
	(void)bench_parcel("A1");
	bench_begin();
	for (int i = 0; i < 5; i++) {
		loop_advance(b.loop, HOUR_MS);
		poll_wake(b.poll);
	}
	assert_int_equal(b.asked, 1);
	/* ... nor between its answer and the commit */
	bench_answer(0, 200, "A1=DEPOT");
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
}

static void
test_numbers_go_in_batches_as_the_carrier_takes_them(void **state)
{
	uint64_t first = 0, last = 0;
	char number[16];

	(void)state;
	b.carrier.limits.batch = 3;
	for (int i = 0; i < 7; i++) {
		(void)snprintf(number, sizeof(number), "N%d", i);
		last = bench_parcel(number);
		first = first ? first : last;
	}
	bench_begin();
	assert_int_equal(b.asked, 3);
	for (size_t i = 0; i < 3; i++)
		bench_answer(i, 200, "N0=A\nN1=B\nN2=?\nN3=D\nN4=E\nN5=!\nN6=G");
	bench_settle();
	assert_int_equal(bench_scans(first), 1);
	assert_int_equal(bench_scans(last), 1);
	assert_int_equal(bench_schedule(first + 2).error, ERR_NOT_FOUND);
	assert_true(bench_schedule(first + 2).next_poll_utc_ms != AT_NONE);
	assert_int_equal(bench_schedule(first + 5).error, ERR_REJECTED);
	assert_int_equal(bench_schedule(first + 5).next_poll_utc_ms, AT_NONE);
}

static void
test_an_answer_that_leaves_a_number_out_is_malformed_for_it_alone(void **state)
{
	uint64_t id;

	(void)state;
	b.carrier.limits.batch = 2;
	id = bench_parcel("A1");
	(void)bench_parcel("A2");
	bench_begin();
	bench_answer(0, 200, "A1=DEPOT");
	bench_settle();
	assert_int_equal(bench_schedule(id).error, 0);
	assert_int_equal(bench_schedule(id + 1).error, ERR_MALFORMED);
	assert_int_equal(bench_account().health, 0);
}

static void
test_the_same_bytes_are_not_read_again(void **state)
{
	uint64_t id = bench_parcel("A1");
	int64_t asked;

	(void)state;
	bench_begin();
	bench_answer(0, 200, "A1=DEPOT");
	bench_settle();
	loop_advance(b.loop, 2 * HOUR_MS);
	asked = clock_world(b.clock) - 70 * MINUTE_MS;
	bench_answer(1, 200, "A1=DEPOT");
	bench_settle();
	assert_int_equal(b.parsed, 1);
	assert_int_equal(bench_scans(id), 1);
	assert_true(bench_schedule(id).last_ok_utc_ms >= asked);
	loop_advance(b.loop, 2 * HOUR_MS);
	bench_answer(2, 200, "A1=DOOR");
	bench_settle();
	assert_int_equal(b.parsed, 2);
	assert_int_equal(bench_scans(id), 2);
	/* another reading of the same bytes */
	b.carrier.adapter_version = 2;
	loop_advance(b.loop, 2 * HOUR_MS);
	bench_answer(3, 200, "A1=DOOR");
	bench_settle();
	assert_int_equal(b.parsed, 3);
}

static void
test_of_a_batch_only_what_says_something_new_is_reviewed(void **state)
{
	uint64_t id;

	(void)state;
	b.carrier.limits.batch = 2;
	id = bench_parcel("A1");
	(void)bench_parcel("A2");
	bench_begin();
	bench_answer(0, 200, "A1=DEPOT\nA2=DEPOT");
	bench_settle();
	loop_advance(b.loop, 2 * HOUR_MS);
	for (size_t i = 1; i < b.asked; i++)
		bench_answer(i, 200, "A1=DEPOT\nA2=DOOR");
	bench_settle();
	assert_int_equal(bench_scans(id), 1); /* the harness's judge adds a scan for each review */
	assert_int_equal(bench_scans(id + 1), 2);
}

static void
test_an_answer_of_several_steps_is_put_together(void **state)
{
	uint64_t id = bench_parcel("A1");

	(void)state;
	bench_begin();
	bench_answer(0, 200, "A1=DEPOT\nnext=2");
	assert_int_equal(b.asked, 2);
	assert_string_equal(b.requests[1].url, "https://fake.example/track?step=2&A1,");
	bench_answer(1, 200, "A1=DOOR\nnext=3");
	bench_answer(2, 200, "A1=HOME\nnext=4"); /* no more steps than the carrier's limit */
	bench_settle();
	assert_int_equal(b.asked, 3);
	assert_int_equal(bench_scans(id), 1);
	assert_int_equal(bench_account().calls, 3);
}

/* ---- pace ---- */

static void
test_calls_of_an_account_keep_their_gap(void **state)
{
	(void)state;
	b.carrier.limits.gap_ms = 5000;
	for (int i = 0; i < 3; i++)
		(void)bench_parcel((const char *[]){"A1", "A2", "A3"}[i]);
	bench_begin();
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 4999);
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 1);
	assert_int_equal(b.asked, 2);
	loop_advance(b.loop, 5000);
	assert_int_equal(b.asked, 3);
}

static void
test_a_spent_quota_waits_for_the_next_day_also_over_a_restart(void **state)
{
	char number[16];

	(void)state;
	b.store.policy->accounts[0].day_quota = 3;
	for (int i = 0; i < 5; i++) {
		(void)snprintf(number, sizeof(number), "N%d", i);
		(void)bench_parcel(number);
	}
	bench_begin();
	assert_int_equal(b.asked, 3);
	for (size_t i = 0; i < 3; i++)
		bench_answer(i, 200, "N0=A\nN1=A\nN2=A\nN3=A\nN4=A");
	bench_settle();
	assert_int_equal(bench_account().calls, 3);
	bench_end();
	bench_start();
	poll_wake(b.poll);
	assert_int_equal(b.asked, 3);
	loop_advance(b.loop, DAY_MS);
	assert_int_equal(b.asked, 6);
}

static void
test_a_silent_account_holds_no_more_than_its_share_of_places(void **state)
{
	char number[16];

	(void)state;
	for (int i = 0; i < LIMIT_ACCOUNT_IN_FLIGHT + 8; i++) {
		(void)snprintf(number, sizeof(number), "N%d", i);
		(void)bench_parcel(number);
	}
	bench_begin();
	assert_int_equal(b.asked, LIMIT_ACCOUNT_IN_FLIGHT);
}

static void
test_only_what_changed_is_asked_about(void **state)
{
	uint64_t one = bench_parcel("A1"), two = bench_parcel("A2");
	int64_t ok;

	(void)state;
	bench_with_changes();
	bench_begin();
	assert_int_equal(b.asked, 1);
	assert_string_equal(b.requests[0].url, "https://fake.example/changes?hours=24");
	bench_answer(0, 200, "A1");
	assert_int_equal(b.asked, 3); /* both: neither has been asked about before */
	bench_answer(1, 200, "A1=DEPOT\nA2=DEPOT");
	bench_answer(2, 200, "A1=DEPOT\nA2=DEPOT");
	bench_settle();
	ok = bench_schedule(two).last_ok_utc_ms;

	for (size_t next = 3; bench_scans(one) < 2 || bench_schedule(two).last_ok_utc_ms == ok;) {
		loop_advance(b.loop, 10 * MINUTE_MS);
		for (; next < b.asked; next++) {
			bool changes = strstr(b.requests[next].url, "/changes") != NULL;

			assert_true(changes || strstr(b.requests[next].url, "A1") != NULL);
			bench_answer(next, 200, changes ? next == 3 ? "A1\nZ9" : "" : "A1=DOOR");
		}
		bench_settle();
		assert_true(next < 40);
	}
	assert_int_equal(bench_scans(one), 2);
	assert_int_equal(bench_scans(two), 1);
	assert_true(bench_schedule(two).last_ok_utc_ms > ok);
}

static void
test_without_word_of_what_changed_all_are_asked_about(void **state)
{
	(void)state;
	(void)bench_parcel("A1");
	bench_with_changes();
	bench_begin();
	bench_answer(0, 503, "");
	assert_int_equal(b.asked, 2);
	bench_answer(1, 200, "A1=DEPOT");
	bench_settle();
	loop_advance(b.loop, 3 * HOUR_MS);
	poll_wake(b.poll);
	assert_true(b.asked > 2);
	assert_non_null(strstr(b.requests[2].url, "/track"));
	assert_int_equal(bench_account().health, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BENCH_TEST(test_what_is_due_is_asked_and_its_answer_stored_and_put_off),
	    BENCH_TEST(test_no_number_is_asked_about_twice_at_once),
	    BENCH_TEST(test_numbers_go_in_batches_as_the_carrier_takes_them),
	    BENCH_TEST(test_an_answer_that_leaves_a_number_out_is_malformed_for_it_alone),
	    BENCH_TEST(test_the_same_bytes_are_not_read_again),
	    BENCH_TEST(test_of_a_batch_only_what_says_something_new_is_reviewed),
	    BENCH_TEST(test_an_answer_of_several_steps_is_put_together),
	    BENCH_TEST(test_calls_of_an_account_keep_their_gap),
	    BENCH_TEST(test_a_spent_quota_waits_for_the_next_day_also_over_a_restart),
	    BENCH_TEST(test_a_silent_account_holds_no_more_than_its_share_of_places),
	    BENCH_TEST(test_only_what_changed_is_asked_about),
	    BENCH_TEST(test_without_word_of_what_changed_all_are_asked_about),
	};

	return cmocka_run_group_tests(tests, bench_quiet, NULL);
}
