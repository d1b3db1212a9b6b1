/*
 * The API's own description against what it answers: every call that it has is made, and each answer has the members that are described,
 * those alone, of the kinds that are said. With PUNTUAL_OPENAPI=FILE the document is written there too, for a validator from elsewhere.
 */

#include "monitor/web/openapi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/web/routes.h"
#include "tests/support/browser.h"

#define HOOK_KEY "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"

enum { WHERE = 256, DEPTH_MOST = 24 };

static struct browser b;
static struct buf text = BUF_INIT(1 << 20); /* of the document */
static struct buf given =
    BUF_INIT(1 << 16); /* answers that were made, over all tests: "GET /v1/cases 200" a line */
static struct json_doc document, answer;

/* That the inbox has one. */
static void
leave_message(void)
{
	struct op *op = op_new(OP_INBOUND, b.h.now_utc_ms, NULL);

	op->inbound.entry.door = INBOUND_SHOP;
	assert_int_equal(text_copy(op->inbound.entry.source, LIMIT_SHOP_ROOM, "woo"), 0);
	assert_int_equal(text_copy(op->inbound.entry.shop, LIMIT_SHOP_ROOM, "luna"), 0);
	assert_int_equal(buf_add_str(&op->inbound.body, "{}"), 0);
	assert_int_equal(harness_run(&b.h, op).rc, 0);
}

/* That mail to somebody can be allowed again. */
static void
suppress_somebody(void)
{
	struct op *op = op_new(OP_PERSON, b.h.now_utc_ms, b.h.policy);
	struct shipment s = SHIPMENT_INIT;

	assert_int_equal(store_shipment(b.h.reader, b.luna, &s), 0);
	op->id = s.person;
	op->person_verb = PERSON_SUPPRESS;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	shipment_clear(&s);
}

/* That the doors let somebody in: a carrier, a shop's program, a shop's system. */
static void
open_doors(struct policy *p)
{
	struct connector_settings *c = calloc(1, sizeof(*c));

	assert_non_null(c);
	p->connectors = c;
	p->connector_count = 1;
	assert_int_equal(text_copy(c->id, sizeof(c->id), "odoo"), 0);
	assert_int_equal(text_copy(c->kind, sizeof(c->kind), "odoo"), 0);
	assert_int_equal(text_copy(c->shop, sizeof(c->shop), "luna"), 0);
	assert_int_equal(secret_set(&c->key, "odoo-token", 10), 0);
	assert_int_equal(secret_set(&p->accounts[0].push_key, "ups-key", 7), 0);
	assert_int_equal(secret_set(&p->shops[0].hook_keys, HOOK_KEY, sizeof(HOOK_KEY) - 1), 0);
}

static int
setup(void **state)
{
	(void)state;
	browser_init(&b);
	open_doors(b.h.policy);
	browser_let_in(&b, ACCESS_TOKEN, "all", "", SCOPE_ALL);
	leave_message();
	suppress_somebody();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	json_doc_clear(&document);
	buf_clear(&text);
	json_doc_clear(&answer);
	browser_clear(&b);
	return 0;
}

/* ---- a schema and a value ---- */

static bool
is_type(struct json_value type, enum json_kind kind)
{
	return (kind == JSON_KIND_STRING && json_string_is(type, "string")) ||
	    (kind == JSON_KIND_NUMBER &&
		(json_string_is(type, "number") || json_string_is(type, "integer"))) ||
	    ((kind == JSON_KIND_TRUE || kind == JSON_KIND_FALSE) &&
		json_string_is(type, "boolean")) ||
	    (kind == JSON_KIND_NULL && json_string_is(type, "null")) ||
	    (kind == JSON_KIND_ARRAY && json_string_is(type, "array")) ||
	    (kind == JSON_KIND_OBJECT && json_string_is(type, "object"));
}

static bool
type_fits(struct json_value type, enum json_kind kind)
{
	if (json_kind(type) != JSON_KIND_ARRAY)
		return is_type(type, kind);
	for (struct json_value e = json_first(type); json_exists(e); e = json_next(e))
		if (is_type(e, kind))
			return true;
	return false;
}

static bool fits(struct json_value schema, struct json_value v, char where[WHERE], int depth);

