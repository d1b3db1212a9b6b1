#include "carriers/push.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

/* Made with: printf '{"a":1}' | openssl dgst -sha256 -hmac key, and printf '{"a":1}/key' | openssl dgst -sha256. The last is
 * the example of TrackingMore's document. */
#define BODY      "{\"a\":1}"
#define IN_HEX    "88a67f24bbcdaed0e6c997404bb79a743baf44c6bab2f4c27328e3009d22e342"
#define IN_BASE64 "iKZ/JLvNrtDmyZdAS7eadDuvRMa6svTCcyjjAJ0i40I="
#define HASHED    "ce1f3638285ce98cc279ae905ca269761f0572e3402305cc71e7380061402f96"
#define EXAMPLE   "a37084ab68ae16b77db1f8463f31be9fcc965e2515e03efecf8139bb1e511b06"

enum { NOW_S = 1795341600 };

struct bench {
	struct http_headers headers;
	struct secret secrets[2];
	struct push_message m;
};

static void
begin(struct bench *b, const char *first, const char *second)
{
	*b = (struct bench){.m = {.body = SPAN(BODY), .now_utc_ms = (int64_t)NOW_S * SECOND_MS}};
	b->m.headers = &b->headers;
	b->m.secrets = b->secrets;
	assert_int_equal(secret_set(&b->secrets[0], first, strlen(first)), 0);
	b->m.secret_count = 1;
	if (second == NULL)
		return;
	assert_int_equal(secret_set(&b->secrets[1], second, strlen(second)), 0);
	b->m.secret_count = 2;
}

static void
end(struct bench *b)
{
	http_headers_clear(&b->headers);
	secret_clear(&b->secrets[0]);
	secret_clear(&b->secrets[1]);
}

static void
test_signatures_made_elsewhere_hold(void **state)
{
	static const struct {
		const char *secret, *text, *signature;
		bool base64, hashed;
		enum push_verdict verdict;
	} rows[] = {
	    {"key", BODY, IN_HEX, false, false, PUSH_GENUINE},
	    {"key", BODY, IN_BASE64, true, false, PUSH_GENUINE},
	    {"key", BODY, HASHED, false, true, PUSH_GENUINE},
	    {"2e55b9a3-4dd1-4416-9897-c4bd1e3d738f", "1662371528", EXAMPLE, false, false,
		PUSH_GENUINE},
	    {"key", BODY, IN_HEX, true, false, PUSH_FORGED},
	    {"key", BODY, IN_BASE64, false, false, PUSH_FORGED},
	    {"key", BODY, HASHED, false, false, PUSH_FORGED},
	    {"kez", BODY, IN_HEX, false, false, PUSH_FORGED},
	    {"key", BODY " ", IN_HEX, false, false, PUSH_FORGED},
	    {"key", BODY, IN_HEX "0", false, false, PUSH_FORGED},
	    {"key", BODY, "0", false, false, PUSH_FORGED},
	    {"key", BODY, "", false, false, PUSH_UNSIGNED},
	    {"key", BODY, NULL, false, false, PUSH_UNSIGNED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct push_seal seal = {.signature = rows[i].signature,
		    .text = span_of(rows[i].text),
		    .base64 = rows[i].base64,
		    .hashed = rows[i].hashed};
		struct bench b;

		begin(&b, rows[i].secret, NULL);
		if (push_check(&b.m, &seal) != rows[i].verdict)
			fail_msg("row %zu", i);
		end(&b);
	}
}

static void
test_capitals_count_in_hexadecimal_alone(void **state)
{
	char capitals[sizeof(IN_HEX)];
	struct push_seal seal = {.signature = capitals, .text = SPAN(BODY)};
	struct bench b;

	(void)state;
	begin(&b, "key", NULL);
	for (size_t i = 0; i < sizeof(capitals); i++)
		capitals[i] = text_upper(IN_HEX[i]);
	assert_int_equal(push_check(&b.m, &seal), PUSH_GENUINE);
	for (size_t i = 0; i < sizeof(IN_BASE64); i++)
		capitals[i] = text_upper(IN_BASE64[i]);
	seal.base64 = true;
	assert_int_equal(push_check(&b.m, &seal), PUSH_FORGED);
	end(&b);
}

static void
test_any_of_the_secrets_may_have_signed(void **state)
{
	const struct push_seal seal = {.signature = IN_HEX, .text = SPAN(BODY)};
	struct bench b;

	(void)state;
	begin(&b, "new", "key");
	assert_int_equal(push_check(&b.m, &seal), PUSH_GENUINE);
	end(&b);
	begin(&b, "key", "new");
	assert_int_equal(push_check(&b.m, &seal), PUSH_GENUINE);
	b.m.secret_count = 0;
	assert_int_equal(push_check(&b.m, &seal), PUSH_FORGED);
	end(&b);
}

static void
test_a_secret_in_a_header(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, "new", "key");
	assert_int_equal(push_check_secret(&b.m, "Authorization", "Bearer "), PUSH_UNSIGNED);
	assert_int_equal(http_headers_add(&b.headers, "Authorization", "Bearer key"), 0);
	assert_int_equal(http_headers_add(&b.headers, "Credential", "kez"), 0);
	assert_int_equal(http_headers_add(&b.headers, "Other", "Basic key"), 0);
	assert_int_equal(push_check_secret(&b.m, "authorization", "Bearer "), PUSH_GENUINE);
	assert_int_equal(push_check_secret(&b.m, "credential", ""), PUSH_FORGED);
	assert_int_equal(push_check_secret(&b.m, "other", "Bearer "), PUSH_UNSIGNED);
	end(&b);
}

static void
test_a_signed_time_is_good_for_minutes(void **state)
{
	static const struct {
		const char *seconds;
		enum push_verdict verdict;
	} rows[] = {
	    {"1795341600", PUSH_GENUINE},
	    {"1795341300", PUSH_GENUINE},
	    {"1795341299", PUSH_STALE},
	    {"1795341900", PUSH_GENUINE},
	    {"1795341901", PUSH_STALE},
	    {"", PUSH_STALE},
	    {"now", PUSH_STALE},
	    {"-1795341600", PUSH_STALE},
	    {"99999999999999999999", PUSH_STALE},
	};
	struct bench b;

	(void)state;
	begin(&b, "key", NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (push_check_age(&b.m, PUSH_GENUINE, push_time_ms(span_of(rows[i].seconds))) !=
		    rows[i].verdict)
			fail_msg("%s", rows[i].seconds);
	assert_int_equal(push_check_age(&b.m, PUSH_FORGED, b.m.now_utc_ms), PUSH_FORGED);
	end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_signatures_made_elsewhere_hold),
	    cmocka_unit_test(test_capitals_count_in_hexadecimal_alone),
	    cmocka_unit_test(test_any_of_the_secrets_may_have_signed),
	    cmocka_unit_test(test_a_secret_in_a_header),
	    cmocka_unit_test(test_a_signed_time_is_good_for_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
