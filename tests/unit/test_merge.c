#include "monitor/promise/merge.h"

#include "monitor/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- building ---- */

static struct shipment
shipment_made(void)
{
	struct shipment s = SHIPMENT_INIT;

	(void)text_cut(s.promise.zone, sizeof(s.promise.zone), SPAN("Europe/Madrid"));
	s.registered_utc_ms = (int64_t)20500 * DAY_MS;
	return s;
}

static struct event *
add(struct event_list *list, int32_t day, int32_t hour, enum milestone m, enum reason r)
{
	struct event *e = event_list_add(list);

	assert_non_null(e);
	e->at = when_local(20500 + day, hour * 3600);
	e->milestone = m;
	e->reason = r;
	e->physical = milestone_physical(m);
	(void)text_cut(e->code, sizeof(e->code), span_of(milestone_name(m)));
	return e;
}

/* ---- one list ---- */

struct told {
	int32_t day, hour;
	enum milestone milestone;
	enum reason reason;
};

#define UP_TO 8

static const struct list_case {
	const char *name;
	bool pickup_point;
	struct told told[UP_TO]; /* ends at milestone 0 with hour 0 */
	enum milestone milestone;
	int32_t attempt_day; /* -1: none */
	int32_t delivered_day;
	bool reopened;
} list_cases[] = {
    {"an ordinary way", false,
	{{0, 9, MILESTONE_LABEL_CREATED, 0}, {0, 18, MILESTONE_ACCEPTED, 0},
	    {1, 3, MILESTONE_IN_TRANSIT, 0}, {2, 9, MILESTONE_OUT_FOR_DELIVERY, 0},
	    {2, 13, MILESTONE_DELIVERED, 0}},
	MILESTONE_DELIVERED, 2, 2, false},
    {"a late scan does not undo a delivery", false,
	{{1, 9, MILESTONE_DELIVERED, 0}, {1, 20, MILESTONE_IN_TRANSIT, 0}}, MILESTONE_DELIVERED, 1,
	1, false},
    {"an exception without a reason does not undo it either", false,
	{{1, 9, MILESTONE_DELIVERED, 0}, {1, 20, MILESTONE_EXCEPTION, 0}}, MILESTONE_DELIVERED, 1,
	1, false},
    {"an explicit exception does", false,
	{{1, 9, MILESTONE_DELIVERED, 0}, {1, 20, MILESTONE_EXCEPTION, REASON_MISROUTED}},
	MILESTONE_EXCEPTION, 1, -1, true},
    {"a way back does", false,
	{{1, 9, MILESTONE_DELIVERED, 0}, {3, 20, MILESTONE_RETURNING, REASON_REFUSED}},
	MILESTONE_RETURNING, 1, -1, true},
    {"delivered on the way back is returned, and no attempt", false,
	{{1, 9, MILESTONE_IN_TRANSIT, 0}, {2, 9, MILESTONE_RETURNING, REASON_ADDRESS},
	    {3, 9, MILESTONE_IN_TRANSIT, 0}, {4, 9, MILESTONE_DELIVERED, 0}},
	MILESTONE_RETURNED, -1, -1, false},
    {"nobody home is an attempt", false,
	{{1, 9, MILESTONE_OUT_FOR_DELIVERY, 0},
	    {1, 12, MILESTONE_DELIVERY_ATTEMPTED, REASON_NOBODY_HOME},
	    {2, 12, MILESTONE_DELIVERED, 0}},
	MILESTONE_DELIVERED, 1, 2, false},
    {"no time is the carrier's own failure", false,
	{{1, 9, MILESTONE_OUT_FOR_DELIVERY, 0},
	    {1, 19, MILESTONE_DELIVERY_ATTEMPTED, REASON_NO_TIME}},
	MILESTONE_DELIVERY_ATTEMPTED, -1, -1, false},
    {"out for delivery alone is no attempt", false, {{1, 9, MILESTONE_OUT_FOR_DELIVERY, 0}},
	MILESTONE_OUT_FOR_DELIVERY, -1, -1, false},
    {"waiting at a shop nobody chose is none", false, {{1, 9, MILESTONE_READY_FOR_PICKUP, 0}},
	MILESTONE_READY_FOR_PICKUP, -1, -1, false},
    {"at the chosen one it is", true, {{1, 9, MILESTONE_READY_FOR_PICKUP, 0}},
	MILESTONE_READY_FOR_PICKUP, 1, -1, false},
    {"after a round it is", false,
	{{1, 9, MILESTONE_OUT_FOR_DELIVERY, 0}, {1, 15, MILESTONE_READY_FOR_PICKUP, 0}},
	MILESTONE_READY_FOR_PICKUP, 1, -1, false},
    {"an unlisted code moves nothing", false,
	{{1, 9, MILESTONE_IN_TRANSIT, 0}, {1, 15, MILESTONE_UNKNOWN, REASON_WEATHER}},
	MILESTONE_IN_TRANSIT, -1, -1, false},
    {"data sent late does not take it back to the label", false,
	{{1, 9, MILESTONE_ACCEPTED, 0}, {1, 15, MILESTONE_LABEL_CREATED, 0}}, MILESTONE_ACCEPTED,
	-1, -1, false},
    {"lost, and found at the door", false,
	{{1, 9, MILESTONE_LOST_DAMAGED, REASON_LOST}, {4, 9, MILESTONE_DELIVERED, 0}},
	MILESTONE_DELIVERED, 4, 4, true},
};

