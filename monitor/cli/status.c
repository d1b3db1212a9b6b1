#include "monitor/cli/status.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/limits.h"
#include "monitor/base/milestone.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024 };

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
		page_fill_numbers(a->page->look, &text, which, number, 0);
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
	    view_text(mail, "detail", detail, sizeof(detail)));
	buf_clear(&when);
}

/* A shop's own system that has fallen silent, or does not answer. */
static void
alarm_connector(struct alarms *a, struct json_value e)
{
	bool silent = json_string_is(json_get(e, "state"), "silent");
	int64_t since = view_at(e, silent ? "heard" : "failing_since");
	struct buf when = BUF_INIT(64);
	char id[64];

	if (json_string_is(json_get(e, "state"), "well") || since == AT_NONE)
		return;
	page_moment(a->page->look, &when, "", since);
	alarm_text(a, ROLE_BROKE, silent ? WORD_STATUS_SILENT : WORD_STATUS_ASKED,
	    view_text(e, "id", id, sizeof(id)), buf_str(&when));
	buf_clear(&when);
}

static void
alarm_channels(struct alarms *a, struct json_value channels, enum word failing)
{
	for (struct json_value e = json_first(channels); json_exists(e); e = json_next(e)) {
		struct buf when = BUF_INIT(LINE_BYTES);
		int64_t since = view_at(e, "failing_since");
		char id[64];

		if (since != AT_NONE) {
			page_moment(a->page->look, &when, "", since);
			alarm_text(a, ROLE_BROKE,
			    json_string_is(json_get(e, "state"), "off") ? WORD_STATUS_CHANNEL_OFF
									: failing,
			    view_text(e, "id", id, sizeof(id)), buf_str(&when));
		}
		buf_clear(&when);
	}
}

/* What a program will never be told, until somebody has it told again from where there is something. */
static void
alarm_left_out(struct alarms *a, struct json_value events)
{
	for (struct json_value e = json_first(events); json_exists(e); e = json_next(e)) {
		struct json_value left = json_get(e, "left_out");
		char id[64], from[32];

		if (json_absent(left))
			continue;
		(void)snprintf(
		    from, sizeof(from), "%lld", (long long)view_number(left, "after") + 1);
		alarm_text(
		    a, ROLE_BROKE, WORD_STATUS_LEFT_OUT, view_text(e, "id", id, sizeof(id)), from);
	}
}

static void
add_alarms(struct alarms *a, struct json_value answer)
{
	struct json_value store = json_get(answer, "store"), e;
	size_t unknown = 0;
	char id[64];

	if (view_is(store, "full") || view_number(store, "used_percent") >= LIMIT_POLL_STOP_PERCENT)
		alarm_text(a, ROLE_BROKE, WORD_STATUS_FULL, "", "");
	alarm_mail(a, json_get(answer, "mail"));
	alarm_channels(a, json_get(answer, "channels"), WORD_STATUS_CHANNEL);
	alarm_channels(a, json_get(answer, "events"), WORD_STATUS_EVENTS);
	alarm_left_out(a, json_get(answer, "events"));
	for (e = json_first(json_get(answer, "accounts")); json_exists(e); e = json_next(e)) {
		if (view_account_fails(e))
			alarm_text(a, ROLE_BROKE, WORD_STATUS_ACCOUNT,
			    view_text(e, "id", id, sizeof(id)), "");
		unknown += json_count(json_get(e, "unknown"));
	}
	for (e = json_first(json_get(answer, "connectors")); json_exists(e); e = json_next(e))
		alarm_connector(a, e);
	alarm_number(a, ROLE_BROKE, WORD_STATUS_UNREAD, view_number(store, "unread"));
	alarm_number(a, ROLE_BROKE, WORD_STATUS_ASIDE, view_number(store, "aside"));
	alarm_number(a, ROLE_BROKE, WORD_STATUS_UNOWNED, view_number(store, "cases_unowned"));
	alarm_number(a, ROLE_SLIP, WORD_STATUS_HELD, view_number(store, "held"));
	alarm_number(a, ROLE_SLIP, WORD_STATUS_UNKNOWN, (int64_t)unknown);
	for (e = json_first(json_get(answer, "shops")); json_exists(e); e = json_next(e))
		if (view_is(e, "paused"))
			alarm_text(a, ROLE_SLIP, WORD_STATUS_PAUSED,
			    view_text(e, "id", id, sizeof(id)), "");
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
		int64_t count = view_number(from, names[i]);

		if (count == 0)
			continue;
		(void)buf_addf(b, "%s%s ", b->len > 0 ? ", " : "",
		    word_named(look->language, family, names[i], words, sizeof(words)));
		page_number(look, b, count);
	}
	if (b->len == 0)
		(void)buf_add_char(b, '0');
}

