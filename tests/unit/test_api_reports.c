#include "monitor/web/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/json.h"
#include "monitor/base/text.h"
#include "monitor/promise/calibration.h"
#include "monitor/promise/judge.h"
#include "monitor/promise/report.h"
#include "tests/support/client.h"
#include "tests/support/store_harness.h"

/* A shop whose past is known, and the web thread that reports it. */
static struct {
	struct harness h;
	struct judge judge;
	struct clock *clock;
	struct web *web;
	char path[PATH_MAX];
	struct http_response reply;
	struct json_doc doc;
	int32_t today;
} b;

static int
teach(const struct past_input *in, struct tallies *out)
{
	bool late = in->shipment->state == PROMISE_LATE;
	int32_t monday = report_monday(in->shipment->promise.until_day);
	uint16_t cell = CALIBRATION_HANDOVER + 2 * 5; /* that 275 of 1000 would break */
	const struct promise *promise = &in->shipment->promise;
	struct order order = ORDER_INIT; /* told thirty hours before the day was over */
	int rc;

	order.retold_count = 1;
	order.retold[0] = (struct retold){
	    .said_utc_ms = zone_day_end(promise->zone, promise->until_day) - 30 * HOUR_MS,
	    .from_day = promise->until_day + 1,
	    .until_day = promise->until_day + 1};
	rc = report_add(in->shipment, &order, in->shop, -1, out);

	if (rc == 0)
		rc = tallies_add(out, TALLY_CALIBRATION, in->shipment->shop, monday, cell, 1);
	if (rc == 0 && late)
		rc = tallies_add(
		    out, TALLY_CALIBRATION, in->shipment->shop, monday, (uint16_t)(cell + 1), 1);
	return rc == 0 ? tallies_add(out, TALLY_CALIBRATION, "lunatic", monday, cell, 1) : rc;
}

static int
setup(void **state)
{
	struct web_options options;
	struct why why = {0};
	struct shop *shop;

	(void)state;
	memset(&b, 0, sizeof(b));
	http_response_init(&b.reply);
	harness_init(&b.h);
	b.judge = harness_judge;
	b.judge.past = teach;
	b.judge.shop = judge_default.shop;
	b.h.options.judge = &b.judge;
	shop = &b.h.policy->shops[0];
	(void)snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
	shop->keep_per_mille = 900;
	b.h.policy->shop_count = 1;
	harness_open(&b.h);
	b.today = zone_day("Europe/Madrid", HARNESS_START);
	if (snprintf(b.path, sizeof(b.path), "%s/api.sock", b.h.root) >= (int)sizeof(b.path) ||
	    clock_new_fake(&b.clock, HARNESS_START, 0) < 0)
		return -1;
	options = (struct web_options){.path = b.path,
	    .group = "",
	    .store = b.h.store,
	    .clock = b.clock,
	    .policy = b.h.policy};
	return web_start(&options, &b.web, &why);
}

static int
teardown(void **state)
{
	(void)state;
	web_stop(b.web);
	json_doc_clear(&b.doc);
	http_response_clear(&b.reply);
	harness_clear(&b.h);
	clock_free(b.clock);
	return 0;
}

static int
get(const char *target)
{
	struct why why;

	assert_int_equal(client_ask(b.path, "GET", target, NULL, &b.reply), 0);
	assert_int_equal(json_parse(&b.doc, buf_span(&b.reply.body), &why), 0);
	return b.reply.status;
}

static int64_t
number(const char *path)
{
	int64_t n = -1;

	(void)json_int(json_path(json_root(&b.doc), path), INT64_MIN, INT64_MAX, &n);
	return n;
}

static const char *
text(const char *path)
{
	static char value[64];

	(void)json_string_copy(json_path(json_root(&b.doc), path), value, sizeof(value));
	return value;
}

