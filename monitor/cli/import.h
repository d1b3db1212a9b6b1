#pragma once

/*
 * import: `puntual import FILE.csv`: a parcel a line, under the names of a registration's fields. Each line is registered whole or not at
 * all; what is known already is left as it is, so that running it again completes it.
 */

#include "monitor/cli/cli.h"

extern const struct command command_import;
