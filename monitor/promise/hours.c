#include "monitor/promise/hours.h"

#include "monitor/promise/rows.h"

enum { SUNDAY = 6, DAY_HOURS = 24 };

/* ---- age ---- */

/* Bins grow with age: what matters early is the hour, later the week. */
static const struct {
	int bins;
	double width;
} runs[] = {{20, 6}, {20, 12}, {30, 24}, {15, 96}, {30, 240}};

enum { RUNS = sizeof(runs) / sizeof(runs[0]) };

double
hours_bin_width(size_t bin)
{
	size_t run = 0;

	for (; run + 1 < RUNS && bin >= (size_t)runs[run].bins; run++)
		bin -= (size_t)runs[run].bins;
	return runs[run].width;
}

/* The bin of an age, and how far into it, 0..1; past the last bin, its end. */
size_t
hours_bin(double hours, double *into)
{
	size_t first = 0;

	for (size_t run = 0; run < RUNS; run++) {
		double length = runs[run].bins * runs[run].width;

		if (hours < length) {
			double bin = hours > 0 ? hours / runs[run].width : 0;
			size_t whole = (size_t)bin;

			*into = bin - (double)whole;
			return first + whole;
		}
		hours -= length;
		first += (size_t)runs[run].bins;
	}
	*into = 1;
	return MODEL_BINS - 1;
}

/* ---- the clock ---- */

/* A week in which every hour counts the same, where nobody has come yet. */
static double
week_hours(const struct op_hours *c, int hour)
{
	return c->week != NULL ? c->week[hour] : hour;
}

double
hours_day_weight(const struct op_hours *c, int weekday)
{
	int first = weekday * DAY_HOURS;

	return (week_hours(c, first + DAY_HOURS) - week_hours(c, first)) / DAY_HOURS;
}

static bool
is_own_day(const struct op_hours *c, int32_t day)
{
	size_t low = 0, high = c->own_day_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c->own_days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->own_day_count && c->own_days[low] == day;
}

int
hours_weekday(const struct op_hours *c, int32_t day)
{
	bool known;

	if (c->holidays != NULL && model_holiday(c->holidays, day, &known))
		return SUNDAY;
	return is_own_day(c, day) ? SUNDAY : day_weekday(day);
}

/* Operational hours of a day up to a moment of it. */
static double
hours_of_day(const struct op_hours *c, int32_t day, int64_t until_ms)
{
	int first = hours_weekday(c, day) * DAY_HOURS;
	int hour = (int)(until_ms / HOUR_MS);
	double begin = week_hours(c, first + hour), sum = begin - week_hours(c, first);

	if (hour < DAY_HOURS)
		sum += (week_hours(c, first + hour + 1) - begin) * (double)(until_ms % HOUR_MS) /
		    HOUR_MS;
	return sum;
}

double
hours_between(const struct op_hours *c, int64_t from_ms, int64_t until_ms)
{
	int32_t from = passage_day(from_ms), until = passage_day(until_ms);
	double sum = hours_of_day(c, until, until_ms - (int64_t)until * DAY_MS) -
	    hours_of_day(c, from, from_ms - (int64_t)from * DAY_MS);

	for (int32_t day = from; day < until; day++)
		sum += hours_of_day(c, day, DAY_MS);
	return sum;
}

struct op_hours
hours_open(const struct model *m, const struct passage *p)
{
	struct op_hours c = {.own_days = p->own_days, .own_day_count = p->own_day_count};
	const struct model_row *country;
	char key[ROWS_KEY];

	rows_clock_key(key, p->holidays);
	c.holidays = model_find(m, key);
	key[ROWS_COUNTRY_KEY] = '\0';
	country = model_find(m, key);
	c.week = country != NULL ? model_week(country) : NULL;
	return c;
}
