#pragma once

/*
 * tz: one time zone as its TZif file tells it (RFC 9636): offsets by transition, and after the last one by the rule of the
 * footer. Pure: bytes in, offsets out; files are found by `zone`. Immutable once read: any thread.
 */

#include "monitor/base/text.h"

struct tz;

/* Read a whole TZif file of version 2 or later. ERR_MALFORMED: not one, or with leap seconds (then its clock is not UTC);
 * ERR_NOMEM. The caller frees `*out`. */
int tz_read(struct span file, struct tz **out) MUST_CHECK;
void tz_free(struct tz *tz);

/* Seconds east of UTC in force at an instant, and (`until` may be NULL) the first instant at which another may be: INT64_MAX
 * when none comes. Seconds since 1970. Rules of summer time are followed from 1902 to 2197. */
int32_t tz_offset_at(const struct tz *tz, int64_t utc_s, int64_t *until_s);
