#pragma once

/* api_tokens: programs that may enter: given a token, shown once; listed; ended. Web thread only. */

#include "monitor/web/api.h"

api_fn api_tokens;
api_fn api_token_add;
api_fn api_token_revoke;

/* The first digits of a digest: what people call a token, or a person's access, by. */
enum { API_ACCESS_ID_ROOM = 13 };
void api_access_id(const uint8_t digest[SIGN_SHA256_BYTES], char id[API_ACCESS_ID_ROOM]);

/* What is shown of one: the members of its object. */
void api_out_access(struct json_out *out, const struct access *a);

/* Those that a walk of store_accesses finds by id, or by name while they hold. */
struct api_wanted {
	const char *text;
	bool ended_too;      /* an id may also be of one that has ended */
	struct access found; /* the last */
	size_t count;
};
store_access_fn api_access_match;

/* From now on it opens nothing. */
void api_access_end(struct api_call *call, const struct access *a);
