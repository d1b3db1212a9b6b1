#include "monitor/base/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static int32_t
day(int32_t year, int32_t month, int32_t day_of_month)
{
	int32_t number = DAY_NONE;

	assert_int_equal(day_from_civil(year, month, day_of_month, &number), 0);
	return number;
}

static void
test_every_day_of_three_centuries_round_trips_in_order(void **state)
{
	int32_t expected = day(1900, 1, 1);
	int weekday = 0; /* 1900-01-01 was a Monday */

	(void)state;
	assert_int_equal(day(1970, 1, 1), 0);
	for (int32_t year = 1900; year <= 2199; year++)
		for (int32_t month = 1; month <= 12; month++)
			for (int32_t dom = 1; dom <= 31; dom++) {
				int32_t number;
				int32_t y;
				int32_t m;
				int32_t d;

				if (day_from_civil(year, month, dom, &number) < 0)
					continue;
				assert_int_equal(number, expected++);
				assert_int_equal(day_weekday(number), weekday);
				weekday = (weekday + 1) % 7;
				day_to_civil(number, &y, &m, &d);
				assert_true(y == year && m == month && d == dom);
			}
	assert_int_equal(expected - 1, 84005); /* 109,573 days: 300 years, 73 of them leap */
}

static void
test_days_that_do_not_exist_are_refused(void **state)
{
	static const int32_t cases[][3] = {{1899, 12, 31}, {2200, 1, 1}, {2026, 0, 1},
	    {2026, 13, 1}, {2026, 1, 0}, {2026, 1, 32}, {2026, 2, 29}, {1900, 2, 29}, {2026, 4, 31},
	    {-1, 1, 1}};
	int32_t number = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
		    day_from_civil(cases[i][0], cases[i][1], cases[i][2], &number), ERR_RANGE);
	assert_int_equal(number, 7);
	assert_int_equal(day(2000, 2, 29) + 1, day(2000, 3, 1));
}

struct parse_case {
	const char *in;
	int rc;
	const char *out; /* as when_add prints it */
	enum when_kind kind;
};

static void
check_parse(const struct parse_case *c, int rc, struct when at)
{
	struct buf b = BUF_INIT(64);

	if (rc != c->rc)
		print_message("for \"%s\"\n", c->in);
	assert_int_equal(rc, c->rc);
	if (rc < 0)
		return;
	assert_int_equal(when_add(&b, at), 0);
	assert_string_equal(buf_str(&b), c->out);
	assert_int_equal(at.kind, c->kind);
	buf_clear(&b);
}