static void
test_a_list_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(list_cases) / sizeof(list_cases[0]); i++) {
		const struct list_case *c = &list_cases[i];
		struct event_list list = {0};
		struct merge_summary sum;
		bool right;

		for (size_t j = 0; j < UP_TO && c->told[j].hour != 0; j++)
			add(&list, c->told[j].day, c->told[j].hour, c->told[j].milestone,
			    c->told[j].reason);
		merge_summarise(&list, c->pickup_point, &sum);
		right = sum.milestone == c->milestone && sum.reopened == c->reopened &&
		    (sum.first_attempt.kind == WHEN_NONE) == (c->attempt_day < 0) &&
		    (sum.delivered.kind == WHEN_NONE) == (c->delivered_day < 0) &&
		    (c->attempt_day < 0 || sum.first_attempt.day == 20500 + c->attempt_day) &&
		    (c->delivered_day < 0 || sum.delivered.day == 20500 + c->delivered_day);
		if (!right)
			fail_msg("%s: %s", c->name, milestone_name(sum.milestone));
		event_list_clear(&list);
	}
}

static void
test_the_last_piece_speaks_for_all(void **state)
{
	struct event_list list = {0};
	struct merge_summary sum;

	(void)state;
	add(&list, 1, 9, MILESTONE_IN_TRANSIT, 0);
	add(&list, 2, 9, MILESTONE_DELIVERED, 0);
	merge_summarise_pieces(&list, false, 2, 1, &sum);
	assert_int_equal(sum.milestone, MILESTONE_IN_TRANSIT);
	assert_int_equal(sum.first_attempt.kind, WHEN_NONE);
	add(&list, 4, 9, MILESTONE_DELIVERED, 0);
	merge_summarise_pieces(&list, false, 2, 2, &sum);
	assert_int_equal(sum.milestone, MILESTONE_DELIVERED);
	assert_int_equal(sum.first_attempt.day, 20504);
	event_list_clear(&list);
}

/* ---- one observation ---- */

static void
test_place_prose_and_offset_fill_in(void **state)
{
	struct shipment s = shipment_made();
	struct observation o = OBSERVATION_INIT;
	struct event *e = add(&o.events, 1, 9, MILESTONE_IN_TRANSIT, 0);
	bool changed;

	(void)state;
	assert_int_equal(merge_observation(&s, &o, 1000, &changed), 0);
	assert_true(changed);
	e->at = when_instant(20501, 9 * 3600, 120);
	(void)text_cut(e->place, sizeof(e->place), SPAN("Vitoria"));
	assert_int_equal(merge_observation(&s, &o, 2000, &changed), 0);
	assert_true(changed);
	assert_int_equal(s.events.count, 1);
	assert_int_equal(s.events.items[0].at.kind, WHEN_INSTANT);
	assert_string_equal(s.events.items[0].place, "Vitoria");
	assert_int_equal(merge_observation(&s, &o, 3000, &changed), 0);
	assert_false(changed);
	assert_int_equal(s.asked_utc_ms, 3000);
	observation_clear(&o);
	shipment_clear(&s);
}

static void
test_the_eta_is_of_the_observation_asked_last(void **state)
{
	struct shipment s = shipment_made();
	struct observation early = OBSERVATION_INIT;
	struct observation late = OBSERVATION_INIT;
	bool changed;

	(void)state;
	early.eta_from = early.eta_until = when_date(20503);
	late.eta_from = late.eta_until = when_date(20505);
	add(&early.events, 1, 9, MILESTONE_ACCEPTED, 0);
	assert_int_equal(merge_observation(&s, &late, 2000, &changed), 0);
	assert_int_equal(merge_observation(&s, &early, 1000, &changed), 0);
	assert_int_equal(s.eta_until.day, 20505);
	assert_int_equal(s.events.count, 1);
	observation_clear(&early);
	shipment_clear(&s);
}

