#include "monitor/notice/outbox_gate.h"

#include <string.h>

#include "monitor/base/text.h"

enum { CREDIT = 1000, BURST_SECONDS = 10, JITTER_PERMILLE = 250 };

void
gate_init(struct outbox_gate *g, int64_t per_minute)
{
	*g = (struct outbox_gate){.per_minute = per_minute,
	    .credit = CREDIT,
	    .credit_wire_ms = AT_NONE,
	    .failing_since_utc_ms = AT_NONE};
}

/* ---- claims ---- */

static bool
claimed(const struct outbox_gate *g, uint64_t notice)
{
	for (size_t i = 0; i < g->claim_count; i++)
		if (g->claims[i].notice == notice)
			return true;
	return false;
}

/* Those that were to be left alone for a while, and it is over. */
static void
forget(struct outbox_gate *g, int64_t now_wire_ms)
{
	for (size_t i = g->claim_count; i-- > 0;)
		if (g->claims[i].until_wire_ms != AT_NONE &&
		    g->claims[i].until_wire_ms <= now_wire_ms)
			g->claims[i] = g->claims[--g->claim_count];
}

void
gate_release(struct outbox_gate *g, uint64_t notice, int64_t until_wire_ms)
{
	if (g->probing == notice)
		g->probing = 0;
	for (size_t i = 0; i < g->claim_count; i++)
		if (g->claims[i].notice == notice) {
			if (until_wire_ms == AT_NONE)
				g->claims[i] = g->claims[--g->claim_count];
			else
				g->claims[i].until_wire_ms = until_wire_ms;
			return;
		}
}

/* ---- the relay's pace: a bucket that holds what ten seconds may send ---- */

static void
earn(struct outbox_gate *g, int64_t now_wire_ms)
{
	int64_t most = g->per_minute * CREDIT * BURST_SECONDS / 60;

	if (most < CREDIT)
		most = CREDIT;
	if (g->credit_wire_ms == AT_NONE || now_wire_ms - g->credit_wire_ms > MINUTE_MS)
		g->credit = most;
	else
		g->credit += (now_wire_ms - g->credit_wire_ms) * g->per_minute * CREDIT / MINUTE_MS;
	if (g->credit > most)
		g->credit = most;
	g->credit_wire_ms = now_wire_ms;
}

static size_t
allowed(struct outbox_gate *g, size_t room, int64_t now_wire_ms, int64_t *wait_wire_ms)
{
	if (g->failing_since_utc_ms != AT_NONE) {
		if (g->probing == 0 && now_wire_ms >= g->probe_wire_ms)
			room = 1;
		else
			room = 0;
		if (g->probing == 0 && room == 0)
			*wait_wire_ms = g->probe_wire_ms;
	}
	if (g->per_minute <= 0)
		return room;
	earn(g, now_wire_ms);
	if (room > 0 && g->credit < CREDIT)
		*wait_wire_ms =
		    now_wire_ms + (CREDIT - g->credit) * MINUTE_MS / (g->per_minute * CREDIT) + 1;
	return room < (size_t)(g->credit / CREDIT) ? room : (size_t)(g->credit / CREDIT);
}

size_t
gate_take(struct outbox_gate *g, const uint64_t *ids, size_t count, uint64_t *taken, size_t room,
    int64_t now_wire_ms, int64_t *wait_wire_ms)
{
	size_t n = 0;

	*wait_wire_ms = AT_NONE;
	forget(g, now_wire_ms);
	if (count == 0)
		return 0;
	room = allowed(g, room, now_wire_ms, wait_wire_ms);
	for (size_t i = 0; i < count && n < room && g->claim_count < GATE_CLAIMS; i++) {
		if (claimed(g, ids[i]))
			continue;
		g->claims[g->claim_count++] = (struct gate_claim){ids[i], AT_NONE};
		taken[n++] = ids[i];
	}
	if (g->per_minute > 0)
		g->credit -= (int64_t)n * CREDIT;
	if (g->failing_since_utc_ms != AT_NONE && n > 0)
		g->probing = taken[0];
	return n;
}

/* ---- does it work ---- */

bool
gate_shut(const struct outbox_gate *g, uint64_t notice)
{
	return g->failing_since_utc_ms != AT_NONE && g->probing != notice;
}

