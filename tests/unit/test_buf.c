#include "monitor/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_an_empty_buffer_is_empty_text(void **state)
{
	struct buf b = BUF_INIT(10);

	(void)state;
	assert_string_equal(buf_str(&b), "");
	assert_int_equal(buf_add(&b, "", 0), 0);
	assert_int_equal(buf_addf(&b, "%s", ""), 0);
	assert_null(b.data);
	assert_null(buf_take(&b, NULL));
	buf_clear(&b);
	buf_clear(NULL);
}

static void
test_appends_are_kept_in_order_and_terminated(void **state)
{
	struct buf b;
	size_t len = 0;
	char *taken;

	(void)state;
	buf_init(&b, 1000);
	assert_int_equal(buf_add(&b, "a\0b", 3), 0);
	assert_int_equal(buf_add_str(&b, "cd"), 0);
	assert_int_equal(buf_add_char(&b, 'e'), 0);
	assert_int_equal(buf_addf(&b, "%03d", 7), 0);
	assert_int_equal(b.len, 9);
	assert_memory_equal(b.data, "a\0bcde007", 10);
	taken = buf_take(&b, &len);
	assert_int_equal(len, 9);
	assert_int_equal(b.len, 0);
	assert_int_equal(b.cap, 1000);
	free(taken);
	assert_int_equal(buf_add_str(&b, "again"), 0);
	buf_clear(&b);
}

static void
test_the_cap_is_exact_and_its_error_sticks(void **state)
{
	struct buf b = BUF_INIT(5);

	(void)state;
	assert_int_equal(buf_add_str(&b, "abc"), 0);
	assert_int_equal(buf_addf(&b, "%s", "def"), ERR_TOO_BIG);
	assert_string_equal(buf_str(&b), "abc");
	assert_int_equal(
	    buf_add_char(&b, 'd'), ERR_TOO_BIG); /* it would fit, but the error sticks */
	assert_int_equal(buf_addf(&b, "d"), ERR_TOO_BIG);
	assert_int_equal(buf_error(&b), ERR_TOO_BIG);
	assert_null(buf_take(&b, NULL));
	buf_reset(&b);
	assert_int_equal(buf_add_str(&b, "abcde"), 0);
	assert_int_equal(buf_add_char(&b, 'f'), ERR_TOO_BIG);
	buf_clear(&b);
	assert_int_equal(buf_error(&b), 0);
}

static void
test_it_grows_to_large_sizes(void **state)
{
	struct buf b = BUF_INIT(100000);

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(buf_add_char(&b, (char)('a' + i % 26)), 0);
	assert_int_equal(buf_add_char(&b, 'x'), ERR_TOO_BIG);
	assert_int_equal(strlen(buf_str(&b)), 100000);
	assert_int_equal(b.data[99999], 'a' + 99999 % 26);
	assert_true(b.room <= 100001);
	buf_clear(&b);
}

static void
test_integers_are_big_endian(void **state)
{
	struct buf b = BUF_INIT(15);

	(void)state;
	assert_int_equal(buf_add_u8(&b, 0x01), 0);
	assert_int_equal(buf_add_u16(&b, 0x0203), 0);
	assert_int_equal(buf_add_u32(&b, 0x04050607), 0);
	assert_int_equal(buf_add_u64(&b, 0x08090A0B0C0D0E0Fu), 0);
	for (size_t i = 0; i < 15; i++)
		assert_int_equal(b.data[i], i + 1);
	buf_clear(&b);
}

static void
test_move_frees_what_was_there_and_leaves_the_source_usable(void **state)
{
	struct buf a = BUF_INIT(10);
	struct buf b = BUF_INIT(20);

	(void)state;
	assert_int_equal(buf_add_str(&a, "old"), 0);
	assert_int_equal(buf_add_str(&b, "new"), 0);
	buf_move(&a, &b);
	assert_string_equal(buf_str(&a), "new");
	assert_int_equal(a.cap, 20);
	assert_string_equal(buf_str(&b), "");
	assert_int_equal(buf_add_str(&b, "more"), 0);
	buf_clear(&a);
	buf_clear(&b);
}

static void
test_spans_compare_by_length_and_bytes(void **state)
{
	(void)state;
	assert_true(span_equal(SPAN("ab"), SPAN("ab")));
	assert_false(span_equal(SPAN("ab"), SPAN("abc")));
	assert_false(span_equal(SPAN("ab"), SPAN("aB")));
	assert_true(span_equal((struct span){NULL, 0}, SPAN("")));
	assert_true(span_equal_str(SPAN("ab"), "ab"));
	assert_false(span_equal_str(SPAN("a\0b"), "a"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_empty_buffer_is_empty_text),
	    cmocka_unit_test(test_appends_are_kept_in_order_and_terminated),
	    cmocka_unit_test(test_the_cap_is_exact_and_its_error_sticks),
	    cmocka_unit_test(test_it_grows_to_large_sizes),
	    cmocka_unit_test(test_integers_are_big_endian),
	    cmocka_unit_test(test_move_frees_what_was_there_and_leaves_the_source_usable),
	    cmocka_unit_test(test_spans_compare_by_length_and_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
