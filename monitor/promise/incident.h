#pragma once

/*
 * incident: parcels of one carrier, depot or lane that have gone quiet together, against what their own past makes expected (gaps.h), and carriers
 * that do not answer. One incident is opened, the shop is told once, its parcels' words to customers wait, and it ends by itself when they are
 * heard of again. Pure.
 */

#include "monitor/base/judge.h"
#include "monitor/promise/gaps.h"

/* What the rows of the last hours say of all groups; opens and closes. ERR_NOMEM. */
int incident_judge(const struct incident_input *in, struct effects *out) MUST_CHECK;

/* The open incident that concerns the parcel: it is in that depot or usually scanned there next (`gaps` may be NULL), or goes that lane. NULL: none. */
const struct incident_head *incident_of(
    const struct shipment *s, const struct context *c, const struct gaps *gaps);

/* Why a word that it slips, or is on time again, may not be said yet; NULL when it may. What rests on silence waits while an incident is open, and at first until
 * its group has been judged. What a carrier says itself waits for one that a person opened, and for
 * an outage, alone. That a promised day has passed waits
 * for neither: it is not asked here. */
const char *incident_holds(
    const struct shipment *s, const struct incident_head *incident, int64_t now_utc_ms);
