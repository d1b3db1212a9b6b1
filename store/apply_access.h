#pragma once

/*
 * apply_access: who may enter: let in, by an invitation once, and no longer. See apply.h.
 */

#include "store/work.h"

int apply_access(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_access_end(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
