/* Words that are no slip: the first one, where the shop wants it, and what a parcel waits for that only its customer has. */

#include "tests/support/story.h"

#include "monitor/base/text.h"
#include "monitor/notice/need.h"
#include "monitor/notice/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- the first word ---- */

static void
begin(struct story *st)
{
	story_begin(st, "2026-05-25 10:00");
	st->shop.promise_made = true;
}

static void
scan_in_time(struct story *st, size_t p)
{
	story_scan(st, p, MILESTONE_ACCEPTED, REASON_NONE);
}

static void
scan_before_registration(struct story *st, size_t p)
{
	story_scan_at(st, p, "2026-05-24 18:00", MILESTONE_ACCEPTED, REASON_NONE);
}

static void
slip_at_once(struct story *st, size_t p)
{
	story_scan(st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_eta(st, p, "2026-05-29");
}

static void
leave_unknown(struct story *st, size_t p)
{
	(void)st;
	(void)p;
}

static const struct first_word {
	const char *name, *promised;
	void (*carrier)(struct story *st, size_t p);
	bool off, shadow, only_problems, untrusted;
	size_t sent;
} first_words[] = {
    {.name = "a label alone", .promised = "2026-05-28", .carrier = leave_unknown, .sent = 1},
    {.name = "on its way", .promised = "2026-05-28", .carrier = scan_in_time, .sent = 1},
    {.name = "off", .promised = "2026-05-28", .carrier = scan_in_time, .off = true},
    {.name = "shadow", .promised = "2026-05-28", .carrier = scan_in_time, .shadow = true},
    {.name = "only problems",
	.promised = "2026-05-28",
	.carrier = scan_in_time,
	.only_problems = true},
    {.name = "our own word rests on no carrier's",
	.promised = "2026-05-28",
	.carrier = scan_in_time,
	.untrusted = true,
	.sent = 1},
    {.name = "nothing was promised", .promised = NULL, .carrier = scan_in_time},
    {.name = "its day is over", .promised = "2026-05-22", .carrier = scan_in_time},
    {.name = "under way before we knew",
	.promised = "2026-05-28",
	.carrier = scan_before_registration},
    {.name = "slips at once", .promised = "2026-05-28", .carrier = slip_at_once},
};

static void
test_the_first_word_is_given_where_it_is_wanted_and_true(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(first_words) / sizeof(first_words[0]); i++) {
		const struct first_word *row = &first_words[i];
		struct story st;
		size_t p;

		begin(&st);
		st.shop.promise_made = !row->off;
		st.shop.notices = row->shadow ? NOTICES_SHADOW : NOTICES_CUSTOMERS;
		st.person.only_problems = row->only_problems;
		st.untrusted = row->untrusted;
		p = story_parcel(&st, row->promised);
		st.parcels[p].silent_ok = true;
		row->carrier(&st, p);
		story_run(&st, "2026-05-25 20:00");
		if (story_notices(&st, NOTICE_PROMISE_MADE, NOTICE_STATE_SENT) != row->sent)
			fail_msg("%s", row->name);
		story_end(&st);
	}
}

static void
test_parcels_of_one_order_are_promised_in_one_word(void **state)
{
	const struct notice *n;
	struct story st;

	(void)state;
	begin(&st);
	(void)story_parcel(&st, "2026-05-28");
	story_review(&st, 0);
	story_run(&st, "2026-05-25 10:04");
	(void)story_parcel(&st, "2026-05-29");
	story_run(&st, "2026-05-26 20:00");
	assert_int_equal(story_notices(&st, NOTICE_PROMISE_MADE, 0), 1);
	n = story_notice(&st, NOTICE_PROMISE_MADE);
	assert_int_equal(n->state, NOTICE_STATE_SENT);
	assert_int_equal(n->shipment_count, 2);
	assert_int_equal(n->facts.promised_from_day, story_day("2026-05-28"));
	assert_int_equal(n->facts.promised_until_day, story_day("2026-05-29"));
	assert_true(n->settled_utc_ms >= story_utc("2026-05-25 10:10"));
	story_end(&st);
}

static void
test_a_slip_after_the_first_word_is_a_first_slip(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	begin(&st);
	p = story_parcel(&st, "2026-05-28");
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-26 12:00");
	assert_int_equal(story_notices(&st, NOTICE_PROMISE_MADE, NOTICE_STATE_SENT), 1);
	assert_int_equal(st.order.retold_count, 0);
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_notices(&st, NOTICE_DELAY_AGAIN, 0), 0);
	assert_int_equal(st.order.first_notice, story_notice(&st, NOTICE_PROMISE_MADE)->id);
	story_end(&st);
}

