#pragma once

/*
 * desk_session: who is at the desk, and out with one session or with all of one's own; and whether pages are light or dark. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_sessions;
api_fn desk_session_end;
api_fn desk_sessions_end; /* all of my own */
api_fn desk_theme;
