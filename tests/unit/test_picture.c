#include "monitor/web/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/web/pages.h"

/* The twelve cases of the picture, each held to a drawing that a human has looked at: tests/unit/picture/NAME.svg. UPDATE=1 writes them
 * anew. */

enum { FOLDER_ROOM = 96 };

static const char zone[] = "Europe/Madrid";

struct fixture {
	struct shipment shipment;
	struct order order;
	struct picture in;
	int32_t friday; /* 2026-11-20, 16:12 is now */
};

static const char *
word(const char *key, void *arg)
{
	return pages_word(arg, "desk", "es", key);
}

static int64_t
at(const struct fixture *f, int32_t days, int32_t hour, int32_t minute)
{
	return zone_instant(zone, f->friday + days, hour * 3600 + minute * 60);
}

static void
scan(struct fixture *f, struct when when, enum milestone milestone, const char *place)
{
	struct event *e = event_list_add(&f->shipment.events);

	assert_non_null(e);
	e->at = when;
	e->milestone = milestone;
	e->physical = true;
	assert_int_equal(text_copy(e->place, sizeof(e->place), place), 0);
	f->shipment.milestone = milestone;
}

static struct when
local(const struct fixture *f, int32_t days, int32_t hour, int32_t minute)
{
	return when_local(f->friday + days, hour * 3600 + minute * 60);
}

static void
promise(struct fixture *f, int32_t from, int32_t until)
{
	f->shipment.promise.from_day = f->friday + from;
	f->shipment.promise.until_day = f->friday + until;
	promise_close(&f->shipment.promise);
}

static void
expect(struct fixture *f, int32_t first, const int32_t *chances, size_t count, int32_t after)
{
	struct forecast *c = &f->shipment.forecast;
	int32_t sum = 0;

	c->answer = FORECAST_MADE;
	c->first_day = f->friday + first;
	c->chance_count = count;
	c->after = after;
	c->p_late = after;
	for (size_t i = 0; i < count; i++) {
		int32_t before = sum;

		c->chances[i] = chances[i];
		sum += chances[i];
		if (f->shipment.promise.until_day != DAY_NONE &&
		    c->first_day + (int32_t)i > f->shipment.promise.until_day)
			c->p_late += chances[i];
		if (before < 100 && sum >= 100)
			c->p10_utc_ms = at(f, first + (int32_t)i, 10, 0);
		if (before < 500 && sum >= 500)
			c->p50_utc_ms = at(f, first + (int32_t)i, 13, 0);
		if (before < 900 && sum >= 900)
			c->p90_utc_ms = at(f, first + (int32_t)i, 18, 0);
	}
	if (c->p90_utc_ms == AT_NONE)
		c->p90_utc_ms = at(f, first + (int32_t)count - 1, 20, 0);
}

static void
retell(struct fixture *f, int32_t said, int32_t from, int32_t until)
{
	f->order.retold[f->order.retold_count++] =
	    (struct retold){.said_utc_ms = said == 0 ? at(f, 0, 12, 4) : at(f, said, 10, 0),
		.from_day = f->friday + from,
		.until_day = f->friday + until};
}

static void
usual(struct fixture *f)
{
	f->shipment.forecast.gap_p50_ms = 7 * (int64_t)HOUR_MS;
	f->shipment.forecast.gap_p90_ms = 15 * (int64_t)HOUR_MS;
}

static void
way(struct fixture *f)
{
	scan(f, local(f, -2, 9, 0), MILESTONE_ACCEPTED, "ALICANTE");
	scan(f, local(f, -2, 20, 0), MILESTONE_IN_TRANSIT, "ALICANTE");
	scan(f, local(f, -1, 13, 0), MILESTONE_IN_TRANSIT, "ALBACETE");
}

static void
arrive(struct fixture *f, int32_t days, enum promise_state state)
{
	scan(f, local(f, days, 11, 32), MILESTONE_DELIVERED, "");
	f->shipment.first_attempt = f->shipment.delivered = local(f, days, 11, 32);
	f->shipment.state = state;
	f->shipment.closed_utc_ms = at(f, days, 11, 40);
}

/* ---- the cases ---- */

