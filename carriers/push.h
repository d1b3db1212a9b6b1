#pragma once

/*
 * push: whether a message that a carrier sent by itself is genuine, for the schemes that carriers use. Any of the message's
 * secrets may have made it, and all of them are tried whichever holds: neither time nor answer tells which. Pure; any thread.
 */

#include "carriers/carrier.h"
#include "monitor/base/json.h"

/* What was signed, and the signature as it came. */
struct push_seal {
	const char *signature; /* NULL or "": there is none */
	struct span text;
	bool base64; /* else hexadecimal, in either case */
	bool hashed; /* SHA-256 of the text, a slash and the secret, instead of HMAC-SHA256 */
};

enum push_verdict push_check(const struct push_message *m, const struct push_seal *seal);

/* The secret itself stands in `header`, after `prefix`. */
enum push_verdict push_check_secret(
    const struct push_message *m, const char *header, const char *prefix);

/* GENUINE becomes STALE when the signed time is AT_NONE, unreadable, or more than LIMIT_PUSH_AGE_MS from now. */
enum push_verdict push_check_age(
    const struct push_message *m, enum push_verdict verdict, int64_t signed_utc_ms);

/* Unix time in seconds as written; AT_NONE when it is not. */
int64_t push_unix_ms(struct span seconds);

/* The body as JSON. ERR_MALFORMED, ERR_NOMEM. */
int push_read(const struct push_message *m, struct json_doc *doc, struct why *why) MUST_CHECK;
