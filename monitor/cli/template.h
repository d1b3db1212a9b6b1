#pragma once

/*
 * template: `puntual template check`: templates, or texts one a line, judged by tone before anybody reads them. Offline.
 */

#include "monitor/cli/cli.h"

extern const struct command command_template;