/* Parcels from Madrid, ordered on Mondays at nine, promised for Wednesday, of which the first `late` come on Thursday at noon. */
static void
past(const char *carrier, const char *postcode, int weeks_ago, int count, int late)
{
	static int serial;

	for (int i = 0; i < count; i++) {
		struct op *op = op_new(OP_PAST, HARNESS_START, b.h.policy);
		struct shipment *s = &op->past.shipment;
		int32_t monday = report_monday(b.today) - 7 * weeks_ago;

		(void)snprintf(op->past.key, sizeof(op->past.key), "past-%d", serial++);
		(void)text_cut(s->shop, sizeof(s->shop), span_of(b.h.policy->shops[0].id));
		(void)text_cut(s->carrier, sizeof(s->carrier), span_of(carrier));
		(void)text_cut(s->promise.zone, sizeof(s->promise.zone), SPAN("Europe/Madrid"));
		s->origin = (struct place){.country = "ES", .postcode = "28013"};
		s->destination = (struct place){.country = "ES"};
		(void)text_cut(
		    s->destination.postcode, sizeof(s->destination.postcode), span_of(postcode));
		s->ordered_utc_ms = zone_instant("Europe/Madrid", monday, 9 * 3600);
		s->ship_by_day = monday;
		s->promise.from_day = s->promise.until_day = monday + 2;
		s->promise.until_second = -1;
		promise_close(&s->promise);
		s->milestone = MILESTONE_DELIVERED;
		s->delivered = when_local(monday + (i < late ? 3 : 2), 12 * 3600);
		s->first_attempt = s->delivered;
		s->state = i < late ? PROMISE_LATE : PROMISE_KEPT;
		assert_int_equal(harness_run(&b.h, op).rc, 0);
	}
}

static void
test_a_report_adds_up(void **state)
{
	(void)state;
	past("dhl", "08001", 1, 20, 4);
	past("dhl", "08001", 6, 10, 0);
	past("ups", "48001", 2, 10, 0);
	past("ups", "48001", 40, 10, 10); /* before these weeks */
	assert_int_equal(get("/v1/report"), 200);
	assert_int_equal(number("kept"), 36);
	assert_int_equal(number("late"), 4);
	assert_int_equal(number("rate"), 900);
	assert_int_equal(number("rate_recent"), 866);
	assert_int_equal(number("rate_before"), 1000);
	assert_int_equal(number("weeks[10].kept"), 16);
	assert_int_equal(number("weeks[10].rate"), 800);
	assert_int_equal(number("late_ms"), 4LL * 12 * HOUR_MS);
	assert_int_equal(
	    number("causes[2].ms"), 4LL * 12 * HOUR_MS); /* nobody saw them on their way */
	assert_string_equal(text("carriers[0].carrier"), "ups");
	assert_string_equal(text("carriers[1].carrier"), "dhl");
	assert_int_equal(number("carriers[1].rate"), 866);
	assert_string_equal(text("lanes[0].lane"), "ES-28:ES-08");
	assert_int_equal(json_count(json_path(json_root(&b.doc), "lanes")), 1);

	assert_int_equal(number("warned.n"), 4);
	assert_int_equal(number("warned.median_ms"), 30 * HOUR_MS);
	assert_int_equal(number("weeks[10].warned.day_before"), 4);
	assert_int_equal(number("weeks[9].warned.n"), 0);
	assert_int_equal(number("carriers[0].warned.n"), 0);
	assert_int_equal(number("carriers[1].warned.before"), 4);
	assert_int_equal(number("said.n"), 40);
	assert_int_equal(number("said.bins[5].n"), 40);
	assert_int_equal(number("said.bins[5].broken"), 4);
	assert_int_equal(number("said.deviation"), 175); /* 275 said, 100 happened */

	assert_int_equal(get("/v1/report?lane=es-28:es-48&weeks=3"), 200);
	assert_int_equal(json_count(json_path(json_root(&b.doc), "weeks")), 3);
	assert_int_equal(number("kept"), 10);
	assert_int_equal(get("/v1/report?carrier=dhl&weeks=52"), 200);
	assert_int_equal(number("kept"), 26);
	assert_int_equal(get("/v1/report?carrier=dh"), 200);
	assert_int_equal(number("kept"), 0);
}

