#pragma once

/*
 * transit: what a parcel teaches the model. From each stage of the way there is a table of who was at risk and who arrived, by age in
 * operational hours; that of a carrier's service rests on its carrier's. What is seldom (a lane, a region, a district, a shop, the days
 * that were promised) is a factor on it: arrived over expected, by how far along the parcel is, drawn towards 1 where little is known.
 * Drift is the same of the last days. Pure; moments as in passage.h.
 */

#include "monitor/promise/model.h"
#include "monitor/promise/passage.h"

/* It was under way from one moment until another. ERR_NOMEM. */
int transit_expose(const struct model *m, const struct passage *p, int64_t from_ms,
    int64_t until_ms, struct tallies *out) MUST_CHECK;

/* Once: it came. Its time until then is taught before. ERR_NOMEM. */
int transit_arrive(
    const struct model *m, const struct passage *p, int64_t at_ms, struct tallies *out) MUST_CHECK;
