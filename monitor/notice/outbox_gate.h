#pragma once

/*
 * outbox_gate: what those who send must agree on, in memory: which notices are in hand, how fast the relay may be used, and whether the channel
 * reaches anybody at all. When it does not, one notice at a time probes it, backing off; the others wait untouched. No clock,
 * no locking: the outbox has both.
 */

#include "monitor/base/limits.h"
#include "monitor/base/notice.h"

enum { GATE_CLAIMS = LIMIT_MAIL_WORKERS * LIMIT_OUTBOX_SLOTS, GATE_SUSPECTS = 8 };

struct gate_claim {
	uint64_t notice;
	int64_t until_wire_ms; /* AT_NONE: in hand; else left alone until then */
};

struct outbox_gate {
	struct gate_claim claims[GATE_CLAIMS];
	size_t claim_count;
	int64_t per_minute;           /* 0: no limit */
	int64_t credit;               /* thousandths of a message that may leave */
	int64_t credit_wire_ms;       /* counted until */
	int64_t failing_since_utc_ms; /* AT_NONE: it works, or nobody has tried */
	int64_t probe_wire_ms;        /* the next probe while it fails */
	int64_t probe_gap_ms;
	uint64_t probing;             /* the notice in hand as a probe; 0: none */
	char detail[LIMIT_TEXT_ROOM]; /* what was said when it failed */
	uint64_t
	    suspects[GATE_SUSPECTS]; /* whose refusal seemed to be the channel's, the latest ones */
	size_t suspect_count;
	int alike; /* refusals in the same words, one after the other */
	char alike_text[32];
};

void gate_init(struct outbox_gate *g, int64_t per_minute);

/* Of the due notices `ids` (earliest first) take what may be sent now; `taken` has `room`. *wait_wire_ms: when to look again, if
 * earlier than the store's next due time; AT_NONE: no need. */
size_t gate_take(struct outbox_gate *g, const uint64_t *ids, size_t count, uint64_t *taken,
    size_t room, int64_t now_wire_ms, int64_t *wait_wire_ms);

/* No longer in hand; with `until_wire_ms` not AT_NONE it is left alone until then. */
void gate_release(struct outbox_gate *g, uint64_t notice, int64_t until_wire_ms);

/* One that was begun must not be sent any more: the channel fails, and it is not the probe. */
bool gate_shut(const struct outbox_gate *g, uint64_t notice);

/* What an answer means once others are taken into account: refusals of several in the same words are the channel's; one that seemed to be
 * the channel's is the recipient's own when others went meanwhile and it comes again. `text` is what the server said with its codes. *turned: the channel has just begun to fail, or to work again. */
enum answer gate_judge(struct outbox_gate *g, uint64_t notice, enum answer answer, const char *text,
    int64_t now_utc_ms, int64_t now_wire_ms, bool *turned);

/* So long from now, a quarter more or less, differing by notice and attempt; AT_NONE when that is past its end. */
int64_t gate_next_after(
    const struct notice *n, int32_t attempt, int64_t wait_ms, int64_t now_utc_ms);

/* When to try again after the nth attempt: n * n minutes, a quarter more or less, at most six hours; AT_NONE when that is past its end. */
int64_t gate_next_try(const struct notice *n, int32_t attempt, int64_t now_utc_ms);
