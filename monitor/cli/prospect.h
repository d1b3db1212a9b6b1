#pragma once

/*
 * prospect: the forecast of one parcel in words: the chance with its basis, or why there is none, and the steps that lead to it. What is drawn of
 * it is in picture. Pure.
 */

#include "monitor/cli/page.h"
#include "monitor/cli/view.h"

/* "84 %, según 312 envíos parecidos. A más tardar el jueves 26, 9 de 10 veces.", or why no chance is said; nothing where there is nothing to
 * say of it: the rules speak alone. */
void prospect_chance(const struct look *look, struct buf *b, const struct view *v);

/* The steps, each with what it adds and the sum so far; false, and nothing, without a chance. */
bool prospect_steps(struct page *p, const struct view *v);

/* Whole percents of all days shown and what comes after them (`after`: of it and all later ones), such that they add up to 100. */
struct prospect_day {
	int32_t day; /* DAY_NONE: after the last one */
	int percent;
	int32_t per_mille;
};

/* Of days up to `last_day`, the rest as one; returns how many, at most FORECAST_DAYS + 1; 0 without a forecast. */
size_t prospect_days(
    const struct forecast *f, int32_t last_day, struct prospect_day out[FORECAST_DAYS + 1]);
