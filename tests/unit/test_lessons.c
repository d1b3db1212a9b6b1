/*
 * What reviews teach, and what is said once it is known. A hundred and fifty parcels of the past came on the second or third day, a few on
 * the sixth; what a silent one then looks like is a story (tests/support/story.h).
 */

#include "tests/support/story.h"

#include "monitor/base/text.h"
#include "monitor/promise/judge.h"
#include "monitor/promise/lessons.h"
#include "monitor/promise/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
scan(struct shipment *s, int64_t at_utc_ms, enum milestone m)
{
	struct event *e = event_list_add(&s->events);
	int32_t day, second, offset;

	assert_non_null(e);
	zone_wall(s->promise.zone, at_utc_ms, &day, &second, &offset);
	e->at = when_instant(day, second, offset);
	e->milestone = m;
	e->physical = true;
}

/* Handed over at five in the afternoon, delivered at noon some days later. */
static void
past_parcel(struct shipment *s, int32_t handover, int32_t days)
{
	*s = SHIPMENT_INIT;
	(void)snprintf(s->shop, sizeof(s->shop), "botica");
	(void)snprintf(s->carrier, sizeof(s->carrier), "dhl");
	(void)snprintf(s->destination.country, sizeof(s->destination.country), "ES");
	(void)snprintf(s->promise.zone, sizeof(s->promise.zone), "Europe/Madrid");
	s->promise.from_day = s->promise.until_day = handover + 3;
	promise_close(&s->promise);
	s->ordered_utc_ms = zone_instant(s->promise.zone, handover, 10 * 3600);
	scan(s, zone_instant(s->promise.zone, handover, 17 * 3600), MILESTONE_ACCEPTED);
	scan(s, zone_instant(s->promise.zone, handover + days, 12 * 3600), MILESTONE_DELIVERED);
}

static int64_t
sum(const struct tallies *t, enum tally_table table, const char *prefix, int cell)
{
	int64_t total = 0;

	for (size_t i = 0; i < t->count; i++)
		if (t->items[i].table == table &&
		    strncmp(t->items[i].key, prefix, strlen(prefix)) == 0 &&
		    (cell < 0 || t->items[i].cell == cell))
			total += t->items[i].add;
	return total;
}

/* Monday to Wednesday of ten weeks before the story: of eight one comes late, by one to five days. */
static struct model *
taught(const struct shop *shop, int32_t today)
{
	struct model *m = judge_default.model_new();
	int count = 0;

	assert_non_null(m);
	for (int32_t day = today - 70; day < today - 7; day++) {
		for (int i = 0; day_weekday(day) < 3 && i < 24; i++) {
			struct tallies t = {0};
			struct shipment s;

			past_parcel(&s, day, count % 8 == 7 ? 4 + count / 8 % 5 : 2 + count % 2);
			count++;
			assert_int_equal(
			    judge_default.past(&(struct past_input){.shipment = &s,
						   .shop = shop,
						   .model = m,
						   .now_utc_ms = today * (int64_t)DAY_MS},
				&t),
			    0);
			for (size_t k = 0; k < t.count; k++)
				assert_int_equal(judge_default.model_add(m, &t.items[k]), 0);
			tallies_clear(&t);
			shipment_clear(&s);
		}
	}
	assert_true(count > 100);
	return m;
}

/* Promised for Thursday 28th, handed over on Monday. */
static size_t
begin(struct story *st)
{
	size_t p;

	story_begin(st, "2026-05-25 10:00");
	st->model = taught(&st->shop, story_day("2026-05-25"));
	p = story_parcel(st, "2026-05-28");
	(void)text_cut(
	    st->parcels[p].shipment.carrier, sizeof(st->parcels[p].shipment.carrier), SPAN("dhl"));
	story_run(st, "2026-05-25 17:00");
	story_scan(st, p, MILESTONE_ACCEPTED, REASON_NONE);
	return p;
}

static void
end(struct story *st)
{
	judge_default.model_free(st->model);
	story_end(st);
}

static void
test_a_parcel_like_the_others_is_expected_in_time(void **state)
{
	struct story st;
	size_t p = begin(&st);
	const struct shipment *s = &st.parcels[p].shipment;

	(void)state;
	story_run(&st, "2026-05-26 08:00");
	assert_int_equal(s->forecast.answer, FORECAST_MADE);
	assert_true(s->forecast.p_late >= 0 && s->forecast.p_late < 300);
	assert_true(s->forecast.n >= LIMIT_FORECAST_LEAST);
	assert_true(s->forecast.p10_utc_ms < s->forecast.p50_utc_ms);
	assert_true(s->forecast.p50_utc_ms < s->forecast.p90_utc_ms);
	assert_int_equal(s->said_handover.p_late >= 0, true);
	assert_true(s->said_warned.at_utc_ms == AT_NONE);
	story_run(&st, "2026-05-27 12:00");
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-28 12:00");
	assert_int_equal(s->state, PROMISE_KEPT);
	assert_int_equal(s->forecast.answer, FORECAST_OVER);
	assert_true(s->learned);
	assert_int_equal(story_customer_words(&st), 1);
	end(&st);
}