static void
test_a_night_registration_is_promised_in_the_morning(void **state)
{
	struct story st;

	(void)state;
	story_begin(&st, "2026-05-25 23:00");
	st.shop.promise_made = true;
	(void)story_parcel(&st, "2026-05-28");
	story_run(&st, "2026-05-26 12:00");
	assert_int_equal(
	    story_notice(&st, NOTICE_PROMISE_MADE)->settled_utc_ms, story_utc("2026-05-26 09:00"));
	story_end(&st);
}

/* ---- what only the customer has ---- */

static const struct needed {
	enum milestone milestone;
	enum reason reason;
	enum need need;
} needs[] = {
    {MILESTONE_READY_FOR_PICKUP, REASON_NONE, NEED_PICKUP},
    {MILESTONE_READY_FOR_PICKUP, REASON_NOBODY_HOME, NEED_PICKUP},
    {MILESTONE_EXCEPTION, REASON_ADDRESS, NEED_ADDRESS},
    {MILESTONE_DELIVERY_ATTEMPTED, REASON_ADDRESS, NEED_ADDRESS},
    {MILESTONE_DELIVERY_ATTEMPTED, REASON_NOBODY_HOME, NEED_DAY},
    {MILESTONE_CUSTOMS, REASON_DOCUMENTS, NEED_PAPERS},
    {MILESTONE_CUSTOMS, REASON_PAYMENT_DUE, NEED_PAYMENT},
    {MILESTONE_CUSTOMS, REASON_CUSTOMS_HOLD, NEED_NONE},
    {MILESTONE_CUSTOMS, REASON_NONE, NEED_NONE},
    {MILESTONE_DELIVERY_ATTEMPTED, REASON_NO_TIME, NEED_NONE},
    {MILESTONE_DELIVERY_ATTEMPTED, REASON_NO_ACCESS, NEED_NONE},
    {MILESTONE_DELIVERY_ATTEMPTED, REASON_REFUSED, NEED_NONE},
    {MILESTONE_IN_TRANSIT, REASON_ADDRESS, NEED_NONE},
    {MILESTONE_RETURNING, REASON_ADDRESS, NEED_NONE},
    {MILESTONE_DELIVERED, REASON_NONE, NEED_NONE},
};

static void
test_a_need_is_the_customers_own_and_is_told_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		const struct needed *row = &needs[i];
		size_t told = row->need != NEED_NONE;
		struct story st;
		size_t p;

		assert_int_equal(need_of(row->milestone, row->reason), row->need);
		story_begin(&st, "2026-05-25 10:00");
		p = story_parcel(&st, "2026-06-10");
		story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
		story_run(&st, "2026-05-26 12:00");
		story_scan(&st, p, row->milestone, row->reason);
		story_run(&st, "2026-05-28 20:00");
		if (story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_SENT) != told ||
		    story_notices(&st, NOTICE_ACTION_NEEDED, 0) != told)
			fail_msg("%s, %s: %zu", milestone_name(row->milestone),
			    reason_name(row->reason), story_notices(&st, NOTICE_ACTION_NEEDED, 0));
		story_end(&st);
	}
}

/* An attempt after the promised day is all that the customer will hear until it is delivered: so it says that the day was missed. */
static void
test_a_need_after_the_promised_day_says_that_it_was_not_kept(void **state)
{
	(void)state;
	for (int late = 0; late < 2; late++) {
		struct story st;
		size_t p;

		story_begin(&st, "2026-05-25 10:00");
		p = story_parcel(&st, late ? "2026-05-26" : "2026-05-27");
		story_scan(&st, p, MILESTONE_OUT_FOR_DELIVERY, REASON_NONE);
		story_run(&st, "2026-05-27 00:30");
		story_scan(&st, p, MILESTONE_DELIVERY_ATTEMPTED, REASON_NOBODY_HOME);
		story_run(&st, "2026-05-27 12:00");
		assert_int_equal(story_notices(&st, NOTICE_MISSED, NOTICE_STATE_SENT), 0);
		assert_int_equal(story_notice(&st, NOTICE_ACTION_NEEDED)->facts.arrived_day,
		    late ? story_day("2026-05-27") : DAY_NONE);
		story_end(&st);
	}
}

