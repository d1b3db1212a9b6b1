#include "monitor/cli/page.h"

#include <stdarg.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"

enum { PAGE_BYTES = 16 << 20 };

static const char *const codes[] = {
    [ROLE_PLAIN] = "",
    [ROLE_STRONG] = "1",
    [ROLE_DIM] = "2",
    [ROLE_WORD] = "34",
    [ROLE_SLIP] = "33",
    [ROLE_BROKE] = "1;31",
    [ROLE_KEPT] = "32",
};

void
page_init(struct page *p, const struct look *look)
{
	*p = (struct page){.look = look, .text = BUF_INIT(PAGE_BYTES)};
}

void
page_clear(struct page *p)
{
	if (p != NULL)
		buf_clear(&p->text);
}

int
page_error(const struct page *p)
{
	return buf_error(&p->text);
}

/* Control characters of a carrier's or customer's text must not reach the terminal. */
static void
add_clean(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		(void)buf_add_char(b, (unsigned char)*text < 0x20 || *text == 0x7F ? ' ' : *text);
}

void
page_add(struct page *p, enum role role, const char *text)
{
	bool colored = p->look->color && role != ROLE_PLAIN && text[0] != '\0';

	if (colored)
		(void)buf_addf(&p->text, "\x1b[%sm", codes[role]);
	add_clean(&p->text, text);
	if (colored)
		(void)buf_add_str(&p->text, "\x1b[0m");
}

void
page_addf(struct page *p, enum role role, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args); /* cut: no caller has more */
	va_end(args);
	page_add(p, role, text);
}

void
page_blanks(struct page *p, int count)
{
	while (count-- > 0)
		(void)buf_add_char(&p->text, ' ');
}

void
page_line(struct page *p)
{
	while (p->text.len > 0 && p->text.data[p->text.len - 1] == ' ')
		p->text.data[--p->text.len] = '\0';
	(void)buf_add_char(&p->text, '\n');
}

void
page_cell(struct page *p, enum role role, const char *text, int width)
{
	page_add(p, role, text);
	page_blanks(p, width - (int)text_columns(text));
}

void
page_cell_right(struct page *p, enum role role, const char *text, int width)
{
	page_blanks(p, width - (int)text_columns(text));
	page_add(p, role, text);
}

/* A line is one run of its role, so that colours are switched once. */
int
page_wrap(struct page *p, enum role role, const char *text, int first, int indent, int width)
{
	struct span rest = span_of(text), word;
	struct buf line = BUF_INIT(PAGE_BYTES);
	int at = first;

	while (text_split(&rest, ' ', &word)) {
		char one[512];
		int columns;

		if (word.len == 0)
			continue;
		(void)text_cut(one, sizeof(one), word); /* no word is that long */
		columns = (int)text_columns(one);
		if (line.len > 0 && at + 1 + columns > width) {
			page_add(p, role, buf_str(&line));
			page_line(p);
			page_blanks(p, indent);
			buf_reset(&line);
			at = indent;
		} else if (line.len > 0) {
			(void)buf_add_char(&line, ' ');
			at++;
		}
		(void)buf_add_str(&line, one);
		at += columns;
	}
	page_add(p, role, buf_str(&line));
	buf_clear(&line);
	return at;
}

/* ---- what a terminal without UTF-8 gets ---- */

struct plain_row {
	uint32_t point;
	char ascii;
};

/* Sorted by point. */
static const struct plain_row plain[] = {
    {0xA0, ' '},
    {0xA1, '!'},
    {0xAB, '"'},
    {0xB7, '.'},
    {0xBB, '"'},
    {0xBF, '?'},
    {0x2013, '-'},
    {0x2014, '-'},
    {0x2018, '\''},
    {0x2019, '\''},
    {0x2026, '.'},
    {0x2192, '>'},
    {0x2212, '-'},
    {0x2500, '-'},
    {0x2501, '='},
    {0x2502, '|'},
    {0x2503, 'H'},
    {0x2504, '-'},
    {0x251C, '|'},
    {0x2524, '|'},
    {0x254C, ':'},
    {0x2581, '_'},
    {0x2582, '_'},
    {0x2583, '-'},
    {0x2584, '-'},
    {0x2585, '='},
    {0x2586, '='},
    {0x2587, '#'},
    {0x2588, '#'},
    {0x2591, ','},
    {0x2592, '%'},
    {0x2594, '"'},
    {0x25C6, '*'},
    {0x25C7, '^'},
    {0x25CB, 'o'},
    {0x25CF, '@'},
    {0x25D0, '~'},
    {0x2713, '+'},
    {0x2715, 'x'},
};

static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYPsaaaaaaaceeeeiiiidnooooo/ouuuuypy";

