#pragma once

/*
 * ask: one question to a carrier, from the token to the parsed answer: build, send, parse, the further steps that an answer may
 * need, and one new token when the old one is refused. It knows no store and no schedule. Loop thread only.
 */

#include "monitor/base/policy.h"
#include "monitor/net/tokens.h"

/* A number to ask for, and what became of it. */
struct ask_item {
	uint64_t shipment;
	char number[LIMIT_NUMBER_ROOM];
	char country[3];
	char postcode[LIMIT_POSTCODE_ROOM];
	char unique[LIMIT_NUMBER_ROOM];
	int32_t ship_day;
	int64_t last_ok_utc_ms; /* of its last good answer; AT_NONE */
	uint64_t hash;          /* of its last good answer, 0: none; then of this one */
	bool unchanged;         /* the answer says the same */
	struct ask *ask;        /* it belongs to */
};

struct ask {
	/* Set by the asker. */
	const struct policy *policy; /* a reference of its own: keeps `account` */
	const struct account *account;
	const struct carrier *carrier;
	struct tokens *tokens;
	struct transport_port port;
	struct clock *clock;
	void (*sent)(
	    struct ask *a); /* a request leaves, tokens included: it counts against the quota */
	void (*done)(struct ask *a); /* once, never from inside ask_start */
	void *owner;
	struct ask_item *items; /* owned */
	size_t count;

	/* The outcome, for `done`. */
	int rc; /* 0: each item has an observation in `answers`, or is unchanged; else of the whole */
	struct observation_list answers;
	bool parsed; /* false: the bytes were those of last time */
	int64_t asked_utc_ms;
	int64_t retry_after_ms; /* -1: not said */
	bool token_tried;       /* a token was fetched .. */
	bool token_failed;      /* .. or could not be */
	struct why why;
	int status;
	const struct buf *body; /* of the last reply, for the call of `done`; NULL without one */

	/* Its own. */
	struct track_number *numbers;
	struct token_grant grant;
	char next[sizeof(((struct observation_list *)0)->next)];
	int32_t step;
	bool retried;
};

/* `count` zeroed items. Holds a reference of `policy`. ERR_NOMEM. */
int ask_new(const struct policy *policy, size_t count, struct ask **out) MUST_CHECK;
/* Not between start and done, unless transport and tokens answer no more. Accepts NULL. */
void ask_free(struct ask *a);

/* What building or sending answers; `done` is then not called. */
int ask_start(struct ask *a) MUST_CHECK;

/* The observation of an item: NULL when the answer says nothing of it. */
struct observation *ask_answer(struct ask *a, const struct ask_item *item);
