#include "monitor/cli/prospect.h"

#include <stdio.h>
#include <string.h>

#include "monitor/cli/say.h"

enum { TEXT_BYTES = 512, TRUE_LEAST = 30, DAYS_SANE = 1000000 };

static int
percent(int32_t per_mille)
{
	return (per_mille + 5) / 10;
}

/* 312, 4318, 48112: as they are. */
static void
add_number(struct buf *b, int64_t number)
{
	(void)buf_addf(b, "%lld", (long long)number);
}

static void
add_sentence(struct buf *b, const struct look *look, enum word which, const char *const *args)
{
	if (b->len > 0)
		(void)buf_add_char(b, ' ');
	word_fill(b, look->language, which, args);
}

/* ---- the chance ---- */

static void
say_made(const struct look *look, struct buf *b, const struct view *v)
{
	const struct forecast *f = &v->forecast;
	struct buf n = BUF_INIT(TEXT_BYTES), day = BUF_INIT(TEXT_BYTES);
	char share[16];

	add_number(&n, f->n);
	(void)snprintf(share, sizeof(share), "%d", percent(f->p_late));
	if (f->p_late >= 0)
		add_sentence(b, look, WORD_FORECAST_CHANCE, WORD_ARGS(share, buf_str(&n)));
	else
		add_sentence(b, look, WORD_FORECAST_N, WORD_ARGS(buf_str(&n)));
	if (f->p90_utc_ms != AT_NONE) {
		say_the_day(look, &day, zone_day(v->zone, f->p90_utc_ms));
		add_sentence(b, look, WORD_FORECAST_P90, WORD_ARGS(buf_str(&day)));
	}
	if (view_blind_since(v) != AT_NONE) {
		buf_reset(&day);
		page_moment(look, &day, v->zone, view_blind_since(v));
		add_sentence(b, look, WORD_FORECAST_OLD, WORD_ARGS(buf_str(&day)));
	}
	buf_clear(&n);
	buf_clear(&day);
}

/* Of one that is over: what we thought. */
static void
say_said(const struct look *look, struct buf *b, const struct view *v)
{
	char first[16], warned[16];

	if (v->said_handover.p_late < 0)
		return;
	(void)snprintf(first, sizeof(first), "%d", percent(v->said_handover.p_late));
	(void)snprintf(warned, sizeof(warned), "%d", percent(v->said_warned.p_late));
	if (v->said_warned.p_late >= 0)
		add_sentence(b, look, WORD_FORECAST_SAID_BOTH, WORD_ARGS(first, warned));
	else
		add_sentence(b, look, WORD_FORECAST_SAID, WORD_ARGS(first));
}

void
prospect_chance(const struct look *look, struct buf *b, const struct view *v)
{
	char n[24], needed[24];

	switch (v->forecast.answer) {
	case FORECAST_MADE: say_made(look, b, v); return;
	case FORECAST_TOO_FEW:
		(void)snprintf(n, sizeof(n), "%lld", (long long)v->forecast.n);
		(void)snprintf(needed, sizeof(needed), "%lld", (long long)v->needed);
		add_sentence(b, look, WORD_FORECAST_TOO_FEW, WORD_ARGS(n, needed));
		return;
	case FORECAST_UNSCANNED:
		add_sentence(b, look, WORD_FORECAST_UNSCANNED, WORD_ARGS(""));
		return;
	case FORECAST_HELD: add_sentence(b, look, WORD_FORECAST_HELD, WORD_ARGS("")); return;
	case FORECAST_OVER: say_said(look, b, v); return;
	case FORECAST_NONE:
	case FORECAST_ANSWERS: return;
	}
}

/* ---- the steps ---- */

static void
say_lane(const struct look *look, struct buf *b, const struct view *v)
{
	struct buf carrier = BUF_INIT(TEXT_BYTES);

	(void)buf_addf(&carrier, "%s%s%s", say_carrier(v->carrier),
	    v->service[0] != '\0' ? " " : "", v->service);
	word_fill(b, look->language, v->city[0] != '\0' ? WORD_STEP_LANE_TO : WORD_STEP_LANE,
	    WORD_ARGS(buf_str(&carrier), v->city));
	buf_clear(&carrier);
}

static void
say_span_step(const struct look *look, struct buf *b, enum word which, int64_t ms, const char *more)
{
	struct buf span = BUF_INIT(TEXT_BYTES);

	page_span(look, &span, ms < 0 ? -ms : ms);
	word_fill(b, look->language, which, WORD_ARGS(buf_str(&span), more));
	buf_clear(&span);
}

static void
say_silence(const struct look *look, struct buf *b, const struct view *v, int64_t ms)
{
	struct buf usual = BUF_INIT(TEXT_BYTES);

	if (v->forecast.gap_p50_ms >= 0)
		page_span(look, &usual, v->forecast.gap_p50_ms);
	say_span_step(look, b, usual.len > 0 ? WORD_STEP_SILENCE : WORD_STEP_SILENCE_ALONE, ms,
	    buf_str(&usual));
	buf_clear(&usual);
}

