#pragma once

/*
 * carrier: the one interface of an adapter: bytes in, observations out. Every function is pure: equal arguments, equal
 * results; no clock, file, socket, environment or static state; any thread. Strings in arguments are borrowed; outputs are
 * owned by `out`. How to write one: carriers/README.md.
 */

#include "monitor/base/account.h"
#include "monitor/base/http.h"
#include "monitor/base/observation.h"

/* How well a thing is known, best first. */
enum evidence {
	EVIDENCE_VENDOR = 1,     /* the vendor's own document */
	EVIDENCE_RECORDED = 2,   /* seen in a recorded reply */
	EVIDENCE_CLIENT = 3,     /* read out of client code that works in production */
	EVIDENCE_UNVERIFIED = 4, /* told somewhere, seen nowhere */
};

/* "vendor", "recorded", "client", "unverified"; "none" for 0. */
const char *evidence_name(enum evidence evidence);

/* How well each group of fields is known; 0: the adapter does not read it, or the carrier does not say it. */
struct known {
	enum evidence events; /* scans: their times, codes and order */
	enum evidence eta;
	enum evidence pieces;
	enum evidence errors; /* which reply means which failure */
	enum evidence push;
};

/* One status code of a carrier and our reading of it. Tables are sorted by strcmp, each code once. */
struct code_row {
	const char *code;
	enum milestone milestone;
	enum reason reason;
	enum evidence evidence;
	bool note; /* something was written, nobody had the parcel in hand */
};

struct carrier_limits {
	int64_t day_calls;   /* published quota of calls per UTC day; 0: none published */
	int64_t gap_ms;      /* shortest gap between two calls of an account; 0: none */
	int64_t interval_ms; /* shortest gap between two polls of one number */
	int64_t longest_ms;  /* longest gap, whatever is wanted of it; 0: none */
	int32_t batch;       /* numbers in one request, 1..LIMIT_BATCH_NUMBERS */
	int32_t steps;       /* requests that one answer may need, 1..LIMIT_STEPS */
};

struct track_number {
	const char *
	    number; /* normalised; "" in a query of one: whatever the reply is about (`puntual parse`) */
	const char *country; /* of the destination, "" unknown */
	const char *postcode;
	const char *unique; /* what the carrier answered last time, "" */
	int32_t ship_day;   /* DAY_NONE */
};

struct track_query {
	const struct account *account;
	const struct token *token; /* NULL for carriers without a token step */
	const struct track_number *numbers;
	size_t count;     /* 1..limits.batch */
	const char *next; /* observation_list.next of the step before; "" or NULL at the first */
	int64_t now_utc_ms;
};

/* "Which numbers of this account changed in that time?" For carriers that answer it, so that only those are asked about. */
struct changes_query {
	const struct account *account;
	const struct token *token;
	int64_t from_utc_ms, until_utc_ms;
};

/* A number that changed; negative ends the reading. */
typedef int carrier_changed_fn(const char *number, void *arg);

/* A message that a carrier sends by itself, as it came. */
struct push_message {
	const struct http_headers *headers;
	struct span body; /* raw: what was signed */
	const struct secret
	    *secrets; /* any of them may have signed: they overlap while one is changed */
	size_t secret_count;
	int64_t now_utc_ms;
};

enum push_verdict {
	PUSH_GENUINE = 0,
	PUSH_UNSIGNED = 1, /* no signature where one belongs */
	PUSH_FORGED = 2,   /* none of the secrets made it */
	PUSH_STALE =
	    3, /* genuine, but its signed time is too far from now: sent again by somebody */
};

struct number_shape;

struct carrier {
	const char *id;   /* on disk and in configurations, never renamed: [a-z0-9-], 1..15 bytes */
	const char *name; /* shown to people */
	const char *const
	    *origins; /* NULL-terminated; transport refuses any other, an account's own apart */
	struct carrier_limits limits;
	enum evidence
	    evidence; /* best kind the adapter stands on; CLIENT and worse: experimental */
	struct known known;
	const char *zone; /* in which its zone-less wall clocks are read; NULL: the destination's */
	int adapter_version; /* grows when the same bytes would be read otherwise: part of the unchanged hash */

	const struct code_row *codes; /* its main table, for people and tests */
	size_t code_count;

	/* What its numbers look like (carriers/shape.h); none: like anybody's. */
	const struct number_shape *shapes;
	size_t shape_count;
	/* NULL: by the shapes. 0: no; 1..100: how sure that this (normalised) number is one of its; 90 and more with check
	 * digits. */
	int (*recognises)(const char *number);
	/* NULL: never a token step. Leaves out->url empty when this account needs none. */
	int (*auth_build)(const struct account *acct, struct http_request *out);
	/* ERR_BAD_CREDENTIALS, ERR_RATE_LIMITED, ERR_OUTAGE, ERR_MALFORMED. Expiry is reckoned from now_utc_ms. */
	int (*auth_parse)(
	    const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why);
	int (*track_build)(const struct track_query *q, struct http_request *out);
	/* `out` is empty at the first step. When out->next comes back filled the answer is not whole: build again with
	 * it as q->next and parse the reply into the same `out`, which keeps what the steps before said; after a failure
	 * it is only good for clearing. 0 with one observation for each number asked (each with its own error), or an error of the
	 * whole reply:
	 * ERR_BAD_CREDENTIALS, ERR_RATE_LIMITED, ERR_OUTAGE, ERR_MALFORMED, ERR_REJECTED (our request is wrong), ERR_NOMEM. */
	int (*track_parse)(const struct track_query *q, const struct http_response *in,
	    struct observation_list *out, struct why *why);

	/* NULL: the carrier does not tell what changed. Leaves out->url empty where this account cannot ask. Without a token
	 * step. Errors as track_parse. */
	int (*changes_build)(const struct changes_query *q, struct http_request *out);
	int (*changes_parse)(const struct changes_query *q, const struct http_response *in,
	    carrier_changed_fn *changed, void *arg, struct why *why);

	/* NULL: the carrier sends nothing by itself. Signatures are compared in constant time, over the raw body. */
	enum push_verdict (*push_verify)(const struct push_message *m);
	/* Of a genuine message, observations as track_parse gives them, each with its number normalised; none for a message
	 * that is about no parcel (a ping). ERR_MALFORMED, ERR_NOMEM. */
	int (*push_parse)(
	    const struct push_message *m, struct observation_list *out, struct why *why);
};

/* ---- registry ---- */

const struct carrier *carrier_find(const char *id);
/* What people call it; NULL when there is none. */
const char *carrier_name_of(const char *id);

/* Whether its word alone may make notices to customers: better known than by client code, or the account says so. Accepts NULL. */
bool carrier_trusted(const struct carrier *carrier, const struct account *account);

/* How it is asked, as its first request of a plain account shows: "token", "basic", "key" or "none". */
const char *carrier_auth_name(const struct carrier *carrier);

/* All, by id, NULL after the last. */
const struct carrier *const *carrier_all(void);

/* How sure that a normalised number is this carrier's: 0..100. */
int carrier_sure(const struct carrier *carrier, const char *number);

struct carrier_guess {
	const struct carrier *carrier;
	int sure; /* 1..100 */
};

/* Carriers that a normalised number may belong to, surest first; returns how many of `room` were filled. */
size_t carrier_recognise(const char *number, struct carrier_guess *guesses, size_t room);
