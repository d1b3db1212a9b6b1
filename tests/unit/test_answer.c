#include "monitor/poll/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "tests/support/poll_bench.h"

/* ---- trouble ---- */

static void
test_too_often_blocks_the_account_as_told_also_over_a_restart(void **state)
{
	uint64_t id = bench_parcel("A1");

	(void)state;
	(void)bench_parcel("A2");
	bench_begin();
	assert_int_equal(b.asked, 2);
	bench_answer_rc(0, 0, 429, "600", "");
	bench_answer(1, 200, "A2=DEPOT");
	bench_settle();
	assert_int_equal(bench_account().health, ERR_RATE_LIMITED);
	assert_int_equal(
	    bench_schedule(id).last_try_utc_ms, AT_NONE); /* the number has no part in it */
	bench_end();
	bench_start();
	poll_wake(b.poll);
	loop_advance(b.loop, 599 * SECOND_MS);
	assert_int_equal(b.asked, 2);
	loop_advance(b.loop, SECOND_MS);
	assert_int_equal(b.asked, 3);
	bench_answer(2, 200, "A1=DEPOT");
	bench_settle();
	assert_int_equal(bench_account().health, 0);
	assert_int_equal(b.health_changes, 2);
}

static void
test_an_outage_backs_off_and_probes_one_request_at_a_time(void **state)
{
	uint64_t id = bench_parcel("A1");
	struct account_state s;

	(void)state;
	for (int i = 0; i < 3; i++)
		(void)bench_parcel((const char *[]){"A2", "A3", "A4"}[i]);
	bench_begin();
	assert_int_equal(b.asked, 4);
	for (size_t i = 0; i < 4; i++)
		bench_answer(i, 503, "<html>");
	bench_settle();
	s = bench_account();
	assert_int_equal(s.health, ERR_OUTAGE);
	assert_int_equal(s.failures, 4);
	assert_int_equal(bench_schedule(id).error, ERR_OUTAGE);
	assert_int_equal(bench_schedule(id).failures, 1);
	assert_int_equal(b.asked, 4);
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 5);
	bench_answer_rc(4, ERR_TIMEOUT, 0, NULL, "");
	bench_settle();
	assert_int_equal(bench_account().failures, 5);
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 6);
	bench_answer(5, 200, "A1=D\nA2=D\nA3=D\nA4=D");
	assert_true(b.asked >= 8); /* well again: the others follow at once */
	assert_int_equal(bench_account().health, 0);
}

static void
test_a_reply_that_cannot_be_read_leaves_its_shape_and_puts_its_number_off(void **state)
{
	uint64_t id = bench_parcel("A1");
	struct store_status status;

	(void)state;
	bench_begin();
	bench_answer(0, 200, "{\"a\":{\"b\":\"una calle\"}}");
	bench_settle();
	bench_settle_account();
	assert_int_equal(store_status(b.store.reader, &status), 0);
	assert_int_equal(status.skeletons, 1);
	assert_int_equal(bench_schedule(id).error, ERR_MALFORMED);
	assert_true(bench_schedule(id).next_poll_utc_ms > clock_world(b.clock) + 5 * HOUR_MS);
	assert_int_equal(bench_scans(id), 0);
}

static void
test_a_batch_refused_whole_is_asked_one_by_one(void **state)
{
	uint64_t id;

	(void)state;
	b.carrier.limits.batch = 3;
	id = bench_parcel("A1");
	(void)bench_parcel("A2");
	bench_begin();
	assert_int_equal(b.asked, 1);
	bench_answer(0, 400, "");
	bench_settle();
	assert_int_equal(bench_schedule(id).error, ERR_OUTAGE);
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 3);
	bench_answer(1, 400, "");
	bench_answer(2, 200, "A1=DEPOT\nA2=DEPOT");
	bench_settle();
	assert_int_equal((bench_schedule(id).error == ERR_REJECTED) +
		(bench_schedule(id + 1).error == ERR_REJECTED),
	    1);
	assert_int_equal((bench_schedule(id).error == 0) + (bench_schedule(id + 1).error == 0), 1);
}

