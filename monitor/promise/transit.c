#include "monitor/promise/transit.h"

#include "monitor/promise/curve.h"

#include <math.h>
#include <string.h>

enum {
	DAY_HOURS = 24,
	FACTOR_DAYS = 60, /* what is under way for longer tells of itself, not of the network */
	BASE_DAYS = 100,
	TEACH_MOST =
	    50, /* parcels that one is held to be worth at once, whatever the factors make of it */
};

static int
teach(struct tallies *out, const struct passage *p, const char *key, int32_t day, size_t cell,
    double parcels)
{
	enum model_kind kind = (enum model_kind)key[0];

	if (!(parcels < TEACH_MOST))
		parcels = TEACH_MOST;
	return tallies_add(out, TALLY_TRANSIT, key, model_period(kind, day), (uint16_t)cell,
	    llround(parcels * (double)p->weight));
}

static int64_t
window_of(const struct passage *p)
{
	return p->deadline_ms != AT_NONE ? p->deadline_ms - p->steps[0].since_ms : 0;
}

/* Until when a parcel teaches: lost ones are not at risk for ever. */
static int64_t
taught_until(const struct passage *p, int64_t days)
{
	int64_t longest = days * DAY_MS;

	return p->steps[0].since_ms + (longest > 2 * window_of(p) ? longest : 2 * window_of(p));
}

/* At risk, bin by bin, in the tables of every stage that it has reached. */
static int
teach_risk(const struct curve *t, const struct passage *p, size_t step, int64_t from_ms,
    int64_t until_ms, struct tallies *out)
{
	char keys[ROWS_LEVELS][ROWS_KEY];
	int32_t day = passage_day(until_ms - 1);

	for (size_t s = 0; s <= step; s++) {
		double until = hours_between(&t->clock, p->steps[s].since_ms, until_ms);
		double from = from_ms > p->steps[s].since_ms
		    ? hours_between(&t->clock, p->steps[s].since_ms, from_ms)
		    : 0;
		size_t levels = rows_base_keys(p, p->steps[s].stage, keys), first, last;
		double begin, end;

		first = hours_bin(from, &begin);
		last = hours_bin(until, &end);
		for (size_t bin = first; bin <= last; bin++) {
			double share = (bin == last ? end : 1) - (bin == first ? begin : 0);

			for (size_t i = 0; i < levels; i++) {
				int rc = teach(out, p, keys[i], day, 2 * bin + 1, share);

				if (rc < 0)
					return rc;
			}
		}
	}
	return 0;
}

/* What was expected of it by each thing that we hold to be a factor, reckoned with all others. What a day that was said brings besides is no
 * merit of the way: arrivals are shared between the two as they were expected. All of it is reckoned from the handover: the curve of a stage
 * is that of all who reached it, and who still is in it is expected less than that. */
struct expectation {
	double by_class[ROWS_CLASSES]; /* before any factor but those of days */
	double by_weekday[MODEL_WEEKDAYS];
	double by_eta[ROWS_DAY_CLASSES], eta_risk[ROWS_DAY_CLASSES];
	double by_promised[ROWS_DAY_CLASSES], promised_risk[ROWS_DAY_CLASSES];
};

static double
expected_on(const struct curve_days *days, int32_t day, double plain, double share)
{
	struct curve_day said = curve_day_of(days, day);

	return plain * said.factor + said.besides * share;
}

static void
expect(struct curve *t, const struct model *m, const struct passage *p, int64_t from_ms,
    int64_t until_ms, struct expectation *e)
{
	struct curve_days days, no_eta, no_promise;
	struct curve_day said;
	double age = hours_between(&t->clock, p->steps[0].since_ms, from_ms);

	*e = (struct expectation){0};
	curve_days_open(&days, m, p);
	no_eta = no_promise = days;
	no_eta.eta = NULL;
	no_promise.promised = NULL;
	while (from_ms < until_ms) {
		int32_t day = passage_day(from_ms);
		int64_t end_ms = ((int64_t)day + 1) * DAY_MS;
		bool begins = from_ms == (int64_t)day * DAY_MS || from_ms == p->steps[0].since_ms;
		double next, by_class[ROWS_CLASSES], plain = 0, share;
		int weekday = hours_weekday(&t->clock, day);

		if (end_ms > until_ms)
			end_ms = until_ms;
		share = (double)(end_ms - from_ms) / DAY_MS;
		next = age + hours_between(&t->clock, from_ms, end_ms);
		curve_split(t, age, next, by_class);
		for (size_t c = 0; c < ROWS_CLASSES; c++)
			plain += by_class[c] * t->fixed[c] * t->drift[c];
		said = curve_day_of(&days, day);
		for (size_t c = 0; c < ROWS_CLASSES; c++)
			e->by_class[c] += by_class[c] * said.factor;
		e->by_weekday[weekday] +=
		    plain * said.factor / hours_day_weight(&t->clock, weekday);
		if (days.eta_day != DAY_NONE) {
			size_t class = rows_day_class(day - days.eta_day);

			e->by_eta[class] += expected_on(&no_eta, day, plain, share);
			e->eta_risk[class] += begins ? 1 : 0;
		}
		if (days.promised_day != DAY_NONE) {
			size_t class = rows_day_class(day - days.promised_day);

			e->by_promised[class] += expected_on(&no_promise, day, plain, share);
			e->promised_risk[class] += begins ? 1 : 0;
		}
		from_ms = end_ms;
		age = next;
	}
}

