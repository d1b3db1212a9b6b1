#include "monitor/base/incident.h"

#include <string.h>

static const char *const names[INCIDENT_KINDS] = {
    [INCIDENT_SILENCE] = "silence",
    [INCIDENT_OUTAGE] = "outage",
    [INCIDENT_STANDSTILL] = "standstill",
    [INCIDENT_ANNOUNCED] = "announced",
};

const char *
incident_kind_name(enum incident_kind kind)
{
	return names[kind];
}

enum incident_kind
incident_kind_from(const char *name)
{
	int kind = INCIDENT_SILENCE;

	while (kind < INCIDENT_KINDS && strcmp(names[kind], name) != 0)
		kind++;
	return (enum incident_kind)kind;
}

bool
incident_waits(const struct incident *i, int64_t now_utc_ms)
{
	return i->closed_utc_ms == AT_NONE &&
	    (i->released_utc_ms == AT_NONE || i->released_utc_ms > now_utc_ms);
}

static const char *const causes[INCIDENT_CAUSES] = {
    [INCIDENT_UNANSWERED] = "it does not answer",
    [INCIDENT_REFUSED] = "it refuses our credentials",
    [INCIDENT_ENDED] = "its time is over",
    [INCIDENT_ANSWERS] = "the carrier answers",
    [INCIDENT_MOVES] = "its parcels move",
    [INCIDENT_NOTHING_MORE] = "nothing more is expected",
    [INCIDENT_PART] = "part of one of the whole carrier",
};

const char *
incident_cause_text(enum incident_cause cause)
{
	return causes[cause];
}

enum incident_cause
incident_cause_of(const char *text)
{
	int cause = 0;

	while (cause < INCIDENT_CAUSES && strcmp(causes[cause], text) != 0)
		cause++;
	return (enum incident_cause)cause;
}
