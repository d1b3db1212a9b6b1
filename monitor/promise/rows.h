#pragma once

/*
 * rows: which rows of the model a parcel belongs to, and what a row says. A row of a factor has two cells a class: arrived and expected.
 * Keys reach disk. Pure.
 */

#include "monitor/promise/model.h"
#include "monitor/promise/passage.h"

enum {
	ROWS_KEY = LIMIT_TALLY_KEY_ROOM,
	ROWS_LEVELS = 4,  /* all, carrier, service, distance */
	ROWS_FACTORS = 5, /* lane, region, district, shop, promised days */
	ROWS_CLASSES =
	    3, /* how far along: younger than the usual one when it comes, older, much older */
	ROWS_DAY_CLASSES = 6, /* by distance from a day that was said */
	ROWS_ON_DAY = 3,      /* the day itself */
	ROWS_GAP_BINS = 4,    /* to an octave of hours */
	ROWS_COUNTRY_KEY = 4, /* so much of a clock's key is its country's */
};

/* Doubt against a factor. */
static const double rows_factor_doubt = 12;

/* Most general first; how many. */
size_t rows_base_keys(const struct passage *p, enum stage stage, char keys[ROWS_LEVELS][ROWS_KEY]);
/* The rows that bear on a parcel for all of its way; the lane and the region come first. */
size_t rows_factor_keys(const struct passage *p, char keys[ROWS_FACTORS][ROWS_KEY]);
void rows_network_key(const struct passage *p, char key[ROWS_KEY]);
void rows_region_key(const struct passage *p, char key[ROWS_KEY]);
void rows_eta_key(const struct passage *p, char key[ROWS_KEY]);
/* Of the service, or of all of the carrier's. */
void rows_promise_key(const struct passage *p, bool service, char key[ROWS_KEY]);
void rows_gap_key(const struct passage *p, char key[ROWS_KEY]);
void rows_clock_key(char key[ROWS_KEY], const char *place);

/* The last promised day. */
int32_t rows_promised_day(const struct passage *p);
/* The class of a day that comes so many days after the one that was said. */
size_t rows_day_class(int32_t days_after);
size_t rows_gap_bin(int64_t gap_ms);

double rows_arrived(const struct model_row *row, size_t class);
double rows_expected(const struct model_row *row, size_t class);
/* In the first so many classes together. */
double rows_arrived_in(const struct model_row *row, size_t classes);

/* Arrived over expected, drawn to `usual` by so many parcels of doubt; `usual` without a row. */
double rows_factor(const struct model_row *row, size_t class, double doubt, double usual);