static bool
members_fit(struct json_value schema, struct json_value v, char where[WHERE], int depth)
{
	struct json_value properties = json_get(schema, "properties");
	struct json_value e, extra = json_get(schema, "additionalProperties");
	char name[64];

	for (e = json_first(json_get(schema, "required")); json_exists(e); e = json_next(e)) {
		(void)json_string_copy(e, name, sizeof(name));
		if (!json_exists(json_get(v, name))) {
			(void)snprintf(where, WHERE, "'%s' is missing", name);
			return false;
		}
	}
	for (e = json_first(v); json_exists(e); e = json_next(e)) {
		struct json_value own;
		char inner[WHERE];

		(void)json_key_copy(e, name, sizeof(name));
		if (json_exists(json_next_named(e))) {
			(void)snprintf(where, WHERE, "'%s' stands there twice", name);
			return false;
		}
		own = json_get(properties, name);
		if (!json_exists(own) && json_kind(extra) == JSON_KIND_FALSE) {
			(void)snprintf(where, WHERE, "'%s' is not described", name);
			return false;
		}
		if (json_exists(own) && !fits(own, e, inner, depth + 1)) {
			(void)snprintf(where, WHERE, "%s: %.150s", name, inner);
			return false;
		}
	}
	return true;
}

static struct json_value
resolve(struct json_value schema)
{
	char ref[96];
	struct span name;

	if (!json_string_copy(json_get(schema, "$ref"), ref, sizeof(ref)))
		return schema;
	name = span_of(strrchr(ref, '/') + 1);
	return json_get(json_path(json_root(&document), "components.schemas"), name.data);
}

static bool
fits(struct json_value schema, struct json_value v, char where[WHERE], int depth)
{
	struct json_value type, one;

	assert_true(depth < DEPTH_MOST);
	schema = resolve(schema);
	assert_true(json_exists(schema));
	(void)snprintf(where, WHERE, "is %s", json_kind_name(json_kind(v)));
	for (one = json_first(json_get(schema, "anyOf")); json_exists(one); one = json_next(one))
		if (fits(one, v, where, depth + 1))
			return true;
	if (json_exists(json_get(schema, "anyOf")))
		return false;
	type = json_get(schema, "type");
	if (json_exists(type) && !type_fits(type, json_kind(v)))
		return false;
	if (json_kind(v) == JSON_KIND_OBJECT)
		return members_fit(schema, v, where, depth);
	for (one = json_first(json_get(schema, "enum")); json_exists(one); one = json_next(one)) {
		char word[64];

		if (json_string_copy(one, word, sizeof(word)) && json_string_is(v, word))
			return true;
	}
	if (json_exists(json_get(schema, "enum")))
		return false;
	if (json_kind(v) == JSON_KIND_ARRAY && json_exists(json_get(schema, "items")))
		for (struct json_value e = json_first(v); json_exists(e); e = json_next(e))
			if (!fits(json_get(schema, "items"), e, where, depth + 1))
				return false;
	return true;
}

/* ---- calls ---- */

static void
load(void)
{
	struct why why;
	const char *file = getenv("PUNTUAL_OPENAPI");

	assert_int_equal(browser_ask(&b, "GET", "/v1/openapi.json", "", NULL), 200);
	buf_clear(&text);
	assert_int_equal(buf_add(&text, b.reply.body.data, b.reply.body.len), 0);
	assert_int_equal(json_parse(&document, buf_span(&text), &why), 0);
	if (file != NULL && file[0] != '\0') {
		FILE *out = fopen(file, "w");

		assert_non_null(out);
		assert_int_equal(
		    fwrite(b.reply.body.data, 1, b.reply.body.len, out), b.reply.body.len);
		assert_int_equal(fclose(out), 0);
	}
}

static struct json_value
operation(const char *method, const char *path)
{
	char lower[8];
	size_t len = strlen(method);

	for (size_t i = 0; i <= len; i++)
		lower[i] = text_lower(method[i]);
	return json_get(json_get(json_get(json_root(&document), "paths"), path), lower);
}

