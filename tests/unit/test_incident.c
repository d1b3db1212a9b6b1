/*
 * Many parcels that are quiet together are one incident; a quiet night, a slow day and a carrier that does not answer are none of that.
 */

#include "monitor/promise/incident.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOUR 494400                        /* a multiple of three */
#define NOW  (HOUR * (int64_t)HOUR_MS - 1) /* the step of three hours before it is the present one */

struct fixture {
	struct incident_input in;
	struct tally rows[400];
	struct incident open[4];
	struct account_state accounts[2];
	struct policy *policy;
	struct effects effects;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	f->policy = policy_new();
	assert_non_null(f->policy);
	f->policy->shops = calloc(1, sizeof(*f->policy->shops));
	f->policy->accounts = calloc(2, sizeof(*f->policy->accounts));
	assert_true(f->policy->shops != NULL && f->policy->accounts != NULL);
	f->policy->shop_count = 1;
	f->policy->account_count = 2;
	(void)snprintf(f->policy->shops[0].id, LIMIT_SHOP_ROOM, "luna");
	for (int i = 0; i < 2; i++) {
		const char *carrier = i == 0 ? "dhl" : "ups";

		(void)snprintf(f->policy->accounts[i].id, LIMIT_ACCOUNT_ROOM, "%s-luna", carrier);
		(void)snprintf(f->policy->accounts[i].carrier, LIMIT_ID_ROOM, "%s", carrier);
		f->accounts[i] = ACCOUNT_STATE_INIT;
		(void)snprintf(f->accounts[i].id, LIMIT_ACCOUNT_ROOM, "%s-luna", carrier);
	}
	f->in = (struct incident_input){.policy = f->policy,
	    .scans = f->rows,
	    .open = f->open,
	    .accounts = f->accounts,
	    .account_count = 2,
	    .gap = {AT_NONE, AT_NONE},
	    .now_utc_ms = NOW};
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	effects_clear(&f->effects);
	policy_drop(f->policy);
	free(f);
	return 0;
}

/* So many scans expected and seen in each of the steps from `from` to `until` hours before now. */
static void
scans(struct fixture *f, const char *key, int from, int until, int expected, int seen)
{
	for (int h = from; h > until; h -= GAPS_STEP_HOURS)
		for (uint16_t cell = 0; cell < 2; cell++) {
			struct tally *t = &f->rows[f->in.scan_count++];

			*t = (struct tally){.table = TALLY_SCAN,
			    .day = HOUR - h,
			    .cell = cell,
			    .add = (cell == GAPS_CELL_EXPECTED ? expected : seen) * 1000};
			(void)snprintf(t->key, sizeof(t->key), "%s", key);
		}
}

static void
judge(struct fixture *f)
{
	effects_clear(&f->effects);
	assert_int_equal(incident_judge(&f->in, &f->effects), 0);
}

static const struct effect *
nth(const struct fixture *f, enum effect_kind kind, size_t n)
{
	for (size_t i = 0; i < f->effects.count; i++)
		if (f->effects.items[i].kind == kind && n-- == 0)
			return &f->effects.items[i];
	return NULL;
}

static void
opens(const struct fixture *f, enum incident_kind kind, const char *depot, const char *lane)
{
	const struct effect *e = nth(f, EFFECT_INCIDENT_OPEN, 0);

	assert_non_null(e);
	assert_null(nth(f, EFFECT_INCIDENT_OPEN, 1));
	assert_int_equal(e->incident.kind, kind);
	assert_string_equal(e->incident.carrier, "dhl");
	assert_string_equal(e->incident.depot, depot);
	assert_string_equal(e->incident.lane, lane);
}

static void
opens_none(const struct fixture *f)
{
	assert_null(nth(f, EFFECT_INCIDENT_OPEN, 0));
}

