#pragma once

/*
 * desk_report: how many promises were kept, by week, carrier and lane, whose hours were lost, what was said against what happened, and what
 * could be promised. The figures are those of the API's report (figures.h). Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_report;
