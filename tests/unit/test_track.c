/* The customer's page of an order, as a browser gets it. With PUNTUAL_PAGE=FOLDER each page that is shown is written there, to be looked at. */

#include "monitor/web/track.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/loop.h"
#include "monitor/promise/customer.h"
#include "tests/support/browser.h"

static bool silent;         /* since 37 hours, where 15 are usual */
static bool sure;           /* that nine of ten come in time */
static bool over;           /* nothing more is heard of it */
static bool came;           /* and is with the customer */
static const char *place;   /* where it waits to be collected; NULL: it does not */
static int32_t collect_day; /* until when */

/* Since that moment. */
static int
waits(struct shipment *s)
{
	struct event *e = event_list_add(&s->events);

	if (e == NULL)
		return ERR_NOMEM;
	*e = (struct event){
	    .at = when_date(20601), .milestone = MILESTONE_READY_FOR_PICKUP, .physical = true};
	(void)snprintf(e->place, sizeof(e->place), "%s", place);
	s->milestone = MILESTONE_READY_FOR_PICKUP;
	s->state = PROMISE_KEPT;
	s->pickup_until_day = collect_day;
	return 0;
}

/* What was seen is under way. */
static int
sees(const struct review_input *in, struct verdict *out)
{
	int rc = harness_judge.review(in, out);

	out->shipment.handed_over = true;
	if (silent) {
		out->shipment.state = PROMISE_AT_RISK;
		out->shipment.forecast.gap_p90_ms = 15LL * HOUR_MS;
		out->shipment.last_scan_utc_ms = HARNESS_START - 37LL * HOUR_MS;
		out->shipment.asked_utc_ms = HARNESS_START;
	}
	if (sure) {
		out->shipment.state = PROMISE_ON_TRACK;
		out->shipment.forecast.answer = FORECAST_MADE;
		out->shipment.forecast.p90_utc_ms = HARNESS_START + DAY_MS;
	}
	if (came) {
		out->shipment.milestone = MILESTONE_DELIVERED;
		out->shipment.first_attempt = when_date(20601);
		out->shipment.state = PROMISE_KEPT;
	}
	if (over)
		out->shipment.closed_utc_ms = HARNESS_START;
	return place != NULL ? waits(&out->shipment) : rc;
}

static struct browser b = {.start = {.review = sees, .customer = customer_judge}};

static void
keep(void)
{
	const char *folder = getenv("PUNTUAL_PAGE");
	static unsigned pages;
	char path[512];
	FILE *out;

	if (folder == NULL || folder[0] == '\0')
		return;
	(void)snprintf(path, sizeof(path), "%s/%02u.html", folder, pages++);
	out = fopen(path, "w");
	assert_non_null(out);
	assert_int_equal(fwrite(b.reply.body.data, 1, b.reply.body.len, out), b.reply.body.len);
	assert_int_equal(fclose(out), 0);
}

static int
ask_below(const char *below, const char *language)
{
	struct order order = ORDER_INIT;
	char path[64], header[64];

	assert_int_equal(store_order(b.h.reader, "luna", "L-1", &order), 0);
	(void)snprintf(path, sizeof(path), "/t/%s%s", order.link, below);
	(void)snprintf(header, sizeof(header), "Accept-Language: %s\r\n", language);
	return browser_ask(&b, "GET", path, header, NULL);
}

static int
ask_page(const char *language)
{
	return ask_below("", language);
}

static void
show(const char *language)
{
	assert_int_equal(ask_page(language), 200);
	keep();
}

/* Sees it as the flags above have it. */
static void
see(void)
{
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, b.luna, "SEEN")).rc, 0);
	silent = sure = over = came = false;
	place = NULL;
}

static uint64_t
add_parcel(const char *number, const char *items, const char *promised)
{
	struct op *op = harness_registration(&b.h, "L-1", number);
	struct shipment *s = &op->registration.shipment;

	assert_int_equal(text_copy(s->items, sizeof(s->items), items), 0);
	assert_int_equal(day_parse(span_of(promised), &s->promise.until_day), 0);
	return harness_run(&b.h, op).id;
}

static void
test_one_parcel_has_no_list(void **state)
{
	(void)state;
	show("es");
	assert_int_equal(browser_count(&b, "class=\"parcels\""), 0);
}

/* The shop's colour comes as a file of ours; a colour that would not be seen has none. */
static void
test_a_shop_has_its_colour_on_its_pages(void **state)
{
	(void)state;
	show("es");
	assert_false(browser_says(&b, "accent"));
	(void)snprintf(b.h.policy->shops[0].accent, COLOR_ROOM, "b4431a");
	show("es");
	assert_true(
	    browser_says(&b, "<link rel=\"stylesheet\" href=\"/assets/accent-b4431a.css\">"));
	assert_int_equal(browser_ask(&b, "GET", "/assets/accent-b4431a.css", "", NULL), 200);
	assert_string_equal(browser_header(&b, "content-type"), "text/css; charset=utf-8");
	assert_true(browser_says(&b, ":root{--accent:#b4431a;--on-accent:#ffffff}"));
	assert_int_equal(
	    browser_ask(&b, "GET", "/assets/accent-4caf50.css", "", NULL), 404); /* pale */
	assert_int_equal(browser_ask(&b, "GET", "/assets/accent-b4431.css", "", NULL), 404);
	assert_int_equal(browser_ask(&b, "GET", "/assets/track.css", "", NULL), 404);
}

