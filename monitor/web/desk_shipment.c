#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/notice/fact_put.h"
#include "monitor/notice/mail_read.h"
#include "monitor/notice/words.h"
#include "monitor/promise/assess.h"
#include "monitor/web/desk.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_case.h"
#include "monitor/web/desk_letter.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/desk_write.h"
#include "monitor/web/page.h"

enum { LINES = 240, NOTICES = 64, QUOTES = 3, CASES = 32, STEPS = FORECAST_STEPS };

/* A line of the ledger: what is known of the parcel, or what we said and owe. */
struct line {
	int64_t at_utc_ms;
	bool ours;
	bool date_alone, ends_day; /* no hour; midnight, as the end of the day before */
	const char *text, *sub, *style;
	const char *href;  /* where the whole of it stands; NULL none */
	bool waits;        /* it can be held there, or let go */
	const char *undo;  /* where it is taken back; NULL: it cannot be */
	const char *quote; /* its words as sent; NULL none */
};

struct ledger {
	struct line lines[LINES + 1]; /* the last takes what has no room */
	size_t count;
};

/* The line, for what else there is to it; a spare one of what has no moment, or no room. */
static struct line *
note(struct ledger *l, int64_t at_utc_ms, bool ours, const char *text, const char *sub,
    const char *style)
{
	struct line *line = &l->lines[l->count];

	*line = (struct line){
	    .at_utc_ms = at_utc_ms, .ours = ours, .text = text, .sub = sub, .style = style};
	l->count += at_utc_ms != AT_NONE && l->count < LINES;
	return line;
}

static const char *
act_path(struct desk_view *v, const struct shipment *s, const char *act)
{
	char path[96];

	(void)snprintf(path, sizeof(path), "/desk/shipments/%" PRIu64 "/%s", s->id, act);
	return desk_text(v, path);
}

/* Newest first. */
static int
by_time(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return x->at_utc_ms < y->at_utc_ms ? 1 : x->at_utc_ms > y->at_utc_ms ? -1 : 0;
}

/* ---- what is known of the parcel ---- */

static void
note_events(struct desk_view *v, struct ledger *l, const struct shipment *s)
{
	const char *zone = desk_zone(v, s);

	for (size_t i = 0; i < s->events.count; i++) {
		const struct event *e = &s->events.items[i];
		struct buf text = BUF_INIT(1024), place = BUF_INIT(512);
		struct line *line;
		char key[64];

		(void)snprintf(key, sizeof(key), "pic.at.%s", milestone_name(e->milestone));
		(void)fact_add_place(&place, v->call->locale, e->place, s->origin.country);
		(void)buf_addf(&text, "%s%s%s", desk_say(v, key, ""), place.len > 0 ? ", " : "",
		    buf_str(&place));
		line = note(l, zone_when_utc(zone, e->at), false, desk_text(v, buf_str(&text)),
		    e->source == SOURCE_STAFF ? desk_say(v, "ledger.by_hand", "")
					      : desk_text(v, e->text),
		    e->physical ? "" : "dim");
		line->date_alone = e->at.kind == WHEN_DATE;
		if (e->source == SOURCE_STAFF)
			line->undo = act_path(v, s, "unmark");
		buf_clear(&text);
		buf_clear(&place);
	}
}

/* A silence longer than what is usual here. */
static void
note_silence(struct desk_view *v, struct ledger *l, const struct shipment *s)
{
	const struct forecast *f = &s->forecast;
	int64_t gap =
	    s->last_scan_utc_ms != AT_NONE ? v->call->now_utc_ms - s->last_scan_utc_ms : 0;
	char hours[32], usual[32];

	if (!shipment_open(s) || s->first_attempt.kind != WHEN_NONE || f->gap_p90_ms <= 0 ||
	    gap <= f->gap_p90_ms)
		return;
	(void)snprintf(hours, sizeof(hours), "%lld", (long long)(gap / HOUR_MS));
	(void)snprintf(usual, sizeof(usual), "%lld", (long long)(f->gap_p50_ms / HOUR_MS));
	note(l, s->last_scan_utc_ms + 1, false, desk_say(v, "pic.silence", hours),
	    desk_say(v, "pic.usual", usual), "slip");
}

