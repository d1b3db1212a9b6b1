#pragma once

/*
 * cause: whose hours were lost, of a parcel whose first attempt came late: its lateness laid out by cause, to the millisecond, the shop's own
 * share first. What is counted, in this order:
 *   shop      from when it was to be handed over (the end of ship_by; where none was told, of the shop's next working day after the order)
 *             to the first scan, and what waits for papers that the shop owes;
 *   promise   what would have been late even so: handed over in time and as fast as is usual there;
 *   the rest  by the time that each of first scan, line haul, customs, last mile and recipient took from hand-over to the attempt.
 * Pure.
 */

#include "monitor/base/policy.h"
#include "monitor/base/shipment.h"

/* Reaches disk as cells of the report. */
enum cause {
	CAUSE_SHOP = 0,
	CAUSE_FIRST_SCAN = 1, /* taken over, until the first scan on its way */
	CAUSE_LINE_HAUL = 2,
	CAUSE_CUSTOMS = 3,
	CAUSE_LAST_MILE = 4, /* since it went out for delivery first */
	CAUSE_RECIPIENT = 5, /* a wrong address, another day asked for, duties to pay */
	CAUSE_PROMISE = 6,   /* too short */
	CAUSE_COUNT
};

const char *cause_name(enum cause c);

struct cause_ledger {
	int64_t late_ms;         /* from the deadline to the first attempt; 0: it was not late */
	int64_t ms[CAUSE_COUNT]; /* add up to late_ms */
};

/* `usual_ms` is what half of the parcels there take from hand-over to the first attempt; -1: not known, then no promise is called too short. `shop`
 * may be NULL. An attempt of which the day alone is known counts at its noon. */
struct cause_ledger cause_split(
    const struct shipment *s, const struct shop *shop, int64_t usual_ms);
