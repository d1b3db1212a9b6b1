/*
 * main: the command table. A command is one row; its arguments start at argv[0], its own name.
 */

#include <stdio.h>
#include <string.h>

#include "monitor/base/crash.h"
#include "monitor/cli/amend.h"
#include "monitor/cli/backtest.h"
#include "monitor/cli/carriers.h"
#include "monitor/cli/cases.h"
#include "monitor/cli/cli.h"
#include "monitor/cli/desk.h"
#include "monitor/cli/erase.h"
#include "monitor/cli/events.h"
#include "monitor/cli/export.h"
#include "monitor/cli/import.h"
#include "monitor/cli/inbox.h"
#include "monitor/cli/incidents.h"
#include "monitor/cli/look_up.h"
#include "monitor/cli/offline.h"
#include "monitor/cli/outbox.h"
#include "monitor/cli/parse.h"
#include "monitor/cli/people.h"
#include "monitor/cli/report.h"
#include "monitor/cli/status.h"
#include "monitor/cli/template.h"
#include "monitor/cli/tokens.h"
#include "monitor/cli/watch.h"
#include "monitor/daemon.h"

static int
version_run(struct cli *cli)
{
	int written = cli->json ? printf("{\"version\":\"%s\"}\n", PUNTUAL_VERSION)
				: printf("puntual %s\n", PUNTUAL_VERSION);

	return written < 0 ? EXIT_CODE_FAILED : EXIT_CODE_OK;
}

static const struct command command_version = {
    .name = "version",
    .arguments = "",
    .summary = "print the version",
    .offline = true,
    .run = version_run,
};

static const struct command command_parse = {
    .name = "parse",
    .arguments = "--carrier ID [FILE|-]",
    .summary = "read one recorded reply of a carrier",
    .plain = parse_command,
};

static const struct command command_recognise = {
    .name = "recognise",
    .arguments = "NUMBER",
    .summary = "say whose a tracking number may be",
    .plain = recognise_command,
};

static const struct command command_serve = {
    .name = "serve",
    .arguments = "[-c FILE]",
    .summary = "the daemon",
    .plain = serve_command,
};

static const struct command *const commands[] = {
    &command_serve,
    &command_add,
    &command_import,
    &command_export,
    &command_change,
    &command_cancel,
    &command_find,
    &command_show,
    &command_list,
    &command_watch,
    &command_poll,
    &command_case,
    &command_incidents,
    &command_inbox,
    &command_events,
    &command_outbox,
    &command_pause,
    &command_resume,
    &command_tell,
    &command_suppress,
    &command_bounce,
    &command_erase,
    &command_report,
    &command_advise,
    &command_carriers,
    &command_status,
    &command_token,
    &command_desk,
    &command_backup,
    &command_restore,
    &command_check_config,
    &command_backtest,
    &command_template,
    &command_parse,
    &command_recognise,
    &command_version,
};

static void
print_commands(FILE *out)
{
	fputs("usage: puntual COMMAND [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		fprintf(out, "  %-13s %s\n", commands[i]->name, commands[i]->summary);
	fputs(
	    "\n`puntual help COMMAND` says more. Exit codes: 0 ok, 1 failed or not found, 2 usage, configuration "
	    "or a\nstore in use, 3 the daemon is not reachable, 75 (bounce) try again later.\n",
	    out);
}

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(name, commands[i]->name) == 0)
			return commands[i];
	fprintf(stderr, "puntual: no command '%s'; 'puntual help' lists them\n", name);
	return NULL;
}

#ifdef CRASH_POINTS
/* For the tests that kill it: a line for each place where it can be. */
static int
print_crash_points(void)
{
	size_t count;
	const char *const *points = crash_points(&count);

	for (size_t i = 0; i < count; i++)
		puts(points[i]);
	return EXIT_CODE_OK;
}
#endif

int
main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_commands(stderr);
		return EXIT_CODE_USAGE;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
		command = argc > 2 ? find_command(argv[2]) : NULL;
		if (command != NULL)
			cli_usage(stdout, command);
		else if (argc == 2)
			print_commands(stdout);
		return argc > 2 && command == NULL ? EXIT_CODE_USAGE : EXIT_CODE_OK;
	}
#ifdef CRASH_POINTS
	if (strcmp(argv[1], "--crash-points") == 0)
		return print_crash_points();
#endif
	command = find_command(argv[1]);
	return command != NULL ? cli_run(command, argc - 1, argv + 1) : EXIT_CODE_USAGE;
}
