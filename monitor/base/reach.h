#pragma once

/*
 * reach: through which channels somebody can be told, and in which order they are tried: the customer's wish first, then the shop's order. Pure.
 */

#include "monitor/base/person.h"
#include "monitor/base/policy.h"

/* The channel has an address of this person, and it takes messages. */
bool reach_by(const struct person *person, enum channel_id channel);

/* The next channel after `after` (0: the first) by which a customer of the shop is reached; 0: none. */
enum channel_id reach_customer(
    const struct shop *shop, const struct person *person, enum channel_id after);

/* The same for the shop's own people. */
enum channel_id reach_shop(const struct shop *shop, enum channel_id after);
