#pragma once

/*
 * order: what ties the parcels of one purchase together, and what its customer was told: customer notices are decided per order.
 */

#include "monitor/base/limits.h"
#include "monitor/base/when.h"

/* A later word to the customer than the promise. */
struct retold {
	int64_t said_utc_ms;
	int32_t from_day, until_day; /* DAY_NONE both: "we do not know yet" */
	uint64_t notice;
};

struct order {
	char shop[LIMIT_SHOP_ROOM];
	char id[LIMIT_ORDER_ROOM]; /* the shop's order number */
	uint64_t person;           /* 0: none */
	uint64_t shipments[LIMIT_ORDER_PARCELS];
	size_t shipment_count;
	struct retold retold[LIMIT_RETOLD]; /* oldest first */
	size_t retold_count;
	int32_t
	    episode; /* grows when a told slip is over (back on track, all settled): part of the dedup key */
	int64_t told_utc_ms;       /* last customer notice that left us; AT_NONE */
	int64_t obligation_utc_ms; /* the customer hears from us by then; AT_NONE: nothing owed */
	int64_t obligation_since_utc_ms;
	int32_t still_no_news; /* how often in this episode */
	int64_t
	    on_track_since_utc_ms; /* after a told slip: since when the promised day holds again; AT_NONE */
};

#define ORDER_INIT                                                                                 \
	((struct order){.told_utc_ms = AT_NONE,                                                    \
	    .obligation_utc_ms = AT_NONE,                                                          \
	    .obligation_since_utc_ms = AT_NONE,                                                    \
	    .on_track_since_utc_ms = AT_NONE})