static void
test_another_need_is_another_word(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-06-10");
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-26 12:00");
	story_scan(&st, p, MILESTONE_EXCEPTION, REASON_ADDRESS);
	story_run(&st, "2026-05-27 12:00");
	story_scan(&st, p, MILESTONE_DELIVERY_ATTEMPTED, REASON_NOBODY_HOME);
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_SENT), 2);
	assert_int_equal(story_notice(&st, NOTICE_ACTION_NEEDED)->facts.window_until_day,
	    story_day("2026-05-29"));
	story_scan(&st, p, MILESTONE_READY_FOR_PICKUP, REASON_NONE);
	st.parcels[p].truth.pickup_until_day = story_day("2026-06-05");
	story_run(&st, "2026-05-28 20:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_SENT), 3);
	assert_int_equal(story_notice(&st, NOTICE_ACTION_NEEDED)->facts.window_until_day,
	    story_day("2026-06-05"));
	/* none of them says when it comes */
	assert_int_equal(st.order.retold_count, 0);
	story_end(&st);
}

static void
test_parcels_that_wait_together_are_one_word(void **state)
{
	struct story st;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	for (size_t p = 0; p < 3; p++) {
		(void)story_parcel(&st, "2026-06-10");
		story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	}
	story_run(&st, "2026-05-26 12:00");
	story_scan(&st, 0, MILESTONE_READY_FOR_PICKUP, REASON_NONE);
	story_scan(&st, 1, MILESTONE_READY_FOR_PICKUP, REASON_NONE);
	story_poll(&st, 0);
	story_poll(&st, 1);
	story_run(&st, "2026-05-26 20:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, 0), 1);
	assert_int_equal(story_notice(&st, NOTICE_ACTION_NEEDED)->shipment_count, 2);
	/* the third comes later, and has a word of its own */
	story_scan(&st, 2, MILESTONE_READY_FOR_PICKUP, REASON_NONE);
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_SENT), 2);
	assert_int_equal(story_notice(&st, NOTICE_ACTION_NEEDED)->shipment_count, 1);
	assert_int_equal(story_notice(&st, NOTICE_ACTION_NEEDED)->shipments[0], 3);
	story_end(&st);
}

/* Asked for in the evening, over by the morning: nothing leaves. */
static void
test_what_is_no_longer_needed_is_not_asked_for(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-06-10");
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-26 22:00");
	story_scan(&st, p, MILESTONE_EXCEPTION, REASON_ADDRESS);
	story_poll(&st, p);
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_PENDING), 1);
	story_run(&st, "2026-05-27 07:00");
	story_scan(&st, p, MILESTONE_OUT_FOR_DELIVERY, REASON_NONE);
	story_poll(&st, p);
	story_run(&st, "2026-05-27 12:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_SENT), 0);
	story_end(&st);
}

static void
test_a_need_from_before_registration_is_nobodys_news(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-06-10");
	story_scan_at(&st, p, "2026-05-23 10:00", MILESTONE_ACCEPTED, REASON_NONE);
	story_scan_at(&st, p, "2026-05-24 10:00", MILESTONE_EXCEPTION, REASON_ADDRESS);
	story_run(&st, "2026-05-26 20:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, 0), 0);
	/* what it waits for from now on is told, although it was under way before */
	story_scan(&st, p, MILESTONE_READY_FOR_PICKUP, REASON_NONE);
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

/* A question is not the word on its day: that is still told when it passes. */
static void
test_a_promised_day_that_passes_after_a_question_is_told(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-27");
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-26 12:00");
	story_scan(&st, p, MILESTONE_EXCEPTION, REASON_ADDRESS);
	story_run(&st, "2026-05-28 20:00");
	assert_int_equal(story_notices(&st, NOTICE_ACTION_NEEDED, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_notices(&st, NOTICE_MISSED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_first_word_is_given_where_it_is_wanted_and_true),
	    cmocka_unit_test(test_parcels_of_one_order_are_promised_in_one_word),
	    cmocka_unit_test(test_a_slip_after_the_first_word_is_a_first_slip),
	    cmocka_unit_test(test_a_night_registration_is_promised_in_the_morning),
	    cmocka_unit_test(test_a_need_is_the_customers_own_and_is_told_once),
	    cmocka_unit_test(test_a_need_after_the_promised_day_says_that_it_was_not_kept),
	    cmocka_unit_test(test_another_need_is_another_word),
	    cmocka_unit_test(test_parcels_that_wait_together_are_one_word),
	    cmocka_unit_test(test_what_is_no_longer_needed_is_not_asked_for),
	    cmocka_unit_test(test_a_need_from_before_registration_is_nobodys_news),
	    cmocka_unit_test(test_a_promised_day_that_passes_after_a_question_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
