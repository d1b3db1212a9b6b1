#include "monitor/cli/say.h"

#include <stdio.h>
#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/text.h"

enum { SAY_BYTES = 512 };

const char *
say_carrier(const char *id)
{
	const struct carrier *carrier = carrier_find(id);

	return carrier != NULL ? carrier->name : id;
}

const char *
say_mark(const struct view *v, enum role *role)
{
	static const struct {
		const char *mark;
		enum role role;
	} marks[PROMISE_COUNT] = {
	    [PROMISE_NONE] = {"–", ROLE_DIM},
	    [PROMISE_ON_TRACK] = {"○", ROLE_PLAIN},
	    [PROMISE_AT_RISK] = {"◐", ROLE_SLIP},
	    [PROMISE_SLIPPING] = {"◆", ROLE_SLIP},
	    [PROMISE_MISSED] = {"✕", ROLE_BROKE},
	    [PROMISE_KEPT] = {"✓", ROLE_KEPT},
	    [PROMISE_LATE] = {"!", ROLE_BROKE},
	    [PROMISE_RETURNED] = {"–", ROLE_DIM},
	};

	if (strcmp(v->rule, "lost") == 0) {
		*role = ROLE_BROKE;
		return "✕";
	}
	*role = marks[v->state].role;
	return marks[v->state].mark;
}

void
say_the_day(const struct look *look, struct buf *b, int32_t day)
{
	int32_t away = day - zone_day(look->zone, look->now_utc_ms);

	if (away < -1 || away > 1)
		(void)buf_add_str(b, word(look->language, WORD_THE));
	page_day(look, b, day);
}

void
say_capital(struct buf *b)
{
	if (b->len > 0)
		b->data[0] = text_upper(b->data[0]);
}

/* Fill a template whose first argument is a day. */
static void
fill_day(const struct look *look, struct buf *b, enum word which, int32_t day, const char *more)
{
	struct buf words = BUF_INIT(SAY_BYTES);
	size_t from = b->len;

	say_the_day(look, &words, day);
	word_fill(b, look->language, which, WORD_ARGS(buf_str(&words), more));
	if (from == 0)
		say_capital(b);
	buf_clear(&words);
}

static void
say_late(const struct look *look, struct buf *b, const struct view *v)
{
	int32_t days = v->attempt_day - v->promised_until;
	char late[32];

	if (days <= 0) {
		fill_day(look, b, WORD_VERDICT_LATE_HOURS, v->attempt_day, "");
		return;
	}
	(void)snprintf(late, sizeof(late), "%d", days);
	fill_day(
	    look, b, days == 1 ? WORD_VERDICT_LATE_ONE : WORD_VERDICT_LATE, v->attempt_day, late);
}

/* Of an open promise the chance decides the words, where there is one; a rule says no less than its state. */
static enum word
verdict_open(const struct view *v)
{
	int32_t chance = v->forecast.answer == FORECAST_MADE ? v->forecast.p_late : -1;

	switch (v->state) {
	case PROMISE_MISSED: return WORD_VERDICT_MISSED;
	case PROMISE_SLIPPING:
		if (strcmp(v->rule, "forecast") != 0 || chance > 950)
			return WORD_VERDICT_SLIPPING;
		return chance >= 800 ? WORD_VERDICT_PROBABLY : WORD_VERDICT_MAYBE;
	case PROMISE_AT_RISK: return chance >= 500 ? WORD_VERDICT_MAYBE : WORD_VERDICT_AT_RISK;
	case PROMISE_ON_TRACK: return WORD_VERDICT_ON_TRACK;
	case PROMISE_NONE:
	case PROMISE_KEPT:
	case PROMISE_LATE:
	case PROMISE_RETURNED:
	case PROMISE_COUNT: break;
	}
	return WORD_VERDICT_NONE;
}

void
say_verdict(const struct look *look, struct buf *b, const struct view *v)
{
	bool delivered = strcmp(v->milestone, milestone_name(MILESTONE_DELIVERED)) == 0;
	enum word which = WORD_VERDICT_NONE;

	if (v->cancelled)
		which = WORD_VERDICT_CANCELLED;
	else if (v->superseded)
		which = WORD_VERDICT_SUPERSEDED;
	else if (v->state == PROMISE_RETURNED)
		which = WORD_VERDICT_RETURNED;
	else if (v->state == PROMISE_LATE && v->attempt_day != DAY_NONE) {
		say_late(look, b, v);
		return;
	} else if (v->state == PROMISE_KEPT && v->attempt_day != DAY_NONE) {
		fill_day(look, b, delivered ? WORD_VERDICT_KEPT : WORD_VERDICT_KEPT_ATTEMPT,
		    v->attempt_day, "");
		return;
	} else if (verdict_open(v) != WORD_VERDICT_NONE && v->promised_until != DAY_NONE) {
		fill_day(look, b, verdict_open(v), v->promised_until, "");
		return;
	} else if (v->state == PROMISE_AT_RISK)
		which = WORD_VERDICT_NONE_AT_RISK;
	(void)buf_add_str(b, word(look->language, which));
}

