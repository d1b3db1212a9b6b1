#include "monitor/promise/assess.h"

#include "monitor/promise/calendar.h"
#include "monitor/promise/confidence.h"

#include <string.h>

/* ---- instants ---- */

static bool
is_abroad(const struct shipment *s, const struct shop *shop)
{
	const char *from = s->origin.country[0] != '\0' ? s->origin.country
	    : shop != NULL                              ? shop->country
							: "";

	return from[0] != '\0' && s->destination.country[0] != '\0' &&
	    strcmp(from, s->destination.country) != 0;
}

int64_t
assess_stall_at(const struct shipment *s, const struct shop *shop)
{
	int32_t days;

	if (s->last_scan_utc_ms == AT_NONE || shop == NULL)
		return AT_NONE;
	days = is_abroad(s, shop) ? shop->stall_days_abroad : shop->stall_days_domestic;
	if (days <= 0)
		return AT_NONE;
	return zone_day_end(s->promise.zone,
	    calendar_working_day_after(shop, zone_day(s->promise.zone, s->last_scan_utc_ms), days));
}

/* The next working day's opening after the exception began; told again each morning, it is still the first one that counts. */
int64_t
assess_exception_at(const struct shipment *s, const struct shop *shop)
{
	const struct event *first = NULL;
	int32_t day;

	if (s->milestone != MILESTONE_EXCEPTION)
		return AT_NONE;
	for (size_t i = s->events.count; i-- > 0;) {
		const struct event *e = &s->events.items[i];

		if (e->milestone == MILESTONE_EXCEPTION)
			first = e;
		else if (e->milestone != MILESTONE_UNKNOWN && first != NULL)
			break;
	}
	if (first == NULL)
		return AT_NONE;
	day = zone_when_day(s->promise.zone, first->at);
	if (day == DAY_NONE)
		return AT_NONE;
	day = calendar_working_day_after(shop, day, 1);
	return shop != NULL ? shop_open_at(shop, zone_instant(shop->zone, day, 0))
			    : zone_instant(s->promise.zone, day, 0);
}

int64_t
assess_ship_by_at(const struct shipment *s)
{
	return s->ship_by_day == DAY_NONE ? AT_NONE : zone_day_end(s->promise.zone, s->ship_by_day);
}

int64_t
assess_not_found_at(const struct shipment *s)
{
	return s->found ? AT_NONE : shipment_begins_utc_ms(s) + LIMIT_NOT_FOUND_MS;
}

int64_t
assess_outer_alarm_at(const struct shipment *s)
{
	for (size_t i = 0; i < s->events.count; i++)
		if (s->events.items[i].physical)
			return zone_when_utc(s->promise.zone, s->events.items[i].at) +
			    LIMIT_OUTER_ALARM_MS;
	return AT_NONE;
}

int64_t
assess_day_over_at(const struct shipment *s)
{
	return s->promise.until_day == DAY_NONE
	    ? AT_NONE
	    : zone_day_end(s->promise.zone, s->promise.until_day);
}

static bool
reached(const struct view *v, int64_t at_utc_ms)
{
	return at_utc_ms != AT_NONE && v->now_utc_ms >= at_utc_ms;
}

/* ---- how far it can be trusted ---- */

bool
assess_fresh_at(const struct freshness *f, int64_t now_utc_ms)
{
	int64_t wait_ms =
	    f->interval_ms > LIMIT_FRESH_WAIT_MS ? f->interval_ms : LIMIT_FRESH_WAIT_MS;

	/* AT_NONE lies before any answer. */
	return f->last_ok_utc_ms != AT_NONE && now_utc_ms - f->last_ok_utc_ms <= 2 * wait_ms &&
	    f->last_ok_utc_ms >= f->gap_until_utc_ms &&
	    f->last_ok_utc_ms >= f->failing_since_utc_ms;
}

bool
assess_fresh(const struct view *v)
{
	return assess_fresh_at(
	    &(struct freshness){v->last_ok_utc_ms, v->interval_ms, v->context->gap.until_utc_ms,
		v->context->account.failing_since_utc_ms},
	    v->now_utc_ms);
}

int64_t
data_heard(const struct shipment *s, const struct schedule *schedule)
{
	/* AT_NONE is before every instant */
	return schedule->last_ok_utc_ms > s->asked_utc_ms ? schedule->last_ok_utc_ms
							  : s->asked_utc_ms;
}

