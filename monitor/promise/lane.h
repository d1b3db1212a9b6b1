#pragma once

/*
 * lane: the way that a parcel takes, as far as promises differ by it: where from and where to, a country and how its postcodes begin:
 * "ES-28:ES-08", "ES-28:PT"; a side that is not known is "?". Pure.
 */

#include "monitor/base/shipment.h"

enum { LANE_ROOM = 16 };

void lane_of(const struct shipment *s, char lane[LANE_ROOM]);

/* As typed, "es-28:ES-08", in its usual form. ERR_MALFORMED. */
int lane_parse(struct span in, char lane[LANE_ROOM]) MUST_CHECK;
