#pragma once

/*
 * tone_dates: the dates that a text names in words or figures ("28 de mayo", "Thursday", "tomorrow", "2026-05-28"), against those that a forecast
 * or a carrier event backs. A sentence that speaks of what was promised may name its day; a range of weekdays is somebody's hours. Pure.
 */

#include "monitor/notice/tone_match.h"

struct tone_days {
	const int32_t *days;
	size_t count;
	int32_t today;
};

/* TONE_UNBACKED_DATE for each sentence that names another day. ERR_NOMEM, ERR_TOO_BIG. */
int tone_dates_check(
    const struct tone_days *days, struct span text, tone_found_fn *found, void *arg) MUST_CHECK;
