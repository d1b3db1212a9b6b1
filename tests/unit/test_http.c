#include "monitor/base/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_headers_are_found_without_case_first_one_wins(void **state)
{
	struct http_headers h = {0};

	(void)state;
	assert_int_equal(http_headers_add(&h, "X-One", "1"), 0);
	assert_int_equal(http_headers_add(&h, "x-one", "2"), 0);
	assert_int_equal(http_headers_add_secret(&h, "Authorization", "Bearer x"), 0);
	assert_string_equal(http_headers_get(&h, "X-ONE"), "1");
	assert_null(http_headers_get(&h, "X-On"));
	assert_false(h.items[0].secret);
	assert_true(h.items[2].secret);
	http_headers_clear(&h);
	http_headers_clear(&h);
	http_headers_clear(NULL);
}

static void
test_headers_that_could_begin_another_are_refused(void **state)
{
	static const struct {
		const char *name;
		const char *value;
		int rc;
	} cases[] = {
	    {"Accept", "a\r\nB: c", ERR_MALFORMED},
	    {"Accept", "a\x01", ERR_MALFORMED},
	    {"Accept", "a\x7F", ERR_MALFORMED},
	    {"Acc\nept", "a", ERR_MALFORMED},
	    {"Accept:", "a", ERR_MALFORMED},
	    {"Acc ept", "a", ERR_MALFORMED},
	    {"", "a", ERR_MALFORMED},
	    {"Accept", "", 0},
	    {"Accept", "a\tb \xC3\xB1", 0},
	};
	struct http_headers h = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(http_headers_add(&h, cases[i].name, cases[i].value), cases[i].rc);
	assert_int_equal(h.count, 2);
	http_headers_clear(&h);
}

static void
test_headers_are_bounded(void **state)
{
	static char value[LIMIT_HTTP_HEADER_BYTES + 1];
	struct http_headers h = {0};

	(void)state;
	memset(value, 'v', sizeof(value) - 1);
	assert_int_equal(http_headers_add(&h, "N", value), ERR_TOO_BIG);
	assert_int_equal(http_headers_add(&h, "N", value + 1), 0);
	while (h.count < LIMIT_HTTP_HEADERS)
		assert_int_equal(http_headers_add(&h, "N", "v"), 0);
	assert_int_equal(http_headers_add(&h, "N", "v"), ERR_TOO_BIG);
	http_headers_clear(&h);
}

static void
test_messages_move_whole_and_leave_the_source_usable(void **state)
{
	struct http_request a;
	struct http_request b;
	struct http_response res;
	struct http_response moved;

	(void)state;
	http_request_init(&a);
	http_request_init(&b);
	a.method = HTTP_POST;
	a.secret_body = true;
	a.secret_url = true;
	assert_int_equal(buf_add_str(&a.url, "https://x.example/"), 0);
	assert_int_equal(buf_add_str(&a.body, "grant"), 0);
	assert_int_equal(http_headers_add(&a.headers, "N", "v"), 0);
	assert_int_equal(buf_add_str(&b.url, "old"), 0);
	http_request_move(&b, &a);
	assert_string_equal(http_method_name(b.method), "POST");
	assert_string_equal(buf_str(&b.body), "grant");
	assert_true(b.secret_body && b.secret_url);
	assert_int_equal(a.headers.count, 0);
	assert_false(a.secret_body || a.secret_url);
	assert_int_equal(a.method, HTTP_GET);
	assert_int_equal(buf_add_str(&a.url, "usable"), 0);
	http_request_clear(&a);
	http_request_clear(&b);
	http_request_clear(&b);
	assert_int_equal(buf_add_str(&b.url, "usable"), 0);
	http_request_clear(&b);
	http_request_clear(NULL);

	http_response_init(&res);
	http_response_init(&moved);
	res.status = 404;
	assert_int_equal(buf_add_str(&res.body, "{}"), 0);
	http_response_move(&moved, &res);
	assert_int_equal(moved.status, 404);
	assert_int_equal(res.status, 0);
	assert_int_equal(res.body.cap, LIMIT_REPLY_BYTES);
	http_response_clear(&moved);
	http_response_clear(&res);
	http_response_clear(NULL);
}

