#include "monitor/cli/picture.h"

#include "monitor/base/text.h"
#include "monitor/cli/prospect.h"
#include "monitor/cli/say.h"
#include "monitor/cli/timetable.h"

enum {
	PICTURE_DAYS = 11,
	FORECAST_PICTURE_DAYS = 10,
	LEAST_DAYS = 7,
	RETOLD_ROWS = 4,
	TEXT_BYTES = 512
};

struct picture {
	struct page *page;
	const struct view *view;
	struct strip axis; /* empty */
	int gutter;
	int now;   /* cell; -1: not drawn, it is over */
	bool over; /* arrived, returned or given up */
	struct prospect_day
	    forecast[FORECAST_DAYS + 1]; /* of the days drawn, the last one of all after them */
	size_t forecast_count;           /* 0: none */
};

static void
widen(int32_t *first, int32_t *last, int32_t day)
{
	if (day == DAY_NONE)
		return;
	*first = day < *first ? day : *first;
	*last = day > *last ? day : *last;
}

/* Which days: all that matter, at least a week; of more than fit those around the last scan and now. */
static void
choose_days(const struct picture *c, struct json_value retold, int32_t *first_day, int *days)
{
	const struct view *v = c->view;
	int32_t today = zone_day(v->zone, c->page->look->now_utc_ms);
	int32_t first = c->over ? INT32_MAX : today, last = c->over ? INT32_MIN : today;
	bool made = !c->over && v->forecast.answer == FORECAST_MADE;
	int most = made ? FORECAST_PICTURE_DAYS
			: PICTURE_DAYS; /* a forecast ends in a column of its own */
	struct json_value e;

	widen(&first, &last, v->promised_from);
	widen(&first, &last, v->promised_until);
	widen(&first, &last, v->attempt_day);
	if (!c->over)
		widen(&first, &last, v->eta_until);
	if (made && v->forecast.p90_utc_ms != AT_NONE)
		widen(&first, &last, zone_day(v->zone, v->forecast.p90_utc_ms));
	for (size_t i = 0; i < v->scan_count; i++)
		widen(&first, &last, zone_day(v->zone, v->scans[i]));
	for (e = json_first(retold); json_exists(e); e = json_next(e))
		widen(&first, &last, view_day(e, "until"));
	if (first > last)
		first = last = today;
	if (last - first >= most && !c->over) {
		int32_t scan =
		    v->scan_count > 0 ? zone_day(v->zone, v->scans[v->scan_count - 1]) : today;
		int32_t wanted = scan - 3 < today - 7 ? scan - 3 : today - 7;

		first = wanted > first ? wanted : first;
	}
	if (last - first >= most && c->over)
		first = last - most + 1;
	*days = last - first + 1 < LEAST_DAYS ? LEAST_DAYS : last - first + 1;
	*days = *days > most ? most : *days;
	*first_day = first;
}

static void
add_lane(const struct picture *c, const char *title, const struct strip *lane)
{
	page_cell(c->page, ROLE_DIM, title, c->gutter);
	strip_add(c->page, lane);
	page_line(c->page);
}

static struct strip
new_lane(const struct picture *c)
{
	struct strip lane = c->axis;

	strip_put(&lane, c->now, "│", ROLE_STRONG);
	return lane;
}

static void
day_name(const struct picture *c, struct buf *b, int32_t day)
{
	enum language l = c->page->look->language;
	int32_t year, month, of_month;

	day_to_civil(day, &year, &month, &of_month);
	(void)buf_addf(b, "%s %d",
	    c->axis.per_day > 6 ? word_weekday(l, day_weekday(day))
				: word_weekday1(l, day_weekday(day)),
	    of_month);
}

static void
add_axis(const struct picture *c)
{
	struct buf names = BUF_INIT(TEXT_BYTES), name = BUF_INIT(TEXT_BYTES);

	for (int i = 0; i < c->axis.days; i++) {
		buf_reset(&name);
		day_name(c, &name, c->axis.first_day + i);
		(void)buf_add_str(&names, buf_str(&name));
		for (int at = (int)text_columns(buf_str(&name)); at < c->axis.per_day; at++)
			(void)buf_add_char(&names, ' ');
	}
	if (c->forecast_count > 0)
		(void)buf_add_str(&names, word(c->page->look->language, WORD_FORECAST_LATER));
	page_blanks(c->page, c->gutter);
	page_add(c->page, ROLE_DIM, buf_str(&names));
	page_line(c->page);
	buf_clear(&names);
	buf_clear(&name);
}

