#pragma once

/* events: `puntual events ls|replay`: the programs that are told what happens, how far, and telling them again. */

#include "monitor/cli/cli.h"

extern const struct command command_events;
