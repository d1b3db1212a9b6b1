#include "monitor/web/router.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/api_once.h"
#include "monitor/web/api_shipments.h"
#include "monitor/web/page.h"
#include "monitor/web/path.h"
#include "monitor/web/routes.h"

/* ---- paths ---- */

static bool
route_fits(const struct route *route, const struct server_request *request, struct path_wild *wild)
{
	return (route->kind != ROUTE_LOCAL || request->side == LISTEN_LOCAL) &&
	    path_matches(route->path, request->path, wild);
}

/* The row for a request; NULL with the methods that the path has ("" none). */
static const struct route *
find_route(const struct server_request *request, struct path_wild *wild, struct buf *allow)
{
	/* What may be read may be asked about: the server leaves the body out. */
	const char *method = strcmp(request->method, "HEAD") == 0 ? "GET" : request->method;

	for (size_t i = 0; i < route_count; i++)
		if (strcmp(routes[i].method, method) == 0 && route_fits(&routes[i], request, wild))
			return &routes[i];
	for (size_t i = 0; i < route_count; i++)
		if (route_fits(&routes[i], request, wild))
			(void)buf_addf(allow, "%s%s", allow->len > 0 ? ", " : "",
			    strcmp(routes[i].method, "GET") == 0 ? "GET, HEAD" : routes[i].method);
	return NULL;
}

