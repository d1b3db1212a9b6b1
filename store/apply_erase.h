#pragma once

/*
 * apply_erase: a person, or an order alone, is erased on demand, in slices of a few hundred rows: `more` asks for the next. See apply.h.
 */

#include "store/work.h"

int apply_erase(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
