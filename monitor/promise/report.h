#pragma once

/*
 * report: what became of promises, week by week, per shop, lane and carrier: written as tallies when a parcel's outcome is known, read back into
 * sums that say where we stand. Exact and mergeable: any order, any grouping gives the same. Pure.
 *
 * Rows of TALLY_REPORT and TALLY_TOOK have the key "shop|lane|carrier" and the day of the Monday of the week for which the promise was made
 * (without a promise: in which it came).
 */

#include "monitor/base/order.h"
#include "monitor/base/tally.h"
#include "monitor/promise/cause.h"
#include "monitor/promise/lane.h"

/* Cells of TALLY_REPORT; they reach disk. */
enum report_cell {
	REPORT_KEPT = 0,
	REPORT_LATE = 1,
	REPORT_LOST = 2, /* promised, and never came: lost, or turned back on its way */
	REPORT_BELOW =
	    3, /* 1 in the week in which the shop was told that the lane fell below its target */
	REPORT_CAUSE = 8, /* + enum cause: ms of lateness */
	REPORT_LEAD =
	    16, /* broken ones of which the customer heard nothing before the promised day was over; + 1 +
		 * steps: those of which they first heard so long before its end */
	REPORT_LEAD_STEPS = 40, /* and more */
	REPORT_LEAD_STEP_MS = 6 * HOUR_MS,
	REPORT_LEADS = REPORT_LEAD_STEPS + 2,
	REPORT_CELLS = REPORT_LEAD + REPORT_LEADS,
};

/* Cells of TALLY_TOOK; they reach disk. Days are the destination's working days after the day of the order (of the registration, where
 * that was not told) up to the first attempt; one on a day of rest counts for the next. */
enum took_cell {
	TOOK_DAYS = 0,       /* + days: parcels that came then */
	TOOK_NEVER = 99,     /* lost */
	TOOK_PROMISED = 100, /* + days: parcels to which so many were promised */
	TOOK_KEPT = 200,     /* + days: of these, the kept ones */
	TOOK_DAYS_MOST = 60, /* and more */
};

/* What a settled parcel adds. Withdrawn ones and returns add nothing. `usual_ms` as in cause_split; `shop` may be NULL, and `order`: what
 * its customer was told is not known then. */
int report_add(const struct shipment *s, const struct order *order, const struct shop *shop,
    int64_t usual_ms, struct tallies *out) MUST_CHECK;

/* The working days at `place` after `from` that a promise for (or an arrival on) `day` amounts to; 0..TOOK_DAYS_MOST. */
int32_t report_days(struct holiday_place place, int32_t from, int32_t day);

int32_t report_monday(int32_t day);

/* ---- read back ---- */

enum { REPORT_WEEKS_MOST = 104, REPORT_RECENT_WEEKS = 4 };

struct report_sum {
	int64_t kept, late, lost;
	int64_t recent_kept, recent_broken; /* of the last REPORT_RECENT_WEEKS */
	int64_t below;
	int64_t cause_ms[CAUSE_COUNT];
	int64_t lead[REPORT_LEADS]; /* as the cells from REPORT_LEAD on */
};

/* Of broken promises of parcels that we followed, how early their customers first heard of it. */
struct report_warned {
	int64_t n;          /* the broken ones */
	int64_t before;     /* told before the promised day was over */
	int64_t day_before; /* of these a day before or more */
	int64_t median_ms;  /* half of those told before heard at least so long before; -1: none */
};

struct report_row {
	char lane[LANE_ROOM];
	char carrier[LIMIT_ID_ROOM];
	struct report_sum sum;
};

struct report {
	int32_t monday; /* of the last week */
	int32_t week_count;
	struct report_sum weeks[REPORT_WEEKS_MOST]; /* oldest first; their `recent` parts are nil */
	struct report_sum whole;
	struct report_row *rows; /* owned; by lane and carrier */
	size_t count, room;
	size_t last; /* of the cell before, whose key is */
	char last_key[LIMIT_TALLY_KEY_ROOM];
};

/* `weeks` 1..REPORT_WEEKS_MOST, the one of `today` the last. */
void report_init(struct report *r, int32_t today, int32_t weeks);
void report_clear(struct report *r);

/* A cell of TALLY_REPORT; one of another week is passed over. ERR_NOMEM, ERR_MALFORMED (a key that is none of ours). */
int report_take(struct report *r, const struct tally *cell) MUST_CHECK;

/* Kept of those whose outcome is known, per mille; -1 where there are none. */
int64_t report_rate(int64_t kept, int64_t broken);

struct report_warned report_warned(const struct report_sum *s);

/* Add what stands in `b` to `a`. */
void report_sum_add(struct report_sum *a, const struct report_sum *b);
