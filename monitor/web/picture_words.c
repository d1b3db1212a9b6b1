#include "monitor/web/picture_part.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "monitor/base/text.h"
#include "monitor/notice/mustache.h"

void
picture_say_none(const struct picture *in, char dst[PICTURE_TEXT_ROOM])
{
	const struct shipment *s = in->shipment;
	const struct forecast_said *said =
	    s->state == PROMISE_LATE ? &s->said_warned : &s->said_handover;
	char what[PICTURE_TEXT_ROOM];

	if (picture_arrived(in) && said->p_late >= 0) {
		say_percent(in, what, (said->p_late + 5) / 10);
		say(in, dst, s->state == PROMISE_LATE ? "none.warned" : "none.handover", what);
	} else if (in->held_since_utc_ms != AT_NONE || s->forecast.answer == FORECAST_HELD) {
		say(in, dst, "none.held", "");
	} else if (s->forecast.answer == FORECAST_TOO_FEW) {
		(void)snprintf(what, sizeof(what), "%lld", (long long)s->forecast.n);
		say(in, dst, s->forecast.n == 1 ? "none.few.one" : "none.few", what);
	} else if (s->forecast.answer == FORECAST_UNSCANNED) {
		say(in, dst, "none.unscanned", "");
	} else {
		say(in, dst, "none", "");
	}
}

/* ---- titles of the lanes ---- */

static void
add_title(struct drawing *d, double top, const char *key, const char *sub, const char *more)
{
	char title[PICTURE_TEXT_ROOM];
	const char *const lines[2] = {sub, more};

	say(d->in, title, key, "");
	if (!d->wide) {
		(void)buf_addf(d->out, "<text y=\"%g\"><tspan class=\"b\">", top + 15);
		(void)mustache_add_html(d->out, title);
		(void)buf_add_str(d->out, "</tspan> <tspan dx=\"4\" class=\"ink3\">");
		(void)mustache_add_html(d->out, sub);
		(void)buf_add_str(d->out, "</tspan></text>");
		return;
	}
	(void)buf_addf(d->out, "<text x=\"%d\" y=\"%g\" class=\"b\">", -PICTURE_GUTTER, top + 18);
	(void)mustache_add_html(d->out, title);
	(void)buf_add_str(d->out, "</text>");
	for (int i = 0; i < 2; i++) {
		(void)buf_addf(d->out, "<text x=\"%d\" y=\"%g\" class=\"ink3\">", -PICTURE_GUTTER,
		    top + 34 + 16 * i);
		(void)mustache_add_html(d->out, lines[i]);
		(void)buf_add_str(d->out, "</text>");
	}
}

const char *
picture_service(const struct picture *in)
{
	const char *service = in->shipment->service;
	size_t len = strlen(in->carrier);

	if (strncasecmp(service, in->carrier, len) == 0 && service[len] == ' ')
		service += len + 1;
	return service;
}

void
picture_add_titles(struct drawing *d, const double tops[3])
{
	const struct picture *in = d->in;
	const struct shipment *s = in->shipment;
	char sub[PICTURE_TEXT_ROOM], more[PICTURE_TEXT_ROOM] = "", number[32];

	(void)snprintf(number, sizeof(number), "%zu", in->order->retold_count);
	say(in, sub,
	    in->order->retold_count == 0       ? "unchanged"
		: in->order->retold_count == 1 ? "changed_once"
					       : "changed",
	    number);
	add_title(d, tops[0], "lane.word", sub, in->elsewhere);
	sub[0] = '\0';
	if (s->forecast.answer == FORECAST_MADE && s->forecast.p_late >= 0 &&
	    picture_promised(in)) {
		char percent[PICTURE_TEXT_ROOM];

		say_percent(in, percent, (s->forecast.p_late + 5) / 10);
		say(in, sub, d->wide ? "late_chance" : "late_chance_short", percent);
		say_day(in, percent, s->promise.until_day);
		say(in, more, "late_after", percent);
	}
	add_title(d, tops[1], "lane.forecast", sub, more);
	(void)snprintf(sub, sizeof(sub), "%.60s%s%.40s", in->carrier,
	    s->service[0] != '\0' ? " " : "", picture_service(in));
	if (text_px(sub) > (d->wide ? PICTURE_GUTTER : PICTURE_NARROW_PX / 2.0))
		(void)text_cut(sub, sizeof(sub), span_of(in->carrier));
	more[0] = '\0';
	if (s->origin.city[0] != '\0' && s->destination.city[0] != '\0')
		(void)snprintf(
		    more, sizeof(more), "%.60s › %.60s", s->origin.city, s->destination.city);
	add_title(d, tops[2], "lane.parcel", sub, more);
}

void
picture_add_sentence(const struct picture *in, struct buf *out)
{
	const struct shipment *s = in->shipment;
	char text[PICTURE_TEXT_ROOM], what[PICTURE_TEXT_ROOM];

	if (picture_promised(in)) {
		say_day(in, what, s->promise.until_day);
		say(in, text, "alt.promised", what);
	} else {
		say(in, text, "no_promise", "");
	}
	(void)mustache_add_html(out, text);
	if (in->order->retold_count > 0 &&
	    in->order->retold[in->order->retold_count - 1].until_day != DAY_NONE) {
		say_day(in, what, in->order->retold[in->order->retold_count - 1].until_day);
		say(in, text, "alt.retold", what);
		(void)buf_add_char(out, ' ');
		(void)mustache_add_html(out, text);
	}
	if (s->forecast.answer == FORECAST_MADE && s->forecast.p_late >= 0) {
		say_percent(in, what, (s->forecast.p_late + 5) / 10);
		say(in, text, "alt.late", what);
		(void)buf_add_char(out, ' ');
		(void)mustache_add_html(out, text);
	}
	if (picture_scan(in, true) != NULL) {
		say_hours(what, in->now_utc_ms - picture_scan_at(in, picture_scan(in, true)));
		say(in, text, picture_arrived(in) ? "alt.arrived" : "alt.last", what);
		(void)buf_add_char(out, ' ');
		(void)mustache_add_html(out, text);
	}
}
