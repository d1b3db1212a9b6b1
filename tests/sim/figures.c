/*
 * figures: what the judge makes of simulated worlds, beside their truth. Everything it prints is simulated: legs and gaps between scans are drawn
 * from real ones, what goes wrong is made up. Takes minutes; `make check-sim` runs it.
 */

#include "monitor/notice/times.h"
#include "tests/support/sim_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FIRST_DAY = 20605, TUESDAY = 15, WEDNESDAY = 16 }; /* Monday 1 June 2026; days of it */

#define AT(day, hour) ((FIRST_DAY + (day)) * (int64_t)DAY_MS + (hour) * (int64_t)HOUR_MS)

static struct sim_world
world(uint64_t seed, int32_t weeks, size_t parcels, const struct sim_regime *regimes, size_t count)
{
	return (struct sim_world){.seed = seed,
	    .first_day = FIRST_DAY,
	    .weeks = weeks,
	    .parcels = parcels,
	    .lost = 0.005,
	    .address = 0.01,
	    .regimes = regimes,
	    .regime_count = count};
}

static double
hours(int64_t ms)
{
	return (double)ms / HOUR_MS;
}

static double
percent(size_t part, size_t whole)
{
	return whole == 0 ? 0 : 100.0 * (double)part / (double)whole;
}

static size_t
incidents(const struct sim_run *r)
{
	struct incident i;
	size_t count = 0;

	while (sim_run_incident(r, count + 1, &i))
		count++;
	return count;
}

static void
print_incidents(const struct sim_run *r, int64_t from_utc_ms)
{
	struct incident i;

	for (uint64_t id = 1; sim_run_incident(r, id, &i); id++)
		print_message("  simulated: %s of %s%s%s opened after %.1f h, closed after %.1f h; "
			      "%lld expected, %lld seen\n",
		    incident_kind_name(i.kind), i.carrier, i.depot[0] != '\0' ? " in " : "",
		    i.depot, hours(i.opened_utc_ms - from_utc_ms),
		    i.closed_utc_ms == AT_NONE ? 0 : hours(i.closed_utc_ms - from_utc_ms),
		    (long long)i.expected, (long long)i.seen);
}

/* Every word that was owed was met, and no promised day passed in silence (word_check.h). */
static void
keeps_its_words(const struct sim_run *r)
{
	print_message(
	    "  simulated: %zu words to customers owed another one, %zu promised days came: %zu passed in silence or unmet\n",
	    r->words.owed, r->words.days, r->words.broken);
	assert_true(r->words.days > 0);
	assert_int_equal(r->words.broken, 0);
}

/* ---- an API that fails ---- */

static bool
has_word(const struct sim_track *t, enum notice_kind kind)
{
	for (size_t i = 0; i < t->word_count; i++)
		if (t->words[i].kind == kind)
			return true;
	return false;
}

/* A good word, and a true one: whether it comes before the parcel does hangs on minutes. */
static bool
came_true(const struct sim_parcel *p, enum notice_kind kind)
{
	return kind == NOTICE_BACK_ON_TRACK && !sim_late(p);
}

static size_t
words_between(const struct sim_run *r, int64_t from_utc_ms, int64_t until_utc_ms)
{
	size_t count = 0;

	for (size_t n = 0; n < r->registered; n++)
		for (size_t i = 0; i < r->tracks[n].word_count; i++)
			count += r->tracks[n].words[i].at_utc_ms >= from_utc_ms &&
			    r->tracks[n].words[i].at_utc_ms < until_utc_ms;
	return count;
}

static size_t
open_at(const struct sim_run *r, int64_t at_utc_ms)
{
	size_t count = 0;

	for (size_t n = 0; n < r->registered; n++) {
		const struct sim_parcel *p = &r->tracks[n].truth;

		count += p->ordered_utc_ms < at_utc_ms &&
		    (p->delivered_utc_ms == AT_NONE || p->delivered_utc_ms > at_utc_ms);
	}
	return count;
}

static void
run_days(struct sim_run *r, const struct sim_world *w, int64_t until_utc_ms)
{
	sim_run_init(r, w, 0);
	r->h.policy->shops[0].forecast_speaks = false;
	sim_run_until(r, until_utc_ms);
}

/* Six hours of a working day without an answer, over ten thousand parcels of one carrier; and the same days with answers, word for word alike until
 * then. Nobody hears anything while it lasts, and afterwards nobody hears what answers would not have brought as well. */
