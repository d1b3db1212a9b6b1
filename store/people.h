#pragma once

/*
 * people: customers by their address, and what they or their mailbox have said about being written to. See apply.h for the ops.
 */

#include "store/work.h"

/* The person of a shop with this address, in any case of letters. ERR_NOT_FOUND. */
int people_by_email(
    struct lmdb_txn *txn, const char *shop, const char *email, struct person *out) MUST_CHECK;

int apply_person(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_bounce(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
