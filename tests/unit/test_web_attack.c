/* Strangers who mean harm: guesses at links, bodies without end, requests inside requests. Others are served all the while. */

#include "monitor/web/router.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "tests/support/browser.h"
#include "tests/support/client.h"

enum { GUESSES = 10000, GIANTS = 24 };

static struct browser b = {.start = {.visitors = {{ACCESS_TOKEN, "secret", "", SCOPE_ALL}}}};

static void
link_of(char path[64])
{
	struct order order = ORDER_INIT;

	assert_int_equal(store_order(b.h.reader, "luna", "L-1", &order), 0);
	assert_true(strlen(order.link) >= 22); /* 128 bits */
	(void)snprintf(path, 64, "/t/%s", order.link);
}

static int
send_at(int *fd, struct span request)
{
	if (*fd < 0)
		*fd = client_open_tcp(web_port(b.web));
	assert_true(client_send(*fd, request));
	assert_int_equal(client_read(*fd, &b.reply), 0);
	if (strcmp(browser_header(&b, "connection"), "close") == 0) {
		(void)close(*fd);
		*fd = -1;
	}
	return b.reply.status;
}

static int
ask_at(int *fd, const char *path)
{
	char request[256];

	(void)snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path);
	return send_at(fd, span_of(request));
}

/* ---- links ---- */

static void
test_guesses_at_links_find_nothing(void **state)
{
	char right[64], guess[64];
	int fd = -1, found = 0;

	(void)state;
	link_of(right);
	assert_int_equal(browser_ask(&b, "GET", right, "", NULL), 200);
	for (int i = 0; i < GUESSES; i++) {
		size_t at = strlen("/t/") + (size_t)i % (strlen(right) - strlen("/t/"));

		/* Each differs from the right one in a letter. */
		memcpy(guess, right, sizeof(guess));
		guess[at] = (char)('a' + i % 26);
		if (strcmp(guess, right) == 0)
			guess[at] = '_';
		found += ask_at(&fd, guess) < 400;
	}
	if (fd >= 0)
		(void)close(fd);
	assert_int_equal(found, 0);
	/* Programs with their tokens are served meanwhile. */
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/version", browser_bearer("secret"), NULL), 200);
}

/* Who has used up the allowance for wrong links is not told which one is right. */
static void
test_after_many_wrong_links_the_right_one_looks_wrong(void **state)
{
	char right[64], wrong[64];
	struct buf page = BUF_INIT(LIMIT_PAGE_BYTES);
	int fd = -1, hidden = 0;

	(void)state;
	link_of(right);
	(void)snprintf(wrong, sizeof(wrong), "/t/%s", "AAAAAAAAAAAAAAAAAAAAAA");
	assert_int_equal(ask_at(&fd, wrong), 404);
	assert_int_equal(buf_add(&page, b.reply.body.data, b.reply.body.len), 0);
	assert_int_equal(ask_at(&fd, right), 200);
	/* A slow machine gives some back meanwhile. */
	for (int i = 0; i < 8 * LIMIT_GUESSES && hidden == 0; i++) {
		assert_int_equal(ask_at(&fd, wrong), 404);
		if (i >= LIMIT_GUESSES)
			hidden = ask_at(&fd, right) == 404;
	}
	(void)close(fd);
	if (hidden == 0)
		skip(); /* slower than the allowance */
	assert_string_equal(buf_str(&b.reply.body), buf_str(&page));
	buf_clear(&page);
}

/* Whom to ask stands on it by the host that was asked, and by nothing else: alike for a link that never was, one that is nearly right, and what
 * is not there under any; of several shops on one host none is named. */
static void
test_a_wrong_link_names_the_shop_of_the_host_alone(void **state)
{
	static const struct {
		const char *luna, *sol; /* where their pages are; the tests ask puntual.example */
		size_t shops;
		const char *named;
	} cases[] = {
	    {"https://luna.example", "https://puntual.example", 2, "Tienda sol"},
	    {"https://puntual.example", "", 2, "Tienda luna"},
	    {"https://puntual.example", "https://puntual.example", 2, NULL},
	    {"", "", 2, NULL},
	    {"", "", 1, "Tienda luna"},
	};
	struct shop *shops = b.h.policy->shops;
	char near[64];

	(void)state;
	link_of(near);
	near[strlen(near) - 1] = near[strlen(near) - 1] == 'A' ? 'B' : 'A';
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const links[] = {
		    "/t/x", "/t/AAAAAAAAAAAAAAAAAAAAAA", near, "/t/x/stop"};
		struct buf page = BUF_INIT(LIMIT_PAGE_BYTES);

		b.h.policy->shop_count = cases[i].shops;
		(void)snprintf(shops[0].pages_url, sizeof(shops[0].pages_url), "%s", cases[i].luna);
		(void)snprintf(shops[1].pages_url, sizeof(shops[1].pages_url), "%s", cases[i].sol);
		for (size_t j = 0; j < sizeof(links) / sizeof(links[0]); j++) {
			assert_int_equal(browser_ask(&b, "GET", links[j], "", NULL), 404);
			if (j == 0)
				assert_int_equal(
				    buf_add(&page, b.reply.body.data, b.reply.body.len), 0);
			assert_string_equal(buf_str(&b.reply.body), buf_str(&page));
		}
		assert_int_equal(
		    browser_count(&b, "href=\"tel:+34600000009\""), cases[i].named != NULL);
		assert_int_equal(browser_count(&b, "Tienda "), cases[i].named != NULL);
		if (cases[i].named != NULL)
			assert_true(browser_says(&b, cases[i].named));
		buf_clear(&page);
	}
	b.h.policy->shop_count = 2;
}

