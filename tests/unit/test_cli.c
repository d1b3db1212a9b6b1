#include "monitor/cli/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/cli/ask.h"

/* What the command saw: filled by a run that stands in for a real one. */
static struct {
	int runs;
	int count;
	char first[64];
	char state[64];
	char path[128]; /* that the options ask for */
	bool all, json, color;
	enum language language;
	char socket[128];
} seen;

static int
record(struct cli *cli)
{
	const char *state = cli_option(cli, "state");
	struct buf path = BUF_INIT(sizeof(seen.path) - 1);

	(void)buf_add_str(&path, "/v1/things");
	ask_path_option(cli, &path, "state");
	ask_path_option(cli, &path, "cursor");
	(void)snprintf(seen.path, sizeof(seen.path), "%s", buf_str(&path));
	buf_clear(&path);
	seen.runs++;
	seen.count = cli->count;
	if (cli->count > 0)
		(void)snprintf(seen.first, sizeof(seen.first), "%s", cli->args[0]);
	(void)snprintf(seen.state, sizeof(seen.state), "%s", state != NULL ? state : "-");
	seen.all = cli_option(cli, "all") != NULL;
	seen.json = cli->json;
	seen.color = cli->look.color;
	seen.language = cli->look.language;
	(void)snprintf(seen.socket, sizeof(seen.socket), "%s", cli->socket);
	return EXIT_CODE_OK;
}

static const struct command sample = {
    .name = "sample",
    .arguments = "THING",
    .summary = "stands in for a command",
    .options = {"state=", "cursor=", "all"},
    .least = 1,
    .most = 2,
    .run = record,
};

static const struct command offline = {
    .name = "offline", .arguments = "", .summary = "", .offline = true, .run = record};

static int
run(const struct command *command, const char *line)
{
	static char text[256];
	char *argv[16] = {NULL};
	int argc = 0;

	memset(&seen, 0, sizeof(seen));
	(void)snprintf(text, sizeof(text), "%s", line);
	for (char *rest = text, *word; (word = strsep(&rest, " ")) != NULL;)
		argv[argc++] = word;
	return cli_run(command, argc, argv);
}

static void
test_arguments_and_options_may_stand_in_any_order(void **state)
{
	(void)state;
	assert_int_equal(run(&sample, "sample one --state held two --json --all"), EXIT_CODE_OK);
	assert_int_equal(seen.count, 2);
	assert_string_equal(seen.first, "one");
	assert_string_equal(seen.state, "held");
	assert_true(seen.all);
	assert_true(seen.json);
	assert_int_equal(run(&sample, "sample --state=sent one"), EXIT_CODE_OK);
	assert_string_equal(seen.state, "sent");
	assert_false(seen.all);
	assert_int_equal(run(&sample, "sample -- --state"), EXIT_CODE_OK);
	assert_string_equal(seen.first, "--state");
}

static void
test_options_that_were_given_become_parameters(void **state)
{
	(void)state;
	assert_int_equal(run(&sample, "sample one"), EXIT_CODE_OK);
	assert_string_equal(seen.path, "/v1/things");
	assert_int_equal(run(&sample, "sample one --cursor a&b"), EXIT_CODE_OK);
	assert_string_equal(seen.path, "/v1/things?cursor=a%26b");
	assert_int_equal(run(&sample, "sample one --cursor c --state held"), EXIT_CODE_OK);
	assert_string_equal(seen.path, "/v1/things?state=held&cursor=c");
}

static void
test_a_wrong_use_runs_nothing_and_exits_with_2(void **state)
{
	static const char *const lines[] = {"sample", "sample one two three",
	    "sample one --no-such", "sample one --state", "sample one --lang fr",
	    "sample one --color blue", "sample one -x"};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_int_equal(run(&sample, lines[i]), EXIT_CODE_USAGE);
		assert_int_equal(seen.runs, 0);
	}
	assert_int_equal(run(&offline, "offline --socket /tmp/x"), EXIT_CODE_USAGE);
}

static void
test_help_runs_nothing(void **state)
{
	(void)state;
	assert_int_equal(run(&sample, "sample --help"), EXIT_CODE_OK);
	assert_int_equal(seen.runs, 0);
}

static void
test_the_socket_is_the_option_then_the_environment_then_the_place_of_the_unit(void **state)
{
	(void)state;
	assert_int_equal(unsetenv("PUNTUAL_SOCKET"), 0);
	assert_int_equal(run(&sample, "sample one"), EXIT_CODE_OK);
	assert_string_equal(seen.socket, "/run/puntual/api.sock");
	assert_int_equal(setenv("PUNTUAL_SOCKET", "/tmp/a.sock", 1), 0);
	assert_int_equal(run(&sample, "sample one"), EXIT_CODE_OK);
	assert_string_equal(seen.socket, "/tmp/a.sock");
	assert_int_equal(run(&sample, "sample one --socket /tmp/b.sock"), EXIT_CODE_OK);
	assert_string_equal(seen.socket, "/tmp/b.sock");
	assert_int_equal(unsetenv("PUNTUAL_SOCKET"), 0);
}

static void
test_the_language_is_that_of_the_messages(void **state)
{
	static const struct {
		const char *all, *messages, *lang;
		enum language language;
	} cases[] = {
	    {"", "", "es_ES.UTF-8", LANGUAGE_ES},
	    {"", "", "es", LANGUAGE_ES},
	    {"", "en_GB.UTF-8", "es_ES.UTF-8", LANGUAGE_EN},
	    {"es_MX.UTF-8", "en_GB.UTF-8", "en_GB.UTF-8", LANGUAGE_ES},
	    {"", "", "pt_PT.UTF-8", LANGUAGE_EN},
	    {"", "", "", LANGUAGE_EN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(setenv("LC_ALL", cases[i].all, 1), 0);
		assert_int_equal(setenv("LC_MESSAGES", cases[i].messages, 1), 0);
		assert_int_equal(setenv("LANG", cases[i].lang, 1), 0);
		assert_int_equal(run(&sample, "sample one"), EXIT_CODE_OK);
		assert_int_equal(seen.language, cases[i].language);
	}
	assert_int_equal(run(&sample, "sample one --lang es"), EXIT_CODE_OK);
	assert_int_equal(seen.language, LANGUAGE_ES);
}

static void
test_colors_need_a_terminal_or_the_word_always(void **state)
{
	(void)state;
	assert_int_equal(setenv("NO_COLOR", "1", 1), 0);
	assert_int_equal(run(&sample, "sample one"), EXIT_CODE_OK);
	assert_false(seen.color);
	assert_int_equal(run(&sample, "sample one --color always"), EXIT_CODE_OK);
	assert_true(seen.color);
	assert_int_equal(unsetenv("NO_COLOR"), 0);
	assert_int_equal(run(&sample, "sample one --color never"), EXIT_CODE_OK);
	assert_false(seen.color);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_arguments_and_options_may_stand_in_any_order),
	    cmocka_unit_test(test_options_that_were_given_become_parameters),
	    cmocka_unit_test(test_a_wrong_use_runs_nothing_and_exits_with_2),
	    cmocka_unit_test(test_help_runs_nothing),
	    cmocka_unit_test(
		test_the_socket_is_the_option_then_the_environment_then_the_place_of_the_unit),
	    cmocka_unit_test(test_the_language_is_that_of_the_messages),
	    cmocka_unit_test(test_colors_need_a_terminal_or_the_word_always),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
