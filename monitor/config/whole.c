#include "monitor/config/whole.h"

#include "carriers/custom_form.h"
#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/config/channels.h"
#include "monitor/config/days.h"
#include "monitor/config/options.h"
#include "monitor/config/own_templates.h"
#include "monitor/config/source.h"

#include <assert.h>
#include <string.h>

struct load {
	const struct config_env *env;
	struct config *config;
	struct policy *policy;
	struct config_errors *errors;
	int rc; /* ERR_NOMEM, else 0 */
};

const struct config_setting *
config_setting_find(const struct config *c, const struct config_option *option, const char *title)
{
	for (size_t i = 0; i < c->setting_count; i++)
		if (c->settings[i].option == option && strcmp(c->settings[i].title, title) == 0)
			return &c->settings[i];
	return NULL;
}

int
config_line_of(
    const struct config *c, enum config_section section, const char *title, const char *name)
{
	for (size_t i = 0; i < config_option_count; i++) {
		const struct config_option *option = &config_options[i];
		const struct config_setting *s;

		if (option->section != section || strcmp(option->name, name) != 0)
			continue;
		s = config_setting_find(c, option, title);
		return s != NULL ? s->line : 0;
	}
	return 0;
}

/* The line of a mail option that says something; 0: it is absent, or "". */
static int
mail_line(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->setting_count; i++) {
		const struct config_setting *s = &c->settings[i];

		assert(s->option != NULL);
		if (s->option->section == SECTION_MAIL && strcmp(s->option->name, name) == 0)
			return s->text[0] != '\0' ? s->line : 0;
	}
	return 0;
}

/* Mail that never leaves the machine may go in clear. The whole host decides: localhost.example is another one. */
static bool
is_this_machine(const char *url)
{
	static const char *const hosts[] = {"localhost", "127.0.0.1", "[::1]"};
	struct span host = span_of(url);

	if (!text_starts(host, "smtp://"))
		return false;
	host.data += strlen("smtp://");
	host.len -= strlen("smtp://");
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		size_t len = strlen(hosts[i]);

		if (text_starts(host, hosts[i]) &&
		    (host.len == len || host.data[len] == ':' || host.data[len] == '/'))
			return true;
	}
	return false;
}

/* One that only this configuration knows is called as its section is. */
static void
name_carrier(const struct load *load, struct account *a)
{
	const char *name =
	    load->env->adapter_name != NULL ? load->env->adapter_name(a->carrier) : NULL;

	if (name == NULL || strcmp(a->carrier, "custom") == 0)
		name = a->id;
	(void)text_cut(a->carrier_name, sizeof(a->carrier_name), span_of(name));
}

/* A carrier's own description, and the lines that its errors name. */
static void
check_custom(struct load *load, struct account *a)
{
	struct why why = {0};
	int line;

	for (size_t i = 0; i < CUSTOM_OPTIONS; i++)
		a->custom.lines[i] =
		    config_line_of(load->config, SECTION_CARRIER, a->id, custom_options[i].name);
	if (custom_check(a, &why) == 0)
		return;
	line = config_line_of(load->config, SECTION_CARRIER, a->id, why.path);
	config_error_add(load->errors,
	    line > 0 ? line : config_line_of(load->config, SECTION_CARRIER, a->id, "adapter"),
	    "%s: %s", why.path, why.text);
}

/* The shop's own days. Files beside the configuration are as much part of it: an error names both. */
static void
load_own_days(struct load *load, struct shop *shop)
{
	struct buf text = BUF_INIT(LIMIT_CONFIG_BYTES);
	int line = config_line_of(load->config, SECTION_SHOP, shop->id, "own_days");
	const char *path = shop->own_days_file;
	struct why why = {0};
	int rc = config_read_file(path, &text);

	if (rc < 0) {
		config_error_add(load->errors, line, "own_days: %s: %s", path, err_text(rc));
	} else {
		rc = strcmp(path + strlen(path) - strlen(".ics"), ".ics") == 0
		    ? days_parse_ics(buf_span(&text), &shop->own_days, &why)
		    : days_parse_csv(buf_span(&text), &shop->own_days, &why);
		if (rc == ERR_NOMEM)
			load->rc = rc;
		else if (rc < 0)
			config_error_add(
			    load->errors, line, "own_days: %s:%zu: %s", path, why.offset, why.text);
	}
	buf_clear(&text);
}

static void
load_own_templates(struct load *load, struct shop *shop)
{
	struct why why = {.path = ""};
	int rc = own_templates_read(shop->templates_folder, shop, &shop->own_templates, &why);

	if (rc == ERR_NOMEM)
		load->rc = rc;
	else if (rc < 0)
		config_error_add(load->errors,
		    config_line_of(load->config, SECTION_SHOP, shop->id, "templates"),
		    "templates: %s%s%s: %s", shop->templates_folder, why.path[0] != '\0' ? "/" : "",
		    why.path, why.text);
}

/* What follows from options that were read. */
static void
complete_shop(struct load *load, struct shop *shop)
{
	if (shop->reply_to[0] == '\0')
		memcpy(shop->reply_to, shop->from, sizeof(shop->reply_to));
	if (shop->calendar[0] == '\0')
		shop->holidays = holiday_place_of(shop->country, shop->postcode);
	else if (holiday_place_parse(span_of(shop->calendar), &shop->holidays) < 0)
		shop->holidays = HOLIDAY_NOWHERE;
	if (shop->own_days_file[0] != '\0' && !load->env->names_only)
		load_own_days(load, shop);
	if (shop->templates_folder[0] != '\0' && !load->env->names_only)
		load_own_templates(load, shop);
}

