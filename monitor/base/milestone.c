#include "monitor/base/milestone.h"

#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct milestone_row {
	const char *name;
	int rank;
	bool terminal;
	bool physical;
};

/* Ranks beyond delivered: what re-opens a parcel comes after it, what ends it comes last. */
static const struct milestone_row milestones[] = {
    [MILESTONE_UNKNOWN] = {"unknown", 0, false, false},
    [MILESTONE_LABEL_CREATED] = {"label_created", 1, false, false},
    [MILESTONE_ACCEPTED] = {"accepted", 2, false, true},
    [MILESTONE_IN_TRANSIT] = {"in_transit", 3, false, true},
    [MILESTONE_EXCEPTION] = {"exception", 3, false, true},
    [MILESTONE_CUSTOMS] = {"customs", 4, false, true},
    [MILESTONE_OUT_FOR_DELIVERY] = {"out_for_delivery", 5, false, true},
    [MILESTONE_DELIVERY_ATTEMPTED] = {"delivery_attempted", 6, false, true},
    [MILESTONE_READY_FOR_PICKUP] = {"ready_for_pickup", 7, false, true},
    [MILESTONE_DELIVERED] = {"delivered", 8, true, true},
    [MILESTONE_RETURNING] = {"returning", 9, false, true},
    [MILESTONE_RETURNED] = {"returned", 10, true, true},
    [MILESTONE_LOST_DAMAGED] = {"lost_damaged", 11, true, true},
    [MILESTONE_CANCELLED] = {"cancelled", 12, true, false},
    [MILESTONE_EXPIRED] = {"expired", 13, true, false},
};

struct reason_row {
	const char *name;
	enum party party;
};

static const struct reason_row reasons[] = {
    [REASON_NONE] = {"none", PARTY_NONE},
    [REASON_NOBODY_HOME] = {"nobody_home", PARTY_RECIPIENT},
    [REASON_ADDRESS] = {"address", PARTY_RECIPIENT},
    [REASON_REFUSED] = {"refused", PARTY_RECIPIENT},
    [REASON_RECIPIENT_ASKED] = {"recipient_asked", PARTY_RECIPIENT},
    [REASON_PAYMENT_DUE] = {"payment_due", PARTY_RECIPIENT},
    [REASON_NOT_COLLECTED] = {"not_collected", PARTY_RECIPIENT},
    [REASON_NO_TIME] = {"no_time", PARTY_CARRIER},
    [REASON_NO_ACCESS] = {"no_access", PARTY_CARRIER},
    [REASON_MISROUTED] = {"misrouted", PARTY_CARRIER},
    [REASON_CARRIER_DELAY] = {"carrier_delay", PARTY_CARRIER},
    [REASON_DAMAGED] = {"damaged", PARTY_CARRIER},
    [REASON_LOST] = {"lost", PARTY_CARRIER},
    [REASON_CUSTOMS_HOLD] = {"customs_hold", PARTY_CUSTOMS},
    [REASON_DOCUMENTS] = {"documents", PARTY_SHOP},
    [REASON_NOT_HANDED_OVER] = {"not_handed_over", PARTY_SHOP},
    [REASON_WEATHER] = {"weather", PARTY_FORCE},
    [REASON_STRIKE] = {"strike", PARTY_FORCE},
    [REASON_CLOSED] = {"closed", PARTY_FORCE},
    [REASON_FORCE] = {"force", PARTY_FORCE},
    [REASON_SECURITY] = {"security", PARTY_CUSTOMS},
    [REASON_DATE_CHANGED] = {"date_changed", PARTY_CARRIER},
};

static const char *const parties[] = {
    [PARTY_NONE] = "none",
    [PARTY_SHOP] = "shop",
    [PARTY_CARRIER] = "carrier",
    [PARTY_RECIPIENT] = "recipient",
    [PARTY_CUSTOMS] = "customs",
    [PARTY_FORCE] = "force",
};

static const char *const promise_states[] = {
    [PROMISE_NONE] = "none",
    [PROMISE_ON_TRACK] = "on_track",
    [PROMISE_AT_RISK] = "at_risk",
    [PROMISE_SLIPPING] = "slipping",
    [PROMISE_MISSED] = "missed",
    [PROMISE_KEPT] = "kept",
    [PROMISE_LATE] = "late",
    [PROMISE_RETURNED] = "returned",
};

static const char *const data_states[] = {
    [DATA_FRESH] = "fresh",
    [DATA_QUIET] = "quiet",
    [DATA_STALE] = "stale",
    [DATA_NOT_FOUND] = "not_found",
    [DATA_FAILING] = "failing",
};

_Static_assert(COUNT(milestones) == MILESTONE_COUNT, "a milestone without a row");
_Static_assert(COUNT(reasons) == REASON_COUNT, "a reason without a row");
_Static_assert(COUNT(parties) == PARTY_COUNT, "a party without a name");
_Static_assert(COUNT(promise_states) == PROMISE_COUNT, "a promise state without a name");
_Static_assert(COUNT(data_states) == DATA_COUNT, "a data state without a name");

const char *
milestone_name(enum milestone m)
{
	return (size_t)m < COUNT(milestones) ? milestones[m].name : "unknown";
}

const char *
reason_name(enum reason r)
{
	return (size_t)r < COUNT(reasons) ? reasons[r].name : "unknown";
}

const char *
party_name(enum party p)
{
	return (size_t)p < COUNT(parties) ? parties[p] : "unknown";
}

const char *
promise_state_name(enum promise_state s)
{
	return (size_t)s < COUNT(promise_states) ? promise_states[s] : "unknown";
}

const char *
data_state_name(enum data_state s)
{
	return (size_t)s < COUNT(data_states) ? data_states[s] : "unknown";
}

int
milestone_from_name(const char *name, enum milestone *out)
{
	for (size_t i = 0; i < COUNT(milestones); i++)
		if (strcmp(milestones[i].name, name) == 0) {
			*out = (enum milestone)i;
			return 0;
		}
	return ERR_NOT_FOUND;
}

int
reason_from_name(const char *name, enum reason *out)
{
	for (size_t i = 0; i < COUNT(reasons); i++)
		if (strcmp(reasons[i].name, name) == 0) {
			*out = (enum reason)i;
			return 0;
		}
	return ERR_NOT_FOUND;
}

int
promise_state_from_name(const char *name, enum promise_state *out)
{
	for (size_t i = 0; i < COUNT(promise_states); i++)
		if (strcmp(promise_states[i], name) == 0) {
			*out = (enum promise_state)i;
			return 0;
		}
	return ERR_NOT_FOUND;
}

enum party
reason_party(enum reason r)
{
	return (size_t)r < COUNT(reasons) ? reasons[r].party : PARTY_NONE;
}

bool
milestone_terminal(enum milestone m)
{
	return (size_t)m < COUNT(milestones) && milestones[m].terminal;
}

int
milestone_rank(enum milestone m)
{
	return (size_t)m < COUNT(milestones) ? milestones[m].rank : 0;
}

bool
milestone_physical(enum milestone m)
{
	return (size_t)m < COUNT(milestones) && milestones[m].physical;
}

bool
promise_settled(enum promise_state s)
{
	return s == PROMISE_KEPT || s == PROMISE_LATE || s == PROMISE_RETURNED || s == PROMISE_NONE;
}
