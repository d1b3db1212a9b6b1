#include "tests/support/sim_way.h"

#include "monitor/base/zone.h"
#include "tests/support/sim_draw.h"

#include <assert.h>

enum {
	HELD_MS = 2 * HOUR_MS, /* shorter waits are the day's work */
	CATCH_UP = 5,          /* a station that stood works so many times as fast */
	ATTEMPTS = 3,
	SHOWN_MS = 20 * MINUTE_MS, /* until a scan is in the answers, at most */
};

/* Of the 69 histories: 9 say that the parcel came after the van had left, 8 of 67 vans came back with a parcel that the recipient did
 * not take, 12 have no word of a van. */
#define MISSED_VAN 0.05
#define NOBODY     0.08
#define SILENT_VAN 0.17
/* How far a leg strays from what is usual on its lane, in quantiles, and how often it has nothing to do with it: of the variance of the
 * logarithm of FTL legs their lane explains 97 %, of Carting legs 78 %. */
#define STRAYS  0.2
#define FOREIGN 0.12

struct journey {
	const struct sim_world *w;
	struct sim_parcel *p;
	struct sim_dice dice;
	int64_t at_utc_ms;
	size_t lost_after; /* with the next scan on the road after so many; 0: it is not lost */
	bool bad_address;
	bool released; /* this station held it once: not again in the same stop */
	bool over;
};

int32_t
sim_van_day(int32_t day)
{
	return day_weekday(day) == 6 ? day + 1 : day;
}

int32_t
sim_shop_day(int32_t day)
{
	int weekday = day_weekday(day);

	return weekday < 5 ? day : day + 7 - weekday;
}

/* ---- regimes ---- */

static bool
comes_over(const struct sim_regime *r, const struct sim_parcel *p, int64_t at_utc_ms)
{
	return (r->carrier == SIM_CARRIERS || r->carrier == p->carrier) &&
	    at_utc_ms >= r->from_utc_ms && at_utc_ms < r->until_utc_ms;
}

static double
peak(const struct journey *j)
{
	for (size_t i = 0; i < j->w->regime_count; i++)
		if (j->w->regimes[i].kind == SIM_PEAK &&
		    comes_over(&j->w->regimes[i], j->p, j->at_utc_ms))
			return j->w->regimes[i].share;
	return 0;
}

/* The share of its work that the station does, from 0 to 1. */
static double
capacity(const struct journey *j, const struct sim_regime *r, size_t city)
{
	bool here = r->carrier == SIM_CARRIERS || r->carrier == j->p->carrier;

	if (!here)
		return 1;
	if (r->kind == SIM_STRIKE)
		return sim_trait(j->w->seed, j->p->carrier, city, (uint64_t)r->from_utc_ms) <
			r->share
		    ? 0
		    : 1;
	if (r->city != city)
		return 1;
	return r->kind == SIM_STANDSTILL ? 0 : r->kind == SIM_BACKLOG ? r->share : 1;
}

/* When a parcel that is there at `at` has its turn: first come, first served. */
static int64_t
turn(const struct journey *j, size_t city, int64_t at_utc_ms)
{
	int64_t turn_utc_ms = at_utc_ms;

	for (size_t i = 0; i < j->w->regime_count; i++) {
		const struct sim_regime *r = &j->w->regimes[i];
		double share = capacity(j, r, city);
		double came = (double)(at_utc_ms - r->from_utc_ms);
		double done = share * (double)(r->until_utc_ms - r->from_utc_ms);
		int64_t served;

		if (share >= 1 || came < 0)
			continue;
		served = came < done ? r->from_utc_ms + (int64_t)(came / share)
				     : r->until_utc_ms + (int64_t)((came - done) / CATCH_UP);
		if (served > turn_utc_ms)
			turn_utc_ms = served;
	}
	return turn_utc_ms;
}

