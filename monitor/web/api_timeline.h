#pragma once

/* api_timeline: one shipment in the order in which things happened, and what is expected of it. Web thread only. */

#include "monitor/web/api.h"

api_fn api_timeline;
api_fn api_forecast;
