#pragma once

/*
 * once: ops that are done once however often they come (struct op_once): the answer stands beside what was done, in the same commit. Kept for
 * LIMIT_ONCE_MS, LIMIT_ONCE_ROWS at most: then the oldest are forgotten first.
 */

#include "store/work.h"

typedef int once_fn(struct work *w, const struct op *op, struct outcome *out);

/* The remembered answer, or what `run` makes of the op. As apply_op; writer thread only. */
int once_apply(struct work *w, const struct op *op, struct outcome *out, once_fn *run) MUST_CHECK;

/* ERR_NOT_FOUND: none, or too long ago. */
int once_find(struct lmdb_txn *txn, const uint8_t key[SIGN_SHA256_BYTES], int64_t now_utc_ms,
    struct once_record *out) MUST_CHECK;
