#pragma once

/*
 * effects: what a judge wants committed beside shipment and order, applied one by one as monitor/base/judge.h says, without knowing
 * why. Writer thread only.
 */

#include "store/work.h"

int effects_apply(struct work *w, const struct effects *effects) MUST_CHECK;
