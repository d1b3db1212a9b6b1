#pragma once

/*
 * read_erase: what erasing would remove, counted before anybody says yes (store_erasable of store.h).
 */

#include "store/read.h"
