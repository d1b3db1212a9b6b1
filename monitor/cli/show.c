#include "monitor/cli/show.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/cli/ledger.h"
#include "monitor/cli/picture.h"
#include "monitor/cli/prospect.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 2048 };

/* Parts with commas between; empty ones are left out. */
static void
add_part(struct buf *b, const char *part)
{
	if (part[0] == '\0')
		return;
	(void)buf_addf(b, "%s%s", b->len > 0 ? ", " : "", part);
}

static void
add_line(struct page *p, enum role role, const struct buf *text, int indent)
{
	page_blanks(p, indent);
	(void)page_wrap(p, role, buf_str(text), indent, indent, p->look->columns);
	page_line(p);
}

static void
add_who(struct page *p, const struct view *v)
{
	enum language l = p->look->language;
	struct buf line = BUF_INIT(LINE_BYTES), part = BUF_INIT(LINE_BYTES);

	add_part(&line, v->customer);
	word_fill(&part, l, WORD_SHOW_ORDER, WORD_ARGS(v->order));
	add_part(&line, buf_str(&part));
	if (v->marked)
		add_part(&line, word(l, WORD_SHOW_MARKED));
	if (v->adopted)
		add_part(&line, word(l, WORD_SHOW_ADOPTED));
	add_part(&line, v->phone);
	if (p->look->columns >= PICTURE_WIDE)
		add_part(&line, v->email);
	say_capital(&line);
	add_line(p, ROLE_STRONG, &line, 0);
	buf_reset(&line);
	(void)buf_add_str(&line, say_carrier(v->carrier));
	if (v->carried_by[0] != '\0')
		(void)buf_addf(&line, " (%s)", v->carried_by);
	(void)buf_addf(&line, "%s%s %s", v->service[0] != '\0' ? " " : "", v->service, v->number);
	add_part(&line, v->city);
	add_part(&line, v->items);
	add_line(p, ROLE_PLAIN, &line, 0);
	buf_clear(&line);
	buf_clear(&part);
}

/* The chance has said it. */
static bool
is_of_forecast(const struct view *v)
{
	return v->state == PROMISE_ON_TRACK || strcmp(v->rule, "forecast") == 0 ||
	    strcmp(v->rule, "forecast_risk") == 0;
}

/* A rule has decided before its day, and there is a chance beside it. */
static bool
is_second_opinion(const struct view *v)
{
	return !is_of_forecast(v) && v->state != PROMISE_MISSED && v->forecast.p_late >= 0;
}

static void
add_verdict(struct page *p, const struct view *v)
{
	struct buf line = BUF_INIT(LINE_BYTES), why = BUF_INIT(LINE_BYTES);
	enum role role;
	const char *mark = say_mark(v, &role);

	page_cell(p, role, mark, 2);
	say_verdict(p->look, &line, v);
	(void)buf_add_char(&line, '.');
	(void)page_wrap(p, role, buf_str(&line), 2, 2, p->look->columns);
	page_line(p);
	say_why(p->look, &why, v);
	buf_reset(&line);
	prospect_chance(p->look, &line, v);
	if (why.len > 0 && v->forecast.answer != FORECAST_MADE) {
		(void)buf_add_char(&why, '.');
		if (line.len > 0)
			(void)buf_addf(&line, " %s", buf_str(&why));
		else
			word_fill(
			    &line, p->look->language, WORD_NO_FORECAST, WORD_ARGS(buf_str(&why)));
	} else if (why.len > 0 && is_second_opinion(v)) {
		(void)buf_addf(
		    &why, ". %s %s", word(p->look->language, WORD_FORECAST_ALONE), buf_str(&line));
		buf_move(&line, &why);
	} else if (why.len > 0 && !is_of_forecast(v)) {
		(void)buf_addf(&line, " %s.", buf_str(&why));
	}
	if (line.len > 0)
		add_line(p, ROLE_PLAIN, &line, 2);
	buf_clear(&line);
	buf_clear(&why);
}

static void
add_case(struct page *p, const struct view *v)
{
	const struct look *look = p->look;
	struct buf line = BUF_INIT(LINE_BYTES), more = BUF_INIT(LINE_BYTES);
	bool nobody = v->owned.owner[0] == '\0';
	enum role role = nobody ? ROLE_BROKE : ROLE_PLAIN;
	int64_t left = v->owned.due_utc_ms - look->now_utc_ms;

	if (v->owned.id == 0 || v->owned.due_utc_ms == AT_NONE)
		goto out;
	say_case(look, &line, v->owned.reason);
	say_capital(&line);
	(void)buf_add_str(&line, ". ");
	if (!nobody)
		page_moment(look, &more, look->zone, v->owned.due_utc_ms);
	else
		page_span(look, &more, left < 0 ? -left : left);
	word_fill(&line, look->language,
	    !nobody        ? WORD_SHOW_CASE_OWNER
		: left < 0 ? WORD_SHOW_CASE_LATE
			   : WORD_SHOW_CASE_NOBODY,
	    !nobody ? WORD_ARGS(v->owned.owner, buf_str(&more)) : WORD_ARGS(buf_str(&more)));
	page_cell(p, role, "!", 2);
	(void)page_wrap(p, role, buf_str(&line), 2, 2, look->columns);
	page_line(p);
	page_addf(p, ROLE_PLAIN, "  puntual case %s %lld", nobody ? "claim" : "resolve",
	    (long long)v->owned.id);
	page_line(p);
out:
	buf_clear(&line);
	buf_clear(&more);
}

static void
add_siblings(struct page *p, const struct view *v, struct json_value siblings)
{
	struct buf list = BUF_INIT(LINE_BYTES), line = BUF_INIT(LINE_BYTES);
	struct json_value e;

	for (e = json_first(siblings); json_exists(e); e = json_next(e)) {
		struct view other;

		view_read(&other, e, v->zone);
		if (other.id == v->id)
			continue;
		buf_reset(&line);
		(void)buf_addf(&line, "%s %s (", say_carrier(other.carrier), other.number);
		say_verdict(p->look, &line, &other);
		(void)buf_add_char(&line, ')');
		add_part(&list, buf_str(&line));
	}
	if (list.len > 0) {
		buf_reset(&line);
		word_fill(&line, p->look->language, WORD_SHOW_SIBLINGS, WORD_ARGS(buf_str(&list)));
		page_line(p);
		add_line(p, ROLE_PLAIN, &line, 0);
	}
	buf_clear(&list);
	buf_clear(&line);
}

void
show_parcel(struct page *p, struct json_value parcel)
{
	struct view v;

	view_read(&v, parcel, p->look->zone);
	add_who(p, &v);
	page_line(p);
	add_verdict(p, &v);
	add_case(p, &v);
	page_line(p);
	if (p->look->columns >= PICTURE_COLUMNS) {
		picture_add(p, &v, json_get(parcel, "retold"));
		page_line(p);
	}
	if (prospect_steps(p, &v))
		page_line(p);
	ledger_add(p, &v, parcel);
	add_siblings(p, &v, json_get(parcel, "siblings"));
}