/* The last reply is one of those that the operation has. */
static void
assert_described(const char *method, const char *path)
{
	struct json_value responses = json_get(operation(method, path), "responses"), response;
	const char *type = browser_header(&b, "content-type");
	char status[8], where[WHERE] = "";
	struct why why;

	assert_true(json_exists(responses));
	(void)snprintf(status, sizeof(status), "%d", b.reply.status);
	response = json_get(responses, status);
	if (!json_exists(response)) {
		(void)snprintf(status, sizeof(status), "default");
		response = json_get(responses, status);
	}
	assert_int_equal(buf_addf(&given, "%s %s %s\n", method, path, status), 0);
	if (b.reply.status == 304) {
		assert_int_equal(b.reply.body.len, 0);
		return;
	}
	if (!json_exists(json_get(json_get(response, "content"), type)))
		fail_msg("%s %s: %s, %s", method, path, status, type);
	assert_int_equal(json_parse(&answer, buf_span(&b.reply.body), &why), 0);
	if (!fits(json_get(json_get(json_get(response, "content"), type), "schema"),
		json_root(&answer), where, 0))
		fail_msg("%s %s, %s: %s\n%s", method, path, status, where, buf_str(&b.reply.body));
}

/* One call of each that works, in an order in which it does; the path as described, then as asked. */
static const struct {
	const char *method, *path, *target, *body;
	int status;
} rows[] = {
    {"GET", "/v1/version", "/v1/version", NULL, 200},
    {"GET", "/v1/status", "/v1/status", NULL, 200},
    {"GET", "/v1/find", "/v1/find?q=L-1&limit=5", NULL, 200},
    {"GET", "/v1/shipments", "/v1/shipments?limit=1", NULL, 200},
    {"POST", "/v1/shipments", "/v1/shipments",
	"{\"shop\":\"luna\",\"order\":\"C-1\",\"number\":\"JD77\",\"carrier\":\"ups\","
	"\"customer_name\":\"Ana Ejemplo\",\"customer_email\":\"ana@ejemplo.example\","
	"\"promised_date\":\"2026-06-30\"}",
	201},
    {"POST", "/v1/shipments", "/v1/shipments",
	"{\"shipments\":[{\"shop\":\"luna\",\"order\":\"C-1\",\"number\":\"JD77\",\"carrier\":\"ups\","
	"\"customer_name\":\"Ana Ejemplo\",\"customer_email\":\"ana@ejemplo.example\","
	"\"promised_date\":\"2026-06-30\"},{\"order\":\"C-2\"}]}",
	200},
    {"POST", "/v1/past", "/v1/past",
	"{\"shipments\":[{\"shop\":\"luna\",\"number\":\"JD78\",\"carrier\":\"ups\",\"country\":\"ES\","
	"\"accepted_at\":\"2026-05-01T10:00:00Z\",\"delivered_at\":\"2026-05-03T10:00:00Z\"},{}]}",
	200},
    {"GET", "/v1/shipments/{id}", "/v1/shipments/C-1", NULL, 200},
    {"GET", "/v1/shipments/{id}", "/v1/shipments/L-1", NULL, 200},
    {"POST", "/v1/shipments/{id}/change", "/v1/shipments/C-1/change", "{\"marked\":true}", 200},
    {"POST", "/v1/shipments/{id}/poll", "/v1/shipments/C-1/poll", "{}", 200},
    {"POST", "/v1/shipments/{id}/tell", "/v1/shipments/C-1/tell", "{\"notices\":\"problems\"}",
	200},
    {"GET", "/v1/shipments/{id}/timeline", "/v1/shipments/L-1/timeline", NULL, 200},
    {"GET", "/v1/shipments/{id}/forecast", "/v1/shipments/L-1/forecast", NULL, 200},
    {"POST", "/v1/shipments/{id}/hold", "/v1/shipments/L-1/hold", "{}", 200},
    {"POST", "/v1/shipments/{id}/release", "/v1/shipments/L-1/release", "{}", 200},
    {"GET", "/v1/obligations", "/v1/obligations", NULL, 200},
    {"GET", "/v1/survey", "/v1/survey", NULL, 200},
    {"GET", "/v1/events", "/v1/events", NULL, 200},
    {"POST", "/v1/events/{id}/replay", "/v1/events/tienda/replay", "{\"since\":0}", 200},
    {"GET", "/v1/export", "/v1/export?since=2026-01-01&limit=2", NULL, 200},
    {"POST", "/v1/shipments/{id}/cancel", "/v1/shipments/C-1/cancel", "{}", 200},
    {"GET", "/v1/cases", "/v1/cases", NULL, 200},
    {"POST", "/v1/cases/{id}/claim", "/v1/cases/1/claim", "{}", 200},
    {"POST", "/v1/cases/{id}/note", "/v1/cases/1/note", "{\"text\":\"called\"}", 200},
    {"POST", "/v1/cases/{id}/resolve", "/v1/cases/1/resolve", "{\"text\":\"done\"}", 200},
    {"GET", "/v1/cases", "/v1/cases", NULL, 200},
    {"POST", "/v1/incidents", "/v1/incidents",
	"{\"carrier\":\"ups\",\"until\":\"2026-07-01\",\"text\":\"strike\"}", 200},
    {"GET", "/v1/incidents", "/v1/incidents?all=1", NULL, 200},
    {"POST", "/v1/incidents/{id}/close", "/v1/incidents/1/close", "{}", 200},
    {"GET", "/v1/carriers", "/v1/carriers", NULL, 200},
    {"POST", "/v1/accounts/{id}/retry", "/v1/accounts/ups-luna/retry", "{}", 200},
    {"GET", "/v1/outbox", "/v1/outbox", NULL, 200},
    {"GET", "/v1/outbox/{id}", "/v1/outbox/1", NULL, 200},
    {"POST", "/v1/outbox/{id}/hold", "/v1/outbox/1/hold", "{}", 200},
    {"POST", "/v1/outbox/{id}/release", "/v1/outbox/1/release", "{}", 200},
    {"POST", "/v1/outbox/{id}/retry", "/v1/outbox/1/retry", "{}", 200},
    {"POST", "/v1/outbox/{id}/resend", "/v1/outbox/1/resend", "{}", 409},
    {"POST", "/v1/outbox/{id}/drop", "/v1/outbox/1/drop", "{}", 200},
    {"POST", "/v1/outbox/{id}/resend", "/v1/outbox/1/resend", "{}", 200},
    {"POST", "/v1/outbox/release", "/v1/outbox/release", "{\"shop\":\"luna\"}", 200},
    {"POST", "/v1/outbox/drop", "/v1/outbox/drop", "{\"shop\":\"luna\"}", 200},
    {"GET", "/v1/suppressed", "/v1/suppressed", NULL, 200},
    {"POST", "/v1/suppressed/lift", "/v1/suppressed/lift",
	"{\"shop\":\"luna\",\"email\":\"ana.L-1@ejemplo.example\"}", 200},
    {"POST", "/v1/suppressed/lift", "/v1/suppressed/lift", "{\"email\":\"ana@ejemplo.example\"}",
	404},
    {"GET", "/v1/erase", "/v1/erase?email=ana@ejemplo.example", NULL, 200},
    {"GET", "/v1/erase", "/v1/erase?text=C-1&order=C-1", NULL, 400},
    {"POST", "/v1/erase", "/v1/erase", "{\"shop\":\"luna\",\"order\":\"C-1\"}", 200},
    {"POST", "/v1/erase", "/v1/erase", "{\"person\":999}", 404},
    {"POST", "/v1/customers/pause", "/v1/customers/pause", "{\"shop\":\"luna\"}", 200},
    {"POST", "/v1/customers/resume", "/v1/customers/resume", "{\"shop\":\"luna\"}", 200},
    {"GET", "/v1/report", "/v1/report?shop=luna", NULL, 200},
    {"GET", "/v1/advice", "/v1/advice?shop=luna&lane=ES:ES", NULL, 200},
    {"GET", "/v1/journal", "/v1/journal", NULL, 200},
    {"POST", "/in/carrier/{id}", "/in/carrier/ups-luna", "{}", 202},
    {"POST", "/in/carrier/{id}", "/in/carrier/nobody", "{}", 404},
    {"POST", "/in/shop/{id}", "/in/shop/luna", "{}", 200},
    {"POST", "/in/shop/{id}", "/in/shop/nobody", "{}", 404},
    {"POST", "/in/shop/{id}/{token}", "/in/shop/odoo/odoo-token", "{\"_id\":1}", 200},
    {"POST", "/in/shop/{id}/{token}", "/in/shop/odoo/secret", "{}", 401},
    {"GET", "/v1/inbox", "/v1/inbox", NULL, 200},
    {"GET", "/v1/inbox/{id}", "/v1/inbox/1", NULL, 200},
    {"POST", "/v1/inbox/{id}/retry", "/v1/inbox/1/retry", "{}", 200},
    {"POST", "/v1/inbox/{id}/drop", "/v1/inbox/1/drop", "{}", 200},
};

