#include "monitor/poll/pace.h"

#include <string.h>

#include "monitor/base/sign.h"

enum { BURST_SHARE = 10, BURST_MIN = 5, JITTER_SHARE = 5 };

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int32_t
day_of(int64_t utc_ms)
{
	return (int32_t)(utc_ms / DAY_MS);
}

struct pace_limits
pace_limits(const struct account *account, const struct carrier *carrier)
{
	const struct carrier_limits *own = &carrier->limits;

	return (struct pace_limits){
	    .day_calls = account->day_quota ? account->day_quota : own->day_calls,
	    .gap_ms = account->gap_ms ? account->gap_ms : own->gap_ms,
	    .interval_ms = account->interval_ms ? account->interval_ms : own->interval_ms,
	};
}

/* Call number `calls` (from 0) of a day may go once the day's share for it has come. */
static int64_t
quota_next(int64_t calls, int64_t quota, int64_t now_utc_ms)
{
	int64_t midnight = (int64_t)day_of(now_utc_ms) * DAY_MS;
	int64_t burst = later(quota / BURST_SHARE, BURST_MIN);

	if (calls < burst && calls < quota)
		return now_utc_ms;
	if (calls >= quota)
		return midnight + DAY_MS;
	return midnight + DAY_MS / (quota - burst) * (calls - burst);
}

int64_t
pace_next(const struct account_state *state, const struct pace_limits *limits,
    int64_t called_utc_ms, int64_t now_utc_ms)
{
	int64_t next = later(now_utc_ms, state->blocked_until_utc_ms);
	int64_t calls = state->window_day == day_of(next) ? state->calls : 0;

	if (state->stopped)
		return INT64_MAX;
	if (called_utc_ms != AT_NONE)
		next = later(next, called_utc_ms + limits->gap_ms);
	if (limits->day_calls > 0)
		next = later(next, quota_next(calls, limits->day_calls, next));
	return next;
}

void
pace_called(struct account_state *state, int64_t now_utc_ms)
{
	if (state->window_day != day_of(now_utc_ms)) {
		state->window_day = day_of(now_utc_ms);
		state->calls = 0;
	}
	state->calls++;
}

void
pace_good(struct account_state *state, int64_t now_utc_ms)
{
	state->ok_utc_ms = now_utc_ms;
	/* A good answer that was under way when another one was "too often" lifts no block. */
	if (state->health == ERR_RATE_LIMITED && state->blocked_until_utc_ms > now_utc_ms)
		return;
	state->health = 0;
	state->failures = 0;
	state->failing_since_utc_ms = AT_NONE;
	state->blocked_until_utc_ms = AT_NONE;
}

/* Of two accounts of one carrier that fail together neither comes back with the other. */
static int64_t
backoff_ms(const struct account_state *state, int64_t now_utc_ms)
{
	char seed[LIMIT_ACCOUNT_ROOM + sizeof(now_utc_ms)] = {0};
	int64_t wait = LIMIT_BACKOFF_MIN_MS;
	uint64_t hash;

	memcpy(seed, state->id, strlen(state->id));
	memcpy(seed + LIMIT_ACCOUNT_ROOM, &now_utc_ms, sizeof(now_utc_ms));
	hash = sign_hash64((struct span){seed, sizeof(seed)});
	for (int32_t i = 1; i < state->failures && wait < PACE_BACKOFF_MAX_MS; i++)
		wait *= 2;
	if (wait > PACE_BACKOFF_MAX_MS)
		wait = PACE_BACKOFF_MAX_MS;
	return wait + (int64_t)(hash % (uint64_t)(wait / JITTER_SHARE));
}

void
pace_bad(struct account_state *state, int error, int64_t retry_after_ms, uint64_t credential_hash,
    int64_t now_utc_ms)
{
	if (state->failures < INT32_MAX)
		state->failures++;
	state->health = error;
	if (state->failing_since_utc_ms == AT_NONE)
		state->failing_since_utc_ms = now_utc_ms;
	if (error == ERR_BAD_CREDENTIALS) {
		state->stopped = true;
		state->credential_hash = credential_hash;
	} else if (error == ERR_RATE_LIMITED && retry_after_ms >= 0) {
		state->blocked_until_utc_ms = now_utc_ms + later(retry_after_ms, SECOND_MS);
	} else if (err_disposition(error) != DISPOSITION_DRIFT) {
		state->blocked_until_utc_ms = now_utc_ms + backoff_ms(state, now_utc_ms);
	}
}

void
pace_retry(struct account_state *state)
{
	state->stopped = false;
	state->failures = 0;
	state->blocked_until_utc_ms = AT_NONE;
}

bool
pace_restart(struct account_state *state, uint64_t credential_hash)
{
	if (!state->stopped || state->credential_hash == credential_hash)
		return false;
	pace_retry(state);
	return true;
}

uint64_t
pace_credential_hash(const struct account *account)
{
	const struct span parts[] = {
	    {account->user, strlen(account->user)},
	    {secret_bytes(&account->key), account->key.len},
	};
	uint8_t digest[SIGN_SHA256_BYTES];
	uint64_t hash;

	sign_sha256_parts(parts, 2, digest);
	memcpy(&hash, digest, sizeof(hash));
	return hash ? hash : 1;
}
