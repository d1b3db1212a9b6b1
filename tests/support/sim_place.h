#pragma once

/*
 * sim_place: the map of the simulator: Spanish cities, each with a station of each carrier, joined by six hubs that are stations too. Positions
 * are rough; carriers, parcels and times are invented.
 */

#include <stddef.h>

struct sim_city {
	const char *name;   /* as carriers print it */
	const char *prefix; /* of its postcodes */
	size_t hub;         /* index of its hub; its own for a hub */
	int east_km, north_km;
};

size_t sim_city_count(void);
const struct sim_city *sim_city(size_t index);

/* The stations that a parcel passes from one city to another, ends included; at most four. */
enum { SIM_STOPS = 4 };
size_t sim_way(size_t from, size_t to, size_t stops[SIM_STOPS]);

/* How many long legs lie between two hubs, one after another without a scan. */
int sim_trunks(size_t from_hub, size_t to_hub);

/* What separates them: 0 one city, 1 one hub, 2 two hubs near each other, 3 far. */
enum { SIM_SPANS = 4 };
int sim_span(size_t from, size_t to);
