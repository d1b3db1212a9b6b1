#pragma once

/*
 * api_inbox: what came through the doors: what waits, what failed and why; read again, or dropped, by people.
 */

#include "monitor/web/api.h"

api_fn api_inbox;       /* GET /v1/inbox */
api_fn api_inbox_show;  /* GET /v1/inbox/N */
api_fn api_inbox_retry; /* POST /v1/inbox/N/retry */
api_fn api_inbox_drop;  /* POST /v1/inbox/N/drop */
