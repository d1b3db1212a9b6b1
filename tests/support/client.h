#pragma once

/*
 * client: a blocking HTTP client of tests for a Unix socket, with the bytes in the caller's hands. Waits at most CLIENT_PATIENCE_MS
 * for anything; asserts nothing.
 */

#include "monitor/base/http.h"

enum { CLIENT_PATIENCE_MS = 20000 };

/* A connected socket, or -1. */
int client_open(const char *path);

/* The same over TCP, from 127.0.0.1. */
int client_open_tcp(int port);

/* All of it; false when the other side has gone. */
bool client_send(int fd, struct span bytes);

/* One whole reply, its body as Content-Length says. 0, ERR_NETWORK when the connection ended before, ERR_TIMEOUT, ERR_MALFORMED. */
int client_read(int fd, struct http_response *out) MUST_CHECK;

/* Something to read, or its end, comes within `wait_ms`. */
bool client_ready(int fd, int wait_ms);

/* True when the other side closes the connection without another byte. */
bool client_closed(int fd);

/* Connect, ask, read, close. `body` NULL: none; else sent as JSON. */
int client_ask(const char *path, const char *method, const char *target, const char *body,
    struct http_response *out) MUST_CHECK;

/* Memory of this process, the server's too, that is resident. Asserts. */
int64_t client_resident_kb(void);
