#pragma once

/*
 * apply_register: a shipment comes in, once: idempotent by shop, carrier, number and order, or corrected. See apply.h.
 */

#include "store/work.h"

int apply_register(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;

/* The same; one that is there and differs is corrected: promise, destination and customer, as far as they are told; one that was called off is
 * taken up again. */
int apply_register_or_correct(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