/* What the store would have kept of it. */
static struct incident *
keep(struct fixture *f, enum incident_kind kind, const char *depot)
{
	struct incident *i = &f->open[f->in.open_count++];

	*i = INCIDENT_INIT;
	i->id = f->in.open_count;
	i->kind = kind;
	(void)snprintf(i->carrier, sizeof(i->carrier), "dhl");
	(void)snprintf(i->depot, sizeof(i->depot), "%s", depot);
	i->opened_utc_ms = NOW - 6LL * HOUR_MS;
	return i;
}

/* All is well elsewhere. */
static void
others(struct fixture *f)
{
	scans(f, "dhl|MADRID", 48, 0, 20, 20);
	scans(f, "dhl|ZARAGOZA", 48, 0, 10, 11);
}

static void
test_a_depot_without_scans_has_one_incident(void **state)
{
	struct fixture *f = *state;
	const struct effect *e;

	others(f);
	scans(f, "dhl|BILBAO", 48, 15, 4, 4);
	scans(f, "dhl|BILBAO", 15, 0, 4, 0);
	judge(f);
	opens(f, INCIDENT_STANDSTILL, "BILBAO", "");
	e = nth(f, EFFECT_INCIDENT_OPEN, 0);
	assert_int_equal(e->incident.expected, 16);
	assert_int_equal(e->incident.parcels, 16);
	assert_int_equal(e->incident.since_utc_ms, NOW + 1 - 15LL * HOUR_MS);
	assert_string_equal(nth(f, EFFECT_JOURNAL, 0)->entry.name, "incident.opened");
}

static void
test_some_scans_are_a_silence_many_are_none(void **state)
{
	struct fixture *f = *state;

	others(f);
	scans(f, "dhl|BILBAO", 48, 12, 12, 12);
	scans(f, "dhl|BILBAO", 12, 0, 12, 1);
	judge(f);
	opens(f, INCIDENT_SILENCE, "BILBAO", "");
	f->in.scan_count = 0;
	others(f);
	scans(f, "dhl|BILBAO", 48, 12, 12, 12);
	scans(f, "dhl|BILBAO", 12, 0, 12, 5);
	judge(f);
	opens_none(f);
}

static void
test_few_parcels_prove_nothing(void **state)
{
	struct fixture *f = *state;

	others(f);
	scans(f, "dhl|BILBAO", 24, 0, 1, 0);
	judge(f);
	opens_none(f);
}

static void
test_what_is_expected_just_now_may_still_come(void **state)
{
	struct fixture *f = *state;

	others(f);
	scans(f, "dhl|BILBAO", 3, 0, 40, 0);
	judge(f);
	opens_none(f);
}

static void
test_an_open_one_is_told_once_and_not_opened_again(void **state)
{
	struct fixture *f = *state;
	const struct effect *e;

	others(f);
	scans(f, "dhl|BILBAO", 24, 0, 4, 0);
	keep(f, INCIDENT_STANDSTILL, "BILBAO");
	judge(f);
	opens_none(f);
	assert_null(nth(f, EFFECT_INCIDENT_CLOSE, 0));
	e = nth(f, EFFECT_NOTICE_NEW, 0);
	assert_non_null(e);
	assert_int_equal(e->notice.kind, NOTICE_INCIDENT_OPENED);
	assert_string_equal(e->notice.order, "incident/1");
	assert_string_equal(e->notice.facts.last_scan_place, "BILBAO");
	assert_null(nth(f, EFFECT_NOTICE_NEW, 1));
}

static void
test_it_closes_when_its_parcels_are_read_again(void **state)
{
	struct fixture *f = *state;

	others(f);
	scans(f, "dhl|BILBAO", 24, 6, 4, 0);
	scans(f, "dhl|BILBAO", 6, 0, 4, 9);
	keep(f, INCIDENT_STANDSTILL, "BILBAO");
	judge(f);
	opens_none(f);
	assert_int_equal(nth(f, EFFECT_INCIDENT_CLOSE, 0)->id, 1);
	assert_int_equal(nth(f, EFFECT_NOTICE_NEW, 0)->notice.kind, NOTICE_INCIDENT_CLOSED);
}

