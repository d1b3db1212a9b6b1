#include <stdio.h>

#include "monitor/web/picture_part.h"

enum {
	ROW_PX = 48,
	WHOLE_PX =
	    400, /* of what goes through a row, however high its words make it: the style sheet cuts it */
	PLOT_PX = 288, /* at the least */
	SCANS_Y = 16,
	SCAN_PX = 5,
	BAND_Y = 28,
	BAND_PX = 8,
	MEDIAN_PX = 4, /* above the band, and below */
	TOLD_Y = 42,
	HEAD_PX = 32,
};

static const char arrow[] = "M-5-4 0 0-5 4Z";

static void
begin(struct drawing *d, const char *style, int height_px)
{
	(void)buf_addf(d->out,
	    "<svg class=\"picture %s\" width=\"100%%\" height=\"%d\" aria-hidden=\"true\">", style,
	    height_px);
}

static struct drawing
drawing_of(const struct picture *in, const struct picture_axis *axis, struct buf *out)
{
	return (struct drawing){.in = in,
	    .out = out,
	    .words = BUF_INIT(4096),
	    .first_day = axis->first_day,
	    .days = axis->days,
	    .plot_px = PLOT_PX};
}

static void
draw_weekends(struct drawing *d, double height)
{
	for (int32_t i = 0; i < d->days; i++)
		if (day_weekday(d->first_day + i) >= 5)
			draw_rect(d, i, i + 1, 0, height, "weekend");
}

/* ---- one row ---- */

static void
draw_scans(struct drawing *d)
{
	const struct picture *in = d->in;
	const struct event *first = picture_scan(in, false), *last = picture_scan(in, true);
	struct picture_silence silence = picture_silence_of(in);
	double now = drawing_at(d, in->now_utc_ms), until;

	if (last == NULL)
		return;
	until = drawing_at(d, picture_scan_at(in, last));
	if (until < 0)
		return;
	draw_line(d, drawing_at(d, picture_scan_at(in, first)), SCANS_Y, until, SCANS_Y, "way");
	if (in->failing_since_utc_ms != AT_NONE)
		draw_line(d, until, SCANS_Y, now, SCANS_Y, "dots");
	else if (silence.drawn)
		draw_line(d, drawing_at(d, silence.from_utc_ms), SCANS_Y, now, SCANS_Y,
		    silence.long_ ? "silence long" : "silence");
	for (size_t i = 0; i < in->shipment->events.count; i++) {
		const struct event *e = &in->shipment->events.items[i];
		double at = drawing_at(d, picture_scan_at(in, e));

		if (e->physical && e != last && at >= 0)
			draw_line(d, at, SCANS_Y - SCAN_PX, at, SCANS_Y + SCAN_PX, "scan");
	}
	draw_disc(d, until, SCANS_Y, "fact");
}

/* When it would come, nine times of ten: what is in time is hollow, what is late hatched. */
static void
draw_band(struct drawing *d)
{
	const struct forecast *f = &d->in->shipment->forecast;
	double from, until, deadline = picture_deadline(d), median;

	if (f->answer != FORECAST_MADE || f->p10_utc_ms == AT_NONE || f->p90_utc_ms == AT_NONE)
		return;
	from = drawing_at(d, f->p10_utc_ms);
	until = drawing_at(d, f->p90_utc_ms);
	if (!picture_promised(d->in))
		deadline = until;
	if (from < deadline)
		draw_rect(d, from, until < deadline ? until : deadline, BAND_Y, BAND_PX, "early");
	if (until > deadline)
		draw_rect(
		    d, from > deadline ? from : deadline, until, BAND_Y, BAND_PX, "bar late n");
	median = f->p50_utc_ms != AT_NONE ? drawing_at(d, f->p50_utc_ms) : -1;
	if (median >= 0 && median <= d->days)
		draw_line(
		    d, median, BAND_Y - MEDIAN_PX, median, BAND_Y + BAND_PX + MEDIAN_PX, "median");
	if (until > d->days)
		draw_path(d, d->days, BAND_Y + BAND_PX / 2.0, arrow, "beyond");
}

static void
draw_promised(struct drawing *d)
{
	const struct promise *p = &d->in->shipment->promise;
	double deadline = picture_deadline(d);

	if (!picture_promised(d->in))
		return;
	draw_rect(d, p->from_day - d->first_day, deadline, 0, WHOLE_PX, "day-promised");
	if (deadline >= 0 && deadline <= d->days)
		draw_line(d, deadline, 0, deadline, WHOLE_PX, "deadline");
}

static void
draw_told(struct drawing *d)
{
	const struct order *o = d->in->order;
	const struct retold *last = o->retold_count > 0 ? &o->retold[o->retold_count - 1] : NULL;

	if (last != NULL && last->until_day != DAY_NONE)
		draw_line(d, last->from_day - d->first_day, TOLD_Y,
		    last->until_day + 1 - d->first_day, TOLD_Y, "deadline");
}

int
picture_row(const struct picture *in, const struct picture_axis *axis, struct buf *out)
{
	struct drawing d = drawing_of(in, axis, out);
	double now = drawing_at(&d, in->now_utc_ms);

	begin(&d, "row", ROW_PX);
	draw_weekends(&d, WHOLE_PX);
	draw_promised(&d);
	draw_line(&d, now, 0, now, WHOLE_PX, "now");
	draw_scans(&d);
	draw_band(&d);
	draw_told(&d);
	(void)buf_add_str(out, "</svg>");
	buf_clear(&d.words);
	return buf_error(out);
}

/* ---- the head ---- */

int
picture_row_head(const struct picture *in, const struct picture_axis *axis, struct buf *out)
{
	struct drawing d = drawing_of(in, axis, out);
	int32_t now = zone_day(in->zone, in->now_utc_ms);

	begin(&d, "row-head", HEAD_PX);
	draw_weekends(&d, HEAD_PX);
	for (int32_t i = 0; i < d.days; i++) {
		char letter[16], name[PICTURE_TEXT_ROOM], number[16];
		const char *style = d.first_day + i == now ? "b" : "ink2";
		int32_t year, month, day;

		(void)snprintf(letter, sizeof(letter), "day.%d", day_weekday(d.first_day + i));
		say(in, name, letter, "");
		day_to_civil(d.first_day + i, &year, &month, &day);
		(void)snprintf(number, sizeof(number), "%d", day);
		draw_text(&d, i + 0.5, 0, 11, ANCHOR_MIDDLE, style, name);
		draw_text(&d, i + 0.5, 0, 26, ANCHOR_MIDDLE, style, number);
	}
	(void)buf_add(out, d.words.data, d.words.len);
	(void)buf_add_str(out, "</svg>");
	buf_clear(&d.words);
	return buf_error(out);
}
