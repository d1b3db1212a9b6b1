#include "monitor/cli/erase.h"

#include <string.h>
#include <unistd.h>

#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/view.h"

enum { LINE_BYTES = 1024, FOOT_COLUMNS = 80, INDENT = 4 };

/* ---- what would go ---- */

/* Who it is: a name, else how they are reached; an order that is nobody's by its number. */
static void
say_who(const struct look *look, struct json_value match, struct buf *out)
{
	char part[LIMIT_EMAIL_ROOM];

	if (view_text(match, "order", part, sizeof(part))[0] != '\0') {
		word_fill(out, look->language, WORD_ERASE_ORDER, WORD_ARGS(part));
		return;
	}
	(void)json_string_clean(json_get(match, "name"), part, sizeof(part));
	(void)buf_add_str(out, part);
}

/* The counts of an answer into a sentence about who it is. */
static void
fill_counts(const struct look *look, enum word which, const char *first, struct json_value what,
    struct buf *out)
{
	static const char *const counts[] = {"shipments", "messages", "notices", "notes"};
	struct buf numbers[4];

	for (size_t i = 0; i < 4; i++) {
		numbers[i] = BUF_INIT(LINE_BYTES);
		page_number(look, &numbers[i], view_number(what, counts[i]));
	}
	word_fill(out, look->language, which,
	    WORD_ARGS(first, buf_str(&numbers[0]), buf_str(&numbers[1]), buf_str(&numbers[2]),
		buf_str(&numbers[3])));
	for (size_t i = 0; i < 4; i++)
		buf_clear(&numbers[i]);
}

static void
match_lines(struct page *p, struct json_value match)
{
	static const char *const reached_by[] = {"email", "phone", "shop"};
	struct buf who = BUF_INIT(LINE_BYTES), open = BUF_INIT(LINE_BYTES);
	struct buf text = BUF_INIT(LINE_BYTES);
	char part[LIMIT_EMAIL_ROOM];

	say_who(p->look, match, &who);
	page_add(p, ROLE_STRONG, buf_str(&who));
	for (size_t i = 0; i < 3; i++) {
		(void)json_string_clean(json_get(match, reached_by[i]), part, sizeof(part));
		if (part[0] != '\0') {
			page_line(p);
			page_blanks(p, INDENT);
			page_add(p, ROLE_PLAIN, part);
		}
	}
	page_line(p);
	page_blanks(p, INDENT);
	page_number(p->look, &open, view_number(match, "open"));
	fill_counts(p->look, WORD_ERASE_WHAT, buf_str(&open), json_get(match, "erased"), &text);
	(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), INDENT, INDENT, p->look->columns);
	page_line(p);
	buf_clear(&who);
	buf_clear(&open);
	buf_clear(&text);
}

static void
foot(struct page *p, enum word which)
{
	int width = p->look->columns < FOOT_COLUMNS ? p->look->columns : FOOT_COLUMNS;

	(void)page_wrap(p, ROLE_DIM, word(p->look->language, which), 0, 0, width);
	page_line(p);
}

void
erase_page(struct page *p, struct json_value answer)
{
	struct json_value results = json_get(answer, "results"), e;

	if (json_count(results) == 0) {
		page_add(p, ROLE_PLAIN, word(p->look->language, WORD_ERASE_NONE));
		page_line(p);
		return;
	}
	for (e = json_first(results); json_exists(e); e = json_next(e))
		match_lines(p, e);
	page_line(p);
	foot(p, WORD_ERASE_FOOT);
}

static int
show(struct cli *cli, struct json_value answer)
{
	struct page page;
	int code;

	page_init(&page, &cli->look);
	erase_page(&page, answer);
	code = cli_print(cli, &page);
	page_clear(&page);
	return code;
}

/* ---- are you sure? ---- */

/* A person at a terminal is asked; a script says --yes. */
static int
confirm(struct cli *cli)
{
	char line[16] = "";
	bool yes;

	if (cli_option(cli, "yes") != NULL)
		return EXIT_CODE_OK;
	if (isatty(STDIN_FILENO) != 1)
		return cli_misused(cli, "nothing was erased: nobody can be asked here; add --yes");
	fputs(word(cli->look.language, WORD_ERASE_ASK), stdout);
	(void)fflush(stdout); /* unseen, it is answered by nobody */
	yes = fgets(line, sizeof(line), stdin) != NULL && strchr("yYsS", line[0]) != NULL &&
	    line[0] != '\0';
	if (yes)
		return EXIT_CODE_OK;
	puts(word(cli->look.language, WORD_ERASE_KEPT));
	return EXIT_CODE_FAILED;
}

/* ---- it goes ---- */

static int
make_body(struct cli *cli, struct json_value match, struct buf *body)
{
	char order[LIMIT_ORDER_ROOM], shop[LIMIT_SHOP_ROOM];
	struct json_out w = JSON_OUT_INIT;
	int rc;

	json_out_object(&w, NULL);
	if (json_absent(json_get(match, "person"))) {
		json_out_str(&w, "shop", view_text(match, "shop", shop, sizeof(shop)));
		json_out_str(&w, "order", view_text(match, "order", order, sizeof(order)));
	} else {
		json_out_int(&w, "person", view_number(match, "person"));
	}
	json_out_str(&w, "author", cli_author(cli));
	json_out_end(&w);
	rc = json_out_take(&w, body, false);
	json_out_clear(&w);
	return rc;
}