/* ---- what we said and owe ---- */

/* The words of a mail as they were sent, the first of them. */
static const char *
quote_of(struct desk_view *v, const struct notice *n)
{
	struct buf message = BUF_INIT(LIMIT_MESSAGE_BYTES), subject = BUF_INIT(4096);
	struct buf text = BUF_INIT(LIMIT_MESSAGE_BYTES);
	const char *said = NULL;

	if (n->channel == CHANNEL_EMAIL &&
	    store_message(v->call->api->reader, n->id, &message) == 0 &&
	    mail_read(buf_span(&message), "text/plain", &subject, &text) == 0)
		said = letter_quote(v, buf_span(&text));
	buf_clear(&message);
	buf_clear(&subject);
	buf_clear(&text);
	return said;
}

static int
note_notices(struct desk_view *v, struct ledger *l, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	struct store_cursor cursor = {0};
	uint64_t ids[NOTICES];
	size_t count = 0, quoted = 0;
	int rc = store_notices(
	    v->call->api->reader, 0, s->shop, s->order, &cursor, ids, NOTICES, &count);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct notice n = NOTICE_INIT;
		struct buf text = BUF_INIT(512), sub = BUF_INIT(1024);
		char key[64];

		rc = store_notice(v->call->api->reader, ids[i], &n);
		(void)snprintf(key, sizeof(key), "notice.%s", notice_kind_name(n.kind));
		(void)buf_add_str(&text, desk_say(v, key, ""));
		if (n.audience == AUDIENCE_CUSTOMER && n.facts.window_until_day != DAY_NONE)
			(void)buf_addf(&text, ": %s%s%s",
			    n.facts.window_from_day != n.facts.window_until_day
				? desk_day(v, n.facts.window_from_day)
				: "",
			    n.facts.window_from_day != n.facts.window_until_day ? " – " : "",
			    desk_day(v, n.facts.window_until_day));
		(void)snprintf(key, sizeof(key), "sent.%s", notice_state_name(n.state));
		(void)buf_add_str(&sub, desk_say(v, key, ""));
		if (n.answer_text[0] != '\0' && n.state != NOTICE_STATE_SENT)
			(void)buf_addf(&sub, " (%s)", n.answer_text);
		if (rc == 0) {
			bool theirs = n.audience == AUDIENCE_CUSTOMER;
			struct line *line =
			    note(l, n.settled_utc_ms != AT_NONE ? n.settled_utc_ms : n.due_utc_ms,
				true, desk_text(v, buf_str(&text)), desk_text(v, buf_str(&sub)),
				theirs ? "word" : "dim");

			(void)snprintf(key, sizeof(key), "/desk/notices/%" PRIu64, n.id);
			line->href = theirs ? desk_text(v, key) : NULL;
			line->waits = theirs &&
			    (n.state == NOTICE_STATE_PENDING || n.state == NOTICE_STATE_HELD);
			if (theirs && quoted < QUOTES) {
				line->quote = quote_of(v, &n);
				quoted += line->quote != NULL;
			}
		}
		buf_clear(&text);
		buf_clear(&sub);
	}
	return rc;
}

/* What the customer chose or wrote on their page, or a person's note. */
static void
note_words(struct desk_view *v, struct ledger *l, const struct case_note *words)
{
	bool customers = strcmp(words->author, "customer") == 0;
	char key[64];
	const char *chose;

	(void)snprintf(key, sizeof(key), "chose.%.32s", words->text);
	chose = customers ? desk_say(v, key, "") : "";
	if (chose[0] != '\0')
		note(l, words->at_utc_ms, true, chose, "", "");
	else
		note(l, words->at_utc_ms, true, desk_text(v, words->text),
		    customers ? desk_say(v, "chose.wrote", "") : desk_text(v, words->author),
		    "quote");
}