static void
test_an_outage_of_six_hours_is_one_incident_and_no_notice(void **state)
{
	const struct sim_regime outage = {.kind = SIM_OUTAGE,
	    .carrier = 0,
	    .from_utc_ms = AT(WEDNESDAY, 8),
	    .until_utc_ms = AT(WEDNESDAY, 14)};
	struct sim_world dark = world(11, 3, 34000, &outage, 1),
			 light = world(11, 3, 34000, NULL, 0);
	size_t before, during, otherwise, more = 0;
	struct incident i;
	struct sim_run a, b;

	(void)state;
	run_days(&a, &dark, AT(WEDNESDAY + 2, 0));
	run_days(&b, &light, AT(WEDNESDAY + 2, 12)); /* a word may come a night later */
	before = words_between(&a, 0, outage.from_utc_ms);
	during = words_between(&a, outage.from_utc_ms, outage.until_utc_ms);
	otherwise = words_between(&b, outage.from_utc_ms, outage.until_utc_ms);
	for (size_t n = 0; n < a.registered; n++)
		for (size_t k = 0; k < a.tracks[n].word_count; k++)
			more += !has_word(&b.tracks[n], a.tracks[n].words[k].kind) &&
			    !came_true(&a.tracks[n].truth, a.tracks[n].words[k].kind);
	print_message(
	    "  simulated: %zu parcels, %zu open when the API fails: %zu words to customers meanwhile, where answers bring %zu; "
	    "afterwards %zu that they would not have brought\n",
	    a.registered, open_at(&a, outage.from_utc_ms), during, otherwise, more);
	print_incidents(&a, outage.from_utc_ms);
	assert_true(a.registered >= 10000);
	assert_int_equal(before, words_between(&b, 0, outage.from_utc_ms));
	assert_int_equal(during, 0);
	assert_true(otherwise > 0);
	assert_int_equal(more, 0);
	assert_int_equal(incidents(&a), 1);
	assert_int_equal(incidents(&b), 0);
	assert_true(sim_run_incident(&a, 1, &i));
	assert_int_equal(i.kind, INCIDENT_OUTAGE);
	assert_true(i.closed_utc_ms != AT_NONE);
	keeps_its_words(&a);
	keeps_its_words(&b);
	sim_run_clear(&a);
	sim_run_clear(&b);
}

/* ---- a depot that stands ---- */

static double
mean_gap_ms(const struct sim_run *r)
{
	double sum = 0, count = 0;

	for (size_t n = 0; n < r->registered; n++)
		for (size_t i = 2; i < r->tracks[n].truth.scan_count; i++) {
			sum += (double)(r->tracks[n].truth.scans[i].at_utc_ms -
			    r->tracks[n].truth.scans[i - 1].at_utc_ms);
			count++;
		}
	return sum / count;
}

static void
stand(uint64_t seed, size_t city)
{
	const struct sim_regime standstill = {.kind = SIM_STANDSTILL,
	    .carrier = 0,
	    .city = city,
	    .from_utc_ms = AT(TUESDAY, 10),
	    .until_utc_ms = AT(TUESDAY + 2, 10)};
	struct sim_world w = world(seed, 3, 18000, &standstill, 1);
	struct sim_run r;
	struct incident i;
	double gap_ms;

	sim_run_init(&r, &w, 0);
	sim_run_until(&r, AT(TUESDAY + 4, 0));
	gap_ms = mean_gap_ms(&r);
	print_message(
	    "  simulated: dhl stands in %s; the expected gap between two scans is %.1f h\n",
	    sim_city(city)->name, gap_ms / HOUR_MS);
	print_incidents(&r, standstill.from_utc_ms);
	assert_int_equal(incidents(&r), 1);
	assert_true(sim_run_incident(&r, 1, &i));
	assert_string_equal(i.carrier, "dhl");
	assert_string_equal(i.depot, sim_city(city)->name);
	assert_true((double)(i.opened_utc_ms - standstill.from_utc_ms) <= 2 * gap_ms);
	assert_true(i.closed_utc_ms != AT_NONE);
	keeps_its_words(&r);
	sim_run_clear(&r);
}

static void
test_a_depot_that_stands_is_one_incident_within_two_gaps(void **state)
{
	(void)state;
	stand(21, 0);
	stand(22, 4);
}

/* ---- a carrier that stands, and one that a person tells of ---- */

