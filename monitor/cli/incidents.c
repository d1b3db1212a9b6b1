#include "monitor/cli/incidents.h"

#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024 };

/* ---- ls ---- */

static void
add_where(struct grid *g, struct json_value e)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	char carrier[32], part[LIMIT_TALLY_KEY_ROOM];

	(void)json_string_clean(json_get(e, "carrier"), carrier, sizeof(carrier));
	(void)buf_add_str(&text, say_carrier(carrier));
	(void)json_string_clean(json_get(e, "depot"), part, sizeof(part));
	if (part[0] != '\0') {
		(void)buf_add_char(&text, ' ');
		(void)locale_add_title(
		    &text, word(g->page->look->language, WORD_LOCALE), span_of(part));
	}
	(void)json_string_clean(json_get(e, "lane"), part, sizeof(part));
	if (part[0] != '\0')
		(void)buf_addf(&text, " %s", part);
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	buf_clear(&text);
}

static void
add_incident(struct grid *g, struct json_value e)
{
	const struct look *look = g->page->look;
	int64_t closed = view_at(e, "closed"), until = view_at(e, "until");
	char part[64], kind[64];

	(void)json_text_copy(json_get(e, "id"), part, sizeof(part));
	grid_cell(g, ROLE_STRONG, part);
	add_where(g, e);
	(void)json_string_copy(json_get(e, "kind"), part, sizeof(part));
	grid_cell(g, ROLE_PLAIN, word_named(look->language, "incident", part, kind, sizeof(kind)));
	grid_moment(g, view_at(e, "since"));
	grid_moment(g, closed != AT_NONE ? closed : until);
	(void)json_text_copy(json_get(e, "held"), part, sizeof(part));
	grid_cell(g, closed == AT_NONE ? ROLE_STRONG : ROLE_PLAIN, part);
}

/* The sentence: how many are open. */
static void
add_count(struct page *p, size_t open)
{
	enum language l = p->look->language;
	struct buf text = BUF_INIT(LINE_BYTES), number = BUF_INIT(64);

	word_count(&number, l, open, true, true);
	word_fill(&text, l,
	    open == 0       ? WORD_INCIDENTS_NONE
		: open == 1 ? WORD_INCIDENTS_ONE
			    : WORD_INCIDENTS_MANY,
	    WORD_ARGS(buf_str(&number)));
	page_add(p, open > 0 ? ROLE_STRONG : ROLE_PLAIN, buf_str(&text));
	page_line(p);
	buf_clear(&text);
	buf_clear(&number);
}

/* What it means, and what to do next. */
static void
add_foot(struct page *p, const char *one)
{
	struct buf text = BUF_INIT(LINE_BYTES);

	page_line(p);
	page_add(p, ROLE_PLAIN, word(p->look->language, WORD_INCIDENTS_FOOT));
	page_line(p);
	word_fill(&text, p->look->language, WORD_INCIDENTS_CLOSE, WORD_ARGS(one));
	page_add(p, ROLE_DIM, buf_str(&text));
	page_line(p);
	buf_clear(&text);
}

void
incidents_page(struct page *p, struct json_value answer)
{
	struct json_value results = json_get(answer, "results"), e;
	char one[24] = "";
	size_t open = 0;
	struct grid g;

	for (e = json_first(results); json_exists(e); e = json_next(e))
		if (view_at(e, "closed") == AT_NONE && open++ == 0)
			(void)json_text_copy(json_get(e, "id"), one, sizeof(one));
	add_count(p, open);
	if (json_count(results) == 0)
		return;
	page_line(p);
	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_INCIDENT, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_WHERE, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_EVENT, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_SINCE, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_UNTIL, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_HELD, GRID_RIGHT);
	for (e = json_first(results); json_exists(e); e = json_next(e))
		add_incident(&g, e);
	grid_end(&g);
	if (open > 0)
		add_foot(p, one);
}

/* ---- open, close ---- */

/* The option as a member, when it was given. */
static void
add_option(struct json_out *w, const struct cli *cli, const char *name)
{
	const char *value = cli_option(cli, name);

	if (value != NULL)
		json_out_str(w, name, value);
}

/* The words after the verb and its `least` arguments, and who says so. */
static int
send(struct cli *cli, struct json_out *w, const char *path, int least, enum word done)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES), text = BUF_INIT(LINE_BYTES);
	struct buf said = BUF_INIT(LINE_BYTES);
	int code;

	for (int i = least; i < cli->count; i++)
		(void)buf_addf(&text, "%s%s", i > least ? " " : "", cli->args[i]);
	json_out_str(w, "author", cli_author(cli));
	json_out_str(w, "text", buf_str(&text));
	json_out_end(w);
	if (json_out_take(w, &body, false) < 0) {
		code = cli_fail(cli, EXIT_CODE_USAGE, "the words are not UTF-8 text");
	} else {
		word_fill(
		    &said, cli->look.language, done, WORD_ARGS(least > 1 ? cli->args[1] : ""));
		code = ask_do(cli, path, buf_span(&body), buf_str(&said));
	}
	json_out_clear(w);
	buf_clear(&body);
	buf_clear(&text);
	buf_clear(&said);
	return code;
}

static int
open_one(struct cli *cli)
{
	struct json_out w = JSON_OUT_INIT;

	if (cli_option(cli, "carrier") == NULL || cli_option(cli, "until") == NULL)
		return cli_misused(cli, "--carrier and --until are needed");
	json_out_object(&w, NULL);
	add_option(&w, cli, "carrier");
	add_option(&w, cli, "depot");
	add_option(&w, cli, "lane");
	add_option(&w, cli, "until");
	return send(cli, &w, "/v1/incidents", 1, WORD_DONE_INCIDENT_OPEN);
}

static int
close_one(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	struct json_out w = JSON_OUT_INIT;
	int64_t number;
	int code;

	if (cli->count < 2 || text_parse_i64(span_of(cli->args[1]), 1, INT64_MAX, &number) < 0)
		return cli_misused(cli, "name the incident by its number");
	(void)buf_addf(&path, "/v1/incidents/%lld/close", (long long)number);
	json_out_object(&w, NULL);
	code = send(cli, &w, buf_str(&path), 2, WORD_DONE_INCIDENT_CLOSE);
	buf_clear(&path);
	return code;
}

static int
incidents_run(struct cli *cli)
{
	if (cli->count == 0 || strcmp(cli->args[0], "ls") == 0)
		return ask_show(cli,
		    cli_option(cli, "all") != NULL ? "/v1/incidents?all=1" : "/v1/incidents",
		    incidents_page);
	if (strcmp(cli->args[0], "open") == 0)
		return open_one(cli);
	if (strcmp(cli->args[0], "close") == 0)
		return close_one(cli);
	return cli_misused(cli, "'%s' is none of ls, open, close", cli->args[0]);
}

const struct command command_incidents = {
    .name = "incidents",
    .arguments =
	"ls [--all] | open --carrier C [--depot D] [--lane A:B] --until T [TEXT] | close N "
	"[TEXT]  [--as NAME]",
    .summary = "what is quiet together or announced; words to customers wait",
    .options = {"all", "carrier=", "depot=", "lane=", "until=", "as="},
    .most = -1,
    .run = incidents_run,
};
