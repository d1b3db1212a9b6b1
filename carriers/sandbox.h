#pragma once

/*
 * sandbox: the answers of the carrier that there is not: numbers whose parcels walk through their milestones, for who tries what a
 * shop's programs do with them. Pure; any thread.
 */

#include "carriers/carrier.h"

/* What the adapter asks; nobody has the name (RFC 6761, 6.4), and no request to it leaves the daemon (monitor/poll/sandbox.h). */
#define SANDBOX_ORIGIN "https://sandbox.invalid"

/* What the carrier answers at that time to a request for `url`, which the adapter built. ERR_MALFORMED for another's, ERR_NOMEM. */
int sandbox_answer(const char *url, int64_t now_utc_ms, struct http_response *out) MUST_CHECK;
