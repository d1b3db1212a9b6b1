#pragma once

/*
 * sim_way: the journey of one parcel: from label to door, scan by scan, through the regimes of its world. Only sim.c uses it.
 */

#include "tests/support/sim.h"

/* Fill scans and truth of `p`, whose order, cities and carrier stand. */
void sim_travel(const struct sim_world *w, struct sim_parcel *p);

/* The day on which a carrier that knows its lanes, and no regime, would expect it. */
int32_t sim_usual_day(const struct sim_world *w, const struct sim_parcel *p);

/* The day at or after `day` on which vans leave (Sunday is none), or the shop works (nor Saturday). */
int32_t sim_van_day(int32_t day);
int32_t sim_shop_day(int32_t day);
