#pragma once

/*
 * api_once: Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a program that never saw its answer asks again with the same key,
 * and what it asked is done once. The store remembers (struct op_once); here a request becomes keys. Web thread only.
 */

#include "monitor/web/api.h"

/* Reads the header into the call. False: answered, for a key that cannot be one, is another request's, or is being done right now. */
bool api_once_take(struct api_call *call);

/* What one op of a request is known by. */
void api_once_row(const struct op_once *request, size_t row, struct op_once *out);
