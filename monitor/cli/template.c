#include "monitor/cli/template.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/json.h"
#include "monitor/base/json_write.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/when.h"
#include "monitor/base/zone.h"
#include "monitor/cli/template_render.h"
#include "monitor/notice/templates.h"
#include "monitor/notice/tone_letter.h"

enum { EXCERPT_ROOM = 160, PATH_ROOM = 4096, BACKED_DAYS = 64 };

struct check {
	struct cli *cli;
	struct json_out *json;
	struct tone_matcher *matcher;
	char language[LIMIT_LOCALE_ROOM];
	struct tone_days days;
	int32_t backed[BACKED_DAYS];
	const char *file;
	struct span text; /* whose lines are counted */
	int32_t line;     /* with --lines: the line in hand */
	struct buf partial;
	size_t findings;
};

static int
read_stream(struct check *c, FILE *file, const char *path, struct buf *out)
{
	char piece[8192];
	size_t got;

	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		if (buf_add(out, piece, got) < 0)
			break;
	if (ferror(file))
		return cli_fail(c->cli, EXIT_CODE_USAGE, "%s: %s", path, strerror(errno));
	if (buf_error(out) != 0)
		return cli_fail(c->cli, EXIT_CODE_USAGE, "%s: %s", path, err_text(buf_error(out)));
	return EXIT_CODE_OK;
}

static int
read_whole(struct check *c, const char *path, struct buf *out)
{
	FILE *file;
	int code;

	if (strcmp(path, "-") == 0)
		return read_stream(c, stdin, path, out);
	file = fopen(path, "rb");
	if (file == NULL)
		return cli_fail(c->cli, EXIT_CODE_USAGE, "%s: %s", path, strerror(errno));
	code = read_stream(c, file, path, out);
	(void)fclose(file); /* only read */
	return code;
}

static void
found(enum tone_rule rule, struct span place, void *arg)
{
	struct check *c = arg;
	char excerpt[EXCERPT_ROOM];
	int32_t line = c->line;

	if (line == 0)
		for (const char *at = c->text.data, *end = (line = 1, place.data); at < end; at++)
			line += *at == '\n';
	(void)text_clean(excerpt, sizeof(excerpt), place);
	c->findings++;
	if (c->cli->json) {
		json_out_object(c->json, NULL);
		json_out_str(c->json, "file", c->file);
		json_out_int(c->json, "line", line);
		json_out_str(c->json, "rule", tone_rule_name(rule));
		json_out_str(c->json, "excerpt", excerpt);
		json_out_str(c->json, "advice", tone_rule_advice(rule));
		json_out_end(c->json);
	} else {
		printf("%s:%d: %s: %s%s%s\n", c->file, line, tone_rule_name(rule), excerpt,
		    excerpt[0] != '\0' ? " -- " : "", tone_rule_advice(rule));
	}
}

/* Each line is a text; in it the two characters \n stand for a line feed. */
static int
check_lines(struct check *c, struct span text)
{
	struct span line;
	struct buf one = BUF_INIT(LIMIT_MAIL_BYTES);
	int rc = 0;

	c->line = 0;
	while (rc == 0 && text_split(&text, '\n', &line)) {
		buf_reset(&one);
		c->line++;
		for (size_t i = 0; i < line.len; i++) {
			bool feed =
			    line.data[i] == '\\' && i + 1 < line.len && line.data[i + 1] == 'n';

			(void)buf_add_char(&one, feed ? '\n' : line.data[i]);
			i += feed;
		}
		rc = buf_error(&one);
		if (rc == 0 && one.len > 0)
			rc = tone_match(c->matcher, buf_span(&one), found, c);
	}
	buf_clear(&one);
	return rc;
}

/* "_name.md" beside the file, else the one we ship. */
static bool
partial(const char *name, struct span *text, void *arg)
{
	struct check *c = arg;
	const char *slash = strrchr(c->file, '/');
	char path[PATH_ROOM];
	FILE *file;

	snprintf(path, sizeof(path), "%.*s_%s.md", slash == NULL ? 0 : (int)(slash - c->file) + 1,
	    c->file, name);
	file = fopen(path, "rb");
	if (file != NULL) {
		(void)fclose(file);
		buf_reset(&c->partial);
		if (read_whole(c, path, &c->partial) != EXIT_CODE_OK)
			return false;
		*text = buf_span(&c->partial);
		return true;
	}
	snprintf(path, sizeof(path), "%.2s/_%s.md", c->language, name);
	for (size_t i = 0; i < template_file_count; i++)
		if (strcmp(template_files[i].path, path) == 0) {
			*text = span_of(template_files[i].text);
			return true;
		}
	return false;
}

/* The kind is the file's name; any other name is judged as the letter that must hold most. */
static enum notice_kind
kind_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
	const char *dot = strchr(name, '.');
	enum notice_kind kind = NOTICE_DELAY;
	char stem[64];

	if (name[0] == '_')
		return NOTICE_NONE;
	if (text_copy_span(stem, sizeof(stem),
		(struct span){name, dot == NULL ? strlen(name) : (size_t)(dot - name)}) != 0 ||
	    notice_kind_from_name(stem, &kind) != 0)
		return NOTICE_DELAY;
	return kind;
}