/* A block of days in brackets with a text in it, filled with `fill` where the text is not. */
static void
put_block(struct strip *lane, int32_t from, int32_t until, const char *fill, const char *text,
    enum role role)
{
	int first = strip_day(lane, from), end = strip_day(lane, until) + lane->per_day;
	int columns = (int)text_columns(text), inside;

	if (first < 0)
		first = 0;
	if (end > lane->days * lane->per_day)
		end = lane->days * lane->per_day;
	if (first >= end)
		return;
	strip_fill(lane, first + 1, end - 1, fill, role);
	strip_put(lane, first, "[", role);
	strip_put(lane, end - 1, "]", role);
	inside = end - first - 2;
	if (columns <= inside)
		(void)strip_text(lane, first + 1 + (inside - columns) / 2, text, role);
}

static void
add_promise(const struct picture *c)
{
	const struct view *v = c->view;
	const char *label = word(c->page->look->language, WORD_SHOW_PROMISED);
	int columns = (int)text_columns(label);
	struct strip lane = new_lane(c);
	struct buf day = BUF_INIT(TEXT_BYTES);
	int from, until;

	if (v->promised_until != DAY_NONE) {
		day_name(c, &day, v->promised_until);
		put_block(&lane, v->promised_from, v->promised_until,
		    v->promised_from != v->promised_until ? "─" : NULL, buf_str(&day), ROLE_WORD);
		from = strip_day(&lane, v->promised_from);
		until = strip_day(&lane, v->promised_until) + lane.per_day;
		if (strip_blank(&lane, from - columns, label))
			(void)strip_text(&lane, from - columns, label, ROLE_DIM);
		else if (strip_blank(&lane, until + 1, label))
			(void)strip_text(&lane, until + 1, label, ROLE_DIM);
	}
	add_lane(c, word(c->page->look->language, WORD_SHOW_LANE_WORD), &lane);
	buf_clear(&day);
}

static void
add_retold(const struct picture *c, struct json_value retold)
{
	const struct look *look = c->page->look;
	size_t count = json_count(retold), i = 0;
	struct json_value e;

	for (e = json_first(retold); json_exists(e); e = json_next(e), i++) {
		int32_t from = view_day(e, "from"), until = view_day(e, "until");
		int64_t said = view_at(e, "said");
		struct buf text = BUF_INIT(TEXT_BYTES), when = BUF_INIT(TEXT_BYTES);
		struct strip lane = new_lane(c);

		if (i + RETOLD_ROWS >= count && until != DAY_NONE) {
			if (said != AT_NONE)
				page_moment(look, &when, c->view->zone, said);
			word_fill(
			    &text, look->language, WORD_SHOW_RETOLD, WORD_ARGS(buf_str(&when)));
			put_block(&lane, from != DAY_NONE ? from : until, until, "─",
			    c->axis.per_day > 6 ? buf_str(&text) : buf_str(&when), ROLE_WORD);
			add_lane(c, "", &lane);
		}
		buf_clear(&text);
		buf_clear(&when);
	}
}

/* ---- what is expected ---- */

static const char *
bar_mark(int32_t per_mille, int32_t largest)
{
	static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	int32_t full = largest > 400 ? largest : 400;

	return bars[per_mille > 0 ? (per_mille * 8 - 1) / full : 0];
}

/* Cells of a day's bar; of what comes after, a day's width beyond them. */
static int
bar_cell(const struct picture *c, const struct prospect_day *d)
{
	int first =
	    d->day == DAY_NONE ? c->axis.days * c->axis.per_day : strip_day(&c->axis, d->day);

	return first < 0 ? -1 : first + 1;
}

static enum role
bar_role(const struct picture *c, const struct prospect_day *d)
{
	int32_t until = c->view->promised_until;
	bool late = until != DAY_NONE && (d->day == DAY_NONE || d->day > until);

	return late ? ROLE_SLIP : ROLE_DIM;
}

