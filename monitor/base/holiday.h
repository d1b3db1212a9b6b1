#pragma once

/*
 * holiday: public holidays by country and region, as rules of law (a date, a distance from Easter, a weekday of a month, where a day that falls on
 * a week end is moved) rather than as lists of dates. What each country's rules rest on, and for which years they are whole,
 * stands beside the rules. Days that are Sundays by their nature (Easter Sunday) are left out; local ones (of a town) are the
 * merchant's own days. Pure; any thread; a look-up costs well under a microsecond and allocates nothing.
 */

#include "monitor/base/when.h"

/* A country whose holidays are known, and its region where one is: the latter half of ISO 3166-2 ("MD" of ES-MD, "BY", "SCT", "57"). */
struct holiday_place {
	int8_t
	    country; /* a number of this build's own; 0: none that is known, no day is a holiday there */
	char region[4]; /* "": the whole country's holidays alone */
};

#define HOLIDAY_NOWHERE ((struct holiday_place){0})

/* Of a country (ISO 3166 alpha-2) and a postcode, which may be "". A postcode area that lies in several regions has none. */
struct holiday_place holiday_place_of(const char *country, const char *postcode);

/* "ES", "ES-MD". ERR_MALFORMED; ERR_NOT_FOUND for a country or region without rules of its own. */
int holiday_place_parse(struct span in, struct holiday_place *out) MUST_CHECK;

bool holiday_on(struct holiday_place place, int32_t day);

/* The day number of Easter Sunday (Western) of a year 1900..2199. */
int32_t holiday_easter(int32_t year);