static void
on_time(struct fixture *f)
{
	static const int32_t chances[] = {120, 0, 820, 40};

	promise(f, 3, 3);
	way(f);
	scan(f, local(f, 0, 6, 10), MILESTONE_IN_TRANSIT, "LEÓN");
	expect(f, 1, chances, 4, 20);
	usual(f);
	f->shipment.forecast.gap_p50_ms = 12 * (int64_t)HOUR_MS;
}

static void
slipping(struct fixture *f)
{
	static const int32_t chances[] = {160, 400, 220, 130};

	promise(f, 3, 3);
	scan(f, local(f, -2, 10, 30), MILESTONE_ACCEPTED, "AGOST");
	scan(f, local(f, -2, 14, 0), MILESTONE_ACCEPTED, "AGOST");
	scan(f, local(f, -2, 20, 5), MILESTONE_IN_TRANSIT, "ALICANTE");
	scan(f, local(f, -1, 2, 40), MILESTONE_IN_TRANSIT, "ZARAGOZA");
	retell(f, 0, 4, 6);
	expect(f, 3, chances, 4, 90);
	usual(f);
	f->shipment.forecast.steps[0] =
	    (struct forecast_step){.id = "own_hours", .points = 80, .value = 16 * (int64_t)HOUR_MS};
	f->shipment.forecast.step_count = 1;
	f->shipment.eta_from = f->shipment.eta_until = when_date(f->friday + 3);
}

static void
no_forecast(struct fixture *f)
{
	promise(f, 3, 3);
	way(f);
	scan(f, local(f, -1, 19, 0), MILESTONE_IN_TRANSIT, "BURGOS");
	f->shipment.forecast.answer = FORECAST_TOO_FEW;
	f->shipment.forecast.n = 14;
	f->shipment.eta_from = f->shipment.eta_until = when_date(f->friday + 4);
}

static void
dates_alone(struct fixture *f)
{
	static const int32_t chances[] = {90, 0, 600, 180, 80};

	promise(f, 3, 3);
	scan(f, when_date(f->friday - 3), MILESTONE_ACCEPTED, "");
	scan(f, when_date(f->friday - 2), MILESTONE_CUSTOMS, "");
	scan(f, when_date(f->friday - 1), MILESTONE_CUSTOMS, "");
	expect(f, 1, chances, 5, 50);
}

static void
retold_often(struct fixture *f)
{
	static const int32_t chances[] = {50, 0, 520, 340};

	promise(f, -4, -4);
	way(f);
	f->shipment.state = PROMISE_MISSED;
	retell(f, -9, -3, -3);
	retell(f, -7, -2, -2);
	retell(f, -5, -3, -2);
	retell(f, -2, -1, 0);
	retell(f, 0, 3, 4);
	expect(f, 1, chances, 4, 90);
	usual(f);
}

static void
kept(struct fixture *f)
{
	promise(f, 3, 3);
	way(f);
	arrive(f, 0, PROMISE_KEPT);
	f->shipment.said_handover.p_late = 40;
}

static void
late(struct fixture *f)
{
	promise(f, -4, -4);
	retell(f, -6, -3, -2);
	way(f);
	arrive(f, -1, PROMISE_LATE);
	f->shipment.said_warned.p_late = 880;
}

static void
held(struct fixture *f)
{
	promise(f, 3, 3);
	way(f);
	f->shipment.forecast.answer = FORECAST_HELD;
	f->in.held_since_utc_ms = at(f, -1, 19, 40);
}

static void
carrier_fails(struct fixture *f)
{
	static const int32_t chances[] = {80, 0, 560, 230, 90};

	promise(f, 3, 3);
	way(f);
	expect(f, 1, chances, 5, 40);
	f->in.failing_since_utc_ms = at(f, 0, 13, 20);
}

static void
window(struct fixture *f)
{
	static const int32_t chances[] = {60, 0, 380, 340, 140};

	promise(f, 3, 4);
	way(f);
	expect(f, 1, chances, 5, 80);
}

static void
no_promise(struct fixture *f)
{
	static const int32_t chances[] = {140, 0, 550, 210};

	way(f);
	expect(f, 1, chances, 4, 100);
}

