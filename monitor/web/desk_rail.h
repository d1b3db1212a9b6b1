#pragma once

/*
 * desk_rail: what stands around every page of the desk: how much waits in each list and what of it presses, and how the carriers answer. Web
 * thread only.
 */

#include "monitor/web/desk_view.h"

/* What presses; within the read transaction of the counts. */
int desk_rail_read(struct desk_view *v, struct desk_pressing *out) MUST_CHECK;
/* The values of pages/desk/_top.html and _end.html. */
void desk_rail_set(struct desk_view *v);
