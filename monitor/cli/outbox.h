#pragma once

/*
 * outbox: notices decided, waiting, held and sent: `puntual outbox`. The pages are pure: they take the API's answers.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_outbox;

void outbox_page(struct page *p, struct json_value answer);
void outbox_notice_page(struct page *p, struct json_value notice);
