#pragma once

/*
 * apply_source: what a shop's system says of one thing of its own: its parcels are registered, corrected, called off, and an older word than
 * the last one changes nothing. See apply.h.
 */

#include "store/work.h"

int apply_source(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