static void
test_an_error_changes_nothing(void **state)
{
	struct shipment s = shipment_made();
	struct observation o = OBSERVATION_INIT;
	bool changed;

	(void)state;
	o.error = ERR_NOT_FOUND;
	add(&o.events, 1, 9, MILESTONE_ACCEPTED, 0);
	assert_int_equal(merge_observation(&s, &o, 1000, &changed), 0);
	assert_false(changed);
	assert_false(s.found);
	observation_clear(&o);
	shipment_clear(&s);
}

static void
test_scans_older_than_the_order_are_another_parcels(void **state)
{
	struct shipment s = shipment_made();
	struct observation o = OBSERVATION_INIT;
	bool changed;

	(void)state;
	add(&o.events, -60, 9, MILESTONE_DELIVERED, 0);
	add(&o.events, -29, 9, MILESTONE_LABEL_CREATED, 0);
	assert_int_equal(merge_observation(&s, &o, 1000, &changed), 0);
	assert_int_equal(s.apart.count, 1);
	assert_int_equal(s.milestone, MILESTONE_LABEL_CREATED);
	shipment_clear(&s);

	s = shipment_made();
	s.ordered_utc_ms = s.registered_utc_ms;
	assert_int_equal(merge_observation(&s, &o, 1000, &changed), 0);
	assert_int_equal(s.apart.count, 2);
	assert_int_equal(s.milestone, MILESTONE_UNKNOWN);
	observation_clear(&o);
	shipment_clear(&s);
}

static void
test_of_a_reused_number_the_newest_counts(void **state)
{
	struct observation old = OBSERVATION_INIT;
	struct observation new = OBSERVATION_INIT;

	(void)state;
	add(&old.events, -5, 9, MILESTONE_DELIVERED, 0);
	add(&new.events, 1, 9, MILESTONE_IN_TRANSIT, 0);
	(void)text_cut(old.unique, sizeof(old.unique), SPAN("u1"));
	(void)text_cut(new.unique, sizeof(new.unique), SPAN("u2"));
	old.ship_day = 20400;
	new.ship_day = 20500;
	for (int turn = 0; turn < 2; turn++) {
		struct shipment s = shipment_made();
		bool changed;

		assert_int_equal(
		    merge_observation(&s, turn ? &new : &old, turn ? 2000 : 1000, &changed), 0);
		assert_int_equal(
		    merge_observation(&s, turn ? &old : &new, turn ? 1000 : 2000, &changed), 0);
		assert_int_equal(s.milestone, MILESTONE_IN_TRANSIT);
		assert_string_equal(s.unique, "u2");
		assert_int_equal(s.apart.count, 1);
		shipment_clear(&s);
	}
	observation_clear(&old);
	observation_clear(&new);
}

static void
test_who_carries_it_for_an_aggregator_is_kept(void **state)
{
	struct shipment s = shipment_made();
	struct observation o = OBSERVATION_INIT;
	bool changed;

	(void)state;
	(void)text_cut(o.carrier, sizeof(o.carrier), SPAN("Acme Post"));
	assert_int_equal(merge_observation(&s, &o, 1, &changed), 0);
	assert_string_equal(s.carried_by, "Acme Post");
	o.carrier[0] = '\0'; /* a reply that does not say takes nothing back */
	assert_int_equal(merge_observation(&s, &o, 2, &changed), 0);
	assert_string_equal(s.carried_by, "Acme Post");
	shipment_clear(&s);
}

static void
test_marks_of_staff_are_withdrawn_whole(void **state)
{
	struct shipment s = shipment_made();
	struct event mark = EVENT_INIT;
	bool changed;

	(void)state;
	mark.at = when_local(20502, 3600);
	mark.milestone = MILESTONE_LOST_DAMAGED;
	assert_int_equal(merge_mark(&s, &mark, &changed), 0);
	assert_true(changed);
	assert_int_equal(s.milestone, MILESTONE_LOST_DAMAGED);
	assert_int_equal(merge_withdraw_marks(&s, &changed), 0);
	assert_true(changed);
	assert_int_equal(s.milestone, MILESTONE_UNKNOWN);
	assert_int_equal(merge_withdraw_marks(&s, &changed), 0);
	assert_false(changed);
	shipment_clear(&s);
}

static void
test_ordinary_scans_go_first_when_there_are_too_many(void **state)
{
	struct shipment s = shipment_made();
	bool changed;

	(void)state;
	for (int part = 0; part < 2; part++) {
		struct observation o = OBSERVATION_INIT;

		if (part == 0)
			add(&o.events, 0, 1, MILESTONE_LABEL_CREATED, 0);
		for (int i = 0; i < LIMIT_EVENTS - 2; i++) {
			struct event *e = add(&o.events, 1 + part, 1, MILESTONE_IN_TRANSIT, 0);

			e->at.second = i;
		}
		if (part == 1)
			add(&o.events, 5, 1, MILESTONE_DELIVERED, 0);
		assert_int_equal(merge_observation(&s, &o, 1000 + part, &changed), 0);
		assert_true(s.events.count <= LIMIT_EVENTS);
		observation_clear(&o);
	}
	assert_int_equal(s.events.count, LIMIT_EVENTS);
	assert_int_equal(s.events.items[0].milestone, MILESTONE_LABEL_CREATED);
	assert_int_equal(s.events.items[1].at.day, 20501);
	assert_int_equal(s.milestone, MILESTONE_DELIVERED);
	shipment_clear(&s);
}

