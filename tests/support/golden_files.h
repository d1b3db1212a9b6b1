#pragma once

/*
 * golden_files: the files of a golden case: bytes, requests as text without their secrets, replies and messages as they came.
 */

#include "monitor/base/http.h"

#define GOLDEN_KEY   "THE-KEY"
#define GOLDEN_TOKEN "THE-TOKEN"

bool golden_read(const char *folder, const char *name, struct buf *out);
void golden_write(const char *folder, const char *name, const struct buf *text);

/* A request as text: secrets as {key} and {token}, Basic credentials decoded. */
void golden_add_request(const struct http_request *request, struct buf *out);

/* Headers and body; before them, where `name` begins with "response", the status. */
bool golden_read_message(const char *folder, const char *name, struct http_response *out);

/* What only the invented people of the samples have, and `text` holds; NULL. */
const char *golden_personal(struct span text);
