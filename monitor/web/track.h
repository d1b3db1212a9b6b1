#pragma once

/*
 * track: the customer's page of their order: what was promised, what has changed, what they may choose, whom they may call. Works without
 * scripts; a link opens it (who.h), and every failure looks the same. Web thread only.
 */

#include "monitor/web/api.h"

api_fn track_show; /* GET  /t/LINK */
api_fn
    track_ask; /* GET  /t/LINK/wait and the others that mails link to: a question and a button, nothing is done by looking */
api_fn track_choose; /* POST /t/LINK/choice */
api_fn track_answer; /* POST /t/LINK/kept */
api_fn track_prefer; /* POST /t/LINK/notices */
api_fn track_stop;   /* POST /t/LINK/stop, as mail programs send it too (RFC 8058) */
