#include "monitor/web/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "carriers/carrier.h"
#include "monitor/base/json.h"
#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/notice/template.h"
#include "tests/support/client.h"
#include "tests/support/store_harness.h"

/* A web thread over a store of its own; the test reads and changes the store beside it. */
static struct {
	struct harness h;
	struct clock *clock;
	struct web *web;
	struct templates *templates;
	char path[PATH_MAX];
	struct http_response reply;
	struct json_doc doc;
	char retried[LIMIT_ACCOUNT_ROOM];
} b;

static void
mail(void *arg, struct web_mail *out)
{
	(void)arg;
	(void)snprintf(out->state, sizeof(out->state), "failing");
	(void)snprintf(out->detail, sizeof(out->detail), "535 refused");
	out->failing_since_utc_ms = HARNESS_START - HOUR_MS;
}

static void
retried(void *arg, const char *account)
{
	(void)arg;
	(void)snprintf(b.retried, sizeof(b.retried), "%s", account);
}

static void
fill_policy(struct policy *p)
{
	static const struct {
		const char *id, *carrier, *shop;
	} accounts[] = {
	    {"dhl-main", "dhl", ""}, {"ups-main", "ups", ""}, {"ups-luna", "ups", "luna"}};

	free(p->shops);
	p->shop_count = 2;
	p->shops = calloc(2, sizeof(*p->shops));
	p->account_count = sizeof(accounts) / sizeof(accounts[0]);
	p->accounts = calloc(p->account_count, sizeof(*p->accounts));
	assert_non_null(p->shops);
	assert_non_null(p->accounts);
	for (size_t i = 0; i < 2; i++) {
		struct shop *shop = &p->shops[i];

		(void)snprintf(shop->id, sizeof(shop->id), i == 0 ? "luna" : "sol");
		(void)snprintf(shop->name, sizeof(shop->name), "Tienda %zu", i);
		(void)snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
		(void)snprintf(shop->locale, sizeof(shop->locale), "es-ES");
		(void)snprintf(shop->country, sizeof(shop->country), "ES");
		(void)snprintf(shop->from, sizeof(shop->from), "lucia@tienda.example");
		(void)snprintf(shop->reply_to, sizeof(shop->reply_to), "lucia@tienda.example");
		(void)snprintf(shop->domain, sizeof(shop->domain), "tienda.example");
		(void)snprintf(shop->contact_name, sizeof(shop->contact_name), "Lucía Muestra");
		(void)snprintf(shop->contact_phone, sizeof(shop->contact_phone), "+34 600 000 009");
	}
	for (size_t i = 0; i < p->account_count; i++) {
		struct account *a = &p->accounts[i];

		(void)snprintf(a->id, sizeof(a->id), "%s", accounts[i].id);
		(void)snprintf(a->carrier, sizeof(a->carrier), "%s", accounts[i].carrier);
		(void)snprintf(a->shop, sizeof(a->shop), "%s", accounts[i].shop);
	}
}

static int
setup(void **state)
{
	struct web_options options;
	struct why why = {0};

	(void)state;
	memset(&b, 0, sizeof(b));
	http_response_init(&b.reply);
	harness_init(&b.h);
	fill_policy(b.h.policy);
	harness_open(&b.h);
	if (snprintf(b.path, sizeof(b.path), "%s/api.sock", b.h.root) >= (int)sizeof(b.path) ||
	    clock_new_fake(&b.clock, HARNESS_START, 0) < 0)
		return -1;
	assert_int_equal(templates_new(&b.templates, template_files, template_file_count, &why), 0);
	options = (struct web_options){.path = b.path,
	    .templates = b.templates,
	    .group = "",
	    .store = b.h.store,
	    .clock = b.clock,
	    .policy = b.h.policy,
	    .getters = {.mail = mail, .account_retried = retried}};
	if (web_start(&options, &b.web, &why) == 0)
		return 0;
	print_message("web_start: %s: %s\n", why.path, why.text);
	return -1;
}

static int
teardown(void **state)
{
	(void)state;
	web_stop(b.web);
	templates_free(b.templates);
	json_doc_clear(&b.doc);
	http_response_clear(&b.reply);
	harness_clear(&b.h);
	clock_free(b.clock);
	return 0;
}

/* ---- asking ---- */

static int
ask(const char *method, const char *target, const char *body)
{
	struct why why;

	assert_int_equal(client_ask(b.path, method, target, body, &b.reply), 0);
	assert_int_equal(json_parse(&b.doc, buf_span(&b.reply.body), &why), 0);
	return b.reply.status;
}

static int
get(const char *target)
{
	return ask("GET", target, NULL);
}

static int
post(const char *target, const char *body)
{
	return ask("POST", target, body);
}

/* A value of the last answer as text; null, true and false by name; "missing". */
static const char *
value(const char *path)
{
	static char text[1024];
	struct json_value v = json_path(json_root(&b.doc), path);

	if (!json_text_copy(v, text, sizeof(text)))
		(void)snprintf(text, sizeof(text), "%s", json_kind_name(json_kind(v)));
	return text;
}

static size_t
count_of(const char *path)
{
	return json_count(json_path(json_root(&b.doc), path));
}

#define assert_value(path, expected) assert_string_equal(value(path), expected)

