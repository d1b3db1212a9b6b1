#include "monitor/web/chart.h"

#include <math.h>
#include <stdio.h>

#include "monitor/notice/mustache.h"

enum {
	PLOT_TOP = 20,
	PLOT_PX = 160,
	LABEL_DY = 20, /* of a word below the plot */
	TICKS = 4,
	ROW_PX = 20,
	AXIS_MOST = 850, /* an axis of shares begins there at the latest */
	AXIS_STEP = 50,
	SAID_PX = 200,
	WHOLE = 1000,
};

struct chart_share
chart_share_of(int64_t part, int64_t whole)
{
	const double z = 1.645;
	double n = (double)whole, p, middle, half;

	if (whole <= 0)
		return (struct chart_share){-1, -1, -1};
	p = (double)part / n;
	middle = (p + z * z / (2 * n)) / (1 + z * z / n);
	half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
	return (struct chart_share){(int32_t)lround(WHOLE * p),
	    (int32_t)lround(WHOLE * fmax(0, middle - half)),
	    (int32_t)lround(WHOLE * fmin(1, middle + half))};
}

int32_t
chart_from(const struct chart_point *points, size_t count)
{
	int32_t from = AXIS_MOST;

	for (size_t i = 0; i < count; i++)
		if (points[i].share.value >= 0 && points[i].share.low < from)
			from = points[i].share.low / AXIS_STEP * AXIS_STEP;
	return from;
}

/* ---- parts ---- */

static void
begin(struct buf *out, const char *style, int height, const char *alt)
{
	(void)buf_addf(
	    out, "<svg class=\"chart %s\" width=\"100%%\" height=\"%d\" ", style, height);
	if (alt == NULL) {
		(void)buf_add_str(out, "aria-hidden=\"true\">");
	} else {
		(void)buf_add_str(out, "role=\"img\" aria-label=\"");
		(void)mustache_add_html(out, alt);
		(void)buf_add_str(out, "\">");
	}
}

static int
end(struct buf *out)
{
	(void)buf_add_str(out, "</svg>");
	return buf_error(out);
}

static void
line(struct buf *out, const char *style, double x1, double y1, double x2, double y2)
{
	(void)buf_addf(out,
	    "<line class=\"%s\" x1=\"%.2f%%\" y1=\"%.1f\" x2=\"%.2f%%\" y2=\"%.1f\"/>", style, x1,
	    y1, x2, y2);
}

static void
rect(struct buf *out, const char *style, double x, double y, double width, double height)
{
	(void)buf_addf(out,
	    "<rect class=\"%s\" x=\"%.2f%%\" y=\"%.1f\" width=\"%.2f%%\" height=\"%.1f\"/>", style,
	    x, y, width, height);
}

static void
disc(struct buf *out, const char *style, double x, double y, double r)
{
	(void)buf_addf(
	    out, "<circle class=\"%s\" cx=\"%.2f%%\" cy=\"%.1f\" r=\"%.1f\"/>", style, x, y, r);
}

/* `dx` px beside a place. */
static void
text(struct buf *out, const char *style, double x, double dx, double y, const char *words)
{
	(void)buf_addf(
	    out, "<text class=\"%s\" x=\"%.2f%%\" dx=\"%.0f\" y=\"%.1f\">", style, x, dx, y);
	(void)mustache_add_html(out, words);
	(void)buf_add_str(out, "</text>");
}

static void
number(struct buf *out, const char *style, double x, double dx, double y, int32_t per_mille)
{
	(void)buf_addf(out, "<text class=\"%s\" x=\"%.2f%%\" dx=\"%.0f\" y=\"%.1f\">%d</text>",
	    style, x, dx, y, (per_mille + 5) / 10);
}

/* A share's height in the plot, whose foot is `from`. */
static double
height_of(int32_t share, int32_t from)
{
	return PLOT_TOP + PLOT_PX * (double)(WHOLE - share) / (WHOLE - from);
}

