#include "monitor/base/shipment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* One shipment with lists; `n` makes its nth member another. */
static void
fill(struct shipment *s, int n)
{
	struct event *e;

	*s = SHIPMENT_INIT;
	e = event_list_add(&s->events);
	assert_non_null(e);
	e->at = when_local(100, 60);
	assert_non_null(event_list_add(&s->apart));
	(void)snprintf(s->number, sizeof(s->number), "1Z999AA10123456784");
	switch (n) {
	case 0: s->id = 1; break;
	case 1: s->shop[0] = 'v'; break;
	case 2: s->order[0] = '7'; break;
	case 3: s->carrier[0] = 'd'; break;
	case 4: s->account[0] = 'd'; break;
	case 5: s->number[17] = '5'; break;
	case 6: s->direction = DIRECTION_RETURN; break;
	case 7: s->person = 3; break;
	case 8: s->promise.from_day = 100; break;
	case 9: s->promise.until_day = 100; break;
	case 10: s->promise.until_second = 60; break;
	case 11: s->promise.zone[0] = 'E'; break;
	case 12: s->promise.zone_basis = ZONE_BASIS_SHOP; break;
	case 13: s->promise.zone_version[0] = '2'; break;
	case 14: s->promise.deadline_utc_ms = 5; break;
	case 15: s->destination.country[0] = 'E'; break;
	case 16: s->destination.postcode[0] = '2'; break;
	case 17: s->destination.city[0] = 'L'; break;
	case 18: s->origin.country[0] = 'E'; break;
	case 19: s->origin.postcode[0] = '2'; break;
	case 20: s->origin.city[0] = 'L'; break;
	case 21: s->pickup_point = true; break;
	case 22: s->service[0] = '2'; break;
	case 23: s->ordered_utc_ms = 5; break;
	case 24: s->ship_by_day = 5; break;
	case 25: s->items[0] = 'm'; break;
	case 26: s->value_cents = 0; break;
	case 27: s->first_order = true; break;
	case 28: s->marked = true; break;
	case 29: s->registered_utc_ms = 5; break;
	case 30: s->adopted = true; break;
	case 31: s->unique[0] = 'u'; break;
	case 32: s->ship_day = 5; break;
	case 33: s->milestone = MILESTONE_DELIVERED; break;
	case 34: s->reason = REASON_STRIKE; break;
	case 35: s->party = PARTY_FORCE; break;
	case 36: s->first_attempt = when_date(3); break;
	case 37: s->delivered = when_date(3); break;
	case 38: s->eta_from = when_date(3); break;
	case 39: s->eta_until = when_date(3); break;
	case 40: s->asked_utc_ms = 5; break;
	case 41: s->pieces_total = 2; break;
	case 42: s->pieces_delivered = 1; break;
	case 43: s->found = true; break;
	case 44: s->handed_over = true; break;
	case 45: s->last_scan_utc_ms = 5; break;
	case 46: s->state = PROMISE_KEPT; break;
	case 47: s->rule[0] = 'e'; break;
	case 48: s->state_since_utc_ms = 5; break;
	case 49: s->expect_from_day = 5; break;
	case 50: s->expect_until_day = 5; break;
	case 51: s->cancelled = true; break;
	case 52: s->superseded = true; break;
	case 53: s->not_found_told = true; break;
	case 54: s->closed_utc_ms = 5; break;
	case 55: s->events.items[0].at.second = 61; break;
	case 56: s->apart.items[0].physical = true; break;
	case 57: s->raised = 5; break;
	case 58: s->promise.rule[0] = 'o'; break;
	case 59: s->forecast.p_late = 5; break;
	case 60: s->said_handover.at_utc_ms = 5; break;
	case 61: s->said_handover.p_late = 5; break;
	case 62: s->said_handover.p90_utc_ms = 5; break;
	case 63: s->said_warned.at_utc_ms = 5; break;
	case 64: s->said_warned.p_late = 5; break;
	case 65: s->said_warned.p90_utc_ms = 5; break;
	case 66: s->exposed_until_utc_ms = 5; break;
	case 67: s->learned = true; break;
	case 68: s->held_by = 5; break;
	case 69: s->carried_by[0] = 'c'; break;
	case 70: s->upset = true; break;
	case 71: s->available_day = 5; break;
	default: break;
	}
}

enum { MEMBERS = 72 };

static void
test_equality_sees_every_member(void **state)
{
	struct shipment base;

	(void)state;
	fill(&base, -1);
	for (int n = -1; n < MEMBERS; n++) {
		struct shipment other;

		fill(&other, n);
		if (shipment_equal(&base, &other) != (n < 0))
			fail_msg("member %d", n);
		shipment_clear(&other);
	}
	shipment_clear(&base);
}

