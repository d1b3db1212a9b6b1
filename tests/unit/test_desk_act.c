/*
 * What a person does at the desk about one parcel: writes to its customer, marks it, notes a call, holds a word and lets it go; each can be
 * taken back, and nobody does it who may not.
 */

#include "monitor/web/routes.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "tests/support/browser.h"

static struct browser b = {
    .start = {.visitors = {{ACCESS_SESSION, "of-luna", "luna", SCOPE_SUPPORT}}}};

static int
setup(void **state)
{
	assert_int_equal(browser_setup(state), 0);
	b.h.policy->shops[0].notices = NOTICES_CUSTOMERS;
	return 0;
}

/* As a person of luna, by a form of ours. */
static int
ask(const char *method, const char *path, const char *form)
{
	char headers[640];

	(void)snprintf(headers, sizeof(headers), "%s%s", browser_session("of-luna"),
	    form != NULL ? BROWSER_FORM : "");
	return browser_ask(&b, method, path, headers, form);
}

static const char *
of(const char *kind, uint64_t id, const char *act)
{
	static char paths[4][96];
	static unsigned next;
	char *path = paths[next++ % 4];

	(void)snprintf(path, sizeof(paths[0]), "/desk/%s/%" PRIu64 "%s", kind, id, act);
	return path;
}

/* What comes after `mark` in a page, up to a quote. */
static const char *
after(const char *page, const char *mark)
{
	const char *at = strstr(page, mark);

	assert_non_null(at);
	return at + strlen(mark);
}

static void
copy_value(const char *from, char *dst, size_t room)
{
	struct span value = {from, strcspn(from, "\"")};

	assert_int_equal(text_copy_span(dst, room, value), 0);
}

/* The value of a hidden field of the last page. */
static void
hidden(const char *name, char *dst, size_t room)
{
	char before[64];

	(void)snprintf(before, sizeof(before), "name=\"%s\" value=\"", name);
	copy_value(after(buf_str(&b.reply.body), before), dst, room);
}

/* The option chosen in a list of the last page. */
static void
selected(const char *list, char *dst, size_t room)
{
	char before[64];
	const char *from;

	(void)snprintf(before, sizeof(before), "<select id=\"%s\"", list);
	from = strstr(after(buf_str(&b.reply.body), before), "\" selected");
	assert_non_null(from);
	while (from[-1] != '"')
		from--;
	copy_value(from, dst, room);
}

static void
day_text(int32_t days_ahead, char *dst, size_t room)
{
	struct buf text = BUF_INIT(16);

	assert_int_equal(
	    when_add(&text, when_date(zone_day("UTC", b.h.now_utc_ms) + days_ahead)), 0);
	(void)snprintf(dst, room, "%s", buf_str(&text));
	buf_clear(&text);
}

static size_t
notices_written(struct notice *last)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[20];
	size_t count = 0, written = 0;

	assert_int_equal(store_notices(b.h.reader, 0, "luna", "L-1", &cursor, ids, 20, &count), 0);
	for (size_t i = 0; i < count; i++) {
		struct notice n = NOTICE_INIT;

		assert_int_equal(store_notice(b.h.reader, ids[i], &n), 0);
		if (!n.by_hand || n.facts.words[0] == '\0')
			continue;
		*last = n;
		written++;
	}
	return written;
}

static int
send_word(const char *action, const char *form_id, const char *words)
{
	char day[16], form[640];

	day_text(20, day, sizeof(day));
	(void)snprintf(form, sizeof(form), "do=%s&form=%s&kind=&from=%s&until=%s&text=%s", action,
	    form_id, day, day, words);
	return ask("POST", of("shipments", b.luna, "/write"), form);
}

