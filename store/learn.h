#pragma once

/*
 * learn: what the judge's decisions teach: tallies are added up with their batch, and fed to the judge's model in memory at once, so that an
 * op is judged by what those before it taught, however they were gathered into commits. What came to nothing is forgotten with the model, which
 * is made again from the rows: it is always what they say, however often the program was started. Writer thread only.
 */

#include "store/work.h"

/* Within a transaction: the model from its rows, when there is none yet. */
int learn_begin(struct work *w) MUST_CHECK;
/* What an op teaches, once it is decided. */
int learn_take(struct work *w, const struct tallies *t) MUST_CHECK;
/* Before the commit: the batch's sums to their rows; at times drop a few that are past their horizon. */
int learn_write(struct work *w) MUST_CHECK;
/* Nothing of the transaction has happened. */
void learn_undo(struct work *w);
void learn_clear(struct work *w);
