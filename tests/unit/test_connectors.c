/*
 * What the systems of shops send: the cases of tests/shops, each cut at every byte; signatures made by openssl; and hostile bytes.
 */

#include "monitor/shops/connector.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "carriers/names.h"
#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/config/options.h"

enum { NOW = 1795219200 /* 2026-11-21T00:00:00Z */, FILE_BYTES = 1 << 20 };

static struct connector_settings
settings_of(const char *kind)
{
	struct connector_settings s = {.id = "test", .shop = "luna"};

	assert_int_equal(text_copy(s.kind, sizeof(s.kind), kind), 0);
	assert_int_equal(text_copy(s.carriers, sizeof(s.carriers),
			     "recogida = -, 7 = dhl, Correos Spain = correos"),
	    0);
	assert_int_equal(
	    text_copy(s.pickup, sizeof(s.pickup), "Punto Pack, Recogida en tienda de barrio"), 0);
	if (strcmp(kind, "prestashop") == 0)
		assert_int_equal(text_copy(s.promised, sizeof(s.promised), "entrega"), 0);
	if (strcmp(kind, "woocommerce") == 0)
		assert_int_equal(text_copy(s.promised, sizeof(s.promised), "_delivery_date"), 0);
	if (strcmp(kind, "shopify") == 0)
		assert_int_equal(
		    text_copy(s.promised, sizeof(s.promised), "estimated_delivery_at"), 0);
	if (strcmp(kind, "shopify") != 0)
		assert_int_equal(text_copy(s.available, sizeof(s.available), "_release_date"), 0);
	return s;
}

/* ---- cases ---- */

static bool
read_file(const char *folder, const char *name, struct buf *out)
{
	char path[600], chunk[4096];
	FILE *f;
	size_t n;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "r");
	if (f == NULL)
		return false;
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		assert_int_equal(buf_add(out, chunk, n), 0);
	assert_int_equal(fclose(f), 0);
	return true;
}

static void
print_parcel(struct buf *out, const struct registration *r)
{
	const struct shipment *s = &r->shipment;
	struct buf day = BUF_INIT(32);

	if (s->promise.until_day != DAY_NONE)
		assert_int_equal(day_add(&day, s->promise.until_day), 0);
	(void)buf_addf(out, "  %s %s to %s%s %s %s for %s <%s> promised %s", s->number,
	    s->carrier[0] != '\0' ? s->carrier : "?", s->pickup_point ? "a pickup point in " : "",
	    s->destination.country, s->destination.postcode, s->destination.city, r->person.name,
	    r->person.email, day.len > 0 ? buf_str(&day) : "-");
	buf_reset(&day);
	if (s->available_day != DAY_NONE)
		assert_int_equal(day_add(&day, s->available_day), 0);
	(void)buf_addf(out, "%s%s\n", day.len > 0 ? ", available " : "", buf_str(&day));
	buf_clear(&day);
}

static void
print(struct buf *out, const struct consignment_list *list)
{
	static const char *const asked[] = {[PRIVACY_REDACT] = "forget ",
	    [PRIVACY_REDACT_SHOP] = "forget all",
	    [PRIVACY_REQUEST] = "asks ",
	    [PRIVACY_NONE] = ""};

	for (size_t i = 0; i < list->count; i++) {
		const struct consignment *c = &list->items[i];

		(void)buf_addf(out, "%s of %s at ", c->resource, c->order);
		(void)when_add_utc(out, c->at_utc_ms);
		if (c->within[0] != '\0')
			(void)buf_addf(out, " in %s", c->within);
		if (c->privacy != PRIVACY_NONE)
			(void)buf_addf(out, " %s%s", asked[c->privacy], c->email);
		(void)buf_addf(out, "%s\n", c->cancelled ? " cancelled" : "");
		for (size_t n = 0; n < c->count; n++)
			print_parcel(out, &c->parcels[n]);
	}
}

struct test_case {
	const struct connector *connector;
	struct connector_settings settings;
	struct http_headers headers;
	struct buf body;
	bool polled;
};

