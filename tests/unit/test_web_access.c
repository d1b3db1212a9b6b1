/*
 * Who may enter by the public side, and what they see: every row of the table of routes for every scope, two shops beside each other,
 * forms from elsewhere, guesses.
 */

#include "monitor/web/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "tests/support/browser.h"
#include "tests/support/client.h"

enum { GUESSES = 10000 };

static struct browser b;

static void
let_in(enum access_kind kind, const char *secret, const char *shop, uint32_t scopes)
{
	browser_let_in(&b, kind, secret, shop, scopes);
}

static int
ask(const char *method, const char *target, const char *headers, const char *body)
{
	return browser_ask(&b, method, target, headers, body);
}

static bool
says(const char *text)
{
	return browser_says(&b, text);
}

/* ---- the whole table ---- */

/* A path of the row: its "*" names something that may be there. */
static void
path_of(const struct route *route, char *dst, size_t room)
{
	size_t len = 0;

	for (const char *c = route->path; *c != '\0' && len + 1 < room; c++)
		dst[len++] = *c == '*' ? '1' : *c;
	dst[len] = '\0';
}

static int
try_route(const struct route *route, const char *headers)
{
	char path[128];
	bool posts = strcmp(route->method, "POST") == 0;

	if (strcmp(route->path, "/v1/live") == 0)
		return ask(
		    route->method, "/v1/live?nothing=1", headers, NULL); /* else it has no end */
	path_of(route, path, sizeof(path));
	return ask(route->method, path, headers, posts ? "" : NULL);
}

static void
test_nobody_enters_without_showing_something(void **state)
{
	static const int expected[] = {[ROUTE_API] = 401,
	    [ROUTE_LOCAL] = 404,
	    [ROUTE_PAGE] = 303,
	    [ROUTE_LINK] = 404,
	    [ROUTE_DOOR] = 404};

	(void)state;
	assert_true(route_count > 40);
	for (size_t i = 0; i < route_count; i++) {
		int status = try_route(&routes[i], "");

		if (routes[i].kind != ROUTE_OPEN && status != expected[routes[i].kind])
			fail_msg("%s %s: %d", routes[i].method, routes[i].path, status);
		if (routes[i].kind == ROUTE_API)
			assert_string_equal(browser_header(&b, "www-authenticate"), "Bearer");
		assert_false(says("L-1") || says("S-1"));
	}
}

static void
test_no_route_without_its_scope(void **state)
{
	static const uint32_t scopes[] = {SCOPE_INGEST, SCOPE_SUPPORT, SCOPE_REPORT, SCOPE_ADMIN};

	(void)state;
	for (size_t s = 0; s < 4; s++) {
		char secret[32];

		(void)snprintf(secret, sizeof(secret), "secret-%zu", s);
		let_in(ACCESS_TOKEN, secret, "", scopes[s]);
		for (size_t i = 0; i < route_count; i++) {
			int status = try_route(&routes[i], browser_bearer(secret));
			bool may = (routes[i].scopes & scopes[s]) != 0;

			if (routes[i].kind == ROUTE_LOCAL && status != 404)
				fail_msg("%s by TCP: %d", routes[i].path, status);
			if (routes[i].kind == ROUTE_API && (status == 403 || status == 401) == may)
				fail_msg("%s %s, scope %u: %d", routes[i].method, routes[i].path,
				    scopes[s], status);
			if (routes[i].kind == ROUTE_PAGE && status != 303)
				fail_msg("%s by a token: %d", routes[i].path, status);
		}
	}
}

static void
test_what_concerns_every_shop_is_not_for_one(void **state)
{
	(void)state;
	let_in(ACCESS_TOKEN, "of-luna", "luna", SCOPE_ALL);
	let_in(ACCESS_SESSION, "at-luna", "luna", SCOPE_ALL);
	for (size_t i = 0; i < route_count; i++) {
		const char *headers = routes[i].kind == ROUTE_PAGE ? browser_session("at-luna")
								   : browser_bearer("of-luna");

		if (routes[i].every && try_route(&routes[i], headers) != 403)
			fail_msg("%s: %d", routes[i].path, b.reply.status);
	}
}

