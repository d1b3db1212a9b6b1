#pragma once

/*
 * read_access: reading who may enter, and whose page a link opens. The functions are declared in store.h.
 */

#include "store/read.h"
