#include "monitor/cli/import.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "monitor/base/history.h"
#include "monitor/base/json_write.h"
#include "monitor/base/profile.h"
#include "monitor/base/text.h"
#include "monitor/cli/amend.h"
#include "monitor/cli/ask.h"
#include "monitor/base/csv.h"
#include "monitor/loop.h"

enum {
	BATCH =
	    LIMIT_BATCH_OPS, /* lines of one question: a whole commit, which then waits for no more */
	BATCH_BYTES = LIMIT_API_BODY_BYTES / 4, /* their text: JSON may double it */
	TERMINAL_MS = 100,
	PLAIN_MS = 2000,
	NAME_ROOM = 64,
	SHOWN_ERRORS = 1000 /* kept for --json */
};

struct import {
	struct cli *cli;
	struct ask ask;
	const char *path;
	const char *profile; /* how it is read; NULL: its columns are called as fields are */
	bool past;           /* over before: they teach, and are not registered */
	bool dry;
	struct csv csv;
	char columns[CSV_COLUMNS][NAME_ROOM]; /* "" for one that is not read */
	bool ours[CSV_COLUMNS];               /* of an export or a report */
	size_t column_count;

	struct json_out batch; /* open while count > 0 */
	struct {
		size_t line;
		struct span record;
	} rows[BATCH]; /* where each of it stands in the file */
	size_t count, bytes;

	struct json_out errors; /* of --json */
	FILE *bad;              /* of --errors; NULL: not wanted */
	size_t read, known, added, refused, total;
	bool terminal;
	int64_t told_ms; /* when progress was last shown */
};

/* ---- progress and errors, on stderr ---- */

static void
clear_line(const struct import *in)
{
	if (in->terminal && in->told_ms != 0)
		fputs("\r\x1b[K", stderr);
}

static void
show_progress(struct import *in, bool last)
{
	int64_t now = clock_machine_ms();
	struct buf text = BUF_INIT(1024);
	char done[24], total[24], refused[24];

	if (in->told_ms == 0 && !in->terminal)
		in->told_ms = now; /* a short import says nothing in between */
	if (now - in->told_ms < (in->terminal ? TERMINAL_MS : PLAIN_MS) || (last && !in->terminal))
		return;
	in->told_ms = now;
	(void)snprintf(done, sizeof(done), "%zu", in->read);
	(void)snprintf(total, sizeof(total), "%zu", in->total);
	(void)snprintf(refused, sizeof(refused), "%zu", in->refused);
	word_fill(
	    &text, in->cli->look.language, WORD_IMPORT_PROGRESS, WORD_ARGS(done, total, refused));
	if (in->terminal) {
		enum { BAR = 30 };
		size_t full = in->total > 0 ? in->read * BAR / in->total : BAR;

		fputs("\r\x1b[K[", stderr);
		for (size_t i = 0; i < BAR; i++)
			fputc(i < full ? '=' : ' ', stderr);
		fprintf(stderr, "] %s", buf_str(&text));
	} else
		fprintf(stderr, "%s\n", buf_str(&text));
	buf_clear(&text);
}

/* A record as it was, then what we say of it in columns of ours, which an import of the mended file passes over. */
static void
write_bad(struct import *in, struct span record, const char *const *ours)
{
	struct buf out = BUF_INIT(4 * LIMIT_CSV_LINE_BYTES);

	if (in->bad == NULL)
		return;
	(void)csv_add_record(&out, &in->csv, record, in->ours, in->column_count);
	for (; *ours != NULL; ours++)
		(void)csv_add(&out, in->csv.separator, false, span_of(*ours));
	if (csv_end(&out) == 0)
		(void)fwrite(buf_str(&out), 1, out.len, in->bad); /* ferror tells at the end */
	buf_clear(&out);
}

