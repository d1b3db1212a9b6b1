/*
 * The desk's lists of the whole shop: what is under way, due first, page by page and by carrier and state; how carriers do.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/web/desk_rows.h"
#include "tests/support/browser.h"

static struct browser b = {.start = {.visitors = {{ACCESS_SESSION, "all", "", SCOPE_ALL},
					 {ACCESS_SESSION, "of-luna", "luna", SCOPE_SUPPORT}}}};

static int
get(const char *path, const char *secret)
{
	return browser_ask(&b, "GET", path, browser_session(secret), NULL);
}

/* The orders that a page of what is under way lists, in its order; how many. */
static size_t
listed(char orders[][LIMIT_ORDER_ROOM], size_t room)
{
	static const char row[] = "class=\"whom\"", order[] = "</a><span>";
	const char *at = buf_str(&b.reply.body);
	size_t count = 0;

	while ((at = strstr(at, row)) != NULL && count < room) {
		at = strstr(at, order) + sizeof(order) - 1;
		assert_true(text_cut(
		    orders[count++], LIMIT_ORDER_ROOM, (struct span){at, strcspn(at, ",")}));
	}
	return count;
}

/* Where the link of that class leads, as a browser reads it. "" none. */
static void
link_to(const char *rel, char path[256])
{
	const char *end = strstr(buf_str(&b.reply.body), rel), *from = end;
	size_t n = 0;

	path[0] = '\0';
	if (end == NULL)
		return;
	while (strncmp(from, "href=\"", 6) != 0)
		from--;
	for (from += 6; *from != '"'; from++) {
		path[n++] = *from;
		if (strncmp(from, "&amp;", 5) == 0)
			from += 4;
	}
	path[n] = '\0';
}

/* A parcel of luna by that account, due in so many hours. */
static void
register_due(const char *order, const char *account, int hours)
{
	struct op *op = harness_registration(&b.h, order, order);
	struct shipment *s = &op->registration.shipment;

	(void)snprintf(s->account, sizeof(s->account), "%s", account);
	s->promise.deadline_utc_ms = HARNESS_START + (int64_t)hours * HOUR_MS;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
}

static void
test_what_is_under_way_is_listed_page_by_page_due_first(void **state)
{
	enum { EACH = DESK_PAGE_ROWS };
	static char orders[2 * EACH + 2][LIMIT_ORDER_ROOM];
	char path[256] = "/desk/under-way", name[16];
	size_t seen = 0;

	(void)state;
	for (int i = 0; i < EACH; i++) { /* in two accounts, the later due registered first */
		(void)snprintf(name, sizeof(name), "Y%02d", i);
		register_due(name, i % 2 == 0 ? "dhl-main" : "ups-luna", 200 - i);
	}
	while (path[0] != '\0') {
		assert_int_equal(get(path, "of-luna"), 200);
		assert_true(browser_says(&b, "51 parcels are under way."));
		seen += listed(orders + seen, 2 * EACH + 2 - seen);
		link_to("\" rel=\"next\"", path);
	}
	assert_int_equal(seen, EACH + 1); /* and L-1, which slips, in its place */
	assert_string_equal(orders[0], "L-1");
	for (int i = 0; i < EACH; i++) {
		(void)snprintf(name, sizeof(name), "Y%02d", EACH - 1 - i);
		assert_string_equal(orders[i + 1], name);
	}
	/* Of one account, of one state, of both; another shop's are never there. */
	assert_int_equal(get("/desk/under-way?account=ups-luna&state=", "of-luna"), 200);
	assert_int_equal(listed(orders, EACH), EACH / 2);
	assert_string_equal(orders[0], "Y49");
	assert_true(browser_says(&b, "<option value=\"ups-luna\" selected>"));
	assert_int_equal(get("/desk/under-way?account=&state=slipping", "of-luna"), 200);
	assert_int_equal(listed(orders, EACH), 1);
	assert_true(browser_says(&b, "<h1>Slipping: one parcel.</h1>"));
	assert_int_equal(get("/desk/under-way?account=ups-luna&state=slipping", "of-luna"), 200);
	assert_int_equal(listed(orders, EACH), 0);
	assert_true(browser_says(&b, "No more of those are under way."));
	assert_int_equal(get("/desk/slipping?account=ups-luna", "of-luna"), 200);
	assert_int_equal(listed(orders, EACH), 0);
	assert_int_equal(get("/desk/slipping?state=slipping", "of-luna"), 200);
	assert_int_equal(listed(orders, EACH), 1);
	assert_int_equal(get("/desk/under-way", "all"), 200);
	assert_int_equal(listed(orders, 2), 2);
	assert_true(browser_says(&b, "S-1"));
	browser_let_in(&b, ACCESS_SESSION, "of-sol", "sol", SCOPE_SUPPORT);
	assert_int_equal(get("/desk/under-way", "of-sol"), 200);
	assert_int_equal(listed(orders, EACH), 1);
	assert_false(browser_says(&b, "value=\"ups-luna\""));
}

