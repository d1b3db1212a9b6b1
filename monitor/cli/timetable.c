#include "monitor/cli/timetable.h"

#include <assert.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/cli/view.h"

void
strip_init(struct strip *s, const char *zone, int32_t first_day, int days, int per_day)
{
	assert(days * per_day <= STRIP_CELLS);
	*s = (struct strip){.zone = zone,
	    .first_day = first_day,
	    .days = days,
	    .per_day = per_day,
	    .most = days * per_day};
}

int
strip_day(const struct strip *s, int32_t day)
{
	int64_t away = (int64_t)day - s->first_day;

	if (away < 0)
		return -1;
	return away >= s->days ? STRIP_CELLS : (int)away * s->per_day;
}

int
strip_at(const struct strip *s, int64_t utc_ms)
{
	int32_t day, second, offset_min;
	int cell;

	zone_wall(s->zone, utc_ms, &day, &second, &offset_min);
	cell = strip_day(s, day);
	if (cell < 0 || cell >= STRIP_CELLS)
		return cell;
	return cell + second * s->per_day / DAY_SECONDS;
}

void
strip_put(struct strip *s, int cell, const char *mark, enum role role)
{
	uint32_t point;

	if (cell < 0 || cell >= s->most)
		return;
	s->cells[cell] = (struct strip_cell){.role = role};
	if (mark != NULL)
		memcpy(s->cells[cell].mark, mark, text_utf8_next(span_of(mark), &point));
}

void
strip_fill(struct strip *s, int from, int until, const char *mark, enum role role)
{
	for (int cell = from < 0 ? 0 : from; cell < until && cell < s->most; cell++)
		strip_put(s, cell, mark, role);
}

int
strip_text(struct strip *s, int cell, const char *text, enum role role)
{
	struct span rest = span_of(text);
	uint32_t point;
	size_t used;

	while ((used = text_utf8_next(rest, &point)) > 0) {
		strip_put(s, cell++, rest.data, role);
		rest = (struct span){rest.data + used, rest.len - used};
	}
	return cell;
}

bool
strip_blank(const struct strip *s, int cell, const char *text)
{
	int until = cell + (int)text_columns(text);

	if (cell < 0 || until > s->most)
		return false;
	for (; cell < until; cell++)
		if (s->cells[cell].mark[0] != '\0')
			return false;
	return true;
}

/* Cells of one role that stand together are one run of colour. */
void
strip_add(struct page *p, const struct strip *s)
{
	struct buf run = BUF_INIT(STRIP_CELLS * 4);

	for (int cell = 0; cell < s->most; cell++) {
		const struct strip_cell *c = &s->cells[cell];
		bool blank = c->mark[0] == '\0';

		(void)buf_add_str(&run, blank ? " " : c->mark);
		if (cell + 1 == s->most || s->cells[cell + 1].role != c->role ||
		    (s->cells[cell + 1].mark[0] == '\0') != blank) {
			page_add(p, blank ? ROLE_PLAIN : c->role, buf_str(&run));
			buf_reset(&run);
		}
	}
	buf_clear(&run);
}

static void
put_silence(struct strip *s, const struct view *v, int last, int now)
{
	int64_t blind = view_blind_since(v);
	int until = blind == AT_NONE ? now : strip_at(s, blind);
	enum role role = v->data == DATA_QUIET ? ROLE_SLIP : ROLE_DIM;

	if (until < last)
		until = last;
	strip_fill(s, last + 1, until, "━", role);
	if (blind != AT_NONE)
		strip_fill(s, until > last ? until : last + 1, now, "╌", ROLE_DIM);
}

/* One of ten to nine of ten, as far as it is ahead; what lies past the promise is another mark; the half. */
static void
put_band(struct strip *s, const struct view *v)
{
	const struct forecast *f = &v->forecast;
	int from, until, late;

	if (f->answer != FORECAST_MADE || f->p10_utc_ms == AT_NONE || f->p50_utc_ms == AT_NONE ||
	    f->p90_utc_ms == AT_NONE)
		return;
	from = strip_at(s, f->p10_utc_ms);
	until = strip_at(s, f->p90_utc_ms) + 1;
	late = v->promised_until == DAY_NONE ? until : strip_day(s, v->promised_until) + s->per_day;
	strip_fill(s, from, until < late ? until : late, "░", ROLE_DIM);
	strip_fill(s, from > late ? from : late, until, "▒", ROLE_SLIP);
	strip_put(s, strip_at(s, f->p50_utc_ms), "┃", ROLE_STRONG);
}

void
timetable_row(struct strip *s, const struct view *v, int64_t now_utc_ms)
{
	int now = now_utc_ms == AT_NONE ? -1 : strip_at(s, now_utc_ms), last = -1;
	bool open = !promise_settled(v->state) || v->state == PROMISE_NONE;

	if (open)
		put_band(s, v);
	if (v->eta_until != DAY_NONE && open) /* noon */
		strip_put(s, strip_day(s, v->eta_until) + s->per_day / 2, "◇", ROLE_PLAIN);
	if (v->promised_until != DAY_NONE) {
		int from = strip_day(s, v->promised_from), until = strip_day(s, v->promised_until);

		if (until >= 0 && until < s->most) {
			strip_put(s, from, "[", ROLE_WORD);
			strip_put(s, until + s->per_day - 1, "]", ROLE_WORD);
		}
	}
	for (size_t i = 0; i < v->scan_count; i++) {
		int at = strip_at(s, v->scans[i]);

		if (i > 0 && at >= 0)
			strip_fill(s, last + 1, at, "─", ROLE_DIM);
		strip_put(s, at, i + 1 < v->scan_count ? "·" : "●", ROLE_PLAIN);
		last = at;
	}
	if (open && v->scan_count > 0)
		put_silence(s, v, last, now);
	strip_put(s, now, "│", ROLE_STRONG);
}

void
timetable_heads(
    const struct strip *s, enum language language, struct buf *weekdays, struct buf *numbers)
{
	for (int32_t day = s->first_day; day < s->first_day + s->days; day++) {
		int32_t year, month, of_month;

		day_to_civil(day, &year, &month, &of_month);
		(void)buf_addf(weekdays, " %s", word_weekday2(language, day_weekday(day)));
		(void)buf_addf(numbers, " %2d", of_month);
	}
}
