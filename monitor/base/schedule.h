#pragma once

/*
 * schedule: the small entry that says when a shipment is asked about next, kept apart from its record so that an unchanged answer
 * writes little, and the one pure function that computes it.
 */

#include "monitor/base/err.h"
#include "monitor/base/when.h"

struct schedule {
	uint64_t shipment;
	char account[32];         /* index key: a blocked account hides nobody */
	int64_t next_poll_utc_ms; /* AT_NONE: never again */
	int64_t last_ok_utc_ms;   /* last good answer, changed or not; AT_NONE */
	int64_t last_try_utc_ms;  /* AT_NONE */
	int64_t interval_ms;      /* set by review from milestone and nearness of the promise */
	int32_t failures;         /* in a row, of this number */
	int error;                /* enum err of the last answer, 0 */
	uint64_t hash;            /* of the last good reply; 0 none */
	bool
	    waits_for_fresh; /* the last verdict wants fresh data: an unchanged reply is reviewed too */
};

#define SCHEDULE_INIT                                                                              \
	((struct schedule){                                                                        \
	    .next_poll_utc_ms = AT_NONE, .last_ok_utc_ms = AT_NONE, .last_try_utc_ms = AT_NONE})

struct schedule_quota {
	int64_t shortest_ms;          /* the carrier's shortest gap for one number */
	int64_t longest_ms;           /* and its longest; 0: none */
	int64_t blocked_until_utc_ms; /* the account's; AT_NONE */
};

/* When to ask next, from what review wants, how the last try ended and what the account allows:
 * good or WAIT: interval; RETRY: interval/4 at most, doubling from LIMIT_BACKOFF_MIN_MS by failures up to LIMIT_BACKOFF_MAX_MS; DRIFT:
 * LIMIT_DRIFT_BACKOFF_MS; REJECT: AT_NONE; FULL, BUG: as RETRY. Each with +-10 % jitter from a hash of (shipment, now) so that equal
 * arguments give equal results. A good or WAIT one never comes before the carrier's shortest gap, none before blocked_until. AT_NONE
 * too when no interval is wanted (0). */
int64_t schedule_next(const struct schedule *entry, enum disposition disposition,
    struct schedule_quota quota, int64_t now_utc_ms);
