#pragma once

/*
 * watch: the command that stays: what needs a look, as it changes, out of the journal; where the daemon goes away it waits and goes on where
 * it was.
 */

#include "monitor/cli/cli.h"

extern const struct command command_watch;
