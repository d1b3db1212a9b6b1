#include "monitor/cli/status.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/limits.h"
#include "monitor/base/locale.h"
#include "monitor/base/milestone.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024 };

static int64_t
number_of(struct json_value v, const char *path)
{
	int64_t number = 0;

	(void)json_int(json_path(v, path), INT64_MIN, INT64_MAX, &number);
	return number;
}

static bool
is_set(struct json_value v, const char *name)
{
	bool set = false;

	(void)json_bool(json_get(v, name), &set);
	return set;
}

static const char *
text_of(struct json_value v, const char *name, char *dst, size_t room)
{
	(void)json_string_clean(json_get(v, name), dst, room);
	return dst;
}

static void
add_number(const struct look *look, struct buf *b, int64_t number)
{
	(void)locale_add_number(b, word(look->language, WORD_LOCALE), (double)number, 0);
}

/* Fill a template with two numbers. */
static void
fill_numbers(const struct look *look, struct buf *b, enum word which, int64_t one, int64_t two)
{
	struct buf first = BUF_INIT(64), second = BUF_INIT(64);

	add_number(look, &first, one);
	add_number(look, &second, two);
	word_fill(b, look->language, which, WORD_ARGS(buf_str(&first), buf_str(&second)));
	buf_clear(&first);
	buf_clear(&second);
}

/* ---- what a person must act on: the first lines ---- */

struct alarms {
	struct page *page;
	int count;
};

static void
add_alarm(struct alarms *a, enum role role, const struct buf *text)
{
	page_cell(a->page, role, "!", 2);
	(void)page_wrap(a->page, role, buf_str(text), 2, 2, a->page->look->columns);
	page_line(a->page);
	a->count++;
}

static void
alarm_number(struct alarms *a, enum role role, enum word which, int64_t number)
{
	struct buf text = BUF_INIT(LINE_BYTES);

	if (number > 0) {
		fill_numbers(a->page->look, &text, which, number, 0);
		add_alarm(a, role, &text);
	}
	buf_clear(&text);
}

static void
alarm_text(struct alarms *a, enum role role, enum word which, const char *one, const char *two)
{
	struct buf text = BUF_INIT(LINE_BYTES);

	word_fill(&text, a->page->look->language, which, WORD_ARGS(one, two));
	add_alarm(a, role, &text);
	buf_clear(&text);
}

static void
alarm_mail(struct alarms *a, struct json_value mail)
{
	int64_t since = view_at(mail, "failing_since");
	struct buf when = BUF_INIT(LINE_BYTES);
	char detail[256];

	if (since == AT_NONE)
		return;
	page_moment(a->page->look, &when, "", since);
	alarm_text(a, ROLE_BROKE, WORD_STATUS_MAIL, buf_str(&when),
	    text_of(mail, "detail", detail, sizeof(detail)));
	buf_clear(&when);
}

static bool
account_fails(struct json_value account)
{
	struct json_value health = json_get(account, "health");

	return is_set(account, "stopped") ||
	    (!json_absent(health) && !json_string_is(health, "ok"));
}

static void
add_alarms(struct alarms *a, struct json_value answer)
{
	struct json_value store = json_get(answer, "store"), e;
	char id[64];

	if (is_set(store, "full") || number_of(store, "used_percent") >= LIMIT_POLL_STOP_PERCENT)
		alarm_text(a, ROLE_BROKE, WORD_STATUS_FULL, "", "");
	alarm_mail(a, json_get(answer, "mail"));
	for (e = json_first(json_get(answer, "accounts")); json_exists(e); e = json_next(e))
		if (account_fails(e))
			alarm_text(a, ROLE_BROKE, WORD_STATUS_ACCOUNT,
			    text_of(e, "id", id, sizeof(id)), "");
	alarm_number(a, ROLE_BROKE, WORD_STATUS_ASIDE, number_of(store, "aside"));
	alarm_number(a, ROLE_BROKE, WORD_STATUS_UNOWNED, number_of(store, "cases_unowned"));
	alarm_number(a, ROLE_SLIP, WORD_STATUS_HELD, number_of(store, "held"));
	for (e = json_first(json_get(answer, "shops")); json_exists(e); e = json_next(e))
		if (is_set(e, "paused"))
			alarm_text(
			    a, ROLE_SLIP, WORD_STATUS_PAUSED, text_of(e, "id", id, sizeof(id)), "");
}

