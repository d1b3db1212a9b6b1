#include "monitor/base/units.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct row {
	const char *text;
	int rc;
	int64_t want;
};

static void
check(const struct row *rows, size_t count, int (*parse)(struct span in, int64_t *out))
{
	for (size_t i = 0; i < count; i++) {
		int64_t got = -7;
		int rc = parse((struct span){rows[i].text, strlen(rows[i].text)}, &got);

		if (rc != rows[i].rc || got != (rc == 0 ? rows[i].want : -7))
			fail_msg("'%s': %s %lld", rows[i].text, err_name(rc), (long long)got);
	}
}

static void
test_sizes_say_their_unit(void **state)
{
	static const struct row rows[] = {
	    {"10 MiB", 0, 10485760},
	    {"10MiB", 0, 10485760},
	    {" 2 GB ", 0, 2000000000},
	    {"0", 0, 0},
	    {"7 B", 0, 7},
	    {"10", ERR_MALFORMED, 0},
	    {"10 mib", ERR_MALFORMED, 0},
	    {"1.5 GiB", ERR_MALFORMED, 0},
	    {"-1 B", ERR_MALFORMED, 0},
	    {"MiB", ERR_MALFORMED, 0},
	    {"", ERR_MALFORMED, 0},
	    {"9000000 TiB", ERR_RANGE, 0},
	    {"99999999999999999999 B", ERR_RANGE, 0},
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(rows[0]), units_parse_bytes);
}

static void
test_amounts_have_two_decimals_at_most(void **state)
{
	static const struct row rows[] = {
	    {"12", 0, 1200},
	    {"12.5", 0, 1250},
	    {"12,05", 0, 1205},
	    {"0", 0, 0},
	    {"999999999.99", 0, 99999999999},
	    {"1000000000", ERR_RANGE, 0},
	    {"1.234", ERR_MALFORMED, 0},
	    {"12.", ERR_MALFORMED, 0},
	    {"-1", ERR_RANGE, 0},
	    {"12 EUR", ERR_MALFORMED, 0},
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(rows[0]), units_parse_amount);
}

static void
test_durations_say_their_unit(void **state)
{
	static const struct row rows[] = {
	    {"500ms", 0, 500},
	    {"90s", 0, 90000},
	    {"5m", 0, 300000},
	    {"2 h", 0, 7200000},
	    {"1d", 0, 86400000},
	    {"0", 0, 0},
	    {"5", ERR_MALFORMED, 0},
	    {"5 min", ERR_MALFORMED, 0},
	    {"5m30s", ERR_MALFORMED, 0},
	    {"9223372036854775807d", ERR_RANGE, 0},
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(rows[0]), units_parse_duration);
}

static void
test_shares_are_read_to_a_tenth_of_a_per_cent(void **state)
{
	static const struct row rows[] = {
	    {"2 %", 0, 20},
	    {"2.5%", 0, 25},
	    {"0%", 0, 0},
	    {"100 %", 0, 1000},
	    {"100.1 %", ERR_RANGE, 0},
	    {"2", ERR_MALFORMED, 0},
	    {"2.", ERR_MALFORMED, 0},
	    {"2.%", ERR_MALFORMED, 0},
	    {"2.55%", ERR_MALFORMED, 0},
	    {"%", ERR_MALFORMED, 0},
	};

	(void)state;
	check(rows, sizeof(rows) / sizeof(rows[0]), units_parse_per_mille);
}

static void
test_times_of_day_are_of_a_day(void **state)
{
	static const struct row rows[] = {
	    {"00:00", 0, 0},
	    {"9:05", 0, 32700},
	    {"23:59", 0, 86340},
	    {"24:00", 0, 86400},
	    {"24:01", ERR_RANGE, 0},
	    {"12:60", ERR_RANGE, 0},
	    {"12", ERR_MALFORMED, 0},
	    {"12:5", ERR_MALFORMED, 0},
	    {"012:05", ERR_MALFORMED, 0},
	    {":05", ERR_MALFORMED, 0},
	    {"12:05:00", ERR_MALFORMED, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int32_t got = -7;
		int rc = units_parse_clock((struct span){rows[i].text, strlen(rows[i].text)}, &got);

		if (rc != rows[i].rc || got != (rc == 0 ? rows[i].want : -7))
			fail_msg("'%s': %s %d", rows[i].text, err_name(rc), got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sizes_say_their_unit),
	    cmocka_unit_test(test_amounts_have_two_decimals_at_most),
	    cmocka_unit_test(test_durations_say_their_unit),
	    cmocka_unit_test(test_shares_are_read_to_a_tenth_of_a_per_cent),
	    cmocka_unit_test(test_times_of_day_are_of_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
