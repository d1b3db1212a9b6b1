#pragma once

/* server_slot: the connections that a server has, as server.c and server_stream.c see them. Of these alone. */

#include "monitor/web/server.h"
#include "monitor/web/server_wire.h"

struct bufferevent;
struct evconnlistener;
struct evhttp;
struct evhttp_connection;
struct evhttp_request;

/* A connection, from its accept to its end. */
struct slot {
	struct door *door;
	struct bufferevent *bev; /* NULL: the slot is free */
	struct evhttp_connection *conn;
	struct evhttp_request *request; /* waits for its answer, or for more of it */
	struct loop_timer *timer;
	struct peer peer; /* at the other end of the socket */
	uint64_t client;  /* its key, or of whom a trusted proxy asks for; 0: a Unix socket */
	int64_t opened_wire_ms, idle_wire_ms; /* accepted; since when it has no request */
	size_t unread;          /* bytes of a stream that waited when its last piece was added */
	int64_t unread_wire_ms; /* since when none of them were read */
	uint32_t generation;
	bool allowed, trusted, streams;
};

struct door {
	struct server *server;
	const struct listen_socket *socket;
	struct evhttp *http;
	struct evconnlistener *listener; /* evhttp's */
	struct loop_timer *pause;
	struct slot *slots; /* a part of the server's */
	size_t slot_count, used, per_address;
};

struct server {
	struct loop *loop;
	struct door doors[SERVER_DOORS];
	size_t door_count;
	struct slot *slots;
	size_t slot_count;
	struct peer_nets proxies;
	int64_t deadline_ms;
	struct server_date date;
	bool closed;
	server_fn *handle;
	void *arg;
};

int64_t server_wire_now(const struct server *s);

/* The slot whose request still waits for what the ticket is about; NULL. */
struct slot *slot_waiting(struct server *s, struct server_ticket ticket);

/* Its request is about to be answered whole: it waits for the next. */
void slot_begin_answer(struct slot *slot);
