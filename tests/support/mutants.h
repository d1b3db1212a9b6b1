#pragma once

/*
 * mutants: a carrier's reply with one thing in it written otherwise, as carriers do from one day to the next: a member that
 * is absent, null or empty, a number as a string and a string of digits as a number, one thing alone where a list was, a list
 * where one thing was. Each is read, and held against what the reply itself said: no mutant may tell of a milestone, a time
 * or a person that the reply did not have.
 */

#include "carriers/carrier.h"

/* Reads `in` as the reply was read. */
typedef int mutants_read_fn(
    const struct http_response *in, struct observation_list *out, struct why *why, void *arg);

/* Read every mutant of `in`, which is JSON or XML and said `whole` (nothing when it was refused); any other body has none.
 * Returns how many were read; of one that breaks a rule `wrong` gets which and how, else it stays empty. */
size_t mutants_check(const struct carrier *carrier, const struct http_response *in,
    const struct observation_list *whole, mutants_read_fn *read, void *arg, struct buf *wrong);
