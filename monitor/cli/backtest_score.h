#pragma once

/*
 * backtest_score: how good chances and alerts were, by the measures of the field, each with the interval in which nineteen of twenty
 * resamples of the shipments lie. Late shipments are the positives; rows weigh as told. Pure.
 */

#include "monitor/base/when.h"

#include <stdbool.h>

struct rng {
	uint64_t state;
};

struct interval {
	double low, high;
};

/* ---- chances ---- */

struct scored {
	double p;
	double weight;
	bool late;
};

enum { SCORE_BINS = 10 };

struct bin {
	double weight, said, late; /* said and late: weighted sums */
	size_t count;
};

struct chances {
	size_t count;
	double late;        /* share */
	double auc, ap;     /* NAN where all are late or none is */
	double brier, base; /* base: of saying the share of late ones to all */
	double calibration; /* mean distance between said and happened, by bins */
	struct bin bins[SCORE_BINS];
	struct interval auc_range, skill_range; /* skill: 1 - brier / base */
};

/* Sorts `rows`. `resamples` 0: no ranges. ERR_NOMEM. */
int score_chances(
    struct scored *rows, size_t count, size_t resamples, struct chances *out) MUST_CHECK;

/* ---- alerts ---- */

struct alerted {
	int64_t
	    lead_ms; /* from the first alert to the deadline; 0 or less, or AT_NONE: none in time */
	double weight;
	bool late;
};

struct alerts {
	double count, false_alarms; /* weighted */
	double precision, recall;
	double warned_24h, warned_48h, warned_72h; /* shares of the late ones */
	double lead_p10_h, lead_p50_h, lead_p90_h; /* of the true ones */
	double
	    ewu; /* early warning utility: lead up to 72 h, less a quarter for each false alarm, per late one */
	struct interval precision_range, recall_range, ewu_range;
};

int score_alerts(
    const struct alerted *rows, size_t count, size_t resamples, struct alerts *out) MUST_CHECK;
