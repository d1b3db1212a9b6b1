#include "monitor/cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/loop.h"

static const char default_socket[] = "/run/puntual/api.sock";

/* ---- failing ---- */

static void __attribute__((format(printf, 2, 0)))
say(const struct command *command, const char *format, va_list args)
{
	fprintf(stderr, "puntual %s: ", command->name);
	(void)vfprintf(stderr, format, args);
	fputc('\n', stderr);
}

int
cli_fail(const struct cli *cli, int code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(cli->command, format, args);
	va_end(args);
	return code;
}

int
cli_misused(const struct cli *cli, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(cli->command, format, args);
	va_end(args);
	cli_usage(stderr, cli->command);
	return EXIT_CODE_USAGE;
}

void
cli_usage(FILE *out, const struct command *command)
{
	fprintf(out, "usage: puntual %s%s%s\n", command->name,
	    command->arguments[0] != '\0' ? " " : "", command->arguments);
	if (command->run == NULL)
		return;
	fprintf(out, "  %s\n  also:%s [--json] [--lang es|en] [--color auto|always|never]\n",
	    command->summary, command->offline ? "" : " [--socket PATH]");
}

int
cli_print(const struct cli *cli, const struct page *page)
{
	struct buf out = BUF_INIT(SIZE_MAX / 2);
	int code = EXIT_CODE_OK;
	int rc = page_take(page, &out);

	if (rc < 0)
		code = cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
	else if (fwrite(buf_str(&out), 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		code = cli_fail(cli, EXIT_CODE_FAILED, "the output cannot be written");
	buf_clear(&out);
	return code;
}

/* ---- the surroundings ---- */

/* The first of the three that is set and not empty decides, as setlocale has it. */
static const char *
locale_of(const char *category)
{
	const char *names[] = {"LC_ALL", category, "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

static int
columns_of(void)
{
	const char *given = getenv("COLUMNS");
	struct winsize size;
	int64_t columns;

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
	    size.ws_col > 0)
		return size.ws_col;
	if (given != NULL && text_parse_i64(span_of(given), 20, 1000, &columns) == 0)
		return (int)columns;
	return 80;
}

/* A terminal's own time until the daemon says what time it has. */
static int64_t
system_now(void)
{
	const struct clock_options options = {.rate = 1, .start_utc_ms = AT_NONE};
	struct clock *clock;
	int64_t now;

	if (clock_new(&clock, &options) < 0)
		return 0;
	now = clock_world(clock);
	clock_free(clock);
	return now;
}

static bool
is_utf8(const char *locale)
{
	return strcasestr(locale, "utf-8") != NULL || strcasestr(locale, "utf8") != NULL;
}

static void
look_around(struct cli *cli)
{
	const char *no_color = getenv("NO_COLOR"), *socket = getenv("PUNTUAL_SOCKET");

	cli->look = (struct look){
	    .language =
		text_starts(span_of(locale_of("LC_MESSAGES")), "es") ? LANGUAGE_ES : LANGUAGE_EN,
	    .utf8 = is_utf8(locale_of("LC_CTYPE")),
	    .color = isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0'),
	    .columns = columns_of(),
	    .now_utc_ms = system_now(),
	    .zone = "UTC",
	};
	cli->socket = socket != NULL && socket[0] != '\0' ? socket : default_socket;
}

/* ---- options ---- */

enum { OPTION_JSON = 1000, OPTION_SOCKET, OPTION_LANG, OPTION_COLOR, OPTION_HELP };

static const struct option common[] = {
    {"json", no_argument, NULL, OPTION_JSON},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"color", required_argument, NULL, OPTION_COLOR},
    {"help", no_argument, NULL, OPTION_HELP},
    {"socket", required_argument, NULL, OPTION_SOCKET},
};

enum { COMMON = sizeof(common) / sizeof(common[0]) };

struct names {
	char text[CLI_OPTIONS][24];
	struct option options[CLI_OPTIONS + COMMON + 1];
};

/* The command's options come first, by their place in its table; `--socket` is left out of offline ones. */
static void
make_options(const struct command *command, struct names *names)
{
	size_t n = 0;

	memset(names, 0, sizeof(*names));
	for (; n < CLI_OPTIONS && command->options[n] != NULL; n++) {
		struct span name = span_of(command->options[n]);
		bool takes = name.data[name.len - 1] == '=';

		if (takes)
			name.len--;
		(void)text_cut(names->text[n], sizeof(names->text[n]), name);
		names->options[n] = (struct option){
		    names->text[n], takes ? required_argument : no_argument, NULL, (int)n};
	}
	memcpy(&names->options[n], common,
	    (command->offline ? COMMON - 1 : COMMON) * sizeof(common[0]));
}

static int
read_common(struct cli *cli, int option)
{
	const char *value = optarg != NULL ? optarg : "";

	switch (option) {
	case OPTION_JSON: cli->json = true; return EXIT_CODE_OK;
	case OPTION_SOCKET: cli->socket = value; return EXIT_CODE_OK;
	case OPTION_LANG:
		if (strcmp(value, "es") != 0 && strcmp(value, "en") != 0)
			return cli_misused(cli, "--lang: '%s' is neither es nor en", value);
		cli->look.language = value[1] == 's' ? LANGUAGE_ES : LANGUAGE_EN;
		return EXIT_CODE_OK;
	case OPTION_COLOR:
		if (strcmp(value, "always") == 0)
			cli->look.color = true;
		else if (strcmp(value, "never") == 0)
			cli->look.color = false;
		else if (strcmp(value, "auto") != 0)
			return cli_misused(
			    cli, "--color: '%s' is none of auto, always, never", value);
		return EXIT_CODE_OK;
	default: return EXIT_CODE_USAGE;
	}
}

static int
read_options(struct cli *cli, int argc, char **argv, bool *help)
{
	struct names names;
	int option, code = EXIT_CODE_OK;
	/* `-c FILE` where the first option is "config=". */
	bool config =
	    cli->command->options[0] != NULL && strcmp(cli->command->options[0], "config=") == 0;

	make_options(cli->command, &names);
	optind = 0; /* from the start, also in a process that has read others */
	opterr = 0;
	while (code == EXIT_CODE_OK &&
	    (option = getopt_long(argc, argv, config ? "c:" : "", names.options, NULL)) != -1) {
		if (option == 'c')
			cli->values[0] = optarg;
		else if (option >= 0 && option < CLI_OPTIONS)
			cli->values[option] = optarg != NULL ? optarg : "";
		else if (option == OPTION_HELP)
			*help = true;
		else if (option == '?')
			code = cli_misused(
			    cli, "'%s' is no option, or lacks its value", argv[optind - 1]);
		else
			code = read_common(cli, option);
	}
	cli->args = argv + optind;
	cli->count = argc - optind;
	return code;
}

const char *
cli_option(const struct cli *cli, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < CLI_OPTIONS && cli->command->options[i] != NULL; i++) {
		const char *own = cli->command->options[i];

		if (strncmp(own, name, len) == 0 && (own[len] == '\0' || own[len] == '='))
			return cli->values[i];
	}
	return NULL;
}

int
cli_run(const struct command *command, int argc, char **argv)
{
	struct cli cli = {.command = command};
	bool help = false;
	int code;

	if (command->plain != NULL)
		return command->plain(argc, argv);
	look_around(&cli);
	code = read_options(&cli, argc, argv, &help);
	if (code != EXIT_CODE_OK)
		return code;
	if (help) {
		cli_usage(stdout, command);
		return EXIT_CODE_OK;
	}
	if (cli.count < command->least)
		return cli_misused(&cli, "something is missing");
	if (command->most >= 0 && cli.count > command->most)
		return cli_misused(&cli, "unexpected argument '%s'", cli.args[command->most]);
	code = command->run(&cli);
	zone_thread_clear();
	locale_thread_clear();
	return code;
}

const char *
cli_author(const struct cli *cli)
{
	const char *as = cli_option(cli, "as"), *user = getenv("USER");

	if (as != NULL && as[0] != '\0')
		return as;
	return user != NULL && user[0] != '\0' ? user : "root";
}
