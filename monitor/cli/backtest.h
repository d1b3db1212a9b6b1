#pragma once

/*
 * backtest: `puntual backtest FILE.csv...`: how good the forecast would have been on one's own past: the judge's code over a CSV of past
 * shipments on a virtual clock. Asks no daemon.
 */

#include "monitor/cli/cli.h"

extern const struct command command_backtest;
