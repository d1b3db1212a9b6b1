/* The customer's page of an order, as a browser gets it. With PUNTUAL_PAGE=FILE the page of several parcels is written there, to be looked at. */

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

static bool silent; /* since 37 hours, where 15 are usual */

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
	return rc;
}

static struct browser b = {.start = {.review = sees, .customer = customer_judge}};

static void
show(const char *language)
{
	struct order order = ORDER_INIT;
	char path[64], header[64];

	assert_int_equal(store_order(b.h.reader, "luna", "L-1", &order), 0);
	(void)snprintf(path, sizeof(path), "/t/%s", order.link);
	(void)snprintf(header, sizeof(header), "Accept-Language: %s\r\n", language);
	assert_int_equal(browser_ask(&b, "GET", path, header, NULL), 200);
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
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, b.luna, "SEEN")).rc, 0);
	silent = false;
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
	const char *file = getenv("PUNTUAL_PAGE");
	uint64_t id;

	(void)state;
	(void)add_parcel("JD0003", "Una lámpara <b>de pie</b>", "2026-06-03");
	id = add_parcel("JD0004", "Dos bombillas", "2026-06-05");
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, "SEEN")).rc, 0);
	show("es");
	if (file != NULL && file[0] != '\0') {
		FILE *out = fopen(file, "w");

		assert_non_null(out);
		assert_int_equal(
		    fwrite(b.reply.body.data, 1, b.reply.body.len, out), b.reply.body.len);
		assert_int_equal(fclose(out), 0);
	}
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
	    BROWSER_TEST(test_each_of_several_parcels_has_a_line, &b),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