/* --locale, else the folder's name, else Spanish. */
static int
choose_rules(struct check *c, const char *path)
{
	const char *given = cli_option(c->cli, "locale"), *end = strrchr(path, '/'), *begin = end;
	char language[LIMIT_LOCALE_ROOM] = "es";
	struct why why = {.code = 0};
	struct tone_matcher *matcher = NULL;
	int rc;

	while (begin != NULL && begin > path && begin[-1] != '/')
		begin--;
	if (given != NULL)
		(void)text_cut(language, sizeof(language), span_of(given));
	else if (begin != NULL && end - begin == 2)
		(void)text_cut(language, sizeof(language), (struct span){begin, 2});
	if (strcmp(language, c->language) == 0)
		return EXIT_CODE_OK;
	rc = tone_matcher_new(&matcher, language, &why);
	if (rc != 0)
		return cli_fail(c->cli, EXIT_CODE_USAGE, "%s: %s", path,
		    why.text[0] != '\0' ? why.text : err_text(rc));
	tone_matcher_free(c->matcher);
	c->matcher = matcher;
	(void)text_cut(c->language, sizeof(c->language), span_of(language));
	return EXIT_CODE_OK;
}

static int
check_file(struct check *c, const char *path)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	int code = choose_rules(c, path), rc = 0;

	c->file = path;
	c->line = 0;
	if (code == EXIT_CODE_OK)
		code = read_whole(c, path, &text);
	c->text = buf_span(&text);
	if (code == EXIT_CODE_OK && cli_option(c->cli, "lines") != NULL) {
		rc = check_lines(c, c->text);
	} else if (code == EXIT_CODE_OK) {
		const struct tone_letter letter = {.kind = kind_of(path),
		    .text = c->text,
		    .days = cli_option(c->cli, "facts") != NULL ? &c->days : NULL,
		    .partial = partial,
		    .arg = c};

		rc = tone_letter_check(c->matcher, &letter, found, c);
	}
	if (rc != 0)
		code = cli_fail(c->cli, EXIT_CODE_FAILED, "%s: %s", path, err_text(rc));
	buf_clear(&text);
	return code;
}

/* A day, or an instant in the zone of the facts. */
static bool
read_day(struct json_value v, const char *zone, int32_t *day)
{
	char text[64];
	struct when at;

	if (!json_string_copy(v, text, sizeof(text)) || when_parse(span_of(text), &at) != 0)
		return false;
	*day =
	    at.kind == WHEN_DATE || at.kind == WHEN_LOCAL ? at.day : zone_day(zone, when_utc(at));
	return true;
}

static int
read_facts(struct check *c, const char *path)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, day;
	struct why why = {.text = ""};
	char zone[64];
	int code = read_whole(c, path, &text);

	if (code != EXIT_CODE_OK)
		goto out;
	if (json_parse(&doc, buf_span(&text), &why) != 0) {
		code = cli_fail(c->cli, EXIT_CODE_USAGE, "%s: %s", path, why.text);
		goto out;
	}
	root = json_root(&doc);
	c->days.days = c->backed;
	if (!json_string_copy(json_get(root, "zone"), zone, sizeof(zone)) || !zone_valid(zone) ||
	    !read_day(json_get(root, "now"), zone, &c->days.today))
		code = cli_fail(c->cli, EXIT_CODE_USAGE, "%s: expected zone, now and dates", path);
	for (day = json_first(json_get(root, "dates")); code == EXIT_CODE_OK && json_exists(day);
	     day = json_next(day))
		if (c->days.count == BACKED_DAYS ||
		    !read_day(day, zone, &c->backed[c->days.count++]))
			code = cli_fail(c->cli, EXIT_CODE_USAGE, "%s: expected up to %d dates",
			    path, BACKED_DAYS);
out:
	json_doc_clear(&doc);
	buf_clear(&text);
	return code;
}

static int
template_run(struct cli *cli)
{
	struct json_out json = JSON_OUT_INIT;
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct check c = {.cli = cli, .json = &json};
	int code = EXIT_CODE_OK, rc = 0;

	if (strcmp(cli->args[0], "render") == 0)
		return template_render(cli);
	if (strcmp(cli->args[0], "check") != 0)
		return cli_misused(cli, "no '%s' of templates", cli->args[0]);
	buf_init(&c.partial, LIMIT_MAIL_BYTES);
	if (cli_option(cli, "facts") != NULL)
		code = read_facts(&c, cli_option(cli, "facts"));
	json_out_array(&json, NULL);
	for (int i = 1; i < cli->count && code == EXIT_CODE_OK; i++)
		code = check_file(&c, cli->args[i]);
	json_out_end(&json);
	if (cli->json && code == EXIT_CODE_OK) {
		rc = json_out_take(&json, &text, true);
		if (rc != 0)
			code = cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
		else
			fputs(buf_str(&text), stdout);
	}
	if (code == EXIT_CODE_OK && c.findings > 0)
		code = EXIT_CODE_FAILED;
	tone_matcher_free(c.matcher);
	buf_clear(&c.partial);
	buf_clear(&text);
	json_out_clear(&json);
	return code;
}

const struct command command_template = {
    .name = "template",
    .arguments =
	"check [--locale L] [--facts FILE] [--lines] FILE... | render KIND [--locale L] [--sample] [--html|--text] [--templates DIR]",
    .summary = "judge templates by how we do not speak; see what one becomes",
    .options = {"locale=", "facts=", "lines", "sample", "html", "text", "templates="},
    .least = 2,
    .most = -1,
    .offline = true,
    .run = template_run,
};
