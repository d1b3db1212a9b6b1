#pragma once

/*
 * offline: the commands that need no daemon: restore puts a copy of the store in its place, check-config reads the configuration and, with
 * --try, uses it (try.h).
 */

#include "monitor/cli/cli.h"

extern const struct command command_restore, command_check_config;
