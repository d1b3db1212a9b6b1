#pragma once

/*
 * read_access: reading who may enter, whose page a link opens, and what was asked once. The functions are declared in store.h.
 */

#include "store/read.h"
