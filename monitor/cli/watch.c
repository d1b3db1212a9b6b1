#include "monitor/cli/watch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/cli/look_up.h"
#include "monitor/cli/say.h"

enum {
	PAGE_ENTRIES = 100, /* of the journal in one question */
	NEWS = 8,           /* the latest that a screen keeps */
	SCREEN_LIMIT = 12,  /* parcels of each state on it */
	TURNS_DRAWN = 60,   /* it is drawn anew after so many, for the time that passed */
	NEWS_BYTES = 2048,
};

/* A change of a promise. */
struct change {
	int64_t at_utc_ms;
	int64_t shipment;
};

struct watch {
	struct ask ask;
	bool screen; /* a terminal: the whole list; else a line for each change */
	int64_t after;
	int64_t left; /* events until it ends; negative: never */
	struct change changes[PAGE_ENTRIES];
	size_t change_count;
	struct buf news[NEWS]; /* oldest first */
	size_t news_count;
};

static void
wait_a_second(void)
{
	(void)nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
}

/* ---- the feed ---- */

/* Of several changes of a parcel that came together the last one is told: the others were over when they could be read. */
static struct change *
change_of(struct watch *w, int64_t shipment)
{
	size_t i = 0;

	while (i < w->change_count && w->changes[i].shipment != shipment)
		i++;
	if (i == w->change_count) {
		w->changes[w->change_count++].shipment = shipment;
		w->left -= w->left > 0;
	}
	return &w->changes[i];
}

/* One entry; with --json it is a line as it came. */
static void
take_entry(struct watch *w, struct json_value entry)
{
	const struct json_node *node = &entry.doc->nodes[entry.node];
	int64_t shipment;
	char name[64];

	(void)json_int(json_get(entry, "seq"), 0, INT64_MAX, &w->after);
	(void)json_string_copy(json_get(entry, "name"), name, sizeof(name));
	if (w->ask.cli->json) {
		(void)printf(
		    "%.*s\n", (int)(node->end - node->start), entry.doc->in.data + node->start);
		w->left -= w->left > 0;
	} else if (text_starts(span_of(name), "promise.") &&
	    json_int(json_get(entry, "shipment"), 1, INT64_MAX, &shipment)) {
		change_of(w, shipment)->at_utc_ms = view_at(entry, "at");
	}
}

/* What was added to the journal since; *more: there may be more at once. */
static int
read_feed(struct watch *w, bool *more)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	size_t count = 0;
	int code;

	(void)buf_addf(&path, "/v1/journal?limit=%d&after=%" PRId64, (int)PAGE_ENTRIES, w->after);
	code = ask_get(&w->ask, buf_str(&path));
	buf_clear(&path);
	w->change_count = 0;
	if (code != EXIT_CODE_OK)
		return code;
	for (struct json_value e = json_first(json_get(ask_root(&w->ask), "entries"));
	     json_exists(e) && w->left != 0; e = json_next(e)) {
		take_entry(w, e);
		count++;
	}
	*more = count == PAGE_ENTRIES;
	return fflush(stdout) == 0 ? EXIT_CODE_OK : EXIT_CODE_FAILED;
}

/* ---- news ---- */

/* "12:04  ! B-20418  Ana Ejemplo, Bilbao  No cumpliremos el lunes 23: 37 h sin noticias" */
static void
add_news(struct page *page, const struct view *v, int64_t at_utc_ms)
{
	struct buf text = BUF_INIT(NEWS_BYTES);
	enum role role;
	const char *mark = say_mark(v, &role);
	char name[LIMIT_NAME_ROOM];

	page_hour(page->look, &text, "", at_utc_ms);
	page_cell_right(page, ROLE_DIM, buf_str(&text), 5);
	page_blanks(page, 2);
	page_cell(page, role, mark, 2);
	page_add(page, ROLE_STRONG, v->order);
	say_name(name, sizeof(name), v);
	page_addf(page, ROLE_PLAIN, "%s%s  ", name[0] != '\0' ? "  " : "", name);
	buf_reset(&text);
	say_verdict(page->look, &text, v);
	page_add(page, role, buf_str(&text));
	buf_reset(&text);
	say_why(page->look, &text, v);
	if (text.len > 0)
		page_addf(page, ROLE_DIM, ": %s", buf_str(&text));
	page_line(page);
	buf_clear(&text);
}

static void
keep_news(struct watch *w, struct page *page)
{
	if (w->news_count == NEWS) {
		struct buf oldest = w->news[0];

		memmove(w->news, w->news + 1, (NEWS - 1) * sizeof(w->news[0]));
		w->news[--w->news_count] = oldest;
	}
	buf_move(&w->news[w->news_count++], &page->text);
}

