#pragma once

/*
 * api_erase: customers who want to be forgotten: who they are and what there is of them, then their erasing. See api.h.
 */

#include "monitor/web/api.h"

api_fn api_erasable, api_erase;
