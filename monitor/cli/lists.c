#include "monitor/cli/lists.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/cli/say.h"
#include "monitor/cli/timetable.h"
#include "monitor/cli/view.h"

enum {
	LINE_BYTES = 2048,
	WIDE = 110,    /* columns from which a parcel takes one line */
	NARROW = 80,   /* below there is no time table */
	DAYS_BACK = 3, /* of the time table, and ahead */
	DAYS_AHEAD = 7,
	OWNER_LEAST = 16, /* columns of who has it; no more than OWNER_MOST */
	OWNER_MOST = 24,
	NAME_WIDTH = 18,
	INDENT = 2,
	CHANCE_WIDTH = 7 /* "100 %  " */
};

static int
most_of(int a, int b)
{
	return a > b ? a : b;
}

/* The widest order, so that none is cut. */
static int
order_width(struct json_value results, int least)
{
	struct json_value e;
	char order[LIMIT_ORDER_ROOM];
	int width = least;

	for (e = json_first(results); json_exists(e); e = json_next(e))
		if (json_string_clean(json_get(e, "order"), order, sizeof(order)))
			width = most_of(width, (int)text_columns(order));
	return width;
}

static const char *
answer_zone(const struct page *p)
{
	return p->look->zone;
}

/* ---- find ---- */

static void
name_and_city(struct buf *b, const struct view *v)
{
	(void)buf_add_str(b, v->customer);
	if (v->city[0] != '\0')
		(void)buf_addf(b, "%s%s", b->len > 0 ? ", " : "", v->city);
}

static void
add_case(const struct look *look, struct buf *b, const struct view *v)
{
	struct buf due = BUF_INIT(LINE_BYTES), what = BUF_INIT(LINE_BYTES);
	char id[24];

	(void)snprintf(id, sizeof(id), "%lld", (long long)v->owned.id);
	if (v->owned.due_utc_ms != AT_NONE)
		page_moment(look, &due, look->zone, v->owned.due_utc_ms);
	say_case(look, &what, v->owned.reason);
	if (v->owned.owner[0] != '\0')
		word_fill(b, look->language, WORD_FIND_CASE,
		    WORD_ARGS(id, v->owned.owner, buf_str(&due), buf_str(&what)));
	else
		word_fill(b, look->language, WORD_FIND_CASE_NOBODY,
		    WORD_ARGS(id, "", buf_str(&due), buf_str(&what)));
	buf_clear(&due);
	buf_clear(&what);
}

/* What stands under the verdict of the first result, a line each: why, what the customer knows, who has it; the phone where there is a
 * column left of it. */
static void
add_more(struct page *p, const struct view *v, int left, int indent)
{
	const struct look *look = p->look;
	const char *phone = left < indent ? v->phone : "";
	struct buf text = BUF_INIT(LINE_BYTES);
	struct buf told = BUF_INIT(LINE_BYTES);
	struct buf owned = BUF_INIT(LINE_BYTES);
	const struct {
		const struct buf *text;
		enum role role;
	} lines[] = {
	    {&text, ROLE_PLAIN},
	    {&told, ROLE_WORD},
	    {&owned, v->owned.owner[0] != '\0' ? ROLE_PLAIN : ROLE_BROKE},
	};

	say_why(look, &text, v);
	say_told(look, &told, v);
	if (v->owned.id != 0)
		add_case(look, &owned, v);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (lines[i].text->len == 0)
			continue;
		page_blanks(p, left);
		page_cell(p, ROLE_PLAIN, phone, indent - left);
		phone = "";
		(void)page_wrap(
		    p, lines[i].role, buf_str(lines[i].text), indent, indent, look->columns);
		page_line(p);
	}
	buf_clear(&text);
	buf_clear(&told);
	buf_clear(&owned);
}