static int
note_cases(struct desk_view *v, struct ledger *l, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	struct store_cursor cursor = {0};
	uint64_t ids[CASES];
	size_t count = 0;
	int rc = store_cases(v->call->api->reader, s->shop, s->order, &cursor, ids, CASES, &count);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct case_record c = CASE_INIT;
		char key[64];

		rc = store_case(v->call->api->reader, ids[i], &c);
		if (rc != 0)
			break;
		(void)snprintf(key, sizeof(key), "case.%s", case_reason_name(c.reason));
		note(l, c.opened_utc_ms, true, desk_say(v, key, ""), desk_say(v, "case.opened", ""),
		    "");
		if (c.state == CASE_RESOLVED)
			note(l, c.resolved_utc_ms, true, desk_say(v, key, ""),
			    desk_say(v, "case.resolved", ""), "kept");
		for (size_t j = 0; j < c.note_count; j++)
			note_words(v, l, &c.notes[j]);
	}
	return rc;
}

/* They were told in person; the last time can be taken back. */
static void
note_calls(struct desk_view *v, struct ledger *l, const struct parcel *p)
{
	const struct order *o = &p->order;

	for (size_t i = 0; i < o->retold_count; i++) {
		struct line *line;

		if (o->retold[i].notice != 0)
			continue;
		line = note(l, o->retold[i].said_utc_ms, true, desk_say(v, "ledger.called", ""), "",
		    "word");
		if (i + 1 == o->retold_count && o->retold[i].said_utc_ms == o->told_utc_ms)
			line->undo = act_path(v, &p->shipment, "uncalled");
	}
}

static void
note_coming(struct desk_view *v, struct ledger *l, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	int64_t review;

	if (!shipment_open(s))
		return;
	if (s->promise.deadline_utc_ms > v->call->now_utc_ms)
		note(l, s->promise.deadline_utc_ms, false, desk_say(v, "next.deadline", ""), "", "")
		    ->ends_day = s->promise.until_second < 0;
	if (p->schedule.next_poll_utc_ms > v->call->now_utc_ms)
		note(l, p->schedule.next_poll_utc_ms, false, desk_say(v, "next.poll", ""), "", "");
	note(l, p->order.obligation_utc_ms, true, desk_say(v, "next.owed", ""), "", "word");
	if (p->open_case.id != 0)
		note(l, p->open_case.due_utc_ms, true, desk_say(v, "next.case", ""), "", "");
	if (store_next_review(v->call->api->reader, s->id, &review) == 0 &&
	    review > v->call->now_utc_ms)
		note(l, review, false, desk_say(v, "next.review", ""), "", "");
}

static void
add_ledger(struct desk_view *v, const struct shipment *s, struct ledger *l)
{
	struct desk_list *list = desk_list(v, LINES + 1);
	const char *zone = desk_zone(v, s);
	int32_t day = DAY_NONE;
	bool now_said = false;

	qsort(l->lines, l->count, sizeof(l->lines[0]), by_time);
	for (size_t i = 0; i <= l->count; i++) {
		const struct line *x = i < l->count ? &l->lines[i] : NULL;
		int32_t on;

		if (!now_said && (x == NULL || x->at_utc_ms <= v->call->now_utc_ms)) {
			desk_row(v, list);
			desk_cell(v, list, "now",
			    desk_say(v, "pic.now", desk_hour(v, zone, v->call->now_utc_ms)));
			now_said = true;
		}
		if (x == NULL)
			break;
		on = zone_day(zone, x->at_utc_ms - x->ends_day);
		desk_row(v, list);
		desk_cell(v, list, "now", "");
		desk_cell(v, list, "day", on != day ? desk_day(v, on) : "");
		desk_cell(v, list, "hour",
		    x->date_alone     ? ""
			: x->ends_day ? "24:00"
				      : desk_hour(v, zone, x->at_utc_ms));
		desk_cell(v, list, "left", x->ours ? "" : x->text);
		desk_cell(v, list, "right", x->ours ? x->text : "");
		desk_cell(v, list, "sub", x->sub);
		desk_cell(v, list, "style", x->style);
		desk_cell(v, list, "coming", x->at_utc_ms > v->call->now_utc_ms ? "1" : "");
		desk_cell(v, list, "href", x->href != NULL ? x->href : "");
		desk_cell(v, list, "waits", x->waits ? "1" : "");
		desk_cell(v, list, "undo", x->undo != NULL ? x->undo : "");
		desk_cell(v, list, "quote", x->quote != NULL ? x->quote : "");
		day = on;
	}
	desk_set_list(v, "ledger", list);
}