static void
hold(struct journey *j, enum sim_cause cause, int64_t from_utc_ms, int64_t until_utc_ms)
{
	struct sim_parcel *p = j->p;

	if (p->hold_count < SIM_HOLDS)
		p->holds[p->hold_count++] = (struct sim_hold){cause, from_utc_ms, until_utc_ms};
}

static void
wait_turn(struct journey *j, size_t city)
{
	int64_t at = turn(j, city, j->at_utc_ms);

	if (j->released || at == j->at_utc_ms)
		return;
	if (at - j->at_utc_ms >= HELD_MS)
		hold(j, SIM_HELD_STATION, j->at_utc_ms, at);
	j->at_utc_ms = at;
	j->released = true;
}

/* ---- scans ---- */

/* Rolled apart from the journey: what is shown changes nothing of what happens. */
static int64_t
shown_at(const struct journey *j, size_t city)
{
	struct sim_dice dice = sim_dice_of(j->w->seed ^ j->p->nth, j->p->scan_count);

	for (size_t i = 0; i < j->w->regime_count; i++) {
		const struct sim_regime *r = &j->w->regimes[i];

		if (r->kind != SIM_LOST_FEED || r->city != city ||
		    !comes_over(r, j->p, j->at_utc_ms))
			continue;
		return sim_trait(j->w->seed, j->p->nth, city, SIM_LOST_FEED) < 0.5
		    ? AT_NONE
		    : r->until_utc_ms + sim_roll_between(&dice, 0, 3LL * HOUR_MS);
	}
	return j->at_utc_ms + sim_roll_between(&dice, MINUTE_MS, SHOWN_MS);
}

static void
lose(struct journey *j)
{
	hold(j, SIM_HELD_LOST, j->at_utc_ms, AT_NONE);
	j->over = true;
	if (sim_chance(&j->dice, 0.5))
		return;
	j->at_utc_ms += sim_roll_between(&j->dice, 8LL * DAY_MS, 15LL * DAY_MS);
	j->p->scans[j->p->scan_count] = (struct sim_scan){.at_utc_ms = j->at_utc_ms,
	    .seen_utc_ms = j->at_utc_ms,
	    .milestone = MILESTONE_LOST_DAMAGED,
	    .reason = REASON_LOST,
	    .city = j->p->scans[j->p->scan_count - 1].city};
	j->p->scan_count++;
}

static void
scan(struct journey *j, size_t city, enum milestone milestone, enum reason reason)
{
	struct sim_parcel *p = j->p;

	/* The last places are for how it ends. */
	if (j->over || (milestone == MILESTONE_IN_TRANSIT && p->scan_count >= SIM_SCANS - 16))
		return;
	assert(p->scan_count < SIM_SCANS - 1);
	p->scans[p->scan_count++] = (struct sim_scan){.at_utc_ms = j->at_utc_ms,
	    .seen_utc_ms = shown_at(j, city),
	    .milestone = milestone,
	    .reason = reason,
	    .city = city};
	if (milestone == MILESTONE_IN_TRANSIT && j->lost_after != 0 &&
	    p->scan_count >= j->lost_after)
		lose(j);
}

static void
pass_minutes(struct journey *j, double minutes)
{
	j->at_utc_ms += (int64_t)(minutes * MINUTE_MS) + SECOND_MS;
}

static void
draw(struct journey *j, enum sim_table table)
{
	pass_minutes(j, sim_minutes(table, sim_roll(&j->dice)));
}

/* ---- the road ---- */

/* Most legs take about what is usual on their lane; no lane is usual in all that it draws, so the tables' shares hold. */
static double
lane_quantile(struct journey *j, size_t from, size_t to)
{
	double usual = sim_trait(j->w->seed, j->p->carrier * 64 + from, to, SIM_TRUNK);
	double u;

	if (sim_chance(&j->dice, FOREIGN))
		return sim_roll(&j->dice);
	u = usual + STRAYS * (sim_roll(&j->dice) - 0.5);
	return u < 0 ? -u : u > 1 ? 2 - u : u;
}

