#include "monitor/web/router.h"

#include <assert.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/api_backup.h"
#include "monitor/web/api_cases.h"
#include "monitor/web/api_change.h"
#include "monitor/web/api_incidents.h"
#include "monitor/web/api_outbox.h"
#include "monitor/web/api_past.h"
#include "monitor/web/api_people.h"
#include "monitor/web/api_register.h"
#include "monitor/web/api_reports.h"
#include "monitor/web/api_shipments.h"
#include "monitor/web/api_status.h"

struct route {
	const char *method;
	const char *path; /* "*" stands for one part, which becomes call->id */
	const char *
	    names; /* parameters (GET) or members (POST) that are known, by blanks; NULL: the handler's own check */
	api_fn *handle;
};

/* The first row that fits is taken: fixed parts stand before "*". */
static const struct route routes[] = {
    {"GET", "/v1/version", "", api_version},
    {"GET", "/v1/status", "", api_status},
    {"GET", "/v1/find", "q limit", api_find},
    {"GET", "/v1/shipments", "state shop cursor limit", api_list},
    {"POST", "/v1/shipments", NULL, api_register},
    {"POST", "/v1/past", "shipments", api_past},
    {"GET", "/v1/shipments/*", "", api_show},
    {"POST", "/v1/shipments/*/change", NULL, api_change},
    {"POST", "/v1/shipments/*/cancel", "author", api_cancel},
    {"POST", "/v1/shipments/*/poll", "author", api_poll},
    {"POST", "/v1/shipments/*/tell", "notices author", api_tell},
    {"GET", "/v1/cases", "shop cursor limit", api_cases},
    {"POST", "/v1/cases/*/claim", "author text", api_case_claim},
    {"POST", "/v1/cases/*/note", "author text", api_case_note},
    {"POST", "/v1/cases/*/resolve", "author text", api_case_resolve},
    {"GET", "/v1/incidents", "all cursor limit", api_incidents},
    {"POST", "/v1/incidents", "author text carrier depot lane until", api_incident_open},
    {"POST", "/v1/incidents/*/close", "author text", api_incident_close},
    {"GET", "/v1/carriers", "", api_carriers},
    {"POST", "/v1/accounts/*/retry", "author", api_account_retry},
    {"GET", "/v1/outbox", "state shop cursor limit", api_outbox},
    {"POST", "/v1/outbox/release", "shop author", api_outbox_release_all},
    {"POST", "/v1/outbox/drop", "shop author", api_outbox_drop_all},
    {"GET", "/v1/outbox/*", "", api_outbox_show},
    {"POST", "/v1/outbox/*/retry", "author text", api_outbox_retry},
    {"POST", "/v1/outbox/*/hold", "author text", api_outbox_hold},
    {"POST", "/v1/outbox/*/release", "author text", api_outbox_release},
    {"POST", "/v1/outbox/*/drop", "author text", api_outbox_drop},
    {"POST", "/v1/outbox/*/resend", "author text", api_outbox_resend},
    {"POST", "/v1/bounces", "tokens address text", api_bounce},
    {"GET", "/v1/suppressed", "shop cursor limit", api_suppressed},
    {"POST", "/v1/suppressed/lift", "shop email author", api_lift},
    {"POST", "/v1/customers/pause", "shop author", api_pause},
    {"POST", "/v1/customers/resume", "shop author", api_resume},
    {"GET", "/v1/report", "shop weeks lane carrier", api_report},
    {"GET", "/v1/advice", "shop lane carrier", api_advice},
    {"GET", "/v1/journal", "after limit", api_journal},
    {"POST", "/v1/backup", "directory author", api_backup},
};

#define ROUTE_COUNT (sizeof(routes) / sizeof(routes[0]))

/* ---- paths ---- */

static bool
path_matches(const char *pattern, const char *path, struct span *wild)
{
	struct span left = span_of(pattern), right = span_of(path), part, given;

	if (right.len > 0 && right.data[right.len - 1] == '/')
		return false;
	while (text_split(&left, '/', &part)) {
		if (!text_split(&right, '/', &given))
			return false;
		if (span_equal(part, SPAN("*"))) {
			if (given.len == 0)
				return false;
			*wild = given;
		} else if (!span_equal(part, given)) {
			return false;
		}
	}
	return !text_split(&right, '/', &given);
}

/* The row for a request; NULL with the methods that the path has ("" none). */
static const struct route *
find_route(const struct server_request *request, struct span *wild, struct buf *allow)
{
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		const struct route *route = &routes[i];

		if (!path_matches(route->path, request->path, wild))
			continue;
		if (strcmp(route->method, request->method) == 0)
			return route;
		(void)buf_addf(allow, "%s%s", allow->len > 0 ? ", " : "", route->method);
	}
	return NULL;
}

static bool
decode_id(struct api_call *call, struct span wild)
{
	struct buf id = BUF_INIT(API_ID_ROOM - 1);
	int rc = text_percent_decode(&id, wild, false);

	if (rc == 0 && !text_utf8_valid(buf_span(&id)))
		rc = ERR_MALFORMED;
	if (rc == 0)
		rc = text_copy_span(call->id, sizeof(call->id), text_trim(buf_span(&id)));
	buf_clear(&id);
	return rc == 0;
}

