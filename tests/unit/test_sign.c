#include "monitor/base/sign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
assert_hex(const uint8_t *digest, const char *expected)
{
	struct buf b = BUF_INIT(128);

	assert_int_equal(
	    sign_add_hex(&b, (struct span){(const char *)digest, SIGN_SHA256_BYTES}), 0);
	assert_string_equal(buf_str(&b), expected);
	buf_clear(&b);
}

static void
test_sha256_gives_the_digests_of_fips_180(void **state)
{
	uint8_t digest[SIGN_SHA256_BYTES];

	(void)state;
	sign_sha256((struct span){NULL, 0}, digest);
	assert_hex(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sign_sha256(SPAN("abc"), digest);
	assert_hex(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_hmac_gives_the_digests_of_rfc_4231(void **state)
{
	uint8_t digest[SIGN_SHA256_BYTES];
	char key[131];

	(void)state;
	memset(key, 0x0b, 20);
	sign_hmac_sha256((struct span){key, 20}, SPAN("Hi There"), digest);
	assert_hex(digest, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	sign_hmac_sha256(SPAN("Jefe"), SPAN("what do ya want for nothing?"), digest);
	assert_hex(digest, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	sign_hmac_sha256((struct span){key, sizeof(key)},
	    SPAN("Test Using Larger Than Block-Size Key - Hash Key First"), digest);
	assert_hex(digest, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	sign_hmac_sha256((struct span){NULL, 0}, (struct span){NULL, 0}, digest);
	assert_hex(digest, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

static void
test_parts_that_join_alike_differ(void **state)
{
	static const struct span one[] = {SPAN("a"), SPAN("bc")};
	static const struct span two[] = {SPAN("ab"), SPAN("c")};
	static const struct span three[] = {SPAN("ab"), SPAN("c"), SPAN("")};
	uint8_t digests[3][SIGN_SHA256_BYTES];
	uint8_t again[SIGN_SHA256_BYTES];

	(void)state;
	sign_sha256_parts(one, 2, digests[0]);
	sign_sha256_parts(two, 2, digests[1]);
	sign_sha256_parts(three, 3, digests[2]);
	assert_memory_not_equal(digests[0], digests[1], SIGN_SHA256_BYTES);
	assert_memory_not_equal(digests[1], digests[2], SIGN_SHA256_BYTES);
	sign_sha256(SPAN("\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\2"
			 "bc"),
	    again);
	assert_memory_equal(digests[0], again, SIGN_SHA256_BYTES);
}

static void
test_base64_gives_the_vectors_of_rfc_4648_both_ways(void **state)
{
	static const char *const cases[][3] = {
	    {"", "", ""},
	    {"f", "Zg==", "Zg"},
	    {"fo", "Zm8=", "Zm8"},
	    {"foo", "Zm9v", "Zm9v"},
	    {"foob", "Zm9vYg==", "Zm9vYg"},
	    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
	    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
	    {"\xFB\xEF\xFF", "++//", "--__"},
	};
	struct buf b = BUF_INIT(64);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(sign_add_base64(&b, span_of(cases[i][0])), 0);
		assert_string_equal(buf_str(&b), cases[i][1]);
		buf_reset(&b);
		assert_int_equal(sign_add_base64url(&b, span_of(cases[i][0])), 0);
		assert_string_equal(buf_str(&b), cases[i][2]);
		for (size_t form = 1; form < 3; form++) {
			buf_reset(&b);
			assert_int_equal(sign_base64_decode(&b, span_of(cases[i][form])), 0);
			assert_true(span_equal(buf_span(&b), span_of(cases[i][0])));
		}
		buf_reset(&b);
	}
	buf_clear(&b);
}

static void
test_base64_that_no_encoder_writes_is_refused(void **state)
{
	static const char *const cases[] = {"Z",
	    "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8==", "Zm9v=", "=", "====", "Zm 9v", "Zm9v\n",
	    "Zm9*", "Z=g="};
	struct buf b = BUF_INIT(64);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (sign_base64_decode(&b, span_of(cases[i])) != ERR_MALFORMED)
			fail_msg("\"%s\" was decoded", cases[i]);
		assert_int_equal(b.len, 0);
	}
	buf_clear(&b);
}

static void
test_equality_looks_at_every_byte(void **state)
{
	(void)state;
	assert_true(sign_equal("abcd", "abcd", 4));
	assert_false(sign_equal("abcd", "abce", 4));
	assert_false(sign_equal("abcd", "bbcd", 4));
	assert_true(sign_equal("abcd", "abxx", 2));
	assert_true(sign_equal("a", "b", 0));
}

static void
test_random_bytes_differ_each_time(void **state)
{
	uint8_t a[32] = {0};
	uint8_t b[32] = {0};

	(void)state;
	sign_random(a, sizeof(a));
	sign_random(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
}

static void
test_the_fast_hash_is_stable_and_spreads(void **state)
{
	size_t buckets[16] = {0};

	(void)state;
	/* 0xcbf29ce484222325 (FNV-1a of nothing) through the finaliser. */
	assert_true(sign_hash64(SPAN("")) == 0xEFD01F60BA992926u);
	assert_true(sign_hash64(SPAN("a")) == sign_hash64(SPAN("a")));
	for (int i = 0; i < 16000; i++) {
		char key[4] = {(char)(i & 127), (char)(i >> 7), 'k', 'y'};

		buckets[sign_hash64((struct span){key, sizeof(key)}) & 15]++;
	}
	for (size_t i = 0; i < 16; i++)
		assert_in_range(buckets[i], 850, 1150); /* 1000 each, 5 standard deviations */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sha256_gives_the_digests_of_fips_180),
	    cmocka_unit_test(test_hmac_gives_the_digests_of_rfc_4231),
	    cmocka_unit_test(test_parts_that_join_alike_differ),
	    cmocka_unit_test(test_base64_gives_the_vectors_of_rfc_4648_both_ways),
	    cmocka_unit_test(test_base64_that_no_encoder_writes_is_refused),
	    cmocka_unit_test(test_equality_looks_at_every_byte),
	    cmocka_unit_test(test_random_bytes_differ_each_time),
	    cmocka_unit_test(test_the_fast_hash_is_stable_and_spreads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
