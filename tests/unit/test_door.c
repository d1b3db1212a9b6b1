/*
 * What others send by themselves: taken when it is genuine, committed before it is answered, and nothing told to those who cannot sign.
 */

#include "monitor/web/door.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "tests/support/browser.h"

#define NUMBER "1Z0000000000000001"
#define SECRET "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"

static struct browser b = {.start = {.visitors = {{ACCESS_TOKEN, "all", "", SCOPE_ALL}}}};

static void
add_connector(struct policy *p, const char *id, const char *kind, const char *key, const char *next)
{
	struct connector_settings *c = &p->connectors[p->connector_count++];

	assert_int_equal(text_copy(c->id, sizeof(c->id), id), 0);
	assert_int_equal(text_copy(c->kind, sizeof(c->kind), kind), 0);
	assert_int_equal(text_copy(c->shop, sizeof(c->shop), "luna"), 0);
	assert_int_equal(secret_set(&c->key, key, strlen(key)), 0);
	assert_int_equal(secret_set(&c->key_next, next, strlen(next)), 0);
}

static void
add_connectors(struct policy *p)
{
	p->connectors = calloc(4, sizeof(*p->connectors));
	assert_non_null(p->connectors);
	add_connector(p, "woo", "woocommerce", "woo-key", "woo-next");
	add_connector(p, "odoo", "odoo", "odoo-token", "odoo-next");
	add_connector(p, "far", "odoo", "odoo-token", "odoo-next");
	assert_int_equal(text_copy(p->connectors[1].addresses, 256, "127.0.0.0/8 ::1"), 0);
	assert_int_equal(text_copy(p->connectors[2].addresses, 256, "192.0.2.0/24"), 0);
}

static int
setup(void **state)
{
	struct account *luna;

	assert_int_equal(browser_setup(state), 0);
	luna = &b.h.policy->accounts[0];
	assert_string_equal(luna->id, "ups-luna");
	assert_int_equal(secret_set(&luna->push_key, "ups-key", 7), 0);
	assert_int_equal(secret_set(&luna->push_key_next, "ups-next", 8), 0);
	assert_int_equal(
	    secret_set(&b.h.policy->shops[0].hook_keys, SECRET, sizeof(SECRET) - 1), 0);
	add_connectors(b.h.policy);
	assert_int_equal(
	    browser_ask(&b, "POST", "/v1/shipments", browser_bearer("all"),
		"{\"shop\":\"luna\",\"order\":\"U-1\",\"carrier\":\"ups\",\"number\":\"" NUMBER
		"\"}"),
	    201);
	return 0;
}

static const char *const scan =
    "{\"trackingNumber\":\"" NUMBER
    "\",\"localActivityDate\":\"20260528\",\"localActivityTime\":\"081519\","
    "\"activityStatus\":{\"type\":\"I\",\"code\":\"OT\",\"descriptionCode\":\"021\"}}";

static int
push(const char *account, const char *key, const char *body)
{
	char target[64], headers[128];

	(void)snprintf(target, sizeof(target), "/in/carrier/%s", account);
	(void)snprintf(headers, sizeof(headers), "%s%s%s", key[0] != '\0' ? "credential: " : "",
	    key, key[0] != '\0' ? "\r\n" : "");
	return browser_ask(&b, "POST", target, headers, body);
}

static int64_t
stored(const char *shop)
{
	int64_t count;

	assert_int_equal(store_inbox_count(b.h.reader, shop, INBOUND_WAITING, &count), 0);
	return count;
}

