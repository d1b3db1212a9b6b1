#pragma once

/*
 * desk_carriers: how each account with a carrier is doing: when it answered last, what is wrong, how much of the day's questions is spent, which
 * codes nobody knows, and the incident that concerns it. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_carriers;
