#pragma once

/* read_under_way: parcels of several promise states as one list, by deadline. Its verb stands in store.h. */

#include "store/read.h"
