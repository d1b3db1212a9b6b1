#pragma once

/*
 * sim: parcels that nobody sent, scan by scan, with the truth beside what their carriers show of it. A world is a seed, some weeks and the
 * regimes that come over it; parcel n of it is a pure function of these, so a world needs no memory and any of its parcels can be made alone. What
 * the judge is to find out is not a parameter of it: holds, lost feeds and strikes are made here and nowhere named to it.
 */

#include "monitor/base/buf.h"
#include "monitor/base/observation.h"
#include "tests/support/sim_place.h"

enum { SIM_SCANS = 48, SIM_ETAS = 4, SIM_HOLDS = 6, SIM_CARRIERS = 4, SIM_WEEKS_MOST = 26 };

#define SIM_ZONE "Europe/Madrid"

enum sim_regime_kind {
	SIM_PEAK = 1, /* `share` more orders; gaps under a roof longer by it, vans fuller */
	SIM_STANDSTILL, /* nothing leaves the station, nobody scans there; worked off five times as fast */
	SIM_BACKLOG, /* the station works off `share` of what comes */
	SIM_STRIKE,  /* `share` of the carrier's stations stand still */
	SIM_REROUTE, /* `share` of what should pass the hub goes by another one */
	SIM_LOST_FEED, /* parcels move, but the station's scans are not shown; half come late, all at once */
	SIM_OUTAGE, /* the carrier's API answers with errors; nothing happens to parcels */
};

struct sim_regime {
	enum sim_regime_kind kind;
	size_t carrier; /* SIM_CARRIERS: all */
	size_t city;    /* of the station; of no meaning to PEAK, STRIKE and OUTAGE */
	int64_t from_utc_ms, until_utc_ms;
	double share;
};

struct sim_world {
	uint64_t seed;
	int32_t first_day; /* a Monday, local */
	int32_t weeks;     /* of orders */
	size_t parcels;
	double lost, address; /* shares of all parcels */
	const struct sim_regime *regimes;
	size_t regime_count;
};

struct sim_scan {
	int64_t at_utc_ms;
	int64_t seen_utc_ms; /* in the carrier's answers from then on; AT_NONE: never */
	enum milestone milestone;
	enum reason reason;
	size_t city;
};

struct sim_eta {
	int64_t said_utc_ms;
	int32_t day;
};

enum sim_cause {
	SIM_HELD_STATION = 1, /* standstill, backlog or strike */
	SIM_HELD_REROUTE,
	SIM_HELD_ADDRESS,
	SIM_HELD_LOST,
};

struct sim_hold {
	enum sim_cause cause;
	int64_t from_utc_ms, until_utc_ms; /* AT_NONE: for good */
};

struct sim_parcel {
	size_t nth;
	size_t carrier;
	char number[LIMIT_NUMBER_ROOM];
	size_t from, to; /* cities */
	int64_t ordered_utc_ms;
	int32_t ship_by_day;
	int32_t promised_day;
	struct sim_scan scans[SIM_SCANS]; /* in the order in which they happened */
	size_t scan_count;
	struct sim_eta etas[SIM_ETAS];
	size_t eta_count;

	/* the truth */
	int64_t handed_utc_ms;
	int64_t attempt_utc_ms; /* first attempt; AT_NONE: never */
	int64_t delivered_utc_ms;
	struct sim_hold holds[SIM_HOLDS];
	size_t hold_count;
};

const char *sim_carrier(size_t carrier);

void sim_parcel(const struct sim_world *w, size_t nth, struct sim_parcel *out);

/* The first attempt was, or will be, after the promised day. */
bool sim_late(const struct sim_parcel *p);

/* Something has it then: a station, a wrong address, nobody knows. */
const struct sim_hold *sim_held(const struct sim_parcel *p, int64_t at_utc_ms);

bool sim_down(const struct sim_world *w, size_t carrier, int64_t at_utc_ms);

/* What its carrier answers then; ERR_NOT_FOUND before its first scan, ERR_OUTAGE while the API is down. ERR_NOMEM. */
int sim_observe(const struct sim_world *w, const struct sim_parcel *p, int64_t at_utc_ms,
    struct observation *out) MUST_CHECK;

/* The parcel, and the API's outages, as statements for the fake carriers (scenario.h). Scans that come to light late are left out, and what a
 * carrier has no word for is told as transit or delay. ERR_NOMEM. */
int sim_add_scenario(
    const struct sim_world *w, const struct sim_parcel *p, struct buf *out) MUST_CHECK;
int sim_add_faults(const struct sim_world *w, struct buf *out) MUST_CHECK;