static void
refuse(struct import *in, size_t line, struct span record, const char *column, const char *text)
{
	char number[24];

	in->refused++;
	clear_line(in);
	fprintf(stderr, "%s:%zu: %s%s%s\n", in->path, line, column, column[0] != '\0' ? ": " : "",
	    text);
	(void)snprintf(number, sizeof(number), "%zu", line);
	write_bad(in, record, (const char *const[]){number, column, text, NULL});
	if (in->cli->json && in->refused <= SHOWN_ERRORS) {
		json_out_object(&in->errors, NULL);
		json_out_int(&in->errors, "line", (int64_t)line);
		json_out_str(&in->errors, "field", column);
		json_out_str(&in->errors, "text", text);
		json_out_end(&in->errors);
	}
}

/* ---- the file ---- */

static int
read_file(struct import *in, struct buf *out)
{
	bool typed = strcmp(in->path, "-") == 0;
	FILE *file = typed ? stdin : fopen(in->path, "rb");
	char piece[65536];
	int code = EXIT_CODE_OK;
	size_t got;

	if (file == NULL)
		return cli_fail(in->cli, EXIT_CODE_FAILED, "%s: %s", in->path, strerror(errno));
	while (buf_error(out) == 0 && (got = fread(piece, 1, sizeof(piece), file)) > 0)
		(void)buf_add(out, piece, got);
	if (ferror(file))
		code = cli_fail(in->cli, EXIT_CODE_FAILED, "%s: %s", in->path, strerror(errno));
	else if (buf_error(out) != 0)
		code = cli_fail(in->cli, EXIT_CODE_FAILED,
		    "%s: larger than %u bytes: import it in parts", in->path, LIMIT_CSV_BYTES);
	if (!typed)
		(void)fclose(file); /* only read */
	return code;
}

static int
open_bad(struct import *in, struct span head)
{
	const char *path = cli_option(in->cli, "errors");

	if (path == NULL)
		return EXIT_CODE_OK;
	in->bad = fopen(path, "wb");
	if (in->bad == NULL)
		return cli_fail(in->cli, EXIT_CODE_FAILED, "%s: %s", path, strerror(errno));
	write_bad(in, head, csv_refusal_columns);
	return EXIT_CODE_OK;
}

static int
close_bad(struct import *in)
{
	bool failed = in->bad != NULL && ferror(in->bad) != 0;

	if (in->bad != NULL && fclose(in->bad) != 0)
		failed = true;
	in->bad = NULL;
	return failed ? cli_fail(in->cli, EXIT_CODE_FAILED, "%s: %s", cli_option(in->cli, "errors"),
			    strerror(errno))
		      : EXIT_CODE_OK;
}

/* The record that was read last, as bytes of the file. */
static struct span
record_since(const struct import *in, struct span rest)
{
	return (struct span){rest.data, rest.len - in->csv.rest.len};
}

/* The first line: names of fields, each once; with a profile those that it knows. */
static int
read_head(struct import *in)
{
	struct why why = {.code = 0};
	struct span start = in->csv.rest;
	int rc = csv_next(&in->csv, &why);

	if (rc <= 0)
		return cli_fail(in->cli, EXIT_CODE_FAILED, "%s:1: %s", in->path,
		    rc < 0 ? why.text : "the file is empty: the first line names the fields");
	for (size_t i = 0; i < in->csv.count; i++) {
		struct span name = text_trim(in->csv.values[i]);

		in->ours[i] = text_starts(name, PROFILE_OURS);
		if (in->ours[i])
			continue;
		(void)text_cut(in->columns[i], NAME_ROOM, name);
		if (in->profile == NULL && name.len > 0 &&
		    !(in->past ? history_is_field(in->columns[i]) : amend_is_field(in->columns[i])))
			return cli_fail(in->cli, EXIT_CODE_FAILED,
			    "%s:1: there is no field '%.*s'; `puntual help add` lists them%s; "
			    "--profile reads other names",
			    in->path, (int)name.len, name.data,
			    in->past ? "; besides: accepted_at, attempted_at, delivered_at" : "");
		for (size_t k = 0; k < i; k++)
			if (name.len > 0 && strcmp(in->columns[k], in->columns[i]) == 0)
				return cli_fail(in->cli, EXIT_CODE_FAILED,
				    "%s:1: the column '%s' stands there twice", in->path,
				    in->columns[i]);
	}
	in->column_count = in->csv.count;
	return open_bad(in, record_since(in, start));
}