/* ---- two shops ---- */

static void
test_a_shop_never_sees_another(void **state)
{
	static const char *const lists[] = {"/v1/shipments", "/v1/find?q=S-1", "/v1/find?q=JD0002",
	    "/v1/find?q=Ana", "/v1/cases", "/v1/outbox", "/v1/carriers", "/v1/suppressed",
	    "/v1/obligations", "/v1/survey", "/v1/export"};
	char path[64];
	const char *token;

	(void)state;
	let_in(ACCESS_TOKEN, "of-luna", "luna", SCOPE_ALL);
	token = browser_bearer("of-luna");
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (ask("GET", lists[i], token, NULL) != 200)
			fail_msg("%s: %d %s", lists[i], b.reply.status, buf_str(&b.reply.body));
		if (says("\"sol\"") || says("S-1") || says("JD0002") || says("ups-sol"))
			fail_msg("%s: %s", lists[i], buf_str(&b.reply.body));
	}
	assert_int_equal(ask("GET", "/v1/shipments", token, NULL), 200);
	assert_true(says("L-1"));
	(void)snprintf(path, sizeof(path), "/v1/shipments/%u", (unsigned)b.sol);
	assert_int_equal(ask("GET", path, token, NULL), 404);
	(void)snprintf(path, sizeof(path), "/v1/shipments/id:%u", (unsigned)b.sol);
	assert_int_equal(ask("GET", path, token, NULL), 404);
	(void)snprintf(path, sizeof(path), "/v1/shipments/%u", (unsigned)b.luna);
	assert_int_equal(ask("GET", path, token, NULL), 200);
	assert_int_equal(ask("GET", "/v1/shipments/S-1", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/shipments/S-1/timeline", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/shipments/S-1/forecast", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/obligations?shop=sol", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/survey?shop=sol", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/shipments/JD0002", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/shipments?shop=sol", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/outbox?shop=sol", token, NULL), 404);
	assert_int_equal(ask("GET", "/v1/report?shop=sol", token, NULL), 404);
}

static void
test_a_shop_never_changes_another(void **state)
{
	static const char *const rows[][2] = {
	    {"/v1/shipments/S-1/change", "{\"marked\":true}"},
	    {"/v1/shipments/S-1/cancel", "{}"},
	    {"/v1/shipments/S-1/poll", "{}"},
	    {"/v1/shipments/S-1/tell", "{\"notices\":\"nothing\"}"},
	    {"/v1/shipments/S-1/hold", "{}"},
	    {"/v1/shipments/S-1/release", "{}"},
	    {"/v1/cases/2/claim", "{}"},
	    {"/v1/cases/2/note", "{\"text\":\"x\"}"},
	    {"/v1/cases/2/resolve", "{\"text\":\"x\"}"},
	    {"/v1/outbox/2/hold", "{}"},
	    {"/v1/outbox/2/release", "{}"},
	    {"/v1/outbox/2/drop", "{}"},
	    {"/v1/outbox/2/retry", "{}"},
	    {"/v1/outbox/2/resend", "{}"},
	    {"/v1/outbox/release", "{\"shop\":\"sol\"}"},
	    {"/v1/outbox/drop", "{\"shop\":\"sol\"}"},
	    {"/v1/customers/pause", "{\"shop\":\"sol\"}"},
	    {"/v1/accounts/ups-sol/retry", "{}"},
	    {"/v1/suppressed/lift", "{\"shop\":\"sol\",\"email\":\"ana@ejemplo.example\"}"},
	};
	struct notice n = NOTICE_INIT;
	struct case_record c = CASE_INIT;

	(void)state;
	assert_int_equal(store_notice(b.h.reader, 2, &n), 0);
	assert_string_equal(n.shop, "sol");
	assert_int_equal(store_case(b.h.reader, 2, &c), 0);
	assert_string_equal(c.shop, "sol");
	let_in(ACCESS_TOKEN, "of-luna", "luna", SCOPE_ALL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (ask("POST", rows[i][0], browser_bearer("of-luna"), rows[i][1]) != 404)
			fail_msg("%s: %d %s", rows[i][0], b.reply.status, buf_str(&b.reply.body));
	assert_int_equal(
	    ask("POST", "/v1/shipments", browser_bearer("of-luna"),
		"{\"shop\":\"sol\",\"order\":\"X\",\"number\":\"JD9\",\"carrier\":\"ups\"}"),
	    422);
	/* Its own, without naming it. */
	assert_int_equal(ask("POST", "/v1/shipments", browser_bearer("of-luna"),
			     "{\"order\":\"X\",\"number\":\"JD9\",\"carrier\":\"ups\","
			     "\"promised_date\":\"2026-06-30\"}"),
	    201);
	assert_int_equal(ask("GET", "/v1/shipments/X", browser_bearer("of-luna"), NULL), 200);
	assert_true(says("\"shop\":\"luna\""));
}

static void
test_who_acts_is_who_was_let_in(void **state)
{
	(void)state;
	let_in(ACCESS_TOKEN, "of-all", "", SCOPE_SUPPORT);
	assert_int_equal(ask("POST", "/v1/cases/1/claim", browser_bearer("of-all"),
			     "{\"author\":\"somebody else\"}"),
	    200);
	assert_int_equal(ask("GET", "/v1/cases", browser_bearer("of-all"), NULL), 200);
	assert_true(says("\"owner\":\"program\""));
	assert_false(says("somebody else"));
}

/* ---- tokens ---- */

static void
test_a_token_opens_until_it_is_ended(void **state)
{
	struct op *op;

	(void)state;
	let_in(ACCESS_TOKEN, "secret", "", SCOPE_REPORT);
	assert_int_equal(ask("GET", "/v1/version", browser_bearer("secret"), NULL), 200);
	assert_int_equal(ask("GET", "/v1/version", "Authorization: bearer  secret\r\n", NULL), 200);
	assert_int_equal(ask("GET", "/v1/version", "Authorization: Basic secret\r\n", NULL), 401);
	assert_int_equal(ask("GET", "/v1/version", browser_bearer("secret2"), NULL), 401);
	/* A session's secret is no token, and a token is no cookie. */
	let_in(ACCESS_SESSION, "browser", "", SCOPE_ALL);
	assert_int_equal(ask("GET", "/v1/version", browser_bearer("browser"), NULL), 401);
	assert_int_equal(ask("GET", "/v1/version", "Cookie: session=secret\r\n", NULL), 401);
	op = op_new(OP_ACCESS_END, b.h.now_utc_ms, NULL);
	assert_non_null(op);
	access_digest(SPAN("secret"), op->access.entry.digest);
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	assert_int_equal(ask("GET", "/v1/version", browser_bearer("secret"), NULL), 401);
}

static void
test_a_token_is_told_once_and_kept_as_a_digest(void **state)
{
	static const char *const wrong[] = {"{\"name\":\"x\"}", "{\"scopes\":\"ingest\"}",
	    "{\"name\":\"x\",\"scopes\":\"all\"}",
	    "{\"name\":\"x\",\"scopes\":\"ingest\",\"days\":0}",
	    "{\"name\":\"x\",\"scopes\":\"ingest\",\"shop\":\"marte\"}"};
	char token[128] = "", *at, *end;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(browser_command(&b, "POST", "/v1/tokens", wrong[i]), 422);
	}
	assert_int_equal(
	    client_ask(b.path, "POST", "/v1/tokens",
		"{\"name\":\"tienda web\",\"shop\":\"luna\",\"scopes\":\"ingest,support\","
		"\"days\":30}",
		&b.reply),
	    0);
	assert_int_equal(b.reply.status, 201);
	at = strstr(buf_str(&b.reply.body), "\"token\":\"");
	assert_non_null(at);
	at += strlen("\"token\":\"");
	end = strchr(at, '"');
	assert_non_null(end);
	(void)snprintf(token, sizeof(token), "%.*s", (int)(end - at), at);
	assert_int_equal(strlen(token), ACCESS_SECRET_ROOM - 1);
	assert_int_equal(ask("GET", "/v1/shipments/L-1", browser_bearer(token), NULL), 200);
	assert_int_equal(ask("GET", "/v1/shipments/S-1", browser_bearer(token), NULL), 404);
	assert_int_equal(ask("GET", "/v1/report", browser_bearer(token), NULL), 403);
	assert_int_equal(browser_command(&b, "GET", "/v1/tokens", NULL), 200);
	assert_true(says("tienda web") && says("\"ingest support\"") && says("\"luna\""));
	assert_false(says(token));
	assert_int_equal(browser_command(&b, "POST", "/v1/tokens/tienda%20web/revoke", "{}"), 200);
	assert_int_equal(ask("GET", "/v1/shipments/L-1", browser_bearer(token), NULL), 401);
	assert_int_equal(browser_command(&b, "POST", "/v1/tokens/nobody/revoke", "{}"), 404);
}

/* ---- browsers ---- */

static void
test_a_form_must_come_from_our_page(void **state)
{
	char good[512], wrong[256];
	const char *const cookie = "Cookie: session=browser\r\n";
	static const struct {
		const char *headers;
		int status;
	} rows[] = {
	    {"", 200},
	    {"Origin: http://puntual.example\r\n", 200},
	    {"Origin: https://puntual.example\r\n", 200},
	    {"Sec-Fetch-Site: same-origin\r\n", 200},
	    {"Origin: https://evil.example\r\n", 403},
	    {"Origin: https://puntual.example.evil.example\r\n", 403},
	    {"Origin: null\r\n", 403},
	    {"Sec-Fetch-Site: cross-site\r\n", 403},
	    {"Sec-Fetch-Site: same-site\r\n", 403},
	};

	(void)state;
	let_in(ACCESS_SESSION, "browser", "", SCOPE_SUPPORT);
	assert_int_equal(ask("GET", "/v1/cases", cookie, NULL), 200);
	assert_int_equal(ask("POST", "/v1/cases/1/claim", cookie, "{}"), 403);
	(void)snprintf(wrong, sizeof(wrong), "%sX-CSRF-Token: %s\r\n", cookie, "wrong");
	assert_int_equal(ask("POST", "/v1/cases/1/claim", wrong, "{}"), 403);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(
		    good, sizeof(good), "%s%s", browser_session("browser"), rows[i].headers);
		if (ask("POST", "/v1/cases/1/claim", good, "{}") != rows[i].status)
			fail_msg("%s: %d", rows[i].headers, b.reply.status);
	}
}

