#pragma once

/* read_context: what the judge would be shown of an order, for who asks what it would say (store.h). The thread of the reader. */

#include "store/read.h"
