#pragma once

/*
 * customer: what becomes of what a customer does on the page of their order: the order keeps the choice or the answer, what wants a person
 * becomes a case with their words, and they get an acknowledgement at once. Pure.
 */

#include "monitor/base/judge.h"

/* *order is preset to a copy. ERR_NOMEM. */
int customer_judge(
    const struct customer_input *in, struct order *order, struct effects *out) MUST_CHECK;
