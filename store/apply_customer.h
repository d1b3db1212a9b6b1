#pragma once

/* apply_customer: what a customer did on the page of their order. See apply.h. */

#include "store/work.h"

int apply_customer(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
