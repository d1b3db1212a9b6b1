#include "monitor/promise/forecast.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/cli/backtest_alerts.h"
#include "monitor/cli/backtest_run.h"
#include "monitor/cli/backtest_score.h"
#include "monitor/promise/transit.h"

/* ---- an invented history, the same in each run ---- */

enum {
	FIRST_DAY = 17000,
	HISTORY = 6000,
	LANES = 12,
	SLOW_FROM = 230,
	SLOW_UNTIL = 260,
	DAYS = 300
};

static uint32_t
next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

/* 0..999, in a bell. */
static int64_t
bell(uint64_t *state)
{
	int64_t sum = 0;

	for (int i = 0; i < 3; i++)
		sum += next_random(state) % 1000;
	return sum / 3;
}

static int64_t
moment(int32_t day, int hour, uint32_t minute)
{
	return (int64_t)day * DAY_MS + (int64_t)hour * HOUR_MS + (int64_t)minute * MINUTE_MS;
}

/* Lanes differ in days; each parcel in luck; in thirty days everything takes half as long again; nobody delivers on Sundays or at night.
 * The promise is what the lane usually keeps, and a little. */
static void
invent(struct trial *t, uint64_t *state, int index)
{
	int32_t day = FIRST_DAY + index * DAYS / HISTORY;
	int lane = (int)(next_random(state) % LANES);
	int64_t handover_ms =
	    moment(day, 9 + (int)(next_random(state) % 10), next_random(state) % 60);
	int64_t way_h = (24 + 12 * lane) * (400 + 2 * bell(state)) / 1000;
	int32_t arrival;
	char id[16];

	if (day - FIRST_DAY >= SLOW_FROM && day - FIRST_DAY < SLOW_UNTIL)
		way_h = way_h * 3 / 2;
	*t = (struct trial){
	    .exposed_ms = AT_NONE, .weight = 1, .judged = true, .ordered_ms = handover_ms};
	(void)snprintf(id, sizeof(id), "S%05d", index);
	t->id = strdup(id);
	assert_non_null(t->id);
	t->passage = PASSAGE_INIT;
	(void)snprintf(t->passage.carrier, sizeof(t->passage.carrier), "acme");
	(void)snprintf(t->passage.origin, sizeof(t->passage.origin), "ES-28");
	(void)snprintf(t->passage.destination, sizeof(t->passage.destination), "ES-%02d", lane + 1);
	t->passage.steps[t->passage.step_count++] =
	    (struct passage_step){STAGE_ACCEPTED, handover_ms};
	arrival = passage_day(handover_ms + way_h * HOUR_MS);
	if (day_weekday(arrival) == 6)
		arrival++;
	t->delivered_ms =
	    moment(arrival, 10 + (int)(next_random(state) % 9), next_random(state) % 60);
	if (t->delivered_ms < handover_ms)
		t->delivered_ms = handover_ms + HOUR_MS;
	if (next_random(state) % 200 == 0)
		t->delivered_ms = AT_NONE;
	t->passage.deadline_ms = moment(
	    passage_day(handover_ms + (24 + 12 * (int64_t)lane) * 18 * HOUR_MS / 10) + 2, 0, 0);
	t->late = t->delivered_ms == AT_NONE || t->delivered_ms >= t->passage.deadline_ms;
	for (size_t i = 0; i < TRIAL_LEADS; i++)
		t->lead_p[i] = -1;
}

static void
invent_all(struct trials *all)
{
	uint64_t state = 20261122;

	*all = (struct trials){.count = HISTORY, .room = HISTORY, .rows = HISTORY};
	all->items = calloc(HISTORY, sizeof(all->items[0]));
	assert_non_null(all->items);
	for (int i = 0; i < HISTORY; i++)
		invent(&all->items[i], &state, i);
}

static void
no_progress(void *arg, size_t done, size_t total)
{
	(void)arg;
	(void)done;
	(void)total;
}

static struct backtest_plan
plan_from(int32_t day)
{
	return (struct backtest_plan){.learn_until_ms = moment(FIRST_DAY + day, 0, 0),
	    .score_from_ms = moment(FIRST_DAY + day, 0, 0),
	    .score_until_ms = INT64_MAX,
	    .drift = true,
	    .progress = no_progress};
}

