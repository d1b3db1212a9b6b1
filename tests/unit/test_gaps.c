/*
 * What parcels usually do is learned from what they did, and expected again, where and when it usually comes.
 */

#include "monitor/promise/gaps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TUESDAY       (20606 * (int64_t)DAY_MS)
#define AT(day, hour) (TUESDAY + (day) * (int64_t)DAY_MS + (hour) * (int64_t)HOUR_MS)

struct fixture {
	struct gaps *gaps;
	struct tallies tallies;
	struct shipment before, after;
};

static int
set_up(void **state)
{
	static struct fixture f;

	f = (struct fixture){.gaps = gaps_new()};
	assert_non_null(f.gaps);
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	gaps_free(f->gaps);
	tallies_clear(&f->tallies);
	shipment_clear(&f->before);
	shipment_clear(&f->after);
	return 0;
}

/* A parcel of DHL from Alicante to Bilbao, seen at a place then. */
static void
seen(struct shipment *s, const char *place, int64_t at_utc_ms, enum milestone milestone)
{
	struct event *e;

	shipment_clear(s);
	*s = SHIPMENT_INIT;
	(void)snprintf(s->carrier, sizeof(s->carrier), "dhl");
	(void)snprintf(s->promise.zone, sizeof(s->promise.zone), "Etc/UTC");
	s->origin = (struct place){.country = "ES", .postcode = "03001"};
	s->destination = (struct place){.country = "ES", .postcode = "48001"};
	s->handed_over = true;
	s->milestone = milestone;
	s->last_scan_utc_ms = at_utc_ms;
	e = event_list_add(&s->events);
	assert_non_null(e);
	e->at = when_utc_ms(at_utc_ms);
	e->milestone = milestone;
	e->physical = true;
	(void)snprintf(e->place, sizeof(e->place), "%s", place);
}

static void
watch(struct fixture *f, int64_t now_utc_ms)
{
	tallies_clear(&f->tallies);
	assert_int_equal(gaps_watch(f->gaps, &f->before, &f->after, now_utc_ms, &f->tallies), 0);
}

/* So many went from Vitoria to Bilbao within five hours, each at another minute. */
static void
teach(struct fixture *f, int count)
{
	for (int i = 0; i < count; i++) {
		int64_t at = AT(-7, 8) + i * (int64_t)MINUTE_MS;

		seen(&f->before, "Vitoria", at, MILESTONE_IN_TRANSIT);
		seen(&f->after, "BILBAO", at + 5 * (int64_t)HOUR_MS, MILESTONE_IN_TRANSIT);
		watch(f, at + 5 * (int64_t)HOUR_MS);
		for (size_t t = 0; t < f->tallies.count; t++)
			if (f->tallies.items[t].table == TALLY_GAP)
				assert_int_equal(gaps_add(f->gaps, &f->tallies.items[t]), 0);
	}
}

static int64_t
expected(const struct fixture *f, const char *key, int64_t from_utc_ms, int64_t until_utc_ms)
{
	int64_t all = 0;

	for (size_t i = 0; i < f->tallies.count; i++) {
		const struct tally *t = &f->tallies.items[i];

		if (t->table == TALLY_SCAN && t->cell == GAPS_CELL_EXPECTED &&
		    strcmp(t->key, key) == 0 && t->day * (int64_t)HOUR_MS >= from_utc_ms &&
		    t->day * (int64_t)HOUR_MS < until_utc_ms)
			all += t->add;
	}
	return all;
}

static void
arrive(struct fixture *f, int64_t at_utc_ms, int64_t now_utc_ms)
{
	shipment_clear(&f->before);
	f->before = SHIPMENT_INIT;
	seen(&f->after, "Vitoria", at_utc_ms, MILESTONE_IN_TRANSIT);
	watch(f, now_utc_ms);
}

static void
test_the_next_scan_is_expected_where_and_when_it_usually_comes(void **state)
{
	struct fixture *f = *state;

	teach(f, 100);
	arrive(f, AT(0, 9), AT(0, 9));
	assert_in_range(expected(f, "dhl|BILBAO", AT(0, 12), AT(0, 15)), 800, 1001);
	assert_in_range(expected(f, "dhl|BILBAO", AT(0, 0), AT(3, 0)), 900, 1005);
	assert_int_equal(expected(f, "dhl|VITORIA", AT(0, 0), AT(3, 0)), 0);
	assert_in_range(expected(f, "dhl>ES-03:ES-48", AT(0, 0), AT(3, 0)), 900, 1005);
}

static void
test_what_is_late_already_is_expected_from_now_on(void **state)
{
	struct fixture *f = *state;

	teach(f, 100);
	arrive(f, AT(0, 9), AT(0, 14));
	assert_int_equal(expected(f, "dhl|BILBAO", AT(0, 0), AT(0, 12)), 0);
	assert_in_range(expected(f, "dhl|BILBAO", AT(0, 12), AT(0, 18)), 800, 1001);
}

static void
test_nothing_is_expected_of_what_is_not_known(void **state)
{
	struct fixture *f = *state;

	teach(f, 9);
	arrive(f, AT(0, 9), AT(0, 9));
	assert_int_equal(f->tallies.count, 0);
}