static void
test_a_word_is_shown_as_it_will_leave_and_is_sent_once(void **state)
{
	char form[64], first[96], to[96];
	struct notice n = NOTICE_INIT;

	(void)state;
	assert_int_equal(ask("GET", of("shipments", b.luna, "/write"), NULL), 200);
	assert_true(browser_says(&b, "class=\"words\">Hola"));
	hidden("form", form, sizeof(form));
	assert_int_equal(send_word("preview", form, "Lo+hemos+preparado+tarde."), 200);
	assert_true(browser_says(&b, "Lo hemos preparado tarde."));
	assert_int_equal(notices_written(&n), 0);
	assert_int_equal(send_word("send", form, "Lo+hemos+preparado+tarde."), 303);
	(void)snprintf(first, sizeof(first), "%s", browser_header(&b, "location"));
	assert_int_equal(notices_written(&n), 1);
	(void)snprintf(
	    to, sizeof(to), "/desk/shipments/%" PRIu64 "?did=written&n=%" PRIu64, b.luna, n.id);
	assert_string_equal(first, to);
	assert_int_equal(n.state, NOTICE_STATE_PENDING);
	/* A second click. */
	assert_int_equal(send_word("send", form, "Lo+hemos+preparado+tarde."), 303);
	assert_string_equal(browser_header(&b, "location"), first);
	assert_int_equal(notices_written(&n), 1);
	/* What was shown is what is stored to leave, and can be looked at and taken back. */
	assert_int_equal(ask("GET", of("notices", n.id, ""), NULL), 200);
	assert_true(browser_says(&b, "Lo hemos preparado tarde."));
	assert_int_equal(ask("GET", of("notices", n.id, "/letter"), NULL), 200);
	assert_true(browser_says(&b, "<!doctype html") || browser_says(&b, "<!DOCTYPE html"));
	assert_non_null(strstr(browser_header(&b, "content-security-policy"), "sandbox"));
	assert_int_equal(ask("GET", first, NULL), 200);
	(void)snprintf(to, sizeof(to), "action=\"/desk/notices/%" PRIu64 "/drop\"", n.id);
	assert_true(browser_says(&b, to));
	assert_int_equal(ask("POST", of("notices", n.id, "/drop"), ""), 303);
	assert_int_equal(store_notice(b.h.reader, n.id, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_SUPERSEDED);
}

static void
test_what_blames_is_refused_and_shown_where_it_stands(void **state)
{
	static const struct {
		const char *words, *what;
	} cases[] = {
	    {"SEUR+no+ha+entregado+tu+paquete+a+tiempo.", "It blames the courier."},
	    {"Te+llega+el+{{day}}+sin+falta.", "A blank is not filled in."},
	};
	struct notice n = NOTICE_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(send_word("send", "a-form", cases[i].words), 422);
		assert_true(browser_says(&b, cases[i].what));
		assert_true(browser_says(&b, "<mark>"));
		assert_true(browser_says(&b, "value=\"send\" disabled"));
		assert_int_equal(notices_written(&n), 0);
	}
}

static void
test_what_is_proposed_is_put_in_by_one_click(void **state)
{
	const char *path = of("shipments", b.luna, "/write");
	char fit[32], before[64], day[16], form[640];
	struct notice n = NOTICE_INIT;

	(void)state;
	assert_int_equal(send_word("use_text", "a-form",
			     "Va+en+camino.+SEUR+no+ha+entregado+tu+paquete+a+tiempo."),
	    200);
	assert_true(browser_says(&b, ">Va en camino. No hemos conseguido entreg"));
	assert_false(browser_says(&b, "<mark>"));
	assert_false(browser_says(&b, "value=\"send\" disabled"));
	/* The days of the form are kept; theirs that fit are offered beside. */
	day_text(20, day, sizeof(day));
	(void)snprintf(before, sizeof(before), "value=\"%s\" selected", day);
	assert_int_equal(browser_count(&b, before), 2);
	assert_true(browser_says(&b, "value=\"use_days\""));
	assert_int_equal(ask("GET", path, NULL), 200);
	assert_false(browser_says(&b, "value=\"use_days\""));
	selected("from", fit, sizeof(fit));
	(void)snprintf(form, sizeof(form), "do=use_days&form=x&kind=&from=%s&until=%s", day, day);
	assert_int_equal(ask("POST", path, form), 200);
	(void)snprintf(before, sizeof(before), "value=\"%s\" selected", fit);
	assert_true(browser_says(&b, before));
	assert_false(browser_says(&b, "value=\"use_days\""));
	assert_int_equal(notices_written(&n), 0);
}

