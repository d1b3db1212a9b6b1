#include "monitor/cli/cases.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024 };

/* ---- ls ---- */

static void
add_case(struct grid *g, struct json_value e)
{
	const struct look *look = g->page->look;
	struct buf text = BUF_INIT(LINE_BYTES);
	char part[160], reason[32];
	int64_t due = view_at(e, "due");
	bool nobody;

	(void)json_text_copy(json_get(e, "id"), part, sizeof(part));
	grid_cell(g, ROLE_STRONG, part);
	if (due != AT_NONE)
		page_moment(look, &text, look->zone, due);
	grid_cell(
	    g, due != AT_NONE && due < look->now_utc_ms ? ROLE_BROKE : ROLE_PLAIN, buf_str(&text));
	(void)json_string_clean(json_get(e, "order"), part, sizeof(part));
	grid_cell(g, ROLE_PLAIN, part);
	(void)json_string_clean(json_get(e, "customer"), part, sizeof(part));
	grid_cell(g, ROLE_PLAIN, part);
	buf_reset(&text);
	(void)json_string_copy(json_get(e, "reason"), reason, sizeof(reason));
	say_case(look, &text, reason);
	say_capital(&text);
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	(void)json_string_clean(json_get(e, "owner"), part, sizeof(part));
	nobody = part[0] == '\0';
	grid_cell(
	    g, nobody ? ROLE_BROKE : ROLE_PLAIN, nobody ? word(look->language, WORD_NOBODY) : part);
	buf_clear(&text);
}

void
cases_page(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	struct json_value results = json_get(answer, "results"), e;
	struct buf text = BUF_INIT(LINE_BYTES), number = BUF_INIT(64);
	size_t count = json_count(results), nobody = 0;
	char free_one[24] = "";
	struct grid g;

	if (count == 0) {
		page_add(p, ROLE_PLAIN, word(l, WORD_CASES_NONE));
		page_line(p);
		return;
	}
	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		if (!json_absent(json_get(e, "owner")))
			continue;
		if (nobody++ == 0)
			(void)json_text_copy(json_get(e, "id"), free_one, sizeof(free_one));
	}
	word_count(&number, l, count, false, true);
	word_fill(
	    &text, l, count == 1 ? WORD_CASES_ONE : WORD_CASES_MANY, WORD_ARGS(buf_str(&number)));
	if (nobody > 0) {
		buf_reset(&number);
		word_count(&number, l, nobody, false, false);
		word_fill(&text, l, WORD_CASES_NOBODY, WORD_ARGS(buf_str(&number)));
	}
	(void)buf_add_char(&text, '.');
	page_add(p, ROLE_STRONG, buf_str(&text));
	page_line(p);
	page_line(p);
	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_CASE, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_DUE, GRID_LEFT);
	grid_column(&g, WORD_LIST_ORDER, GRID_LEFT);
	grid_column(&g, WORD_LIST_CUSTOMER, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_WHAT, GRID_WRAP);
	grid_column(&g, WORD_LIST_OWNER, GRID_LEFT);
	for (e = json_first(results); json_exists(e); e = json_next(e))
		add_case(&g, e);
	grid_end(&g);
	if (nobody > 0) {
		buf_reset(&text);
		word_fill(&text, l, WORD_CASES_FOOT, WORD_ARGS(free_one));
		page_line(p);
		page_add(p, ROLE_DIM, buf_str(&text));
		page_line(p);
	}
	buf_clear(&text);
	buf_clear(&number);
}

static int
list_cases(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	int code;

	(void)buf_add_str(&path, "/v1/cases");
	ask_path_option(cli, &path, "shop");
	ask_path_option(cli, &path, "cursor");
	code = ask_show(cli, buf_str(&path), cases_page);
	buf_clear(&path);
	return code;
}

/* ---- claim, note, resolve ---- */

