#pragma once

/*
 * curve: one parcel's remaining time as the model knows it: expected arrivals by age from a stage of its way, and what bears on them: its
 * factors, the drift of the last days, what was said of days. Made on the stack, read at once. Pure.
 */

#include "monitor/promise/hours.h"
#include "monitor/promise/rows.h"

/* Expected arrivals by age from where a stage began. */
struct curve_base {
	const struct model_row *levels[ROWS_LEVELS]; /* most general first */
	size_t level_count;
	size_t bins;                   /* reckoned so far */
	double hazard[MODEL_BINS + 1]; /* summed up to the begin of each bin, before any factor */
};

struct curve {
	struct op_hours clock;
	struct curve_base way; /* from the handover */
	struct curve_base
	    stage; /* from a later stage's begin; its level_count is 0 when it is the way itself */
	double stage_hours;            /* how old the way was when the stage began */
	double fixed[ROWS_CLASSES];    /* all factors of the way */
	double drift[ROWS_CLASSES];    /* as seen: what a parcel teaches is reckoned with it */
	double believed[ROWS_CLASSES]; /* as far as it has proved right lately: forecasts are */
	double trend; /* by which the believed one grows or falls, as a logarithm */
};

/* From the step'th stage of its way. */
void curve_open(struct curve *t, const struct model *m, const struct passage *p, size_t step);

/* Expected arrivals between two ages in operational hours, with the believed drift or without. */
double curve_expected(struct curve *t, double from_hours, double until_hours, bool drift);

/* Before any factor: up to an age; and between two, by class. */
double curve_hazard(struct curve *t, double hours);
void curve_split(struct curve *t, double from, double until, double out[ROWS_CLASSES]);
size_t curve_class(double hazard);

/* What was said of days: the carrier's own date, and the promised one. Each is worth what such words have been worth. */
struct curve_days {
	const struct model_row *eta, *promised; /* NULL: not said, or nothing known */
	const struct model_row *all;            /* promised, of all services */
	int32_t eta_day, promised_day;
};

void curve_days_open(struct curve_days *d, const struct model *m, const struct passage *p);
/* What was said makes of a day: so many times the arrivals that the way alone would bring, and so many besides, for their day. */
struct curve_day {
	double factor, besides;
};

struct curve_day curve_day_of(const struct curve_days *d, int32_t day);

/* The time between two scans that such a share stays below, at this carrier; -1: not known. */
int64_t curve_gap_ms(const struct model *m, const struct passage *p, double share);

/* How many parcels like this one have come, and the row that says so: the nearest one of at least LIMIT_FORECAST_LEAST. */
double curve_basis(const struct model *m, const struct passage *p, size_t step, char key[ROWS_KEY]);