static size_t
score_at(const struct trials *all, size_t checkpoint, struct chances *out)
{
	struct scored *rows = calloc(all->count, sizeof(*rows));
	size_t n = 0;

	assert_non_null(rows);
	for (size_t i = 0; i < all->count; i++) {
		const struct trial *t = &all->items[i];

		if (t->in_window && t->answers[checkpoint].p_late >= 0)
			rows[n++] =
			    (struct scored){t->answers[checkpoint].p_late, t->weight, t->late};
	}
	assert_int_equal(score_chances(rows, n, 0, out), 0);
	free(rows);
	return n;
}

static void
assert_near(double value, double recorded, const char *what)
{
	if (fabs(value - recorded) > .002)
		fail_msg("%s is %.4f, recorded was %.4f", what, value, recorded);
}

/* Recorded once; a change of the model that moves them is meant, or wrong. */
static const struct {
	size_t checkpoint;
	double auc, brier, calibration;
} recorded[] = {{0, .7054, .0736, .0142}, {2, .7518, .0869, .0280}};

static void
test_an_invented_history_scores_as_recorded(void **state)
{
	struct backtest_plan plan = plan_from(120);
	struct model *model = model_new();
	struct trials all;
	size_t refused;

	(void)state;
	assert_non_null(model);
	invent_all(&all);
	assert_int_equal(backtest_run(&all, &plan, model, &refused), 0);
	assert_int_equal(refused, 0);
	for (size_t i = 0; i < sizeof(recorded) / sizeof(recorded[0]); i++) {
		struct chances c;

		score_at(&all, recorded[i].checkpoint, &c);
		print_message("%s: auc %.4f brier %.4f (%.4f) calibration %.4f\n",
		    checkpoint_names[recorded[i].checkpoint], c.auc, c.brier, c.base,
		    c.calibration);
		assert_true(c.brier < c.base);
		assert_near(c.auc, recorded[i].auc, "AUC");
		assert_near(c.brier, recorded[i].brier, "Brier");
		assert_near(c.calibration, recorded[i].calibration, "calibration");
	}
	trials_clear(&all);
	model_free(model);
}

/* What is asked of a shipment is answered the same whatever happens after. */
static void
test_nothing_is_known_before_it_happens(void **state)
{
	struct backtest_plan plan = plan_from(200);
	struct model *model = model_new(), *other = model_new();
	struct trials all, cut;
	int64_t end_ms = moment(FIRST_DAY + 240, 0, 0);
	size_t refused, compared = 0;

	(void)state;
	assert_non_null(model);
	assert_non_null(other);
	invent_all(&all);
	invent_all(&cut);
	for (size_t i = 0; i < cut.count; i++)
		if (cut.items[i].delivered_ms > end_ms)
			cut.items[i].delivered_ms = AT_NONE;
	assert_int_equal(backtest_run(&all, &plan, model, &refused), 0);
	assert_int_equal(backtest_run(&cut, &plan, other, &refused), 0);
	for (size_t i = 0; i < all.count; i++)
		for (size_t c = 0; all.items[i].in_window && c < TRIAL_CHECKPOINTS; c++) {
			const struct answer *a = &all.items[i].answers[c],
					    *b = &cut.items[i].answers[c];

			if (a->p_late < 0 || a->at_ms >= end_ms)
				continue;
			compared++;
			assert_true(a->p_late >= b->p_late && a->p_late <= b->p_late);
		}
	assert_true(compared > 1000);
	trials_clear(&all);
	trials_clear(&cut);
	model_free(model);
	model_free(other);
}

static void
test_what_happens_after_learn_until_is_not_learned_before_scoring(void **state)
{
	struct backtest_plan early = plan_from(200), late = plan_from(200);
	struct model *model = model_new(), *other = model_new();
	struct trials all, same;
	size_t refused;

	(void)state;
	assert_non_null(model);
	assert_non_null(other);
	invent_all(&all);
	invent_all(&same);
	early.learn_until_ms = moment(FIRST_DAY + 100, 0, 0);
	early.score_until_ms = late.score_until_ms = moment(FIRST_DAY + 201, 0, 0);
	assert_int_equal(backtest_run(&all, &early, model, &refused), 0);
	assert_int_equal(backtest_run(&same, &late, other, &refused), 0);
	assert_true(all.items[4010].in_window);
	assert_true(all.items[4010].answers[0].n < same.items[4010].answers[0].n);
	trials_clear(&all);
	trials_clear(&same);
	model_free(model);
	model_free(other);
}