/* ---- the rest: a row each ---- */

static void
add_fact(struct page *p, enum word title, const struct buf *text)
{
	enum { TITLE = 14 };

	page_cell(p, ROLE_DIM, word(p->look->language, title), TITLE);
	(void)page_wrap(p, ROLE_PLAIN, buf_str(text), TITLE, TITLE, p->look->columns);
	page_line(p);
}

/* "slipping 12, at risk 3": names and numbers of those that are not nought. */
static void
add_counts(const struct look *look, struct buf *b, struct json_value from, const char *family,
    const char *const *names)
{
	char words[64];

	for (size_t i = 0; names[i] != NULL; i++) {
		int64_t count = number_of(from, names[i]);

		if (count == 0)
			continue;
		(void)buf_addf(b, "%s%s ", b->len > 0 ? ", " : "",
		    word_named(look->language, family, names[i], words, sizeof(words)));
		add_number(look, b, count);
	}
	if (b->len == 0)
		(void)buf_add_char(b, '0');
}

static void
add_shop(struct page *p, struct json_value shop)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	char id[64], name[160], mode[24], words[64];

	(void)buf_addf(&text, "%s (%s): %s", text_of(shop, "name", name, sizeof(name)),
	    text_of(shop, "id", id, sizeof(id)),
	    word_named(p->look->language, "mode", text_of(shop, "notices", mode, sizeof(mode)),
		words, sizeof(words)));
	add_fact(p, WORD_STATUS_SHOP, &text);
	buf_clear(&text);
}

static void
add_since(struct page *p, struct json_value answer)
{
	struct buf when = BUF_INIT(64), text = BUF_INIT(LINE_BYTES), rate = BUF_INIT(64);
	int64_t started = view_at(answer, "started"), times = number_of(answer, "clock_rate");

	if (started != AT_NONE)
		page_moment(p->look, &when, "", started);
	add_number(p->look, &rate, times);
	word_fill(&text, p->look->language,
	    times > 1 ? WORD_STATUS_SINCE_ROW : WORD_STATUS_SINCE_REAL,
	    WORD_ARGS(buf_str(&when), buf_str(&rate)));
	add_fact(p, WORD_STATUS_SINCE, &text);
	buf_clear(&when);
	buf_clear(&text);
	buf_clear(&rate);
}

static void
add_due(struct page *p, struct json_value due)
{
	int64_t poll = view_at(due, "poll"), outbox = view_at(due, "outbox");
	struct buf one = BUF_INIT(64), two = BUF_INIT(64), text = BUF_INIT(LINE_BYTES);

	if (poll == AT_NONE)
		(void)buf_add_str(&one, "–");
	else
		page_moment(p->look, &one, "", poll);
	if (outbox == AT_NONE)
		(void)buf_add_str(&two, "–");
	else
		page_moment(p->look, &two, "", outbox);
	word_fill(&text, p->look->language, WORD_STATUS_NEXT_ROW,
	    WORD_ARGS(buf_str(&one), buf_str(&two)));
	add_fact(p, WORD_STATUS_NEXT, &text);
	buf_clear(&one);
	buf_clear(&two);
	buf_clear(&text);
}

static void
add_store(struct page *p, struct json_value store)
{
	struct buf parcels = BUF_INIT(64), used = BUF_INIT(64), percent = BUF_INIT(64);
	struct buf text = BUF_INIT(LINE_BYTES);

	add_number(p->look, &parcels, number_of(store, "shipments"));
	add_number(p->look, &used, number_of(store, "used_bytes") >> 20);
	add_number(p->look, &percent, number_of(store, "used_percent"));
	word_fill(&text, p->look->language, WORD_STATUS_STORE_ROW,
	    WORD_ARGS(buf_str(&parcels), buf_str(&used), buf_str(&percent)));
	add_fact(p, WORD_STATUS_STORE, &text);
	buf_clear(&parcels);
	buf_clear(&used);
	buf_clear(&percent);
	buf_clear(&text);
}

