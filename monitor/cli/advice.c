#include "monitor/cli/advice.h"

#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/cli/report.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024, NUMBER_ROOM = 24, PER_MILLE = 1000, NAME_COLUMNS = 14 };

static int64_t
number_of(struct json_value v, const char *path, int64_t absent)
{
	int64_t number = absent;

	(void)json_int(json_path(v, path), INT64_MIN, INT64_MAX, &number);
	return number;
}

/* Of a hundred, rounded down: a promise is not made to look better than it is. */
static void
write_percent(char dst[NUMBER_ROOM], int64_t per_mille)
{
	(void)snprintf(dst, NUMBER_ROOM, "%lld", (long long)(per_mille / 10));
}

static void
write_days(const struct look *look, struct buf *b, int64_t days)
{
	char number[NUMBER_ROOM];

	(void)snprintf(number, sizeof(number), "%lld", (long long)days);
	word_fill(
	    b, look->language, days == 1 ? WORD_ADVICE_DAY : WORD_ADVICE_DAYS, WORD_ARGS(number));
}

/* "de ES-28 a ES-08 con SEUR" */
static void
write_lane(const struct look *look, struct buf *b, struct json_value advice)
{
	char lane[32], carrier[LIMIT_ID_ROOM], from[32];
	struct span rest, first;

	(void)json_string_copy(json_get(advice, "lane"), lane, sizeof(lane));
	(void)json_string_copy(json_get(advice, "carrier"), carrier, sizeof(carrier));
	rest = span_of(lane);
	if (!text_split(&rest, ':', &first))
		first = rest;
	(void)text_cut(from, sizeof(from), first);
	word_fill(b, look->language, carrier[0] != '\0' ? WORD_ADVICE_LANE_BY : WORD_ADVICE_LANE,
	    WORD_ARGS(from, rest.data, say_carrier(carrier)));
}

bool
advice_given(struct json_value advice)
{
	return number_of(advice, "n", 0) >= number_of(advice, "needs", 0);
}

/* The promise that keeps the shop's own target, else the surest that is known; false: none does. */
static bool
best_of(struct json_value advice, int64_t *days, int64_t *kept)
{
	int64_t target = number_of(advice, "target", PER_MILLE);
	bool found = false, enough = false;

	for (struct json_value e = json_first(json_get(advice, "promises"));
	     json_exists(e) && !enough; e = json_next(e)) {
		if (number_of(e, "days", -1) < 0)
			continue;
		*days = number_of(e, "days", -1);
		*kept = number_of(e, "kept", 0);
		enough = *kept >= target;
		found = true;
	}
	return found;
}

void
advice_line(const struct look *look, struct buf *b, struct json_value advice)
{
	enum language l = look->language;
	struct buf lane = BUF_INIT(LINE_BYTES), one = BUF_INIT(64), two = BUF_INIT(64);
	char first[NUMBER_ROOM], second[NUMBER_ROOM];
	int64_t days = 0, kept = 0;

	write_lane(look, &lane, advice);
	if (!advice_given(advice)) {
		(void)snprintf(first, sizeof(first), "%lld", (long long)number_of(advice, "n", 0));
		(void)snprintf(
		    second, sizeof(second), "%lld", (long long)number_of(advice, "needs", 0));
		word_fill(b, l, WORD_ADVICE_TOO_FEW, WORD_ARGS(buf_str(&lane), first, second));
	} else if (number_of(advice, "today.days", -1) >= 0) {
		write_days(look, &one, number_of(advice, "today.days", 0));
		write_percent(first, number_of(advice, "today.kept", 0));
		write_days(look, &two, number_of(advice, "day_more.days", 0));
		write_percent(second, number_of(advice, "day_more.kept", 0));
		word_fill(b, l, WORD_ADVICE_TODAY,
		    WORD_ARGS(buf_str(&lane), buf_str(&one), first, buf_str(&two), second));
	} else if (best_of(advice, &days, &kept)) {
		write_days(look, &one, days);
		write_percent(first, kept);
		word_fill(b, l, WORD_ADVICE_BEST, WORD_ARGS(buf_str(&lane), buf_str(&one), first));
	} else {
		word_fill(b, l, WORD_ADVICE_NEVER, WORD_ARGS(buf_str(&lane)));
	}
	say_capital(b);
	buf_clear(&lane);
	buf_clear(&one);
	buf_clear(&two);
}

