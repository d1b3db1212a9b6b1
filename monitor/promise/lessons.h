#pragma once

/*
 * lessons: what a review teaches: the time that a parcel was under way, once that it came, and what that makes of the report and of what had
 * been said. Each part of its way is counted once: shipment.exposed_until and shipment.learned remember. Pure.
 */

#include "monitor/base/judge.h"

/* Cells of TALLY_CALIBRATION; they reach disk. The key is the shop, the day the Monday of the week in which it came, or was to. */
enum calibration_cell {
	CALIBRATION_HANDOVER =
	    0, /* + 2 * bin of the chance said then: promises; + 1: of these the broken ones */
	CALIBRATION_WARNED = 64,      /* the same of what was said when it first was in doubt */
	CALIBRATION_TOLD = 128,       /* later windows that customers were told first */
	CALIBRATION_TOLD_KEPT = 129,  /* of these, it came by the last day */
	CALIBRATION_TOLD_AGAIN = 130, /* of these, another one had to be told */
	CALIBRATION_BIN = 50,         /* per mille of a bin */
	CALIBRATION_BINS = 20
};

struct lessons_question {
	const struct model *model; /* NULL: nothing is learned of its way */
	const struct shop *shop;   /* may be NULL */
	const struct order *order; /* may be NULL */
	int64_t
	    known_utc_ms; /* so far we know that it was under way, if it has not come; AT_NONE: not at all */
};

/* Of a parcel as judged now. ERR_NOMEM. */
int lessons_take(
    const struct lessons_question *q, struct shipment *s, struct tallies *out) MUST_CHECK;