/* What the daemon cannot tell: a line that has slipped. */
static bool
check_line(struct import *in, struct span record)
{
	char text[128];

	if (in->csv.count == in->column_count)
		return true;
	(void)snprintf(text, sizeof(text),
	    "%zu values for %zu fields: quote a value that holds a separator", in->csv.count,
	    in->column_count);
	refuse(in, in->csv.line, record, "", text);
	return false;
}

/* ---- sending ---- */

static void
read_result(struct import *in, size_t row, struct json_value result)
{
	struct json_value error = json_get(result, "error");
	char path[128], text[512];
	const char *column; /* of "shipments[1].promised_date" the member alone */
	bool existed = false;

	if (!json_absent(error)) {
		(void)json_string_clean(json_get(error, "path"), path, sizeof(path));
		(void)json_string_clean(json_get(error, "text"), text, sizeof(text));
		column = strstr(path, "].");
		refuse(in, in->rows[row].line, in->rows[row].record,
		    column != NULL ? column + 2 : path, text);
		return;
	}
	(void)json_bool(json_get(result, "existed"), &existed);
	if (existed)
		in->known++;
	else
		in->added++;
}

static int
send_batch(struct import *in)
{
	struct buf body = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_value result;
	int code, rc;

	if (in->count == 0)
		return EXIT_CODE_OK;
	json_out_end(&in->batch);
	if (in->profile != NULL)
		json_out_str(&in->batch, "profile", in->profile);
	if (in->dry)
		json_out_bool(&in->batch, "check", true);
	json_out_end(&in->batch);
	rc = json_out_take(&in->batch, &body, false);
	json_out_clear(&in->batch);
	code = rc == 0 ? ask_call(&in->ask, HTTP_POST, in->past ? "/v1/past" : "/v1/shipments",
			     buf_span(&body))
		       : cli_fail(in->cli, EXIT_CODE_FAILED, "%s", err_text(rc));
	buf_clear(&body);
	if (code != EXIT_CODE_OK) {
		clear_line(in);
		(void)cli_fail(in->cli, code,
		    "%s:%zu: this line and those after it were not registered: run it again",
		    in->path, in->rows[0].line);
		return code;
	}
	result = json_first(json_get(ask_root(&in->ask), "results"));
	for (size_t i = 0; i < in->count; i++, result = json_next(result))
		read_result(in, i, result);
	in->count = in->bytes = 0;
	return EXIT_CODE_OK;
}

static void
add_line(struct import *in, struct span record)
{
	if (in->count == 0) {
		in->batch = JSON_OUT_INIT;
		json_out_object(&in->batch, NULL);
		json_out_array(&in->batch, "shipments");
	}
	json_out_object(&in->batch, NULL);
	for (size_t i = 0; i < in->csv.count; i++) {
		struct span value = text_trim(in->csv.values[i]);

		if (in->columns[i][0] == '\0' || value.len == 0)
			continue;
		json_out_span(&in->batch, in->columns[i], value);
		in->bytes += value.len + NAME_ROOM;
	}
	json_out_end(&in->batch);
	in->rows[in->count].line = in->csv.line;
	in->rows[in->count++].record = record;
}

static bool
is_blank(const struct csv *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (text_trim(c->values[i]).len > 0)
			return false;
	return true;
}

static int
read_lines(struct import *in)
{
	int code = EXIT_CODE_OK, rc;

	while (code == EXIT_CODE_OK) {
		struct span start = in->csv.rest;
		struct why why = {.code = 0};

		rc = csv_next(&in->csv, &why);
		if (rc == 0)
			break;
		in->read = in->csv.next_line - 1;
		if (rc < 0) {
			refuse(in, in->csv.line, record_since(in, start), "", why.text);
			continue;
		}
		if (!is_blank(&in->csv) && check_line(in, record_since(in, start)))
			add_line(in, record_since(in, start));
		if (in->count == BATCH || in->bytes > BATCH_BYTES)
			code = send_batch(in);
		show_progress(in, false);
	}
	return code == EXIT_CODE_OK ? send_batch(in) : code;
}

/* ---- the end ---- */