static void
test_what_no_page_could_ask_is_the_first_page(void **state)
{
	static const char *const odd[] = {"after=x", "after=1", "after=.", "after=1.0",
	    "after=1.-1", "after=99999999999999999999.1", "account=nobody&state=nothing",
	    "state=%3Cb%3E"};
	char path[128], orders[2][LIMIT_ORDER_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		(void)snprintf(path, sizeof(path), "/desk/under-way?%s", odd[i]);
		assert_int_equal(get(path, "of-luna"), 200);
		assert_int_equal(listed(orders, 2), 1);
		assert_false(browser_says(&b, "<b>\""));
	}
}

/* What is asked for is looked for so far, and the page says how far; its link goes on from there. */
static void
test_a_filter_looks_no_further_than_it_says(void **state)
{
	enum { MANY = LIMIT_PAGE_ROWS + 5 };
	static struct answered done[MANY];
	char path[256], orders[2][LIMIT_ORDER_ROOM];

	(void)state;
	for (int i = 0; i < MANY; i++) {
		char name[16];

		(void)snprintf(name, sizeof(name), "N%04d", i);
		harness_submit(&b.h, harness_registration(&b.h, name, name), &done[i]);
	}
	for (int i = 0; i < MANY; i++) {
		harness_wait(&b.h, &done[i]);
		assert_int_equal(done[i].rc, 0);
	}
	register_due("Z-1", "ups-luna", 900);
	assert_int_equal(get("/desk/under-way?account=ups-luna", "of-luna"), 200);
	assert_int_equal(listed(orders, 2), 0);
	assert_true(browser_says(
	    &b, "For this we have looked at 1,000 parcels, up to those promised for:"));
	link_to("\" rel=\"next\"", path);
	assert_int_equal(get(path, "of-luna"), 200);
	assert_int_equal(listed(orders, 2), 1);
	assert_string_equal(orders[0], "Z-1");
	assert_false(browser_says(&b, "we have looked"));
	link_to("From the first", path);
	assert_string_equal(path, "/desk/under-way?account=ups-luna&state=");
}

static void
put_account(const struct account_state *a)
{
	struct op *op = op_new(OP_ACCOUNT, HARNESS_START, b.h.policy);

	assert_non_null(op);
	op->account = *a;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
}

static void
test_carriers_say_how_they_do_and_what_concerns_them(void **state)
{
	struct account_state a = ACCOUNT_STATE_INIT;
	const char *page;

	(void)state;
	(void)snprintf(b.h.policy->accounts[0].carrier_name, LIMIT_NAME_ROOM, "UPS");
	(void)snprintf(b.h.policy->accounts[1].carrier_name, LIMIT_NAME_ROOM, "UPS Sol");
	b.h.policy->accounts[0].day_quota = 1000;
	assert_int_equal(get("/desk/carriers", "of-luna"), 200);
	assert_true(browser_says(&b, "<h1>No carrier is silent.</h1>"));
	assert_true(browser_says(&b, "Has not been asked anything yet"));
	assert_int_equal(browser_count(&b, "class=\"whom\""), 1); /* no other shop's */
	(void)snprintf(a.id, sizeof(a.id), "ups-luna");
	a.ok_utc_ms = HARNESS_START - 2 * HOUR_MS;
	a.window_day = zone_day("UTC", HARNESS_START);
	a.calls = 312;
	a.unknown_count = 1;
	(void)snprintf(a.unknown[0].code, sizeof(a.unknown[0].code), "<b>ZZ");
	put_account(&a);
	assert_int_equal(get("/desk/carriers", "of-luna"), 200);
	assert_true(browser_says(&b, "312 questions today, of 1,000"));
	assert_true(browser_says(&b, "One code that nobody knows: &lt;b&gt;ZZ"));
	assert_true(browser_says(&b, "href=\"/desk/under-way?account=ups-luna\""));
	(void)snprintf(a.id, sizeof(a.id), "ups-sol");
	a.stopped = true;
	a.health = ERR_BAD_CREDENTIALS;
	a.failing_since_utc_ms = HARNESS_START - HOUR_MS;
	put_account(&a);
	assert_int_equal(browser_command(&b, "POST", "/v1/incidents",
			     "{\"carrier\":\"ups\",\"text\":\"huelga\"}"),
	    200);
	assert_int_equal(get("/desk/carriers", "all"), 200);
	page = buf_str(&b.reply.body);
	assert_true(browser_says(&b, "<h1>UPS Sol has not answered since "));
	assert_true(browser_says(&b, "<small class=\"slow\">UPS Sol does not answer</small>"));
	assert_true(browser_says(&b, "It refuses our credentials."));
	assert_true(browser_says(&b, "puntual carriers retry ups-sol"));
	assert_true(
	    browser_says(&b, "<a class=\"row\" href=\"/desk/incidents/1\">Its incident</a>"));
	/* Who fails is first. */
	assert_true(strstr(page, "<span>ups-sol</span>") < strstr(page, "<span>ups-luna</span>"));
	assert_int_equal(get("/desk/carriers", "of-luna"), 200);
	assert_false(browser_says(&b, "Its incident"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_what_is_under_way_is_listed_page_by_page_due_first, &b),
	    BROWSER_TEST(test_what_no_page_could_ask_is_the_first_page, &b),
	    BROWSER_TEST(test_a_filter_looks_no_further_than_it_says, &b),
	    BROWSER_TEST(test_carriers_say_how_they_do_and_what_concerns_them, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
