#pragma once

/*
 * status: how the daemon is (status), whether customers are spoken to (pause, resume), and a copy of all it
 * knows (backup). The page is pure: it takes the API's answer.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_status, command_pause, command_resume, command_backup;

void status_page(struct page *p, struct json_value answer);
