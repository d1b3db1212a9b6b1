#include "monitor/cli/export.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/csv.h"
#include "monitor/base/json_write.h"
#include "monitor/base/sheet.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"

enum { CURSOR_ROOM = 512, SEPARATOR = ',' };

static int
add_head(struct buf *out)
{
	const char *name;

	for (size_t i = 0; (name = sheet_column(i)) != NULL; i++)
		(void)csv_add(out, SEPARATOR, i == 0, span_of(name));
	return csv_end(out);
}

static int
add_csv(struct buf *out, struct json_value row)
{
	struct buf text = BUF_INIT(LIMIT_CSV_LINE_BYTES);
	const char *name;
	int rc = 0;

	for (size_t i = 0; rc == 0 && (name = sheet_column(i)) != NULL; i++) {
		buf_reset(&text);
		rc = json_add_text(&text, json_get(row, name));
		(void)csv_add(out, SEPARATOR, i == 0, buf_span(&text));
	}
	buf_clear(&text);
	return rc != 0 ? rc : csv_end(out);
}

static int
add_json(struct buf *out, struct json_value row)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf text = BUF_INIT(LIMIT_CSV_LINE_BYTES);
	const char *name;
	int rc = 0;

	json_out_object(&w, NULL);
	for (size_t i = 0; rc == 0 && (name = sheet_column(i)) != NULL; i++) {
		buf_reset(&text);
		rc = json_add_text(&text, json_get(row, name));
		json_out_span(&w, name, buf_span(&text));
	}
	json_out_end(&w);
	if (rc == 0)
		rc = json_out_take(&w, out, false);
	json_out_clear(&w);
	buf_clear(&text);
	return rc != 0 ? rc : buf_add_char(out, '\n');
}

/* What the daemon answered, as lines on stdout. */
static int
print_page(const struct cli *cli, struct json_value results, struct buf *out)
{
	int rc = 0;

	for (struct json_value e = json_first(results); rc == 0 && json_exists(e); e = json_next(e))
		rc = cli->json ? add_json(out, e) : add_csv(out, e);
	if (rc != 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
	if (fwrite(buf_str(out), 1, out->len, stdout) != out->len || fflush(stdout) != 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "the output cannot be written");
	return EXIT_CODE_OK;
}

static int
export_run(struct cli *cli)
{
	struct buf path = BUF_INIT(LIMIT_URL_BYTES), out = BUF_INIT(LIMIT_JSON_BYTES);
	char cursor[CURSOR_ROOM] = "";
	struct ask c;
	int code = ask_open(&c, cli);

	if (!cli->json && add_head(&out) != 0)
		code = cli_fail(cli, EXIT_CODE_FAILED, "out of memory");
	do {
		buf_reset(&path);
		(void)buf_add_str(&path, "/v1/export");
		ask_path_option(cli, &path, "shop");
		ask_path_option(cli, &path, "state");
		ask_path_option(cli, &path, "since");
		if (cursor[0] != '\0')
			(void)buf_addf(&path, "%ccursor=%s",
			    strchr(buf_str(&path), '?') == NULL ? '?' : '&', cursor);
		if (code == EXIT_CODE_OK)
			code = ask_get(&c, buf_str(&path));
		if (code == EXIT_CODE_OK)
			code = print_page(cli, json_get(ask_root(&c), "results"), &out);
		buf_reset(&out);
		(void)json_string_clean(json_get(ask_root(&c), "cursor"), cursor, sizeof(cursor));
	} while (code == EXIT_CODE_OK && cursor[0] != '\0');
	ask_close(&c);
	buf_clear(&path);
	buf_clear(&out);
	return code;
}

const struct command command_export = {
    .name = "export",
    .arguments = "[--shop SHOP] [--state STATE] [--since DAY]",
    .summary =
	"all parcels as CSV, in the columns that import reads, and what became of them; --json: a line each",
    .options = {"shop=", "state=", "since="},
    .run = export_run,
};
