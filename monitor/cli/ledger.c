#include "monitor/cli/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/cli/say.h"

enum { LEDGER_ROWS = 128, LEDGER_SHOWN = 30, TEXT_BYTES = 512, WIDE = 110, HEAD = 15 };

struct row {
	int64_t at;
	bool day_only;
	bool end; /* the end of a day: shown as its 24:00 */
	enum role role;
	int order; /* of equal times: as they came in */
	char text[TEXT_BYTES];
};

struct ledger {
	struct page *page;
	const struct view *view;
	struct row rows[LEDGER_ROWS];
	int count;
};

static void
add_row(struct ledger *l, int64_t at, enum role role, const struct buf *text)
{
	struct row *r;

	if (at == AT_NONE || l->count == LEDGER_ROWS)
		return;
	r = &l->rows[l->count];
	*r = (struct row){.at = at, .role = role, .order = l->count};
	(void)text_cut(r->text, sizeof(r->text), buf_span(text));
	l->count++;
}

static void
add_words(
    struct ledger *l, int64_t at, enum role role, enum word which, const char *a, const char *b)
{
	struct buf text = BUF_INIT(TEXT_BYTES);

	word_fill(&text, l->page->look->language, which, WORD_ARGS(a, b));
	add_row(l, at, role, &text);
	buf_clear(&text);
}

/* ---- what comes ---- */

static void
gather_notice(struct ledger *l, struct json_value notice, bool coming)
{
	enum language language = l->page->look->language;
	struct buf text = BUF_INIT(TEXT_BYTES), from = BUF_INIT(64), until = BUF_INIT(64);
	char kind[24], state[24], kind_words[64], state_words[64], id[24];
	int32_t last = view_day(notice, "window_until"), first = view_day(notice, "window_from");
	int64_t settled = view_at(notice, "settled"), number = 0;
	struct buf where = BUF_INIT(TEXT_BYTES);

	if ((settled == AT_NONE) != coming)
		goto out;
	(void)json_string_clean(json_get(notice, "kind"), kind, sizeof(kind));
	(void)json_string_clean(json_get(notice, "state"), state, sizeof(state));
	(void)json_int(json_get(notice, "id"), 0, INT64_MAX, &number);
	(void)snprintf(id, sizeof(id), "%lld", (long long)number);
	(void)buf_addf(&where, "%s; puntual outbox show %s",
	    word_named(language, "outbox", state, state_words, sizeof(state_words)), id);
	if (last != DAY_NONE) {
		page_day_short(l->page->look, &from, first != DAY_NONE ? first : last);
		page_day_short(l->page->look, &until, last);
		word_fill(&text, language, WORD_SHOW_NOTICE_WINDOW,
		    WORD_ARGS(word_named(language, "notice", kind, kind_words, sizeof(kind_words)),
			buf_str(&from), buf_str(&until), buf_str(&where)));
	} else
		word_fill(&text, language, WORD_SHOW_NOTICE,
		    WORD_ARGS(word_named(language, "notice", kind, kind_words, sizeof(kind_words)),
			buf_str(&where)));
	add_row(l, coming ? view_at(notice, "due") : settled,
	    strcmp(state, "sent") == 0 || coming ? ROLE_WORD : ROLE_DIM, &text);
out:
	buf_clear(&text);
	buf_clear(&from);
	buf_clear(&until);
	buf_clear(&where);
}

static void
add_deadline(struct ledger *l, enum word which)
{
	int32_t day, second, offset_min;

	add_words(l, l->view->deadline, ROLE_WORD, which, "", "");
	zone_wall(l->view->zone, l->view->deadline, &day, &second, &offset_min);
	if (l->count > 0)
		l->rows[l->count - 1].end = second == 0;
}

