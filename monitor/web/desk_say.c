#include "monitor/web/desk_say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/text.h"
#include "monitor/notice/words.h"

const char *
desk_first_name(struct desk_view *v, const char *name)
{
	struct span rest = text_trim(span_of(name)), first = {"", 0};
	char cut[LIMIT_NAME_ROOM];

	(void)text_split(&rest, ' ', &first);
	(void)text_cut(cut, sizeof(cut), first);
	return desk_text(v, cut);
}

const char *
desk_zone(const struct desk_view *v, const struct shipment *s)
{
	const struct shop *shop = policy_shop(v->call->policy, s->shop);

	return s->promise.zone[0] != '\0' ? s->promise.zone : shop != NULL ? shop->zone : "UTC";
}

const char *
desk_percent(struct desk_view *v, int32_t per_mille)
{
	char number[16];

	(void)snprintf(number, sizeof(number), "%d", (per_mille + 5) / 10);
	return desk_say(v, "pic.percent", number);
}

const char *
desk_left(struct desk_view *v, int64_t at_utc_ms)
{
	static const struct {
		int64_t from_ms, unit_ms;
		const char *in, *ago;
	} units[] = {{2 * DAY_MS, DAY_MS, "in.days", "ago.days"},
	    {2 * HOUR_MS, HOUR_MS, "in.hours", "ago.hours"},
	    {0, MINUTE_MS, "in.minutes", "ago.minutes"}};
	int64_t left_ms, far_ms;
	char number[24];
	size_t i = 0;

	if (at_utc_ms == AT_NONE)
		return "";
	left_ms = at_utc_ms - v->call->now_utc_ms;
	far_ms = llabs(left_ms);
	while (far_ms < units[i].from_ms)
		i++;
	(void)snprintf(number, sizeof(number), "%lld", (long long)(far_ms / units[i].unit_ms));
	return desk_say(v, left_ms < 0 ? units[i].ago : units[i].in, number);
}

const char *
desk_mark(const struct shipment *s)
{
	return s->held_by != 0 ? "held" : promise_state_name(s->state);
}

/* A rule of its own says so, whatever the forecast. */
static bool
ruled(const struct shipment *s, enum promise_state state)
{
	return s->state == state && strcmp(s->rule, "forecast") != 0 &&
	    strcmp(s->rule, "forecast_risk") != 0;
}

const char *
desk_rule(const struct desk_view *v, const struct shipment *s)
{
	return ruled(s, PROMISE_SLIPPING) || ruled(s, PROMISE_AT_RISK)
	    ? words_rule(words_of(v->call->locale), s->rule)
	    : "";
}

const char *
desk_alone(struct desk_view *v, const struct shipment *s)
{
	return desk_say(v, "say.alone", desk_percent(v, s->forecast.p_late));
}

const char *
desk_verdict(struct desk_view *v, const struct shipment *s)
{
	const char *promised = desk_day(v, s->promise.until_day);
	const char *arrived = desk_day(v, zone_when_day(desk_zone(v, s), s->first_attempt));
	int32_t p = s->forecast.answer == FORECAST_MADE ? s->forecast.p_late : -1;

	if (s->cancelled)
		return desk_say(v, "say.cancelled", "");
	if (s->milestone == MILESTONE_LOST_DAMAGED)
		return desk_say(v, "say.lost", "");
	switch (s->state) {
	case PROMISE_KEPT: return desk_say(v, "say.kept", arrived);
	case PROMISE_LATE: return desk_say(v, "say.late", arrived);
	case PROMISE_RETURNED: return desk_say(v, "say.returned", "");
	case PROMISE_MISSED: return desk_say(v, "say.missed", promised);
	case PROMISE_NONE:
		return arrived[0] != '\0' ? desk_say(v, "say.arrived", arrived)
					  : desk_say(v, "say.none", "");
	case PROMISE_ON_TRACK:
	case PROMISE_AT_RISK:
	case PROMISE_SLIPPING:
	case PROMISE_COUNT: break;
	}
	if (ruled(s, PROMISE_SLIPPING) || p > 950)
		return desk_say(v, "say.no", promised);
	if (p > 800)
		return desk_say(v, "say.probably_not", promised);
	if (p > 500 || s->state == PROMISE_SLIPPING)
		return desk_say(v, "say.perhaps_not", promised);
	if (p >= 200 || s->state == PROMISE_AT_RISK)
		return desk_say(v, "say.doubt", promised);
	return desk_say(v, "say.on_time", promised);
}