static void
test_what_a_stop_ends_stays_due(void **state)
{
	uint64_t id = bench_parcel("A1");

	(void)state;
	bench_begin();
	poll_stop(b.poll);
	bench_answer_rc(0, ERR_STOPPING, 0, NULL, "");
	assert_int_equal(poll_busy(b.poll), 0);
	assert_int_equal(bench_schedule(id).last_try_utc_ms, AT_NONE);
	poll_wake(b.poll);
	loop_advance(b.loop, HOUR_MS);
	assert_int_equal(b.asked, 1);
}

static void
test_without_a_place_in_the_writers_queue_nothing_is_asked(void **state)
{
	size_t places = 0;

	(void)state;
	(void)bench_parcel("A1");
	while (store_reserve(b.store.port) == 0)
		places++;
	bench_begin();
	assert_int_equal(b.asked, 0);
	while (places-- > 0)
		store_unreserve(b.store.port);
	loop_advance(b.loop, SECOND_MS);
	assert_int_equal(b.asked, 1);
}

static void
test_an_origin_that_is_refused_stops_nothing_for_good(void **state)
{
	uint64_t id = bench_parcel("A1");

	(void)state;
	b.send_rc = ERR_FORBIDDEN;
	bench_begin();
	assert_int_equal(bench_account().health, ERR_FORBIDDEN);
	assert_true(bench_schedule(id).next_poll_utc_ms != AT_NONE);
	b.send_rc = 0;
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 1);
}

/* ---- credentials ---- */

static void
test_one_token_is_fetched_for_all_and_used(void **state)
{
	(void)state;
	bench_with_tokens();
	(void)bench_parcel("A1");
	(void)bench_parcel("A2");
	bench_begin();
	assert_int_equal(b.asked, 1);
	assert_string_equal(b.requests[0].url, "https://fake.example/token");
	bench_answer(0, 200, "t1");
	assert_int_equal(b.asked, 2);
	assert_string_equal(b.requests[1].key, "t1");
	bench_answer(1, 200, "A1=D\nA2=D");
	assert_int_equal(b.asked, 3);
	assert_string_equal(b.requests[2].key, "t1");
	bench_answer(2, 200, "A1=D\nA2=D");
	bench_settle();
	assert_int_equal(bench_account().calls, 3);
}

static void
test_a_refused_token_is_renewed_once_and_then_the_account_stops(void **state)
{
	uint64_t id;
	struct account_state s;

	(void)state;
	bench_with_tokens();
	id = bench_parcel("A1");
	bench_begin();
	bench_answer(0, 200, "t1");
	bench_answer(1, 401, "");
	assert_string_equal(b.requests[2].url, "https://fake.example/token");
	bench_answer(2, 200, "t2");
	assert_string_equal(b.requests[3].key, "t2");
	bench_answer(3, 401, "");
	bench_settle();
	s = bench_account();
	assert_true(s.stopped);
	assert_int_equal(s.health, ERR_BAD_CREDENTIALS);
	assert_true(
	    bench_schedule(id).next_poll_utc_ms != AT_NONE); /* the number is as good as ever */
	poll_wake(b.poll);
	loop_advance(b.loop, 2 * DAY_MS);
	bench_end();
	bench_start();
	poll_wake(b.poll);
	assert_int_equal(b.asked, 4);
}

static void
test_a_renewed_token_that_works_ends_the_matter(void **state)
{
	uint64_t id;

	(void)state;
	bench_with_tokens();
	id = bench_parcel("A1");
	bench_begin();
	bench_answer(0, 200, "t1");
	bench_answer(1, 401, "");
	bench_answer(2, 200, "t2");
	bench_answer(3, 200, "A1=DEPOT");
	bench_settle();
	assert_int_equal(bench_scans(id), 1);
	assert_false(bench_account().stopped);
}

static void
stop_the_account(void)
{
	(void)bench_parcel("A1");
	bench_begin();
	bench_answer(0, 401, "");
	bench_settle();
	assert_true(bench_account().stopped);
	assert_int_equal(b.asked, 1);
}

static void
test_another_credential_starts_a_stopped_account(void **state)
{
	struct policy *other = policy_new();

	(void)state;
	stop_the_account();
	assert_int_equal(poll_set_policy(b.poll, b.store.policy), 0);
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
	assert_non_null(other);
	other->accounts = calloc(1, sizeof(*other->accounts));
	assert_non_null(other->accounts);
	other->account_count = 1;
	assert_int_equal(account_copy(other->accounts, b.store.policy->accounts), 0);
	assert_int_equal(secret_set(&other->accounts[0].key, "k2", 2), 0);
	assert_int_equal(poll_set_policy(b.poll, other), 0);
	poll_wake(b.poll);
	assert_int_equal(b.asked, 2);
	assert_string_equal(b.requests[1].key, "k2");
	assert_false(bench_account().stopped);
	policy_drop(other);
}

