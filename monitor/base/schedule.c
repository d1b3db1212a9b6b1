#include "monitor/base/schedule.h"

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"

enum { JITTER_PERCENT = 10, RETRY_SHARE = 4 };

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* A retry comes well before the next ordinary poll, yet each later than the one before. */
static int64_t
backoff_ms(int32_t failures, int64_t interval_ms)
{
	int64_t cap_ms = least(interval_ms / RETRY_SHARE, LIMIT_BACKOFF_MAX_MS);
	int64_t wait_ms = LIMIT_BACKOFF_MIN_MS;

	for (int32_t i = 1; i < failures && wait_ms < cap_ms; i++)
		wait_ms *= 2;
	return most(least(wait_ms, cap_ms), LIMIT_BACKOFF_MIN_MS);
}

static int64_t
jittered(int64_t wait_ms, uint64_t shipment, int64_t now_utc_ms)
{
	uint64_t both[2] = {shipment, (uint64_t)now_utc_ms};
	uint64_t hash = sign_hash64((struct span){(const char *)both, sizeof(both)});
	int64_t most_ms = wait_ms / 100 * JITTER_PERCENT;

	return wait_ms - most_ms + (int64_t)(hash % (uint64_t)(2 * most_ms + 1));
}

int64_t
schedule_next(const struct schedule *entry, enum disposition disposition,
    struct schedule_quota quota, int64_t now_utc_ms)
{
	int64_t wanted_ms = quota.longest_ms > 0 && entry->interval_ms > quota.longest_ms
	    ? quota.longest_ms
	    : entry->interval_ms;
	int64_t interval_ms = most(wanted_ms, quota.shortest_ms);
	int64_t floor_ms = 0;
	int64_t wait_ms = 0;

	if (entry->interval_ms <= 0)
		return AT_NONE;
	switch (disposition) {
	case DISPOSITION_NONE:
	case DISPOSITION_WAIT:
		wait_ms = interval_ms;
		floor_ms = quota.shortest_ms;
		break;
	case DISPOSITION_RETRY:
	case DISPOSITION_FULL:
	case DISPOSITION_BUG: wait_ms = backoff_ms(entry->failures, interval_ms); break;
	case DISPOSITION_DRIFT: wait_ms = LIMIT_DRIFT_BACKOFF_MS; break;
	case DISPOSITION_REJECT: return AT_NONE;
	}
	wait_ms = most(jittered(wait_ms, entry->shipment, now_utc_ms), floor_ms);
	return most(now_utc_ms + wait_ms, quota.blocked_until_utc_ms);
}
