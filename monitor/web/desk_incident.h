#pragma once

/*
 * desk_incident: many parcels gone quiet together: the open ones, one of them with what it holds, and by hand one more or one less. Of every
 * shop: for those who see all. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_incidents;
api_fn desk_incident;
api_fn desk_incident_open;
api_fn desk_incident_close;
api_fn desk_incident_wait;    /* its last day is another one */
api_fn desk_incident_release; /* words wait for it no more, though it lasts */
api_fn desk_incident_hold;    /* they do again */