static void
test_who_writes_says_by_when_they_write_again(void **state)
{
	char day[16], form[640], chosen[64];
	struct notice n = NOTICE_INIT;
	int64_t next;
	const char *second;

	(void)state;
	assert_int_equal(send_word("preview", "a-form", ""), 200);
	assert_true(browser_says(&b, "Lucía Muestra, +34 600 000 009"));
	second = after(after(buf_str(&b.reply.body), "id=\"next\""), "</option>");
	copy_value(after(second, "value=\""), chosen, sizeof(chosen));
	day_text(20, day, sizeof(day));
	(void)snprintf(form, sizeof(form),
	    "do=send&form=f&kind=&from=%s&until=%s&text=Tarde.&next=%s", day, day, chosen);
	assert_int_equal(ask("POST", of("shipments", b.luna, "/write"), form), 303);
	assert_int_equal(notices_written(&n), 1);
	assert_int_equal(text_parse_i64(span_of(chosen), 1, INT64_MAX, &next), 0);
	assert_int_equal(n.facts.next_word_utc_ms, next);
	/* An hour that is over is not promised. */
	(void)snprintf(form, sizeof(form),
	    "do=send&form=g&kind=&from=%s&until=%s&text=Tarde.&next=1000", day, day);
	assert_int_equal(ask("POST", of("shipments", b.luna, "/write"), form), 422);
	assert_true(browser_says(&b, "the next word comes after this one"));
	assert_int_equal(ask("POST", of("shipments", b.luna, "/write"),
			     "do=preview&form=h&kind=&from=2026-01-01&until=2026-01-02"),
	    422);
	assert_true(browser_says(&b, "choose a first and a last day"));
	assert_int_equal(notices_written(&n), 1);
}

static void
test_what_is_typed_is_never_markup(void **state)
{
	(void)state;
	assert_int_equal(send_word("preview", "%22%3E%3Cscript%3Ex",
			     "%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
	    200);
	assert_false(browser_says(&b, "<script>alert"));
	assert_false(browser_says(&b, "<script>x"));
	assert_int_equal(
	    ask("GET", "/desk/shipments/1?did=%3Cscript%3E&n=%3Cscript%3E", NULL), 200);
	assert_false(browser_says(&b, "<script>\""));
	assert_false(browser_says(&b, "class=\"did\""));
}

static void
test_lost_is_asked_for_twice_and_times_must_be_so(void **state)
{
	static const struct {
		const char *form;
		int status;
	} cases[] = {
	    {"", 422},
	    {"mark=nothing", 422},
	    {"mark=lost", 422},
	    {"mark=lost&sure=1&at=2026-02-30T10%3A00", 422},
	    {"mark=lost&sure=1&at=2036-02-20T10%3A00", 422},
	    {"mark=damaged&sure=1", 303},
	    {"mark=lost&sure=1", 303},
	    {"mark=delivered&at=2026-05-28T10%3A00", 303},
	};
	char undo[96];

	(void)state;
	assert_int_equal(ask("GET", of("shipments", b.luna, "/mark"), NULL), 200);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
		    ask("POST", of("shipments", b.luna, "/mark"), cases[i].form), cases[i].status);
	assert_int_equal(ask("GET", browser_header(&b, "location"), NULL), 200);
	(void)snprintf(undo, sizeof(undo), "action=\"%s\"", of("shipments", b.luna, "/unmark"));
	assert_true(browser_says(&b, undo));
	assert_int_equal(ask("POST", of("shipments", b.luna, "/unmark"), ""), 303);
	assert_int_equal(ask("POST", of("shipments", b.luna, "/called"), "text=Le+va+bien"), 303);
	assert_int_equal(ask("POST", of("shipments", b.luna, "/uncalled"), ""), 303);
}

