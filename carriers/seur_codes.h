#pragma once

/* seur_codes: the table of carriers/seur.c, apart because of its length. Sorted as all are: a test looks. */

#include "carriers/carrier.h"

enum { SEUR_CODES = 405 };

extern const struct code_row seur_codes[SEUR_CODES];
