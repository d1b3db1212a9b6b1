#pragma once

/*
 * gaps: how long parcels of a carrier usually go without a new scan, where they are scanned next, and what that makes expected of every depot in
 * every hour: each scan promises the next one, spread over the depots and hours in which it usually comes; each one that comes is counted where it
 * was read. A depot that stands still is then seen without looking at any parcel. Gaps are measured as we see them, from a scan to the
 * answer that tells the next, so our own polling is part of what is usual. Sums alone: exact, in any order. Pure.
 */

#include "monitor/base/shipment.h"
#include "monitor/base/tally.h"

struct gaps;

struct gaps *gaps_new(void); /* NULL: out of memory */
void gaps_free(struct gaps *g);
/* A cell of TALLY_GAP. ERR_NOMEM. */
int gaps_add(struct gaps *g, const struct tally *t) MUST_CHECK;

enum { GAPS_DEPOT_ROOM = 21 }; /* a key names two of them */

/* A place as keys name it: letters and digits in capitals, cut. */
void gaps_name(const char *place, char out[GAPS_DEPOT_ROOM]);
/* The depot of the newest physical scan, by its name; "" when the carrier does not say, or when it was at
 * somebody's door. */
void gaps_depot(const struct shipment *s, char out[GAPS_DEPOT_ROOM]);
/* The parcel is there, or is usually scanned there next. `g` NULL: nothing is usual. */
bool gaps_leads_to(const struct gaps *g, const struct shipment *s, const char *depot);

/* Rows of TALLY_SCAN: key, cells, and the hours of one row, which begins at `day`. */
enum {
	GAPS_CELL_EXPECTED = 0, /* thousandths of a scan */
	GAPS_CELL_SEEN = 1,
	GAPS_STEP_HOURS = 3,
	GAPS_AHEAD_HOURS = 48,
};
#define GAPS_OF_DEPOT '|'
#define GAPS_OF_LANE  '>'

/* What a review saw: `before` as it stood, `after` as it stands now. Adds what came, what is expected next, and what is learned of it.
 * `g` NULL: nothing is expected. ERR_NOMEM. */
int gaps_watch(const struct gaps *g, const struct shipment *before, const struct shipment *after,
    int64_t now_utc_ms, struct tallies *out) MUST_CHECK;