static void
add_result(struct page *p, const struct view *v, int orders, bool whole)
{
	const struct look *look = p->look;
	bool wide = look->columns >= WIDE;
	int indent = 2 + orders + 2, verdict = wide ? indent + 32 : indent;
	struct buf text = BUF_INIT(LINE_BYTES);
	enum role role;
	const char *mark = say_mark(v, &role);

	page_cell(p, role, mark, 2);
	page_cell(p, ROLE_STRONG, v->order, orders + 2);
	name_and_city(&text, v);
	if (whole && !wide && v->phone[0] != '\0')
		(void)buf_addf(&text, ", %s", v->phone);
	if (wide)
		page_cell(p, ROLE_PLAIN, buf_str(&text), 32);
	else {
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), indent, indent, look->columns);
		page_line(p);
		page_blanks(p, indent);
	}
	buf_reset(&text);
	say_verdict(look, &text, v);
	(void)page_wrap(
	    p, whole ? role : ROLE_PLAIN, buf_str(&text), verdict, verdict, look->columns);
	page_line(p);
	if (whole)
		add_more(p, v, indent, verdict);
	buf_clear(&text);
}

static void
number_words(const struct page *p, struct buf *b, struct json_value v)
{
	int64_t number = 0;

	(void)json_int(v, 0, INT64_MAX, &number);
	(void)locale_add_number(b, word(p->look->language, WORD_LOCALE), (double)number, 0);
}

static void
find_foot(struct page *p, struct json_value answer, const char *order)
{
	size_t count = json_count(json_get(answer, "results"));
	struct buf open = BUF_INIT(64), stored = BUF_INIT(64), foot = BUF_INIT(LINE_BYTES);
	int64_t took_us = 0;
	bool more = false;
	char results[24], took[24];

	(void)json_int(json_get(answer, "took_us"), 0, INT64_MAX, &took_us);
	(void)json_bool(json_get(answer, "more"), &more);
	(void)snprintf(results, sizeof(results), "%zu", count);
	(void)snprintf(took, sizeof(took), "%lld", (long long)((took_us + 999) / 1000));
	number_words(p, &open, json_get(answer, "open"));
	number_words(p, &stored, json_get(answer, "stored"));
	word_fill(&foot, p->look->language,
	    p->look->columns >= WIDE ? WORD_FIND_FOOT_WIDE
		: count == 1         ? WORD_FIND_FOOT_ONE
				     : WORD_FIND_FOOT,
	    WORD_ARGS(results, buf_str(&open), buf_str(&stored), took, order));
	if (more)
		(void)buf_addf(&foot, ". %s", word(p->look->language, WORD_FIND_MORE));
	(void)page_wrap(p, ROLE_DIM, buf_str(&foot), 0, 0, p->look->columns);
	page_line(p);
	buf_clear(&open);
	buf_clear(&stored);
	buf_clear(&foot);
}

void
lists_find(struct page *p, struct json_value answer, const char *asked)
{
	struct json_value results = json_get(answer, "results"), e;
	int orders = order_width(results, 7);
	struct buf text = BUF_INIT(LINE_BYTES);
	bool first = true;
	struct view v;

	if (json_count(results) == 0) {
		word_fill(&text, p->look->language, WORD_FIND_NONE, WORD_ARGS(asked));
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 0, 0, p->look->columns);
		page_line(p);
		buf_clear(&text);
		return;
	}
	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		view_read(&v, e, answer_zone(p));
		add_result(p, &v, orders, first);
		first = false;
	}
	view_read(&v, json_at(results, 0), answer_zone(p));
	find_foot(p, answer, v.order);
}

void
lists_short(struct page *p, struct json_value results)
{
	struct json_value e;
	int orders = order_width(results, 7);
	struct view v;

	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		view_read(&v, e, answer_zone(p));
		page_cell_right(p, ROLE_DIM, v.number, 24);
		page_blanks(p, 2);
		add_result(p, &v, orders, false);
	}
}

/* ---- list ---- */

struct table {
	struct strip days; /* empty: its axis */
	bool has_days;     /* wide enough for it */
	bool wide;         /* one line a parcel */
	int chance;        /* columns of the chance; 0: no parcel has one */
	int name;          /* columns of the name, with its gap */
	int order;
	int why; /* columns of the reason; 0: on a line of its own */
};

