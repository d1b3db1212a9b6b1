#include "monitor/notice/outbox_gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { START = 1000000, WORLD = 2000000 };

static const uint64_t due[] = {1, 2, 3, 4, 5, 6, 7, 8};

static size_t
take(struct outbox_gate *g, uint64_t *taken, size_t room, int64_t wire)
{
	int64_t wait;

	return gate_take(g, due, 8, taken, room, wire, &wait);
}

static enum answer
judge(struct outbox_gate *g, uint64_t id, enum answer answer, const char *text, int64_t wire,
    bool *turned)
{
	return gate_judge(g, id, answer, text, WORLD, wire, turned);
}

static void
test_no_notice_is_in_two_hands(void **state)
{
	struct outbox_gate g;
	uint64_t a[4], b[8];

	(void)state;
	gate_init(&g, 0);
	assert_int_equal(take(&g, a, 3, START), 3);
	assert_int_equal(take(&g, b, 8, START), 5);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 5; k++)
			assert_int_not_equal(a[i], b[k]);
	assert_int_equal(take(&g, b, 8, START), 0);
	gate_release(&g, 2, AT_NONE);
	assert_int_equal(take(&g, b, 8, START), 1);
	assert_int_equal(b[0], 2);
	/* what could not be begun is left alone for a while */
	gate_release(&g, 2, START + 100);
	assert_int_equal(take(&g, b, 8, START + 99), 0);
	assert_int_equal(take(&g, b, 8, START + 100), 1);
}

static void
test_the_relay_is_not_asked_faster_than_it_allows(void **state)
{
	struct outbox_gate g;
	uint64_t taken[8];
	int64_t wait, wire = START;
	size_t sent = 0;

	(void)state;
	gate_init(&g, 60);                           /* one a second, ten at once */
	for (int i = 0; i < 30000; i++, wire += 2) { /* a minute, asked each 2 ms */
		size_t n = gate_take(&g, due, 8, taken, 8, wire, &wait);

		for (size_t k = 0; k < n; k++)
			gate_release(&g, taken[k], AT_NONE);
		sent += n;
		if (n == 0)
			assert_in_range(wait, wire + 1, wire + 1001);
	}
	assert_in_range(sent, 60, 70);
}

static void
test_a_failing_channel_is_probed_by_one_backing_off(void **state)
{
	struct outbox_gate g;
	uint64_t taken[8];
	int64_t wait, wire = START, gap = LIMIT_PROBE_MIN_MS;
	bool turned;

	(void)state;
	gate_init(&g, 0);
	assert_int_equal(take(&g, taken, 4, wire), 4);
	assert_int_equal(
	    judge(&g, 1, ANSWER_CHANNEL_FAILING, "535 no", wire, &turned), ANSWER_CHANNEL_FAILING);
	assert_true(turned);
	assert_int_equal(g.failing_since_utc_ms, WORLD);
	assert_true(gate_shut(&g, 2));
	/* what others find out at the same time is no news */
	assert_int_equal(
	    judge(&g, 2, ANSWER_CHANNEL_FAILING, "535 no", wire, &turned), ANSWER_CHANNEL_FAILING);
	assert_false(turned);
	for (uint64_t id = 1; id <= 4; id++)
		gate_release(&g, id, AT_NONE);
	for (int i = 0; i < 9; i++) {
		assert_int_equal(gate_take(&g, due, 8, taken, 8, wire + gap - 1, &wait), 0);
		assert_int_equal(wait, wire + gap);
		wire += gap;
		assert_int_equal(take(&g, taken, 8, wire), 1);
		assert_false(gate_shut(&g, taken[0]));
		assert_int_equal(take(&g, &taken[1], 7, wire + LIMIT_PROBE_MAX_MS), 0);
		(void)judge(&g, taken[0], ANSWER_CHANNEL_FAILING, "535 no", wire, &turned);
		assert_false(turned);
		gate_release(&g, taken[0], AT_NONE);
		gap = gap * 2 < LIMIT_PROBE_MAX_MS ? gap * 2 : LIMIT_PROBE_MAX_MS;
	}
	assert_int_equal(gap, LIMIT_PROBE_MAX_MS);
	wire += gap;
	assert_int_equal(take(&g, taken, 8, wire), 1);
	assert_int_equal(judge(&g, taken[0], ANSWER_OK, "250 ok", wire, &turned), ANSWER_OK);
	assert_true(turned);
	gate_release(&g, taken[0], AT_NONE);
	assert_int_equal(take(&g, taken, 8, wire), 8);
}