static void
move(struct journey *j, size_t from, size_t to)
{
	bool trunk = sim_city(from)->hub == from && sim_city(to)->hub == to;
	int legs = trunk ? sim_trunks(from, to) : 1;

	for (int i = 0; i < legs; i++)
		pass_minutes(j,
		    sim_minutes(trunk ? SIM_TRUNK : SIM_FEEDER,
			lane_quantile(j, from, i == 0 ? to : to + (size_t)i * 32)));
	j->released = false;
}

static void
under_roof(struct journey *j, size_t city, int64_t scans)
{
	for (int64_t i = 0; i < scans && !j->over; i++) {
		if (i > 0)
			pass_minutes(j, sim_minutes(SIM_HUB, sim_roll(&j->dice)) * (1 + peak(j)));
		wait_turn(j, city);
		scan(j, city, MILESTONE_IN_TRANSIT, REASON_NONE);
	}
}

/* By another hub than its own, where it is found to be wrong. */
static void
detour(struct journey *j, size_t from, size_t next)
{
	int64_t left = j->at_utc_ms;
	size_t other = 0;

	for (size_t i = 0; i < j->w->regime_count; i++) {
		const struct sim_regime *r = &j->w->regimes[i];

		if (r->kind != SIM_REROUTE || r->city != next || !comes_over(r, j->p, left) ||
		    !sim_chance(&j->dice, r->share))
			continue;
		while (other == next || other == from)
			other++;
		pass_minutes(j, sim_minutes(SIM_TRUNK, sim_roll(&j->dice)));
		j->released = false;
		scan(j, other, MILESTONE_EXCEPTION, REASON_MISROUTED);
		draw(j, SIM_HUB);
		hold(j, SIM_HELD_REROUTE, left, j->at_utc_ms);
		pass_minutes(j, sim_minutes(SIM_TRUNK, sim_roll(&j->dice)));
		return;
	}
}

static void
road(struct journey *j)
{
	size_t stops[SIM_STOPS];
	size_t count = sim_way(j->p->from, j->p->to, stops);

	draw(j, SIM_DEPART);
	under_roof(j, stops[0], 1 + sim_roll_between(&j->dice, 1, 4));
	for (size_t i = 1; i < count && !j->over; i++) {
		if (i + 1 < count)
			detour(j, stops[i - 1], stops[i]);
		move(j, stops[i - 1], stops[i]);
		under_roof(j, stops[i],
		    1 + sim_roll_between(&j->dice, i + 1 < count ? 1 : 0, i + 1 < count ? 4 : 3));
	}
}

/* ---- the door ---- */

/* The van that takes what is ready now. */
static void
van(struct journey *j)
{
	size_t city = j->p->to;

	for (bool held = true; held;) {
		int64_t turn_utc_ms;
		int32_t day, second, offset;
		int32_t leaves = (int32_t)(sim_minutes(SIM_VAN, sim_roll(&j->dice)) * 60);

		zone_wall(SIM_ZONE, j->at_utc_ms, &day, &second, &offset);
		if (second > leaves)
			day++;
		j->at_utc_ms = zone_instant(SIM_ZONE, sim_van_day(day), leaves);
		turn_utc_ms = turn(j, city, j->at_utc_ms);
		held = !j->released && turn_utc_ms > j->at_utc_ms;
		if (held)
			wait_turn(j, city);
	}
}

static void
next_morning(struct journey *j, int32_t days)
{
	j->at_utc_ms = zone_day_end(SIM_ZONE, zone_day(SIM_ZONE, j->at_utc_ms) + days - 1);
}

static void
attempted(struct journey *j, enum milestone milestone, enum reason reason)
{
	if (j->over)
		return;
	if (j->p->attempt_utc_ms == AT_NONE &&
	    (milestone == MILESTONE_DELIVERED || milestone == MILESTONE_DELIVERY_ATTEMPTED))
		j->p->attempt_utc_ms = j->at_utc_ms;
	if (milestone == MILESTONE_DELIVERED)
		j->p->delivered_utc_ms = j->at_utc_ms;
	scan(j, j->p->to, milestone, reason);
}

