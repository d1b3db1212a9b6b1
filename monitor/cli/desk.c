#include "monitor/cli/desk.h"

#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/tokens.h"
#include "monitor/cli/view.h"

static void
draw_link(struct page *p, struct json_value answer)
{
	char link[512];

	(void)json_string_clean(json_get(answer, "link"), link, sizeof(link));
	page_add(p, ROLE_STRONG, link);
	page_line(p);
	page_add(p, ROLE_DIM, word(p->look->language, WORD_DESK_ONCE));
	page_line(p);
}

static const char *
scopes_of(const char *role)
{
	static const struct {
		const char *role, *scopes;
	} roles[] = {{"support", "support,report"}, {"report", "report"},
	    {"admin", "ingest,support,report,admin"}};

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(roles[i].role, role) == 0)
			return roles[i].scopes;
	return NULL;
}

static int
invite(struct cli *cli)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_out w = JSON_OUT_INIT;
	const char *shop = cli_option(cli, "shop"), *role = cli_option(cli, "role");
	const char *scopes = scopes_of(role != NULL ? role : "support");
	int code;

	if (cli->count != 2)
		return cli_misused(cli, "say whom: an e-mail address");
	if (scopes == NULL)
		return cli_misused(cli, "--role: '%s' is none of support, report, admin", role);
	json_out_object(&w, NULL);
	json_out_str(&w, "email", cli->args[1]);
	json_out_str(&w, "scopes", scopes);
	if (shop != NULL)
		json_out_str(&w, "shop", shop);
	if (cli_option(cli, "mail") != NULL)
		json_out_bool(&w, "mail", true);
	code = tokens_body(cli, &w, &body);
	if (code == EXIT_CODE_OK)
		code = ask_post_show(cli, "/v1/staff", buf_span(&body), draw_link);
	json_out_clear(&w);
	buf_clear(&body);
	return code;
}

static int
desk_run(struct cli *cli)
{
	if (strcmp(cli->args[0], "ls") == 0)
		return ask_show(cli, "/v1/staff", tokens_page);
	if (strcmp(cli->args[0], "invite") == 0)
		return invite(cli);
	if (strcmp(cli->args[0], "revoke") == 0)
		return tokens_end(cli, "/v1/staff/", WORD_DONE_DESK);
	return cli_misused(cli, "'%s' is none of invite, ls, revoke", cli->args[0]);
}

const struct command command_desk = {
    .name = "desk",
    .arguments =
	"invite EMAIL [--role support|report|admin] [--shop S] [--mail] | ls | revoke EMAIL  [--as NAME]",
    .summary = "people of the desk: a link that lets one in once, who is in, and no longer",
    .options = {"role=", "shop=", "mail", "as="},
    .least = 1,
    .most = 2,
    .run = desk_run,
};
