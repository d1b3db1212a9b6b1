#pragma once

/*
 * said: an order's notices as the judge is shown them: of which episode, whether they may have been read, and about what. Pure.
 */

#include "monitor/base/judge.h"

bool said_of_episode(const struct notice_head *n, const struct order *order);

/* It may have been read. */
bool said_left_us(enum notice_state state);

/* It is about this shipment. */
bool said_lists(const struct notice_head *n, uint64_t shipment);

/* A person's word is on its way. */
bool said_is_written(const struct context *context);

/* What the customer heard last was written by a person. */
bool said_by_person(const struct context *context, const struct order *order);

/* An arrival was told, or is about to be. */
bool said_arrival(const struct context *context, uint64_t shipment);
