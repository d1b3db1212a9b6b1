#pragma once

/*
 * apply_shop: the judge's look at a shop as a whole. See apply.h.
 */

#include "store/work.h"

int apply_shop(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