static void
add_bars(const struct picture *c)
{
	struct strip shares = new_lane(c), bars = new_lane(c);
	int32_t largest = 0;

	for (size_t i = 0; i < c->forecast_count; i++)
		if (c->forecast[i].per_mille > largest)
			largest = c->forecast[i].per_mille;
	for (size_t i = 0; i < c->forecast_count; i++) {
		const struct prospect_day *d = &c->forecast[i];
		int cell = bar_cell(c, d), width = c->axis.per_day - 2;
		char share[16];

		if (cell < 0 || d->percent == 0)
			continue;
		(void)snprintf(share, sizeof(share), "%d %%", d->percent);
		(void)strip_text(
		    &shares, cell + (width - (int)text_columns(share)) / 2, share, bar_role(c, d));
		strip_fill(
		    &bars, cell, cell + width, bar_mark(d->per_mille, largest), bar_role(c, d));
	}
	strip_put(&shares, c->now, "│", ROLE_STRONG);
	strip_put(&bars, c->now, "│", ROLE_STRONG);
	add_lane(c, word(c->page->look->language, WORD_FORECAST_LANE), &shares);
	add_lane(c, "", &bars);
}

/* One of ten, the half, nine of ten. */
static void
add_band(const struct picture *c)
{
	const struct forecast *f = &c->view->forecast;
	struct strip lane = new_lane(c);
	int end = c->axis.days * c->axis.per_day;
	int from = strip_at(&lane, f->p10_utc_ms), until = strip_at(&lane, f->p90_utc_ms);
	int half = strip_at(&lane, f->p50_utc_ms);

	strip_fill(&lane, from, until < end ? until + 1 : end, "─", ROLE_DIM);
	strip_put(&lane, from, "├", ROLE_DIM);
	if (until < end)
		strip_put(&lane, until, "┤", ROLE_DIM);
	if (half < end)
		strip_put(&lane, half, "┃", ROLE_STRONG);
	add_lane(c, "", &lane);
}

static void
add_forecast(const struct picture *c)
{
	const struct look *look = c->page->look;
	const struct forecast *f = &c->view->forecast;
	struct strip lane;

	if (c->forecast_count > 0) {
		add_bars(c);
		if (f->p10_utc_ms != AT_NONE && f->p50_utc_ms != AT_NONE &&
		    f->p90_utc_ms != AT_NONE)
			add_band(c);
	} else if (f->answer == FORECAST_HELD) {
		lane = new_lane(c);
		(void)strip_text(
		    &lane, c->now + 2, word(look->language, WORD_FORECAST_NO_JUDGE), ROLE_DIM);
		add_lane(c, word(look->language, WORD_FORECAST_LANE), &lane);
	}
}

/* From the last scan, to be compared with the silence above it. */
static void
add_usual(const struct picture *c)
{
	const struct look *look = c->page->look;
	const struct view *v = c->view;
	const struct forecast *f = &v->forecast;
	struct buf half = BUF_INIT(TEXT_BYTES), most = BUF_INIT(TEXT_BYTES),
		   text = BUF_INIT(TEXT_BYTES);
	struct strip lane = new_lane(c);
	int from, until;

	if (f->gap_p50_ms < 0 || f->gap_p90_ms < 0 || v->scan_count == 0)
		return;
	from = strip_at(&lane, v->scans[v->scan_count - 1]);
	until = strip_at(&lane, v->scans[v->scan_count - 1] + f->gap_p50_ms);
	strip_fill(&lane, from, until > from ? until : from + 1, "▔", ROLE_DIM);
	strip_put(&lane, c->now, "│", ROLE_STRONG);
	page_span(look, &half, f->gap_p50_ms);
	page_span(look, &most, f->gap_p90_ms);
	word_fill(&text, look->language, WORD_USUAL_GAP, WORD_ARGS(buf_str(&half), buf_str(&most)));
	if (strip_blank(&lane, c->now + 2, buf_str(&text)))
		(void)strip_text(&lane, c->now + 2, buf_str(&text), ROLE_DIM);
	add_lane(c, word(look->language, WORD_USUAL_LANE), &lane);
	buf_clear(&half);
	buf_clear(&most);
	buf_clear(&text);
}

/* What the silence is called, right of now. */
static void
silence_words(const struct picture *c, struct buf *b)
{
	const struct look *look = c->page->look;
	const struct view *v = c->view;
	int64_t blind = view_blind_since(v);
	struct buf more = BUF_INIT(TEXT_BYTES);

	if (blind != AT_NONE) {
		page_moment(look, &more, v->zone, blind);
		word_fill(b, look->language, WORD_SHOW_BLIND, WORD_ARGS(buf_str(&more)));
	} else if (v->scan_count > 0) {
		page_span(look, &more, look->now_utc_ms - v->scans[v->scan_count - 1]);
		word_fill(b, look->language, WORD_SHOW_SILENT, WORD_ARGS(buf_str(&more)));
	}
	buf_clear(&more);
}