static void
test_what_has_come_counts_where_it_was_read(void **state)
{
	struct fixture *f = *state;
	int64_t came = 0;

	seen(&f->before, "Vitoria", AT(0, 9), MILESTONE_IN_TRANSIT);
	seen(&f->after, "Bilbao", AT(0, 14), MILESTONE_OUT_FOR_DELIVERY);
	watch(f, AT(0, 15));
	for (size_t i = 0; i < f->tallies.count; i++)
		if (f->tallies.items[i].table == TALLY_SCAN &&
		    f->tallies.items[i].cell == GAPS_CELL_SEEN) {
			assert_int_equal(f->tallies.items[i].day, AT(0, 15) / HOUR_MS);
			assert_string_equal(
			    f->tallies.items[i].key, came == 0 ? "dhl|BILBAO" : "dhl>ES-03:ES-48");
			came += f->tallies.items[i].add;
		}
	assert_int_equal(came, 2000);
}

static void
test_doors_are_no_depots_and_the_end_expects_nothing(void **state)
{
	struct fixture *f = *state;
	char depot[GAPS_DEPOT_ROOM];

	teach(f, 100);
	seen(&f->before, "Vitoria", AT(0, 9), MILESTONE_IN_TRANSIT);
	seen(&f->after, "Calle Mayor", AT(0, 14), MILESTONE_DELIVERED);
	watch(f, AT(0, 14));
	gaps_depot(&f->after, depot);
	assert_string_equal(depot, "");
	for (size_t i = 0; i < f->tallies.count; i++)
		assert_null(strstr(f->tallies.items[i].key, "MAYOR"));
	assert_int_equal(expected(f, "dhl|BILBAO", AT(0, 0), AT(9, 0)), 0);
}

static void
test_a_parcel_leads_to_where_it_is_and_where_it_goes_next(void **state)
{
	struct fixture *f = *state;

	teach(f, 100);
	seen(&f->after, "Vitoria", AT(0, 9), MILESTONE_IN_TRANSIT);
	assert_true(gaps_leads_to(f->gaps, &f->after, "VITORIA"));
	assert_true(gaps_leads_to(f->gaps, &f->after, "BILBAO"));
	assert_false(gaps_leads_to(f->gaps, &f->after, "GIRONA"));
	assert_false(gaps_leads_to(NULL, &f->after, "BILBAO"));
}

static void
test_names_of_depots_are_alike_however_they_are_written(void **state)
{
	static const struct {
		const char *place, *depot;
	} rows[] = {
	    {"Vitoria-Gasteiz, ES", "VITORIA GASTEIZ ES"},
	    {"  bilbao  ", "BILBAO"},
	    {"", ""},
	    {"A depot with a name that is far too long", "A DEPOT WITH A NAME"},
	    {"Villanueva de la Cañada", "VILLANUEVA DE LA CA"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char depot[GAPS_DEPOT_ROOM];

		seen(&f->after, rows[i].place, AT(0, 9), MILESTONE_IN_TRANSIT);
		gaps_depot(&f->after, depot);
		assert_string_equal(depot, rows[i].depot);
	}
}

/* Sums: what is learned in another order, or taken away again, leaves the same. */
static void
test_the_order_of_learning_does_not_matter(void **state)
{
	struct fixture *f = *state;
	struct tallies all = {0};
	int64_t there;

	for (int i = 0; i < 120; i++) {
		int64_t at = AT(-7, 8) + i * (int64_t)MINUTE_MS;

		seen(&f->before, "Vitoria", at, MILESTONE_IN_TRANSIT);
		seen(&f->after, i % 2 == 0 ? "Vitoria" : "Bilbao", at + (i % 9) * (int64_t)HOUR_MS,
		    MILESTONE_IN_TRANSIT);
		if (i % 9 > 0)
			assert_int_equal(gaps_watch(NULL, &f->before, &f->after,
					     at + (i % 9) * (int64_t)HOUR_MS, &all),
			    0);
	}
	for (size_t i = 0; i < all.count; i++)
		if (all.items[i].table == TALLY_GAP)
			assert_int_equal(gaps_add(f->gaps, &all.items[i]), 0);
	arrive(f, AT(0, 9), AT(0, 9));
	there = expected(f, "dhl|BILBAO", AT(0, 0), AT(3, 0));
	assert_true(there > 0);
	gaps_free(f->gaps);
	f->gaps = gaps_new();
	assert_non_null(f->gaps);
	for (size_t i = all.count; i-- > 0;)
		if (all.items[i].table == TALLY_GAP)
			assert_int_equal(gaps_add(f->gaps, &all.items[i]), 0);
	arrive(f, AT(0, 9), AT(0, 9));
	assert_int_equal(expected(f, "dhl|BILBAO", AT(0, 0), AT(3, 0)), there);
	for (size_t i = 0; i < all.count; i++) {
		all.items[i].add = -all.items[i].add;
		if (all.items[i].table == TALLY_GAP)
			assert_int_equal(gaps_add(f->gaps, &all.items[i]), 0);
	}
	arrive(f, AT(0, 9), AT(0, 9));
	assert_int_equal(f->tallies.count, 0);
	tallies_clear(&all);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_the_next_scan_is_expected_where_and_when_it_usually_comes),
	    TEST(test_what_is_late_already_is_expected_from_now_on),
	    TEST(test_nothing_is_expected_of_what_is_not_known),
	    TEST(test_what_has_come_counts_where_it_was_read),
	    TEST(test_doors_are_no_depots_and_the_end_expects_nothing),
	    TEST(test_a_parcel_leads_to_where_it_is_and_where_it_goes_next),
	    TEST(test_names_of_depots_are_alike_however_they_are_written),
	    TEST(test_the_order_of_learning_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
