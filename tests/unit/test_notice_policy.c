/* When a notice may be said (times), and what becomes of one that is decided: quiet hours, brake, pause, modes, who may be told. */

#include "tests/support/story.h"

#include "monitor/base/text.h"
#include "monitor/notice/policy.h"
#include "monitor/notice/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MADRID "Europe/Madrid"

/* ---- times ---- */

static void
test_quiet_hours_end_by_the_wall_clock(void **state)
{
	static const struct {
		const char *at, *end;
	} rows[] = {
	    {"2026-05-25 09:00", "2026-05-25 09:00"}, {"2026-05-25 20:59", "2026-05-25 20:59"},
	    {"2026-05-25 21:00", "2026-05-26 09:00"}, {"2026-05-26 08:59", "2026-05-26 09:00"},
	    {"2026-10-24 22:00", "2026-10-25 09:00"}, /* an hour longer */
	    {"2026-03-28 22:00", "2026-03-29 09:00"}, /* an hour shorter */
	};
	struct story st;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(notice_quiet_end(&st.shop, MADRID, 0, story_utc(rows[i].at)),
		    story_utc(rows[i].end));
	st.shop.quiet_until_second = st.shop.quiet_from_second;
	assert_int_equal(notice_quiet_end(&st.shop, MADRID, 0, story_utc("2026-05-25 23:00")),
	    story_utc("2026-05-25 23:00"));
	story_end(&st);
}

static void
test_quiet_hours_hold_in_all_zones_of_a_country(void **state)
{
	struct story st;
	struct shipment s = SHIPMENT_INIT;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	(void)text_cut(s.destination.country, sizeof(s.destination.country), SPAN("ES"));
	s.promise.zone_basis = ZONE_BASIS_POSTCODE;
	assert_int_equal(notice_zone_spread(&s), 0);
	s.promise.zone_basis = ZONE_BASIS_LAST;
	assert_int_equal(notice_zone_spread(&s), 1);
	/* 20:30 on the Canaries is 21:30 in Madrid. */
	assert_int_equal(
	    notice_quiet_end(&st.shop, "Atlantic/Canary", 1,
		zone_instant("Atlantic/Canary", story_day("2026-05-25"), 20 * 3600 + 1800)),
	    zone_instant("Atlantic/Canary", story_day("2026-05-26"), 9 * 3600));
	story_end(&st);
}

static void
test_the_next_word_lies_in_the_contacts_hours(void **state)
{
	static const struct {
		const char *told, *window, *word;
	} rows[] = {
	    /* no window: the next working day by noon, if twenty-two hours lie between */
	    {"2026-05-25 09:30", NULL, "2026-05-26 12:00"},
	    {"2026-05-25 15:00", NULL, "2026-05-26 18:00"},
	    {"2026-05-29 10:00", NULL, "2026-06-01 12:00"},
	    /* a window: the end of the hours of its last day, or of the last working day before */
	    {"2026-05-25 15:00", "2026-05-26", "2026-05-26 18:00"},
	    {"2026-05-25 15:00", "2026-05-28", "2026-05-28 18:00"},
	    {"2026-05-25 15:00", "2026-05-31", "2026-05-29 18:00"},
	    /* nobody answers before its end */
	    {"2026-05-29 19:00", "2026-05-30", "2026-06-01 12:00"},
	};
	struct story st;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t word = notice_next_word(&st.shop, MADRID, story_utc(rows[i].told),
		    rows[i].window != NULL ? story_day(rows[i].window) : DAY_NONE);

		if (word != story_utc(rows[i].word))
			fail_msg("row %zu", i);
	}
	story_end(&st);
}

static void
test_two_contact_hours_before_a_word_is_owed(void **state)
{
	static const struct {
		const char *owed, *wake;
	} rows[] = {
	    {"2026-05-26 12:00", "2026-05-26 10:00"},
	    {"2026-05-26 10:00", "2026-05-25 17:00"},
	    {"2026-06-01 09:30", "2026-05-29 16:30"},
	};
	struct story st;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
		    notice_owed_wake(&st.shop, story_utc(rows[i].owed)), story_utc(rows[i].wake));
	story_end(&st);
}