static int
read_case(const struct test_case *t, struct span body, struct buf *out)
{
	struct shop_message m = {.settings = &t->settings,
	    .headers = &t->headers,
	    .body = body,
	    .token = "",
	    .zone = "Europe/Madrid",
	    .received_utc_ms = (int64_t)NOW * SECOND_MS};
	struct consignment_list list = CONSIGNMENT_LIST_INIT;
	struct why why = {.code = 0};
	int rc = connector_read(t->connector, &m, t->polled, &list, &why);

	if (rc == 0)
		print(out, &list);
	else
		(void)buf_addf(out, "refused: %s: %s\n", why.path, why.text);
	assert_true(rc == 0 || (rc == ERR_MALFORMED && why.text[0] != '\0'));
	consignment_list_clear(&list);
	return rc;
}

static void
load_case(struct test_case *t, const struct connector *connector, const char *folder)
{
	struct buf headers = BUF_INIT(FILE_BYTES);

	*t = (struct test_case){.connector = connector,
	    .settings = settings_of(connector->id),
	    .body = BUF_INIT(FILE_BYTES)};
	assert_true(read_file(folder, "body.json", &t->body));
	assert_true(read_file(folder, "headers", &headers));
	assert_int_equal(connector_headers_parse(buf_span(&headers), &t->headers), 0);
	t->polled = http_headers_get(&t->headers, "polled") != NULL;
	buf_clear(&headers);
}

static void
clear_case(struct test_case *t)
{
	http_headers_clear(&t->headers);
	buf_clear(&t->body);
}

/* `run` for each case that there is; how many. */
static size_t
each_case(void (*run)(const struct test_case *t, const char *folder))
{
	const struct connector *const *all = connector_all();
	char path[300], folder[600];
	size_t count = 0;

	for (size_t i = 0; all[i] != NULL; i++) {
		const struct dirent *e;
		DIR *dir;

		(void)snprintf(path, sizeof(path), "tests/shops/%s", all[i]->id);
		dir = opendir(path);
		assert_non_null(dir);
		while ((e = readdir(dir)) != NULL) {
			struct test_case t;

			if (e->d_name[0] == '.')
				continue;
			(void)snprintf(folder, sizeof(folder), "%s/%s", path, e->d_name);
			load_case(&t, all[i], folder);
			run(&t, folder);
			clear_case(&t);
			count++;
		}
		assert_int_equal(closedir(dir), 0);
	}
	return count;
}

static void
check_case(const struct test_case *t, const char *folder)
{
	struct buf want = BUF_INIT(FILE_BYTES), got = BUF_INIT(FILE_BYTES);

	assert_true(read_file(folder, "expect", &want));
	(void)read_case(t, buf_span(&t->body), &got);
	if (strcmp(buf_str(&want), buf_str(&got)) != 0)
		fail_msg("%s:\n%s", folder, buf_str(&got));
	/* The same bytes, the same words. */
	buf_reset(&got);
	(void)read_case(t, buf_span(&t->body), &got);
	assert_string_equal(buf_str(&want), buf_str(&got));
	buf_clear(&want);
	buf_clear(&got);
}

static void
test_each_case_is_read_as_expected(void **state)
{
	(void)state;
	assert_true(each_case(check_case) >= 20);
}

static void
cut_case(const struct test_case *t, const char *folder)
{
	struct span whole = text_trim(buf_span(&t->body));
	struct buf want = BUF_INIT(FILE_BYTES), got = BUF_INIT(FILE_BYTES);
	bool reads;

	(void)folder;
	assert_true(read_file(folder, "expect", &want));
	reads = want.len > 0; /* one of another topic is not looked at */
	for (size_t len = 0; reads && len < whole.len; len++) {
		buf_reset(&got);
		assert_int_equal(read_case(t, (struct span){whole.data, len}, &got), ERR_MALFORMED);
	}
	buf_clear(&want);
	buf_clear(&got);
}

static void
test_a_body_cut_anywhere_is_refused(void **state)
{
	(void)state;
	(void)each_case(cut_case);
}

static void
spoil_case(const struct test_case *t, const char *folder)
{
	struct buf got = BUF_INIT(FILE_BYTES), spoilt = BUF_INIT(FILE_BYTES);

	(void)folder;
	for (size_t i = 0; i < t->body.len; i += 3) {
		static const char bytes[] = {'\0', '"', '{', '\xff', '\xc3', '9', '\\'};

		buf_reset(&spoilt);
		assert_int_equal(buf_add(&spoilt, t->body.data, t->body.len), 0);
		spoilt.data[i] = bytes[i / 3 % sizeof(bytes)];
		buf_reset(&got);
		(void)read_case(
		    t, buf_span(&spoilt), &got); /* neither crashes nor invents errors */
	}
	buf_clear(&got);
	buf_clear(&spoilt);
}

