#include "monitor/web/api_once.h"

#include <string.h>

#include "monitor/base/text.h"

enum { KEY_LEAST = 1, KEY_MOST = 128 };

/* A string of RFC 9651, or the same without its quotes, as many send it. */
static bool
key_of(const char *header, struct span *out)
{
	struct span key = text_trim(span_of(header));

	if (key.len >= 2 && key.data[0] == '"' && key.data[key.len - 1] == '"')
		key = (struct span){key.data + 1, key.len - 2};
	for (size_t i = 0; i < key.len; i++)
		if (key.data[i] <= ' ' || key.data[i] > '~' || key.data[i] == '"')
			return false;
	*out = key;
	return key.len >= KEY_LEAST && key.len <= KEY_MOST;
}

void
api_once_row(const struct op_once *request, size_t row, struct op_once *out)
{
	uint64_t number = row;
	struct span parts[] = {{(const char *)request->key, sizeof(request->key)},
	    {(const char *)&number, sizeof(number)}};

	*out = *request;
	sign_sha256_parts(parts, 2, out->key);
}

static bool
being_done(const struct api *api, const struct op_once *once)
{
	for (const struct api_job *job = api->jobs; job != NULL; job = job->next)
		if (job->once.wanted && sign_equal(job->once.key, once->key, sizeof(once->key)))
			return true;
	return false;
}

bool
api_once_take(struct api_call *call)
{
	const char *header = server_header(call->request, "Idempotency-Key");
	struct span whose = {(const char *)call->who.digest, sizeof(call->who.digest)}, key;
	struct span request[] = {
	    span_of(call->request->path), span_of(call->request->query), call->request->body};
	uint8_t was[SIGN_SHA256_BYTES];
	struct op_once first;
	int rc;

	if (header[0] == '\0')
		return true;
	if (!key_of(header, &key)) {
		api_error_as(call, 400, ERR_MALFORMED, "Idempotency-Key",
		    "must be 1 to 128 visible characters of ASCII");
		return false;
	}
	call->once.wanted = true;
	sign_sha256_parts((struct span[]){whose, key}, 2, call->once.key);
	sign_sha256_parts(request, 3, call->once.request);
	api_once_row(&call->once, 0, &first);
	rc = store_once(call->api->reader, first.key, call->now_utc_ms, was);
	call->again = rc == 0;
	if (being_done(call->api, &call->once))
		api_error_as(call, 409, ERR_CONFLICT, "Idempotency-Key",
		    "a request with this key is being done: ask again for its answer");
	else if (rc < 0 && rc != ERR_NOT_FOUND)
		api_fail(call, rc);
	else if (rc == 0 && !sign_equal(was, call->once.request, sizeof(was)))
		api_error_as(call, 422, ERR_REJECTED, "Idempotency-Key",
		    "this key was used for another request");
	else
		return true;
	return false;
}