static const char *const whole =
    "{\"shop\":\"luna\",\"order\":\"B-1\",\"carrier\":\"dhl\",\"number\":\"JD01 4600 0042\","
    "\"promised_date\":\"2026-05-30\",\"country\":\"ES\",\"postcode\":\"48001\",\"city\":\"Bilbao\","
    "\"customer_name\":\"Ana Ejemplo\",\"customer_email\":\"ana@ejemplo.example\","
    "\"items\":\"6 platos\",\"value\":12.5,\"marked\":true}";

static uint64_t
see(const char *order, const char *number, const char *code)
{
	uint64_t id = harness_register(&b.h, order, number);

	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, code)).rc, 0);
	return id;
}

/* ---- registering ---- */

static void
test_a_shipment_is_registered_once(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	assert_value("results[0].id", "1");
	assert_value("results[0].existed", "false");
	assert_value("results[0].error", "null");
	assert_int_equal(post("/v1/shipments", whole), 200);
	assert_value("results[0].id", "1");
	assert_value("results[0].existed", "true");
}

static void
test_where_no_date_is_told_the_shops_rule_promises(void **state)
{
	static struct promise_rule rule = {.id = "standard",
	    .cut_off_second = 14 * 3600,
	    .handling_days = 1,
	    .carrier_days = 2,
	    .weekdays = 0x1F};

	(void)state;
	b.h.policy->rules = &rule;
	b.h.policy->rule_count = 1;
	assert_int_equal(
	    post("/v1/shipments",
		"{\"shop\":\"luna\",\"order\":\"R-1\",\"carrier\":\"dhl\",\"number\":\"JD99\","
		"\"ordered_at\":\"2026-05-28T10:00:00+02:00\"}"),
	    201);
	assert_int_equal(get("/v1/shipments/R-1"), 200);
	assert_value("promised_until", "2026-06-02"); /* Thursday, Friday, two days on */
	assert_value("ship_by", "2026-05-29");
	assert_value("promise_rule", "standard");
	b.h.policy->rules = NULL;
	b.h.policy->rule_count = 0;
}

static void
test_a_known_shipment_with_other_data_is_a_conflict(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	assert_int_equal(post("/v1/shipments",
			     "{\"shop\":\"luna\",\"order\":\"B-1\",\"carrier\":\"dhl\",\"number\":"
			     "\"JD0146000042\",\"promised_date\":\"2026-06-02\"}"),
	    409);
	assert_value("code", "exists");
}

static void
test_a_carrier_is_recognised_by_its_number(void **state)
{
	(void)state;
	assert_int_equal(
	    post("/v1/shipments",
		"{\"shop\":\"luna\",\"order\":\"B-2\",\"number\":\"1ZEJ3MP10400424208\"}"),
	    201);
	assert_int_equal(get("/v1/shipments/B-2"), 200);
	assert_value("carrier", "ups");
	assert_value("account", "ups-luna"); /* the shop's own before one of all shops */
}

