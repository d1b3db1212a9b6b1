#include "monitor/cli/people.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/grid.h"
#include "monitor/cli/view.h"
#include "monitor/notice/bounce.h"

enum { LINE_BYTES = 1024, PIECE_BYTES = 16 << 10, PATH_BYTES = 1024 };

/* ---- bounce ---- */

/* What is longer than a report is read no further: what it says stands at its begin. */
static int
read_report(FILE *f, struct buf *out)
{
	char piece[PIECE_BYTES];
	size_t got, total = 0;

	while ((got = fread(piece, 1, sizeof(piece), f)) > 0) {
		size_t keep = total < LIMIT_REPORT_BYTES ? LIMIT_REPORT_BYTES - total : 0;

		total += got;
		if (buf_add(out, piece, got < keep ? got : keep) < 0)
			return buf_error(out);
	}
	return ferror(f) ? ERR_IO : 0;
}

/* What one report came to, by its name in the word table. */
static void
say_outcome(struct cli *cli, const char *outcome, const char *notice)
{
	char words[160];
	struct page page;

	page_init(&page, &cli->look);
	page_add(&page, ROLE_PLAIN,
	    word_named(cli->look.language, "bounce", outcome, words, sizeof(words)));
	if (notice[0] != '\0') {
		page_add(&page, ROLE_PLAIN, ": ");
		page_add(&page, ROLE_PLAIN, notice);
	}
	page_line(&page);
	(void)cli_print(cli, &page);
	page_clear(&page);
}

static int
tell_daemon(struct cli *cli, const struct bounce *b)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_out w = JSON_OUT_INIT;
	char outcome[16], notice[24] = "";
	struct ask ask;
	int code = ask_open(&ask, cli);

	json_out_object(&w, NULL);
	json_out_array(&w, "tokens");
	for (size_t i = 0; i < b->token_count; i++)
		json_out_str(&w, NULL, b->tokens[i]);
	json_out_end(&w);
	json_out_bool(&w, "address", b->news == BOUNCE_DEAD);
	json_out_str(&w, "text", b->text);
	json_out_end(&w);
	if (code == EXIT_CODE_OK && json_out_take(&w, &body, false) < 0)
		code = EXIT_CODE_FAILED;
	if (code == EXIT_CODE_OK)
		code = ask_call(&ask, HTTP_POST, "/v1/bounces", buf_span(&body));
	if (code == EXIT_CODE_OK && cli->json) {
		code = ask_print(&ask);
	} else if (code == EXIT_CODE_OK) {
		(void)json_string_clean(
		    json_get(ask_root(&ask), "outcome"), outcome, sizeof(outcome));
		if (!json_absent(json_get(ask_root(&ask), "notice")))
			(void)json_text_copy(
			    json_get(ask_root(&ask), "notice"), notice, sizeof(notice));
		say_outcome(cli, outcome, notice);
	}
	ask_close(&ask);
	json_out_clear(&w);
	buf_clear(&body);
	return code;
}

/* A report that cannot be handed on now is to come again: mail servers keep what is answered so. */
static int
take_report(struct cli *cli, FILE *f, const char *recipient)
{
	struct buf message = BUF_INIT(LIMIT_REPORT_BYTES);
	struct bounce b;
	int rc = read_report(f, &message);
	int code = EXIT_CODE_OK;

	if (rc < 0) {
		code = cli_fail(cli, EXIT_CODE_AGAIN, "%s", err_text(rc));
	} else {
		bounce_read(buf_span(&message), recipient, &b);
		if (b.news < BOUNCE_REFUSED)
			say_outcome(cli, b.news == BOUNCE_NONE ? "none" : "waits", "");
		else if (tell_daemon(cli, &b) != EXIT_CODE_OK)
			code = EXIT_CODE_AGAIN;
	}
	buf_clear(&message);
	return code;
}

/* One file of new/, which goes to cur/ as seen when it has been taken. */
static int
take_file(struct cli *cli, const char *maildir, const char *name)
{
	char from[PATH_BYTES], to[PATH_BYTES];
	FILE *f;
	int code;

	if (snprintf(from, sizeof(from), "%s/new/%s", maildir, name) >= (int)sizeof(from) ||
	    snprintf(to, sizeof(to), "%s/cur/%s:2,S", maildir, name) >= (int)sizeof(to))
		return cli_fail(cli, EXIT_CODE_FAILED, "%s: too long a name", name);
	f = fopen(from, "r");
	if (f == NULL)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s: %m", from);
	code = take_report(cli, f, "");
	(void)fclose(f);
	if (code == EXIT_CODE_OK && rename(from, to) != 0)
		code = cli_fail(cli, EXIT_CODE_FAILED, "%s: %m", to);
	return code;
}

