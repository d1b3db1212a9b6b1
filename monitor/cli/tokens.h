#pragma once

/* tokens: programs that may ask the daemon over the network: `puntual token`. The page is pure: it takes the API's answer. */

#include "monitor/base/json.h"
#include "monitor/base/json_write.h"
#include "monitor/cli/cli.h"

extern const struct command command_token;

void tokens_page(struct page *p, struct json_value answer);

/* The end of a body: who asks; and the call CALLS/ID/revoke for the command's argument. Exit codes. */
int tokens_body(struct cli *cli, struct json_out *w, struct buf *body);
int tokens_end(struct cli *cli, const char *calls, enum word done);
