/*
 * The simulator: its times against the real records it was fitted on (where they are), and that each regime does what it says.
 */

#include "tests/support/sim.h"

#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "tests/support/scenario.h"

#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define FIRST_DAY 20605 /* Monday 1 June 2026 */
#define LEGS      "../shared/data/delhivery-legs/legs.csv.gz"
#define SCANS     "../shared/data/fedex-in-scans/events.csv"

/* ---- samples ---- */

struct sample {
	double *values;
	size_t count, room;
};

static void
take(struct sample *s, double value)
{
	if (s->count == s->room) {
		s->room = s->room == 0 ? 1024 : s->room * 2;
		s->values = realloc(s->values, s->room * sizeof(*s->values));
		assert_non_null(s->values);
	}
	s->values[s->count++] = value;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
quantile(struct sample *s, double u)
{
	assert_true(s->count > 0);
	qsort(s->values, s->count, sizeof(*s->values), by_size);
	return s->values[(size_t)(u * (double)(s->count - 1) + 0.5)];
}

/* Of each, at these levels, within a share of the real one. */
static void
compare(const char *what, struct sample *real, struct sample *made, double share)
{
	static const double levels[] = {0.25, 0.5, 0.75, 0.9, 0.95};

	print_message("%s, minutes, real and simulated:", what);
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		print_message("  p%.0f %.0f %.0f", levels[i] * 100, quantile(real, levels[i]),
		    quantile(made, levels[i]));
	print_message("\n");
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		double r = quantile(real, levels[i]);

		assert_true(quantile(made, levels[i]) > r * (1 - share) - 5);
		assert_true(quantile(made, levels[i]) < r * (1 + share) + 5);
	}
}

/* ---- real records ---- */

static FILE *
unpack(const char *path, pid_t *child)
{
	char *argv[] = {(char[]){"gzip"}, (char[]){"-dc"}, NULL, NULL};
	posix_spawn_file_actions_t actions;
	char name[128];
	int fds[2];

	(void)snprintf(name, sizeof(name), "%s", path);
	argv[2] = name;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
	assert_int_equal(posix_spawn_file_actions_adddup2(&actions, fds[1], 1), 0);
	assert_int_equal(posix_spawn_file_actions_addclose(&actions, fds[0]), 0);
	assert_int_equal(posix_spawnp(child, argv[0], &actions, NULL, argv, environ), 0);
	(void)posix_spawn_file_actions_destroy(&actions);
	(void)close(fds[1]);
	return fdopen(fds[0], "r");
}

static double
minute_of(struct span field)
{
	struct when at;

	assert_int_equal(when_parse(field, &at), 0);
	return at.day * 1440.0 + at.second / 60.0;
}

static void
read_legs(struct sample *trunk, struct sample *feeder)
{
	char line[1024];
	pid_t child;
	FILE *f = unpack(LEGS, &child);

	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	while (fgets(line, sizeof(line), f) != NULL) {
		struct span rest = span_of(line), from, until, type;

		assert_true(text_split(&rest, ',', &from));
		assert_true(text_split(&rest, ',', &until));
		assert_true(text_split(&rest, ',', &type));
		take(span_equal_str(type, "FTL") ? trunk : feeder,
		    minute_of(until) - minute_of(from));
	}
	(void)fclose(f);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

/* Gaps from the collection on, and how many scans a parcel has. */
static void
read_scans(struct sample *gaps, struct sample *scans)
{
	char line[1024], parcel[32] = "";
	double before = 0, count = 0;
	FILE *f = fopen(SCANS, "r");

	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	while (fgets(line, sizeof(line), f) != NULL) {
		struct span rest = span_of(line), id, at, type;

		assert_true(text_split(&rest, ',', &id));
		assert_true(text_split(&rest, ',', &at));
		assert_true(text_split(&rest, ',', &type));
		if (!span_equal_str(id, parcel)) {
			if (parcel[0] != '\0')
				take(scans, count);
			assert_int_equal(text_copy_span(parcel, sizeof(parcel), id), 0);
			count = 0;
		} else if (!span_equal_str(type, "PU") && count > 1) {
			take(gaps, minute_of(at) - before);
		}
		before = minute_of(at);
		count++;
	}
	take(scans, count);
	(void)fclose(f);
}

/* ---- simulated ones ---- */

static struct sim_world
world(uint64_t seed, size_t parcels)
{
	return (struct sim_world){
	    .seed = seed, .first_day = FIRST_DAY, .weeks = 4, .parcels = parcels};
}

/* The road between two roofs, where it is one leg. */
static void
take_legs(const struct sim_parcel *p, struct sample *trunk, struct sample *feeder)
{
	for (size_t i = 1; i < p->scan_count; i++) {
		size_t from = p->scans[i - 1].city, to = p->scans[i].city;
		double gap =
		    (double)(p->scans[i].at_utc_ms - p->scans[i - 1].at_utc_ms) / MINUTE_MS;
		bool hubs = sim_city(from)->hub == from && sim_city(to)->hub == to;

		if (from == to)
			continue;
		if (!hubs)
			take(feeder, gap);
		else if (sim_trunks(from, to) == 1)
			take(trunk, gap);
	}
}

enum { WORLDS = 60, PARCELS = 250 };

static void
test_legs_last_as_those_of_delhivery(void **state)
{
	struct sample trunk = {0}, feeder = {0}, made_trunk = {0}, made_feeder = {0};

	(void)state;
	if (access(LEGS, R_OK) != 0)
		skip();
	read_legs(&trunk, &feeder);
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		struct sim_world w = world(seed, PARCELS);

		for (size_t n = 0; n < w.parcels; n++) {
			struct sim_parcel p;

			sim_parcel(&w, n, &p);
			take_legs(&p, &made_trunk, &made_feeder);
		}
	}
	compare("long legs", &trunk, &made_trunk, 0.15);
	compare("short legs", &feeder, &made_feeder, 0.15);
	free(trunk.values);
	free(feeder.values);
	free(made_trunk.values);
	free(made_feeder.values);
}