static int
take_maildir(struct cli *cli, const char *maildir)
{
	char path[PATH_BYTES];
	struct dirent **entries;
	int code = EXIT_CODE_OK, count;

	if (snprintf(path, sizeof(path), "%s/new", maildir) >= (int)sizeof(path))
		return cli_fail(cli, EXIT_CODE_USAGE, "--maildir: too long a name");
	count = scandir(path, &entries, NULL, alphasort);
	if (count < 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s: %m", path);
	for (int i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.' && code == EXIT_CODE_OK)
			code = take_file(cli, maildir, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return code;
}

static int
bounce_run(struct cli *cli)
{
	const char *maildir = cli_option(cli, "maildir"), *to = cli_option(cli, "to");

	if (maildir != NULL && to != NULL)
		return cli_misused(cli, "--to is for the one report on standard input");
	return maildir != NULL ? take_maildir(cli, maildir)
			       : take_report(cli, stdin, to != NULL ? to : "");
}

const struct command command_bounce = {
    .name = "bounce",
    .arguments = "[--to ADDRESS] < REPORT | --maildir FOLDER",
    .summary =
	"take a report that a mail did not arrive (RFC 3464), as a mail server hands it over",
    .options = {"to=", "maildir="},
    .run = bounce_run,
};

/* ---- suppress ---- */

void
suppressed_page(struct page *p, struct json_value answer)
{
	struct json_value results = json_get(answer, "results"), e;
	const struct look *look = p->look;
	struct grid g;

	if (json_count(results) == 0) {
		page_add(p, ROLE_PLAIN, word(look->language, WORD_SUPPRESSED_NONE));
		page_line(p);
		return;
	}
	grid_init(&g, p);
	grid_column(&g, WORD_COLUMN_ADDRESS, GRID_LEFT);
	grid_column(&g, WORD_LIST_CUSTOMER, GRID_WRAP);
	grid_column(&g, WORD_COLUMN_SINCE, GRID_LEFT);
	grid_column(&g, WORD_COLUMN_ANSWER, GRID_WRAP);
	for (e = json_first(results); json_exists(e); e = json_next(e)) {
		struct buf when = BUF_INIT(LINE_BYTES);
		char part[LIMIT_EMAIL_ROOM];
		int64_t since = view_at(e, "since");

		(void)json_string_clean(json_get(e, "email"), part, sizeof(part));
		grid_cell(&g, ROLE_STRONG, part);
		(void)json_string_clean(json_get(e, "name"), part, sizeof(part));
		grid_cell(&g, ROLE_PLAIN, part);
		if (since != AT_NONE)
			page_moment(look, &when, look->zone, since);
		grid_cell(&g, ROLE_PLAIN, buf_str(&when));
		(void)json_string_clean(json_get(e, "text"), part, sizeof(part));
		grid_cell(&g, ROLE_PLAIN, part);
		buf_clear(&when);
	}
	grid_end(&g);
	page_line(p);
	page_add(p, ROLE_DIM, word(look->language, WORD_SUPPRESSED_FOOT));
	page_line(p);
}

/* An object of members that are given by name and value, ended by NULL, as a question with one sentence as answer. */
static int
post(struct cli *cli, const char *path, const char *const *members, const char *sentence)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_out w = JSON_OUT_INIT;
	int code;

	json_out_object(&w, NULL);
	for (size_t i = 0; members[i] != NULL; i += 2)
		json_out_str(&w, members[i], members[i + 1]);
	json_out_str(&w, "author", cli_author(cli));
	json_out_end(&w);
	code = json_out_take(&w, &body, false) < 0
	    ? cli_fail(cli, EXIT_CODE_USAGE, "the words are not UTF-8 text")
	    : ask_do(cli, path, buf_span(&body), sentence);
	json_out_clear(&w);
	buf_clear(&body);
	return code;
}

static int
suppress_run(struct cli *cli)
{
	const char *shop = cli_option(cli, "shop") != NULL ? cli_option(cli, "shop") : "";
	struct buf text = BUF_INIT(LINE_BYTES);
	int code;

	if (cli->count == 0 || strcmp(cli->args[0], "ls") == 0) {
		(void)buf_add_str(&text, "/v1/suppressed");
		ask_path_option(cli, &text, "shop");
		code = ask_show(cli, buf_str(&text), suppressed_page);
	} else if (strcmp(cli->args[0], "rm") != 0) {
		code = cli_misused(cli, "'%s' is none of ls, rm", cli->args[0]);
	} else if (cli->count != 2) {
		code = cli_misused(cli, "rm which address?");
	} else {
		word_fill(&text, cli->look.language, WORD_DONE_LIFTED, WORD_ARGS(cli->args[1]));
		code = post(cli, "/v1/suppressed/lift",
		    (const char *const[]){"shop", shop, "email", cli->args[1], NULL},
		    buf_str(&text));
	}
	buf_clear(&text);
	return code;
}

const struct command command_suppress = {
    .name = "suppress",
    .arguments = "ls | rm ADDRESS  [--shop SHOP]",
    .summary = "addresses that no mail reaches; rm: it does again",
    .options = {"shop=", "as="},
    .most = 2,
    .run = suppress_run,
};

/* ---- tell ---- */

static int
tell_run(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), text = BUF_INIT(LINE_BYTES);
	char words[64];
	int code;

	(void)buf_add_str(&path, "/v1/shipments/");
	ask_path_add(&path, cli->args[0]);
	(void)buf_add_str(&path, "/tell");
	word_fill(&text, cli->look.language, WORD_DONE_TELL,
	    WORD_ARGS(cli->args[0],
		word_named(cli->look.language, "level", cli->args[1], words, sizeof(words))));
	code = post(cli, buf_str(&path), (const char *const[]){"notices", cli->args[1], NULL},
	    buf_str(&text));
	buf_clear(&path);
	buf_clear(&text);
	return code;
}

const struct command command_tell = {
    .name = "tell",
    .arguments = "ID everything|problems|nothing",
    .summary = "what the customer of a parcel wants to be written",
    .options = {"as="},
    .least = 2,
    .most = 2,
    .run = tell_run,
};
