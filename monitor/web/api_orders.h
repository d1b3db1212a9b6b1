#pragma once

/* api_orders: orders by what is owed to their customers, and by what these said. Web thread only. */

#include "monitor/web/api.h"

api_fn api_obligations;
api_fn api_survey;
