/*
 * What a person of the shop writes to a customer: whole stories in which the judge goes on beside it.
 */

#include "monitor/promise/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/notice/times.h"
#include "tests/support/story.h"

static struct staff_word
another_date(const char *from, const char *until)
{
	struct staff_word word = {
	    .from_day = story_day(from), .until_day = story_day(until), .author = "Marta"};

	(void)text_cut(word.text, sizeof(word.text), SPAN("We packed it late."));
	return word;
}

static void
test_another_date_is_told_as_it_was_given_and_only_once(void **state)
{
	struct staff_word word = another_date("2026-05-29", "2026-05-30");
	const struct notice *n;
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	assert_int_equal(story_write(&st, p, &word), 0);
	n = story_notice(&st, NOTICE_DELAY);
	assert_int_equal(n->due_utc_ms, st.now_utc_ms + LIMIT_UNDO_MS);
	assert_string_equal(n->facts.words, "We packed it late.");
	assert_true(n->by_hand && notice_is_written(n->episode));
	assert_int_equal(story_write(&st, p, &word), 0);
	assert_int_equal(story_notices(&st, NOTICE_DELAY, 0), 1);
	story_run(&st, "2026-05-26 12:05");
	n = story_notice(&st, NOTICE_DELAY);
	assert_int_equal(n->state, NOTICE_STATE_SENT);
	assert_int_equal(st.order.retold_count, 1);
	assert_int_equal(st.order.retold[0].until_day, word.until_day);
	assert_int_equal(st.order.obligation_utc_ms, n->facts.next_word_utc_ms);
	story_end(&st);
}

static void
test_what_is_taken_back_in_time_was_never_said(void **state)
{
	struct staff_word word = another_date("2026-05-29", "2026-05-30");
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	assert_int_equal(story_write(&st, p, &word), 0);
	st.notices[st.notice_count - 1].state = NOTICE_STATE_SUPERSEDED; /* as NOTICE_DROP does */
	story_run(&st, "2026-05-26 18:00");
	assert_int_equal(story_customer_words(&st), 0);
	/* The judge still says what it finds itself. */
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 13:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_the_judge_does_not_repeat_nor_contradict_a_persons_word(void **state)
{
	struct staff_word word = another_date("2026-05-29", "2026-05-30");
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	assert_int_equal(story_write(&st, p, &word), 0);
	story_run(&st, "2026-05-27 18:00"); /* the carrier still says Thursday */
	assert_int_equal(story_notices(&st, NOTICE_BACK_ON_TRACK, 0), 0);
	story_eta(&st, p, "2026-05-30"); /* and now what was said already */
	story_run(&st, "2026-05-28 18:00");
	assert_int_equal(story_customer_words(&st), 1);
	story_eta(&st, p, "2026-06-03"); /* and then something else */
	story_run(&st, "2026-05-29 18:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY_AGAIN, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_customer_words(&st), 2);
	story_end(&st);
}

static void
test_it_waits_for_the_morning_and_takes_the_place_of_what_waits(void **state)
{
	struct staff_word word = another_date("2026-05-29", "2026-06-01");
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_run(&st, "2026-05-26 21:30");
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 02:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_PENDING), 1);
	assert_int_equal(story_write(&st, p, &word), 0);
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SUPERSEDED), 1);
	story_run(&st, "2026-05-27 08:30");
	assert_int_equal(story_customer_words(&st), 0);
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_customer_words(&st), 1);
	assert_int_equal(st.order.retold[0].until_day, word.until_day);
	story_end(&st);
}

static void
test_what_arrives_first_is_told_instead(void **state)
{
	struct staff_word word = another_date("2026-05-29", "2026-05-30");
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_run(&st, "2026-05-26 22:30");
	assert_int_equal(story_write(&st, p, &word), 0);
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-27 13:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 0);
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_what_is_not_so_may_not_be_written(void **state)
{
	static const struct {
		const char *from, *until;
		int rc;
	} dates[] = {{"2026-05-25", "2026-05-25", ERR_RANGE}, /* over */
	    {"2026-05-30", "2026-05-29", ERR_RANGE},
	    {"2026-05-28", "2026-05-28", ERR_CONFLICT}, /* promised so */
	    {"2026-09-28", "2026-09-28", ERR_RANGE}};
	static const enum notice_kind kinds[] = {NOTICE_LOST, NOTICE_DELIVERED, NOTICE_MISSED,
	    NOTICE_BACK_ON_TRACK, NOTICE_STILL_NO_NEWS, NOTICE_PROMISE_MADE, NOTICE_DELAY,
	    NOTICE_RISK};
	struct staff_word word;
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		word = another_date(dates[i].from, dates[i].until);
		assert_int_equal(story_write(&st, p, &word), dates[i].rc);
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		word = (struct staff_word){.kind = kinds[i]};
		assert_int_equal(story_write(&st, p, &word), ERR_CONFLICT);
	}
	word = another_date("2026-05-29", "2026-05-30");
	st.person.stopped = true;
	assert_int_equal(story_write(&st, p, &word), ERR_CONFLICT);
	assert_int_equal(st.notice_count, 0);
	story_end(&st);
}

static void
test_the_next_word_is_owed_by_the_hour_that_was_given(void **state)
{
	static const struct {
		const char *at;
		int rc;
	} cases[] = {{"2026-05-26 12:00", ERR_RANGE}, /* before this word can have left */
	    {"2026-05-31 09:00", ERR_RANGE},          /* the last day is over by then */
	    {"2026-05-28 12:00", 0}};
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct staff_word word = another_date("2026-05-29", "2026-05-30");

		word.next_word_utc_ms = story_utc(cases[i].at);
		assert_int_equal(story_write(&st, p, &word), cases[i].rc);
	}
	story_run(&st, "2026-05-26 12:05");
	assert_int_equal(st.order.obligation_utc_ms, story_utc("2026-05-28 12:00"));
	story_end(&st);
}

static void
test_a_call_can_be_taken_back_with_what_was_owed(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	int64_t owed, told;

	(void)state;
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-26 18:00");
	assert_int_equal(story_customer_words(&st), 1);
	owed = st.order.obligation_utc_ms;
	told = st.order.told_utc_ms;
	assert_int_not_equal(owed, AT_NONE);
	story_change(&st, p, &(struct change){.customer_told = true});
	assert_int_equal(st.order.obligation_utc_ms, AT_NONE);
	story_change(&st, p, &(struct change){.customer_untold = true});
	assert_int_equal(st.order.obligation_utc_ms, owed);
	assert_int_equal(st.order.told_utc_ms, told);
	assert_int_equal(st.order.retold_count, 1);
	/* A second time there is nothing to take back: the word before was sent. */
	story_change(&st, p, &(struct change){.customer_untold = true});
	assert_int_equal(st.order.retold_count, 1);
	story_end(&st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_another_date_is_told_as_it_was_given_and_only_once),
	    cmocka_unit_test(test_what_is_taken_back_in_time_was_never_said),
	    cmocka_unit_test(test_the_judge_does_not_repeat_nor_contradict_a_persons_word),
	    cmocka_unit_test(test_it_waits_for_the_morning_and_takes_the_place_of_what_waits),
	    cmocka_unit_test(test_what_arrives_first_is_told_instead),
	    cmocka_unit_test(test_what_is_not_so_may_not_be_written),
	    cmocka_unit_test(test_the_next_word_is_owed_by_the_hour_that_was_given),
	    cmocka_unit_test(test_a_call_can_be_taken_back_with_what_was_owed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
