/*
 * main: the command table. A command is one row; its arguments start at argv[0], its own name.
 */

#include <stdio.h>
#include <string.h>

#include "monitor/cli/cli.h"
#include "monitor/cli/parse.h"

struct command {
	const char *name;
	const char *summary;
	int (*run)(int argc, char **argv);
};

static int
command_version(int argc, char **argv)
{
	if (argc > 1) {
		fprintf(stderr, "puntual version: unexpected argument '%s'\n", argv[1]);
		return EXIT_CODE_USAGE;
	}
	return puts("puntual " PUNTUAL_VERSION) < 0 ? EXIT_CODE_FAILED : EXIT_CODE_OK;
}

static const struct command commands[] = {
    {"parse", "read one recorded reply of a carrier", parse_command},
    {"recognise", "say whose a tracking number may be", recognise_command},
    {"version", "print the version", command_version},
};

static void
print_usage(FILE *out)
{
	fputs("usage: puntual COMMAND [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		fprintf(out, "  %-14s %s\n", commands[i].name, commands[i].summary);
}

int
main(int argc, char **argv)
{
	if (argc < 2) {
		print_usage(stderr);
		return EXIT_CODE_USAGE;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
		print_usage(stdout);
		return EXIT_CODE_OK;
	}
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	fprintf(stderr, "puntual: no command '%s'; 'puntual help' lists them\n", argv[1]);
	return EXIT_CODE_USAGE;
}
