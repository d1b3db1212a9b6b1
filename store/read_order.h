#pragma once

/* read_order: lists of orders by a moment. Its verbs stand in store.h. */

#include "store/read.h"
