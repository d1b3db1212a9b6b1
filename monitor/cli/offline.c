#include "monitor/cli/offline.h"

#include <stdlib.h>

#include "carriers/carrier.h"
#include "monitor/base/json_write.h"
#include "monitor/cli/try.h"
#include "monitor/config.h"
#include "store/store.h"

enum { TEXT_BYTES = 1 << 20 };

static const char default_config[] = "/etc/puntual/puntual.conf";

static const char *
config_path(const struct cli *cli)
{
	const char *path = cli_option(cli, "config");

	return path != NULL ? path : default_config;
}

/* Read the configuration; errors are told on stderr, one a line. NULL then, with what was wrong in `errors`. */
static struct config *
load(const struct cli *cli, bool names_only, struct config_errors *errors)
{
	const struct config_env env = {.credentials = getenv("CREDENTIALS_DIRECTORY"),
	    .adapter_name = carrier_name_of,
	    .names_only = names_only};
	struct buf text = BUF_INIT(TEXT_BYTES);
	struct config *config = NULL;

	if (config_load(config_path(cli), &env, &config, errors) < 0) {
		(void)config_add_errors(&text, config_path(cli), errors);
		fputs(buf_str(&text), stderr);
	}
	buf_clear(&text);
	return config;
}

/* ---- check-config ---- */

static int
print_errors(const struct cli *cli, const struct config_errors *errors)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf text = BUF_INIT(TEXT_BYTES);
	int rc;

	json_out_object(&w, NULL);
	json_out_bool(&w, "ok", errors->total == 0);
	json_out_str(&w, "file", config_path(cli));
	json_out_array(&w, "errors");
	for (size_t i = 0; i < errors->count; i++) {
		json_out_object(&w, NULL);
		json_out_int(&w, "line", errors->items[i].line);
		json_out_str(&w, "text", errors->items[i].text);
		json_out_end(&w);
	}
	json_out_end(&w);
	json_out_end(&w);
	rc = json_out_take(&w, &text, false);
	if (rc == 0)
		puts(buf_str(&text));
	json_out_clear(&w);
	buf_clear(&text);
	return rc == 0 ? EXIT_CODE_OK : cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
}

static int
print_config(const struct cli *cli, const struct config *config)
{
	struct buf text = BUF_INIT(TEXT_BYTES);
	int rc = config_dump(&text, config);

	if (rc == 0)
		fputs(buf_str(&text), stdout);
	buf_clear(&text);
	return rc == 0 ? EXIT_CODE_OK : cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
}

static int
check_run(struct cli *cli)
{
	bool trying = cli_option(cli, "try") != NULL;
	/* Without the unit's credentials only their names can be checked; to try them they must be there. */
	bool names_only = !trying && getenv("CREDENTIALS_DIRECTORY") == NULL;
	struct config_errors errors = {.count = 0};
	struct config *config = load(cli, names_only, &errors);
	int code = config != NULL ? EXIT_CODE_OK : EXIT_CODE_USAGE;

	if (cli->json && !trying && print_errors(cli, &errors) != EXIT_CODE_OK)
		code = EXIT_CODE_FAILED;
	if (config == NULL)
		return code;
	if (cli_option(cli, "dump") != NULL)
		code = print_config(cli, config);
	else if (trying)
		code = try_policy(config->policy) ? EXIT_CODE_OK : EXIT_CODE_FAILED;
	else if (!cli->json)
		printf("%s is well; shops: %zu, accounts: %zu%s\n", config_path(cli),
		    config->policy->shop_count, config->policy->account_count,
		    names_only ? "; credentials were not read" : "");
	config_free(config);
	return code;
}

const struct command command_check_config = {
    .name = "check-config",
    .arguments = "[-c FILE] [--dump] [--try]",
    .summary = "read the configuration; --try asks for each account's token and mails each shop",
    .options = {"config=", "dump", "try"},
    .offline = true,
    .run = check_run,
};

/* ---- restore ---- */

static int
restore_run(struct cli *cli)
{
	const char *store = cli_option(cli, "store");
	struct config_errors errors = {.count = 0};
	struct config *config = NULL;
	struct buf text = BUF_INIT(TEXT_BYTES);
	struct why why = {.code = 0};
	struct page page;
	int code, rc;

	page_init(&page, &cli->look);
	if (store == NULL) {
		config = load(cli, true, &errors);
		if (config == NULL)
			return EXIT_CODE_USAGE;
		store = config->store;
	}
	rc = store_restore(cli->args[0], store, &why);
	if (rc == ERR_IN_USE)
		code = cli_fail(cli, EXIT_CODE_USAGE, "%s; stop the daemon first", why.text);
	else if (rc < 0)
		code = cli_fail(
		    cli, EXIT_CODE_FAILED, "%s", why.text[0] != '\0' ? why.text : err_text(rc));
	else {
		word_fill(
		    &text, cli->look.language, WORD_DONE_RESTORE, WORD_ARGS(store, cli->args[0]));
		page_add(&page, ROLE_PLAIN, buf_str(&text));
		page_line(&page);
		code = cli_print(cli, &page);
	}
	page_clear(&page);
	buf_clear(&text);
	config_free(config);
	return code;
}

const struct command command_restore = {
    .name = "restore",
    .arguments = "FOLDER [-c FILE | --store PATH]",
    .summary = "put a copy made by backup in the place of the store, whose daemon is stopped",
    .options = {"config=", "store="},
    .least = 1,
    .most = 1,
    .offline = true,
    .run = restore_run,
};