/* ---- the model ---- */

/* A tally of what one parcel a day teaches on one lane. */
static void
teach_days(struct model *m, struct tallies *kept, int lane, int days)
{
	for (int i = 0; i < days; i++) {
		struct tallies t = {0};
		struct passage p = PASSAGE_INIT;
		int64_t handover_ms = moment(FIRST_DAY + i, 12, 0);

		(void)snprintf(p.carrier, sizeof(p.carrier), "acme");
		(void)snprintf(p.origin, sizeof(p.origin), "ES-%02d", lane % 50);
		(void)snprintf(p.destination, sizeof(p.destination), "ES-%03d", lane / 50);
		p.steps[p.step_count++] = (struct passage_step){STAGE_ACCEPTED, handover_ms};
		p.deadline_ms = moment(FIRST_DAY + i + 4, 0, 0);
		assert_int_equal(
		    transit_expose(m, &p, handover_ms, handover_ms + (2 + i % 3) * DAY_MS, &t), 0);
		assert_int_equal(transit_arrive(m, &p, handover_ms + (2 + i % 3) * DAY_MS, &t), 0);
		for (size_t k = 0; k < t.count; k++) {
			assert_int_equal(model_add(m, &t.items[k]), 0);
			if (kept != NULL)
				assert_int_equal(
				    tallies_add(kept, t.items[k].table, t.items[k].key,
					t.items[k].day, t.items[k].cell, t.items[k].add),
				    0);
		}
		tallies_clear(&t);
	}
}

static struct passage
asked_parcel(int64_t handover_ms)
{
	struct passage p = PASSAGE_INIT;

	(void)snprintf(p.carrier, sizeof(p.carrier), "acme");
	(void)snprintf(p.origin, sizeof(p.origin), "ES-07");
	(void)snprintf(p.destination, sizeof(p.destination), "ES-000");
	p.steps[p.step_count++] = (struct passage_step){STAGE_ACCEPTED, handover_ms};
	p.deadline_ms = moment(passage_day(handover_ms) + 4, 0, 0);
	return p;
}

static void
test_the_order_of_tallies_does_not_matter_nor_what_was_taken_away_again(void **state)
{
	struct model *forward = model_new(), *backward = model_new();
	struct passage p = asked_parcel(moment(FIRST_DAY + 90, 12, 0));
	struct tallies kept = {0};
	struct outlook a, b;

	(void)state;
	assert_non_null(forward);
	assert_non_null(backward);
	teach_days(forward, &kept, 7, 90);
	for (size_t i = kept.count; i-- > 0;)
		assert_int_equal(model_add(backward, &kept.items[i]), 0);
	for (size_t i = 0; i < kept.count; i++) { /* each once more, and away again */
		struct tally t = kept.items[i];

		assert_int_equal(model_add(backward, &t), 0);
		t.add = -t.add;
		assert_int_equal(model_add(backward, &t), 0);
	}
	assert_int_equal(outlook_of(forward, &p, p.steps[0].since_ms, true, &a), 0);
	assert_int_equal(outlook_of(backward, &p, p.steps[0].since_ms, true, &b), 0);
	assert_memory_equal(&a, &b, sizeof(a));
	tallies_clear(&kept);
	model_free(forward);
	model_free(backward);
}

static void
test_two_thousand_lanes_fit_in_eight_mebibytes(void **state)
{
	struct model *m = model_new();

	(void)state;
	assert_non_null(m);
	for (int lane = 0; lane < 2000; lane++)
		teach_days(m, NULL, lane, 5);
	for (int day = 0; day < 400; day += 28) { /* a year's periods on all of them */
		struct tally t = {.table = TALLY_TRANSIT,
		    .day = model_period(MODEL_FACTOR, FIRST_DAY + day),
		    .add = MODEL_PARCEL};

		for (int lane = 0; lane < 2000; lane++) {
			(void)snprintf(
			    t.key, sizeof(t.key), "fl|acme|ES-%02d:ES-%03d", lane % 50, lane / 50);
			assert_int_equal(model_add(m, &t), 0);
		}
	}
	print_message("%zu rows in %zu KiB\n", model_rows(m), model_bytes(m) / 1024);
	assert_true(model_bytes(m) < 8u << 20);
	model_free(m);
}

