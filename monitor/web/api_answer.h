#pragma once

/* api_answer: what a call of the API is answered: JSON with its tag, or a problem (RFC 9457). Web thread only. */

#include "monitor/base/json_write.h"
#include "monitor/web/server.h"

struct api;
struct api_call;

/* ---- answers: exactly one a call, unless a job answers later ---- */

/* Send call->out, whose root must be closed. What was read (200 to a GET) has an ETag of all but its "now" and "took_us", and is 304 to who has it. */
void api_answer(struct api_call *call, int status);

/* A problem (RFC 9457) with the status that fits the code: ERR_NOT_FOUND 404, MALFORMED and RANGE 422, CONFLICT and EXISTS 409, FULL,
 * BUSY, STOPPING and NOMEM 503 with Retry-After ... */
void api_error(struct api_call *call, int code, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with a status of its own, and headers. */
void api_error_as(struct api_call *call, int status, int code, const char *path, const char *text);
void api_error_with(struct api_call *call, int status, const struct server_field *fields,
    size_t count, int code, const char *path, const char *text);

/* The same in the code's own words. */
void api_fail(struct api_call *call, int code);

/* What stands in `why`; what is not found in a body is the caller's mistake: 422. */
void api_refuse(struct api_call *call, const struct why *why);

/* The status of an error code. */
int api_status_of(int code);

/* The members of a problem, into an open object: type, title, status, detail, and our own code and path. */
void api_out_problem(
    struct json_out *out, int status, int code, const char *text, const char *path);

/* {"code","text","path"} as a member or item: of one row of many. */
void api_out_error(
    struct json_out *out, const char *key, int code, const char *text, const char *path);

/* ---- where no call stands any more: of a job ---- */

/* Takes what `out` holds. `known`: of what was read, the tags that the caller has; NULL: of what was done. */
void api_send(struct api *api, struct server_ticket ticket, int status, const char *known,
    struct json_out *out);

struct api_problem {
	int status, code; /* enum err */
	const char *text, *path;
	const struct server_field *fields;
	size_t field_count;
};

void api_send_problem(
    struct api *api, struct server_ticket ticket, const struct api_problem *problem);
