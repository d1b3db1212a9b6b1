#pragma once

/*
 * desk_scans: the scans of an incident's carrier, depot or lane, those that came beside those that were to be expected, as a chart and as the
 * rows of a table. Web thread only, within one read transaction.
 */

#include "monitor/base/incident.h"
#include "monitor/web/desk_view.h"

/* Sets scans_chart (markup) and the list scans; "" and none where nothing was expected. */
int desk_scans(struct desk_view *v, const struct incident *i) MUST_CHECK;
