#include "monitor/base/observation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct event *
add(struct event_list *list, struct when at, enum milestone milestone, const char *code)
{
	struct event *e = event_list_add(list);

	assert_non_null(e);
	e->at = at;
	e->milestone = milestone;
	(void)snprintf(e->code, sizeof(e->code), "%s", code);
	return e;
}

static void
test_list_stops_at_its_limit(void **state)
{
	struct event_list list = {0};

	(void)state;
	for (size_t i = 0; i < LIMIT_EVENTS; i++)
		assert_non_null(event_list_add(&list));
	assert_null(event_list_add(&list));
	assert_int_equal(list.count, LIMIT_EVENTS);
	event_list_clear(&list);
	event_list_clear(&list);
	assert_int_equal(list.count, 0);
}

static void
test_new_event_has_no_moment(void **state)
{
	struct event_list list = {0};
	struct event *e = event_list_add(&list);

	(void)state;
	assert_non_null(e);
	assert_int_equal(e->at.kind, WHEN_NONE);
	assert_int_equal(e->at.day, DAY_NONE);
	event_list_clear(&list);
}

static void
test_sort_is_by_day_then_clock_then_rank_then_code(void **state)
{
	struct event_list list = {0};
	static const char *const want[] = {"date", "early", "label", "a", "b", "next"};

	(void)state;
	add(&list, when_local(101, 60), MILESTONE_DELIVERED, "next");
	add(&list, when_local(100, 7200), MILESTONE_IN_TRANSIT, "b");
	add(&list, when_local(100, 7200), MILESTONE_IN_TRANSIT, "a");
	add(&list, when_local(100, 7200), MILESTONE_LABEL_CREATED, "label");
	add(&list, when_local(100, 3600), MILESTONE_OUT_FOR_DELIVERY, "early");
	add(&list, when_date(100), MILESTONE_DELIVERED, "date");
	event_list_sort(&list);
	for (size_t i = 0; i < list.count; i++)
		assert_string_equal(list.items[i].code, want[i]);
	event_list_clear(&list);
}

static void
test_sort_gives_one_order_whatever_came_first(void **state)
{
	struct event_list forward = {0}, backward = {0};

	(void)state;
	for (int32_t i = 0; i < 60; i++)
		add(&forward, when_instant(100 + i % 3, 600 * (i % 7), 60 * (i % 2)),
		    (enum milestone)(i % 5), i % 2 == 0 ? "x" : "y");
	assert_int_equal(event_list_copy(&backward, &forward), 0);
	event_list_reverse(&backward);
	event_list_sort(&forward);
	event_list_sort(&backward);
	assert_true(event_list_equal(&forward, &backward));
	event_list_clear(&forward);
	event_list_clear(&backward);
}

static void
test_sort_keeps_equal_scans_as_they_came(void **state)
{
	struct event_list list = {0};

	(void)state;
	(void)snprintf(add(&list, when_local(9, 0), MILESTONE_IN_TRANSIT, "x")->text, 8, "first");
	(void)snprintf(add(&list, when_local(9, 0), MILESTONE_IN_TRANSIT, "x")->text, 8, "second");
	event_list_sort(&list);
	assert_string_equal(list.items[0].text, "first");
	event_list_clear(&list);
}

static void
test_reverse_turns_odd_and_even_lists(void **state)
{
	(void)state;
	for (size_t count = 0; count < 5; count++) {
		struct event_list list = {0};

		for (size_t i = 0; i < count; i++)
			add(&list, when_date((int32_t)i), MILESTONE_UNKNOWN, "");
		event_list_reverse(&list);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(list.items[i].at.day, count - 1 - i);
		event_list_clear(&list);
	}
}

