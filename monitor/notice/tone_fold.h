#pragma once

/*
 * tone_fold: a text as the rules of tone read it, sentence by sentence, so that no spelling hides a word: lower case without marks,
 * confusable letters of other scripts as the Latin ones they look like, entities decoded, markup and invisible characters dropped,
 * letters spaced out rejoined, digits for letters undone. Words are separated by one blank; a comma, colon, bracket or
 * question mark is a word of its own. A value is the word "@v", the carrier's name "@c", a name in quotes "@q",
 * quoted speech stands between "@(" and "@)". Pure.
 */

#include "monitor/base/buf.h"

struct tone_sentence {
	const char *words; /* NUL-terminated */
	const char
	    *marks; /* a letter a word: T begins with one capital, S was spelled out (blanks between
			      its words may be missing), . is any other */
	size_t start, end; /* of the text it was read from */
};

/* Return 0 to go on. */
typedef int tone_sentence_fn(const struct tone_sentence *sentence, void *arg);

/* `joins`: an apostrophe joins ("don't" is "dont") instead of separating ("l'ha" is "l ha"). What `each` returned, ERR_NOMEM. */
int tone_fold(struct span text, bool joins, tone_sentence_fn *each, void *arg) MUST_CHECK;
