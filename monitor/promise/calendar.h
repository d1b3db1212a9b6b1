#pragma once

/*
 * calendar: working days, counted: those on which the shop's contact answers, holidays and days of its own apart (shop_working_day). `shop`
 * may be NULL: Monday to Friday. Pure.
 */

#include "monitor/base/policy.h"

/* The `count`-th working day after `day`, count >= 1. */
int32_t calendar_working_day_after(const struct shop *shop, int32_t day, int32_t count);