/* The page's policy lets a browser load pictures of its own origin alone. */
static void
test_a_picture_of_the_same_origin_stands_for_the_name(void **state)
{
	struct shop *shop = &b.h.policy->shops[0];

	(void)state;
	(void)snprintf(shop->pages_url, sizeof(shop->pages_url), "https://envios.luna.example");
	(void)snprintf(shop->logo_url, sizeof(shop->logo_url), "https://cdn.luna.example/logo.png");
	show("es");
	assert_false(browser_says(&b, "<img"));
	assert_true(browser_says(&b, "<b>Tienda luna</b>"));
	(void)snprintf(
	    shop->logo_url, sizeof(shop->logo_url), "https://envios.luna.example/logo.png");
	show("es");
	assert_true(browser_says(&b,
	    "<img src=\"https://envios.luna.example/logo.png\" alt=\"Tienda luna\" height=\"32\">"));
}

/* Only while its carrier answers: without an answer nobody knows whether there is news. */
static void
test_a_silence_is_told_while_the_carrier_answers(void **state)
{
	(void)state;
	silent = true;
	see();
	show("es");
	assert_true(browser_says(&b, "37 horas sin noticias"));
	clock_advance(b.clock, DAY_MS, 0);
	show("es");
	assert_false(browser_says(&b, "horas sin noticias"));
}

/* What was chosen today is told by its hour alone: the day would say nothing. */
static void
test_a_choice_of_today_is_told_by_its_hour(void **state)
{

	(void)state;
	harness_choose(&b.h, "luna", "L-1", CHOICE_CALL);
	show("es");
	assert_true(browser_says(&b, "Elegido: 22:26."));
	clock_advance(b.clock, DAY_MS, 0);
	show("es");
	assert_true(browser_says(&b, "Elegido: jueves, 28 de mayo, 22:26."));
}

/* An answer without news is in the schedule alone: the page says its age, not that of the last news. */
static void
test_the_age_is_that_of_the_last_answer(void **state)
{
	struct op *op = op_new(OP_REVIEW, HARNESS_START, b.h.policy);

	(void)state;
	assert_non_null(op);
	op->id = b.luna;
	op->review.polled = op->review.unchanged = true;
	op->review.asked_utc_ms = HARNESS_START + 3 * HOUR_MS - 2 * MINUTE_MS;
	clock_advance(b.clock, 3 * HOUR_MS, 0);
	show("es");
	assert_true(browser_says(&b, "Preguntamos por última vez: "));
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	show("es");
	assert_true(browser_says(&b, "Preguntamos hace 2 min."));
}

static void
test_each_of_several_parcels_has_a_line(void **state)
{
	uint64_t id;

	(void)state;
	(void)add_parcel("JD0003", "Una lámpara <b>de pie</b>", "2026-06-03");
	id = add_parcel("JD0004", "Dos bombillas", "2026-06-05");
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, "SEEN")).rc, 0);
	show("es");
	assert_int_equal(browser_count(&b, "class=\"parcels\""), 1);
	assert_int_equal(browser_count(&b, "<li><b>Paquete "), 3);
	assert_true(browser_says(&b, "Paquete 1</b>") && browser_says(&b, "Paquete 3</b>"));
	assert_true(browser_says(&b, "Dos bombillas"));
	/* A slip that nobody was told of has no day there: that is the shop's to say first. */
	assert_true(browser_says(&b, "En hora, viernes"));
	assert_true(browser_says(&b, "<b>Paquete 1</b> <span>En camino</span>"));
	/* What a shop writes is never markup. */
	assert_false(browser_says(&b, "<b>de pie"));
}

/* Where, and until when, in every language; what comes after that day, and what they can do. */
static void
test_what_waits_to_be_collected_says_where_and_until_when(void **state)
{
	static const struct {
		const char *locale, *h1, *other;
	} cases[] = {
	    {"es-ES", "Ya puedes recogerlo, hasta el jueves", "Buscad otra forma"},
	    {"en", "You can collect it now, until Thursday", "Find another way"},
	    {"pt", "Já a pode levantar, até quinta-feira", "Encontrem outra forma"},
	    {"fr", "Vous pouvez venir la chercher, jusqu’au jeudi", "Trouvez une autre"},
	    {"de", "Sie können sie jetzt abholen, bis Donnerstag", "Einen anderen Weg"},
	    {"it", "Puoi già ritirarlo, fino a giovedì", "Troviamo un altro modo"},
	    {"ca", "Ja la pots recollir, fins", "Busqueu una altra manera"},
	};
	struct shop *shop = &b.h.policy->shops[0];

	(void)state;
	place = "Papelería <i>Inventada</i>, Soria";
	collect_day = 20608;
	see();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		(void)snprintf(shop->locale, sizeof(shop->locale), "%s", cases[i].locale);
		show("");
		if (!browser_says(&b, cases[i].h1))
			fail_msg("not told: %s", cases[i].h1);
		assert_true(browser_says(&b, cases[i].other));
		assert_true(
		    browser_says(&b, "<b>Papelería &lt;i&gt;Inventada&lt;/i&gt;, Soria</b>"));
		assert_int_equal(browser_count(&b, "class=\"place\""), 1);
		assert_int_equal(browser_count(&b, "value=\"wait\""), 0);
		assert_int_equal(browser_count(&b, "value=\"change\""), 1);
		assert_int_equal(browser_count(&b, "value=\"cancel\""), 0);
	}
	/* A day that is over is not named any more; the place is. */
	(void)snprintf(shop->locale, sizeof(shop->locale), "es-ES");
	clock_advance(b.clock, 8 * DAY_MS, 0);
	show("");
	assert_true(browser_says(&b, "Ya puedes recogerlo."));
	assert_false(browser_says(&b, "vuelve a nosotros"));
	assert_int_equal(browser_count(&b, "class=\"place\""), 1);
}

