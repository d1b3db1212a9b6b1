#pragma once

/*
 * words: the words by which people find a record, folded so that case, accents and the way a phone is written do not matter. Pure.
 */

#include "monitor/base/buf.h"

/* The words by which people find a text, folded; also one word of digits alone for a phone. `words` gets at most `room`. */
enum { WORD_ROOM = 48, WORDS_MOST = 24 };
size_t fold_words(const char *text, char words[][WORD_ROOM], size_t room);
/* Digits of a text that holds no letters; "" otherwise. */
void fold_digits(const char *text, char out[WORD_ROOM]);
