/* What a program may ask again: a request with an Idempotency-Key, something it has already, the headers of an answer alone. */

#include "monitor/web/api_once.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "tests/support/browser.h"
#include "tests/support/client.h"

#define CASE_NOTE_PATH "/v1/cases/1/note"

static struct browser b = {.start = {.visitors = {{ACCESS_TOKEN, "one", "", SCOPE_ALL},
					 {ACCESS_TOKEN, "two", "", SCOPE_ALL}}}};

static int
post(const char *token, const char *key, const char *path, const char *body)
{
	char headers[512];

	(void)snprintf(
	    headers, sizeof(headers), "%sIdempotency-Key: %s\r\n", browser_bearer(token), key);
	return browser_ask(&b, "POST", path, headers, body);
}

static size_t
notes(void)
{
	struct case_record record = CASE_INIT;

	assert_int_equal(store_case(b.h.reader, 1, &record), 0);
	return record.note_count;
}

/* ---- keys ---- */

static void
test_a_request_with_a_key_is_done_once(void **state)
{
	size_t before = notes();

	(void)state;
	assert_int_equal(post("one", "\"k-1\"", CASE_NOTE_PATH, "{\"text\":\"called\"}"), 200);
	assert_true(browser_says(&b, "{\"id\":1}"));
	assert_int_equal(post("one", "\"k-1\"", CASE_NOTE_PATH, "{\"text\":\"called\"}"), 200);
	assert_true(browser_says(&b, "{\"id\":1}"));
	assert_int_equal(notes(), before + 1);
	/* Without quotes it is the same key, without a key another request. */
	assert_int_equal(post("one", "k-1", CASE_NOTE_PATH, "{\"text\":\"called\"}"), 200);
	assert_int_equal(notes(), before + 1);
	assert_int_equal(
	    browser_ask(&b, "POST", CASE_NOTE_PATH, browser_bearer("one"), "{\"text\":\"called\"}"),
	    200);
	assert_int_equal(notes(), before + 2);
}

static void
test_a_key_is_of_one_token_and_one_request(void **state)
{
	size_t before = notes();

	(void)state;
	assert_int_equal(post("one", "k", CASE_NOTE_PATH, "{\"text\":\"called\"}"), 200);
	assert_int_equal(post("one", "k", CASE_NOTE_PATH, "{\"text\":\"wrote\"}"), 422);
	assert_true(browser_says(&b, "Idempotency-Key"));
	assert_int_equal(post("one", "k", "/v1/cases/1/claim", "{\"text\":\"called\"}"), 422);
	assert_int_equal(notes(), before + 1);
	assert_int_equal(post("two", "k", CASE_NOTE_PATH, "{\"text\":\"wrote\"}"), 200);
	assert_int_equal(notes(), before + 2);
}

static void
test_what_is_no_key_is_refused(void **state)
{
	char longest[140];

	(void)state;
	memset(longest, 'x', sizeof(longest));
	longest[128] = '\0';
	assert_int_equal(post("one", longest, CASE_NOTE_PATH, "{\"text\":\"x\"}"), 200);
	longest[128] = 'x';
	longest[129] = '\0';
	assert_int_equal(post("one", longest, CASE_NOTE_PATH, "{\"text\":\"x\"}"), 400);
	assert_int_equal(post("one", "\"\"", CASE_NOTE_PATH, "{\"text\":\"x\"}"), 400);
	assert_int_equal(post("one", "a b", CASE_NOTE_PATH, "{\"text\":\"x\"}"), 400);
	assert_int_equal(post("one", "k\xc3\xa9", CASE_NOTE_PATH, "{\"text\":\"x\"}"), 400);
	/* Two keys: which one? */
	assert_int_equal(
	    post("one", "a\r\nIdempotency-Key: b", CASE_NOTE_PATH, "{\"text\":\"x\"}"), 400);
}