static void
test_gaps_between_scans_are_those_of_fedex(void **state)
{
	struct sample gaps = {0}, scans = {0}, made = {0}, made_scans = {0}, transit = {0};

	(void)state;
	if (access(SCANS, R_OK) != 0)
		skip();
	read_scans(&gaps, &scans);
	for (uint64_t seed = 1; seed <= WORLDS; seed++) {
		struct sim_world w = world(seed, PARCELS);

		for (size_t n = 0; n < w.parcels; n++) {
			struct sim_parcel p;

			sim_parcel(&w, n, &p);
			take(&made_scans, (double)p.scan_count);
			for (size_t i = 2; i < p.scan_count; i++)
				take(&made,
				    (double)(p.scans[i].at_utc_ms - p.scans[i - 1].at_utc_ms) /
					MINUTE_MS);
			take(&transit, (double)(p.delivered_utc_ms - p.handed_utc_ms) / DAY_MS);
		}
	}
	print_message("transit, days: p10 %.1f p50 %.1f p90 %.1f\n", quantile(&transit, 0.1),
	    quantile(&transit, 0.5), quantile(&transit, 0.9));
	print_message(
	    "scans a parcel: %.0f %.0f\n", quantile(&scans, 0.5), quantile(&made_scans, 0.5));
	compare("gaps", &gaps, &made, 0.3);
	free(gaps.values);
	free(scans.values);
	free(made.values);
	free(made_scans.values);
	free(transit.values);
}

/* ---- regimes ---- */

enum { MANY = 4000, MADRID = 0, VALENCIA = 4 };

#define NOON (FIRST_DAY * (int64_t)DAY_MS + 10 * HOUR_MS)

/* Two days of the second week at all carriers' station there. */
static struct sim_regime
regime(enum sim_regime_kind kind, size_t city, double share)
{
	return (struct sim_regime){.kind = kind,
	    .carrier = SIM_CARRIERS,
	    .city = city,
	    .from_utc_ms = NOON + 8 * (int64_t)DAY_MS,
	    .until_utc_ms = NOON + 10 * (int64_t)DAY_MS,
	    .share = share};
}

struct count {
	size_t late, lost, returned, held, misrouted, hidden;
	size_t scans_there; /* shown of the station during the regime */
	size_t ordered;     /* during it */
	int64_t travelled_ms;
};

/* Not at the shop's or the customer's door. */
static bool
is_of_station(enum milestone m)
{
	return m == MILESTONE_IN_TRANSIT || m == MILESTONE_OUT_FOR_DELIVERY;
}

