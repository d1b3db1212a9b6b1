#include "carriers/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_a_pattern_fits_the_whole_number_or_not(void **state)
{
	static const struct {
		const char *pattern;
		const char *number;
		bool fits;
	} rows[] = {
	    {"#{3}", "424", true},
	    {"#{3}", "42", false},
	    {"#{3}", "4242", false},
	    {"#{3}", "42A", false},
	    {"@@#{9}GB", "RR424242427GB", true},
	    {"@@#{9}GB", "RR424242427ES", false},
	    {"@@#{9}GB", "R4424242427GB", false},
	    {"1Z?{4}#", "1ZA4BC2", true},
	    {"1Z?{4}#", "1ZA4B", false},
	    {"[0-5]#", "52", true},
	    {"[0-5]#", "62", false},
	    {"[AHJKTV]#{2}", "K42", true},
	    {"[AHJKTV]#{2}", "B42", false},
	    {"[A-C9]{3}", "A9C", true},
	    {"[A-C9]{3}", "A8C", false},
	    {"L#{12}@", "L424242424242X", true},
	    {"X", "", false},
	    {"", "", true},
	    {"", "X", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (shape_fits(rows[i].pattern, rows[i].number) != rows[i].fits)
			fail_msg("%s against %s", rows[i].number, rows[i].pattern);
}

static void
test_the_surest_shape_whose_check_holds_counts(void **state)
{
	static const struct number_shape shapes[] = {
	    {"#{12}", CHECK_NONE, 20, 0},
	    {"#{12}", CHECK_LUHN, 90, 0},
	    {"@@#{9}GB", CHECK_S10, 97, 0},
	    {"#{10}", CHECK_MOD7, 91, 0},
	    {"1Z?{15}#", CHECK_MOD10_12, 99, 2},
	    {"#{15}", CHECK_MOD10_13, 88, 0},
	    {"#{16}", CHECK_MOD10_31, 87, 0},
	    {"#{20}", CHECK_MOD10_31, 60, 0},
	    {"#{20}", CHECK_MOD10_91, 59, 0},
	    {"#{14}?", CHECK_MOD37_36, 93, 0},
	};
	static const struct {
		const char *number;
		int sure;
	} rows[] = {
	    {"424242424242", 90},
	    {"424242424243", 20},
	    {"RB123456785GB", 97},
	    {"RB123456786GB", 0},
	    {"4242424244", 91},
	    {"4242424243", 0},
	    {"1ZEJ3MP10400424208", 99},
	    {"1ZEJ3MP10400424209", 0},
	    {"424242424242420", 88},
	    {"4242424242424240", 87},
	    {"42424242424242424242", 60},
	    {"42424242424242424244", 59},
	    {"04242424242424J", 93},
	    {"", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (shape_match(shapes, COUNT(shapes), rows[i].number) != rows[i].sure)
			fail_msg("%s: %d", rows[i].number,
			    shape_match(shapes, COUNT(shapes), rows[i].number));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_pattern_fits_the_whole_number_or_not),
	    cmocka_unit_test(test_the_surest_shape_whose_check_holds_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