static void
test_a_genuine_scan_is_on_disk_when_it_is_answered(void **state)
{
	struct buf body = BUF_INIT(LIMIT_INBOX_BODY_BYTES);

	(void)state;
	assert_int_equal(push("ups-luna", "ups-key", scan), 202);
	assert_true(browser_says(&b, "\"existed\":false"));
	assert_int_equal(store_inbound_body(b.h.reader, 1, &body), 0);
	assert_string_equal(buf_str(&body), scan);
	buf_clear(&body);
	/* Again, and by the key that is to come. */
	assert_int_equal(push("ups-luna", "ups-key", scan), 202);
	assert_int_equal(push("ups-luna", "ups-next", scan), 202);
	assert_true(browser_says(&b, "{\"id\":1,\"existed\":true}"));
	assert_int_equal(stored("luna"), 1);
}

static void
test_who_cannot_sign_changes_nothing(void **state)
{
	static const char *const keys[] = {"", "ups-kez", "ups-key2", "ups"};

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_int_equal(push("ups-luna", keys[i], scan), 401);
	/* No door, and one without keys, look alike. */
	assert_int_equal(push("ups-sol", "ups-key", scan), 404);
	assert_int_equal(push("nobody", "ups-key", scan), 404);
	assert_int_equal(stored("luna"), 0);
}

/* ---- the shop's programs ---- */

static int
hook(const char *shop, const char *secret, int64_t at_utc_ms, const char *body)
{
	char target[64], headers[512];
	struct buf signature = BUF_INIT(256);

	assert_int_equal(webhook_add_signatures(&signature, span_of(secret), "msg-1",
			     at_utc_ms / SECOND_MS, span_of(body)),
	    0);
	(void)snprintf(target, sizeof(target), "/in/shop/%s", shop);
	(void)snprintf(headers, sizeof(headers),
	    "webhook-id: msg-1\r\nwebhook-timestamp: %lld\r\nwebhook-signature: v1,AAAA %s\r\n",
	    (long long)(at_utc_ms / SECOND_MS), buf_str(&signature));
	buf_clear(&signature);
	return browser_ask(&b, "POST", target, headers, body);
}

static const char *const created =
    "{\"type\":\"shipment.created\",\"data\":{\"order\":\"H-1\",\"carrier\":\"ups\",\"number\":\"1Z9\"}}";

static void
test_a_signed_message_is_on_disk_once(void **state)
{
	(void)state;
	assert_int_equal(hook("luna", SECRET, HARNESS_START, created), 200);
	assert_int_equal(hook("luna", SECRET, HARNESS_START, created), 200);
	assert_true(browser_says(&b, "\"existed\":true"));
	assert_int_equal(hook("luna", SECRET, HARNESS_START, "no JSON"), 200); /* read later */
	assert_int_equal(stored("luna"), 2);
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/inbox?shop=luna", browser_bearer("all"), NULL), 200);
	assert_true(browser_says(&b, "\"waiting\":2"));
	assert_int_equal(browser_ask(&b, "GET", "/v1/inbox/2", browser_bearer("all"), NULL), 200);
	assert_true(browser_says(&b, "\"body\":\"no JSON\""));
	assert_true(browser_says(&b, "webhook-id: msg-1"));
}

static void
test_an_unsigned_old_or_foreign_message_is_refused(void **state)
{
	static const char *const other = "whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2";

	(void)state;
	assert_int_equal(hook("luna", other, HARNESS_START, created), 401);
	assert_int_equal(hook("luna", SECRET, HARNESS_START - HOUR_MS, created), 401);
	assert_int_equal(hook("luna", SECRET, HARNESS_START + HOUR_MS, created), 401);
	assert_int_equal(browser_ask(&b, "POST", "/in/shop/luna", "", created), 401);
	assert_int_equal(hook("sol", SECRET, HARNESS_START, created), 404);
	assert_int_equal(stored("luna"), 0);
}

/* ---- the systems of shops ---- */

/* One message to the shop's connector, with a header and from whoever asks here. */
static int
tell(const char *target, const char *headers, const char *body)
{
	return browser_ask(&b, "POST", target, headers, body);
}

