#include "tests/support/sim_place.h"

enum { MADRID, BARCELONA, ZARAGOZA, SEVILLA, VALENCIA, LEON };

static const struct sim_city cities[] = {
    {"MADRID", "28", MADRID, 0, 0},
    {"BARCELONA", "08", BARCELONA, 500, 150},
    {"ZARAGOZA", "50", ZARAGOZA, 270, 130},
    {"SEVILLA", "41", SEVILLA, -190, -330},
    {"VALENCIA", "46", VALENCIA, 290, -130},
    {"LEON", "24", LEON, -170, 240},
    {"TOLEDO", "45", MADRID, -30, -60},
    {"CUENCA", "16", MADRID, 140, -40},
    {"VALLADOLID", "47", LEON, -80, 140},
    {"GIRONA", "17", BARCELONA, 560, 220},
    {"LLEIDA", "25", BARCELONA, 370, 140},
    {"VITORIA", "01", ZARAGOZA, 90, 270},
    {"BILBAO", "48", ZARAGOZA, 70, 320},
    {"PAMPLONA", "31", ZARAGOZA, 170, 270},
    {"CORDOBA", "14", SEVILLA, -90, -280},
    {"MALAGA", "29", SEVILLA, -60, -410},
    {"CADIZ", "11", SEVILLA, -220, -430},
    {"ALICANTE", "03", VALENCIA, 280, -230},
    {"MURCIA", "30", VALENCIA, 220, -270},
    {"CASTELLON", "12", VALENCIA, 320, -60},
    {"CORUNA", "15", LEON, -400, 330},
    {"OVIEDO", "33", LEON, -180, 330},
};

size_t
sim_city_count(void)
{
	return sizeof(cities) / sizeof(cities[0]);
}

const struct sim_city *
sim_city(size_t index)
{
	return &cities[index];
}

size_t
sim_way(size_t from, size_t to, size_t stops[SIM_STOPS])
{
	const size_t all[SIM_STOPS] = {from, cities[from].hub, cities[to].hub, to};
	size_t count = 0;

	if (from == to) {
		stops[0] = from;
		return 1;
	}
	for (size_t i = 0; i < SIM_STOPS; i++)
		if (count == 0 || stops[count - 1] != all[i])
			stops[count++] = all[i];
	return count;
}

int
sim_trunks(size_t from_hub, size_t to_hub)
{
	int east = cities[from_hub].east_km - cities[to_hub].east_km;
	int north = cities[from_hub].north_km - cities[to_hub].north_km;
	int square = east * east + north * north;

	return square < 400 * 400 ? 1 : square < 700 * 700 ? 2 : 3;
}

int
sim_span(size_t from, size_t to)
{
	if (from == to)
		return 0;
	if (cities[from].hub == cities[to].hub)
		return 1;
	return sim_trunks(cities[from].hub, cities[to].hub) == 1 ? 2 : 3;
}
