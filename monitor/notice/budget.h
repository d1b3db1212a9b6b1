#pragma once

/*
 * budget: how many mails about one order are enough. What there is to say beyond them is said by a person. Pure.
 */

#include "monitor/base/notice.h"
#include "monitor/base/order.h"
#include "monitor/base/policy.h"

/* A word of this kind would be one too many in LIMIT_BUDGET_MS. What a customer must act on, what ends the story and what answers
 * them is never too much; a shop without a budget (0) has no end of it. */
bool budget_spent(
    const struct shop *shop, const struct order *order, enum notice_kind kind, int64_t now_utc_ms);