static bool
decode(struct span in, char *dst, size_t room)
{
	struct buf text = BUF_INIT(API_ID_ROOM - 1);
	int rc = text_percent_decode(&text, in, false);

	if (rc == 0 && !text_utf8_valid(buf_span(&text)))
		rc = ERR_MALFORMED;
	if (rc == 0)
		rc = text_copy_span(dst, room, text_trim(buf_span(&text)));
	buf_clear(&text);
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
fields_known(struct api_call *call, const struct form *form, const char *names)
{
	for (size_t i = 0; i < form->count; i++) {
		struct why why;

		if (name_known(names, span_of(form->fields[i].name)) ||
		    (form == &call->form && strcmp(form->fields[i].name, "csrf") == 0))
			continue;
		(void)why_set(&why, ERR_NOT_FOUND, SIZE_MAX, "query",
		    "'%.32s' is no parameter of this call", form->fields[i].name);
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

static bool
all_known(struct api_call *call, const struct route *route)
{
	bool reads = strcmp(route->method, "GET") == 0;

	if (!fields_known(call, &call->params, reads && route->names != NULL ? route->names : ""))
		return false;
	return reads || route->names == NULL ||
	    (members_known(call, route->names) && fields_known(call, &call->form, route->names));
}

/* ---- bodies ---- */

static bool
is_type(const char *type, const char *wanted)
{
	struct span rest = span_of(type), first;
	char name[48];

	if (!text_split(&rest, ';', &first))
		return false;
	return text_copy_span(name, sizeof(name), text_trim(first)) == 0 &&
	    text_equal_nocase(name, wanted);
}

static bool
read_json(struct api_call *call, struct json_doc *doc)
{
	const char *type = server_header(call->request, "Content-Type");
	struct why why;

	if (call->request->body.len == 0)
		return true;
	if (type[0] != '\0' && !is_type(type, "application/json")) {
		api_error_as(call, 415, ERR_MALFORMED, "",
		    "a body must be JSON: Content-Type: application/json");
		return false;
	}
	if (json_parse(doc, call->request->body, &why) < 0) {
		struct buf text = BUF_INIT(256);

		(void)buf_addf(&text, "is no JSON at byte %zu: %s", why.offset, why.text);
		api_error_as(call, 400, why.code, why.path, buf_str(&text));
		buf_clear(&text);
		return false;
	}
	call->body = json_root(doc);
	if (json_kind(call->body) != JSON_KIND_OBJECT) {
		api_error_as(call, 400, ERR_MALFORMED, "", "a body must be a JSON object");
		return false;
	}
	return true;
}

static bool
read_form(struct api_call *call)
{
	struct why why;

	if (call->request->body.len == 0)
		return true;
	if (!is_type(server_header(call->request, "Content-Type"),
		"application/x-www-form-urlencoded")) {
		page_problem(call, 415, "a form is expected");
		return false;
	}
	if (form_parse(&call->form, call->request->body, &why) == 0)
		return true;
	page_problem(call, 400, why.text);
	return false;
}

static bool
is_page(const struct route *route)
{
	return route->kind == ROUTE_PAGE || route->kind == ROUTE_LINK;
}

static bool
read_body(struct api_call *call, const struct route *route, struct json_doc *doc)
{
	if (route->kind == ROUTE_DOOR)
		return true;
	return is_page(route) || route->kind == ROUTE_OPEN ? read_form(call) : read_json(call, doc);
}

/* ---- who may ---- */

static void
refuse_nobody(struct api_call *call, const struct route *route)
{
	if (route->kind == ROUTE_LINK)
		page_problem(call, 404, "");
	else if (route->kind == ROUTE_PAGE)
		page_see(call, "/desk/login");
	else
		api_error_with(call, 401, &(struct server_field){"WWW-Authenticate", "Bearer"}, 1,
		    ERR_BAD_CREDENTIALS, "", "a token is needed: Authorization: Bearer TOKEN");
}

static void
refuse_known(struct api_call *call, const struct route *route, const char *text)
{
	if (is_page(route))
		page_problem(call, 403, text);
	else
		api_error_as(call, 403, ERR_FORBIDDEN, "", text);
}

/* Whom the route lets in at all. A person of the desk comes by pages and, for their scripts, by the API. */
static bool
kind_fits(const struct route *route, enum who_kind kind)
{
	switch (route->kind) {
	case ROUTE_OPEN:
	case ROUTE_DOOR: return true;
	case ROUTE_LOCAL: return kind == WHO_LOCAL;
	case ROUTE_LINK: return kind == WHO_LINK;
	case ROUTE_PAGE: return kind == WHO_SESSION;
	case ROUTE_API: return kind == WHO_LOCAL || kind == WHO_TOKEN || kind == WHO_SESSION;
	}
	return false;
}

/* A browser sends cookies along with whatever page asks it to: what changes something must come from a page of ours. */
static bool
from_our_page(const struct api_call *call, const struct route *route)
{
	const char *token = server_header(call->request, "X-CSRF-Token");

	if (route->kind == ROUTE_DOOR || call->who.kind == WHO_LOCAL || call->who.kind == WHO_TOKEN)
		return true;
	if (!who_same_origin(call->request))
		return false;
	return call->who.kind != WHO_SESSION ||
	    who_csrf_holds(&call->who, token[0] != '\0' ? token : form_get(&call->form, "csrf"));
}

/* The shop of what the path names: 0, ERR_NOT_FOUND. */
static int
subject_shop(struct api_call *call, enum route_subject subject, char shop[LIMIT_SHOP_ROOM])
{
	struct case_record record = CASE_INIT;
	struct notice notice = NOTICE_INIT;
	const struct account *account;
	uint64_t id = 0;
	int rc = 0;

	if (subject != SUBJECT_ACCOUNT && !api_path_number(call, &id))
		return ERR_NOT_FOUND;
	switch (subject) {
	case SUBJECT_CASE:
		rc = store_case(call->api->reader, id, &record);
		memcpy(shop, record.shop, LIMIT_SHOP_ROOM);
		break;
	case SUBJECT_NOTICE:
		rc = store_notice(call->api->reader, id, &notice);
		memcpy(shop, notice.shop, LIMIT_SHOP_ROOM);
		break;
	case SUBJECT_ACCOUNT:
		account = policy_account(call->policy, call->id);
		if (account == NULL)
			return ERR_NOT_FOUND;
		memcpy(shop, account->shop, LIMIT_SHOP_ROOM);
		break;
	case SUBJECT_NONE:
	case SUBJECT_SHIPMENT: break; /* api_shipment_id looks */
	}
	return rc;
}

static bool
sees_subject(struct api_call *call, const struct route *route)
{
	char shop[LIMIT_SHOP_ROOM] = "";
	int rc;

	if (call->shop[0] == '\0' || route->subject == SUBJECT_NONE ||
	    route->subject == SUBJECT_SHIPMENT)
		return true;
	rc = subject_shop(call, route->subject, shop);
	if (rc == 0 && api_sees(call, shop))
		return true;
	api_fail(call, rc < 0 ? rc : ERR_NOT_FOUND);
	return false;
}

/* Whether the call may be made; answered when not. */
static bool
may(struct api_call *call, const struct route *route)
{
	const char *every = "this concerns every shop, and the token one alone";

	if (strcmp(route->method, "GET") != 0 && !from_our_page(call, route))
		refuse_known(
		    call, route, "the form is not from a page of this site: load it again");
	else if (route->scopes != 0 && (call->who.scopes & route->scopes) == 0)
		refuse_known(call, route, "who asks may not do this: another scope is needed");
	else if (route->every && call->shop[0] != '\0')
		refuse_known(call, route, every);
	else
		return sees_subject(call, route);
	return false;
}

/* ---- the way of a request ---- */

/* An address that guessed too often finds nobody behind any link for a while: which one was right it is not told. */
static int
find_by_link(struct api_call *call, const struct path_wild *wild)
{
	struct allowance *guesses = &call->api->guesses;
	uint64_t key = call->request->address_key;
	int64_t now_ms = clock_machine_ms();
	int32_t left, wait_s;
	char link[API_ID_ROOM];
	int rc = 0;

	if (!allowance_has(guesses, key, now_ms))
		return 0;
	if (decode(wild->first, link, sizeof(link)))
		rc = who_find_link(call->api->reader, link, &call->who);
	if (rc == 0 && call->who.kind == WHO_NOBODY)
		(void)allowance_take(guesses, key, now_ms, &left, &wait_s);
	return rc;
}

static int
find_who(struct api_call *call, const struct route *route, const struct path_wild *wild)
{
	bool refused;
	int rc;

	if (route->kind == ROUTE_LINK)
		return find_by_link(call, wild);
	rc = who_find(call->api->reader, call->request, call->now_utc_ms, &call->who, &refused);
	if (rc == 0 && call->who.kind == WHO_SESSION) {
		const char *proxied = who_proxied(call->request, call->api->login_header);

		/* The proxy has another one before it now. */
		if (proxied[0] != '\0' && !text_equal_nocase(proxied, call->who.name))
			call->who = (struct who){.kind = WHO_NOBODY};
	}
	return rc;
}

/* One call less of those that who asks may make; draft-ietf-httpapi-ratelimit-headers-10 says how that is told. False: none was left, and
 * answered. */
static bool
within_allowance(struct api_call *call, const struct route *route)
{
	bool known = call->who.kind == WHO_TOKEN || call->who.kind == WHO_SESSION;
	struct allowance *a = known ? &call->api->calls : &call->api->guests;
	uint64_t key = call->request->address_key;
	char policy[64], state[64], retry[16];
	int32_t left, wait_s;
	bool allowed;
	int rc;

	/* Of a door only those are counted who cannot sign. */
	if (call->who.kind == WHO_LOCAL || route->kind == ROUTE_DOOR || route->handle == page_asset)
		return true;
	if (known)
		memcpy(&key, call->who.digest, sizeof(key));
	allowed = allowance_take(a, key, clock_machine_ms(), &left, &wait_s);
	(void)snprintf(policy, sizeof(policy), "\"calls\";q=%d;w=%d", (int)a->burst,
	    (int)(a->burst / a->per_second));
	(void)snprintf(state, sizeof(state), "\"calls\";r=%d;t=%d", (int)left, (int)wait_s);
	(void)snprintf(retry, sizeof(retry), "%d", (int)wait_s);
	rc = server_add_header(call->api->server, call->ticket, "RateLimit-Policy", policy);
	if (rc == 0)
		rc = server_add_header(call->api->server, call->ticket, "RateLimit", state);
	if (rc == 0 && !allowed)
		rc = server_add_header(call->api->server, call->ticket, "Retry-After", retry);
	if (rc < 0)
		api_fail(call, rc);
	else if (!allowed && is_page(route))
		page_problem(call, 429, "");
	else if (!allowed)
		api_error_as(call, 429, ERR_RATE_LIMITED, "", "too many calls: see Retry-After");
	return rc == 0 && allowed;
}

/* Programs ask again when no answer came; a person at a page looks. */
static bool
takes_key(const struct api_call *call, const struct route *route)
{
	return route->kind == ROUTE_API && strcmp(route->method, "POST") == 0 &&
	    call->who.kind != WHO_LOCAL;
}

static void
run(struct api_call *call, const struct route *route, const struct path_wild *wild)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;
	int rc = find_who(call, route, wild);

	call->shop = call->who.shop;
	if (rc < 0)
		api_fail(call, rc);
	else if (!within_allowance(call, route))
		;
	else if (wild->last.len > 0 && !decode(wild->last, call->id, sizeof(call->id)))
		api_error(call, ERR_NOT_FOUND, "", "there is nothing of that name");
	else if (form_parse(&call->params, span_of(call->request->query), &why) < 0)
		api_error_as(call, 400, why.code, why.path, why.text);
	else if (!kind_fits(route, call->who.kind))
		refuse_nobody(call, route);
	else if (read_body(call, route, &doc) && may(call, route) && all_known(call, route) &&
	    (!takes_key(call, route) || api_once_take(call)))
		route->handle(call);
	assert(call->answered);
	json_doc_clear(&doc);
}

void
router_handle(struct api *api, const struct server_request *request)
{
	struct buf allow = BUF_INIT(64);
	struct path_wild wild;
	const struct route *route = find_route(request, &wild, &allow);
	struct api_call call = {.api = api,
	    .request = request,
	    .ticket = request->ticket,
	    .shop = "",
	    .policy = policy_hold(api->policy),
	    .now_utc_ms = clock_world(api->clock),
	    .set = route != NULL && route->kind == ROUTE_LINK ? "track" : "desk",
	    .out = JSON_OUT_INIT};

	call.locale = pages_locale(api->pages, call.set, server_header(request, "Accept-Language"));
	form_init(&call.params);
	form_init(&call.form);
	log_debug("web.request", F_STR("method", request->method),
	    F_STR("path", route ? route->path : "?"));
	if (route != NULL)
		run(&call, route, &wild);
	else if (allow.len > 0)
		api_error_with(&call, 405, &(struct server_field){"Allow", buf_str(&allow)}, 1,
		    ERR_REJECTED, "", "this path has another method: see Allow");
	else
		api_error_as(&call, 404, ERR_NOT_FOUND, "",
		    "there is no such call: /v1/openapi.json lists them");
	json_out_clear(&call.out);
	form_clear(&call.form);
	form_clear(&call.params);
	policy_drop(call.policy);
	buf_clear(&allow);
}
