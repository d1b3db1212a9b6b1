#pragma once

/*
 * apply_retain: what has been kept long enough goes by itself: what says whom an order was for, retain_days after its last parcel was over;
 * what else would only grow, at its own age; the journal (journal.h). One slice of a round with each op; `more` asks for the next. See apply.h.
 */

#include "store/work.h"

int apply_retain(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
