/*
 * Messages that are signed as they should be and cannot be read: whatever their bytes are, the signature is over them, nobody else's holds, the same
 * again is the same, and what they say is refused with a reason, for a person to look at. The signatures were made by openssl's command line:
 *     printf BODY | openssl dgst -sha256 -hmac KEY -binary | base64
 *     printf msg-1.1795219200.BODY | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY -binary | base64
 *     printf BODY | openssl dgst -sha256 -sign KEY.pem | base64
 */

#include "monitor/shops/connector.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

enum { NOW = 1795219200 };

#define STANDARD "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"
#define OTHER    "whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2"

/* openssl genrsa 2048; openssl rsa -pubout */
static const char public_key[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvT3tn6oejpPbDafmLqg7\n"
    "eA3I+FOMgP9Yb+By/hngWr5MshJVwGbGsNnF5iIxyOd1/SMmbOTGhi74tFFiA4Qy\n"
    "PSbPAz7LZvGUnKgYlVa7cc0EpIc2d5ptW+JaAVm0u9a6ENS/tZiyqlz+R+Avaf1Q\n"
    "ov2Ofc/4Uu55MPNkNbTLGPyZ9zac5AaniID/Jh4Lz1jG8SJ+b4noZyF9pFwHNo52\n"
    "kUqdxxPgILInALsgb5l1qwqMEXihtR/RTyjskwZXJtUDf2lD3P9Ssf9c3gAjSstl\n"
    "0S/gfIPNijoIeJryOuXFT9+4EIl9wOaJLSDmh+sMRosyMH+9gnPLVrpMuqYUeeKH\n"
    "5wIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
static const char other_key[] = "-----BEGIN PUBLIC KEY-----\n"
				"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxs9kTY+nj4LUnBnbKlhu\n"
				"g9WVmBcnpoflfwUEifwUNnY4M30gcD8O0LHAUVfE5UcUbq0neN5bHKwZ5ciTMRpO\n"
				"TNmJS0wWlf1nGAQRB5ras2xvXAD7pil821DHSPd1L7oFHT91enjWB1VF5PQFVL+7\n"
				"roQWBdqKqAmbtt+FqeInl5kbFRZW+vUuQsnvNoJcu2jHHJ15RhZkSiPkoq6U5vBy\n"
				"7ZmbSCMjsFytirWuXrk40La5rk8NoJfSGJrHZfsenP6IfJvxE5Rog6IesbFzrOie\n"
				"R8x8v6+Cwp5wvShZ9VwcAzq//DdrPh6iQ9vew/EoI7GaqPhBQb6IOYWtjWWN/VZO\n"
				"XQIDAQAB\n"
				"-----END PUBLIC KEY-----\n";

static const struct vector {
	const char *what;
	struct span body;
	const char *by_key, *by_next, *standard, *rsa;
} vectors[] = {
    {"Windows-1252", SPAN("{\"id\":17,\"name\":\"Jos\xe9\"}"),
	"/2W99vpYyD0tFD6QnN8wwIL9+wYTLLYPzNfL+M+7UJM=",
	"azshJc3uVsSj7ekInOuVdS8OBv+mBexuGUHK2Ew6liQ=",
	"v1,HFjkWFqSgsxV/S6IxmZXzYltnt0IcXVIurtcmj5CwKc=",
	"NhuF793PNZmyLVdWJzx3sQRQrAFrs7QqkYyKRpzlaY6La3wsVG4dk0tAjb4TK2AGp1AjICFDFouM"
	"0KUSr5tpmhCZqhv0jyN8uJg1pokvYedZOzS3JckfFL5s42+l+cZYujKh7NYpmAScKLDaXXcCZpjm"
	"rmLz52pUJT4Wa77ykAhDOYvD2sravAUUESsLR9oIcWgIcoAy3PudOsMnJ8Gj9Cz2OXCgTXbCP4wF"
	"jhd3aWdcsG6AzQAtwFAfBEVCrUI3mYcVJvd+THRrepCT/m7fVNF1icyXprStSedgEg3RHflspzUG"
	"dCN/MBOqNWPP33hQo2isgp63SGuwJbBytpeBEg=="},
    {"UTF-16",
	SPAN("\xff\xfe{\x00\"\x00i\x00"
	     "d\x00\"\x00:\x00"
	     "1\x00"
	     "7\x00}\x00"),
	"/BhmIWg7ins5QaviGYF7usvgn6+mN6+FXVrVVlMdE/A=",
	"KycUbj3E8kwmFuBLElh5O5yc4nYxxZc9kRC0bkuGZhE=",
	"v1,XKjAavoM1ROzALaHjgv8lz1xin4y4c4HSAyC8SunmbI=",
	"jPkdF3BMoHKjkxl7Rchx1nGL+xz1FoML5Ce1NDHBGU6eSoAhWIxznZR/9uX4PEpD2uLtyrpwfsl+"
	"RgS7lW9gi2RRVp8K24MBcLxzhFYA9oS+gA85J9nfgLZPAuypCQut+Cxg8qadWs7KaLumCWxfMKea"
	"u168YYwc2lhnA4lt74YQ/wSev2wbzVYRpsX0hSFM/QWWC3PI7dWmXtRK04y8AkscA5HNQfOyZ4N2"
	"GlYWKsu01MW8T8EYjXihrchzThBLGUReFNI5Rq/B5M4RwqS3gFe1vOFCLAF/D06FPJZrwZbVt2xU"
	"JtPsDvzbWcH7r2pcsix/WVm8L80bfAks0xD7Qw=="},
    {"invalid UTF-8", SPAN("{\"id\":17,\"name\":\"\xc3(\"}"),
	"5l4WBUyAAg2JF0i7sISt16XjvP8n9DHmp/rOlkMA/Gc=",
	"R6JWi3ExEqBW1EVWXoouidtIdTXrTbY+bDNlp+0wSVI=",
	"v1,4loCUku1b0Gbj5kdcz05rx/HMxKGvtkcPsNki5ENTqY=",
	"ZTKnZW5ZyLxE1QPOKfOjOGP7LZx9mzOa7FuKkXq3XPGth+Wj/MhYHlPFCK0HSo40t/ER1HavR5Ke"
	"jTzJhFxr49+XiAw+22tz6zwo+3flLQmOaFcUugtClgSAG+PuOQ1FvAR6h63CcMl3fVH/Gmyey4Ji"
	"a10T2JbAV42lDeCPtY4uLfsNswK7l7YuS4fTNdNSQHQv6tHcIXQEl6osunIhokysV8edjb2tiR7f"
	"u82yLFsxZ7G9S4lL/1XS5WOvH3H9wgPPX/+MU5BF4UjEkoskah5dVspbRDuo9iMS7JbvVPvStMD5"
	"QFEdlPVlCPTMmaaLDrrglLRY0YXaZtyjGg1KQg=="},
    {"a byte order mark", SPAN("\xef\xbb\xbf{\"id\":17}"),
	"ClzKXHZT40Z+aRxtoPEL/l1xaUkZ4XtWi+z3/dxodMg=",
	"P+A3hru8Q0KNS4ysOOEAKL0N+QV4rRE9r3QrO3eo2Bc=",
	"v1,rOu6o3+qWijO0xqFef3jsGLFrZKs0dDGSN0zCATqxoQ=",
	"lyRgN8zq9ojoJmRmte8e7EUiM/7bO4aTp4ytT4vigj/o4LIB3XbMTFFs3dzqh4YaLSEue4RI9nKF"
	"Knww8SuotJFVnkssH+SgKF61ULtt+eb9GRJDsKitRQZqlRgrBEQVLSTYyIhO/SfmPWTrUXn3tbDV"
	"ZLYWHuiQeYGTBfpKBq3rU9KJAhhG181sVuakyDizzEO1v2unY48K82iVhs8DI9dH4syDJHEXQ5Pe"
	"MH4XCKXtZTKCSjhEu6jhBa3+EeVXOdvwrxSj+RxNxPcVHIjJfoPsjiY3Ok6KoAxvO2IUKLUlPoRB"
	"Vx2wxny7HasMAwyeGoFsgHQM/ZKDt00NKo/mAg=="},
    {"cut", SPAN("{\"id\":17,\"na"), "RUCuEKhi1rE53bqKX/HfHPtfNB+tm4jI7vvVNQaX3ZU=",
	"CEsDZJC8IyTfYjdVJejrjELkGbb3D1nXr/E3uHXcB0A=",
	"v1,fhXFBBlmQ9F0thktbefUKJgmaPK1HONMos6ZfdsZC6k=",
	"mF7hUYzWwGlLIVh1Xt5AS0sUynHCnboszIBq32iOCuwRfaOoVLZ0r5YcV5YOydDXlMUXrHSbtVQr"
	"S4LIRz7Quq/HSVMKU1iuxCJx6c0FOeK4TZQAS8kfzbm4z3w9ZSCxnGuMzOTeefXSkuXxmlJmVVzc"
	"WITpVCuJx4Hos0XgMX02H+TTKPXtdz4Q3+lJTtpI2gHv/SjHKhqJ4PdaKjkXnk3CwtM36uNEF7hL"
	"QWs1nDo+2Q83h3e9KKbZtgRzmLwQfU8MZArRArVS5v21W7/VQOD84H2JnqoV6LH78ZINPEUTjDxG"
	"bOJEt33NLCCDA/99JycBWPqsfDfjLfACIJ9IeA=="},
    {"a key twice", SPAN("{\"id\":17,\"id\":18}"), "Mc3W6tHrzPFvfgZfRHAWRKI/Ymf8GghXnVFikyhP5xs=",
	"Xbm7QISZ/GqMUEtwINjrh4WjcWw0NiyKUN5iDA1OjIA=",
	"v1,tA+qcxXXxw59aYfW0jlw9FKy+S8sBZHS/0TUCYz6lQw=",
	"RUWZb4YDUClK/D+rM95gkR5pmRFD2WYl0MUrCIJyg9qXfY6cQI9H5ziKQrbr7seUjdGNe0FY1Ohf"
	"NtmuSBfHp1JZhhGubKDZzFnj6jyMmbkr1y3W/uue+mD/5Hd3w0kUmh1bq5tY5r2dzfKriHonGliz"
	"aXn9b0x6GKSy2HVabtGHi5H2P2MIoCgB43ZyF5YjbHVsep6AUaYV1iB3XESGTQlhJqJ3j07gQUTj"
	"a832BZ1Z751fMdInwhqxWwDpuE9BUPjRL/Ybo2Ach0fzVApHTGC7P3TCYWOQL/aA7A9lR9TJDE5A"
	"OABUNSeP9YynTA9gcfw81HUTrkJR5veHXFNgYg=="},
};

/* How each system signs: with what, where, and which of a vector's signatures. */
static const struct kind {
	const char *id, *header, *key, *next, *wrong;
	size_t signature, signature_next; /* offsets in a vector; 0: by a token in the address */
} kinds[] = {
    {"woocommerce", "X-WC-Webhook-Signature", "a-key-of-the-shop", "its-next-key", "another",
	offsetof(struct vector, by_key), offsetof(struct vector, by_next)},
    {"shopify", "X-Shopify-Hmac-SHA256", "a-key-of-the-shop", "its-next-key", "another",
	offsetof(struct vector, by_key), offsetof(struct vector, by_next)},
    {"webhook", "webhook-signature", STANDARD, OTHER, OTHER, offsetof(struct vector, standard), 0},
    {"adobe-commerce", "x-adobe-commerce-webhook-signature", public_key, other_key, other_key,
	offsetof(struct vector, rsa), 0},
    {"odoo", NULL, "a-token", "its-next-token", "another", 0, 0},
};

static const char *
signature_of(const struct vector *v, size_t at)
{
	return *(const char *const *)(const void *)((const char *)v + at);
}

static enum push_verdict
verify(const struct kind *k, const char *key, const char *next, const char *token,
    const char *signature, struct span body)
{
	struct connector_settings s = {.id = "test", .shop = "luna"};
	struct http_headers headers = {.items = NULL};
	enum push_verdict verdict;

	assert_int_equal(secret_set(&s.key, key, strlen(key)), 0);
	if (next != NULL)
		assert_int_equal(secret_set(&s.key_next, next, strlen(next)), 0);
	assert_int_equal(http_headers_add(&headers, "webhook-id", "msg-1"), 0);
	assert_int_equal(http_headers_add(&headers, "webhook-timestamp", "1795219200"), 0);
	if (k->header != NULL && signature != NULL)
		assert_int_equal(http_headers_add(&headers, k->header, signature), 0);
	verdict = connector_find(k->id)->verify(&(struct shop_message){.settings = &s,
	    .headers = &headers,
	    .body = body,
	    .token = token,
	    .zone = "UTC",
	    .received_utc_ms = (int64_t)NOW * SECOND_MS});
	secret_clear(&s.key);
	secret_clear(&s.key_next);
	http_headers_clear(&headers);
	return verdict;
}

/* Genuine by its own key and by the one that is to come, forged by another, by a byte more, and without. */
static void
check_signature(const struct kind *k, const struct vector *v)
{
	bool by_token = k->header == NULL;
	const char *signature = by_token ? NULL : signature_of(v, k->signature);
	const char *token = by_token ? k->key : "";
	struct span less = {v->body.data, v->body.len - 1};

	assert_int_equal(verify(k, k->key, NULL, token, signature, v->body), PUSH_GENUINE);
	assert_int_equal(verify(k, k->wrong, k->key, token, signature, v->body), PUSH_GENUINE);
	assert_int_equal(verify(k, k->wrong, NULL, token, signature, v->body), PUSH_FORGED);
	if (k->signature_next != 0)
		assert_int_equal(
		    verify(k, k->key, k->next, "", signature_of(v, k->signature_next), v->body),
		    PUSH_GENUINE);
	if (!by_token)
		assert_int_equal(verify(k, k->key, k->next, "", signature, less), PUSH_FORGED);
	assert_int_equal(verify(k, k->key, k->next, "", NULL, v->body), PUSH_UNSIGNED);
}

/* The first of two keys counts, and of an order only its number says that it was deleted; all else is a person's. */
static void
check_reading(const struct kind *k, const struct vector *v)
{
	const struct connector *c = connector_find(k->id);
	struct connector_settings s = {.id = "test", .shop = "luna"};
	struct http_headers headers = {.items = NULL};
	struct consignment_list list = CONSIGNMENT_LIST_INIT;
	struct why why = {.code = 0};
	bool reads = strcmp(k->id, "woocommerce") == 0 && strcmp(v->what, "a key twice") == 0;
	uint8_t once[SIGN_SHA256_BYTES], again[SIGN_SHA256_BYTES];
	int rc;

	assert_int_equal(http_headers_add(&headers, "X-Shopify-Topic", "fulfillments/update"), 0);
	rc = connector_read(c,
	    &(struct shop_message){.settings = &s,
		.headers = &headers,
		.body = v->body,
		.token = "",
		.zone = "UTC",
		.received_utc_ms = (int64_t)NOW * SECOND_MS},
	    false, &list, &why);
	if (rc != (reads ? 0 : ERR_MALFORMED) || (!reads && why.text[0] == '\0'))
		fail_msg("%s, %s: %d %s", k->id, v->what, rc, why.text);
	if (reads) {
		assert_int_equal(list.count, 1);
		assert_string_equal(list.items[0].resource, "order/17");
	}
	connector_digest(c, &headers, v->body, once);
	connector_digest(c, &headers, v->body, again);
	assert_memory_equal(once, again, sizeof(once));
	consignment_list_clear(&list);
	http_headers_clear(&headers);
}

static void
test_a_signature_is_over_bytes_whatever_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (size_t n = 0; n < sizeof(vectors) / sizeof(vectors[0]); n++)
			check_signature(&kinds[i], &vectors[n]);
}

static void
test_what_cannot_be_read_is_refused_with_its_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (size_t n = 0; n < sizeof(vectors) / sizeof(vectors[0]); n++)
			check_reading(&kinds[i], &vectors[n]);
}

static void
test_every_system_that_sends_is_held_to_this(void **state)
{
	const struct connector *const *all = connector_all();

	(void)state;
	for (size_t i = 0; all[i] != NULL; i++) {
		bool known = all[i]->verify == NULL;

		for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++)
			known |= strcmp(kinds[n].id, all[i]->id) == 0;
		assert_true(known);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_signature_is_over_bytes_whatever_they_are),
	    cmocka_unit_test(test_what_cannot_be_read_is_refused_with_its_reason),
	    cmocka_unit_test(test_every_system_that_sends_is_held_to_this),
	};

	return cmocka_run_group_tests_name("shop vectors", tests, NULL, NULL);
}
