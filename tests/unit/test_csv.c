#include "monitor/base/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

/* All records as "a|b/c|d", an error as its name; lines of the records beside them. */
static void
read_all(struct span bytes, struct buf *out, struct buf *lines)
{
	struct csv c;
	struct why why;
	int rc;

	assert_int_equal(csv_init(&c, bytes, &why), 0);
	while ((rc = csv_next(&c, &why)) != 0) {
		if (out->len > 0)
			(void)buf_add_char(out, '/');
		(void)buf_addf(lines, "%s%zu", lines->len > 0 ? " " : "", c.line);
		if (rc < 0)
			(void)buf_add_str(out, err_name(rc));
		for (size_t i = 0; i < c.count; i++)
			(void)buf_addf(out, "%s%.*s", i > 0 ? "|" : "", (int)c.values[i].len,
			    c.values[i].data);
	}
	csv_clear(&c);
}

static void
test_records_are_read_as_spreadsheets_write_them(void **state)
{
	static const struct {
		const char *bytes;
		const char *records;
		const char *lines;
	} cases[] = {
	    {"", "", ""},
	    {"a,b\n1,2\n", "a|b/1|2", "1 2"},
	    {"a;b\r\n1;2", "a|b/1|2", "1 2"},
	    {"a\tb\n1\t2\n", "a|b/1|2", "1 2"},
	    {"a;b\n1,5;2\n", "a|b/1,5|2", "1 2"},
	    {"\xEF\xBB\xBF"
	     "a,b\n",
		"a|b", "1"},
	    {"a,b\n\"x,y\",\"say \"\"no\"\"\"\n", "a|b/x,y|say \"no\"", "1 2"},
	    {"a,b\n\"two\nlines\",2\n3,4\n", "a|b/two\nlines|2/3|4", "1 2 4"},
	    {"a,b\n,\n\n", "a|b/|/", "1 2 3"},
	    {"a,b\n1,\"2\"\r\n", "a|b/1|2", "1 2"},
	    {"a,b\n\"never ends,2\n3,4\n", "a|b/malformed/3|4", "1 2 3"},
	    {"a,b\n\"x\"y,2\n3,4\n", "a|b/malformed/3|4", "1 2 3"},
	    {"a,b\n1,x\"y\n", "a|b/1|x\"y", "1 2"},
	    {"a\rb,c\n", "a\rb|c", "1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = BUF_INIT(4096), lines = BUF_INIT(4096);

		read_all(span_of(cases[i].bytes), &out, &lines);
		assert_string_equal(buf_str(&out), cases[i].records);
		assert_string_equal(buf_str(&lines), cases[i].lines);
		buf_clear(&out);
		buf_clear(&lines);
	}
}

static void
test_what_is_no_utf8_is_read_as_windows_1252(void **state)
{
	struct buf out = BUF_INIT(4096), lines = BUF_INIT(4096);

	(void)state;
	read_all(SPAN("a;b\nN\xFA\xF1"
		      "ez;5 \x80\n\x81;\x92\n"),
	    &out, &lines);
	assert_string_equal(buf_str(&out), "a|b/N\u00FA\u00F1ez|5 \u20AC/\uFFFD|\u2019");
	assert_true(text_utf8_valid(buf_span(&out)));
	buf_clear(&out);
	buf_clear(&lines);
}

static void
test_a_line_that_is_too_long_or_too_wide_is_told_and_passed_over(void **state)
{
	struct buf file = BUF_INIT(1 << 20), out = BUF_INIT(1 << 20), lines = BUF_INIT(4096);

	(void)state;
	(void)buf_add_str(&file, "a,b\n");
	for (int i = 0; i < LIMIT_CSV_LINE_BYTES; i++)
		(void)buf_add_char(&file, 'x');
	(void)buf_add_str(&file, "x,1\n3,4\n");
	for (int i = 0; i < CSV_COLUMNS; i++)
		(void)buf_add_char(&file, ',');
	(void)buf_add_str(&file, "\n5,6\n");
	read_all(buf_span(&file), &out, &lines);
	assert_string_equal(buf_str(&out), "a|b/too_big/3|4/too_big/5|6");
	assert_string_equal(buf_str(&lines), "1 2 3 4 5");
	buf_clear(&file);
	buf_clear(&out);
	buf_clear(&lines);
}

static void
test_what_is_no_text_is_refused_with_what_to_do(void **state)
{
	struct csv c;
	struct why why = {.code = 0};

	(void)state;
	assert_int_equal(csv_init(&c,
			     SPAN("\xFF\xFE"
				  "a\0b\0"),
			     &why),
	    ERR_MALFORMED);
	assert_non_null(strstr(why.text, "UTF-8"));
	assert_int_equal(csv_init(&c, SPAN("PK\3\4\0\0"), &why), ERR_MALFORMED);
	assert_non_null(strstr(why.text, "CSV"));
}

static void
test_what_a_spreadsheet_would_run_is_written_behind_an_apostrophe(void **state)
{
	static const struct {
		const char *value, *written;
	} rows[] = {
	    {"", ""},
	    {"plain", "plain"},
	    {"=1+1", "'=1+1"},
	    {"+34 600 000 000", "'+34 600 000 000"},
	    {"-5", "'-5"},
	    {"@SUM(A1)", "'@SUM(A1)"},
	    {"\tx", "\"'\tx\""},
	    {"\rx", "\"'\rx\""},
	    {"\nx", "\"'\nx\""},
	    {"'=1", "''=1"},
	    {"'quoted'", "'quoted'"},
	    {"O'Neill", "O'Neill"},
	    {"5-3", "5-3"},
	    {"a,b", "\"a,b\""},
	    {"say \"no\"", "\"say \"\"no\"\"\""},
	    {"two\nlines", "\"two\nlines\""},
	    {" edge ", "\" edge \""},
	    {"=cmd|' /C calc'!A0,\"x\"", "\"'=cmd|' /C calc'!A0,\"\"x\"\"\""},
	};
	struct buf record = BUF_INIT(4096);
	struct csv c;
	struct why why;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_reset(&record);
		assert_int_equal(csv_add(&record, ',', true, span_of(rows[i].value)), 0);
		assert_string_equal(buf_str(&record), rows[i].written);
		assert_int_equal(csv_add(&record, ',', false, span_of("end")), 0);
		assert_int_equal(csv_end(&record), 0);
		assert_int_equal(csv_init(&c, buf_span(&record), &why), 0);
		c.separator = ',';
		assert_int_equal(csv_next(&c, &why), 1);
		assert_int_equal(c.count, 2);
		assert_true(span_equal_str(c.values[0], rows[i].value));
		csv_clear(&c);
	}
	buf_clear(&record);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_records_are_read_as_spreadsheets_write_them),
	    cmocka_unit_test(test_what_is_no_utf8_is_read_as_windows_1252),
	    cmocka_unit_test(test_a_line_that_is_too_long_or_too_wide_is_told_and_passed_over),
	    cmocka_unit_test(test_what_is_no_text_is_refused_with_what_to_do),
	    cmocka_unit_test(test_what_a_spreadsheet_would_run_is_written_behind_an_apostrophe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