static void
elsewhere(struct fixture *f)
{
	static const int32_t chances[] = {90, 0, 600, 180, 80};

	promise(f, 3, 3);
	f->shipment.promise.until_second = 14 * 3600;
	way(f);
	expect(f, 1, chances, 5, 50);
	f->in.zone = "Atlantic/Canary";
	f->in.elsewhere = "<Atlantic/Canary>";
}

static const struct {
	const char *name;
	void (*fill)(struct fixture *f);
} cases[] = {{"on_time", on_time}, {"slipping", slipping}, {"no_forecast", no_forecast},
    {"dates_alone", dates_alone}, {"retold_often", retold_often}, {"kept", kept}, {"late", late},
    {"held", held}, {"carrier_fails", carrier_fails}, {"window", window},
    {"no_promise", no_promise}, {"elsewhere", elsewhere}};

enum { CASES = sizeof(cases) / sizeof(cases[0]) };

/* ---- held to what was looked at ---- */

static struct pages *
words(void)
{
	struct pages *p = NULL;
	struct why why = {.code = 0};

	if (pages_new(&p, web_files, web_file_count, &why) < 0)
		fail_msg("%s: %s", why.path, why.text);
	return p;
}

static void
fill(struct fixture *f, struct pages *p, size_t which)
{
	*f = (struct fixture){.shipment = SHIPMENT_INIT, .order = ORDER_INIT};
	assert_int_equal(day_from_civil(2026, 11, 20, &f->friday), 0);
	f->in = (struct picture){.shipment = &f->shipment,
	    .order = &f->order,
	    .carrier = "SEUR",
	    .locale = "es-ES",
	    .zone = zone,
	    .elsewhere = "",
	    .now_utc_ms = at(f, 0, 16, 12),
	    .failing_since_utc_ms = AT_NONE,
	    .held_since_utc_ms = AT_NONE,
	    .word = word,
	    .arg = p};
	f->shipment.ordered_utc_ms = at(f, -4, 11, 20);
	(void)snprintf(f->shipment.service, sizeof(f->shipment.service), "72 h");
	(void)snprintf(f->shipment.origin.city, sizeof(f->shipment.origin.city), "Alicante");
	(void)snprintf(
	    f->shipment.destination.city, sizeof(f->shipment.destination.city), "Bilbao");
	(void)snprintf(f->shipment.promise.zone, sizeof(f->shipment.promise.zone), "%s", zone);
	cases[which].fill(f);
	event_list_sort(&f->shipment.events);
}

static void
assert_as_looked_at(const char *name, const struct buf *out)
{
	char path[FOLDER_ROOM];
	char *old;
	FILE *file;
	size_t len;

	(void)snprintf(path, sizeof(path), "tests/unit/picture/%s.svg", name);
	if (getenv("UPDATE") != NULL) {
		file = fopen(path, "w");
		assert_non_null(file);
		assert_int_equal(fwrite(out->data, 1, out->len, file), out->len);
		assert_int_equal(fclose(file), 0);
	}
	file = fopen(path, "r");
	assert_non_null(file);
	old = calloc(1, out->len + 2);
	assert_non_null(old);
	len = fread(old, 1, out->len + 1, file);
	assert_int_equal(fclose(file), 0);
	if (len != out->len || memcmp(old, out->data, len) != 0)
		fail_msg("%s is drawn otherwise; UPDATE=1 and look at it", name);
	free(old);
}

static void
test_each_case_is_drawn_as_looked_at(void **state)
{
	struct pages *p = words();

	(void)state;
	for (size_t i = 0; i < CASES; i++) {
		struct fixture f;
		struct buf out = BUF_INIT(1 << 20);

		fill(&f, p, i);
		assert_int_equal(picture_draw(&f.in, &out), 0);
		assert_as_looked_at(cases[i].name, &out);
		buf_clear(&out);
		shipment_clear(&f.shipment);
	}
	pages_free(p);
}

