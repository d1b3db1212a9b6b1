#pragma once

/*
 * said: an order's notices as the judge is shown them: of which episode, whether they may have been read, and about what. Pure.
 */

#include "monitor/base/judge.h"
#include "monitor/notice/need.h"

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

/* The notice of this kind and episode, whatever became of it; NULL: none. */
const struct notice_head *said_same(
    const struct context *context, enum notice_kind kind, int32_t episode);

/* Sent, refused, or dropped by a person: said or not, it is not said again. */
bool said_done(const struct notice_head *n);

/* What this shipment waits for was asked of its customer; not while the question itself waits. */
bool said_need(const struct context *context, uint64_t shipment, enum need need);
