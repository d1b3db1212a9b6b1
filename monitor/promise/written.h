#pragma once

/*
 * written: a word that a person of the shop writes to a customer: another date, or a kind that is true now. It becomes a notice like any
 * other, but leaves when they say so: after a moment in which it can be taken back, and outside quiet hours. Pure.
 */

#include "monitor/base/judge.h"

/* This kind may be written by hand and is true of the order now; NOTICE_NONE: another date may be given. */
bool written_fits(const struct write_input *in, enum notice_kind kind);

/* ERR_CONFLICT, ERR_RANGE: it may not be said, and why; ERR_NOMEM. */
int written_judge(const struct write_input *in, struct effects *out, struct why *why) MUST_CHECK;
