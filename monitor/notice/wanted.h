#pragma once

/*
 * wanted: the strongest notice to its customer that there is reason for, whether it may be said or not (see policy). Pure.
 */

#include "monitor/notice/policy.h"

/* `told`: the customer knows of the slip. NOTICE_NONE: nothing is to be said. */
enum notice_kind notice_wanted(
    const struct notice_question *q, const struct order *order, bool told);

/* After a first word of a slip another is due only for a later window, or a first one where we had none. */
bool wanted_slip_is_news(const struct order *order, int32_t until_day);
