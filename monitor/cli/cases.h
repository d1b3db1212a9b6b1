#pragma once

/*
 * cases: what people own: `puntual case`. The page is pure: it takes the API's answer.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_case;

void cases_page(struct page *p, struct json_value answer);
