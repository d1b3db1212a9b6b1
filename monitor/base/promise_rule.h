#pragma once

/*
 * promise_rule: what a shop promises to an order by itself: "ordered before 14:00, one handling day, two of the carrier's days". Given in the
 * configuration, used at registration where no promise is told, and recorded with the promise by its id. Pure.
 */

#include "monitor/base/policy.h"
#include "monitor/base/shipment.h"

/* The first rule of the policy that fits the shipment's shop, carrier, service and destination; NULL: none. */
const struct promise_rule *promise_rule_for(const struct policy *policy, const struct shipment *s);

/* The day by which a rule has the parcel handed over, and the day that it promises, for an order of that moment. The day of the order is the
 * shop's own; after the cut-off the next working day counts. A pre-order counts from the day on which it is available (DAY_NONE: none), whole. The carrier's days are those of the week on which it delivers and that are
 * no holiday at the destination. */
void promise_rule_days(const struct promise_rule *rule, const struct shop *shop,
    struct holiday_place to, int64_t ordered_utc_ms, int32_t available_day, int32_t *ship_by_day,
    int32_t *promised_day);
