/*
 * The live feed: what the journal gains is heard, by those who may hear it; who comes back hears what was missed; many who listen stop nobody.
 */

#include "monitor/web/live.h"

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

static struct browser b;

/* What one who listens has heard so far. */
static struct {
	int fd;
	char text[1 << 16];
	size_t len;
} ear;

static int
setup(void **state)
{
	(void)state;
	browser_init(&b);
	ear.fd = -1;
	return 0;
}

static int
setup_behind_proxy(void **state)
{
	b.start.proxies = "127.0.0.1";
	return setup(state);
}

static int
teardown(void **state)
{
	(void)state;
	b.start.proxies = NULL;
	if (ear.fd >= 0)
		(void)close(ear.fd);
	browser_clear(&b);
	return 0;
}

static int
listen_as(const char *secret, const char *headers)
{
	char request[512];
	int fd = client_open_tcp(web_port(b.web));

	assert_true(fd >= 0);
	(void)snprintf(request, sizeof(request), "GET /v1/live HTTP/1.1\r\nHost: a\r\n%s%s\r\n",
	    browser_bearer(secret), headers);
	assert_true(client_send(fd, span_of(request)));
	return fd;
}

/* Reads until the text has come; false at the end of the stream. */
static bool
hear(const char *text)
{
	while (strstr(ear.text, text) == NULL) {
		ssize_t got;

		if (!client_ready(ear.fd, CLIENT_PATIENCE_MS))
			return false;
		got = read(ear.fd, ear.text + ear.len, sizeof(ear.text) - 1 - ear.len);
		if (got <= 0)
			return false;
		ear.len += (size_t)got;
		ear.text[ear.len] = '\0';
	}
	return true;
}

static void
begin(const char *secret, const char *headers)
{
	if (ear.fd >= 0)
		(void)close(ear.fd);
	ear.len = 0;
	ear.text[0] = '\0';
	ear.fd = listen_as(secret, headers);
}

static uint64_t
journal_seq(void)
{
	struct store_due due;

	store_due(b.h.store, &due);
	return due.journal_seq;
}

static void
register_one(const char *shop, const char *order, const char *number)
{
	struct op *op = harness_registration(&b.h, order, number);

	(void)snprintf(
	    op->registration.shipment.shop, sizeof(op->registration.shipment.shop), "%s", shop);
	assert_int_equal(harness_run(&b.h, op).rc, 0);
}

static void
test_what_happens_is_heard(void **state)
{
	(void)state;
	browser_let_in(&b, ACCESS_TOKEN, "all", "", SCOPE_SUPPORT);
	begin("all", "");
	assert_true(hear(": listening"));
	assert_non_null(strstr(ear.text, "text/event-stream"));
	assert_non_null(strstr(ear.text, "no-store"));
	register_one("luna", "N-1", "JD0003");
	assert_true(hear("event: shipment.registered"));
	assert_true(hear("\n\n"));
}

static void
test_a_shop_hears_its_own_alone(void **state)
{
	(void)state;
	browser_let_in(&b, ACCESS_TOKEN, "luna", "luna", SCOPE_SUPPORT);
	begin("luna", "");
	assert_true(hear(": listening"));
	register_one("sol", "N-1", "JD0003");
	register_one("luna", "N-2", "JD0004");
	assert_true(hear("\"shipment\":4"));
	assert_null(strstr(ear.text, "\"shipment\":3"));
	assert_null(strstr(ear.text, "access.given"));
}

static void
test_who_comes_back_hears_what_was_missed(void **state)
{
	char line[64];
	uint64_t seq;

	(void)state;
	browser_let_in(&b, ACCESS_TOKEN, "all", "", SCOPE_SUPPORT);
	seq = journal_seq();
	register_one("luna", "N-1", "JD0003");
	register_one("luna", "N-2", "JD0004");
	(void)snprintf(line, sizeof(line), "Last-Event-ID: %llu\r\n", (unsigned long long)seq);
	begin("all", line);
	assert_true(hear("\"shipment\":3"));
	assert_true(hear("\"shipment\":4"));
	(void)snprintf(line, sizeof(line), "id: %llu\nevent", (unsigned long long)(seq + 1));
	assert_non_null(strstr(ear.text, line));
	/* Of another journal, or no number at all. */
	begin("all", "Last-Event-ID: 999999\r\n");
	assert_true(hear("event: reset"));
	begin("all", "Last-Event-ID: x\r\n");
	assert_true(hear("event: reset"));
}