/* The carrier's own day, where the words before it leave room; else on a lane of its own. Returns the title that is still to be written. */
static const char *
put_eta(const struct picture *c, struct strip *lane, const char *title)
{
	const struct look *look = c->page->look;
	const struct view *v = c->view;
	int cell = strip_day(lane, v->eta_until) + lane->per_day / 2;
	struct buf day = BUF_INIT(TEXT_BYTES), text = BUF_INIT(TEXT_BYTES);

	(void)buf_add_str(&text, "◇ ");
	page_day_short(look, &day, v->eta_until);
	word_fill(&text, look->language, WORD_SHOW_SAYS,
	    WORD_ARGS(say_carrier(v->carrier), buf_str(&day)));
	if (!strip_blank(lane, cell, buf_str(&text))) {
		add_lane(c, title, lane);
		*lane = new_lane(c);
		title = "";
	}
	(void)strip_text(lane, cell, buf_str(&text), ROLE_PLAIN);
	buf_clear(&day);
	buf_clear(&text);
	return title;
}

static void
add_parcel(const struct picture *c)
{
	const struct look *look = c->page->look;
	struct view drawn = *c->view;
	struct strip lane = c->axis;
	struct buf text = BUF_INIT(TEXT_BYTES);
	const char *title = word(look->language, WORD_SHOW_LANE_PARCEL);

	/* The lane of a list without what has its own place here. */
	drawn.promised_from = drawn.promised_until = drawn.eta_until = DAY_NONE;
	drawn.forecast = FORECAST_INIT;
	timetable_row(&lane, &drawn, c->over ? AT_NONE : look->now_utc_ms);
	if (c->over && c->view->scan_count > 0) {
		enum role role;
		const char *mark = say_mark(c->view, &role);

		strip_put(
		    &lane, strip_at(&lane, c->view->scans[c->view->scan_count - 1]), mark, role);
	}
	if (!c->over) {
		silence_words(c, &text);
		if (strip_blank(&lane, c->now + 2, buf_str(&text)))
			(void)strip_text(&lane, c->now + 2, buf_str(&text),
			    c->view->data == DATA_QUIET ? ROLE_SLIP : ROLE_DIM);
	}
	if (!c->over && c->view->eta_until != DAY_NONE)
		title = put_eta(c, &lane, title);
	add_lane(c, title, &lane);
	buf_clear(&text);
}

static void
add_now(const struct picture *c)
{
	struct buf text = BUF_INIT(TEXT_BYTES);
	const struct look *look = c->page->look;

	(void)buf_addf(&text, "%s ", word(look->language, WORD_NOW));
	page_hour(look, &text, c->view->zone, look->now_utc_ms);
	page_blanks(c->page, c->gutter + c->now - (int)text_columns(buf_str(&text)) / 2);
	page_add(c->page, ROLE_STRONG, buf_str(&text));
	page_line(c->page);
	buf_clear(&text);
}

void
picture_add(struct page *p, const struct view *v, struct json_value retold)
{
	bool wide = p->look->columns >= PICTURE_WIDE;
	struct picture c = {.page = p, .view = v, .gutter = wide ? 13 : 12};
	int32_t first;
	int days;

	c.over = promise_settled(v->state) && v->state != PROMISE_NONE;
	choose_days(&c, retold, &first, &days);
	strip_init(&c.axis, v->zone, first, days, wide ? 9 : 6);
	c.axis.most = p->look->columns - c.gutter;
	if (c.axis.most > STRIP_CELLS)
		c.axis.most = STRIP_CELLS;
	c.now = c.over ? -1 : strip_at(&c.axis, p->look->now_utc_ms);
	if (!c.over)
		c.forecast_count = prospect_days(&v->forecast, first + days - 1, c.forecast);
	add_axis(&c);
	add_promise(&c);
	add_retold(&c, retold);
	if (!c.over)
		add_forecast(&c);
	add_parcel(&c);
	if (!c.over)
		add_usual(&c);
	if (!c.over && c.now >= 0 && c.now < c.axis.most)
		add_now(&c);
}
