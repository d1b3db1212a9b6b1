#include "monitor/web/openapi.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/files.h"
#include "monitor/web/routes.h"

#define SCHEMAS "#/components/schemas/"

/* ---- what is taken over as it stands ---- */

static void
copy(struct json_out *out, const char *key, struct json_value v)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct json_value e;
	int64_t number;
	bool truth = false;

	switch (json_kind(v)) {
	case JSON_KIND_OBJECT:
		json_out_object(out, key);
		for (e = json_first(v); json_exists(e); e = json_next(e)) {
			char name[64];

			(void)json_key_copy(e, name, sizeof(name));
			copy(out, name, e);
		}
		json_out_end(out);
		break;
	case JSON_KIND_ARRAY:
		json_out_array(out, key);
		for (e = json_first(v); json_exists(e); e = json_next(e))
			copy(out, NULL, e);
		json_out_end(out);
		break;
	case JSON_KIND_STRING:
		if (json_add_text(&text, v) == 0)
			json_out_span(out, key, buf_span(&text));
		break;
	case JSON_KIND_NUMBER:
		if (json_int(v, INT64_MIN, INT64_MAX, &number))
			json_out_int(out, key, number);
		break;
	case JSON_KIND_TRUE:
	case JSON_KIND_FALSE:
		(void)json_bool(v, &truth);
		json_out_bool(out, key, truth);
		break;
	case JSON_KIND_MISSING:
	case JSON_KIND_NULL: json_out_null(out, key); break;
	}
	buf_clear(&text);
}

/* ---- one call ---- */

static bool
described(const struct route *route)
{
	return route->kind == ROUTE_API || route->kind == ROUTE_DOOR ||
	    (route->kind == ROUTE_OPEN && text_starts(span_of(route->path), "/v1/"));
}

static void
text_or(struct json_value call, const char *name, const char *fallback, char *dst, size_t room)
{
	if (!json_string_copy(json_get(call, name), dst, room))
		(void)text_cut(dst, room, span_of(fallback));
}

static struct json_value
call_of(struct json_value calls, const struct route *route, char name[96])
{
	(void)snprintf(name, 96, "%s %s", route->method, route->path);
	return json_get(calls, name);
}

static void
out_parameter(struct json_out *out, struct span name, const char *in)
{
	json_out_object(out, NULL);
	json_out_span(out, "name", name);
	json_out_str(out, "in", in);
	json_out_bool(out, "required", strcmp(in, "path") == 0);
	json_out_object(out, "schema");
	json_out_str(out, "type", span_equal_str(name, "limit") ? "integer" : "string");
	json_out_end(out);
	json_out_end(out);
}

static void
out_parameters(struct json_out *out, const struct route *route)
{
	struct span rest = span_of(route->names != NULL ? route->names : ""), name;

	json_out_array(out, "parameters");
	if (strchr(route->path, '*') != NULL)
		out_parameter(out, SPAN("id"), "path");
	if (strchr(route->path, '*') != strrchr(route->path, '*'))
		out_parameter(out, SPAN("token"), "path");
	while (strcmp(route->method, "GET") == 0 && text_split(&rest, ' ', &name))
		if (name.len > 0)
			out_parameter(out, name, "query");
	if (route->kind == ROUTE_API && strcmp(route->method, "POST") == 0)
		out_parameter(out, SPAN("Idempotency-Key"), "header");
	json_out_end(out);
}

/* "content" of a type, by the schema of a name; "" one that is not described. */
static void
out_content(struct json_out *out, const char *type, const char *schema)
{
	char ref[96];

	json_out_object(out, "content");
	json_out_object(out, type);
	json_out_object(out, "schema");
	(void)snprintf(ref, sizeof(ref), SCHEMAS "%s", schema);
	if (schema[0] != '\0')
		json_out_str(out, "$ref", ref);
	json_out_end(out);
	json_out_end(out);
	json_out_end(out);
}

static void
out_response(struct json_out *out, const char *status, const char *says, const char *type,
    const char *schema)
{
	json_out_object(out, status);
	json_out_str(out, "description", says);
	out_content(out, type, schema);
	json_out_end(out);
}

static void
out_responses(struct json_out *out, const struct route *route, struct json_value call)
{
	char type[64], answer[48], also[48], status[8];

	text_or(call, "type", "application/json", type, sizeof(type));
	(void)json_string_copy(json_get(call, "answer"), answer, sizeof(answer));
	text_or(call, "also_answer", answer, also, sizeof(also));
	json_out_object(out, "responses");
	if (json_text_copy(json_get(call, "ok"), status, sizeof(status)))
		out_response(out, status, "done", type, answer);
	if (json_text_copy(json_get(call, "also"), status, sizeof(status)))
		out_response(
		    out, status, strcmp(status, "201") == 0 ? "new" : "several match", type, also);
	if (route->kind == ROUTE_API && strcmp(route->method, "GET") == 0 &&
	    strcmp(type, "application/json") == 0) {
		json_out_object(out, "304");
		json_out_str(out, "description", "If-None-Match names its ETag");
		json_out_end(out);
	}
	out_response(out, "default", "a problem", "application/problem+json", "Problem");
	json_out_end(out);
}

