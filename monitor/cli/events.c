#include "monitor/cli/events.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/tokens.h"
#include "monitor/cli/view.h"

void
events_page(struct page *p, struct json_value answer)
{
	struct json_value all = json_get(answer, "events"), e, left;
	char text[64];
	struct grid g;

	if (json_count(all) == 0) {
		page_add(p, ROLE_PLAIN, word(p->look->language, WORD_EVENTS_NONE));
		page_line(p);
		return;
	}
	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_NAMED, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_SHOP, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_STATE, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_CURSOR, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_BEHIND, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_SINCE, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_LEFT_OUT, GRID_LEFT);
	for (e = json_first(all); json_exists(e); e = json_next(e)) {
		grid_cell(&g, ROLE_STRONG, view_text(e, "id", text, sizeof(text)));
		grid_cell(&g, ROLE_PLAIN, view_text(e, "shop", text, sizeof(text)));
		grid_cell(&g, json_string_is(json_get(e, "state"), "ok") ? ROLE_PLAIN : ROLE_BROKE,
		    view_text(e, "state", text, sizeof(text)));
		(void)snprintf(text, sizeof(text), "%lld", (long long)view_number(e, "cursor"));
		grid_cell(&g, ROLE_PLAIN, text);
		(void)snprintf(text, sizeof(text), "%lld", (long long)view_number(e, "behind"));
		grid_cell(&g, ROLE_PLAIN, text);
		grid_moment(&g, view_at(e, "failing_since"));
		left = json_get(e, "left_out");
		text[0] = '\0';
		if (!json_absent(left))
			(void)snprintf(text, sizeof(text), "%lld-%lld",
			    (long long)view_number(left, "after") + 1,
			    (long long)view_number(left, "until"));
		grid_cell(&g, ROLE_BROKE, text);
	}
	grid_end(&g);
}

static int
replay(struct cli *cli)
{
	const char *endpoint = cli_option(cli, "endpoint"), *since = cli_option(cli, "since");
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES), path = BUF_INIT(LIMIT_URL_BYTES);
	struct json_out w = JSON_OUT_INIT;
	int64_t seq;
	int code;

	if (endpoint == NULL || since == NULL ||
	    text_parse_i64(span_of(since), 0, INT64_MAX, &seq) < 0)
		return cli_misused(cli,
		    "say who, and after which number of the journal: --endpoint X --since 1042");
	(void)buf_add_str(&path, "/v1/events/");
	ask_path_add(&path, endpoint);
	(void)buf_add_str(&path, "/replay");
	json_out_object(&w, NULL);
	json_out_int(&w, "since", seq);
	code = tokens_body(cli, &w, &body);
	if (code == EXIT_CODE_OK)
		code = ask_do(cli, buf_str(&path), buf_span(&body),
		    word(cli->look.language, WORD_DONE_REPLAY));
	json_out_clear(&w);
	buf_clear(&body);
	buf_clear(&path);
	return code;
}

static int
events_run(struct cli *cli)
{
	if (strcmp(cli->args[0], "ls") == 0)
		return ask_show(cli, "/v1/events", events_page);
	if (strcmp(cli->args[0], "replay") == 0)
		return replay(cli);
	return cli_misused(cli, "'%s' is none of ls, replay", cli->args[0]);
}

const struct command command_events = {
    .name = "events",
    .arguments = "ls | replay --endpoint ID --since CURSOR  [--as NAME]",
    .summary = "programs that are told what happens, how far; and telling them again",
    .options = {"endpoint=", "since=", "as="},
    .least = 1,
    .most = 1,
    .run = events_run,
};
