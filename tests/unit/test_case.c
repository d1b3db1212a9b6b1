#include "monitor/base/case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_every_reason_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (int a = CASE_NONE; a <= CASE_DATA_REQUEST; a++) {
		assert_string_not_equal(case_reason_name((enum case_reason)a), "unknown");
		for (int b = CASE_NONE; b < a; b++)
			assert_string_not_equal(case_reason_name((enum case_reason)a),
			    case_reason_name((enum case_reason)b));
	}
}

static void
test_numbers_of_a_later_program_read_as_unknown(void **state)
{
	(void)state;
	assert_string_equal(case_reason_name((enum case_reason)(CASE_DATA_REQUEST + 1)), "unknown");
	assert_string_equal(case_state_name((enum case_state)9), "unknown");
}

static void
test_states_are_named(void **state)
{
	(void)state;
	assert_string_equal(case_state_name(CASE_OPEN), "open");
	assert_string_equal(case_state_name(CASE_CLAIMED), "claimed");
	assert_string_equal(case_state_name(CASE_RESOLVED), "resolved");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_reason_has_a_name_of_its_own),
	    cmocka_unit_test(test_numbers_of_a_later_program_read_as_unknown),
	    cmocka_unit_test(test_states_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
