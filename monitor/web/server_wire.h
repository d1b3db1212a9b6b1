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

/* Headers of an answer. ERR_NOMEM (also for a value that cannot stand in a header): half an answer would be believed. */
int server_wire_headers(
    struct evhttp_request *request, const struct server_reply *reply, bool last) MUST_CHECK;

/* Content-Length of an answer whose body is not sent. ERR_NOMEM. */
int server_wire_length(struct evhttp_request *request, size_t len) MUST_CHECK;

const char *server_wire_method(struct evhttp_request *request);
