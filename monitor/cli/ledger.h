#pragma once

/*
 * ledger: what comes and what happened to one parcel, a line each with its time: from the API's whole answer. Pure but for the page.
 */

#include "monitor/base/json.h"
#include "monitor/cli/page.h"
#include "monitor/cli/view.h"

void ledger_add(struct page *p, const struct view *v, struct json_value parcel);