static void
say_silence(const struct look *look, struct buf *b, const struct view *v)
{
	struct buf span = BUF_INIT(SAY_BYTES);

	page_span(look, &span, look->now_utc_ms - v->last_scan);
	word_fill(b, look->language,
	    v->last_place[0] != '\0' ? WORD_WHY_SILENT_AT : WORD_WHY_SILENT,
	    WORD_ARGS(buf_str(&span), v->last_place));
	buf_clear(&span);
}

/* "13:20" of today, else "el lun 12:00": after "since" and "by". */
static void
say_since(const struct look *look, struct buf *b, enum word which, const char *first,
    const struct view *v, int64_t utc_ms)
{
	int32_t away = zone_day(v->zone, utc_ms) - zone_day(look->zone, look->now_utc_ms);
	struct buf moment = BUF_INIT(SAY_BYTES);

	if (away < 0 || away > 1)
		(void)buf_add_str(&moment, word(look->language, WORD_THE));
	page_moment(look, &moment, v->zone, utc_ms);
	word_fill(b, look->language, which, WORD_ARGS(first, buf_str(&moment)));
	buf_clear(&moment);
}

void
say_rule(const struct look *look, struct buf *b, const char *rule, const char *carrier, int32_t day)
{
	struct buf words = BUF_INIT(SAY_BYTES);
	char name[96];

	if (day != DAY_NONE)
		page_day_short(look, &words, day);
	for (const char *at = word_named(look->language, "rule", rule, name, sizeof(name));
	     *at != '\0'; at++) {
		if (at[0] == '$' && (at[1] == '1' || at[1] == '2')) {
			(void)buf_add_str(b, at[1] == '1' ? say_carrier(carrier) : buf_str(&words));
			at++;
		} else
			(void)buf_add_char(b, *at);
	}
	buf_clear(&words);
}

static void
say_where(const struct look *look, struct buf *b, const struct view *v)
{
	char name[64];

	(void)buf_add_str(
	    b, word_named(look->language, "milestone", v->milestone, name, sizeof(name)));
	if (v->last_place[0] != '\0')
		(void)buf_addf(b, ", %s", v->last_place);
}

/* The chance has its reason before everyone's eyes. */
static bool
is_long_silence(const struct view *v)
{
	return v->data == DATA_QUIET &&
	    (strcmp(v->rule, "forecast") == 0 || strcmp(v->rule, "forecast_risk") == 0);
}

void
say_why(const struct look *look, struct buf *b, const struct view *v)
{
	int64_t blind = view_blind_since(v);
	size_t from = b->len;
	char reason[64];

	if (promise_settled(v->state) && v->state != PROMISE_NONE)
		return;
	if (blind != AT_NONE)
		say_since(look, b, WORD_WHY_BLIND, say_carrier(v->carrier), v, blind);
	else if (v->last_scan != AT_NONE && (strcmp(v->rule, "stall") == 0 || is_long_silence(v)))
		say_silence(look, b, v);
	else if (v->state == PROMISE_ON_TRACK || v->state == PROMISE_NONE)
		say_where(look, b, v);
	else if (strcmp(v->rule, "exception") == 0 && v->reason[0] != '\0')
		(void)buf_add_str(
		    b, word_named(look->language, "reason", v->reason, reason, sizeof(reason)));
	else
		say_rule(look, b, v->rule, v->carrier, v->eta_until);
	if (b->len > from)
		b->data[from] = text_upper(b->data[from]);
}

void
say_told(const struct look *look, struct buf *b, const struct view *v)
{
	bool wanted = v->state == PROMISE_SLIPPING || v->state == PROMISE_MISSED;

	if (v->told != AT_NONE && (wanted || v->obligation != AT_NONE))
		say_since(look, b, WORD_TOLD, "", v, v->told);
	else if (wanted)
		(void)buf_add_str(b, word(look->language, WORD_NOT_TOLD));
	if (v->obligation == AT_NONE)
		return;
	if (b->len > 0)
		(void)buf_add_str(b, "; ");
	say_since(look, b, WORD_OWED, "", v, v->obligation);
}

enum role
say_owner(const struct look *look, struct buf *b, const struct view *v)
{
	if (v->owned.id == 0)
		return ROLE_PLAIN;
	if (v->owned.owner[0] != '\0') {
		(void)buf_add_str(b, v->owned.owner);
		return ROLE_PLAIN;
	}
	(void)buf_add_str(b, word(look->language, WORD_NOBODY));
	if (v->owned.due_utc_ms == AT_NONE)
		return ROLE_BROKE;
	(void)buf_add_str(b, ", ");
	if (zone_day(look->zone, v->owned.due_utc_ms) == zone_day(look->zone, look->now_utc_ms))
		page_hour(look, b, look->zone, v->owned.due_utc_ms);
	else
		page_moment(look, b, look->zone, v->owned.due_utc_ms);
	return ROLE_BROKE;
}

void
say_case(const struct look *look, struct buf *b, const char *reason)
{
	char name[96];

	(void)buf_add_str(b, word_named(look->language, "case", reason, name, sizeof(name)));
}

void
say_name(char *dst, size_t room, const struct view *v)
{
	struct span whole = span_of(v->customer);
	size_t end = 0, words = 0;

	while (end < whole.len && words < 2) {
		end++;
		if (end == whole.len || whole.data[end] == ' ')
			words++;
	}
	(void)text_cut(dst, room, (struct span){whole.data, end});
}