/* ---- the clock ---- */

/* Handed over from Monday to Friday only, and each two days under way: nothing comes on a Tuesday or a Wednesday but what was handed
 * over on the two days before. */
static void
teach_collection(struct model *m, int32_t day, int64_t way_ms)
{
	struct passage p = asked_parcel(moment(day, 17, 0));
	int64_t handover_ms = p.steps[0].since_ms, came_ms = handover_ms + way_ms;
	struct tallies t = {0};

	(void)snprintf(p.holidays, sizeof(p.holidays), "ES");
	for (int64_t at_ms = handover_ms; at_ms < came_ms; at_ms += 6 * HOUR_MS)
		assert_int_equal(
		    transit_expose(m, &p, at_ms,
			at_ms + 6 * HOUR_MS < came_ms ? at_ms + 6 * HOUR_MS : came_ms, &t),
		    0);
	assert_int_equal(transit_arrive(m, &p, came_ms, &t), 0);
	for (size_t i = 0; i < t.count; i++)
		assert_int_equal(model_add(m, &t.items[i]), 0);
	tallies_clear(&t);
}

static void
test_a_weekday_on_which_few_wait_is_no_slow_day(void **state)
{
	enum { WEEKS = 10, MONDAY = FIRST_DAY + 7 - (FIRST_DAY + 3) % 7, PARCELS = 30 };
	struct model *m = model_new();
	const struct model_row *clock;
	const double *week;
	double monday = 0, tuesday = 0, sunday = 0;

	(void)state;
	assert_non_null(m);
	assert_int_equal(day_weekday(MONDAY), 0);
	for (int32_t day = MONDAY; day < MONDAY + 7 * WEEKS; day++)
		for (int i = 0; i < PARCELS; i++) {
			int64_t days = 1 + i % 3;

			if (day_weekday(day) > 4)
				continue;
			if (day_weekday(day + (int32_t)days) == 6)
				days++;
			teach_collection(m, day, days * DAY_MS - 5 * HOUR_MS);
		}
	clock = model_find(m, "c|ES");
	assert_non_null(clock);
	week = model_week(clock);
	monday = week[24] - week[0];
	tuesday = week[48] - week[24];
	sunday = week[168] - week[144];
	print_message("of a week's 168 hours Monday has %.1f, Tuesday %.1f, Sunday %.1f\n", monday,
	    tuesday, sunday);
	assert_true(sunday < .3 * monday);
	assert_true(tuesday > .5 * monday);
	assert_true(fabs(week[168] - 168) < 1e-6);
	model_free(m);
}

/* ---- the outlook ---- */

static void
test_too_few_parcels_are_no_basis(void **state)
{
	struct model *m = model_new();
	struct passage p = asked_parcel(moment(FIRST_DAY + 20, 12, 0));
	struct outlook o;

	(void)state;
	assert_non_null(m);
	assert_int_equal(outlook_of(m, &p, p.steps[0].since_ms, true, &o), ERR_NOT_FOUND);
	assert_int_equal(outlook_of(NULL, &p, p.steps[0].since_ms, true, &o), ERR_NOT_FOUND);
	teach_days(m, NULL, 7, 20);
	assert_int_equal(outlook_of(m, &p, p.steps[0].since_ms, true, &o), ERR_NOT_FOUND);
	assert_true(o.n > 15 && o.n < LIMIT_FORECAST_LEAST);
	teach_days(m, NULL, 7, 20);
	assert_int_equal(outlook_of(m, &p, p.steps[0].since_ms, true, &o), 0);
	(void)snprintf(p.carrier, sizeof(p.carrier), "other");
	assert_int_equal(outlook_of(m, &p, p.steps[0].since_ms, true, &o), ERR_NOT_FOUND);
	model_free(m);
}

