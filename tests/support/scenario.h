#pragma once

/*
 * scenario: what the fake carriers will say, and when: parcels with their scans and expected days, and the hours in which a carrier's API
 * misbehaves. A text file, a statement a line (README.md); times are world time in Europe/Madrid, days counted from the scenario's first.
 */

#include "monitor/base/buf.h"
#include "monitor/base/limits.h"
#include "monitor/base/when.h"

enum { SCENARIO_SCANS = 24, SCENARIO_ETAS = 8 };

/* How a carrier's codes tell one kind of scan; a NULL code: it has no word for it. */
struct scan_kind {
	const char *name;
	const char *dhl, *dhl_text;
	const char *ups_type, *ups_code, *ups_text;
	const char *fedex, *fedex_exception, *fedex_text;
	const char *correos, *correos_fase, *correos_text;
};

struct scenario_scan {
	int64_t at_utc_ms;
	const struct scan_kind *kind;
	char place[48];
};

struct scenario_eta {
	int64_t said_utc_ms;
	int32_t from_day, until_day; /* DAY_NONE: the carrier takes it back */
};

struct scenario_parcel {
	char carrier[LIMIT_ID_ROOM];
	char number[LIMIT_NUMBER_ROOM];
	int64_t known_utc_ms; /* not found before */
	struct scenario_scan scans[SCENARIO_SCANS];
	size_t scan_count;
	struct scenario_eta etas[SCENARIO_ETAS];
	size_t eta_count;
};

enum fault_kind {
	FAULT_STATUS =
	    1, /* `number` as the HTTP status with the carrier's manner of body; 429 with Retry-After `seconds` */
	FAULT_HTML,     /* a page instead of JSON, status 200 */
	FAULT_SLOW,     /* a byte every `number` wire ms */
	FAULT_RESET,    /* the connection ends without an answer */
	FAULT_TRUNCATE, /* half of the body, length of the whole */
	FAULT_OVERSIZE, /* `number` MiB of blanks before the body */
	FAULT_SILENT,   /* never answers */
	FAULT_TOKEN,    /* the token endpoint answers `number` */
};

struct scenario_fault {
	char carrier[LIMIT_ID_ROOM];
	int64_t from_utc_ms, until_utc_ms;
	enum fault_kind kind;
	int32_t number;
	int32_t seconds;
};

struct scenario {
	int32_t first_day;
	struct scenario_parcel *parcels; /* owned */
	size_t parcel_count, parcel_room;
	struct scenario_fault *faults; /* owned */
	size_t fault_count, fault_room;
};

/* Add the statements of `text`; `now_utc_ms` stands for the word `now`. ERR_MALFORMED with the line in why->offset. */
int scenario_read(struct scenario *s, struct span text, int64_t now_utc_ms, struct why *why);
void scenario_clear(struct scenario *s);

/* NULL when there is none. */
const struct scenario_parcel *scenario_parcel(
    const struct scenario *s, const char *carrier, const char *number);
const struct scenario_fault *scenario_fault(
    const struct scenario *s, const char *carrier, bool token, int64_t now_utc_ms);

/* What the carrier expects at `now`: the last eta said; NULL for none. */
const struct scenario_eta *scenario_eta(const struct scenario_parcel *p, int64_t now_utc_ms);