static void
gather_next(struct ledger *l, struct json_value parcel)
{
	const struct view *v = l->view;
	const struct look *look = l->page->look;
	struct json_value e;

	if (!promise_settled(v->state) || v->state == PROMISE_NONE)
		add_words(l, v->next_poll, ROLE_PLAIN, WORD_SHOW_POLL, say_carrier(v->carrier), "");
	add_words(l, v->obligation, ROLE_WORD, WORD_SHOW_OWED, "", "");
	if (v->deadline != AT_NONE && v->deadline > look->now_utc_ms && !promise_settled(v->state))
		add_deadline(l, WORD_SHOW_DEADLINE);
	if (v->owned.id != 0) {
		struct buf what = BUF_INIT(TEXT_BYTES);
		char id[24];

		(void)snprintf(id, sizeof(id), "%lld", (long long)v->owned.id);
		say_case(look, &what, v->owned.reason);
		add_words(l, v->owned.due_utc_ms,
		    v->owned.due_utc_ms < look->now_utc_ms ? ROLE_BROKE : ROLE_PLAIN,
		    WORD_SHOW_CASE_DUE, id, buf_str(&what));
		buf_clear(&what);
	}
	for (e = json_first(json_get(parcel, "notices")); json_exists(e); e = json_next(e))
		gather_notice(l, e, true);
}

/* ---- what happened ---- */

static void
gather_event(struct ledger *l, struct json_value event)
{
	struct buf text = BUF_INIT(TEXT_BYTES);
	char place[LIMIT_PLACE_ROOM], prose[LIMIT_TEXT_ROOM], milestone[24], words[64], at[48];
	struct when when;

	(void)json_string_clean(json_get(event, "place"), place, sizeof(place));
	(void)json_string_clean(json_get(event, "text"), prose, sizeof(prose));
	(void)json_string_clean(json_get(event, "milestone"), milestone, sizeof(milestone));
	if (!json_string_copy(json_get(event, "at"), at, sizeof(at)) ||
	    when_parse(span_of(at), &when) < 0)
		return;
	(void)buf_add_str(&text, place);
	if (place[0] != '\0')
		(void)buf_add_str(&text, ", ");
	(void)buf_add_str(&text,
	    prose[0] != '\0' ? prose
			     : word_named(l->page->look->language, "milestone", milestone, words,
				   sizeof(words)));
	add_row(l, zone_when_utc(l->view->zone, when), ROLE_PLAIN, &text);
	if (l->count > 0)
		l->rows[l->count - 1].day_only = when.kind == WHEN_DATE;
	buf_clear(&text);
}

static void
gather_state(struct ledger *l, struct json_value entry, const char *state)
{
	const struct look *look = l->page->look;
	struct json_value fields = json_get(entry, "fields");
	struct buf rule = BUF_INIT(TEXT_BYTES);
	char name[24], words[64];
	bool bad = strcmp(state, "slipping") == 0 || strcmp(state, "missed") == 0;

	(void)json_string_copy(json_get(fields, "rule"), name, sizeof(name));
	if (bad || strcmp(state, "at_risk") == 0) {
		(void)buf_add_str(&rule, ": ");
		say_rule(look, &rule, name, l->view->carrier, view_day(fields, "expect_until"));
	}
	add_words(l, view_at(entry, "at"), bad ? ROLE_SLIP : ROLE_PLAIN, WORD_SHOW_STATE,
	    word_named(look->language, "state", state, words, sizeof(words)), buf_str(&rule));
	buf_clear(&rule);
}

/* Entries of the journal that say something beyond scans and notices, which stand for themselves. */
static void
gather_entry(struct ledger *l, struct json_value entry)
{
	enum language language = l->page->look->language;
	char name[32], unknown[64], reason[24], words[96];
	struct buf text = BUF_INIT(TEXT_BYTES);
	const char *known;

	(void)json_string_copy(json_get(entry, "name"), name, sizeof(name));
	if (strncmp(name, "promise.", 8) == 0)
		gather_state(l, entry, name + 8);
	known = word_named(language, "event", name, unknown, sizeof(unknown));
	if (known == unknown)
		goto out;
	(void)buf_add_str(&text, known);
	if (json_string_copy(json_path(entry, "fields.reason"), reason, sizeof(reason)) &&
	    strncmp(name, "case.", 5) == 0)
		(void)buf_addf(
		    &text, ": %s", word_named(language, "case", reason, words, sizeof(words)));
	add_row(l, view_at(entry, "at"), ROLE_PLAIN, &text);
out:
	buf_clear(&text);
}

