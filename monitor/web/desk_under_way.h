#pragma once

/*
 * desk_under_way: every parcel under way, the one whose promise ends first on top, page by page; what is asked for besides is looked for among so
 * many, and the page says how far. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_under_way;
