#pragma once

/*
 * milestone: the vocabulary: where a shipment is, why, who could have done otherwise, and what became of the promise.
 * Names are those of the JSON output; numbers are those on disk and are never reused.
 */

#include "monitor/base/err.h"

#include <stdbool.h>

enum milestone {
	MILESTONE_UNKNOWN = 0,
	MILESTONE_LABEL_CREATED = 1,
	MILESTONE_ACCEPTED = 2,
	MILESTONE_IN_TRANSIT = 3,
	MILESTONE_CUSTOMS = 4,
	MILESTONE_OUT_FOR_DELIVERY = 5,
	MILESTONE_DELIVERY_ATTEMPTED = 6,
	MILESTONE_READY_FOR_PICKUP = 7,
	MILESTONE_DELIVERED = 8,
	MILESTONE_EXCEPTION = 9,
	MILESTONE_RETURNING = 10,
	MILESTONE_RETURNED = 11,
	MILESTONE_LOST_DAMAGED = 12,
	MILESTONE_CANCELLED = 13,
	MILESTONE_EXPIRED = 14,
	MILESTONE_COUNT
};

enum reason {
	REASON_NONE = 0,
	REASON_NOBODY_HOME = 1,      /* recipient */
	REASON_ADDRESS = 2,          /* wrong or incomplete address: recipient (or shop) */
	REASON_REFUSED = 3,          /* recipient */
	REASON_RECIPIENT_ASKED = 4,  /* another day, place or hold: recipient */
	REASON_PAYMENT_DUE = 5,      /* duties or cash on delivery: recipient */
	REASON_NOT_COLLECTED = 6,    /* recipient */
	REASON_NO_TIME = 7,          /* carrier did not get there in its hours */
	REASON_NO_ACCESS = 8,        /* carrier could not reach the door */
	REASON_MISROUTED = 9,        /* carrier */
	REASON_CARRIER_DELAY = 10,   /* carrier, as it says itself */
	REASON_DAMAGED = 11,         /* carrier */
	REASON_LOST = 12,            /* carrier */
	REASON_CUSTOMS_HOLD = 13,    /* customs */
	REASON_DOCUMENTS = 14,       /* papers missing: shop */
	REASON_NOT_HANDED_OVER = 15, /* shop */
	REASON_WEATHER = 16,         /* force */
	REASON_STRIKE = 17,          /* force */
	REASON_CLOSED = 18,          /* the place was closed, holiday: force or recipient */
	REASON_FORCE = 19,           /* other events beyond anyone */
	REASON_SECURITY = 20,        /* inspection: customs */
	REASON_DATE_CHANGED = 21,    /* the carrier gave another date: carrier */
	REASON_COUNT
};

enum party {
	PARTY_NONE = 0,
	PARTY_SHOP = 1,
	PARTY_CARRIER = 2,
	PARTY_RECIPIENT = 3,
	PARTY_CUSTOMS = 4,
	PARTY_FORCE = 5,
	PARTY_COUNT
};

enum promise_state {
	PROMISE_NONE = 0,
	PROMISE_ON_TRACK = 1,
	PROMISE_AT_RISK = 2,
	PROMISE_SLIPPING = 3,
	PROMISE_MISSED = 4,
	PROMISE_KEPT = 5,
	PROMISE_LATE = 6,
	PROMISE_RETURNED = 7,
	PROMISE_COUNT
};

enum data_state {
	DATA_FRESH = 0,
	DATA_QUIET = 1,
	DATA_STALE = 2,
	DATA_NOT_FOUND = 3,
	DATA_FAILING = 4,
	DATA_COUNT
};

const char *milestone_name(enum milestone m);
const char *reason_name(enum reason r);
const char *party_name(enum party p);
const char *promise_state_name(enum promise_state s);
const char *data_state_name(enum data_state s);

/* The value of a name; ERR_NOT_FOUND. */
int milestone_from_name(const char *name, enum milestone *out) MUST_CHECK;
int reason_from_name(const char *name, enum reason *out) MUST_CHECK;
int promise_state_from_name(const char *name, enum promise_state *out) MUST_CHECK;

/* The party that a reason points at. */
enum party reason_party(enum reason r);

/* delivered, returned, lost_damaged, cancelled, expired: late scans do not undo it. */
bool milestone_terminal(enum milestone m);

/* How far along: orders milestones of one moment; exceptions rank with in_transit. 0..14. */
int milestone_rank(enum milestone m);

/* A parcel was seen by somebody: all but unknown, label_created, cancelled and expired. */
bool milestone_physical(enum milestone m);

/* kept, late, returned, none: the promise needs no more judging. */
bool promise_settled(enum promise_state s);
