#pragma once

/*
 * zone: IANA time zones, the end of a local day, and dates as people of a locale write them. The only file
 * that includes ICU. No clock: every instant is handed in. Functions may be called on any thread; what they
 * cache is per thread and bounded.
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

bool zone_valid(const char *zone);

/* tz database version in use, "2026b". */
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

enum zone_style {
	ZONE_STYLE_DAY,      /* "jueves, 28 de mayo" / "Thursday, 28 May" */
	ZONE_STYLE_SHORT,    /* "jue 28" / "Thu 28" */
	ZONE_STYLE_WEEKDAY,  /* "jueves 28" / "Thursday 28" */
	ZONE_STYLE_TIME,     /* "9:30" (24 h, no leading zero) */
	ZONE_STYLE_DAY_TIME, /* "jueves, 28 de mayo, 9:30" */
};

/* Words for a day (`second` < 0) or a day and time, in a BCP 47 locale; times are wall clock. UTF-8, ERR_NOMEM,
 * ERR_TOO_BIG, ERR_RANGE for a locale ICU does not know. */
int zone_add_words(
    struct buf *b, const char *locale, enum zone_style style, int32_t day, int32_t second);

/* "jueves, 28 de mayo – domingo, 31 de mayo"; one day when both are equal. */
int zone_add_window(struct buf *b, const char *locale, int32_t from_day, int32_t until_day);

/* A number with the locale's separators; `decimals` 0..3. */
int zone_add_number(struct buf *b, const char *locale, double value, int decimals);

/* A name that a carrier wrote in capitals ("SAN SEBASTIÁN") as people write it ("San Sebastián"); any other as it is. */
int zone_add_title(struct buf *b, const char *locale, struct span in);

/* Fold for search: NFKD, marks dropped, lower case; pieces of letters and digits separated by one blank. */
int zone_add_folded(struct buf *b, struct span in);

/* Free what the calling thread keeps open. A thread that used this module calls it before it ends. */
void zone_thread_clear(void);
