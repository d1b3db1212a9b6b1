#pragma once

/* api_past: shipments that were over before, to learn from. Web thread only. */

#include "monitor/web/api.h"

api_fn api_past;
