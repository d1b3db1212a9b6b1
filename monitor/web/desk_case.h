#pragma once

/*
 * desk_case: the case of a parcel: who has it and until when, to whom it can be given, and what is done about it. Web thread only.
 */

#include "monitor/web/api_json.h"
#include "monitor/web/desk_view.h"

/* The values of the case bar, of the parcel's open case or of none. */
int desk_case_set(struct desk_view *v, const struct parcel *p) MUST_CHECK;

api_fn desk_case_claim;
api_fn desk_case_note;
api_fn desk_case_resolve;
api_fn desk_case_unclaim;
api_fn desk_case_reopen;
api_fn desk_case_assign; /* to somebody who may see it */
api_fn desk_case_take;   /* from whoever has it */
api_fn desk_case_free;   /* nobody has it */
