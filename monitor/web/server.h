#pragma once

/*
 * server: HTTP on a Unix socket, on the loop it is given. evhttp parses; here stand the guards that it lacks: who may
 * connect (same user, root, or the group), how many at once, how long a request may take, one Content-Length. It knows
 * nothing of what is asked: each whole request goes to the handler, which answers now or later by the request's ticket.
 * One thread: the loop's. Besides loop the only file of the API that includes libevent.
 */

#include "monitor/base/buf.h"
#include "monitor/base/http.h"
#include "monitor/loop.h"

struct server;

/* Which request an answer belongs to; harmless when its connection has gone. */
struct server_ticket {
	uint32_t slot;
	uint32_t generation;
};

/* Borrowed for the handler's call. */
struct server_request {
	struct server_ticket ticket;
	const char *method;       /* "GET" */
	const char *path;         /* as sent, percent-encoded */
	const char *query;        /* as sent, "" without */
	const char *content_type; /* "" without */
	struct span body;
};

typedef void server_fn(const struct server_request *request, void *arg);

struct server_options {
	const char *path;    /* of the socket */
	const char *group;   /* whose members may connect; "" nobody's */
	size_t connections;  /* at once; 0: LIMIT_CONNECTIONS */
	int64_t deadline_ms; /* wire ms for a request and for its answer; 0: LIMIT_CONNECTION_MS */
	server_fn *handle;
	void *arg;
};

struct server_reply {
	int status;
	const char *allow;     /* NULL: no such header */
	int32_t retry_after_s; /* 0: no such header */
	struct span body;      /* JSON, copied */
};

/* Listens when it returns. A socket file that nobody answers on is replaced. ERR_IN_USE (somebody answers), ERR_EXISTS (no
 * socket), ERR_NOT_FOUND (folder or group), ERR_FORBIDDEN, ERR_TOO_BIG (path), ERR_IO, ERR_NOMEM; `why` says which. */
int server_new(struct loop *loop, const struct server_options *options, struct server **out,
    struct why *why) MUST_CHECK;

/* Drops connections and removes the socket file. Before loop_free. Accepts NULL. */
void server_free(struct server *s);

/* No new connections from now on. */
void server_close(struct server *s);

/* Answer a request, once; nothing happens when it has gone. */
void server_answer(struct server *s, struct server_ticket ticket, const struct server_reply *reply);

/* The answer may take as long as it needs (a backup). */
void server_wait(struct server *s, struct server_ticket ticket);

/* Connections now. */
size_t server_connections(const struct server *s);
