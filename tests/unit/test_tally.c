#include "monitor/base/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_a_list_keeps_what_was_added(void **state)
{
	struct tallies t = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_int_equal(
		    tallies_add(&t, TALLY_TRANSIT, "lane|ES-28|ES-08", 20000 + i, 7, i - 50), 0);
	assert_int_equal(t.count, 99); /* nothing adds nothing */
	assert_string_equal(t.items[98].key, "lane|ES-28|ES-08");
	assert_int_equal(t.items[98].table, TALLY_TRANSIT);
	assert_int_equal(t.items[98].day, 20099);
	assert_int_equal(t.items[98].cell, 7);
	assert_int_equal(t.items[98].add, 49);
	tallies_clear(&t);
	tallies_clear(&t);
	tallies_clear(NULL);
}

static void
test_a_key_that_does_not_fit_is_refused(void **state)
{
	struct tallies t = {0};
	char key[LIMIT_TALLY_KEY_ROOM + 1];

	(void)state;
	memset(key, 'k', sizeof(key) - 1);
	key[sizeof(key) - 1] = '\0';
	assert_int_equal(tallies_add(&t, TALLY_REPORT, key, 1, 1, 1), ERR_TOO_BIG);
	assert_int_equal(t.count, 0);
	assert_int_equal(tallies_add(&t, TALLY_REPORT, "", 1, 1, 1), ERR_RANGE);
	key[sizeof(key) - 2] = '\0';
	assert_int_equal(tallies_add(&t, TALLY_REPORT, key, 1, 1, 1), 0);
	tallies_clear(&t);
}

static void
test_each_table_has_a_name_and_a_horizon_of_its_own_unit(void **state)
{
	int64_t now = 20000 * (int64_t)DAY_MS;

	(void)state;
	for (int a = TALLY_TRANSIT; a < TALLY_TABLES; a++)
		for (int b = TALLY_TRANSIT; b < a; b++)
			assert_string_not_equal(tally_table_name((enum tally_table)a),
			    tally_table_name((enum tally_table)b));
	assert_int_equal(tally_horizon(TALLY_TRANSIT, now), 20000 - 400);
	assert_int_equal(tally_horizon(TALLY_SCAN, now), 24 * (20000 - 15));
	assert_true(tally_in_model(TALLY_TRANSIT));
	assert_false(tally_in_model(TALLY_SCAN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_list_keeps_what_was_added),
	    cmocka_unit_test(test_a_key_that_does_not_fit_is_refused),
	    cmocka_unit_test(test_each_table_has_a_name_and_a_horizon_of_its_own_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
