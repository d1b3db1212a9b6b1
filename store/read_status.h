#pragma once

/*
 * read_status: how the store does: counters, room, what was set aside. Reads only.
 */

#include "store/read.h"
