#pragma once

/*
 * care: orders with which a person is quicker and mails are fewer: a customer's first, one of high value, one that the shop marked, and one
 * whose customer is upset. Pure.
 */

#include "monitor/base/judge.h"

/* Worth as much as the shop calls high. */
bool care_high_value(const struct shipment *s, const struct shop *shop);

/* The shop hears at once when it comes into doubt, and its cases are due sooner. `shop` may be NULL. */
bool care_special(const struct shipment *s, const struct shop *shop);

/* A person speaks with its customer, or will about a miss that nobody saw: nothing but an arrival is mailed until the case is resolved. */
bool care_in_hand(const struct shipment *s, const struct context *context);

/* Who in the shop is asked to take a case of this reason: "" whoever is free. */
const char *care_owner(const struct shop *shop, enum case_reason reason);

/* A case of this reason that begins now and is due when the contact's hours end: all but its parcel, notice and notes. */
void care_begin_case(const struct shop *shop, enum case_reason reason, const char *shop_id,
    const char *order, int64_t now_utc_ms, struct case_record *out);
