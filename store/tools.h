#pragma once

/*
 * tools: what is done to a store as a whole: backup while it runs, restore and rebuild while nobody has it. The verbs are in store.h.
 */

#include "store/writer.h"
