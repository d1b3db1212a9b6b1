#pragma once

/*
 * apply_past: a shipment that was over before we knew of it teaches once, and is not kept. See apply.h.
 */

#include "store/work.h"

int apply_past(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
