#include "monitor/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_copies_fit_or_say_so(void **state)
{
	char dst[4] = "old";

	(void)state;
	assert_int_equal(text_copy(dst, sizeof(dst), "abc"), 0);
	assert_string_equal(dst, "abc");
	assert_int_equal(text_copy(dst, sizeof(dst), "abcd"), ERR_TOO_BIG);
	assert_string_equal(dst, "");
	assert_int_equal(text_copy_span(dst, sizeof(dst), SPAN("xy")), 0);
	assert_string_equal(dst, "xy");
	assert_int_equal(text_copy_span(dst, 0, SPAN("")), ERR_TOO_BIG);
}

static void
test_cut_never_leaves_half_a_character(void **state)
{
	static const struct {
		const char *in;
		size_t room;
		const char *out;
	} cases[] = {
	    {"abc", 4, "abc"},
	    {"abc", 3, "ab"},
	    {"a\xC3\xB1", 4, "a\xC3\xB1"},
	    {"a\xC3\xB1", 3, "a"},
	    {"\xE2\x82\xAC", 3, ""},
	    {"\xF0\x9F\x93\xA6x", 5, "\xF0\x9F\x93\xA6"},
	    {"\xF0\x9F\x93\xA6x", 4, ""},
	    {"x\xF0\x9F\x93\xA6", 4, "x"},
	    {"x", 1, ""},
	};
	char dst[8];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool all = text_cut(dst, cases[i].room, span_of(cases[i].in));

		assert_string_equal(dst, cases[i].out);
		assert_int_equal(all, strlen(cases[i].in) == strlen(cases[i].out));
	}
}

static void
test_clean_makes_prose_safe(void **state)
{
	static const struct {
		const char *in;
		const char *out;
	} cases[] = {
	    {"  Llegada  a\tdestino \n", "Llegada a destino"},
	    {"M\xE1laga", "M\xEF\xBF\xBDlaga"},
	    {"a\x01\x02"
	     "b\x7F"
	     "c",
		"a b c"},
	    {"a\xC2\xA0\xC2\x85"
	     "b",
		"a b"},
	    {"a\xE2\x80\xAE"
	     "b\xEF\xBB\xBF",
		"a b"},
	    {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
	    {" \t ", ""},
	    {"", ""},
	    {"Espa\xC3\xB1"
	     "a",
		"Espa\xC3\xB1"
		"a"},
	};
	char dst[32];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(text_clean(dst, sizeof(dst), span_of(cases[i].in)));
		assert_string_equal(dst, cases[i].out);
	}
	assert_true(text_clean(dst, sizeof(dst), (struct span){"a\0b", 3}));
	assert_string_equal(dst, "a b");
	assert_true(text_clean(dst, 4, SPAN("abc   ")));
	assert_string_equal(dst, "abc");
	assert_false(text_clean(dst, 4, SPAN("ab\xC3\xB1")));
	assert_string_equal(dst, "ab");
	assert_false(text_clean(dst, 4, SPAN("ab cd")));
	assert_string_equal(dst, "ab");
}

static void
test_integers_are_whole_and_in_range(void **state)
{
	static const struct {
		const char *in;
		int rc;
		int64_t out;
	} cases[] = {
	    {"0", 0, 0},
	    {"-0", 0, 0},
	    {"007", 0, 7},
	    {"-12", 0, -12},
	    {"9223372036854775807", 0, INT64_MAX},
	    {"-9223372036854775808", 0, INT64_MIN},
	    {"9223372036854775808", ERR_RANGE, 0},
	    {"-9223372036854775809", ERR_RANGE, 0},
	    {"99999999999999999999999999", ERR_RANGE, 0},
	    {"99999999999999999999999999x", ERR_MALFORMED, 0},
	    {"", ERR_MALFORMED, 0},
	    {"-", ERR_MALFORMED, 0},
	    {"+1", ERR_MALFORMED, 0},
	    {" 1", ERR_MALFORMED, 0},
	    {"1 ", ERR_MALFORMED, 0},
	    {"1.0", ERR_MALFORMED, 0},
	    {"0x1", ERR_MALFORMED, 0},
	    {"--1", ERR_MALFORMED, 0},
	};
	int64_t out = 99;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		out = 99;
		assert_int_equal(
		    text_parse_i64(span_of(cases[i].in), INT64_MIN, INT64_MAX, &out), cases[i].rc);
		assert_true(out == (cases[i].rc == 0 ? cases[i].out : 99));
	}
	assert_int_equal(text_parse_i64(SPAN("5"), 6, 9, &out), ERR_RANGE);
	assert_int_equal(text_parse_i64(SPAN("10"), 6, 9, &out), ERR_RANGE);
	assert_int_equal(text_parse_i64(SPAN("9"), 6, 9, &out), 0);
}

