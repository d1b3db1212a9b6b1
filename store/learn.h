#pragma once

/*
 * learn: what the judge's decisions teach: tallies are added up with their batch, and the judge's model in memory is fed what has been
 * committed, so that it is always what the rows say, however often the program was started. Writer thread only.
 */

#include "store/work.h"

/* Within a transaction: the model from its rows, when there is none yet. */
int learn_begin(struct work *w) MUST_CHECK;
/* Before the commit: the batch's sums to their rows; at times drop a few that are past their horizon. */
int learn_write(struct work *w) MUST_CHECK;
/* After it. */
void learn_feed(struct work *w);
void learn_clear(struct work *w);