static void
fail(struct outbox_gate *g, const char *text, int64_t now_utc_ms, int64_t now_wire_ms, bool *turned)
{
	if (g->failing_since_utc_ms == AT_NONE) {
		*turned = true;
		g->failing_since_utc_ms = now_utc_ms;
		g->probe_gap_ms = LIMIT_PROBE_MIN_MS;
	} else {
		g->probe_gap_ms = g->probe_gap_ms * 2 < LIMIT_PROBE_MAX_MS ? g->probe_gap_ms * 2
									   : LIMIT_PROBE_MAX_MS;
	}
	g->probe_wire_ms = now_wire_ms + g->probe_gap_ms;
	(void)text_cut(g->detail, sizeof(g->detail), span_of(text));
}

/* The same code and words but for what follows them, usually the address. */
static bool
is_alike(struct outbox_gate *g, const char *text)
{
	char head[sizeof(g->alike_text)];

	(void)text_cut(head, sizeof(head) < 14 ? sizeof(head) : 14, span_of(text));
	g->alike = strcmp(head, g->alike_text) == 0 ? g->alike + 1 : 1;
	memcpy(g->alike_text, head, sizeof(head));
	return g->alike >= LIMIT_OUTBOX_ALIKE;
}

/* A relay that refuses one address in the words in which it refuses everybody (554 5.7.1) would else stop the channel at each try. */
static bool
is_its_own(struct outbox_gate *g, uint64_t notice, const char *text)
{
	if (strncmp(text, "55", 2) != 0)
		return false;
	for (size_t i = 0; i < GATE_SUSPECTS && i < g->suspect_count; i++)
		if (g->suspects[i] == notice)
			return g->failing_since_utc_ms == AT_NONE;
	g->suspects[g->suspect_count++ % GATE_SUSPECTS] = notice;
	return false;
}

enum answer
gate_judge(struct outbox_gate *g, uint64_t notice, enum answer answer, const char *text,
    int64_t now_utc_ms, int64_t now_wire_ms, bool *turned)
{
	*turned = false;
	if (answer == ANSWER_CHANNEL_FAILING && is_its_own(g, notice, text))
		answer = ANSWER_PERMANENT;
	else if (answer == ANSWER_PERMANENT && is_alike(g, text))
		answer = ANSWER_CHANNEL_FAILING;
	else if (answer == ANSWER_OK)
		g->alike = 0;
	switch (answer) {
	case ANSWER_CHANNEL_FAILING:
		/* what others had begun when it failed says nothing new */
		if (g->failing_since_utc_ms == AT_NONE || g->probing == notice)
			fail(g, text, now_utc_ms, now_wire_ms, turned);
		break;
	case ANSWER_OK:
	case ANSWER_TEMPORARY:
	case ANSWER_PERMANENT:
		*turned = g->failing_since_utc_ms != AT_NONE;
		g->failing_since_utc_ms = AT_NONE;
		break;
	case ANSWER_IN_DOUBT:
		/* it may reach people and may not: the next probe tells */
		if (g->failing_since_utc_ms != AT_NONE)
			g->probe_wire_ms = now_wire_ms + g->probe_gap_ms;
		break;
	case ANSWER_TONE: break;
	}
	return answer;
}

int64_t
gate_next_after(const struct notice *n, int32_t attempt, int64_t wait_ms, int64_t now_utc_ms)
{
	uint64_t seed[2] = {n->id, (uint64_t)attempt};
	int64_t chance =
	    (int64_t)(sign_hash64((struct span){(const char *)seed, sizeof(seed)}) % 501);
	int64_t next = now_utc_ms + wait_ms * (1000 - JITTER_PERMILLE + chance) / 1000;

	return n->valid_until_utc_ms != AT_NONE && next > n->valid_until_utc_ms ? AT_NONE : next;
}

int64_t
gate_next_try(const struct notice *n, int32_t attempt, int64_t now_utc_ms)
{
	int64_t wait_ms =
	    attempt > 20 ? LIMIT_BACKOFF_MAX_MS : (int64_t)attempt * attempt * LIMIT_BACKOFF_MIN_MS;

	if (wait_ms > LIMIT_BACKOFF_MAX_MS)
		wait_ms = LIMIT_BACKOFF_MAX_MS;
	return gate_next_after(n, attempt, wait_ms, now_utc_ms);
}
