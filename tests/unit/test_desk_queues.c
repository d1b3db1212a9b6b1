/*
 * What waits for a person: each queue shows its own shop's rows once, by when, and says so where there are none; buttons lead back to the
 * desk alone; incidents are opened and closed by those who see every shop. Besides: reports, sessions, colours, and why a search found it.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/promise/gaps.h"
#include "monitor/web/desk_rows.h"
#include "tests/support/browser.h"

enum { MORE = DESK_PAGE_ROWS + 9 }; /* shipments of luna, besides L-1 */

/* Where a parcel is held, four scans of its depot were to be expected and one came. */
static int
sees_scans(const struct review_input *in, struct verdict *out)
{
	int32_t hour = (int32_t)(in->now_utc_ms / HOUR_MS / GAPS_STEP_HOURS * GAPS_STEP_HOURS);
	int rc = harness_judge.review(in, out);

	if (rc != 0 || out->shipment.held_by == 0)
		return rc;
	rc = tallies_add(
	    &out->effects.tallies, TALLY_SCAN, "dhl|VITORIA", hour, GAPS_CELL_EXPECTED, 4000);
	return rc != 0 ? rc
		       : tallies_add(&out->effects.tallies, TALLY_SCAN, "dhl|VITORIA", hour,
			     GAPS_CELL_SEEN, 1000);
}

static struct browser b = {.start = {.review = sees_scans,
			       .visitors = {{ACCESS_SESSION, "all", "", SCOPE_ALL},
				   {ACCESS_SESSION, "of-luna", "luna", SCOPE_SUPPORT}}}};

static int
get(const char *path, const char *secret)
{
	return browser_ask(&b, "GET", path, browser_session(secret), NULL);
}

static int
post(const char *path, const char *secret, const char *form)
{
	char headers[768];

	(void)snprintf(headers, sizeof(headers), "%s" BROWSER_FORM, browser_session(secret));
	return browser_ask(&b, "POST", path, headers, form);
}

static void
test_each_queue_lists_the_rows_of_ones_own_shop(void **state)
{
	static const char *const queues[] = {
	    "/desk", "/desk/slipping", "/desk/cases", "/desk/cases?whose=all", "/desk/owed"};

	(void)state;
	for (size_t i = 0; i < sizeof(queues) / sizeof(queues[0]); i++) {
		assert_int_equal(get(queues[i], "of-luna"), 200);
		assert_true(browser_says(&b, "L-1"));
		assert_false(browser_says(&b, "S-1"));
		assert_int_equal(get(queues[i], "all"), 200);
		assert_true(browser_says(&b, "L-1") && browser_says(&b, "S-1"));
	}
	/* What is counted beside the queues is the shop's own too. */
	assert_int_equal(get("/desk/owed", "of-luna"), 200);
	assert_true(browser_says(&b, "We owe word to one customer."));
	assert_int_equal(get("/desk/owed", "all"), 200);
	assert_true(browser_says(&b, "We owe word to 2 customers."));
}

static void
test_the_pages_of_a_queue_show_each_row_once(void **state)
{
	static const char *const queues[] = {"/desk/slipping", "/desk/cases", "/desk/owed"};

	(void)state;
	for (int i = 0; i < MORE; i++) {
		char order[16], number[16];
		struct op *op;
		uint64_t id;

		(void)snprintf(order, sizeof(order), "M-%02d", i);
		(void)snprintf(number, sizeof(number), "MN%04d", i);
		op = harness_registration(&b.h, order, number);
		id = harness_run(&b.h, op).id;
		assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, "TWO")).rc, 0);
	}
	for (size_t q = 0; q < sizeof(queues) / sizeof(queues[0]); q++) {
		char path[64], href[64];
		size_t seen = 0;

		for (int page = 1; page <= 3; page++) {
			(void)snprintf(path, sizeof(path), "%s?page=%d", queues[q], page);
			assert_int_equal(get(path, "of-luna"), 200);
			(void)snprintf(href, sizeof(href), "page=%d\" rel=\"next\"", page + 1);
			assert_int_equal(browser_says(&b, href), page == 1);
			seen += browser_count(&b, "class=\"whom\"");
		}
		assert_int_equal(seen, MORE + 1);
	}
	assert_int_equal(get("/desk/slipping?page=0", "of-luna"), 200);
	assert_int_equal(get("/desk/slipping?page=99999999999999999999", "of-luna"), 200);
}

