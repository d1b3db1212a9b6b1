#pragma once

/* api_status: how the daemon itself fares: version, status, carriers and accounts, journal. Web thread only. */

#include "monitor/web/api.h"

api_fn api_version;
api_fn api_status;
api_fn api_carriers;
api_fn api_account_retry;
api_fn api_journal;
