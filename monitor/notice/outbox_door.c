#include "monitor/notice/outbox_door.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/channel.h"

enum { MISSES = 3 }; /* in a row: the shop should know */

static uint64_t
address_of(const struct channel_settings *s)
{
	const char *key = secret_bytes(&s->key);
	uint8_t digest[SIGN_SHA256_BYTES];
	uint64_t hash;
	const struct span parts[] = {{s->id, strlen(s->id)}, {s->url, strlen(s->url)},
	    {s->user, strlen(s->user)}, {s->from, strlen(s->from)}, {s->to, strlen(s->to)},
	    {key, strlen(key)}, {(const char *)&s->kind, sizeof(s->kind)}};

	sign_sha256_parts(parts, sizeof(parts) / sizeof(parts[0]), digest);
	memcpy(&hash, digest, sizeof(hash));
	return hash;
}

static int64_t
rate_of(const struct channel_settings *s)
{
	return s->per_minute > 0 ? s->per_minute : channel_of(s->kind)->per_minute;
}

static void
door_init(struct door *door, const struct channel_settings *s)
{
	*door = (struct door){
	    .quiet_until_wire_ms = AT_NONE, .off_utc_ms = AT_NONE, .kept_utc_ms = AT_NONE};
	gate_init(&door->gate, s != NULL ? rate_of(s) : 0);
	if (s == NULL)
		return;
	(void)text_cut(door->id, sizeof(door->id), span_of(s->id));
	door->kind = s->kind;
	door->address = address_of(s);
}

void
doors_init(struct doors *d)
{
	for (size_t i = 0; i <= LIMIT_CHANNELS; i++)
		door_init(&d->items[i], NULL);
}

static struct door *
by_id(struct doors *d, const char *id)
{
	for (size_t i = 0; i < LIMIT_CHANNELS; i++)
		if (strcmp(d->items[i].id, id) == 0)
			return &d->items[i];
	return NULL;
}

static bool
is_configured(const struct policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->channel_count; i++)
		if (strcmp(policy->channels[i].id, id) == 0)
			return true;
	return false;
}

void
doors_set(struct doors *d, const struct policy *policy, void (*made)(struct door *door, void *arg),
    void *arg)
{
	for (size_t i = 0; i < LIMIT_CHANNELS; i++)
		if (!is_configured(policy, d->items[i].id) && d->items[i].gate.claim_count == 0)
			door_init(&d->items[i], NULL);
	for (size_t i = 0; i < policy->channel_count; i++) {
		const struct channel_settings *s = &policy->channels[i];
		struct door *door = by_id(d, s->id);

		if (door != NULL && door->address == address_of(s)) {
			door->gate.per_minute = rate_of(s);
			door->gate.probe_wire_ms = 0; /* what failed there may be mended */
			continue;
		}
		if (door == NULL)
			door = by_id(d, "");
		if (door == NULL)
			continue; /* sections that went have notices on their way: at the next look */
		door_init(door, s);
		made(door, arg);
	}
}

struct door *
doors_find(struct doors *d, const struct channel_settings *settings)
{
	struct door *door = settings != NULL ? by_id(d, settings->id) : NULL;

	return door != NULL ? door : &d->items[LIMIT_CHANNELS];
}

bool
door_take(struct door *door, uint64_t notice, int64_t now_wire_ms, int64_t *wait_wire_ms)
{
	uint64_t taken;

	if (door->quiet_until_wire_ms != AT_NONE && now_wire_ms < door->quiet_until_wire_ms) {
		*wait_wire_ms = door->quiet_until_wire_ms;
		return false;
	}
	return gate_take(&door->gate, &notice, 1, &taken, 1, now_wire_ms, wait_wire_ms) == 1;
}

bool
door_judge(struct door *door, uint64_t notice, enum answer *answer, const char *text,
    int64_t asked_wait_ms, int64_t now_utc_ms, int64_t now_wire_ms, int64_t *since_utc_ms)
{
	bool turned;
	bool missed = *answer == ANSWER_TEMPORARY || *answer == ANSWER_IN_DOUBT;

	if (asked_wait_ms > 0)
		door->quiet_until_wire_ms = now_wire_ms + asked_wait_ms;
	if (missed && asked_wait_ms <= 0) {
		if (door->misses++ == 0)
			door->missed_since_utc_ms = now_utc_ms;
	} else if (*answer == ANSWER_OK) {
		door->misses = 0;
	}
	*answer = gate_judge(&door->gate, notice, *answer, text, now_utc_ms, now_wire_ms, &turned);
	*since_utc_ms = door->gate.failing_since_utc_ms;
	if (*answer == ANSWER_CHANNEL_FAILING)
		return *since_utc_ms != AT_NONE;
	*since_utc_ms = door->missed_since_utc_ms;
	return missed && door->misses >= MISSES;
}

int64_t
door_failing_since(const struct door *door)
{
	if (door->off_utc_ms != AT_NONE)
		return door->off_utc_ms;
	if (door->gate.failing_since_utc_ms != AT_NONE)
		return door->gate.failing_since_utc_ms;
	return door->misses >= MISSES ? door->missed_since_utc_ms : AT_NONE;
}

void
door_state(const struct door *door, struct account_state *out)
{
	*out = ACCOUNT_STATE_INIT;
	account_of_channel(out->id, door->id);
	out->stopped = door->off_utc_ms != AT_NONE;
	out->credential_hash = door->address;
	out->failing_since_utc_ms = door_failing_since(door);
}
