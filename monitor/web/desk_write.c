#include "monitor/web/desk_write.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/outbox_attempt.h"
#include "monitor/notice/times.h"
#include "monitor/promise/written.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_letter.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/page.h"

enum { STRIP = 9, CHOICES = 30, DAY_ROOM = 16, FORM_HEX = 33, TIMES = 14, TIME_DAYS = 7 };

static const enum notice_kind kinds[] = {NOTICE_NONE, NOTICE_STILL_NO_NEWS, NOTICE_MISSED,
    NOTICE_BACK_ON_TRACK, NOTICE_LOST, NOTICE_DELIVERED};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* One word while it is written. */
struct writing {
	struct api_call *call;
	struct parcel *parcel;
	const struct context *context;
	struct write_input in;
	struct staff_word word;
	struct notice notice; /* as it would leave; kind NOTICE_NONE: it may not */
	char form[FORM_HEX];  /* names this form: sent twice it is one word */
	const char *locale;   /* the letter's */
	struct letter_findings findings;
	struct render_output letter;
	struct why why; /* why it may not, or cannot be made */
	int32_t today;
	int32_t fit_from, fit_until; /* another date that fits */
};

/* ---- what may be written ---- */

int
desk_write_choices(struct desk_view *v, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	struct context *context = malloc(sizeof(*context));
	struct desk_list *list = desk_list(v, KINDS);
	struct write_input in = {.shipment = s,
	    .context = context,
	    .shop = policy_shop(v->call->policy, s->shop),
	    .now_utc_ms = v->call->now_utc_ms};
	int rc = context == NULL
	    ? ERR_NOMEM
	    : store_context(v->call->api->reader, s->shop, s->order, v->call->now_utc_ms, context);

	for (size_t i = 0; rc == 0 && i < KINDS; i++) {
		const char *name = notice_kind_name(kinds[i]);
		char path[96], key[48];

		if (!written_fits(&in, kinds[i]))
			continue;
		(void)snprintf(path, sizeof(path), "/desk/shipments/%" PRIu64 "/write%s%s", s->id,
		    kinds[i] == NOTICE_NONE ? "" : "?kind=", kinds[i] == NOTICE_NONE ? "" : name);
		(void)snprintf(
		    key, sizeof(key), "write.%s", kinds[i] == NOTICE_NONE ? "date" : name);
		desk_row(v, list);
		desk_cell(v, list, "href", desk_text(v, path));
		desk_cell(v, list, "label", desk_say(v, key, ""));
		desk_cell(v, list, "letter", kinds[i] == NOTICE_NONE ? "d" : "e");
		desk_cell(v, list, "capital", kinds[i] == NOTICE_NONE ? "D" : "E");
	}
	desk_set_list(v, "writes", list);
	free(context);
	return rc;
}

/* ---- what was asked for ---- */

/* The days that the forecast gives, and none that was said before. */
static void
find_days(struct writing *w)
{
	const struct shipment *s = w->in.shipment;
	const struct order *order = &w->context->order;
	const char *zone = s->promise.zone;
	int32_t said = s->promise.until_day, from = s->expect_from_day, until = s->expect_until_day;

	if (order->retold_count > 0 && order->retold[order->retold_count - 1].until_day > said)
		said = order->retold[order->retold_count - 1].until_day;
	if (until == DAY_NONE && s->forecast.p90_utc_ms != AT_NONE) {
		from = zone_day(zone, s->forecast.p10_utc_ms);
		until = zone_day(zone, s->forecast.p90_utc_ms);
	}
	if (until == DAY_NONE || until <= said)
		until = (said > w->today ? said : w->today) + 1;
	while (w->in.shop != NULL && !shop_working_day(w->in.shop, until))
		until++;
	w->fit_from = from == DAY_NONE || from < w->today || from > until ? until : from;
	w->fit_until = until;
}

static void
take_days(struct writing *w)
{
	w->word.from_day = w->fit_from;
	w->word.until_day = w->fit_until;
}

