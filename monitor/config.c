#include "monitor/config.h"

#include "monitor/base/text.h"
#include "monitor/config/options.h"
#include "monitor/config/source.h"
#include "monitor/config/whole.h"

#include <assert.h>
#include <confuse.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SECTION_OPTIONS = 48 };

/* The library takes a file that ends inside a section for a whole one: an option of ours put behind it then falls into the
 * section, or into a string. */
#define AT_END "end_of_file"

/* What the library keeps for one option that is given: everything is read as text, so that each wrong value can be told. */
struct given {
	char *text;
	int line;
};

struct load {
	const struct config_env *env;
	struct config *config;
	struct policy *policy;
	struct config_errors *errors;
	int last_line;
	int rc; /* ERR_NOMEM, else 0 */
};

/* ---- the library's side ---- */

/* The library has no pointer of the caller's for its callbacks, and forgets a value when the next one comes. Of options of
 * our type it copies the default for each section and never reads it: that holds our pointer, and the line of a value. */
static struct load *
load_of(const cfg_opt_t *opt)
{
	return (struct load *)(intptr_t)opt->def.number;
}

static void
free_given(void *value)
{
	struct given *given = value;

	if (given != NULL)
		free(given->text);
	free(given);
}

static int
take_value(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	struct given *given = calloc(1, sizeof(*given));
	int before = (int)opt->def.fpnumber;

	if (given != NULL)
		given->text = strdup(value);
	if (given == NULL || given->text == NULL) {
		free_given(given);
		load_of(opt)->rc = ERR_NOMEM;
		return -1;
	}
	given->line = cfg->line;
	if (before > 0)
		config_error_add(load_of(opt)->errors, cfg->line,
		    "%s: is given twice, first on line %d", opt->name, before);
	opt->def.fpnumber = cfg->line;
	*(void **)result = given;
	return 0;
}

__attribute__((format(printf, 2, 0))) static void
take_error(cfg_t *cfg, const char *format, va_list args)
{
	/* Every section of ours begins with an option of ours. */
	struct load *load = load_of(&cfg->opts[0]);
	char text[256];

	(void)vsnprintf(text, sizeof(text), format, args);
	if (cfg->line <= load->last_line)
		config_error_add(load->errors, cfg->line, "%s", text);
}

static cfg_opt_t
library_option(struct load *load, const char *name)
{
	cfg_opt_t opt = CFG_PTR_CB(name, NULL, CFGF_NONE, take_value, free_given);

	opt.def.number = (long)(intptr_t)load;
	return opt;
}

/* The section's rows of the table as the library wants them. */
static size_t
library_options(struct load *load, enum config_section section, cfg_opt_t *opts)
{
	size_t count = 0;

	for (size_t i = 0; i < config_option_count; i++) {
		if (config_options[i].section != section)
			continue;
		assert(count + 1 < SECTION_OPTIONS);
		opts[count++] = library_option(load, config_options[i].name);
	}
	opts[count] = (cfg_opt_t)CFG_END();
	return count;
}

/* Behind a comment libconfuse 3.3 counts lines that are not there, and errors would name wrong ones: comments become blanks.
 * test_lines_behind_comments_are_counted_rightly shows when this can go. */
static void
blank_comments(char *text)
{
	bool starts = true; /* a token may begin here: smtp://host is no comment */
	char quote = '\0';

	for (char *c = text; *c != '\0'; c++) {
		const char *end = NULL;

		if (quote != '\0') {
			if (*c == '\\' && c[1] != '\0')
				c++;
			else if (*c == quote)
				quote = '\0';
			continue;
		}
		if (*c == '"' || *c == '\'')
			quote = *c;
		else if (*c == '#' || (starts && c[0] == '/' && c[1] == '/'))
			end = strchrnul(c, '\n');
		else if (starts && c[0] == '/' && c[1] == '*' && strstr(c + 2, "*/") != NULL)
			end = strstr(c + 2, "*/") + 2;
		starts = end != NULL || strchr(" \t\r\n={}()+,", *c) != NULL;
		for (; end != NULL && c < end; c++)
			if (*c != '\n')
				*c = ' ';
		if (end != NULL)
			c--;
	}
}

