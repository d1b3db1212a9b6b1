#pragma once

/*
 * model: what has been learned, in memory: sums of tallies, kept by periods of days, each weighing less the older it is. Sums are whole
 * numbers, so that the order in which tallies come, and how often the program began anew, do not matter. A row belongs to a key; its
 * first letter says of which kind it is. Knows nothing of parcels (see transit.h). Belongs to one thread.
 */

#include "monitor/base/tally.h"
#include "monitor/promise/gaps.h"

#include <stdbool.h>

struct model;
struct model_row;

/* Tallies count millionths of parcels. */
#define MODEL_PARCEL 1000000

/* The first letter of a key. Reaches disk. */
enum model_kind {
	MODEL_BASE = 'b',   /* at risk and arrived by age: two cells a bin */
	MODEL_FACTOR = 'f', /* arrived and expected by class: two cells a class */
	MODEL_DRIFT = 'd',  /* the same of a region, lately */
	MODEL_NETWORK =
	    'n', /* the same of a carrier as a whole, quicker; and what the drift was worth */
	MODEL_DAYS =
	    'a', /* arrived, expected and at risk by distance from a day that was said: three cells a class */
	MODEL_CLOCK =
	    'c', /* arrivals by hour of the week; then arrived and expected by weekday: two cells a day */
	MODEL_GAP = 'g', /* gaps between scans, by length */
	MODEL_SAID =
	    's', /* rows of TALLY_CALIBRATION, by shop: what was said against what happened, as lessons.h has it */
};

enum {
	MODEL_BINS = 115,
	MODEL_CLASSES = 6,
	MODEL_WORTH = 2 * MODEL_CLASSES, /* the cell of it in a MODEL_NETWORK row */
	MODEL_WEEK_HOURS = 168,
	MODEL_WEEKDAYS = 7,
	MODEL_GAPS = 48,
	MODEL_SAID_BINS =
	    20, /* of chances said at handover, each MODEL_SAID_WIDTH per mille wide: two cells a bin */
	MODEL_SAID_WIDTH = 50,
	MODEL_SAID_CELLS = 2 * MODEL_SAID_BINS,
};

struct model *model_new(void);
void model_free(struct model *m);

/* ERR_NOMEM; what is no row of the model, or one too many, is passed over. */
int model_add(struct model *m, const struct tally *t);

/* The day under which a tally of that kind and day is filed. */
int32_t model_period(enum model_kind kind, int32_t day);

/* NULL: nothing is known. Valid until the next add. */
const struct model_row *model_find(const struct model *m, const char *key);

/* Parcels in a cell, as they weigh today; 0 for NULL. */
double model_sum(const struct model_row *row, unsigned cell);

/* Of a MODEL_NETWORK row: in the last seven days, and in the fourteen before them. */
double model_recent(const struct model_row *row, unsigned cell);
double model_before(const struct model_row *row, unsigned cell);

/* Of a MODEL_CLOCK row: operational hours since Monday 0:00, by hour of the week, 0..168; the week's sum is 168. */
const double *model_week(const struct model_row *row);
/* Of a MODEL_CLOCK row, whose key ends in a place of holidays. */
bool model_holiday(const struct model_row *row, int32_t day, bool *known);

/* The latest day that anything was learned of. */
int32_t model_day(const struct model *m);
/* What is usual between scans: fed with the model. */
const struct gaps *model_gaps(const struct model *m);
size_t model_rows(const struct model *m);
size_t model_bytes(const struct model *m);
