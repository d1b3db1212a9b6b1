#pragma once

/*
 * hours: operational hours: an hour of the week in which much is delivered counts for more than one, one at night hardly; holidays count
 * as Sundays. And the bins in which ages are kept: what matters early is the hour, later the week. Pure.
 */

#include "monitor/promise/model.h"
#include "monitor/promise/passage.h"

struct op_hours {
	const double *week; /* of the destination's country, 0..168; NULL: every hour the same */
	const struct model_row *holidays; /* NULL: none are known */
	const int32_t *own_days;
	size_t own_day_count;
};

struct op_hours hours_open(const struct model *m, const struct passage *p);

/* Operational hours between two moments. */
double hours_between(const struct op_hours *c, int64_t from_ms, int64_t until_ms);

/* 0 Monday .. 6 Sunday, and every day that is as one. */
int hours_weekday(const struct op_hours *c, int32_t day);

/* How much an hour of such a day counts, in the middle. */
double hours_day_weight(const struct op_hours *c, int weekday);

/* The bin of an age, and how far into it, 0..1; past the last bin, its end. */
size_t hours_bin(double hours, double *into);
double hours_bin_width(size_t bin);
