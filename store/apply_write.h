#pragma once

/*
 * apply_write: a word that a person of the shop writes to a customer: the judge makes a notice of it. Writer thread only.
 */

#include "store/work.h"

int apply_write(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
