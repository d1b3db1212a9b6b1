#include "monitor/promise/forecast.h"

#include "monitor/base/text.h"

#include <math.h>
#include <stdio.h>

/* What the network will do in the coming weeks is known to a quarter at best: the chance of a wait is that of a mixture. */
static const double network_changes = 14;

/* A trend of the last weeks goes on for so many days, and is believed so far. */
static const double trend_days = 10, trend_belief = 1.6;

enum { LONGEST_DAYS = 400, WEEK_DAYS = 7 };

/* The chance of still waiting, of so many expected arrivals: (1 + x/k)^-k. */
static double
waiting(double expected)
{
	double x = 1 + expected / network_changes, x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;

	return 1 / (x8 * x4 * x2);
}

/* What is left of the trend's force over a time ahead: near ones hardly feel it. */
static double
trend_over(const struct curve *t, double days)
{
	return exp(trend_belief * t->trend * (1 - exp(-days / trend_days)));
}

struct look {
	struct curve curve;
	struct curve_days days;
	bool drift;
	double age; /* operational hours since the stage began */
};

static void
look_open(struct look *l, const struct model *m, const struct passage *p, int64_t at_ms, bool drift)
{
	size_t step = passage_step_at(p, at_ms);

	curve_open(&l->curve, m, p, step);
	curve_days_open(&l->days, m, p);
	l->drift = drift;
	l->age = hours_between(&l->curve.clock, p->steps[step].since_ms, at_ms);
}

/* Where between two moments a chance was reached. */
static void
note_when(
    int64_t *out, double chance, double left_before, double left, int64_t from_ms, int64_t until_ms)
{
	if (*out == AT_NONE && left <= 1 - chance)
		*out = from_ms +
		    (int64_t)((double)(until_ms - from_ms) * (left_before - (1 - chance)) /
			(left_before - left));
}

/* Day by day, and later week by week: how much is still to come. */
static void
walk(struct look *l, const struct passage *p, int64_t at_ms, struct outlook *out)
{
	int32_t today = passage_day(at_ms), day = today;
	int64_t from_ms = at_ms;
	double age = l->age, expected = 0, left = 1;

	out->first_day = today;
	while (day - today < LONGEST_DAYS) {
		int32_t next = day + 1;
		bool due = p->deadline_ms > from_ms;
		int64_t until_ms;
		struct curve_day said = curve_day_of(&l->days, day);
		double older, still;

		if (day - today >= FORECAST_DAYS && !due)
			next = day + WEEK_DAYS;
		until_ms = (int64_t)next * DAY_MS;
		if (due && p->deadline_ms < until_ms)
			until_ms = p->deadline_ms;
		older = age + hours_between(&l->curve.clock, from_ms, until_ms);
		expected += curve_expected(&l->curve, age, older, l->drift) * said.factor +
		    said.besides * (double)(until_ms - from_ms) / DAY_MS;
		still = waiting(l->drift
			? expected * trend_over(&l->curve, (double)(until_ms - at_ms) / DAY_MS)
			: expected);
		if (still > left)
			still = left;
		if (day - today < FORECAST_DAYS)
			out->by_day[day - today] += left - still;
		note_when(&out->p10_ms, .1, left, still, from_ms, until_ms);
		note_when(&out->p50_ms, .5, left, still, from_ms, until_ms);
		note_when(&out->p90_ms, .9, left, still, from_ms, until_ms);
		if (until_ms == p->deadline_ms)
			out->p_late = still;
		left = still;
		age = older;
		from_ms = until_ms;
		day = passage_day(from_ms);
		if (out->p90_ms != AT_NONE && from_ms >= p->deadline_ms &&
		    day - today >= FORECAST_DAYS)
			break;
	}
}

int
outlook_of(
    const struct model *m, const struct passage *p, int64_t at_ms, bool drift, struct outlook *out)
{
	struct look l;
	int64_t last_ms = at_ms + (int64_t)LONGEST_DAYS * DAY_MS;

	*out = (struct outlook){.p_late = -1,
	    .p10_ms = AT_NONE,
	    .p50_ms = AT_NONE,
	    .p90_ms = AT_NONE,
	    .days = FORECAST_DAYS};
	out->n = curve_basis(m, p, passage_step_at(p, at_ms), out->basis);
	if (out->n < LIMIT_FORECAST_LEAST)
		return ERR_NOT_FOUND;
	look_open(&l, m, p, at_ms, drift);
	if (p->deadline_ms != AT_NONE && p->deadline_ms <= at_ms)
		out->p_late = 1;
	walk(&l, p, at_ms, out);
	if (out->p10_ms == AT_NONE)
		out->p10_ms = last_ms;
	if (out->p50_ms == AT_NONE)
		out->p50_ms = last_ms;
	if (out->p90_ms == AT_NONE)
		out->p90_ms = last_ms;
	return 0;
}

/* ---- of a shipment ---- */

static int32_t
per_mille(double chance)
{
	return (int32_t)lround(1000 * chance);
}

/* Points from one reason to the next; a reason that changes nothing is none. */
static void
add_step(struct forecast *f, const char *id, double *so_far, double chance, int64_t value)
{
	int32_t points = per_mille(chance) - per_mille(*so_far);

	*so_far = chance;
	if (points == 0 && f->step_count > 0)
		return;
	(void)text_cut(f->steps[f->step_count].id, sizeof(f->steps[0].id), span_of(id));
	f->steps[f->step_count].points = points;
	f->steps[f->step_count++].value = value;
}