/* A parcel that has gone since is no news. */
static int
tell(struct watch *w, const struct change *change)
{
	struct cli *cli = w->ask.cli;
	char path[64];
	struct page page;
	struct view v;
	int code;

	(void)snprintf(path, sizeof(path), "/v1/shipments/id:%" PRId64, change->shipment);
	w->ask.quiet = true;
	code = ask_get(&w->ask, path);
	w->ask.quiet = false;
	if (code != EXIT_CODE_OK)
		return EXIT_CODE_OK;
	page_init(&page, &cli->look);
	view_read(&v, ask_root(&w->ask), cli->look.zone);
	add_news(&page, &v, change->at_utc_ms);
	if (w->screen)
		keep_news(w, &page);
	else
		code = cli_print(cli, &page);
	page_clear(&page);
	return code;
}

/* The whole screen: the list as `list` has it, the latest news below. */
static int
draw(struct watch *w)
{
	struct cli *cli = w->ask.cli;
	struct page page;
	size_t shown = 0;
	int code;

	page_init(&page, &cli->look);
	code = look_up_urgent(&w->ask, &page, SCREEN_LIMIT, &shown);
	if (shown == 0)
		page_line(&page);
	for (size_t i = 0; i < w->news_count; i++)
		(void)buf_add(&page.text, w->news[i].data, w->news[i].len);
	page_add(&page, ROLE_DIM, word(cli->look.language, WORD_WATCH_FOOT));
	page_line(&page);
	if (code == EXIT_CODE_OK) {
		(void)fputs("\033[H\033[2J", stdout);
		code = cli_print(cli, &page);
	}
	page_clear(&page);
	return code;
}

/* ---- the command ---- */

/* From the present on, unless --after says where. */
static int
find_start(struct watch *w)
{
	int code;

	if (cli_option(w->ask.cli, "after") != NULL)
		return EXIT_CODE_OK;
	code = ask_get(&w->ask, "/v1/status");
	if (code == EXIT_CODE_OK)
		(void)json_int(
		    json_path(ask_root(&w->ask), "store.journal_seq"), 0, INT64_MAX, &w->after);
	return code;
}

static int
turn(struct watch *w, int turns, bool *more)
{
	int code;

	*more = false;
	code = read_feed(w, more);
	for (size_t i = 0; code == EXIT_CODE_OK && i < w->change_count; i++)
		code = tell(w, &w->changes[i]);
	if (code == EXIT_CODE_OK && w->screen && !*more &&
	    (w->change_count > 0 || turns % TURNS_DRAWN == 0))
		code = draw(w);
	return code;
}

static int
watch_on(struct watch *w)
{
	bool more = false, lost = false;
	int turns = 0, code = find_start(w);

	while (code == EXIT_CODE_OK && w->left != 0) {
		w->ask.quiet = lost; /* it was said once */
		code = turn(w, turns, &more);
		lost = code == EXIT_CODE_UNREACHABLE;
		turns = lost ? 0 : turns + 1;
		if (lost)
			code = EXIT_CODE_OK;
		if (code == EXIT_CODE_OK && !more && w->left != 0)
			wait_a_second();
	}
	return code;
}

static int
watch_run(struct cli *cli)
{
	const char *after = cli_option(cli, "after"), *count = cli_option(cli, "count");
	struct watch w = {.left = -1, .screen = isatty(STDOUT_FILENO) && !cli->json};
	int code;

	if (after != NULL && text_parse_i64(span_of(after), 0, INT64_MAX, &w.after) < 0)
		return cli_misused(cli, "--after: '%s' is no seq of an event", after);
	if (count != NULL && text_parse_i64(span_of(count), 1, INT64_MAX, &w.left) < 0)
		return cli_misused(cli, "--count: '%s' is no number from 1 on", count);
	for (size_t i = 0; i < NEWS; i++)
		w.news[i] = BUF_INIT(NEWS_BYTES);
	code = ask_open(&w.ask, cli);
	if (code == EXIT_CODE_OK)
		code = watch_on(&w);
	ask_close(&w.ask);
	for (size_t i = 0; i < NEWS; i++)
		buf_clear(&w.news[i]);
	return code;
}

const struct command command_watch = {
    .name = "watch",
    .arguments = "[--after SEQ] [--count N]",
    .summary = "what needs a look, as it changes; --json: each event of the journal, a line each",
    .options = {"after=", "count="},
    .run = watch_run,
};
