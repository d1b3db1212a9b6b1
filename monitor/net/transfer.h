#pragma once

/*
 * transfer: one request and its reply as libcurl sees them: the rules of transport.h put on a handle, and the callbacks that collect the
 * reply within them. When it runs is transport's to say. Inside net alone.
 */

#include <curl/curl.h>

#include "monitor/net/transport.h"

enum { TRANSFER_ORIGIN_ROOM = 256 };

struct transfer {
	struct transfer *next; /* in the list it stands in */
	transport_done_fn *done;
	void *arg;
	struct http_request req;
	struct http_response res;
	char origin[TRANSFER_ORIGIN_ROOM];
	int64_t connect_ms, total_ms;
	size_t body_bytes, header_bytes;
	CURL *easy;                /* NULL until it runs */
	struct curl_slist *header; /* holds copies of secrets: wiped */
	bool guarded, private_too; /* see transport_options */
	bool starting;             /* not connected yet: may hold a look-up thread */
	int rc;                    /* why we ended it, or its result */
};

/* Takes what `req` holds, once its origin is found to be allowed. ERR_FORBIDDEN, ERR_MALFORMED, ERR_NOMEM. */
int transfer_new(struct http_request *req, const struct transport_options *options,
    struct transfer **out) MUST_CHECK;
void transfer_free(struct transfer *x);

/* Make its handle. `ca_file` "": the system's. ERR_NOMEM, ERR_BUG. */
int transfer_set_up(struct transfer *x, const char *ca_file) MUST_CHECK;

/* What curl's code means: 0 or an enum err. */
int transfer_result(const struct transfer *x, CURLcode code);
