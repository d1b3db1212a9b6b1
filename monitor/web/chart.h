#pragma once

/*
 * chart: the charts of reports as SVG without a style of its own (assets/desk.css has it): across in percent of the plot, heights and words in
 * px, so that each fits any width and its words never scale. Shape and place say it all, colour repeats it. Values in, SVG out: pure.
 */

#include "monitor/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* A share of a thousand, and between which it lies nine times of ten; value -1: none is known. */
struct chart_share {
	int32_t value, low, high;
};

/* Of `part` in `whole` (Wilson's interval, z 1.645). */
struct chart_share chart_share_of(int64_t part, int64_t whole);

struct chart_point {
	const char *label; /* below it */
	struct chart_share share;
};

/* Words that stand in a chart; borrowed. */
struct chart_words {
	const char *alt;    /* for who does not see it */
	const char *target; /* beside the line of the goal */
	const char *across, *up;
};

/* Where an axis of shares may begin so that all of them are on it: a multiple of 50, 850 at most. */
int32_t chart_from(const struct chart_point *points, size_t count);

/* One share after another, as dots on a line, with the goal. */
int chart_rates(struct buf *out, const struct chart_point *points, size_t count, int32_t from,
    int32_t target, const struct chart_words *words) MUST_CHECK;

/* One share as a dot on an axis that the rows of a table have in common. */
int chart_dot(struct buf *out, struct chart_share share, int32_t from, int32_t target) MUST_CHECK;

/* One share as a bar from nothing; of our own part (`own`) it is blue and striped. */
int chart_bar(struct buf *out, int32_t per_mille, bool own) MUST_CHECK;

/* What was said (each label's place is `said`, per mille) against what happened, beside the line where both are alike. */
struct chart_said {
	int32_t said;
	struct chart_share happened;
	int64_t n;
};
int chart_calibration(struct buf *out, const struct chart_said *points, size_t count,
    const struct chart_words *words) MUST_CHECK;

/* Things counted in one step of time after another, beside how many were to be expected; labels "" none. */
enum { CHART_STEPS = 32 };
struct chart_step {
	double expected, seen;
	const char *label, *day; /* below it: its hour, and where a day begins its name */
};
/* `from`: where in the steps a silence begins that lasts to their end, grey, with two lines of words (target, across). */
int chart_scans(struct buf *out, const struct chart_step *steps, size_t count, double from,
    const struct chart_words *words) MUST_CHECK;

/* Shares as columns from nothing; `today` and `better` are marked by their outline, -1 none. */
int chart_columns(struct buf *out, const struct chart_point *points, size_t count, int32_t target,
    int today, int better, const struct chart_words *words) MUST_CHECK;
