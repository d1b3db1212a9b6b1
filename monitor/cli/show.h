#pragma once

/*
 * show: one parcel on one page: verdict, why, what to do, the drawing of its days, what comes and what happened. Takes the API's whole
 * answer; pure but for the page.
 */

#include "monitor/base/json.h"
#include "monitor/cli/page.h"

void show_parcel(struct page *p, struct json_value parcel);
