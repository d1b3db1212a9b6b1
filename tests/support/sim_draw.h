#pragma once

/*
 * sim_draw: the dice of the simulator and the tables it draws times from. A die is a value: equal seeds roll equal numbers on every machine. Tables
 * are quantiles (minutes at ten levels, straight lines between), fitted as sim_draw.c says.
 */

#include <stdbool.h>
#include <stdint.h>

struct sim_dice {
	uint64_t state;
	double fixed; /* not 0: every roll is this: what a planner counts on */
};

struct sim_dice sim_dice_of(uint64_t seed, uint64_t stream);
double sim_roll(struct sim_dice *d); /* [0, 1) */
bool sim_chance(struct sim_dice *d, double share);
int64_t sim_roll_between(struct sim_dice *d, int64_t from, int64_t until); /* [from, until) */

/* A number that belongs to a thing rather than to a throw: the same for the same words. [0, 1) */
double sim_trait(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);

enum sim_table {
	SIM_TRUNK,  /* hub to hub, long */
	SIM_FEEDER, /* station to hub and back, short */
	SIM_PICKUP, /* minute of the day of the collection */
	SIM_DEPART, /* collection to the first scan at the station */
	SIM_HUB,    /* between two scans under one roof */
	SIM_SORT,   /* arrival at the last station to the van, when it is the same day */
	SIM_VAN,    /* minute of the day at which the van leaves */
	SIM_ROUND,  /* van to door */
	SIM_TABLES
};

enum { SIM_LEVELS = 10 };
extern const double sim_levels[SIM_LEVELS]; /* 0 .05 .1 .25 .5 .75 .9 .95 .99 1 */

double sim_minutes(enum sim_table table, double u); /* u in [0, 1] */