static int
parse(struct load *load, struct buf *text, cfg_t **out)
{
	cfg_opt_t sections[SECTION_COUNT][SECTION_OPTIONS];
	cfg_opt_t top[SECTION_OPTIONS + SECTION_COUNT];
	const cfg_flag_t titled = CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES;
	size_t count = library_options(load, SECTION_TOP, top);
	cfg_t *cfg;
	int rc;

	for (enum config_section i = SECTION_TOP + 1; i < SECTION_COUNT; i++) {
		(void)library_options(load, i, sections[i]);
		top[count++] = (cfg_opt_t)CFG_SEC(
		    config_section_name(i), sections[i], i < SECTION_SHOP ? CFGF_NONE : titled);
	}
	top[count++] = library_option(load, AT_END);
	top[count] = (cfg_opt_t)CFG_END();
	for (size_t i = 0; i < text->len; i++)
		load->last_line += text->data[i] == '\n' || i + 1 == text->len;
	rc = buf_add_str(text, "\n" AT_END " = 1\n");
	if (rc < 0)
		return rc;
	blank_comments(text->data);
	cfg = cfg_init(top, CFGF_NONE);
	if (cfg == NULL)
		return ERR_NOMEM;
	(void)cfg_set_error_function(cfg, take_error);
	if (cfg_parse_buf(cfg, buf_str(text)) != CFG_SUCCESS || cfg_size(cfg, AT_END) == 0) {
		if (load->rc == 0 && load->errors->total == 0)
			config_error_add(load->errors, load->last_line,
			    "the file ends inside a section or a string: a } or a quote is missing");
		cfg_free(cfg);
		return load->rc < 0 ? load->rc : ERR_MALFORMED;
	}
	*out = cfg;
	return 0;
}

/* ---- from text to values ---- */

static struct config_setting *
add_setting(struct load *load, const struct config_option *option, const char *title)
{
	struct config_setting *s = &load->config->settings[load->config->setting_count++];

	s->option = option;
	(void)text_cut(s->title, sizeof(s->title), span_of(title != NULL ? title : ""));
	return s;
}

static void
read_option(struct load *load, cfg_t *cfg, const struct config_option *option, void *target)
{
	const cfg_opt_t *opt = cfg_getopt(cfg, option->name);
	const struct given *given = opt->nvalues > 0 ? opt->values[0]->ptr : NULL;
	const char *text = given != NULL ? given->text : option->fallback;
	bool may_be_empty = option->fallback != NULL && option->fallback[0] == '\0';
	struct config_setting *setting;
	struct why why = {0};
	int rc;

	if (text == NULL) {
		/* Where it is missing: the section's end. */
		config_error_add(load->errors, cfg->line, "%s \"%s\" lacks %s: %s (%s)",
		    config_section_name(option->section), cfg_title(cfg), option->name,
		    option->help, option->kind->form);
		return;
	}
	setting = add_setting(load, option, cfg_title(cfg));
	setting->line = given != NULL ? given->line : 0;
	setting->text = strdup(text);
	if (setting->text == NULL) {
		load->rc = ERR_NOMEM;
		return;
	}
	if (text[0] == '\0' && may_be_empty)
		return;
	if (text[0] == '\0')
		rc = why_set(&why, ERR_MALFORMED, SIZE_MAX, NULL, "must not be empty");
	else
		rc = option->kind->read(
		    option, text, load->env, (char *)target + option->offset, &why);
	if (rc == ERR_NOMEM)
		load->rc = rc;
	else if (rc < 0)
		config_error_add(load->errors, setting->line, "%s: %s", option->name, why.text);
}

static void
read_section(struct load *load, cfg_t *cfg, enum config_section section, void *target)
{
	for (size_t i = 0; i < config_option_count; i++)
		if (config_options[i].section == section)
			read_option(load, cfg, &config_options[i], target);
}

/* Every section of a kind, into an array of structs that begin with their id. */
static int
read_titled(struct load *load, cfg_t *cfg, enum config_section section, size_t size, void *items,
    size_t *count)
{
	const char *name = config_section_name(section);
	unsigned int total = cfg_size(cfg, name);
	char *array = calloc(total + 1, size);

	if (array == NULL)
		return ERR_NOMEM;
	*(void **)items = array;
	for (; *count < total; (*count)++) {
		cfg_t *one = cfg_getnsec(cfg, name, (unsigned int)*count);
		char *id = array + *count * size;

		_Static_assert(LIMIT_SHOP_ROOM == LIMIT_ACCOUNT_ROOM, "ids have one length");
		if (config_id_valid(cfg_title(one)))
			(void)text_cut(id, LIMIT_SHOP_ROOM, span_of(cfg_title(one)));
		else
			config_error_add(load->errors, one->line,
			    "%s \"%s\": an id has 1 to %d small letters, digits and dashes", name,
			    cfg_title(one), LIMIT_SHOP_ROOM - 1);
		read_section(load, one, section, id);
	}
	return 0;
}

#define TITLED(load, cfg, section, items, count)                                                   \
	read_titled(load, cfg, section, sizeof(*(items)), &(items), &(count))

