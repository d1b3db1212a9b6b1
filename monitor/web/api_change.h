#pragma once

/* api_change: a shipment corrected, marked by hand, cancelled, or asked about now. Web thread only. */

#include "monitor/web/api.h"

/* What a mark by staff has besides its milestone; its time is now unless it has one. */
void change_complete_mark(struct event *mark, const char *zone, int64_t now_utc_ms);

api_fn api_change;
api_fn api_cancel;
api_fn api_poll;