static void
test_any_word_about_a_recipient_shows_that_the_channel_works(void **state)
{
	static const enum answer answers[] = {ANSWER_OK, ANSWER_TEMPORARY, ANSWER_PERMANENT};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct outbox_gate g;
		bool turned;

		gate_init(&g, 0);
		(void)judge(&g, 1, ANSWER_CHANNEL_FAILING, "421", START, &turned);
		(void)judge(&g, 2, answers[i], "x", START, &turned);
		assert_true(turned);
		assert_int_equal(g.failing_since_utc_ms, AT_NONE);
	}
}

static void
test_refusals_all_alike_are_the_channels(void **state)
{
	struct outbox_gate g;
	char text[64];
	bool turned;

	(void)state;
	gate_init(&g, 0);
	for (uint64_t id = 1; id <= LIMIT_OUTBOX_ALIKE; id++) {
		snprintf(text, sizeof(text), "550  Invalid recipient: <a%d@x.example>", (int)id);
		assert_int_equal(judge(&g, id, ANSWER_PERMANENT, text, START, &turned),
		    id < LIMIT_OUTBOX_ALIKE ? ANSWER_PERMANENT : ANSWER_CHANNEL_FAILING);
	}
	assert_true(turned);
	/* one that is taken between them clears the suspicion */
	gate_init(&g, 0);
	for (uint64_t id = 1; id <= 20; id++)
		assert_int_equal(judge(&g, id, id % 3 == 0 ? ANSWER_OK : ANSWER_PERMANENT, "550 no",
				     START, &turned),
		    id % 3 == 0 ? ANSWER_OK : ANSWER_PERMANENT);
}

static void
test_who_is_refused_again_while_others_are_taken_is_not_the_channel(void **state)
{
	static const struct {
		const char *text;
		enum answer again;
	} rows[] = {
	    {"554 5.7.1 <a@x.example>: Recipient address rejected: Access denied",
		ANSWER_PERMANENT},
	    {"550 5.7.1 Relaying denied", ANSWER_PERMANENT},
	    {"535 5.7.8 no", ANSWER_CHANNEL_FAILING}, /* a password, never a recipient */
	    {"connect: timed out", ANSWER_CHANNEL_FAILING},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outbox_gate g;
		bool turned;

		gate_init(&g, 0);
		(void)judge(&g, 1, ANSWER_CHANNEL_FAILING, rows[i].text, START, &turned);
		assert_true(turned);
		/* while nobody gets through it says nothing about its own */
		assert_int_equal(judge(&g, 1, ANSWER_CHANNEL_FAILING, rows[i].text, START, &turned),
		    ANSWER_CHANNEL_FAILING);
		(void)judge(&g, 2, ANSWER_OK, "250 2.0.0 ok", START, &turned);
		assert_int_equal(judge(&g, 1, ANSWER_CHANNEL_FAILING, rows[i].text, START, &turned),
		    rows[i].again);
		assert_int_equal(turned, rows[i].again == ANSWER_CHANNEL_FAILING);
	}
}

static void
test_retries_wait_longer_each_time_and_stop_at_the_end(void **state)
{
	struct notice n = NOTICE_INIT;
	bool differ = false;

	(void)state;
	n.valid_until_utc_ms = WORLD + DAY_MS;
	for (int32_t attempt = 1; attempt <= 30; attempt++) {
		int64_t wait = (int64_t)attempt * attempt * MINUTE_MS;
		int64_t next;

		wait = wait < LIMIT_BACKOFF_MAX_MS ? wait : LIMIT_BACKOFF_MAX_MS;
		n.id = (uint64_t)attempt * 7;
		next = gate_next_try(&n, attempt, WORLD);
		assert_in_range(next - WORLD, wait * 3 / 4, wait * 5 / 4);
		differ = differ || next - WORLD != wait;
	}
	assert_true(differ);
	n.valid_until_utc_ms = WORLD + HOUR_MS;
	assert_int_equal(gate_next_try(&n, 12, WORLD), AT_NONE);
	assert_int_not_equal(gate_next_try(&n, 3, WORLD), AT_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_notice_is_in_two_hands),
	    cmocka_unit_test(test_the_relay_is_not_asked_faster_than_it_allows),
	    cmocka_unit_test(test_a_failing_channel_is_probed_by_one_backing_off),
	    cmocka_unit_test(test_any_word_about_a_recipient_shows_that_the_channel_works),
	    cmocka_unit_test(test_refusals_all_alike_are_the_channels),
	    cmocka_unit_test(test_who_is_refused_again_while_others_are_taken_is_not_the_channel),
	    cmocka_unit_test(test_retries_wait_longer_each_time_and_stop_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
