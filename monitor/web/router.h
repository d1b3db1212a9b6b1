#pragma once

/* router: one table of {method, path, handler}, and the checks that every call has in common. Web thread only. */

#include "monitor/web/api.h"

/* Answer a request, now or later. */
void router_handle(struct api *api, const struct server_request *request);
