#pragma once

/* api_incidents: what holds words to customers: seen by the judge, or opened by hand. Web thread only. */

#include "monitor/web/api.h"

api_fn api_incidents;
api_fn api_incident_open;
api_fn api_incident_close;

/* When an incident ends: an instant, or a day or an hour of the first shop's; a day ends when it ends, "" is AT_NONE. ERR_MALFORMED. */
int api_incident_until(const struct api_call *call, const char *text, int64_t *out) MUST_CHECK;
