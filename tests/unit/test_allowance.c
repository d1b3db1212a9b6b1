#include "monitor/web/allowance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct allowance a;

static bool
take(uint64_t key, int64_t now_ms)
{
	int32_t left, wait_s;

	return allowance_take(&a, key, now_ms, &left, &wait_s);
}

static void
test_a_burst_is_allowed_and_then_so_many_a_second(void **state)
{
	int32_t left = -1, wait_s = -1;

	(void)state;
	allowance_init(&a, 3, 2);
	assert_true(allowance_take(&a, 7, 0, &left, &wait_s));
	assert_int_equal(left, 2);
	assert_true(take(7, 0));
	assert_true(take(7, 0));
	assert_false(allowance_take(&a, 7, 0, &left, &wait_s));
	assert_int_equal(left, 0);
	assert_int_equal(wait_s, 1);
	assert_false(take(7, 499));
	assert_true(take(7, 500));
	assert_false(take(7, 500));
	/* It never holds more than the burst. */
	for (int i = 0; i < 3; i++)
		assert_true(take(7, 1000000));
	assert_false(take(7, 1000000));
}

static void
test_one_does_not_use_up_anothers(void **state)
{
	(void)state;
	allowance_init(&a, 1, 1);
	for (uint64_t key = 0; key < 500; key++)
		assert_true(take(key * 2654435761u, 0));
	assert_false(take(0, 0));
}

static void
test_who_asked_longest_ago_is_forgotten(void **state)
{
	enum { GROUPS = LIMIT_ALLOWANCE_ROWS / 8 };

	(void)state;
	allowance_init(&a, 1, 1);
	/* All of one group of eight. */
	for (uint64_t i = 1; i <= 9; i++)
		assert_true(take(i * GROUPS, (int64_t)i));
	assert_true(take(1 * GROUPS, 10)); /* forgotten: like new */
	assert_false(take(9 * GROUPS, 10));
}

static void
test_to_ask_whether_one_is_left_takes_none(void **state)
{
	(void)state;
	allowance_init(&a, 1, 1);
	assert_true(allowance_has(&a, 7, 0));
	assert_true(allowance_has(&a, 7, 0));
	assert_true(take(7, 0));
	assert_false(allowance_has(&a, 7, 999));
	assert_true(allowance_has(&a, 7, 1000));
	assert_true(allowance_has(&a, 8, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_burst_is_allowed_and_then_so_many_a_second),
	    cmocka_unit_test(test_one_does_not_use_up_anothers),
	    cmocka_unit_test(test_who_asked_longest_ago_is_forgotten),
	    cmocka_unit_test(test_to_ask_whether_one_is_left_takes_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