/* By its token; at the doors signed, as each wants it. */
static const char *
headers_of(const char *path, const char *body)
{
	static char headers[512];
	struct buf signature = BUF_INIT(256);

	if (text_starts(span_of(path), "/in/carrier/"))
		return "credential: ups-key\r\n";
	if (strcmp(path, "/in/shop/{id}") != 0)
		return browser_bearer("all");
	assert_int_equal(webhook_add_signatures(&signature, SPAN(HOOK_KEY), "msg-1",
			     b.h.now_utc_ms / SECOND_MS, span_of(body)),
	    0);
	(void)snprintf(headers, sizeof(headers),
	    "webhook-id: msg-1\r\nwebhook-timestamp: %lld\r\nwebhook-signature: %s\r\n",
	    (long long)(b.h.now_utc_ms / SECOND_MS), buf_str(&signature));
	buf_clear(&signature);
	return headers;
}

/* The same again, of what the last reply's tag says is known. */
static void
ask_by_tag(const char *path, const char *target)
{
	char headers[256];

	(void)snprintf(headers, sizeof(headers), "%sIf-None-Match: %s\r\n", browser_bearer("all"),
	    browser_header(&b, "etag"));
	if (browser_ask(&b, "GET", target, headers, NULL) != 304)
		fail_msg("GET %s has another tag at once", target);
	assert_described("GET", path);
}

