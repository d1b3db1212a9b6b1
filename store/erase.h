#pragma once

/*
 * erase: personal data ends: what of an order, and of a person, says who it was. What judges and teaches stays. Each step may run again
 * without harm, and a half of it is gone on with. Writer thread only.
 */

#include "store/work.h"

enum { ERASE_ROWS = 256 }; /* with one op: a few ms of the writer */

struct erasing {
	struct work *w;
	struct erased sum;
	size_t rows; /* looked at: what one op does is bounded by them */
};

/* Of an order what is of this person; of all with 0. Words that wait for the customer are withdrawn, nothing is owed any more. */
int erase_order(struct erasing *e, const char *shop, const char *order, uint64_t person) MUST_CHECK;

/* The record of somebody of whom no parcel is left; 0 when there is still one, or nobody. That they want no word, or that none reaches
 * them, is kept by a keyed hash of their address. */
int erase_person(struct erasing *e, uint64_t person) MUST_CHECK;

/* The next parcel of a person, 0: none is left. */
int erase_next(struct work *w, uint64_t person, uint64_t *shipment) MUST_CHECK;

/* Somebody new, or new again: what is kept of their address is theirs from now on. */
int erase_recall(struct work *w, struct person *p) MUST_CHECK;