static void
out_security(struct json_out *out, const struct route *route)
{
	struct buf scopes = BUF_INIT(64);
	struct span rest, scope;

	json_out_array(out, "security");
	if (access_add_scopes(&scopes, route->scopes) == 0)
		rest = buf_span(&scopes);
	else
		rest = (struct span){"", 0};
	/* One of them is enough. */
	while (text_split(&rest, ' ', &scope)) {
		json_out_object(out, NULL);
		json_out_array(out, "token");
		json_out_span(out, NULL, scope);
		json_out_end(out);
		json_out_end(out);
	}
	json_out_end(out);
	buf_clear(&scopes);
}

static void
out_call(struct json_out *out, const struct route *route, struct json_value call)
{
	char method[8], does[160], body[48], type[64];
	size_t len = strlen(route->method);

	for (size_t i = 0; i <= len && i < sizeof(method); i++)
		method[i] = text_lower(route->method[i]);
	(void)json_string_copy(json_get(call, "does"), does, sizeof(does));
	(void)json_string_copy(json_get(call, "body"), body, sizeof(body));
	text_or(call, "body_type", "application/json", type, sizeof(type));
	json_out_object(out, method);
	json_out_str(out, "summary", does);
	out_parameters(out, route);
	out_security(out, route);
	if (strcmp(route->method, "POST") == 0) {
		json_out_object(out, "requestBody");
		out_content(out, type, body);
		json_out_end(out);
	}
	out_responses(out, route, call);
	json_out_end(out);
}

/* ---- the whole ---- */

static void
path_named(const char *path, char *dst, size_t room)
{
	const char *name = "{id}";
	size_t len = 0;

	for (; *path != '\0' && len + sizeof("{token}") < room; path++)
		if (*path == '*') {
			memcpy(dst + len, name, strlen(name));
			len += strlen(name);
			name = "{token}";
		} else {
			dst[len++] = *path;
		}
	dst[len] = '\0';
}

/* All methods of a path, where the first of them stands in the table. */
static int
out_path(struct json_out *out, const struct route *first, struct json_value calls, struct why *why)
{
	char name[96], path[96];

	path_named(first->path, path, sizeof(path));
	json_out_object(out, path);
	for (const struct route *r = first; r < routes + route_count; r++) {
		struct json_value call = call_of(calls, r, name);

		if (!described(r) || strcmp(r->path, first->path) != 0)
			continue;
		if (!json_exists(call))
			return why_set(why, ERR_NOT_FOUND, SIZE_MAX, name, "is not described");
		out_call(out, r, call);
	}
	json_out_end(out);
	return 0;
}

static bool
seen_before(const struct route *route)
{
	for (const struct route *r = routes; r < route; r++)
		if (described(r) && strcmp(r->path, route->path) == 0)
			return true;
	return false;
}

static int
out_paths(struct json_out *out, struct json_value calls, struct why *why)
{
	size_t count = 0;
	int rc = 0;

	json_out_object(out, "paths");
	for (size_t i = 0; rc == 0 && i < route_count; i++) {
		count += described(&routes[i]);
		if (described(&routes[i]) && !seen_before(&routes[i]))
			rc = out_path(out, &routes[i], calls, why);
	}
	json_out_end(out);
	if (rc == 0 && count != json_count(calls))
		rc = why_set(why, ERR_NOT_FOUND, SIZE_MAX, "schema/api.json",
		    "describes %zu calls, and there are %zu", json_count(calls), count);
	return rc;
}

static void
out_head(struct json_out *out)
{
	json_out_str(out, "openapi", "3.1.0");
	json_out_object(out, "info");
	json_out_str(out, "title", "Puntual");
	json_out_str(out, "version", PUNTUAL_VERSION);
	json_out_str(out, "description",
	    "Watches delivery promises. Lists are paged by `cursor`; whoever has a token of one shop "
	    "sees that shop alone.");
	json_out_end(out);
}

static void
out_components(struct json_out *out, struct json_value schemas)
{
	json_out_object(out, "components");
	json_out_object(out, "securitySchemes");
	json_out_object(out, "token");
	json_out_str(out, "type", "http");
	json_out_str(out, "scheme", "bearer");
	json_out_end(out);
	json_out_end(out);
	copy(out, "schemas", schemas);
	json_out_end(out);
}

static const char *
file_text(const char *path)
{
	for (size_t i = 0; i < web_file_count; i++)
		if (strcmp(web_files[i].path, path) == 0)
			return web_files[i].text;
	return "";
}

int
openapi_build(struct buf *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_out w = JSON_OUT_INIT;
	int rc = json_parse(&doc, span_of(file_text("schema/api.json")), why);

	if (rc == 0) {
		json_out_object(&w, NULL);
		out_head(&w);
		rc = out_paths(&w, json_get(json_root(&doc), "calls"), why);
		out_components(&w, json_get(json_root(&doc), "schemas"));
		json_out_end(&w);
	}
	if (rc == 0)
		rc = json_out_take(&w, out, false);
	json_out_clear(&w);
	json_doc_clear(&doc);
	return rc;
}

void
openapi_show(struct api_call *call)
{
	call->answered = true;
	server_answer(call->api->server, call->ticket,
	    &(struct server_reply){.status = 200, .body = buf_span(&call->api->openapi)});
}
