#pragma once

/*
 * amend: the commands that register and correct one parcel: add, change, cancel, poll. Fields are given as name=value, under the names
 * that the API and CSV files use.
 */

#include "monitor/base/json_write.h"
#include "monitor/cli/cli.h"

extern const struct command command_add, command_change, command_cancel, command_poll;

/* True for the name of a field of a registration. */
bool amend_is_field(const char *name);

/* One name=value as a member of the object that is open. False, and said on stderr, when it is none. */
bool amend_put(const struct cli *cli, struct json_out *w, const char *assignment);
