#pragma once

/*
 * look_up: the commands that look: find, list, show.
 */

#include "monitor/cli/cli.h"

extern const struct command command_find, command_list, command_show;
