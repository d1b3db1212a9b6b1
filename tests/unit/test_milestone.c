#include "monitor/base/milestone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_names_lead_back_to_their_values(void **state)
{
	(void)state;
	for (int i = 0; i < MILESTONE_COUNT; i++) {
		enum milestone m = MILESTONE_COUNT;

		assert_int_equal(milestone_from_name(milestone_name((enum milestone)i), &m), 0);
		assert_int_equal(m, i);
	}
	for (int i = 0; i < REASON_COUNT; i++) {
		enum reason r = REASON_COUNT;

		assert_int_equal(reason_from_name(reason_name((enum reason)i), &r), 0);
		assert_int_equal(r, i);
	}
	for (int i = 0; i < PROMISE_COUNT; i++) {
		enum promise_state s = PROMISE_COUNT;

		assert_int_equal(
		    promise_state_from_name(promise_state_name((enum promise_state)i), &s), 0);
		assert_int_equal(s, i);
	}
}

static void
test_names_are_those_of_the_output(void **state)
{
	(void)state;
	assert_string_equal(milestone_name(MILESTONE_OUT_FOR_DELIVERY), "out_for_delivery");
	assert_string_equal(milestone_name(MILESTONE_LOST_DAMAGED), "lost_damaged");
	assert_string_equal(reason_name(REASON_NOT_HANDED_OVER), "not_handed_over");
	assert_string_equal(party_name(PARTY_FORCE), "force");
	assert_string_equal(promise_state_name(PROMISE_ON_TRACK), "on_track");
	assert_string_equal(data_state_name(DATA_NOT_FOUND), "not_found");
}

static void
test_numbers_from_elsewhere_are_harmless(void **state)
{
	enum milestone m = MILESTONE_DELIVERED;
	enum reason r = REASON_LOST;
	enum promise_state s = PROMISE_KEPT;

	(void)state;
	assert_string_equal(milestone_name((enum milestone)200), "unknown");
	assert_string_equal(reason_name((enum reason)200), "unknown");
	assert_string_equal(party_name((enum party)200), "unknown");
	assert_string_equal(promise_state_name((enum promise_state)200), "unknown");
	assert_string_equal(data_state_name((enum data_state)200), "unknown");
	assert_false(milestone_terminal((enum milestone)200));
	assert_false(milestone_physical((enum milestone)200));
	assert_int_equal(reason_party((enum reason)200), PARTY_NONE);
	assert_int_equal(milestone_from_name("DELIVERED", &m), ERR_NOT_FOUND);
	assert_int_equal(reason_from_name("", &r), ERR_NOT_FOUND);
	assert_int_equal(promise_state_from_name("fine", &s), ERR_NOT_FOUND);
	assert_int_equal(m, MILESTONE_DELIVERED);
	assert_int_equal(r, REASON_LOST);
	assert_int_equal(s, PROMISE_KEPT);
}

static void
test_terminal_and_physical_are_as_stated(void **state)
{
	static const struct {
		enum milestone milestone;
		bool terminal;
		bool physical;
	} cases[] = {
	    {MILESTONE_UNKNOWN, false, false},
	    {MILESTONE_LABEL_CREATED, false, false},
	    {MILESTONE_ACCEPTED, false, true},
	    {MILESTONE_IN_TRANSIT, false, true},
	    {MILESTONE_CUSTOMS, false, true},
	    {MILESTONE_OUT_FOR_DELIVERY, false, true},
	    {MILESTONE_DELIVERY_ATTEMPTED, false, true},
	    {MILESTONE_READY_FOR_PICKUP, false, true},
	    {MILESTONE_DELIVERED, true, true},
	    {MILESTONE_EXCEPTION, false, true},
	    {MILESTONE_RETURNING, false, true},
	    {MILESTONE_RETURNED, true, true},
	    {MILESTONE_LOST_DAMAGED, true, true},
	    {MILESTONE_CANCELLED, true, false},
	    {MILESTONE_EXPIRED, true, false},
	};

	(void)state;
	assert_int_equal(sizeof(cases) / sizeof(cases[0]), MILESTONE_COUNT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(milestone_terminal(cases[i].milestone), cases[i].terminal);
		assert_int_equal(milestone_physical(cases[i].milestone), cases[i].physical);
	}
}

static void
test_ranks_follow_the_way_of_a_parcel(void **state)
{
	static const enum milestone way[] = {MILESTONE_UNKNOWN, MILESTONE_LABEL_CREATED,
	    MILESTONE_ACCEPTED, MILESTONE_IN_TRANSIT, MILESTONE_CUSTOMS, MILESTONE_OUT_FOR_DELIVERY,
	    MILESTONE_DELIVERY_ATTEMPTED, MILESTONE_READY_FOR_PICKUP, MILESTONE_DELIVERED,
	    MILESTONE_RETURNING, MILESTONE_RETURNED};

	(void)state;
	for (size_t i = 1; i < sizeof(way) / sizeof(way[0]); i++)
		assert_true(milestone_rank(way[i - 1]) < milestone_rank(way[i]));
	assert_int_equal(milestone_rank(MILESTONE_EXCEPTION), milestone_rank(MILESTONE_IN_TRANSIT));
	for (int i = 0; i < MILESTONE_COUNT; i++)
		assert_in_range(milestone_rank((enum milestone)i), 0, 14);
}

static void
test_reasons_point_at_their_party(void **state)
{
	(void)state;
	assert_int_equal(reason_party(REASON_NONE), PARTY_NONE);
	assert_int_equal(reason_party(REASON_NOBODY_HOME), PARTY_RECIPIENT);
	assert_int_equal(reason_party(REASON_NO_ACCESS), PARTY_CARRIER);
	assert_int_equal(reason_party(REASON_DOCUMENTS), PARTY_SHOP);
	assert_int_equal(reason_party(REASON_SECURITY), PARTY_CUSTOMS);
	assert_int_equal(reason_party(REASON_WEATHER), PARTY_FORCE);
	for (int i = 1; i < REASON_COUNT; i++)
		assert_int_not_equal(reason_party((enum reason)i), PARTY_NONE);
}

static void
test_only_open_promises_need_judging(void **state)
{
	(void)state;
	for (int i = 0; i < PROMISE_COUNT; i++) {
		bool open = i == PROMISE_ON_TRACK || i == PROMISE_AT_RISK ||
		    i == PROMISE_SLIPPING || i == PROMISE_MISSED;

		assert_int_equal(promise_settled((enum promise_state)i), !open);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_lead_back_to_their_values),
	    cmocka_unit_test(test_names_are_those_of_the_output),
	    cmocka_unit_test(test_numbers_from_elsewhere_are_harmless),
	    cmocka_unit_test(test_terminal_and_physical_are_as_stated),
	    cmocka_unit_test(test_ranks_follow_the_way_of_a_parcel),
	    cmocka_unit_test(test_reasons_point_at_their_party),
	    cmocka_unit_test(test_only_open_promises_need_judging),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