/* ---- why ---- */

static const char *
step_words(struct desk_view *v, const struct forecast_step *step)
{
	struct buf number = BUF_INIT(64);
	char key[32];
	const char *said;

	(void)snprintf(key, sizeof(key), "why.%s", step->id);
	if (strcmp(step->id, "own_hours") == 0 || strcmp(step->id, "silence") == 0)
		(void)buf_addf(&number, "%lld", (long long)(step->value / HOUR_MS));
	else if (strcmp(step->id, "drift") == 0)
		(void)locale_add_number(&number, v->call->locale, (double)step->value / 1000, 1);
	else if (strcmp(step->id, "carrier_date") == 0)
		(void)buf_add_str(&number,
		    step->value > INT32_MIN && step->value <= INT32_MAX
			? desk_day(v, (int32_t)step->value)
			: "");
	else
		(void)buf_addf(&number, "%lld", (long long)step->value);
	said = desk_say(v, key, buf_str(&number));
	buf_clear(&number);
	return said[0] != '\0' ? said : desk_text(v, step->id);
}

static void
add_why(struct desk_view *v, const struct shipment *s)
{
	const struct forecast *f = &s->forecast;
	struct desk_list *list = desk_list(v, STEPS);
	bool made = f->answer == FORECAST_MADE && f->p_late >= 0;
	int32_t sum = 0;
	char number[32];

	for (size_t i = 0; made && i < f->step_count; i++) {
		const struct forecast_step *step = &f->steps[i];
		int32_t points = (step->points + (step->points < 0 ? -5 : 5)) / 10;

		sum += step->points;
		if (i > 0 && points == 0)
			continue; /* what changes nothing explains nothing */
		(void)snprintf(number, sizeof(number), "%s%d", points < 0 ? "−" : "+", abs(points));
		desk_row(v, list);
		desk_cell(v, list, "step", step_words(v, step));
		desk_cell(v, list, "points", i == 0 ? "" : desk_text(v, number));
		desk_cell(v, list, "sum", desk_percent(v, sum));
	}
	desk_set_list(v, "steps", list);
	desk_set(v, "chance", made ? desk_percent(v, f->p_late) : "");
	(void)snprintf(number, sizeof(number), "%lld", (long long)f->came_true_n);
	desk_set(v, "came_true", made && f->came_true >= 0 ? desk_percent(v, f->came_true) : "");
	desk_set(v, "came_true_n", desk_text(v, number));
	desk_set(v, "rule",
	    strncmp(s->rule, "forecast", 8) != 0 ? words_rule(words_of(v->call->locale), s->rule)
						 : "");
}

/* ---- the picture ---- */

static int
add_picture(struct desk_view *v, const struct parcel *p, struct buf *svg, struct buf *table)
{
	struct picture in = desk_picture_of(v, p);
	int rc = picture_draw(&in, svg);

	if (rc == 0)
		rc = picture_table(&in, table);
	desk_set_markup(v, "picture", buf_str(svg));
	desk_set_markup(v, "picture_rows", buf_str(table));
	desk_set(v, "carrier_name", desk_text(v, in.carrier));
	desk_set(v, "service", picture_service(&in));
	return rc;
}

/* ---- the page ---- */

static bool
is_marked(const struct shipment *s)
{
	for (size_t i = 0; i < s->events.count; i++)
		if (s->events.items[i].source == SOURCE_STAFF)
			return true;
	return false;
}

