#include "monitor/promise/calibration.h"

#include <stdlib.h>

enum { PER_MILLE = 1000 };

void
calibration_take(struct calibration *c, const struct tally *cell)
{
	int bin = (cell->cell - CALIBRATION_HANDOVER) / 2;

	if (cell->cell < CALIBRATION_WARNED && bin < CALIBRATION_BINS) {
		int64_t *sum = cell->cell % 2 == 0 ? c->said : c->broken;

		sum[bin] += cell->add;
	} else if (cell->cell == CALIBRATION_TOLD) {
		c->told += cell->add;
	} else if (cell->cell == CALIBRATION_TOLD_KEPT) {
		c->told_kept += cell->add;
	} else if (cell->cell == CALIBRATION_TOLD_AGAIN) {
		c->told_again += cell->add;
	}
}

int64_t
calibration_count(const struct calibration *c)
{
	int64_t n = 0;

	for (int i = 0; i < CALIBRATION_BINS; i++)
		n += c->said[i];
	return n;
}

int64_t
calibration_deviation(const struct calibration *c)
{
	int64_t n = calibration_count(c), beside = 0;

	for (int64_t i = 0; i < CALIBRATION_BINS; i++)
		beside += llabs(c->said[i] * (i * CALIBRATION_BIN + CALIBRATION_BIN / 2) -
		    c->broken[i] * PER_MILLE);
	return n > 0 ? beside / n : -1;
}
