#pragma once

/* api_backup: a copy of the store while it runs, on a thread of its own, one at a time. Web thread only. */

#include "monitor/web/api.h"

api_fn api_backup;

/* When api->wake was signalled: answers the backup that has ended, if one has. */
void api_backup_check(struct api *api);

/* Waits for the one that runs. */
void api_backup_end(struct api *api);