/* The first page begins with what presses most; every page says what presses in each list, and how its carriers answer. */
static void
test_what_presses_is_said_first(void **state)
{
	struct op *op = op_new(OP_ACCOUNT, HARNESS_START, b.h.policy);
	uint64_t ids[2];
	size_t count;
	char path[64];

	(void)state;
	assert_non_null(op);
	(void)snprintf(b.h.policy->accounts[0].carrier_name, LIMIT_NAME_ROOM, "UPS");
	(void)snprintf(op->account.id, sizeof(op->account.id), "ups-luna");
	op->account.failing_since_utc_ms = HARNESS_START;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	assert_int_equal(get("/desk", "of-luna"), 200);
	assert_true(browser_says(&b, "<h1>First: "));
	assert_true(browser_says(&b, "0 of 1 carriers answer; UPS has not answered since "));
	assert_true(browser_says(&b, "<small>the first in 24 h</small>"));
	assert_int_equal(get("/desk/owed", "all"), 200);
	assert_true(browser_says(&b, "1 of 2 carriers answer; UPS"));
	assert_int_equal(store_cases(b.h.reader, "luna", "L-1", NULL, ids, 2, &count), 0);
	(void)snprintf(path, sizeof(path), "/desk/cases/%llu/claim", (unsigned long long)ids[0]);
	assert_int_equal(post(path, "of-luna", "back=%2Fdesk"), 303);
	assert_int_equal(get("/desk", "of-luna"), 200);
	assert_false(browser_says(&b, "<h1>First: "));
	assert_true(browser_says(&b, "<span>My cases</span><b>1</b>"));
	/* Given back where it was taken. */
	(void)snprintf(path, sizeof(path), "/desk/cases/%llu/unclaim", (unsigned long long)ids[0]);
	assert_int_equal(post(path, "of-luna", "back=%2Fdesk"), 303);
	assert_string_equal(browser_header(&b, "location"), "/desk");
}

static void
test_what_a_rule_decided_is_said_first_and_the_chance_beside_it(void **state)
{
	uint64_t id = harness_register(&b.h, "R-1", "RN0001");
	char path[64];

	(void)state;
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, "SLIP")).rc, 0);
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, "FORECAST")).rc, 0);
	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu", (unsigned long long)id);
	assert_int_equal(get(path, "of-luna"), 200);
	assert_true(browser_says(&b,
	    "The carrier gives a date after the promise. The forecast alone: 84%, by 312 parcels like it."));
	assert_int_equal(get("/desk/slipping", "of-luna"), 200);
	assert_true(browser_says(&b, "The forecast alone: 84%"));
	assert_false(browser_says(&b, "<b class=\"chance\">84%"));
}

static void
test_a_queue_without_rows_says_so(void **state)
{
	(void)state;
	assert_int_equal(get("/desk/cases?whose=me", "of-luna"), 200);
	assert_true(browser_says(&b, "You have no case."));
	assert_int_equal(get("/desk/unreached", "of-luna"), 200);
	assert_true(browser_says(&b, "Our mail reaches everybody."));
	assert_int_equal(get("/desk/incidents", "all"), 200);
	assert_true(browser_says(&b, "No incident is open."));
}

static void
test_a_button_leads_back_to_the_desk_alone(void **state)
{
	static const struct {
		const char *back, *to;
	} cases[] = {{"/desk/cases?whose=all&page=2", "/desk/cases?whose=all&page=2"},
	    {"https://elsewhere.example", NULL}, {"//elsewhere.example", NULL},
	    {"/desk:x@elsewhere.example", NULL}, {"/t/abc", NULL}, {"", NULL}};
	uint64_t ids[2];
	size_t count;
	char path[64], form[160], shipment[64];

	(void)state;
	assert_int_equal(store_cases(b.h.reader, "luna", "L-1", NULL, ids, 2, &count), 0);
	assert_int_equal(count, 1);
	(void)snprintf(path, sizeof(path), "/desk/cases/%llu/claim", (unsigned long long)ids[0]);
	(void)snprintf(
	    shipment, sizeof(shipment), "/desk/shipments/%llu", (unsigned long long)b.luna);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf back = BUF_INIT(128);

		assert_int_equal(text_add_percent(&back, span_of(cases[i].back)), 0);
		(void)snprintf(form, sizeof(form), "back=%s", buf_str(&back));
		buf_clear(&back);
		assert_int_equal(post(path, "of-luna", form), 303);
		if (cases[i].to != NULL)
			assert_string_equal(browser_header(&b, "location"), cases[i].to);
		else
			assert_true(text_starts(span_of(browser_header(&b, "location")), shipment));
	}
	assert_int_equal(get("/desk/cases?whose=me", "of-luna"), 200);
	assert_true(browser_says(&b, "L-1"));
	assert_int_equal(get("/desk/cases", "of-luna"), 200);
	assert_false(browser_says(&b, "L-1"));
}

