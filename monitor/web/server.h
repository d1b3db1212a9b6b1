#pragma once

/*
 * server: HTTP on listening sockets, on the loop it is given. evhttp parses; here stand the guards that it lacks: who may connect, how
 * many at once and from one address, how long a request and a connection may take, requests that two parsers would read in two ways, readers
 * that do not read, and the headers that every answer carries. It knows nothing of what is asked: each whole request goes to the handler,
 * which answers now or later by the request's ticket, or streams. One thread: the loop's. Besides loop the only room of the API that
 * includes libevent (server*.c).
 */

#include "monitor/base/http.h"
#include "monitor/loop.h"
#include "monitor/web/listen.h"
#include "monitor/web/peer.h"

struct server;
struct evkeyvalq;

/* Which request an answer belongs to; harmless when its connection has gone. */
struct server_ticket {
	uint32_t slot;
	uint32_t generation;
};

/* Borrowed for the handler's call. */
struct server_request {
	struct server_ticket ticket;
	enum listen_side side;
	const char *method; /* "GET" */
	const char *path;   /* as sent, percent-encoded */
	const char *query;  /* as sent, "" without */
	struct span body;
	char address
	    [PEER_ROOM];      /* of the client, also behind a trusted proxy; "" on a Unix socket */
	uint64_t address_key; /* as peer_key; 0 on a Unix socket */
	bool tls;             /* a trusted proxy says that the client came by https */
	bool trusted;         /* it comes from one */
	const struct evkeyvalq *headers;
};

/* A header of the request; "" when absent. Those that decide something are never there twice. */
const char *server_header(const struct server_request *request, const char *name);

/* All of them, for a signature over them. ERR_NOMEM, ERR_TOO_BIG. */
int server_headers(const struct server_request *request, struct http_headers *out) MUST_CHECK;

typedef void server_fn(const struct server_request *request, void *arg);

/* A listening socket and what may come through it. */
struct server_door {
	struct listen_socket
	    *socket;        /* its fd is taken when server_new succeeds; the rest outlives it */
	size_t connections; /* at once; 0: the side's limit */
	size_t per_address; /* of one client at once; 0: LIMIT_ADDRESS_CONNECTIONS */
};

enum { SERVER_DOORS = 8 };

struct server_options {
	const struct server_door *doors;
	size_t door_count;
	const struct peer_nets *proxies; /* copied; NULL: none */
	int64_t deadline_ms; /* wire ms for a request and for its answer; 0: LIMIT_CONNECTION_MS */
	server_fn *handle;
	void *arg;
};

/* A header of an answer. */
struct server_field {
	const char *name, *value;
};

struct server_reply {
	int status;
	const char *content_type; /* NULL: application/json */
	const char *cache;        /* Cache-Control; NULL: no-store */
	int32_t retry_after_s;    /* 0: no such header */
	const struct server_field *fields;
	size_t field_count;
	bool letter;      /* HTML of a mail of ours, to be shown in a frame of ours */
	struct span body; /* copied */
};

/* ERR_IO, ERR_NOMEM; `why` says which. */
int server_new(struct loop *loop, const struct server_options *options, struct server **out,
    struct why *why) MUST_CHECK;

/* Drops connections. Before loop_free. Accepts NULL. */
void server_free(struct server *s);

/* No new connections from now on. */
void server_close(struct server *s);

/* Answer a request, once; nothing happens when it has gone. */
void server_answer(struct server *s, struct server_ticket ticket, const struct server_reply *reply);

/* A header that the answer will have, whenever it comes. ERR_NOT_FOUND, ERR_NOMEM. */
int server_add_header(
    struct server *s, struct server_ticket ticket, const char *name, const char *value) MUST_CHECK;

/* The answer may take as long as it needs (a backup). */
void server_wait(struct server *s, struct server_ticket ticket);

/* An answer in pieces, without end until server_stream_end: `reply` without a body begins it. */
void server_stream(struct server *s, struct server_ticket ticket, const struct server_reply *reply);
/* ERR_NOT_FOUND when the client has gone, or was cut because it does not read: nothing more may be said to it. */
int server_stream_add(struct server *s, struct server_ticket ticket, struct span bytes) MUST_CHECK;
void server_stream_end(struct server *s, struct server_ticket ticket);
