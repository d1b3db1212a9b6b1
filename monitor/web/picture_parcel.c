#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/fact_put.h"
#include "monitor/web/picture_part.h"

enum { LINE_DY = 30, LABEL_DY = 22, USUAL_DY = 36 };

static const char diamond[] = "M0-6 6 0 0 6-6 0Z";
static const char tick[] = "M-3 0-1 2.5 3-2.5";

/* ---- silence ---- */

struct picture_silence
picture_silence_of(const struct picture *in)
{
	const struct forecast *f = &in->shipment->forecast;
	const struct event *last = picture_scan(in, true);
	struct picture_silence s = {.drawn = false};

	if (last == NULL || picture_arrived(in) || in->shipment->closed_utc_ms != AT_NONE ||
	    in->held_since_utc_ms != AT_NONE || in->failing_since_utc_ms != AT_NONE)
		return s;
	s.from_utc_ms = picture_scan_at(in, last);
	/* Of a day without an hour it counts from its end. */
	if (last->at.kind == WHEN_DATE)
		s.from_utc_ms = zone_day_end(in->zone, last->at.day);
	s.span_ms = in->now_utc_ms - s.from_utc_ms;
	s.usual = f->gap_p50_ms > 0 && f->gap_p90_ms > 0;
	s.drawn = s.span_ms >= HOUR_MS && (!s.usual || s.span_ms > f->gap_p50_ms);
	s.long_ = s.usual && s.span_ms > f->gap_p90_ms;
	s.usual = s.usual && s.drawn;
	return s;
}

double
picture_parcel_height(const struct drawing *d)
{
	return LINE_DY + (picture_silence_of(d->in).usual ? 60 : 38);
}

static void
draw_silence(struct drawing *d, double y)
{
	const struct forecast *f = &d->in->shipment->forecast;
	struct picture_silence s = picture_silence_of(d->in);
	char text[PICTURE_TEXT_ROOM], hours[PICTURE_TEXT_ROOM], more[PICTURE_TEXT_ROOM];
	double from = drawing_at(d, s.from_utc_ms), now = drawing_at(d, d->in->now_utc_ms), most;

	if (!s.drawn)
		return;
	draw_line(d, from, y, now, y, s.long_ ? "silence long" : "silence");
	say_hours(hours, s.span_ms);
	say(d->in, text, s.long_ ? "silence" : "hours", hours);
	if (drawing_px(d, now) < text_px(text) + 4)
		draw_text(d, 0, 0, y - 9, ANCHOR_START, s.long_ ? "slip b" : "b", text);
	else
		draw_text(d, now, -4, y - 9, ANCHOR_END, s.long_ ? "slip b" : "b", text);
	if (!s.usual)
		return;
	draw_rect(
	    d, from, drawing_at(d, s.from_utc_ms + f->gap_p90_ms), y + USUAL_DY, 7, "usual90");
	draw_rect(
	    d, from, drawing_at(d, s.from_utc_ms + f->gap_p50_ms), y + USUAL_DY, 7, "usual50");
	say_hours(hours, f->gap_p50_ms);
	say(d->in, text, "usual", hours);
	say_hours(hours, f->gap_p90_ms);
	say(d->in, more, d->wide ? "usual_most" : "usual_most_short", hours);
	most = drawing_at(d, s.from_utc_ms + f->gap_p90_ms);
	/* What has no room beside it is in the table. */
	if (drawing_px(d, most) + 6 + text_px(text) + text_px(more) <
	    (d->wide ? PICTURE_WIDE_PX : PICTURE_NARROW_PX))
		say_more(text, more);
	draw_text(d, most, 6, y + USUAL_DY + 7, ANCHOR_START, "ink2", text);
}

/* ---- scans ---- */

static void
say_scan(const struct picture *in, char dst[PICTURE_TEXT_ROOM], const struct event *e, bool last)
{
	char key[64], at[PICTURE_TEXT_ROOM];
	struct buf place = BUF_INIT(PICTURE_TEXT_ROOM);

	if (last && e->place[0] != '\0') {
		(void)fact_add_place(&place, in->locale, e->place, in->shipment->origin.country);
		(void)text_cut(dst, PICTURE_TEXT_ROOM / 2, buf_span(&place));
	} else {
		(void)snprintf(key, sizeof(key), "at.%s", milestone_name(e->milestone));
		say(in, dst, key, "");
	}
	if (last && e->at.kind != WHEN_DATE) {
		say_time(in, at, picture_scan_at(in, e));
		say_more(dst, ", ");
		say_more(dst, at);
	}
	buf_clear(&place);
}

