/*
 * The desk in a browser: in by an invitation that works once, out again; search, one shipment, a case; two shops beside each other; what
 * customers and carriers write is never markup.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/promise/customer.h"
#include "tests/support/browser.h"

static struct browser b = {.start = {.customer = customer_judge}};

static int
get(const char *path, const char *headers)
{
	return browser_ask(&b, "GET", path, headers, NULL);
}

/* The text between two others in the last answer. */
static void
between(const char *text, const char *before, const char *after, char *dst, size_t room)
{
	const char *from = strstr(text, before), *until;

	assert_non_null(from);
	from += strlen(before);
	until = strstr(from, after);
	assert_non_null(until);
	assert_true((size_t)(until - from) < room);
	memcpy(dst, from, (size_t)(until - from));
	dst[until - from] = '\0';
}

static void
test_an_invitation_lets_in_once_and_leaving_ends_it(void **state)
{
	char key[64], form[96], cookie[128], session[160], csrf[64], leave[96], headers[320];

	(void)state;
	assert_int_equal(browser_command(&b, "POST", "/v1/staff",
			     "{\"email\":\"lucia@botijo.example\",\"shop\":\"luna\"}"),
	    201);
	between(buf_str(&b.reply.body), "key=", "\"", key, sizeof(key));
	(void)snprintf(form, sizeof(form), "/desk/login?key=%s", key);
	/* What looks at links in mails uses nothing up. */
	assert_int_equal(get(form, ""), 200);
	assert_int_equal(get(form, ""), 200);
	(void)snprintf(form, sizeof(form), "key=%s", key);
	assert_int_equal(browser_ask(&b, "POST", "/desk/login", BROWSER_FORM, form), 303);
	assert_string_equal(browser_header(&b, "location"), "/desk");
	between(browser_header(&b, "set-cookie"), "session=", ";", cookie, sizeof(cookie));
	assert_non_null(strstr(browser_header(&b, "set-cookie"), "HttpOnly; SameSite=Lax"));
	assert_int_equal(browser_ask(&b, "POST", "/desk/login", BROWSER_FORM, form), 303);
	assert_string_equal(browser_header(&b, "location"), "/desk/login?refused=1");
	(void)snprintf(session, sizeof(session), "Cookie: session=%s\r\n", cookie);
	assert_int_equal(get("/desk", session), 200);
	assert_true(browser_says(&b, "lucia@botijo.example"));
	between(buf_str(&b.reply.body), "name=\"csrf\" value=\"", "\"", csrf, sizeof(csrf));
	(void)snprintf(headers, sizeof(headers), "%s%s", session, BROWSER_FORM);
	assert_int_equal(browser_ask(&b, "POST", "/desk/logout", headers, "csrf=guess"), 403);
	(void)snprintf(leave, sizeof(leave), "csrf=%s", csrf);
	assert_int_equal(browser_ask(&b, "POST", "/desk/logout", headers, leave), 303);
	assert_int_equal(get("/desk", session), 303);
}

static void
test_a_shop_sees_its_own_alone(void **state)
{
	const char *luna;
	char path[64];

	(void)state;
	browser_let_in(&b, ACCESS_SESSION, "of-luna", "luna", SCOPE_SUPPORT);
	luna = browser_session("of-luna");
	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu", (unsigned long long)b.luna);
	assert_int_equal(get(path, luna), 200);
	assert_true(browser_says(&b, "L-1") && browser_says(&b, "<svg class=\"picture wide"));
	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu", (unsigned long long)b.sol);
	assert_int_equal(get(path, luna), 404);
	assert_int_equal(get("/desk/find?q=S-1", luna), 200);
	assert_false(browser_says(&b, "/desk/shipments/"));
	assert_int_equal(get("/desk/find?q=L-1", luna), 200);
	assert_true(browser_says(&b, "/desk/shipments/"));
	assert_int_equal(get("/desk", luna), 200);
	assert_false(browser_says(&b, "S-1"));
	assert_int_equal(get("/desk/slipping", luna), 200);
	assert_false(browser_says(&b, "S-1"));
}

/* What a customer did on their page stands at the desk in words, whatever its name in the store. */
static void
test_a_customers_wish_is_said_in_words(void **state)
{
	char path[64];

	(void)state;
	harness_choose(&b.h, "luna", "L-1", CHOICE_CALL);
	browser_let_in(&b, ACCESS_SESSION, "staff", "", SCOPE_ALL);
	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu", (unsigned long long)b.luna);
	assert_int_equal(get(path, browser_session("staff")), 200);
	assert_true(browser_says(&b, "Chose “Please call me” on their page."));
	assert_int_equal(get("/desk/cases?whose=all", browser_session("staff")), 200);
	assert_true(browser_says(&b, "Call the customer: they ask for it."));
}

static void
test_what_is_worth_knowing_before_one_calls_stands_beside_the_phone(void **state)
{
	struct op *op = harness_registration(&b.h, "L-2", "JD0009");
	char path[64];

	(void)state;
	(void)snprintf(b.h.policy->shops[0].currency, sizeof(b.h.policy->shops[0].currency), "EUR");
	(void)snprintf(op->registration.shipment.items, LIMIT_ITEMS_ROOM, "six plates");
	op->registration.shipment.value_cents = 8600;
	op->registration.shipment.first_order = true;
	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu",
	    (unsigned long long)harness_run(&b.h, op).id);
	browser_let_in(&b, ACCESS_SESSION, "staff", "", SCOPE_ALL);
	assert_int_equal(get(path, browser_session("staff")), 200);
	assert_true(browser_says(&b, "<dd>first order</dd>"));
	assert_true(browser_says(&b, "<dd>six plates, €86.00</dd>"));
}

static void
test_what_is_looked_for_is_never_markup(void **state)
{
	(void)state;
	browser_let_in(&b, ACCESS_SESSION, "staff", "", SCOPE_ALL);
	assert_int_equal(
	    get("/desk/find?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", browser_session("staff")),
	    200);
	assert_false(browser_says(&b, "<script>alert"));
	assert_true(browser_says(&b, "&lt;script&gt;"));
	assert_int_equal(get("/desk/login?key=%22%3E%3Cscript%3Ex", ""), 200);
	assert_false(browser_says(&b, "<script>x"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_an_invitation_lets_in_once_and_leaving_ends_it, &b),
	    BROWSER_TEST(test_a_shop_sees_its_own_alone, &b),
	    BROWSER_TEST(test_a_customers_wish_is_said_in_words, &b),
	    BROWSER_TEST(test_what_is_worth_knowing_before_one_calls_stands_beside_the_phone, &b),
	    BROWSER_TEST(test_what_is_looked_for_is_never_markup, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
