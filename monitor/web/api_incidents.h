#pragma once

/* api_incidents: what holds words to customers: seen by the judge, or opened by hand. Web thread only. */

#include "monitor/web/api.h"

api_fn api_incidents;
api_fn api_incident_open;
api_fn api_incident_close;