/* Below the line, where it touches no other; the last scan's comes first. */
static void
label_scan(struct drawing *d, const struct event *e, double y, bool last, double *free_px)
{
	char text[PICTURE_TEXT_ROOM];
	double at = drawing_at(d, picture_scan_at(d->in, e)), px = drawing_px(d, at), left;

	say_scan(d->in, text, e, last);
	left = px - (last ? 4 : text_px(text) / 2);
	if (left < 0)
		left = 0;
	if (left + text_px(text) > d->plot_px)
		left = d->plot_px - text_px(text);
	if (text[0] == '\0' || left < 0 || left + text_px(text) > *free_px)
		return;
	draw_text(d, at, left - px, y + LABEL_DY, ANCHOR_START, "ink2", text);
	*free_px = left - 8;
}

static void
draw_scans(struct drawing *d, double y)
{
	const struct event_list *events = &d->in->shipment->events;
	const struct event *last = picture_scan(d->in, true);
	double free_px = d->plot_px + 1;
	size_t drawn = 0;

	for (size_t i = events->count; i > 0 && drawn < PICTURE_SCANS; i--) {
		const struct event *e = &events->items[i - 1], *older = NULL;
		double at = drawing_at(d, picture_scan_at(d->in, e));
		bool turn;

		if (!e->physical || at < 0)
			continue;
		for (size_t j = i - 1; j > 0 && older == NULL; j--)
			if (events->items[j - 1].physical)
				older = &events->items[j - 1];
		turn = older == NULL || older->milestone != e->milestone;
		if (e->at.kind == WHEN_DATE)
			draw_rect(d, at, at + 1, y - 5, 10, "hollow");
		else if (picture_arrived(d->in) &&
		    when_equal(e->at, d->in->shipment->first_attempt))
			continue; /* has a mark of its own */
		else if (turn || e == last)
			draw_disc(d, at, y, "fact");
		else
			draw_line(d, at, y - 6, at, y + 6, "scan");
		if ((e == last && !picture_arrived(d->in)) || (turn && e != last))
			label_scan(d, e, y, e == last, &free_px);
		drawn++;
	}
}

/* Where and when it arrived, and by how much too late. */
static void
draw_arrival(struct drawing *d, double y)
{
	const struct shipment *s = d->in->shipment;
	int64_t utc_ms = zone_when_utc(d->in->zone, s->first_attempt);
	double at = drawing_at(d, utc_ms);
	bool late = s->state == PROMISE_LATE;
	char day[PICTURE_TEXT_ROOM], hour[PICTURE_TEXT_ROOM], text[PICTURE_TEXT_ROOM];

	say_day(d->in, day, zone_when_day(d->in->zone, s->first_attempt));
	if (s->first_attempt.kind != WHEN_DATE) {
		say_time(d->in, hour, utc_ms);
		say_more(day, ", ");
		say_more(day, hour);
	}
	say(d->in, text, late ? "arrived_late" : "arrived", day);
	if (late) {
		draw_path(d, at, y, "M-6-6H6V6H-6Z", "broke-mark");
		draw_path(d, at, y, "M-3-3 3 3M3-3-3 3", "on-mark");
	} else {
		draw_path(d, at, y, "M-7 0A7 7 0 0 1 7 0 7 7 0 0 1-7 0Z", "kept-mark");
		draw_path(d, at, y, tick, "on-mark");
	}
	if (drawing_px(d, at) + text_px(text) + 12 < d->plot_px)
		draw_text(d, at, 12, y + 4, ANCHOR_START, late ? "broke b" : "kept b", text);
	else
		draw_text(d, at, 6, y + LABEL_DY, ANCHOR_END, late ? "broke b" : "kept b", text);
}

/* ---- what is not the parcel's own: our hours, the carrier's word, what cannot be known ---- */

