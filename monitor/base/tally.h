#pragma once

/*
 * tally: what is learned and reported, as integers that add up: exact, in any order, mergeable. A tally adds to one cell of one row; a row
 * is named by its table, its day and its key. What keys and cells mean is the judge's alone; the store adds, keeps and drops what is older
 * than the table's horizon. Pure.
 */

#include "monitor/base/limits.h"
#include "monitor/base/when.h"

/* Reaches disk. */
enum tally_table {
	TALLY_TRANSIT = 1, /* the model: exposure and arrivals; `day` is a day */
	TALLY_SCAN = 2,    /* scans expected and seen; `day` is an hour number: UTC ms / HOUR_MS */
	TALLY_REPORT =
	    3, /* kept, late and causes; the key begins with the shop and '|', `day` is a week's Monday */
	TALLY_CALIBRATION = 4, /* what was said against what happened; `day` is a day */
	TALLY_PAST = 5, /* past shipments that have been learned from, so that each is once */
	TALLY_TOOK = 6, /* days that orders took, for advice; key and day as of the report */
	TALLY_GAP = 7,  /* how long scans usually keep each other waiting; `day` is a day */
	TALLY_TABLES
};

struct tally {
	enum tally_table table;
	char key[LIMIT_TALLY_KEY_ROOM]; /* not empty */
	int32_t day;
	uint16_t cell;
	int64_t add;
};

const char *tally_table_name(enum tally_table table);

/* Rows of a day before this one are dropped. */
int32_t tally_horizon(enum tally_table table, int64_t now_utc_ms);

/* Its rows are fed to the judge's model. */
bool tally_in_model(enum tally_table table);

/* A list of them, as a decision gives it. */
struct tallies {
	struct tally *items; /* owned */
	size_t count, room;
};

/* An `add` of 0 is none. ERR_NOMEM, ERR_TOO_BIG (a key that does not fit), ERR_RANGE (an empty one). */
int tallies_add(struct tallies *t, enum tally_table table, const char *key, int32_t day,
    uint16_t cell, int64_t add) MUST_CHECK;
void tallies_clear(struct tallies *t);