static void
test_a_word_is_held_and_let_go(void **state)
{
	struct notice n = NOTICE_INIT;

	(void)state;
	assert_int_equal(send_word("send", "form-1", "Lo+hemos+preparado+tarde."), 303);
	assert_int_equal(notices_written(&n), 1);
	assert_int_equal(ask("GET", of("shipments", b.luna, ""), NULL), 200);
	assert_true(
	    browser_count(&b, "data-key=\"h\"") > 0); /* there, from its line of the ledger */
	assert_int_equal(ask("POST", of("notices", n.id, "/hold"), ""), 303);
	assert_int_equal(store_notice(b.h.reader, n.id, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_HELD);
	assert_int_equal(ask("POST", of("notices", n.id, "/hold"), ""), 409);
	assert_int_equal(ask("POST", of("notices", n.id, "/resend"), ""), 409);
	assert_int_equal(ask("POST", of("notices", n.id, "/release"), ""), 303);
	assert_int_equal(store_notice(b.h.reader, n.id, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_PENDING);
}

/* ---- who may ---- */

/* The page routes of a thing, with its id in the place of "*". */
static const char *
path_of(const struct route *route, uint64_t shipment, uint64_t notice, uint64_t record)
{
	static char path[128];
	const char *star = strchr(route->path, '*');
	uint64_t id = strncmp(route->path, "/desk/shipments/", 16) == 0 ? shipment
	    : strncmp(route->path, "/desk/notices/", 14) == 0           ? notice
									: record;

	if (route->kind != ROUTE_PAGE || star == NULL)
		return NULL;
	(void)snprintf(path, sizeof(path), "%.*s%" PRIu64 "%s", (int)(star - route->path),
	    route->path, id, star + 1);
	return path;
}

static uint64_t
first_notice(const char *shop, const char *order)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t id = 0;
	size_t count;

	assert_int_equal(store_notices(b.h.reader, 0, shop, order, &cursor, &id, 1, &count), 0);
	return id;
}

static uint64_t
first_case(const char *shop, const char *order)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t id = 0;
	size_t count;

	assert_int_equal(store_cases(b.h.reader, shop, order, &cursor, &id, 1, &count), 0);
	return id;
}

static void
test_shop_a_never_sees_nor_touches_what_is_of_shop_b(void **state)
{
	uint64_t notice = first_notice("sol", "S-1"), record = first_case("sol", "S-1");
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; i < route_count; i++) {
		const char *path = path_of(&routes[i], b.sol, notice, record);
		bool posts = strcmp(routes[i].method, "POST") == 0;

		if (path == NULL)
			continue;
		if (ask(routes[i].method, path, posts ? "" : NULL) != (routes[i].every ? 403 : 404))
			fail_msg("%s %s: %d", routes[i].method, path, b.reply.status);
		assert_false(browser_says(&b, "S-1"));
		tried++;
	}
	assert_true(tried >= 15);
}

static void
test_no_act_without_a_form_of_ours_nor_without_the_role(void **state)
{
	uint64_t notice = first_notice("luna", "L-1"), record = first_case("luna", "L-1");
	struct notice before, after;
	char cookie[320];

	(void)state;
	browser_let_in(&b, ACCESS_SESSION, "reads-only", "luna", SCOPE_REPORT);
	assert_int_equal(store_notice(b.h.reader, notice, &before), 0);
	for (size_t i = 0; i < route_count; i++) {
		const char *path = path_of(&routes[i], b.luna, notice, record);
		bool posts = strcmp(routes[i].method, "POST") == 0;
		int status;

		if (path == NULL)
			continue;
		/* The role. */
		(void)snprintf(
		    cookie, sizeof(cookie), "%s%s", browser_session("reads-only"), BROWSER_FORM);
		status = browser_ask(&b, routes[i].method, path, cookie, posts ? "" : NULL);
		if (status != 403 && (routes[i].scopes & SCOPE_REPORT) == 0)
			fail_msg("%s %s by a reader: %d", routes[i].method, path, status);
		if (!posts)
			continue;
		/* The cookie alone, a guess, another site. */
		status =
		    browser_ask(&b, "POST", path, "Cookie: session=of-luna\r\n" BROWSER_FORM, "");
		if (status != 403)
			fail_msg("%s without a token: %d", path, status);
		status = browser_ask(
		    &b, "POST", path, "Cookie: session=of-luna\r\n" BROWSER_FORM, "csrf=guess");
		if (status != 403)
			fail_msg("%s with a guess: %d", path, status);
		(void)snprintf(cookie, sizeof(cookie), "%sOrigin: https://other.example\r\n%s",
		    browser_session("of-luna"), BROWSER_FORM);
		status = browser_ask(&b, "POST", path, cookie, "");
		if (status != 403)
			fail_msg("%s from another site: %d", path, status);
	}
	assert_int_equal(store_notice(b.h.reader, notice, &after), 0);
	assert_int_equal(after.state, before.state);
}

