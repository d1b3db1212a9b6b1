#include "monitor/web/picture.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/mustache.h"
#include "monitor/web/picture_part.h"

enum {
	REST_WIDE_PX = 72,
	REST_NARROW_PX = 48,
	AXIS_Y = 28,
	LANE_PAD = 10,
	TITLE_ROW = 20, /* narrow: above each lane */
	BASE_DY = 64,
	BAR_PX = 44,
	RETOLD_DY = 28,
	RETOLD_ROWS = 4,
	DAYS_LEAST = 7,
	DAYS_MOST = 14,
};

/* ---- which days ---- */

static void
widen(int32_t day, int32_t *from, int32_t *until)
{
	if (day == DAY_NONE)
		return;
	if (*from == DAY_NONE || day < *from)
		*from = day;
	if (*until == DAY_NONE || day > *until)
		*until = day;
}

static int32_t
day_of(const struct picture *in, int64_t utc_ms)
{
	return utc_ms == AT_NONE ? DAY_NONE : zone_day(in->zone, utc_ms);
}

static void
set_days(struct drawing *d)
{
	const struct picture *in = d->in;
	const struct shipment *s = in->shipment;
	const struct event *first = picture_scan(in, false), *last = picture_scan(in, true);
	int32_t from = DAY_NONE, until = DAY_NONE, now = day_of(in, in->now_utc_ms), start;

	if (first != NULL)
		widen(day_of(in, picture_scan_at(in, first) - picture_own_ms(in)), &from, &until);
	else
		widen(s->ship_by_day, &from, &until);
	if (from == DAY_NONE)
		widen(now, &from, &until);
	if (!picture_arrived(in))
		widen(now, &from, &until);
	widen(s->promise.from_day, &from, &until);
	widen(s->promise.until_day, &from, &until);
	for (size_t i = 0; i < in->order->retold_count; i++)
		widen(in->order->retold[i].until_day, &from, &until);
	widen(zone_when_day(in->zone, s->first_attempt), &from, &until);
	if (s->forecast.answer == FORECAST_MADE)
		widen(day_of(in, s->forecast.p90_utc_ms), &from, &until);
	if (until - from + 1 > DAYS_MOST) {
		start = now - 7;
		if (last != NULL && day_of(in, picture_scan_at(in, last)) - 3 < start)
			start = day_of(in, picture_scan_at(in, last)) - 3;
		if (picture_promised(in) && s->promise.from_day < start)
			start = s->promise.from_day;
		if (start > from)
			from = start;
	}
	if (until == s->promise.until_day && s->forecast.answer != FORECAST_MADE)
		until++;
	if (until - from + 1 < DAYS_LEAST)
		until = from + DAYS_LEAST - 1;
	d->first_day = from;
	d->days = until - from + 1;
}

/* ---- axis ---- */

static void
draw_axis(struct drawing *d, double bottom)
{
	const struct picture *in = d->in;
	double pitch = d->plot_px / d->days;
	int32_t now = day_of(in, in->now_utc_ms);

	for (int32_t i = 0; i < d->days; i++) {
		int weekday = day_weekday(d->first_day + i);
		char name[PICTURE_TEXT_ROOM], number[32], letter[16];
		const char *style = d->first_day + i == now ? "b" : weekday >= 5 ? "ink3" : "ink2";
		int32_t year, month, day;

		if (weekday >= 5)
			draw_rect(d, i, i + 1, AXIS_Y, bottom - AXIS_Y, "weekend");
		if (i > 0)
			draw_line(d, i, AXIS_Y, i, bottom, "day");
		if (pitch < 20 && weekday != 0)
			continue;
		(void)snprintf(letter, sizeof(letter), "day.%d", weekday);
		say(in, name, letter, "");
		day_to_civil(d->first_day + i, &year, &month, &day);
		(void)snprintf(number, sizeof(number), "%d", day);
		if (!d->wide) {
			draw_text(d, i + 0.5, 0, 9, ANCHOR_MIDDLE, style, name);
			draw_text(d, i + 0.5, 0, 23, ANCHOR_MIDDLE, style, number);
			continue;
		}
		if (pitch >= 46) {
			say_day(in, name, d->first_day + i);
		} else {
			say_more(name, " ");
			say_more(name, number);
		}
		draw_text(d, i + 0.5, 0, 18, ANCHOR_MIDDLE, style, name);
	}
}