static void
test_what_lies_behind_a_quiet_depot_opens_no_second_one(void **state)
{
	struct fixture *f = *state;

	others(f);
	scans(f, "dhl|BILBAO", 24, 0, 4, 0);
	scans(f, "dhl|DONOSTIA", 24, 0, 3, 0);
	judge(f);
	opens(f, INCIDENT_STANDSTILL, "BILBAO", "");
	keep(f, INCIDENT_STANDSTILL, "BILBAO");
	judge(f);
	opens_none(f);
}

static void
test_a_lane_is_quiet_alone_when_its_depots_are_well(void **state)
{
	struct fixture *f = *state;

	others(f);
	scans(f, "dhl>ES-03:ES-48", 24, 0, 5, 0);
	judge(f);
	opens(f, INCIDENT_STANDSTILL, "", "ES-03:ES-48");
}

static void
test_a_carrier_that_reads_nothing_is_one_incident_of_its_own(void **state)
{
	struct fixture *f = *state;

	scans(f, "dhl|MADRID", 48, 15, 10, 10);
	scans(f, "dhl|MADRID", 15, 0, 10, 0);
	scans(f, "dhl|ZARAGOZA", 48, 15, 10, 10);
	scans(f, "dhl|ZARAGOZA", 15, 0, 10, 0);
	scans(f, "ups|MADRID", 48, 0, 10, 10);
	judge(f);
	opens(f, INCIDENT_STANDSTILL, "", "");
}

static void
test_an_incident_of_the_carrier_takes_its_depots_in(void **state)
{
	struct fixture *f = *state;

	keep(f, INCIDENT_STANDSTILL, "ZARAGOZA");
	scans(f, "dhl|MADRID", 24, 0, 10, 0);
	scans(f, "dhl|ZARAGOZA", 24, 0, 10, 0);
	judge(f);
	opens(f, INCIDENT_STANDSTILL, "", "");
	assert_int_equal(nth(f, EFFECT_INCIDENT_CLOSE, 0)->id, 1);
}

/* The whole carrier stood until twelve hours ago: the far station has its first parcels a night later than the others. */
static void
test_a_station_is_not_quiet_while_what_its_carrier_held_is_landing(void **state)
{
	struct fixture *f = *state;

	scans(f, "dhl|MADRID", 48, 12, 20, 0);
	scans(f, "dhl|MADRID", 12, 0, 20, 30);
	scans(f, "dhl|ALICANTE", 48, 12, 7, 0);
	scans(f, "dhl|ALICANTE", 12, 0, 7, 0);
	judge(f);
	opens_none(f);
}

/* A day after all the others. */
static void
test_a_station_that_stands_on_after_its_carrier_is_one_all_the_same(void **state)
{
	struct fixture *f = *state;

	scans(f, "dhl|MADRID", 48, 27, 20, 0);
	scans(f, "dhl|MADRID", 27, 0, 20, 20);
	scans(f, "dhl|ALICANTE", 48, 0, 7, 0);
	judge(f);
	opens(f, INCIDENT_STANDSTILL, "ALICANTE", "");
}

/* On a feast nobody works: each depot is as slow as the others. */
static void
test_a_depot_as_slow_as_all_others_is_not_quiet(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 6; i++) {
		char key[32];

		(void)snprintf(key, sizeof(key), "dhl|DEPOT %d", i);
		scans(f, key, 24, 0, 5, i == 0 ? 0 : 1);
	}
	judge(f);
	for (size_t i = 0; nth(f, EFFECT_INCIDENT_OPEN, i) != NULL; i++)
		assert_string_equal(nth(f, EFFECT_INCIDENT_OPEN, i)->incident.depot, "");
}

