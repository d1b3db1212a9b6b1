#pragma once

/*
 * timetable: days as columns, marks in them: three characters a day in lists, six or nine for one parcel. A strip is a row of cells, each
 * one mark with its role; later marks cover earlier ones, as the caller draws them in order. Pure.
 */

#include "monitor/cli/page.h"

enum { STRIP_CELLS = 160 };

struct strip_cell {
	char mark[5]; /* one character of UTF-8; "" blank */
	enum role role;
};

struct strip {
	struct strip_cell cells[STRIP_CELLS];
	const char *zone;
	int32_t first_day;
	int days;
	int per_day; /* cells of a day; days * per_day <= STRIP_CELLS */
	int most;    /* cells that may be written, the days' and text beyond; <= STRIP_CELLS */
};

void strip_init(struct strip *s, const char *zone, int32_t first_day, int days, int per_day);

/* The cell of an instant; below 0 or past the last when it is not of these days. */
int strip_at(const struct strip *s, int64_t utc_ms);
/* The first cell of a day. */
int strip_day(const struct strip *s, int32_t day);

/* Cells outside are not written. The first character of `mark`, copied; NULL: blank. */
void strip_put(struct strip *s, int cell, const char *mark, enum role role);
void strip_fill(struct strip *s, int from, int until, const char *mark, enum role role);
/* Text, one cell a column; stops at `most`. Returns the cell after it. */
int strip_text(struct strip *s, int cell, const char *text, enum role role);
/* Columns that `text` needs are blank at `cell`. */
bool strip_blank(const struct strip *s, int cell, const char *text);

void strip_add(struct page *p, const struct strip *s);

struct view;

/* The row of a list: the forecast's band, promised days in brackets, scans, the last of them, silence or what we cannot know, the carrier's own date, now
 * (AT_NONE: none). */
void timetable_row(struct strip *s, const struct view *v, int64_t now_utc_ms);

/* The two heads: weekdays of two letters and numbers, right aligned in three columns a day. */
void timetable_heads(
    const struct strip *s, enum language language, struct buf *weekdays, struct buf *numbers);
