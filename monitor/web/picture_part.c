#include "monitor/web/picture_part.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/mustache.h"

/* ---- the axis ---- */

double
drawing_at(const struct drawing *d, int64_t utc_ms)
{
	int32_t day, second, offset_min;

	zone_wall(d->in->zone, utc_ms, &day, &second, &offset_min);
	return (double)(day - d->first_day) + (double)second / DAY_SECONDS;
}

double
drawing_percent(const struct drawing *d, double days)
{
	double share = days / d->days;

	return 100 * (share < 0 ? 0 : share > 1 ? 1 : share);
}

double
drawing_px(const struct drawing *d, double days)
{
	return drawing_percent(d, days) * d->plot_px / 100;
}

double
text_px(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return (double)count * 12 * 0.56;
}

/* ---- words ---- */

void
say(const struct picture *in, char dst[PICTURE_TEXT_ROOM], const char *key, const char *what)
{
	char name[64];
	const char *word, *hole;

	(void)snprintf(name, sizeof(name), "pic.%s", key);
	word = in->word(name, in->arg);
	hole = strchr(word, '$');
	if (hole == NULL)
		(void)snprintf(dst, PICTURE_TEXT_ROOM, "%s", word);
	else
		(void)snprintf(
		    dst, PICTURE_TEXT_ROOM, "%.*s%s%s", (int)(hole - word), word, what, hole + 1);
}

void
say_more(char dst[PICTURE_TEXT_ROOM], const char *text)
{
	size_t len = strlen(dst);

	(void)text_cut(dst + len, PICTURE_TEXT_ROOM - len, span_of(text));
}

static void
say_when(const struct picture *in, char dst[PICTURE_TEXT_ROOM], enum locale_style style,
    int32_t day, int32_t second)
{
	struct buf b = BUF_INIT(PICTURE_TEXT_ROOM - 1);

	dst[0] = '\0';
	if (locale_add_words(&b, in->locale, style, day, second) == 0)
		(void)text_cut(dst, PICTURE_TEXT_ROOM, buf_span(&b));
	buf_clear(&b);
}

void
say_day(const struct picture *in, char dst[PICTURE_TEXT_ROOM], int32_t day)
{
	say_when(in, dst, LOCALE_STYLE_SHORT, day, -1);
}

void
say_time(const struct picture *in, char dst[PICTURE_TEXT_ROOM], int64_t utc_ms)
{
	int32_t day, second, offset_min;

	zone_wall(in->zone, utc_ms, &day, &second, &offset_min);
	say_when(in, dst, LOCALE_STYLE_TIME, day, second);
}

void
say_hours(char dst[PICTURE_TEXT_ROOM], int64_t span_ms)
{
	(void)snprintf(
	    dst, PICTURE_TEXT_ROOM, "%lld", (long long)((span_ms + HOUR_MS / 2) / HOUR_MS));
}

void
say_percent(const struct picture *in, char dst[PICTURE_TEXT_ROOM], int32_t percent)
{
	char number[16];

	(void)snprintf(number, sizeof(number), "%d", percent);
	say(in, dst, "percent", number);
}

/* ---- marks ---- */

void
draw_rect(struct drawing *d, double from, double until, double y, double height, const char *style)
{
	double left = drawing_percent(d, from), right = drawing_percent(d, until);

	if (right > left)
		(void)buf_addf(d->out,
		    "<rect x=\"%.2f%%\" y=\"%g\" width=\"%.2f%%\" height=\"%g\" class=\"%s\"/>",
		    left, y, right - left, height, style);
}

void
draw_line(struct drawing *d, double from, double y1, double until, double y2, const char *style)
{
	(void)buf_addf(d->out,
	    "<line x1=\"%.2f%%\" y1=\"%g\" x2=\"%.2f%%\" y2=\"%g\" class=\"%s\"/>",
	    drawing_percent(d, from), y1, drawing_percent(d, until), y2, style);
}

