#include "monitor/cli/backtest_score.h"

#include <math.h>
#include <stdlib.h>

enum { FULL_LEAD_H = 72, SEED = 1 };
static const double false_alarm_cost = .25;

/* splitmix64: small, and the same everywhere. */
static uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* How often each row is drawn in one resample. */
static void
draw(struct rng *r, uint32_t *times, size_t count)
{
	for (size_t i = 0; i < count; i++)
		times[i] = 0;
	for (size_t i = 0; i < count; i++)
		times[(size_t)(((unsigned __int128)rng_next(r) * count) >> 64)]++;
}

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts. Between two values the way is straight. */
static double
quantile(double *values, size_t count, double q)
{
	double at = q * (double)(count - 1);
	size_t low = (size_t)at;

	if (count == 0)
		return NAN;
	qsort(values, count, sizeof(*values), compare_doubles);
	return values[low] +
	    (at - (double)low) * (values[low + 1 < count ? low + 1 : low] - values[low]);
}

static struct interval
range_of(double *values, size_t count)
{
	struct interval range = {quantile(values, count, .025), NAN};

	range.high = quantile(values, count, .975);
	return range;
}

/* ---- chances ---- */

static int
compare_scored(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	return (x->p > y->p) - (x->p < y->p);
}

static double
weight_of(const struct scored *row, const uint32_t *times, size_t i)
{
	return times != NULL ? row->weight * times[i] : row->weight;
}

/* Over rows by rising p; those that say the same are one step. */
static void
measure(const struct scored *rows, const uint32_t *times, size_t count, struct chances *out)
{
	double late = 0, kept = 0, area = 0, square = 0, precision = 0, flagged, hits;

	for (size_t i = 0; i < count;) {
		double step_late = 0, step_kept = 0;
		size_t j = i;

		for (; j < count && rows[j].p <= rows[i].p; j++) {
			double weight = weight_of(&rows[j], times, j), y = rows[j].late ? 1 : 0;

			*(rows[j].late ? &step_late : &step_kept) += weight;
			square += weight * (rows[j].p - y) * (rows[j].p - y);
		}
		area += step_late * (kept + step_kept / 2);
		late += step_late;
		kept += step_kept;
		i = j;
	}
	flagged = hits = 0;
	for (size_t i = count; i > 0;) {
		double step_hits = 0;
		size_t j = i;

		for (; j > 0 && rows[j - 1].p >= rows[i - 1].p; j--) {
			double weight = weight_of(&rows[j - 1], times, j - 1);

			flagged += weight;
			step_hits += rows[j - 1].late ? weight : 0;
		}
		hits += step_hits;
		if (flagged > 0)
			precision += step_hits * hits / flagged;
		i = j;
	}
	out->late = late / (late + kept);
	out->base = out->late * (1 - out->late);
	out->brier = square / (late + kept);
	out->auc = late > 0 && kept > 0 ? area / (late * kept) : NAN;
	out->ap = late > 0 ? precision / late : NAN;
}

static void
fill_bins(const struct scored *rows, size_t count, struct chances *out)
{
	double all = 0, apart = 0;

	for (size_t i = 0; i < count; i++) {
		size_t b = (size_t)(rows[i].p * SCORE_BINS);
		struct bin *bin = &out->bins[b < SCORE_BINS ? b : SCORE_BINS - 1];

		bin->weight += rows[i].weight;
		bin->said += rows[i].weight * rows[i].p;
		bin->late += rows[i].late ? rows[i].weight : 0;
		bin->count++;
		all += rows[i].weight;
	}
	for (size_t b = 0; b < SCORE_BINS; b++)
		apart += fabs(out->bins[b].said - out->bins[b].late);
	out->calibration = apart / all;
}

