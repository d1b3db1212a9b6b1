/* Whether a decided notice may still leave. */

#include "monitor/promise/recheck.h"

#include "monitor/base/text.h"
#include "monitor/promise/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20600 };

#define NOON ((int64_t)TODAY * DAY_MS + 12 * HOUR_MS) /* UTC; two hours later in Madrid */

struct scene {
	struct notice notice;
	struct context context;
	struct shop shop;
	struct recheck_parcel parcels[2]; /* the second one is of another carrier */
	size_t parcel_count;
	bool shop_gone;
	int64_t now_utc_ms;
};

/* Under way on a lane of Spain, slipping by its forecast since yesterday; asked about an hour ago. */
static void
set_up_parcel(struct recheck_parcel *p, const char *carrier)
{
	struct shipment *s = &p->shipment;

	*p = (struct recheck_parcel){.shipment = SHIPMENT_INIT,
	    .schedule = SCHEDULE_INIT,
	    .gap = {AT_NONE, AT_NONE},
	    .failing_since_utc_ms = AT_NONE};
	p->schedule.last_ok_utc_ms = NOON - HOUR_MS;
	p->schedule.interval_ms = 4 * HOUR_MS;
	s->id = 1;
	s->milestone = MILESTONE_IN_TRANSIT;
	s->handed_over = true;
	s->state = PROMISE_SLIPPING;
	s->state_since_utc_ms = NOON - DAY_MS;
	(void)text_cut(s->rule, sizeof(s->rule), SPAN("forecast"));
	(void)text_cut(s->carrier, sizeof(s->carrier), span_of(carrier));
	(void)text_cut(s->origin.country, sizeof(s->origin.country), SPAN("ES"));
	(void)text_cut(s->origin.postcode, sizeof(s->origin.postcode), SPAN("28001"));
	s->destination = s->origin;
}

static void
set_up(struct scene *s, enum notice_kind kind)
{
	memset(s, 0, sizeof(*s));
	s->notice = NOTICE_INIT;
	s->notice.id = 7;
	s->notice.kind = kind;
	s->notice.audience = notice_kind_audience(kind);
	s->notice.channel = CHANNEL_EMAIL;
	s->notice.state = NOTICE_STATE_PENDING;
	s->notice.shipments[0] = 1;
	s->notice.shipment_count = 1;
	s->notice.decided_utc_ms = NOON - HOUR_MS;
	s->notice.valid_until_utc_ms = NOON + DAY_MS;
	(void)text_cut(s->notice.facts.zone, ZONE_ROOM, SPAN("Europe/Madrid"));
	s->context.order = ORDER_INIT;
	s->context.gap = (struct gap){AT_NONE, AT_NONE};
	s->context.has_person = true;
	(void)text_cut(s->context.person.email, LIMIT_EMAIL_ROOM, SPAN("ana@ejemplo.example"));
	s->context.parcel_count = 1;
	s->context.parcels[0] = (struct parcel_head){.id = 1,
	    .state = PROMISE_SLIPPING,
	    .milestone = MILESTONE_IN_TRANSIT,
	    .expect_from_day = DAY_NONE,
	    .expect_until_day = DAY_NONE,
	    .handed_over = true};
	if (kind == NOTICE_DELIVERED) {
		s->context.parcels[0].state = PROMISE_KEPT;
		s->context.parcels[0].milestone = MILESTONE_DELIVERED;
		s->context.parcels[0].closed = true;
	} else if (kind == NOTICE_BACK_ON_TRACK) {
		s->context.parcels[0].state = PROMISE_ON_TRACK;
	} else if (kind == NOTICE_LOST) {
		s->context.parcels[0].milestone = MILESTONE_LOST_DAMAGED;
	}
	(void)text_cut(s->shop.zone, ZONE_ROOM, SPAN("Europe/Madrid"));
	s->shop.notices = NOTICES_CUSTOMERS;
	s->shop.quiet_from_second = 21 * 3600;
	s->shop.quiet_until_second = 9 * 3600;
	s->now_utc_ms = NOON;
	set_up_parcel(&s->parcels[0], "dhl");
	set_up_parcel(&s->parcels[1], "ups");
	s->parcel_count = 1;
	for (size_t i = 0; i < 2 && kind == NOTICE_BACK_ON_TRACK; i++) {
		s->parcels[i].shipment.state = PROMISE_ON_TRACK;
		(void)text_cut(s->parcels[i].shipment.rule, 24, SPAN("on_track"));
	}
}

static void
same(struct scene *s)
{
	(void)s;
}

static void
delivered(struct scene *s)
{
	s->context.parcels[0].state = PROMISE_LATE;
	s->context.parcels[0].milestone = MILESTONE_DELIVERED;
	s->context.parcels[0].closed = true;
}

static void
on_track(struct scene *s)
{
	s->context.parcels[0].state = PROMISE_ON_TRACK;
}

