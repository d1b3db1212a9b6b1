#include "monitor/base/json_write.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

static void
build_answer(struct json_out *w)
{
	json_out_object(w, NULL);
	json_out_str(w, "z",
	    "Mar\xc3\xad"
	    "a \"\\\n");
	json_out_array(w, "list");
	json_out_int(w, NULL, INT64_MIN);
	json_out_double(w, NULL, 0.1);
	json_out_bool(w, NULL, true);
	json_out_bool(w, NULL, false);
	json_out_object(w, NULL);
	json_out_end(w);
	json_out_end(w);
	json_out_str(w, "none", NULL);
	json_out_null(w, "also");
	json_out_span(w, "a", (struct span){"abc", 2});
	json_out_span(w, "empty", (struct span){NULL, 0});
	json_out_end(w);
}

static void
test_an_answer_keeps_its_order(void **state)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf text = BUF_INIT(1000);

	(void)state;
	build_answer(&w);
	assert_int_equal(json_out_take(&w, &text, false), 0);
	assert_string_equal(buf_str(&text),
	    "{\"z\":\"Mar\xc3\xad"
	    "a \\\"\\\\\\n\",\"list\":[-9223372036854775808,0.1,true,false,{}],"
	    "\"none\":null,\"also\":null,\"a\":\"ab\",\"empty\":\"\"}");
	json_out_clear(&w);

	buf_reset(&text);
	json_out_array(&w, NULL);
	json_out_int(&w, NULL, 1);
	json_out_end(&w);
	assert_int_equal(json_out_take(&w, &text, true), 0);
	assert_string_equal(buf_str(&text), "[\n  1\n]\n");
	json_out_clear(&w);
	json_out_clear(&w);
	json_out_clear(NULL);
	buf_clear(&text);
}

static void
test_a_single_value_is_a_text(void **state)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf text = BUF_INIT(100);

	(void)state;
	json_out_str(&w, NULL, "x");
	assert_int_equal(json_out_take(&w, &text, false), 0);
	assert_string_equal(buf_str(&text), "\"x\"");
	json_out_clear(&w);
	buf_clear(&text);
}

static void
test_the_first_error_is_kept_and_told_at_the_end(void **state)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf text = BUF_INIT(100);
	struct buf small = BUF_INIT(20);

	(void)state;
	json_out_object(&w, NULL);
	json_out_array(&w, "list");
	json_out_str(&w, NULL, "\xff");
	json_out_object(&w, NULL); /* goes on freely after it */
	json_out_double(&w, "n", NAN);
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	assert_int_equal(json_out_take(&w, &text, false), ERR_MALFORMED);
	assert_int_equal(text.len, 0);
	json_out_clear(&w);

	json_out_double(&w, NULL, INFINITY);
	assert_int_equal(json_out_take(&w, &text, false), ERR_RANGE);
	json_out_clear(&w);

	build_answer(&w);
	assert_int_equal(json_out_take(&w, &small, false), ERR_TOO_BIG);
	json_out_clear(&w);
	buf_clear(&small);
	buf_clear(&text);
}

/* What jansson writes of the values that it reads from our text is that text: each character that JSON knows, and numbers of all sizes. */
static void
test_the_text_is_what_jansson_writes(void **state)
{
	static const double reals[] = {0, -0.0, 1, 0.1, 1.0 / 3, -2.5, 99999999.99, 1234567, 1e-4};
	struct json_out w = JSON_OUT_INIT;
	char chars[0x81 + 16];
	struct span text;
	json_t *read;
	char *again;

	(void)state;
	for (int c = 0; c < 0x80; c++)
		chars[c] = (char)c;
	memcpy(chars + 0x80, "\xc2\x80\xe2\x82\xac\xf0\x9f\x93\xa6\"", 11);
	json_out_object(&w, NULL);
	json_out_span(&w, "every \" \\ \n", (struct span){chars, 0x80 + 10});
	json_out_array(&w, "reals");
	for (size_t i = 0; i < sizeof(reals) / sizeof(reals[0]); i++)
		json_out_double(&w, NULL, reals[i]);
	for (int64_t n = 1; n > 0 && n < INT64_MAX / 7; n *= 7) {
		json_out_int(&w, NULL, n);
		json_out_int(&w, NULL, -n);
	}
	json_out_end(&w);
	assert_int_equal(buf_add_str(json_out_str_begin(&w, "pieces"), "a"), 0);
	json_out_str_end(&w);
	json_out_array(&w, "empty");
	json_out_end(&w);
	json_out_end(&w);
	assert_int_equal(json_out_whole(&w, &text), 0);
	read = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	assert_non_null(read);
	again = json_dumps(read, JSON_COMPACT | JSON_REAL_PRECISION(10));
	assert_string_equal(text.data, again);
	free(again);
	json_decref(read);
	json_out_clear(&w);
}

/* Strings are looked at some bytes at a time: what one byte asks for holds at each place of each length, in a name as in a value. */
static void
test_a_byte_is_written_so_wherever_it_stands(void **state)
{
	static const struct {
		char byte;
		const char *text; /* NULL: no text */
	} rows[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'\x1f', "\\u001F"}, {' ', " "},
	    {'\x7f', "\x7f"}, {'!', "!"}, {'#', "#"}, {'[', "["}, {']', "]"}, {'\x80', NULL},
	    {'\xff', NULL}};
	const char filler[] = "abcdefghijklmnopqrstu";

	(void)state;
	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
		for (size_t len = 1; len < sizeof(filler); len++)
			for (size_t at = 0; at < len; at++) {
				struct json_out w = JSON_OUT_INIT;
				char in[sizeof(filler)], wanted[128];
				struct span text;
				int rc;

				memcpy(in, filler, sizeof(filler));
				in[at] = rows[r].byte;
				in[len] = '\0';
				json_out_object(&w, NULL);
				json_out_str(&w, in, in);
				json_out_end(&w);
				rc = json_out_whole(&w, &text);
				assert_int_equal(rc, rows[r].text != NULL ? 0 : ERR_MALFORMED);
				if (rc == 0) {
					int head = (int)at, tail = (int)(len - at - 1);

					(void)snprintf(wanted, sizeof(wanted),
					    "{\"%.*s%s%.*s\":\"%.*s%s%.*s\"}", head, in,
					    rows[r].text, tail, in + at + 1, head, in, rows[r].text,
					    tail, in + at + 1);
					assert_string_equal(text.data, wanted);
				}
				json_out_clear(&w);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_answer_keeps_its_order),
	    cmocka_unit_test(test_the_text_is_what_jansson_writes),
	    cmocka_unit_test(test_a_byte_is_written_so_wherever_it_stands),
	    cmocka_unit_test(test_a_single_value_is_a_text),
	    cmocka_unit_test(test_the_first_error_is_kept_and_told_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
