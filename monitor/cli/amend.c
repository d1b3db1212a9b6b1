#include "monitor/cli/amend.h"

#include <string.h>

#include "monitor/base/milestone.h"
#include "monitor/base/registration.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"

enum { LINE_BYTES = 1024, NAME_ROOM = 32 };

bool
amend_is_field(const char *name)
{
	const char *const *fields = registration_fields();

	for (size_t i = 0; fields[i] != NULL; i++)
		if (strcmp(fields[i], name) == 0)
			return true;
	return false;
}

static void
say_fields(void)
{
	const char *const *fields = registration_fields();

	fputs("fields:", stderr);
	for (size_t i = 0; fields[i] != NULL; i++)
		fprintf(stderr, " %s", fields[i]);
	fputc('\n', stderr);
}

bool
amend_put(const struct cli *cli, struct json_out *w, const char *assignment)
{
	const char *equals = strchr(assignment, '=');
	char name[NAME_ROOM];

	if (equals == NULL) {
		(void)cli_fail(cli, EXIT_CODE_USAGE, "'%s' is not FIELD=VALUE", assignment);
		return false;
	}
	if (!text_cut(
		name, sizeof(name), (struct span){assignment, (size_t)(equals - assignment)}) ||
	    !amend_is_field(name)) {
		(void)cli_fail(cli, EXIT_CODE_USAGE, "there is no field '%.*s'",
		    (int)(equals - assignment), assignment);
		say_fields();
		return false;
	}
	json_out_str(w, name, equals + 1);
	return true;
}

/* All of the command's arguments from `first` on, then the object's end, as a body. */
static int
take_fields(const struct cli *cli, struct json_out *w, int first, struct buf *body)
{
	int rc;

	for (int i = first; i < cli->count; i++)
		if (!amend_put(cli, w, cli->args[i]))
			return EXIT_CODE_USAGE;
	json_out_end(w);
	rc = json_out_take(w, body, false);
	if (rc == ERR_MALFORMED)
		return cli_fail(cli, EXIT_CODE_USAGE, "a value is not UTF-8 text");
	return rc == 0 ? EXIT_CODE_OK : cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
}

/* ---- add ---- */

static int
say_result(struct cli *cli, struct json_value result)
{
	struct json_value error = json_get(result, "error");
	struct page page;
	struct buf text = BUF_INIT(LINE_BYTES);
	char why[512], field[64], id[24];
	const char *order = "";
	bool existed = false;
	int code;

	if (!json_absent(error)) {
		(void)json_string_clean(json_get(error, "text"), why, sizeof(why));
		(void)json_string_clean(json_get(error, "path"), field, sizeof(field));
		return cli_fail(
		    cli, EXIT_CODE_FAILED, "%s%s%s", field, field[0] != '\0' ? ": " : "", why);
	}
	(void)json_text_copy(json_get(result, "id"), id, sizeof(id));
	(void)json_bool(json_get(result, "existed"), &existed);
	for (int i = 0; i < cli->count; i++)
		if (strncmp(cli->args[i], "order=", 6) == 0)
			order = cli->args[i] + 6;
	page_init(&page, &cli->look);
	word_fill(&text, cli->look.language, existed ? WORD_DONE_EXISTED : WORD_DONE_ADDED,
	    WORD_ARGS(order, id));
	page_add(&page, ROLE_PLAIN, buf_str(&text));
	page_line(&page);
	code = cli_print(cli, &page);
	page_clear(&page);
	buf_clear(&text);
	return code;
}

static int
add_run(struct cli *cli)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_value result;
	struct ask ask;
	int code = ask_open(&ask, cli);

	json_out_object(&w, NULL);
	if (code == EXIT_CODE_OK)
		code = take_fields(cli, &w, 0, &body);
	if (code == EXIT_CODE_OK)
		code = ask_call(&ask, HTTP_POST, "/v1/shipments", buf_span(&body));
	if (code != EXIT_CODE_OK)
		goto out;
	result = json_path(ask_root(&ask), "results[0]");
	if (!cli->json)
		code = say_result(cli, result);
	else {
		code = ask_print(&ask);
		if (!json_absent(json_get(result, "error")))
			code = EXIT_CODE_FAILED;
	}
