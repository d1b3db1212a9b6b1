#include "monitor/cli/outbox.h"

#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/notice.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024, MESSAGE_BYTES = 1 << 20 };

static enum role
state_role(const char *state)
{
	static const struct {
		const char *state;
		enum role role;
	} roles[] = {
	    {"held", ROLE_SLIP},
	    {"in_doubt", ROLE_SLIP},
	    {"refused", ROLE_BROKE},
	    {"dead", ROLE_BROKE},
	    {"shadow", ROLE_DIM},
	    {"superseded", ROLE_DIM},
	};

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(roles[i].state, state) == 0)
			return roles[i].role;
	return ROLE_PLAIN;
}

/* ---- ls ---- */

static void
add_notice(struct grid *g, struct json_value e)
{
	const struct look *look = g->page->look;
	struct buf when = BUF_INIT(LINE_BYTES);
	char part[256], name[24], words[64];
	int64_t settled = view_at(e, "settled"), due = view_at(e, "due");

	(void)json_text_copy(json_get(e, "id"), part, sizeof(part));
	grid_cell(g, ROLE_STRONG, part);
	if (settled != AT_NONE || due != AT_NONE)
		page_moment(look, &when, look->zone, settled != AT_NONE ? settled : due);
	grid_cell(g, ROLE_PLAIN, buf_str(&when));
	(void)json_string_clean(json_get(e, "state"), name, sizeof(name));
	grid_cell(
	    g, state_role(name), word_named(look->language, "outbox", name, words, sizeof(words)));
	(void)json_string_clean(json_get(e, "order"), part, sizeof(part));
	grid_cell(g, ROLE_PLAIN, part);
	(void)json_string_clean(json_get(e, "kind"), name, sizeof(name));
	grid_cell(g, ROLE_PLAIN, word_named(look->language, "notice", name, words, sizeof(words)));
	(void)json_string_clean(json_get(e, "customer"), part, sizeof(part));
	if (json_string_is(json_get(e, "audience"), "shop"))
		(void)text_cut(
		    part, sizeof(part), span_of(word(look->language, WORD_AUDIENCE_SHOP)));
	grid_cell(g, ROLE_PLAIN, part);
	buf_clear(&when);
}

void
outbox_page(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	struct json_value results = json_get(answer, "results"), e;
	struct buf text = BUF_INIT(LINE_BYTES), number = BUF_INIT(64);
	size_t count = json_count(results);
	char id[24];
	struct grid g;

	word_count(&number, l, count, false, true);
	word_fill(&text, l,
	    count == 0       ? WORD_OUTBOX_NONE
		: count == 1 ? WORD_OUTBOX_ONE
			     : WORD_OUTBOX_MANY,
	    WORD_ARGS(buf_str(&number)));
	page_add(p, ROLE_STRONG, buf_str(&text));
	page_line(p);
	buf_reset(&text);
	if (count == 0)
		goto out;
	page_line(p);
	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_NOTICE, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_WHEN, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_STATE, GRID_LEFT);
	grid_column(&g, WORD_LIST_ORDER, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_KIND, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_TO, GRID_WRAP);
	for (e = json_first(results); json_exists(e); e = json_next(e))
		add_notice(&g, e);
	grid_end(&g);
	(void)json_text_copy(json_path(answer, "results[0].id"), id, sizeof(id));
	word_fill(&text, l, WORD_OUTBOX_FOOT, WORD_ARGS(id));
	page_line(p);
	page_add(p, ROLE_DIM, buf_str(&text));
	page_line(p);
out:
	buf_clear(&text);
	buf_clear(&number);
}

static int
list_notices(struct cli *cli)
{
	const char *state = cli_option(cli, "state");
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	enum notice_state known;
	int code;

	if (cli_option(cli, "shadow") != NULL)
		state = "shadow";
	if (state != NULL && notice_state_from_name(state, &known) < 0)
		return cli_misused(cli,
		    "--state: '%s' is none of shadow, held, pending, sending, in_doubt, sent, "
		    "superseded, refused, dead",
		    state);
	(void)buf_addf(
	    &path, "/v1/outbox%s%s", state != NULL ? "?state=" : "", state != NULL ? state : "");
	ask_path_option(cli, &path, "shop");
	ask_path_option(cli, &path, "cursor");
	code = ask_show(cli, buf_str(&path), outbox_page);
	buf_clear(&path);
	return code;
}

/* ---- show ---- */

static void
add_fact(struct page *p, enum word title, enum role role, const char *text)
{
	enum { TITLE = 12 };

	if (text[0] == '\0')
		return;
	page_cell(p, ROLE_DIM, word(p->look->language, title), TITLE);
	(void)page_wrap(p, role, text, TITLE, TITLE, p->look->columns);
	page_line(p);
}