static void
test_a_person_starts_a_stopped_account(void **state)
{
	struct op *op;

	(void)state;
	stop_the_account();
	op = op_new(OP_ACCOUNT, clock_world(b.clock), NULL);
	op->account = bench_account();
	op->account.stopped = false;
	assert_int_equal(harness_run(&b.store, op).rc, 0);
	poll_wake(b.poll);
	assert_int_equal(b.asked, 2);
	bench_answer(1, 200, "A1=DEPOT");
	bench_settle();
	assert_int_equal(bench_account().health, 0);
}

static void
test_a_failed_token_is_not_asked_for_again_at_once_after_a_restart(void **state)
{
	(void)state;
	bench_with_tokens();
	(void)bench_parcel("A1");
	bench_begin();
	bench_end();
	bench_start();
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 30 * SECOND_MS);
	assert_int_equal(b.asked, 2);
}

static void
test_codes_that_no_table_lists_are_kept_until_the_merchant_says_what_they_mean(void **state)
{
	struct account *account = &b.store.policy->accounts[0];
	struct shipment s = SHIPMENT_INIT;
	uint64_t id = bench_parcel("A1");

	(void)state;
	bench_begin();
	bench_answer(0, 200, "A1=DEPOT\nA1=~X\nA1=~X");
	bench_settle();
	assert_int_equal(bench_account().unknown_codes, 1);
	assert_int_equal(bench_account().unknown_count, 1);
	assert_string_equal(bench_account().unknown[0].code, "~X");
	bench_end();

	/* The same bytes are read anew when the account's words are others, and only then. */
	assert_int_equal(
	    text_copy(account->codes, sizeof(account->codes), "~X = exception refused"), 0);
	bench_start();
	loop_advance(b.loop, DAY_MS);
	poll_wake(b.poll);
	bench_answer(1, 200, "A1=DEPOT\nA1=~X\nA1=~X");
	bench_settle();
	assert_int_equal(b.parsed, 2);
	assert_int_equal(bench_account().unknown_codes, 1);
	assert_int_equal(store_shipment(b.store.reader, id, &s), 0);
	assert_int_equal(s.events.items[s.events.count - 1].milestone, MILESTONE_EXCEPTION);
	assert_int_equal(s.events.items[s.events.count - 1].reason, REASON_REFUSED);
	shipment_clear(&s);
	bench_end();
	bench_start();
	loop_advance(b.loop, DAY_MS);
	poll_wake(b.poll);
	bench_answer(2, 200, "A1=DEPOT\nA1=~X\nA1=~X");
	bench_settle();
	assert_int_equal(b.parsed, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BENCH_TEST(test_too_often_blocks_the_account_as_told_also_over_a_restart),
	    BENCH_TEST(test_an_outage_backs_off_and_probes_one_request_at_a_time),
	    BENCH_TEST(test_a_reply_that_cannot_be_read_leaves_its_shape_and_puts_its_number_off),
	    BENCH_TEST(test_a_batch_refused_whole_is_asked_one_by_one),
	    BENCH_TEST(test_what_a_stop_ends_stays_due),
	    BENCH_TEST(test_without_a_place_in_the_writers_queue_nothing_is_asked),
	    BENCH_TEST(test_an_origin_that_is_refused_stops_nothing_for_good),
	    BENCH_TEST(test_one_token_is_fetched_for_all_and_used),
	    BENCH_TEST(test_a_refused_token_is_renewed_once_and_then_the_account_stops),
	    BENCH_TEST(test_a_renewed_token_that_works_ends_the_matter),
	    BENCH_TEST(test_another_credential_starts_a_stopped_account),
	    BENCH_TEST(test_a_person_starts_a_stopped_account),
	    BENCH_TEST(test_a_failed_token_is_not_asked_for_again_at_once_after_a_restart),
	    BENCH_TEST(
		test_codes_that_no_table_lists_are_kept_until_the_merchant_says_what_they_mean),
	};

	return cmocka_run_group_tests(tests, bench_quiet, NULL);
}
