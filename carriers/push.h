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
	/* RSA with SHA-256, in base64: a secret is the sender's public key as PEM, its certificate, or keys in JSON (RFC 7517)
	 * of which `key_id` (may be NULL) is the one. */
	bool rsa;
	const char *key_id;
};

enum push_verdict push_check(const struct push_message *m, const struct push_seal *seal);

/* The secret itself stands in `header`, after `prefix`. */
enum push_verdict push_check_secret(
    const struct push_message *m, const char *header, const char *prefix);

/* GENUINE becomes STALE when the signed time is AT_NONE, unreadable, or more than LIMIT_PUSH_AGE_MS from now. */
enum push_verdict push_check_age(
    const struct push_message *m, enum push_verdict verdict, int64_t signed_utc_ms);

/* The same for a text that begins with `before`, in which the time stands, and ends with the body; the seal's own is not looked at. */
enum push_verdict push_check_timed(const struct push_message *m, const struct push_seal *seal,
    const char *before, int64_t signed_utc_ms);

/* A moment as seconds of Unix, by RFC 3339 or as HTTP and mail write dates; AT_NONE when it is none. */
int64_t push_time_ms(struct span text);

/* The body as JSON. ERR_MALFORMED, ERR_NOMEM. */
int push_read(const struct push_message *m, struct json_doc *doc, struct why *why) MUST_CHECK;