static int
owner_width(const struct look *look, struct json_value results)
{
	struct json_value e;
	int width = OWNER_LEAST;

	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		struct buf owner = BUF_INIT(LINE_BYTES);
		struct view v;

		view_read(&v, e, look->zone);
		(void)say_owner(look, &owner, &v);
		width = most_of(width, (int)text_columns(buf_str(&owner)));
		buf_clear(&owner);
	}
	return width < OWNER_MOST ? width : OWNER_MOST;
}

static bool
has_chance(const struct view *v)
{
	return v->forecast.answer == FORECAST_MADE && v->forecast.p_late >= 0;
}

static bool
any_chance(const struct look *look, struct json_value results)
{
	struct json_value e;
	bool any = false;

	for (e = json_first(results); json_exists(e) && !any; e = json_next(e)) {
		struct view v;

		view_read(&v, e, look->zone);
		any = has_chance(&v);
	}
	return any;
}

static void
add_chance(struct page *p, const struct table *t, const struct view *v)
{
	char chance[16] = "";

	if (t->chance == 0)
		return;
	if (has_chance(v))
		(void)snprintf(chance, sizeof(chance), "%d %%", (v->forecast.p_late + 5) / 10);
	page_cell_right(p, ROLE_PLAIN, chance, t->chance - 2);
	page_blanks(p, 2);
}

static void
plan(struct table *t, const struct look *look, struct json_value results)
{
	int32_t today = zone_day(look->zone, look->now_utc_ms);
	int days = 3 * (DAYS_BACK + 1 + DAYS_AHEAD);

	*t = (struct table){
	    .has_days = look->columns >= NARROW, .wide = look->columns >= WIDE, .name = 27};
	strip_init(&t->days, look->zone, today - DAYS_BACK, DAYS_BACK + 1 + DAYS_AHEAD, 3);
	if (any_chance(look, results))
		t->chance = CHANCE_WIDTH;
	t->name -= t->chance;
	if (!t->wide)
		return;
	t->name = NAME_WIDTH;
	t->order = order_width(results, 8) + 2;
	t->why = look->columns - t->chance - t->name - t->order - days - 2 - 2 -
	    owner_width(look, results);
}

static void
add_heads(struct page *p, const struct table *t)
{
	enum language l = p->look->language;
	struct buf weekdays = BUF_INIT(LINE_BYTES), numbers = BUF_INIT(LINE_BYTES);

	if (!t->has_days)
		return;
	timetable_heads(&t->days, l, &weekdays, &numbers);
	page_blanks(p, t->chance + t->name + t->order);
	page_add(p, ROLE_DIM, buf_str(&weekdays));
	page_line(p);
	if (t->chance > 0)
		page_cell(p, ROLE_DIM, word(l, WORD_LIST_CHANCE), t->chance);
	page_cell(p, ROLE_DIM, word(l, WORD_LIST_CUSTOMER), t->name);
	if (t->wide)
		page_cell(p, ROLE_DIM, word(l, WORD_LIST_ORDER), t->order);
	page_add(p, ROLE_DIM, buf_str(&numbers));
	page_blanks(p, 2);
	if (t->wide)
		page_cell(p, ROLE_DIM, word(l, WORD_LIST_WHY), t->why + 2);
	page_add(p, ROLE_DIM, word(l, WORD_LIST_OWNER));
	page_line(p);
	buf_clear(&weekdays);
	buf_clear(&numbers);
}

/* "Hoy, viernes 20" */
static void
group_day(const struct look *look, struct buf *b, int32_t day)
{
	struct buf full = BUF_INIT(LINE_BYTES);

	if (day == DAY_NONE) {
		(void)buf_add_str(b, word(look->language, WORD_LIST_NO_DAY));
		return;
	}
	page_day(look, b, day);
	(void)locale_add_words(
	    &full, word(look->language, WORD_LOCALE), LOCALE_STYLE_WEEKDAY, day, -1);
	if (day == zone_day(look->zone, look->now_utc_ms))
		(void)buf_addf(b, ", %s", buf_str(&full));
	say_capital(b);
	buf_clear(&full);
}

