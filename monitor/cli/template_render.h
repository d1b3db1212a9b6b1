#pragma once

/*
 * template_render: `puntual template render KIND`: what a kind of notice becomes in a language, with an invented order. Offline.
 */

#include "monitor/cli/cli.h"

/* args[0] is "render". */
int template_render(struct cli *cli);
