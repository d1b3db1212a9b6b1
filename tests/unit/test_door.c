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

static struct browser b;

static int
setup(void **state)
{
	struct account *luna;

	(void)state;
	browser_init(&b);
	luna = &b.h.policy->accounts[0];
	assert_string_equal(luna->id, "ups-luna");
	assert_int_equal(secret_set(&luna->push_key, "ups-key", 7), 0);
	assert_int_equal(secret_set(&luna->push_key_next, "ups-next", 8), 0);
	assert_int_equal(
	    secret_set(&b.h.policy->shops[0].hook_keys, SECRET, sizeof(SECRET) - 1), 0);
	browser_let_in(&b, ACCESS_TOKEN, "all", "", SCOPE_ALL);
	assert_int_equal(
	    browser_ask(&b, "POST", "/v1/shipments", browser_bearer("all"),
		"{\"shop\":\"luna\",\"order\":\"U-1\",\"carrier\":\"ups\",\"number\":\"" NUMBER
		"\"}"),
	    201);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	browser_clear(&b);
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

static bool
seen(void)
{
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/shipments/U-1", browser_bearer("all"), NULL), 200);
	return browser_says(&b, "\"code\":\"021\"");
}

static void
test_a_genuine_scan_is_there_when_it_is_answered(void **state)
{
	(void)state;
	assert_false(seen());
	assert_int_equal(push("ups-luna", "ups-key", scan), 202);
	assert_string_equal(buf_str(&b.reply.body), "{\"taken\":1}");
	assert_true(seen());
	/* Again, and by the key that is to come. */
	assert_int_equal(push("ups-luna", "ups-key", scan), 202);
	assert_int_equal(push("ups-luna", "ups-next", scan), 202);
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
	assert_false(seen());
}

static void
test_what_is_about_no_parcel_of_ours_is_taken_for_read(void **state)
{
	(void)state;
	assert_int_equal(
	    push("ups-luna", "ups-key",
		"{\"trackingNumber\":\"1Z0000000000000002\",\"localActivityDate\":\"20260528\","
		"\"activityStatus\":{\"type\":\"I\",\"descriptionCode\":\"021\"}}"),
	    202);
	assert_string_equal(buf_str(&b.reply.body), "{\"taken\":0}");
}

static void
test_what_cannot_be_read_leaves_its_shape(void **state)
{
	struct store_status status;

	(void)state;
	assert_int_equal(push("ups-luna", "ups-key", "{\"trackingNumber\":[]}"), 202);
	assert_int_equal(push("ups-luna", "ups-key", "no JSON"), 202);
	/* What was handed in before the last answered op is committed with it. */
	assert_int_equal(push("ups-luna", "ups-key", scan), 202);
	assert_int_equal(store_status(b.h.reader, &status), 0);
	assert_true(status.skeletons > 0);
	assert_false(seen() && browser_says(&b, "no JSON"));
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
test_a_signed_shipment_is_registered_once(void **state)
{
	(void)state;
	assert_int_equal(hook("luna", SECRET, HARNESS_START, created), 201);
	assert_int_equal(hook("luna", SECRET, HARNESS_START, created), 200);
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/shipments/H-1", browser_bearer("all"), NULL), 200);
	assert_true(browser_says(&b, "\"shop\":\"luna\""));
}

static void
test_an_unsigned_old_or_foreign_shipment_is_refused(void **state)
{
	static const char *const other = "whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2";
	static const struct {
		const char *body;
		int status;
	} rows[] = {
	    {"{\"type\":\"order.paid\",\"data\":{}}", 422},
	    {"{\"type\":\"shipment.created\"}", 422},
	    {"no JSON", 400},
	    {"{\"type\":\"shipment.created\",\"data\":{\"shop\":\"sol\",\"order\":\"H-2\","
	     "\"carrier\":\"ups\",\"number\":\"1Z9\"}}",
		422},
	};

	(void)state;
	assert_int_equal(hook("luna", other, HARNESS_START, created), 401);
	assert_int_equal(hook("luna", SECRET, HARNESS_START - HOUR_MS, created), 401);
	assert_int_equal(hook("luna", SECRET, HARNESS_START + HOUR_MS, created), 401);
	assert_int_equal(browser_ask(&b, "POST", "/in/shop/luna", "", created), 401);
	assert_int_equal(hook("sol", SECRET, HARNESS_START, created), 404);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(hook("luna", SECRET, HARNESS_START, rows[i].body), rows[i].status);
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/shipments/H-1", browser_bearer("all"), NULL), 404);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    CASE(test_a_genuine_scan_is_there_when_it_is_answered),
	    CASE(test_who_cannot_sign_changes_nothing),
	    CASE(test_what_is_about_no_parcel_of_ours_is_taken_for_read),
	    CASE(test_what_cannot_be_read_leaves_its_shape),
	    CASE(test_a_signed_shipment_is_registered_once),
	    CASE(test_an_unsigned_old_or_foreign_shipment_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
