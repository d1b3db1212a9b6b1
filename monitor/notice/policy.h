#pragma once

/*
 * policy: which customer notice when. They are decided per order, by the review of one of its parcels. What is decided becomes effects;
 * nothing here sends. Pure: no clock, no I/O. Not the configuration (see base/policy.h).
 */

#include "monitor/base/judge.h"
#include "monitor/notice/parcels.h"
#include "monitor/notice/times.h"

struct notice_question {
	const struct shipment *shipment; /* as judged now */
	struct parcels parcels;          /* of its order, itself as judged now */
	const struct context *context;
	const struct shop *shop; /* never NULL */
	bool fresh;              /* the data may carry a word to a customer */
	bool trusted;            /* the carrier's word may */
	bool baseline;           /* it stood so when we first saw it: nobody is told */
	bool in_hand;            /* a person has this parcel's case and will speak */
	const char *held;        /* why a slip is not told yet, "incident" ...; NULL */
	int64_t now_utc_ms;
};

struct notice_answer {
	enum notice_kind kind; /* decided, joined or waiting already; NOTICE_NONE */
	bool is_new;
	bool unreachable; /* there is a word to say and nobody to write to: a person's */
	bool
	    over_budget; /* there is a bad word to say, and the shop has written often enough: a person's */
	bool owed;        /* a word that is owed cannot be met by something true: a person's */
	bool wants_fresh; /* it would be said on fresh data */
	const char *why;  /* what holds a word back, "stale", "adopted" ...; NULL */
};

/* Decide for the order of q->shipment. `order` is changed in place (episode, on_track_since), *changed set then. ERR_NOMEM. */
int notice_decide(const struct notice_question *q, struct order *order, bool *changed,
    struct effects *out, struct notice_answer *answer) MUST_CHECK;
