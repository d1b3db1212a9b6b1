#pragma once

/*
 * region: which region of a country a postcode lies in, as far as holidays differ between regions: the latter half of ISO 3166-2. Tables
 * alone. Read it through holiday_place_of. Any thread.
 */

#include <stdbool.h>

/* Static; "" where the postcode is unknown, its area lies in several regions, or the country's regions have no holidays of their own. */
const char *region_of(const char *country, const char *postcode);

bool region_known(const char *country, const char *region);
