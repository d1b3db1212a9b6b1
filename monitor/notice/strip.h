#pragma once

/*
 * strip: the week in seven cells, as a mail shows it: today, the promised day that we gave up, the days of the new window. Pure.
 */

#include "monitor/base/notice.h"

enum { STRIP_DAYS = 7, STRIP_ROOM = 24 };

/* One cell of the day strip. */
struct strip_cell {
	char weekday[STRIP_ROOM], day[STRIP_ROOM];
	char note[STRIP_ROOM]; /* "hoy"; "" none */
	bool weekend;
	bool promised; /* the day we gave up */
	bool arrival;  /* within the new window */
};

/* Seven days that end with the last day of promise and window. *count 0: there is no new window, or no week shows it and the promise. ERR_NOMEM,
 * ERR_RANGE for a locale that ICU does not know. */
int strip_build(struct strip_cell cells[STRIP_DAYS], size_t *count, const char *locale,
    const struct notice_facts *n, int32_t today) MUST_CHECK;
