#include "monitor/base/zone.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/thread.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct when
moment(const char *text)
{
	struct when at = WHEN_INIT;

	if (when_parse(span_of(text), &at) < 0)
		fail_msg("bad moment in a test: \"%s\"", text);
	return at;
}

static int64_t
utc(const char *text)
{
	return when_utc(moment(text));
}

static void
assert_utc(int64_t actual, const char *expected, const char *what)
{
	struct buf b = BUF_INIT(64);

	assert_int_equal(when_add_utc(&b, actual), 0);
	if (strcmp(buf_str(&b), expected) != 0)
		fail_msg("%s: %s, not %s", what, buf_str(&b), expected);
	buf_clear(&b);
}

static void
test_only_names_of_the_database_are_valid(void **state)
{
	static const char *const good[] = {"Europe/Madrid", "Atlantic/Canary", "UTC", "Etc/GMT+5",
	    "America/Argentina/Buenos_Aires", "Europe/Kiev"};
	static const char *const bad[] = {"", "Europe/Nowhere", "GMT+3", "UTC+2", "Etc/Unknown",
	    "Europe/Madrid ", "Logro\xC3\xB1o", "America/Argentina/ComodRivadavia/Beyond/Any/Name",
	    "../etc/passwd"};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		if (!zone_valid(good[i]))
			fail_msg("%s was refused", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (zone_valid(bad[i]))
			fail_msg("%s was taken", bad[i]);
	assert_true(strlen(zone_data_version()) >= 5);
}

/* Offsets by rule or decree, from the tz database's texts. */
static void
test_wall_clocks_are_those_of_the_place(void **state)
{
	static const struct {
		const char *zone;
		const char *instant;
		const char *wall;
	} cases[] = {
	    {"Europe/Madrid", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"},
	    {"Europe/Madrid", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00"},
	    {"Europe/Madrid", "2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00"},
	    {"Europe/Madrid", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00"},
	    {"Atlantic/Canary", "2026-11-21T23:30:00Z", "2026-11-21T23:30:00+00:00"},
	    {"Atlantic/Canary", "2026-07-01T23:30:00Z", "2026-07-02T00:30:00+01:00"},
	    {"Australia/Lord_Howe", "2026-01-15T12:00:00Z", "2026-01-15T23:00:00+11:00"},
	    {"Australia/Lord_Howe", "2026-07-15T12:00:00Z", "2026-07-15T22:30:00+10:30"},
	    {"America/St_Johns", "2026-01-15T03:00:00Z", "2026-01-14T23:30:00-03:30"},
	    {"Asia/Kathmandu", "2026-01-15T00:00:00Z", "2026-01-15T05:45:00+05:45"},
	    {"Pacific/Kiritimati", "2026-01-15T10:00:00Z", "2026-01-16T00:00:00+14:00"},
	    {"Pacific/Pago_Pago", "2026-01-15T10:59:59Z", "2026-01-14T23:59:59-11:00"},
	    {"Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T23:59:59-10:00"},
	    {"Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T00:00:00+14:00"},
	    {"Europe/Nowhere", "2026-01-15T10:00:00Z", "2026-01-15T10:00:00+00:00"},
	    {"UTC", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59+00:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct when at = {.kind = WHEN_INSTANT};
		struct when wall = moment(cases[i].wall);

		zone_wall(
		    cases[i].zone, utc(cases[i].instant), &at.day, &at.second, &at.offset_min);
		if (!when_equal(at, wall))
			fail_msg("%s at %s", cases[i].zone, cases[i].instant);
		assert_int_equal(zone_day(cases[i].zone, utc(cases[i].instant)), wall.day);
	}
}

static void
test_wall_clocks_lead_back_to_their_first_instant(void **state)
{
	static const struct {
		const char *zone;
		const char *wall;
		const char *instant;
	} cases[] = {
	    {"Europe/Madrid", "2026-11-21T12:00", "2026-11-21T11:00:00Z"},
	    {"Europe/Madrid", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"},
	    {"Europe/Madrid", "2026-03-29T02:30", "2026-03-29T01:00:00Z"}, /* gap */
	    {"Europe/Madrid", "2026-03-29T03:00", "2026-03-29T01:00:00Z"},
	    {"Europe/Madrid", "2026-10-25T02:30", "2026-10-25T00:30:00Z"}, /* fold */
	    {"Europe/Madrid", "2026-10-25T03:00", "2026-10-25T02:00:00Z"},
	    {"Atlantic/Canary", "2026-03-29T01:30", "2026-03-29T01:00:00Z"},
	    {"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z"}, /* half an hour */
	    {"Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z"},
	    {"America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00Z"},
	    {"America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z"},
	    {"Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z"}, /* a day that never was */
	    {"Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00Z"},
	    {"Pacific/Kiritimati", "2026-01-01T00:00", "2025-12-31T10:00:00Z"},
	    {"Pacific/Pago_Pago", "2026-01-01T00:00", "2026-01-01T11:00:00Z"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct when wall = moment(cases[i].wall);

		assert_utc(zone_instant(cases[i].zone, wall.day, wall.second), cases[i].instant,
		    cases[i].wall);
		assert_utc(zone_when_utc(cases[i].zone, wall), cases[i].instant, cases[i].wall);
	}
}

static void
test_a_day_ends_where_the_next_one_begins(void **state)
{
	static const struct {
		const char *zone;
		const char *day;
		const char *end;
	} cases[] = {
	    {"Europe/Madrid", "2026-11-23", "2026-11-23T23:00:00Z"},
	    {"Atlantic/Canary", "2026-11-23", "2026-11-24T00:00:00Z"},
	    {"Europe/Madrid", "2026-03-28", "2026-03-28T23:00:00Z"},
	    {"Europe/Madrid", "2026-03-29", "2026-03-29T22:00:00Z"}, /* 23 hours */
	    {"Europe/Madrid", "2026-10-25", "2026-10-25T23:00:00Z"}, /* 25 hours */
	    {"America/New_York", "2026-03-08", "2026-03-09T04:00:00Z"},
	    {"America/Havana", "2026-03-07", "2026-03-08T05:00:00Z"}, /* midnight is skipped */
	    {"America/Havana", "2026-10-31",
		"2026-11-01T04:00:00Z"},                           /* 0:00 comes twice: the first */
	    {"Asia/Beirut", "2026-10-24", "2026-10-24T22:00:00Z"}, /* 23:00 comes twice */
	    {"America/Sao_Paulo", "2018-11-03", "2018-11-04T03:00:00Z"}, /* 0:00 became 1:00 */
	    {"America/Sao_Paulo", "2018-02-17", "2018-02-18T03:00:00Z"}, /* 24:00 became 23:00 */
	    {"Pacific/Apia", "2011-12-29", "2011-12-30T10:00:00Z"},
	    {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"}, /* a day that never was */
	    {"Pacific/Apia", "2011-12-31", "2011-12-31T10:00:00Z"},
	    {"Pacific/Kiritimati", "2026-01-01", "2026-01-01T10:00:00Z"},
	    {"Pacific/Honolulu", "2026-01-01", "2026-01-02T10:00:00Z"},
	    {"Europe/Nowhere", "2026-01-01", "2026-01-02T00:00:00Z"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int32_t day = moment(cases[i].day).day;
		int64_t end = zone_day_end(cases[i].zone, day);

		assert_utc(end, cases[i].end, cases[i].zone);
		assert_true(zone_day(cases[i].zone, end) > day);
		assert_true(zone_day(cases[i].zone, end - 1) <= day);
	}
}

/* xorshift; the seed is fixed so that a failure can be repeated. */
static uint64_t
next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static void
test_instants_round_trip_but_in_folds(void **state)
{
	static const char *const zones[] = {"Europe/Madrid", "Atlantic/Canary", "Atlantic/Azores",
	    "America/New_York", "America/St_Johns", "America/Santiago", "America/Sao_Paulo",
	    "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Apia", "Asia/Kathmandu",
	    "Africa/Casablanca"};
	int64_t first = utc("1975-01-01T00:00:00Z");
	int64_t span = utc("2040-01-01T00:00:00Z") - first;
	uint64_t seed = 20261121;
	int folds = 0;

	(void)state;
	for (size_t z = 0; z < COUNT(zones); z++)
		for (int i = 0; i < 2000; i++) {
			int64_t at =
			    first + (int64_t)(next_random(&seed) % (uint64_t)span) / 1000 * 1000;
			struct when wall = {.kind = WHEN_INSTANT};
			struct when again = {.kind = WHEN_INSTANT};
			int64_t back;

			zone_wall(zones[z], at, &wall.day, &wall.second, &wall.offset_min);
			assert_true(when_utc(wall) == at);
			back = zone_instant(zones[z], wall.day, wall.second);
			if (back == at)
				continue;
			/* Only an earlier pass of the same wall clock may answer. */
			folds++;
			zone_wall(zones[z], back, &again.day, &again.second, &again.offset_min);
			assert_true(back < at && again.day == wall.day);
			assert_true(again.second == wall.second);
			assert_true(again.offset_min > wall.offset_min);
		}
	assert_in_range(folds, 1, 20); /* about an hour of each year: 1 in 8,766, of 24,000 */
}

static void
test_moments_get_instants_and_days_as_their_kind_allows(void **state)
{
	(void)state;
	assert_true(zone_when_utc("Europe/Madrid", WHEN_INIT) == AT_NONE);
	assert_utc(
	    zone_when_utc("Europe/Madrid", moment("2026-11-21")), "2026-11-20T23:00:00Z", "a date");
	assert_utc(zone_when_utc("Europe/Madrid", moment("2026-11-21T10:00:00-05:00")),
	    "2026-11-21T15:00:00Z", "an instant");
	assert_int_equal(zone_when_day("Europe/Madrid", WHEN_INIT), DAY_NONE);
	assert_int_equal(zone_when_day("Europe/Madrid", moment("2026-11-21T23:30:00Z")),
	    moment("2026-11-22").day);
	assert_int_equal(zone_when_day("Europe/Madrid", moment("2026-11-21T23:30:00-05:00")),
	    moment("2026-11-21").day);
}

static void
test_places_have_the_zone_of_their_postcode(void **state)
{
	static const struct {
		const char *country;
		const char *postcode;
		const char *zone;
		enum zone_basis basis;
	} cases[] = {
	    {"ES", "28013", "Europe/Madrid", ZONE_BASIS_POSTCODE},
	    {"es", "35001", "Atlantic/Canary", ZONE_BASIS_POSTCODE},
	    {"ES", "38 670", "Atlantic/Canary", ZONE_BASIS_POSTCODE},
	    {"ES", "52001", "Europe/Madrid", ZONE_BASIS_POSTCODE},
	    {"ES", "", "Atlantic/Canary", ZONE_BASIS_LAST},
	    {"ES", "99999", "Atlantic/Canary", ZONE_BASIS_LAST},
	    {"PT", "1100-148", "Europe/Lisbon", ZONE_BASIS_POSTCODE},
	    {"PT", "PT-9000-082", "Atlantic/Madeira", ZONE_BASIS_POSTCODE},
	    {"PT", "9500-150", "Atlantic/Azores", ZONE_BASIS_POSTCODE},
	    {"FR", "75001", "Europe/Paris", ZONE_BASIS_POSTCODE},
	    {"FR", "97400", "Indian/Reunion", ZONE_BASIS_POSTCODE},
	    {"FR", "98713", "Pacific/Tahiti", ZONE_BASIS_POSTCODE},
	    {"FR", "", "Europe/Paris", ZONE_BASIS_COUNTRY},
	    {"DE", "10115", "Europe/Berlin", ZONE_BASIS_COUNTRY},
	    {"IT", "", "Europe/Rome", ZONE_BASIS_COUNTRY},
	    {"US", "10001", "America/New_York", ZONE_BASIS_POSTCODE},
	    {"US", "32301", "America/New_York", ZONE_BASIS_POSTCODE},
	    {"US", "32501", "America/Chicago", ZONE_BASIS_POSTCODE},
	    {"US", "60601-1234", "America/Chicago", ZONE_BASIS_POSTCODE},
	    {"US", "80202", "America/Denver", ZONE_BASIS_POSTCODE},
	    {"US", "85001", "America/Phoenix", ZONE_BASIS_POSTCODE},
	    {"US", "94103", "America/Los_Angeles", ZONE_BASIS_POSTCODE},
	    {"US", "99501", "America/Anchorage", ZONE_BASIS_POSTCODE},
	    {"US", "99546", "America/Adak", ZONE_BASIS_POSTCODE},
	    {"US", "96813", "Pacific/Honolulu", ZONE_BASIS_POSTCODE},
	    {"US", "09012", "Pacific/Honolulu", ZONE_BASIS_LAST}, /* forces' mail */
	    {"CA", "h2x 1y4", "America/Toronto", ZONE_BASIS_POSTCODE},
	    {"CA", "A1C 5M2", "America/St_Johns", ZONE_BASIS_POSTCODE},
	    {"CA", "P9N 1A1", "America/Winnipeg", ZONE_BASIS_POSTCODE},
	    {"CA", "", "America/Vancouver", ZONE_BASIS_LAST},
	    {"AU", "2880", "Australia/Broken_Hill", ZONE_BASIS_POSTCODE},
	    {"AU", "2000", "Australia/Sydney", ZONE_BASIS_POSTCODE},
	    {"AU", "0800", "Australia/Darwin", ZONE_BASIS_POSTCODE},
	    {"AU", "6000", "Australia/Perth", ZONE_BASIS_POSTCODE},
	    {"BR", "69900-000", "America/Rio_Branco", ZONE_BASIS_POSTCODE},
	    {"BR", "01310-100", "America/Sao_Paulo", ZONE_BASIS_POSTCODE},
	    {"MX", "22000", "America/Tijuana", ZONE_BASIS_POSTCODE},
	    {"MX", "06600", "America/Mexico_City", ZONE_BASIS_POSTCODE},
	    {"ID", "80361", "Asia/Makassar", ZONE_BASIS_POSTCODE},
	    {"RU", "690001", "Asia/Vladivostok", ZONE_BASIS_POSTCODE},
	    {"RU", "101000", "Europe/Moscow", ZONE_BASIS_POSTCODE},
	    {"CL", "8320000", "America/Santiago", ZONE_BASIS_POSTCODE},
	    {"IC", "", "Atlantic/Canary", ZONE_BASIS_COUNTRY},
	    {"", "28013", "Europe/Oslo", ZONE_BASIS_SHOP},
	    {"ZZ", "", "Europe/Oslo", ZONE_BASIS_SHOP},
	    {"ESP", "", "Europe/Oslo", ZONE_BASIS_SHOP},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum zone_basis basis = ZONE_BASIS_NONE;
		const char *zone =
		    zone_of_place(cases[i].country, cases[i].postcode, "Europe/Oslo", &basis);

		if (strcmp(zone, cases[i].zone) != 0 || basis != cases[i].basis)
			fail_msg("%s %s: %s (%d)", cases[i].country, cases[i].postcode, zone,
			    (int)basis);
	}
}

static void
test_every_place_has_a_zone_of_the_database(void **state)
{
	int known = 0;

	(void)state;
	for (int i = 0; i < 26 * 26; i++) {
		const char country[] = {(char)('A' + i / 26), (char)('A' + i % 26), '\0'};
		bool letters = strcmp(country, "CA") == 0;
		enum zone_basis basis = ZONE_BASIS_NONE;
		const char *zone = zone_of_place(country, "", "UTC", &basis);

		if (basis == ZONE_BASIS_SHOP)
			continue;
		known++;
		if (!zone_valid(zone))
			fail_msg("%s: %s", country, zone);
		for (int n = 0; n < (letters ? 26 * 26 * 10 : 1000); n++) {
			char postcode[] = {(char)('0' + n / 100 % 10), (char)('0' + n / 10 % 10),
			    (char)('0' + n % 10), '0', '0', '\0'};
			const char *there;

			if (letters) {
				postcode[0] = (char)('A' + n / 260);
				postcode[2] = (char)('A' + n / 10 % 26);
			}
			there = zone_of_place(country, postcode, "UTC", &basis);
			if (there != zone && !zone_valid(there))
				fail_msg("%s %s: %s", country, postcode, there);
		}
	}
	assert_true(known >= 249);
}

static void
use_and_clear(void *arg)
{
	*(int64_t *)arg = zone_day_end("Europe/Madrid", 0);
	zone_thread_clear();
}

static void
test_threads_have_their_own_and_leave_nothing(void **state)
{
	struct thread *threads[4];
	int64_t ends[COUNT(threads)];

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(thread_start(&threads[i], "zone", use_and_clear, &ends[i]), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		thread_join(threads[i]);
		assert_int_equal(ends[i], 23 * HOUR_MS);
	}
}

static int
clear_up(void **state)
{
	(void)state;
	zone_thread_clear();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_only_names_of_the_database_are_valid),
	    cmocka_unit_test(test_wall_clocks_are_those_of_the_place),
	    cmocka_unit_test(test_wall_clocks_lead_back_to_their_first_instant),
	    cmocka_unit_test(test_a_day_ends_where_the_next_one_begins),
	    cmocka_unit_test(test_instants_round_trip_but_in_folds),
	    cmocka_unit_test(test_moments_get_instants_and_days_as_their_kind_allows),
	    cmocka_unit_test(test_places_have_the_zone_of_their_postcode),
	    cmocka_unit_test(test_every_place_has_a_zone_of_the_database),
	    cmocka_unit_test(test_threads_have_their_own_and_leave_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, clear_up);
}
