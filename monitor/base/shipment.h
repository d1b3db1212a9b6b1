#pragma once

/*
 * shipment: the model of one consignment: what was promised, where it is, what became of the promise. A value with one
 * owned list pair; decoded and encoded whole by store/codec, changed after registration by promise/review alone.
 */

#include "monitor/base/forecast.h"
#include "monitor/base/observation.h"
#include "monitor/base/zone.h"

enum direction { DIRECTION_OUTBOUND = 0, DIRECTION_RETURN = 1 };

/* The date or window the customer was told at purchase. Immutable but by a correction of the shop. */
struct promise {
	int32_t from_day;     /* DAY_NONE: nothing was promised */
	int32_t until_day;    /* equal to from_day for a single day */
	int32_t until_second; /* of until_day, when hours were promised; -1 else */
	char zone[ZONE_ROOM];
	enum zone_basis zone_basis;
	char zone_version[16];   /* tz data that the deadline was computed with */
	int64_t deadline_utc_ms; /* first instant at which it is broken; AT_NONE without promise */
	char rule[64];           /* what it was computed by; "": the shop gave it */
};

/* Where the parcel goes and comes from, for zones, lanes and the judge. No street. */
struct place {
	char country[3]; /* ISO 3166 alpha-2 upper case, "" unknown */
	char postcode[LIMIT_POSTCODE_ROOM];
	char city[LIMIT_PLACE_ROOM];
};

struct shipment {
	uint64_t id; /* given by the store; 0 before */
	char shop[LIMIT_SHOP_ROOM];
	char order[LIMIT_ORDER_ROOM];
	char carrier[LIMIT_ID_ROOM];
	char account[LIMIT_ACCOUNT_ROOM];
	char number[LIMIT_NUMBER_ROOM]; /* normalised (text_number_normalise) */
	enum direction direction;
	uint64_t person; /* 0: none given */

	struct promise promise;
	struct place destination;
	struct place origin;
	bool
	    pickup_point; /* the customer chose a pickup point: ready there counts as the first attempt */
	char service[64];
	int64_t ordered_utc_ms;       /* AT_NONE */
	int32_t ship_by_day;          /* DAY_NONE */
	int32_t available_day;        /* of a pre-order: it can leave from then on; DAY_NONE */
	char items[LIMIT_ITEMS_ROOM]; /* as the customer would name them */
	int64_t value_cents;          /* -1 unknown */
	bool first_order;
	bool upset;  /* its customer is, says staff: a person speaks from now on */
	bool marked; /* the shop wants a risk notice at once */
	int64_t registered_utc_ms;
	bool
	    adopted; /* things had happened before registration; set by the first review that sees it */

	/* What carriers and staff say */
	struct event_list events; /* sorted (event_list_sort) */
	struct event_list apart;  /* of an earlier parcel with this number */
	char unique[LIMIT_NUMBER_ROOM];
	char carried_by[LIMIT_NAME_ROOM]; /* who carries it, where an aggregator tells; else "" */
	int32_t ship_day;
	enum milestone milestone;
	enum reason reason;
	enum party party;
	struct when first_attempt; /* NONE until one */
	struct when delivered;
	struct when eta_from, eta_until; /* of the observation asked last */
	int64_t asked_utc_ms;            /* when that was; AT_NONE */
	int32_t pickup_until_day;        /* as the carrier says; DAY_NONE */
	int32_t pieces_total, pieces_delivered;
	bool found;               /* the carrier has known it at least once */
	bool handed_over;         /* a physical scan exists */
	int64_t last_scan_utc_ms; /* newest physical scan; AT_NONE */

	/* What became of the promise */
	enum promise_state state;
	char rule[24]; /* the rule that gave the state, see promise/review.h */
	int64_t state_since_utc_ms;
	int32_t
	    expect_from_day; /* window that we would tell now: carrier's ETA or a rule's; DAY_NONE */
	int32_t expect_until_day;
	bool cancelled;      /* the shop withdrew it: no more polls, no words */
	bool superseded;     /* a void label, replaced by a sibling */
	bool not_found_told; /* the shop was told once that the carrier never knew it */
	/* Conditions that have made a case and still last, bit 1 << enum case_reason: what a person resolved is not
	 * opened again. */
	uint32_t raised;
	int64_t closed_utc_ms; /* nothing more to ask or judge since; AT_NONE while open */

	/* What is expected of it, and what it has taught */
	struct forecast forecast;
	struct forecast_said said_handover; /* when the carrier had it */
	struct forecast_said said_warned;   /* when its state first turned to at_risk or worse */
	int64_t exposed_until_utc_ms;       /* its time under way is counted until then; AT_NONE */
	bool learned;                       /* its outcome is counted */
	uint64_t held_by; /* the incident that holds its words to the customer; 0: none */
	bool forgotten;   /* whom it was for has been erased (shipment_forget) */
};

#define PROMISE_INIT                                                                               \
	((struct promise){.from_day = DAY_NONE,                                                    \
	    .until_day = DAY_NONE,                                                                 \
	    .until_second = -1,                                                                    \
	    .deadline_utc_ms = AT_NONE})

#define SHIPMENT_INIT                                                                              \
	((struct shipment){.promise = PROMISE_INIT,                                                \
	    .ordered_utc_ms = AT_NONE,                                                             \
	    .ship_by_day = DAY_NONE,                                                               \
	    .available_day = DAY_NONE,                                                             \
	    .value_cents = -1,                                                                     \
	    .registered_utc_ms = AT_NONE,                                                          \
	    .ship_day = DAY_NONE,                                                                  \
	    .first_attempt = WHEN_INIT,                                                            \
	    .delivered = WHEN_INIT,                                                                \
	    .eta_from = WHEN_INIT,                                                                 \
	    .eta_until = WHEN_INIT,                                                                \
	    .asked_utc_ms = AT_NONE,                                                               \
	    .pickup_until_day = DAY_NONE,                                                          \
	    .last_scan_utc_ms = AT_NONE,                                                           \
	    .state_since_utc_ms = AT_NONE,                                                         \
	    .expect_from_day = DAY_NONE,                                                           \
	    .expect_until_day = DAY_NONE,                                                          \
	    .closed_utc_ms = AT_NONE,                                                              \
	    .forecast = FORECAST_INIT,                                                             \
	    .said_handover = FORECAST_SAID_INIT,                                                   \
	    .said_warned = FORECAST_SAID_INIT,                                                     \
	    .exposed_until_utc_ms = AT_NONE})

void shipment_clear(struct shipment *s);
void shipment_move(struct shipment *dst, struct shipment *src);
int shipment_copy(struct shipment *dst, const struct shipment *src) MUST_CHECK;
bool shipment_equal(const struct shipment *a, const struct shipment *b);

/* From when on something can be heard of it: since it was registered, or the start of the day on which a pre-order is available. */
int64_t shipment_begins_utc_ms(const struct shipment *s);

/* Of the carrier that there is not (carriers/sandbox.h): it is judged and told as any other, but teaches nothing and is in no report. */
#define CARRIER_SANDBOX "sandbox"
bool shipment_invented(const struct shipment *s);

/* Still polled and judged. */
bool shipment_open(const struct shipment *s);

/* What tells whom it was for goes: the person, items, the city, what carriers wrote in their own words, and all of the postcode but the area
 * that lanes are of. What judges and teaches stays. An open one keeps postcode and places: carriers are asked by them. */
void shipment_forget(struct shipment *s);

/* Fill promise.deadline_utc_ms and zone_version from days, seconds and zone. */
void promise_close(struct promise *p);
