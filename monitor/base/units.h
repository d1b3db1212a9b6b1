#pragma once

/*
 * units: amounts as people write them in a configuration: "10 MiB", "5m", "2 %", "09:30". A unit is never guessed: a bare number is
 * refused where it could mean two things. Pure; any thread.
 */

#include "monitor/base/buf.h"

/* A whole number of B, kB, MB, GB, TB (thousands) or KiB, MiB, GiB, TiB; "0" alone. ERR_MALFORMED, ERR_RANGE. */
int units_parse_bytes(struct span in, int64_t *bytes) MUST_CHECK;

/* A whole number of ms, s, m, h or d, in ms; "0" alone. ERR_MALFORMED, ERR_RANGE. */
int units_parse_duration(struct span in, int64_t *ms) MUST_CHECK;

/* "2 %", "2.5%": at most one decimal, 0 to 100, in tenths of a per cent. ERR_MALFORMED, ERR_RANGE. */
int units_parse_per_mille(struct span in, int64_t *per_mille) MUST_CHECK;

/* "12.50", "12,50", "12": cents, 0 to 999,999,999.99, without a sign of thousands: "1.234" would be read one way here, another way there.
 * ERR_MALFORMED, ERR_RANGE. */
int units_parse_amount(struct span in, int64_t *cents) MUST_CHECK;

/* "9:00", "09:30", "24:00" as seconds of the day, 0..86400. ERR_MALFORMED, ERR_RANGE. */
int units_parse_clock(struct span in, int32_t *second) MUST_CHECK;