static void
test_whom_no_mail_reaches_is_listed_until_it_does(void **state)
{
	struct shipment s = SHIPMENT_INIT;
	struct op *op;
	char path[64];

	(void)state;
	assert_int_equal(store_shipment_head(b.h.reader, b.luna, &s), 0);
	op = op_new(OP_PERSON, HARNESS_START, b.h.policy);
	assert_non_null(op);
	op->id = s.person;
	op->person_verb = PERSON_SUPPRESS;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	assert_int_equal(get("/desk/unreached", "of-luna"), 200);
	assert_true(browser_says(&b, "One customer gets none of our mail."));
	(void)snprintf(path, sizeof(path), "/desk/people/%llu/lift", (unsigned long long)s.person);
	assert_true(browser_says(&b, path));
	browser_let_in(&b, ACCESS_SESSION, "of-sol", "sol", SCOPE_SUPPORT);
	assert_int_equal(get("/desk/unreached", "of-sol"), 200);
	assert_false(browser_says(&b, path));
	assert_int_equal(post(path, "of-sol", ""), 404);
	assert_int_equal(post(path, "of-luna", ""), 303);
	assert_int_equal(get("/desk/unreached", "of-luna"), 200);
	assert_true(browser_says(&b, "Our mail reaches everybody."));
	shipment_clear(&s);
}

static void
test_incidents_are_opened_and_closed_by_those_who_see_every_shop(void **state)
{
	(void)state;
	assert_int_equal(get("/desk/incidents", "of-luna"), 403);
	assert_int_equal(post("/desk/incidents", "of-luna", "carrier=ups&text=x"), 403);
	assert_int_equal(get("/desk", "of-luna"), 200);
	assert_false(browser_says(&b, "/desk/incidents"));
	/* What was typed stands there again. */
	assert_int_equal(post("/desk/incidents", "all",
			     "carrier=ups&depot=VITORIA&until=2026-02-31&text=%3Cb%3Ehuelga"),
	    200);
	assert_true(browser_says(&b, "role=\"alert\"") && browser_says(&b, "value=\"VITORIA\""));
	assert_true(browser_says(&b, "&lt;b&gt;huelga") && !browser_says(&b, "<b>huelga"));
	assert_int_equal(post("/desk/incidents", "all", "carrier=nobody&text=x"), 200);
	assert_int_equal(post("/desk/incidents", "all",
			     "carrier=ups&depot=Vitoria&until=2030-01-31&text=huelga"),
	    303);
	assert_int_equal(get("/desk/incidents", "all"), 200);
	assert_true(browser_says(&b, "One incident is open.") && browser_says(&b, "UPS, Vitoria"));
	assert_int_equal(get("/desk/incidents/1", "all"), 200);
	assert_true(browser_says(&b, "UPS, Vitoria: announced by a person"));
	assert_int_equal(get("/desk/incidents/99", "all"), 404);
	assert_int_equal(get("/desk/incidents/x", "all"), 404);
	assert_int_equal(post("/desk/incidents/1/close", "all", "text=over"), 303);
	assert_int_equal(get("/desk/incidents", "all"), 200);
	assert_true(browser_says(&b, "No incident is open."));
	assert_int_equal(get("/desk/incidents?all=1", "all"), 200);
	assert_true(browser_says(&b, "UPS, Vitoria"));
}

static void
test_an_incident_says_whom_it_concerns_and_which_scans_are_missing(void **state)
{
	(void)state;
	assert_int_equal(
	    post("/desk/incidents", "all", "carrier=dhl&depot=Vitoria&text=huelga"), 303);
	assert_int_equal(get("/desk/incidents/1", "all"), 200);
	assert_false(browser_says(&b, "chart scans"));
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, b.luna, "HELD")).rc, 0);
	assert_int_equal(get("/desk/incidents/1", "all"), 200);
	assert_true(browser_says(&b, "One promise waits behind it."));
	assert_true(browser_says(&b, "<svg class=\"chart scans\""));
	assert_int_equal(browser_count(&b, "<td class=\"n\">1</td>"), 1);
	assert_int_equal(post("/desk/incidents", "all", "carrier=dhl&depot=Vito&text=otra"), 303);
	assert_int_equal(get("/desk/incidents/2", "all"), 200);
	assert_false(browser_says(&b, "chart scans")); /* another depot's */
}

