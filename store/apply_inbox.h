#pragma once

/*
 * apply_inbox: messages from outside: taken once, read, kept, forgotten; and what is known of the systems that send them. See apply.h.
 */

#include "store/work.h"

int apply_inbound(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_inbox(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_endpoint(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_connector(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;

/* A number has been registered: what waited for it is due. */
int apply_inbox_wake(struct work *w, const char *number) MUST_CHECK;

/* A slice of those that nobody has read, from `*after` on: the bytes of what names a person go. */
int apply_inbox_forget(
    struct work *w, const struct person *p, struct key *after, bool *ended) MUST_CHECK;

/* Some of those whose time is over. */
int apply_inbox_trim(struct work *w) MUST_CHECK;
