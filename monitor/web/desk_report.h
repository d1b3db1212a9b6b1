#pragma once

/*
 * desk_report: how many promises were kept, by week, carrier and lane, whose hours were lost, what was said against what happened, and what
 * could be promised. The figures are those of the API's report (figures.h). Web thread only.
 */

#include "monitor/web/figures.h"

api_fn desk_report;

/* What the page's parameters ask for, as far as it is sensible; what is not is as if it had not been said. False: there is no such shop. */
bool desk_report_asked(struct api_call *call, struct figures_asked *a);