/* Slipping and held, its customer untold: a word waits. */
static int
slips_held(const struct review_input *in, struct verdict *out)
{
	int rc = sees_scans(in, out);

	if (rc == 0 && out->shipment.held_by != 0) {
		out->shipment.state = PROMISE_SLIPPING;
		out->shipment.handed_over = true;
	}
	return rc;
}

static void
test_what_an_incident_holds_is_counted_let_go_and_held_again(void **state)
{
	struct incident i;
	uint64_t id;

	(void)state;
	b.judge.review = slips_held;
	id = harness_register(&b.h, "H-1", "HN0001");
	assert_int_equal(
	    post("/desk/incidents", "all", "carrier=dhl&depot=Vitoria&text=huelga"), 303);
	assert_int_equal(get("/desk/incidents/1", "all"), 200);
	assert_false(browser_says(&b, "/desk/incidents/1/release"));
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, "HELD")).rc, 0);
	assert_int_equal(get("/desk/incidents/1", "all"), 200);
	assert_true(browser_says(&b, "<b>One notice waits for it.</b>"));
	assert_int_equal(post("/desk/incidents/1/release", "of-luna", ""), 403);
	assert_int_equal(post("/desk/incidents/1/release", "all", ""), 303);
	assert_int_equal(store_incident(b.h.reader, 1, &i), 0);
	assert_true(i.released_utc_ms > HARNESS_START);
	assert_int_equal(get(browser_header(&b, "location"), "all"), 200);
	assert_true(browser_says(&b, "They are let go in half a minute."));
	assert_int_equal(browser_count(&b, "/desk/incidents/1/hold"), 2); /* undo, and beside it */
	assert_int_equal(post("/desk/incidents/1/hold", "all", ""), 303);
	assert_int_equal(store_incident(b.h.reader, 1, &i), 0);
	assert_true(i.released_utc_ms == AT_NONE);
	/* Longer: another last day, which must be one that is to come. */
	assert_int_equal(post("/desk/incidents/1/wait", "all", "until=2030-02-31"), 200);
	assert_true(browser_says(&b, "That day does not exist or is over."));
	assert_true(browser_says(&b, "value=\"2030-02-31\""));
	assert_int_equal(post("/desk/incidents/1/wait", "all", "until=2020-01-01"), 200);
	assert_int_equal(post("/desk/incidents/1/wait", "all", "until=2030-01-31"), 303);
	assert_int_equal(get("/desk/incidents/1", "all"), 200);
	assert_true(browser_says(&b, "type=\"date\" value=\"2030-01-31\""));
	assert_int_equal(post("/desk/incidents/99/wait", "all", "until="), 404);
	assert_int_equal(post("/desk/incidents/x/release", "all", ""), 404);
}

static void
test_reports_are_of_those_who_may_see_them(void **state)
{
	(void)state;
	assert_int_equal(get("/desk/reports", "of-luna"), 403); /* support alone */
	browser_let_in(&b, ACCESS_SESSION, "figures", "luna", SCOPE_REPORT);
	assert_int_equal(get("/desk/reports?shop=sol", "figures"), 200);
	assert_false(browser_says(&b, "Tienda sol"));
	assert_int_equal(get("/desk/slipping", "figures"), 403);
	assert_int_equal(
	    get("/desk/reports?shop=nobody&weeks=x&lane=%3Cscript%3E1&carrier=zzz", "all"), 200);
	assert_false(browser_says(&b, "<script>1"));
}

/* A spreadsheet's: one head, a row a week, numbers that no language writes otherwise. */
static void
test_reports_leave_as_a_table(void **state)
{
	(void)state;
	assert_int_equal(get("/desk/reports.csv", "of-luna"), 403);
	browser_let_in(&b, ACCESS_SESSION, "figures", "luna", SCOPE_REPORT);
	assert_int_equal(get("/desk/reports.csv?shop=luna&weeks=4&lane=", "figures"), 200);
	assert_string_equal(browser_header(&b, "content-type"), "text/csv; charset=utf-8");
	assert_string_equal(browser_header(&b, "content-disposition"),
	    "attachment; filename=\"puntual-luna-4-weeks.csv\"");
	assert_true(browser_says(&b, "table,name,carrier,kept,late,lost,late_hours,"));
	assert_int_equal(browser_count(&b, "\r\nweek,2026-"), 4);
	assert_int_equal(get("/desk/reports.csv?shop=nobody", "of-luna"), 403);
}

