#pragma once

/*
 * carriers: whom the daemon asks: the accounts with their health, codes that nobody knows yet, and what each adapter can do and how well
 * it is known. The page is pure: it takes the API's answer.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_carriers;

void carriers_page(struct page *p, struct json_value answer);