static void
test_a_carrier_whose_stations_all_stand_is_one_incident(void **state)
{
	const struct sim_regime strike = {.kind = SIM_STRIKE,
	    .carrier = 0,
	    .from_utc_ms = AT(TUESDAY, 10),
	    .until_utc_ms = AT(TUESDAY + 2, 10),
	    .share = 1};
	struct sim_world w = world(51, 3, 18000, &strike, 1);
	struct incident i;
	struct sim_run r;
	size_t whole = 0;
	double gap_ms;

	(void)state;
	sim_run_init(&r, &w, 0);
	sim_run_until(&r, AT(TUESDAY + 4, 0));
	gap_ms = mean_gap_ms(&r);
	print_message(
	    "  simulated: dhl stands everywhere; the expected gap between two scans is %.1f h\n",
	    gap_ms / HOUR_MS);
	print_incidents(&r, strike.from_utc_ms);
	for (uint64_t id = 1; sim_run_incident(&r, id, &i); id++) {
		assert_string_equal(i.carrier, "dhl");
		assert_true(i.closed_utc_ms != AT_NONE);
		if (i.depot[0] != '\0' || i.lane[0] != '\0') {
			/* The first that was seen, and is part of it: none while what was held is landing. */
			assert_int_equal(whole, 0);
			continue;
		}
		whole++;
		assert_true((double)(i.opened_utc_ms - strike.from_utc_ms) <= 2 * gap_ms);
	}
	assert_int_equal(whole, 1);
	keeps_its_words(&r);
	sim_run_clear(&r);
}

static size_t
held_kinds_between(const struct sim_run *r, int64_t from_utc_ms, int64_t until_utc_ms)
{
	size_t count = 0;

	for (size_t n = 0; n < r->registered; n++)
		for (size_t i = 0; i < r->tracks[n].word_count; i++)
			count += notice_waits_for_group(r->tracks[n].words[i].kind) &&
			    r->tracks[n].words[i].at_utc_ms > from_utc_ms &&
			    r->tracks[n].words[i].at_utc_ms <= until_utc_ms;
	return count;
}

/* From a day's first working hour to the next noon; what was decided before it waits, too. */
static void
test_what_a_person_opens_holds_every_delay_until_a_person_closes_it(void **state)
{
	const int64_t from = AT(TUESDAY, 6), until = AT(TUESDAY + 1, 10);
	struct sim_world w = world(61, 3, 18000, NULL, 0);
	size_t before, during, after;
	struct incident i;
	struct sim_run r;

	(void)state;
	sim_run_init(&r, &w, 0);
	sim_run_until(&r, from);
	sim_run_open_incident(&r, 0);
	sim_run_until(&r, until);
	sim_run_close_incident(&r, 1);
	sim_run_until(&r, until + 6LL * HOUR_MS);
	before = held_kinds_between(&r, from - DAY_MS, from);
	during = held_kinds_between(&r, from, until);
	after = held_kinds_between(&r, until, until + 6LL * HOUR_MS);
	print_message(
	    "  simulated: an incident by hand: %zu delays told on the day before, %zu while it is open, %zu in the six hours after\n",
	    before, during, after);
	assert_int_equal(incidents(&r), 1);
	assert_true(sim_run_incident(&r, 1, &i));
	assert_true(i.by_hand);
	assert_int_equal(i.closed_utc_ms, until);
	assert_true(before > 0);
	assert_int_equal(during, 0);
	assert_true(after > 0);
	keeps_its_words(&r);
	sim_run_clear(&r);
}

/* ---- everything at once ---- */

static const struct sim_regime troubles[] = {
    {SIM_STANDSTILL, 0, 4, AT(15, 10), AT(17, 10), 0},
    {SIM_BACKLOG, 1, 1, AT(16, 6), AT(19, 6), 0.4},
    {SIM_REROUTE, 2, 4, AT(20, 0), AT(23, 0), 0.6},
    {SIM_LOST_FEED, 3, 0, AT(21, 0), AT(23, 0), 0},
    {SIM_STRIKE, 1, 0, AT(24, 4), AT(26, 4), 0.5},
    {SIM_PEAK, SIM_CARRIERS, 0, AT(28, 0), AT(33, 0), 0.8},
    {SIM_OUTAGE, 2, 0, AT(29, 8), AT(29, 14), 0},
};

enum { SCORED_FROM = 14, RULES = 16, LEADS = 10000, DEFAULT_LEVEL = SIM_SURE_LEVELS - 1 };

struct rule_count {
	char rule[24];
	size_t alerts, held, late;
};