static void
test_every_answer_carries_its_guards(void **state)
{
	(void)state;
	let_in(ACCESS_SESSION, "browser", "", SCOPE_SUPPORT);
	assert_int_equal(ask("GET", "/v1/nothing", "", NULL), 404);
	assert_string_equal(browser_header(&b, "x-content-type-options"), "nosniff");
	assert_string_equal(browser_header(&b, "referrer-policy"), "same-origin");
	assert_string_equal(browser_header(&b, "x-frame-options"), "DENY");
	assert_string_equal(browser_header(&b, "cache-control"), "no-store");
}

static void
test_paths_are_no_tricks(void **state)
{
	static const char *const paths[] = {"/v1//shipments", "/v1/shipments/", "/v1/../v1/status",
	    "/v1/shipments/%2e%2e", "/v1/shipments/a%00b", "/v1/shipments/%ff", "/assets/../x",
	    "/assets/%2e%2e%2fx", "/V1/status", "/v1/shipments/'%20OR%201=1--",
	    "/v1/shipments/%3Cscript%3E", "//v1/status", "/v1/status%20"};

	(void)state;
	let_in(ACCESS_TOKEN, "secret", "", SCOPE_ALL);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (ask("GET", paths[i], browser_bearer("secret"), NULL) != 404)
			fail_msg("%s: %d", paths[i], b.reply.status);
	assert_int_equal(
	    ask("GET", "/v1/find?q=a&q=b", browser_bearer("secret"), NULL), 400); /* which one? */
	assert_int_equal(ask("GET", "/v1/find?q=%ff", browser_bearer("secret"), NULL), 400);
}

