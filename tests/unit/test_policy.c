#include "monitor/base/policy.h"
#include "monitor/base/thread.h"

#include <stdlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A shop in Madrid: Monday to Friday 9 to 18, Saturday 10 to 14. */
static struct shop
sample(void)
{
	struct shop shop = {.id = "violeta", .zone = "Europe/Madrid"};

	for (int i = 0; i < 5; i++)
		shop.hours[i] = (struct hours){9 * 3600, 18 * 3600};
	shop.hours[5] = (struct hours){10 * 3600, 14 * 3600};
	return shop;
}

static int64_t
at(const char *text)
{
	struct when when;

	assert_int_equal(when_parse((struct span){text, strlen(text)}, &when), 0);
	return when_utc(when);
}

static void
test_hours_open_and_close_where_the_shop_is(void **state)
{
	static const struct {
		const char *claim, *from, *open, *close;
	} cases[] = {
	    {"before opening", "2026-11-23T07:00:00+01:00", "2026-11-23T09:00:00+01:00",
		"2026-11-23T18:00:00+01:00"},
	    {"at the first second", "2026-11-23T09:00:00+01:00", "2026-11-23T09:00:00+01:00",
		"2026-11-23T18:00:00+01:00"},
	    {"open now", "2026-11-23T12:34:00+01:00", "2026-11-23T12:34:00+01:00",
		"2026-11-23T18:00:00+01:00"},
	    {"the closing second is closed", "2026-11-23T18:00:00+01:00",
		"2026-11-24T09:00:00+01:00", "2026-11-24T18:00:00+01:00"},
	    {"Saturday afternoon to Monday", "2026-11-21T15:00:00+01:00",
		"2026-11-23T09:00:00+01:00", "2026-11-23T18:00:00+01:00"},
	    {"over the change to winter time", "2026-10-24T20:00:00+02:00",
		"2026-10-26T09:00:00+01:00", "2026-10-26T18:00:00+01:00"},
	};
	struct shop shop = sample();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (shop_open_at(&shop, at(cases[i].from)) != at(cases[i].open) ||
		    shop_close_at(&shop, at(cases[i].from)) != at(cases[i].close))
			fail_msg("%s", cases[i].claim);
}

static void
test_one_day_a_week_comes_round_again(void **state)
{
	struct shop shop = {.zone = "Europe/Madrid"};

	(void)state;
	shop.hours[0] = (struct hours){9 * 3600, 10 * 3600};
	assert_int_equal(
	    shop_open_at(&shop, at("2026-11-23T10:00:00+01:00")), at("2026-11-30T09:00:00+01:00"));
}

static void
test_hours_may_last_to_midnight(void **state)
{
	struct shop shop = {.zone = "Europe/Madrid"};

	(void)state;
	shop.hours[0] = (struct hours){0, DAY_SECONDS};
	assert_int_equal(
	    shop_close_at(&shop, at("2026-11-23T12:00:00+01:00")), at("2026-11-24T00:00:00+01:00"));
}

static void
test_without_hours_the_moment_itself_and_monday_to_friday(void **state)
{
	struct shop shop = {.zone = "Europe/Madrid"};
	const int64_t from = at("2026-11-22T03:00:00+01:00");

	(void)state;
	assert_int_equal(shop_open_at(&shop, from), from);
	assert_int_equal(shop_close_at(&shop, from), from);
	for (int32_t day = 4; day < 11; day++) /* 1970-01-05 was a Monday */
		assert_int_equal(shop_working_day(&shop, day), day < 9);
}

static void
test_a_working_day_has_hours(void **state)
{
	struct shop shop = sample();

	(void)state;
	for (int32_t day = 4; day < 11; day++)
		assert_int_equal(shop_working_day(&shop, day), day < 10);
}

