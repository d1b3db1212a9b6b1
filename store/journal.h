#pragma once

/*
 * journal: its entries go when they are older than the policy says, the oldest first, but for those of parcels under way and those that a
 * program of the shop's has not been told yet; and past LIMIT_JOURNAL_OWED_MS those too: then its record says what it was never told.
 * Writer thread only.
 */

#include "store/work.h"

/* A slice, from w->retained on; *ended: there is nothing more to do now. */
int journal_age(struct work *w, bool *ended) MUST_CHECK;