/* From what the lane is like to the chance as said: our own hours, how long it has been where it is, the last weeks, what was said of
 * days. */
static void
add_steps(const struct model *m, const struct passage *p, int64_t at_ms, const struct outlook *o,
    struct forecast *f)
{
	int64_t handover_ms = p->steps[0].since_ms;
	int64_t planned_ms = p->planned_ms != AT_NONE ? p->planned_ms : handover_ms;
	struct look first, now;
	double due, so_far = 0, hours;

	look_open(&first, m, p, handover_ms, false);
	look_open(&now, m, p, at_ms, true);
	hours = planned_ms < p->deadline_ms
	    ? hours_between(&first.curve.clock, planned_ms, p->deadline_ms)
	    : 0;
	add_step(f, "lane", &so_far, waiting(curve_expected(&first.curve, 0, hours, false)),
	    (int64_t)o->n);
	hours = hours_between(&first.curve.clock, handover_ms, p->deadline_ms);
	add_step(f, "own_hours", &so_far, waiting(curve_expected(&first.curve, 0, hours, false)),
	    handover_ms - planned_ms);
	due = now.age + hours_between(&now.curve.clock, at_ms, p->deadline_ms);
	add_step(f, "silence", &so_far, waiting(curve_expected(&now.curve, now.age, due, false)),
	    at_ms - (p->scan_ms != AT_NONE ? p->scan_ms : handover_ms));
	hours = curve_expected(&now.curve, now.age, due, true) *
	    trend_over(&now.curve, (double)(p->deadline_ms - at_ms) / DAY_MS);
	add_step(f, "drift", &so_far, waiting(hours), per_mille(now.curve.believed[0]));
	add_step(f, "carrier_date", &so_far, o->p_late, p->eta_day);
}

/* Of as many times as such a chance was said at this shop, how often it was late. */
static void
add_came_true(const struct model *m, const struct passage *p, struct forecast *f)
{
	const struct model_row *row;
	char key[LIMIT_TALLY_KEY_ROOM];
	unsigned bin = (unsigned)f->p_late / MODEL_SAID_WIDTH;
	double said, late;

	if (bin >= MODEL_SAID_BINS)
		bin = MODEL_SAID_BINS - 1;
	(void)snprintf(key, sizeof(key), "%c|%s", MODEL_SAID, p->shop);
	row = model_find(m, key);
	said = model_sum(row, 2 * bin) * MODEL_PARCEL;
	late = model_sum(row, 2 * bin + 1) * MODEL_PARCEL;
	f->came_true_n = (int64_t)said;
	if (f->came_true_n > 0)
		f->came_true = per_mille(late / said);
}

/* The days as they add up to 1000: what is left of each goes to the next. */
static void
add_days(const struct outlook *o, struct forecast *f)
{
	double sum = 0;
	int32_t given = 0;

	f->first_day = o->first_day;
	f->chance_count = o->days;
	for (size_t i = 0; i < o->days; i++) {
		sum += o->by_day[i];
		f->chances[i] = per_mille(sum) - given;
		given += f->chances[i];
	}
	f->after = 1000 - given;
}

static enum forecast_answer
why_none(const struct shipment *s)
{
	if (s->cancelled || s->superseded || s->direction == DIRECTION_RETURN)
		return FORECAST_NONE;
	if (s->first_attempt.kind != WHEN_NONE || s->closed_utc_ms != AT_NONE)
		return FORECAST_OVER;
	return s->held_by != 0 ? FORECAST_HELD : FORECAST_MADE;
}

void
forecast_of(const struct model *m, uint64_t generation, const struct shipment *s,
    int64_t now_utc_ms, struct forecast *out)
{
	struct forecast f = FORECAST_INIT;
	struct passage p;
	struct outlook o;
	int64_t offset_ms, at_ms;

	f.at_utc_ms = now_utc_ms;
	f.generation = generation;
	f.answer = why_none(s);
	if (f.answer == FORECAST_MADE && !passage_of(s, &p, &offset_ms))
		f.answer = FORECAST_UNSCANNED;
	if (f.answer != FORECAST_MADE) {
		*out = f;
		return;
	}
	at_ms = now_utc_ms + offset_ms;
	if (at_ms < p.steps[0].since_ms)
		at_ms = p.steps[0].since_ms;
	if (outlook_of(m, &p, at_ms, true, &o) < 0)
		f.answer = FORECAST_TOO_FEW;
	f.n = (int64_t)o.n;
	(void)text_cut(f.basis, sizeof(f.basis), span_of(o.basis));
	f.gap_p50_ms = curve_gap_ms(m, &p, .5);
	f.gap_p90_ms = curve_gap_ms(m, &p, .9);
	if (f.answer == FORECAST_MADE) {
		f.p10_utc_ms = o.p10_ms - offset_ms;
		f.p50_utc_ms = o.p50_ms - offset_ms;
		f.p90_utc_ms = o.p90_ms - offset_ms;
		add_days(&o, &f);
	}
	if (f.answer == FORECAST_MADE && o.p_late >= 0) {
		f.p_late = per_mille(o.p_late);
		add_came_true(m, &p, &f);
		if (at_ms < p.deadline_ms)
			add_steps(m, &p, at_ms, &o, &f);
	}
	*out = f;
}