static void
gather_past(struct ledger *l, struct json_value parcel)
{
	const struct look *look = l->page->look;
	const struct view *v = l->view;
	struct json_value e;

	if (v->asked != AT_NONE)
		add_words(l, v->asked, ROLE_DIM, WORD_SHOW_ANSWERED, say_carrier(v->carrier), "");
	if (v->deadline != AT_NONE && v->deadline <= look->now_utc_ms)
		add_deadline(l, WORD_SHOW_PROMISE_PAST);
	for (e = json_first(json_get(parcel, "notices")); json_exists(e); e = json_next(e))
		gather_notice(l, e, false);
	for (e = json_first(json_get(parcel, "journal")); json_exists(e); e = json_next(e))
		gather_entry(l, e);
	for (e = json_first(json_get(parcel, "events")); json_exists(e); e = json_next(e))
		gather_event(l, e);
}

/* ---- showing ---- */

static int
compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->order - y->order;
}

static int
compare_rows_back(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return x->order - y->order;
}

/* "hoy", "jue", "28 oct" */
static void
row_day(const struct ledger *l, struct buf *b, const struct row *r)
{
	const struct look *look = l->page->look;
	int32_t day = zone_day(l->view->zone, r->end ? r->at - 1 : r->at);
	int32_t away = day - zone_day(look->zone, look->now_utc_ms);

	if (away != 0 && away > -7 && away < 7)
		(void)buf_add_str(b, word_weekday(look->language, day_weekday(day)));
	else
		page_day_short(look, b, day);
}

static void
show_rows(struct ledger *l, enum word title)
{
	const struct look *look = l->page->look;
	bool wide = look->columns >= WIDE;
	int indent = wide ? HEAD : 2, days = 3, shown = l->count;

	if (shown > LEDGER_SHOWN)
		shown = LEDGER_SHOWN;
	for (int i = 0; i < shown; i++) {
		struct buf day = BUF_INIT(64);

		row_day(l, &day, &l->rows[i]);
		if ((int)text_columns(buf_str(&day)) > days)
			days = (int)text_columns(buf_str(&day));
		buf_clear(&day);
	}
	page_cell(l->page, ROLE_STRONG, word(look->language, title), wide ? HEAD : 0);
	if (!wide)
		page_line(l->page);
	for (int i = 0; i < shown; i++) {
		const struct row *r = &l->rows[i];
		struct buf day = BUF_INIT(64), hour = BUF_INIT(64);
		int at = indent + days + 6 + 2;

		row_day(l, &day, r);
		if (r->end)
			(void)buf_add_str(&hour, "24:00");
		else if (!r->day_only)
			page_hour(look, &hour, l->view->zone, r->at);
		page_blanks(l->page, wide && i == 0 ? 0 : indent);
		page_cell(l->page, ROLE_DIM, buf_str(&day), days + 1);
		page_cell_right(l->page, ROLE_DIM, buf_str(&hour), 5);
		page_blanks(l->page, 2);
		(void)page_wrap(l->page, r->role, r->text, at, at, look->columns);
		page_line(l->page);
		buf_clear(&day);
		buf_clear(&hour);
	}
	if (shown == 0) {
		page_blanks(l->page, wide ? 0 : indent);
		page_add(l->page, ROLE_DIM, word(look->language, WORD_SHOW_NOTHING));
		page_line(l->page);
	}
}

void
ledger_add(struct page *p, const struct view *v, struct json_value parcel)
{
	struct ledger *l = calloc(1, sizeof(*l));

	if (l == NULL) {
		p->text.error = ERR_NOMEM;
		return;
	}
	l->page = p;
	l->view = v;
	gather_next(l, parcel);
	qsort(l->rows, (size_t)l->count, sizeof(l->rows[0]), compare_rows);
	show_rows(l, WORD_SHOW_NEXT);
	l->count = 0;
	gather_past(l, parcel);
	qsort(l->rows, (size_t)l->count, sizeof(l->rows[0]), compare_rows_back);
	show_rows(l, WORD_SHOW_PAST);
	free(l);
}