static void
add_group(struct page *p, int32_t day, size_t count)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	char number[24];

	(void)snprintf(number, sizeof(number), "%zu", count);
	group_day(p->look, &text, day);
	page_add(p, ROLE_STRONG, buf_str(&text));
	buf_reset(&text);
	word_fill(&text, p->look->language, count == 1 ? WORD_LIST_GROUP_ONE : WORD_LIST_GROUP_MANY,
	    WORD_ARGS(number));
	page_blanks(p, 1);
	page_add(p, ROLE_DIM, buf_str(&text));
	page_line(p);
	buf_clear(&text);
}

/* One line: name, order, days, and the reason in a column that wraps; the owner at its right, in the first line. */
static void
add_wide(struct page *p, const struct table *t, const struct view *v, const struct buf *why,
    const struct buf *owner, enum role owner_role)
{
	struct strip days = t->days;
	struct span rest = buf_span(why), word_span;
	int at = t->chance + t->name + t->order + 3 * t->days.days + 2, used = 0;
	bool owned = false;
	char name[LIMIT_NAME_ROOM];

	say_name(name, sizeof(name), v);
	add_chance(p, t, v);
	page_cell(p, ROLE_PLAIN, name, t->name);
	page_cell(p, ROLE_STRONG, v->order, t->order);
	timetable_row(&days, v, p->look->now_utc_ms);
	strip_add(p, &days);
	page_blanks(p, 2);
	while (text_split(&rest, ' ', &word_span)) {
		char one[256];
		int columns;

		(void)text_cut(one, sizeof(one), word_span);
		columns = (int)text_columns(one);
		if (used > 0 && used + 1 + columns > t->why) {
			if (!owned) {
				page_blanks(p, t->why - used + 2);
				page_add(p, owner_role, buf_str(owner));
			}
			owned = true;
			page_line(p);
			page_blanks(p, at);
			used = 0;
		} else if (used > 0) {
			page_blanks(p, 1);
			used++;
		}
		page_add(p, ROLE_PLAIN, one);
		used += columns;
	}
	if (!owned) {
		page_blanks(p, t->why - used + 2);
		page_add(p, owner_role, buf_str(owner));
	}
	page_line(p);
}

/* Two lines: name, days, owner; then order, reason and what the customer knows. */
static void
add_narrow(struct page *p, const struct table *t, const struct view *v, const struct buf *why,
    const struct buf *owner, enum role owner_role)
{
	struct buf text = BUF_INIT(LINE_BYTES), told = BUF_INIT(LINE_BYTES);
	struct strip days = t->days;
	char name[LIMIT_NAME_ROOM];
	int at = INDENT + (int)text_columns(v->order) + 2;

	say_name(name, sizeof(name), v);
	add_chance(p, t, v);
	page_cell(p, ROLE_PLAIN, name, t->has_days ? t->name : (int)text_columns(name) + 2);
	if (t->has_days) {
		timetable_row(&days, v, p->look->now_utc_ms);
		strip_add(p, &days);
		page_blanks(p, 2);
	}
	page_add(p, owner_role, buf_str(owner));
	page_line(p);
	page_blanks(p, INDENT);
	page_add(p, ROLE_STRONG, v->order);
	page_blanks(p, 2);
	(void)buf_add(&text, why->data, why->len);
	say_told(p->look, &told, v);
	say_capital(&told);
	if (text.len > 0 && told.len > 0)
		(void)buf_add_str(&text, ". ");
	(void)buf_add(&text, told.data, told.len);
	if (text.len > 0)
		(void)buf_add_char(&text, '.');
	(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), at, at, p->look->columns);
	page_line(p);
	buf_clear(&text);
	buf_clear(&told);
}

