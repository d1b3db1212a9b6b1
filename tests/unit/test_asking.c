/*
 * What the systems of shops are asked, and how their pages are walked.
 */

#include "monitor/shops/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

enum { NOW = 1795219200 /* 2026-11-21T00:00:00Z */ };

static void
ask(const char *kind, const char *cursor, const char *gathered, struct http_request *out)
{
	static struct connector_settings s;

	s = (struct connector_settings){.id = "test", .shop = "luna"};
	assert_int_equal(text_copy(s.origin, sizeof(s.origin), "https://tienda.example"), 0);
	assert_int_equal(text_copy(s.user, sizeof(s.user), "ck_1"), 0);
	assert_int_equal(text_copy(s.promised, sizeof(s.promised),
			     strcmp(kind, "prestashop") == 0 ? "entrega" : ""),
	    0);
	assert_int_equal(secret_set(&s.password, "cs_2", 4), 0);
	http_request_init(out);
	assert_int_equal(connector_find(kind)->ask(&(struct shop_query){.settings = &s,
						       .from_utc_ms = (int64_t)NOW * SECOND_MS,
						       .zone = "Europe/Madrid",
						       .cursor = cursor,
						       .token = "shpat_3",
						       .gathered = span_of(gathered)},
			     out),
	    0);
	secret_clear(&s.password);
}

/* The URL, unescaped, and the body behind it. */
static void
assert_asked(
    const char *kind, const char *cursor, const char *gathered, const char *right, const char *want)
{
	struct buf text = BUF_INIT(2 * LIMIT_URL_BYTES);
	struct http_request req;

	ask(kind, cursor, gathered, &req);
	assert_null(strpbrk(buf_str(&req.url), " []|\""));
	assert_int_equal(text_percent_decode(&text, buf_span(&req.url), false), 0);
	if (req.body.len > 0)
		(void)buf_addf(&text, " %s", buf_str(&req.body));
	assert_string_equal(buf_str(&text), want);
	assert_string_equal(http_headers_get(&req.headers, "Authorization"), right);
	buf_clear(&text);
	http_request_clear(&req);
}

static void
test_woocommerce_and_shopify_are_asked_as_they_want(void **state)
{
	struct http_request req;

	(void)state;
	assert_asked("woocommerce", "", "", "Basic Y2tfMTpjc18y",
	    "https://tienda.example/wp-json/wc/v3/orders?per_page=50&page=1&orderby=id&order=asc"
	    "&dates_are_gmt=true&modified_after=2026-11-21T00:00:00Z");
	ask("shopify", "abc", "", &req);
	assert_string_equal(
	    buf_str(&req.url), "https://tienda.example/admin/api/2025-10/graphql.json");
	assert_string_equal(http_headers_get(&req.headers, "X-Shopify-Access-Token"), "shpat_3");
	assert_non_null(strstr(buf_str(&req.body), "\"after\":\"abc\""));
	assert_non_null(strstr(buf_str(&req.body), "updated_at:>='2026-11-21T00:00:00Z'"));
	http_request_clear(&req);
}

/* The key is the user, times are on its own clock, and a page is six answers: each asks for what those before it named, once. */
static void
test_prestashop_is_asked_as_it_wants(void **state)
{
	static const char orders[] =
	    "[{\"orders\":[{\"id\":17,\"id_customer\":\"6\"},{\"id\":\"18\",\"id_customer\":6},"
	    "{\"id\":\"1|x\",\"id_customer\":\"0\"}]}]";

	(void)state;
	assert_asked("prestashop", "", "", "Basic Y3NfMjo=",
	    "https://tienda.example/api/orders?output_format=JSON&display=[id,id_address_delivery,"
	    "id_customer,current_state,reference,date_add,total_paid,entrega]&filter[date_upd]=["
	    "2026-11-21 00:00:00,2100-01-01 00:00:00]&date=1&sort=[id_ASC]&limit=0,50");
	assert_asked("prestashop", "1/0/0", orders, "Basic Y3NfMjo=",
	    "https://tienda.example/api/order_carriers?output_format=JSON&display=[id,id_order,"
	    "id_carrier,tracking_number]&filter[id_order]=[17|18]");
	assert_asked("prestashop", "5/50/0", orders, "Basic Y3NfMjo=",
	    "https://tienda.example/api/customers?output_format=JSON&display=[id,email]&filter[id]"
	    "=[6]");
	assert_asked("prestashop", "4/50/0", "[[],[],[],[]]", "Basic Y3NfMjo=",
	    "https://tienda.example/api/countries?output_format=JSON&display=[id,iso_code]&filter["
	    "id]=[0]");
}

