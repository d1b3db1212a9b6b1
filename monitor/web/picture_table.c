#include <stdio.h>

#include "monitor/base/text.h"
#include "monitor/notice/fact_put.h"
#include "monitor/notice/mustache.h"
#include "monitor/web/picture_part.h"

static void
add_row(struct buf *out, const char *name, const char *value)
{
	(void)buf_add_str(out, "<tr><th scope=\"row\">");
	(void)mustache_add_html(out, name);
	(void)buf_add_str(out, "</th><td>");
	(void)mustache_add_html(out, value);
	(void)buf_add_str(out, "</td></tr>");
}

static void
say_moment(const struct picture *in, char dst[PICTURE_TEXT_ROOM], int64_t utc_ms)
{
	char hour[PICTURE_TEXT_ROOM];

	say_day(in, dst, zone_day(in->zone, utc_ms));
	say_time(in, hour, utc_ms);
	say_more(dst, ", ");
	say_more(dst, hour);
}

static void
add_days(const struct picture *in, struct buf *out, const char *key, int32_t from, int32_t until)
{
	char name[PICTURE_TEXT_ROOM], value[PICTURE_TEXT_ROOM], last[PICTURE_TEXT_ROOM];

	say(in, name, key, "");
	if (until == DAY_NONE) {
		say(in, value, "no_day", "");
	} else {
		say_day(in, value, from);
		if (until != from) {
			say_day(in, last, until);
			say_more(value, " – ");
			say_more(value, last);
		}
	}
	add_row(out, name, value);
}

static void
add_forecast(const struct picture *in, struct buf *out)
{
	const struct forecast *f = &in->shipment->forecast;
	int32_t columns[PICTURE_COLUMNS];
	char name[PICTURE_TEXT_ROOM], value[PICTURE_TEXT_ROOM];

	if (picture_arrived(in) || in->held_since_utc_ms != AT_NONE ||
	    !picture_columns(in, INT32_MAX, columns)) {
		say(in, name, "lane.forecast", "");
		picture_say_none(in, value);
		add_row(out, name, value);
		return;
	}
	for (int32_t i = 0; i < PICTURE_COLUMNS; i++) {
		if (columns[i] == 0)
			continue;
		if (i < FORECAST_DAYS)
			say_day(in, name, f->first_day + i);
		else
			say(in, name, "after", "");
		say_percent(in, value, columns[i]);
		add_row(out, name, value);
	}
	if (f->p90_utc_ms != AT_NONE) {
		say(in, name, "p90", "");
		say_moment(in, value, f->p90_utc_ms);
		add_row(out, name, value);
	}
}

static void
add_scans(const struct picture *in, struct buf *out)
{
	const struct event_list *events = &in->shipment->events;
	size_t shown = 0;

	for (size_t i = events->count; i > 0 && shown < PICTURE_SCANS; i--) {
		const struct event *e = &events->items[i - 1];
		char name[PICTURE_TEXT_ROOM], key[64], word[PICTURE_TEXT_ROOM];
		struct buf value = BUF_INIT(1024), place = BUF_INIT(512);

		if (!e->physical)
			continue;
		if (e->at.kind == WHEN_DATE)
			say_day(in, name, e->at.day);
		else
			say_moment(in, name, picture_scan_at(in, e));
		(void)snprintf(key, sizeof(key), "at.%s", milestone_name(e->milestone));
		say(in, word, key, "");
		(void)fact_add_place(&place, in->locale, e->place, in->shipment->origin.country);
		(void)buf_addf(&value, "%s%s%s", word, place.len > 0 ? ", " : "", buf_str(&place));
		add_row(out, name, buf_str(&value));
		buf_clear(&value);
		buf_clear(&place);
		shown++;
	}
}

int
picture_table(const struct picture *in, struct buf *out)
{
	const struct promise *p = &in->shipment->promise;

	add_days(in, out, "row.promised", p->from_day, p->until_day);
	for (size_t i = 0; i < in->order->retold_count; i++)
		add_days(in, out, "row.retold", in->order->retold[i].from_day,
		    in->order->retold[i].until_day);
	add_forecast(in, out);
	add_scans(in, out);
	return buf_error(out);
}