/* ---- any order ---- */

static uint32_t seed_state;

static uint32_t
dice(uint32_t sides)
{
	seed_state = seed_state * 1664525u + 1013904223u;
	return (seed_state >> 8) % sides;
}

enum { VIEWS = 6, POOL = 14 };

static struct event
random_event(void)
{
	static const enum reason reasons[] = {REASON_NONE, REASON_NONE, REASON_NOBODY_HOME,
	    REASON_NO_TIME, REASON_MISROUTED, REASON_REFUSED};
	struct event e = EVENT_INIT;

	e.at = when_local(20500 + (int32_t)dice(6), (int32_t)dice(4) * 6 * 3600);
	e.milestone = (enum milestone)dice(MILESTONE_COUNT);
	e.reason = reasons[dice(6)];
	e.physical = milestone_physical(e.milestone);
	e.code[0] = (char)('a' + dice(4));
	return e;
}

/* What one reply tells of a scan: more or less of it. */
static struct event
told_of(const struct event *scan)
{
	struct event e = *scan;

	if (dice(2))
		e.at = when_instant(e.at.day, e.at.second, 60);
	if (dice(2))
		e.place[0] = (char)('A' + dice(3));
	if (dice(2))
		e.text[0] = (char)('x' + dice(3));
	if (dice(8) == 0)
		e.milestone = MILESTONE_UNKNOWN; /* a code that was not in the table then */
	return e;
}

static void
merge_all(struct shipment *s, const struct observation *views, const uint32_t *order, size_t count)
{
	bool changed;

	for (size_t i = 0; i < count; i++)
		assert_int_equal(
		    merge_observation(s, &views[order[i]], 1000 + (int64_t)order[i], &changed), 0);
}

static void
test_any_order_and_repetition_ends_the_same(void **state)
{
	(void)state;
	seed_state = 20261121;
	for (int round = 0; round < 1500; round++) {
		struct event pool[POOL];
		struct observation views[VIEWS];
		uint32_t straight[VIEWS];
		uint32_t shuffled[2 * VIEWS];
		struct shipment a = shipment_made();
		struct shipment b = shipment_made();

		for (size_t i = 0; i < POOL; i++)
			pool[i] = random_event();
		for (uint32_t v = 0; v < VIEWS; v++) {
			views[v] = OBSERVATION_INIT;
			views[v].eta_from = views[v].eta_until =
			    when_date(20500 + (int32_t)dice(9));
			for (size_t i = 0; i < POOL; i++)
				if (dice(2))
					*event_list_add(&views[v].events) = told_of(&pool[i]);
			straight[v] = v;
			shuffled[v] = v;
			shuffled[VIEWS + v] = dice(VIEWS);
		}
		for (size_t i = 2 * VIEWS - 1; i > 0; i--) {
			size_t j = dice((uint32_t)i + 1);
			uint32_t held = shuffled[i];

			shuffled[i] = shuffled[j];
			shuffled[j] = held;
		}
		merge_all(&a, views, straight, VIEWS);
		merge_all(&b, views, shuffled, (size_t)2 * VIEWS);
		if (!shipment_equal(&a, &b))
			fail_msg("round %d: %zu and %zu events, %s and %s", round, a.events.count,
			    b.events.count, milestone_name(a.milestone),
			    milestone_name(b.milestone));
		shipment_clear(&a);
		shipment_clear(&b);
		for (size_t v = 0; v < VIEWS; v++)
			observation_clear(&views[v]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_list_says),
	    cmocka_unit_test(test_the_last_piece_speaks_for_all),
	    cmocka_unit_test(test_place_prose_and_offset_fill_in),
	    cmocka_unit_test(test_the_eta_is_of_the_observation_asked_last),
	    cmocka_unit_test(test_an_error_changes_nothing),
	    cmocka_unit_test(test_scans_older_than_the_order_are_another_parcels),
	    cmocka_unit_test(test_of_a_reused_number_the_newest_counts),
	    cmocka_unit_test(test_who_carries_it_for_an_aggregator_is_kept),
	    cmocka_unit_test(test_marks_of_staff_are_withdrawn_whole),
	    cmocka_unit_test(test_ordinary_scans_go_first_when_there_are_too_many),
	    cmocka_unit_test(test_any_order_and_repetition_ends_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