const char *
desk_figures(struct desk_view *v, const struct shipment *s)
{
	const struct forecast *f = &s->forecast;
	const char *rule = desk_rule(v, s);
	struct buf b = BUF_INIT(1024);
	const char *said;
	char number[32];

	(void)snprintf(number, sizeof(number), "%lld", (long long)f->n);
	if (promise_settled(s->state) && s->state != PROMISE_NONE)
		return "";
	if (f->answer == FORECAST_TOO_FEW)
		return desk_say(v, f->n == 1 ? "say.few.one" : "say.few", number);
	if (f->answer == FORECAST_UNSCANNED)
		return desk_say(v, "say.unscanned", "");
	if (f->answer == FORECAST_HELD || s->held_by != 0)
		return desk_say(v, "say.held", "");
	if (f->answer != FORECAST_MADE || f->p_late < 0)
		return "";
	if (rule[0] != '\0')
		(void)buf_addf(&b, "%c%s. %s", text_upper(rule[0]), rule + 1, desk_alone(v, s));
	else
		(void)buf_add_str(&b, desk_percent(v, f->p_late));
	(void)buf_add_str(&b, desk_say(v, "say.like", number));
	if (f->p90_utc_ms != AT_NONE)
		(void)buf_addf(&b, " %s",
		    desk_say(v, "say.by", desk_day(v, zone_day(desk_zone(v, s), f->p90_utc_ms))));
	said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

const char *
desk_expected(struct desk_view *v, const struct shipment *s)
{
	const struct forecast *f = &s->forecast;
	bool made = f->answer == FORECAST_MADE && f->p90_utc_ms != AT_NONE && s->held_by == 0;

	return made && !promise_settled(s->state)
	    ? desk_say(v, "slipping.by", desk_day(v, zone_day(desk_zone(v, s), f->p90_utc_ms)))
	    : desk_figures(v, s);
}

const char *
desk_owed(struct desk_view *v, const struct parcel *p)
{
	const char *zone = desk_zone(v, &p->shipment);

	if (p->order.obligation_utc_ms != AT_NONE)
		return desk_say(v, "say.owed", desk_moment(v, zone, p->order.obligation_utc_ms));
	if (p->order.told_utc_ms != AT_NONE)
		return desk_say(v, "say.told", desk_moment(v, zone, p->order.told_utc_ms));
	return desk_say(v, "say.untold", "");
}

static const char *
case_words(struct desk_view *v, const char *kind, const struct case_record *c,
    const struct order *order, const char *name)
{
	static const char *const chosen[CHOICE_COUNT] = {
	    [CHOICE_CHANGE] = ".change", [CHOICE_CANCEL] = ".cancel", [CHOICE_CALL] = ".call"};
	const char *wish = c->reason == CASE_CUSTOMER ? chosen[order->choice] : NULL;
	char key[64];

	(void)snprintf(key, sizeof(key), "%s.%s%s", kind, case_reason_name(c->reason),
	    wish != NULL ? wish : "");
	return desk_say(v, key, name);
}

const char *
desk_case_what(struct desk_view *v, const struct case_record *c, const struct order *order)
{
	return case_words(v, "case", c, order, "");
}

const char *
desk_case_first(
    struct desk_view *v, const struct case_record *c, const struct order *order, const char *name)
{
	return name[0] != '\0' ? case_words(v, "first", c, order, desk_first_name(v, name)) : "";
}

const char *
desk_case(struct desk_view *v, const struct parcel *p)
{
	return p->open_case.id != 0 ? desk_case_what(v, &p->open_case, &p->order) : "";
}

const char *
desk_carrier(const struct shipment *s)
{
	const struct carrier *carrier = carrier_find(s->carrier);

	return s->carried_by[0] != '\0' ? s->carried_by
	    : carrier != NULL           ? carrier->name
					: s->carrier;
}

static const char *
word_of(const char *key, void *arg)
{
	const struct api_call *call = arg;

	return pages_word(call->api->pages, call->set, call->locale, key);
}

struct picture
desk_picture_of(struct desk_view *v, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	const struct shop *shop = policy_shop(v->call->policy, s->shop);
	struct incident incident;
	struct picture in = {.shipment = s,
	    .order = &p->order,
	    .carrier = desk_carrier(s),
	    .locale = v->call->locale,
	    .zone = desk_zone(v, s),
	    .elsewhere = "",
	    .now_utc_ms = v->call->now_utc_ms,
	    .failing_since_utc_ms = shipment_open(s) ? p->account.failing_since_utc_ms : AT_NONE,
	    .held_since_utc_ms = AT_NONE,
	    .word = word_of,
	    .arg = v->call};

	if (shop != NULL && strcmp(shop->zone, in.zone) != 0)
		in.elsewhere = in.zone;
	if (s->held_by != 0 && store_incident(v->call->api->reader, s->held_by, &incident) == 0)
		in.held_since_utc_ms = incident.since_utc_ms;
	return in;
}
