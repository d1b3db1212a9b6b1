#pragma once

/*
 * confidence: what the forecast means for the promise: whether the shop's confidence is reached, with hysteresis, so that a chance which wavers
 * does not make the state waver; and which window could be told, such that a second word is rare. The forecast itself stands in the
 * shipment. Pure.
 */

#include "monitor/promise/assess.h"

/* The chance from which a promise counts as slipping is the shop's confidence, where it lets the forecast speak to customers; from two thirds
 * of it on it is at risk. */
enum { CONFIDENCE_RISK = 2, CONFIDENCE_RISK_OF = 3 };

/* Surely enough late to weigh a word to the customer, or to tell the shop. While it is judged so already, three quarters of the chance
 * are enough; while an incident holds the forecast, what was judged stands. */
bool confidence_slips(const struct view *v);
bool confidence_risks(const struct view *v);

/* The window that could be told now, given what the carrier itself says (DAY_NONE: nothing that still can be). Of a slip it begins after
 * the promised day and ends when nine of ten have come, or with the carrier's own date when that is later; what was told last stands
 * until it is as unlikely to hold as the promise was when it was given up. */
void confidence_window(
    const struct view *v, enum promise_state state, int32_t *from_day, int32_t *until_day);

/* A silence longer than nine of ten here; AT_NONE: not known. */
int64_t confidence_silent_at(const struct shipment *s);

/* When the chance should be looked at again; AT_NONE: it says nothing that time could change. */
int64_t confidence_again_at(const struct view *v);