static void
test_a_registration_again_is_answered_as_at_first(void **state)
{
	static const char *const many =
	    "{\"shipments\":[{\"shop\":\"luna\",\"order\":\"K-1\",\"number\":\"JD91\",\"carrier\":\"ups\","
	    "\"promised_date\":\"2026-06-30\"},{\"order\":\"K-2\"},{\"shop\":\"luna\",\"order\":\"K-3\","
	    "\"number\":\"JD93\",\"carrier\":\"ups\",\"promised_date\":\"2026-06-30\"}]}";
	struct buf first = BUF_INIT(4096);

	(void)state;
	assert_int_equal(post("one", "bulk", "/v1/shipments", many), 200);
	assert_int_equal(buf_add(&first, b.reply.body.data, b.reply.body.len), 0);
	assert_non_null(strstr(buf_str(&first), "\"existed\":false"));
	assert_int_equal(post("one", "bulk", "/v1/shipments", many), 200);
	assert_string_equal(buf_str(&b.reply.body), buf_str(&first));
	assert_int_equal(post("one", "other", "/v1/shipments", many), 200);
	assert_true(browser_says(&b, "\"existed\":true"));
	buf_clear(&first);
}

static void
test_a_refusal_may_be_tried_again(void **state)
{
	(void)state;
	assert_int_equal(post("one", "k", "/v1/cases/77/note", "{\"text\":\"x\"}"), 404);
	assert_int_equal(post("one", "k", CASE_NOTE_PATH, "{\"text\":\"x\"}"), 200);
}

/* Both at once: the second is told to wait, or comes after the first and gets its answer. Never is it done twice. */
static void
test_two_at_once_are_done_once(void **state)
{
	size_t before = notes(), done = 0, told = 0;
	struct buf request = BUF_INIT(1024);
	int fds[8];

	(void)state;
	(void)buf_addf(&request,
	    "POST " CASE_NOTE_PATH " HTTP/1.1\r\nHost: x\r\n%sIdempotency-Key: k\r\n"
	    "Content-Length: 17\r\n\r\n{\"text\":\"called\"}",
	    browser_bearer("one"));
	for (size_t i = 0; i < 8; i++) {
		fds[i] = client_open_tcp(web_port(b.web));
		assert_true(fds[i] >= 0);
	}
	for (size_t i = 0; i < 8; i++)
		assert_true(client_send(fds[i], buf_span(&request)));
	for (size_t i = 0; i < 8; i++) {
		assert_int_equal(client_read(fds[i], &b.reply), 0);
		done += b.reply.status == 200;
		told += b.reply.status == 409;
		(void)close(fds[i]);
	}
	assert_int_equal(done + told, 8);
	assert_true(done >= 1);
	assert_int_equal(notes(), before + 1);
	buf_clear(&request);
}

static void
test_a_lift_again_is_no_failure(void **state)
{
	struct shipment s = SHIPMENT_INIT;
	struct op *op;

	(void)state;
	assert_int_equal(
	    browser_ask(&b, "POST", "/v1/shipments", browser_bearer("one"),
		"{\"shop\":\"luna\",\"order\":\"K-9\",\"number\":\"JD99\",\"carrier\":\"ups\","
		"\"customer_email\":\"eva@ejemplo.example\",\"promised_date\":\"2026-06-30\"}"),
	    201);
	assert_int_equal(store_shipment(b.h.reader, b.sol + 1, &s), 0);
	op = op_new(OP_PERSON, b.h.now_utc_ms, b.h.policy);
	assert_non_null(op);
	op->id = s.person;
	op->person_verb = PERSON_SUPPRESS;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(post("one", "k", "/v1/suppressed/lift",
				     "{\"shop\":\"luna\",\"email\":\"eva@ejemplo.example\"}"),
		    200);
	assert_int_equal(post("one", "other", "/v1/suppressed/lift",
			     "{\"shop\":\"luna\",\"email\":\"eva@ejemplo.example\"}"),
	    404);
	shipment_clear(&s);
}

/* ---- what is known already ---- */

