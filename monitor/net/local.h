#pragma once

/*
 * local: one HTTP exchange after another with the daemon over its Unix socket, blocking, for the commands. One connection, kept
 * between calls. One thread.
 */

#include "monitor/base/http.h"

struct local;

/* Once, before the first; libcurl alone. ERR_NOMEM. `socket` is borrowed until local_free. */
int local_new(struct local **out, const char *socket) MUST_CHECK;
void local_free(struct local *l); /* accepts NULL */

/* `path` with its query, percent-encoded; `body` JSON, empty for none. 0 with the whole answer, whatever its status;
 * ERR_NETWORK: nobody answers there, ERR_FORBIDDEN: the socket is not ours to use, ERR_TIMEOUT (`total_ms`; 0: no limit), ERR_TOO_BIG
 * (LIMIT_JSON_BYTES), ERR_NOMEM. */
int local_call(struct local *l, enum http_method method, const char *path, struct span body,
    int64_t total_ms, struct http_response *out) MUST_CHECK;