/* One registration each: what is wrong, and where it says so. */
static void
test_impossible_registrations_say_what_is_wrong(void **state)
{
	static const struct {
		const char *body;
		int status;
		const char *code, *path;
	} rows[] = {
	    {"{}", 422, "malformed", "order"},
	    {"{\"order\":\"1\",\"number\":\"JD014\",\"carrier\":\"dhl\"}", 422, "malformed",
		"shop"},
	    {"{\"shop\":\"mar\",\"order\":\"1\",\"number\":\"JD014\",\"carrier\":\"dhl\"}", 422,
		"not_found", "shop"},
	    {"{\"shop\":\"luna\",\"order\":\"1\",\"number\":\"JD014\",\"carrier\":\"nobody\"}", 422,
		"not_found", "carrier"},
	    {"{\"shop\":\"luna\",\"order\":\"1\",\"number\":\"ZZ\"}", 422, "malformed", "carrier"},
	    {"{\"colour\":\"red\"}", 422, "not_found", "colour"},
	    {"{\"order\":[1]}", 422, "malformed", "order"},
	    {"{\"order\":{}}", 422, "malformed", "order"},
	    {"{\"promised_date\":\"2026-02-30\"}", 422, "range", "promised_date"},
	    {"{\"promised_date\":\"30/05/2026\"}", 422, "malformed", "promised_date"},
	    {"{\"shop\":\"luna\",\"order\":\"1\",\"number\":\"JD014\",\"carrier\":\"dhl\","
	     "\"promised_date\":\"2036-05-30\"}",
		422, "range", "promised_date"},
	    {"{\"shop\":\"luna\",\"order\":\"1\",\"number\":\"JD014\",\"carrier\":\"dhl\","
	     "\"promised_from\":\"2026-05-30\"}",
		422, "malformed", "promised_until"},
	    {"{\"customer_email\":\"nobody\"}", 422, "malformed", "customer_email"},
	    {"{\"country\":\"Spain\"}", 422, "malformed", "country"},
	    {"{\"shipments\":[]}", 422, "range", "shipments"},
	    {"{\"shipments\":{}}", 422, "malformed", "shipments"},
	    {"{\"shipments\":[{}],\"order\":\"1\"}", 422, "malformed", "shipments"},
	    {"{\"order\":", 400, "malformed", NULL},
	    {"[]", 400, "malformed", ""},
	    {"{\"order\":\"\\ud800\"}", 400, "malformed", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int status = post("/v1/shipments", rows[i].body);

		if (status != rows[i].status)
			fail_msg("%s: %d: %s", rows[i].body, status, buf_str(&b.reply.body));
		if (strcmp(value("code"), rows[i].code) != 0 ||
		    (rows[i].path != NULL && strcmp(value("path"), rows[i].path) != 0))
			fail_msg("%s: %s", rows[i].body, buf_str(&b.reply.body));
		assert_true(strlen(value("detail")) > 5);
	}
	assert_int_equal(get("/v1/status"), 200);
	assert_value("store.shipments", "0");
}

static void
test_of_many_each_is_whole_or_not_at_all(void **state)
{
	(void)state;
	assert_int_equal(
	    post("/v1/shipments",
		"{\"shipments\":["
		"{\"shop\":\"luna\",\"order\":\"C-1\",\"carrier\":\"dhl\",\"number\":\"JD01\"},"
		"{\"shop\":\"luna\",\"order\":\"C-2\",\"carrier\":\"dhl\",\"number\":\"JD02\","
		"\"promised_date\":\"2026-13-01\"},"
		"{\"shop\":\"luna\",\"order\":\"C-3\",\"carrier\":\"dhl\",\"number\":\"JD03\","
		"\"value\":[]},7,"
		"{\"shop\":\"luna\",\"order\":\"C-5\",\"carrier\":\"dhl\",\"number\":\"JD05\"}]}"),
	    200);
	assert_int_equal(count_of("results"), 5);
	assert_value("results[0].error", "null");
	assert_value("results[1].id", "null");
	assert_value("results[1].error.path", "shipments[1].promised_date");
	assert_value("results[2].error.path", "shipments[2].value");
	assert_value("results[3].error.path", "shipments[3]");
	assert_value("results[4].error", "null");
	assert_int_equal(get("/v1/status"), 200);
	assert_value("store.shipments", "2");
}

static void
test_five_hundred_are_taken_at_once_and_no_more(void **state)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);

	(void)state;
	(void)buf_add_str(&body, "{\"shipments\":[");
	for (int i = 0; i < LIMIT_REGISTRATIONS; i++)
		(void)buf_addf(&body,
		    "%s{\"shop\":\"luna\",\"order\":\"D-%d\",\"carrier\":\"dhl\",\"number\":\"JD%d\"}",
		    i > 0 ? "," : "", i, i);
	(void)buf_add_str(&body, "]}");
	assert_int_equal(post("/v1/shipments", buf_str(&body)), 200);
	assert_int_equal(count_of("results"), LIMIT_REGISTRATIONS);
	assert_value("results[499].error", "null");
	assert_int_equal(get("/v1/status"), 200);
	assert_value("store.open", "500");

	body.len -= 2;
	(void)buf_add_str(&body, ",{}]}");
	assert_int_equal(post("/v1/shipments", buf_str(&body)), 422);
	assert_value("path", "shipments");
	buf_clear(&body);
}

/* ---- looking up ---- */

static void
test_show_and_lists_tell_the_forecast_with_its_reasons(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	b.h.now_utc_ms += HOUR_MS;
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, 1, "FORECAST")).rc, 0);
	assert_int_equal(get("/v1/shipments/1"), 200);
	assert_value("forecast.answer", "made");
	assert_value("forecast.at", "2026-05-28T21:26:40Z");
	assert_value("forecast.p_late", "0.84");
	assert_value("forecast.p90", "2026-06-01T21:26:40Z");
	assert_int_equal(count_of("forecast.by_day"), 3);
	assert_value("forecast.by_day[0].day", "2026-05-29");
	assert_value("forecast.by_day[0].p", "0.16");
	assert_value("forecast.after", "0.22");
	assert_value("forecast.gap_p50_ms", "25200000");
	assert_value("forecast.gap_p90_ms", "null");
	assert_value("forecast.steps[0].id", "lane");
	assert_value("forecast.steps[1].points", "-0.04");
	assert_value("forecast.steps[1].value", "900");
	assert_value("forecast.n", "312");
	assert_value("forecast.needed", "30");
	assert_value("forecast.came_true", "null");
	assert_value("said_handover", "null");
	assert_int_equal(get("/v1/shipments"), 200);
	assert_value("results[0].forecast.p_late", "0.84");
}

static void
test_show_tells_the_whole(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	b.h.now_utc_ms += HOUR_MS;
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, 1, "TWO")).rc, 0);
	assert_int_equal(get("/v1/shipments/1"), 200);
	assert_value("order", "B-1");
	assert_value("number", "JD0146000042");
	assert_value("customer", "Ana Ejemplo");
	assert_value("email", "ana@ejemplo.example");
	assert_value("phone", "null");
	assert_value("city", "Bilbao");
	assert_value("promised_from", "2026-05-30");
	assert_value("promised_until", "2026-05-30");
	assert_value("promised_until_time", "null");
	assert_value("zone", "Europe/Madrid");
	assert_value("deadline", "2026-05-30T22:00:00Z");
	assert_value("state", "slipping");
	assert_value("marked", "true");
	assert_value("value", "12.5");
	assert_value("now", "2026-05-28T20:26:40Z");
	assert_value("events[0].code", "TWO");
	assert_value("events[0].at_kind", "instant");
	assert_value("events[0].source", "carrier");
	assert_value("case.reason", "exception");
	assert_value("case.owner", "null");
	assert_value("cases[0].state", "open");
	assert_value("notices[0].kind", "delay");
	assert_value("notices[0].to", "ana@ejemplo.example");
	assert_value("notices[0].shipments[0]", "1");
	assert_value("obligation", "2026-05-29T21:26:40Z");
	assert_value("forecast", "null");
	assert_value("journal[0].name", "seen");
	assert_value("account_state.id", "dhl-main");
	assert_value("account_state.health", "ok");
	assert_int_equal(count_of("siblings"), 0);
	assert_int_equal(count_of("retold"), 0);
	assert_value("schedule.interval_ms", "3600000");
}