static void
add_axis(struct buf *out, int32_t from)
{
	int32_t step = WHOLE - from <= 200 ? 50 : WHOLE - from <= 500 ? 100 : WHOLE / TICKS;

	for (int32_t share = WHOLE; share >= from; share -= step) {
		line(out, "rule", 0, height_of(share, from), 100, height_of(share, from));
		number(out, "end", 0, -8, height_of(share, from) + 4, share);
	}
}

/* ---- one after another ---- */

int
chart_rates(struct buf *out, const struct chart_point *points, size_t count, int32_t from,
    int32_t target, const struct chart_words *words)
{
	double pitch = 100.0 / (double)(count > 0 ? count : 1);
	const struct chart_point *before = NULL;

	begin(out, "rates", PLOT_TOP + PLOT_PX + LABEL_DY + 4, words->alt);
	add_axis(out, from);
	for (size_t i = 0; i < count; i++) {
		double x = pitch * ((double)i + 0.5);
		const struct chart_share *s = &points[i].share;

		if (s->value < 0) {
			before = NULL;
			continue;
		}
		line(out, "between", x, height_of(s->low, from), x, height_of(s->high, from));
		if (before != NULL)
			line(out, "way", x - pitch, height_of(before->share.value, from), x,
			    height_of(s->value, from));
		before = &points[i];
	}
	if (target >= from) {
		char key[256];

		/* Its words stand over the plot, in its colour: beside it they would lie on somebody's dot. */
		(void)snprintf(key, sizeof(key), "━ %s", words->target);
		line(out, "goal", 0, height_of(target, from), 100, height_of(target, from));
		text(out, "end goal-words", 100, 0, PLOT_TOP - 10, key);
	}
	for (size_t i = 0; i < count; i++) {
		double x = pitch * ((double)i + 0.5);

		if (points[i].share.value >= 0)
			disc(out, "dot", x, height_of(points[i].share.value, from), 4);
		/* Every other one where they would touch. */
		if (count <= 6 || (count - 1 - i) % (count > 24 ? 8 : 2) == 0)
			text(out, "middle", x, 0, PLOT_TOP + PLOT_PX + LABEL_DY, points[i].label);
	}
	return end(out);
}

/* ---- in rows of a table ---- */

int
chart_dot(struct buf *out, struct chart_share share, int32_t from, int32_t target)
{
	double scale = 100.0 / (WHOLE - from), y = ROW_PX / 2.0;

	begin(out, "row", ROW_PX, NULL);
	line(out, "rule", 0, y, 100, y);
	if (share.value >= from) {
		line(out, "between", scale * (share.low > from ? share.low - from : 0), y,
		    scale * (share.high - from), y);
		disc(out, "dot", scale * (share.value - from), y, 4);
	}
	if (target >= from)
		line(out, "goal", scale * (target - from), 2, scale * (target - from), ROW_PX - 2);
	return end(out);
}

int
chart_bar(struct buf *out, int32_t per_mille, bool own)
{
	begin(out, "row", ROW_PX, NULL);
	rect(out, own ? "own" : "other", 0, 5, per_mille / 10.0, ROW_PX - 10);
	return end(out);
}

/* ---- what was said ---- */

int
chart_calibration(
    struct buf *out, const struct chart_said *points, size_t count, const struct chart_words *words)
{
	begin(out, "said", PLOT_TOP + SAID_PX + 2 * LABEL_DY, words->alt);
	for (int32_t i = 0; i <= TICKS; i++) {
		double share = (double)i / TICKS, y = PLOT_TOP + SAID_PX * (1 - share);

		line(out, "rule", 0, y, 100, y);
		line(out, "rule", 100 * share, PLOT_TOP, 100 * share, PLOT_TOP + SAID_PX);
		number(out, "end", 0, -8, y + 4, WHOLE * i / TICKS);
		number(out, "middle", 100 * share, 0, PLOT_TOP + SAID_PX + LABEL_DY,
		    WHOLE * i / TICKS);
	}
	line(out, "alike", 0, PLOT_TOP + SAID_PX, 100, PLOT_TOP);
	for (size_t i = 0; i < count; i++) {
		const struct chart_share *s = &points[i].happened;
		double x = points[i].said / 10.0, unit = (double)SAID_PX / WHOLE;

		if (s->value < 0)
			continue;
		line(out, "between", x, PLOT_TOP + unit * (WHOLE - s->low), x,
		    PLOT_TOP + unit * (WHOLE - s->high));
		disc(out, "dot", x, PLOT_TOP + unit * (WHOLE - s->value),
		    points[i].n >= 1000      ? 7
			: points[i].n >= 100 ? 5
					     : 4);
	}
	text(out, "end", 100, 0, PLOT_TOP + SAID_PX + 2 * LABEL_DY - 4, words->across);
	text(out, "", 0, -28, PLOT_TOP - 8, words->up);
	return end(out);
}