/* What was cut from the start: before the first day that is drawn. */
static void
draw_cut(struct drawing *d, double y)
{
	const struct event_list *events = &d->in->shipment->events;
	char number[32], text[PICTURE_TEXT_ROOM];
	size_t count = 0;

	for (size_t i = 0; i < events->count; i++)
		count += events->items[i].physical &&
		    drawing_at(d, picture_scan_at(d->in, &events->items[i])) < 0;
	if (count == 0)
		return;
	(void)snprintf(number, sizeof(number), "%zu", count);
	say(d->in, text, "cut", number);
	draw_text(d, 0, 2, y, ANCHOR_START, "ink3", text);
}

/* ---- our word ---- */

/* Beside a block: to its left, or to its right where there is no room. */
static void
label_beside(struct drawing *d, double from, double until, double y, const char *text)
{
	if (drawing_px(d, from) >= text_px(text) + 8 ||
	    drawing_px(d, until) + text_px(text) + 8 > d->plot_px)
		draw_text(d, from, -6, y, ANCHOR_END, "word", text);
	else
		draw_text(d, until, 6, y, ANCHOR_START, "word", text);
}

static size_t
retold_rows(const struct picture *in)
{
	size_t count = in->order->retold_count;

	return count > RETOLD_ROWS ? RETOLD_ROWS : count;
}

static void
draw_retold(struct drawing *d, double y, const struct retold *r, bool live)
{
	double from = r->from_day - d->first_day, until = r->until_day - d->first_day + 1;
	char day[PICTURE_TEXT_ROOM], text[PICTURE_TEXT_ROOM];
	int32_t said = day_of(d->in, r->said_utc_ms), now = day_of(d->in, d->in->now_utc_ms);
	double room;

	if (said == now) {
		say_time(d->in, day, r->said_utc_ms);
		say(d->in, text, "said_today", day);
	} else {
		say_day(d->in, day, said);
		say(d->in, text, "said", day);
	}
	if (r->until_day == DAY_NONE) {
		draw_text(d, 0, 6, y + 15, ANCHOR_START, "word", text);
		return;
	}
	draw_rect(d, from, until, y, 22.5, live ? "told live" : "told");
	room = drawing_px(d, until) - drawing_px(d, from);
	if (text_px(text) + 12 <= room)
		draw_text(d, from, 8, y + 15, ANCHOR_START, "word", text);
	else
		label_beside(d, from, until, y + 15, text);
}

static void
draw_all_retold(struct drawing *d, double top)
{
	const struct order *order = d->in->order;
	size_t rows = retold_rows(d->in);
	char number[32], text[PICTURE_TEXT_ROOM];

	for (size_t row = 0; row < rows; row++) {
		double y = top + RETOLD_DY * (double)(row + 1);
		size_t i = row;

		if (order->retold_count > RETOLD_ROWS && row == 1) {
			(void)snprintf(
			    number, sizeof(number), "%zu", order->retold_count - RETOLD_ROWS + 1);
			say(d->in, text, "said_more", number);
			draw_text(d, 0, 6, y + 15, ANCHOR_START, "word", text);
			continue;
		}
		if (row > 0)
			i = order->retold_count - (rows - row);
		draw_retold(d, y, &order->retold[i], i + 1 == order->retold_count);
	}
}