static void
test_digits_are_counted(void **state)
{
	int32_t out = 99;

	(void)state;
	assert_true(text_digits(SPAN("0042x"), 4, &out));
	assert_int_equal(out, 42);
	assert_false(text_digits(SPAN("004"), 4, &out));
	assert_false(text_digits(SPAN("00x4"), 4, &out));
	assert_false(text_digits(SPAN("-004"), 4, &out));
	assert_true(text_digits(SPAN("999999999"), 9, &out));
	assert_int_equal(out, 999999999);
}

static void
test_pieces_are_split_until_nothing_is_left(void **state)
{
	struct span rest = SPAN("a,,bc,");
	struct span piece;

	(void)state;
	assert_true(text_split(&rest, ',', &piece) && span_equal_str(piece, "a"));
	assert_true(text_split(&rest, ',', &piece) && piece.len == 0);
	assert_true(text_split(&rest, ',', &piece) && span_equal_str(piece, "bc"));
	assert_false(text_split(&rest, ',', &piece));
	assert_true(span_equal_str(text_trim(SPAN(" \t a b \r\n")), "a b"));
	assert_int_equal(text_trim(SPAN(" \n ")).len, 0);
	assert_true(text_starts(SPAN("JD0146"), "JD"));
	assert_false(text_starts(SPAN("J"), "JD"));
	assert_true(text_equal_nocase("Content-Type", "content-type"));
	assert_false(text_equal_nocase("Content", "Content-Type"));
	assert_false(text_equal_nocase("\xC3\x91", "\xC3\xB1")); /* ASCII only */
}

