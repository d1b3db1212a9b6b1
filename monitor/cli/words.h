#pragma once

/*
 * words: every word that the commands show to people, in Spanish and English, in one table. Templates have $1..$4 for what is filled in.
 * Help and usage errors are for those who type commands and are English alone. Pure.
 */

#include "monitor/base/buf.h"

enum language { LANGUAGE_EN = 0, LANGUAGE_ES = 1, LANGUAGE_COUNT };

enum word {
#define WORD(name, en, es) WORD_##name,
#include "monitor/cli/words.def"
#undef WORD
	WORD_COUNT
};

const char *word(enum language language, enum word which);

/* Fill a template. `args` ends with NULL. */
void word_fill(struct buf *b, enum language language, enum word which, const char *const *args);
#define WORD_ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})

const char *word_weekday(enum language language, int weekday);  /* 0 Monday: "lun" */
const char *word_weekday2(enum language language, int weekday); /* "lu" */
const char *word_weekday1(enum language language, int weekday); /* "L" */
const char *word_month(enum language language, int32_t month);  /* 1..12: "ene" */

/* "doce" up to twelve, then digits. `feminine`: "una". `b` gets it with a capital when `first`. */
void word_count(struct buf *b, enum language language, uint64_t count, bool feminine, bool first);

/* The words for a name that the API uses: rules, case reasons, states, kinds. The name itself, with blanks for underscores, when the
 * table has none. */
const char *word_named(
    enum language language, const char *family, const char *name, char *dst, size_t room);
