#pragma once

/* tokens: programs that may ask the daemon over the network: `puntual token`. The page is pure: it takes the API's answer. */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_token;

void tokens_page(struct page *p, struct json_value answer);
