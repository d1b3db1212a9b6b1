#include "monitor/cli/carriers.h"

#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024 };

static enum role
health_words(const struct look *look, struct buf *b, struct json_value account)
{
	int64_t blocked = view_at(account, "blocked_until");
	struct buf when = BUF_INIT(64);
	char health[32], words[64];
	const char *fails;

	if (view_is(account, "stopped")) {
		(void)buf_add_str(b, word(look->language, WORD_HEALTH_STOPPED));
		return ROLE_BROKE;
	}
	if (!view_account_fails(account)) {
		(void)buf_add_str(b,
		    word(look->language,
			view_at(account, "ok") == AT_NONE ? WORD_HEALTH_NEW : WORD_HEALTH_WELL));
		return ROLE_PLAIN;
	}
	fails = word_named(look->language, "error",
	    view_text(account, "health", health, sizeof(health)), words, sizeof(words));
	if (blocked == AT_NONE || blocked <= look->now_utc_ms)
		(void)buf_add_str(b, fails);
	else {
		page_moment(look, &when, "", blocked);
		word_fill(b, look->language, WORD_HEALTH_BLOCKED, WORD_ARGS(fails, buf_str(&when)));
	}
	buf_clear(&when);
	return ROLE_BROKE;
}

static void
add_account(struct grid *g, struct json_value account)
{
	const struct look *look = g->page->look;
	struct buf text = BUF_INIT(LINE_BYTES);
	int64_t ok = view_at(account, "ok"), quota = view_number(account, "quota");
	char name[64];
	enum role role;

	grid_cell(g, ROLE_STRONG, view_text(account, "id", name, sizeof(name)));
	grid_cell(g, ROLE_PLAIN, say_carrier(view_text(account, "carrier", name, sizeof(name))));
	role = health_words(look, &text, account);
	grid_cell(g, role, buf_str(&text));
	buf_reset(&text);
	if (ok != AT_NONE)
		page_moment(look, &text, "", ok);
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	buf_reset(&text);
	if (quota > 0)
		page_fill_numbers(look, &text, WORD_CALLS_OF, view_number(account, "calls"), quota);
	else
		page_number(look, &text, view_number(account, "calls"));
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	buf_reset(&text);
	page_number(look, &text, view_number(account, "unknown_codes"));
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	buf_clear(&text);
}

static void
add_accounts(struct page *p, struct json_value accounts)
{
	struct json_value e;
	struct grid g;

	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_ACCOUNT, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_CARRIER, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_HEALTH, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_ASKED, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_QUOTA, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_UNKNOWN, GRID_RIGHT);
	for (e = json_first(accounts); json_exists(e); e = json_next(e))
		add_account(&g, e);
	grid_end(&g);
	page_line(p);
}

static void
add_adapters(struct page *p, struct json_value carriers)
{
	struct json_value e;
	struct grid g;
	enum language l = p->look->language;
	struct buf batch = BUF_INIT(64);
	char name[64], known[64], words[96];

	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_CARRIER, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_ID, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_AUTH, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_BATCH, GRID_RIGHT);
	grid_column(&g, WORD_COLUMN_ETA, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_PUSH, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_KNOWN, GRID_WRAP);
	for (e = json_first(carriers); json_exists(e); e = json_next(e)) {
		grid_cell(&g, ROLE_PLAIN, view_text(e, "name", name, sizeof(name)));
		grid_cell(&g, ROLE_PLAIN, view_text(e, "id", name, sizeof(name)));
		grid_cell(&g, ROLE_PLAIN,
		    word_named(l, "auth", view_text(e, "auth", known, sizeof(known)), words,
			sizeof(words)));
		buf_reset(&batch);
		page_number(p->look, &batch, view_number(e, "batch"));
		grid_cell(&g, ROLE_PLAIN, buf_str(&batch));
		grid_cell(&g, ROLE_PLAIN, word(l, view_is(e, "eta") ? WORD_YES : WORD_NO));
		grid_cell(&g, ROLE_PLAIN, word(l, view_is(e, "push") ? WORD_YES : WORD_NO));
		grid_cell(&g, ROLE_DIM,
		    word_named(l, "evidence", view_text(e, "evidence", known, sizeof(known)), words,
			sizeof(words)));
	}
	grid_end(&g);
	buf_clear(&batch);
}