static void
add_row(struct page *p, const struct table *t, const struct view *v)
{
	struct buf why = BUF_INIT(LINE_BYTES), owner = BUF_INIT(LINE_BYTES);
	enum role role = say_owner(p->look, &owner, v);

	say_why(p->look, &why, v);
	if (why.len == 0)
		say_verdict(p->look, &why, v);
	if (t->wide)
		add_wide(p, t, v, &why, &owner, role);
	else
		add_narrow(p, t, v, &why, &owner, role);
	buf_clear(&why);
	buf_clear(&owner);
}

static void
add_sentence(struct page *p, enum promise_state state, size_t count, size_t due_today)
{
	static const enum word one[PROMISE_COUNT] = {WORD_LIST_NONE_ONE, WORD_LIST_ON_TRACK_ONE,
	    WORD_LIST_AT_RISK_ONE, WORD_LIST_SLIPPING_ONE, WORD_LIST_MISSED_ONE, WORD_LIST_KEPT_ONE,
	    WORD_LIST_LATE_ONE, WORD_LIST_RETURNED_ONE};
	enum language l = p->look->language;
	struct buf text = BUF_INIT(LINE_BYTES), number = BUF_INIT(64);

	word_count(&number, l, count, state != PROMISE_NONE && state != PROMISE_RETURNED, true);
	word_fill(&text, l, count == 1 ? one[state] : one[state] + 1, WORD_ARGS(buf_str(&number)));
	if (due_today > 0) {
		buf_reset(&number);
		word_count(&number, l, due_today, true, false);
		(void)buf_add_str(&text, "; ");
		word_fill(&text, l, due_today == 1 ? WORD_LIST_DUE_ONE : WORD_LIST_DUE_MANY,
		    WORD_ARGS(buf_str(&number)));
	}
	if (text.len > 0 && text.data[text.len - 1] != '.')
		(void)buf_add_char(&text, '.');
	page_add(p, ROLE_STRONG, buf_str(&text));
	page_line(p);
	page_line(p);
	buf_clear(&text);
	buf_clear(&number);
}

static size_t
count_day(struct json_value from, int32_t day, bool run)
{
	struct json_value e;
	size_t count = 0;

	for (e = from; json_exists(e); e = json_next(e)) {
		if (view_day(e, "promised_until") == day)
			count++;
		else if (run)
			break;
	}
	return count;
}

static void
list_foot(struct page *p, const struct table *t, struct json_value answer, const char *state,
    int64_t limit)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	char more[24];

	page_line(p);
	if (t->has_days) {
		page_add(p, ROLE_DIM,
		    word(p->look->language,
			t->chance > 0 ? WORD_LIST_LEGEND_FORECAST : WORD_LIST_LEGEND));
		page_line(p);
	}
	if (!json_absent(json_get(answer, "cursor"))) {
		(void)snprintf(more, sizeof(more), "%lld", (long long)limit * 4);
		word_fill(&text, p->look->language, WORD_LIST_MORE, WORD_ARGS(state, more));
		page_add(p, ROLE_PLAIN, buf_str(&text));
		page_line(p);
	}
	buf_clear(&text);
}

void
lists_state(struct page *p, struct json_value answer, const char *state, int64_t limit)
{
	struct json_value results = json_get(answer, "results"), e;
	int32_t day = DAY_NONE, today = zone_day(p->look->zone, p->look->now_utc_ms);
	enum promise_state is = PROMISE_NONE;
	struct table t;
	bool begun = false;

	if (promise_state_from_name(state, &is) < 0)
		is = PROMISE_NONE;
	plan(&t, p->look, results);
	add_sentence(p, is, json_count(results),
	    promise_settled(is) ? 0 : count_day(json_first(results), today, false));
	add_heads(p, &t);
	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		struct view v;

		view_read(&v, e, answer_zone(p));
		if (!begun || v.promised_until != day) {
			day = v.promised_until;
			add_group(p, day, count_day(e, day, true));
		}
		begun = true;
		add_row(p, &t, &v);
	}
	list_foot(p, &t, answer, state, limit);
}