static void
test_every_answer_is_as_described(void **state)
{
	(void)state;
	load();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int status = browser_ask(&b, rows[i].method, rows[i].target,
		    headers_of(rows[i].path, rows[i].body), rows[i].body);

		if (status != rows[i].status)
			fail_msg("%s %s: %d %s", rows[i].method, rows[i].target, status,
			    buf_str(&b.reply.body));
		assert_described(rows[i].method, rows[i].path);
		if (strcmp(rows[i].method, "GET") == 0 && status == 200)
			ask_by_tag(rows[i].path, rows[i].target);
	}
}

static void
test_every_failure_is_a_problem(void **state)
{
	static const struct {
		const char *method, *path, *target, *headers, *body;
		int status;
	} bad[] = {
	    {"GET", "/v1/cases", "/v1/cases", "", NULL, 401},
	    {"GET", "/v1/cases", "/v1/cases?limit=x", "all", NULL, 400},
	    {"GET", "/v1/cases", "/v1/cases?nothing=1", "all", NULL, 422},
	    {"GET", "/v1/shipments/{id}", "/v1/shipments/none", "all", NULL, 404},
	    {"POST", "/v1/shipments", "/v1/shipments", "all", "{", 400},
	    {"POST", "/v1/shipments", "/v1/shipments", "all", "{}", 422},
	    {"POST", "/v1/cases/{id}/claim", "/v1/cases/99/claim", "all", "{}", 404},
	};

	(void)state;
	load();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(
		    browser_ask(&b, bad[i].method, bad[i].target,
			bad[i].headers[0] != '\0' ? browser_bearer("all") : "", bad[i].body),
		    bad[i].status);
		assert_string_equal(browser_header(&b, "content-type"), "application/problem+json");
		assert_described(bad[i].method, bad[i].path);
	}
}

static bool
exercised(const char *method, const char *path)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (text_equal_nocase(rows[i].method, method) && strcmp(rows[i].path, path) == 0)
			return true;
	/* The document itself, and a feed without end: test_live hears it. */
	return strcmp(path, "/v1/openapi.json") == 0 || strcmp(path, "/v1/live") == 0;
}

