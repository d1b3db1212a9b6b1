/* What the API says of orders: words held and let go, the timeline, what is owed, what customers answered. */

#include "monitor/web/api_orders.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "tests/support/browser.h"

/* Answers as the form says; a word is owed in as many hours as its text is long. */
static int
hears(const struct customer_input *in, struct order *order, struct effects *out)
{
	size_t hours = strlen(in->word->text);

	(void)out;
	order->kept_answer = in->word->kept;
	order->kept_answered_utc_ms = in->word->kept != KEPT_ANSWER_NONE ? in->now_utc_ms : AT_NONE;
	order->obligation_utc_ms = hours > 0 ? in->now_utc_ms + (int64_t)hours * HOUR_MS : AT_NONE;
	return 0;
}

static struct browser b = {.start = {.customer = hears,
			       .visitors = {{ACCESS_TOKEN, "all", "", SCOPE_ALL},
				   {ACCESS_TOKEN, "of-sol", "sol", SCOPE_ALL}}}};

static void
say(const char *shop, const char *order, enum kept_answer kept, const char *text)
{
	struct op *op = op_new(OP_CUSTOMER, b.h.now_utc_ms, b.h.policy);

	assert_non_null(op);
	assert_int_equal(text_copy(op->of_shop, sizeof(op->of_shop), shop), 0);
	assert_int_equal(text_copy(op->of_order, sizeof(op->of_order), order), 0);
	op->word.kept = kept;
	assert_int_equal(text_copy(op->word.text, sizeof(op->word.text), text), 0);
	assert_int_equal(harness_run(&b.h, op).rc, 0);
}

static int
ask(const char *method, const char *target, const char *body)
{
	return browser_ask(&b, method, target, browser_bearer("all"), body);
}

static enum notice_state
state_of(uint64_t id)
{
	struct notice n = NOTICE_INIT;

	assert_int_equal(store_notice(b.h.reader, id, &n), 0);
	return n.state;
}

static void
test_words_of_one_order_are_held_and_let_go(void **state)
{
	(void)state;
	assert_int_equal(state_of(1), NOTICE_STATE_PENDING);
	assert_int_equal(ask("POST", "/v1/shipments/L-1/hold", "{}"), 200);
	assert_true(browser_says(&b, "{\"count\":1}"));
	assert_int_equal(state_of(1), NOTICE_STATE_HELD);
	assert_int_equal(state_of(2), NOTICE_STATE_PENDING); /* another order's */
	assert_int_equal(ask("POST", "/v1/shipments/L-1/hold", "{}"), 200);
	assert_true(browser_says(&b, "{\"count\":0}"));
	assert_int_equal(ask("POST", "/v1/shipments/JD0001/release", "{}"), 200);
	assert_true(browser_says(&b, "{\"count\":1}"));
	assert_int_equal(state_of(1), NOTICE_STATE_PENDING);
	assert_int_equal(ask("POST", "/v1/shipments/none/hold", "{}"), 404);
}

static void
test_a_timeline_has_all_in_the_order_in_which_it_happened(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	size_t scans = 0, entries = 0, notices = 0;
	int64_t last_ms = INT64_MIN;
	struct json_value e;
	struct why why;

	(void)state;
	assert_int_equal(ask("GET", "/v1/shipments/L-1/timeline", NULL), 200);
	assert_int_equal(json_parse(&doc, buf_span(&b.reply.body), &why), 0);
	for (e = json_first(json_get(json_root(&doc), "results")); json_exists(e);
	     e = json_next(e)) {
		struct when at;
		char text[40];

		assert_true(json_string_copy(json_get(e, "at"), text, sizeof(text)));
		assert_int_equal(when_parse(span_of(text), &at), 0);
		assert_true(zone_when_utc("UTC", at) >= last_ms);
		last_ms = zone_when_utc("UTC", at);
		scans += json_exists(json_get(e, "scan"));
		entries += json_exists(json_get(e, "entry"));
		notices += json_exists(json_get(e, "notice"));
	}
	assert_int_equal(scans, 1);
	assert_int_equal(notices, 1);
	assert_true(entries >= 1);
	json_doc_clear(&doc);
}

static void
test_what_is_owed_is_listed_soonest_first(void **state)
{
	const char *first;

	(void)state;
	(void)harness_register(&b.h, "L-2", "JD0077");
	say("luna", "L-1", KEPT_ANSWER_NONE, "12345");
	say("luna", "L-2", KEPT_ANSWER_NONE, "123");
	assert_int_equal(ask("GET", "/v1/obligations", NULL), 200);
	first = strstr(buf_str(&b.reply.body), "\"L-2\"");
	assert_non_null(first);
	assert_non_null(strstr(first, "\"L-1\""));
	assert_int_equal(ask("GET", "/v1/obligations?limit=1", NULL), 200);
	assert_false(browser_says(&b, "\"L-1\""));
	assert_false(browser_says(&b, "\"cursor\":null"));
	assert_int_equal(
	    browser_ask(&b, "GET", "/v1/obligations", browser_bearer("of-sol"), NULL), 200);
	assert_true(browser_says(&b, "\"S-1\""));
	assert_false(browser_says(&b, "\"L-"));
}

static void
test_what_customers_answered_is_listed(void **state)
{
	(void)state;
	say("luna", "L-1", KEPT_ANSWER_NO, "");
	say("sol", "S-1", KEPT_ANSWER_YES, "");
	assert_int_equal(ask("GET", "/v1/survey?shop=luna", NULL), 200);
	assert_true(browser_says(&b, "\"L-1\"") && browser_says(&b, "\"kept\":false"));
	assert_false(browser_says(&b, "\"S-1\""));
	assert_int_equal(ask("GET", "/v1/survey", NULL), 200);
	assert_true(browser_says(&b, "\"S-1\"") && browser_says(&b, "\"kept\":true"));
	assert_int_equal(browser_ask(&b, "GET", "/v1/survey", browser_bearer("of-sol"), NULL), 200);
	assert_false(browser_says(&b, "\"L-1\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_words_of_one_order_are_held_and_let_go, &b),
	    BROWSER_TEST(test_a_timeline_has_all_in_the_order_in_which_it_happened, &b),
	    BROWSER_TEST(test_what_is_owed_is_listed_soonest_first, &b),
	    BROWSER_TEST(test_what_customers_answered_is_listed, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