/* The block of what was promised, its day inside where it fits. */
static void
draw_promise(struct drawing *d, double top)
{
	const struct promise *p = &d->in->shipment->promise;
	double from = p->from_day - d->first_day, until = picture_deadline(d);
	int64_t since = d->in->shipment->ordered_utc_ms != AT_NONE
	    ? d->in->shipment->ordered_utc_ms
	    : d->in->shipment->registered_utc_ms;
	char day[PICTURE_TEXT_ROOM], text[PICTURE_TEXT_ROOM], last[PICTURE_TEXT_ROOM];

	if (!picture_promised(d->in)) {
		say(d->in, text, "no_promise", "");
		draw_text(d, 0, 6, top + 16, ANCHOR_START, "ink2", text);
		return;
	}
	draw_rect(d, from, until, top, 24, "promised");
	say_day(d->in, day, p->from_day);
	if (p->from_day != p->until_day) {
		say_day(d->in, last, p->until_day);
		say_more(day, " – ");
		say_more(day, last);
	}
	if (text_px(day) + 4 <= drawing_px(d, until) - drawing_px(d, from))
		draw_text(d, (from + until) / 2, 0, top + 16, ANCHOR_MIDDLE, "on-word b", day);
	if (d->wide) {
		say_day(d->in, day, day_of(d->in, since));
		say(d->in, text, "promised", day);
	} else {
		say(d->in, text, "promised_short", "");
	}
	label_beside(d, from, until, top + 16, text);
}

/* ---- forecast ---- */

static int32_t
last_day(const struct drawing *d)
{
	return d->first_day + d->days - 1;
}

static bool
is_late(const struct drawing *d, int32_t day)
{
	return picture_promised(d->in) && day > d->in->shipment->promise.until_day;
}

static void
draw_bars(struct drawing *d, double base, const int32_t columns[PICTURE_COLUMNS])
{
	const struct forecast *f = &d->in->shipment->forecast;
	int32_t most = 40;

	for (size_t i = 0; i < PICTURE_COLUMNS; i++)
		if (columns[i] > most)
			most = columns[i];
	for (int32_t i = 0; i < FORECAST_DAYS; i++) {
		int32_t day = f->first_day + i;
		double x = day - d->first_day, height = (double)BAR_PX * columns[i] / most;
		char text[PICTURE_TEXT_ROOM];

		if (columns[i] == 0 || x < 0)
			continue;
		draw_rect(d, x + 0.16, x + 0.84, base - height, height,
		    is_late(d, day) ? d->wide ? "bar late" : "bar late n"
			: d->wide   ? "bar"
				    : "bar n");
		if (drawing_px(d, 1) >= text_px("00 %"))
			say_percent(d->in, text, columns[i]);
		else
			(void)snprintf(text, sizeof(text), "%d", columns[i]);
		draw_text(d, x + 0.5, 0, base - height - 6, ANCHOR_MIDDLE,
		    is_late(d, day) ? "slip b" : "ink2 b", text);
	}
}

/* From "1 in 10" to "9 in 10": the words that would touch are left out, the first one first. */
static void
draw_band(struct drawing *d, double base)
{
	const struct forecast *f = &d->in->shipment->forecast;
	const int64_t at[3] = {f->p10_utc_ms, f->p50_utc_ms, f->p90_utc_ms};
	static const char *const keys[3] = {"p10", "p50", "p90"};
	double x[3], y = base + 10;
	bool shown[3] = {true, true, true};

	for (int i = 0; i < 3; i++) {
		if (at[i] == AT_NONE)
			return;
		x[i] = drawing_at(d, at[i]);
	}
	draw_line(d, x[0], y, x[2], y, "band");
	draw_line(d, x[0], y - 4, x[0], y + 4, "band");
	draw_line(d, x[2], y - 4, x[2], y + 4, "band");
	draw_line(d, x[1], y - 5, x[1], y + 5, "median");
	shown[0] = drawing_px(d, x[1]) - drawing_px(d, x[0]) >= 50;
	shown[1] = drawing_px(d, x[2]) - drawing_px(d, x[1]) >= 50;
	if (!shown[1])
		shown[0] = drawing_px(d, x[2]) - drawing_px(d, x[0]) >= 50;
	for (int i = 0; i < 3; i++) {
		char text[PICTURE_TEXT_ROOM];

		say(d->in, text, keys[i], "");
		if (shown[i])
			draw_text(d, x[i], 0, base + 28, ANCHOR_MIDDLE, "ink2", text);
	}
}

