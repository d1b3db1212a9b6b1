#pragma once

/*
 * webhook: how a message of ours is signed for its receiver, as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, time and body, one
 * signature for each secret, so that a secret can be changed while both hold. Pure. Source: standard-webhooks.md, "Signature scheme".
 */

#include "monitor/base/buf.h"

/* Secrets stand one a line (or parted by blanks), the one to come first or last: "whsec_" and base64 of 24 to 64 bytes. ERR_MALFORMED when one
 * is not, or there is none. */
int webhook_check_secrets(struct span secrets) MUST_CHECK;

/* Append the value of webhook-signature: "v1,<base64>" for each secret, parted by blanks. ERR_MALFORMED, ERR_NOMEM. */
int webhook_add_signatures(struct buf *out, struct span secrets, const char *id, int64_t at_seconds,
    struct span body) MUST_CHECK;