static int32_t
day_of_field(const struct api_call *call, const char *name)
{
	struct when at;

	return when_parse(span_of(form_get(&call->form, name)), &at) == 0 && at.kind == WHEN_DATE
	    ? at.day
	    : DAY_NONE;
}

static bool
asks(const struct writing *w, const char *what)
{
	return strcmp(form_get(&w->call->form, "do"), what) == 0;
}

/* Of a form what it said, else what fits. False: there is no such kind. */
static bool
read_word(struct writing *w)
{
	struct api_call *call = w->call;
	bool post = form_has(&call->form, "do");
	const struct form *said = post ? &call->form : &call->params;
	const char *kind = form_get(said, "kind"), *form = form_get(said, "form");
	struct buf hex = BUF_INIT(FORM_HEX);
	uint8_t chance[sizeof(w->word.once)], digest[SIGN_SHA256_BYTES];

	if (kind[0] != '\0' && notice_kind_from_name(kind, &w->word.kind) < 0)
		return false;
	if (!post || form[0] == '\0') {
		sign_random(chance, sizeof(chance));
		(void)sign_add_hex(&hex, (struct span){(const char *)chance, sizeof(chance)});
		form = buf_str(&hex);
	}
	(void)text_cut(w->form, sizeof(w->form), span_of(form));
	buf_clear(&hex);
	sign_sha256(span_of(w->form), digest);
	memcpy(w->word.once, digest, sizeof(w->word.once));
	(void)text_clean(
	    w->word.text, sizeof(w->word.text), span_of(form_get(&call->form, "text")));
	(void)text_cut(w->word.author, sizeof(w->word.author), span_of(call->who.name));
	if (text_parse_i64(span_of(form_get(&call->form, "next")), 1, INT64_MAX / 2,
		&w->word.next_word_utc_ms) < 0)
		w->word.next_word_utc_ms = 0;
	if (post) {
		w->word.from_day = day_of_field(call, "from");
		w->word.until_day = day_of_field(call, "until");
	}
	if (w->word.kind == NOTICE_NONE) {
		find_days(w);
		if (!post || asks(w, "use_days"))
			take_days(w);
	}
	return true;
}

/* ---- what would leave ---- */

/* What is wrong with what was typed; put right where they ask for it. */
static int
judge_words(struct writing *w)
{
	const struct shipment *s = w->in.shipment;
	int32_t days[8 + 2];
	size_t count = 0;
	struct tone_days backed = {.days = days, .today = w->today};
	int rc;

	/* The days that the letter itself speaks of may be named. */
	days[count++] = s->promise.from_day;
	days[count++] = s->promise.until_day;
	for (int32_t d = w->word.from_day;
	     w->word.kind == NOTICE_NONE && d <= w->word.until_day && count < 10; d++)
		days[count++] = d;
	backed.count = count;
	rc = letter_judge(w->word.text, w->locale, &backed, &w->findings);
	if (rc != 0 || w->findings.count == 0 || !asks(w, "use_text"))
		return rc;
	rc = letter_mend(w->call->api->pages, w->locale, w->word.text, &w->findings, w->word.text,
	    sizeof(w->word.text));
	return rc != 0 ? rc : letter_judge(w->word.text, w->locale, &backed, &w->findings);
}

/* 0 with w->why filled where it may not be said, or cannot. */
static int
compose_letter(struct writing *w)
{
	struct effects effects = {0};
	int rc = judge_words(w);

	if (rc != 0)
		return rc;
	rc = written_judge(&w->in, &effects, &w->why);
	for (size_t i = 0; i < effects.count; i++)
		if (effects.items[i].kind == EFFECT_NOTICE_NEW)
			w->notice = effects.items[i].notice;
	effects_clear(&effects);
	if (rc == ERR_CONFLICT || rc == ERR_RANGE)
		return 0;
	if (rc == 0 && w->call->api->templates != NULL)
		rc = attempt_preview(w->call->api->reader, w->call->api->templates, w->call->policy,
		    &w->notice, w->notice.due_utc_ms, &w->letter, &w->why);
	/* What the guard or a hole in it refuses is said on the page. */
	return rc == ERR_FORBIDDEN || rc == ERR_NOT_FOUND || rc == ERR_MALFORMED ? 0 : rc;
}