/* The column for what comes after the axis stands beside the plot. */
static void
draw_rest(struct drawing *d, double base, int32_t percent, int32_t most)
{
	double room = d->wide ? REST_WIDE_PX : REST_NARROW_PX;
	double width = room * 0.68, height = (double)BAR_PX * percent / (most > 40 ? most : 40);
	bool late = picture_promised(d->in);
	char text[PICTURE_TEXT_ROOM];

	say(d->in, text, d->wide ? "after" : "after_short", "");
	(void)buf_addf(d->out,
	    "<svg x=\"100%%\" overflow=\"visible\"><text x=\"%g\" y=\"%d\" text-anchor=\"middle\" "
	    "class=\"ink3\">",
	    room / 2, d->wide ? 18 : 23);
	(void)mustache_add_html(d->out, text);
	(void)buf_add_str(d->out, "</text>");
	if (percent > 0) {
		say_percent(d->in, text, percent);
		(void)buf_addf(d->out,
		    "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" class=\"bar%s%s\"/><text "
		    "x=\"%g\" y=\"%g\" text-anchor=\"middle\" class=\"%s b\">",
		    (room - width) / 2, base - height, width, height, late ? " late" : "",
		    d->wide ? "" : " n", room / 2, base - height - 6, late ? "slip" : "ink2");
		(void)mustache_add_html(d->out, text);
		(void)buf_add_str(d->out, "</text>");
	}
	(void)buf_add_str(d->out, "</svg>");
}

/* ---- the whole ---- */

static void
draw_now(struct drawing *d, double bottom)
{
	char text[PICTURE_TEXT_ROOM], hour[PICTURE_TEXT_ROOM];
	double now = drawing_at(d, d->in->now_utc_ms), width, shift = 0, px = drawing_px(d, now);

	say_time(d->in, hour, d->in->now_utc_ms);
	say(d->in, text, "now", hour);
	width = text_px(text) + 14;
	if (px < width / 2)
		shift = width / 2 - px;
	else if (px + width / 2 > d->plot_px)
		shift = d->plot_px - px - width / 2;
	draw_line(d, now, AXIS_Y, now, bottom, "now");
	(void)buf_addf(&d->words,
	    "<svg x=\"%.2f%%\" y=\"%g\" overflow=\"visible\"><rect x=\"%g\" width=\"%g\" "
	    "height=\"20\" class=\"flag\"/><text x=\"%g\" y=\"14\" text-anchor=\"middle\" "
	    "class=\"flagged\">",
	    drawing_percent(d, now), bottom + 4, shift - width / 2, width, shift);
	(void)mustache_add_html(&d->words, text);
	(void)buf_add_str(&d->words, "</text></svg>");
}

/* Through gutter, plot and the column beside it. */
static void
add_lanes(const struct drawing *d, const double tops[3], double bottom, struct buf *out)
{
	int rest = d->wide ? REST_WIDE_PX : REST_NARROW_PX;

	for (int i = 0; i < 4; i++) {
		double y = i < 3 ? tops[i] : bottom;

		(void)buf_addf(out,
		    "<line x1=\"%d\" x2=\"100%%\" y1=\"%g\" y2=\"%g\" class=\"lane\"/>",
		    d->wide ? -PICTURE_GUTTER : 0, y, y);
		if (d->rest)
			(void)buf_addf(out,
			    "<svg x=\"100%%\" overflow=\"visible\"><line x2=\"%d\" y1=\"%g\" "
			    "y2=\"%g\" class=\"lane\"/></svg>",
			    rest, y, y);
	}
}

