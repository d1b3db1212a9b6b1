#pragma once

/*
 * event_out: what happens, as a shop's own programs are told it: which entries of the journal are events, under which names, and what is said of
 * each. No personal data. Pure.
 */

#include "monitor/base/judge.h"

/* How far an endpoint of the configuration has been told. */
struct endpoint_state {
	char id[LIMIT_SHOP_ROOM];
	int64_t seq; /* of the journal: all up to it has been told, or is no event of its */
	int64_t
	    address; /* hash of where it leads: one that leads elsewhere is tried again at once */
	int32_t attempts;             /* at the next one, all of them failed */
	int64_t next_utc_ms;          /* when it is tried again; AT_NONE: now */
	int64_t failing_since_utc_ms; /* AT_NONE */
	int32_t code;  /* the last answer's status that was no good one; 0: there was none */
	int32_t error; /* and why there was none: enum err; 0 */
	bool off;      /* it said that it is gone (410) */
	/* The journal has grown too old before it was told: what it was never told, last, and since when that is known (AT_NONE: of nothing). */
	int64_t left_after, left_until;
	int64_t left_utc_ms;
};

#define ENDPOINT_STATE_INIT                                                                        \
	((struct endpoint_state){                                                                  \
	    .next_utc_ms = AT_NONE, .failing_since_utc_ms = AT_NONE, .left_utc_ms = AT_NONE})

/* It takes events again, or is to be tried afresh: no failure counts any more. */
void event_out_forgive(struct endpoint_state *s);
/* All after entry `since` is told again: it is tried afresh, and what it was never told is known to a person. */
void event_out_replay(struct endpoint_state *s, int64_t since);

/* It fails for so long that a person should know. */
bool event_out_troubled(const struct endpoint_state *s);
/* What came back of the last event that was not taken; "" of none. */
void event_out_answer(const struct endpoint_state *s, char text[LIMIT_TEXT_ROOM]);

/* Their names, NULL-terminated, in the order of the documentation. */
const char *const *event_out_names(void);

/* A list of names parted by commas. ERR_NOT_FOUND with a sentence. */
int event_out_check_names(const char *list, struct why *why) MUST_CHECK;

/* The name under which the entry is told; NULL: it is not. `was`: the promise state that the parcel had before it (PROMISE_NONE: none). */
const char *event_out_name(const struct journal_entry *entry, enum promise_state was);
/* Whether event_out_name needs to know. */
bool event_out_needs_state(const struct journal_entry *entry);
/* The promise state that an entry gave its parcel; false: none. */
bool event_out_state(const struct journal_entry *entry, enum promise_state *state);

/* The endpoint hears this event of this shop ("": of no single one). */
bool event_out_wanted(const struct event_endpoint *e, const char *name, const char *shop);

/* The shop that the entry names; "" where it names none. */
void event_out_shop(const struct journal_entry *entry, char shop[LIMIT_SHOP_ROOM]);

/* "evt_" and what no other entry of any store has: the same over repeats. */
void event_out_id(const struct journal_entry *entry, char id[96]);

/* The body (Standard Webhooks 1.0.0, "Payload structure"): {"type","timestamp","data"}. `s` NULL: it is of no parcel. ERR_NOMEM, ERR_TOO_BIG. */
int event_out_body(const struct journal_entry *entry, const char *name, const struct shipment *s,
    struct buf *out) MUST_CHECK;