/* 2026-12-07 and -08 are holidays in Madrid, a Monday and a Tuesday; the 24th a Thursday. */
static void
test_holidays_and_days_of_its_own_are_no_working_days(void **state)
{
	static struct own_day own[2];
	struct shop shop = sample();
	int32_t monday = zone_day("Europe/Madrid", at("2026-12-07T12:00:00+01:00"));

	(void)state;
	shop.holidays = holiday_place_of("ES", "28013");
	assert_false(shop_working_day(&shop, monday));
	assert_false(shop_working_day(&shop, monday + 1));
	assert_true(shop_working_day(&shop, monday + 2));
	assert_int_equal(
	    shop_open_at(&shop, at("2026-12-05T15:00:00+01:00")), at("2026-12-09T09:00:00+01:00"));

	own[0] = (struct own_day){monday, true};
	own[1] = (struct own_day){monday + 17, false};
	shop.own_days = (struct own_days){own, 2};
	assert_true(shop_working_day(&shop, monday));
	assert_false(shop_working_day(&shop, monday + 1));
	assert_false(shop_working_day(&shop, monday + 17));
	assert_true(shop_working_day(&shop, monday + 21));
	assert_int_equal(
	    shop_open_at(&shop, at("2026-12-24T07:00:00+01:00")), at("2026-12-26T10:00:00+01:00"));
}

static struct policy *
two_of_each(void)
{
	struct policy *p = policy_new();

	assert_non_null(p);
	p->shops = calloc(2, sizeof(*p->shops));
	p->accounts = calloc(2, sizeof(*p->accounts));
	assert_non_null(p->shops);
	assert_non_null(p->accounts);
	p->shop_count = p->account_count = 2;
	(void)snprintf(p->shops[0].id, sizeof(p->shops[0].id), "violeta");
	(void)snprintf(p->shops[1].id, sizeof(p->shops[1].id), "norte");
	(void)snprintf(p->accounts[0].id, sizeof(p->accounts[0].id), "dhl-main");
	(void)snprintf(p->accounts[1].id, sizeof(p->accounts[1].id), "ups-main");
	assert_int_equal(secret_set(&p->accounts[1].key, "k", 1), 0);
	assert_int_equal(secret_set(&p->mail.password, "p", 1), 0);
	return p;
}

static void
test_shops_and_accounts_are_found_by_id(void **state)
{
	struct policy *p = two_of_each();

	(void)state;
	assert_ptr_equal(policy_shop(p, "norte"), &p->shops[1]);
	assert_null(policy_shop(p, "sur"));
	assert_ptr_equal(policy_account(p, "ups-main"), &p->accounts[1]);
	assert_null(policy_account(p, ""));
	policy_drop(p);
}

/* Freed too early or never shows under the sanitizers. */
static void
hold_and_drop(void *arg)
{
	const struct policy *p = arg;

	for (int i = 0; i < 20000; i++)
		policy_drop(policy_hold(p));
	policy_drop(p);
}

static void
test_a_snapshot_lives_until_its_last_holder_on_any_thread(void **state)
{
	struct policy *p = two_of_each();
	struct thread *threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(thread_start(&threads[i], "holder", hold_and_drop,
				     (void *)(uintptr_t)policy_hold(p)),
		    0);
	for (size_t i = 0; i < 4; i++)
		thread_join(threads[i]);
	assert_int_equal(p->references, 1);
	policy_drop(p);
	policy_drop(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hours_open_and_close_where_the_shop_is),
	    cmocka_unit_test(test_one_day_a_week_comes_round_again),
	    cmocka_unit_test(test_hours_may_last_to_midnight),
	    cmocka_unit_test(test_without_hours_the_moment_itself_and_monday_to_friday),
	    cmocka_unit_test(test_a_working_day_has_hours),
	    cmocka_unit_test(test_holidays_and_days_of_its_own_are_no_working_days),
	    cmocka_unit_test(test_shops_and_accounts_are_found_by_id),
	    cmocka_unit_test(test_a_snapshot_lives_until_its_last_holder_on_any_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
