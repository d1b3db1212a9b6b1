#pragma once

/* api_export: every shipment as a row, in the order of registration. Web thread only. */

#include "monitor/web/api.h"

api_fn api_export;
