#pragma once

/*
 * server_wire: what server reads from and writes to evhttp's headers: requests that two parsers would understand differently are refused
 * here, and answers get the headers that all of them have.
 */

#include "monitor/web/server.h"

struct evhttp_request;

/* evhttp with the caps and methods that are ours; NULL when out of memory. */
struct evhttp *server_wire_http(struct event_base *base);

/* NULL for a request that has one meaning only; else what is wrong with it. */
const char *server_wire_fault(struct evhttp_request *request, enum listen_side side);

enum { SERVER_DATE_ROOM = 32 };

/* The moment of answers as they tell it (RFC 9110, 5.6.7), written once a second. Zeroed before its first use. */
struct server_date {
	int64_t second;
	char text[SERVER_DATE_ROOM];
};

enum server_ending {
	ENDING_WHOLE,  /* the body comes at once, and the connection is kept */
	ENDING_LAST,   /* and is closed after it */
	ENDING_STREAM, /* it comes in pieces, until the connection is closed */
};

/* Headers of an answer. ERR_NOMEM (also for a value that cannot stand in a header): half an answer would be believed. */
int server_wire_headers(struct evhttp_request *request, const struct server_reply *reply,
    enum server_ending ending, int64_t now_utc_ms, struct server_date *date) MUST_CHECK;

const char *server_wire_method(struct evhttp_request *request);