/* ---- the page ---- */

static int32_t
chance_of(const struct forecast *f, int32_t day)
{
	int32_t i = f->first_day != DAY_NONE ? day - f->first_day : -1;

	return f->answer == FORECAST_MADE && i >= 0 && i < (int32_t)f->chance_count ? f->chances[i]
										    : -1;
}

static const char *
short_day(struct desk_view *v, int32_t day)
{
	struct buf b = BUF_INIT(64);
	const char *said = "";

	if (locale_add_words(&b, v->call->locale, LOCALE_STYLE_SHORT, day, -1) == 0)
		said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

/* How often a promise of that day would be kept; "" unknown. */
static const char *
chance_by(struct desk_view *v, const struct forecast *f, int32_t until_day)
{
	int32_t kept = 0;

	for (size_t i = 0; i < f->chance_count; i++)
		if (f->first_day + (int32_t)i <= until_day)
			kept += f->chances[i];
	return f->answer == FORECAST_MADE && f->chance_count > 0 ? desk_percent(v, kept) : "";
}

static void
add_strip(struct desk_view *v, const struct writing *w)
{
	const struct forecast *f = &w->in.shipment->forecast;
	struct desk_list *list = desk_list(v, STRIP);
	int32_t first = w->today, chance;

	if (w->word.until_day >= first + STRIP)
		first = w->word.until_day - STRIP + 1;
	for (int32_t day = first; day < first + STRIP; day++) {
		bool on = day >= w->word.from_day && day <= w->word.until_day;

		chance = chance_of(f, day);
		desk_row(v, list);
		desk_cell(v, list, "day", short_day(v, day));
		desk_cell(v, list, "chance", chance >= 0 ? desk_percent(v, chance) : "");
		desk_cell(v, list, "on", on ? "1" : "");
		desk_cell(v, list, "promised", day == w->in.shipment->promise.until_day ? "1" : "");
		desk_cell(v, list, "off",
		    w->in.shop != NULL && !shop_working_day(w->in.shop, day) ? "1" : "");
	}
	desk_set_list(v, "strip", list);
	desk_set(v, "would_keep", chance_by(v, f, w->word.until_day));
	desk_set(v, "earlier_keep",
	    w->word.from_day < w->word.until_day ? chance_by(v, f, w->word.until_day - 1) : "");
	desk_set(v, "earlier_on", desk_day(v, w->word.until_day - 1));
}

/* The days that fit, where others were chosen. */
static void
add_fit(struct desk_view *v, const struct writing *w)
{
	bool other = w->word.kind == NOTICE_NONE &&
	    (w->word.from_day != w->fit_from || w->word.until_day != w->fit_until);

	desk_set(
	    v, "fit_from", other && w->fit_from != w->fit_until ? desk_day(v, w->fit_from) : "");
	desk_set(v, "fit_until", other ? desk_day(v, w->fit_until) : "");
	desk_set(v, "fit_keep", other ? chance_by(v, &w->in.shipment->forecast, w->fit_until) : "");
}

/* By when they hear from the shop again: as the dates ask, or another hour that it can keep. */
static void
add_next_word(struct desk_view *v, const struct writing *w)
{
	const struct notice_facts *f = &w->notice.facts;
	struct desk_list *list = desk_list(v, TIMES + 1);
	int64_t at[TIMES], due = w->notice.due_utc_ms, until = due + TIME_DAYS * DAY_MS, fit = 0;
	bool owes = f->next_word_utc_ms != AT_NONE;
	size_t count = 0;

	desk_set_flag(v, "has_next", owes);
	if (f->window_until_day != DAY_NONE && zone_day_end(f->zone, f->window_until_day) < until)
		until = zone_day_end(f->zone, f->window_until_day);
	if (owes)
		fit = notice_next_word(w->in.shop, f->zone, due, f->window_until_day);
	if (owes)
		count = notice_word_times(w->in.shop, due + HOUR_MS, until, at, TIMES);
	for (size_t i = 0; owes && i <= count; i++) {
		int64_t next = i == 0 ? fit : at[i - 1];
		bool chosen = i > 0 && next == w->word.next_word_utc_ms;
		char value[24];

		if (i > 0 && next == fit)
			continue;
		(void)snprintf(value, sizeof(value), "%" PRId64, next);
		desk_row(v, list);
		desk_cell(v, list, "value", i == 0 ? "" : desk_text(v, value));
		desk_cell(v, list, "label", desk_moment(v, f->zone, next));
		desk_cell(v, list, "chosen", chosen ? "1" : "");
	}
	desk_set_list(v, "nexts", list);
}

/* The days that may be chosen as the first, or the last. */
static void
add_days(struct desk_view *v, const char *name, const struct writing *w, int32_t chosen)
{
	struct desk_list *list = desk_list(v, CHOICES);
	int32_t last = w->today + CHOICES - 1;

	for (int32_t day = chosen > last ? chosen - CHOICES + 1 : w->today; list->count < CHOICES;
	     day++) {
		struct buf iso = BUF_INIT(DAY_ROOM);

		if (when_add(&iso, when_date(day)) != 0)
			v->error = ERR_NOMEM;
		desk_row(v, list);
		desk_cell(v, list, "value", desk_text(v, buf_str(&iso)));
		desk_cell(v, list, "label", desk_day(v, day));
		desk_cell(v, list, "chosen", day == chosen ? "1" : "");
		buf_clear(&iso);
	}
	desk_set_list(v, name, list);
}

static void
add_titles(struct desk_view *v, const struct writing *w)
{
	const struct shipment *s = w->in.shipment;
	const struct order *order = &w->context->order;
	bool date = w->word.kind == NOTICE_NONE;
	char key[48];

	desk_set(v, "first_name", desk_first_name(v, w->parcel->person.name));
	(void)snprintf(
	    key, sizeof(key), "write.%s", date ? "date" : notice_kind_name(w->word.kind));
	desk_set(v, "title", desk_say(v, key, ""));
	desk_set(v, "kind", date ? "" : notice_kind_name(w->word.kind));
	desk_set_flag(v, "date", date);
	desk_set(v, "promised",
	    s->promise.until_day != DAY_NONE
		? desk_say(v, "write.promised", desk_day(v, s->promise.until_day))
		: "");
	desk_set(v, "again",
	    date && order->retold_count > 0
		? desk_say(v, "write.again",
		      desk_day(v, order->retold[order->retold_count - 1].until_day))
		: "");
	desk_set(v, "owed", desk_owed(v, w->parcel));
	desk_set(v, "customer", w->parcel->person.name);
	desk_set(v, "order", s->order);
}

/* Why it may not be said, to whoever reads the desk; what a template lacks is for whoever writes templates. */
static const char *
why_not(struct desk_view *v, const struct why *why)
{
	char key[16 + sizeof(why->path)];

	if (why->code != ERR_CONFLICT && why->code != ERR_RANGE)
		return why->text;
	(void)snprintf(key, sizeof(key), "wrong.%s", why->path[0] != '\0' ? why->path : "nobody");
	return desk_say(v, key, "");
}

static void
add_letter(struct desk_view *v, const struct writing *w)
{
	const char *zone = desk_zone(v, w->in.shipment);
	bool made = w->letter.words.text.len > 0;
	bool may =
	    w->notice.kind != NOTICE_NONE && w->why.text[0] == '\0' && w->findings.count == 0;

	letter_set(v, made ? buf_str(&w->letter.words.text) : "", &w->findings);
	letter_set_findings(v, &w->findings, w->locale);
	desk_set(v, "letter_locale", pages_locale(w->call->api->pages, "track", w->locale));
	desk_set_flag(v, "found", w->findings.count > 0);
	desk_set(v, "subject", made ? desk_text(v, buf_str(&w->letter.words.subject)) : "");
	desk_set(v, "sender", w->in.shop != NULL ? w->in.shop->name : "");
	desk_set(v, "contact", w->in.shop != NULL ? w->in.shop->contact_name : "");
	desk_set(v, "phone", w->in.shop != NULL ? w->in.shop->contact_phone : "");
	desk_set(v, "wrong", why_not(v, &w->why));
	desk_set_flag(v, "may", may);
	desk_set_flag(v, "shadow", w->notice.state == NOTICE_STATE_SHADOW);
	desk_set(v, "leaves",
	    may && w->notice.due_utc_ms > w->call->now_utc_ms + LIMIT_UNDO_MS
		? desk_say(v, "write.later", desk_moment(v, zone, w->notice.due_utc_ms))
		: desk_say(v, "write.soon", ""));
}

static void
show(struct writing *w)
{
	struct desk_view v;
	char path[64];
	bool refused =
	    form_has(&w->call->form, "do") && (w->findings.count > 0 || w->why.text[0] != '\0');

	desk_view_init(&v, w->call);
	(void)snprintf(path, sizeof(path), "/desk/shipments/%" PRIu64, w->in.shipment->id);
	desk_set(&v, "back", path);
	desk_set(&v, "form", w->form);
	desk_set(&v, "text", w->word.text);
	add_titles(&v, w);
	add_strip(&v, w);
	add_fit(&v, w);
	add_days(&v, "froms", w, w->word.from_day);
	add_days(&v, "untils", w, w->word.until_day);
	add_next_word(&v, w);
	add_letter(&v, w);
	desk_answer_as(&v, refused ? 422 : 200, "desk/write", "", "");
	desk_view_clear(&v);
}

/* ---- sending ---- */

static void
submit(struct writing *w)
{
	struct op *op = api_op(w->call, OP_WRITE);
	char to[128];

	if (op == NULL)
		return;
	op->id = w->in.shipment->id;
	op->staff = w->word;
	(void)snprintf(to, sizeof(to), "/desk/shipments/%" PRIu64 "?did=%s&n=", op->id,
	    w->notice.state == NOTICE_STATE_SHADOW ? "shadowed" : "written");
	page_submit(w->call, op, to);
}

/* ---- the handler ---- */

static void
handle(struct writing *w)
{
	int rc = store_read_begin(w->call->api->reader);

	if (rc == 0) {
		rc = compose_letter(w);
		store_read_end(w->call->api->reader);
	}
	if (rc != 0)
		page_problem(w->call, api_status_of(rc), err_text(rc));
	else if (strcmp(form_get(&w->call->form, "do"), "send") == 0 && w->findings.count == 0 &&
	    w->why.text[0] == '\0')
		submit(w);
	else
		show(w);
}

void
desk_write(struct api_call *call)
{
	struct writing *w = calloc(1, sizeof(*w));
	struct context *context = malloc(sizeof(*context));
	struct parcel p = {.shipment = SHIPMENT_INIT};
	int rc;

	if (w == NULL || context == NULL) {
		page_problem(call, 503, err_text(ERR_NOMEM));
		goto out;
	}
	*w = (struct writing){.call = call,
	    .locale = "en",
	    .parcel = &p,
	    .context = context,
	    .in = {.word = &w->word,
		.shipment = &p.shipment,
		.context = context,
		.now_utc_ms = call->now_utc_ms},
	    .word = {.from_day = DAY_NONE, .until_day = DAY_NONE},
	    .notice = NOTICE_INIT};
	w->notice.audience = AUDIENCE_CUSTOMER;
	render_output_init(&w->letter);
	if (!desk_parcel(call, &p))
		goto out;
	w->in.shop = policy_shop(call->policy, p.shipment.shop);
	if (w->in.shop != NULL)
		w->locale = facts_locale(&(struct render_input){
		    .notice = &w->notice, .person = &p.person, .shop = w->in.shop});
	w->today = zone_day(p.shipment.promise.zone, call->now_utc_ms);
	rc = store_context(
	    call->api->reader, p.shipment.shop, p.shipment.order, call->now_utc_ms, context);
	if (rc != 0 || !read_word(w))
		page_problem(call, rc != 0 ? api_status_of(rc) : 404, "");
	else
		handle(w);
out:
	if (w != NULL)
		render_output_clear(&w->letter);
	parcel_clear(&p);
	free(context);
	free(w);
}
