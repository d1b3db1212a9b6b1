#pragma once

/*
 * checkout: tells, as events of the journal, when a lane no longer keeps the share of promises that the shop means to keep, and when it does again:
 * what a checkout promises is to follow. Once for each fall: that it was told stands in the report itself. Pure.
 */

#include "monitor/base/judge.h"

/* Of the weeks in in->report. */
int checkout_judge(const struct shop_input *in, struct effects *out) MUST_CHECK;