enum data_state
data_state_of(const struct shipment *s, const struct schedule *schedule,
    const struct account_state *account, const struct shop *shop, int64_t now_utc_ms)
{
	int64_t heard = data_heard(s, schedule);
	int64_t since = heard != AT_NONE ? heard : s->registered_utc_ms;
	int64_t stall_at = confidence_silent_at(s);

	if (stall_at == AT_NONE)
		stall_at = assess_stall_at(s, shop);
	if (!shipment_open(s))
		return DATA_FRESH;
	if (account->stopped || account->failing_since_utc_ms != AT_NONE)
		return DATA_FAILING;
	if (!s->found && now_utc_ms >= assess_not_found_at(s))
		return DATA_NOT_FOUND;
	if (s->found && schedule->interval_ms > 0 && now_utc_ms - since > 2 * schedule->interval_ms)
		return DATA_STALE;
	if (stall_at != AT_NONE && now_utc_ms >= stall_at &&
	    s->milestone != MILESTONE_READY_FOR_PICKUP)
		return DATA_QUIET;
	return DATA_FRESH;
}

/* ---- the rules ---- */

bool
assess_past(const struct view *v)
{
	return reached(v, v->s->promise.deadline_utc_ms);
}

static bool
has_promise(const struct shipment *s)
{
	return s->promise.deadline_utc_ms != AT_NONE && s->direction == DIRECTION_OUTBOUND;
}

static bool
rule_withdrawn(const struct view *v)
{
	return v->s->cancelled || v->s->superseded;
}

static bool
rule_outer_alarm(const struct view *v)
{
	return !has_promise(v->s) && v->s->direction == DIRECTION_OUTBOUND &&
	    v->s->first_attempt.kind == WHEN_NONE && !milestone_terminal(v->s->milestone) &&
	    reached(v, assess_outer_alarm_at(v->s));
}

static bool
rule_no_promise(const struct view *v)
{
	return !has_promise(v->s);
}

static bool
rule_attempt_late(const struct view *v)
{
	const struct shipment *s = v->s;
	int32_t day = zone_when_day(s->promise.zone, s->first_attempt);

	if (s->first_attempt.kind == WHEN_NONE || day < s->promise.until_day)
		return false;
	if (day > s->promise.until_day)
		return true;
	/* On the last promised day only promised hours can be late, and only where the hour is known. */
	return s->promise.until_second >= 0 && s->first_attempt.kind != WHEN_DATE &&
	    zone_when_utc(s->promise.zone, s->first_attempt) >= s->promise.deadline_utc_ms;
}

static bool
rule_attempt_in_time(const struct view *v)
{
	return v->s->first_attempt.kind != WHEN_NONE; /* late ones are gone by now */
}

static bool
rule_returned(const struct view *v)
{
	return v->s->milestone == MILESTONE_RETURNED;
}

static bool
rule_lost(const struct view *v)
{
	return v->s->milestone == MILESTONE_LOST_DAMAGED;
}

static bool
rule_returning(const struct view *v)
{
	return v->s->milestone == MILESTONE_RETURNING;
}

static bool
rule_not_handed(const struct view *v)
{
	return assess_past(v) && !v->s->handed_over;
}

/* Only an answer asked for after the deadline can say that it was missed. */
static bool
rule_missed(const struct view *v)
{
	return assess_past(v) && v->last_ok_utc_ms != AT_NONE &&
	    v->last_ok_utc_ms >= v->s->promise.deadline_utc_ms;
}

static bool
rule_slipped_unknown(const struct view *v)
{
	return assess_past(v) && v->s->state == PROMISE_SLIPPING;
}

static bool
eta_is_live(const struct view *v, struct when eta)
{
	int32_t day = zone_when_day(v->s->promise.zone, eta);

	return eta.kind != WHEN_NONE && day >= zone_day(v->s->promise.zone, v->now_utc_ms);
}

static bool
eta_day_after(const struct shipment *s, struct when eta)
{
	return eta.kind != WHEN_NONE && zone_when_day(s->promise.zone, eta) > s->promise.until_day;
}

static struct when
eta_first(const struct shipment *s)
{
	return s->eta_from.kind != WHEN_NONE ? s->eta_from : s->eta_until;
}

static struct when
eta_last(const struct shipment *s)
{
	return s->eta_until.kind != WHEN_NONE ? s->eta_until : s->eta_from;
}

static bool
rule_eta(const struct view *v)
{
	return v->s->handed_over && eta_is_live(v, eta_last(v->s)) &&
	    eta_day_after(v->s, eta_first(v->s));
}

