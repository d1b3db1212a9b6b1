#pragma once

/*
 * place: which time zone a country and postcode lie in; tables alone, of facts that change with borders and decrees.
 * Read it through zone_of_place. Any thread.
 */

#include "monitor/base/zone.h"

/* The zone with its basis POSTCODE, COUNTRY or LAST; NULL (and *basis as it was) for a country that is not in the table. Static. */
const char *place_zone(const char *country, const char *postcode, enum zone_basis *basis);

enum { PLACE_POSTCODE_ROOM = 12 };

/* A postcode as tables of prefixes want it: letters and digits alone, upper case, without the country in front ("PT-9000" is written
 * too), cut to what fits. */
void place_postcode_clean(const char *country, const char *postcode, char dst[PLACE_POSTCODE_ROOM]);

/* Whether a cleaned postcode begins with a prefix from `from` to `until`, which are of one length. */
bool place_postcode_within(const char *clean, const char *from, const char *until);
