#pragma once

/*
 * transport: HTTP requests out, whole replies back, on the loop thread: libcurl's multi interface on our loop. It knows nothing of
 * carriers. What it guarantees whoever calls: only https (http to loopback), only to the origins of the request, no redirect
 * followed, a bounded body, bounded headers, a time limit, and `done` called exactly once, later, never from inside a call here.
 *
 * At most `in_flight` transfers run at once, at most LIMIT_LOOKUPS of them not yet connected; the others wait in order.
 */

#include "monitor/base/http.h"
#include "monitor/loop.h"

struct transport;

/* Once, before threads start; libcurl and its TLS library. ERR_NOMEM. */
int transport_library_init(void) MUST_CHECK;
void transport_library_end(void);

struct transport_settings {
	const char *ca_file; /* "" or NULL: the system's */
	size_t in_flight;    /* 0: LIMIT_IN_FLIGHT */
};

int transport_new(struct loop *loop, const struct transport_settings *settings,
    struct transport **out) MUST_CHECK;

/* Ends what runs without calling `done`. Accepts NULL. */
void transport_free(struct transport *t);

struct transport_options {
	const char *const *origins; /* allowed, NULL-terminated; NULL: none but `origin` */
	const char *origin;         /* one more, of the account; "" or NULL: none */
	int64_t connect_ms;         /* wire; 0: LIMIT_CONNECT_MS */
	int64_t total_ms;           /* wire, from the start of the transfer; 0: LIMIT_TRANSFER_MS */
	size_t body_bytes;          /* 0: LIMIT_REPLY_BYTES */
	/* Of a URL that somebody configured: the address that is about to be connected is judged (guard.h; refused: ERR_FORBIDDEN as
	 * the result), and each request has a connection of its own: a kept one is not looked at again, and a request that
	 * dies on one would be sent twice behind our back. */
	bool guarded;
	bool private_too; /* of guarded: also addresses of this machine and network */
	bool plain_too;   /* of guarded: http as well, to whatever host */
};

/* rc: 0 with the reply whole, whatever its status (redirects included); ERR_NETWORK, ERR_TIMEOUT, ERR_TOO_BIG, ERR_NOMEM,
 * ERR_STOPPING, ERR_FORBIDDEN. The reply is borrowed for the call; its body may be moved out. On failure res->sent tells whether the request
 * may have left. */
typedef void transport_done_fn(int rc, struct http_response *res, void *arg);

/* Takes what `req` holds, also on failure. ERR_FORBIDDEN: its origin is not allowed, or not https; ERR_MALFORMED: no URL;
 * ERR_BUSY: LIMIT_TRANSPORT_QUEUE wait already; ERR_STOPPING, ERR_NOMEM. `done` is then not called. */
int transport_send(struct transport *t, struct http_request *req,
    const struct transport_options *options, transport_done_fn *done, void *arg) MUST_CHECK;

/* How requests leave, as a value: whoever sends takes one, so that its tests need no network. */
struct transport_port {
	int (*send)(void *self, struct http_request *req, const struct transport_options *options,
	    transport_done_fn *done, void *arg);
	void *self;
};

struct transport_port transport_port(struct transport *t);

/* Running and waiting. */
size_t transport_busy(const struct transport *t);

/* Take no more; end what waits with ERR_STOPPING now, and what runs at the latest after `wire_ms`; then call `stopped`. */
void transport_stop(struct transport *t, int64_t wire_ms, loop_fn *stopped, void *arg);
