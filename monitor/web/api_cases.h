#pragma once

/* api_cases: what people own. Web thread only. */

#include "monitor/web/api.h"

api_fn api_cases;
api_fn api_case_claim;
api_fn api_case_note;
api_fn api_case_resolve;