static void
test_guesses_find_nothing(void **state)
{
	char secret[ACCESS_SECRET_ROOM], guess[64], request[256];
	int fd = -1, refused = 0;

	(void)state;
	access_secret(secret);
	let_in(ACCESS_TOKEN, secret, "", SCOPE_ALL);
	for (int i = 0; i < GUESSES; i++) {
		if (fd < 0)
			fd = client_open_tcp(web_port(b.web));
		/* Each differs from the right one in a digit. */
		(void)snprintf(guess, sizeof(guess), "%s", secret);
		guess[i % (ACCESS_SECRET_ROOM - 1)] = (char)('a' + i % 26);
		if (strcmp(guess, secret) == 0)
			guess[i % (ACCESS_SECRET_ROOM - 1)] = '_';
		(void)snprintf(request, sizeof(request),
		    "GET /v1/version HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
		    guess);
		assert_true(client_send(fd, span_of(request)));
		assert_int_equal(client_read(fd, &b.reply), 0);
		refused += b.reply.status == 401 || b.reply.status == 429;
		if (strcmp(browser_header(&b, "connection"), "close") == 0) {
			(void)close(fd);
			fd = -1;
		}
	}
	if (fd >= 0)
		(void)close(fd);
	assert_int_equal(refused, GUESSES);
	assert_int_equal(ask("GET", "/v1/version", browser_bearer(secret), NULL), 200);
}

