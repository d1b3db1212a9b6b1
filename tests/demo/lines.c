#include "tests/demo/lines.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

enum {
	DAY_COLUMNS = 8,
	HOUR_COLUMNS = 5,
	INDENT = DAY_COLUMNS + HOUR_COLUMNS + 4, /* of what wraps: below the words */
};

static const char *const and_words[LANGUAGE_COUNT] = {" and ", " y "};
static const char *const parcels_words[LANGUAGE_COUNT] = {"$1 parcels", "$1 envíos"};
static const char *const customers_words[LANGUAGE_COUNT] = {"$1 customers", "$1 clientes"};

void
lines_fill(struct buf *b, const char *template, const char *const *args)
{
	for (const char *at = template; *at != '\0'; at++) {
		if (at[0] == '$' && text_is_digit(at[1]))
			(void)buf_add_str(b, args[*++at - '1']);
		else
			(void)buf_add_char(b, *at);
	}
}

/* ---- writing ---- */

static void
add_count(const struct lines *l, struct buf *b, const char *const words[LANGUAGE_COUNT], int count)
{
	char number[16];

	(void)snprintf(number, sizeof(number), "%d", count);
	lines_fill(b, words[l->cli->look.language], LINES_ARGS(number));
}

/* Who stands before the words, unless they have a place for it: "@". */
static void
add_words(const struct lines *l, struct buf *b, const struct lines_line *line)
{
	const char *at = strchr(line->words, '@');

	if (at != NULL) {
		(void)buf_add(b, line->words, (size_t)(at - line->words));
		if (line->count > 2)
			add_count(l, b, customers_words, line->count);
		else
			(void)buf_add_str(b, line->names);
		(void)buf_add_str(b, at + 1);
		return;
	}
	if (line->count > 2)
		add_count(l, b, parcels_words, line->count);
	else if (line->count == 2)
		(void)buf_add_str(b, line->names);
	else if (line->order[0] != '\0')
		(void)buf_addf(b, "%s, %s", line->order, line->names);
	(void)buf_addf(b, "%s%s", line->order[0] != '\0' ? ": " : "", line->words);
}

static void
add_day(struct lines *l, struct page *page, int32_t day)
{
	int32_t year, month, of_month;
	char name[32];

	if (day == l->told_day) {
		page_blanks(page, DAY_COLUMNS);
		return;
	}
	day_to_civil(day, &year, &month, &of_month);
	(void)snprintf(name, sizeof(name), "%s %d",
	    word_weekday(l->cli->look.language, day_weekday(day)), of_month);
	page_cell(page, ROLE_STRONG, name, DAY_COLUMNS);
	l->told_day = day;
}

static int
tell(struct lines *l, const struct lines_line *line)
{
	const struct look *look = &l->cli->look;
	struct buf hour = BUF_INIT(64), text = BUF_INIT(1024);
	struct page page;
	int code;

	page_init(&page, look);
	add_day(l, &page, zone_day(look->zone, line->at_utc_ms));
	page_hour(look, &hour, look->zone, line->at_utc_ms);
	page_cell_right(&page, ROLE_DIM, buf_str(&hour), HOUR_COLUMNS);
	page_blanks(&page, 2);
	page_cell(&page, line->role, line->mark, 2);
	add_words(l, &text, line);
	(void)page_wrap(&page, ROLE_PLAIN, buf_str(&text), INDENT, INDENT, look->columns - 1);
	page_line(&page);
	code = cli_print(l->cli, &page);
	page_clear(&page);
	buf_clear(&hour);
	buf_clear(&text);
	return code;
}

int
lines_tell(struct lines *l, int64_t before_utc_ms)
{
	size_t done = 0;
	int code = EXIT_CODE_OK;

	while (code == EXIT_CODE_OK && done < l->count && l->items[done].at_utc_ms < before_utc_ms)
		code = tell(l, &l->items[done++]);
	l->count -= done;
	memmove(l->items, l->items + done, l->count * sizeof(l->items[0]));
	return code;
}

/* ---- gathering ---- */

static bool
joins(const struct lines_line *known, const struct lines_line *fresh)
{
	return fresh->order[0] != '\0' && strcmp(known->words, fresh->words) == 0 &&
	    strcmp(known->mark, fresh->mark) == 0 &&
	    fresh->at_utc_ms - known->at_utc_ms < LINES_SETTLE_MS;
}

static void
join(const struct lines *l, struct lines_line *known, const struct lines_line *fresh)
{
	struct buf names = BUF_INIT(1024);

	known->count++;
	(void)buf_addf(
	    &names, "%s%s%s", known->names, and_words[l->cli->look.language], fresh->names);
	(void)text_cut(known->names, sizeof(known->names), buf_span(&names));
	buf_clear(&names);
}

void
lines_add(struct lines *l, int64_t at_utc_ms, const char *mark, enum role role,
    const struct view *v, const char *words)
{
	struct lines_line fresh = {.at_utc_ms = at_utc_ms, .mark = mark, .role = role, .count = 1};
	size_t at = l->count;

	if (v != NULL) {
		struct span given = span_of(v->customer);

		given.len = strcspn(v->customer, " ");
		(void)text_cut(fresh.names, sizeof(fresh.names), given);
		(void)text_cut(fresh.order, sizeof(fresh.order), span_of(v->order));
	}
	(void)text_cut(fresh.words, sizeof(fresh.words), span_of(words));
	/* Never before another line about the same order. */
	for (size_t i = l->count; i-- > 0 && strcmp(l->items[i].order, fresh.order) != 0;)
		if (joins(&l->items[i], &fresh)) {
			join(l, &l->items[i], &fresh);
			return;
		}
	if (l->count == LINES_ROOM)
		return;
	for (; at > 0 && l->items[at - 1].at_utc_ms > at_utc_ms; at--)
		l->items[at] = l->items[at - 1];
	l->items[at] = fresh;
	l->count++;
}