out:
	ask_close(&ask);
	json_out_clear(&w);
	buf_clear(&body);
	return code;
}

const struct command command_add = {
    .name = "add",
    .arguments =
	"order=ORDER number=NUMBER [FIELD=VALUE...]\n"
	"  fields: shop carrier account promised_date, or promised_from and promised_until, zone country postcode\n"
	"  city origin_country origin_postcode pickup_point service ordered_at ship_by available_on\n"
	"  customer_name customer_email customer_phone customer_locale customer_notices notify items value\n"
	"  first_order marked direction",
    .summary = "register a parcel; the same one again changes nothing",
    .least = 1,
    .most = -1,
    .run = add_run,
};

/* ---- change, cancel, poll ---- */

static int
verb(struct cli *cli, const char *name, struct span body, enum word done)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), text = BUF_INIT(LINE_BYTES);
	int code;

	(void)buf_add_str(&path, "/v1/shipments/");
	ask_path_add(&path, cli->args[0]);
	(void)buf_addf(&path, "/%s", name);
	word_fill(&text, cli->look.language, done, WORD_ARGS(cli->args[0]));
	code = ask_do(cli, buf_str(&path), body, buf_str(&text));
	buf_clear(&path);
	buf_clear(&text);
	return code;
}

static int
put_marks(const struct cli *cli, struct json_out *w)
{
	static const struct {
		const char *option;
		const char *member;
	} switches[] = {
	    {"withdraw-marks", "withdraw_marks"},
	    {"superseded", "superseded"},
	    {"customer-told", "customer_told"},
	    {"upset", "upset"},
	};
	const char *mark = cli_option(cli, "mark"), *at = cli_option(cli, "at");
	enum milestone known;

	if (mark != NULL && milestone_from_name(mark, &known) < 0)
		return cli_misused(cli, "--mark: '%s' is no milestone; delivered, say", mark);
	if (at != NULL && mark == NULL)
		return cli_misused(cli, "--at says when a --mark was");
	if (mark != NULL)
		json_out_str(w, "mark", mark);
	if (at != NULL)
		json_out_str(w, "at", at);
	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++)
		if (cli_option(cli, switches[i].option) != NULL)
			json_out_bool(w, switches[i].member, true);
	return EXIT_CODE_OK;
}

static int
change_run(struct cli *cli)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	int code;

	json_out_object(&w, NULL);
	code = put_marks(cli, &w);
	if (code == EXIT_CODE_OK)
		code = take_fields(cli, &w, 1, &body);
	if (code == EXIT_CODE_OK && strcmp(buf_str(&body), "{}") == 0)
		code = cli_misused(cli, "nothing to change");
	if (code == EXIT_CODE_OK)
		code = verb(cli, "change", buf_span(&body), WORD_DONE_CHANGED);
	json_out_clear(&w);
	buf_clear(&body);
	return code;
}

const struct command command_change = {
    .name = "change",
    .arguments =
	"ID [FIELD=VALUE...] [--mark MILESTONE [--at TIME]] [--withdraw-marks] [--superseded]\n"
	"           [--customer-told] [--upset]",
    .summary = "correct a parcel: promise, destination, number; say what became of it by hand",
    .options = {"mark=", "at=", "withdraw-marks", "superseded", "customer-told", "upset"},
    .least = 1,
    .most = -1,
    .run = change_run,
};

static int
cancel_run(struct cli *cli)
{
	return verb(cli, "cancel", SPAN("{}"), WORD_DONE_CANCELLED);
}

const struct command command_cancel = {
    .name = "cancel",
    .arguments = "ID",
    .summary = "stop asking and telling about a parcel",
    .least = 1,
    .most = 1,
    .run = cancel_run,
};

static int
poll_run(struct cli *cli)
{
	return verb(cli, "poll", SPAN("{}"), WORD_DONE_POLLED);
}

const struct command command_poll = {
    .name = "poll",
    .arguments = "ID",
    .summary = "ask the carrier now, within its quota",
    .least = 1,
    .most = 1,
    .run = poll_run,
};
