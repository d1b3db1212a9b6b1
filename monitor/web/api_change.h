#pragma once

/* api_change: a shipment corrected, marked by hand, cancelled, or asked about now. Web thread only. */

#include "monitor/web/api.h"

api_fn api_change;
api_fn api_cancel;
api_fn api_poll;