static void
test_the_brake_is_the_larger_of_floor_and_share(void **state)
{
	static const struct {
		int64_t open, said;
		bool brake;
	} rows[] = {
	    {0, 19, false},
	    {0, 20, true},
	    {1000, 20, true},
	    {2000, 39, false},
	    {2000, 40, true},
	};
	struct story st;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(notice_brake(&st.shop,
				     &(struct shop_counters){rows[i].open, rows[i].said, false}),
		    rows[i].brake);
	story_end(&st);
}

/* ---- one slip, told or not ---- */

struct setting {
	const char *name;
	void (*set)(struct story *st);
	size_t sent, held, shadow, cases;
};

static void
set_nothing(struct story *st)
{
	(void)st;
}

static void
set_shadow(struct story *st)
{
	st->shop.notices = NOTICES_SHADOW;
}

static void
set_shop(struct story *st)
{
	st->shop.notices = NOTICES_SHOP;
}

static void
set_paused(struct story *st)
{
	st->paused = true;
}

static void
set_brake(struct story *st)
{
	st->other_notices = 20;
}

static void
set_untrusted(struct story *st)
{
	st->untrusted = true;
}

static void
set_suppressed(struct story *st)
{
	st->person.suppressed = true;
}

static void
set_no_mail(struct story *st)
{
	st->person.email[0] = '\0';
}

static void
set_nobody(struct story *st)
{
	st->has_person = false;
}

static void
set_only_problems(struct story *st)
{
	st->person.only_problems = true;
}

static const struct setting settings[] = {
    {"as it is", set_nothing, 1, 0, 0, 0},
    {"shadow", set_shadow, 0, 0, 1, 0},
    {"shop alone", set_shop, 0, 0, 1, 0},
    {"paused", set_paused, 0, 1, 0, 0},
    {"brake", set_brake, 0, 1, 0, 0},
    {"an experimental carrier", set_untrusted, 0, 0, 0, 0},
    {"no more mail", set_suppressed, 0, 0, 0, 1},
    {"no address", set_no_mail, 0, 0, 0, 1},
    {"nobody known", set_nobody, 0, 0, 0, 1},
    {"only problems", set_only_problems, 1, 0, 0, 0},
};

static size_t
slip(struct story *st, void (*set)(struct story *st))
{
	size_t p;

	story_begin(st, "2026-05-25 10:00");
	set(st);
	p = story_parcel(st, "2026-05-28");
	story_scan(st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(st, "2026-05-25 12:00");
	story_eta(st, p, "2026-05-29");
	story_run(st, "2026-05-26 20:00");
	return p;
}

static void
test_a_slip_is_told_as_the_shop_and_the_customer_want(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		const struct setting *c = &settings[i];
		struct story st;

		slip(&st, c->set);
		if (story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT) != c->sent ||
		    story_notices(&st, NOTICE_DELAY, NOTICE_STATE_HELD) != c->held ||
		    story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SHADOW) != c->shadow ||
		    story_cases(&st, CASE_UNREACHABLE) != c->cases)
			fail_msg("%s: %zu sent, %zu held, %zu shadow, %zu cases", c->name,
			    story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT),
			    story_notices(&st, NOTICE_DELAY, NOTICE_STATE_HELD),
			    story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SHADOW),
			    story_cases(&st, CASE_UNREACHABLE));
		story_end(&st);
	}
}

static void
test_a_shadow_is_never_counted_as_said(void **state)
{
	struct story st;

	(void)state;
	slip(&st, set_shadow);
	assert_int_equal(st.order.retold_count, 0);
	assert_int_equal(st.order.obligation_utc_ms, AT_NONE);
	assert_int_equal(st.order.told_utc_ms, AT_NONE);
	story_end(&st);
}

static void
test_what_a_person_dropped_is_not_said_again(void **state)
{
	struct story st;
	size_t p = slip(&st, set_brake);

	(void)state;
	assert_int_equal(st.notices[0].state, NOTICE_STATE_HELD);
	st.notices[0].state = NOTICE_STATE_SUPERSEDED;
	st.notices[0].by_hand = true;
	st.other_notices = 0;
	story_run(&st, "2026-05-27 20:00");
	assert_int_equal(story_customer_words(&st), 0);
	assert_int_equal(st.parcels[p].shipment.state, PROMISE_SLIPPING);
	story_end(&st);
}