static void
test_adobe_is_asked_as_it_wants(void **state)
{
	static const char order[] =
	    "&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria["
	    "sortOrders][0][direction]=ASC&searchCriteria[pageSize]=50&"
	    "searchCriteria[currentPage]=3";
	struct buf want = BUF_INIT(LIMIT_URL_BYTES);

	(void)state;
	(void)buf_addf(&want,
	    "https://tienda.example/rest/V1/shipments?searchCriteria[filter_groups][0][filters][0]"
	    "[field]=updated_at&searchCriteria[filter_groups][0][filters][0][condition_type]=gteq&"
	    "searchCriteria[filter_groups][0][filters][0][value]=2026-11-21 00:00:00&searchCriteria["
	    "filter_groups][0][filters][1][field]=created_at&searchCriteria[filter_groups][0]["
	    "filters][1][condition_type]=gteq&searchCriteria[filter_groups][0][filters][1][value]="
	    "2026-11-18 00:00:00%s&fields=items[entity_id,order_id,updated_at,tracks[track_number,"
	    "carrier_code,title,updated_at]],total_count",
	    order);
	assert_asked("adobe-commerce", "0/2/0", "", "Bearer cs_2", buf_str(&want));
	assert_asked("adobe-commerce", "1/2/0",
	    "[{\"items\":[{\"order_id\":5},{\"order_id\":5},{\"order_id\":6}]}]", "Bearer cs_2",
	    "https://tienda.example/rest/V1/orders?searchCriteria[filter_groups][0][filters][0]["
	    "field]=entity_id&searchCriteria[filter_groups][0][filters][0][condition_type]=in&"
	    "searchCriteria[filter_groups][0][filters][0][value]=5,6&fields=items[entity_id,"
	    "increment_id,customer_email,extension_attributes[shipping_assignments[shipping["
	    "address]]]],total_count");
	buf_reset(&want);
	(void)buf_addf(&want,
	    "https://tienda.example/rest/V1/orders?searchCriteria[filter_groups][0][filters][0]["
	    "field]=updated_at&searchCriteria[filter_groups][0][filters][0][condition_type]=gteq&"
	    "searchCriteria[filter_groups][0][filters][0][value]=2026-11-21 00:00:00&searchCriteria["
	    "filter_groups][1][filters][0][field]=state&searchCriteria[filter_groups][1][filters][0]"
	    "[condition_type]=eq&searchCriteria[filter_groups][1][filters][0][value]=canceled%s&"
	    "fields=items[entity_id,increment_id,updated_at],total_count",
	    order);
	assert_asked("adobe-commerce", "2/2/0", "", "Bearer cs_2", buf_str(&want));
	buf_clear(&want);
}

static void
test_odoo_is_asked_as_it_wants(void **state)
{
	struct http_request req;

	(void)state;
	assert_asked("odoo", "0/50/0", "", "Bearer cs_2",
	    "https://tienda.example/json/2/stock.picking/search_read {\"domain\":[[\"write_date\","
	    "\">=\",\"2026-11-21 00:00:00\"],[\"picking_type_code\",\"=\",\"outgoing\"]],"
	    "\"fields\":[\"name\",\"origin\",\"state\",\"write_date\",\"carrier_id\","
	    "\"carrier_tracking_ref\",\"date_deadline\",\"partner_id\",\"picking_type_code\"],"
	    "\"order\":\"id\",\"offset\":50,\"limit\":50}");
	assert_asked("odoo", "1/50/0", "[[{\"partner_id\":[9,\"Ana\"]},{\"partner_id\":false}]]",
	    "Bearer cs_2",
	    "https://tienda.example/json/2/res.partner/search_read {\"domain\":[[\"id\",\"in\",["
	    "9]]],\"fields\":[\"name\",\"email\",\"phone\",\"zip\",\"city\",\"country_code\"]}");
	ask("odoo", "", "", &req);
	assert_int_equal(req.method, HTTP_POST);
	assert_string_equal(http_headers_get(&req.headers, "X-Odoo-Database"), "ck_1");
	http_request_clear(&req);
}

