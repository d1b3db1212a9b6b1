#include "monitor/cli/template_render.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/config/own_templates.h"
#include "monitor/notice/notice_sample.h"
#include "monitor/notice/render.h"
#include "monitor/notice/words.h"

static int
print_json(const struct cli *cli, const char *locale, const struct template_output *words)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf text = BUF_INIT(LIMIT_MESSAGE_BYTES);
	int rc;

	json_out_object(&w, NULL);
	json_out_str(&w, "kind", cli->args[1]);
	json_out_str(&w, "locale", locale);
	json_out_str(&w, "subject", buf_str(&words->subject));
	json_out_str(&w, "preheader", buf_str(&words->preheader));
	json_out_str(&w, "text", buf_str(&words->text));
	json_out_str(&w, "html", buf_str(&words->html));
	json_out_end(&w);
	rc = json_out_take(&w, &text, true);
	if (rc == 0)
		fputs(buf_str(&text), stdout);
	json_out_clear(&w);
	buf_clear(&text);
	return rc == 0 ? EXIT_CODE_OK : cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
}

static int
print(const struct cli *cli, const char *locale, const struct template_output *words)
{
	if (cli->json)
		return print_json(cli, locale, words);
	if (cli_option(cli, "html") != NULL)
		printf("%s", buf_str(&words->html));
	else if (cli_option(cli, "text") != NULL)
		printf("%s", buf_str(&words->text));
	else
		printf("%s\n%s\n\n%s", buf_str(&words->subject), buf_str(&words->preheader),
		    buf_str(&words->text));
	return EXIT_CODE_OK;
}

/* The invented shop serves pages, and gives something to whom it let down: so all that a template can say is said. */
static int
render(const struct cli *cli, struct notice_sample *sample, const char *locale,
    struct render_output *out)
{
	struct templates *templates = NULL;
	struct why why = {.path = ""};
	const char *folder = cli_option(cli, "templates");
	int rc = 0;

	if (folder != NULL)
		rc = own_templates_read(folder, &sample->shop, &sample->shop.own_templates, &why);
	if (rc == 0)
		rc = templates_new(&templates, template_files, template_file_count, &why);
	if (rc == 0)
		rc = notice_render(templates, &sample->input, out, &why);
	templates_free(templates);
	own_templates_clear(&sample->shop.own_templates);
	if (rc != 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s%s%s", why.path,
		    why.path[0] != '\0' ? ": " : "", why.text[0] != '\0' ? why.text : err_text(rc));
	return print(cli, locale, &out->words);
}

int
template_render(struct cli *cli)
{
	const char *locale = cli_option(cli, "locale");
	enum notice_kind kind;
	struct notice_sample *sample;
	struct render_output out;
	int code;

	if (locale == NULL)
		locale = "es";
	if (cli->count != 2 || notice_kind_from_name(cli->args[1], &kind) != 0)
		return cli_misused(cli, "expected one kind of notice, as delay");
	if (!words_known(locale))
		return cli_misused(cli, "no words for the language of '%s'", locale);
	sample = malloc(sizeof(*sample));
	if (sample == NULL)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(ERR_NOMEM));
	notice_sample_fill(sample, kind, locale, 1);
	notice_sample_pages(sample);
	render_output_init(&out);
	code = render(cli, sample, locale, &out);
	render_output_clear(&out);
	free(sample);
	return code;
}