void
status_page(struct page *p, struct json_value answer)
{
	static const char *const states[] = {
	    "missed", "slipping", "at_risk", "on_track", "none", NULL};
	static const char *const notices[] = {
	    "pending", "held", "in_doubt", "shadow", "sent", "dead", NULL};
	struct json_value store = json_get(answer, "store"), e;
	struct alarms alarms = {.page = p};
	struct buf text = BUF_INIT(LINE_BYTES);

	add_alarms(&alarms, answer);
	if (alarms.count == 0) {
		fill_numbers(p->look, &text, WORD_STATUS_WELL, number_of(store, "open"), 0);
		page_add(p, ROLE_STRONG, buf_str(&text));
		page_line(p);
		buf_reset(&text);
	}
	page_line(p);
	add_counts(p->look, &text, json_get(store, "states"), "state", states);
	add_fact(p, WORD_STATUS_PROMISES, &text);
	buf_reset(&text);
	fill_numbers(p->look, &text, WORD_STATUS_OPEN, number_of(store, "cases_open"),
	    number_of(store, "cases_unowned"));
	add_fact(p, WORD_STATUS_CASES, &text);
	buf_reset(&text);
	add_counts(p->look, &text, store, "outbox", notices);
	add_fact(p, WORD_STATUS_NOTICES, &text);
	buf_clear(&text);
	add_due(p, json_get(answer, "due"));
	add_store(p, store);
	for (e = json_first(json_get(answer, "shops")); json_exists(e); e = json_next(e))
		add_shop(p, e);
	add_since(p, answer);
	for (e = json_first(json_get(answer, "aside")); json_exists(e); e = json_next(e)) {
		char aside[256];

		(void)json_string_clean(e, aside, sizeof(aside));
		page_addf(p, ROLE_DIM, "  %s", aside);
		page_line(p);
	}
}

/* One question, one page. */
static int
show_answer(struct cli *cli, const char *path, void (*draw)(struct page *, struct json_value))
{
	struct ask ask;
	struct page page;
	int code = ask_open(&ask, cli);

	page_init(&page, &cli->look);
	if (code == EXIT_CODE_OK)
		code = ask_get(&ask, path);
	if (code == EXIT_CODE_OK && cli->json)
		code = ask_print(&ask);
	else if (code == EXIT_CODE_OK) {
		draw(&page, ask_root(&ask));
		code = cli_print(cli, &page);
	}
	page_clear(&page);
	ask_close(&ask);
	return code;
}

static int
status_run(struct cli *cli)
{
	return show_answer(cli, "/v1/status", status_page);
}

const struct command command_status = {
    .name = "status",
    .arguments = "",
    .summary = "how the daemon is, and what needs a person",
    .run = status_run,
};

/* ---- carriers ---- */

static enum role
health_words(const struct look *look, struct buf *b, struct json_value account)
{
	int64_t blocked = view_at(account, "blocked_until");
	struct buf when = BUF_INIT(64);
	char health[32], words[64];
	const char *fails;

	if (is_set(account, "stopped")) {
		(void)buf_add_str(b, word(look->language, WORD_HEALTH_STOPPED));
		return ROLE_BROKE;
	}
	if (!account_fails(account)) {
		(void)buf_add_str(b,
		    word(look->language,
			view_at(account, "ok") == AT_NONE ? WORD_HEALTH_NEW : WORD_HEALTH_WELL));
		return ROLE_PLAIN;
	}
	fails = word_named(look->language, "error",
	    text_of(account, "health", health, sizeof(health)), words, sizeof(words));
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
	int64_t ok = view_at(account, "ok"), quota = number_of(account, "quota");
	char name[64];
	enum role role;

	grid_cell(g, ROLE_STRONG, text_of(account, "id", name, sizeof(name)));
	grid_cell(g, ROLE_PLAIN, say_carrier(text_of(account, "carrier", name, sizeof(name))));
	role = health_words(look, &text, account);
	grid_cell(g, role, buf_str(&text));
	buf_reset(&text);
	if (ok != AT_NONE)
		page_moment(look, &text, "", ok);
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	buf_reset(&text);
	if (quota > 0)
		fill_numbers(look, &text, WORD_CALLS_OF, number_of(account, "calls"), quota);
	else
		add_number(look, &text, number_of(account, "calls"));
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	buf_reset(&text);
	add_number(look, &text, number_of(account, "unknown_codes"));
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
	char name[64], known[64], words[96];

	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_CARRIER, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_ID, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_KNOWN, GRID_WRAP);
	for (e = json_first(carriers); json_exists(e); e = json_next(e)) {
		grid_cell(&g, ROLE_PLAIN, text_of(e, "name", name, sizeof(name)));
		grid_cell(&g, ROLE_PLAIN, text_of(e, "id", name, sizeof(name)));
		grid_cell(&g, ROLE_DIM,
		    word_named(p->look->language, "evidence",
			text_of(e, "evidence", known, sizeof(known)), words, sizeof(words)));
	}
	grid_end(&g);
}