static int
answer(const char *kind, const char *cursor, int status, const char *body, struct shop_answer *out)
{
	struct connector_settings s = {.id = "test", .shop = "luna"};
	struct http_response res;
	struct why why = {.code = 0};
	int rc;

	http_response_init(&res);
	res.status = status;
	assert_int_equal(buf_add_str(&res.body, body), 0);
	*out = (struct shop_answer){.partial = false};
	rc = connector_find(kind)->answer(
	    &(struct shop_query){.settings = &s, .zone = "Europe/Madrid", .cursor = cursor}, &res,
	    out, &why);
	http_response_clear(&res);
	return rc;
}

static void
test_answers_tell_pages_and_failures_apart(void **state)
{
	static const struct {
		const char *kind;
		int status;
		const char *body;
		int rc;
		const char *next;
	} rows[] = {
	    {"woocommerce", 200, "[]", 0, ""},
	    {"woocommerce", 200, "[{}]", 0, ""},
	    {"woocommerce", 200, "{}", ERR_MALFORMED, ""},
	    {"woocommerce", 401, "{\"code\":\"woocommerce_rest_cannot_view\"}", ERR_BAD_CREDENTIALS,
		""},
	    {"woocommerce", 404, "{}", ERR_REJECTED, ""},
	    {"woocommerce", 503, "", ERR_OUTAGE, ""},
	    {"woocommerce", 200, "<html>", ERR_OUTAGE, ""},
	    {"shopify", 429, "", ERR_RATE_LIMITED, ""},
	    {"shopify", 200,
		"{\"data\":{\"orders\":{\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"e9\"},"
		"\"nodes\":[]}}}",
		0, "e9"},
	    {"shopify", 200,
		"{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}]}",
		ERR_RATE_LIMITED, ""},
	    {"shopify", 200,
		"{\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"ACCESS_DENIED\"}}]}",
		ERR_BAD_CREDENTIALS, ""},
	    {"shopify", 200, "{\"data\":{}}", ERR_MALFORMED, ""},
	};
	struct buf full = BUF_INIT(4096);
	struct shop_answer got;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
		    answer(rows[i].kind, "2", rows[i].status, rows[i].body, &got), rows[i].rc);
		if (rows[i].rc == 0)
			assert_string_equal(got.next, rows[i].next);
	}
	(void)buf_add_str(&full, "[1");
	for (int i = 1; i < 50; i++)
		(void)buf_add_str(&full, ",1");
	(void)buf_add_str(&full, "]");
	assert_int_equal(answer("woocommerce", "2", 200, buf_str(&full), &got), 0);
	assert_string_equal(got.next, "3"); /* the page after the second */
	buf_clear(&full);
}

/* "[A,A,...]", `count` of them. */
static const char *
many(struct buf *b, const char *before, const char *one, int count, const char *after)
{
	buf_reset(b);
	(void)buf_add_str(b, before);
	for (int i = 0; i < count; i++)
		(void)buf_addf(b, "%s%s", i > 0 ? "," : "", one);
	(void)buf_add_str(b, after);
	return buf_str(b);
}