int
score_chances(struct scored *rows, size_t count, size_t resamples, struct chances *out)
{
	uint32_t *times = calloc(count + 1, sizeof(*times));
	double *aucs = calloc(resamples + 1, sizeof(*aucs));
	double *skills = calloc(resamples + 1, sizeof(*skills));
	struct rng rng = {SEED};
	size_t drawn_count = 0;
	int rc = times == NULL || aucs == NULL || skills == NULL ? ERR_NOMEM : 0;

	*out = (struct chances){.count = count};
	qsort(rows, count, sizeof(*rows), compare_scored);
	if (rc == 0 && count > 0) {
		measure(rows, NULL, count, out);
		fill_bins(rows, count, out);
	}
	for (size_t i = 0; rc == 0 && count > 0 && i < resamples; i++) {
		struct chances drawn;

		draw(&rng, times, count);
		measure(rows, times, count, &drawn);
		if (!isfinite(drawn.auc))
			continue; /* of one kind alone */
		aucs[drawn_count] = drawn.auc;
		skills[drawn_count++] = 1 - drawn.brier / drawn.base;
	}
	if (rc == 0 && drawn_count > 0) {
		out->auc_range = range_of(aucs, drawn_count);
		out->skill_range = range_of(skills, drawn_count);
	}
	free(times);
	free(aucs);
	free(skills);
	return rc;
}

/* ---- alerts ---- */

static void
measure_alerts(const struct alerted *rows, const uint32_t *times, size_t count, struct alerts *out)
{
	double late = 0, hits = 0, credit = 0, warned[3] = {0};

	*out = (struct alerts){0};
	for (size_t i = 0; i < count; i++) {
		double weight = times != NULL ? rows[i].weight * times[i] : rows[i].weight;
		double lead_h = (double)rows[i].lead_ms / HOUR_MS;

		late += rows[i].late ? weight : 0;
		if (rows[i].lead_ms <= 0)
			continue;
		out->count += weight;
		if (!rows[i].late) {
			out->false_alarms += weight;
			continue;
		}
		hits += weight;
		credit += weight * (lead_h < FULL_LEAD_H ? lead_h / FULL_LEAD_H : 1);
		for (size_t k = 0; k < 3; k++)
			if (lead_h >= 24.0 * (double)(k + 1))
				warned[k] += weight;
	}
	out->precision = out->count > 0 ? hits / out->count : NAN;
	out->recall = hits / late;
	out->warned_24h = warned[0] / late;
	out->warned_48h = warned[1] / late;
	out->warned_72h = warned[2] / late;
	out->ewu = (credit - false_alarm_cost * out->false_alarms) / late;
}

int
score_alerts(const struct alerted *rows, size_t count, size_t resamples, struct alerts *out)
{
	uint32_t *times = calloc(count + 1, sizeof(*times));
	double *values = calloc(3 * (resamples + 1), sizeof(*values));
	double *leads = calloc(count + 1, sizeof(*leads));
	struct rng rng = {SEED};
	size_t lead_count = 0;
	int rc = times == NULL || values == NULL || leads == NULL ? ERR_NOMEM : 0;

	for (size_t i = 0; rc == 0 && i < count; i++)
		if (rows[i].late && rows[i].lead_ms > 0)
			leads[lead_count++] = (double)rows[i].lead_ms / HOUR_MS;
	if (rc == 0) {
		measure_alerts(rows, NULL, count, out);
		out->lead_p10_h = quantile(leads, lead_count, .1);
		out->lead_p50_h = quantile(leads, lead_count, .5);
		out->lead_p90_h = quantile(leads, lead_count, .9);
	}
	for (size_t i = 0; rc == 0 && count > 0 && i < resamples; i++) {
		struct alerts drawn;

		draw(&rng, times, count);
		measure_alerts(rows, times, count, &drawn);
		values[i] = drawn.precision;
		values[resamples + i] = drawn.recall;
		values[2 * resamples + i] = drawn.ewu;
	}
	if (rc == 0 && resamples > 0) {
		out->precision_range = range_of(values, resamples);
		out->recall_range = range_of(values + resamples, resamples);
		out->ewu_range = range_of(values + 2 * resamples, resamples);
	}
	free(times);
	free(values);
	free(leads);
	return rc;
}
