#pragma once

/*
 * webhook: how a message of ours is signed for its receiver, as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, time and body, one
 * signature for each secret, so that a secret can be changed while both hold. Pure. Source: standard-webhooks.md, "Signature scheme".
 */

#include "monitor/base/buf.h"
#include "monitor/base/limits.h"

/* Secrets stand one a line (or parted by blanks), the one to come first or last: "whsec_" and base64 of 24 to 64 bytes. ERR_MALFORMED when one
 * is not, or there is none. */
int webhook_check_secrets(struct span secrets) MUST_CHECK;

/* A message from outside was signed with one of the secrets within LIMIT_PUSH_AGE_MS of now: `signatures` is webhook-signature, `at` webhook-timestamp. */
bool webhook_holds(struct span secrets, const char *id, const char *at, const char *signatures,
    struct span body, int64_t now_utc_ms);

/* Append the value of webhook-signature: "v1,<base64>" for each secret, parted by blanks. ERR_MALFORMED, ERR_NOMEM. */
int webhook_add_signatures(struct buf *out, struct span secrets, const char *id, int64_t at_seconds,
    struct span body) MUST_CHECK;
