#include "monitor/promise/recheck.h"

#include "monitor/base/reach.h"
#include "monitor/base/text.h"
#include "monitor/notice/parcels.h"
#include "monitor/notice/times.h"
#include "monitor/promise/assess.h"
#include "monitor/promise/incident.h"
#include "monitor/promise/model.h"

/* ---- the parcels it is about ---- */

static bool
any_parcel(const struct recheck_input *in, bool (*is)(const struct parcel_head *p))
{
	for (size_t i = 0; i < in->context->parcel_count; i++)
		if (notice_lists(in->notice, in->context->parcels[i].id) &&
		    is(&in->context->parcels[i]))
			return true;
	return false;
}

static bool
is_under_way(const struct parcel_head *p)
{
	return parcel_counts(p) && !p->closed;
}

static bool
is_lost(const struct parcel_head *p)
{
	return is_under_way(p) && p->milestone == MILESTONE_LOST_DAMAGED;
}

static bool
is_not_delivered(const struct parcel_head *p)
{
	return p->milestone != MILESTONE_DELIVERED;
}

/* ---- what may have changed since it was decided: the first that holds ---- */

static bool
shop_gone(const struct recheck_input *in)
{
	return in->shop == NULL;
}

static bool
too_old(const struct recheck_input *in)
{
	return in->notice->valid_until_utc_ms != AT_NONE &&
	    in->now_utc_ms >= in->notice->valid_until_utc_ms;
}

static bool
is_customers(const struct recheck_input *in)
{
	return in->notice->audience == AUDIENCE_CUSTOMER;
}

static bool
nobody_to_write_to(const struct recheck_input *in)
{
	return is_customers(in) &&
	    (!context_reachable(in->context, in->shop) ||
		!reach_by(&in->context->person, in->notice->channel));
}

static bool
stronger_exists(const struct recheck_input *in)
{
	const struct notice *mine = in->notice;

	if (!is_customers(in) || mine->by_hand)
		return false;
	for (size_t i = 0; i < in->context->notice_count; i++) {
		const struct notice_head *n = &in->context->notices[i];
		bool alive = n->state == NOTICE_STATE_SENT ||
		    (!notice_settled(n->state) && n->state != NOTICE_STATE_HELD);

		if (n->id != mine->id && notice_kind_audience(n->kind) == AUDIENCE_CUSTOMER &&
		    n->kind > mine->kind && alive && n->decided_utc_ms >= mine->decided_utc_ms)
			return true;
	}
	return false;
}

/* Another parcel than those of its question may need the same. */
static bool
is_answered(const struct recheck_input *in)
{
	struct notice_head head = notice_head_of(in->notice);

	return !parcels_need(
	    (struct parcels){in->context->parcels, in->context->parcel_count}, &head);
}

static bool
no_longer_true(const struct recheck_input *in)
{
	/* Whoever wrote it knows more than we do, but not that it arrived since. */
	if (notice_is_written(in->notice->episode) && in->notice->kind != NOTICE_DELIVERED &&
	    in->notice->kind != NOTICE_LOST)
		return !any_parcel(in, is_under_way);
	switch (in->notice->kind) {
	case NOTICE_DELAY:
	case NOTICE_DELAY_AGAIN: return !any_parcel(in, parcel_is_late);
	case NOTICE_MISSED:
		return !any_parcel(in, parcel_is_late) && !any_parcel(in, parcel_is_unhanded);
	case NOTICE_STILL_NO_NEWS: return !any_parcel(in, parcel_is_unsure);
	case NOTICE_LOST: return !any_parcel(in, is_lost);
	case NOTICE_PROMISE_MADE: return any_parcel(in, parcel_spoils_promise);
	case NOTICE_ACTION_NEEDED: return is_answered(in);
	case NOTICE_BACK_ON_TRACK:
		return any_parcel(in, parcel_is_late) || !any_parcel(in, is_under_way);
	case NOTICE_DELIVERED: return any_parcel(in, is_not_delivered);
	default: return false;
	}
}

/* The window it tells is over, or will not be kept either. */
static bool
window_untrue(const struct recheck_input *in)
{
	const struct notice_facts *f = &in->notice->facts;

	if (!notice_is_bad_news(in->notice->kind) || f->window_until_day == DAY_NONE)
		return false;
	if (f->window_until_day < zone_day(f->zone, in->now_utc_ms))
		return true;
	if (notice_is_written(in->notice->episode))
		return false;
	for (size_t i = 0; i < in->context->parcel_count; i++) {
		const struct parcel_head *p = &in->context->parcels[i];

		if (notice_lists(in->notice, p->id) && parcel_is_late(p) &&
		    (p->expect_until_day == DAY_NONE || p->expect_until_day > f->window_until_day))
			return true;
	}
	return false;
}

