#pragma once

/*
 * inbox: `puntual inbox`: what shops and carriers sent: what failed and why, read again, dropped.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"
#include "monitor/cli/page.h"

extern const struct command command_inbox;

/* For tests: the page of an answer of GET /v1/inbox, of GET /v1/inbox/N. */
void inbox_page(struct page *p, struct json_value answer);
void inbox_message_page(struct page *p, struct json_value answer);
