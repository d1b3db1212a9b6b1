#pragma once

/*
 * apply_case: what people do with cases. See apply.h.
 */

#include "store/work.h"

int apply_case(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