/* Parcels of which the forecast gave so much before their deadline. */
struct level_count {
	size_t said, late, held_or_late,
	    stalled; /* of all; late; or standing still then; of those that stood and came late */
	double leads_h[LEADS];
};

struct score {
	struct rule_count rules[RULES];
	struct level_count levels[SIM_SURE_LEVELS];
	size_t parcels, late, stalled, found; /* held over a day before their deadline, and late */
	size_t told, kept, second;            /* words of a slip with a window */
	size_t silent;                        /* late, and nobody told or asked in time */
};

static int64_t
deadline_of(const struct sim_parcel *p)
{
	return zone_day_end(SIM_ZONE, p->promised_day);
}

static void
score_alert(struct score *s, const struct sim_track *t)
{
	struct rule_count *c = s->rules;

	while (c->rule[0] != '\0' && strcmp(c->rule, t->alert_rule) != 0)
		c++;
	assert_true(c < s->rules + RULES - 1);
	memcpy(c->rule, t->alert_rule, sizeof(c->rule));
	c->alerts++;
	c->held += sim_held(&t->truth, t->alert_utc_ms) != NULL;
	c->late += sim_late(&t->truth);
}

static void
score_levels(struct score *s, const struct sim_track *t, bool stalled)
{
	bool late = sim_late(&t->truth);

	for (size_t i = 0; i < SIM_SURE_LEVELS; i++) {
		struct level_count *c = &s->levels[i];
		int64_t at = t->sure_utc_ms[i];

		if (at == AT_NONE)
			continue;
		assert_true(c->late < LEADS);
		c->leads_h[c->late] = hours(deadline_of(&t->truth) - at);
		c->said++;
		c->late += late;
		c->held_or_late += late || sim_held(&t->truth, at) != NULL;
		c->stalled += stalled && late;
	}
}

static bool
is_slip(enum notice_kind kind)
{
	return kind == NOTICE_DELAY || kind == NOTICE_MISSED;
}

/* The first word of a slip that named a window, and whether it held. */
static void
score_words(struct score *s, const struct sim_track *t)
{
	const struct sim_parcel *p = &t->truth;

	for (size_t i = 0; i < t->word_count; i++) {
		if (!is_slip(t->words[i].kind) || t->words[i].window_until_day == DAY_NONE)
			continue;
		s->told++;
		s->kept += p->attempt_utc_ms != AT_NONE &&
		    zone_day(SIM_ZONE, p->attempt_utc_ms) <= t->words[i].window_until_day;
		for (size_t k = i + 1; k < t->word_count; k++)
			if (t->words[k].kind == NOTICE_DELAY_AGAIN) {
				s->second++;
				break;
			}
		return;
	}
}

/* Told before, or within twelve hours of the date, or a person has it. */
static bool
is_silent(const struct sim_track *t)
{
	int64_t deadline = deadline_of(&t->truth);

	if (!sim_late(&t->truth) || t->truth.handed_utc_ms >= deadline || t->has_case)
		return false;
	for (size_t i = 0; i < t->word_count; i++)
		if (t->words[i].at_utc_ms <= deadline + 12LL * HOUR_MS)
			return false;
	return true;
}

static void
score_track(struct score *s, const struct sim_track *t)
{
	const struct sim_parcel *p = &t->truth;
	int64_t deadline = deadline_of(p);
	bool found = t->alert_utc_ms != AT_NONE && t->alert_utc_ms < deadline;
	bool stalled = false;

	for (size_t i = 0; i < p->hold_count; i++)
		stalled = stalled ||
		    (p->holds[i].from_utc_ms + DAY_MS < deadline &&
			(p->holds[i].until_utc_ms == AT_NONE ||
			    p->holds[i].until_utc_ms - p->holds[i].from_utc_ms >= DAY_MS));
	s->parcels++;
	s->late += sim_late(p);
	s->stalled += stalled && sim_late(p);
	s->found += stalled && sim_late(p) && found;
	s->silent += is_silent(t);
	score_levels(s, t, stalled);
	if (found)
		score_alert(s, t);
	score_words(s, t);
}