static void
test_pages_of_several_answers_are_walked_to_their_end(void **state)
{
	struct buf full = BUF_INIT(8192), some = BUF_INIT(8192), records = BUF_INIT(8192);
	const char *presta = many(&full, "{\"orders\":[", "{}", 50, "]}");
	const char *few = many(&some, "{\"orders\":[", "{}", 49, "]}");
	const char *pickings = many(&records, "[", "1", 50, "]");
	const struct {
		const char *kind, *cursor;
		int status;
		const char *body;
		int rc;
		const char *next;
		bool partial;
	} rows[] = {
	    {"prestashop", "", 200, "[]", 0, "", false},
	    {"prestashop", "", 200, few, 0, "1/0/0", true},
	    {"prestashop", "", 200, presta, 0, "1/0/1", true},
	    {"prestashop", "1/50/1", 200, "[]", 0, "2/50/1", true},
	    {"prestashop", "5/50/0", 200, "[]", 0, "", false},
	    {"prestashop", "5/50/1", 200, "{\"customers\":[]}", 0, "0/100/0", false},
	    {"prestashop", "", 200, "{\"customers\":[]}", ERR_MALFORMED, "", false},
	    {"prestashop", "", 200, "<html>", ERR_OUTAGE, "", false},
	    {"prestashop", "", 401, "{\"errors\":[]}", ERR_BAD_CREDENTIALS, "", false},
	    {"prestashop", "", 400, "{\"errors\":[]}", ERR_REJECTED, "", false},
	    {"adobe-commerce", "", 200, "{\"items\":[],\"total_count\":0}", 0, "2/0/0", false},
	    {"adobe-commerce", "", 200, "{\"items\":[{}],\"total_count\":51}", 0, "1/0/1", true},
	    {"adobe-commerce", "0/1/0", 200, "{\"items\":[{}],\"total_count\":51}", 0, "1/1/0",
		true},
	    {"adobe-commerce", "1/0/1", 200, "{\"items\":[],\"total_count\":1}", 0, "0/1/0", false},
	    {"adobe-commerce", "1/1/0", 200, "{\"items\":[],\"total_count\":1}", 0, "2/0/0", false},
	    {"adobe-commerce", "2/0/0", 200, "{\"items\":[{}],\"total_count\":101}", 0, "2/1/0",
		false},
	    {"adobe-commerce", "2/2/0", 200, "{\"items\":[{}],\"total_count\":101}", 0, "", false},
	    {"adobe-commerce", "", 200, "{\"items\":[]}", ERR_MALFORMED, "", false},
	    {"adobe-commerce", "", 401, "{\"message\":\"no\"}", ERR_BAD_CREDENTIALS, "", false},
	    {"adobe-commerce", "", 429, "", ERR_RATE_LIMITED, "", false},
	    {"odoo", "", 200, "[]", 0, "", false},
	    {"odoo", "0/50/0", 200, "[{}]", 0, "1/50/0", true},
	    {"odoo", "", 200, pickings, 0, "1/0/1", true},
	    {"odoo", "1/50/0", 200, "[]", 0, "", false},
	    {"odoo", "1/50/1", 200, "[]", 0, "0/100/0", false},
	    {"odoo", "", 200, "{\"message\":\"no\"}", ERR_MALFORMED, "", false},
	    {"odoo", "", 403, "{\"message\":\"no\"}", ERR_BAD_CREDENTIALS, "", false},
	    {"odoo", "", 422, "{\"message\":\"no\"}", ERR_REJECTED, "", false},
	};
	struct shop_answer got;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int rc = answer(rows[i].kind, rows[i].cursor, rows[i].status, rows[i].body, &got);

		if (rc != rows[i].rc || strcmp(got.next, rows[i].next) != 0 ||
		    got.partial != rows[i].partial)
			fail_msg(
			    "%s at %s: %d, then %s", rows[i].kind, rows[i].cursor, rc, got.next);
	}
	buf_clear(&full);
	buf_clear(&some);
	buf_clear(&records);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_woocommerce_and_shopify_are_asked_as_they_want),
	    cmocka_unit_test(test_prestashop_is_asked_as_it_wants),
	    cmocka_unit_test(test_adobe_is_asked_as_it_wants),
	    cmocka_unit_test(test_odoo_is_asked_as_it_wants),
	    cmocka_unit_test(test_answers_tell_pages_and_failures_apart),
	    cmocka_unit_test(test_pages_of_several_answers_are_walked_to_their_end),
	};

	return cmocka_run_group_tests_name("asking", tests, NULL, NULL);
}
