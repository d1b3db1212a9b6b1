#pragma once

/*
 * when: moments as carriers and shops write them. Three clocks stay apart: the wall clock as written, its
 * offset (often absent), and the instant. A time without a zone stays marked so and is never stamped UTC.
 * Also proleptic Gregorian dates as day numbers. Never reads a clock and knows no zones (see zone.h). Pure.
 */

#include "monitor/base/buf.h"

/* Values reach disk: never renumber. */
enum when_kind {
	WHEN_NONE = 0,
	WHEN_INSTANT = 1, /* wall clock with its offset */
	WHEN_UTC =
	    2, /* an instant whose carrier wrote UTC alone: the wall clock there is unknown */
	WHEN_LOCAL = 3, /* wall clock, zone unknown */
	WHEN_DATE = 4,  /* a day, hour unknown */
};

#define DAY_NONE INT32_MIN /* no day */
#define AT_NONE  INT64_MIN /* no instant */

enum {
	SECOND_MS = 1000,
	MINUTE_MS = 60 * 1000,
	HOUR_MS = 60 * 60 * 1000,
	DAY_MS = 24 * 60 * 60 * 1000,
	DAY_SECONDS = 24 * 60 * 60,
};

struct when {
	enum when_kind kind;
	int32_t day;    /* of the wall clock: days since 1970-01-01, DAY_NONE when kind is none */
	int32_t second; /* of that day, 0..86399; 0 for WHEN_DATE */
	int32_t offset_min; /* east of UTC, -1080..1080; only WHEN_INSTANT, else 0 */
};

#define WHEN_INIT ((struct when){.kind = WHEN_NONE, .day = DAY_NONE})

/* Valid calendar date -> day number; ERR_RANGE outside years 1900..2199 or for a day that does not exist. */
int day_from_civil(int32_t year, int32_t month, int32_t day_of_month, int32_t *day) MUST_CHECK;
void day_to_civil(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month);
int day_weekday(int32_t day); /* 0 Monday .. 6 Sunday */

/* "2026-11-21", exactly. */
int day_parse(struct span in, int32_t *day) MUST_CHECK;
int day_add(struct buf *b, int32_t day);

struct when when_date(int32_t day);
struct when when_local(int32_t day, int32_t second);
struct when when_instant(int32_t day, int32_t second, int32_t offset_min);
struct when when_utc_ms(int64_t utc_ms); /* WHEN_UTC */

/* The instant in UTC ms; AT_NONE unless the kind is INSTANT or UTC. */
int64_t when_utc(struct when at);

bool when_equal(struct when a, struct when b);

/* RFC 3339 and the ISO 8601 shapes that carriers use: a date alone; 'T' or blank between; seconds and their
 * fraction optional; offset Z, +hh:mm, +hhmm, +hh or absent, one blank before it allowed. "Z" gives WHEN_UTC,
 * "+00:00" WHEN_INSTANT, no offset WHEN_LOCAL, "-00:00" WHEN_UTC (RFC 3339, 4.3). 24:00 is the next day's start, a
 * leap second (:60) the second before it. ERR_MALFORMED, ERR_RANGE (the right shape, but no such moment). */
int when_parse(struct span in, struct when *out) MUST_CHECK;

/* Date and time by a pattern of Y M D h m s (a digit each) where any other character stands for itself and a
 * trailing part beginning with [s in brackets may be absent, e.g. "DD/MM/YYYY hh:mm[:ss]". Gives WHEN_DATE when
 * the pattern has no h, else WHEN_LOCAL. */
int when_parse_pattern(struct span in, const char *pattern, struct when *out) MUST_CHECK;

/* RFC 3339 with offset (INSTANT, UTC as Z), without (LOCAL), or the date. "" for none. */
int when_add(struct buf *b, struct when at);

/* RFC 3339 in UTC with seconds, "2026-11-21T16:12:00Z"; milliseconds are dropped. "" for AT_NONE. */
int when_add_utc(struct buf *b, int64_t utc_ms);

/* "date", "local", "instant"; "none". */
const char *when_kind_name(enum when_kind kind);

/* The order of the merge for two moments: by day on the wall clock; within a day a date-only
 * or exactly-midnight one first; then by instant where both have one, else by wall clock. Sorting mixed moments
 * needs more: where instants of several offsets stand beside wall clocks without one, this alone is not transitive;
 * give those an instant first (zone_when_utc). */
int when_compare(struct when a, struct when b);
