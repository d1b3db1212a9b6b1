#include "monitor/base/err.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_every_code_has_a_name_that_leads_back_to_it(void **state)
{
	(void)state;
	for (int code = ERR_BUG; code <= 0; code++) {
		assert_string_not_equal(err_name(code), "unknown");
		assert_int_equal(err_from_name(err_name(code)), code);
		assert_true(strlen(err_text(code)) > 0);
		assert_null(strchr(err_text(code), '.'));
	}
	assert_string_equal(err_name(ERR_BUG - 1), "unknown");
	assert_string_equal(err_name(1), "unknown");
	assert_int_equal(err_from_name("no_such_name"), ERR_NOT_FOUND);
	assert_string_equal(err_name(ERR_NOT_FOUND), "not_found");
	assert_string_equal(err_name(ERR_BAD_CREDENTIALS), "bad_credentials");
}

static void
test_only_success_has_no_disposition(void **state)
{
	(void)state;
	assert_int_equal(err_disposition(0), DISPOSITION_NONE);
	for (int code = ERR_BUG; code < 0; code++)
		assert_int_not_equal(err_disposition(code), DISPOSITION_NONE);
}

static void
test_schedules_treat_failures_as_designed(void **state)
{
	static const struct {
		int code;
		enum disposition disposition;
		const char *name;
	} cases[] = {
	    {ERR_NETWORK, DISPOSITION_RETRY, "retry"},
	    {ERR_OUTAGE, DISPOSITION_RETRY, "retry"},
	    {ERR_RATE_LIMITED, DISPOSITION_RETRY, "retry"},
	    {ERR_NOT_FOUND, DISPOSITION_WAIT, "wait"},
	    {ERR_REJECTED, DISPOSITION_REJECT, "reject"},
	    {ERR_BAD_CREDENTIALS, DISPOSITION_REJECT, "reject"},
	    {ERR_MALFORMED, DISPOSITION_DRIFT, "drift"},
	    {ERR_FULL, DISPOSITION_FULL, "full"},
	    {ERR_BUG, DISPOSITION_BUG, "bug"},
	    {-9999, DISPOSITION_BUG, "bug"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(err_disposition(cases[i].code), cases[i].disposition);
		assert_string_equal(disposition_name(cases[i].disposition), cases[i].name);
	}
	assert_string_equal(disposition_name((enum disposition)99), "unknown");
}

static void
test_errno_values_map_to_what_they_mean(void **state)
{
	(void)state;
	assert_int_equal(err_from_errno(ENOENT), ERR_NOT_FOUND);
	assert_int_equal(err_from_errno(ENOSPC), ERR_FULL);
	assert_int_equal(err_from_errno(ECONNREFUSED), ERR_NETWORK);
	assert_int_equal(err_from_errno(EXDEV), ERR_IO);
	assert_int_equal(err_from_errno(0), ERR_IO);
}

static void
test_why_is_filled_cut_and_returns_its_code(void **state)
{
	struct why why = {0};
	char path[200];

	(void)state;
	memset(path, 'p', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	assert_int_equal(why_set(NULL, ERR_RANGE, 0, NULL, "%s", "x"), ERR_RANGE);
	assert_int_equal(why_set(&why, ERR_MALFORMED, 7, "a.b[2]", "digit %d", 5), ERR_MALFORMED);
	assert_int_equal(why.code, ERR_MALFORMED);
	assert_int_equal(why.offset, 7);
	assert_string_equal(why.path, "a.b[2]");
	assert_string_equal(why.text, "digit 5");
	(void)why_set(&why, ERR_RANGE, SIZE_MAX, path, "%126s%s", "", "\xC3\xB1");
	assert_int_equal(strlen(why.path), sizeof(why.path) - 1);
	assert_int_equal(strlen(why.text), 126); /* no half of the two bytes */
	(void)why_set(&why, ERR_RANGE, SIZE_MAX, NULL, "short");
	assert_string_equal(why.path, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_code_has_a_name_that_leads_back_to_it),
	    cmocka_unit_test(test_only_success_has_no_disposition),
	    cmocka_unit_test(test_schedules_treat_failures_as_designed),
	    cmocka_unit_test(test_errno_values_map_to_what_they_mean),
	    cmocka_unit_test(test_why_is_filled_cut_and_returns_its_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