void
draw_disc(struct drawing *d, double at, double y, const char *style)
{
	(void)buf_addf(d->out, "<circle cx=\"%.2f%%\" cy=\"%g\" r=\"5\" class=\"%s\"/>",
	    drawing_percent(d, at), y, style);
}

void
draw_path(struct drawing *d, double at, double y, const char *path, const char *style)
{
	(void)buf_addf(d->out,
	    "<svg x=\"%.2f%%\" y=\"%g\" overflow=\"visible\"><path d=\"%s\" class=\"%s\"/></svg>",
	    drawing_percent(d, at), y, path, style);
}

void
draw_text(struct drawing *d, double at, double dx, double y, enum anchor anchor, const char *style,
    const char *text)
{
	static const char *const anchors[] = {
	    [ANCHOR_START] = "start", [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end"};

	(void)buf_addf(&d->words,
	    "<text x=\"%.2f%%\" dx=\"%g\" y=\"%g\" text-anchor=\"%s\" class=\"%s\">",
	    drawing_percent(d, at), dx, y, anchors[anchor], style);
	(void)mustache_add_html(&d->words, text);
	(void)buf_add_str(&d->words, "</text>");
}

/* ---- what is drawn ---- */

int64_t
picture_scan_at(const struct picture *in, const struct event *e)
{
	return zone_when_utc(in->zone, e->at);
}

const struct event *
picture_scan(const struct picture *in, bool last)
{
	const struct event_list *events = &in->shipment->events;

	for (size_t i = 0; i < events->count; i++) {
		const struct event *e = &events->items[last ? events->count - 1 - i : i];

		if (e->physical)
			return e;
	}
	return NULL;
}

/* Largest remainders: what is shown adds up to 100. */
bool
picture_columns(const struct picture *in, int32_t until_day, int32_t columns[PICTURE_COLUMNS])
{
	const struct forecast *f = &in->shipment->forecast;
	int32_t remainders[PICTURE_COLUMNS] = {0}, sum = 0, permille[PICTURE_COLUMNS] = {0};

	memset(columns, 0, PICTURE_COLUMNS * sizeof(columns[0]));
	if (f->answer != FORECAST_MADE || f->first_day == DAY_NONE)
		return false;
	permille[FORECAST_DAYS] = f->after;
	for (size_t i = 0; i < f->chance_count && i < FORECAST_DAYS; i++)
		permille[f->first_day + (int32_t)i <= until_day ? i : FORECAST_DAYS] +=
		    f->chances[i];
	for (size_t i = 0; i < PICTURE_COLUMNS; i++) {
		columns[i] = permille[i] / 10;
		remainders[i] = permille[i] % 10;
		sum += columns[i];
	}
	for (; sum < 100; sum++) {
		size_t most = 0;

		for (size_t i = 1; i < PICTURE_COLUMNS; i++)
			if (remainders[i] > remainders[most])
				most = i;
		if (remainders[most] <= 0)
			break;
		columns[most]++;
		remainders[most] = 0;
	}
	return true;
}

bool
picture_promised(const struct picture *in)
{
	return in->shipment->promise.until_day != DAY_NONE;
}

bool
picture_arrived(const struct picture *in)
{
	return in->shipment->first_attempt.kind != WHEN_NONE;
}

double
picture_deadline(const struct drawing *d)
{
	const struct promise *p = &d->in->shipment->promise;
	double day = (double)p->until_day - d->first_day;

	return p->until_second >= 0 ? day + (double)p->until_second / DAY_SECONDS : day + 1;
}

int64_t
picture_own_ms(const struct picture *in)
{
	const struct forecast *f = &in->shipment->forecast;

	for (size_t i = 0; i < f->step_count; i++)
		if (strcmp(f->steps[i].id, "own_hours") == 0 && f->steps[i].value >= HOUR_MS)
			return f->steps[i].value;
	return 0;
}
