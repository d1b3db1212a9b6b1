#pragma once

/*
 * browser: a web thread over a store of two shops, luna and sol, asked over TCP as programs, people and their browsers do, in tests. Asserts.
 */

#include "monitor/base/http.h"
#include "monitor/web/web.h"
#include "tests/support/store_harness.h"

struct browser {
	struct harness h;
	struct clock *clock;
	struct web *web;
	char path[PATH_MAX];        /* of the commands' socket */
	struct http_response reply; /* the last one */
	uint64_t luna,
	    sol; /* a shipment of each shop, with a notice and a case: L-1 JD0001, S-1 JD0002 */
};

void browser_init(struct browser *b);
/* Behind proxies (as web.trusted_proxies) that name who has logged in there in a header. */
void browser_init_behind(struct browser *b, const char *proxies, const char *login_header);
/* The same with another judge, which outlives it. */
void browser_init_with(struct browser *b, const struct judge *judge);
void browser_clear(struct browser *b);

/* One request over a connection of its own: its status. `headers` are whole lines ("Name: value\r\n"), "" none; `body` NULL: none. */
int browser_ask(struct browser *b, const char *method, const char *target, const char *headers,
    const char *body);
/* The same as a command. */
int browser_command(struct browser *b, const char *method, const char *target, const char *body);

/* Of the last reply: a header, "" none; whether its body has the text. */
const char *browser_header(const struct browser *b, const char *name);
bool browser_says(const struct browser *b, const char *text);

/* Whoever shows `secret` may enter, by a token or a session. */
void browser_let_in(struct browser *b, enum access_kind kind, const char *secret, const char *shop,
    uint32_t scopes);
/* The header lines that show it; the next call but three overwrites them. */
const char *browser_bearer(const char *secret);
/* Of a session, as a page of ours posts. */
const char *browser_session(const char *secret);
