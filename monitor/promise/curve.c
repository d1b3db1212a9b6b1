#include "monitor/promise/curve.h"

#include <math.h>
#include <stdio.h>

/* How many parcels' worth of doubt stands against a row: its parent weighs as much. Chosen by rolling origin over the Brazilian marketplace
 * history up to April 2018, on wide plateaus: half or twice as much changes the third decimal. */
static const double base_doubt = 60, network_doubt = 100, region_doubt = 70, trend_doubt = 400,
		    day_factor_doubt = 3;

/* The odds against a drift that lasts, before it has shown anything: what the last days had of their own is mostly over when a parcel that is
 * handed over now comes. */
static const double drift_odds = 99;

/* However sure a date has been, one in so many misses it. */
static const double most_on_a_day = .95;

/* Expected arrivals at which the classes begin: half have come at .7, seven of eight at 2. */
static const double class_begins[ROWS_CLASSES - 1] = {.7, 2};

/* How much of the drift of the class before is believed of a class: old parcels are late for reasons of their own. */
static const double drift_carries[ROWS_CLASSES] = {0, 1, 0};

/* Arrivals in six hours where nothing at all is known. */
static const double first_hazard = .01, first_doubt = 2, first_hours = 6;

/* Bayes: arrivals of the last days were so many times as likely with the drift, as it was said on the day before each, as without. */
static double
belief_in_drift(const struct model_row *network)
{
	return 1 / (1 + drift_odds * exp(-model_sum(network, MODEL_WORTH)));
}

/* From the two weeks before the last one to that: the latter drawn to the former, as its logarithm. */
static double
trend_of(const struct model_row *network)
{
	double arrived = 0, expected = 0, before, arrived_now = 0, expected_now = 0;

	for (unsigned c = 0; c < ROWS_CLASSES; c++) {
		arrived += model_before(network, 2 * c);
		expected += model_before(network, 2 * c + 1);
		arrived_now += model_recent(network, 2 * c);
		expected_now += model_recent(network, 2 * c + 1);
	}
	before = (arrived + trend_doubt) / (expected + trend_doubt);
	return log((arrived_now + trend_doubt * before) / (expected_now + trend_doubt) / before);
}

static void
open_drift(struct curve *t, const struct model_row *network, const struct model_row *region)
{
	double wide_before = 1, ratio_before = 1, belief = belief_in_drift(network);

	for (size_t c = 0; c < ROWS_CLASSES; c++) {
		double carry = drift_carries[c];
		double wide = rows_factor(network, c, network_doubt, 1 + carry * (wide_before - 1));
		double usual = wide * (1 + carry * (ratio_before - 1));

		t->drift[c] = rows_factor(region, c, region_doubt, usual);
		t->believed[c] = pow(t->drift[c], belief);
		wide_before = wide;
		ratio_before = t->drift[c] / wide;
	}
	t->trend = belief * trend_of(network);
}

static void
base_open(struct curve_base *b, const struct model *m, const struct passage *p, enum stage stage)
{
	char keys[ROWS_LEVELS][ROWS_KEY];

	b->level_count = rows_base_keys(p, stage, keys);
	for (size_t i = 0; i < b->level_count; i++)
		b->levels[i] = model_find(m, keys[i]);
	b->bins = 0;
	b->hazard[0] = 0;
}

void
curve_open(struct curve *t, const struct model *m, const struct passage *p, size_t step)
{
	const struct passage_step *first = p->steps, *now = first + step;
	char factors[ROWS_FACTORS][ROWS_KEY], network[ROWS_KEY], region[ROWS_KEY];
	size_t n;

	t->clock = hours_open(m, p);
	base_open(&t->way, m, p, first->stage);
	t->stage.level_count = 0;
	if (now > first) {
		base_open(&t->stage, m, p, now->stage);
		t->stage_hours = hours_between(&t->clock, first->since_ms, now->since_ms);
	}
	for (size_t c = 0; c < ROWS_CLASSES; c++)
		t->fixed[c] = 1;
	n = rows_factor_keys(p, factors);
	for (size_t i = 0; i < n; i++) {
		const struct model_row *row = model_find(m, factors[i]);

		for (size_t c = 0; c < ROWS_CLASSES; c++)
			t->fixed[c] *= rows_factor(row, c, rows_factor_doubt, 1);
	}
	rows_network_key(p, network);
	rows_region_key(p, region);
	open_drift(t, model_find(m, network), model_find(m, region));
}

