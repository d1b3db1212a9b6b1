#pragma once

/*
 * concern: what a person must own. Conditions that last are one table: each opens its case once, and resolves it when it is over;
 * shipment.raised remembers which have. Cases of a moment are opened by concern_open. Pure.
 */

#include "monitor/promise/assess.h"

struct concern {
	const struct view *view;
	const struct assessment *assessment;
	const struct parcel_head *parcels; /* of the order, itself as judged now */
	size_t parcel_count;
	bool told;           /* the customer knows of the slip */
	bool silent;         /* it is seen for the first time and is old: listed, not opened */
	bool number_refused; /* the carrier rejects the number */
	bool unreachable;    /* a word to say, and nobody to write to */
	bool over_budget;    /* a bad word to say, and too many said */
};

/* Open and resolve by the table; changes s->raised. ERR_NOMEM. */
int concern_judge(const struct concern *c, struct shipment *s, struct effects *out) MUST_CHECK;

/* A case of this shipment (0: of the order as a whole), unless it is open. `due` AT_NONE: by the end of the contact's hours. */
int concern_open(const struct view *v, enum case_reason reason, uint64_t shipment,
    int64_t due_utc_ms, struct effects *out) MUST_CHECK;

/* The journal's line of a case: "case.opened", "case.resolved", "case.escalated". `due` AT_NONE: not said. */
int concern_journal(const char *name, enum case_reason reason, uint64_t shipment,
    int64_t due_utc_ms, int64_t now_utc_ms, struct effects *out) MUST_CHECK;

/* Cases that nobody took in time. ERR_NOMEM. */
int concern_escalate(const struct view *v, struct effects *out) MUST_CHECK;

/* All open cases of this shipment, and of the order when `whole`; but for what outlives an arrival. ERR_NOMEM. */
int concern_resolve_all(
    const struct view *v, bool whole, const char *why, struct effects *out) MUST_CHECK;

/* The word that was owed is ahead again. ERR_NOMEM. */
int concern_resolve(
    const struct view *v, enum case_reason reason, const char *why, struct effects *out) MUST_CHECK;