static void
test_a_carrier_that_does_not_answer_is_an_outage_whatever_is_not_seen(void **state)
{
	struct fixture *f = *state;

	scans(f, "dhl|BILBAO", 24, 0, 10, 0);
	f->accounts[0].failing_since_utc_ms = NOW - 10LL * MINUTE_MS;
	judge(f);
	opens_none(f);
	f->accounts[0].failing_since_utc_ms = NOW - 31LL * MINUTE_MS;
	judge(f);
	opens(f, INCIDENT_OUTAGE, "", "");
	assert_int_equal(
	    nth(f, EFFECT_INCIDENT_OPEN, 0)->incident.since_utc_ms, NOW - 31LL * MINUTE_MS);
	/* The shop has heard of the account. */
	keep(f, INCIDENT_OUTAGE, "");
	judge(f);
	opens_none(f);
	assert_null(nth(f, EFFECT_NOTICE_NEW, 0));
}

static void
test_an_outage_ends_when_parcels_are_heard_of_again(void **state)
{
	struct fixture *f = *state;

	keep(f, INCIDENT_OUTAGE, "");
	scans(f, "dhl|BILBAO", 24, 0, 10, 0);
	f->accounts[0].failing_since_utc_ms = NOW - 5LL * HOUR_MS;
	judge(f);
	assert_null(nth(f, EFFECT_INCIDENT_CLOSE, 0));
	f->accounts[0].failing_since_utc_ms = AT_NONE;
	judge(f);
	assert_null(nth(f, EFFECT_INCIDENT_CLOSE, 0));
	opens_none(f);
	scans(f, "dhl|MADRID", 3, 0, 0, 40);
	judge(f);
	assert_non_null(nth(f, EFFECT_INCIDENT_CLOSE, 0));
	opens_none(f);
}

static void
test_time_in_which_we_could_not_see_proves_nothing(void **state)
{
	struct fixture *f = *state;

	others(f);
	scans(f, "dhl|BILBAO", 24, 0, 4, 0);
	f->in.gap = (struct gap){NOW - 30LL * HOUR_MS, NOW - 4LL * HOUR_MS};
	judge(f);
	opens_none(f);
}

static void
test_one_opened_by_hand_ends_by_hand_or_by_its_time(void **state)
{
	struct fixture *f = *state;
	struct incident *i = keep(f, INCIDENT_ANNOUNCED, "");

	others(f);
	i->by_hand = true;
	i->until_utc_ms = NOW + HOUR_MS;
	judge(f);
	assert_null(nth(f, EFFECT_INCIDENT_CLOSE, 0));
	i->until_utc_ms = NOW;
	judge(f);
	assert_non_null(nth(f, EFFECT_INCIDENT_CLOSE, 0));
}

/* ---- one parcel ---- */

static void
test_an_incident_concerns_its_depot_its_lane_or_its_carrier(void **state)
{
	static const struct {
		const char *carrier, *depot, *lane;
		bool concerns;
	} rows[] = {
	    {"dhl", "", "", true},
	    {"", "", "", true},
	    {"ups", "", "", false},
	    {"dhl", "VITORIA", "", true},
	    {"dhl", "BILBAO", "", false},
	    {"dhl", "", "ES-03:ES-48", true},
	    {"dhl", "", "ES-03:ES-08", false},
	    {"dhl", "VITORIA", "ES-03:ES-08", false},
	};
	struct shipment s = SHIPMENT_INIT;
	struct event *e = event_list_add(&s.events);
	struct context *c = calloc(1, sizeof(*c));

	(void)state;
	assert_non_null(e);
	assert_non_null(c);
	(void)snprintf(s.carrier, sizeof(s.carrier), "dhl");
	s.origin = (struct place){.country = "ES", .postcode = "03001"};
	s.destination = (struct place){.country = "ES", .postcode = "48001"};
	e->physical = true;
	(void)snprintf(e->place, sizeof(e->place), "Vitoria");
	c->incident_count = 1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct incident_head *h = &c->incidents[0];

		*h = (struct incident_head){.id = 7};
		(void)snprintf(h->carrier, sizeof(h->carrier), "%s", rows[i].carrier);
		(void)snprintf(h->depot, sizeof(h->depot), "%s", rows[i].depot);
		(void)snprintf(h->lane, sizeof(h->lane), "%s", rows[i].lane);
		assert_int_equal(incident_of(&s, c, NULL) != NULL, rows[i].concerns);
	}
	shipment_clear(&s);
	free(c);
}