/* ---- the curve ---- */

/* Expected arrivals while in a bin; each level is drawn towards the one above it, the first to what is handed in. */
static double
bin_hazard(const struct curve_base *b, size_t bin, double hazard, double doubt)
{
	for (size_t i = 0; i < b->level_count; i++) {
		const struct model_row *row = b->levels[i];

		if (row != NULL)
			hazard = (rows_arrived(row, bin) + doubt * hazard) /
			    (rows_expected(row, bin) + doubt);
		doubt = base_doubt;
	}
	return hazard;
}

/* Summed up to an age: bins are reckoned as far as they are needed. */
static double
hazard_until(const struct curve_base *b, double hours)
{
	double into;
	size_t bin = hours_bin(hours, &into);

	return b->hazard[bin] + into * (b->hazard[bin + 1] - b->hazard[bin]);
}

static double
way_hazard(struct curve *t, double hours)
{
	struct curve_base *b = &t->way;
	double into;

	for (size_t bin = hours_bin(hours, &into); b->bins <= bin; b->bins++)
		b->hazard[b->bins + 1] = b->hazard[b->bins] +
		    bin_hazard(b, b->bins, first_hazard * hours_bin_width(b->bins) / first_hours,
			first_doubt);
	return hazard_until(b, hours);
}

/* A stage of which little is known is as the way is at that age: a past tells of no stages. */
static double
stage_hazard(struct curve *t, double hours)
{
	struct curve_base *b = &t->stage;
	double into, begin = t->stage_hours;

	for (size_t bin = 0; bin < b->bins; bin++)
		begin += hours_bin_width(bin);
	for (size_t bin = hours_bin(hours, &into); b->bins <= bin; b->bins++) {
		double end = begin + hours_bin_width(b->bins);

		b->hazard[b->bins + 1] = b->hazard[b->bins] +
		    bin_hazard(b, b->bins, way_hazard(t, end) - way_hazard(t, begin), base_doubt);
		begin = end;
	}
	return hazard_until(b, hours);
}

double
curve_hazard(struct curve *t, double hours)
{
	return t->stage.level_count > 0 ? stage_hazard(t, hours) : way_hazard(t, hours);
}

/* Expected arrivals by class between two ages, before any factor. */
void
curve_split(struct curve *t, double from, double until, double out[ROWS_CLASSES])
{
	double low = curve_hazard(t, from), high = curve_hazard(t, until);

	for (size_t c = 0; c < ROWS_CLASSES; c++) {
		double first = c > 0 ? class_begins[c - 1] : 0;
		double last = c + 1 < ROWS_CLASSES ? class_begins[c] : INFINITY;
		double a = low > first ? low : first, b = high < last ? high : last;

		out[c] = b > a ? b - a : 0;
	}
}

size_t
curve_class(double hazard)
{
	size_t class = 0;

	while (class + 1 < ROWS_CLASSES && hazard >= class_begins[class])
		class ++;
	return class;
}

double
curve_expected(struct curve *t, double from_hours, double until_hours, bool drift)
{
	double by_class[ROWS_CLASSES], sum = 0;

	curve_split(t, from_hours, until_hours, by_class);
	for (size_t c = 0; c < ROWS_CLASSES; c++)
		sum += by_class[c] * t->fixed[c] * (drift ? t->believed[c] : 1);
	return sum;
}

void
curve_days_open(struct curve_days *d, const struct model *m, const struct passage *p)
{
	char key[ROWS_KEY];

	*d = (struct curve_days){.eta_day = p->eta_day, .promised_day = DAY_NONE};
	if (p->eta_day != DAY_NONE) {
		rows_eta_key(p, key);
		d->eta = model_find(m, key);
	}
	if (p->deadline_ms != AT_NONE) {
		d->promised_day = rows_promised_day(p);
		rows_promise_key(p, true, key);
		d->promised = model_find(m, key);
		rows_promise_key(p, false, key);
		d->all = model_find(m, key);
	}
}

