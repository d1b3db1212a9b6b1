#pragma once

/*
 * browser: asking the web thread over TCP as programs, people and their browsers do, in tests. Asserts nothing.
 */

#include "monitor/base/http.h"
#include "tests/support/store_harness.h"

/* One request over a connection of its own. `headers` are whole lines ("Name: value\r\n"), "" none; `body` NULL: none. As client_read. */
int browser_ask(int port, const char *method, const char *target, const char *headers,
    const char *body, struct http_response *out) MUST_CHECK;

/* "Authorization: Bearer SECRET\r\n" and the like, in a buffer that the next call but three overwrites. */
const char *browser_header(const char *name, const char *value);

/* Whoever shows `secret` may enter: of a token or session (enum access_kind). Its answer. */
int browser_let_in(struct harness *h, enum access_kind kind, const char *secret, const char *shop,
    uint32_t scopes) MUST_CHECK;

/* What the forms of a session carry. */
void browser_csrf(const char *secret, char out[ACCESS_SECRET_ROOM]);
