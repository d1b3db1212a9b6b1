#pragma once

/*
 * read_incident: reading incidents, what they hold, and the sums of tallies. The verbs are in store.h.
 */

#include "store/read.h"