static void
add_times(struct page *p, struct json_value notice)
{
	const struct look *look = p->look;
	struct buf text = BUF_INIT(LINE_BYTES), when = BUF_INIT(LINE_BYTES);
	int64_t due = view_at(notice, "due"), settled = view_at(notice, "settled"), attempts = 0;
	int64_t at = settled != AT_NONE ? settled : due;
	char number[24];

	(void)json_int(json_get(notice, "attempts"), 0, INT64_MAX, &attempts);
	if (at != AT_NONE) {
		page_moment(look, &when, look->zone, at);
		word_fill(&text, look->language,
		    settled != AT_NONE ? WORD_OUTBOX_SETTLED : WORD_OUTBOX_DUE,
		    WORD_ARGS(buf_str(&when)));
	}
	if (attempts > 0) {
		(void)snprintf(number, sizeof(number), "%lld", (long long)attempts);
		(void)buf_add_str(&text, ", ");
		word_fill(&text, look->language, WORD_OUTBOX_ATTEMPTS, WORD_ARGS(number));
	}
	add_fact(p, WORD_COLUMN_WHEN, ROLE_PLAIN, buf_str(&text));
	buf_clear(&text);
	buf_clear(&when);
}

/* It was sent and did not arrive. */
static void
add_bounce(struct page *p, struct json_value notice)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	int64_t at = view_at(notice, "bounced");
	char said[LIMIT_TEXT_ROOM];

	if (at == AT_NONE)
		return;
	(void)json_string_clean(json_get(notice, "bounced_text"), said, sizeof(said));
	page_moment(p->look, &text, p->look->zone, at);
	(void)buf_addf(&text, "%s%s", said[0] != '\0' ? ": " : "", said);
	add_fact(p, WORD_OUTBOX_BOUNCED, ROLE_BROKE, buf_str(&text));
	buf_clear(&text);
}

/* The bytes as they are, line by line. */
static void
add_message(struct page *p, struct json_value message)
{
	struct buf bytes = BUF_INIT(MESSAGE_BYTES);
	struct span rest, line;

	page_line(p);
	if (json_absent(message)) {
		page_add(p, ROLE_DIM, word(p->look->language, WORD_OUTBOX_NO_MESSAGE));
		page_line(p);
		return;
	}
	if (json_add_text(&bytes, message) < 0)
		p->text.error = ERR_NOMEM;
	rest = buf_span(&bytes);
	while (text_split(&rest, '\n', &line)) {
		char one[1100]; /* a line of a mail has at most 998 bytes */

		(void)text_cut(one, sizeof(one), line);
		page_add(p, ROLE_PLAIN, one);
		page_line(p);
	}
	buf_clear(&bytes);
}

void
outbox_notice_page(struct page *p, struct json_value notice)
{
	const struct look *look = p->look;
	struct buf head = BUF_INIT(LINE_BYTES);
	char kind[32], state[24], part[256], words[64];
	bool doubted = false;

	(void)json_string_clean(json_get(notice, "kind"), kind, sizeof(kind));
	(void)json_string_clean(json_get(notice, "state"), state, sizeof(state));
	(void)json_string_clean(json_get(notice, "order"), part, sizeof(part));
	(void)buf_add_str(&head, word_named(look->language, "notice", kind, words, sizeof(words)));
	if (part[0] != '\0') {
		(void)buf_add_str(&head, ", ");
		word_fill(&head, look->language, WORD_SHOW_ORDER, WORD_ARGS(part));
	}
	say_capital(&head);
	page_add(p, ROLE_STRONG, buf_str(&head));
	page_line(p);
	add_fact(p, WORD_COLUMN_STATE, state_role(state),
	    word_named(look->language, "outbox", state, words, sizeof(words)));
	add_times(p, notice);
	(void)json_string_clean(json_get(notice, "to"), part, sizeof(part));
	add_fact(p, WORD_COLUMN_TO, ROLE_PLAIN, part);
	(void)json_string_clean(json_get(notice, "answer_text"), part, sizeof(part));
	add_fact(p, WORD_COLUMN_ANSWER, ROLE_PLAIN, part);
	if (json_bool(json_get(notice, "doubted"), &doubted) && doubted)
		add_fact(
		    p, WORD_OUTBOX_DOUBT, ROLE_SLIP, word(look->language, WORD_OUTBOX_DOUBTED));
	add_bounce(p, notice);
	(void)json_string_clean(json_get(notice, "subject"), part, sizeof(part));
	add_fact(p, WORD_OUTBOX_SUBJECT, ROLE_WORD, part);
	add_message(p, json_get(notice, "message"));
	buf_clear(&head);
}

