#pragma once

/*
 * golden_push: whether only the holders of a secret can make a message that an adapter takes for genuine.
 */

#include "carriers/carrier.h"

/* With the secrets `keys`, NULL after the last. */
enum push_verdict golden_verdict(const struct carrier *carrier, const struct http_response *in,
    int64_t now_utc_ms, const char *const *keys);

/* Of a message that is genuine with `key`: how another key, no key, no headers or, where the body is signed, another
 * byte in it makes a genuine one, or how the key does not count beside a newer one; NULL. */
const char *golden_unsafe(const struct carrier *carrier, const struct http_response *in,
    int64_t now_utc_ms, const char *key, bool body_is_signed);
