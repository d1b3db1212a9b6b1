#include "monitor/base/json_write.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_answer_keeps_its_order),
	    cmocka_unit_test(test_a_single_value_is_a_text),
	    cmocka_unit_test(test_the_first_error_is_kept_and_told_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