static void
test_utf8_is_what_unicode_says(void **state)
{
	static const struct {
		const char *in;
		size_t len;
		uint32_t point;
	} cases[] = {
	    {"A", 1, 0x41},
	    {"\xC2\x80", 2, 0x80},
	    {"\xDF\xBF", 2, 0x7FF},
	    {"\xE0\xA0\x80", 3, 0x800},
	    {"\xED\x9F\xBF", 3, 0xD7FF},
	    {"\xEE\x80\x80", 3, 0xE000},
	    {"\xF0\x90\x80\x80", 4, 0x10000},
	    {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
	    {"\x80", 0, 0},             /* a continuation alone */
	    {"\xC0\x80", 0, 0},         /* overlong */
	    {"\xC1\xBF", 0, 0},         /* overlong */
	    {"\xE0\x9F\xBF", 0, 0},     /* overlong */
	    {"\xF0\x8F\xBF\xBF", 0, 0}, /* overlong */
	    {"\xED\xA0\x80", 0, 0},     /* surrogate */
	    {"\xED\xBF\xBF", 0, 0},     /* surrogate */
	    {"\xF4\x90\x80\x80", 0, 0}, /* beyond U+10FFFF */
	    {"\xF5\x80\x80\x80", 0, 0},
	    {"\xFF", 0, 0},
	    {"\xC3", 0, 0}, /* cut */
	    {"\xE2\x82", 0, 0},
	    {"\xF0\x9F\x93", 0, 0},
	    {"\xC3(", 0, 0},
	    {"", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint32_t point = 0;

		assert_int_equal(text_utf8_next(span_of(cases[i].in), &point), cases[i].len);
		assert_int_equal(point, cases[i].point);
		assert_int_equal(text_utf8_valid(span_of(cases[i].in)),
		    cases[i].len > 0 || cases[i].in[0] == '\0');
	}
	assert_false(text_utf8_valid(SPAN("ab\xC3\xB1\xC3")));
}

static void
test_columns_are_those_of_a_terminal(void **state)
{
	static const struct {
		const char *in;
		size_t columns;
	} cases[] = {
	    {"", 0},
	    {"abc", 3},
	    {"Espa\xC3\xB1"
	     "a",
		6},
	    {"n\xCC\x83", 1},                /* n and a combining tilde */
	    {"\xE6\x97\xA5\xE6\x9C\xAC", 4}, /* two wide characters */
	    {"\xF0\x9F\x93\xA6", 2},         /* a parcel */
	    {"\xE2\x97\x86", 1},             /* a diamond */
	    {"\xE2\x94\x81", 1},             /* a line */
	    {"\xE2\x80\x8B", 0},             /* zero width space */
	    {"\xEA\xB0\x80", 2},             /* Hangul */
	    {"\xEF\xBC\xA1", 2},             /* fullwidth A */
	    {"\xEF\xBD\xB1", 1},             /* halfwidth kana */
	    {"\xC2\xA0", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(text_columns(cases[i].in), cases[i].columns);
}

static void
test_percent_encoding_keeps_the_unreserved_alone(void **state)
{
	struct buf b = BUF_INIT(64);

	(void)state;
	assert_int_equal(text_add_percent(&b, SPAN("aZ0-._~ /?&=+%\xC3\xB1")), 0);
	assert_string_equal(buf_str(&b), "aZ0-._~%20%2F%3F%26%3D%2B%25%C3%B1");
	buf_clear(&b);
}

static void
test_percent_decoding_refuses_what_is_broken(void **state)
{
	static const struct {
		const char *in;
		bool form;
		const char *out; /* NULL: refused */
	} cases[] = {
	    {"a%20b+c", false, "a b+c"},
	    {"a%20b+c", true, "a b c"},
	    {"%C3%b1", false, "\xC3\xB1"},
	    {"%2B", true, "+"},
	    {"", true, ""},
	    {"%", false, NULL},
	    {"%2", false, NULL},
	    {"%2g", false, NULL},
	    {"ok%00", false, NULL},
	};
	struct buf b = BUF_INIT(64);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int rc = text_percent_decode(&b, span_of(cases[i].in), cases[i].form);

		assert_int_equal(rc, cases[i].out != NULL ? 0 : ERR_MALFORMED);
		assert_string_equal(buf_str(&b), cases[i].out != NULL ? cases[i].out : "");
		buf_reset(&b);
	}
	assert_int_equal(text_percent_decode(&b, (struct span){"a\0", 2}, false), ERR_MALFORMED);
	buf_clear(&b);
	buf_init(&b, 2);
	assert_int_equal(text_percent_decode(&b, SPAN("abc"), false), ERR_TOO_BIG);
	buf_clear(&b);
}

static void
test_numbers_as_printed_and_as_typed_are_one(void **state)
{
	static const struct {
		const char *in;
		int rc;
		const char *out;
	} cases[] = {
	    {"1z 999 aa1 01 2345 6784", 0, "1Z999AA10123456784"},
	    {" JD-01.46\t", 0, "JD0146"},
	    {"123456789012345", 0, "123456789012345"},
	    {"1234567890123456789012", ERR_TOO_BIG, NULL},
	    {"", ERR_MALFORMED, NULL},
	    {" -. ", ERR_MALFORMED, NULL},
	    {"12/34", ERR_MALFORMED, NULL},
	    {"12\xC3\xB1", ERR_MALFORMED, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char dst[20] = "same";

		assert_int_equal(
		    text_number_normalise(dst, sizeof(dst), span_of(cases[i].in)), cases[i].rc);
		assert_string_equal(dst, cases[i].rc == 0 ? cases[i].out : "same");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_copies_fit_or_say_so),
	    cmocka_unit_test(test_cut_never_leaves_half_a_character),
	    cmocka_unit_test(test_clean_makes_prose_safe),
	    cmocka_unit_test(test_integers_are_whole_and_in_range),
	    cmocka_unit_test(test_digits_are_counted),
	    cmocka_unit_test(test_pieces_are_split_until_nothing_is_left),
	    cmocka_unit_test(test_utf8_is_what_unicode_says),
	    cmocka_unit_test(test_columns_are_those_of_a_terminal),
	    cmocka_unit_test(test_percent_encoding_keeps_the_unreserved_alone),
	    cmocka_unit_test(test_percent_decoding_refuses_what_is_broken),
	    cmocka_unit_test(test_numbers_as_printed_and_as_typed_are_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