static void
test_a_shops_system_is_let_in_by_its_signature(void **state)
{
	/* printf '{"id":1}' | openssl dgst -sha256 -hmac woo-key -binary | base64 */
	static const char *const good =
	    "X-WC-Webhook-Signature: s+eY4ifc8qGwxkYBBibN8GPBG8ZcXNlYc3Sn26cWRFE=\r\nX-WC-Webhook-Topic: order.deleted\r\n";
	static const char *const next =
	    "X-WC-Webhook-Signature: SXCOzQ/TpxEE7eW18SZqgIu48YIHT/TrL+yvZ43/v5U=\r\n";

	(void)state;
	assert_int_equal(tell("/in/shop/woo", good, "{\"id\":1}"), 200);
	assert_int_equal(tell("/in/shop/woo", next, "{\"id\":1}"), 200);
	assert_true(browser_says(&b, "\"existed\":true"));
	assert_int_equal(tell("/in/shop/woo", good, "{\"id\":2}"), 401);
	assert_int_equal(tell("/in/shop/woo", "", "{\"id\":1}"), 401);
	assert_int_equal(tell("/in/shop/nobody", good, "{\"id\":1}"), 404);
	assert_int_equal(stored("luna"), 1);
	/* Saved, a webhook tries whether somebody is there, unsigned, and wants to read exactly 200. */
	assert_int_equal(tell("/in/shop/woo", "Content-Type: application/x-www-form-urlencoded\r\n",
			     "webhook_id=17"),
	    200);
	assert_int_equal(stored("luna"), 1);
}

static void
test_who_signs_nothing_needs_token_and_address(void **state)
{
	(void)state;
	assert_int_equal(tell("/in/shop/odoo/odoo-token", "", "{\"_id\":1}"), 200);
	assert_int_equal(tell("/in/shop/odoo/odoo-tokem", "", "{\"_id\":1}"), 401);
	assert_int_equal(tell("/in/shop/odoo", "", "{\"_id\":1}"), 401);
	assert_int_equal(tell("/in/shop/far/odoo-token", "", "{\"_id\":1}"), 401);
	assert_int_equal(stored("luna"), 1);
}

static void
test_what_is_too_large_is_refused(void **state)
{
	static const char *const targets[] = {
	    "/in/shop/woo", "/in/shop/odoo/odoo-token", "/in/shop/luna", "/in/carrier/ups-luna"};
	char *body = malloc(LIMIT_API_BODY_BYTES + 2);

	(void)state;
	assert_non_null(body);
	memset(body, ' ', LIMIT_API_BODY_BYTES + 1);
	body[LIMIT_API_BODY_BYTES + 1] = '\0';
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		assert_int_equal(tell(targets[i], "", body), 413);
	assert_int_equal(stored("luna"), 0);
	free(body);
}

static void
test_who_signs_may_come_in_bursts_and_others_may_not(void **state)
{
	int refused = 0;

	(void)state;
	for (int i = 0; i < 2 * LIMIT_GUEST_CALLS; i++)
		assert_int_equal(tell("/in/shop/odoo/odoo-token", "", "{\"_id\":1}"), 200);
	for (int i = 0; i < 2 * LIMIT_GUEST_CALLS; i++)
		refused += tell("/in/shop/odoo/x", "", "{\"_id\":1}") == 429;
	assert_true(refused > LIMIT_GUEST_CALLS / 2);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_prestate_setup_teardown(test, setup, browser_teardown, &b)
	const struct CMUnitTest tests[] = {
	    CASE(test_a_genuine_scan_is_on_disk_when_it_is_answered),
	    CASE(test_who_cannot_sign_changes_nothing),
	    CASE(test_a_signed_message_is_on_disk_once),
	    CASE(test_an_unsigned_old_or_foreign_message_is_refused),
	    CASE(test_a_shops_system_is_let_in_by_its_signature),
	    CASE(test_who_signs_nothing_needs_token_and_address),
	    CASE(test_what_is_too_large_is_refused),
	    CASE(test_who_signs_may_come_in_bursts_and_others_may_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
