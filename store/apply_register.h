#pragma once

/*
 * apply_register: a shipment comes in, once: idempotent by shop, carrier, number and order. See apply.h.
 */

#include "store/work.h"

int apply_register(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