void
carriers_page(struct page *p, struct json_value answer)
{
	struct json_value accounts = json_get(answer, "accounts"), e;
	size_t count = json_count(accounts), fail = 0;
	struct buf text = BUF_INIT(LINE_BYTES);
	char failing[64] = "", id[64];

	for (e = json_first(accounts); json_exists(e); e = json_next(e)) {
		if (!account_fails(e))
			continue;
		buf_reset(&text);
		word_fill(&text, p->look->language, WORD_CARRIERS_FAILING,
		    WORD_ARGS(text_of(e, "id", id, sizeof(id))));
		(void)page_wrap(p, ROLE_BROKE, buf_str(&text), 0, 0, p->look->columns);
		page_line(p);
		(void)text_cut(failing, sizeof(failing), span_of(id));
		fail++;
	}
	buf_reset(&text);
	if (fail == 0) {
		fill_numbers(p->look, &text,
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
		return show_answer(cli, "/v1/carriers", carriers_page);
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

/* ---- pause, resume, backup ---- */

/* A body of one text member. */
static int
post_text(
    struct cli *cli, const char *path, const char *name, const char *value, const char *sentence)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	int code, rc;

	json_out_object(&w, NULL);
	json_out_str(&w, name, value);
	json_out_end(&w);
	rc = json_out_take(&w, &body, false);
	code = rc == 0 ? ask_do(cli, path, buf_span(&body), sentence)
		       : cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
	json_out_clear(&w);
	buf_clear(&body);
	return code;
}

static int
speak(struct cli *cli, const char *path, enum word done)
{
	const char *shop = cli->count > 1 ? cli->args[1] : "";
	struct buf text = BUF_INIT(LINE_BYTES);
	int code;

	if (strcmp(cli->args[0], "customers") != 0)
		return cli_misused(cli, "'%s' is not `customers`", cli->args[0]);
	word_fill(&text, cli->look.language, done,
	    WORD_ARGS(shop[0] != '\0' ? shop : word(cli->look.language, WORD_ALL_SHOPS)));
	code = post_text(cli, path, "shop", shop, buf_str(&text));
	buf_clear(&text);
	return code;
}

static int
pause_run(struct cli *cli)
{
	return speak(cli, "/v1/customers/pause", WORD_DONE_PAUSE);
}

static int
resume_run(struct cli *cli)
{
	return speak(cli, "/v1/customers/resume", WORD_DONE_RESUME);
}

const struct command command_pause = {
    .name = "pause",
    .arguments = "customers [SHOP]",
    .summary = "let no notice leave to customers, at once",
    .least = 1,
    .most = 2,
    .run = pause_run,
};

const struct command command_resume = {
    .name = "resume",
    .arguments = "customers [SHOP]",
    .summary = "let notices to customers leave again",
    .least = 1,
    .most = 2,
    .run = resume_run,
};

static int
backup_run(struct cli *cli)
{
	struct buf text = BUF_INIT(2 * PATH_MAX), path = BUF_INIT(PATH_MAX);
	const char *folder = cli->args[0];
	char *here = folder[0] != '/' ? realpath(".", NULL) : NULL;
	int code;

	/* The daemon's own folder is another one. */
	(void)buf_addf(&path, "%s%s%s", here != NULL ? here : "", here != NULL ? "/" : "", folder);
	word_fill(&text, cli->look.language, WORD_DONE_BACKUP, WORD_ARGS(buf_str(&path)));
	code = post_text(cli, "/v1/backup", "directory", buf_str(&path), buf_str(&text));
	free(here);
	buf_clear(&text);
	buf_clear(&path);
	return code;
}

const struct command command_backup = {
    .name = "backup",
    .arguments = "FOLDER",
    .summary = "copy the store, consistent, while it runs, into a new folder",
    .least = 1,
    .most = 1,
    .run = backup_run,
};
