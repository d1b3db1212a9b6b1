#pragma once

/*
 * grid: plain tables: no borders, numbers right aligned, columns as wide as they need; where the terminal is too narrow the columns that may
 * wrap do so between words, and so do the heads. Appends to a page; what fails is told by the page's error.
 */

#include "monitor/cli/page.h"

enum grid_kind { GRID_LEFT, GRID_RIGHT, GRID_WRAP };

enum { GRID_COLUMNS = 8 };

struct grid_cell {
	enum role role;
	char *text; /* owned */
};

struct grid {
	struct page *page;
	enum grid_kind kinds[GRID_COLUMNS];
	size_t columns;
	struct grid_cell *cells; /* owned; the heads first, row by row */
	size_t count, room;
};

void grid_init(struct grid *g, struct page *page);
/* All columns before the first cell. */
void grid_column(struct grid *g, enum word title, enum grid_kind kind);
/* The next cell, row by row. */
void grid_cell(struct grid *g, enum role role, const char *text);
/* A moment in the reader's zone; nothing for AT_NONE. */
void grid_moment(struct grid *g, int64_t at_utc_ms);
/* Write the table and free it. */
void grid_end(struct grid *g);
