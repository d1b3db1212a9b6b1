#pragma once

/*
 * locale: dates, windows, numbers and names as people of a locale write them, and the folding that makes spellings alike.
 * Days and times are wall clock. Functions may be called on any thread; what they
 * cache is per thread and bounded.
 */

#include "monitor/base/buf.h"

enum locale_style {
	LOCALE_STYLE_DAY,      /* "jueves, 28 de mayo" / "Thursday, 28 May" */
	LOCALE_STYLE_DATE,     /* "28 de mayo" / "28 May" */
	LOCALE_STYLE_SHORT,    /* "jue 28" / "Thu 28" */
	LOCALE_STYLE_WEEKDAY,  /* "jueves 28" / "Thursday 28" */
	LOCALE_STYLE_TIME,     /* "9:30" (24 h, no leading zero) */
	LOCALE_STYLE_DAY_TIME, /* "jueves, 28 de mayo, 9:30" */
};

/* Words for a day (`second` < 0) or a day and time, in a BCP 47 locale; times are wall clock. UTF-8, ERR_NOMEM,
 * ERR_TOO_BIG, ERR_RANGE for a locale ICU does not know. */
int locale_add_words(
    struct buf *b, const char *locale, enum locale_style style, int32_t day, int32_t second);

/* "jueves, 28 de mayo – domingo, 31 de mayo"; one day when both are equal. */
int locale_add_window(struct buf *b, const char *locale, int32_t from_day, int32_t until_day);

/* A number with the locale's separators; `decimals` 0..3. */
int locale_add_number(struct buf *b, const char *locale, double value, int decimals);

/* An amount in hundredths of a currency (ISO 4217): "45,90 €". */
int locale_add_money(struct buf *b, const char *locale, int64_t cents, const char *currency);

/* A name that a carrier wrote in capitals ("SAN SEBASTIÁN") as people write it ("San Sebastián"); any other as it is. */
int locale_add_title(struct buf *b, const char *locale, struct span in);

/* Fold for search: NFKD, marks dropped, lower case; pieces of letters and digits separated by one blank. */
int locale_add_folded(struct buf *b, struct span in);

/* Letters and their marks as one where Unicode has one (NFC), and without case when `folded`; shorter than LIMIT_EMAIL_ROOM. ERR_MALFORMED for what is
 * no UTF-8, ERR_TOO_BIG. */
int locale_compose(char *dst, size_t room, struct span in, bool folded) MUST_CHECK;

/* Something to be seen: no blank, control, format character, nor one without a meaning. */
bool locale_is_graphic(uint32_t point);

/* A domain name as the network has it: labels outside ASCII as xn-- (IDNA 2008 by UTS 46), ASCII as it is. ERR_MALFORMED, ERR_TOO_BIG. */
int locale_domain(char *dst, size_t room, struct span in) MUST_CHECK;

/* Free what the calling thread keeps open. A thread that used this module calls it before it ends. */
void locale_thread_clear(void);
