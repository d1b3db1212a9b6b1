#include "carriers/checkdigit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum scheme { MOD7, UPS, GROUND, MOD11, LUHN, MOD37, S10, CORREOS };

static bool
holds(enum scheme scheme, const char *number)
{
	size_t len = strlen(number);

	switch (scheme) {
	case MOD7: return checkdigit_mod7(number, len);
	case UPS: return len > 2 && checkdigit_mod10(number + 2, len - 2, 1, 2);
	case GROUND: return checkdigit_mod10(number, len, 1, 3);
	case MOD11: return checkdigit_mod11(number, len);
	case LUHN: return checkdigit_luhn(number, len);
	case MOD37: return checkdigit_mod37_36(number, len);
	case S10: return checkdigit_s10(number);
	case CORREOS: return checkdigit_correos(number);
	}
	return false;
}

/* Numbers made up for this test but for the S10 one, which is the UPU's example. */
static const struct {
	enum scheme scheme;
	const char *number;
} valid[] = {
    {MOD7, "4242424244"},
    {UPS, "1Z999AA10123456784"},
    {UPS, "1ZEJ3MP10400424208"},
    {GROUND, "424242424242420"},
    {MOD11, "424242424248"},
    {LUHN, "424242424242"},
    {MOD37, "04242424242424J"},
    {S10, "RB123456785GB"},
    {CORREOS, "PQ4EJE0400042420128001W"},
};

static void
test_a_valid_number_holds_and_no_other_last_character_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(valid) / sizeof(valid[0]); i++) {
		const char *number = valid[i].number;
		size_t at = strlen(number) - (valid[i].scheme == S10 ? 3 : 1);
		char other[32];

		assert_true(holds(valid[i].scheme, number));
		for (int c = '0'; c <= 'Z'; c++) {
			memcpy(other, number, strlen(number) + 1);
			other[at] = (char)c;
			if (c != number[at])
				assert_false(holds(valid[i].scheme, other));
		}
	}
}

static void
test_a_changed_digit_is_seen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(valid) / sizeof(valid[0]); i++) {
		const char *number = valid[i].number;
		char other[32];

		memcpy(other, number, strlen(number) + 1);
		other[6] = other[6] == '9' ? '8' : (char)(other[6] + 1);
		assert_false(holds(valid[i].scheme, other));
	}
}

static void
test_nothing_short_or_strange_holds(void **state)
{
	static const char *const numbers[] = {
	    "", "0", "A", "1Z", "12345678901234567890123456789", "424242-245", "\xC3\xB1"};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		for (int scheme = MOD7; scheme <= CORREOS; scheme++)
			if (scheme >= S10)
				assert_false(holds((enum scheme)scheme, numbers[i]));
	assert_false(checkdigit_mod7("0", 1));
	assert_false(checkdigit_mod7("424242-245", 10));
	assert_false(checkdigit_mod11("", 0));
	assert_false(checkdigit_mod10("\xC3\xB1\x31", 3, 1, 2));
	assert_false(checkdigit_luhn("0", 1));
	assert_false(checkdigit_luhn("4242-4242422", 12));
	assert_false(checkdigit_mod37_36("1", 1));
	assert_false(checkdigit_mod37_36("0424242-242424F", 15));
	assert_false(checkdigit_all_digits("", 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_valid_number_holds_and_no_other_last_character_does),
	    cmocka_unit_test(test_a_changed_digit_is_seen),
	    cmocka_unit_test(test_nothing_short_or_strange_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