static void
test_spoilt_bytes_do_no_harm(void **state)
{
	(void)state;
	(void)each_case(spoil_case);
}

/* ---- hostile bytes ---- */

static void
read_woo(const char *items, struct buf *out)
{
	struct test_case t = {
	    .connector = connector_find("woocommerce"), .settings = settings_of("woocommerce")};
	struct buf body = BUF_INIT(4 << 20);

	(void)buf_addf(&body,
	    "{\"id\":1,\"number\":\"1\",\"status\":\"completed\",\"date_modified_gmt\":"
	    "\"2026-11-20T10:00:00\",%s",
	    items);
	(void)read_case(&t, buf_span(&body), out);
	buf_clear(&body);
}

static void
test_many_doubled_and_foreign_things_are_bounded(void **state)
{
	struct buf items = BUF_INIT(4 << 20), out = BUF_INIT(1 << 20);

	(void)state;
	/* Of one name twice the first counts, in keys as in lists. */
	read_woo("\"status\":\"cancelled\",\"meta_data\":[]}", &out);
	assert_string_equal(buf_str(&out), "order/1 of 1 at 2026-11-20T10:00:00Z\n");
	/* More parcels than an order may have. */
	(void)buf_add_str(
	    &items, "\"meta_data\":[{\"key\":\"_wc_shipment_tracking_items\",\"value\":[");
	for (int i = 0; i < 40; i++)
		(void)buf_addf(&items,
		    "%s{\"tracking_provider\":\"dhl\",\"tracking_number\":\"%d\"}",
		    i > 0 ? "," : "", 1000000000 + i);
	(void)buf_add_str(&items, "]}]}");
	buf_reset(&out);
	read_woo(buf_str(&items), &out);
	assert_non_null(strstr(buf_str(&out), "has more parcels than an order may"));
	/* A name that is not UTF-8, and one of a megabyte. */
	buf_reset(&out);
	read_woo("\"billing\":{\"first_name\":\"Jos\xe9\"}}", &out);
	assert_non_null(strstr(buf_str(&out), "refused"));
	buf_reset(&items);
	(void)buf_add_str(&items, "\"billing\":{\"first_name\":\"");
	for (int i = 0; i < 1 << 20; i++)
		(void)buf_add_char(&items, 'x');
	(void)buf_add_str(&items, "\"},\"meta_data\":[]}");
	buf_reset(&out);
	read_woo(buf_str(&items), &out);
	assert_string_equal(buf_str(&out), "order/1 of 1 at 2026-11-20T10:00:00Z\n");
	buf_clear(&items);
	buf_clear(&out);
}

/* ---- signatures ---- */

/* Signed by: printf '{"id":17}' | openssl dgst -sha256 -hmac KEY -binary | base64 */
#define BODY    "{\"id\":17}"
#define BY_KEY  "xYZ7kKPjH6QcxOm27gmwyjhUUPzq5MbETwC9aRmziAM="
#define BY_NEXT "pbyujHQ8tVAnVSBSmGFtxwp2wIrEOIkkY7o/SsSZ94s="

static enum push_verdict
verify(const char *kind, const char *header, const char *value, const char *body)
{
	struct connector_settings s = settings_of(kind);
	struct http_headers headers = {.items = NULL};
	enum push_verdict verdict;

	assert_int_equal(secret_set(&s.key, "a-key-of-the-shop", 17), 0);
	assert_int_equal(secret_set(&s.key_next, "its-next-key", 12), 0);
	if (value != NULL)
		assert_int_equal(http_headers_add(&headers, header, value), 0);
	verdict = connector_find(kind)->verify(&(struct shop_message){.settings = &s,
	    .headers = &headers,
	    .body = span_of(body),
	    .token = "",
	    .received_utc_ms = (int64_t)NOW * SECOND_MS});
	secret_clear(&s.key);
	secret_clear(&s.key_next);
	http_headers_clear(&headers);
	return verdict;
}

