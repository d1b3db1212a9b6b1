#include "monitor/cli/tokens.h"

#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024 };

/* ---- ls ---- */

static void
add_text(struct grid *g, struct json_value e, const char *name, enum role role)
{
	char text[LIMIT_EMAIL_ROOM];

	(void)json_string_clean(json_get(e, name), text, sizeof(text));
	grid_cell(g, role, text);
}

void
tokens_page(struct page *p, struct json_value answer)
{
	struct json_value results = json_get(answer, "results"), e;
	struct grid g;

	if (json_count(results) == 0) {
		page_add(p, ROLE_PLAIN, word(p->look->language, WORD_TOKENS_NONE));
		page_line(p);
		return;
	}
	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_TOKEN, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_NAMED, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_SHOP, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_MAY, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_SINCE, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_UNTIL, GRID_LEFT);
	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		int64_t revoked = view_at(e, "revoked");

		add_text(&g, e, "id", revoked == AT_NONE ? ROLE_STRONG : ROLE_DIM);
		add_text(&g, e, "name", ROLE_PLAIN);
		add_text(&g, e, "shop", ROLE_PLAIN);
		add_text(&g, e, "scopes", ROLE_PLAIN);
		grid_moment(&g, view_at(e, "created"));
		grid_moment(&g, revoked != AT_NONE ? revoked : view_at(e, "expires"));
	}
	grid_end(&g);
}

/* ---- add, revoke ---- */

static void
draw_token(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	char token[64];

	(void)json_string_clean(json_get(answer, "token"), token, sizeof(token));
	page_add(p, ROLE_STRONG, token);
	page_line(p);
	page_add(p, ROLE_DIM, word(l, WORD_TOKEN_ONCE));
	page_line(p);
}

int
tokens_body(struct cli *cli, struct json_out *w, struct buf *body)
{
	json_out_str(w, "author", cli_author(cli));
	json_out_end(w);
	if (json_out_take(w, body, false) < 0)
		return cli_fail(cli, EXIT_CODE_USAGE, "the words are not UTF-8 text");
	return EXIT_CODE_OK;
}

static int
add(struct cli *cli)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_out w = JSON_OUT_INIT;
	const char *shop = cli_option(cli, "shop"), *days = cli_option(cli, "days");
	int64_t count = 0;
	int code;

	if (cli->count != 2 || cli_option(cli, "scope") == NULL)
		return cli_misused(
		    cli, "say what for, and what it may: --scope ingest,report NAME");
	if (days != NULL && text_parse_i64(span_of(days), 1, INT32_MAX, &count) < 0)
		return cli_misused(cli, "--days: '%s' is no number of days", days);
	json_out_object(&w, NULL);
	json_out_str(&w, "name", cli->args[1]);
	json_out_str(&w, "scopes", cli_option(cli, "scope"));
	if (shop != NULL)
		json_out_str(&w, "shop", shop);
	if (days != NULL)
		json_out_int(&w, "days", count);
	code = tokens_body(cli, &w, &body);
	if (code == EXIT_CODE_OK)
		code = ask_post_show(cli, "/v1/tokens", buf_span(&body), draw_token);
	json_out_clear(&w);
	buf_clear(&body);
	return code;
}

int
tokens_end(struct cli *cli, const char *calls, enum word done)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES), path = BUF_INIT(LIMIT_URL_BYTES);
	struct json_out w = JSON_OUT_INIT;
	int code;

	if (cli->count != 2)
		return cli_misused(cli, "name it by its id or name, as ls shows them");
	(void)buf_add_str(&path, calls);
	ask_path_add(&path, cli->args[1]);
	(void)buf_add_str(&path, "/revoke");
	json_out_object(&w, NULL);
	code = tokens_body(cli, &w, &body);
	if (code == EXIT_CODE_OK)
		code = ask_do(cli, buf_str(&path), buf_span(&body), word(cli->look.language, done));
	json_out_clear(&w);
	buf_clear(&body);
	buf_clear(&path);
	return code;
}

static int
token_run(struct cli *cli)
{
	if (strcmp(cli->args[0], "ls") == 0)
		return ask_show(cli, "/v1/tokens", tokens_page);
	if (strcmp(cli->args[0], "add") == 0)
		return add(cli);
	if (strcmp(cli->args[0], "revoke") == 0)
		return tokens_end(cli, "/v1/tokens/", WORD_DONE_TOKEN);
	return cli_misused(cli, "'%s' is none of add, ls, revoke", cli->args[0]);
}

const struct command command_token = {
    .name = "token",
    .arguments = "add --scope ingest,support,report,admin [--shop S] [--days N] NAME | ls | "
		 "revoke ID  [--as NAME]",
    .summary = "programs that may ask over the network, and what they may do",
    .options = {"scope=", "shop=", "days=", "as="},
    .least = 1,
    .most = 2,
    .run = token_run,
};
