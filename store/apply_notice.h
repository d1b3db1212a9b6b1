#pragma once

/*
 * apply_notice: the outbox: attempts at sending and what people do with notices. See apply.h.
 */

#include "store/work.h"

int apply_attempt_begin(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_attempt_end(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_notice(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;

/* Not due for a while, if it can be read at all. */
int apply_notice_postpone(struct work *w, uint64_t id) MUST_CHECK;