static void
test_a_flood_of_listeners_stops_nobody(void **state)
{
	int fds[LIMIT_LIVE_EACH + 4], refused = 0;

	(void)state;
	browser_let_in(&b, ACCESS_TOKEN, "all", "", SCOPE_SUPPORT);
	browser_let_in(&b, ACCESS_TOKEN, "other", "", SCOPE_SUPPORT);
	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		char text[1024] = "";

		fds[i] = listen_as("all", "");
		assert_true(client_ready(fds[i], CLIENT_PATIENCE_MS));
		assert_true(read(fds[i], text, sizeof(text) - 1) > 0);
		refused += strstr(text, " 429 ") != NULL;
	}
	assert_int_equal(refused, 4);
	begin("other", "");
	assert_true(hear(": listening"));
	assert_int_equal(browser_ask(&b, "GET", "/v1/cases", browser_bearer("all"), NULL), 200);
	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		(void)close(fds[i]);
	/* Those who went make room at once, not when next a word is due to them. */
	begin("all", "");
	assert_true(hear(": listening"));
}

/* By many tokens from many addresses: past so many nobody listens any more, calls are answered as before, and memory has a bound. */
static void
test_listeners_of_many_tokens_are_so_many(void **state)
{
	enum { TOKENS = LIMIT_LIVE / LIMIT_LIVE_EACH + 1, TRIES = LIMIT_LIVE + 8 };
	int64_t before = client_resident_kb();
	int fds[TRIES], listening = 0;

	(void)state;
	for (int i = 0; i < TOKENS; i++) {
		char name[24];

		(void)snprintf(name, sizeof(name), "many-%d", i);
		browser_let_in(&b, ACCESS_TOKEN, name, "", SCOPE_SUPPORT);
	}
	for (int i = 0; i < TRIES; i++) {
		char name[16], from[64], text[1024] = "";

		(void)snprintf(name, sizeof(name), "many-%d", i % TOKENS);
		(void)snprintf(
		    from, sizeof(from), "X-Forwarded-For: 192.0.2.%d\r\n", i % TOKENS + 1);
		fds[i] = listen_as(name, from);
		assert_true(client_ready(fds[i], CLIENT_PATIENCE_MS));
		assert_true(read(fds[i], text, sizeof(text) - 1) > 0);
		listening += strstr(text, " 200 ") != NULL;
		if (strstr(text, " 200 ") == NULL)
			assert_non_null(strstr(text, " 429 "));
	}
	assert_int_equal(listening, LIMIT_LIVE);
	assert_int_equal(browser_ask(&b, "GET", "/v1/cases", browser_bearer("many-0"), NULL), 200);
	print_message("%d listeners: memory grew by %lld kB\n", listening,
	    (long long)(client_resident_kb() - before));
	assert_true(client_resident_kb() - before < 64 << 10);
	for (int i = 0; i < TRIES; i++)
		(void)close(fds[i]);
}

static void
test_more_than_a_page_comes_whole(void **state)
{
	enum { MANY = 300 };
	char line[64];
	uint64_t seq;

	(void)state;
	browser_let_in(&b, ACCESS_TOKEN, "all", "", SCOPE_SUPPORT);
	seq = journal_seq();
	for (int i = 0; i < MANY; i++) {
		char number[16];

		(void)snprintf(number, sizeof(number), "JD1%05d", i);
		register_one("luna", number, number);
	}
	assert_true(journal_seq() >= seq + MANY);
	(void)snprintf(line, sizeof(line), "Last-Event-ID: %llu\r\n", (unsigned long long)seq);
	begin("all", line);
	(void)snprintf(line, sizeof(line), "\nid: %llu\nevent", (unsigned long long)(seq + MANY));
	/* More than an ear holds at once: what was heard may go. */
	while (strstr(ear.text, line) == NULL) {
		ssize_t got;

		if (ear.len > sizeof(ear.text) / 2) {
			memmove(ear.text, ear.text + ear.len - 1024, 1025);
			ear.len = 1024;
		}
		assert_true(client_ready(ear.fd, CLIENT_PATIENCE_MS));
		got = read(ear.fd, ear.text + ear.len, sizeof(ear.text) / 4);
		assert_true(got > 0);
		ear.len += (size_t)got;
		ear.text[ear.len] = '\0';
	}
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    CASE(test_what_happens_is_heard),
	    CASE(test_a_shop_hears_its_own_alone),
	    CASE(test_who_comes_back_hears_what_was_missed),
	    CASE(test_a_flood_of_listeners_stops_nobody),
	    cmocka_unit_test_setup_teardown(
		test_listeners_of_many_tokens_are_so_many, setup_behind_proxy, teardown),
	    CASE(test_more_than_a_page_comes_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