static void
wrong_address(struct journey *j)
{
	int64_t from = j->at_utc_ms;
	bool mended = sim_chance(&j->dice, 0.6);

	j->bad_address = false;
	scan(j, j->p->to, MILESTONE_EXCEPTION, REASON_ADDRESS);
	next_morning(j, (int32_t)(mended ? sim_roll_between(&j->dice, 1, 5) : 7));
	hold(j, SIM_HELD_ADDRESS, from, mended ? j->at_utc_ms : AT_NONE);
	if (mended)
		return;
	j->at_utc_ms += 9LL * HOUR_MS;
	scan(j, j->p->to, MILESTONE_RETURNING, REASON_ADDRESS);
	j->at_utc_ms += 3LL * DAY_MS;
	scan(j, j->p->from, MILESTONE_RETURNED, REASON_ADDRESS);
	j->over = true;
}

static void
to_the_door(struct journey *j)
{
	draw(j, SIM_SORT);
	for (int tries = 0; !j->over;) {
		van(j);
		if (j->over)
			return;
		if (sim_chance(&j->dice, MISSED_VAN * (1 + 3 * peak(j)))) {
			j->at_utc_ms += 30LL * MINUTE_MS;
			scan(j, j->p->to, MILESTONE_EXCEPTION, REASON_NO_TIME);
			next_morning(j, 1);
			continue;
		}
		if (!sim_chance(&j->dice, SILENT_VAN))
			scan(j, j->p->to, MILESTONE_OUT_FOR_DELIVERY, REASON_NONE);
		draw(j, SIM_ROUND);
		tries++;
		if (j->bad_address) {
			wrong_address(j);
		} else if (tries < ATTEMPTS && sim_chance(&j->dice, NOBODY)) {
			attempted(j, MILESTONE_DELIVERY_ATTEMPTED, REASON_NOBODY_HOME);
			next_morning(j, 1);
		} else {
			attempted(j, MILESTONE_DELIVERED, REASON_NONE);
			j->over = true;
		}
	}
}

/* ---- the whole ---- */

static void
travel(struct journey *j)
{
	struct sim_parcel *p = j->p;
	int32_t second = (int32_t)(sim_minutes(SIM_PICKUP, sim_roll(&j->dice)) * 60);

	j->at_utc_ms = p->ordered_utc_ms + 20LL * MINUTE_MS;
	scan(j, p->from, MILESTONE_LABEL_CREATED, REASON_NONE);
	j->at_utc_ms = zone_instant(SIM_ZONE, p->ship_by_day, second);
	if (sim_chance(&j->dice, 0.04)) /* the shop's own day lost */
		j->at_utc_ms = zone_instant(SIM_ZONE, sim_shop_day(p->ship_by_day + 1), second);
	p->handed_utc_ms = j->at_utc_ms;
	scan(j, p->from, MILESTONE_ACCEPTED, REASON_NONE);
	road(j);
	to_the_door(j);
}

void
sim_travel(const struct sim_world *w, struct sim_parcel *p)
{
	struct journey j = {.w = w, .p = p, .dice = sim_dice_of(w->seed, p->nth)};

	if (sim_chance(&j.dice, w->lost))
		j.lost_after = (size_t)sim_roll_between(&j.dice, 3, 10);
	j.bad_address = sim_chance(&j.dice, w->address);
	travel(&j);
}

int32_t
sim_usual_day(const struct sim_world *w, const struct sim_parcel *p)
{
	struct sim_world calm = *w;
	struct sim_parcel usual = *p;
	struct journey j = {.w = &calm, .p = &usual, .dice = {.fixed = 0.6}};

	calm.regime_count = 0;
	usual.scan_count = 0;
	usual.hold_count = 0;
	travel(&j);
	return zone_day(SIM_ZONE, usual.delivered_utc_ms);
}