static void
check_connector(struct load *load, const struct connector_settings *c)
{
	int line = config_line_of(load->config, SECTION_CONNECTOR, c->id, "kind");

	if (c->shop[0] != '\0' && policy_shop(load->policy, c->shop) == NULL)
		config_error_add(load->errors,
		    config_line_of(load->config, SECTION_CONNECTOR, c->id, "shop"),
		    "shop: there is no section shop \"%s\"", c->shop);
	if (policy_shop(load->policy, c->id) != NULL)
		config_error_add(load->errors, line,
		    "connector \"%s\": a shop is called so too, and /in/shop/%s would be both",
		    c->id, c->id);
	if (c->available[0] != '\0' && strcmp(c->kind, "shopify") == 0)
		config_error_add(load->errors,
		    config_line_of(load->config, SECTION_CONNECTOR, c->id, "available"),
		    "available: Shopify tells no such day with what it ships; leave it out");
	if (c->origin[0] != '\0' &&
	    config_line_of(load->config, SECTION_CONNECTOR, c->id, "password") == 0)
		config_error_add(load->errors, line,
		    "connector \"%s\" lacks password: without it nobody is answered at its origin",
		    c->id);
}

static void
complete_profile(struct load *load, struct import_profile *i)
{
	const struct shop *shop = policy_shop(load->policy, i->shop);

	if (i->shop[0] != '\0' && shop == NULL)
		config_error_add(load->errors,
		    config_line_of(load->config, SECTION_IMPORT, i->id, "shop"),
		    "shop: there is no section shop \"%s\"", i->shop);
	else if (shop != NULL && i->zone[0] == '\0')
		memcpy(i->zone, shop->zone, sizeof(i->zone));
	for (size_t k = 0; k < load->policy->profile_count; k++) {
		const struct import_profile *other = &load->policy->profiles[k];

		if (other < i && i->folder[0] != '\0' && strcmp(other->folder, i->folder) == 0)
			config_error_add(load->errors,
			    config_line_of(load->config, SECTION_IMPORT, i->id, "folder"),
			    "folder: import \"%s\" takes the files of this one", other->id);
	}
}

static void
check_endpoint(struct load *load, const struct event_endpoint *e)
{
	if (e->shop[0] != '\0' && policy_shop(load->policy, e->shop) == NULL)
		config_error_add(load->errors,
		    config_line_of(load->config, SECTION_EVENTS, e->id, "shop"),
		    "shop: there is no section shop \"%s\"", e->shop);
	if (e->url[0] != '\0' && !text_starts(span_of(e->url), "https://") && !e->allow_http)
		config_error_add(load->errors,
		    config_line_of(load->config, SECTION_EVENTS, e->id, "url"),
		    "url: must begin with https://, or set allow_http = yes");
	if (!load->env->names_only && secret_present(&e->key) &&
	    webhook_check_secrets(span_of(secret_bytes(&e->key))) < 0)
		config_error_add(load->errors,
		    config_line_of(load->config, SECTION_EVENTS, e->id, "key"),
		    "key: must hold whsec_ and the base64 of 24 to 64 bytes, each secret on a line");
}

static void
check_whole(struct load *load)
{
	const struct policy *p = load->policy;
	const struct mail_settings *mail = &p->mail;
	int password_line = mail_line(load->config, "password");
	int user_line = mail_line(load->config, "user");

	if (p->shop_count == 0)
		config_error_add(
		    load->errors, 0, "there is no shop: add a section shop \"id\" { ... }");
	for (size_t i = 0; i < p->rule_count; i++)
		if (p->rules[i].shop[0] != '\0' && policy_shop(p, p->rules[i].shop) == NULL)
			config_error_add(load->errors,
			    config_line_of(load->config, SECTION_PROMISE, p->rules[i].id, "shop"),
			    "shop: there is no section shop \"%s\"", p->rules[i].shop);
	for (size_t i = 0; i < p->account_count; i++) {
		struct account *a = &load->policy->accounts[i];

		name_carrier(load, a);
		check_custom(load, a);
		if (a->shop[0] != '\0' && policy_shop(p, a->shop) == NULL)
			config_error_add(load->errors,
			    config_line_of(load->config, SECTION_CARRIER, a->id, "shop"),
			    "shop: there is no section shop \"%s\"", a->shop);
	}
	for (size_t i = 0; i < p->connector_count; i++)
		check_connector(load, &p->connectors[i]);
	for (size_t i = 0; i < p->profile_count; i++)
		complete_profile(load, &load->policy->profiles[i]);
	for (size_t i = 0; i < p->endpoint_count; i++)
		check_endpoint(load, &p->endpoints[i]);
	if ((user_line > 0) != (password_line > 0))
		config_error_add(load->errors, user_line > 0 ? user_line : password_line,
		    "user and password go together: give both or none");
	if (password_line > 0 && !mail->starttls && !text_starts(span_of(mail->url), "smtps://") &&
	    !is_this_machine(mail->url))
		config_error_add(load->errors, password_line,
		    "password: would travel in clear: set starttls = yes, or use smtps://");
}

int
config_complete(struct config *config, struct policy *policy, const struct config_env *env,
    struct config_errors *errors)
{
	struct load load = {.env = env, .config = config, .policy = policy, .errors = errors};

	for (size_t i = 0; i < policy->shop_count; i++)
		complete_shop(&load, &policy->shops[i]);
	config_complete_channels(config, policy, env, errors);
	check_whole(&load);
	return load.rc;
}
