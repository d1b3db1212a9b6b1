#include "tests/support/sim.h"

#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "tests/support/sim_draw.h"
#include "tests/support/sim_way.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { CITY_ALICANTE = 17, CITY_MADRID = 0, CUT_OFF_SECOND = 13 * 3600 };

static const struct {
	const char *id;
	double share;       /* of all parcels */
	const char *number; /* what stands before and after the parcel's own digits */
	const char *letter;
	int digits;
	bool tells_eta;
} carriers[SIM_CARRIERS] = {
    {"dhl", 0.35, "4242", "", 6, true},
    {"correos", 0.30, "PQ4242", "S", 16, false},
    {"ups", 0.20, "1Z0A1B2C03", "", 8, true},
    {"fedex", 0.15, "4242", "", 8, true},
};

/* Days that the shop promises after the day of collection, by span; vans' days. */
static const int32_t promised_days[SIM_SPANS] = {2, 2, 3, 5};

const char *
sim_carrier(size_t carrier)
{
	return carriers[carrier].id;
}

/* ---- orders ---- */

static double
orders_of(const struct sim_world *w, int32_t day)
{
	static const double weekday[7] = {1.25, 1.1, 1, 1, 0.95, 0.7, 0.9};
	int64_t noon = zone_instant(SIM_ZONE, w->first_day + day, 12 * 3600);
	double orders = weekday[day % 7];

	for (size_t i = 0; i < w->regime_count; i++)
		if (w->regimes[i].kind == SIM_PEAK && noon >= w->regimes[i].from_utc_ms &&
		    noon < w->regimes[i].until_utc_ms)
			orders *= 1 + w->regimes[i].share;
	return orders;
}

/* Parcels are numbered in the order of their days, so that a world can be told from its beginning. */
static int32_t
order_day(const struct sim_world *w, size_t nth)
{
	int32_t days = w->weeks * 7;
	double all = 0, before = 0;
	double mine = ((double)nth + 0.5) / (double)w->parcels;

	for (int32_t i = 0; i < days; i++)
		all += orders_of(w, i);
	for (int32_t i = 0; i < days; i++) {
		before += orders_of(w, i);
		if (before >= mine * all)
			return w->first_day + i;
	}
	return w->first_day + days - 1;
}

static void
place_order(const struct sim_world *w, struct sim_dice *dice, struct sim_parcel *p)
{
	int32_t day = order_day(w, p->nth);
	int32_t second = (int32_t)sim_roll_between(dice, 7 * 3600, DAY_SECONDS);
	double u = sim_roll(dice);
	double share = 0;

	p->ordered_utc_ms = zone_instant(SIM_ZONE, day, second);
	p->ship_by_day = sim_shop_day(second < CUT_OFF_SECOND ? day : day + 1);
	for (size_t i = 0; i < SIM_CARRIERS && share <= u; i++) {
		p->carrier = i;
		share += carriers[i].share;
	}
	p->from = sim_chance(dice, 0.7) ? CITY_ALICANTE : CITY_MADRID;
	u = sim_roll(dice); /* towards the large ones, which come first */
	p->to = (size_t)(u * u * (double)sim_city_count());
	p->promised_day = p->ship_by_day;
	for (int32_t i = 0; i < promised_days[sim_span(p->from, p->to)]; i++)
		p->promised_day = sim_van_day(p->promised_day + 1);
	(void)snprintf(p->number, sizeof(p->number), "%s%0*zu%s", carriers[p->carrier].number,
	    carriers[p->carrier].digits, p->nth, carriers[p->carrier].letter);
}

/* ---- what carriers expect ---- */

static void
say_eta(struct sim_parcel *p, int64_t said_utc_ms, int32_t day)
{
	if (p->eta_count > 0 &&
	    (p->etas[p->eta_count - 1].day == day ||
		p->etas[p->eta_count - 1].said_utc_ms >= said_utc_ms))
		return;
	if (p->eta_count < SIM_ETAS && day >= zone_day(SIM_ZONE, said_utc_ms))
		p->etas[p->eta_count++] = (struct sim_eta){said_utc_ms, day};
}

/* A day of the lane at collection; when it cannot hold any more, in six of ten cases another one, which is right every other time. The
 * shares are assumed: no set has ETAs. */