static bool
rule_eta_unscanned(const struct view *v)
{
	return eta_is_live(v, eta_last(v->s)) && eta_day_after(v->s, eta_first(v->s));
}

/* The day may still hold: a window that reaches beyond it, or hours of it. */
static bool
rule_eta_may(const struct view *v)
{
	const struct shipment *s = v->s;
	struct when last = eta_last(s);

	if (!eta_is_live(v, last))
		return false;
	return eta_day_after(s, last) ||
	    (s->promise.until_second >= 0 && last.kind != WHEN_DATE && last.second != 0 &&
		zone_when_utc(s->promise.zone, last) >= s->promise.deadline_utc_ms);
}

static bool
rule_exception(const struct view *v)
{
	return v->s->milestone == MILESTONE_EXCEPTION;
}

static bool
rule_carrier_ended(const struct view *v)
{
	return v->s->milestone == MILESTONE_CANCELLED || v->s->milestone == MILESTONE_EXPIRED;
}

static bool
rule_ship_by(const struct view *v)
{
	return !v->s->handed_over && reached(v, assess_ship_by_at(v->s));
}

/* Until it is learned what is usual. */
static bool
rule_stall(const struct view *v)
{
	return v->s->forecast.answer != FORECAST_MADE &&
	    v->s->milestone != MILESTONE_READY_FOR_PICKUP &&
	    reached(v, assess_stall_at(v->s, v->shop));
}

static bool
rule_not_found(const struct view *v)
{
	return reached(v, assess_not_found_at(v->s));
}

static bool
rule_deadline_unknown(const struct view *v)
{
	return assess_past(v);
}

static bool
rule_on_track(const struct view *v)
{
	(void)v;
	return true;
}

static const struct {
	const char *id;
	bool (*holds)(const struct view *v);
	enum promise_state state;
} rules[] = {
    {"withdrawn", rule_withdrawn, PROMISE_NONE},
    {"outer_alarm", rule_outer_alarm, PROMISE_AT_RISK},
    {"no_promise", rule_no_promise, PROMISE_NONE},
    {"attempt_late", rule_attempt_late, PROMISE_LATE},
    {"attempt_in_time", rule_attempt_in_time, PROMISE_KEPT},
    {"returned", rule_returned, PROMISE_RETURNED},
    {"lost", rule_lost, PROMISE_SLIPPING},
    {"returning", rule_returning, PROMISE_SLIPPING},
    {"not_handed_over", rule_not_handed, PROMISE_AT_RISK},
    {"missed", rule_missed, PROMISE_MISSED},
    {"eta", rule_eta, PROMISE_SLIPPING},
    {"slipped_unknown", rule_slipped_unknown, PROMISE_SLIPPING},
    {"deadline_unknown", rule_deadline_unknown, PROMISE_AT_RISK},
    {"forecast", confidence_slips, PROMISE_SLIPPING},
    {"eta_unscanned", rule_eta_unscanned, PROMISE_AT_RISK},
    {"eta_may", rule_eta_may, PROMISE_AT_RISK},
    {"exception", rule_exception, PROMISE_AT_RISK},
    {"carrier_ended", rule_carrier_ended, PROMISE_AT_RISK},
    {"forecast_risk", confidence_risks, PROMISE_AT_RISK},
    {"ship_by", rule_ship_by, PROMISE_AT_RISK},
    {"stall", rule_stall, PROMISE_AT_RISK},
    {"not_found", rule_not_found, PROMISE_AT_RISK},
    {"on_track", rule_on_track, PROMISE_ON_TRACK},
};

void
assess_promise(const struct view *v, struct assessment *out)
{
	const struct shipment *s = v->s;
	size_t i = 0;

	while (!rules[i].holds(v))
		i++;
	*out = (struct assessment){
	    .state = rules[i].state,
	    .rule = rules[i].id,
	    .expect_from_day = DAY_NONE,
	    .expect_until_day = DAY_NONE,
	};
	if (s->first_attempt.kind != WHEN_NONE || s->milestone == MILESTONE_LOST_DAMAGED ||
	    s->milestone == MILESTONE_RETURNING)
		return;
	if (eta_is_live(v, eta_last(s))) {
		out->expect_from_day = zone_when_day(s->promise.zone, eta_first(s));
		out->expect_until_day = zone_when_day(s->promise.zone, eta_last(s));
	}
	confidence_window(v, out->state, &out->expect_from_day, &out->expect_until_day);
}
