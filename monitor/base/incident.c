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
