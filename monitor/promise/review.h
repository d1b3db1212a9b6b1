#pragma once

/*
 * review: the heart. Given everything that is known of one parcel and its order, what becomes of them: merge, assess the promise, decide
 * notices and cases, say when to look again. Runs on the writer thread inside the write transaction; pure: no clock, no I/O, no memory.
 * Reviewing again what a review has left changes nothing.
 *
 * The ids of the rules (shipment.rule) are the table in assess.c; the names of journal entries stand in README.md.
 */

#include "monitor/base/judge.h"

/* ERR_NOMEM (out is cleared). */
int review(const struct review_input *in, struct verdict *out) MUST_CHECK;