/* The same twelve as the rows of one queue, under its head: a line each. */
static void
test_each_case_is_a_row_as_looked_at(void **state)
{
	struct pages *p = words();
	struct buf out = BUF_INIT(1 << 20);

	(void)state;
	for (size_t i = 0; i < CASES; i++) {
		struct fixture f;
		struct picture_axis axis;

		fill(&f, p, i);
		axis = (struct picture_axis){f.friday - 3, 11};
		if (i == 0) {
			assert_int_equal(picture_row_head(&f.in, &axis, &out), 0);
			assert_int_equal(buf_add_str(&out, "\n"), 0);
		}
		assert_int_equal(picture_row(&f.in, &axis, &out), 0);
		assert_int_equal(buf_add_str(&out, "\n"), 0);
		shipment_clear(&f.shipment);
	}
	assert_null(strstr(buf_str(&out), "style="));
	assert_as_looked_at("rows", &out);
	buf_clear(&out);
	pages_free(p);
}

/* What is shown of the forecast adds up, and what stands after the line is the chance to be late. */
static void
test_the_table_tells_all_that_is_drawn(void **state)
{
	static const char *const told[] = {"<th scope=\"row\">Prometido</th><td>lun\u00A023</td>",
	    "<th scope=\"row\">Dicho después</th><td>mar\u00A024 – jue\u00A026</td>", "40\u00A0%",
	    "<th scope=\"row\">después</th><td>9\u00A0%</td>",
	    "<th scope=\"row\">jue\u00A019, 2:40</th><td>en camino, Zaragoza</td>"};
	struct pages *p = words();
	struct buf out = BUF_INIT(1 << 16);
	struct fixture f;

	(void)state;
	fill(&f, p, 1);
	assert_int_equal(picture_table(&f.in, &out), 0);
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (strstr(buf_str(&out), told[i]) == NULL)
			fail_msg("'%s' is not in: %s", told[i], buf_str(&out));
	buf_clear(&out);
	shipment_clear(&f.shipment);
	pages_free(p);
}

static void
test_a_carriers_text_is_never_markup(void **state)
{
	struct pages *p = words();
	struct buf out = BUF_INIT(1 << 20);
	struct fixture f;

	(void)state;
	fill(&f, p, 1);
	(void)snprintf(
	    f.shipment.service, sizeof(f.shipment.service), "\"><script>alert(1)</script>");
	(void)snprintf(f.shipment.events.items[3].place, LIMIT_PLACE_ROOM, "<img onerror=x>");
	f.in.carrier = "</text><script>";
	assert_int_equal(picture_draw(&f.in, &out), 0);
	assert_int_equal(picture_table(&f.in, &out), 0);
	assert_null(strstr(buf_str(&out), "<script"));
	assert_null(strstr(buf_str(&out), "<img"));
	assert_null(strstr(buf_str(&out), "style="));
	buf_clear(&out);
	shipment_clear(&f.shipment);
	pages_free(p);
}

/* A service that begins with its carrier's name says it once; what has no room in the gutter is left to the words beside the picture. */
static void
test_a_lane_names_its_carrier_once(void **state)
{
	static const struct {
		const char *service, *drawn;
	} names[] = {{"FedEx Priority", ">FedEx Priority<"}, {"Priority", ">FedEx Priority<"},
	    {"", ">FedEx<"}, {"FedEx International Priority Freight", ">FedEx<"}};
	struct pages *p = words();

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct buf out = BUF_INIT(1 << 20);
		struct fixture f;

		fill(&f, p, 1);
		f.in.carrier = "FedEx";
		(void)snprintf(
		    f.shipment.service, sizeof(f.shipment.service), "%s", names[i].service);
		assert_int_equal(picture_draw(&f.in, &out), 0);
		if (strstr(buf_str(&out), names[i].drawn) == NULL)
			fail_msg("'%s' is not drawn as %s", names[i].service, names[i].drawn);
		buf_clear(&out);
		shipment_clear(&f.shipment);
	}
	pages_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_case_is_drawn_as_looked_at),
	    cmocka_unit_test(test_each_case_is_a_row_as_looked_at),
	    cmocka_unit_test(test_the_table_tells_all_that_is_drawn),
	    cmocka_unit_test(test_a_lane_names_its_carrier_once),
	    cmocka_unit_test(test_a_carriers_text_is_never_markup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
