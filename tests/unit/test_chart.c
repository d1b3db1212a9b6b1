/* The charts of reports: what is drawn lies where its value is, all of it within the drawing, and words are never markup. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/web/chart.h"

static size_t
times(const struct buf *svg, const char *text)
{
	size_t count = 0;

	for (const char *at = buf_str(svg); (at = strstr(at, text)) != NULL; at++)
		count++;
	return count;
}

/* Every "NAME="12.3%"" of a drawing is between nothing and all. */
static void
assert_within(const struct buf *svg, const char *name)
{
	for (const char *at = buf_str(svg); (at = strstr(at, name)) != NULL; at++) {
		char *end;
		double value = strtod(at + strlen(name), &end);

		if (*end == '%')
			assert_true(value >= 0 && value <= 100);
	}
}

static void
test_a_share_lies_where_wilson_says(void **state)
{
	static const struct {
		int64_t part, whole;
		struct chart_share share;
	} cases[] = {{90, 100, {900, 840, 939}}, {0, 10, {0, 0, 213}}, {10, 10, {1000, 787, 1000}},
	    {1, 3, {333, 78, 746}}, {950, 1000, {950, 937, 960}}, {0, 0, {-1, -1, -1}}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct chart_share s = chart_share_of(cases[i].part, cases[i].whole);

		assert_int_equal(s.value, cases[i].share.value);
		assert_int_equal(s.low, cases[i].share.low);
		assert_int_equal(s.high, cases[i].share.high);
	}
}

static void
test_weeks_without_a_promise_break_the_line(void **state)
{
	const struct chart_point points[] = {{"1/9", {900, 840, 939}}, {"8/9", {-1, -1, -1}},
	    {"15/9", {950, 937, 960}}, {"22/9", {1000, 787, 1000}}};
	struct buf svg = BUF_INIT(16384);

	(void)state;
	assert_int_equal(chart_from(points, 4), 750);
	assert_int_equal(chart_rates(&svg, points, 4, 750, 950,
			     &(struct chart_words){.alt = "a \"b\" <c>", .target = "<goal>"}),
	    0);
	assert_int_equal(times(&svg, "class=\"dot\""), 3);
	assert_int_equal(times(&svg, "class=\"way\""), 1);
	assert_int_equal(times(&svg, "class=\"goal\""), 1);
	assert_int_equal(times(&svg, "<goal>") + times(&svg, "<c>"), 0);
	assert_within(&svg, "x1=\"");
	assert_within(&svg, "x2=\"");
	assert_within(&svg, "cx=\"");
	buf_clear(&svg);
}

static void
test_what_came_as_it_was_said_lies_on_the_line(void **state)
{
	const struct chart_said points[] = {{25, {30, 20, 50}, 3458}, {500, {500, 400, 600}, 120},
	    {975, {1000, 900, 1000}, 8}, {125, {-1, -1, -1}, 0}};
	struct buf svg = BUF_INIT(16384);

	(void)state;
	assert_int_equal(chart_calibration(&svg, points, 4,
			     &(struct chart_words){.alt = "alt", .across = "said", .up = "came"}),
	    0);
	assert_int_equal(times(&svg, "class=\"dot\""), 3);
	assert_int_equal(times(&svg, "cx=\"50.00%\" cy=\"120.0\" r=\"5.0\""), 1);
	assert_int_equal(times(&svg, "r=\"7.0\""), 1);
	assert_within(&svg, "x1=\"");
	buf_clear(&svg);
}

static void
test_rows_and_columns_stay_within(void **state)
{
	const struct chart_point days[] = {{"3", {220, -1, -1}}, {"4", {1000, -1, -1}}};
	struct buf svg = BUF_INIT(16384);

	(void)state;
	assert_int_equal(chart_dot(&svg, (struct chart_share){700, 500, 1000}, 600, 950), 0);
	assert_int_equal(chart_dot(&svg, (struct chart_share){-1, -1, -1}, 850, 950), 0);
	assert_int_equal(times(&svg, "class=\"dot\""), 1);
	assert_int_equal(chart_bar(&svg, 1000, true), 0);
	assert_int_equal(chart_bar(&svg, 0, false), 0);
	assert_int_equal(
	    chart_columns(&svg, days, 2, 950, 0, 1, &(struct chart_words){.alt = "d"}), 0);
	assert_int_equal(times(&svg, "class=\"today\"") + times(&svg, "class=\"better\""), 2);
	assert_within(&svg, "x1=\"");
	assert_within(&svg, "x2=\"");
	assert_within(&svg, " x=\"");
	assert_within(&svg, "width=\"");
	buf_clear(&svg);
}

/* Bars of what came under steps of what was to come, as high as the most of both; its labels are never markup. */
static void
test_scans_stand_beside_what_was_expected(void **state)
{
	const struct chart_step steps[] = {
	    {8, 6, "0:00", "<b>thursday 19"}, {4, 8, "", ""}, {4, 0, "6:00", ""}, {0, 0, "", ""}};
	struct buf svg = BUF_INIT(16384);

	(void)state;
	assert_int_equal(
	    chart_scans(&svg, steps, 4, 2.5,
		&(struct chart_words){.alt = "alt", .target = "0 since", .across = "4"}),
	    0);
	assert_int_equal(times(&svg, "class=\"seen\""), 4);
	assert_int_equal(times(&svg, "class=\"seen\" x=\"28.00%\" y=\"60.0\""), 1);
	assert_int_equal(times(&svg, "class=\"silent\" x=\"62.50%\""), 1);
	assert_int_equal(times(&svg, "<b>"), 0);
	assert_within(&svg, "x1=\"");
	assert_within(&svg, "x2=\"");
	assert_within(&svg, " x=\"");
	assert_within(&svg, "width=\"");
	buf_clear(&svg);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_share_lies_where_wilson_says),
	    cmocka_unit_test(test_weeks_without_a_promise_break_the_line),
	    cmocka_unit_test(test_what_came_as_it_was_said_lies_on_the_line),
	    cmocka_unit_test(test_scans_stand_beside_what_was_expected),
	    cmocka_unit_test(test_rows_and_columns_stay_within),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