/* A case by its number, or by its order when that has one open case alone. */
static int
find_case(struct cli *cli, const char *given, char *id, size_t room)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	struct json_value e;
	struct ask ask;
	int64_t number;
	size_t open = 0;
	int code;

	if (text_parse_i64(span_of(given), 1, INT64_MAX, &number) == 0) {
		(void)text_cut(id, room, span_of(given));
		return EXIT_CODE_OK;
	}
	code = ask_open(&ask, cli);
	(void)buf_add_str(&path, "/v1/shipments/");
	ask_path_add(&path, given);
	if (code == EXIT_CODE_OK)
		code = ask_get(&ask, buf_str(&path));
	if (code != EXIT_CODE_OK) {
		if (ask.res.status == 300)
			code = cli_fail(cli, EXIT_CODE_FAILED,
			    "%s: several parcels; name the case by its number: puntual case ls",
			    given);
		goto out;
	}
	for (e = json_first(json_get(ask_root(&ask), "cases")); json_exists(e); e = json_next(e)) {
		if (json_string_is(json_get(e, "state"), "resolved"))
			continue;
		(void)json_text_copy(json_get(e, "id"), id, room);
		open++;
	}
	if (open != 1)
		code = cli_fail(cli, EXIT_CODE_FAILED,
		    open == 0 ? "%s: no open case" : "%s: several cases; name one by its number",
		    given);
out:
	ask_close(&ask);
	buf_clear(&path);
	return code;
}

static int
act(struct cli *cli, const char *name, enum word done)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct buf text = BUF_INIT(LINE_BYTES), said = BUF_INIT(LINE_BYTES);
	struct json_out w = JSON_OUT_INIT;
	char id[24];
	int code = find_case(cli, cli->args[1], id, sizeof(id));

	if (code != EXIT_CODE_OK)
		goto out;
	for (int i = 2; i < cli->count; i++)
		(void)buf_addf(&text, "%s%s", i > 2 ? " " : "", cli->args[i]);
	json_out_object(&w, NULL);
	json_out_str(&w, "author", cli_author(cli));
	json_out_str(&w, "text", buf_str(&text));
	json_out_end(&w);
	if (json_out_take(&w, &body, false) < 0) {
		code = cli_fail(cli, EXIT_CODE_USAGE, "the words are not UTF-8 text");
		goto out;
	}
	(void)buf_addf(&path, "/v1/cases/%s/%s", id, name);
	word_fill(&said, cli->look.language, done, WORD_ARGS(id, cli_author(cli)));
	code = ask_do(cli, buf_str(&path), buf_span(&body), buf_str(&said));
out:
	json_out_clear(&w);
	buf_clear(&path);
	buf_clear(&body);
	buf_clear(&text);
	buf_clear(&said);
	return code;
}

static const struct {
	const char *name;
	enum word done;
	int least; /* arguments, with the verb */
} verbs[] = {
    {"claim", WORD_DONE_CASE_CLAIM, 2},
    {"note", WORD_DONE_CASE_NOTE, 3},
    {"resolve", WORD_DONE_CASE_RESOLVE, 2},
};

static int
case_run(struct cli *cli)
{
	if (cli->count == 0 || strcmp(cli->args[0], "ls") == 0)
		return list_cases(cli);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(cli->args[0], verbs[i].name) != 0)
			continue;
		if (cli->count < verbs[i].least)
			return cli_misused(cli, "something is missing");
		return act(cli, verbs[i].name, verbs[i].done);
	}
	return cli_misused(cli, "'%s' is none of ls, claim, note, resolve", cli->args[0]);
}

const struct command command_case = {
    .name = "case",
    .arguments =
	"ls [--shop SHOP] | claim CASE | note CASE TEXT | resolve CASE [TEXT]  [--as NAME]",
    .summary = "what people own; CASE is its number, or its order",
    .options = {"shop=", "cursor=", "as="},
    .most = -1,
    .run = case_run,
};
