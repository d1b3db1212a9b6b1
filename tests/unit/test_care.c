/* Orders with which a person is quicker and mails are fewer, told as stories. */

#include "tests/support/story.h"

#include "monitor/base/text.h"
#include "monitor/notice/budget.h"
#include "monitor/promise/care.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
begin(struct story *st)
{
	story_begin(st, "2026-05-25 10:00");
	(void)text_cut(st->shop.contact_name, sizeof(st->shop.contact_name), SPAN("Marta Ejemplo"));
	st->shop.high_value_cents = 20000;
}

static const struct case_record *
open_case(const struct story *st, enum case_reason reason)
{
	for (size_t i = 0; i < st->case_count; i++)
		if (st->cases[i].reason == reason && st->cases[i].state != CASE_RESOLVED)
			return &st->cases[i];
	return NULL;
}

/* Registered, scanned once, and then a date of the carrier's after the promised day. */
static size_t
slipping(struct story *st)
{
	size_t p = story_parcel(st, "2026-05-28");

	story_scan(st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(st, "2026-05-25 12:00");
	story_eta(st, p, "2026-05-29");
	return p;
}

static void
test_the_shop_hears_at_once_of_special_orders(void **state)
{
	static const struct {
		const char *name;
		bool first, marked;
		int64_t cents;
		size_t told;
	} rows[] = {
	    {"any order", false, false, -1, 0},
	    {"a little less", false, false, 19999, 0},
	    {"high value", false, false, 20000, 1},
	    {"first order", true, false, -1, 1},
	    {"marked", false, true, -1, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct story st;
		size_t p;

		begin(&st);
		p = story_parcel(&st, "2026-06-05");
		st.parcels[p].shipment.first_order = rows[i].first;
		st.parcels[p].shipment.marked = rows[i].marked;
		st.parcels[p].shipment.value_cents = rows[i].cents;
		story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
		story_run(&st, "2026-05-29 04:00"); /* three working days without a scan */
		if (story_notices(&st, NOTICE_RISK, NOTICE_STATE_SENT) != rows[i].told)
			fail_msg("%s", rows[i].name);
		assert_int_equal(story_customer_words(&st), 0);
		story_end(&st);
	}
}

static void
test_a_slip_of_high_value_is_told_and_a_persons_within_the_hour(void **state)
{
	const struct case_record *c;
	struct story st;
	size_t p;

	(void)state;
	begin(&st);
	p = slipping(&st);
	st.parcels[p].shipment.value_cents = 250000;
	story_run(&st, "2026-05-25 20:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	c = open_case(&st, CASE_HIGH_VALUE);
	assert_non_null(c);
	assert_string_equal(c->owner, "Marta Ejemplo");
	assert_int_equal(c->state, CASE_OPEN); /* asked, not taken */
	assert_int_equal(c->due_utc_ms, c->opened_utc_ms + HOUR_MS);
	/* nobody took it: the shop is told again */
	story_run(&st, "2026-05-26 12:00");
	assert_int_equal(story_notices(&st, NOTICE_CASE_ESCALATED, NOTICE_STATE_SENT), 1);
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-27 20:00");
	assert_null(open_case(&st, CASE_HIGH_VALUE));
	story_end(&st);
}

static void
test_an_upset_customer_is_a_persons_and_mailed_nothing_but_the_arrival(void **state)
{
	const struct change upset = {.has_upset = true, .upset = true, .author = "Marta"};
	const struct case_record *c;
	struct story st;
	size_t p;

	(void)state;
	begin(&st);
	p = slipping(&st);
	story_change(&st, p, &upset);
	story_run(&st, "2026-05-26 20:00");
	c = open_case(&st, CASE_UPSET);
	assert_non_null(c);
	assert_string_equal(c->owner, "Marta Ejemplo");
	assert_int_equal(story_customer_words(&st), 0);
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_when_the_person_is_done_mail_goes_on(void **state)
{
	const struct change upset = {.has_upset = true, .upset = true, .author = "Marta"};
	struct story st;
	size_t p;

	(void)state;
	begin(&st);
	p = slipping(&st);
	story_change(&st, p, &upset);
	story_run(&st, "2026-05-25 18:00");
	assert_int_equal(story_customer_words(&st), 0);
	for (size_t i = 0; i < st.case_count; i++)
		if (st.cases[i].reason == CASE_UPSET)
			st.cases[i].state = CASE_RESOLVED;
	story_run(&st, "2026-05-26 18:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	assert_null(open_case(&st, CASE_UPSET));
	story_end(&st);
}

/* Each day a day later: the second word is the last, then a person speaks, and after seven days mail does again. */
static void
test_over_its_budget_an_order_is_a_persons(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	begin(&st);
	st.shop.order_budget = 2;
	p = slipping(&st);
	story_run(&st, "2026-05-26 12:00");
	story_eta(&st, p, "2026-06-02");
	story_run(&st, "2026-05-27 12:00");
	assert_int_equal(story_customer_words(&st), 2);
	assert_int_equal(story_cases(&st, CASE_SECOND_SLIP), 1);
	assert_int_equal(story_cases(&st, CASE_BUDGET), 0);
	story_eta(&st, p, "2026-06-08");
	story_run(&st, "2026-05-29 12:00");
	assert_int_equal(story_customer_words(&st), 2);
	assert_int_equal(story_cases(&st, CASE_BUDGET), 1);
	assert_string_equal(open_case(&st, CASE_BUDGET)->owner, "Marta Ejemplo");
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-30 12:00");
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_a_budget_counts_what_was_written_in_seven_days(void **state)
{
	struct shop shop = {.order_budget = 2};
	struct order order = ORDER_INIT;
	int64_t now = INT64_C(100) * DAY_MS;

	(void)state;
	order.retold_count = 3;
	order.retold[0] = (struct retold){.said_utc_ms = now - LIMIT_BUDGET_MS, .notice = 1};
	order.retold[1] =
	    (struct retold){.said_utc_ms = now - DAY_MS, .notice = 0}; /* a person's */
	order.retold[2] = (struct retold){.said_utc_ms = now - DAY_MS, .notice = 2};
	assert_false(budget_spent(&shop, &order, NOTICE_DELAY_AGAIN, now));
	order.retold[0].said_utc_ms++;
	assert_true(budget_spent(&shop, &order, NOTICE_DELAY_AGAIN, now));
	assert_true(budget_spent(&shop, &order, NOTICE_MISSED, now));
	assert_false(budget_spent(&shop, &order, NOTICE_DELIVERED, now));
	assert_false(budget_spent(&shop, &order, NOTICE_LOST, now));
	assert_false(budget_spent(&shop, &order, NOTICE_ACTION_NEEDED, now));
	shop.order_budget = 0;
	assert_false(budget_spent(&shop, &order, NOTICE_DELAY_AGAIN, now));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_shop_hears_at_once_of_special_orders),
	    cmocka_unit_test(test_a_slip_of_high_value_is_told_and_a_persons_within_the_hour),
	    cmocka_unit_test(
		test_an_upset_customer_is_a_persons_and_mailed_nothing_but_the_arrival),
	    cmocka_unit_test(test_when_the_person_is_done_mail_goes_on),
	    cmocka_unit_test(test_over_its_budget_an_order_is_a_persons),
	    cmocka_unit_test(test_a_budget_counts_what_was_written_in_seven_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
