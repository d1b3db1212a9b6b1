#pragma once

/*
 * desk: the pages of support staff: what needs a person now, queues, search, one shipment on one screen, and what can be done there. Every
 * page and action works without JavaScript. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_find; /* whatever was typed */

api_fn desk_shipment; /* desk_shipment.c */