static void
test_retry_after_is_a_bounded_wait(void **state)
{
	static const int64_t now = 784111777000; /* 1994-11-06T08:49:37Z */
	static const struct {
		const char *value;
		int64_t wait_ms;
	} cases[] = {
	    {NULL, -1},
	    {"0", 0},
	    {"120", 120000},
	    {" 120 ", 120000},
	    {"86400", LIMIT_RETRY_AFTER_MS},
	    {"86401", LIMIT_RETRY_AFTER_MS},
	    {"99999999999999999999999", LIMIT_RETRY_AFTER_MS},
	    {"-5", -1},
	    {"1.5", -1},
	    {"soon", -1},
	    {"", -1},
	    {"Sun, 06 Nov 1994 08:49:37 GMT", 0},
	    {"Sun, 06 Nov 1994 08:50:37 GMT", 60000},
	    {"Sun, 06 Nov 1994 08:49:36 GMT", 0},
	    {"Tue, 08 Nov 1994 08:49:37 GMT", LIMIT_RETRY_AFTER_MS},
	    {"Sat, 31 Dec 2199 23:59:59 GMT", LIMIT_RETRY_AFTER_MS},
	    {"Sun, 31 Nov 1994 08:50:37 GMT", -1},
	    {"Sun, 06 Nox 1994 08:50:37 GMT", -1},
	    {"Sun, 06 Nov 1994 08:50:37 CET", -1},
	    {"Sun, 06 Nov 1994 08:50:37 GMT+1", -1},
	    {"Sunday, 06-Nov-94 08:50:37 GMT", -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_headers h = {0};

		if (cases[i].value != NULL)
			assert_int_equal(http_headers_add(&h, "retry-after", cases[i].value), 0);
		assert_true(http_retry_after_ms(&h, now) == cases[i].wait_ms);
		http_headers_clear(&h);
	}
}

static void
test_pages_are_told_from_answers(void **state)
{
	static const struct {
		const char *type;
		const char *body;
		bool html;
	} cases[] = {
	    {NULL, "<!DOCTYPE html><html>", true},
	    {NULL, "\xEF\xBB\xBF \r\n<HTML lang=en>", true},
	    {NULL, "<!-- gateway --> <html>", true},
	    {NULL, "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\">", true},
	    {"application/json", "<html>", true},
	    {"text/html; charset=utf-8", "Service Unavailable", true},
	    {"Text/HTML", "", true},
	    {"application/json", "{\"a\":\"<html>\"}", false},
	    {"text/xml", "<?xml version=\"1.0\"?><soap:Envelope>", false},
	    {NULL, "<!-- never closed <html>", false},
	    {NULL, "<?xml", false},
	    {NULL, "", false},
	    {NULL, "<ht", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_response res;

		http_response_init(&res);
		if (cases[i].type != NULL)
			assert_int_equal(
			    http_headers_add(&res.headers, "content-type", cases[i].type), 0);
		assert_int_equal(buf_add_str(&res.body, cases[i].body), 0);
		assert_int_equal(http_is_html(&res), cases[i].html);
		http_response_clear(&res);
	}
}

static void
test_origins_have_one_spelling(void **state)
{
	static const struct {
		const char *url;
		const char *origin; /* NULL: refused */
	} cases[] = {
	    {"https://Api.Example.COM/track?x=1", "https://api.example.com"},
	    {"HTTPS://api.example.com:443", "https://api.example.com"},
	    {"https://api.example.com:0443/", "https://api.example.com"},
	    {"http://127.0.0.1:8080/x", "http://127.0.0.1:8080"},
	    {"http://h:80#f", "http://h"},
	    {"http://h:443", "http://h:443"},
	    {"https://h?https://other", "https://h"},
	    {"https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443"},
	    {"https://[::1]", "https://[::1]"},
	    {"https://user:pass@h/", NULL},
	    {"https://h@evil.example/", NULL},
	    {"https://h\\@evil.example/", NULL},
	    {"https://h /", NULL},
	    {"https://h%2e/", NULL},
	    {"https:///x", NULL},
	    {"https://", NULL},
	    {"https://:80/", NULL},
	    {"https://h:/", NULL},
	    {"https://h:0/", NULL},
	    {"https://h:65536/", NULL},
	    {"https://h:-1/", NULL},
	    {"https://h:80x/", NULL},
	    {"https://[::1", NULL},
	    {"https://[]/", NULL},
	    {"https://[::1]x/", NULL},
	    {"://h", NULL},
	    {"h.example/path", NULL},
	    {"1http://h", NULL},
	    {"ht tp://h", NULL},
	    {"", NULL},
	};
	char dst[64];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int rc = http_origin(dst, sizeof(dst), cases[i].url);

		if (rc != (cases[i].origin != NULL ? 0 : ERR_MALFORMED))
			print_message("for \"%s\"\n", cases[i].url);
		assert_int_equal(rc, cases[i].origin != NULL ? 0 : ERR_MALFORMED);
		if (rc == 0)
			assert_string_equal(dst, cases[i].origin);
	}
	assert_int_equal(http_origin(dst, 8, "http://h/"), ERR_TOO_BIG);
	assert_int_equal(http_origin(dst, 9, "http://h/"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_headers_are_found_without_case_first_one_wins),
	    cmocka_unit_test(test_headers_that_could_begin_another_are_refused),
	    cmocka_unit_test(test_headers_are_bounded),
	    cmocka_unit_test(test_messages_move_whole_and_leave_the_source_usable),
	    cmocka_unit_test(test_retry_after_is_a_bounded_wait),
	    cmocka_unit_test(test_pages_are_told_from_answers),
	    cmocka_unit_test(test_origins_have_one_spelling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