static void
test_signatures_of_openssl_hold_and_no_others(void **state)
{
	static const char *const kinds[][2] = {
	    {"woocommerce", "x-wc-webhook-signature"}, {"shopify", "X-Shopify-Hmac-SHA256"}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *kind = kinds[i][0], *header = kinds[i][1];
		char wrong[] = BY_KEY;

		assert_int_equal(verify(kind, header, BY_KEY, BODY), PUSH_GENUINE);
		assert_int_equal(verify(kind, header, BY_NEXT, BODY), PUSH_GENUINE);
		assert_int_equal(verify(kind, header, BY_KEY, "{\"id\":18}"), PUSH_FORGED);
		assert_int_equal(verify(kind, header, BY_KEY, BODY "\n"), PUSH_FORGED);
		assert_int_equal(verify(kind, header, NULL, BODY), PUSH_UNSIGNED);
		assert_int_equal(verify(kind, header, "", BODY), PUSH_UNSIGNED);
		for (size_t k = 0; k < sizeof(wrong) - 1; k++) {
			wrong[k] ^= 1;
			if (strcmp(wrong + k, "?=") != 0) /* stray bits of base64 */
				assert_int_equal(verify(kind, header, wrong, BODY), PUSH_FORGED);
			wrong[k] ^= 1;
		}
	}
	/* With the public key of another kind nobody signs by HMAC. */
	assert_int_equal(
	    verify("adobe-commerce", "x-adobe-commerce-webhook-signature", BY_KEY, BODY),
	    PUSH_FORGED);
}

/* openssl genrsa 2048; rsa -pubout; printf '{"id":17}' | openssl dgst -sha256 -sign KEY | base64 -w0 */
static const char public_key[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxs9kTY+nj4LUnBnbKlhu\n"
    "g9WVmBcnpoflfwUEifwUNnY4M30gcD8O0LHAUVfE5UcUbq0neN5bHKwZ5ciTMRpO\n"
    "TNmJS0wWlf1nGAQRB5ras2xvXAD7pil821DHSPd1L7oFHT91enjWB1VF5PQFVL+7\n"
    "roQWBdqKqAmbtt+FqeInl5kbFRZW+vUuQsnvNoJcu2jHHJ15RhZkSiPkoq6U5vBy\n"
    "7ZmbSCMjsFytirWuXrk40La5rk8NoJfSGJrHZfsenP6IfJvxE5Rog6IesbFzrOie\n"
    "R8x8v6+Cwp5wvShZ9VwcAzq//DdrPh6iQ9vew/EoI7GaqPhBQb6IOYWtjWWN/VZO\n"
    "XQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
static const char by_rsa[] =
    "k1iMzpYgcGF4Cpz9lY0wVgQBNp8GxgHDStRYo8lN/WgZAIFW3CJCBj2hEB9uKGHKRDqZj1VabNj0SWE9"
    "fP2bsMxo0oEOwcXx1R5ZE9OXGwWbc7OkbHi0aMhCstmLscWeq3l1Hgm2Gx2KK/OoFsCLe4FWi5hTHGSm"
    "9MZFYBeJXPu4blfAQUflv58ofcb5t8hmcFubuBvGt6nOpt0uuJbEZJq3uzberhEjoNfex3EIqbh7gX4m"
    "uMtRbjyEmyUJu/Xib9yd78xiCbYeQyFDbt2/cGbGvfq+y2NvNMr1U9ShbeVj9f5CqvRpxKpATFphVxKO"
    "bYIy6PSO/8SDtvwbqblJAA==";

static void
test_adobe_is_known_by_its_public_key(void **state)
{
	struct connector_settings s = settings_of("adobe-commerce");
	struct http_headers headers = {.items = NULL};
	struct shop_message m = {.settings = &s,
	    .headers = &headers,
	    .body = SPAN(BODY),
	    .token = "",
	    .received_utc_ms = NOW};

	(void)state;
	assert_int_equal(secret_set(&s.key, public_key, sizeof(public_key) - 1), 0);
	assert_int_equal(
	    http_headers_add(&headers, "X-Adobe-Commerce-Webhook-Signature", by_rsa), 0);
	assert_int_equal(connector_find(s.kind)->verify(&m), PUSH_GENUINE);
	m.body = SPAN("{\"id\":18}");
	assert_int_equal(connector_find(s.kind)->verify(&m), PUSH_FORGED);
	secret_clear(&s.key);
	http_headers_clear(&headers);
}

static void
test_a_delivery_is_one_however_often_it_comes(void **state)
{
	static const struct {
		const char *delivery, *body;
	} rows[] = {{"d1", BODY}, {"d1", BODY}, {"d2", BODY}, {"d1", "{\"id\":18}"}, {NULL, BODY}};
	uint8_t digests[5][SIGN_SHA256_BYTES];

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct http_headers headers = {.items = NULL};

		if (rows[i].delivery != NULL)
			assert_int_equal(
			    http_headers_add(&headers, "x-shopify-webhook-id", rows[i].delivery),
			    0);
		connector_digest(
		    connector_find("shopify"), &headers, span_of(rows[i].body), digests[i]);
		http_headers_clear(&headers);
	}
	assert_memory_equal(digests[0], digests[1], SIGN_SHA256_BYTES);
	for (size_t i = 2; i < 5; i++)
		for (size_t k = 0; k < i; k++)
			assert_memory_not_equal(digests[i], digests[k], SIGN_SHA256_BYTES);
}