/* Where a guess is wrong shows in nothing that is answered. */
static void
test_a_near_guess_is_answered_as_a_far_one(void **state)
{
	char near[64], right[64];
	struct buf page = BUF_INIT(LIMIT_PAGE_BYTES);

	(void)state;
	link_of(right);
	memcpy(near, right, sizeof(near));
	near[strlen(near) - 1] = near[strlen(near) - 1] == 'A' ? 'B' : 'A';
	assert_int_equal(browser_ask(&b, "GET", near, "", NULL), 404);
	assert_int_equal(buf_add(&page, b.reply.body.data, b.reply.body.len), 0);
	assert_int_equal(browser_ask(&b, "GET", "/t/x", "", NULL), 404);
	assert_string_equal(buf_str(&b.reply.body), buf_str(&page));
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/version", browser_bearer("secreT"), NULL), 401);
	buf_clear(&page);
	assert_int_equal(buf_add(&page, b.reply.body.data, b.reply.body.len), 0);
	assert_int_equal(browser_ask(&b, "GET", "/v1/version", browser_bearer("x"), NULL), 401);
	assert_string_equal(buf_str(&b.reply.body), buf_str(&page));
	buf_clear(&page);
}

/* ---- secrets ---- */

struct guessing {
	const char *what;
	enum access_kind kind;
	const char *header; /* that shows it; NULL: a form's field does */
	int refused;        /* the status of a wrong one */
};

static void
ask_with(int *fd, const struct guessing *g, const char *secret)
{
	char request[512];

	if (g->header != NULL)
		(void)snprintf(request, sizeof(request),
		    "GET /v1/version HTTP/1.1\r\nHost: x\r\n%s%s\r\n\r\n", g->header, secret);
	else
		(void)snprintf(request, sizeof(request),
		    "POST /desk/login HTTP/1.1\r\nHost: x\r\n" BROWSER_FORM
		    "Content-Length: %zu\r\n\r\nkey=%s",
		    strlen("key=") + strlen(secret), secret);
	(void)send_at(fd, span_of(request));
}

/* Each guess differs from the right secret in one letter. All that are looked at are refused in the same words, those past what an address may
 * ask in others; nothing is kept of any, and the right secret, which no guess was, still opens. */
static void
guess(const struct guessing *g)
{
	char right[ACCESS_SECRET_ROOM], wrong[ACCESS_SECRET_ROOM];
	struct buf refused = BUF_INIT(LIMIT_PAGE_BYTES), limited = BUF_INIT(LIMIT_PAGE_BYTES);
	size_t before;
	int fd = -1, looked_at = 0;

	access_secret(right);
	browser_let_in(&b, g->kind, right, "", SCOPE_ALL);
	before = mallinfo2().uordblks;
	for (int i = 0; i < GUESSES; i++) {
		size_t at = (size_t)i % strlen(right);
		struct buf *said;

		memcpy(wrong, right, sizeof(wrong));
		wrong[at] = (char)('a' + i % 26);
		if (strcmp(wrong, right) == 0)
			wrong[at] = '_';
		ask_with(&fd, g, wrong);
		if (b.reply.status != g->refused && b.reply.status != 429)
			fail_msg("%s %d: %d", g->what, i, b.reply.status);
		said = b.reply.status == 429 ? &limited : &refused;
		looked_at += b.reply.status != 429;
		(void)buf_addf(&b.reply.body, "%s%s", browser_header(&b, "location"),
		    browser_header(&b, "set-cookie"));
		if (said->len == 0)
			assert_int_equal(buf_add(said, b.reply.body.data, b.reply.body.len), 0);
		assert_string_equal(buf_str(said), buf_str(&b.reply.body));
		if (i % (GUESSES / 10) == 0)
			assert_int_equal(
			    browser_ask(&b, "GET", "/v1/version", browser_bearer("secret"), NULL),
			    200);
	}
	print_message("%s: of %d guesses %d were looked at\n", g->what, GUESSES, looked_at);
	assert_true(looked_at < GUESSES / 2);
	/* What malloc gave out: a sanitizer keeps what was freed. */
	assert_true(mallinfo2().uordblks < before + (1 << 20));
	if (g->header != NULL) {
		ask_with(&fd, g, right);
		assert_int_equal(b.reply.status, 200);
	}
	if (fd >= 0)
		(void)close(fd);
	buf_clear(&refused);
	buf_clear(&limited);
}

