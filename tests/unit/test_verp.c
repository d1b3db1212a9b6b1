#include "monitor/base/verp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static const struct span secret = SPAN("an invented secret of thirty-two");

static void
test_a_token_gives_its_notice_back_in_either_case(void **state)
{
	static const uint64_t notices[] = {
	    0, 1, 2, 255, 256, UINT64_C(0x0123456789abcdef), UINT64_MAX};

	(void)state;
	for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++) {
		char token[VERP_TOKEN_ROOM], upper[VERP_TOKEN_ROOM];
		uint64_t got = 77;

		verp_token(secret, notices[i], token);
		assert_int_equal(strlen(token), VERP_TOKEN_ROOM - 1);
		for (size_t k = 0; k < sizeof(upper); k++)
			upper[k] = text_upper(token[k]);
		assert_true(verp_read(secret, span_of(upper), &got));
		assert_int_equal(got, notices[i]);
		assert_true(verp_read(secret, span_of(token), &got));
	}
}

static void
test_nothing_but_our_own_is_taken(void **state)
{
	char token[VERP_TOKEN_ROOM], other[VERP_TOKEN_ROOM];
	uint64_t got = 77;

	(void)state;
	verp_token(secret, 42, token);
	verp_token(secret, 43, other);
	assert_memory_not_equal(token, other, 8); /* a neighbour looks like no neighbour */
	assert_memory_not_equal(token + 16, other + 16, 16);
	for (size_t i = 0; i < sizeof(token) - 1; i++) {
		memcpy(other, token, sizeof(other));
		other[i] = other[i] == '0' ? '1' : '0';
		assert_false(verp_read(secret, span_of(other), &got));
	}
	assert_false(verp_read(SPAN("another secret"), span_of(token), &got));
	assert_false(verp_read(secret, (struct span){token, 31}, &got));
	assert_false(verp_read(secret, SPAN(""), &got));
	assert_false(verp_read(secret, SPAN("zz345678901234567890123456789012"), &got));
	assert_int_equal(got, 77);
}

static void
test_an_address_carries_it_and_it_is_found_there(void **state)
{
	char token[VERP_TOKEN_ROOM], address[80], text[200];
	struct span rest, found;

	(void)state;
	verp_token(secret, 42, token);
	assert_int_equal(verp_address(address, sizeof(address), "rebote@tienda.example", token), 0);
	assert_int_equal(strncmp(address, "rebote+", 7), 0);
	assert_string_equal(address + 7 + 32, "@tienda.example");
	assert_int_equal(verp_address(address, 40, "rebote@tienda.example", token), ERR_TOO_BIG);
	assert_int_equal(verp_address(address, sizeof(address), "rebote", token), ERR_MALFORMED);
	(void)snprintf(text, sizeof(text),
	    "<0123456789abcdef0123456789abcdeg@x> <a+%s@x.example>, <%s@y>", token, token);
	rest = span_of(text);
	for (int i = 0; i < 2; i++) {
		assert_true(verp_find(&rest, &found));
		assert_memory_equal(found.data, token, found.len);
	}
	assert_false(verp_find(&rest, &found));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_token_gives_its_notice_back_in_either_case),
	    cmocka_unit_test(test_nothing_but_our_own_is_taken),
	    cmocka_unit_test(test_an_address_carries_it_and_it_is_found_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