static void
test_sessions_end_one_by_one_or_all_of_ones_own(void **state)
{
	char path[64], *id;

	(void)state;
	browser_let_in(&b, ACCESS_SESSION, "lucia-1", "luna", SCOPE_SUPPORT);
	browser_let_in(&b, ACCESS_SESSION, "of-sol", "sol", SCOPE_SUPPORT);
	/* Whoever is let in here has one name: of one shop they are one person with several browsers. */
	assert_int_equal(get("/desk/sessions", "of-luna"), 200);
	assert_int_equal(browser_count(&b, "/end\"><input"), 3); /* of two browsers, and of all */
	assert_int_equal(get("/desk/sessions", "all"), 200);
	assert_true(browser_count(&b, "/end\"><input") > 4);
	assert_true(browser_says(&b, ">sol<"));
	assert_int_equal(get("/desk/sessions", "of-sol"), 200);
	id = strstr(buf_str(&b.reply.body), "/desk/sessions/");
	assert_non_null(id);
	assert_true(text_cut(path, sizeof(path), (struct span){id, strcspn(id, "\"")}));
	assert_int_equal(post(path, "of-luna", ""), 404);
	assert_int_equal(get("/desk", "of-sol"), 200);
	assert_int_equal(post(path, "all", ""), 303);
	assert_int_equal(get("/desk", "of-sol"), 303);
	assert_int_equal(post("/desk/sessions/end", "of-luna", ""), 303);
	assert_int_equal(get("/desk", "of-luna"), 303);
	assert_int_equal(get("/desk", "lucia-1"), 303);
	assert_int_equal(get("/desk", "all"), 200);
}

static void
test_pages_are_light_or_dark_as_was_chosen(void **state)
{
	char headers[768];

	(void)state;
	assert_int_equal(get("/desk", "all"), 200);
	assert_false(browser_says(&b, "data-theme="));
	assert_int_equal(post("/desk/theme", "all", "theme=dark&back=%2Fdesk%2Fowed"), 303);
	assert_string_equal(browser_header(&b, "location"), "/desk/owed");
	assert_non_null(strstr(browser_header(&b, "set-cookie"), "theme=dark; Path=/"));
	(void)snprintf(headers, sizeof(headers), "Cookie: session=all; theme=dark\r\n");
	assert_int_equal(browser_ask(&b, "GET", "/desk", headers, NULL), 200);
	assert_true(browser_says(&b, "data-theme=\"dark\""));
	(void)snprintf(headers, sizeof(headers), "Cookie: session=all; theme=\"><b>\r\n");
	assert_int_equal(browser_ask(&b, "GET", "/desk", headers, NULL), 200);
	assert_false(browser_says(&b, "data-theme=") || browser_says(&b, "<b>\">"));
	assert_int_equal(post("/desk/theme", "all", "theme=system"), 303);
	assert_non_null(strstr(browser_header(&b, "set-cookie"), "Max-Age=0"));
}

static void
test_a_search_says_why_something_was_found(void **state)
{
	(void)state;
	assert_int_equal(get("/desk/find?list=1&q=l-1", "all"), 200);
	assert_true(browser_says(&b, "<mark>L</mark>-<mark>1</mark>"));
	assert_int_equal(get("/desk/find?q=jd0001", "all"), 200);
	assert_true(browser_says(&b, "<mark>JD0001</mark>"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_each_queue_lists_the_rows_of_ones_own_shop, &b),
	    BROWSER_TEST(test_the_pages_of_a_queue_show_each_row_once, &b),
	    BROWSER_TEST(test_what_presses_is_said_first, &b),
	    BROWSER_TEST(test_what_a_rule_decided_is_said_first_and_the_chance_beside_it, &b),
	    BROWSER_TEST(test_a_queue_without_rows_says_so, &b),
	    BROWSER_TEST(test_a_button_leads_back_to_the_desk_alone, &b),
	    BROWSER_TEST(test_whom_no_mail_reaches_is_listed_until_it_does, &b),
	    BROWSER_TEST(test_incidents_are_opened_and_closed_by_those_who_see_every_shop, &b),
	    BROWSER_TEST(test_an_incident_says_whom_it_concerns_and_which_scans_are_missing, &b),
	    BROWSER_TEST(test_what_an_incident_holds_is_counted_let_go_and_held_again, &b),
	    BROWSER_TEST(test_reports_are_of_those_who_may_see_them, &b),
	    BROWSER_TEST(test_reports_leave_as_a_table, &b),
	    BROWSER_TEST(test_sessions_end_one_by_one_or_all_of_ones_own, &b),
	    BROWSER_TEST(test_pages_are_light_or_dark_as_was_chosen, &b),
	    BROWSER_TEST(test_a_search_says_why_something_was_found, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
