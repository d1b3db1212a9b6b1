#pragma once

/*
 * desk_act: what a person does about one parcel besides writing: it arrived or is lost, its customer was called; each can be taken back, and
 * what was just done is said on the page that follows. Web thread only.
 */

#include "monitor/web/api_json.h"
#include "monitor/web/desk_view.h"

/* The parcel that the path names, if the caller may see it; cleared by the caller in any case. False: answered. */
bool desk_parcel(struct api_call *call, struct parcel *out);

/* An op about what `id` names, by the person who sits there. NULL: answered. */
struct op *desk_op(struct api_call *call, enum op_kind kind, uint64_t id);
/* What they typed beside it: "text" of the form. */
struct span desk_typed(const struct api_call *call);

/* Sets `did`, and `undo` (a path to post to), from the query "did=KEY&n=ID" that an act leads to. */
void desk_did(struct desk_view *v, uint64_t shipment);

api_fn desk_act_mark_ask;
api_fn desk_act_mark;
api_fn desk_act_unmark;
api_fn desk_act_called;
api_fn desk_act_uncalled;