static void
change_forecast(struct forecast *f, int n)
{
	*f = FORECAST_INIT;
	f->step_count = 2;
	f->chance_count = 3;
	switch (n) {
	case 0: f->answer = FORECAST_MADE; break;
	case 1: f->at_utc_ms = 5; break;
	case 2: f->p_late = 5; break;
	case 3: f->p10_utc_ms = 5; break;
	case 4: f->p50_utc_ms = 5; break;
	case 5: f->p90_utc_ms = 5; break;
	case 6: f->first_day = 5; break;
	case 7: f->chances[2] = 5; break;
	case 8: f->chance_count = 2; break;
	case 9: f->after = 5; break;
	case 10: f->gap_p50_ms = 5; break;
	case 11: f->gap_p90_ms = 5; break;
	case 12: f->steps[1].id[0] = 'l'; break;
	case 13: f->steps[1].points = 5; break;
	case 14: f->steps[1].value = 5; break;
	case 15: f->step_count = 1; break;
	case 16: f->basis[0] = 'l'; break;
	case 17: f->n = 5; break;
	case 18: f->came_true = 5; break;
	case 19: f->came_true_n = 5; break;
	case 20: f->generation = 5; break;
	case 21: f->chances[3] = 5; break; /* behind their end: none */
	default: break;
	}
}

static void
test_equality_sees_every_member_of_a_forecast(void **state)
{
	struct forecast base, other;

	(void)state;
	change_forecast(&base, -1);
	for (int n = 0; n <= 21; n++) {
		change_forecast(&other, n);
		if (forecast_equal(&base, &other) != (n == 21))
			fail_msg("member %d", n);
	}
}

static void
test_bytes_behind_a_texts_end_do_not_count(void **state)
{
	struct shipment a, b;

	(void)state;
	fill(&a, -1);
	fill(&b, -1);
	memcpy(a.shop, "ab\0x", 4);
	memcpy(b.shop, "ab\0y", 4);
	assert_true(shipment_equal(&a, &b));
	shipment_clear(&a);
	shipment_clear(&b);
}

static void
test_copy_is_equal_and_its_own(void **state)
{
	struct shipment base, copy = SHIPMENT_INIT, moved = SHIPMENT_INIT, empty = SHIPMENT_INIT;

	(void)state;
	fill(&base, 47);
	assert_int_equal(shipment_copy(&copy, &base), 0);
	assert_int_equal(shipment_copy(&copy, &base), 0); /* what it held is freed */
	assert_true(shipment_equal(&base, &copy));
	assert_ptr_not_equal(base.events.items, copy.events.items);
	assert_ptr_not_equal(base.apart.items, copy.apart.items);
	shipment_move(&moved, &copy);
	assert_true(shipment_equal(&base, &moved));
	assert_true(shipment_equal(&copy, &empty));
	shipment_clear(&base);
	shipment_clear(&moved);
	shipment_clear(&moved);
	shipment_clear(NULL);
	assert_true(shipment_equal(&moved, &empty));
}

static void
test_open_until_closed(void **state)
{
	struct shipment s = SHIPMENT_INIT;

	(void)state;
	assert_true(shipment_open(&s));
	s.closed_utc_ms = 0;
	assert_false(shipment_open(&s));
}

static int32_t
day(const char *text)
{
	int32_t value;

	assert_int_equal(day_parse((struct span){text, strlen(text)}, &value), 0);
	return value;
}

static void
test_deadline_is_the_first_instant_that_breaks_the_promise(void **state)
{
	static const struct {
		const char *claim, *zone, *until, *want;
		int32_t second;
	} cases[] = {
	    {"winter day in Madrid", "Europe/Madrid", "2026-11-24", "2026-11-24T23:00:00Z", -1},
	    {"summer day in Madrid", "Europe/Madrid", "2026-07-24", "2026-07-24T22:00:00Z", -1},
	    {"the Canaries end an hour later", "Atlantic/Canary", "2026-11-24",
		"2026-11-25T00:00:00Z", -1},
	    {"day of 25 hours", "Europe/Madrid", "2026-10-25", "2026-10-25T23:00:00Z", -1},
	    {"the last promised moment keeps it", "Europe/Madrid", "2026-11-24",
		"2026-11-24T13:00:01Z", 14 * 3600},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct promise p = PROMISE_INIT;
		struct buf got = BUF_INIT(64);

		p.from_day = p.until_day = day(cases[i].until);
		p.until_second = cases[i].second;
		(void)snprintf(p.zone, sizeof(p.zone), "%s", cases[i].zone);
		promise_close(&p);
		assert_int_equal(when_add_utc(&got, p.deadline_utc_ms), 0);
		if (strcmp(buf_str(&got), cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].claim, buf_str(&got));
		assert_string_equal(p.zone_version, zone_data_version());
		buf_clear(&got);
	}
}

static void
test_no_promise_has_no_deadline(void **state)
{
	struct promise p = PROMISE_INIT;

	(void)state;
	p.deadline_utc_ms = 5;
	promise_close(&p);
	assert_true(p.deadline_utc_ms == AT_NONE);
	assert_string_equal(p.zone_version, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_equality_sees_every_member),
	    cmocka_unit_test(test_equality_sees_every_member_of_a_forecast),
	    cmocka_unit_test(test_bytes_behind_a_texts_end_do_not_count),
	    cmocka_unit_test(test_copy_is_equal_and_its_own),
	    cmocka_unit_test(test_open_until_closed),
	    cmocka_unit_test(test_deadline_is_the_first_instant_that_breaks_the_promise),
	    cmocka_unit_test(test_no_promise_has_no_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