static int
teach_cells(struct tallies *out, const struct passage *p, const char *key, int32_t day,
    const double *expected, size_t count)
{
	int rc = 0;

	for (size_t c = 0; rc == 0 && c < count; c++)
		if (expected[c] > 0)
			rc = teach(out, p, key, day, 2 * c + 1, expected[c]);
	return rc;
}

static int
teach_days(struct tallies *out, const struct passage *p, const char *key, int32_t day,
    const double expected[ROWS_DAY_CLASSES], const double risk[ROWS_DAY_CLASSES])
{
	int rc = 0;

	for (size_t c = 0; rc == 0 && c < ROWS_DAY_CLASSES; c++) {
		if (expected[c] > 0)
			rc = teach(out, p, key, day, 3 * c + 1, expected[c]);
		if (rc == 0 && risk[c] > 0)
			rc = teach(out, p, key, day, 3 * c + 2, risk[c]);
	}
	return rc;
}

/* One factor's row: what was expected without it. */
static int
teach_factor(const struct curve *t, const struct model *m, const struct passage *p, const char *key,
    int32_t day, const struct expectation *e, struct tallies *out)
{
	const struct model_row *row = model_find(m, key);
	double expected[ROWS_CLASSES];

	for (size_t c = 0; c < ROWS_CLASSES; c++)
		expected[c] = e->by_class[c] * t->drift[c] * t->fixed[c] /
		    rows_factor(row, c, rows_factor_doubt, 1);
	return teach_cells(out, p, key, day, expected, ROWS_CLASSES);
}

static int
teach_factors(const struct curve *t, const struct model *m, const struct passage *p, int32_t day,
    const struct expectation *e, struct tallies *out)
{
	char keys[ROWS_FACTORS][ROWS_KEY], key[ROWS_KEY];
	double expected[ROWS_CLASSES], worth = 0;
	size_t n = rows_factor_keys(p, keys);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = teach_factor(t, m, p, keys[i], day, e, out);
	for (size_t c = 0; c < ROWS_CLASSES; c++) {
		expected[c] = e->by_class[c] * t->fixed[c];
		worth += expected[c] * (1 - t->drift[c]);
	}
	rows_network_key(p, key);
	if (rc == 0)
		rc = teach_cells(out, p, key, day, expected, ROWS_CLASSES);
	if (rc == 0)
		rc = teach(out, p, key, day, MODEL_WORTH, worth);
	rows_region_key(p, key);
	if (rc == 0)
		rc = teach_cells(out, p, key, day, expected, ROWS_CLASSES);
	rows_eta_key(p, key);
	if (rc == 0)
		rc = teach_days(out, p, key, day, e->by_eta, e->eta_risk);
	for (int service = 0; rc == 0 && service < 2; service++) {
		rows_promise_key(p, service != 0, key);
		rc = teach_days(out, p, key, day, e->by_promised, e->promised_risk);
	}
	rows_clock_key(key, p->holidays);
	key[ROWS_COUNTRY_KEY] = '\0';
	for (size_t w = 0; rc == 0 && w < MODEL_WEEKDAYS; w++)
		if (e->by_weekday[w] > 0)
			rc =
			    teach(out, p, key, day, MODEL_WEEK_HOURS + 2 * w + 1, e->by_weekday[w]);
	return rc;
}

int
transit_expose(const struct model *m, const struct passage *p, int64_t from_ms, int64_t until_ms,
    struct tallies *out)
{
	int64_t factors_until_ms = taught_until(p, FACTOR_DAYS);
	struct expectation e;
	struct curve t;
	int rc = 0;

	if (from_ms < p->steps[0].since_ms)
		from_ms = p->steps[0].since_ms;
	if (until_ms > taught_until(p, BASE_DAYS))
		until_ms = taught_until(p, BASE_DAYS);
	curve_open(&t, m, p, 0);
	while (rc == 0 && from_ms < until_ms) {
		size_t step = passage_step_at(p, from_ms);
		int64_t end_ms = until_ms;

		if (step + 1 < p->step_count && p->steps[step + 1].since_ms < end_ms)
			end_ms = p->steps[step + 1].since_ms;
		rc = teach_risk(&t, p, step, from_ms, end_ms, out);
		if (rc == 0 && end_ms <= factors_until_ms) {
			expect(&t, m, p, from_ms, end_ms, &e);
			rc = teach_factors(&t, m, p, passage_day(end_ms - 1), &e, out);
		}
		from_ms = end_ms;
	}
	return rc;
}