static void
test_too_many_calls_are_told_to_wait(void **state)
{
	int refused = 0;

	(void)state;
	let_in(ACCESS_TOKEN, "hasty", "", SCOPE_SUPPORT);
	let_in(ACCESS_TOKEN, "calm", "", SCOPE_SUPPORT);
	/* A slow machine gives some back meanwhile. */
	for (int i = 0; i < 20 * LIMIT_CALLS && refused == 0; i++)
		refused += ask("GET", "/v1/version", browser_bearer("hasty"), NULL) == 429;
	if (refused == 0)
		skip(); /* slower than the allowance */
	assert_true(strlen(browser_header(&b, "retry-after")) > 0);
	assert_string_equal(browser_header(&b, "ratelimit-policy"), "\"calls\";q=400;w=4");
	assert_true(says("rate_limited"));
	assert_int_equal(ask("GET", "/v1/version", browser_bearer("calm"), NULL), 200);
	assert_non_null(strstr(browser_header(&b, "ratelimit"), "\"calls\";r=399"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_nobody_enters_without_showing_something, &b),
	    BROWSER_TEST(test_no_route_without_its_scope, &b),
	    BROWSER_TEST(test_what_concerns_every_shop_is_not_for_one, &b),
	    BROWSER_TEST(test_a_shop_never_sees_another, &b),
	    BROWSER_TEST(test_a_shop_never_changes_another, &b),
	    BROWSER_TEST(test_who_acts_is_who_was_let_in, &b),
	    BROWSER_TEST(test_a_token_opens_until_it_is_ended, &b),
	    BROWSER_TEST(test_a_token_is_told_once_and_kept_as_a_digest, &b),
	    BROWSER_TEST(test_a_form_must_come_from_our_page, &b),
	    BROWSER_TEST(test_every_answer_carries_its_guards, &b),
	    BROWSER_TEST(test_paths_are_no_tricks, &b),
	    BROWSER_TEST(test_guesses_find_nothing, &b),
	    BROWSER_TEST(test_too_many_calls_are_told_to_wait, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