static int
show_notice(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	struct ask ask;
	struct page page;
	int code;

	if (cli->count != 2)
		return cli_misused(cli, "show which notice?");
	code = ask_open(&ask, cli);
	page_init(&page, &cli->look);
	(void)buf_add_str(&path, "/v1/outbox/");
	ask_path_add(&path, cli->args[1]);
	if (code == EXIT_CODE_OK)
		code = ask_get(&ask, buf_str(&path));
	if (code == EXIT_CODE_OK && cli->json)
		code = ask_print(&ask);
	else if (code == EXIT_CODE_OK) {
		outbox_notice_page(&page, ask_root(&ask));
		code = cli_print(cli, &page);
	}
	page_clear(&page);
	ask_close(&ask);
	buf_clear(&path);
	return code;
}

/* ---- retry, hold, release, drop, resend ---- */

static int
act(struct cli *cli, const char *name)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), text = BUF_INIT(LINE_BYTES);
	char words[64];
	int code;

	(void)buf_add_str(&path, "/v1/outbox/");
	ask_path_add(&path, cli->args[1]);
	(void)buf_addf(&path, "/%s", name);
	word_fill(&text, cli->look.language, WORD_DONE_OUTBOX,
	    WORD_ARGS(
		cli->args[1], word_named(cli->look.language, "verb", name, words, sizeof(words))));
	code = ask_do(cli, buf_str(&path), SPAN("{}"), buf_str(&text));
	buf_clear(&path);
	buf_clear(&text);
	return code;
}

/* All held customer notices of a shop, or of the only one. */
static int
act_on_all(struct cli *cli, const char *name)
{
	const char *shop = cli_option(cli, "shop");
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct buf text = BUF_INIT(LINE_BYTES);
	struct json_out w = JSON_OUT_INIT;
	char count[24], words[64];
	struct ask ask;
	struct page page;
	int code = ask_open(&ask, cli);

	page_init(&page, &cli->look);
	json_out_object(&w, NULL);
	json_out_str(&w, "shop", shop != NULL ? shop : "");
	json_out_end(&w);
	if (json_out_take(&w, &body, false) < 0)
		code = cli_fail(cli, EXIT_CODE_USAGE, "the shop is not UTF-8 text");
	(void)buf_addf(&path, "/v1/outbox/%s", name);
	if (code == EXIT_CODE_OK)
		code = ask_call(&ask, HTTP_POST, buf_str(&path), buf_span(&body));
	if (code == EXIT_CODE_OK && cli->json)
		code = ask_print(&ask);
	else if (code == EXIT_CODE_OK) {
		(void)json_text_copy(json_get(ask_root(&ask), "count"), count, sizeof(count));
		word_fill(&text, cli->look.language, WORD_DONE_OUTBOX_ALL,
		    WORD_ARGS(
			count, word_named(cli->look.language, "verb", name, words, sizeof(words))));
		page_add(&page, ROLE_PLAIN, buf_str(&text));
		page_line(&page);
		code = cli_print(cli, &page);
	}
	page_clear(&page);
	ask_close(&ask);
	json_out_clear(&w);
	buf_clear(&path);
	buf_clear(&body);
	buf_clear(&text);
	return code;
}

static const struct {
	const char *name;
	bool all; /* may be said of all held ones */
} verbs[] = {
    {"retry", false}, {"hold", false}, {"release", true}, {"drop", true}, {"resend", false}};

static int
outbox_run(struct cli *cli)
{
	bool all = cli_option(cli, "all") != NULL;

	if (cli->count == 0 || strcmp(cli->args[0], "ls") == 0)
		return list_notices(cli);
	if (strcmp(cli->args[0], "show") == 0)
		return show_notice(cli);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(cli->args[0], verbs[i].name) != 0)
			continue;
		if (all && verbs[i].all && cli->count == 1)
			return act_on_all(cli, verbs[i].name);
		if (all || cli->count != 2)
			return cli_misused(cli, "%s which notice?%s", verbs[i].name,
			    verbs[i].all ? " --all: those held of a shop" : "");
		return act(cli, verbs[i].name);
	}
	return cli_misused(
	    cli, "'%s' is none of ls, show, retry, hold, release, drop, resend", cli->args[0]);
}

const struct command command_outbox = {
    .name = "outbox",
    .arguments = "ls [--state STATE | --shadow] | show N | retry|hold|resend N\n"
		 "           | release|drop N | release|drop --all [--shop SHOP]",
    .summary = "notices: decided, held, waiting, sent",
    .options = {"state=", "shadow", "all", "shop=", "cursor="},
    .most = 2,
    .run = outbox_run,
};