/* How much of an arrival is the way's, and not that of a day that was said. */
static double
share_of_way(struct curve *t, const struct model *m, const struct passage *p, int64_t at_ms)
{
	int64_t since_ms = p->steps[0].since_ms;
	int32_t day = passage_day(at_ms);
	double begin = hours_between(&t->clock, since_ms, (int64_t)day * DAY_MS);
	double end = hours_between(&t->clock, since_ms, ((int64_t)day + 1) * DAY_MS);
	struct curve_days days;
	struct curve_day said;
	double way;

	curve_days_open(&days, m, p);
	said = curve_day_of(&days, day);
	way = curve_expected(t, begin > 0 ? begin : 0, end, true) * said.factor;
	return way / (way + said.besides);
}

static int
teach_arrived(struct curve *t, const struct model *m, const struct passage *p, int64_t at_ms,
    struct tallies *out)
{
	char keys[ROWS_FACTORS][ROWS_KEY], key[ROWS_KEY];
	int32_t day = passage_day(at_ms);
	double way = share_of_way(t, m, p, at_ms);
	double hazard = curve_hazard(t, hours_between(&t->clock, p->steps[0].since_ms, at_ms));
	size_t class = curve_class(hazard), n = rows_factor_keys(p, keys);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = teach(out, p, keys[i], day, 2 * class, way);
	rows_network_key(p, key);
	if (rc == 0)
		rc = teach(out, p, key, day, 2 * class, way);
	if (rc == 0)
		rc = teach(out, p, key, day, MODEL_WORTH, way * log(t->drift[class]));
	rows_region_key(p, key);
	if (rc == 0)
		rc = teach(out, p, key, day, 2 * class, way);
	rows_eta_key(p, key);
	if (rc == 0 && p->eta_day != DAY_NONE)
		rc = teach(out, p, key, day, 3 * rows_day_class(day - p->eta_day), 1);
	for (int service = 0; rc == 0 && p->deadline_ms != AT_NONE && service < 2; service++) {
		rows_promise_key(p, service != 0, key);
		rc = teach(out, p, key, day, 3 * rows_day_class(day - rows_promised_day(p)), 1);
	}
	rows_clock_key(key, p->holidays);
	key[ROWS_COUNTRY_KEY] = '\0';
	if (rc == 0)
		rc = teach(out, p, key, day,
		    MODEL_WEEK_HOURS + 2 * (size_t)hours_weekday(&t->clock, day), way);
	return rc;
}

/* The hour of the week at which it came, for its country and for the place whose holidays it keeps. */
static int
teach_clock(const struct op_hours *c, const struct passage *p, int64_t at_ms, struct tallies *out)
{
	int32_t day = passage_day(at_ms);
	size_t hour = (size_t)((at_ms - (int64_t)day * DAY_MS) / HOUR_MS);
	size_t cell = (size_t)hours_weekday(c, day) * DAY_HOURS + hour;
	char key[ROWS_KEY];
	int rc;

	rows_clock_key(key, p->holidays);
	rc = teach(out, p, key, day, cell, 1);
	if (rc == 0 && strlen(p->holidays) > 2) {
		key[ROWS_COUNTRY_KEY] = '\0';
		rc = teach(out, p, key, day, cell, 1);
	}
	return rc;
}

int
transit_arrive(const struct model *m, const struct passage *p, int64_t at_ms, struct tallies *out)
{
	size_t step = passage_step_at(p, at_ms);
	char keys[ROWS_LEVELS][ROWS_KEY], gap[ROWS_KEY];
	struct curve t;
	int rc = 0;

	if (at_ms > taught_until(p, BASE_DAYS) || at_ms < p->steps[0].since_ms)
		return 0;
	curve_open(&t, m, p, 0);
	for (size_t s = 0; s <= step; s++) {
		double into;
		size_t bin = hours_bin(hours_between(&t.clock, p->steps[s].since_ms, at_ms), &into);
		size_t levels = rows_base_keys(p, p->steps[s].stage, keys);

		for (size_t i = 0; rc == 0 && i < levels; i++)
			rc = teach(out, p, keys[i], passage_day(at_ms), 2 * bin, 1);
	}
	rows_gap_key(p, gap);
	for (size_t i = 0; rc == 0 && i < p->gap_count; i++)
		rc = teach(out, p, gap, passage_day(at_ms), rows_gap_bin(p->gaps_ms[i]), 1);
	if (rc == 0 && at_ms <= taught_until(p, FACTOR_DAYS))
		rc = teach_arrived(&t, m, p, at_ms, out);
	return rc == 0 ? teach_clock(&t.clock, p, at_ms, out) : rc;
}
