/*
 * Stories of promises: what the judge sees, decides and says. Monday is 2026-05-25; the shop's contact answers Monday to Friday, 9 to 18;
 * quiet hours are 21 to 9. The harness reviews everything twice and checks the invariants at each step (tests/support/story.h).
 */

#include "tests/support/story.h"

#include "monitor/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define STATE(st, i) ((st).parcels[i].shipment.state)
#define RULE(st, i)  ((st).parcels[i].shipment.rule)

static void
test_a_kept_promise_says_delivered_and_nothing_else(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_run(&st, "2026-05-28 09:00");
	story_scan(&st, p, MILESTONE_OUT_FOR_DELIVERY, REASON_NONE);
	story_run(&st, "2026-05-28 13:30");
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-06-10 12:00");
	assert_int_equal(STATE(st, p), PROMISE_KEPT);
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_customer_words(&st), 1);
	assert_true(story_notice(&st, NOTICE_DELIVERED)->facts.kept);
	assert_int_equal(story_cases_ever(&st), 0);
	assert_int_not_equal(st.parcels[p].shipment.closed_utc_ms, AT_NONE);
	assert_int_equal(st.parcels[p].schedule.next_poll_utc_ms, AT_NONE);
	story_end(&st);
}

static void
test_a_slip_by_eta_is_told_at_once_with_its_window_and_next_word(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	const struct notice *n;

	(void)state;
	story_eta(&st, p, "2026-05-29");
	story_scan(&st, p, MILESTONE_IN_TRANSIT, REASON_CARRIER_DELAY);
	story_run(&st, "2026-05-26 18:00");
	assert_int_equal(STATE(st, p), PROMISE_SLIPPING);
	assert_string_equal(RULE(st, p), "eta");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	n = story_notice(&st, NOTICE_DELAY);
	assert_int_equal(n->facts.window_until_day, story_day("2026-05-29"));
	assert_int_equal(n->facts.promised_until_day, story_day("2026-05-28"));
	assert_int_equal(n->facts.next_word_utc_ms, story_utc("2026-05-29 18:00"));
	assert_string_equal(n->facts.last_scan_place, "Vitoria");
	assert_int_equal(st.order.obligation_utc_ms, story_utc("2026-05-29 18:00"));
	assert_int_equal(st.order.retold_count, 1);

	/* It comes in the new window: one more word, and nothing is owed. */
	story_run(&st, "2026-05-29 11:00");
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-06-05 12:00");
	assert_int_equal(STATE(st, p), PROMISE_LATE);
	assert_int_equal(story_customer_words(&st), 2);
	assert_int_equal(st.order.obligation_utc_ms, AT_NONE);
	assert_false(story_notice(&st, NOTICE_DELIVERED)->facts.kept);
	assert_int_equal(
	    story_notice(&st, NOTICE_DELIVERED)->facts.arrived_day, story_day("2026-05-29"));
	story_end(&st);
}

