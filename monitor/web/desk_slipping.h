#pragma once

/*
 * desk_slipping: the queue of promises in danger as a time table: every parcel is a row on one axis of days. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_slipping;