static void
test_an_id_may_be_order_number_or_id(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	assert_int_equal(get("/v1/shipments/1"), 200);
	assert_int_equal(get("/v1/shipments/id:1"), 200);
	assert_int_equal(get("/v1/shipments/B-1"), 200);
	assert_int_equal(get("/v1/shipments/jd01%204600%200042"), 200);
	assert_value("id", "1");
	assert_int_equal(get("/v1/shipments/2"), 404);
	assert_value("code", "not_found");
	assert_int_equal(get("/v1/shipments/id:x"), 404);
	assert_int_equal(get("/v1/shipments/%ff"), 404);
	assert_int_equal(get("/v1/shipments/%00"), 404);
}

static void
test_several_matches_are_listed(void **state)
{
	(void)state;
	harness_register(&b.h, "E-1", "JD71");
	harness_register(&b.h, "E-1", "JD72");
	assert_int_equal(get("/v1/shipments/E-1"), 300);
	assert_int_equal(count_of("matches"), 2);
	assert_value("matches[0].order", "E-1");
	assert_value("zone", "Europe/Madrid");
	assert_int_equal(post("/v1/shipments/E-1/cancel", NULL), 300);
	assert_int_equal(get("/v1/shipments/JD72"), 200);
	assert_int_equal(count_of("siblings"), 1);
	assert_value("siblings[0].number", "JD71");
	/* An order that looks like an id is told apart. */
	harness_register(&b.h, "2", "JD73");
	assert_int_equal(get("/v1/shipments/2"), 300);
	assert_int_equal(get("/v1/shipments/id:2"), 200);
	assert_value("number", "JD72");
}

