#include "monitor/base/webhook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

/* 24 bytes, "012...123" and "abc...wx". */
#define OLD   "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"
#define FRESH "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4"

static void
signatures(const char *secrets, char out[256])
{
	struct buf b = BUF_INIT(1024);

	assert_int_equal(
	    webhook_add_signatures(&b, span_of(secrets), "msg_0123456789abcdef01234567", 1790000000,
		SPAN("{\"type\":\"notice.delay\"}")),
	    0);
	assert_true(text_cut(out, 256, buf_span(&b)));
	buf_clear(&b);
}

/* Reckoned with `openssl dgst -sha256 -hmac` over "ID.TIME.BODY". */
static void
test_the_signature_is_that_of_another_implementation(void **state)
{
	char out[256];

	(void)state;
	signatures(OLD, out);
	assert_string_equal(out, "v1,agdtK/oRLzhJVjWH1FlGUiCJ6lw2qiY6RWAvoughgII=");
}

static void
test_each_secret_signs_while_it_is_changed(void **state)
{
	char first[256], second[256], both[256], expected[600];

	(void)state;
	signatures(OLD, first);
	signatures(FRESH, second);
	assert_string_not_equal(first, second);
	signatures(FRESH "\n" OLD "\n", both);
	(void)snprintf(expected, sizeof(expected), "%s %s", second, first);
	assert_string_equal(both, expected);
}

static void
test_a_secret_that_is_none_is_told(void **state)
{
	static const struct {
		const char *secrets;
		int rc;
	} rows[] = {
	    {OLD, 0},
	    {"  " OLD "\r\n\t" FRESH "\n", 0},
	    {"", ERR_MALFORMED},
	    {" \n", ERR_MALFORMED},
	    {"secret", ERR_MALFORMED},
	    {"whsec_", ERR_MALFORMED},
	    {"whsec_c2hvcnQ=", ERR_MALFORMED}, /* too short to be guessed by nobody */
	    {"whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", ERR_MALFORMED},
	    {OLD "\nMDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", ERR_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (webhook_check_secrets(span_of(rows[i].secrets)) != rows[i].rc)
			fail_msg("row %zu", i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_signature_is_that_of_another_implementation),
	    cmocka_unit_test(test_each_secret_signs_while_it_is_changed),
	    cmocka_unit_test(test_a_secret_that_is_none_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
