#pragma once

/*
 * calibration: what was said of promises at hand-over, against what became of them, read back from its tallies; and whether the later windows
 * that customers were told held. Pure.
 */

#include "monitor/base/tally.h"
#include "monitor/promise/lessons.h"

struct calibration {
	int64_t said[CALIBRATION_BINS];   /* promises of which such a chance to break was said */
	int64_t broken[CALIBRATION_BINS]; /* of these */
	int64_t told, told_kept, told_again;
};

/* A cell of TALLY_CALIBRATION. */
void calibration_take(struct calibration *c, const struct tally *cell);

/* Promises of which a chance was said. */
int64_t calibration_count(const struct calibration *c);

/* By how much, on average, what was said lay beside what happened, per mille; the middle of a bin stands for it. -1 without any. */
int64_t calibration_deviation(const struct calibration *c);