static void
say_carrier_date(const struct look *look, struct buf *b, const struct view *v, int64_t value)
{
	struct buf day = BUF_INIT(TEXT_BYTES);

	if (value < -DAYS_SANE || value > DAYS_SANE) {
		(void)buf_add_str(b, word(look->language, WORD_STEP_PROMISED_DAY));
	} else {
		page_day_short(look, &day, (int32_t)value);
		word_fill(b, look->language, WORD_STEP_CARRIER_DATE,
		    WORD_ARGS(say_carrier(v->carrier), buf_str(&day)));
	}
	buf_clear(&day);
}

/* As fast as so many per mille takes the inverse of it. */
static void
say_drift(const struct look *look, struct buf *b, int64_t per_mille)
{
	int64_t tenths = per_mille > 0 ? (10000 + per_mille / 2) / per_mille : 0;
	char times[32];

	(void)snprintf(times, sizeof(times), "%lld%c%lld", (long long)tenths / 10,
	    look->language == LANGUAGE_ES ? ',' : '.', (long long)tenths % 10);
	if (tenths == 10 || tenths == 0)
		(void)buf_add_str(b, word(look->language, WORD_STEP_DRIFT_NONE));
	else
		word_fill(b, look->language, WORD_STEP_DRIFT, WORD_ARGS(times));
}

static void
say_step(
    const struct look *look, struct buf *b, const struct view *v, const struct forecast_step *s)
{
	char name[64];

	if (strcmp(s->id, "lane") == 0) {
		say_lane(look, b, v);
	} else if (strcmp(s->id, "own_hours") == 0) {
		say_span_step(
		    look, b, s->value < 0 ? WORD_STEP_OWN_EARLY : WORD_STEP_OWN_LATE, s->value, "");
	} else if (strcmp(s->id, "silence") == 0) {
		say_silence(look, b, v, s->value);
	} else if (strcmp(s->id, "drift") == 0) {
		say_drift(look, b, s->value);
	} else if (strcmp(s->id, "carrier_date") == 0) {
		say_carrier_date(look, b, v, s->value);
	} else {
		(void)buf_add_str(b, word_named(look->language, "step", s->id, name, sizeof(name)));
	}
}

/* Sums are rounded, and what each step adds is the difference of two of them: so it adds up on the screen too. */
bool
prospect_steps(struct page *p, const struct view *v)
{
	const struct forecast *f = &v->forecast;
	struct buf text = BUF_INIT(TEXT_BYTES);
	char share[16], sum[32];
	int32_t so_far = 0;

	if (f->answer != FORECAST_MADE || f->p_late < 0 || f->step_count == 0)
		return false;
	(void)snprintf(share, sizeof(share), "%d", percent(f->p_late));
	word_fill(&text, p->look->language, WORD_FORECAST_WHENCE, WORD_ARGS(share));
	page_add(p, ROLE_STRONG, buf_str(&text));
	page_line(p);
	for (size_t i = 0; i < f->step_count; i++) {
		int before = percent(so_far), now = percent(so_far + f->steps[i].points);

		so_far += f->steps[i].points;
		if (i > 0 && now == before)
			continue; /* it changed nothing that could be read */
		if (i == 0)
			(void)snprintf(sum, sizeof(sum), "%d %%", now);
		else
			(void)snprintf(sum, sizeof(sum), "%s%d = %d %%", now < before ? "−" : "+",
			    now < before ? before - now : now - before, now);
		buf_reset(&text);
		say_step(p->look, &text, v, &f->steps[i]);
		page_cell_right(p, ROLE_PLAIN, sum, 12);
		page_blanks(p, 2);
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 14, 14, p->look->columns);
		page_line(p);
	}
	if (f->came_true >= 0 && f->came_true_n >= TRUE_LEAST) {
		char n[24];

		(void)snprintf(share, sizeof(share), "%d", percent(f->came_true));
		(void)snprintf(n, sizeof(n), "%lld", (long long)f->came_true_n);
		buf_reset(&text);
		word_fill(&text, p->look->language, WORD_FORECAST_TRUE, WORD_ARGS(share, n));
		page_blanks(p, 2);
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 2, 2, p->look->columns);
		page_line(p);
	}
	buf_clear(&text);
	return true;
}

/* ---- the days ---- */

/* By largest remainder, so that they add up to 100. */
static void
round_days(struct prospect_day *days, size_t count)
{
	int sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += days[i].percent = days[i].per_mille / 10;
	while (sum < 100) {
		size_t most = 0;

		for (size_t i = 1; i < count; i++)
			if (days[i].per_mille - 10 * days[i].percent >
			    days[most].per_mille - 10 * days[most].percent)
				most = i;
		days[most].percent++;
		sum++;
	}
}

size_t
prospect_days(
    const struct forecast *f, int32_t last_day, struct prospect_day out[FORECAST_DAYS + 1])
{
	int32_t rest = 1000;
	size_t count = 0;

	if (f->answer != FORECAST_MADE || f->chance_count == 0)
		return 0;
	for (size_t i = 0; i < f->chance_count; i++) {
		int32_t day = f->first_day + (int32_t)i;

		if (day > last_day)
			break;
		out[count++] = (struct prospect_day){.day = day, .per_mille = f->chances[i]};
		rest -= f->chances[i];
	}
	out[count++] = (struct prospect_day){.day = DAY_NONE, .per_mille = rest > 0 ? rest : 0};
	round_days(out, count);
	return count;
}