static void
at_risk(struct scene *s)
{
	s->context.parcels[0].state = PROMISE_AT_RISK;
}

static void
slipping(struct scene *s)
{
	s->context.parcels[0].state = PROMISE_SLIPPING;
}

static void
found(struct scene *s)
{
	s->context.parcels[0].milestone = MILESTONE_IN_TRANSIT;
}

static void
cancelled(struct scene *s)
{
	s->context.parcels[0].cancelled = true;
}

static void
reopened(struct scene *s)
{
	s->context.parcels[0].milestone = MILESTONE_EXCEPTION;
}

static void
too_old(struct scene *s)
{
	s->notice.valid_until_utc_ms = NOON;
}

static void
in_doubt_and_too_old(struct scene *s)
{
	too_old(s);
	s->notice.state = NOTICE_STATE_IN_DOUBT;
	s->notice.answer = ANSWER_IN_DOUBT;
}

static void
stronger(struct scene *s)
{
	s->context.notices[0] = (struct notice_head){.id = 8,
	    .kind = NOTICE_DELIVERED,
	    .state = NOTICE_STATE_PENDING,
	    .decided_utc_ms = NOON};
	s->context.notice_count = 1;
}

static void
stronger_withdrawn(struct scene *s)
{
	stronger(s);
	s->context.notices[0].state = NOTICE_STATE_SUPERSEDED;
}

static void
window_over(struct scene *s)
{
	s->notice.facts.window_until_day = TODAY - 1;
}

static void
window_later(struct scene *s)
{
	s->notice.facts.window_until_day = TODAY + 1;
	s->context.parcels[0].expect_until_day = TODAY + 2;
}

static void
window_holds(struct scene *s)
{
	s->notice.facts.window_until_day = TODAY + 1;
	s->context.parcels[0].expect_until_day = TODAY + 1;
}

static void
word_past(struct scene *s)
{
	s->notice.facts.next_word_utc_ms = NOON;
}

static void
nobody(struct scene *s)
{
	s->context.person.suppressed = true;
}

static void
gone(struct scene *s)
{
	s->shop_gone = true;
}

static void
paused(struct scene *s)
{
	s->context.counters.paused = true;
}

static void
paused_by_hand(struct scene *s)
{
	paused(s);
	s->notice.by_hand = true;
}

static void
shadow(struct scene *s)
{
	s->shop.notices = NOTICES_SHADOW;
}

static void
night(struct scene *s)
{
	s->now_utc_ms = NOON + 9 * HOUR_MS; /* 23:00 */
	s->notice.valid_until_utc_ms = NOON + 2 * DAY_MS;
}

static void
told_this_morning(struct scene *s)
{
	s->context.order.told_utc_ms = NOON - 3 * HOUR_MS;
}

static void
open_incident(struct scene *s, enum incident_kind kind, const char *carrier, const char *lane)
{
	struct incident_head *h = &s->context.incidents[s->context.incident_count++];

	*h = (struct incident_head){.id = 1, .kind = kind, .opened_utc_ms = NOON - HOUR_MS};
	(void)text_cut(h->carrier, sizeof(h->carrier), span_of(carrier));
	(void)text_cut(h->lane, sizeof(h->lane), span_of(lane));
}

static void
silence(struct scene *s)
{
	open_incident(s, INCIDENT_SILENCE, "dhl", "");
}

static void
silence_of_its_lane(struct scene *s)
{
	open_incident(s, INCIDENT_SILENCE, "dhl", "ES-28:ES-28");
}

static void
silence_of_another_lane(struct scene *s)
{
	open_incident(s, INCIDENT_SILENCE, "dhl", "ES-28:ES-08");
}

static void
silence_of_another_carrier(struct scene *s)
{
	open_incident(s, INCIDENT_SILENCE, "ups", "");
}

static void
silence_and_by_hand(struct scene *s)
{
	silence(s);
	s->notice.by_hand = true;
}

static void
said_by_the_carrier(struct scene *s)
{
	silence(s);
	(void)text_cut(s->parcels[0].shipment.rule, 24, SPAN("eta"));
}

static void
outage(struct scene *s)
{
	said_by_the_carrier(s);
	s->context.incidents[0].kind = INCIDENT_OUTAGE;
}

static void
outage_for_one_of_two(struct scene *s)
{
	outage(s);
	s->parcel_count = 2;
}

static void
silence_at_night(struct scene *s)
{
	night(s);
	silence(s);
}

static void
asked_long_ago(struct scene *s)
{
	s->parcels[0].schedule.last_ok_utc_ms = NOON - 9 * HOUR_MS;
}

static void
asked_before_the_gap(struct scene *s)
{
	s->parcels[0].gap = (struct gap){NOON - 3 * HOUR_MS, NOON - HOUR_MS / 2};
}

static void
asked_since_the_gap(struct scene *s)
{
	s->parcels[0].gap = (struct gap){NOON - 3 * HOUR_MS, NOON - 2 * HOUR_MS};
}

