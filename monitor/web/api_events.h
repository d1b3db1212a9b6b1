#pragma once

/* api_events: which programs are told what happens, how far, and telling them again. Web thread only. */

#include "monitor/web/api.h"

api_fn api_events;
api_fn api_events_replay;

/* "events": every endpoint, as a member; within a read transaction. */
int api_out_endpoints(struct api_call *call) MUST_CHECK;