static void
test_a_window_that_only_reaches_beyond_the_day_is_for_the_shop(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	st.parcels[p].truth.eta_until = when_date(story_day("2026-05-29"));
	story_run(&st, "2026-05-27 12:00");
	assert_int_equal(STATE(st, p), PROMISE_AT_RISK);
	assert_string_equal(RULE(st, p), "eta_may");
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

static void
test_a_told_slip_that_heals_is_told_after_a_day(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	st.parcels[p].shipment.promise.until_day += 4; /* Monday after */
	promise_close(&st.parcels[p].shipment.promise);
	story_eta(&st, p, "2026-06-03");
	story_run(&st, "2026-05-26 18:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	story_run(&st, "2026-05-27 12:00");
	story_eta(&st, p, "2026-06-01");
	story_run(&st, "2026-05-28 12:00");
	assert_int_equal(STATE(st, p), PROMISE_ON_TRACK);
	assert_int_equal(story_notices(&st, NOTICE_BACK_ON_TRACK, 0), 0);
	story_run(&st, "2026-05-29 18:00");
	assert_int_equal(story_notices(&st, NOTICE_BACK_ON_TRACK, NOTICE_STATE_SENT), 1);
	assert_int_equal(st.order.obligation_utc_ms, AT_NONE);
	assert_int_equal(st.order.episode, 1);
	/* And slips again: a first word again. */
	story_eta(&st, p, "2026-06-04");
	story_run(&st, "2026-05-30 20:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 2);
	story_end(&st);
}

static void
test_a_slip_that_heals_before_it_was_told_is_not_told(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_run(&st, "2026-05-26 21:30");
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 03:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_PENDING), 1);
	story_eta(&st, p, "2026-05-28");
	story_run(&st, "2026-05-27 12:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SUPERSEDED), 1);
	assert_int_equal(story_customer_words(&st), 0);
	/* A later slip finds its words unused. */
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_lost_is_told_and_is_a_persons(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_scan(&st, p, MILESTONE_LOST_DAMAGED, REASON_LOST);
	story_run(&st, "2026-05-26 18:00");
	assert_int_equal(STATE(st, p), PROMISE_SLIPPING);
	assert_int_equal(story_notices(&st, NOTICE_LOST, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_cases(&st, CASE_LOST), 1);
	assert_int_equal(story_notices(&st, NOTICE_CASE_OPENED, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_notice(&st, NOTICE_LOST)->facts.window_until_day, DAY_NONE);
	story_end(&st);
}

static void
test_a_parcel_on_its_way_back_is_told_and_is_a_persons(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_scan(&st, p, MILESTONE_RETURNING, REASON_ADDRESS);
	story_run(&st, "2026-05-26 18:00");
	assert_int_equal(STATE(st, p), PROMISE_SLIPPING);
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_cases(&st, CASE_RETURNING), 1);
	story_run(&st, "2026-05-27 18:00");
	story_scan(&st, p, MILESTONE_RETURNED, REASON_NONE);
	story_run(&st, "2026-05-29 18:00");
	assert_int_equal(STATE(st, p), PROMISE_RETURNED);
	assert_int_equal(story_cases(&st, CASE_RETURNING), 1);
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, 0), 0);
	story_end(&st);
}

static void
test_an_exception_is_a_case_only_when_it_lasts(void **state)
{
	static const struct {
		bool resolved;
		size_t cases;
	} ways[] = {{true, 0}, {false, 1}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct story st;
		size_t p = story_ordinary(&st);

		story_scan(&st, p, MILESTONE_EXCEPTION, REASON_NO_ACCESS);
		story_run(&st, "2026-05-26 20:00");
		assert_int_equal(STATE(st, p), PROMISE_AT_RISK);
		assert_int_equal(story_cases_ever(&st), 0);
		if (ways[i].resolved)
			story_scan(&st, p, MILESTONE_IN_TRANSIT, REASON_NONE);
		story_run(&st, "2026-05-27 10:00");
		assert_int_equal(story_cases_ever(&st), ways[i].cases);
		story_scan(&st, p, MILESTONE_OUT_FOR_DELIVERY, REASON_NONE);
		story_run(&st, "2026-05-27 16:00");
		assert_int_equal(story_cases(&st, CASE_EXCEPTION), 0);
		assert_int_equal(story_customer_words(&st), 0);
		story_end(&st);
	}
}

static void
test_a_case_that_a_person_resolved_does_not_come_back(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_scan(&st, p, MILESTONE_EXCEPTION, REASON_ADDRESS);
	story_run(&st, "2026-05-27 10:00");
	assert_int_equal(story_cases(&st, CASE_EXCEPTION), 1);
	st.cases[0].state = CASE_RESOLVED;
	story_run(&st, "2026-05-28 20:00");
	assert_int_equal(story_cases(&st, CASE_EXCEPTION), 0);
	story_end(&st);
}

static void
test_not_handed_over_by_its_day_is_the_shops_alone(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-28");
	st.parcels[p].shipment.ship_by_day = story_day("2026-05-26");
	story_scan(&st, p, MILESTONE_LABEL_CREATED, REASON_NONE);
	story_run(&st, "2026-05-26 23:00");
	assert_int_equal(STATE(st, p), PROMISE_ON_TRACK);
	story_run(&st, "2026-05-27 01:00");
	assert_int_equal(STATE(st, p), PROMISE_AT_RISK);
	assert_string_equal(RULE(st, p), "ship_by");
	story_run(&st, "2026-05-29 13:00");
	assert_string_equal(RULE(st, p), "not_handed_over");
	assert_int_equal(story_cases(&st, CASE_NOT_HANDED), 1);
	assert_int_equal(story_customer_words(&st), 0);
	assert_int_equal(story_notices(&st, NOTICE_MISSED, NOTICE_STATE_HELD), 1); /* prepared */
	/* Handed over at last: fresh, and late. */
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-29 20:00");
	assert_int_equal(story_cases(&st, CASE_NOT_HANDED), 0);
	assert_int_equal(story_notices(&st, NOTICE_MISSED, NOTICE_STATE_SUPERSEDED), 1);
	assert_int_equal(story_notices(&st, NOTICE_MISSED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_a_prepared_notice_leaves_when_a_person_releases_it(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-28");
	story_scan(&st, p, MILESTONE_LABEL_CREATED, REASON_NONE);
	story_run(&st, "2026-05-29 10:00");
	assert_int_equal(story_notices(&st, NOTICE_MISSED, NOTICE_STATE_HELD), 1);
	for (size_t i = 0; i < st.notice_count; i++)
		if (st.notices[i].kind == NOTICE_MISSED)
			st.notices[i].state = NOTICE_STATE_PENDING;
	story_run(&st, "2026-05-29 12:00");
	assert_int_equal(story_customer_words(&st), 1);
	assert_int_not_equal(st.order.obligation_utc_ms, AT_NONE);
	story_end(&st);
}

static void
test_three_working_days_without_a_scan_are_told_to_the_shop(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-06-05");
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	st.parcels[p].shipment.marked = true;
	story_run(&st, "2026-05-28 23:00");
	assert_int_equal(STATE(st, p), PROMISE_ON_TRACK);
	story_run(&st, "2026-05-29 04:00");
	assert_string_equal(RULE(st, p), "stall");
	assert_int_equal(story_notices(&st, NOTICE_RISK, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

static void
test_a_number_nobody_knows_is_told_to_the_shop_once(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-06-05");
	story_run(&st, "2026-05-27 09:00");
	assert_int_equal(story_cases_ever(&st), 0);
	story_run(&st, "2026-05-29 12:00");
	assert_string_equal(RULE(st, p), "not_found");
	assert_int_equal(story_cases(&st, CASE_NOT_FOUND), 1);
	assert_true(st.parcels[p].shipment.not_found_told);
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-29 20:00");
	assert_int_equal(story_cases(&st, CASE_NOT_FOUND), 0);
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

/* One parcel of the order leaves at once, the other is for sale from 15 June on. */
static void
test_a_pre_order_is_quiet_until_it_is_available(void **state)
{
	struct story st;
	size_t p, other;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-06-20");
	other = story_parcel(&st, "2026-05-29");
	st.parcels[p].shipment.available_day = story_day("2026-06-15");
	story_scan(&st, other, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-28 10:00");
	story_scan(&st, other, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-06-16 22:00");
	assert_int_equal(STATE(st, other), PROMISE_KEPT);
	assert_int_equal(STATE(st, p), PROMISE_ON_TRACK);
	assert_int_equal(story_cases_ever(&st), 0); /* neither unknown, nor replaced by the other */
	story_run(&st, "2026-06-17 12:00");
	assert_string_equal(RULE(st, p), "not_found");
	assert_int_equal(story_cases(&st, CASE_NOT_FOUND), 1);
	story_end(&st);
}

static void
test_a_miss_is_told_within_twelve_hours_on_fresh_data(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	const struct notice *n;

	(void)state;
	story_eta(&st, p, NULL);
	story_run(&st, "2026-05-29 02:00");
	assert_int_equal(STATE(st, p), PROMISE_MISSED);
	assert_int_equal(story_customer_words(&st), 0); /* quiet hours */
	story_run(&st, "2026-05-29 12:00");
	n = story_notice(&st, NOTICE_MISSED);
	assert_int_equal(n->state, NOTICE_STATE_SENT);
	assert_int_equal(n->settled_utc_ms, story_utc("2026-05-29 09:00"));
	assert_int_equal(n->facts.window_until_day, DAY_NONE);
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_a_miss_on_stale_data_is_a_persons(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_eta(&st, p, NULL);
	story_run(&st, "2026-05-28 20:00");
	st.carrier_down = true;
	story_run(&st, "2026-05-29 05:00");
	assert_string_equal(RULE(st, p), "deadline_unknown");
	story_run(&st, "2026-05-29 12:00");
	assert_int_equal(story_cases(&st, CASE_STALE_MISS), 1);
	assert_int_equal(story_customer_words(&st), 0);
	/* It was delivered in time all along. */
	story_scan_at(&st, p, "2026-05-28 20:30", MILESTONE_DELIVERED, REASON_NONE);
	st.carrier_down = false;
	story_run(&st, "2026-05-29 20:00");
	assert_int_equal(STATE(st, p), PROMISE_KEPT);
	assert_int_equal(story_cases(&st, CASE_STALE_MISS), 0);
	assert_int_equal(story_customer_words(&st), 1);
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_a_void_label_frightens_nobody(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-28");
	story_scan(&st, p, MILESTONE_LABEL_CREATED, REASON_NONE);
	story_run(&st, "2026-05-25 12:00");
	story_scan(&st, p, MILESTONE_CANCELLED, REASON_NONE);
	story_run(&st, "2026-05-30 12:00");
	assert_int_equal(story_cases(&st, CASE_SUPERSEDED), 1);
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

static void
test_a_label_whose_sibling_moves_on_is_one_matter_for_the_shop(void **state)
{
	struct story st;
	size_t p;
	size_t q;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-26");
	story_scan(&st, p, MILESTONE_LABEL_CREATED, REASON_NONE);
	story_run(&st, "2026-05-25 12:00");
	q = story_parcel(&st, "2026-05-26");
	story_scan_at(&st, q, "2026-05-25 18:00", MILESTONE_ACCEPTED, REASON_NONE);
	story_scan_at(&st, q, "2026-05-26 12:00", MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-28 12:00");
	assert_int_equal(STATE(st, q), PROMISE_KEPT);
	assert_int_equal(story_cases_ever(&st), 1);
	assert_int_equal(story_cases(&st, CASE_SUPERSEDED), 1);
	assert_int_equal(story_notices(&st, NOTICE_CASE_OPENED, 0), 1);
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

static void
test_a_label_whose_sibling_was_scanned_is_proposed_as_replaced(void **state)
{
	struct story st;
	size_t p;
	size_t q;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-28");
	story_scan(&st, p, MILESTONE_LABEL_CREATED, REASON_NONE);
	story_run(&st, "2026-05-25 12:00");
	q = story_parcel(&st, "2026-05-28");
	story_scan(&st, q, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-27 12:00");
	assert_int_equal(story_cases(&st, CASE_SUPERSEDED), 1);
	story_change(&st, p, &(struct change){.superseded = true});
	assert_int_equal(STATE(st, p), PROMISE_NONE);
	assert_int_equal(story_cases(&st, CASE_SUPERSEDED), 0);
	story_scan_at(&st, q, "2026-05-27 13:00", MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-30 12:00");
	assert_int_equal(story_customer_words(&st), 1); /* delivered: nothing else is awaited */
	story_end(&st);
}

static void
test_two_parcels_that_slip_together_make_one_notice(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	size_t q = story_parcel(&st, "2026-05-28");
	const struct notice *n;

	(void)state;
	story_scan(&st, q, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-26 15:00");
	story_eta(&st, p, "2026-05-29");
	story_eta(&st, q, "2026-05-30");
	story_poll(&st, p);
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_PENDING), 1);
	st.now_utc_ms += 5 * MINUTE_MS;
	story_poll(&st, q);
	assert_int_equal(st.notice_count, 1);
	story_run(&st, "2026-05-26 18:00");
	n = story_notice(&st, NOTICE_DELAY);
	assert_int_equal(n->state, NOTICE_STATE_SENT);
	assert_int_equal(n->shipment_count, 2);
	assert_int_equal(n->facts.window_until_day, story_day("2026-05-30"));
	assert_int_equal(n->settled_utc_ms, story_utc("2026-05-26 15:10"));
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_a_parcel_that_slips_later_is_told_only_for_a_later_window(void **state)
{
	static const struct {
		const char *eta;
		size_t words;
	} ways[] = {{"2026-05-29", 1}, {"2026-05-30", 2}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct story st;
		size_t p = story_ordinary(&st);
		size_t q = story_parcel(&st, "2026-05-28");

		story_scan(&st, q, MILESTONE_ACCEPTED, REASON_NONE);
		story_eta(&st, q, "2026-05-28");
		story_eta(&st, p, "2026-05-29");
		story_run(&st, "2026-05-26 18:00");
		assert_int_equal(story_customer_words(&st), 1);
		story_eta(&st, q, ways[i].eta);
		story_run(&st, "2026-05-27 20:00");
		assert_int_equal(story_customer_words(&st), ways[i].words);
		assert_int_equal(story_notices(&st, NOTICE_DELAY_AGAIN, 0), ways[i].words - 1);
		story_end(&st);
	}
}

static void
test_a_second_slip_waits_twenty_hours_and_gets_a_person(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	const struct notice *first;
	const struct notice *second;

	(void)state;
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-26 18:00");
	first = story_notice(&st, NOTICE_DELAY);
	story_eta(&st, p, "2026-06-01");
	story_run(&st, "2026-05-26 23:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY_AGAIN, NOTICE_STATE_PENDING), 1);
	assert_int_equal(story_cases(&st, CASE_SECOND_SLIP), 1);
	story_run(&st, "2026-05-27 20:00");
	second = story_notice(&st, NOTICE_DELAY_AGAIN);
	assert_int_equal(second->state, NOTICE_STATE_SENT);
	assert_true(second->settled_utc_ms - first->settled_utc_ms >= LIMIT_NOTICE_GAP_MS);
	assert_int_equal(second->facts.said_until_day, story_day("2026-05-29"));
	/* And a third. */
	story_eta(&st, p, "2026-06-02");
	story_run(&st, "2026-05-29 20:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY_AGAIN, NOTICE_STATE_SENT), 2);
	story_end(&st);
}

static void
test_delivered_takes_the_place_of_a_delay_that_waits(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_run(&st, "2026-05-27 21:30");
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-28 02:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_PENDING), 1);
	story_scan_at(&st, p, "2026-05-28 07:30", MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-28 12:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SUPERSEDED), 1);
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_what_happened_before_registration_is_told_to_nobody(void **state)
{
	static const struct {
		const char *name;
		const char *promised;
		enum milestone last;
		const char *eta;
	} rows[] = {
	    {"delivered", "2026-05-20", MILESTONE_DELIVERED, NULL},
	    {"delivered early", "2026-05-28", MILESTONE_DELIVERED, NULL},
	    {"late and under way", "2026-05-20", MILESTONE_IN_TRANSIT, NULL},
	    {"late with a date", "2026-05-20", MILESTONE_IN_TRANSIT, "2026-05-27"},
	    {"lost", "2026-05-28", MILESTONE_LOST_DAMAGED, NULL},
	    {"unknown", "2026-05-20", MILESTONE_UNKNOWN, NULL},
	    {"label", "2026-05-20", MILESTONE_LABEL_CREATED, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct story st;
		size_t p;

		story_begin(&st, "2026-05-25 10:00");
		p = story_parcel(&st, rows[i].promised);
		st.parcels[p].silent_ok = true;
		if (rows[i].last >= MILESTONE_IN_TRANSIT)
			story_scan_at(&st, p, "2026-05-18 10:00", MILESTONE_ACCEPTED, REASON_NONE);
		if (rows[i].last != MILESTONE_UNKNOWN)
			story_scan_at(&st, p, "2026-05-22 10:00", rows[i].last, REASON_NONE);
		story_eta(&st, p, rows[i].eta);
		story_run(&st, "2026-05-27 20:00");
		if (story_customer_words(&st) != 0 || story_cases_ever(&st) != 0 ||
		    st.notice_count != 0)
			fail_msg("%s: %zu words, %zu cases", rows[i].name,
			    story_customer_words(&st), story_cases_ever(&st));
		story_end(&st);
	}
}

static void
test_an_adopted_parcel_is_told_of_what_comes_after(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-28");
	story_scan_at(&st, p, "2026-05-24 10:00", MILESTONE_ACCEPTED, REASON_NONE);
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-26 12:00");
	assert_true(st.parcels[p].shipment.adopted);
	assert_int_equal(STATE(st, p), PROMISE_SLIPPING);
	assert_int_equal(story_customer_words(&st), 0); /* it slipped before we looked */
	story_eta(&st, p, "2026-05-30");
	story_run(&st, "2026-05-26 20:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_an_adopted_slip_is_told_at_the_latest_when_its_day_is_missed(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-28");
	story_scan_at(&st, p, "2026-05-24 10:00", MILESTONE_ACCEPTED, REASON_NONE);
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-29 12:00");
	assert_int_equal(story_notices(&st, NOTICE_MISSED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_an_outage_is_no_news_and_its_end_tells_the_truth(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	st.carrier_down = true;
	story_run(&st, "2026-05-27 22:00");
	assert_int_equal(st.notice_count, 0);
	assert_int_equal(story_cases_ever(&st), 0);
	story_scan_at(&st, p, "2026-05-27 09:00", MILESTONE_IN_TRANSIT, REASON_NONE);
	story_scan_at(&st, p, "2026-05-27 13:00", MILESTONE_DELIVERED, REASON_NONE);
	st.carrier_down = false;
	story_run(&st, "2026-05-28 12:00");
	assert_int_equal(story_customer_words(&st), 1);
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
gap(struct story *st, const char *from, const char *until)
{
	story_run(st, from);
	st->daemon_down = true;
	story_run(st, until);
	st->daemon_down = false;
	st->gap = (struct gap){story_utc(from), story_utc(until)};
}

static void
test_after_two_days_down_fresh_data_speaks(void **state)
{
	static const struct {
		bool delivered;
		enum notice_kind word;
	} ways[] = {{true, NOTICE_DELIVERED}, {false, NOTICE_MISSED}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct story st;
		size_t p = story_ordinary(&st);

		story_eta(&st, p, NULL);
		gap(&st, "2026-05-27 20:00", "2026-05-29 20:00");
		if (ways[i].delivered)
			story_scan_at(&st, p, "2026-05-28 12:00", MILESTONE_DELIVERED, REASON_NONE);
		story_run(&st, "2026-05-30 12:00");
		assert_int_equal(story_customer_words(&st), 1);
		assert_int_equal(story_notices(&st, ways[i].word, NOTICE_STATE_SENT), 1);
		assert_int_equal(story_cases_ever(&st), 0);
		story_end(&st);
	}
}

static void
test_after_two_days_down_no_data_is_one_case_an_order(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	size_t q = story_parcel(&st, "2026-05-28");

	(void)state;
	story_scan(&st, q, MILESTONE_ACCEPTED, REASON_NONE);
	story_eta(&st, p, NULL);
	gap(&st, "2026-05-27 20:00", "2026-05-29 12:00");
	st.carrier_down = true;
	story_run(&st, "2026-05-29 12:50");
	assert_int_equal(story_cases_ever(&st), 0);
	story_run(&st, "2026-05-29 20:00");
	assert_int_equal(story_cases(&st, CASE_BLIND), 1);
	assert_int_equal(story_customer_words(&st), 0);
	assert_int_equal(
	    story_notices(&st, NOTICE_CASE_OPENED, 0), 0); /* blind tells them together */
	st.carrier_down = false;
	story_scan_at(&st, p, "2026-05-28 12:00", MILESTONE_DELIVERED, REASON_NONE);
	story_scan_at(&st, q, "2026-05-28 12:00", MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-30 12:00");
	assert_int_equal(story_cases(&st, CASE_BLIND), 0);
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_a_word_owed_is_met_twice_and_then_a_persons(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	size_t words;

	(void)state;
	story_eta(&st, p, NULL);
	story_run(&st, "2026-05-29 12:00"); /* missed, told Friday at 9 */
	assert_int_equal(st.order.obligation_utc_ms, story_utc("2026-06-01 12:00"));
	story_scan(&st, p, MILESTONE_IN_TRANSIT, REASON_NONE);
	story_run(&st, "2026-06-01 12:00");
	assert_int_equal(story_notices(&st, NOTICE_STILL_NO_NEWS, NOTICE_STATE_SENT), 1);
	assert_true(story_notice(&st, NOTICE_STILL_NO_NEWS)->settled_utc_ms <
	    story_utc("2026-06-01 11:30"));
	story_run(&st, "2026-06-02 20:00");
	assert_int_equal(story_notices(&st, NOTICE_STILL_NO_NEWS, NOTICE_STATE_SENT), 2);
	words = story_customer_words(&st);
	story_run(&st, "2026-06-08 20:00");
	assert_int_equal(story_customer_words(&st), words);
	assert_int_equal(story_cases(&st, CASE_STILL_MISSING), 1);
	assert_int_equal(st.order.obligation_utc_ms, AT_NONE);
	story_end(&st);
}

static void
test_a_word_owed_that_cannot_be_true_is_a_persons_half_an_hour_before(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_eta(&st, p, NULL);
	story_run(&st, "2026-05-29 12:00");
	st.carrier_down = true;
	story_run(&st, "2026-06-01 11:25");
	assert_int_equal(story_cases(&st, CASE_OBLIGATION), 0);
	story_run(&st, "2026-06-01 11:35");
	assert_int_equal(story_cases(&st, CASE_OBLIGATION), 1);
	assert_int_equal(st.cases[st.case_count - 1].due_utc_ms, story_utc("2026-06-01 12:00"));
	assert_int_equal(story_customer_words(&st), 1);
	(void)p;
	story_end(&st);
}

static void
test_after_a_gap_only_an_answer_since_then_speaks(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_eta(&st, p, NULL);
	story_run(&st, "2026-05-29 12:00"); /* missed and told; a word is owed on Monday at noon */
	gap(&st, "2026-06-01 09:30", "2026-06-01 09:50");
	st.carrier_down = true;
	story_run(&st, "2026-06-01 10:20");
	assert_true(st.now_utc_ms - st.parcels[p].schedule.last_ok_utc_ms <
	    8 * HOUR_MS); /* two intervals of an old miss */
	assert_int_equal(story_notices(&st, NOTICE_STILL_NO_NEWS, 0), 0);
	st.carrier_down = false;
	story_run(&st, "2026-06-01 11:30");
	assert_int_equal(story_notices(&st, NOTICE_STILL_NO_NEWS, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_cases(&st, CASE_OBLIGATION), 0);
	story_end(&st);
}

static void
test_a_case_that_nobody_takes_escalates(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_scan(&st, p, MILESTONE_LOST_DAMAGED, REASON_LOST);
	story_run(&st, "2026-05-26 17:00");
	assert_int_equal(story_cases(&st, CASE_LOST), 1);
	assert_false(st.cases[0].escalated);
	story_run(&st, "2026-05-26 18:10");
	assert_true(st.cases[0].escalated);
	assert_int_equal(story_notices(&st, NOTICE_CASE_ESCALATED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_promised_hours_are_judged_to_the_instant_and_told_by_the_day(void **state)
{
	static const struct {
		const char *delivered;
		enum promise_state state;
	} ways[] = {
	    {"2026-05-28 13:59", PROMISE_KEPT},
	    {"2026-05-28 14:00", PROMISE_KEPT},
	    {"2026-05-28 14:01", PROMISE_LATE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct story st;
		size_t p;

		story_begin(&st, "2026-05-25 10:00");
		p = story_parcel(&st, "2026-05-28");
		st.parcels[p].shipment.promise.until_second = 14 * 3600;
		promise_close(&st.parcels[p].shipment.promise);
		story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
		story_run(&st, "2026-05-28 16:00");
		assert_int_equal(STATE(st, p), PROMISE_MISSED);
		assert_int_equal(story_customer_words(&st), 0); /* the day may still hold */
		story_scan_at(&st, p, ways[i].delivered, MILESTONE_DELIVERED, REASON_NONE);
		story_run(&st, "2026-05-28 20:00");
		assert_int_equal(STATE(st, p), ways[i].state);
		story_end(&st);
	}
}

static void
test_a_carrier_that_gives_utc_alone_is_read_at_the_destination(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	struct event *e;

	(void)state;
	story_run(&st, "2026-05-28 20:00");
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	/* 23:30 UTC of the promised day is half past one of the next in Madrid. */
	e = &st.parcels[p].truth.events.items[1];
	e->at = when_utc_ms(story_utc("2026-05-29 01:30"));
	story_run(&st, "2026-05-29 09:30");
	assert_int_equal(STATE(st, p), PROMISE_LATE);
	assert_int_equal(
	    story_notice(&st, NOTICE_DELIVERED)->facts.arrived_day, story_day("2026-05-29"));
	story_end(&st);
}

static void
test_pieces_are_delivered_by_the_last_one(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	struct observation *o = &st.parcels[p].truth;

	(void)state;
	story_run(&st, "2026-05-28 11:00");
	o->pieces_total = 2;
	o->pieces_delivered = 1;
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-28 14:00");
	assert_int_not_equal(STATE(st, p), PROMISE_KEPT);
	assert_int_equal(story_customer_words(&st), 0);
	o->pieces_delivered = 2;
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-28 18:00");
	assert_int_equal(STATE(st, p), PROMISE_KEPT);
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_without_a_promise_only_the_shop_hears_after_a_week(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, NULL);
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-31 12:00");
	assert_int_equal(STATE(st, p), PROMISE_NONE);
	assert_int_equal(st.notice_count, 0);
	story_run(&st, "2026-06-01 12:00");
	assert_string_equal(RULE(st, p), "outer_alarm");
	assert_int_equal(story_notices(&st, NOTICE_RISK, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

static void
test_a_delivered_parcel_comes_back_only_by_an_explicit_code(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_run(&st, "2026-05-28 12:00");
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-28 20:00");
	story_scan(&st, p, MILESTONE_IN_TRANSIT, REASON_NONE);
	story_poll(&st, p);
	assert_int_equal(st.parcels[p].shipment.milestone, MILESTONE_DELIVERED);
	assert_int_not_equal(st.parcels[p].shipment.closed_utc_ms, AT_NONE);
	st.now_utc_ms += HOUR_MS;
	story_scan(&st, p, MILESTONE_RETURNING, REASON_REFUSED);
	story_poll(&st, p);
	assert_int_equal(st.parcels[p].shipment.milestone, MILESTONE_RETURNING);
	assert_int_equal(STATE(st, p), PROMISE_KEPT);
	assert_int_equal(st.parcels[p].shipment.closed_utc_ms, AT_NONE);
	assert_int_equal(story_cases(&st, CASE_RETURNING), 1);
	story_end(&st);
}

static void
test_a_corrected_promise_is_judged_anew(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);
	struct change change = {.has_promise = true};

	(void)state;
	story_run(&st, "2026-05-26 21:30");
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 02:00");
	assert_int_equal(STATE(st, p), PROMISE_SLIPPING);
	change.promise = st.parcels[p].shipment.promise;
	change.promise.until_day += 1;
	story_change(&st, p, &change);
	assert_int_equal(STATE(st, p), PROMISE_ON_TRACK);
	story_run(&st, "2026-05-27 12:00");
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

static void
test_what_staff_told_is_not_told_again(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_run(&st, "2026-05-26 21:30");
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-27 02:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_PENDING), 1);
	story_change(&st, p, &(struct change){.customer_told = true});
	story_run(&st, "2026-05-28 20:00");
	assert_int_equal(story_customer_words(&st), 0);
	assert_int_equal(st.order.retold_count, 1);
	story_end(&st);
}

static void
test_a_cancelled_parcel_is_quiet(void **state)
{
	struct story st;
	size_t p = story_ordinary(&st);

	(void)state;
	story_eta(&st, p, "2026-05-29");
	story_run(&st, "2026-05-26 18:00");
	story_change(&st, p, &(struct change){.cancel = true});
	assert_int_equal(st.parcels[p].schedule.next_poll_utc_ms, AT_NONE);
	assert_int_equal(st.order.obligation_utc_ms, AT_NONE);
	story_run(&st, "2026-06-02 18:00");
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_kept_promise_says_delivered_and_nothing_else),
	    cmocka_unit_test(test_a_slip_by_eta_is_told_at_once_with_its_window_and_next_word),
	    cmocka_unit_test(test_a_window_that_only_reaches_beyond_the_day_is_for_the_shop),
	    cmocka_unit_test(test_a_told_slip_that_heals_is_told_after_a_day),
	    cmocka_unit_test(test_a_slip_that_heals_before_it_was_told_is_not_told),
	    cmocka_unit_test(test_lost_is_told_and_is_a_persons),
	    cmocka_unit_test(test_a_parcel_on_its_way_back_is_told_and_is_a_persons),
	    cmocka_unit_test(test_an_exception_is_a_case_only_when_it_lasts),
	    cmocka_unit_test(test_a_case_that_a_person_resolved_does_not_come_back),
	    cmocka_unit_test(test_not_handed_over_by_its_day_is_the_shops_alone),
	    cmocka_unit_test(test_a_prepared_notice_leaves_when_a_person_releases_it),
	    cmocka_unit_test(test_three_working_days_without_a_scan_are_told_to_the_shop),
	    cmocka_unit_test(test_a_pre_order_is_quiet_until_it_is_available),
	    cmocka_unit_test(test_a_number_nobody_knows_is_told_to_the_shop_once),
	    cmocka_unit_test(test_a_miss_is_told_within_twelve_hours_on_fresh_data),
	    cmocka_unit_test(test_a_miss_on_stale_data_is_a_persons),
	    cmocka_unit_test(test_a_void_label_frightens_nobody),
	    cmocka_unit_test(test_a_label_whose_sibling_moves_on_is_one_matter_for_the_shop),
	    cmocka_unit_test(test_a_label_whose_sibling_was_scanned_is_proposed_as_replaced),
	    cmocka_unit_test(test_two_parcels_that_slip_together_make_one_notice),
	    cmocka_unit_test(test_a_parcel_that_slips_later_is_told_only_for_a_later_window),
	    cmocka_unit_test(test_a_second_slip_waits_twenty_hours_and_gets_a_person),
	    cmocka_unit_test(test_delivered_takes_the_place_of_a_delay_that_waits),
	    cmocka_unit_test(test_what_happened_before_registration_is_told_to_nobody),
	    cmocka_unit_test(test_an_adopted_parcel_is_told_of_what_comes_after),
	    cmocka_unit_test(test_an_adopted_slip_is_told_at_the_latest_when_its_day_is_missed),
	    cmocka_unit_test(test_an_outage_is_no_news_and_its_end_tells_the_truth),
	    cmocka_unit_test(test_after_two_days_down_fresh_data_speaks),
	    cmocka_unit_test(test_after_two_days_down_no_data_is_one_case_an_order),
	    cmocka_unit_test(test_a_word_owed_is_met_twice_and_then_a_persons),
	    cmocka_unit_test(test_a_word_owed_that_cannot_be_true_is_a_persons_half_an_hour_before),
	    cmocka_unit_test(test_after_a_gap_only_an_answer_since_then_speaks),
	    cmocka_unit_test(test_a_case_that_nobody_takes_escalates),
	    cmocka_unit_test(test_promised_hours_are_judged_to_the_instant_and_told_by_the_day),
	    cmocka_unit_test(test_a_carrier_that_gives_utc_alone_is_read_at_the_destination),
	    cmocka_unit_test(test_pieces_are_delivered_by_the_last_one),
	    cmocka_unit_test(test_without_a_promise_only_the_shop_hears_after_a_week),
	    cmocka_unit_test(test_a_delivered_parcel_comes_back_only_by_an_explicit_code),
	    cmocka_unit_test(test_a_corrected_promise_is_judged_anew),
	    cmocka_unit_test(test_what_staff_told_is_not_told_again),
	    cmocka_unit_test(test_a_cancelled_parcel_is_quiet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
