#pragma once

/* events: `puntual events ls|replay`: the programs that are told what happens, how far, and telling them again. */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_events;

/* The page of `events ls`. */
void events_page(struct page *p, struct json_value answer);
