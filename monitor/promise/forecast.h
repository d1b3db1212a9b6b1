#pragma once

/*
 * forecast: what is to be expected of one parcel, from what is known of the way (curve.h), where it is, and for how long: the chance of
 * each coming day, the chance that the promise breaks, and the steps that lead to it. Pure.
 */

#include "monitor/base/forecast.h"
#include "monitor/promise/curve.h"
#include "monitor/promise/transit.h"

/* In full precision; moments as in passage.h. */
struct outlook {
	double p_late; /* of not having come by the deadline; -1 without one */
	int64_t p10_ms, p50_ms, p90_ms;
	int32_t first_day;
	double by_day[FORECAST_DAYS]; /* that it comes on that day */
	size_t days;                  /* FORECAST_DAYS */
	double n;                     /* parcels that it rests on */
	char basis[LIMIT_TALLY_KEY_ROOM];
};

/* ERR_NOT_FOUND: fewer than LIMIT_FORECAST_LEAST parcels like it have come (n and basis are set). `drift` false: as if the last weeks were
 * as any. `at_ms` not before the first step. */
int outlook_of(const struct model *m, const struct passage *p, int64_t at_ms, bool drift,
    struct outlook *out) MUST_CHECK;

/* Of a shipment as it stands: whole, with its steps. */
void forecast_of(const struct model *m, uint64_t generation, const struct shipment *s,
    int64_t now_utc_ms, struct forecast *out);
