#pragma once

/*
 * outbox_door: what the sender over HTTP remembers of each configured channel, in memory: its gate, how long it asked us to wait, whether
 * it has been silent for a while, and whether it was switched off. Since when it fails or is off is kept on disk too, as an account's
 * state. No clock.
 */

#include "monitor/base/policy.h"
#include "monitor/notice/outbox_gate.h"

struct door {
	char id[LIMIT_SHOP_ROOM]; /* of its section; "" free */
	enum channel_id kind;
	uint64_t address; /* hash of where it leads: another one makes it new */
	struct outbox_gate gate;
	int64_t quiet_until_wire_ms; /* it asked for so much rest */
	int misses;                  /* attempts in a row that got no good answer */
	int64_t missed_since_utc_ms; /* the first of them */
	int64_t off_utc_ms;          /* when it said that it is gone; AT_NONE */
	int64_t kept_utc_ms;         /* since when it fails, as the disk has it; AT_NONE */
};

struct doors {
	struct door items[LIMIT_CHANNELS + 1]; /* the last is for what no section has any more */
};

void doors_init(struct doors *d);

/* The sections of a configuration: those that are new, or lead elsewhere, start afresh. `made` is called for each of them. */
void doors_set(struct doors *d, const struct policy *policy,
    void (*made)(struct door *door, void *arg), void *arg);

/* Where this section's messages go; NULL settings: nowhere. */
struct door *doors_find(struct doors *d, const struct channel_settings *settings);

/* As gate_take of one notice; *wait_wire_ms as there. */
bool door_take(struct door *door, uint64_t notice, int64_t now_wire_ms, int64_t *wait_wire_ms);

/* Count an answer in: true when the shops are to hear that it fails, since *since_utc_ms. `asked_wait_ms`: Retry-After, wire, -1 none. The answer, after
 * what others got (gate_judge), replaces *answer. */
bool door_judge(struct door *door, uint64_t notice, enum answer *answer, const char *text,
    int64_t asked_wait_ms, int64_t now_utc_ms, int64_t now_wire_ms, int64_t *since_utc_ms);

/* Since when nothing comes through it; AT_NONE: it does, as far as is known. */
int64_t door_failing_since(const struct door *door);

/* What is kept of it, under which id. */
void door_state(const struct door *door, struct account_state *out);
