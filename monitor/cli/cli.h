#pragma once

/*
 * cli: what every command of `puntual` shares: the row that describes it, the options that all client commands take, exit codes, and the
 * words for a failure. A client command talks to the daemon by ask.h and shows its answer by page.h.
 */

#include "monitor/cli/page.h"

#include <getopt.h>

/* Exit codes, the same for every command. */
enum exit_code {
	EXIT_CODE_OK = 0,
	EXIT_CODE_FAILED = 1,
	EXIT_CODE_USAGE = 2,
	EXIT_CODE_UNREACHABLE = 3,
	EXIT_CODE_AGAIN = 75 /* of `bounce`: EX_TEMPFAIL, by which mail servers try again */
};

struct cli;

enum { CLI_OPTIONS = 12 };

/* One row of the command table. */
struct command {
	const char *name;
	const char *arguments; /* as usage shows them */
	const char *summary;
	const char
	    *options[CLI_OPTIONS + 1]; /* of its own: "state=" takes a value, "all" does not */
	int least, most;               /* arguments that are no options; most -1: any */
	bool offline;                  /* never asks the daemon: no --socket */
	int (*run)(struct cli *cli);   /* returns an enum exit_code */
	int (*plain)(int argc, char **argv); /* instead: reads all its arguments itself */
};

struct cli {
	const struct command *command;
	bool json;
	const char *socket;
	struct look look;
	const char *values[CLI_OPTIONS]; /* of the command's options; NULL: not given */
	char **args;
	int count;
};

/* Read the arguments (argv[0] is the command's name) and run it. */
int cli_run(const struct command *command, int argc, char **argv);

void cli_usage(FILE *out, const struct command *command);

/* The value of an option of the command; "" for a switch; NULL when it was not given. */
const char *cli_option(const struct cli *cli, const char *name);

/* Who acts: option `as`, else the user. */
const char *cli_author(const struct cli *cli);

/* "puntual NAME: ..." on stderr; returns `code`. */
int cli_fail(const struct cli *cli, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As cli_fail, then the usage; EXIT_CODE_USAGE. */
int cli_misused(const struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Print a page on stdout: OK, or FAILED when memory or the output ended. */
int cli_print(const struct cli *cli, const struct page *page);