static int
build(struct load *load, cfg_t *cfg)
{
	struct policy *p = load->policy;
	size_t sections = SECTION_SHOP; /* those that stand there once */
	int rc;

	for (enum config_section i = SECTION_SHOP; i < SECTION_COUNT; i++)
		sections += cfg_size(cfg, config_section_name(i));
	load->config->settings =
	    calloc(sections * config_option_count, sizeof(*load->config->settings));
	if (load->config->settings == NULL)
		return ERR_NOMEM;
	read_section(load, cfg, SECTION_TOP, load->config);
	p->journal_days = load->config->journal_days;
	read_section(load, cfg_getsec(cfg, config_section_name(SECTION_WEB)), SECTION_WEB,
	    &load->config->web);
	read_section(
	    load, cfg_getsec(cfg, config_section_name(SECTION_MAIL)), SECTION_MAIL, &p->mail);
	rc = TITLED(load, cfg, SECTION_SHOP, p->shops, p->shop_count);
	if (rc == 0)
		rc = TITLED(load, cfg, SECTION_PROMISE, p->rules, p->rule_count);
	if (rc == 0)
		rc = TITLED(load, cfg, SECTION_CARRIER, p->accounts, p->account_count);
	if (rc == 0)
		rc = TITLED(load, cfg, SECTION_CHANNEL, p->channels, p->channel_count);
	if (rc == 0)
		rc = TITLED(load, cfg, SECTION_CONNECTOR, p->connectors, p->connector_count);
	if (rc == 0)
		rc = TITLED(load, cfg, SECTION_IMPORT, p->profiles, p->profile_count);
	if (rc == 0)
		rc = TITLED(load, cfg, SECTION_EVENTS, p->endpoints, p->endpoint_count);
	if (rc == 0 && load->rc == 0)
		rc = config_complete(load->config, p, load->env, load->errors);
	if (load->rc == 0)
		load->rc = rc;
	return load->rc;
}

int
config_load(const char *path, const struct config_env *env, struct config **out,
    struct config_errors *errors)
{
	struct load load = {.env = env, .errors = errors};
	struct buf text = BUF_INIT(LIMIT_CONFIG_BYTES);
	cfg_t *cfg = NULL;
	int rc;

	*errors = (struct config_errors){0};
	load.config = calloc(1, sizeof(*load.config));
	load.policy = policy_new();
	if (load.config == NULL || load.policy == NULL) {
		rc = ERR_NOMEM;
		goto out;
	}
	load.policy->generation = env->generation;
	rc = config_read_file(path, &text);
	if (rc == ERR_MALFORMED)
		config_error_add(errors, 0, "is not UTF-8 text: save it as UTF-8");
	if (rc == 0)
		rc = parse(&load, &text, &cfg);
	if (rc == 0)
		rc = build(&load, cfg);
	if (rc == 0 && errors->total > 0)
		rc = ERR_MALFORMED;
	if (rc == 0) {
		load.config->policy = load.policy;
		*out = load.config;
		load.config = NULL;
		load.policy = NULL;
	}
out:
	if (rc < 0 && errors->total == 0)
		config_error_add(errors, 0, "%s", err_text(rc));
	if (cfg != NULL)
		cfg_free(cfg);
	config_free(load.config);
	policy_drop(load.policy);
	buf_clear(&text);
	return rc;
}

void
config_free(struct config *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->setting_count; i++)
		free(c->settings[i].text);
	free(c->settings);
	policy_drop(c->policy);
	free(c);
}

/* ---- what is in force ---- */

static void
add_quoted(struct buf *b, const char *text)
{
	(void)buf_add_char(b, '"');
	for (; *text != '\0'; text++) {
		/* The library would read ${...} from the environment. */
		if (*text == '"' || *text == '\\' || *text == '$')
			(void)buf_add_char(b, '\\');
		(void)buf_add_char(b, *text);
	}
	(void)buf_add_char(b, '"');
}

int
config_dump(struct buf *b, const struct config *c)
{
	enum config_section section = SECTION_TOP;
	const char *title = "";

	for (size_t i = 0; i < c->setting_count; i++) {
		const struct config_setting *s = &c->settings[i];

		if (s->option->section != section || strcmp(s->title, title) != 0) {
			(void)buf_addf(b, "%s\n%s ", section != SECTION_TOP ? "}\n" : "",
			    config_section_name(s->option->section));
			section = s->option->section;
			title = s->title;
			if (title[0] != '\0') {
				add_quoted(b, title);
				(void)buf_add_char(b, ' ');
			}
			(void)buf_add_str(b, "{\n");
		}
		(void)buf_addf(b, "%s%s = ", section != SECTION_TOP ? "\t" : "", s->option->name);
		add_quoted(b, s->text);
		(void)buf_addf(b, "%s\n", s->line == 0 ? " # default" : "");
	}
	if (section != SECTION_TOP)
		(void)buf_add_str(b, "}\n");
	return buf_error(b);
}

size_t
config_needs_restart(const struct config *current, const struct config *next,
    const struct config_setting **changed, size_t room)
{
	size_t count = 0;

	for (size_t i = 0; i < next->setting_count && count < room; i++) {
		const struct config_setting *s = &next->settings[i];
		const struct config_setting *before =
		    config_setting_find(current, s->option, s->title);

		if (!s->option->reloadable &&
		    (before == NULL || strcmp(before->text, s->text) != 0))
			changed[count++] = s;
	}
	return count;
}