static void
test_only_a_ping_is_a_ping(void **state)
{
	static const char *const not [] = {"webhook_id=", "webhook_id=1&x=2", "webhook_id=x", "",
	    "webhook_id=1 ", "{\"webhook_id\":1}"};
	const struct connector *c = connector_find("woocommerce");

	(void)state;
	assert_true(c->is_ping(&(struct shop_message){.body = SPAN("webhook_id=17")}));
	for (size_t i = 0; i < sizeof(not ) / sizeof(not [0]); i++)
		assert_false(c->is_ping(&(struct shop_message){.body = span_of(not [i])}));
}

/* ---- names ---- */

static void
test_carriers_are_known_by_what_shops_call_them(void **state)
{
	static const struct {
		const char *name, *carrier;
		bool watched;
	} rows[] = {{"DHL", "dhl", true}, {"Correos Express", "correos-express", true},
	    {"correos_express", "correos-express", true}, {"Correos España", "", true},
	    {"Mensajero Azul", "mrw", true}, {"mensajero-azul", "mrw", true},
	    {"Recogida", "", false}, {"Royal Mail", "royal-mail", true}, {"", "", true},
	    {"La Poste (Colissimo)", "laposte", true}, {"Colissimo", "laposte", true}};
	struct why why;
	char carrier[LIMIT_ID_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool watched =
		    names_carrier("Mensajero azul = mrw, recogida = -", rows[i].name, carrier);

		if (watched != rows[i].watched || strcmp(carrier, rows[i].carrier) != 0)
			fail_msg("%s: %s", rows[i].name, carrier);
	}
	assert_int_equal(names_check("A = dhl, B = -", &why), 0);
	assert_int_equal(names_check("", &why), 0);
	assert_int_equal(names_check("A = nobody", &why), ERR_NOT_FOUND);
	assert_int_equal(names_check("A dhl", &why), ERR_MALFORMED);
	assert_int_equal(names_check("= dhl", &why), ERR_MALFORMED);
}

/* ---- the configuration ---- */

static void
test_the_configuration_knows_each_kind(void **state)
{
	const struct connector *const *all = connector_all();
	const struct config_option *kind;
	size_t at = 0;

	(void)state;
	while (at < config_option_count &&
	    (config_options[at].section != SECTION_CONNECTOR ||
		strcmp(config_options[at].name, "kind") != 0))
		at++;
	assert_true(at < config_option_count);
	kind = &config_options[at];
	for (size_t i = 0; all[i] != NULL; i++) {
		char member[LIMIT_ID_ROOM];
		struct config_env env = {.names_only = true};
		struct why why;

		assert_int_equal(kind->kind->read(kind, all[i]->id, &env, member, &why), 0);
		assert_string_equal(member, all[i]->id);
		assert_non_null(strstr(kind->kind->form, all[i]->id));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_case_is_read_as_expected),
	    cmocka_unit_test(test_a_body_cut_anywhere_is_refused),
	    cmocka_unit_test(test_spoilt_bytes_do_no_harm),
	    cmocka_unit_test(test_many_doubled_and_foreign_things_are_bounded),
	    cmocka_unit_test(test_signatures_of_openssl_hold_and_no_others),
	    cmocka_unit_test(test_adobe_is_known_by_its_public_key),
	    cmocka_unit_test(test_a_delivery_is_one_however_often_it_comes),
	    cmocka_unit_test(test_only_a_ping_is_a_ping),
	    cmocka_unit_test(test_carriers_are_known_by_what_shops_call_them),
	    cmocka_unit_test(test_the_configuration_knows_each_kind),
	};

	return cmocka_run_group_tests_name("connectors", tests, NULL, NULL);
}
