#pragma once

/*
 * answer: what an answer makes of the numbers asked for and of the account: outcomes to the writer, places given back, the account's
 * state on disk. Inside this room alone; loop thread.
 */

#include "monitor/poll/lane.h"

/* Hand the account's state to the writer, where it has changed; one at a time, what changes meanwhile goes with the next. */
void lane_save(struct lane *l);
void lane_changed(struct lane *l);

/* A person may have let a failing account go on: only then does the store know better than we. */
void lane_reload(struct lane *l);

/* A request of the ask leaves. */
void answer_sent(struct ask *a);

/* The ask has its outcome; hands it to the writer, or leaves its numbers due. Takes `a`. True when the lane may go on at
 * once, false when it has been arranged that it does later. */
bool answer_conclude(struct ask *a);
