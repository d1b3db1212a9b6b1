#include "monitor/base/account.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_a_copy_owns_its_own_key(void **state)
{
	struct account a = {
	    .id = "dhl-main", .carrier = "dhl", .shop = "violeta", .day_quota = 250};
	struct account b = {0};

	(void)state;
	assert_int_equal(secret_set(&a.key, "k1", 2), 0);
	assert_int_equal(account_copy(&b, &a), 0);
	assert_int_equal(account_copy(&b, &a), 0); /* what it held is freed */
	account_clear(&a);
	assert_string_equal(b.id, "dhl-main");
	assert_string_equal(b.shop, "violeta");
	assert_int_equal(b.day_quota, 250);
	assert_string_equal(secret_bytes(&b.key), "k1");
	account_clear(&b);
	account_clear(&b);
	account_clear(NULL);
}

static void
test_a_moved_token_leaves_nothing_behind(void **state)
{
	struct token a = TOKEN_INIT, b = TOKEN_INIT;

	(void)state;
	assert_int_equal(secret_set(&a.value, "t1", 2), 0);
	a.expires_utc_ms = 77;
	token_move(&b, &a);
	assert_false(secret_present(&a.value));
	assert_true(a.expires_utc_ms == AT_NONE);
	assert_string_equal(secret_bytes(&b.value), "t1");
	assert_int_equal(b.expires_utc_ms, 77);
	token_clear(&b);
	token_clear(&b);
	token_clear(NULL);
	assert_true(b.expires_utc_ms == AT_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_copy_owns_its_own_key),
	    cmocka_unit_test(test_a_moved_token_leaves_nothing_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