static void
test_no_call_is_left_out(void **state)
{
	struct json_value path, call;
	size_t count = 0;

	(void)state;
	load();
	for (path = json_first(json_get(json_root(&document), "paths")); json_exists(path);
	     path = json_next(path))
		for (call = json_first(path); json_exists(call); call = json_next(call)) {
			char name[96], method[8];

			(void)json_key_copy(path, name, sizeof(name));
			(void)json_key_copy(call, method, sizeof(method));
			if (!exercised(method, name))
				fail_msg("%s %s is never made", method, name);
			count++;
		}
	for (size_t i = 0; i < route_count; i++)
		count -= routes[i].kind == ROUTE_API || routes[i].kind == ROUTE_DOOR;
	assert_int_equal(count, 1); /* all of the table, and the document itself */
}

/* ---- every answer that is described ---- */

/* An order of two parcels, which one then is meant? */
static void
ask_of_two(const char *method, const char *path)
{
	const char *end = strrchr(path, '}') + 1, *body = NULL;
	char target[96];

	(void)snprintf(target, sizeof(target), "/v1/shipments/D-1%s", end);
	if (strcmp(method, "POST") == 0)
		body = strcmp(end, "/change") == 0 ? "{\"marked\":true}"
		    : strcmp(end, "/tell") == 0    ? "{\"notices\":\"problems\"}"
						   : "{}";
	if (browser_ask(&b, method, target, browser_bearer("all"), body) != 300)
		fail_msg("%s %s: %d %s", method, target, b.reply.status, buf_str(&b.reply.body));
	assert_described(method, path);
}

/* A stranger, or with a parameter that no call has. */
static void
ask_in_vain(const char *method, const char *path)
{
	char target[128];

	(void)snprintf(target, sizeof(target), "%s?vain=1", path);
	assert_true(
	    browser_ask(&b, method, target, "", strcmp(method, "POST") == 0 ? "{}" : NULL) >= 400);
	assert_described(method, path);
}

static bool
was_given(const char *method, const char *path, const char *status)
{
	char line[160];

	(void)snprintf(line, sizeof(line), "%s %s %s\n", method, path, status);
	return strstr(buf_str(&given), line) != NULL;
}

/* The last of the tests: with what those before it were answered. */
static void
test_no_described_answer_is_left_out(void **state)
{
	struct json_value path, call, response;
	size_t count = 0;

	(void)state;
	load();
	assert_int_equal(browser_ask(&b, "GET", "/v1/openapi.json", "", NULL), 200);
	for (int i = 1; i <= 2; i++) {
		char body[256];

		(void)snprintf(body, sizeof(body),
		    "{\"shop\":\"luna\",\"order\":\"D-1\",\"number\":\"JD9%d\",\"carrier\":\"ups\","
		    "\"promised_date\":\"2026-06-30\"}",
		    i);
		if (browser_ask(&b, "POST", "/v1/shipments", browser_bearer("all"), body) != 201)
			fail_msg("%s", buf_str(&b.reply.body));
	}
	for (path = json_first(json_get(json_root(&document), "paths")); json_exists(path);
	     path = json_next(path))
		for (call = json_first(path); json_exists(call); call = json_next(call)) {
			char name[96], lower[8], method[8] = "";

			(void)json_key_copy(path, name, sizeof(name));
			(void)json_key_copy(call, lower, sizeof(lower));
			for (size_t i = 0; i < sizeof(lower) && lower[i] != '\0'; i++)
				method[i] = text_upper(lower[i]);
			ask_in_vain(method, name);
			for (response = json_first(json_get(call, "responses"));
			     json_exists(response); response = json_next(response)) {
				char status[8];

				(void)json_key_copy(response, status, sizeof(status));
				if (strcmp(status, "300") == 0)
					ask_of_two(method, name);
				/* The document, just read; and a feed without end: test_live hears it. */
				if (strcmp(status, "200") == 0 &&
				    (strcmp(name, "/v1/openapi.json") == 0 ||
					strcmp(name, "/v1/live") == 0))
					continue;
				if (!was_given(method, name, status))
					fail_msg("%s %s never answers %s", method, name, status);
				count++;
			}
		}
	assert_true(count > 100);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    CASE(test_every_answer_is_as_described),
	    CASE(test_every_failure_is_a_problem),
	    CASE(test_no_call_is_left_out),
	    CASE(test_no_described_answer_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
