#pragma once

/*
 * apply: what each op does within the writer's transaction. An op decodes, decides and encodes; it takes nothing from the op, so that
 * it can run again when its batch has been aborted. 0: answered (the outcome may say no, with nothing written). Negative: it failed,
 * and the transaction is to be aborted. Writer thread only.
 */

#include "store/work.h"

int apply_op(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;

/* Of enum op_kind; "unknown" of another number. Any thread. */
const char *op_name(int kind);

/* Record that an op failed alone, and move what it was about out of the way for a while: else it would be due again at once. */
int apply_aside(struct work *w, const struct op *op, int error) MUST_CHECK;

/* Notices that were being sent when the last run ended: nobody knows what became of them. */
int apply_doubt(struct work *w) MUST_CHECK;
