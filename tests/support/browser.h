#pragma once

/*
 * browser: a web thread over a store of two shops, luna and sol, asked over TCP as programs, people and their browsers do, in tests. Asserts.
 */

#include "monitor/base/http.h"
#include "monitor/web/web.h"
#include "tests/support/store_harness.h"

enum { BROWSER_VISITORS = 2 };

/* What differs from one test's world to another's; zeroed: nothing. */
struct browser_start {
	const char *proxies, *login_header; /* as in struct web_options */
	/* In the place of the harness judge's. */
	int (*review)(const struct review_input *in, struct verdict *out);
	int (*customer)(const struct customer_input *in, struct order *order, struct effects *out);
	struct browser_visitor {
		enum access_kind kind;
		const char *secret, *shop;
		uint32_t scopes;
	} visitors[BROWSER_VISITORS]; /* let in from the start */
};

struct browser {
	struct browser_start start; /* set by the test, before */
	struct judge judge;
	struct harness h;
	struct clock *clock;
	struct web *web;
	char path[PATH_MAX];        /* of the commands' socket */
	struct http_response reply; /* the last one */
	uint64_t luna,
	    sol; /* a shipment of each shop, with a notice and a case: L-1 JD0001, S-1 JD0002 */
};

void browser_init(struct browser *b);
void browser_clear(struct browser *b);

/* One for each test, as its state. */
#define BROWSER_TEST(test, browser)                                                                \
	cmocka_unit_test_prestate_setup_teardown(test, browser_setup, browser_teardown, browser)
int browser_setup(void **state);
int browser_teardown(void **state);

/* One request over a connection of its own: its status. `headers` are whole lines ("Name: value\r\n"), "" none; `body` NULL: none. */
int browser_ask(struct browser *b, const char *method, const char *target, const char *headers,
    const char *body);
/* The same as a command. */
int browser_command(struct browser *b, const char *method, const char *target, const char *body);

/* Of the last reply: a header, "" none; whether its body has the text. */
const char *browser_header(const struct browser *b, const char *name);
bool browser_says(const struct browser *b, const char *text);
size_t browser_count(const struct browser *b, const char *text); /* how often */

/* Whoever shows `secret` may enter, by a token or a session. */
void browser_let_in(struct browser *b, enum access_kind kind, const char *secret, const char *shop,
    uint32_t scopes);
/* The header lines that show it; the next call but three overwrites them. */
const char *browser_bearer(const char *secret);
#define BROWSER_FORM "Content-Type: application/x-www-form-urlencoded\r\n"
/* Of a session, as a page of ours posts. */
const char *browser_session(const char *secret);