static void
say_erased(struct cli *cli, struct json_value match, struct json_value answer)
{
	struct buf who = BUF_INIT(LINE_BYTES), text = BUF_INIT(LINE_BYTES);
	struct page page;

	say_who(&cli->look, match, &who);
	fill_counts(&cli->look, WORD_ERASE_DONE, buf_str(&who), json_get(answer, "erased"), &text);
	page_init(&page, &cli->look);
	page_add(&page, ROLE_PLAIN, buf_str(&text));
	page_line(&page);
	(void)cli_print(cli, &page);
	page_clear(&page);
	buf_clear(&who);
	buf_clear(&text);
}

static int
erase_one(struct cli *cli, struct json_value match)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct ask ask;
	int code = ask_open(&ask, cli);

	if (code == EXIT_CODE_OK && make_body(cli, match, &body) < 0)
		code = EXIT_CODE_FAILED;
	if (code == EXIT_CODE_OK)
		code = ask_call(&ask, HTTP_POST, "/v1/erase", buf_span(&body));
	if (code == EXIT_CODE_OK && cli->json)
		code = ask_print(&ask);
	else if (code == EXIT_CODE_OK)
		say_erased(cli, match, ask_root(&ask));
	ask_close(&ask);
	buf_clear(&body);
	return code;
}

static int
erase_all(struct cli *cli, struct json_value results)
{
	struct page page;
	int code = EXIT_CODE_OK;

	for (struct json_value e = json_first(results); json_exists(e) && code == EXIT_CODE_OK;
	     e = json_next(e))
		code = erase_one(cli, e);
	if (code != EXIT_CODE_OK || cli->json)
		return code;
	page_init(&page, &cli->look);
	foot(&page, WORD_ERASE_DISK);
	code = cli_print(cli, &page);
	page_clear(&page);
	return code;
}

/* ---- the command ---- */

static void
add_query(struct buf *path, const char *name, const char *value)
{
	(void)buf_addf(path, "%c%s=", strchr(buf_str(path), '?') == NULL ? '?' : '&', name);
	ask_path_add(path, value);
}

/* Which of the four ways they are named by; NULL: none, or more than one. */
static const char *
named_by(struct cli *cli, const char **value)
{
	static const char *const ways[] = {"email", "phone", "order"};
	const char *way = NULL;
	int count = 0;

	for (size_t i = 0; i < 3; i++)
		if (cli_option(cli, ways[i]) != NULL) {
			way = ways[i];
			*value = cli_option(cli, way);
			count++;
		}
	if (count == 0 && cli->count == 1) {
		*value = cli->args[0];
		return "text";
	}
	if (count != 1 || cli->count != (strcmp(way, "order") == 0))
		return NULL;
	if (strcmp(way, "order") == 0)
		*value = cli->args[0]; /* the option was the shop */
	return way;
}

static int
decide(struct cli *cli, const struct ask *found, bool by_text)
{
	struct json_value results = json_get(ask_root(found), "results");
	size_t count = json_count(results);
	int code;

	if (cli->json && cli_option(cli, "yes") == NULL)
		return ask_print(found);
	code = cli->json ? EXIT_CODE_OK : show(cli, ask_root(found));
	if (code != EXIT_CODE_OK || count == 0)
		return code == EXIT_CODE_OK ? EXIT_CODE_FAILED : code;
	if (by_text && count > 1)
		return cli_fail(cli, EXIT_CODE_FAILED,
		    "%zu fit these words: say which by --email, --phone or --order", count);
	code = confirm(cli);
	return code == EXIT_CODE_OK ? erase_all(cli, results) : code;
}

static int
erase_run(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	const char *value = NULL, *way = named_by(cli, &value);
	const char *shop = cli_option(cli, "shop");
	struct ask ask;
	int code;

	if (way == NULL)
		return cli_misused(cli, "say one of TEXT, --email, --phone, --order SHOP ORDER");
	if (strcmp(way, "order") == 0)
		shop = cli_option(cli, "order");
	(void)buf_add_str(&path, "/v1/erase");
	add_query(&path, way, value);
	if (shop != NULL)
		add_query(&path, "shop", shop);
	code = ask_open(&ask, cli);
	if (code == EXIT_CODE_OK)
		code = ask_get(&ask, buf_str(&path));
	if (code == EXIT_CODE_OK)
		code = decide(cli, &ask, strcmp(way, "text") == 0);
	ask_close(&ask);
	buf_clear(&path);
	return code;
}

const struct command command_erase = {
    .name = "erase",
    .arguments =
	"TEXT | --email ADDRESS | --phone NUMBER | --order SHOP ORDER  [--shop SHOP] [--yes]",
    .summary = "forget a customer: shows what would go, and asks",
    .options = {"email=", "phone=", "order=", "shop=", "yes", "as="},
    .most = 1,
    .run = erase_run,
};