static void
test_parse_reads_the_shapes_of_carriers(void **state)
{
	static const struct parse_case cases[] = {
	    {"2024-08-20T12:41:57-04:00", 0, "2024-08-20T12:41:57-04:00", WHEN_INSTANT},
	    {"2024-08-15T00:00:00", 0, "2024-08-15T00:00:00", WHEN_LOCAL},
	    {"2024-08-12T15:18:10 -0500", 0, "2024-08-12T15:18:10-05:00", WHEN_INSTANT},
	    {"2021-02-03T07:12:33+0200", 0, "2021-02-03T07:12:33+02:00", WHEN_INSTANT},
	    {"2021-02-03 07:12:33 +02", 0, "2021-02-03T07:12:33+02:00", WHEN_INSTANT},
	    {"2021-02-03T07:12:33.123456789+05:45", 0, "2021-02-03T07:12:33+05:45", WHEN_INSTANT},
	    {"2021-02-03T07:12:33.9Z", 0, "2021-02-03T07:12:33Z", WHEN_UTC},
	    {"2021-02-03T07:12:33,9 Z", 0, "2021-02-03T07:12:33Z", WHEN_UTC},
	    {"2021-02-03t07:12z", 0, "2021-02-03T07:12:00Z", WHEN_UTC},
	    {"2021-02-03T07:12:33+00:00", 0, "2021-02-03T07:12:33+00:00", WHEN_INSTANT},
	    {"2021-02-03T07:12:33-00:00", 0, "2021-02-03T07:12:33Z", WHEN_UTC},
	    {"2021-02-03T07:12", 0, "2021-02-03T07:12:00", WHEN_LOCAL},
	    {"2021-02-03 07:12:33.000", 0, "2021-02-03T07:12:33", WHEN_LOCAL},
	    {"2021-02-03", 0, "2021-02-03", WHEN_DATE},
	    {"2021-02-28T24:00:00", 0, "2021-03-01T00:00:00", WHEN_LOCAL},
	    {"2021-12-31T24:00+01:00", 0, "2022-01-01T00:00:00+01:00", WHEN_INSTANT},
	    {"2016-12-31T23:59:60Z", 0, "2016-12-31T23:59:59Z", WHEN_UTC},
	    {"1900-01-01T00:00:00Z", 0, "1900-01-01T00:00:00Z", WHEN_UTC},
	    {"2199-12-31T23:59:59+18:00", 0, "2199-12-31T23:59:59+18:00", WHEN_INSTANT},
	    {"2021-02-03T07:12:33-18:00", 0, "2021-02-03T07:12:33-18:00", WHEN_INSTANT},
	    /* the right shape, but no such moment */
	    {"2021-02-29", ERR_RANGE, NULL, WHEN_NONE},
	    {"2021-02-03T25:00", ERR_RANGE, NULL, WHEN_NONE},
	    {"2021-02-03T24:00:01", ERR_RANGE, NULL, WHEN_NONE},
	    {"2021-02-03T12:60", ERR_RANGE, NULL, WHEN_NONE},
	    {"2021-02-03T12:00:61", ERR_RANGE, NULL, WHEN_NONE},
	    {"2021-02-03T12:00:00+18:01", ERR_RANGE, NULL, WHEN_NONE},
	    {"2021-02-03T12:00:00+02:60", ERR_RANGE, NULL, WHEN_NONE},
	    {"2199-12-31T24:00", ERR_RANGE, NULL, WHEN_NONE},
	    {"0001-01-01T00:00:00", ERR_RANGE, NULL, WHEN_NONE},
	    /* not this shape */
	    {"", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"null", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-2-3", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03 ", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03Z", ERR_MALFORMED, NULL, WHEN_NONE},
	    {" 2021-02-03", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T7:12", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33.", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33.Z", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33 ", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33  +02", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33+2", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33+02:", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33+02:0", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33+02:00x", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-29T07:12:33x", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33ZZ", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"2021-02-03T07:12:33 GMT", ERR_MALFORMED, NULL, WHEN_NONE},
	    {"+2021-02-03", ERR_MALFORMED, NULL, WHEN_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct when at = when_date(1);
		int rc = when_parse(span_of(cases[i].in), &at);

		check_parse(&cases[i], rc, at);
		if (rc < 0)
			assert_true(when_equal(at, when_date(1)));
	}
}

static void
test_every_cut_of_a_moment_fails_or_is_a_shorter_moment(void **state)
{
	static const char text[] = "2024-08-12T15:18:10.250 -0500";
	static const size_t whole[] = {10, 16, 19, 21, 22, 23, 27, 29};

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		bool expected = false;
		struct when at;

		for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
			expected = expected || whole[i] == len;
		assert_int_equal(
		    when_parse((struct span){text, len}, &at), expected ? 0 : ERR_MALFORMED);
	}
}

static void
test_patterns_read_the_dates_of_carriers(void **state)
{
	static const struct {
		const char *pattern;
		struct parse_case parse;
	} cases[] = {
	    {"DD/MM/YYYY hh:mm[:ss]", {"03/02/2021 07:12", 0, "2021-02-03T07:12:00", WHEN_LOCAL}},
	    {"DD/MM/YYYY hh:mm[:ss]",
		{"03/02/2021 07:12:33", 0, "2021-02-03T07:12:33", WHEN_LOCAL}},
	    {"YYYYMMDD", {"20210203", 0, "2021-02-03", WHEN_DATE}},
	    {"YYYYMMDD hhmmss", {"20210203 071233", 0, "2021-02-03T07:12:33", WHEN_LOCAL}},
	    {"DDMMYYYY hhmm", {"03022021 2400", 0, "2021-02-04T00:00:00", WHEN_LOCAL}},
	    {"DD.MM.YYYY hh:mm", {"03.02.2021 07:12", 0, "2021-02-03T07:12:00", WHEN_LOCAL}},
	    {"DD/MM/YYYY", {"31/04/2021", ERR_RANGE, NULL, WHEN_NONE}},
	    {"DD/MM/YYYY hh:mm", {"03/02/2021 25:00", ERR_RANGE, NULL, WHEN_NONE}},
	    {"DD/MM/YYYY hh:mm[:ss]", {"03/02/2021 07:12:", ERR_MALFORMED, NULL, WHEN_NONE}},
	    {"DD/MM/YYYY hh:mm[:ss]", {"03/02/2021 07:12:3", ERR_MALFORMED, NULL, WHEN_NONE}},
	    {"DD/MM/YYYY hh:mm[:ss]", {"03/02/2021 07:12:33 ", ERR_MALFORMED, NULL, WHEN_NONE}},
	    {"DD/MM/YYYY", {"3/2/2021", ERR_MALFORMED, NULL, WHEN_NONE}},
	    {"DD/MM/YYYY", {"03-02-2021", ERR_MALFORMED, NULL, WHEN_NONE}},
	    {"DD/MM/YYYY", {"", ERR_MALFORMED, NULL, WHEN_NONE}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct when at = WHEN_INIT;
		int rc = when_parse_pattern(span_of(cases[i].parse.in), cases[i].pattern, &at);

		check_parse(&cases[i].parse, rc, at);
	}
}

static void
test_instants_are_exact(void **state)
{
	struct buf b = BUF_INIT(64);

	(void)state;
	assert_int_equal(when_utc(when_instant(day(2026, 11, 21), 17 * 3600 + 720, 60)),
	    1795277520000); /* date -u -d 2026-11-21T16:12:00Z +%s */
	assert_true(when_utc(when_date(3)) == AT_NONE);
	assert_true(when_utc(when_local(3, 4)) == AT_NONE);
	assert_true(when_utc(WHEN_INIT) == AT_NONE);
	assert_true(when_utc(when_utc_ms(-1)) == -1000); /* the second that holds it */
	assert_true(when_utc_ms(AT_NONE).kind == WHEN_NONE);
	assert_true(when_utc_ms(INT64_MAX).kind == WHEN_NONE);
	assert_int_equal(when_add_utc(&b, 1795277520999), 0);
	assert_int_equal(when_add_utc(&b, AT_NONE), 0);
	assert_int_equal(when_add(&b, WHEN_INIT), 0);
	assert_int_equal(day_add(&b, DAY_NONE), 0);
	assert_string_equal(buf_str(&b), "2026-11-21T16:12:00Z");
	buf_clear(&b);
}

static void
test_a_day_is_read_exactly(void **state)
{
	int32_t number = 7;

	(void)state;
	assert_int_equal(day_parse(SPAN("2026-11-21"), &number), 0);
	assert_int_equal(number, day(2026, 11, 21));
	assert_int_equal(day_weekday(number), 5);
	number = 7;
	assert_int_equal(day_parse(SPAN("2026-11-31"), &number), ERR_RANGE);
	assert_int_equal(day_parse(SPAN("2026-11-31 "), &number), ERR_MALFORMED);
	assert_int_equal(day_parse(SPAN("2026-11-2"), &number), ERR_MALFORMED);
	assert_int_equal(day_parse(SPAN("21/11/2026"), &number), ERR_MALFORMED);
	assert_int_equal(number, 7);
}

static void
test_moments_sort_by_day_then_unknown_hours_then_instant(void **state)
{
	/* each before the next */
	const struct when sorted[] = {
	    WHEN_INIT,
	    when_date(9),
	    when_local(9, 3600),
	    when_instant(9, 36000, 120), /* 08:00Z */
	    when_instant(9, 32400, 0),   /* 09:00Z: later, though its wall clock is earlier */
	    when_date(10),
	    when_local(10, 1),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sorted) / sizeof(sorted[0]); i++) {
		assert_int_equal(when_compare(sorted[i], sorted[i]), 0);
		if (i == 0)
			continue;
		assert_int_equal(when_compare(sorted[i - 1], sorted[i]), -1);
		assert_int_equal(when_compare(sorted[i], sorted[i - 1]), 1);
	}
	assert_int_equal(when_compare(when_date(9), when_local(9, 0)), 0);
	assert_int_equal(when_compare(when_local(9, 50), when_instant(9, 40, -600)), 1);
}

static void
test_kinds_have_the_names_of_the_output(void **state)
{
	(void)state;
	assert_string_equal(when_kind_name(WHEN_NONE), "none");
	assert_string_equal(when_kind_name(WHEN_DATE), "date");
	assert_string_equal(when_kind_name(WHEN_LOCAL), "local");
	assert_string_equal(when_kind_name(WHEN_INSTANT), "instant");
	assert_string_equal(when_kind_name(WHEN_UTC), "instant");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_day_of_three_centuries_round_trips_in_order),
	    cmocka_unit_test(test_days_that_do_not_exist_are_refused),
	    cmocka_unit_test(test_parse_reads_the_shapes_of_carriers),
	    cmocka_unit_test(test_every_cut_of_a_moment_fails_or_is_a_shorter_moment),
	    cmocka_unit_test(test_patterns_read_the_dates_of_carriers),
	    cmocka_unit_test(test_instants_are_exact),
	    cmocka_unit_test(test_a_day_is_read_exactly),
	    cmocka_unit_test(test_moments_sort_by_day_then_unknown_hours_then_instant),
	    cmocka_unit_test(test_kinds_have_the_names_of_the_output),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