static void
employ(const char *email, const char *shop, uint32_t scopes)
{
	struct op *op = op_new(OP_ACCESS, b.h.now_utc_ms, NULL);

	assert_non_null(op);
	op->access.entry = (struct access)ACCESS_INIT;
	op->access.entry.kind = ACCESS_USER;
	op->access.entry.scopes = scopes;
	access_digest(span_of(email), op->access.entry.digest);
	(void)text_cut(op->access.entry.shop, sizeof(op->access.entry.shop), span_of(shop));
	(void)text_cut(op->access.entry.name, sizeof(op->access.entry.name), span_of(email));
	assert_int_equal(harness_run(&b.h, op).rc, 0);
}

/* Of the people of the shop who support customers; what was nobody's or one's own is taken back by a button. */
static void
test_a_case_is_given_to_another_and_taken_back(void **state)
{
	uint64_t id = first_case("luna", "L-1");
	struct case_record c;

	(void)state;
	employ("ivan@ejemplo.example", "luna", SCOPE_SUPPORT);
	employ("jon@ejemplo.example", "sol", SCOPE_SUPPORT);
	employ("pau@ejemplo.example", "", SCOPE_REPORT);
	assert_int_equal(ask("GET", of("shipments", b.luna, ""), NULL), 200);
	assert_true(browser_says(&b, "<option>ivan@ejemplo.example</option>"));
	assert_int_equal(browser_count(&b, "<option>"), 1);
	assert_int_equal(ask("POST", of("cases", id, "/assign"), "to=jon%40ejemplo.example"), 404);
	assert_int_equal(ask("POST", of("cases", id, "/assign"), "to="), 404);
	/* Nobody's: by the button it is nobody's again. */
	assert_int_equal(ask("POST", of("cases", id, "/assign"), "to=ivan%40ejemplo.example"), 303);
	assert_int_equal(ask("GET", browser_header(&b, "location"), NULL), 200);
	assert_true(browser_says(&b, of("cases", id, "/free")));
	assert_int_equal(store_case(b.h.reader, id, &c), 0);
	assert_string_equal(c.owner, "ivan@ejemplo.example");
	assert_int_equal(ask("POST", of("cases", id, "/free"), ""), 303);
	assert_int_equal(store_case(b.h.reader, id, &c), 0);
	assert_int_equal(c.state, CASE_OPEN);
	/* My own: it comes back to me. */
	assert_int_equal(ask("POST", of("cases", id, "/claim"), ""), 303);
	assert_int_equal(ask("POST", of("cases", id, "/assign"), "to=ivan%40ejemplo.example"), 303);
	assert_int_equal(ask("GET", browser_header(&b, "location"), NULL), 200);
	assert_true(browser_says(&b, of("cases", id, "/take")));
	assert_false(browser_says(&b, "<option>ivan@")); /* it is his */
	assert_int_equal(ask("POST", of("cases", id, "/take"), ""), 303);
	assert_int_equal(store_case(b.h.reader, id, &c), 0);
	assert_string_equal(c.owner, "marta@ejemplo.example");
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_prestate_setup_teardown(test, setup, browser_teardown, &b)
	const struct CMUnitTest tests[] = {
	    TEST(test_a_word_is_shown_as_it_will_leave_and_is_sent_once),
	    TEST(test_what_blames_is_refused_and_shown_where_it_stands),
	    TEST(test_what_is_proposed_is_put_in_by_one_click),
	    TEST(test_who_writes_says_by_when_they_write_again),
	    TEST(test_what_is_typed_is_never_markup),
	    TEST(test_lost_is_asked_for_twice_and_times_must_be_so),
	    TEST(test_a_word_is_held_and_let_go),
	    TEST(test_a_case_is_given_to_another_and_taken_back),
	    TEST(test_shop_a_never_sees_nor_touches_what_is_of_shop_b),
	    TEST(test_no_act_without_a_form_of_ours_nor_without_the_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
