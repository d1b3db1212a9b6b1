#pragma once

/*
 * desk_report_csv: the figures of the page of reports as one table for a spreadsheet: a row a week, a carrier, a lane. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_report_csv;
