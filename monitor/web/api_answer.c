#include "monitor/web/api_answer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/api.h"

enum { TAG_ROOM = 24, TOOK_ROOM = 32 };

#define PROBLEM_TYPE "application/problem+json"

static const struct {
	int code;
	int status;
} statuses[] = {
    {ERR_NOT_FOUND, 404},
    {ERR_MALFORMED, 422},
    {ERR_RANGE, 422},
    {ERR_TOO_BIG, 422},
    {ERR_EXISTS, 409},
    {ERR_CONFLICT, 409},
    {ERR_IN_USE, 409},
    {ERR_REJECTED, 422},
    {ERR_FORBIDDEN, 403},
    {ERR_FULL, 503},
    {ERR_BUSY, 503},
    {ERR_STOPPING, 503},
    {ERR_NOMEM, 503},
};

int
api_status_of(int code)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].code == code)
			return statuses[i].status;
	return 500;
}

void
api_out_error(struct json_out *out, const char *key, int code, const char *text, const char *path)
{
	json_out_object(out, key);
	json_out_str(out, "code", err_name(code));
	json_out_str(out, "text", text[0] != '\0' ? text : err_text(code));
	json_out_str(out, "path", path);
	json_out_end(out);
}

void
api_out_problem(struct json_out *out, int status, int code, const char *text, const char *path)
{
	char type[64];

	(void)snprintf(type, sizeof(type), "urn:puntual:problem:%s", err_name(code));
	json_out_str(out, "type", type);
	json_out_str(out, "title", err_text(code));
	json_out_int(out, "status", status);
	json_out_str(out, "detail", text[0] != '\0' ? text : err_text(code));
	json_out_str(out, "code", err_name(code));
	json_out_str(out, "path", path);
}

void
api_send_problem(struct api *api, struct server_ticket ticket, const struct api_problem *problem)
{
	struct json_out out = JSON_OUT_INIT;
	struct server_reply reply = {.status = problem->status,
	    .content_type = PROBLEM_TYPE,
	    .fields = problem->fields,
	    .field_count = problem->field_count};

	json_out_object(&out, NULL);
	api_out_problem(&out, problem->status, problem->code, problem->text, problem->path);
	json_out_end(&out);
	if (json_out_whole(&out, &reply.body) < 0)
		reply.body =
		    SPAN("{\"status\":503,\"code\":\"nomem\",\"detail\":\"out of memory\"}");
	if (problem->status == 503)
		reply.retry_after_s = LIMIT_API_RETRY_S;
	if (problem->status >= 500 && problem->status != 503)
		log_err("web.failed", F_ERR("error", problem->code), F_STR("path", problem->path),
		    F_STR("text", problem->text));
	server_answer(api->server, ticket, &reply);
	json_out_clear(&out);
}

/* A weak tag of an answer: of all but the moment at which it was read, its first member, and how long that took, a search's last. */
static void
tag_of(struct span body, char tag[TAG_ROOM])
{
	static const char took[] = ",\"took_us\":";
	size_t end = body.len < TOOK_ROOM ? body.len : TOOK_ROOM;
	const char *at = memmem(body.data + body.len - end, end, took, sizeof(took) - 1);
	struct span now;

	if (at != NULL)
		body.len = (size_t)(at - body.data);
	if (text_starts(body, "{\"now\":\""))
		(void)text_split(&body, ',', &now);
	(void)snprintf(tag, TAG_ROOM, "W/\"%016llx\"", (unsigned long long)sign_hash64(body));
}

/* RFC 9110, 13.1.2: a list of tags, of which W/ counts nothing here, or "*". */
static bool
has_tag(const char *list, const char *tag)
{
	struct span rest = span_of(list), one;

	while (text_split(&rest, ',', &one)) {
		one = text_trim(one);
		if (span_equal(one, SPAN("*")) || span_equal_str(one, tag) ||
		    span_equal_str(one, tag + 2))
			return true;
	}
	return false;
}

void
api_send(struct api *api, struct server_ticket ticket, int status, const char *known,
    struct json_out *out)
{
	char tag[TAG_ROOM];
	struct server_field field = {"ETag", tag};
	struct server_reply reply = {.status = status,
	    .retry_after_s = status == 503 ? LIMIT_API_RETRY_S : 0,
	    .fields = &field,
	    .field_count = known != NULL};
	int rc = json_out_whole(out, &reply.body);

	if (rc < 0) {
		api_send_problem(api, ticket,
		    &(struct api_problem){.status = rc == ERR_TOO_BIG ? 500 : api_status_of(rc),
			.code = rc,
			.text =
			    rc == ERR_TOO_BIG ? "the answer is too large: ask for fewer rows" : "",
			.path = ""});
	} else {
		if (known != NULL)
			tag_of(reply.body, tag);
		if (known != NULL && has_tag(known, tag)) {
			reply.status = 304;
			reply.body.len = 0;
		}
		server_answer(api->server, ticket, &reply);
	}
	json_out_clear(out);
}

void
api_answer(struct api_call *call, int status)
{
	bool read = status == 200 && call->request != NULL && /* a backup's has gone */
	    strcmp(call->request->method, "POST") != 0;

	assert(!call->answered);
	call->answered = true;
	api_send(call->api, call->ticket, status,
	    read ? server_header(call->request, "If-None-Match") : NULL, &call->out);
}

void
api_error_with(struct api_call *call, int status, const struct server_field *fields, size_t count,
    int code, const char *path, const char *text)
{
	assert(!call->answered);
	call->answered = true;
	api_send_problem(call->api, call->ticket,
	    &(struct api_problem){status, code, text, path, fields, count});
}

void
api_error_as(struct api_call *call, int status, int code, const char *path, const char *text)
{
	api_error_with(call, status, NULL, 0, code, path, text);
}

void
api_error(struct api_call *call, int code, const char *path, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	api_error_as(call, api_status_of(code), code, path, text);
}

void
api_fail(struct api_call *call, int code)
{
	api_error_as(call, api_status_of(code), code, "", "");
}

void
api_refuse(struct api_call *call, const struct why *why)
{
	int status = why->code == ERR_NOT_FOUND ? 422 : api_status_of(why->code);

	api_error_as(call, status, why->code, why->path, why->text);
}
