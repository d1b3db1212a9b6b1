#pragma once

/*
 * settle: what the answer to an attempt changes beyond the notice itself: what the customer knows now, the word that is owed, and the cases of
 * what did not get through. Pure.
 */

#include "monitor/base/judge.h"

/* Keep a word to the customer in the order's list; the oldest one goes when it is full. */
void settle_retell(struct order *order, const struct retold *word);

/* *order is preset to a copy, *changed to false. Being told of the same answer twice changes nothing more. ERR_NOMEM. */
int settle(const struct settle_input *in, struct order *order, bool *changed,
    struct effects *out) MUST_CHECK;