static int
print_json(struct import *in)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct json_out *w = &in->errors;
	int code = EXIT_CODE_OK, rc;

	json_out_end(w);
	json_out_bool(w, "dry_run", in->dry);
	json_out_int(w, in->past ? "learned" : "registered", (int64_t)in->added);
	json_out_int(w, "known", (int64_t)in->known);
	json_out_int(w, "refused", (int64_t)in->refused);
	json_out_end(w);
	rc = json_out_take(w, &text, false);
	if (rc < 0)
		code = cli_fail(in->cli, EXIT_CODE_FAILED, "%s", err_text(rc));
	else
		puts(buf_str(&text));
	buf_clear(&text);
	return code;
}

static int
print_summary(struct import *in)
{
	enum language l = in->cli->look.language;
	char added[24], known[24], refused[24];
	struct buf text = BUF_INIT(1024);
	struct page page;
	int code;

	(void)snprintf(added, sizeof(added), "%zu", in->added);
	(void)snprintf(known, sizeof(known), "%zu", in->known);
	(void)snprintf(refused, sizeof(refused), "%zu", in->refused);
	if (in->dry)
		word_fill(&text, l, WORD_IMPORT_CHECKED, WORD_ARGS(added, known, refused));
	else
		word_fill(&text, l, in->past ? WORD_IMPORT_LEARNED : WORD_IMPORT_DONE,
		    WORD_ARGS(added, known, refused));
	if (in->refused > 0 && !in->dry)
		(void)buf_addf(&text, " %s", word(l, WORD_IMPORT_AGAIN));
	page_init(&page, &in->cli->look);
	(void)page_wrap(&page, ROLE_STRONG, buf_str(&text), 0, 0, in->cli->look.columns);
	page_line(&page);
	code = cli_print(in->cli, &page);
	page_clear(&page);
	buf_clear(&text);
	return code;
}

static size_t
count_lines(struct span bytes)
{
	size_t lines = 0;

	for (size_t i = 0; i < bytes.len; i++)
		lines += bytes.data[i] == '\n' || i + 1 == bytes.len ? 1 : 0;
	return lines;
}

static int
import_run(struct cli *cli)
{
	struct import in = {.cli = cli,
	    .path = cli->args[0],
	    .profile = cli_option(cli, "profile"),
	    .past = cli_option(cli, "past") != NULL,
	    .dry = cli_option(cli, "dry-run") != NULL,
	    .terminal = isatty(STDERR_FILENO)};
	struct buf bytes = BUF_INIT(LIMIT_CSV_BYTES);
	struct why why = {.code = 0};
	int code = ask_open(&in.ask, cli);

	json_out_object(&in.errors, NULL);
	json_out_array(&in.errors, "errors");
	if (code == EXIT_CODE_OK)
		code = read_file(&in, &bytes);
	if (code == EXIT_CODE_OK && csv_init(&in.csv, buf_span(&bytes), &why) < 0)
		code = cli_fail(cli, EXIT_CODE_FAILED, "%s: %s", in.path, why.text);
	in.total = count_lines(buf_span(&bytes));
	if (code == EXIT_CODE_OK)
		code = read_head(&in);
	if (code != EXIT_CODE_OK)
		goto out;
	code = read_lines(&in);
	show_progress(&in, true);
	clear_line(&in);
	if ((cli->json ? print_json(&in) : print_summary(&in)) != EXIT_CODE_OK)
		code = EXIT_CODE_FAILED;
	if (code == EXIT_CODE_OK && in.refused > 0)
		code = EXIT_CODE_FAILED;
out:
	if (close_bad(&in) != EXIT_CODE_OK)
		code = EXIT_CODE_FAILED;
	csv_clear(&in.csv);
	json_out_clear(&in.batch);
	json_out_clear(&in.errors);
	ask_close(&in.ask);
	buf_clear(&bytes);
	return code;
}

const struct command command_import = {
    .name = "import",
    .arguments = "FILE.csv|- [--profile ID] [--dry-run] [--errors FILE.csv] [--past]",
    .summary =
	"register the parcels of a CSV file, whose first line names the fields; or learn from past ones",
    .options = {"profile=", "dry-run", "errors=", "past"},
    .least = 1,
    .most = 1,
    .run = import_run,
};
