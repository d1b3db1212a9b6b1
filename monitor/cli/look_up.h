#pragma once

/*
 * look_up: the commands that look: find, list, show.
 */

#include "monitor/cli/ask.h"
#include "monitor/cli/cli.h"

/* What needs a look, as `list` shows it: missed, slipping, in doubt; at most `limit` of each. *shown grows. */
int look_up_urgent(struct ask *c, struct page *page, int64_t limit, size_t *shown);

extern const struct command command_find, command_list, command_show;
