#pragma once

/*
 * changes: for carriers that tell which numbers of an account changed: one call instead of one for each parcel. What was well asked since
 * the told time began, and has not been told since, has not changed. A call that fails leaves all to be asked one by one. Inside
 * this room alone; loop thread only.
 */

#include "monitor/poll/idset.h"

#include "carriers/carrier.h"
#include "monitor/base/policy.h"

struct lane;

struct changes {
	struct idset told;           /* hashes of numbers told and not asked about since */
	int64_t from_utc_ms;         /* everything later was told; AT_NONE: nothing is known */
	int64_t until_utc_ms;        /* up to here */
	int64_t next_utc_ms;         /* not asked before; AT_NONE: at once */
	int64_t asked_utc_ms;        /* of the call under way */
	const struct policy *policy; /* held while a call is under way; else NULL */
	const struct account
	    *account; /* and who is asked with it, whatever is configured meanwhile */
	const struct carrier *carrier;
};

#define CHANGES_INIT                                                                               \
	((struct changes){.from_utc_ms = AT_NONE, .until_utc_ms = AT_NONE, .next_utc_ms = AT_NONE})

void changes_clear(struct changes *c);

/* Another configuration: what was told may have been told to another account. */
void changes_forget(struct changes *c);

/* True while what changed is being asked, which leads to lane_run: wait for it. */
bool changes_ask(struct lane *l, int64_t now_utc_ms);

/* The number's last good answer holds. */
bool changes_none(const struct lane *l, const char *number, int64_t last_ok_utc_ms);

/* The number is being asked about. */
void changes_taken(struct lane *l, const char *number);