/* ---- what is known ---- */

static bool
name_known(const char *names, struct span name)
{
	struct span rest = span_of(names), known;

	while (text_split(&rest, ' ', &known))
		if (span_equal(known, name))
			return true;
	return false;
}

static bool
query_known(struct api_call *call, const char *names)
{
	struct span rest = span_of(call->query), pair, name;

	while (text_split(&rest, '&', &pair)) {
		struct why why;

		if (pair.len == 0 || !text_split(&pair, '=', &name) || name_known(names, name))
			continue;
		(void)why_set(&why, ERR_NOT_FOUND, SIZE_MAX, "query",
		    "'%.*s' is no parameter of this call", (int)(name.len < 32 ? name.len : 32),
		    name.data);
		api_refuse(call, &why);
		return false;
	}
	return true;
}

static bool
members_known(struct api_call *call, const char *names)
{
	struct json_value e;
	struct why why;

	for (e = json_first(call->body); json_exists(e); e = json_next(e)) {
		char name[64];

		(void)json_key_copy(e, name, sizeof(name));
		if (name_known(names, span_of(name)))
			continue;
		(void)json_fault(e, &why, ERR_NOT_FOUND, "is no member that this call knows");
		api_refuse(call, &why);
		return false;
	}
	return true;
}

/* ---- bodies ---- */

static bool
is_json(const char *type)
{
	struct span rest = span_of(type), first;
	char name[32];

	if (!text_split(&rest, ';', &first))
		return true; /* not said */
	return text_copy_span(name, sizeof(name), text_trim(first)) == 0 &&
	    text_equal_nocase(name, "application/json");
}

/* Refused before there is a call: a status that no error code stands for. */
static void
refuse(struct api *api, const struct server_request *request, int status, const char *allow,
    int code, const char *path, const char *text)
{
	struct json_out out = JSON_OUT_INIT;
	struct buf body = BUF_INIT(1024);

	json_out_object(&out, NULL);
	api_out_error(&out, "error", code, text, path);
	json_out_end(&out);
	if (json_out_take(&out, &body, false) == 0)
		server_answer(api->server, request->ticket,
		    &(struct server_reply){.status = status,
			.fields = &(struct server_field){"Allow", allow},
			.field_count = allow != NULL,
			.body = buf_span(&body)});
	json_out_clear(&out);
	buf_clear(&body);
}

static bool
read_body(struct api *api, const struct server_request *request, struct json_doc *doc)
{
	struct why why;

	if (request->body.len == 0)
		return true;
	if (!is_json(server_header(request, "Content-Type"))) {
		refuse(api, request, 415, NULL, ERR_MALFORMED, "",
		    "a body must be JSON: Content-Type: application/json");
		return false;
	}
	if (json_parse(doc, request->body, &why) < 0) {
		struct buf text = BUF_INIT(256);

		(void)buf_addf(&text, "is no JSON at byte %zu: %s", why.offset, why.text);
		refuse(api, request, 400, NULL, why.code, why.path, buf_str(&text));
		buf_clear(&text);
		return false;
	}
	if (json_kind(json_root(doc)) != JSON_KIND_OBJECT) {
		refuse(api, request, 400, NULL, ERR_MALFORMED, "", "a body must be a JSON object");
		return false;
	}
	return true;
}

/* ---- the way of a request ---- */

static void
run(struct api *api, const struct server_request *request, const struct route *route,
    const struct json_doc *doc, struct span wild)
{
	struct api_call call = {.api = api,
	    .ticket = request->ticket,
	    .policy = policy_hold(api->policy),
	    .now_utc_ms = clock_world(api->clock),
	    .query = request->query,
	    .body = json_root(doc),
	    .out = JSON_OUT_INIT};

	if (wild.len > 0 && !decode_id(&call, wild))
		api_error(&call, ERR_NOT_FOUND, "", "there is nothing of that name");
	else if (query_known(&call, strcmp(route->method, "GET") == 0 ? route->names : "") &&
	    (route->names == NULL || strcmp(route->method, "GET") == 0 ||
		members_known(&call, route->names)))
		route->handle(&call);
	assert(call.answered);
	json_out_clear(&call.out);
	policy_drop(call.policy);
}

void
router_handle(struct api *api, const struct server_request *request)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct buf allow = BUF_INIT(64);
	struct span wild = {"", 0};
	const struct route *route = find_route(request, &wild, &allow);

	log_debug("web.request", F_STR("method", request->method),
	    F_STR("path", route ? route->path : "?"));
	if (route != NULL) {
		if (read_body(api, request, &doc))
			run(api, request, route, &doc, wild);
	} else if (allow.len > 0) {
		refuse(api, request, 405, buf_str(&allow), ERR_REJECTED, "",
		    "this path has another method: see Allow");
	} else {
		refuse(api, request, 404, NULL, ERR_NOT_FOUND, "",
		    "there is no such call: monitor/web/README.md lists them");
	}
	json_doc_clear(&doc);
	buf_clear(&allow);
}
