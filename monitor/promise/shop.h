#pragma once

/*
 * shop: what the shop is told of itself, not of one order: a failing account, failing mail, the brake, the time we were blind, the daily digest.
 * Runs every few minutes; the dedup key makes each say itself once. Pure.
 */

#include "monitor/base/judge.h"

/* ERR_NOMEM. */
int shop_judge(const struct shop_input *in, struct effects *out) MUST_CHECK;