static int
get(const char *path, const char *tags)
{
	char headers[512];

	(void)snprintf(
	    headers, sizeof(headers), "%sIf-None-Match: %s\r\n", browser_bearer("one"), tags);
	return browser_ask(&b, "GET", path, headers, NULL);
}

static void
test_what_has_not_changed_is_not_sent_again(void **state)
{
	static const char *const paths[] = {
	    "/v1/shipments/L-1", "/v1/shipments", "/v1/cases", "/v1/outbox/1", "/v1/journal"};
	char tag[64], list[160];

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		assert_int_equal(get(paths[i], "\"none\""), 200);
		(void)snprintf(tag, sizeof(tag), "%s", browser_header(&b, "etag"));
		assert_true(strlen(tag) > 8);
		(void)snprintf(list, sizeof(list), "\"other\", %s", tag);
		if (get(paths[i], list) != 304 || b.reply.body.len != 0)
			fail_msg("%s: %d", paths[i], b.reply.status);
		assert_string_equal(browser_header(&b, "etag"), tag);
		assert_int_equal(get(paths[i], "*"), 304);
	}
	assert_int_equal(get("/v1/shipments/L-1", "\"x\""), 200);
	(void)snprintf(tag, sizeof(tag), "%s", browser_header(&b, "etag"));
	assert_int_equal(
	    browser_ask(&b, "POST", "/v1/shipments/L-1/cancel", browser_bearer("one"), "{}"), 200);
	assert_int_equal(get("/v1/shipments/L-1", tag), 200);
	/* A failure is no state of the thing. */
	assert_int_equal(get("/v1/shipments/none", "*"), 404);
	assert_string_equal(browser_header(&b, "etag"), "");
}

/* All that a server sends until it closes. */
static void
ask_raw(const char *request, struct buf *out)
{
	int fd = client_open_tcp(web_port(b.web));
	char piece[4096];
	ssize_t got;

	buf_clear(out);
	assert_true(fd >= 0);
	assert_true(client_send(fd, span_of(request)));
	while ((got = read(fd, piece, sizeof(piece))) > 0)
		assert_int_equal(buf_add(out, piece, (size_t)got), 0);
	(void)close(fd);
}

static void
test_head_says_what_get_would_without_its_body(void **state)
{
	static const char *const paths[] = {
	    "/v1/version", "/v1/shipments/L-1", "/v1/openapi.json", "/desk/login", "/v1/live"};
	struct buf raw = BUF_INIT(LIMIT_JSON_BYTES);
	char request[512];

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *end;

		(void)snprintf(request, sizeof(request),
		    "HEAD %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", paths[i],
		    browser_bearer("one"));
		ask_raw(request, &raw);
		end = strstr(buf_str(&raw), "\r\n\r\n");
		if (strncmp(buf_str(&raw), "HTTP/1.1 200", 12) != 0 || end == NULL ||
		    end[4] != '\0')
			fail_msg("%s: %s", paths[i], buf_str(&raw));
		assert_non_null(strstr(buf_str(&raw), "Content-Length: "));
	}
	ask_raw("HEAD /v1/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &raw);
	assert_memory_equal(buf_str(&raw), "HTTP/1.1 404", 12);
	ask_raw("HEAD /v1/past HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", &raw);
	assert_memory_equal(buf_str(&raw), "HTTP/1.1 405", 12);
	buf_clear(&raw);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_a_request_with_a_key_is_done_once, &b),
	    BROWSER_TEST(test_a_key_is_of_one_token_and_one_request, &b),
	    BROWSER_TEST(test_what_is_no_key_is_refused, &b),
	    BROWSER_TEST(test_a_registration_again_is_answered_as_at_first, &b),
	    BROWSER_TEST(test_a_refusal_may_be_tried_again, &b),
	    BROWSER_TEST(test_two_at_once_are_done_once, &b),
	    BROWSER_TEST(test_a_lift_again_is_no_failure, &b),
	    BROWSER_TEST(test_what_has_not_changed_is_not_sent_again, &b),
	    BROWSER_TEST(test_head_says_what_get_would_without_its_body, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
