#include "monitor/notice/fact_put.h"

#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "monitor/notice/words.h"

#define NO_BREAK_SPACE "\u00A0"

static const char *const names[FACT_COUNT] = {
#define FACT(id, name) [FACT_##id] = (name),
#include "monitor/notice/facts.def"
#undef FACT
};

const char *
fact_name(enum fact fact)
{
	return names[fact];
}

void
fact_put(struct facts *f, enum fact fact, const char *text)
{
	(void)text_cut(f->texts[fact], FACT_ROOM, span_of(text));
}

void
fact_put_flag(struct facts *f, enum fact fact, bool on)
{
	fact_put(f, fact, on ? "1" : "");
}

void
fact_put_number(struct facts *f, enum fact fact, int64_t number)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);

	(void)buf_addf(&b, "%lld", (long long)number);
	fact_put(f, fact, buf_str(&b));
	buf_clear(&b);
}

int
fact_put_buf(struct facts *f, enum fact fact, struct buf *b)
{
	int rc = buf_error(b);

	if (rc == 0)
		fact_put(f, fact, buf_str(b));
	buf_clear(b);
	return rc;
}

/* A weekday and its number stay on one line (no-break space), but after a comma: "Donnerstag, den 26. November" in one piece is wider than a
 * phone's heading. The month when it is another than that of `beside`, or `always`. ICU's comma goes: running text has its own words there. */
static int
add_day(struct buf *b, const char *locale, int32_t day, int32_t beside, bool always)
{
	struct buf words = BUF_INIT(FACT_ROOM);
	int32_t year, month, number, this_year, this_month, rest;
	const char *to_number = words_of(locale)->number;
	const char *p;
	int rc;

	day_to_civil(day, &year, &month, &number);
	day_to_civil(beside, &this_year, &this_month, &rest);
	rc = locale_add_words(&words, locale,
	    year == this_year && month == this_month && !always ? LOCALE_STYLE_WEEKDAY
								: LOCALE_STYLE_DAY,
	    day, -1);
	for (p = buf_str(&words); rc == 0 && *p != '\0'; p++) {
		bool kept = text_starts(span_of(p), NO_BREAK_SPACE);

		if (to_number != NULL && (*p == ' ' || kept)) {
			(void)buf_add_str(b, to_number);
			to_number = NULL;
			p += kept ? strlen(NO_BREAK_SPACE) - 1 : 0;
		} else if (*p == ' ' && (p[-1] == '.' || text_is_digit(p[1]))) {
			(void)buf_add_str(b, NO_BREAK_SPACE);
		} else if (*p != ',') {
			(void)buf_add_char(b, *p);
		}
	}
	buf_clear(&words);
	return rc != 0 ? rc : buf_error(b);
}

int
fact_add_day(struct buf *b, const char *locale, int32_t day, int32_t today)
{
	return day == DAY_NONE ? 0 : add_day(b, locale, day, today, words_of(locale)->whole_dates);
}

int
fact_put_day(struct facts *f, enum fact fact, int32_t day, int32_t today)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);
	int rc = fact_add_day(&b, f->locale, day, today);

	if (rc != 0)
		buf_clear(&b);
	return rc != 0 ? rc : fact_put_buf(f, fact, &b);
}

int
fact_put_time(struct facts *f, enum fact fact, int32_t second)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);
	int rc = locale_add_words(&b, f->locale, LOCALE_STYLE_TIME, 0, second);

	if (rc != 0)
		buf_clear(&b);
	return rc != 0 ? rc : fact_put_buf(f, fact, &b);
}

int
fact_put_window(
    struct facts *f, struct fact_window where, int32_t from_day, int32_t until_day, int32_t today)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);
	int rc;

	if (until_day == DAY_NONE)
		return 0;
	rc = fact_put_day(f, where.until, until_day, today);
	if (rc != 0 || from_day == DAY_NONE || from_day == until_day) {
		fact_put(f, where.from, f->texts[where.until]);
		return rc;
	}
	fact_put_flag(f, where.range, true);
	rc = add_day(&b, f->locale, from_day, until_day, false);
	if (rc != 0)
		buf_clear(&b);
	return rc != 0 ? rc : fact_put_buf(f, where.from, &b);
}