static struct count
count(const struct sim_world *w, const struct sim_regime *r)
{
	struct count c = {0};

	for (size_t n = 0; n < w->parcels; n++) {
		struct sim_parcel p;

		sim_parcel(w, n, &p);
		c.late += sim_late(&p);
		c.lost += p.hold_count > 0 && p.holds[p.hold_count - 1].cause == SIM_HELD_LOST;
		c.held += p.hold_count > 0 && p.holds[0].cause == SIM_HELD_STATION;
		c.ordered +=
		    p.ordered_utc_ms >= r->from_utc_ms && p.ordered_utc_ms < r->until_utc_ms;
		if (p.delivered_utc_ms != AT_NONE)
			c.travelled_ms += p.delivered_utc_ms - p.handed_utc_ms;
		for (size_t i = 0; i < p.scan_count; i++) {
			const struct sim_scan *s = &p.scans[i];

			c.returned += s->milestone == MILESTONE_RETURNED;
			c.misrouted += s->reason == REASON_MISROUTED;
			c.hidden += s->seen_utc_ms == AT_NONE;
			c.scans_there += s->city == r->city && s->seen_utc_ms != AT_NONE &&
			    is_of_station(s->milestone) && s->at_utc_ms >= r->from_utc_ms &&
			    s->seen_utc_ms < r->until_utc_ms;
		}
	}
	return c;
}

static struct count
count_with(const struct sim_regime *r)
{
	struct sim_world w = world(3, MANY);

	w.regimes = r;
	w.regime_count = 1;
	return count(&w, r);
}

static struct count
count_calm(const struct sim_regime *r)
{
	struct sim_world w = world(3, MANY);

	return count(&w, r);
}

static void
test_a_calm_shop_is_late_with_one_of_twelve(void **state)
{
	struct sim_regime r = regime(SIM_STANDSTILL, MADRID, 0);
	size_t late = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 10; seed++) {
		struct sim_world w = world(seed, MANY / 10);
		struct count c = count(&w, &r);

		late += c.late;
		assert_int_equal(c.lost + c.returned + c.held + c.misrouted + c.hidden, 0);
	}
	assert_in_range(late, MANY * 6 / 100, MANY * 11 / 100);
}

static void
test_a_station_that_stands_shows_nothing_and_makes_late(void **state)
{
	struct sim_regime r = regime(SIM_STANDSTILL, MADRID, 0);
	struct count calm = count_calm(&r), c = count_with(&r);

	(void)state;
	assert_int_equal(c.scans_there, 0);
	assert_true(calm.scans_there > 200);
	print_message("held %zu, late %zu instead of %zu\n", c.held, c.late, calm.late);
	assert_true(c.held > 200 && c.late > calm.late + c.held / 3);
}

static void
test_a_strike_holds_some_stations(void **state)
{
	struct sim_regime r = regime(SIM_STRIKE, MADRID, 0.5);
	struct sim_regime standstill = regime(SIM_STANDSTILL, MADRID, 0);

	(void)state;
	assert_true(count_with(&r).held > count_with(&standstill).held);
}

static void
test_a_backlog_holds_without_silence(void **state)
{
	struct sim_regime r = regime(SIM_BACKLOG, MADRID, 0.3);
	struct count c = count_with(&r);

	(void)state;
	assert_true(c.held > 200 && c.scans_there > 20);
}

static void
test_what_is_rerouted_takes_longer(void **state)
{
	struct sim_regime r = regime(SIM_REROUTE, VALENCIA, 0.8);
	struct count calm = count_calm(&r), c = count_with(&r);

	(void)state;
	assert_true(c.misrouted > 50 && c.late > calm.late);
}

static void
test_a_lost_feed_changes_nothing_but_what_is_seen(void **state)
{
	struct sim_regime r = regime(SIM_LOST_FEED, MADRID, 0);
	struct count calm = count_calm(&r), c = count_with(&r);

	(void)state;
	assert_true(c.hidden > 100);
	assert_int_equal(c.scans_there, 0);
	assert_int_equal(c.late, calm.late);
	assert_int_equal(c.travelled_ms, calm.travelled_ms);
}

static void
test_a_peak_has_more_orders_and_more_late(void **state)
{
	struct sim_regime r = regime(SIM_PEAK, MADRID, 1.5);
	struct count calm = count_calm(&r), c = count_with(&r);

	(void)state;
	assert_true(c.ordered > calm.ordered * 3 / 2 && c.late > calm.late);
}