/* As often as it is so, and never for a day that they were not told. */
static void
test_nine_of_ten_is_said_of_the_day_they_were_promised(void **state)
{
	(void)state;
	sure = true;
	see();
	show("");
	assert_true(browser_says(&b, "De cada 10 paquetes como el tuyo, 9 llegan el lunes"));
	silent = true;
	see();
	show("");
	assert_false(browser_says(&b, "De cada 10"));
}

/* What is wrong with what came is a message like any other, begun for them. */
static void
test_what_came_broken_or_did_not_come_is_told_to_a_person(void **state)
{
	static const char *const asked[][2] = {
	    {"/broken", "required>Ha llegado roto o falta algo: </textarea>"},
	    {"/missing", "required>No lo he recibido: </textarea>"}};

	(void)state;
	show("");
	assert_false(browser_says(&b, "/broken\""));
	came = true;
	see();
	show("");
	for (size_t i = 0; i < 2; i++) {
		char href[32];

		show("");
		(void)snprintf(href, sizeof(href), "%s\"", asked[i][0]);
		assert_true(browser_says(&b, href));
		assert_int_equal(ask_below(asked[i][0], ""), 200);
		assert_true(browser_says(&b, asked[i][1]));
		assert_int_equal(browser_count(&b, "name=\"choice\" value=\"write\""), 1);
		assert_int_equal(browser_count(&b, "<form"), 1 + 1); /* and the preferences */
		keep();
	}
}

/* When nobody answers, what can be written comes before whom to call, and when somebody does. */
static void
test_out_of_hours_the_form_comes_first(void **state)
{
	struct shop *shop = &b.h.policy->shops[0];

	(void)state;
	for (int closed = 0; closed < 2; closed++) {
		const char *form, *call;

		for (int day = 0; day < 7; day++)
			shop->hours[day] = (struct hours){9 * 3600, closed ? 19 * 3600 : 23 * 3600};
		show("");
		form = strstr(buf_str(&b.reply.body), "<textarea id=\"text\"");
		call = strstr(buf_str(&b.reply.body), "class=\"call\"");
		assert_non_null(form);
		assert_non_null(call);
		assert_int_equal(form < call, closed);
		assert_int_equal(browser_says(&b, "Ahora atendemos."), !closed);
		assert_int_equal(browser_says(&b, "Volvemos a atender: "), closed);
		assert_int_equal(browser_count(&b, "<textarea"), 1);
	}
	memset(shop->hours, 0, sizeof(shop->hours));
}

/* Of an order that is over. */
static void
test_a_page_says_when_it_ends(void **state)
{
	(void)state;
	show("");
	assert_false(browser_says(&b, "Caduca el"));
	over = true;
	see();
	show("");
	assert_true(browser_says(&b, "Caduca el"));
	clock_advance(b.clock, (LIMIT_LINK_DAYS + 1LL) * DAY_MS, 0);
	assert_int_equal(ask_page(""), 404);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BROWSER_TEST(test_one_parcel_has_no_list, &b),
	    BROWSER_TEST(test_a_shop_has_its_colour_on_its_pages, &b),
	    BROWSER_TEST(test_a_picture_of_the_same_origin_stands_for_the_name, &b),
	    BROWSER_TEST(test_a_silence_is_told_while_the_carrier_answers, &b),
	    BROWSER_TEST(test_a_choice_of_today_is_told_by_its_hour, &b),
	    BROWSER_TEST(test_the_age_is_that_of_the_last_answer, &b),
	    BROWSER_TEST(test_what_waits_to_be_collected_says_where_and_until_when, &b),
	    BROWSER_TEST(test_nine_of_ten_is_said_of_the_day_they_were_promised, &b),
	    BROWSER_TEST(test_what_came_broken_or_did_not_come_is_told_to_a_person, &b),
	    BROWSER_TEST(test_out_of_hours_the_form_comes_first, &b),
	    BROWSER_TEST(test_a_page_says_when_it_ends, &b),
	    BROWSER_TEST(test_each_of_several_parcels_has_a_line, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
