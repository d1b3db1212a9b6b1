#pragma once

/*
 * picture_part: what the lanes of the promise picture are drawn with: the axis of days, marks and words. Of picture*.c alone.
 */

#include "monitor/web/picture.h"

enum {
	PICTURE_TEXT_ROOM = 192,
	PICTURE_GUTTER = 128,  /* left of a wide plot: the titles of its lanes */
	PICTURE_WIDE_PX = 520, /* at least; with the column of what comes later */
	PICTURE_NARROW_PX = 288,
	PICTURE_SCANS = 64,
	PICTURE_COLUMNS = FORECAST_DAYS + 1, /* the last: after them */
};

/* One drawing under way. */
struct drawing {
	const struct picture *in;
	struct buf *out;
	struct buf words; /* drawn last, so that no line strikes through one */
	bool wide;
	bool rest;         /* there is a column for what comes later */
	int32_t first_day; /* of the axis */
	int32_t days;
	double plot_px; /* at the least width it is made for */
	double held_px; /* the end of the last word below the parcel's line */
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

/* Days from the axis' start, as a fraction; of an instant, of the start of a day. */
double drawing_at(const struct drawing *d, int64_t utc_ms);
/* In percent of the plot, and in px at the least width. */
double drawing_percent(const struct drawing *d, double days);
double drawing_px(const struct drawing *d, double days);
/* A word's width at 12 px, as estimated: 0.56 em a character. */
double text_px(const char *text);

/* "pic.KEY" with what is said in place of its "$". */
void say(const struct picture *in, char dst[PICTURE_TEXT_ROOM], const char *key, const char *what);
/* More after what is there, cut to fit. */
void say_more(char dst[PICTURE_TEXT_ROOM], const char *text);
/* A day, "lun 23"; a time of day, "16:12"; whole hours, "37". */
void say_day(const struct picture *in, char dst[PICTURE_TEXT_ROOM], int32_t day);
void say_time(const struct picture *in, char dst[PICTURE_TEXT_ROOM], int64_t utc_ms);
void say_hours(char dst[PICTURE_TEXT_ROOM], int64_t span_ms);
void say_percent(const struct picture *in, char dst[PICTURE_TEXT_ROOM], int32_t percent);

void draw_rect(
    struct drawing *d, double from, double until, double y, double height, const char *style);
void draw_line(
    struct drawing *d, double from, double y1, double until, double y2, const char *style);
/* A mark around a point. */
void draw_disc(struct drawing *d, double at, double y, const char *style);
void draw_path(struct drawing *d, double at, double y, const char *path, const char *style);
void draw_text(struct drawing *d, double at, double dx, double y, enum anchor anchor,
    const char *style, const char *text);

/* The instant of a scan, on the destination's clock; a day alone: its start. */
int64_t picture_scan_at(const struct picture *in, const struct event *e);
/* First and last physical scan; NULL none. */
const struct event *picture_scan(const struct picture *in, bool last);
/* What comes when, in whole percent that add up to 100; the last column is what comes after the axis. False: no forecast was made. */
bool picture_columns(const struct picture *in, int32_t until_day, int32_t columns[PICTURE_COLUMNS]);
/* The last day of the promise is over; in days of the axis. */
double picture_deadline(const struct drawing *d);
bool picture_promised(const struct picture *in);
bool picture_arrived(const struct picture *in);
/* Hours that we lost ourselves before the carrier had it, ms; 0 none. */
int64_t picture_own_ms(const struct picture *in);

/* From the last scan to now. */
struct picture_silence {
	bool drawn, long_;
	int64_t from_utc_ms, span_ms;
	bool usual; /* what is usual here is known */
};
struct picture_silence picture_silence_of(const struct picture *in);

/* The lane of the parcel; answers its height. */
double picture_parcel_height(const struct drawing *d);
void picture_draw_parcel(struct drawing *d, double top);
/* Why there are no bars. */
void picture_say_none(const struct picture *in, char dst[PICTURE_TEXT_ROOM]);
/* The titles of the lanes, which begin at `tops`. */
void picture_add_titles(struct drawing *d, const double tops[3]);
/* One sentence for who does not see it. */
void picture_add_sentence(const struct picture *in, struct buf *out);
