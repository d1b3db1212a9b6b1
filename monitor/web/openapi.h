#pragma once

/*
 * openapi: the API as OpenAPI 3.1, made of the table of routes and of schema/api.json, which says of each call what it does, takes and answers. A
 * route that is not described there, or a description without its route, is an error at start. Web thread only.
 */

#include "monitor/web/api.h"

/* The whole document. ERR_NOT_FOUND: why->path is the call that lacks its other half; ERR_MALFORMED, ERR_NOMEM, ERR_TOO_BIG. */
int openapi_build(struct buf *out, struct why *why) MUST_CHECK;

/* GET /v1/openapi.json. */
api_fn openapi_show;
