#pragma once

/*
 * apply_review: what changes a shipment: a registration, a poll's outcome, time, a correction; each goes through judge->review. See apply.h.
 */

#include "store/work.h"

int apply_review(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_change(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_poll_now(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;

/* Not due for a while, if its schedule can be read at all. */
int apply_review_postpone(struct work *w, uint64_t id) MUST_CHECK;

/* A shipment as an op works on it. */
struct subject {
	struct parcel parcel;
	struct order order;
	struct schedule_record schedule;
	const struct person *person; /* NULL: the order's, as stored */
};

/* The parcel is the caller's to clear, on failure too. ERR_NOT_FOUND: there is no such shipment. */
int subject_read(struct work *w, uint64_t id, struct subject *s) MUST_CHECK;

/* Judge it and write what came of it, but for the schedule: the caller decides about the next poll first. */
int apply_judge(
    struct work *w, struct subject *s, const struct op *op, const struct change *change) MUST_CHECK;