/* ---- the page ---- */

static void
add_text(struct page *p, enum role role, const struct buf *text)
{
	(void)page_wrap(p, role, buf_str(text), 0, 2, p->look->columns);
	page_line(p);
}

static void
add_window(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	struct buf text = BUF_INIT(LINE_BYTES), n = BUF_INIT(64), from = BUF_INIT(64);
	struct buf until = BUF_INIT(64);

	(void)locale_add_number(&n, word(l, WORD_LOCALE), (double)number_of(answer, "n", 0), 0);
	(void)locale_add_words(
	    &from, word(l, WORD_LOCALE), LOCALE_STYLE_DATE, view_day(answer, "from"), -1);
	(void)locale_add_words(
	    &until, word(l, WORD_LOCALE), LOCALE_STYLE_DATE, view_day(answer, "until"), -1);
	word_fill(
	    &text, l, WORD_ADVICE_WINDOW, WORD_ARGS(buf_str(&n), buf_str(&from), buf_str(&until)));
	add_text(p, ROLE_DIM, &text);
	buf_clear(&text);
	buf_clear(&n);
	buf_clear(&from);
	buf_clear(&until);
}

static void
add_promise(struct page *p, struct json_value e)
{
	enum language l = p->look->language;
	struct buf text = BUF_INIT(LINE_BYTES), days = BUF_INIT(64);
	char number[NUMBER_ROOM];

	page_blanks(p, 2);
	write_percent(number, number_of(e, "share", 0));
	word_fill(&text, l, WORD_ADVICE_SHARE, WORD_ARGS(number));
	page_cell(p, ROLE_PLAIN, buf_str(&text), NAME_COLUMNS);
	buf_reset(&text);
	if (number_of(e, "days", -1) >= 0) {
		write_days(p->look, &days, number_of(e, "days", 0));
		page_cell(p, ROLE_STRONG, buf_str(&days), NAME_COLUMNS);
		write_percent(number, number_of(e, "kept", 0));
		word_fill(&text, l, WORD_ADVICE_KEPT, WORD_ARGS(number));
	} else {
		(void)snprintf(number, sizeof(number), "%lld", (long long)number_of(e, "needs", 0));
		word_fill(&text, l, WORD_ADVICE_NEEDS, WORD_ARGS(number));
	}
	page_add(p, ROLE_PLAIN, buf_str(&text));
	page_line(p);
	buf_clear(&text);
	buf_clear(&days);
}

/* Longer than it need be. */
static void
add_shorter(struct page *p, struct json_value answer)
{
	int64_t shorter = number_of(answer, "shorter.days", -1);
	struct buf text = BUF_INIT(LINE_BYTES), days = BUF_INIT(64);
	char kept[NUMBER_ROOM], target[NUMBER_ROOM];

	if (shorter >= 0) {
		write_days(p->look, &days, shorter);
		write_percent(kept, number_of(answer, "shorter.kept", 0));
		write_percent(target, number_of(answer, "target", 0));
		word_fill(&text, p->look->language, WORD_ADVICE_SHORTER,
		    WORD_ARGS(buf_str(&days), kept, target));
		add_text(p, ROLE_KEPT, &text);
	}
	buf_clear(&text);
	buf_clear(&days);
}

void
report_advice_page(struct page *p, struct json_value answer)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	struct json_value promises = json_get(answer, "promises"), e;

	advice_line(p->look, &text, answer);
	add_text(p, ROLE_STRONG, &text);
	add_window(p, answer);
	if (advice_given(answer)) {
		page_line(p);
		for (e = json_first(promises); json_exists(e); e = json_next(e))
			add_promise(p, e);
		page_line(p);
		add_shorter(p, answer);
		buf_reset(&text);
		(void)buf_add_str(&text, word(p->look->language, WORD_ADVICE_FOOT));
		add_text(p, ROLE_PLAIN, &text);
	}
	page_add(p, ROLE_DIM, word(p->look->language, WORD_ADVICE_REPORT));
	page_line(p);
	buf_clear(&text);
}