static void
test_identity_is_the_wall_clock_as_written_and_the_code(void **state)
{
	static const struct {
		const char *claim;
		struct when a, b;
		const char *code_a, *code_b;
		bool same;
	} cases[] = {
	    {"equal", {WHEN_LOCAL, 9, 60, 0}, {WHEN_LOCAL, 9, 60, 0}, "x", "x", true},
	    {"code", {WHEN_LOCAL, 9, 60, 0}, {WHEN_LOCAL, 9, 60, 0}, "x", "y", false},
	    {"second", {WHEN_LOCAL, 9, 60, 0}, {WHEN_LOCAL, 9, 61, 0}, "x", "x", false},
	    {"offset added later", {WHEN_LOCAL, 9, 60, 0}, {WHEN_INSTANT, 9, 60, 120}, "x", "x",
		true},
	    {"same instant, other wall clock", {WHEN_INSTANT, 9, 3600, 60},
		{WHEN_INSTANT, 9, 7200, 120}, "x", "x", false},
	    {"UTC and its instant", {WHEN_UTC, 9, 3600, 0}, {WHEN_INSTANT, 9, 7200, 60}, "x", "x",
		true},
	    {"UTC and an unknown zone", {WHEN_UTC, 9, 3600, 0}, {WHEN_LOCAL, 9, 3600, 0}, "x", "x",
		false},
	    {"a date is no midnight", {WHEN_DATE, 9, 0, 0}, {WHEN_LOCAL, 9, 0, 0}, "x", "x", false},
	    {"dates", {WHEN_DATE, 9, 0, 0}, {WHEN_DATE, 9, 0, 0}, "x", "x", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event a = EVENT_INIT, b = EVENT_INIT;

		a.at = cases[i].a;
		b.at = cases[i].b;
		(void)snprintf(a.code, sizeof(a.code), "%s", cases[i].code_a);
		(void)snprintf(b.code, sizeof(b.code), "%s", cases[i].code_b);
		(void)snprintf(b.text, sizeof(b.text), "prose and place do not count");
		(void)snprintf(b.place, sizeof(b.place), "Getafe");
		if (event_same(&a, &b) != cases[i].same || event_same(&b, &a) != cases[i].same)
			fail_msg("%s", cases[i].claim);
	}
}

/* One observation with every member set; `n` makes its nth member another. */
static void
fill(struct observation *o, int n)
{
	struct event *e;

	*o = OBSERVATION_INIT;
	e = add(&o->events, when_local(100, n == 0 ? 61 : 60), MILESTONE_IN_TRANSIT, "SD");
	e->physical = n != 1;
	e->reason = n == 2 ? REASON_STRIKE : REASON_NONE;
	e->source = n == 3 ? SOURCE_STAFF : SOURCE_CARRIER;
	(void)snprintf(e->text, sizeof(e->text), n == 4 ? "En reparto" : "Clasificado");
	(void)snprintf(e->place, sizeof(e->place), n == 5 ? "Lugo" : "Getafe");
	if (n == 6)
		add(&o->events, when_local(101, 0), MILESTONE_IN_TRANSIT, "SD");
	(void)snprintf(o->number, sizeof(o->number), n == 7 ? "1" : "2");
	o->error = n == 8 ? ERR_NOT_FOUND : 0;
	(void)snprintf(o->unique, sizeof(o->unique), n == 9 ? "u" : "v");
	o->ship_day = n == 10 ? 5 : 6;
	(void)snprintf(o->service, sizeof(o->service), n == 11 ? "24" : "48");
	(void)snprintf(o->carrier, sizeof(o->carrier), n == 12 ? "acme" : "");
	o->eta_from = when_date(n == 13 ? 103 : 104);
	o->eta_until = n == 14 ? when_local(104, 60) : when_date(104);
	o->pieces_total = n == 15 ? 2 : 1;
	o->pieces_delivered = n == 16 ? 1 : 0;
	e = &o->events.items[0];
	if (n == 17)
		e->milestone = MILESTONE_CUSTOMS;
	if (n == 18)
		(void)snprintf(e->code, sizeof(e->code), "SE");
}

static void
test_equality_and_hash_see_every_member(void **state)
{
	struct observation base;

	(void)state;
	fill(&base, -1);
	for (int n = -1; n <= 18; n++) {
		struct observation other;

		fill(&other, n);
		if (observation_equal(&base, &other) != (n < 0) ||
		    (observation_hash(&base) == observation_hash(&other)) != (n < 0))
			fail_msg("member %d", n);
		observation_clear(&other);
	}
	observation_clear(&base);
}

static void
test_copy_is_equal_and_its_own(void **state)
{
	struct observation base, copy = OBSERVATION_INIT, moved = OBSERVATION_INIT;

	(void)state;
	fill(&base, -1);
	assert_int_equal(observation_copy(&copy, &base), 0);
	assert_int_equal(observation_copy(&copy, &base), 0); /* what it held is freed */
	assert_true(observation_equal(&base, &copy));
	assert_ptr_not_equal(base.events.items, copy.events.items);
	observation_move(&moved, &copy);
	assert_true(observation_equal(&base, &moved));
	assert_int_equal(copy.events.count, 0);
	assert_int_equal(copy.ship_day, DAY_NONE);
	observation_clear(&base);
	observation_clear(&copy);
	observation_clear(&moved);
	observation_clear(&moved);
	observation_clear(NULL);
}

static void
test_a_batch_stops_at_its_limit(void **state)
{
	struct observation_list list = OBSERVATION_LIST_INIT;

	(void)state;
	for (size_t i = 0; i < LIMIT_BATCH_NUMBERS; i++)
		fill(observation_list_add(&list), -1);
	assert_null(observation_list_add(&list));
	observation_list_clear(&list);
	observation_list_clear(&list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_list_stops_at_its_limit),
	    cmocka_unit_test(test_new_event_has_no_moment),
	    cmocka_unit_test(test_sort_is_by_day_then_clock_then_rank_then_code),
	    cmocka_unit_test(test_sort_gives_one_order_whatever_came_first),
	    cmocka_unit_test(test_sort_keeps_equal_scans_as_they_came),
	    cmocka_unit_test(test_reverse_turns_odd_and_even_lists),
	    cmocka_unit_test(test_identity_is_the_wall_clock_as_written_and_the_code),
	    cmocka_unit_test(test_equality_and_hash_see_every_member),
	    cmocka_unit_test(test_copy_is_equal_and_its_own),
	    cmocka_unit_test(test_a_batch_stops_at_its_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