static void
add_shop(struct page *p, struct json_value shop)
{
	struct buf text = BUF_INIT(LINE_BYTES);
	char id[64], name[160], mode[24], words[64];

	(void)buf_addf(&text, "%s (%s): %s", view_text(shop, "name", name, sizeof(name)),
	    view_text(shop, "id", id, sizeof(id)),
	    word_named(p->look->language, "mode", view_text(shop, "notices", mode, sizeof(mode)),
		words, sizeof(words)));
	add_fact(p, WORD_STATUS_SHOP, &text);
	buf_clear(&text);
}

static void
add_since(struct page *p, struct json_value answer)
{
	struct buf when = BUF_INIT(64), text = BUF_INIT(LINE_BYTES), rate = BUF_INIT(64);
	int64_t started = view_at(answer, "started"), times = view_number(answer, "clock_rate");

	if (started != AT_NONE)
		page_moment(p->look, &when, "", started);
	page_number(p->look, &rate, times);
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

	page_number(p->look, &parcels, view_number(store, "shipments"));
	page_number(p->look, &used, view_number(store, "used_bytes") >> 20);
	page_number(p->look, &percent, view_number(store, "used_percent"));
	word_fill(&text, p->look->language, WORD_STATUS_STORE_ROW,
	    WORD_ARGS(buf_str(&parcels), buf_str(&used), buf_str(&percent)));
	add_fact(p, WORD_STATUS_STORE, &text);
	buf_clear(&parcels);
	buf_clear(&used);
	buf_clear(&percent);
	buf_clear(&text);
}

/* How much is kept of people, and since when. */
static void
add_persons(struct page *p, struct json_value store)
{
	int64_t since = view_at(store, "retained_since");
	struct buf text = BUF_INIT(LINE_BYTES), day = BUF_INIT(64);

	page_fill_numbers(p->look, &text, WORD_STATUS_PERSONS_ROW, view_number(store, "persons"),
	    view_number(store, "retained"));
	if (since != AT_NONE) {
		page_moment(p->look, &day, p->look->zone, since);
		word_fill(
		    &text, p->look->language, WORD_STATUS_PERSONS_OLDEST, WORD_ARGS(buf_str(&day)));
	}
	add_fact(p, WORD_STATUS_PERSONS, &text);
	buf_clear(&text);
	buf_clear(&day);
}

/* How far each program that is told what happens has come. */
static void
add_endpoints(struct page *p, struct json_value events)
{
	for (struct json_value e = json_first(events); json_exists(e); e = json_next(e)) {
		struct buf text = BUF_INIT(LINE_BYTES), behind = BUF_INIT(LINE_BYTES);
		char id[64];

		page_fill_numbers(
		    p->look, &behind, WORD_STATUS_BEHIND, view_number(e, "behind"), 0);
		(void)buf_addf(
		    &text, "%s: %s", view_text(e, "id", id, sizeof(id)), buf_str(&behind));
		add_fact(p, WORD_STATUS_EVENTS_ROW, &text);
		buf_clear(&text);
		buf_clear(&behind);
	}
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
		page_fill_numbers(p->look, &text, WORD_STATUS_WELL, view_number(store, "open"), 0);
		page_add(p, ROLE_STRONG, buf_str(&text));
		page_line(p);
		buf_reset(&text);
	}
	page_line(p);
	add_counts(p->look, &text, json_get(store, "states"), "state", states);
	add_fact(p, WORD_STATUS_PROMISES, &text);
	buf_reset(&text);
	page_fill_numbers(p->look, &text, WORD_STATUS_OPEN, view_number(store, "cases_open"),
	    view_number(store, "cases_unowned"));
	add_fact(p, WORD_STATUS_CASES, &text);
	buf_reset(&text);
	add_counts(p->look, &text, store, "outbox", notices);
	add_fact(p, WORD_STATUS_NOTICES, &text);
	buf_clear(&text);
	add_due(p, json_get(answer, "due"));
	add_endpoints(p, json_get(answer, "events"));
	add_store(p, store);
	add_persons(p, store);
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

static int
status_run(struct cli *cli)
{
	return ask_show(cli, "/v1/status", status_page);
}

const struct command command_status = {
    .name = "status",
    .arguments = "",
    .summary = "how the daemon is, and what needs a person",
    .run = status_run,
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
