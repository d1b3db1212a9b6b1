#include "monitor/base/inbound.h"

#include "monitor/base/err.h"

#include <string.h>

enum {
	KNOWN_DAYS = 3, /* fewer days tell nothing of what is usual */
	WEEK_DAYS = 7,
	SILENCE_LEAST_MS = 6 * HOUR_MS, /* a night without orders alarms nobody */
	FAILING_MS = HOUR_MS,           /* shorter failures mend themselves */
};

static const char *const doors[INBOUND_DOORS] = {
    [INBOUND_SHOP] = "shop",
    [INBOUND_CARRIER] = "carrier",
};

static const char *const states[INBOUND_STATES] = {
    [INBOUND_WAITING] = "waiting",
    [INBOUND_FAILED] = "failed",
    [INBOUND_KEPT] = "kept",
    [INBOUND_DONE] = "done",
    [INBOUND_DROPPED] = "dropped",
};

const char *
inbound_door_name(enum inbound_door door)
{
	return door > 0 && door < INBOUND_DOORS ? doors[door] : "";
}

const char *
inbound_state_name(enum inbound_state state)
{
	return state > 0 && state < INBOUND_STATES ? states[state] : "";
}

int
inbound_state_from_name(const char *name, enum inbound_state *out)
{
	for (int i = INBOUND_WAITING; i < INBOUND_STATES; i++)
		if (strcmp(states[i], name) == 0) {
			*out = (enum inbound_state)i;
			return 0;
		}
	return ERR_NOT_FOUND;
}

void
connector_heard(struct connector_state *c, int64_t now_utc_ms)
{
	int64_t ms = c->heard_utc_ms == AT_NONE ? 0 : now_utc_ms - c->heard_utc_ms;
	int32_t day = (int32_t)(now_utc_ms / DAY_MS);
	struct connector_gap *last = &c->gaps[c->gap_count > 0 ? c->gap_count - 1 : 0];

	c->heard_utc_ms = now_utc_ms;
	if (c->gap_count > 0 && last->day == day) {
		last->ms = ms > last->ms ? ms : last->ms;
		return;
	}
	if (c->gap_count == CONNECTOR_GAPS)
		memmove(c->gaps, c->gaps + 1, --c->gap_count * sizeof(c->gaps[0]));
	c->gaps[c->gap_count++] = (struct connector_gap){day, ms};
}

int64_t
connector_silent_at(const struct connector_state *c)
{
	int64_t longest = 0, second = 0;

	if (c->heard_utc_ms == AT_NONE || c->gap_count < KNOWN_DAYS)
		return AT_NONE;
	for (size_t i = 0; i < c->gap_count; i++)
		if (c->gaps[i].ms > longest) {
			second = longest;
			longest = c->gaps[i].ms;
		} else if (c->gaps[i].ms > second) {
			second = c->gaps[i].ms;
		}
	if (c->gap_count > WEEK_DAYS)
		longest = second;
	longest += longest / 2;
	return c->heard_utc_ms + (longest > SILENCE_LEAST_MS ? longest : SILENCE_LEAST_MS);
}

enum connector_trouble
connector_trouble(const struct connector_state *c, int64_t now_utc_ms)
{
	int64_t silent_at = connector_silent_at(c);

	if (c->failing_since_utc_ms != AT_NONE &&
	    now_utc_ms >= c->failing_since_utc_ms + FAILING_MS)
		return CONNECTOR_FAILING;
	return silent_at != AT_NONE && now_utc_ms >= silent_at ? CONNECTOR_SILENT : CONNECTOR_WELL;
}

const char *
connector_trouble_name(enum connector_trouble trouble)
{
	static const char *const names[] = {[CONNECTOR_WELL] = "well",
	    [CONNECTOR_SILENT] = "silent",
	    [CONNECTOR_FAILING] = "failing",
	    [CONNECTOR_UNREAD] = "unread"};

	return names[trouble];
}
