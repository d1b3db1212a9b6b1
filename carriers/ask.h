#pragma once

/*
 * ask: requests that several carriers want alike, and accounts that need more than a user and a key. Pure; any thread.
 */

#include "carriers/adapter.h"

/* A whole token request, OAuth 2.0: client_credentials with `user` and `key` in the form; or password, where `user` is
 * "client:login" and `key` has the client's secret on its first line, the login's password on its second. */
int ask_client_token(struct http_request *out, const struct account *acct, const char *own,
    const char *path) MUST_CHECK;
int ask_password_token(struct http_request *out, const struct account *acct, const char *own,
    const char *path) MUST_CHECK;

/* A token request whose body, as JSON, the adapter adds with ask_add_member. */
int ask_json_token(struct http_request *out, const struct account *acct, const char *own,
    const char *path) MUST_CHECK;

/* Append `before` and a member with a text, escaped: {"name":"value". Errors are sticky. */
void ask_add_member(struct buf *body, const char *before, const char *name, struct span value);

/* The piece of `text` at `index`, from 0: of accounts that need more names than one. Empty when there is none. */
struct span ask_field(const char *text, char separator, size_t index);

/* Append the numbers of a query with `separator` between them, percent-encoded. */
int ask_add_numbers(struct buf *url, const struct track_query *q, const char *separator) MUST_CHECK;

/* Elements of a SOAP body, in order; values are escaped. */
struct ask_element {
	const char *name;
	struct span value;
};

int ask_add_elements(
    struct http_request *out, const struct ask_element *elements, size_t count) MUST_CHECK;

/* A whole SOAP request: `operation` around the elements, with `xmlns` as adapter_open_soap takes it. */
int ask_soap(struct http_request *out, const struct account *acct, const char *own,
    const char *path, const char *action, const char *xmlns, const char *operation,
    const struct ask_element *elements, size_t count) MUST_CHECK;