/* Which codes an account's carrier sent that no table lists, and what to do about them. */
static void
add_unknown(struct page *p, struct json_value account)
{
	struct json_value list = json_get(account, "unknown"), e;
	struct buf codes = BUF_INIT(LINE_BYTES), text = BUF_INIT(2 * LINE_BYTES);
	char id[64], code[LIMIT_CODE_ROOM], first[LIMIT_CODE_ROOM];

	for (e = json_first(list); json_exists(e); e = json_next(e)) {
		(void)buf_addf(&codes, "%s%s (", codes.len > 0 ? ", " : "",
		    view_text(e, "code", code, sizeof(code)));
		page_number(p->look, &codes, view_number(e, "answers"));
		(void)buf_add_char(&codes, ')');
	}
	if (codes.len > 0) {
		word_fill(&text, p->look->language, WORD_CARRIERS_CODES,
		    WORD_ARGS(view_text(account, "id", id, sizeof(id)), buf_str(&codes),
			view_text(json_first(list), "code", first, sizeof(first))));
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 0, 0, p->look->columns);
		page_line(p);
	}
	buf_clear(&codes);
	buf_clear(&text);
}

void
carriers_page(struct page *p, struct json_value answer)
{
	struct json_value accounts = json_get(answer, "accounts"), e;
	size_t count = json_count(accounts), fail = 0;
	struct buf text = BUF_INIT(LINE_BYTES);
	char failing[64] = "", id[64];

	for (e = json_first(accounts); json_exists(e); e = json_next(e)) {
		if (!view_account_fails(e))
			continue;
		buf_reset(&text);
		word_fill(&text, p->look->language, WORD_CARRIERS_FAILING,
		    WORD_ARGS(view_text(e, "id", id, sizeof(id))));
		(void)page_wrap(p, ROLE_BROKE, buf_str(&text), 0, 0, p->look->columns);
		page_line(p);
		(void)text_cut(failing, sizeof(failing), span_of(id));
		fail++;
	}
	buf_reset(&text);
	if (fail == 0) {
		page_fill_numbers(p->look, &text,
		    count == 0       ? WORD_CARRIERS_NONE
			: count == 1 ? WORD_CARRIERS_WELL_ONE
				     : WORD_CARRIERS_WELL,
		    (int64_t)count, 0);
		page_add(p, ROLE_STRONG, buf_str(&text));
		page_line(p);
	}
	page_line(p);
	if (count > 0)
		add_accounts(p, accounts);
	for (e = json_first(accounts); json_exists(e); e = json_next(e))
		if (json_count(json_get(e, "unknown")) > 0) {
			add_unknown(p, e);
			page_line(p);
		}
	add_adapters(p, json_get(answer, "carriers"));
	if (fail > 0) {
		buf_reset(&text);
		word_fill(&text, p->look->language, WORD_CARRIERS_FOOT, WORD_ARGS(failing));
		page_line(p);
		page_add(p, ROLE_DIM, buf_str(&text));
		page_line(p);
	}
	buf_clear(&text);
}

static int
carriers_run(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), done = BUF_INIT(LINE_BYTES);
	int code;

	if (cli->count == 0)
		return ask_show(cli, "/v1/carriers", carriers_page);
	if (cli->count != 2 || strcmp(cli->args[0], "retry") != 0)
		return cli_misused(cli, "'%s' is not `retry ACCOUNT`", cli->args[0]);
	(void)buf_add_str(&path, "/v1/accounts/");
	ask_path_add(&path, cli->args[1]);
	(void)buf_add_str(&path, "/retry");
	word_fill(&done, cli->look.language, WORD_DONE_RETRY, WORD_ARGS(cli->args[1]));
	code = ask_do(cli, buf_str(&path), SPAN("{}"), buf_str(&done));
	buf_clear(&path);
	buf_clear(&done);
	return code;
}

const struct command command_carriers = {
    .name = "carriers",
    .arguments = "[retry ACCOUNT]",
    .summary = "who is asked: health, calls left, how well each is known; ask one again",
    .most = 2,
    .run = carriers_run,
};
