#pragma once

/*
 * past: what a shipment teaches that was over before we knew of it. Pure.
 */

#include "monitor/base/judge.h"

/* Its events say how it went. ERR_NOMEM. */
int past_learn(const struct past_input *in, struct tallies *out) MUST_CHECK;