static void
test_guesses_at_tokens_find_nothing(void **state)
{
	(void)state;
	guess(&(struct guessing){"tokens", ACCESS_TOKEN, "Authorization: Bearer ", 401});
}

static void
test_guesses_at_sessions_find_nothing(void **state)
{
	(void)state;
	guess(&(struct guessing){"sessions", ACCESS_SESSION, "Cookie: session=", 401});
}

static void
test_guesses_at_login_links_find_nothing(void **state)
{
	(void)state;
	guess(&(struct guessing){"login links", ACCESS_INVITE, NULL, 303});
}

/* ---- bodies ---- */

/* As many as one address may open, each with the largest body that is taken, all but its last byte: nobody waits for them, and memory has a
 * bound. */
static void
test_giant_bodies_stop_nobody(void **state)
{
	struct buf body = BUF_INIT(2 * LIMIT_API_BODY_BYTES);
	int64_t before = client_resident_kb();
	int fds[GIANTS];

	(void)state;
	(void)buf_addf(&body,
	    "POST /v1/shipments HTTP/1.1\r\nHost: x\r\n%sContent-Length: %u\r\n\r\n",
	    browser_bearer("secret"), LIMIT_API_BODY_BYTES);
	for (size_t i = 0; i + 1 < LIMIT_API_BODY_BYTES; i++)
		(void)buf_add_char(&body, '[');
	assert_int_equal(buf_error(&body), 0);
	for (size_t i = 0; i < GIANTS; i++) {
		fds[i] = client_open_tcp(web_port(b.web));
		assert_true(client_send(fds[i], buf_span(&body)));
	}
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/version", browser_bearer("secret"), NULL), 200);
	print_message("%d bodies of %u bytes: memory grew by %lld kB\n", GIANTS,
	    LIMIT_API_BODY_BYTES, (long long)(client_resident_kb() - before));
	assert_true(client_resident_kb() - before < 4LL * GIANTS * LIMIT_API_BODY_BYTES / 1024);
	/* Whole at last, they are no JSON. */
	assert_true(client_send(fds[0], SPAN("[")));
	assert_int_equal(client_read(fds[0], &b.reply), 0);
	assert_int_equal(b.reply.status, 400);
	for (size_t i = 0; i < GIANTS; i++)
		(void)close(fds[i]);
	buf_clear(&body);
}

/* ---- smuggling ---- */

/* What stands behind the end of a body is a request of its own, or nothing: never a part of the one before, and never with its rights. */
static void
test_a_request_inside_another_gets_no_rights_of_it(void **state)
{
	static const char *const rows[] = {
	    /* shorter by its length than by its chunks, and the reverse */
	    "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/cases HTTP/1.1\r\nHost: x\r\n\r\n",
	    "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1e\r\nGET /v1/cases HTTP/1.1\r\nX: y\r\n\r\n0\r\n\r\n",
	    "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\nGET /v1/cases HTTP/1.1\r\nHost: x\r\n\r\n",
	    "Transfer-Encoding:\tchunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\nGET /v1/cases HTTP/1.1\r\nHost: x\r\n\r\n",
	    "Content-Length: +0\r\n\r\nGET /v1/cases HTTP/1.1\r\nHost: x\r\n\r\n",
	    "Content-Length: 0x0\r\n\r\nGET /v1/cases HTTP/1.1\r\nHost: x\r\n\r\n",
	};
	struct buf request = BUF_INIT(2048);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int fd = client_open_tcp(web_port(b.web)), seen = 0;

		buf_clear(&request);
		(void)buf_addf(&request, "POST /v1/cases/1/note HTTP/1.1\r\nHost: x\r\n%s%s",
		    browser_bearer("secret"), rows[i]);
		assert_true(client_send(fd, buf_span(&request)));
		for (; seen < 3 && client_read(fd, &b.reply) == 0; seen++) {
			if (b.reply.status < 400 || browser_says(&b, "results"))
				fail_msg("%s: %d", rows[i], b.reply.status);
			if (strcmp(browser_header(&b, "connection"), "close") == 0)
				break;
		}
		(void)close(fd);
	}
	buf_clear(&request);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_guesses_at_links_find_nothing, &b),
	    BROWSER_TEST(test_after_many_wrong_links_the_right_one_looks_wrong, &b),
	    BROWSER_TEST(test_a_wrong_link_names_the_shop_of_the_host_alone, &b),
	    BROWSER_TEST(test_a_near_guess_is_answered_as_a_far_one, &b),
	    BROWSER_TEST(test_guesses_at_tokens_find_nothing, &b),
	    BROWSER_TEST(test_guesses_at_sessions_find_nothing, &b),
	    BROWSER_TEST(test_guesses_at_login_links_find_nothing, &b),
	    BROWSER_TEST(test_giant_bodies_stop_nobody, &b),
	    BROWSER_TEST(test_a_request_inside_another_gets_no_rights_of_it, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