static void
test_silence_waits_for_its_group_and_word_of_the_carrier_does_not(void **state)
{
	static const struct incident_head quiet = {.id = 1}, strike = {.id = 2, .by_hand = true},
					  outage = {.id = 3, .kind = INCIDENT_OUTAGE};
	static const struct {
		const char *rule;
		int64_t for_ms;
		const struct incident_head *incident;
		const char *why;
	} rows[] = {
	    {"forecast", 0, NULL, "group"},
	    {"forecast", 20 * MINUTE_MS, NULL, NULL},
	    {"forecast", 20 * MINUTE_MS, &quiet, "incident"},
	    {"eta", 0, NULL, NULL},
	    {"eta", 0, &quiet, NULL},
	    {"eta", 0, &strike, "incident"},
	    {"on_track", 0, &outage, "incident"},
	    {"on_track", 0, &quiet, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shipment s = SHIPMENT_INIT;
		const char *why;

		(void)snprintf(s.rule, sizeof(s.rule), "%s", rows[i].rule);
		s.state_since_utc_ms = NOW - rows[i].for_ms;
		why = incident_holds(&s, rows[i].incident, NOW);
		if (rows[i].why == NULL)
			assert_null(why);
		else
			assert_string_equal(why, rows[i].why);
	}
}

/* What the judge wrote is known again; what a person wrote is theirs, also where it begins so. */
static void
test_a_cause_is_known_by_its_text(void **state)
{
	(void)state;
	for (int c = 0; c < INCIDENT_CAUSES; c++)
		assert_int_equal(incident_cause_of(incident_cause_text((enum incident_cause)c)), c);
	assert_int_equal(incident_cause_of("its parcels move, says Vitoria"), INCIDENT_CAUSES);
	assert_int_equal(incident_cause_of(""), INCIDENT_CAUSES);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_depot_without_scans_has_one_incident),
	    TEST(test_some_scans_are_a_silence_many_are_none),
	    TEST(test_few_parcels_prove_nothing),
	    TEST(test_what_is_expected_just_now_may_still_come),
	    TEST(test_an_open_one_is_told_once_and_not_opened_again),
	    TEST(test_it_closes_when_its_parcels_are_read_again),
	    TEST(test_what_lies_behind_a_quiet_depot_opens_no_second_one),
	    TEST(test_a_lane_is_quiet_alone_when_its_depots_are_well),
	    TEST(test_a_carrier_that_reads_nothing_is_one_incident_of_its_own),
	    TEST(test_an_incident_of_the_carrier_takes_its_depots_in),
	    TEST(test_a_station_is_not_quiet_while_what_its_carrier_held_is_landing),
	    TEST(test_a_station_that_stands_on_after_its_carrier_is_one_all_the_same),
	    TEST(test_a_depot_as_slow_as_all_others_is_not_quiet),
	    TEST(test_a_carrier_that_does_not_answer_is_an_outage_whatever_is_not_seen),
	    TEST(test_an_outage_ends_when_parcels_are_heard_of_again),
	    TEST(test_time_in_which_we_could_not_see_proves_nothing),
	    TEST(test_one_opened_by_hand_ends_by_hand_or_by_its_time),
	    TEST(test_an_incident_concerns_its_depot_its_lane_or_its_carrier),
	    TEST(test_silence_waits_for_its_group_and_word_of_the_carrier_does_not),
	    TEST(test_a_cause_is_known_by_its_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
