#pragma once

/*
 * passage: one parcel's way as the model sees it: from whom, by whom, where from and to, how long was promised, and when it reached each
 * stage. All moments are wall clock at the destination, in ms since 1970 there: hours of the week and days mean the same to everyone
 * on the way. A plain value; pure.
 */

#include "monitor/base/shipment.h"

/* Reaches disk, as a digit. */
enum stage {
	STAGE_ACCEPTED = 0,
	STAGE_IN_TRANSIT = 1,
	STAGE_CUSTOMS = 2,
	STAGE_OUT_FOR_DELIVERY = 3,
	STAGE_ATTEMPTED = 4,
	STAGE_EXCEPTION = 5,
	STAGES
};

enum { PASSAGE_NAME_ROOM = 16, PASSAGE_STEPS = 8, PASSAGE_GAPS = 16 };

struct passage_step {
	enum stage stage;
	int64_t since_ms;
};

struct passage {
	char carrier[LIMIT_ID_ROOM];
	char service[PASSAGE_NAME_ROOM];
	char shop[LIMIT_SHOP_ROOM];
	char origin[PASSAGE_NAME_ROOM];      /* a side of the lane, "" unknown */
	char destination[PASSAGE_NAME_ROOM]; /* a side of the lane, "" unknown */
	char district[PASSAGE_NAME_ROOM];    /* within the destination's region, "" unknown */
	char holidays[PASSAGE_NAME_ROOM];    /* whose: "ES-MD", "" nobody's */
	const int32_t *own_days; /* borrowed, ascending: more days on which nobody delivers */
	size_t own_day_count;
	int32_t distance_km; /* -1 unknown */
	bool abroad;
	int64_t weight; /* of MODEL_PARCEL: a sample's share */

	int64_t planned_ms;  /* when it was to be handed over; AT_NONE */
	int64_t deadline_ms; /* first moment at which the promise is broken; AT_NONE */
	int64_t scan_ms;     /* the last scan; AT_NONE while the handover is the only one */
	int32_t eta_day;     /* the carrier's own; DAY_NONE */
	struct passage_step steps[PASSAGE_STEPS]; /* the first is the handover */
	size_t step_count;
	int64_t gaps_ms[PASSAGE_GAPS]; /* between its scans, the first ones */
	size_t gap_count;
};

#define PASSAGE_INIT                                                                               \
	((struct passage){.distance_km = -1,                                                       \
	    .weight = 1000000,                                                                     \
	    .planned_ms = AT_NONE,                                                                 \
	    .deadline_ms = AT_NONE,                                                                \
	    .scan_ms = AT_NONE,                                                                    \
	    .eta_day = DAY_NONE})

/* What an open or finished shipment says of its way; *offset_ms is what its moments were moved by from UTC. False when it was never handed
 * over, or when that is not known. */
bool passage_of(const struct shipment *s, struct passage *out, int64_t *offset_ms);

/* The stage at a moment: the last step begun by then; 0 before all. */
size_t passage_step_at(const struct passage *p, int64_t at_ms);

int32_t passage_day(int64_t at_ms);
