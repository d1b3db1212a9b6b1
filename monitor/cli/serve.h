#pragma once

/* serve: what the command line of `puntual serve` says. */

#include "monitor/loop.h"

struct serve_options {
	const char *config_path; /* of argv, or the default */
	struct clock_options clock;
};

/* Exit code of a command that ends here (help, or a wrong line, which is told); -1: go on. */
int serve_read_options(struct serve_options *out, int argc, char **argv);