static void
draw_lanes(struct drawing *d, const double tops[3], double bottom, const int32_t *columns)
{
	const struct picture *in = d->in;
	double pad = d->wide ? LANE_PAD : LANE_PAD + TITLE_ROW - 6;
	double base = tops[1] + pad + BASE_DY;
	char text[PICTURE_TEXT_ROOM];

	draw_axis(d, bottom);
	add_lanes(d, tops, bottom, d->out);
	if (!picture_arrived(in))
		draw_now(d, bottom);
	if (picture_promised(in))
		draw_line(
		    d, picture_deadline(d), tops[0] + pad, picture_deadline(d), bottom, "deadline");
	draw_promise(d, tops[0] + pad);
	draw_all_retold(d, tops[0] + pad);
	if (d->rest) {
		draw_line(d, 0, base, d->days, base, "base");
		draw_bars(d, base, columns);
		draw_band(d, base);
	} else {
		picture_say_none(in, text);
		draw_text(d, 0, 6, tops[1] + pad + 20, ANCHOR_START, "ink2", text);
	}
	picture_draw_parcel(d, tops[2] + pad - LANE_PAD);
	draw_cut(d, tops[2] + pad + 4);
}

static int
draw(const struct picture *in, bool wide, struct buf *out)
{
	struct buf plot = BUF_INIT(out->cap);
	struct drawing d = {.in = in, .out = &plot, .words = BUF_INIT(out->cap), .wide = wide};
	int32_t columns[PICTURE_COLUMNS] = {0}, most = 0;
	double tops[3] = {AXIS_Y}, bottom, extra = wide ? 0 : TITLE_ROW - 6;
	int rc;

	set_days(&d);
	d.rest = in->held_since_utc_ms == AT_NONE && !picture_arrived(in) &&
	    picture_columns(in, last_day(&d), columns);
	d.plot_px = wide ? PICTURE_WIDE_PX - (d.rest ? REST_WIDE_PX : 0)
			 : PICTURE_NARROW_PX - (d.rest ? REST_NARROW_PX : 0);
	for (size_t i = 0; d.rest && i < PICTURE_COLUMNS; i++)
		most = columns[i] > most ? columns[i] : most;
	tops[1] = tops[0] + LANE_PAD + RETOLD_DY * (double)(1 + retold_rows(in)) + 8 + extra;
	if (wide && in->elsewhere[0] != '\0' && retold_rows(in) == 0)
		tops[1] += TITLE_ROW - 6;
	tops[2] = tops[1] + (d.rest ? LANE_PAD + BASE_DY + 38 : 56) + extra;
	bottom = tops[2] + picture_parcel_height(&d) + extra;
	draw_lanes(&d, tops, bottom, columns);

	(void)buf_addf(out,
	    "<svg class=\"picture %s%s\" width=\"100%%\" height=\"%g\" role=\"img\" aria-label=\"",
	    wide ? "wide" : "narrow", d.rest ? " rest" : "", bottom + 28);
	picture_add_sentence(in, out);
	(void)buf_addf(out,
	    "\"><defs><pattern id=\"hatch%s\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
	    "<path d=\"M-1 7 7-1M-1 1 1-1M5 7 7 5\" class=\"hatch\"/></pattern><pattern id=\"hatch-late%s\" "
	    "width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"M-1 7 7-1M-1 1 1-1M5 7 7 "
	    "5\" class=\"hatch late\"/></pattern></defs>",
	    wide ? "" : "-n", wide ? "" : "-n");
	(void)buf_add(out, buf_str(&plot), plot.len);
	(void)buf_add(out, buf_str(&d.words), d.words.len);
	d.out = out;
	if (d.rest)
		draw_rest(&d, tops[1] + (wide ? LANE_PAD : LANE_PAD + TITLE_ROW - 6) + BASE_DY,
		    columns[FORECAST_DAYS], most);
	picture_add_titles(&d, tops);
	(void)buf_add_str(out, "</svg>\n");
	rc = buf_error(&plot) != 0 ? buf_error(&plot) : buf_error(&d.words);
	buf_clear(&plot);
	buf_clear(&d.words);
	return rc != 0 ? rc : buf_error(out);
}

int
picture_draw(const struct picture *in, struct buf *out)
{
	int rc = draw(in, true, out);

	return rc != 0 ? rc : draw(in, false, out);
}