static void
test_find_searches_people_orders_and_numbers(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	harness_register(&b.h, "F-1", "JD81");
	assert_int_equal(get("/v1/find?q=b-1"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_value("results[0].order", "B-1");
	assert_value("more", "false");
	assert_value("open", "2");
	assert_value("stored", "2");
	assert_true(strlen(value("took_us")) > 0);
	assert_int_equal(get("/v1/find?q=ana&limit=1"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_value("more", "true");
	assert_int_equal(get("/v1/find?q=JD01%204600%200042"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_int_equal(get("/v1/find?q=nadie"), 200);
	assert_int_equal(count_of("results"), 0);
}

static void
test_a_list_pages_without_loss(void **state)
{
	char target[512], cursor[400] = "";
	size_t seen = 0, pages = 0;

	(void)state;
	for (int i = 0; i < 7; i++) {
		char order[16], number[16];

		(void)snprintf(order, sizeof(order), "G-%d", i);
		(void)snprintf(number, sizeof(number), "JD9%d", i);
		if (i < 2)
			see(order, number, "SLIP");
		else
			harness_register(&b.h, order, number);
	}
	do {
		(void)snprintf(target, sizeof(target), "/v1/shipments?limit=3&cursor=%s", cursor);
		assert_int_equal(get(target), 200);
		if (pages++ == 0) {
			assert_value("results[0].state", "slipping");
			assert_value("results[1].state", "slipping");
			assert_value("results[2].state", "on_track");
		}
		seen += count_of("results");
		(void)snprintf(cursor, sizeof(cursor), "%s", value("cursor"));
	} while (strcmp(cursor, "null") != 0 && pages < 10);
	assert_int_equal(seen, 7);
	assert_int_equal(get("/v1/shipments?state=slipping"), 200);
	assert_int_equal(count_of("results"), 2);
	assert_value("cursor", "null");
	assert_int_equal(get("/v1/shipments?shop=sol"), 200);
	assert_int_equal(count_of("results"), 0);
}

/* ---- changing ---- */

static void
test_a_promise_is_corrected(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	assert_int_equal(post("/v1/shipments/B-1/change",
			     "{\"promised_date\":\"2026-06-02\",\"author\":\"Lucía\"}"),
	    200);
	assert_value("id", "1");
	/* The test's judge keeps promises as they are: what reached it is in its journal. */
	assert_int_equal(post("/v1/shipments/B-1/change", "{\"number\":\"JD99\"}"), 200);
	assert_int_equal(get("/v1/shipments/JD99"), 200);
}

static void
test_changes_that_make_no_sense_are_refused(void **state)
{
	static const struct {
		const char *body;
		const char *code, *path;
	} rows[] = {
	    {"{}", "malformed", ""},
	    {"{\"author\":\"Lucía\"}", "malformed", ""},
	    {"{\"order\":\"B-2\"}", "not_found", "order"},
	    {"{\"promised_date\":\"2036-01-01\"}", "range", "promised_date"},
	    {"{\"promised_until\":\"2026-06-01\"}", "malformed", "promised_from"},
	    {"{\"number\":null}", "malformed", "number"},
	    {"{\"number\":\"?\"}", "malformed", "number"},
	    {"{\"mark\":\"arrived\"}", "malformed", "mark"},
	    {"{\"mark\":\"unknown\"}", "malformed", "mark"},
	    {"{\"mark\":\"delivered\",\"at\":\"2026-06-28\"}", "range", "at"},
	    {"{\"mark\":\"delivered\",\"at\":\"yesterday\"}", "malformed", "at"},
	    {"{\"superseded\":false}", "malformed", "superseded"},
	    {"{\"country\":\"E\"}", "malformed", "country"},
	};

	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (post("/v1/shipments/1/change", rows[i].body) != 422 ||
		    strcmp(value("code"), rows[i].code) != 0 ||
		    strcmp(value("path"), rows[i].path) != 0)
			fail_msg("%s: %s", rows[i].body, buf_str(&b.reply.body));
	}
}

static void
test_a_shipment_is_cancelled(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	assert_int_equal(post("/v1/shipments/1/cancel", "{\"author\":\"Lucía\"}"), 200);
	assert_int_equal(get("/v1/shipments/1"), 200);
	assert_value("cancelled", "true");
	assert_int_equal(post("/v1/shipments/77/cancel", NULL), 404);
}

static void
test_what_is_over_without_a_promise_is_listed_when_asked_for(void **state)
{
	(void)state;
	see("N-1", "JD55", "MOVES");
	see("N-2", "JD56", "CLOSE");
	assert_int_equal(get("/v1/shipments"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_value("results[0].order", "N-1");
	assert_int_equal(get("/v1/shipments?state=none"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_value("results[0].order", "N-2");
}

static void
test_asking_now_moves_the_next_poll(void **state)
{
	(void)state;
	see("H-1", "JD55", "MOVES");
	clock_advance(b.clock, 10 * MINUTE_MS, 0);
	assert_int_equal(post("/v1/shipments/H-1/poll", NULL), 200);
	assert_int_equal(get("/v1/shipments/H-1"), 200);
	assert_value("next_poll", "2026-05-28T20:36:40Z");
}

/* ---- cases ---- */

static void
test_an_incident_is_opened_and_closed_by_hand(void **state)
{
	(void)state;
	assert_int_equal(get("/v1/incidents"), 200);
	assert_int_equal(count_of("results"), 0);
	assert_int_equal(post("/v1/incidents", "{\"until\":\"2026-06-05\"}"), 422);
	assert_value("path", "carrier");
	assert_int_equal(post("/v1/incidents", "{\"carrier\":\"dhl\",\"until\":\"soon\"}"), 422);
	assert_value("path", "until");
	assert_int_equal(post("/v1/incidents",
			     "{\"author\":\"Lucía\",\"carrier\":\"dhl\",\"depot\":\"Vitoria\","
			     "\"until\":\"2026-06-05\",\"text\":\"huelga\"}"),
	    200);
	assert_value("id", "1");
	assert_int_equal(get("/v1/incidents"), 200);
	assert_value("results[0].kind", "announced");
	assert_value("results[0].depot", "VITORIA");
	assert_value("results[0].author", "Lucía");
	assert_value("results[0].text", "huelga");
	assert_value("results[0].held", "0");
	assert_int_equal(post("/v1/incidents/1/close", "{\"author\":\"Lucía\"}"), 200);
	assert_int_equal(get("/v1/incidents"), 200);
	assert_int_equal(count_of("results"), 0);
	assert_int_equal(get("/v1/incidents?all=1"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_int_equal(post("/v1/incidents/9/close", "{}"), 404);
}

static void
test_a_case_is_claimed_noted_and_resolved(void **state)
{
	(void)state;
	see("I-1", "JD66", "CASE");
	assert_int_equal(get("/v1/cases"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_value("results[0].order", "I-1");
	assert_value("results[0].customer", "Ana Gómez de I-1");
	assert_value("cursor", "null");
	assert_int_equal(post("/v1/cases/1/claim", "{}"), 422);
	assert_value("path", "author");
	assert_int_equal(post("/v1/cases/1/claim", "{\"author\":\"Lucía\"}"), 200);
	assert_value("id", "1");
	assert_int_equal(post("/v1/cases/1/claim", "{\"author\":\"Iván\"}"), 409);
	assert_int_equal(
	    post("/v1/cases/1/note", "{\"author\":\"Iván\",\"text\":\"llamada\"}"), 200);
	assert_int_equal(get("/v1/cases?shop=luna"), 200);
	assert_value("results[0].owner", "Lucía");
	assert_value("results[0].notes[0].text", "llamada");
	assert_value("results[0].notes[0].author", "Iván");
	assert_int_equal(get("/v1/cases?shop=sol"), 200);
	assert_int_equal(count_of("results"), 0);
	assert_int_equal(post("/v1/cases/1/resolve", "{\"author\":\"Lucía\"}"), 200);
	assert_int_equal(get("/v1/cases"), 200);
	assert_int_equal(count_of("results"), 0);
	assert_int_equal(post("/v1/cases/9/claim", "{\"author\":\"Lucía\"}"), 404);
	assert_int_equal(post("/v1/cases/x/claim", "{\"author\":\"Lucía\"}"), 404);
}

/* ---- the outbox ---- */

static void
test_a_notice_is_held_released_and_dropped(void **state)
{
	(void)state;
	see("J-1", "JD77", "SLIP");
	assert_int_equal(get("/v1/outbox?state=pending"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_value("results[0].state", "pending");
	assert_int_equal(post("/v1/outbox/1/hold", "{\"text\":\"huelga\"}"), 200);
	assert_int_equal(get("/v1/outbox/1"), 200);
	assert_value("state", "held");
	assert_value("answer_text", "huelga");
	assert_int_equal(post("/v1/outbox/1/release", NULL), 200);
	assert_int_equal(post("/v1/outbox/1/release", NULL), 409);
	assert_int_equal(post("/v1/outbox/1/drop", NULL), 200);
	assert_int_equal(get("/v1/outbox/1"), 200);
	assert_value("state", "superseded");
	assert_int_equal(post("/v1/outbox/1/resend", NULL), 200);
	assert_value("id", "2");
	assert_int_equal(get("/v1/outbox?limit=1"), 200);
	assert_value("results[0].id", "2");
	assert_string_not_equal(value("cursor"), "null");
	assert_int_equal(post("/v1/outbox/44/hold", NULL), 404);
	assert_int_equal(get("/v1/outbox/44"), 404);
	assert_int_equal(get("/v1/outbox?state=lost"), 422);
}

static void
test_the_bytes_as_sent_are_shown(void **state)
{
	struct op *begin;

	(void)state;
	see("K-1", "JD78", "SLIP");
	begin = op_new(OP_ATTEMPT_BEGIN, b.h.now_utc_ms, b.h.policy);
	begin->id = 1;
	(void)buf_add_str(&begin->begin.message, "Subject: hola\r\n\r\nllegará tarde\r\n");
	(void)snprintf(begin->begin.message_id, sizeof(begin->begin.message_id), "1@luna.example");
	assert_int_equal(harness_run(&b.h, begin).rc, 0);
	assert_int_equal(get("/v1/outbox/1"), 200);
	assert_value("message", "Subject: hola\r\n\r\nllegará tarde\r\n");
	assert_value("message_id", "1@luna.example");
	assert_value("attempts", "1");
}

static void
test_a_notice_is_shown_before_it_is_sent(void **state)
{
	(void)state;
	see("O-1", "JD74", "SLIP");
	assert_int_equal(get("/v1/outbox/1"), 200);
	assert_value("message_error", "null");
	assert_true(strlen(value("subject")) > 10);
	assert_non_null(strstr(buf_str(&b.reply.body), "To: "));
	assert_non_null(strstr(buf_str(&b.reply.body), "ana.O-1@ejemplo.example"));
	assert_value("attempts", "0");
	assert_value("state", "pending");
}

static void
test_all_held_notices_of_a_shop_go_at_once(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		char name[16], target[32];

		(void)snprintf(name, sizeof(name), "L%d", i);
		see(name, name, "SLIP");
		(void)snprintf(target, sizeof(target), "/v1/outbox/%d/hold", i + 1);
		assert_int_equal(post(target, NULL), 200);
	}
	assert_int_equal(post("/v1/outbox/release", "{}"), 422);
	assert_value("path", "shop");
	assert_int_equal(post("/v1/outbox/release", "{\"shop\":\"mar\"}"), 422);
	assert_int_equal(post("/v1/outbox/release", "{\"shop\":\"sol\"}"), 200);
	assert_value("count", "0");
	assert_int_equal(post("/v1/outbox/release", "{\"shop\":\"luna\"}"), 200);
	assert_value("count", "3");
	assert_int_equal(post("/v1/outbox/drop", "{\"shop\":\"luna\"}"), 200);
	assert_value("count", "0"); /* released ones are held no more */
	assert_int_equal(get("/v1/outbox?state=pending"), 200);
	assert_int_equal(count_of("results"), 3);
}

static void
test_what_waits_for_a_person_does_not_go_with_all_that_are_held(void **state)
{
	(void)state;
	see("P-1", "JD81", "PREPARED");
	assert_int_equal(get("/v1/outbox?state=held"), 200);
	assert_int_equal(count_of("results"), 1);
	assert_int_equal(post("/v1/outbox/release", "{\"shop\":\"luna\"}"), 200);
	assert_value("count", "0");
	assert_int_equal(post("/v1/outbox/1/release", NULL), 200);
}

static void
test_resume_lets_go_what_the_pause_held_alone(void **state)
{
	(void)state;
	see("P-1", "JD91", "SLIP");
	see("P-2", "JD92", "SLIP");
	assert_int_equal(post("/v1/outbox/1/hold", "{\"text\":\"paused\"}"), 200);
	assert_int_equal(post("/v1/outbox/2/hold", "{\"text\":\"brake\"}"), 200);
	assert_int_equal(post("/v1/customers/pause", NULL), 200);
	assert_value("released", "0");
	assert_int_equal(post("/v1/customers/resume", "{\"shop\":\"sol\"}"), 200);
	assert_value("released", "0");
	assert_int_equal(post("/v1/customers/resume", NULL), 200);
	assert_value("released", "1");
	assert_int_equal(get("/v1/outbox/1"), 200);
	assert_value("state", "pending");
	assert_int_equal(get("/v1/outbox/2"), 200);
	assert_value("state", "held");
}

static void
test_customers_are_paused_by_shop_or_all(void **state)
{
	(void)state;
	assert_int_equal(post("/v1/customers/pause", "{\"shop\":\"sol\"}"), 200);
	assert_value("shops[0]", "sol");
	assert_int_equal(get("/v1/status"), 200);
	assert_value("shops[0].paused", "false");
	assert_value("shops[1].paused", "true");
	assert_int_equal(post("/v1/customers/pause", NULL), 200);
	assert_int_equal(count_of("shops"), 2);
	assert_int_equal(post("/v1/customers/resume", "{\"shop\":\"\"}"), 200);
	assert_int_equal(get("/v1/status"), 200);
	assert_value("shops[0].paused", "false");
	assert_int_equal(post("/v1/customers/pause", "{\"shop\":\"mar\"}"), 422);
}

/* ---- the daemon itself ---- */

static void
test_status_tells_how_the_daemon_fares(void **state)
{
	(void)state;
	assert_int_equal(get("/v1/version"), 200);
	assert_value("version", PUNTUAL_VERSION);
	assert_value("format", "1");
	see("M-1", "JD79", "SLIP");
	assert_int_equal(get("/v1/status"), 200);
	assert_value("now", "2026-05-28T20:26:40Z");
	assert_value("zone", "Europe/Madrid");
	assert_value("clock_rate", "1");
	assert_value("started", "2026-05-28T20:26:40Z");
	assert_value("store.open", "1");
	assert_value("store.states.slipping", "1");
	assert_value("store.pending", "1");
	assert_value("store.full", "false");
	assert_value("store.gap.from", "null");
	assert_value("due.outbox", "2026-05-28T20:26:40Z");
	assert_value("mail.state", "failing");
	assert_value("mail.detail", "535 refused");
	assert_value("mail.failing_since", "2026-05-28T19:26:40Z");
	assert_value("accounts[0].id", "dhl-main");
	assert_value("shops[0].notices", "shadow");
	assert_int_equal(count_of("aside"), 0);
}

static void
test_carriers_and_their_accounts(void **state)
{
	struct op *op = op_new(OP_ACCOUNT, b.h.now_utc_ms, b.h.policy);

	(void)state;
	(void)snprintf(op->account.id, sizeof(op->account.id), "dhl-main");
	op->account.stopped = true;
	op->account.health = ERR_BAD_CREDENTIALS;
	op->account.failing_since_utc_ms = HARNESS_START;
	op->account.calls = 17;
	op->account.window_day = (int32_t)(HARNESS_START / DAY_MS);
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	assert_int_equal(get("/v1/carriers"), 200);
	assert_value("carriers[0].id", carrier_all()[0]->id);
	assert_value("carriers[0].push", carrier_all()[0]->push_parse != NULL ? "true" : "false");
	assert_value("accounts[0].stopped", "true");
	assert_value("accounts[0].health", "bad_credentials");
	assert_value("accounts[0].calls", "17");
	assert_int_equal(post("/v1/accounts/dhl-main/retry", NULL), 200);
	assert_value("id", "dhl-main");
	assert_string_equal(b.retried, "dhl-main");
	assert_int_equal(get("/v1/carriers"), 200);
	assert_value("accounts[0].stopped", "false");
	assert_value("accounts[0].health", "ok");
	assert_value("accounts[0].calls", "17");
	assert_int_equal(post("/v1/accounts/none/retry", NULL), 404);
}

static void
test_the_journal_is_read_from_anywhere(void **state)
{
	(void)state;
	see("N-1", "JD70", "SLIP");
	assert_int_equal(get("/v1/journal?limit=1"), 200);
	assert_int_equal(count_of("entries"), 1);
	assert_value("entries[0].seq", "1");
	assert_value("entries[0].name", "shipment.registered");
	assert_value("entries[0].fields.order", "N-1");
	assert_value("entries[0].shipment", "1");
	assert_int_equal(get("/v1/journal?after=1"), 200);
	assert_value("entries[0].seq", "2");
	assert_int_equal(get("/v1/journal?after=9999"), 200);
	assert_int_equal(count_of("entries"), 0);
	assert_int_equal(get("/v1/journal?after=-1"), 422);
}

static void
test_a_backup_is_made_while_it_runs(void **state)
{
	char body[PATH_MAX + 64], at[PATH_MAX + 16];

	(void)state;
	assert_int_equal(post("/v1/shipments", whole), 201);
	(void)snprintf(at, sizeof(at), "%s/copy", b.h.root);
	(void)snprintf(body, sizeof(body), "{\"directory\":\"%s\"}", at);
	assert_int_equal(post("/v1/backup", body), 200);
	assert_value("directory", at);
	assert_int_equal(access(at, F_OK), 0);
	assert_int_equal(post("/v1/backup", body), 409);
	assert_value("path", "directory");
	assert_int_equal(post("/v1/backup", "{\"directory\":\"copy\"}"), 422);
	assert_int_equal(post("/v1/backup", NULL), 422);
}

static void
test_a_reload_is_seen_by_the_next_request(void **state)
{
	struct policy *other = policy_new();

	(void)state;
	fill_policy(other);
	(void)snprintf(other->shops[1].id, sizeof(other->shops[1].id), "mar");
	web_policy(b.web, other);
	policy_drop(other);
	do
		assert_int_equal(get("/v1/status"), 200);
	while (strcmp(value("shops[1].id"), "sol") == 0);
	assert_value("shops[1].id", "mar");
}

/* ---- what no handler sees ---- */

static void
test_wrong_calls_are_told_apart(void **state)
{
	static const struct {
		const char *method, *target, *body;
		int status;
		const char *code;
	} rows[] = {
	    {"GET", "/", NULL, 404, "not_found"},
	    {"GET", "/v1", NULL, 404, "not_found"},
	    {"GET", "/v1/nothing", NULL, 404, "not_found"},
	    {"GET", "/v1/shipments/", NULL, 404, "not_found"},
	    {"GET", "/v1/shipments/1/change", NULL, 405, "rejected"},
	    {"DELETE", "/v1/shipments", NULL, 405, "rejected"},
	    {"POST", "/v1/status", NULL, 405, "rejected"},
	    {"GET", "/v1/status?verbose=1", NULL, 422, "not_found"},
	    {"GET", "/v1/find", NULL, 422, "malformed"},
	    {"GET", "/v1/find?q=%ff", NULL, 400, "malformed"},
	    {"GET", "/v1/find?q=a&limit=0", NULL, 400, "range"},
	    {"GET", "/v1/find?q=a&limit=many", NULL, 400, "range"},
	    {"GET", "/v1/shipments?state=sad", NULL, 422, "malformed"},
	    {"GET", "/v1/shipments?cursor=zz", NULL, 400, "malformed"},
	    {"GET", "/v1/shipments?cursor=0", NULL, 400, "malformed"},
	    {"POST", "/v1/cases/1/note", "{\"text\":\"x\",\"colour\":1}", 422, "not_found"},
	    {"POST", "/v1/cases/1/note", "{\"text\":7}", 422, "malformed"},
	    {"POST", "/v1/cases/1/note", "nonsense", 400, "malformed"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int status = ask(rows[i].method, rows[i].target, rows[i].body);

		if (status != rows[i].status || strcmp(value("code"), rows[i].code) != 0)
			fail_msg("%s %s: %d %s", rows[i].method, rows[i].target, status,
			    buf_str(&b.reply.body));
		assert_true(status != 405 || http_headers_get(&b.reply.headers, "allow") != NULL);
	}
}

static void
test_a_body_must_say_that_it_is_json(void **state)
{
	int fd = client_open(b.path);

	(void)state;
	assert_true(client_send(fd,
	    SPAN(
		"POST /v1/customers/pause HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		"Content-Length: 6\r\n\r\nshop=a")));
	assert_int_equal(client_read(fd, &b.reply), 0);
	assert_int_equal(b.reply.status, 415);
	close(fd);
	fd = client_open(b.path);
	assert_true(client_send(fd,
	    SPAN(
		"POST /v1/customers/pause HTTP/1.1\r\nContent-Type: application/json; charset=utf-8\r\n"
		"Content-Length: 2\r\n\r\n{}")));
	assert_int_equal(client_read(fd, &b.reply), 0);
	assert_int_equal(b.reply.status, 200);
	close(fd);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH(test_a_shipment_is_registered_once),
	    WITH(test_a_known_shipment_with_other_data_is_a_conflict),
	    WITH(test_where_no_date_is_told_the_shops_rule_promises),
	    WITH(test_a_carrier_is_recognised_by_its_number),
	    WITH(test_impossible_registrations_say_what_is_wrong),
	    WITH(test_of_many_each_is_whole_or_not_at_all),
	    WITH(test_five_hundred_are_taken_at_once_and_no_more),
	    WITH(test_show_and_lists_tell_the_forecast_with_its_reasons),
	    WITH(test_show_tells_the_whole),
	    WITH(test_an_id_may_be_order_number_or_id),
	    WITH(test_several_matches_are_listed),
	    WITH(test_find_searches_people_orders_and_numbers),
	    WITH(test_a_list_pages_without_loss),
	    WITH(test_a_promise_is_corrected),
	    WITH(test_changes_that_make_no_sense_are_refused),
	    WITH(test_a_shipment_is_cancelled),
	    WITH(test_what_is_over_without_a_promise_is_listed_when_asked_for),
	    WITH(test_asking_now_moves_the_next_poll),
	    WITH(test_a_case_is_claimed_noted_and_resolved),
	    WITH(test_an_incident_is_opened_and_closed_by_hand),
	    WITH(test_a_notice_is_held_released_and_dropped),
	    WITH(test_the_bytes_as_sent_are_shown),
	    WITH(test_a_notice_is_shown_before_it_is_sent),
	    WITH(test_all_held_notices_of_a_shop_go_at_once),
	    WITH(test_what_waits_for_a_person_does_not_go_with_all_that_are_held),
	    WITH(test_resume_lets_go_what_the_pause_held_alone),
	    WITH(test_customers_are_paused_by_shop_or_all),
	    WITH(test_status_tells_how_the_daemon_fares),
	    WITH(test_carriers_and_their_accounts),
	    WITH(test_the_journal_is_read_from_anywhere),
	    WITH(test_a_backup_is_made_while_it_runs),
	    WITH(test_a_reload_is_seen_by_the_next_request),
	    WITH(test_wrong_calls_are_told_apart),
	    WITH(test_a_body_must_say_that_it_is_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
