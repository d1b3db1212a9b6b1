#pragma once

/* postnl_codes: the table of carriers/postnl.c, apart because of its length. Sorted as all are: a test looks. */

#include "carriers/carrier.h"

enum { POSTNL_CODES = 312 };

extern const struct code_row postnl_codes[POSTNL_CODES];
