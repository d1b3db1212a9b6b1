#pragma once

/*
 * desk_notice: one word to a customer as it was sent, or as it would be, and what can be done about it while it waits. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_notice;
api_fn desk_notice_letter; /* its HTML, for a frame */
api_fn desk_notice_hold;
api_fn desk_notice_release;
api_fn desk_notice_drop;
api_fn desk_notice_resend;
