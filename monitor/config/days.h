#pragma once

/*
 * days: the merchant's own days as a file gives them: an iCalendar (RFC 5545) of days on which it is closed, or a table of lines
 * `day[,closed|open[,note]]`, where day is 2026-12-24 or 2026-08-03/2026-08-28. Pure and bounded.
 */

#include "monitor/base/policy.h"

/* *out (owned by the caller, freed with free(out->items)) changes only on success. ERR_MALFORMED, ERR_RANGE, ERR_TOO_BIG, ERR_CONFLICT with the
 * line in why->offset, 1 the first, and in why->text what is wrong with it; ERR_NOMEM. */
int days_parse_csv(struct span text, struct own_days *out, struct why *why) MUST_CHECK;

/* Whole days (DTSTART;VALUE=DATE, the end not included), once or every year; what repeats otherwise or has hours is refused rather than
 * read half. */
int days_parse_ics(struct span text, struct own_days *out, struct why *why) MUST_CHECK;
