#pragma once

/*
 * zone: IANA time zones and the end of a local day, by the system's own zone data (package tzdata, which is brought up to
 * date when a country changes its clocks; ICU's copy is not). No clock: every instant is handed in. Functions may be called
 * on any thread; what they cache is per thread and bounded: a change of the data is seen after a restart.
 */

#include "monitor/base/when.h"

enum { ZONE_ROOM = 40 }; /* bytes of the longest zone name with its NUL, and room */

/* Why a shipment's promise is read in this zone; reaches disk. */
enum zone_basis {
	ZONE_BASIS_NONE = 0,
	ZONE_BASIS_GIVEN = 1,    /* by whoever registered it */
	ZONE_BASIS_POSTCODE = 2, /* country and postcode */
	ZONE_BASIS_COUNTRY = 3,  /* the country has one zone */
	ZONE_BASIS_LAST = 4,     /* the country has several: the one whose day ends last */
	ZONE_BASIS_SHOP = 5,
};

/* A name of the database, whose file is there and can be read. */
bool zone_valid(const char *zone);

/* Version of the zone data, "2026b"; "" when the data does not say. */
const char *zone_data_version(void);

/* The zone of a destination, in which its promise is counted: country ISO 3166 alpha-2, postcode may be "". Split
 * countries are decided by a table of postcode prefixes (ES: 35, 38 Canaries; PT: 9 Azores and Madeira; FR overseas,
 * US by the first three digits, CA by letter, AU by state digit, BR by range, MX, ID, RU ... where known).
 * *basis is POSTCODE, COUNTRY or LAST; `shop_zone` with SHOP when the country is "" or unknown. */
const char *zone_of_place(
    const char *country, const char *postcode, const char *shop_zone, enum zone_basis *basis);

/* Wall clock there at an instant. Unknown zones count as UTC (config and registration validate names). */
void zone_wall(
    const char *zone, int64_t utc_ms, int32_t *day, int32_t *second, int32_t *offset_min);
int32_t zone_day(const char *zone, int64_t utc_ms);

/* The instant of a wall clock; in a gap the instant after it, in a fold the first. */
int64_t zone_instant(const char *zone, int32_t day, int32_t second);

/* The first instant of the day after `day` there: a promise for `day` holds up to, not including, this. Exact over
 * DST changes and for days that a zone skipped. */
int64_t zone_day_end(const char *zone, int32_t day);

/* An instant for a moment: its own where it has one, else its wall clock read in `zone` (a date: the day's start). */
int64_t zone_when_utc(const char *zone, struct when at);

/* The local date of a moment: the wall clock's day; in `zone` for WHEN_UTC. DAY_NONE for none. */
int32_t zone_when_day(const char *zone, struct when at);

/* Free what the calling thread keeps open. A thread that used this module calls it before it ends. */
void zone_thread_clear(void);
