#pragma once

/*
 * incidents: what holds words to customers: `puntual incidents`. The page is pure: it takes the API's answer.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_incidents;

void incidents_page(struct page *p, struct json_value answer);