/* Of those at risk on a day, the share that came because of what was said of it; drawn to the usual one. */
static double
share_on_day(const struct model_row *row, size_t class, double usual)
{
	double arrived = model_sum(row, (unsigned)(3 * class));
	double expected = model_sum(row, (unsigned)(3 * class + 1));
	double at_risk = model_sum(row, (unsigned)(3 * class + 2));
	double more = class == ROWS_ON_DAY && arrived > expected ? arrived - expected : 0;
	double share = (more + rows_factor_doubt * usual) / (at_risk + rows_factor_doubt);

	return share < most_on_a_day ? share : most_on_a_day;
}

/* On days around one of which something was said fewer or more may come than were expected. */
static double
factor_on_day(const struct model_row *row, size_t class)
{
	double factor = (model_sum(row, (unsigned)(3 * class)) + day_factor_doubt) /
	    (model_sum(row, (unsigned)(3 * class + 1)) + day_factor_doubt);

	return class == ROWS_ON_DAY && factor > 1 ? 1 : factor;
}

struct curve_day
curve_day_of(const struct curve_days *d, int32_t day)
{
	double factor = 1, extra = 0;

	if (d->promised != NULL) {
		size_t class = rows_day_class(day - d->promised_day);

		factor = factor_on_day(d->promised, class);
		extra = share_on_day(d->promised, class, share_on_day(d->all, class, 0));
	}
	if (d->eta != NULL) {
		size_t class = rows_day_class(day - d->eta_day);
		double eta_factor = factor_on_day(d->eta, class),
		       eta_extra = share_on_day(d->eta, class, 0);

		factor *= eta_factor;
		extra = eta_extra > extra ? eta_extra : extra;
	}
	return (struct curve_day){.factor = factor, .besides = -log(1 - extra)};
}

double
curve_basis(const struct model *m, const struct passage *p, size_t step, char key[ROWS_KEY])
{
	char keys[ROWS_LEVELS][ROWS_KEY], factors[ROWS_FACTORS][ROWS_KEY];
	size_t n = p->destination[0] == '\0' ? 0 : rows_factor_keys(p, factors);
	double arrived = 0;

	for (size_t i = 0; i < n && i < (p->origin[0] != '\0' ? 2 : 1); i++) {
		arrived = rows_arrived_in(model_find(m, factors[i]), ROWS_CLASSES);
		if (arrived >= LIMIT_FORECAST_LEAST) {
			(void)snprintf(key, ROWS_KEY, "%s", factors[i]);
			return arrived;
		}
	}
	for (;; step = 0) {
		n = rows_base_keys(p, p->steps[step].stage, keys);
		for (size_t i = n; i-- > (p->carrier[0] != '\0' ? 1 : 0);) {
			arrived = rows_arrived_in(model_find(m, keys[i]), MODEL_BINS);
			(void)snprintf(key, ROWS_KEY, "%s", keys[i]);
			if (arrived >= LIMIT_FORECAST_LEAST)
				return arrived;
		}
		if (step == 0)
			return arrived;
	}
}

int64_t
curve_gap_ms(const struct model *m, const struct passage *p, double share)
{
	const struct model_row *row;
	double all = 0, below = 0;
	unsigned bin = 0;
	char key[ROWS_KEY];

	rows_gap_key(p, key);
	row = model_find(m, key);
	for (unsigned i = 0; i < MODEL_GAPS; i++)
		all += model_sum(row, i);
	if (all < LIMIT_FORECAST_LEAST)
		return -1;
	for (; bin + 1 < MODEL_GAPS; bin++) {
		below += model_sum(row, bin);
		if (below >= share * all)
			break;
	}
	return (int64_t)((exp2((bin + .5) / ROWS_GAP_BINS) - 1) * HOUR_MS);
}