static void
test_the_longer_it_waits_the_later_it_comes(void **state)
{
	struct model *m = model_new();
	struct passage p = asked_parcel(moment(FIRST_DAY + 90, 12, 0));
	double before = 0, first = 0;
	struct outlook o;

	(void)state;
	assert_non_null(m);
	teach_days(m, NULL, 7, 90);
	for (int days = 0; days < 3; days++) {
		double sum = 0;

		assert_int_equal(
		    outlook_of(m, &p, p.steps[0].since_ms + days * DAY_MS, true, &o), 0);
		/* Nothing comes in the first two days: to wait for them says nothing. */
		assert_true(o.p_late > before - .001 && o.p_late < 1);
		first = days == 0 ? o.p_late : first;
		assert_true(o.p10_ms <= o.p50_ms && o.p50_ms <= o.p90_ms);
		for (size_t d = 0; d < o.days; d++)
			sum += o.by_day[d];
		assert_true(sum > .5 && sum < 1.000001);
		before = o.p_late;
	}
	assert_true(before > first);
	assert_int_equal(outlook_of(m, &p, p.deadline_ms, true, &o), 0);
	assert_true(o.p_late >= 1);
	model_free(m);
}

/* How much of the chance to be late is the drift's, after days on which half of what was expected came; `worth` is what has been seen of its
 * forecasts, in parcels. */
static double
chance_by_drift(int64_t worth)
{
	struct model *m = model_new();
	struct passage p = asked_parcel(moment(FIRST_DAY + 90, 12, 0));
	struct outlook with, without;

	assert_non_null(m);
	teach_days(m, NULL, 7, 90);
	for (int32_t day = FIRST_DAY + 82; day < FIRST_DAY + 90; day++) {
		const int64_t cells[] = {50, 100, 50, 100};
		struct tally t = {.table = TALLY_TRANSIT, .key = "n|acme", .day = day};

		for (t.cell = 0; t.cell < 4; t.cell++) {
			t.add = cells[t.cell] * MODEL_PARCEL;
			assert_int_equal(model_add(m, &t), 0);
		}
		t.cell = MODEL_WORTH;
		t.add = worth * MODEL_PARCEL;
		assert_int_equal(model_add(m, &t), 0);
	}
	assert_int_equal(outlook_of(m, &p, p.steps[0].since_ms, true, &with), 0);
	assert_int_equal(outlook_of(m, &p, p.steps[0].since_ms, false, &without), 0);
	model_free(m);
	return with.p_late - without.p_late;
}

static void
test_a_drift_is_believed_when_it_has_proved_right(void **state)
{
	(void)state;
	assert_true(fabs(chance_by_drift(-5)) < .001);
	assert_true(chance_by_drift(0) < .02);
	assert_true(chance_by_drift(5) > .1);
}

/* Where a carrier's dates have been right, a parcel is believed to come on its date; where they have not, hardly. */
static double
chance_on_date(bool right)
{
	struct model *m = model_new();
	struct passage p;
	struct outlook o;
	int32_t day;

	assert_non_null(m);
	for (int i = 0; i < 120; i++) {
		struct tallies t = {0};
		int64_t arrival_ms;

		p = asked_parcel(moment(FIRST_DAY + i, 12, 0));
		p.deadline_ms = AT_NONE;
		day = FIRST_DAY + i + 2 + i % 7;
		p.eta_day = right ? day : FIRST_DAY + i + 2 + i * 5 % 7;
		arrival_ms = moment(day, 13, 0);
		assert_int_equal(transit_expose(m, &p, p.steps[0].since_ms, arrival_ms, &t), 0);
		assert_int_equal(transit_arrive(m, &p, arrival_ms, &t), 0);
		for (size_t k = 0; k < t.count; k++)
			assert_int_equal(model_add(m, &t.items[k]), 0);
		tallies_clear(&t);
	}
	p = asked_parcel(moment(FIRST_DAY + 120, 12, 0));
	p.eta_day = FIRST_DAY + 124;
	assert_int_equal(outlook_of(m, &p, p.steps[0].since_ms, true, &o), 0);
	model_free(m);
	return o.by_day[4];
}

static void
test_a_carriers_date_weighs_what_its_dates_have_been_worth(void **state)
{
	(void)state;
	assert_true(chance_on_date(true) > .6);
	assert_true(chance_on_date(false) < .35);
}

/* ---- of a shipment ---- */

