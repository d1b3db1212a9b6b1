#include "tests/support/sim_draw.h"

const double sim_levels[SIM_LEVELS] = {0, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 1};

/* Quantiles, by linear interpolation between order statistics, of two sets of real records: TRUNK and FEEDER of the 1,679 FTL and
 * 926 Carting legs of Delhivery (India, September 2018; the ends rounded in), from a leg's start scan to its end scan; the others of
 * 69 FedEx Economy scan histories (India, March 2020): PICKUP and DEPART of the pick-up and the scan after it, HUB of 250 gaps
 * between two transit scans in one city, SORT of 35 vans that took a parcel on the day of its arrival, VAN of 67 departures, ROUND of
 * 48 of them that ended at the door. Minutes. */
static const double minutes[SIM_TABLES][SIM_LEVELS] = {
    [SIM_TRUNK] = {37, 75, 102, 218, 542, 1360, 2362, 2990, 3512, 4536},
    [SIM_FEEDER] = {28, 60, 70, 101, 157, 251, 412, 552, 1095, 1352},
    [SIM_PICKUP] = {912, 912, 912, 967, 983, 999, 1160, 1160, 1160, 1165},
    [SIM_DEPART] = {240, 254, 254, 381, 409, 435, 498, 498, 498, 500},
    [SIM_HUB] = {0, 0, 1, 34, 122, 235, 350, 637, 1082, 1656},
    [SIM_SORT] = {5, 5, 11, 30, 73, 124, 177, 261, 340, 369},
    [SIM_VAN] = {521, 572, 578, 602, 653, 738, 813, 878, 992, 1071},
    [SIM_ROUND] = {47, 66, 77, 157, 284, 345, 483, 523, 550, 558},
};

/* splitmix64 */
static uint64_t
mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static double
fraction(uint64_t x)
{
	return (double)(x >> 11) / 9007199254740992.0;
}

struct sim_dice
sim_dice_of(uint64_t seed, uint64_t stream)
{
	return (struct sim_dice){.state = mix(seed ^ mix(stream))};
}

double
sim_roll(struct sim_dice *d)
{
	if (d->fixed > 0)
		return d->fixed;
	d->state++;
	return fraction(mix(d->state));
}

bool
sim_chance(struct sim_dice *d, double share)
{
	return sim_roll(d) < share && d->fixed <= 0;
}

int64_t
sim_roll_between(struct sim_dice *d, int64_t from, int64_t until)
{
	return from + (int64_t)(sim_roll(d) * (double)(until - from));
}

double
sim_trait(uint64_t seed, uint64_t a, uint64_t b, uint64_t c)
{
	return fraction(mix(mix(mix(mix(seed) ^ a) ^ b) ^ c));
}

double
sim_minutes(enum sim_table table, double u)
{
	const double *m = minutes[table];
	int i = 1;

	while (i < SIM_LEVELS - 1 && u > sim_levels[i])
		i++;
	return m[i - 1] +
	    (m[i] - m[i - 1]) * (u - sim_levels[i - 1]) / (sim_levels[i] - sim_levels[i - 1]);
}
