#pragma once

/*
 * profile: how the files of one system say what a registration says: which of their columns is which field, how they write dates and in which
 * zone, what they call carriers. Pure.
 */

#include "monitor/base/history.h"

enum { PROFILE_FIELD_ROOM = 32 };

/* Columns that an export or a report of ours adds begin so: they are never read. */
#define PROFILE_OURS "puntual_"

/* How a name of a carrier is read (carriers/names.h: names_carrier). False: its parcels are not watched. */
typedef bool profile_carrier_fn(const char *table, const char *name, char dst[LIMIT_ID_ROOM]);

/* Tables of the configuration: "COLUMN = field, COLUMN = -", and "field = VALUE". ERR_MALFORMED, ERR_NOT_FOUND with a sentence. */
int profile_check_columns(const char *table, struct why *why) MUST_CHECK;
int profile_check_fixed(const char *table, struct why *why) MUST_CHECK;
/* Patterns of when_parse_pattern, or iso, parted by bars. ERR_MALFORMED. */
int profile_check_dates(const char *dates, struct why *why) MUST_CHECK;

/* Which field a column is; without a profile (NULL) the one of its own name. False: it is passed over. */
bool profile_field(
    const struct import_profile *p, struct span column, char field[PROFILE_FIELD_ROOM]);

/* Into `r`, or into `h` where that is given (then `r` is h's): the profile's shop and fixed values. */
int profile_begin(const struct import_profile *p, struct registration *r, struct history *h,
    struct why *why) MUST_CHECK;

/* And what the column says. An empty value says nothing. Errors as registration_set, with the column for the path; ERR_REJECTED: the profile has
 * it that the carrier is not watched. */
int profile_set(const struct import_profile *p, profile_carrier_fn *carrier, struct registration *r,
    struct history *h, struct span column, struct span value, struct why *why) MUST_CHECK;

/* An error that was found later names a field: name the column that it came from. */
void profile_name_path(const struct import_profile *p, struct why *why);
