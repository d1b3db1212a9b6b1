#pragma once

/*
 * calendar: working days and contact hours, counted. A working day is one on which the shop's contact answers (shop_working_day); holidays
 * are not known yet. `shop` may be NULL: Monday to Friday, all hours. Pure.
 */

#include "monitor/base/policy.h"

/* The `count`-th working day after `day`, count >= 1. */
int32_t calendar_working_day_after(const struct shop *shop, int32_t day, int32_t count);

/* The instant that lies `ms` of contact hours before `at`; `ms` of any hours when none are set. */
int64_t calendar_hours_before(const struct shop *shop, int64_t at_utc_ms, int64_t ms);
