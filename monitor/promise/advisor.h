#pragma once

/*
 * advisor: which promise can be kept: of the parcels of a lane that are over, how many days they took from the order to the first attempt, and so
 * how often a promise of so many days would have been kept. Refuses where there are too few. Days are those of report.h's took_cell. Pure.
 */

#include "monitor/promise/report.h"

/* A share is advised from 3 / (1 - share) parcels on: with fewer, even none broken would not show it (the rule of three). */
enum { ADVICE_WEEKS = 26, ADVICE_TARGETS = 3 };

struct advice_day {
	int32_t days;    /* promised; -1: too few parcels to say */
	int64_t kept;    /* per mille of the parcels in the window; -1 */
	int64_t needs_n; /* parcels from which on it is said */
};

struct advice {
	int32_t from_monday, until_monday; /* weeks of the window */
	int64_t n;                         /* parcels in it, those included that never came */
	int64_t took[TOOK_DAYS_MOST + 1];  /* by days */
	int64_t never;
	int64_t promised[TOOK_DAYS_MOST + 1], promised_kept[TOOK_DAYS_MOST + 1];
};

/* The window that ends with the week of `today`. */
void advice_init(struct advice *a, int32_t today);

/* A cell of TALLY_TOOK of the lane and carrier; one of another week is passed over. */
void advice_take(struct advice *a, const struct tally *cell);

/* How many of a thousand a promise of so many days would have kept; -1 without a parcel. */
int64_t advice_kept(const struct advice *a, int32_t days);

/* The shortest promise that would have been kept so often. days -1 where there are too few parcels, or so many never came. */
struct advice_day advice_shortest(const struct advice *a, int64_t per_mille);

/* The promise that is made most often, the longer of two alike; -1: none is known. */
int32_t advice_today(const struct advice *a);

/* The shares that are told: 900, 950, 990. */
extern const int64_t advice_targets[ADVICE_TARGETS];

/* Fewer parcels than this, and nothing is advised. */
int64_t advice_least(void);
