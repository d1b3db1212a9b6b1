#include "monitor/notice/strip.h"

#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/words.h"

enum { WEEKDAY_LETTERS = 3 };

/* Seven stand side by side on a phone: what a language shortens to "segunda" is "seg" there. */
static void
shorten(char *weekday)
{
	size_t letters = 0, third = 0, len = strlen(weekday);

	for (size_t i = 0; i < len; i++) {
		if (((unsigned char)weekday[i] & 0xc0) == 0x80)
			continue; /* within a character */
		if (letters++ == WEEKDAY_LETTERS)
			third = i;
	}
	if (letters > WEEKDAY_LETTERS + 1)
		weekday[third] = '\0';
}

static int
fill_cell(struct strip_cell *cell, const char *locale, int32_t day)
{
	struct buf b = BUF_INIT(STRIP_ROOM * 2);
	int rc = locale_add_words(&b, locale, LOCALE_STYLE_SHORT, day, -1);
	size_t number = 0, letters, end;

	/* "jue 28", "Do. 28.": the blank between may be one that does not break */
	while (number < b.len && !text_is_digit(b.data[number]))
		number++;
	for (letters = number; letters > 0 && text_one_of(b.data[letters - 1], " ,.\xC2\xA0");)
		letters--;
	for (end = number; end < b.len && text_is_digit(b.data[end]);)
		end++;
	(void)text_clean(cell->weekday, sizeof(cell->weekday), (struct span){b.data, letters});
	shorten(cell->weekday);
	(void)text_cut(cell->day, sizeof(cell->day), (struct span){b.data + number, end - number});
	cell->weekend = day_weekday(day) >= 5;
	buf_clear(&b);
	return rc;
}

int
strip_build(struct strip_cell cells[STRIP_DAYS], size_t *count, const char *locale,
    const struct notice_facts *n, int32_t today)
{
	const struct words *w = words_of(locale);
	int32_t from = n->window_from_day == DAY_NONE ? n->window_until_day : n->window_from_day;
	int32_t first, last;
	int rc = 0;

	*count = 0;
	if (n->window_until_day == DAY_NONE || n->promised_until_day == DAY_NONE)
		return 0;
	last = n->window_until_day > n->promised_until_day ? n->window_until_day
							   : n->promised_until_day;
	first = today < n->promised_until_day ? today : n->promised_until_day;
	if (n->arrived_day != DAY_NONE && n->arrived_day < first)
		first = n->arrived_day;
	if (first + STRIP_DAYS <= last)
		first = last - STRIP_DAYS + 1;
	if (n->promised_until_day < first)
		return 0;
	for (int32_t i = 0; i < STRIP_DAYS && rc == 0; i++) {
		struct strip_cell *cell = &cells[i];
		int32_t day = first + i;

		cell->arrival = day >= from && day <= n->window_until_day;
		cell->promised = day == n->promised_until_day && !cell->arrival;
		(void)text_cut(cell->note, sizeof(cell->note),
		    span_of(cell->promised  ? w->promise
			    : cell->arrival ? w->arrival
			    : day == today  ? w->today
					    : ""));
		rc = fill_cell(cell, locale, day);
	}
	*count = STRIP_DAYS;
	return rc;
}
