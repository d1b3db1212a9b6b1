#pragma once

/*
 * lines: the lines of a story, in the order of world time: what is alike and close in time becomes one. A line is written once nothing
 * more can join it. Not for anything else than what a person reads.
 */

#include "monitor/cli/cli.h"
#include "monitor/cli/view.h"

enum {
	LINES_SETTLE_MS = 75 * 60 * 1000, /* world time that a line waits for others like it */
	LINES_ROOM = 64,
};

struct lines_line {
	int64_t at_utc_ms;
	const char *mark;
	enum role role;
	char order[LIMIT_ORDER_ROOM]; /* of the first; "" about no parcel */
	char names[160];              /* "Uxía y Diego" */
	int count;
	char words[256];
};

struct lines {
	struct cli *cli;
	struct lines_line items[LINES_ROOM]; /* by time */
	size_t count;
	int32_t told_day; /* whose name was written last; DAY_NONE at first */
};

/* `mark` is static; `v` NULL: about no parcel. Else order and customer stand before the words, or the names alone where they have an "@". */
void lines_add(struct lines *l, int64_t at_utc_ms, const char *mark, enum role role,
    const struct view *v, const char *words);

/* Write those from before that instant. An exit code. */
int lines_tell(struct lines *l, int64_t before_utc_ms);

/* Append a template with $1..$9 filled in; `args` NULL: it has none. */
void lines_fill(struct buf *b, const char *template, const char *const *args);
#define LINES_ARGS(...) ((const char *const[]){__VA_ARGS__})
