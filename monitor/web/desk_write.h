#pragma once

/*
 * desk_write: a word to a customer by hand: another date, or a kind that is true now, with what a person adds; shown as it will leave before it
 * does, and refused while the tone guard finds something in it. Web thread only.
 */

#include "monitor/web/api_json.h"
#include "monitor/web/desk_view.h"

api_fn desk_write; /* GET: the form, filled in; POST: shown again, or sent */

/* Sets `writes`, a list of {href, label}, of what may be written of this parcel now. Within the caller's read transaction. */
int desk_write_choices(struct desk_view *v, const struct parcel *p) MUST_CHECK;