static void
account_fails(struct scene *s)
{
	s->parcels[0].failing_since_utc_ms = NOON - HOUR_MS / 2;
}

static const struct {
	enum notice_kind kind;
	void (*change)(struct scene *s);
	enum recheck answer;
} rows[] = {
    {NOTICE_DELAY, same, RECHECK_SEND},
    {NOTICE_DELAY, delivered, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, on_track, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, cancelled, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, too_old, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, in_doubt_and_too_old, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, stronger, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, stronger_withdrawn, RECHECK_SEND},
    {NOTICE_DELAY, window_over, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, window_later, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, window_holds, RECHECK_SEND},
    {NOTICE_DELAY, word_past, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, nobody, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, gone, RECHECK_SUPERSEDED},
    {NOTICE_DELAY, paused, RECHECK_HOLD},
    {NOTICE_DELAY, paused_by_hand, RECHECK_SEND},
    {NOTICE_DELAY, shadow, RECHECK_HOLD},
    {NOTICE_DELAY, night, RECHECK_LATER},
    {NOTICE_DELAY, told_this_morning, RECHECK_LATER},
    {NOTICE_MISSED, told_this_morning, RECHECK_SEND},
    {NOTICE_MISSED, delivered, RECHECK_SUPERSEDED},
    {NOTICE_STILL_NO_NEWS, at_risk, RECHECK_SEND},
    {NOTICE_STILL_NO_NEWS, on_track, RECHECK_SUPERSEDED},
    {NOTICE_LOST, same, RECHECK_SEND},
    {NOTICE_LOST, found, RECHECK_SUPERSEDED},
    {NOTICE_BACK_ON_TRACK, same, RECHECK_SEND},
    {NOTICE_BACK_ON_TRACK, slipping, RECHECK_SUPERSEDED},
    {NOTICE_DELIVERED, same, RECHECK_SEND},
    {NOTICE_DELIVERED, reopened, RECHECK_SUPERSEDED},
    {NOTICE_DELIVERED, told_this_morning, RECHECK_SEND},
    {NOTICE_DELIVERED, night, RECHECK_LATER},
    /* what an incident that opened meanwhile may explain */
    {NOTICE_DELAY, silence, RECHECK_LATER},
    {NOTICE_DELAY_AGAIN, silence_of_its_lane, RECHECK_LATER},
    {NOTICE_BACK_ON_TRACK, outage, RECHECK_LATER},
    {NOTICE_DELAY, outage, RECHECK_LATER},
    {NOTICE_DELAY, silence_at_night, RECHECK_LATER},
    {NOTICE_DELAY, silence_of_another_lane, RECHECK_SEND},
    {NOTICE_DELAY, silence_of_another_carrier, RECHECK_SEND},
    {NOTICE_DELAY, said_by_the_carrier, RECHECK_SEND},
    {NOTICE_DELAY, outage_for_one_of_two, RECHECK_SEND},
    {NOTICE_BACK_ON_TRACK, outage_for_one_of_two, RECHECK_LATER},
    {NOTICE_DELAY, silence_and_by_hand, RECHECK_SEND},
    {NOTICE_MISSED, outage, RECHECK_SEND},
    /* what the carrier has not said lately */
    {NOTICE_DELAY, asked_long_ago, RECHECK_LATER},
    {NOTICE_MISSED, asked_long_ago, RECHECK_LATER},
    {NOTICE_STILL_NO_NEWS, asked_before_the_gap, RECHECK_LATER},
    {NOTICE_DELAY, asked_since_the_gap, RECHECK_SEND},
    {NOTICE_DELAY, account_fails, RECHECK_LATER},
    {NOTICE_DELIVERED, account_fails, RECHECK_SEND},
    {NOTICE_CASE_OPENED, paused, RECHECK_SEND},
    {NOTICE_CASE_OPENED, night, RECHECK_SEND},
    {NOTICE_DIGEST, shadow, RECHECK_SEND},
};

static void
test_only_what_is_still_true_and_wanted_leaves(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scene s;
		char text[LIMIT_TEXT_ROOM];
		int64_t later = AT_NONE;
		enum recheck answer;

		set_up(&s, rows[i].kind);
		rows[i].change(&s);
		answer = judge_default.recheck(&(struct recheck_input){.notice = &s.notice,
						   .context = &s.context,
						   .shop = s.shop_gone ? NULL : &s.shop,
						   .parcels = s.parcels,
						   .parcel_count = s.parcel_count,
						   .now_utc_ms = s.now_utc_ms},
		    text, &later);
		if (answer != rows[i].answer)
			fail_msg("row %zu: %d, %s", i, (int)answer, text);
		assert_int_equal(answer == RECHECK_SEND, text[0] == '\0');
		assert_int_equal(answer == RECHECK_LATER, later > s.now_utc_ms);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_only_what_is_still_true_and_wanted_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