static void
test_advice_is_of_one_lane(void **state)
{
	(void)state;
	past("dhl", "08001", 1, 50, 10);
	past("dhl", "48001", 1, 29, 0);
	assert_int_equal(get("/v1/advice?lane=ES-28:ES-08&carrier=dhl"), 200);
	assert_int_equal(number("n"), 50);
	assert_int_equal(number("promises[0].days"), 3);
	assert_int_equal(number("promises[0].kept"), 1000);
	assert_int_equal(number("promises[1].days"), -1);
	assert_int_equal(number("promises[1].needs"), 60);
	assert_int_equal(number("today.days"), 2);
	assert_int_equal(number("today.kept"), 800);
	assert_int_equal(number("day_more.kept"), 1000);
	assert_int_equal(number("shorter.days"), -1);
	assert_int_equal(get("/v1/advice?lane=ES-28:ES-48"), 200);
	assert_int_equal(number("n"), 29);
	assert_int_equal(number("needs"), 30);
	assert_int_equal(number("promises[0].days"), -1);
	assert_int_equal(number("today.days"), -1);
}

static void
test_what_cannot_be_asked_is_refused(void **state)
{
	static const struct {
		const char *target;
		int status;
	} cases[] = {{"/v1/advice", 422}, {"/v1/advice?lane=Madrid", 422},
	    {"/v1/report?weeks=0", 422}, {"/v1/report?weeks=105", 422},
	    {"/v1/report?shop=nadie", 404}, {"/v1/report?since=2026", 422}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (get(cases[i].target) != cases[i].status)
			fail_msg("%s: %d", cases[i].target, b.reply.status);
}

/* ---- the warning to the checkout ---- */

static int64_t
events(const char *name)
{
	struct journal_entry entries[64];
	size_t count = 0;
	int64_t found = 0;

	assert_int_equal(store_journal(b.h.reader, 0, entries, 64, &count), 0);
	for (size_t i = 0; i < count; i++)
		found += strcmp(entries[i].name, name) == 0;
	return found;
}

static void
judge_shop(void)
{
	struct op *op = op_new(OP_SHOP, HARNESS_START, b.h.policy);

	(void)text_cut(op->shop, sizeof(op->shop), span_of(b.h.policy->shops[0].id));
	assert_int_equal(harness_run(&b.h, op).rc, 0);
}

static void
test_a_lane_below_its_target_is_told_once_for_each_fall(void **state)
{
	(void)state;
	past("dhl", "08001", 1, 29, 10);
	judge_shop();
	assert_int_equal(events("lane.below_target"), 0); /* too few to say */
	past("dhl", "08001", 1, 5, 0);
	judge_shop();
	judge_shop();
	assert_int_equal(events("lane.below_target"), 1);
	assert_int_equal(get("/v1/report"), 200);
	assert_string_equal(
	    json_kind_name(json_kind(json_path(json_root(&b.doc), "lanes[0].told"))), "true");
	past("dhl", "08001", 1, 66, 0); /* 900 of 1000: not above it yet */
	judge_shop();
	assert_int_equal(events("lane.keeps_target"), 0);
	past("dhl", "08001", 0, 40, 0);
	judge_shop();
	judge_shop();
	assert_int_equal(events("lane.keeps_target"), 1);
	past("dhl", "08001", 0, 30, 30);
	judge_shop();
	judge_shop();
	assert_int_equal(events("lane.below_target"), 2);
}

#define WITH_WEB(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH_WEB(test_a_report_adds_up),
	    WITH_WEB(test_advice_is_of_one_lane),
	    WITH_WEB(test_what_cannot_be_asked_is_refused),
	    WITH_WEB(test_a_lane_below_its_target_is_told_once_for_each_fall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