/* A day as it stands after "between", which may want another case of its article. */
static void
add_bound(struct buf *b, const struct words *w, const char *day)
{
	const char *at = w->number_between != NULL ? strstr(day, w->number) : NULL;

	if (at == NULL)
		(void)buf_add_str(b, day);
	else
		(void)buf_addf(
		    b, "%.*s%s%s", (int)(at - day), day, w->number_between, at + strlen(w->number));
}

int
fact_put_phrase(struct facts *f, enum fact fact, struct fact_window of, const char *on)
{
	const struct words *w = words_of(f->locale);
	const char *from = f->texts[of.from], *until = f->texts[of.until];
	struct buf b = BUF_INIT(FACT_ROOM - 1);

	if (f->texts[of.range][0] != '\0') {
		(void)buf_add_str(&b, w->between);
		add_bound(&b, w, from);
		(void)buf_add_str(&b, w->between_and);
		add_bound(&b, w, until);
	} else if (until[0] != '\0')
		(void)buf_addf(&b, "%s%s", on, until);
	return fact_put_buf(f, fact, &b);
}

static int
put_moment(struct facts *f, enum fact on, enum fact hour, const char *zone, int64_t utc_ms,
    bool due, int32_t today)
{
	int32_t day, second, offset_min;
	int rc;

	if (utc_ms == AT_NONE)
		return 0;
	zone_wall(zone, utc_ms, &day, &second, &offset_min);
	if (due && second == 0) {
		day--;
		second = DAY_SECONDS;
	}
	rc = fact_put_day(f, on, day, today);
	return rc != 0 ? rc : fact_put_time(f, hour, second);
}

int
fact_put_instant(
    struct facts *f, enum fact on, enum fact hour, const char *zone, int64_t utc_ms, int32_t today)
{
	return put_moment(f, on, hour, zone, utc_ms, false, today);
}

int
fact_put_due(
    struct facts *f, enum fact on, enum fact hour, const char *zone, int64_t utc_ms, int32_t today)
{
	return put_moment(f, on, hour, zone, utc_ms, true, today);
}

int
fact_put_hours(struct facts *f, enum fact fact, const struct hours week[7])
{
	const struct words *w = words_of(f->locale);
	struct buf b = BUF_INIT(FACT_ROOM - 1);
	int rc = 0;

	for (size_t from = 0, until; from < 7 && rc == 0; from = until + 1) {
		const struct hours *h = &week[from];

		until = from;
		if (h->open_second == h->close_second)
			continue;
		while (until < 6 && memcmp(&week[until + 1], h, sizeof(*h)) == 0)
			until++;
		if (b.len > 0)
			(void)buf_add_str(&b, w->hours_next != NULL ? w->hours_next : "; ");
		if (until > from) {
			(void)buf_add_str(&b, w->days_from);
			(void)buf_add_str(&b, w->weekdays[from]);
			(void)buf_add_str(&b, w->days_to);
		}
		(void)buf_add_str(&b, w->weekdays[until]);
		(void)buf_add_str(&b, w->hours_from);
		rc = locale_add_words(&b, f->locale, LOCALE_STYLE_TIME, 0, h->open_second);
		(void)buf_add_str(&b, w->hours_to);
		if (rc == 0)
			rc = locale_add_words(&b, f->locale, LOCALE_STYLE_TIME, 0, h->close_second);
		(void)buf_add_str(&b, w->hours_end != NULL ? w->hours_end : "");
	}
	if (rc != 0)
		buf_clear(&b);
	return rc != 0 ? rc : fact_put_buf(f, fact, &b);
}

int
fact_add_place(struct buf *b, const char *locale, const char *place, const char *country)
{
	struct span town = span_of(place);
	size_t tail = strlen(country) + strlen(", ");

	if (town.len > tail && strcmp(place + town.len - tail + strlen(", "), country) == 0 &&
	    strncmp(place + town.len - tail, ", ", strlen(", ")) == 0)
		town.len -= tail;
	return locale_add_title(b, locale, town);
}

int
fact_put_place(struct facts *f, enum fact fact, const char *place, const char *country)
{
	struct buf b = BUF_INIT(LIMIT_PLACE_ROOM * 2);
	int rc = fact_add_place(&b, f->locale, place, country);

	if (rc == 0)
		fact_put(f, fact, buf_str(&b));
	buf_clear(&b);
	return rc;
}