static bool
word_too_near(const struct recheck_input *in)
{
	int64_t next = in->notice->facts.next_word_utc_ms;

	return notice_is_bad_news(in->notice->kind) && next != AT_NONE && in->now_utc_ms >= next;
}

static bool
paused(const struct recheck_input *in)
{
	return is_customers(in) && !in->notice->by_hand && in->context->counters.paused;
}

static bool
mode_changed(const struct recheck_input *in)
{
	return is_customers(in) && in->shop->notices != NOTICES_CUSTOMERS;
}

static const struct {
	bool (*holds)(const struct recheck_input *in);
	enum recheck answer;
	const char *text;
} rules[] = {
    {shop_gone, RECHECK_SUPERSEDED, "the shop is no longer in the configuration"},
    {too_old, RECHECK_SUPERSEDED, "too old to be said"},
    {nobody_to_write_to, RECHECK_SUPERSEDED, "nobody to write to"},
    {stronger_exists, RECHECK_SUPERSEDED, "a stronger notice"},
    {no_longer_true, RECHECK_SUPERSEDED, "no longer true"},
    {window_untrue, RECHECK_SUPERSEDED, "its window has changed"},
    {word_too_near, RECHECK_SUPERSEDED, "its next word would be past"},
    {mode_changed, RECHECK_HOLD, "notices to customers are off"},
    {paused, RECHECK_HOLD, NOTICE_PAUSED},
};

/* ---- what it waits for ---- */

/* It speaks of the parcel as it stands now. */
static bool
speaks_of(enum notice_kind kind, const struct parcel_head *p)
{
	if (kind == NOTICE_BACK_ON_TRACK || kind == NOTICE_ACTION_NEEDED)
		return is_under_way(p);
	if (kind == NOTICE_STILL_NO_NEWS)
		return parcel_is_unsure(p);
	return notice_is_bad_news(kind) && parcel_is_late(p);
}

/* Why it may not be said of one parcel yet, by the same rules as when it was decided; NULL when it may. */
static const char *
waits_with(const struct recheck_input *in, const struct recheck_parcel *p)
{
	enum notice_kind kind = in->notice->kind;
	const struct gaps *gaps = in->model != NULL ? model_gaps(in->model) : NULL;

	if (notice_waits_for_group(kind) &&
	    incident_holds(
		&p->shipment, incident_of(&p->shipment, in->context, gaps), in->now_utc_ms) != NULL)
		return "an incident may be why";
	if (notice_wants_fresh(kind) &&
	    !assess_fresh_at(
		&(struct freshness){p->schedule.last_ok_utc_ms, p->schedule.interval_ms,
		    p->gap.until_utc_ms, p->failing_since_utc_ms},
		in->now_utc_ms))
		return "the carrier is to say so again first";
	return NULL;
}

/* That it slips may be said as soon as it is so of one parcel; that all is well again, only of all. */
static const char *
waits_for(const struct recheck_input *in)
{
	enum notice_kind kind = in->notice->kind;
	const char *why = NULL;

	if (!is_customers(in) || in->notice->by_hand || notice_is_prepared(in->notice->episode))
		return NULL;
	for (size_t i = 0; i < in->parcel_count; i++) {
		struct parcel_head head = parcel_head_of(&in->parcels[i].shipment);

		if (!speaks_of(kind, &head))
			continue;
		why = waits_with(in, &in->parcels[i]);
		if ((why != NULL) == (kind == NOTICE_BACK_ON_TRACK))
			break;
	}
	return why;
}

/* ---- when ---- */

static int64_t
allowed_at(const struct recheck_input *in)
{
	const struct notice *n = in->notice;
	int64_t told = in->context->order.told_utc_ms;
	int64_t at = in->now_utc_ms;

	if (!is_customers(in) || n->by_hand || notice_is_reply(n->kind))
		return at;
	/* What is in doubt may have been the last word itself. */
	if (!notice_is_urgent(n->kind) && told != AT_NONE && at < told + LIMIT_NOTICE_GAP_MS &&
	    n->answer != ANSWER_IN_DOUBT)
		at = told + LIMIT_NOTICE_GAP_MS;
	return notice_quiet_end(in->shop, n->facts.zone, 0, at);
}

enum recheck
recheck(const struct recheck_input *in, char *text, int64_t *later_utc_ms)
{
	const char *why = "quiet hours, or too soon after the last word";
	int64_t at;

	text[0] = '\0';
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].holds(in)) {
			(void)text_cut(text, LIMIT_TEXT_ROOM, span_of(rules[i].text));
			return rules[i].answer;
		}
	at = allowed_at(in);
	if (at <= in->now_utc_ms) {
		why = waits_for(in);
		at = in->now_utc_ms + LIMIT_WAIT_MS;
	}
	if (why == NULL)
		return RECHECK_SEND;
	*later_utc_ms = at;
	(void)text_cut(text, LIMIT_TEXT_ROOM, span_of(why));
	return RECHECK_LATER;
}