static char
plain_of(uint32_t point)
{
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (plain[i].point == point)
			return plain[i].ascii;
	return point >= 0xC0 && point <= 0xFF ? latin[point - 0xC0] : '?';
}

int
page_take(const struct page *p, struct buf *out)
{
	struct span rest = buf_span(&p->text);

	if (page_error(p) != 0)
		return page_error(p);
	if (p->look->utf8)
		return buf_add(out, rest.data, rest.len);
	while (rest.len > 0) {
		uint32_t point = 0;
		size_t used = text_utf8_next(rest, &point);

		if (used == 0)
			used = 1;
		if (used == 1 && point < 0x80)
			(void)buf_add_char(out, rest.data[0]);
		else
			(void)buf_add_char(out, plain_of(point));
		rest = (struct span){rest.data + used, rest.len - used};
	}
	return buf_error(out);
}

/* ---- dates ---- */

static int32_t
today_of(const struct look *look)
{
	return zone_day(look->zone, look->now_utc_ms);
}

static bool
same_month(int32_t a, int32_t b)
{
	int32_t year[2], month[2], day[2];

	day_to_civil(a, &year[0], &month[0], &day[0]);
	day_to_civil(b, &year[1], &month[1], &day[1]);
	return year[0] == year[1] && month[0] == month[1];
}

/* "hoy", "ayer", "mañana"; NULL for other days. */
static const char *
near_day(const struct look *look, int32_t day)
{
	int32_t today = today_of(look);

	if (day == today)
		return word(look->language, WORD_TODAY);
	if (day == today - 1)
		return word(look->language, WORD_YESTERDAY);
	return day == today + 1 ? word(look->language, WORD_TOMORROW) : NULL;
}

void
page_day(const struct look *look, struct buf *b, int32_t day)
{
	const char *near = near_day(look, day);

	if (near != NULL) {
		(void)buf_add_str(b, near);
		return;
	}
	(void)locale_add_words(b, word(look->language, WORD_LOCALE),
	    same_month(day, today_of(look)) ? LOCALE_STYLE_WEEKDAY : LOCALE_STYLE_DAY, day, -1);
}

void
page_day_short(const struct look *look, struct buf *b, int32_t day)
{
	int32_t year, month, of_month, today = today_of(look);

	day_to_civil(day, &year, &month, &of_month);
	if (day == today)
		(void)buf_add_str(b, word(look->language, WORD_TODAY));
	else if (same_month(day, today) || (day > today - 7 && day < today + 7))
		(void)buf_addf(
		    b, "%s\u00A0%d", word_weekday(look->language, day_weekday(day)), of_month);
	else
		(void)buf_addf(b, "%d\u00A0%s", of_month, word_month(look->language, month));
}

void
page_hour(const struct look *look, struct buf *b, const char *zone, int64_t utc_ms)
{
	int32_t day, second, offset_min;

	zone_wall(zone[0] != '\0' ? zone : look->zone, utc_ms, &day, &second, &offset_min);
	(void)buf_addf(b, "%d:%02d", second / 3600, second / 60 % 60);
}

void
page_moment(const struct look *look, struct buf *b, const char *zone, int64_t utc_ms)
{
	int32_t day = zone_day(zone[0] != '\0' ? zone : look->zone, utc_ms);
	int32_t today = today_of(look);

	if (day != today && day > today - 7 && day < today + 7)
		(void)buf_add_str(b, word_weekday(look->language, day_weekday(day)));
	else
		page_day_short(look, b, day);
	(void)buf_add_char(b, ' ');
	page_hour(look, b, zone, utc_ms);
}

void
page_span(const struct look *look, struct buf *b, int64_t ms)
{
	if (ms < HOUR_MS)
		(void)buf_addf(b, "%lld\u00A0min", (long long)(ms / MINUTE_MS));
	else if (ms < 4LL * DAY_MS)
		(void)buf_addf(b, "%lld\u00A0h", (long long)(ms / HOUR_MS));
	else
		(void)buf_addf(
		    b, "%lld\u00A0%s", (long long)(ms / DAY_MS), word(look->language, WORD_DAYS));
}

void
page_number(const struct look *look, struct buf *b, int64_t number)
{
	(void)locale_add_number(b, word(look->language, WORD_LOCALE), (double)number, 0);
}

void
page_fill_numbers(const struct look *look, struct buf *b, enum word which, int64_t one, int64_t two)
{
	struct buf first = BUF_INIT(64), second = BUF_INIT(64);

	page_number(look, &first, one);
	page_number(look, &second, two);
	word_fill(b, look->language, which, WORD_ARGS(buf_str(&first), buf_str(&second)));
	buf_clear(&first);
	buf_clear(&second);
}
