#pragma once

/*
 * erase: customers who want to be forgotten: what there is of them, a question, and it is gone.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_erase;

/* What would go. */
void erase_page(struct page *p, struct json_value answer);
