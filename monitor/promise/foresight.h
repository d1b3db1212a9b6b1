#pragma once

/*
 * foresight: the forecast that a review makes before it judges, and what of it is kept to be held against what happens. Pure.
 */

#include "monitor/promise/assess.h"

/* As of what was known last: time in which nobody answered is no silence of the parcel. Without a model it stays as it was. `fresh`: as
 * assess_fresh. `s` is the one that `v` looks at. */
void foresight_make(
    const struct review_input *in, const struct view *v, bool fresh, struct shipment *s);

/* After judging: what was expected when it was in doubt first. */
void foresight_note_warning(struct shipment *s);