/* What is worth knowing before one calls. */
static void
add_customer(struct desk_view *v, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	const struct shop *shop = policy_shop(v->call->policy, s->shop);
	struct buf value = BUF_INIT(64);

	if (s->value_cents >= 0 && shop != NULL && shop->currency[0] != '\0')
		(void)locale_add_money(&value, v->call->locale, s->value_cents, shop->currency);
	desk_set(v, "value", desk_text(v, buf_str(&value)));
	buf_clear(&value);
	desk_set(v, "customer", p->person.name);
	desk_set(v, "phone", p->person.phone);
	desk_set(v, "email", p->person.email);
	desk_set(v, "their_locale", p->person.locale);
	desk_set(v, "wishes",
	    p->person.stopped             ? desk_say(v, "wishes.nothing", "")
		: p->person.only_problems ? desk_say(v, "wishes.problems", "")
					  : "");
	desk_set_flag(v, "first_order", s->first_order);
}

static int
fill(struct desk_view *v, const struct parcel *p, struct buf *svg, struct buf *table)
{
	const struct shipment *s = &p->shipment;
	struct ledger *l = calloc(1, sizeof(*l));
	int rc = l != NULL ? add_picture(v, p, svg, table) : ERR_NOMEM;

	if (rc == 0) {
		note_events(v, l, s);
		note_silence(v, l, s);
		note_coming(v, l, p);
		rc = note_notices(v, l, p);
	}
	if (rc == 0)
		rc = note_cases(v, l, p);
	if (rc == 0)
		rc = desk_write_choices(v, p);
	if (rc == 0) {
		const char *zone = desk_zone(v, s);

		note(l, s->ordered_utc_ms != AT_NONE ? s->ordered_utc_ms : s->registered_utc_ms,
		    true,
		    s->promise.until_day != DAY_NONE
			? desk_say(v, "ledger.promise", desk_day(v, s->promise.until_day))
			: desk_say(v, "pic.no_promise", ""),
		    "", "word");
		note_calls(v, l, p);
		add_ledger(v, s, l);
		desk_did(v, s->id);
		desk_set(v, "here", act_path(v, s, ""));
		desk_set_flag(v, "marked", is_marked(s));
		add_why(v, s);
		rc = desk_case_set(v, p);
		desk_set(v, "verdict", desk_verdict(v, s));
		desk_set(v, "figures", desk_figures(v, s));
		desk_set(v, "owed", desk_owed(v, p));
		add_customer(v, p);
		desk_set(v, "order", s->order);
		desk_set(v, "city", s->destination.city);
		desk_set(v, "items", s->items);
		desk_set(v, "number", s->number);
		desk_set(v, "asked", desk_moment(v, zone, data_heard(&p->shipment, &p->schedule)));
		desk_set(v, "customer_page", p->order.link);
	}
	free(l);
	return rc;
}

void
desk_shipment(struct api_call *call)
{
	struct buf svg = BUF_INIT(LIMIT_PAGE_BYTES), table = BUF_INIT(LIMIT_PAGE_BYTES);
	struct desk_view v;
	struct parcel p = {.shipment = SHIPMENT_INIT};
	uint64_t id = 0;
	int rc = api_path_number(call, &id) ? store_read_begin(call->api->reader) : ERR_NOT_FOUND;

	desk_view_init(&v, call);
	if (rc == 0) {
		rc = parcel_load(call, id, &p);
		if (rc == 0 && !api_sees(call, p.shipment.shop))
			rc = ERR_NOT_FOUND;
		if (rc == 0)
			rc = fill(&v, &p, &svg, &table);
		store_read_end(call->api->reader);
	}
	if (rc == 0)
		desk_answer(&v, "desk/shipment", "", "");
	else
		page_fail(call, rc);
	parcel_clear(&p);
	desk_view_clear(&v);
	buf_clear(&svg);
	buf_clear(&table);
}
