#include "monitor/cli/inbox.h"

#include <string.h>

#include "monitor/base/inbound.h"
#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024, MESSAGE_BYTES = 1 << 20 };

static enum role
role_of(const char *state)
{
	return strcmp(state, "failed") == 0 ? ROLE_SLIP : ROLE_PLAIN;
}

static void
add_state(struct grid *g, struct json_value e)
{
	char state[16], words[64];

	(void)json_string_copy(json_get(e, "state"), state, sizeof(state));
	grid_cell(g, role_of(state),
	    word_named(g->page->look->language, "inbox", state, words, sizeof(words)));
}

/* The sentence: how many wait, failed, and are early. */
static void
add_counts(struct page *p, struct json_value answer)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	char waiting[24] = "0", failed[24] = "0", kept[24] = "0";

	(void)json_text_copy(json_get(answer, "waiting"), waiting, sizeof(waiting));
	(void)json_text_copy(json_get(answer, "failed"), failed, sizeof(failed));
	(void)json_text_copy(json_get(answer, "kept"), kept, sizeof(kept));
	word_fill(&text, p->look->language, WORD_INBOX_COUNTS, WORD_ARGS(failed, waiting, kept));
	page_add(p, strcmp(failed, "0") == 0 ? ROLE_PLAIN : ROLE_STRONG, buf_str(&text));
	page_line(p);
	buf_clear(&text);
}

void
inbox_page(struct page *p, struct json_value answer)
{
	struct json_value results = json_get(answer, "results"), e;
	char part[LIMIT_TEXT_ROOM];
	struct grid g;

	add_counts(p, answer);
	if (json_count(results) == 0)
		return;
	page_line(p);
	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_MESSAGE, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_FROM, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_STATE, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_WHEN, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_WHY, GRID_WRAP);
	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		(void)json_text_copy(json_get(e, "id"), part, sizeof(part));
		grid_cell(&g, ROLE_STRONG, part);
		(void)json_string_clean(json_get(e, "source"), part, sizeof(part));
		grid_cell(&g, ROLE_PLAIN, part);
		add_state(&g, e);
		grid_moment(&g, view_at(e, "received"));
		(void)json_string_clean(json_get(e, "text"), part, sizeof(part));
		grid_cell(&g, ROLE_PLAIN, part);
	}
	grid_end(&g);
	page_line(p);
	page_add(p, ROLE_DIM, word(p->look->language, WORD_INBOX_FOOT));
	page_line(p);
}

/* Line by line: what a stranger sent is cleaned, and never moves the cursor. */
static void
add_lines(struct page *p, struct json_value v)
{
	struct buf text = BUF_INIT(MESSAGE_BYTES);
	struct span rest, line;

	if (json_absent(v) || json_add_text(&text, v) < 0) {
		page_add(p, ROLE_DIM, word(p->look->language, WORD_INBOX_NO_BODY));
		page_line(p);
	}
	rest = buf_span(&text);
	while (text_split(&rest, '\n', &line)) {
		char one[LINE_BYTES];

		do {
			size_t len = line.len < sizeof(one) - 1 ? line.len : sizeof(one) - 1;

			(void)text_clean(one, sizeof(one), (struct span){line.data, len});
			page_add(p, ROLE_PLAIN, one);
			page_line(p);
			line.data += len;
			line.len -= len;
		} while (line.len > 0);
	}
	buf_clear(&text);
}

void
inbox_message_page(struct page *p, struct json_value answer)
{
	struct buf head = BUF_INIT(LINE_BYTES);
	char id[24], source[64], state[16], words[64], text[LIMIT_TEXT_ROOM];

	(void)json_text_copy(json_get(answer, "id"), id, sizeof(id));
	(void)json_string_clean(json_get(answer, "source"), source, sizeof(source));
	(void)json_string_clean(json_get(answer, "state"), state, sizeof(state));
	(void)json_string_clean(json_get(answer, "text"), text, sizeof(text));
	word_fill(&head, p->look->language, WORD_INBOX_ONE, WORD_ARGS(id, source));
	(void)buf_addf(
	    &head, ": %s", word_named(p->look->language, "inbox", state, words, sizeof(words)));
	page_add(p, ROLE_STRONG, buf_str(&head));
	page_line(p);
	if (text[0] != '\0') {
		page_add(p, role_of(state), text);
		page_line(p);
	}
	page_line(p);
	add_lines(p, json_get(answer, "headers"));
	page_line(p);
	add_lines(p, json_get(answer, "body"));
	buf_clear(&head);
}

static int
list_messages(struct cli *cli)
{
	const char *state = cli_option(cli, "state");
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	enum inbound_state known;
	int code;

	if (state != NULL && inbound_state_from_name(state, &known) < 0)
		return cli_misused(
		    cli, "--state: '%s' is none of waiting, failed, kept, done, dropped", state);
	(void)buf_addf(&path, "/v1/inbox?state=%s", state != NULL ? state : "");
	ask_path_option(cli, &path, "shop");
	ask_path_option(cli, &path, "cursor");
	code = ask_show(cli, buf_str(&path), inbox_page);
	buf_clear(&path);
	return code;
}

static int
act(struct cli *cli, const char *verb)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), said = BUF_INIT(LINE_BYTES);
	struct buf body = BUF_INIT(LINE_BYTES);
	struct json_out w = JSON_OUT_INIT;
	char words[64];
	int code;

	(void)buf_add_str(&path, "/v1/inbox/");
	ask_path_add(&path, cli->args[1]);
	(void)buf_addf(&path, "/%s", verb);
	json_out_object(&w, NULL);
	json_out_str(&w, "author", cli_author(cli));
	json_out_end(&w);
	word_fill(&said, cli->look.language, WORD_DONE_INBOX,
	    WORD_ARGS(
		cli->args[1], word_named(cli->look.language, "verb", verb, words, sizeof(words))));
	code = json_out_take(&w, &body, false) < 0
	    ? cli_fail(cli, EXIT_CODE_USAGE, "the words are not UTF-8 text")
	    : ask_do(cli, buf_str(&path), buf_span(&body), buf_str(&said));
	json_out_clear(&w);
	buf_clear(&path);
	buf_clear(&body);
	buf_clear(&said);
	return code;
}

static int
show_message(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	int code;

	(void)buf_add_str(&path, "/v1/inbox/");
	ask_path_add(&path, cli->args[1]);
	code = ask_show(cli, buf_str(&path), inbox_message_page);
	buf_clear(&path);
	return code;
}

static int
inbox_run(struct cli *cli)
{
	const char *verb = cli->count > 0 ? cli->args[0] : "ls";

	if (strcmp(verb, "ls") == 0)
		return list_messages(cli);
	if (cli->count != 2)
		return cli_misused(cli, "name the message by its number");
	if (strcmp(verb, "show") == 0)
		return show_message(cli);
	if (strcmp(verb, "retry") == 0 || strcmp(verb, "drop") == 0)
		return act(cli, verb);
	return cli_misused(cli, "'%s' is none of ls, show, retry, drop", verb);
}

const struct command command_inbox = {
    .name = "inbox",
    .arguments = "ls [--state S] [--shop X] [--cursor C] | show N | retry N | drop N  [--as NAME]",
    .summary = "what shops and carriers sent: what failed, and why",
    .options = {"state=", "shop=", "cursor=", "as="},
    .most = -1,
    .run = inbox_run,
};
