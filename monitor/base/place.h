#pragma once

/*
 * place: which time zone a country and postcode lie in; tables alone, of facts that change with borders and decrees.
 * Read it through zone_of_place. Any thread.
 */

#include "monitor/base/zone.h"

/* The zone with its basis POSTCODE, COUNTRY or LAST; NULL (and *basis as it was) for a country that is not in the table. Static. */
const char *place_zone(const char *country, const char *postcode, enum zone_basis *basis);