static void
add_scan(struct shipment *s, enum milestone milestone, int64_t at_utc_ms)
{
	struct event *e = event_list_add(&s->events);

	assert_non_null(e);
	e->at = when_utc_ms(at_utc_ms);
	e->milestone = milestone;
	e->physical = true;
	s->handed_over = true;
	s->last_scan_utc_ms = at_utc_ms;
}

static void
test_a_forecast_adds_up(void **state)
{
	struct model *m = model_new();
	struct shipment s = SHIPMENT_INIT;
	int64_t handover_ms = moment(FIRST_DAY + 90, 12, 0);
	struct forecast f;
	int32_t sum = 0;

	(void)state;
	assert_non_null(m);
	teach_days(m, NULL, 7, 90);
	(void)snprintf(s.carrier, sizeof(s.carrier), "acme");
	(void)snprintf(s.shop, sizeof(s.shop), "tienda");
	(void)snprintf(s.promise.zone, sizeof(s.promise.zone), "Europe/Madrid");
	s.ship_by_day = FIRST_DAY + 88;
	s.promise.from_day = s.promise.until_day = FIRST_DAY + 93;
	promise_close(&s.promise);
	forecast_of(m, 7, &s, handover_ms, &f);
	assert_int_equal(f.answer, FORECAST_UNSCANNED);
	add_scan(&s, MILESTONE_ACCEPTED, handover_ms);
	add_scan(&s, MILESTONE_ACCEPTED, handover_ms + 6 * (int64_t)HOUR_MS);
	for (int32_t broken = 0; broken < 40; broken++) {
		struct tally t = {.table = TALLY_CALIBRATION, .day = FIRST_DAY + 84, .add = 1};

		(void)snprintf(t.key, sizeof(t.key), "tienda");
		for (unsigned bin = 0; bin < 20; bin++) {
			t.cell = (uint16_t)(2 * bin + (broken % 4 == 0 ? 1 : 0));
			if (t.cell % 2 == 1)
				assert_int_equal(model_add(m, &t), 0);
			t.cell = (uint16_t)(2 * bin);
			assert_int_equal(model_add(m, &t), 0);
		}
	}
	forecast_of(m, 7, &s, handover_ms + 30 * (int64_t)HOUR_MS, &f);
	assert_int_equal(f.answer, FORECAST_MADE);
	assert_int_equal(f.generation, 7);
	assert_true(f.n >= LIMIT_FORECAST_LEAST);
	for (size_t i = 0; i < f.chance_count; i++) {
		assert_true(f.chances[i] >= 0);
		sum += f.chances[i];
	}
	assert_int_equal(sum + f.after, 1000);
	sum = 0;
	for (size_t i = 0; i < f.step_count; i++)
		sum += f.steps[i].points;
	assert_int_equal(sum, f.p_late);
	assert_string_equal(f.steps[0].id, "lane");
	assert_string_equal(f.steps[1].id, "own_hours");
	assert_true(f.steps[1].points > 0); /* handed over a day and a half late */
	assert_int_equal(f.came_true, 250);
	assert_true(f.came_true_n >= 35);
	s.first_attempt = when_utc_ms(handover_ms + 2 * (int64_t)DAY_MS);
	forecast_of(m, 7, &s, handover_ms + 3 * (int64_t)DAY_MS, &f);
	assert_int_equal(f.answer, FORECAST_OVER);
	shipment_clear(&s);
	model_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_invented_history_scores_as_recorded),
	    cmocka_unit_test(test_nothing_is_known_before_it_happens),
	    cmocka_unit_test(test_what_happens_after_learn_until_is_not_learned_before_scoring),
	    cmocka_unit_test(
		test_the_order_of_tallies_does_not_matter_nor_what_was_taken_away_again),
	    cmocka_unit_test(test_two_thousand_lanes_fit_in_eight_mebibytes),
	    cmocka_unit_test(test_a_weekday_on_which_few_wait_is_no_slow_day),
	    cmocka_unit_test(test_too_few_parcels_are_no_basis),
	    cmocka_unit_test(test_the_longer_it_waits_the_later_it_comes),
	    cmocka_unit_test(test_a_drift_is_believed_when_it_has_proved_right),
	    cmocka_unit_test(test_a_carriers_date_weighs_what_its_dates_have_been_worth),
	    cmocka_unit_test(test_a_forecast_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