static void
draw_own(struct drawing *d, double y)
{
	const struct event *first = picture_scan(d->in, false);
	int64_t own_ms = picture_own_ms(d->in), at_utc_ms;
	char hours[PICTURE_TEXT_ROOM], text[PICTURE_TEXT_ROOM];
	double px, room;

	if (own_ms == 0 || first == NULL)
		return;
	at_utc_ms = picture_scan_at(d->in, first);
	if (drawing_at(d, at_utc_ms) <= 0)
		return;
	draw_line(d, drawing_at(d, at_utc_ms - own_ms), y, drawing_at(d, at_utc_ms), y, "own");
	say_hours(hours, own_ms);
	say(d->in, text, "own", hours);
	px = drawing_px(d, drawing_at(d, at_utc_ms));
	room = px;
	/* Not into the words of the silence. */
	if (picture_silence_of(d->in).drawn) {
		char silence[PICTURE_TEXT_ROOM];

		say_hours(hours, picture_silence_of(d->in).span_ms);
		say(d->in, silence, "silence", hours);
		room = drawing_px(d, drawing_at(d, d->in->now_utc_ms)) - text_px(silence) - 12;
	}
	if (room > px)
		room = px;
	/* Beside the wide one there is the gutter. */
	if (room >= text_px(text) || (d->wide && room > 0))
		draw_text(d, drawing_at(d, at_utc_ms), room - px, y - 9, ANCHOR_END, "word", text);
}

static void
draw_carrier_day(struct drawing *d, double y)
{
	const struct shipment *s = d->in->shipment;
	char day[PICTURE_TEXT_ROOM], text[PICTURE_TEXT_ROOM], both[PICTURE_TEXT_ROOM];
	int32_t on = zone_when_day(d->in->zone, s->eta_until);
	double at;

	if (on == DAY_NONE || picture_arrived(d->in) || s->closed_utc_ms != AT_NONE ||
	    on < d->first_day || on >= d->first_day + d->days)
		return;
	at = (double)(on - d->first_day) + 0.5;
	say_day(d->in, day, on);
	say(d->in, text, "carrier_says", day);
	(void)text_cut(both, PICTURE_TEXT_ROOM / 2, span_of(d->in->carrier));
	say_more(both, " ");
	say_more(both, text);
	draw_path(d, at, y, diamond, "eta");
	if (drawing_px(d, at) + 12 + text_px(both) < d->plot_px)
		draw_text(d, at, 12, y + 4, ANCHOR_START, "ink2", both);
	else
		draw_text(d, d->days, 0, y + LABEL_DY, ANCHOR_END, "ink2", both);
}

static void
draw_unknown(struct drawing *d, double top, double y)
{
	const struct picture *in = d->in;
	const struct event *last = picture_scan(in, true);
	double now = drawing_at(d, in->now_utc_ms), from;
	char hour[PICTURE_TEXT_ROOM], text[PICTURE_TEXT_ROOM];

	if (in->held_since_utc_ms != AT_NONE) {
		from = drawing_at(d, in->held_since_utc_ms);
		draw_rect(d, from, now, top + 1, picture_parcel_height(d) - 2, "held");
		say(in, text, "incident", "");
		draw_text(d, now, -4, y - 9, ANCHOR_END, "b", text);
	} else if (in->failing_since_utc_ms != AT_NONE && last != NULL && !picture_arrived(in)) {
		from = drawing_at(d, in->failing_since_utc_ms);
		draw_line(d, drawing_at(d, picture_scan_at(in, last)), y, from, y, "silence");
		draw_line(d, from, y, now, y, "dots");
		say_time(in, hour, in->failing_since_utc_ms);
		say(in, text, "failing", hour);
		draw_text(d, now, -4, y - 9,
		    drawing_px(d, now) > text_px(text) ? ANCHOR_END : ANCHOR_START, "b", text);
	}
}

void
picture_draw_parcel(struct drawing *d, double top)
{
	const struct event *first = picture_scan(d->in, false), *last = picture_scan(d->in, true);
	double y = top + LINE_DY;
	char text[PICTURE_TEXT_ROOM];

	draw_unknown(d, top, y);
	if (first != NULL)
		draw_line(d, drawing_at(d, picture_scan_at(d->in, first)), y,
		    drawing_at(d, picture_scan_at(d->in, last)), y, "way");
	if (d->in->shipment->state == PROMISE_LATE && picture_arrived(d->in))
		draw_line(d, picture_deadline(d), y,
		    drawing_at(d, zone_when_utc(d->in->zone, d->in->shipment->first_attempt)), y,
		    "lateness");
	draw_silence(d, y);
	draw_own(d, y);
	draw_scans(d, y);
	if (picture_arrived(d->in))
		draw_arrival(d, y);
	draw_carrier_day(d, y);
	if (first == NULL) {
		say(d->in, text, "no_scan", "");
		draw_text(d, 0, 6, y + 4, ANCHOR_START, "ink2", text);
	}
}
