#pragma once

/*
 * people: the commands about customers' mailboxes and wishes: bounce, suppress, tell.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_bounce, command_suppress, command_tell;

/* The page of `suppress ls`. */
void suppressed_page(struct page *p, struct json_value answer);
