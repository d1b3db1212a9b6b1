#pragma once

/*
 * page: text for a terminal: roles instead of colours, cells of a width, wrapped lines. Everything is written in UTF-8 with the real marks;
 * a terminal that cannot show them gets one ASCII character for each as the page leaves. Appends are unchecked: page_error tells.
 */

#include "monitor/base/buf.h"
#include "monitor/base/when.h"
#include "monitor/base/zone.h"
#include "monitor/cli/words.h"

#include <stdio.h>

enum role { ROLE_PLAIN, ROLE_STRONG, ROLE_DIM, ROLE_WORD, ROLE_SLIP, ROLE_BROKE, ROLE_KEPT };

/* How it is to look, and when: set once per command. `now` and `zone` are the daemon's, from its answer. */
struct look {
	enum language language;
	bool utf8;
	bool color;
	int columns;
	int64_t now_utc_ms;
	char zone[ZONE_ROOM];
};

struct page {
	const struct look *look;
	struct buf text;
};

void page_init(struct page *p, const struct look *look);
void page_clear(struct page *p);
int page_error(const struct page *p);

void page_add(struct page *p, enum role role, const char *text);
void page_addf(struct page *p, enum role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void page_blanks(struct page *p, int count);
void page_line(struct page *p); /* end of line; blanks before it go */

/* The text padded to `width` columns, on the right or (right) on the left; longer text stays whole. */
void page_cell(struct page *p, enum role role, const char *text, int width);
void page_cell_right(struct page *p, enum role role, const char *text, int width);

/* Words broken at blanks; the first line has `first` columns used, the others begin after `indent`; ends without a new line. Returns the
 * columns used of the last line. */
int page_wrap(struct page *p, enum role role, const char *text, int first, int indent, int width);

/* What leaves: the bytes as the terminal takes them. ERR_NOMEM, ERR_TOO_BIG. */
int page_take(const struct page *p, struct buf *out) MUST_CHECK;

/* ---- dates in words, wall clock of `zone` ("" the look's) ---- */

/* "hoy", "ayer", "mañana", else "lunes 23", with the month when another. */
void page_day(const struct look *look, struct buf *b, int32_t day);
/* The same, short: "hoy", "jue 28", "28 oct". */
void page_day_short(const struct look *look, struct buf *b, int32_t day);
/* "hoy 12:04", "jue 2:40" within a week, "jue 5 2:40", "5 oct 2:40". */
void page_moment(const struct look *look, struct buf *b, const char *zone, int64_t utc_ms);
/* "16:12" */
void page_hour(const struct look *look, struct buf *b, const char *zone, int64_t utc_ms);
/* "37 h", "48 min", "3 días" */
void page_span(const struct look *look, struct buf *b, int64_t ms);

/* A number as the language writes it; a template filled with two. */
void page_number(const struct look *look, struct buf *b, int64_t number);
void page_fill_numbers(
    const struct look *look, struct buf *b, enum word which, int64_t one, int64_t two);