static void
expect(const struct sim_world *w, struct sim_dice *dice, struct sim_parcel *p)
{
	int64_t first = p->handed_utc_ms + sim_roll_between(dice, 30LL * MINUTE_MS, 2LL * HOUR_MS);
	int32_t usual = sim_usual_day(w, p);
	int32_t truth;
	int64_t known;

	if (!carriers[p->carrier].tells_eta)
		return;
	say_eta(p, first, usual);
	if (p->delivered_utc_ms == AT_NONE)
		return;
	truth = zone_day(SIM_ZONE, p->delivered_utc_ms);
	if (truth == usual || !sim_chance(dice, 0.6))
		return;
	known = p->hold_count > 0
	    ? p->holds[0].from_utc_ms + sim_roll_between(dice, 6LL * HOUR_MS, 30LL * HOUR_MS)
	    : p->delivered_utc_ms - sim_roll_between(dice, 12LL * HOUR_MS, 40LL * HOUR_MS);
	if (known > first) {
		double u = sim_roll(dice);

		say_eta(p, known, sim_van_day(truth + (u < 0.2 ? -1 : u < 0.75 ? 0 : 1)));
	}
}

void
sim_parcel(const struct sim_world *w, size_t nth, struct sim_parcel *out)
{
	struct sim_dice dice = sim_dice_of(w->seed ^ 0x5eed, nth);

	assert(w->weeks <= SIM_WEEKS_MOST && day_weekday(w->first_day) == 0);
	*out =
	    (struct sim_parcel){.nth = nth, .attempt_utc_ms = AT_NONE, .delivered_utc_ms = AT_NONE};
	place_order(w, &dice, out);
	sim_travel(w, out);
	expect(w, &dice, out);
}

/* ---- asking ---- */

bool
sim_late(const struct sim_parcel *p)
{
	return p->attempt_utc_ms == AT_NONE ||
	    zone_day(SIM_ZONE, p->attempt_utc_ms) > p->promised_day;
}

const struct sim_hold *
sim_held(const struct sim_parcel *p, int64_t at_utc_ms)
{
	for (size_t i = 0; i < p->hold_count; i++)
		if (at_utc_ms >= p->holds[i].from_utc_ms &&
		    (p->holds[i].until_utc_ms == AT_NONE || at_utc_ms < p->holds[i].until_utc_ms))
			return &p->holds[i];
	return NULL;
}

bool
sim_down(const struct sim_world *w, size_t carrier, int64_t at_utc_ms)
{
	for (size_t i = 0; i < w->regime_count; i++) {
		const struct sim_regime *r = &w->regimes[i];

		if (r->kind == SIM_OUTAGE &&
		    (r->carrier == SIM_CARRIERS || r->carrier == carrier) &&
		    at_utc_ms >= r->from_utc_ms && at_utc_ms < r->until_utc_ms)
			return true;
	}
	return false;
}

static int
show(const struct sim_scan *scan, struct observation *out)
{
	struct event *e = event_list_add(&out->events);
	int32_t day, second, offset;

	if (e == NULL)
		return ERR_NOMEM;
	zone_wall(SIM_ZONE, scan->at_utc_ms, &day, &second, &offset);
	e->at = when_instant(day, second, offset);
	e->milestone = scan->milestone;
	e->reason = scan->reason;
	e->physical = milestone_physical(scan->milestone);
	(void)snprintf(e->code, sizeof(e->code), "%d-%d", (int)scan->milestone, (int)scan->reason);
	(void)text_cut(e->place, sizeof(e->place), span_of(sim_city(scan->city)->name));
	return 0;
}

int
sim_observe(const struct sim_world *w, const struct sim_parcel *p, int64_t at_utc_ms,
    struct observation *out)
{
	struct observation o = OBSERVATION_INIT;
	int rc = 0;

	if (sim_down(w, p->carrier, at_utc_ms))
		return ERR_OUTAGE;
	memcpy(o.number, p->number, sizeof(o.number));
	for (size_t i = 0; i < p->scan_count && rc == 0; i++)
		if (p->scans[i].seen_utc_ms != AT_NONE && p->scans[i].seen_utc_ms <= at_utc_ms)
			rc = show(&p->scans[i], &o);
	for (size_t i = 0; i < p->eta_count; i++)
		if (p->etas[i].said_utc_ms <= at_utc_ms)
			o.eta_from = o.eta_until = when_date(p->etas[i].day);
	if (rc == 0 && o.events.count == 0)
		rc = ERR_NOT_FOUND;
	if (rc == 0)
		observation_move(out, &o);
	observation_clear(&o);
	return rc;
}
