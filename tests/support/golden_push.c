#include "tests/support/golden_push.h"

#include <stdlib.h>
#include <string.h>

enum push_verdict
golden_verdict(const struct carrier *carrier, const struct http_response *in, int64_t now_utc_ms,
    const char *const *keys)
{
	struct secret secrets[2] = {SECRET_INIT, SECRET_INIT};
	struct push_message m = {.headers = &in->headers,
	    .body = buf_span(&in->body),
	    .secrets = secrets,
	    .now_utc_ms = now_utc_ms};
	enum push_verdict verdict;

	for (; keys[m.secret_count] != NULL; m.secret_count++)
		if (secret_set(&secrets[m.secret_count], keys[m.secret_count],
			strlen(keys[m.secret_count])) < 0)
			abort();
	verdict = carrier->push_verify(&m);
	secret_clear(&secrets[0]);
	secret_clear(&secrets[1]);
	return verdict;
}

const char *
golden_unsafe(const struct carrier *carrier, const struct http_response *in, int64_t now_utc_ms,
    const char *key, bool body_is_signed)
{
	static const char *const none[] = {NULL}, *const other[] = {"ANOTHER-KEY", NULL};
	const char *const both[] = {"ANOTHER-KEY", key, NULL}, *const alone[] = {key, NULL};
	const struct http_response bare = {.body = in->body};
	const char *fault = NULL;

	if (golden_verdict(carrier, in, now_utc_ms, none) == PUSH_GENUINE ||
	    golden_verdict(carrier, in, now_utc_ms, other) == PUSH_GENUINE)
		return "genuine without its key";
	if (golden_verdict(carrier, in, now_utc_ms, both) != PUSH_GENUINE)
		return "not genuine while the key is changed";
	if (golden_verdict(carrier, &bare, now_utc_ms, alone) == PUSH_GENUINE)
		return "genuine without headers";
	for (size_t i = 0; i < in->body.len && body_is_signed && fault == NULL; i++) {
		in->body.data[i] ^= 1;
		if (golden_verdict(carrier, in, now_utc_ms, alone) == PUSH_GENUINE)
			fault = "genuine with a changed byte";
		in->body.data[i] ^= 1;
	}
	return fault;
}
