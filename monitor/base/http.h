#pragma once

/*
 * http: a request and a response as plain values. No sockets (see net/transport). Adapters build the one and read
 * the other; fakes and golden cases print and parse them.
 */

#include "monitor/base/buf.h"

enum http_method { HTTP_GET = 0, HTTP_POST = 1, HTTP_PUT = 2, HTTP_DELETE = 3 };

struct http_header {
	char *name;  /* owned */
	char *value; /* owned */
	bool secret; /* never printed, never logged */
};

struct http_headers {
	struct http_header *items; /* owned */
	size_t count;
};

struct http_request {
	enum http_method method;
	struct buf url; /* absolute */
	struct http_headers headers;
	struct buf body;
	bool secret_body; /* a token request: wiped on clear, never printed */
	bool secret_url;  /* a credential in the query: the same */
};

struct http_response {
	int status; /* 100..599; 0 when there was no answer */
	bool sent;  /* the request was on its way: one that got no answer may have arrived */
	struct http_headers headers;
	struct buf body;
};

void http_request_init(struct http_request *req);
void http_request_clear(struct http_request *req);
void http_request_move(struct http_request *dst, struct http_request *src);
void http_response_init(struct http_response *res);
void http_response_clear(struct http_response *res);
void http_response_move(struct http_response *dst, struct http_response *src);

const char *http_method_name(enum http_method method);

/* ERR_MALFORMED for a name that is no token or a value with control characters (a tab may stand in one), ERR_TOO_BIG
 * past LIMIT_HTTP_HEADERS or LIMIT_HTTP_HEADER_BYTES. */
int http_headers_add(struct http_headers *h, const char *name, const char *value) MUST_CHECK;
int http_headers_add_secret(struct http_headers *h, const char *name, const char *value) MUST_CHECK;
void http_headers_clear(struct http_headers *h);

/* The first value of a header, names compared without case; NULL when absent. Borrowed. */
const char *http_headers_get(const struct http_headers *h, const char *name);

/* "Sun, 06 Nov 1994 08:49:37 GMT", the one form that servers may send (RFC 9110, 5.6.7), and "+0000" for GMT.
 * ERR_MALFORMED, ERR_RANGE. */
int http_date_parse(struct span in, int64_t *utc_ms) MUST_CHECK;

/* Retry-After as a wait in ms from `now_utc_ms`: seconds or an HTTP date; -1 when absent or unreadable, capped at
 * LIMIT_RETRY_AFTER_MS. */
int64_t http_retry_after_ms(const struct http_headers *h, int64_t now_utc_ms);

/* True when the body begins like an HTML page or the content type says so: an outage page, not an answer. */
bool http_is_html(const struct http_response *res);

/* scheme://host[:port] of an absolute URL, lower case, default ports dropped. ERR_MALFORMED (also for user info). */
int http_origin(char *dst, size_t room, const char *url) MUST_CHECK;
