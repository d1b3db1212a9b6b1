#include "monitor/cli/ask.h"

#include <stdio.h>

#include "monitor/base/text.h"
#include "monitor/cli/view.h"
#include "monitor/net/local.h"

/* A backup may take minutes; everything else is answered at once or not at all. */
enum { ASK_MS = 10 * 60 * 1000 };

int
ask_open(struct ask *c, struct cli *cli)
{
	*c = (struct ask){.cli = cli, .doc = JSON_DOC_INIT};
	http_response_init(&c->res);
	if (local_new(&c->local, cli->socket) < 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "out of memory");
	return EXIT_CODE_OK;
}

void
ask_close(struct ask *c)
{
	json_doc_clear(&c->doc);
	http_response_clear(&c->res);
	local_free(c->local);
	c->local = NULL;
}

struct json_value
ask_root(const struct ask *c)
{
	return json_root(&c->doc);
}

void
ask_path_add(struct buf *path, const char *part)
{
	(void)text_add_percent(path, span_of(part));
}

void
ask_path_option(const struct cli *cli, struct buf *path, const char *option)
{
	const char *value = cli_option(cli, option);

	if (value == NULL)
		return;
	(void)buf_addf(path, "%c%s=", strchr(buf_str(path), '?') == NULL ? '?' : '&', option);
	ask_path_add(path, value);
}

static int
unreachable(const struct ask *c, int rc)
{
	const struct cli *cli = c->cli;

	if (c->quiet)
		return EXIT_CODE_UNREACHABLE;
	if (rc == ERR_FORBIDDEN)
		return cli_fail(cli, EXIT_CODE_UNREACHABLE,
		    "%s: this user may not use the socket: be root, or a member of its group",
		    cli->socket);
	if (rc == ERR_NETWORK)
		return cli_fail(cli, EXIT_CODE_UNREACHABLE,
		    "%s: no daemon answers there: is puntual.service running? "
		    "--socket or $PUNTUAL_SOCKET name another place",
		    cli->socket);
	return cli_fail(cli, EXIT_CODE_UNREACHABLE, "%s: %s", cli->socket, err_text(rc));
}

/* What the daemon says that was wrong: a problem, with its detail and path. */
static int
refused(const struct ask *c)
{
	char text[512], path[128];

	if (c->res.status == 300 || c->quiet)
		return EXIT_CODE_FAILED;
	(void)json_string_clean(json_get(ask_root(c), "detail"), text, sizeof(text));
	(void)json_string_clean(json_get(ask_root(c), "path"), path, sizeof(path));
	if (text[0] == '\0')
		return cli_fail(c->cli, EXIT_CODE_FAILED,
		    "the daemon answered %d without saying why", c->res.status);
	return cli_fail(
	    c->cli, EXIT_CODE_FAILED, "%s%s%s", path, path[0] != '\0' ? ": " : "", text);
}

int
ask_call(struct ask *c, enum http_method method, const char *path, struct span body)
{
	struct json_value root;
	struct why why;
	int64_t now;
	int rc;

	http_response_clear(&c->res);
	http_response_init(&c->res);
	json_doc_clear(&c->doc);
	rc = local_call(c->local, method, path, body, ASK_MS, &c->res);
	if (rc < 0)
		return unreachable(c, rc);
	if (json_parse(&c->doc, buf_span(&c->res.body), &why) < 0)
		return cli_fail(c->cli, EXIT_CODE_FAILED,
		    "%s answered %d and no JSON: is that the socket of puntual?", c->cli->socket,
		    c->res.status);
	root = ask_root(c);
	now = view_at(root, "now");
	if (now != AT_NONE)
		c->cli->look.now_utc_ms = now;
	if (json_kind(json_get(root, "zone")) == JSON_KIND_STRING)
		(void)json_string_copy(
		    json_get(root, "zone"), c->cli->look.zone, sizeof(c->cli->look.zone));
	return c->res.status >= 200 && c->res.status < 300 ? EXIT_CODE_OK : refused(c);
}

int
ask_get(struct ask *c, const char *path)
{
	return ask_call(c, HTTP_GET, path, (struct span){NULL, 0});
}

int
ask_print(const struct ask *c)
{
	size_t len = c->res.body.len;

	if (fwrite(buf_str(&c->res.body), 1, len, stdout) != len)
		return EXIT_CODE_FAILED;
	if (len == 0 || c->res.body.data[len - 1] != '\n')
		putchar('\n');
	return fflush(stdout) == 0 ? EXIT_CODE_OK : EXIT_CODE_FAILED;
}

int
ask_do(struct cli *cli, const char *path, struct span body, const char *sentence)
{
	struct ask ask;
	struct page page;
	int code = ask_open(&ask, cli);

	page_init(&page, &cli->look);
	if (code == EXIT_CODE_OK)
		code = ask_call(&ask, HTTP_POST, path, body);
	if (code == EXIT_CODE_OK && cli->json)
		code = ask_print(&ask);
	else if (code == EXIT_CODE_OK) {
		page_add(&page, ROLE_PLAIN, sentence);
		page_line(&page);
		code = cli_print(cli, &page);
	}
	page_clear(&page);
	ask_close(&ask);
	return code;
}

static int
show(struct cli *cli, enum http_method method, const char *path, struct span body,
    void (*draw)(struct page *, struct json_value))
{
	struct ask ask;
	struct page page;
	int code = ask_open(&ask, cli);

	page_init(&page, &cli->look);
	if (code == EXIT_CODE_OK)
		code = ask_call(&ask, method, path, body);
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

int
ask_post_show(struct cli *cli, const char *path, struct span body,
    void (*draw)(struct page *, struct json_value))
{
	return show(cli, HTTP_POST, path, body, draw);
}

int
ask_show(struct cli *cli, const char *path, void (*draw)(struct page *, struct json_value))
{
	return show(cli, HTTP_GET, path, (struct span){NULL, 0}, draw);
}
