#pragma once

/* desk: people of the desk: invite, list, revoke. */

#include "monitor/cli/cli.h"

extern const struct command command_desk;