static int
compare_hours(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Of the parcels that are said to slip, those that do; and how early it was said of these. */
static void
print_levels(struct score *s)
{
	for (size_t i = 0; i < SIM_SURE_LEVELS; i++) {
		struct level_count *c = &s->levels[i];

		qsort(c->leads_h, c->late, sizeof(c->leads_h[0]), compare_hours);
		print_message(
		    "  simulated: a chance of %2d %% or more: %4zu parcels, came late %5.1f %%, that or stood still "
		    "%5.1f %%; found %.0f %% of the late, %.0f %% of the stalled; lead %.0f h (half), %.0f h (nine of ten)\n",
		    sim_sure_levels[i] / 10, c->said, percent(c->late, c->said),
		    percent(c->held_or_late, c->said), percent(c->late, s->late),
		    percent(c->stalled, s->stalled), c->late > 0 ? c->leads_h[c->late / 2] : 0,
		    c->late > 0 ? c->leads_h[c->late / 10] : 0);
	}
}

static void
print_score(const struct score *s)
{
	print_message(
	    "  simulated: %zu parcels, %zu late; %zu stood still a day before their deadline "
	    "and came late, %.0f %% of them found before it\n",
	    s->parcels, s->late, s->stalled, percent(s->found, s->stalled));
	for (const struct rule_count *c = s->rules; c->rule[0] != '\0'; c++)
		print_message(
		    "  simulated: first alert by %-16s %4zu, stood still %3.0f %%, came late "
		    "%3.0f %%\n",
		    c->rule, c->alerts, percent(c->held, c->alerts), percent(c->late, c->alerts));
	print_message("  simulated: of %zu retold windows %.1f %% held; second slips %.1f %%\n",
	    s->told, percent(s->kept, s->told), percent(s->second, s->told));
	print_message("  simulated: %zu promised days passed in silence\n", s->silent);
}

static void
test_no_promised_day_passes_in_silence_whatever_goes_wrong(void **state)
{
	struct sim_world w = world(31, 5, 10000, troubles, sizeof(troubles) / sizeof(troubles[0]));
	struct score *s = calloc(1, sizeof(*s));
	struct sim_run r;

	(void)state;
	assert_non_null(s);
	sim_run_init(&r, &w, SIM_CARRIERS);
	sim_run_until(&r, AT(43, 0));
	for (size_t n = 0; n < r.registered; n++)
		if (r.tracks[n].truth.ordered_utc_ms >= AT(SCORED_FROM, 0))
			score_track(s, &r.tracks[n]);
	print_score(s);
	print_levels(s);
	print_incidents(&r, AT(0, 0));
	assert_int_equal(s->silent, 0);
	assert_in_range(1000 * s->kept / s->told, 880, 920);
	assert_true(10 * s->second <= s->told);
	assert_true(s->levels[DEFAULT_LEVEL].said > 0);
	assert_true(
	    10 * s->levels[DEFAULT_LEVEL].held_or_late >= 9 * s->levels[DEFAULT_LEVEL].said);
	free(s);
	keeps_its_words(&r);
	sim_run_clear(&r);
}

/* The program is stopped and begun again amid all of it: at once, after some hours, over a week end, and while an API fails. */
static void
test_words_are_kept_over_restarts(void **state)
{
	static const struct {
		int64_t at_utc_ms, down_ms;
	} stops[] = {
	    {AT(16, 9), 0},
	    {AT(18, 11), 5 * HOUR_MS},
	    {AT(22, 15), 40 * MINUTE_MS},
	    {AT(25, 10), 66 * (int64_t)HOUR_MS},
	    {AT(29, 10), 0},
	    {AT(30, 7), 2 * HOUR_MS},
	};
	struct sim_world w = world(41, 5, 6000, troubles, sizeof(troubles) / sizeof(troubles[0]));
	struct sim_run r;

	(void)state;
	sim_run_init(&r, &w, SIM_CARRIERS);
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		sim_run_until(&r, stops[i].at_utc_ms);
		sim_run_restart(&r, stops[i].down_ms);
	}
	sim_run_until(&r, AT(43, 0));
	print_incidents(&r, AT(0, 0));
	keeps_its_words(&r);
	sim_run_clear(&r);
}

/* One of them alone by a word of its name; all without. */
int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_outage_of_six_hours_is_one_incident_and_no_notice),
	    cmocka_unit_test(test_a_depot_that_stands_is_one_incident_within_two_gaps),
	    cmocka_unit_test(test_a_carrier_whose_stations_all_stand_is_one_incident),
	    cmocka_unit_test(test_what_a_person_opens_holds_every_delay_until_a_person_closes_it),
	    cmocka_unit_test(test_no_promised_day_passes_in_silence_whatever_goes_wrong),
	    cmocka_unit_test(test_words_are_kept_over_restarts),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
