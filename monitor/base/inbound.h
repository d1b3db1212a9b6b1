#pragma once

/*
 * inbound: a message that somebody outside sent to one of our doors, as the inbox keeps it: stored as it came before it is answered, read
 * afterwards. And what is known of the system of a shop that sends: when it was heard, what it was asked. Values; pure.
 */

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/when.h"

/* Whose: reaches disk. */
enum inbound_door {
	INBOUND_SHOP = 1,    /* of a shop: `source` is the connector, or the shop itself */
	INBOUND_CARRIER = 2, /* of a carrier: `source` is the account */
	INBOUND_DOORS
};

/* Reaches disk. */
enum inbound_state {
	INBOUND_WAITING = 1, /* to be read */
	INBOUND_FAILED = 2,  /* it cannot be read, or not be applied: a person's */
	INBOUND_KEPT = 3,    /* of a carrier, about numbers that nobody has registered yet */
	INBOUND_DONE = 4,    /* its bytes are gone; its digest stays a while, against repeats */
	INBOUND_DROPPED = 5, /* the same, by a person */
	INBOUND_STATES
};

struct inbound_number {
	char number[LIMIT_NUMBER_ROOM];
};

struct inbound {
	uint64_t id; /* given by the store */
	enum inbound_door door;
	enum inbound_state state;
	char source[LIMIT_SHOP_ROOM];
	char shop[LIMIT_SHOP_ROOM];        /* "": any */
	bool polled;                       /* the answer to a question of ours */
	uint8_t digest[SIGN_SHA256_BYTES]; /* one message is stored once */
	char headers[LIMIT_INBOX_HEADERS]; /* those that are read: "Name: value", a line each */
	int64_t bytes;                     /* of the body, as it came */
	int64_t received_utc_ms;
	int64_t due_utc_ms;     /* WAITING: when it is read next; else when it is forgotten */
	int64_t settled_utc_ms; /* AT_NONE */
	int32_t attempts;
	int32_t error; /* enum err of the last attempt */
	char text[LIMIT_TEXT_ROOM];
	struct inbound_number numbers[LIMIT_INBOX_NUMBERS]; /* KEPT: which it waits for */
	size_t number_count;
};

#define INBOUND_INIT                                                                               \
	((struct inbound){                                                                         \
	    .received_utc_ms = AT_NONE, .due_utc_ms = AT_NONE, .settled_utc_ms = AT_NONE})

const char *inbound_door_name(enum inbound_door door);
const char *inbound_state_name(enum inbound_state state);
int inbound_state_from_name(const char *name, enum inbound_state *out) MUST_CHECK;

/* ---- the system of a shop ---- */

/* The longest silence that ended on a day. */
struct connector_gap {
	int32_t day; /* UTC */
	int64_t ms;
};

enum { CONNECTOR_GAPS = 14 };

struct connector_state {
	char id[LIMIT_SHOP_ROOM];
	int64_t heard_utc_ms;                      /* its last message; AT_NONE */
	struct connector_gap gaps[CONNECTOR_GAPS]; /* oldest first, one a day that was heard of */
	size_t gap_count;
	int64_t asked_utc_ms;         /* when it last answered us whole; AT_NONE */
	int64_t until_utc_ms;         /* all that changed before has been read; AT_NONE: nothing */
	int64_t failing_since_utc_ms; /* it does not answer; AT_NONE */
	int32_t error;                /* enum err, with it */
	int64_t unread_utc_ms;        /* when a message of it could not be read; AT_NONE */
};

#define CONNECTOR_STATE_INIT                                                                       \
	((struct connector_state){.heard_utc_ms = AT_NONE,                                         \
	    .asked_utc_ms = AT_NONE,                                                               \
	    .until_utc_ms = AT_NONE,                                                               \
	    .failing_since_utc_ms = AT_NONE,                                                       \
	    .unread_utc_ms = AT_NONE})

/* A message came. */
void connector_heard(struct connector_state *c, int64_t now_utc_ms);

/* So long it may be silent as it has been in its last weeks, and half as long again; AT_NONE while it is known too little. Of a whole week the
 * longest silence does not count: a shop that was cut off once is not to be waited for so long again. */
int64_t connector_silent_at(const struct connector_state *c);

enum connector_trouble {
	CONNECTOR_WELL,
	CONNECTOR_SILENT,  /* longer than usual */
	CONNECTOR_FAILING, /* it has not answered for a while */
	CONNECTOR_UNREAD, /* messages of it could not be read; not of connector_trouble: it is told beside the others */
};

enum connector_trouble connector_trouble(const struct connector_state *c, int64_t now_utc_ms);
const char *connector_trouble_name(enum connector_trouble trouble);
