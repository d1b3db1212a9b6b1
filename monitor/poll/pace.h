#pragma once

/*
 * pace: when an account may be asked next, and what an answer makes of its state. Pure: the state that stands on disk goes in and
 * comes out; world time throughout.
 */

#include "carriers/carrier.h"

/* What is in force of an account: its own word, else the adapter's. */
struct pace_limits {
	int64_t day_calls;   /* a UTC day; 0: none */
	int64_t gap_ms;      /* between two calls */
	int64_t interval_ms; /* between two polls of one number */
};

struct pace_limits pace_limits(const struct account *account, const struct carrier *carrier);

/* The earliest instant of the next call, never before `now`: after the block, after the gap since `called_utc_ms` (AT_NONE: never
 * called), and within the day's quota, which is spread: a tenth may go in a burst, the rest flows evenly until midnight UTC. INT64_MAX while
 * stopped. */
int64_t pace_next(const struct account_state *state, const struct pace_limits *limits,
    int64_t called_utc_ms, int64_t now_utc_ms);

/* A request leaves. */
void pace_called(struct account_state *state, int64_t now_utc_ms);

/* A good answer. */
void pace_good(struct account_state *state, int64_t now_utc_ms);

/* An answer that says the account, not a number, is in trouble. Outages block it for a time that doubles by failures up to
 * PACE_BACKOFF_MAX_MS, with jitter; ERR_RATE_LIMITED for `retry_after_ms` (-1: as an outage); ERR_BAD_CREDENTIALS stops it until another
 * credential or a person comes; what we cannot read (DRIFT) blocks nothing, each number backs off by itself. */
enum { PACE_BACKOFF_MAX_MS = 15 * MINUTE_MS };
void pace_bad(struct account_state *state, int error, int64_t retry_after_ms,
    uint64_t credential_hash, int64_t now_utc_ms);

/* A stopped account goes on when the credential is another one, or a person says so. */
bool pace_restart(struct account_state *state, uint64_t credential_hash);
void pace_retry(struct account_state *state);

/* Of user and key: tells credentials apart, never gives them away. Not 0. */
uint64_t pace_credential_hash(const struct account *account);
