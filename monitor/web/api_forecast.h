#pragma once

/*
 * api_forecast: the forecast of a shipment as the README of this folder gives it. Web thread only.
 */

#include "monitor/web/api_json.h"

/* The members "forecast", "said_handover" and "said_warned", into an open object. */
void out_forecast(struct json_out *out, const struct shipment *s);