static void
test_some_are_lost_and_some_come_back(void **state)
{
	struct sim_regime r = regime(SIM_STANDSTILL, MADRID, 0);
	struct sim_world w = world(3, MANY);
	struct count c;

	(void)state;
	w.lost = 0.02;
	w.address = 0.05;
	c = count(&w, &r);
	assert_in_range(c.lost, MANY * 1 / 100, MANY * 3 / 100);
	assert_in_range(c.returned, MANY * 1 / 100, MANY * 3 / 100);
}

/* ---- what carriers answer ---- */

static void
test_answers_grow_and_an_outage_is_one(void **state)
{
	struct sim_regime r = regime(SIM_OUTAGE, 0, 0);
	struct sim_world w = world(3, MANY);
	struct sim_parcel p;
	struct observation o = OBSERVATION_INIT;
	size_t seen = 0;

	(void)state;
	r.carrier = 1;
	w.regimes = &r;
	w.regime_count = 1;
	sim_parcel(&w, 0, &p);
	assert_int_equal(sim_observe(&w, &p, p.ordered_utc_ms, &o), ERR_NOT_FOUND);
	for (int64_t at = p.handed_utc_ms; at < p.delivered_utc_ms + DAY_MS; at += HOUR_MS) {
		assert_int_equal(sim_observe(&w, &p, at, &o), 0);
		assert_true(o.events.count >= seen);
		seen = o.events.count;
		observation_clear(&o);
	}
	assert_int_equal(seen, p.scan_count);
	p.carrier = 1;
	assert_int_equal(sim_observe(&w, &p, r.from_utc_ms, &o), ERR_OUTAGE);
	assert_true(sim_down(&w, 1, r.until_utc_ms - 1));
	assert_false(sim_down(&w, 1, r.until_utc_ms));
	assert_false(sim_down(&w, 0, r.from_utc_ms));
}

static void
test_a_parcel_made_alone_is_the_same(void **state)
{
	struct sim_world w = world(5, MANY);
	struct sim_parcel first, again, other;

	(void)state;
	sim_parcel(&w, 77, &first);
	sim_parcel(&w, 78, &other);
	sim_parcel(&w, 77, &again);
	assert_int_equal(first.delivered_utc_ms, again.delivered_utc_ms);
	assert_int_equal(first.scan_count, again.scan_count);
	for (size_t i = 0; i < first.scan_count; i++)
		assert_int_equal(first.scans[i].at_utc_ms, again.scans[i].at_utc_ms);
	assert_string_not_equal(first.number, other.number);
}

static void
test_fake_carriers_can_read_every_parcel(void **state)
{
	struct sim_regime r = regime(SIM_OUTAGE, 0, 0);
	struct sim_world w = world(9, 400);
	struct scenario scenario = {.first_day = FIRST_DAY};
	struct buf text = BUF_INIT(LIMIT_CSV_BYTES);
	struct why why = {0};

	(void)state;
	w.regimes = &r;
	w.regime_count = 1;
	w.lost = w.address = 0.05;
	for (size_t n = 0; n < w.parcels; n++) {
		struct sim_parcel p;

		sim_parcel(&w, n, &p);
		assert_int_equal(sim_add_scenario(&w, &p, &text), 0);
	}
	assert_int_equal(sim_add_faults(&w, &text), 0);
	if (scenario_read(&scenario, buf_span(&text), 0, &why) != 0)
		fail_msg("%s", why.text);
	assert_int_equal(scenario.parcel_count, w.parcels);
	assert_int_equal(scenario.fault_count, SIM_CARRIERS);
	scenario_clear(&scenario);
	buf_clear(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_legs_last_as_those_of_delhivery),
	    cmocka_unit_test(test_gaps_between_scans_are_those_of_fedex),
	    cmocka_unit_test(test_a_calm_shop_is_late_with_one_of_twelve),
	    cmocka_unit_test(test_a_station_that_stands_shows_nothing_and_makes_late),
	    cmocka_unit_test(test_a_strike_holds_some_stations),
	    cmocka_unit_test(test_a_backlog_holds_without_silence),
	    cmocka_unit_test(test_what_is_rerouted_takes_longer),
	    cmocka_unit_test(test_a_lost_feed_changes_nothing_but_what_is_seen),
	    cmocka_unit_test(test_a_peak_has_more_orders_and_more_late),
	    cmocka_unit_test(test_some_are_lost_and_some_come_back),
	    cmocka_unit_test(test_answers_grow_and_an_outage_is_one),
	    cmocka_unit_test(test_a_parcel_made_alone_is_the_same),
	    cmocka_unit_test(test_fake_carriers_can_read_every_parcel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
