#include "monitor/base/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_kinds_and_states_come_back_from_their_names(void **state)
{
	int kinds = 0, states = 0;

	(void)state;
	for (int value = 0; value < 64; value++) {
		enum notice_kind kind;
		enum notice_state notice_state;

		if (notice_kind_from_name(notice_kind_name((enum notice_kind)value), &kind) == 0) {
			assert_int_equal(kind, value);
			kinds++;
		}
		if (notice_state_from_name(
			notice_state_name((enum notice_state)value), &notice_state) == 0) {
			assert_int_equal(notice_state, value);
			states++;
		}
	}
	assert_int_equal(kinds, 24); /* none, ten to the customer, thirteen to the shop */
	assert_int_equal(states, 9);
}

static void
test_the_brake_is_for_bad_news_alone(void **state)
{
	static const enum notice_kind braked[] = {NOTICE_BACK_ON_TRACK, NOTICE_STILL_NO_NEWS,
	    NOTICE_DELAY, NOTICE_DELAY_AGAIN, NOTICE_MISSED, NOTICE_LOST};
	size_t found = 0;

	(void)state;
	for (int kind = NOTICE_NONE; kind <= NOTICE_DIGEST; kind++)
		if (notice_kind_braked((enum notice_kind)kind)) {
			assert_true(found < sizeof(braked) / sizeof(braked[0]));
			assert_int_equal(kind, braked[found++]);
		}
	assert_int_equal(found, sizeof(braked) / sizeof(braked[0]));
}

static void
test_unknown_names_and_numbers_are_told(void **state)
{
	enum notice_kind kind;

	(void)state;
	assert_int_equal(notice_kind_from_name("late", &kind), ERR_NOT_FOUND);
	assert_int_equal(notice_kind_from_name("unknown", &kind), ERR_NOT_FOUND);
	assert_string_equal(notice_kind_name((enum notice_kind)15), "unknown");
	assert_string_equal(notice_kind_name((enum notice_kind) - 1), "unknown");
	assert_string_equal(notice_kind_name((enum notice_kind)1000), "unknown");
	assert_string_equal(answer_name((enum answer)0), "unknown");
	assert_string_equal(answer_name(ANSWER_CHANNEL_FAILING), "channel_failing");
}

static void
test_audience_follows_the_kind(void **state)
{
	(void)state;
	assert_int_equal(notice_kind_audience(NOTICE_PROMISE_MADE), AUDIENCE_CUSTOMER);
	assert_int_equal(notice_kind_audience(NOTICE_DELIVERED), AUDIENCE_CUSTOMER);
	assert_int_equal(notice_kind_audience(NOTICE_RISK), AUDIENCE_SHOP);
	assert_int_equal(notice_kind_audience(NOTICE_DIGEST), AUDIENCE_SHOP);
}

static void
test_only_what_may_still_be_sent_is_unsettled(void **state)
{
	(void)state;
	for (int value = NOTICE_STATE_SHADOW; value <= NOTICE_STATE_DEAD; value++) {
		bool waiting = value >= NOTICE_STATE_HELD && value <= NOTICE_STATE_IN_DOUBT;

		assert_int_equal(notice_settled((enum notice_state)value), !waiting);
	}
}

/* One notice with every part of its key set; `n` makes the nth part another. */
static struct notice
keyed(int n)
{
	struct notice notice = NOTICE_INIT;

	(void)snprintf(notice.shop, sizeof(notice.shop), n == 0 ? "b" : "a");
	(void)snprintf(notice.order, sizeof(notice.order), n == 1 ? "1042" : "1041");
	notice.kind = n == 2 ? NOTICE_MISSED : NOTICE_DELAY;
	notice.episode = n == 3 ? 2 : 1;
	notice.audience = n == 4 ? AUDIENCE_SHOP : AUDIENCE_CUSTOMER;
	notice.channel = n == 5 ? CHANNEL_WEBHOOK : CHANNEL_EMAIL;
	if (n == 6) { /* same letters, other parts */
		(void)snprintf(notice.shop, sizeof(notice.shop), "a1");
		(void)snprintf(notice.order, sizeof(notice.order), "041");
	}
	notice_dedup(&notice);
	return notice;
}

static void
test_dedup_key_tells_every_part_and_nothing_else(void **state)
{
	struct notice base = keyed(-1), again = keyed(-1);

	(void)state;
	for (int n = 0; n <= 6; n++) {
		struct notice other = keyed(n);

		if (memcmp(base.dedup, other.dedup, sizeof(base.dedup)) == 0)
			fail_msg("part %d", n);
	}
	again.id = 7;
	again.person = 9;
	again.facts.window_until_day = 20000;
	again.due_utc_ms = 5;
	notice_dedup(&again);
	assert_memory_equal(base.dedup, again.dedup, sizeof(base.dedup));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kinds_and_states_come_back_from_their_names),
	    cmocka_unit_test(test_the_brake_is_for_bad_news_alone),
	    cmocka_unit_test(test_unknown_names_and_numbers_are_told),
	    cmocka_unit_test(test_audience_follows_the_kind),
	    cmocka_unit_test(test_only_what_may_still_be_sent_is_unsettled),
	    cmocka_unit_test(test_dedup_key_tells_every_part_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
