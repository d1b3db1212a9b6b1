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

/* What the customer chose on their page, the last time. Reaches disk. */
enum choice {
	CHOICE_NONE = 0,
	CHOICE_WAIT = 1,
	CHOICE_CHANGE = 2, /* another day or place */
	CHOICE_CANCEL = 3,
	CHOICE_CALL = 4,  /* wants to be called */
	CHOICE_WRITE = 5, /* wrote to us */
	CHOICE_COUNT
};

/* "Did we keep our word?" Reaches disk. */
enum kept_answer { KEPT_ANSWER_NONE = 0, KEPT_ANSWER_YES = 1, KEPT_ANSWER_NO = 2 };

enum { LINK_ROOM = 24 }; /* 128 bits as base64url, and room */

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
	uint64_t first_notice;     /* to the customer that left us: later mails answer it; 0 none */
	int64_t told_utc_ms;       /* last customer notice that left us; AT_NONE */
	int64_t obligation_utc_ms; /* the customer hears from us by then; AT_NONE: nothing owed */
	int64_t obligation_since_utc_ms;
	int32_t still_no_news; /* how often in this episode */
	int64_t
	    on_track_since_utc_ms; /* after a told slip: since when the promised day holds again; AT_NONE */
	char link[LINK_ROOM]; /* opens the customer's page; made at registration, "" none */
	enum choice choice;
	int64_t chosen_utc_ms; /* AT_NONE */
	enum kept_answer kept_answer;
	int64_t kept_answered_utc_ms; /* AT_NONE */
	/* How it stood before staff told the customer in person, so that this can be taken back; AT_NONE */
	int64_t before_call_told_utc_ms, before_call_owed_utc_ms;
};

#define ORDER_INIT                                                                                 \
	((struct order){.told_utc_ms = AT_NONE,                                                    \
	    .obligation_utc_ms = AT_NONE,                                                          \
	    .obligation_since_utc_ms = AT_NONE,                                                    \
	    .on_track_since_utc_ms = AT_NONE,                                                      \
	    .chosen_utc_ms = AT_NONE,                                                              \
	    .kept_answered_utc_ms = AT_NONE,                                                       \
	    .before_call_told_utc_ms = AT_NONE,                                                    \
	    .before_call_owed_utc_ms = AT_NONE})