/* A past tells when parcels were handed over and came, and of no stage between. */
static void
test_a_past_without_stages_serves_a_parcel_in_any_of_them(void **state)
{
	static const enum milestone stages[] = {
	    MILESTONE_IN_TRANSIT, MILESTONE_OUT_FOR_DELIVERY, MILESTONE_EXCEPTION};

	(void)state;
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++)
		for (int known_region = 0; known_region < 2; known_region++) {
			struct story st;
			size_t p = begin(&st);
			struct shipment *s = &st.parcels[p].shipment;

			if (!known_region)
				(void)text_cut(s->destination.postcode,
				    sizeof(s->destination.postcode), SPAN("48001"));
			story_run(&st, "2026-05-26 08:00");
			story_scan(&st, p, stages[i], REASON_NONE);
			story_poll(&st, p);
			story_review(&st, p);
			assert_int_equal(s->milestone, stages[i]);
			assert_int_equal(s->forecast.answer, FORECAST_MADE);
			assert_in_range(s->forecast.p_late, 0, 300);
			assert_true(s->forecast.p10_utc_ms > st.now_utc_ms);
			assert_true(s->forecast.p90_utc_ms < st.now_utc_ms + 6LL * DAY_MS);
			end(&st);
		}
}

static void
test_a_silent_parcel_slips_before_its_day_and_is_told_until_nine_of_ten_come(void **state)
{
	struct story st;
	size_t p = begin(&st);
	const struct shipment *s = &st.parcels[p].shipment;
	const struct notice *n;

	(void)state;
	st.shop.confidence_per_mille = 300; /* rather early than sure */
	story_run(&st, "2026-05-28 20:30");
	assert_int_equal(s->forecast.answer, FORECAST_MADE);
	assert_string_equal(s->rule, "forecast");
	assert_int_equal(s->state, PROMISE_SLIPPING);
	assert_true(s->said_warned.at_utc_ms != AT_NONE);
	assert_true(s->said_warned.p_late >= 100);
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	n = story_notice(&st, NOTICE_DELAY);
	assert_true(n->settled_utc_ms < s->promise.deadline_utc_ms);
	assert_int_equal(n->facts.window_from_day, story_day("2026-05-29"));
	assert_true(n->facts.window_until_day > story_day("2026-05-29"));
	end(&st);
}

static void
test_a_parcel_teaches_each_part_of_its_way_once(void **state)
{
	struct lessons_question q = {.known_utc_ms = AT_NONE};
	struct tallies whole = {0}, parts = {0};
	struct shipment s;
	int64_t handover;

	(void)state;
	q.model = judge_default.model_new();
	past_parcel(&s, story_day("2026-05-11"), 2);
	s.handed_over = true;
	s.milestone = MILESTONE_DELIVERED;
	s.state = PROMISE_KEPT;
	handover = zone_when_utc(s.promise.zone, s.events.items[0].at);
	s.last_scan_utc_ms = zone_when_utc(s.promise.zone, s.events.items[1].at);
	s.first_attempt = s.delivered = s.events.items[1].at;
	assert_int_equal(lessons_take(&q, &s, &whole), 0);
	assert_true(s.learned);
	assert_int_equal(sum(&whole, TALLY_REPORT, "botica|", REPORT_KEPT), 1);
	assert_true(sum(&whole, TALLY_TRANSIT, "", -1) > 0);
	assert_int_equal(lessons_take(&q, &s, &parts), 0);
	assert_int_equal(parts.count, 0);

	/* Seen day by day it teaches the same time under way. */
	s.learned = false;
	s.exposed_until_utc_ms = AT_NONE;
	s.first_attempt = WHEN_INIT;
	s.milestone = MILESTONE_ACCEPTED;
	for (int hours = 0; hours < 48; hours += 7) {
		q.known_utc_ms = handover + hours * (int64_t)HOUR_MS;
		if (q.known_utc_ms < s.last_scan_utc_ms)
			assert_int_equal(lessons_take(&q, &s, &parts), 0);
	}
	assert_false(s.learned);
	assert_int_equal(sum(&parts, TALLY_REPORT, "", -1), 0);
	s.first_attempt = s.delivered;
	s.milestone = MILESTONE_DELIVERED;
	assert_int_equal(lessons_take(&q, &s, &parts), 0);
	assert_true(llabs(sum(&parts, TALLY_TRANSIT, "", -1) - sum(&whole, TALLY_TRANSIT, "", -1)) <
	    sum(&whole, TALLY_TRANSIT, "", -1) / 1000);
	assert_int_equal(sum(&parts, TALLY_REPORT, "", REPORT_KEPT), 1);
	tallies_clear(&whole);
	tallies_clear(&parts);
	shipment_clear(&s);
	judge_default.model_free((struct model *)q.model);
}

