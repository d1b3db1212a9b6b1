#pragma once

/*
 * lists: the answers that hold several parcels, for people: what find found, and a state's parcels as a time table. Each takes the API's
 * answer and writes a page; pure but for the page.
 */

#include "monitor/base/json.h"
#include "monitor/cli/page.h"

void lists_find(struct page *p, struct json_value answer, const char *asked);

/* `state` by its name; `limit`: what was asked for. A block: sentence, table, legend. */
void lists_state(struct page *p, struct json_value answer, const char *state, int64_t limit);

/* One line a parcel: mark, order, name and city, verdict. For matches of which one is to be chosen. */
void lists_short(struct page *p, struct json_value results);
