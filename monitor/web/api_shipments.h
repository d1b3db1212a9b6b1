#pragma once

/* api_shipments: looking shipments up: find, list, show, and who stands for an ID in a path. Web thread only. */

#include "monitor/web/api.h"

api_fn api_find;
api_fn api_list;
api_fn api_show;

/* Whether it is of a shop that the caller sees. */
bool api_sees_shipment(struct api_call *call, uint64_t id);

/* The one shipment that call->id means. False: answered, with 404 or with 300 and the matches. */
bool api_shipment_id(struct api_call *call, uint64_t *out);
