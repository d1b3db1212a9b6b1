#pragma once

/*
 * next: when a parcel is looked at next: how often its carrier is asked, and when time alone changes the verdict. Knows nothing of
 * quotas (see base/schedule.h). Pure.
 */

#include "monitor/promise/assess.h"

/* The wanted gap to the next poll, by milestone and nearness of the promise; 0: ask no more. */
int64_t next_interval_ms(const struct view *v, bool waits_for_fresh);

/* The next instant at which time changes something: deadline, stall, obligation, case ...; for an open parcel at most
 * LIMIT_REVIEW_MAX_MS away, AT_NONE for one with which nothing can happen. `opened` are effects of this review. */
int64_t next_review_at(
    const struct view *v, const struct order *order, const struct effects *opened);
