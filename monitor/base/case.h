#pragma once

/*
 * case: what a person owns: opened by rules, with an owner and a due time; escalates when nobody has it.
 */

#include "monitor/base/limits.h"
#include "monitor/base/when.h"

#include <stdint.h>

/* Why it was opened; reaches disk. */
enum case_reason {
	CASE_NONE = 0,
	CASE_EXCEPTION = 1,  /* an exception not resolved by the next working day */
	CASE_NOT_HANDED = 2, /* its day came and nobody had the parcel: a notice is prepared */
	CASE_NOT_FOUND = 3,  /* the carrier never knew the number */
	CASE_SUPERSEDED = 4, /* looks like a void label: confirm */
	CASE_LOST = 5,
	CASE_RETURNING = 6,
	CASE_SECOND_SLIP = 7,
	CASE_OBLIGATION = 8,     /* a word owed that cannot be met by something true */
	CASE_REFUSED = 9,        /* a notice that this recipient refused, or the tone guard */
	CASE_BLIND = 10,         /* a deadline passed while we could not know */
	CASE_STILL_MISSING = 11, /* missed, and told twice that there is no news */
	CASE_NUMBER = 12,        /* the carrier rejects the number */
	CASE_DEAD_NOTICE = 13,   /* could not be sent until it was too old */
	CASE_STALE_MISS = 14,    /* deadline passed on data that is not fresh */
	CASE_UNREACHABLE = 15,   /* there is a word to say, and no mail reaches this customer */
	CASE_UPSET = 16,         /* staff marked the customer as upset */
	CASE_HIGH_VALUE = 17,    /* a slip of an order that the shop calls one of high value */
	CASE_BUDGET = 18,        /* written to so often lately that a further word is a person's */
	CASE_CUSTOMER = 19,      /* its customer chose or wrote something on their page */
	CASE_DATA_REQUEST = 20,  /* its customer asks what is held of them */
};

enum case_state { CASE_OPEN = 1, CASE_CLAIMED = 2, CASE_RESOLVED = 3 };

struct case_note {
	int64_t at_utc_ms;
	char author[64];
	char text[LIMIT_NOTE_ROOM];
};

struct case_record {
	uint64_t id; /* given by the store */
	enum case_reason reason;
	enum case_state state;
	char shop[LIMIT_SHOP_ROOM];
	char order[LIMIT_ORDER_ROOM];
	uint64_t shipment; /* 0: of the order as a whole */
	int64_t opened_utc_ms;
	int64_t due_utc_ms;
	bool escalated;
	char owner[64]; /* who has it, while CASE_OPEN who is asked to take it; "" nobody */
	int64_t resolved_utc_ms;                  /* AT_NONE */
	uint64_t notice;                          /* prepared or refused notice; 0 */
	struct case_note notes[LIMIT_CASE_NOTES]; /* oldest first; the latest ones */
	size_t note_count;
};

#define CASE_INIT                                                                                  \
	((struct case_record){                                                                     \
	    .opened_utc_ms = AT_NONE, .due_utc_ms = AT_NONE, .resolved_utc_ms = AT_NONE})

const char *case_reason_name(enum case_reason reason);
const char *case_state_name(enum case_state state);