static void
set_brake_and_pause(struct story *st)
{
	set_brake(st);
	set_paused(st);
}

static void
test_the_end_of_a_pause_lets_no_storm_go(void **state)
{
	struct story st;

	(void)state;
	slip(&st, set_brake_and_pause);
	assert_string_equal(story_notice(&st, NOTICE_DELAY)->answer_text, "brake");
	story_end(&st);
	slip(&st, set_paused);
	assert_string_equal(story_notice(&st, NOTICE_DELAY)->answer_text, NOTICE_PAUSED);
	story_end(&st);
}

static void
test_an_arrival_passes_the_brake(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	set_brake(&st);
	p = story_parcel(&st, "2026-05-28");
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-27 12:00");
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-28 12:00");
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

static void
test_who_wants_only_problems_hears_no_arrival_in_time(void **state)
{
	static const struct {
		void (*set)(struct story *st);
		size_t words;
	} rows[] = {{set_nothing, 1}, {set_only_problems, 0}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct story st;
		size_t p;

		story_begin(&st, "2026-05-25 10:00");
		rows[i].set(&st);
		p = story_parcel(&st, "2026-05-28");
		story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
		story_run(&st, "2026-05-27 12:00");
		story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
		story_run(&st, "2026-05-28 12:00");
		assert_int_equal(story_customer_words(&st), rows[i].words);
		story_end(&st);
	}
}

static void
test_a_miss_that_a_person_took_is_theirs_to_tell(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	story_begin(&st, "2026-05-25 10:00");
	p = story_parcel(&st, "2026-05-26");
	story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(&st, "2026-05-26 20:00");
	st.carrier_down = true;
	story_run(&st, "2026-05-27 10:00");
	assert_int_equal(story_cases(&st, CASE_STALE_MISS), 1);
	st.cases[0].state = CASE_CLAIMED;
	(void)text_cut(st.cases[0].owner, sizeof(st.cases[0].owner), SPAN("Marta"));
	st.carrier_down = false;
	story_run(&st, "2026-05-27 12:00");
	assert_int_equal(st.parcels[p].shipment.state, PROMISE_MISSED);
	assert_int_equal(story_customer_words(&st), 0);
	story_end(&st);
}

/* Two parcels of an order, one of them a label that nobody ever scanned: the other one's arrival is told once that is known. */
static void
test_an_arrival_is_told_when_what_was_awaited_with_it_falls_away(void **state)
{
	static const struct change ways[] = {
	    {.superseded = true, .author = "Marta"},
	    {.cancel = true, .author = "Marta"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct story st;
		size_t label, sent;

		story_begin(&st, "2026-05-25 10:00");
		label = story_parcel(&st, "2026-05-28");
		sent = story_parcel(&st, "2026-05-28");
		story_scan(&st, sent, MILESTONE_ACCEPTED, REASON_NONE);
		story_run(&st, "2026-05-26 12:00");
		story_scan(&st, sent, MILESTONE_DELIVERED, REASON_NONE);
		story_run(&st, "2026-05-27 12:00");
		assert_int_equal(story_notices(&st, NOTICE_DELIVERED, 0), 0);
		story_change(&st, label, &ways[i]);
		story_run(&st, "2026-05-27 12:30");
		assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
		assert_int_equal(story_notice(&st, NOTICE_DELIVERED)->shipments[0], sent + 1);
		story_run(&st, "2026-06-10 12:00");
		assert_int_equal(story_notices(&st, NOTICE_DELIVERED, 0), 1);
		story_end(&st);
	}
}

/* Late in the evening the carrier gives a later day; in the morning, before the word may leave, a person tells of a strike. */
static size_t
slip_then_strike(struct story *st)
{
	size_t p;

	story_begin(st, "2026-05-25 10:00");
	p = story_parcel(st, "2026-05-28");
	story_scan(st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_run(st, "2026-05-26 22:00");
	story_eta(st, p, "2026-05-29");
	story_scan(st, p, MILESTONE_IN_TRANSIT, REASON_CARRIER_DELAY);
	story_run(st, "2026-05-27 08:00");
	assert_int_equal(story_notices(st, NOTICE_DELAY, NOTICE_STATE_PENDING), 1);
	st->incident =
	    (struct incident_head){.id = 1, .opened_utc_ms = st->now_utc_ms, .by_hand = true};
	story_run(st, "2026-05-27 13:00");
	assert_int_equal(story_notices(st, NOTICE_DELAY, NOTICE_STATE_PENDING), 1);
	assert_int_equal(story_customer_words(st), 0);
	return p;
}

static void
test_a_word_that_waits_when_an_incident_opens_leaves_when_it_is_over(void **state)
{
	struct story st;

	(void)state;
	(void)slip_then_strike(&st);
	st.incident.id = 0;
	story_run_ms(&st, st.now_utc_ms + LIMIT_WAIT_MS);
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 1);
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_a_word_that_waited_for_an_incident_is_not_said_of_what_came_meanwhile(void **state)
{
	struct story st;
	size_t p;

	(void)state;
	p = slip_then_strike(&st);
	story_scan(&st, p, MILESTONE_DELIVERED, REASON_NONE);
	story_run(&st, "2026-05-27 18:00");
	st.incident.id = 0;
	story_run(&st, "2026-06-05 12:00");
	assert_int_equal(story_notices(&st, NOTICE_DELAY, NOTICE_STATE_SENT), 0);
	assert_int_equal(story_notices(&st, NOTICE_DELIVERED, NOTICE_STATE_SENT), 1);
	story_end(&st);
}

/* What an open incident holds may not be held for ever: the promised day passes. */
static void
test_a_promised_day_that_passes_during_an_incident_is_told(void **state)
{
	struct story st;

	(void)state;
	(void)slip_then_strike(&st);
	story_run(&st, "2026-05-29 12:00");
	assert_int_equal(story_customer_words(&st), 1);
	story_end(&st);
}

static void
test_risk_is_told_at_once_of_marked_parcels_alone(void **state)
{
	(void)state;
	for (int marked = 0; marked < 2; marked++) {
		struct story st;
		size_t p;

		story_begin(&st, "2026-05-25 10:00");
		p = story_parcel(&st, "2026-05-28");
		st.parcels[p].shipment.marked = marked == 1;
		story_scan(&st, p, MILESTONE_ACCEPTED, REASON_NONE);
		story_run(&st, "2026-05-25 12:00");
		story_scan(&st, p, MILESTONE_EXCEPTION, REASON_ADDRESS);
		story_run(&st, "2026-05-25 20:00");
		assert_int_equal(story_notices(&st, NOTICE_RISK, NOTICE_STATE_SENT), marked);
		story_end(&st);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_quiet_hours_end_by_the_wall_clock),
	    cmocka_unit_test(test_quiet_hours_hold_in_all_zones_of_a_country),
	    cmocka_unit_test(test_the_next_word_lies_in_the_contacts_hours),
	    cmocka_unit_test(test_two_contact_hours_before_a_word_is_owed),
	    cmocka_unit_test(test_the_brake_is_the_larger_of_floor_and_share),
	    cmocka_unit_test(test_a_slip_is_told_as_the_shop_and_the_customer_want),
	    cmocka_unit_test(test_a_shadow_is_never_counted_as_said),
	    cmocka_unit_test(test_the_end_of_a_pause_lets_no_storm_go),
	    cmocka_unit_test(test_an_arrival_passes_the_brake),
	    cmocka_unit_test(test_what_a_person_dropped_is_not_said_again),
	    cmocka_unit_test(test_who_wants_only_problems_hears_no_arrival_in_time),
	    cmocka_unit_test(test_a_miss_that_a_person_took_is_theirs_to_tell),
	    cmocka_unit_test(test_an_arrival_is_told_when_what_was_awaited_with_it_falls_away),
	    cmocka_unit_test(test_a_word_that_waits_when_an_incident_opens_leaves_when_it_is_over),
	    cmocka_unit_test(
		test_a_word_that_waited_for_an_incident_is_not_said_of_what_came_meanwhile),
	    cmocka_unit_test(test_a_promised_day_that_passes_during_an_incident_is_told),
	    cmocka_unit_test(test_risk_is_told_at_once_of_marked_parcels_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
