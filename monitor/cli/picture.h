#pragma once

/*
 * picture: the days of one parcel, six or nine characters each: our word, later words, the parcel's scans and silence, the carrier's own
 * date, and one line for now. Needs 80 columns. Pure.
 */

#include "monitor/base/json.h"
#include "monitor/cli/page.h"
#include "monitor/cli/view.h"

enum { PICTURE_COLUMNS = 80, PICTURE_WIDE = 120 };

/* `retold`: the API's list of later words. */
void picture_add(struct page *p, const struct view *v, struct json_value retold);
