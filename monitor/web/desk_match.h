#pragma once

/*
 * desk_match: why a text was found: what of it answers to the words that were looked for, in any case and without accents, the beginning of a word
 * being enough; a phone's digits and a number's characters however they are grouped. Pure.
 */

#include "monitor/base/buf.h"

#include <stdbool.h>

enum { DESK_MATCH_WORDS = 8, DESK_MATCH_ROOM = 48 };

struct desk_match {
	char words[DESK_MATCH_WORDS][DESK_MATCH_ROOM]; /* folded */
	size_t count;
	char whole[DESK_MATCH_ROOM]; /* letters and digits of all of it; "" too few */
};

void desk_match_init(struct desk_match *m, const char *query);

/* `text` as HTML, what matches within <mark>. True: something does. */
bool desk_match_add(const struct desk_match *m, const char *text, struct buf *out);
