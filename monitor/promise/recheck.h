#pragma once

/*
 * recheck: whether a decided notice may still leave, asked in the writer before each attempt. Pure.
 */

#include "monitor/base/judge.h"

/* RECHECK_SUPERSEDED: it is true no more, or too old. RECHECK_HOLD: the shop's customers are paused, or it went back to shadow.
 * RECHECK_LATER: *later_utc_ms says when (quiet hours, too soon after the last word, an open incident, no fresh answer). `text` (LIMIT_TEXT_ROOM) says why it is not sent. */
enum recheck recheck(const struct recheck_input *in, char *text, int64_t *later_utc_ms);
