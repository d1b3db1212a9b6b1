#include "monitor/cli/look_up.h"

#include "monitor/base/limits.h"
#include "monitor/base/milestone.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/lists.h"
#include "monitor/cli/show.h"

enum { LIST_LIMIT = 100, LIST_MOST = 1000 };

/* ---- find ---- */

static int
find_run(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), text = BUF_INIT(LIMIT_URL_BYTES);
	struct ask c;
	struct page page;
	int code = ask_open(&c, cli);

	page_init(&page, &cli->look);
	for (int i = 0; i < cli->count; i++)
		(void)buf_addf(&text, "%s%s", i > 0 ? " " : "", cli->args[i]);
	(void)buf_add_str(&path, "/v1/find?limit=20&q=");
	ask_path_add(&path, buf_str(&text));
	if (code == EXIT_CODE_OK)
		code = ask_get(&c, buf_str(&path));
	if (code != EXIT_CODE_OK)
		goto out;
	if (cli->json)
		code = ask_print(&c);
	else {
		lists_find(&page, ask_root(&c), buf_str(&text));
		code = cli_print(cli, &page);
	}
	if (code == EXIT_CODE_OK && json_count(json_get(ask_root(&c), "results")) == 0)
		code = EXIT_CODE_FAILED;
out:
	page_clear(&page);
	ask_close(&c);
	buf_clear(&path);
	buf_clear(&text);
	return code;
}

const struct command command_find = {
    .name = "find",
    .arguments = "TEXT...",
    .summary = "look up an order, tracking number, e-mail, name or phone",
    .least = 1,
    .most = -1,
    .run = find_run,
};

/* ---- list ---- */

/* What a shop must look at first; on time and settled ones only when asked for. */
static const char *const urgent[] = {"missed", "slipping", "at_risk"};

static int
list_one(
    struct ask *c, struct page *page, const char *state, int64_t limit, bool always, size_t *shown)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	size_t count;
	int code;

	(void)buf_addf(&path, "/v1/shipments?state=%s&limit=%lld", state, (long long)limit);
	ask_path_option(c->cli, &path, "shop");
	ask_path_option(c->cli, &path, "cursor");
	code = ask_get(c, buf_str(&path));
	buf_clear(&path);
	if (code != EXIT_CODE_OK)
		return code;
	count = json_count(json_get(ask_root(c), "results"));
	*shown += count;
	if (c->cli->json)
		return ask_print(c);
	if (count > 0)
		lists_state(page, ask_root(c), state, limit);
	else if (always) {
		struct buf text = BUF_INIT(256);
		char name[32];

		word_fill(&text, page->look->language, WORD_LIST_EMPTY,
		    WORD_ARGS(
			word_named(page->look->language, "state", state, name, sizeof(name))));
		page_add(page, ROLE_PLAIN, buf_str(&text));
		page_line(page);
		buf_clear(&text);
	}
	return EXIT_CODE_OK;
}

int
look_up_urgent(struct ask *c, struct page *page, int64_t limit, size_t *shown)
{
	int code = EXIT_CODE_OK;

	for (size_t i = 0; code == EXIT_CODE_OK && i < sizeof(urgent) / sizeof(urgent[0]); i++) {
		if (*shown > 0 && !c->cli->json)
			page_line(page);
		code = list_one(c, page, urgent[i], limit, false, shown);
	}
	if (code == EXIT_CODE_OK && *shown == 0 && !c->cli->json) {
		page_add(page, ROLE_PLAIN, word(page->look->language, WORD_LIST_QUIET));
		page_line(page);
	}
	return code;
}

static int
list_run(struct cli *cli)
{
	const char *state = cli_option(cli, "state"), *most = cli_option(cli, "limit");
	enum promise_state known;
	int64_t limit = LIST_LIMIT;
	size_t shown = 0;
	struct ask c;
	struct page page;
	int code;

	if (state != NULL && promise_state_from_name(state, &known) < 0)
		return cli_misused(cli,
		    "--state: '%s' is none of none, on_track, at_risk, slipping, missed, kept, "
		    "late, returned",
		    state);
	if (most != NULL && text_parse_i64(span_of(most), 1, LIST_MOST, &limit) < 0)
		return cli_misused(cli, "--limit: '%s' is no number from 1 to %d", most, LIST_MOST);
	if (cli_option(cli, "cursor") != NULL && state == NULL)
		return cli_misused(cli, "--cursor goes on with one --state");
	code = ask_open(&c, cli);
	page_init(&page, &cli->look);
	if (code == EXIT_CODE_OK && state != NULL)
		code = list_one(&c, &page, state, limit, true, &shown);
	if (code == EXIT_CODE_OK && state == NULL)
		code = look_up_urgent(&c, &page, limit, &shown);
	if (code == EXIT_CODE_OK && !cli->json)
		code = cli_print(cli, &page);
	page_clear(&page);
	ask_close(&c);
	return code;
}

const struct command command_list = {
    .name = "list",
    .arguments = "[--state STATE] [--shop SHOP] [--limit N] [--cursor C]",
    .summary = "parcels of a state, nearest deadline first; else all that need a look",
    .options = {"state=", "shop=", "limit=", "cursor="},
    .run = list_run,
};

/* ---- show ---- */

static int
show_run(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	struct ask c;
	struct page page;
	int code = ask_open(&c, cli);

	page_init(&page, &cli->look);
	(void)buf_add_str(&path, "/v1/shipments/");
	ask_path_add(&path, cli->args[0]);
	if (code == EXIT_CODE_OK)
		code = ask_get(&c, buf_str(&path));
	if (code != EXIT_CODE_OK && c.res.status != 300)
		goto out;
	if (cli->json) {
		int printed = ask_print(&c);

		code = code != EXIT_CODE_OK ? code : printed;
		goto out;
	}
	if (c.res.status == 300) {
		page_add(&page, ROLE_STRONG, word(cli->look.language, WORD_SHOW_SEVERAL));
		page_line(&page);
		lists_short(&page, json_get(ask_root(&c), "matches"));
	} else
		show_parcel(&page, ask_root(&c));
	if (cli_print(cli, &page) != EXIT_CODE_OK)
		code = EXIT_CODE_FAILED;
out:
	page_clear(&page);
	ask_close(&c);
	buf_clear(&path);
	return code;
}

const struct command command_show = {
    .name = "show",
    .arguments = "ID",
    .summary = "everything about one parcel: ID is its number, its order or our id",
    .least = 1,
    .most = 1,
    .run = show_run,
};
