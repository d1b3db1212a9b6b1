#pragma once

/*
 * apply_notice: the outbox: attempts at sending and what people do with notices. See apply.h.
 */

#include "store/work.h"

int apply_attempt_begin(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_attempt_end(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_notice(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;

/* What the judge makes of an answer to an attempt, or of a report that it did not arrive (`bounced`). */
int notice_settle(
    struct work *w, const struct op *op, const struct notice *n, bool bounced) MUST_CHECK;

/* Not due for a while, if it can be read at all. */
int apply_notice_postpone(struct work *w, uint64_t id) MUST_CHECK;
