#pragma once

/*
 * export: `puntual export`: every shipment as CSV, in the columns that `puntual import` reads and then what became of it; or as JSON, a line
 * each. One page of the daemon at a time.
 */

#include "monitor/cli/cli.h"

extern const struct command command_export;