static void
test_what_was_said_is_held_against_what_happened(void **state)
{
	static const struct {
		int32_t handover, warned;
		bool late;
	} cases[] = {{20, -1, false}, {999, 1000, true}, {430, 610, true}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct order order = ORDER_INIT;
		struct lessons_question q = {.order = &order};
		struct tallies t = {0};
		struct shipment s;
		int bin = cases[i].handover / CALIBRATION_BIN;

		past_parcel(&s, story_day("2026-05-11"), cases[i].late ? 5 : 2);
		s.first_attempt = s.delivered = s.events.items[1].at;
		s.state = cases[i].late ? PROMISE_LATE : PROMISE_KEPT;
		s.said_handover =
		    (struct forecast_said){.at_utc_ms = 1, .p_late = cases[i].handover};
		if (cases[i].warned >= 0)
			s.said_warned =
			    (struct forecast_said){.at_utc_ms = 1, .p_late = cases[i].warned};
		/* Told until the day before it came, then until that day. */
		order.retold[0] = (struct retold){.until_day = story_day("2026-05-15")};
		order.retold[1] = (struct retold){.until_day = story_day("2026-05-16")};
		order.retold_count = cases[i].late ? 2 : 0;
		assert_int_equal(lessons_take(&q, &s, &t), 0);
		if (bin >= CALIBRATION_BINS)
			bin = CALIBRATION_BINS - 1;
		assert_int_equal(
		    sum(&t, TALLY_CALIBRATION, "botica", CALIBRATION_HANDOVER + 2 * bin), 1);
		assert_int_equal(
		    sum(&t, TALLY_CALIBRATION, "botica", CALIBRATION_HANDOVER + 2 * bin + 1),
		    cases[i].late);
		assert_int_equal(
		    sum(&t, TALLY_CALIBRATION, "botica", CALIBRATION_TOLD), cases[i].late);
		assert_int_equal(sum(&t, TALLY_CALIBRATION, "botica", CALIBRATION_TOLD_KEPT), 0);
		assert_int_equal(
		    sum(&t, TALLY_CALIBRATION, "botica", CALIBRATION_TOLD_AGAIN), cases[i].late);
		tallies_clear(&t);
		shipment_clear(&s);
	}
}

static void
test_what_was_taken_over_under_way_teaches_no_way(void **state)
{
	static const struct {
		int32_t registered_after; /* days after hand-over */
		bool came, teaches;
	} cases[] = {{1, false, false}, {1, true, false}, {3, true, true}};
	struct model *m = judge_default.model_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct lessons_question q = {.model = m};
		struct tallies t = {0};
		struct shipment s;

		past_parcel(&s, story_day("2026-05-11"), 2);
		s.adopted = s.handed_over = true;
		s.last_scan_utc_ms = zone_when_utc(s.promise.zone, s.events.items[0].at);
		s.registered_utc_ms =
		    s.last_scan_utc_ms + cases[i].registered_after * (int64_t)DAY_MS;
		q.known_utc_ms = s.registered_utc_ms + DAY_MS;
		if (cases[i].came)
			s.first_attempt = s.delivered = s.events.items[1].at;
		s.state = PROMISE_KEPT;
		assert_int_equal(lessons_take(&q, &s, &t), 0);
		assert_int_equal(sum(&t, TALLY_TRANSIT, "", -1) != 0, cases[i].teaches);
		assert_int_equal(sum(&t, TALLY_REPORT, "", REPORT_KEPT), cases[i].came);
		tallies_clear(&t);
		shipment_clear(&s);
	}
	judge_default.model_free(m);
}

static void
test_what_is_withdrawn_or_comes_back_teaches_nothing(void **state)
{
	struct lessons_question q = {.known_utc_ms = AT_NONE};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct tallies t = {0};
		struct shipment s;

		past_parcel(&s, story_day("2026-05-11"), 2);
		s.first_attempt = s.delivered = s.events.items[1].at;
		s.cancelled = i == 0;
		s.superseded = i == 1;
		s.direction = i == 2 ? DIRECTION_RETURN : DIRECTION_OUTBOUND;
		assert_int_equal(lessons_take(&q, &s, &t), 0);
		assert_int_equal(t.count, 0);
		assert_false(s.learned);
		shipment_clear(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_parcel_like_the_others_is_expected_in_time),
	    cmocka_unit_test(test_a_past_without_stages_serves_a_parcel_in_any_of_them),
	    cmocka_unit_test(
		test_a_silent_parcel_slips_before_its_day_and_is_told_until_nine_of_ten_come),
	    cmocka_unit_test(test_a_parcel_teaches_each_part_of_its_way_once),
	    cmocka_unit_test(test_what_was_said_is_held_against_what_happened),
	    cmocka_unit_test(test_what_was_taken_over_under_way_teaches_no_way),
	    cmocka_unit_test(test_what_is_withdrawn_or_comes_back_teaches_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