/* ---- columns ---- */

int
chart_columns(struct buf *out, const struct chart_point *points, size_t count, int32_t target,
    int today, int better, const struct chart_words *words)
{
	double pitch = 100.0 / (double)(count > 0 ? count : 1);

	begin(out, "columns", PLOT_TOP + PLOT_PX + LABEL_DY + 4, words->alt);
	add_axis(out, 0);
	for (size_t i = 0; i < count; i++) {
		double x = pitch * (double)i, y = height_of(points[i].share.value, 0);
		const char *style = (int)i == today ? "today"
		    : (int)i == better              ? "better"
						    : "other";

		if (points[i].share.value < 0)
			continue;
		rect(out, style, x + pitch * 0.2, y, pitch * 0.6, PLOT_TOP + PLOT_PX - y);
		text(out, (int)i == today || (int)i == better ? "middle b" : "middle",
		    x + pitch / 2, 0, PLOT_TOP + PLOT_PX + LABEL_DY, points[i].label);
	}
	line(out, "goal", 0, height_of(target, 0), 100, height_of(target, 0));
	/* Last, so that no line strikes through a figure. */
	for (size_t i = 0; i < count; i++)
		if (points[i].share.value >= 0)
			number(out, "middle b figure", pitch * ((double)i + 0.5), 0,
			    height_of(points[i].share.value, 0) - 5, points[i].share.value);
	return end(out);
}

/* ---- counts by the hour ---- */

int
chart_scans(struct buf *out, const struct chart_step *steps, size_t count, double from,
    const struct chart_words *words)
{
	const double foot = PLOT_TOP + PLOT_PX, pitch = 100.0 / (double)(count > 0 ? count : 1);
	const bool right = from > (double)count / 2; /* where its words have room */
	double most = 1, before = foot;

	for (size_t i = 0; i < count; i++)
		most = fmax(most, fmax(steps[i].expected, steps[i].seen));
	begin(out, "scans", PLOT_TOP + PLOT_PX + 2 * LABEL_DY + 4, words->alt);
	rect(out, "silent", pitch * from, PLOT_TOP - 12, 100 - pitch * from, PLOT_PX + 12);
	line(out, "rule", 0, foot, 100, foot);
	for (size_t i = 0; i < count; i++) {
		double x = pitch * (double)i, tall = PLOT_PX * 0.75 / most;

		rect(out, "seen", x + pitch * 0.12, foot - tall * steps[i].seen, pitch * 0.76,
		    tall * steps[i].seen);
		line(out, "expected", x, before, x, foot - tall * steps[i].expected);
		before = foot - tall * steps[i].expected;
		line(out, "expected", x, before, x + pitch, before);
		text(out, "", x, 0, foot + LABEL_DY, steps[i].label);
		text(out, "b", x, 0, foot + 2 * LABEL_DY, steps[i].day);
	}
	line(out, "now", 100, PLOT_TOP - 12, 100, foot);
	text(out, right ? "end b" : "b", pitch * from, right ? -8 : 8, PLOT_TOP + 4, words->target);
	text(out, right ? "end" : "", pitch * from, right ? -8 : 8, PLOT_TOP + 22, words->across);
	return end(out);
}
