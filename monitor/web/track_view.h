#pragma once

/*
 * track_view: an order as its customer is shown it: which of the page's few states it is in, and the named values of the page. Only what
 * they were told stands there as a new date: a slip that no notice has said yet is the shop's to say first. Web thread only.
 */

#include "monitor/notice/facts.h"
#include "monitor/web/api.h"

enum track_state {
	TRACK_PREPARING,
	TRACK_ON_TIME,
	TRACK_DOUBT, /* no promise is repeated, and none taken back */
	TRACK_SLIPPING,
	TRACK_MISSED,
	TRACK_PICKUP,
	TRACK_DELIVERED,
	TRACK_LOST,
	TRACK_RETURNING,
	TRACK_NO_PROMISE,
	TRACK_STATES
};

enum { TRACK_EXTRAS = 64, TRACK_TEXTS = 24, TRACK_WAY = 12 };

struct track_scan {
	char on[48], hour[16], place[LIMIT_PLACE_ROOM * 2];
	struct mustache_value values[4];
};

/* One of several parcels. */
struct track_parcel {
	char nth[24], on[64];
	struct mustache_value values[4];
};

struct track_view {
	/* what was read */
	struct order order;
	struct person person;
	struct shipment parcels[LIMIT_ORDER_PARCELS];
	size_t parcel_count;
	const struct shipment *main; /* of which the page speaks */
	const struct shop *shop;
	enum track_state state;
	int64_t expires_utc_ms; /* AT_NONE: a parcel is not over */
	/* what is shown */
	struct facts facts;
	char texts[TRACK_TEXTS][FACT_ROOM];
	size_t text_count;
	struct track_scan way[TRACK_WAY];
	struct track_parcel rows[LIMIT_ORDER_PARCELS];
	struct mustache_view way_views[TRACK_WAY], strip_views[STRIP_DAYS],
	    row_views[LIMIT_ORDER_PARCELS];
	struct mustache_value strip_values[STRIP_DAYS][5];
	struct mustache_value values[FACTS + 2 + TRACK_EXTRAS];
	struct mustache_view view;
};

/* Read and fill; the caller clears it also on failure. ERR_NOT_FOUND: gone, or its page is over. */
int track_view_fill(struct api_call *call, struct track_view *v) MUST_CHECK;
void track_view_clear(struct track_view *v);
