#include "monitor/config/channels.h"

#include "monitor/base/http.h"
#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/config/source.h"
#include "monitor/config/whole.h"

#include <string.h>

/* What a kind cannot do without. The URL of slack, teams and discord is a secret and so may stand in `key`. */
static const struct need {
	bool url, key, user, from, to;
	bool url_in_key;
	bool customers; /* it can reach them */
} needs[CHANNEL_COUNT] = {
    [CHANNEL_WEBHOOK] = {.url = true, .key = true, .customers = true},
    [CHANNEL_SLACK] = {.url_in_key = true},
    [CHANNEL_TEAMS] = {.url_in_key = true},
    [CHANNEL_DISCORD] = {.url_in_key = true},
    [CHANNEL_NTFY] = {.url = true, .to = true},
    [CHANNEL_TELEGRAM] = {.key = true, .to = true},
    [CHANNEL_SMS] = {.key = true, .user = true, .from = true, .customers = true},
    [CHANNEL_WHATSAPP] = {.key = true, .from = true, .customers = true},
};

static void
check_url(const struct config *config, const struct channel_settings *c, const char *url,
    const char *option, struct config_errors *errors)
{
	char origin[256];
	int line = config_line_of(config, SECTION_CHANNEL, c->id, option);

	if (http_origin(origin, sizeof(origin), url) < 0)
		config_error_add(errors, line, "%s: must hold a URL", option);
	else if (!text_starts(span_of(origin), "https://") && !c->allow_http)
		config_error_add(
		    errors, line, "%s: must begin with https://, or set allow_http = yes", option);
}

static void
check_section(const struct config *config, const struct channel_settings *c, bool names_only,
    struct config_errors *errors)
{
	const struct need *need = &needs[c->kind];
	bool has_url = config_line_of(config, SECTION_CHANNEL, c->id, "url") > 0;
	bool has_key = config_line_of(config, SECTION_CHANNEL, c->id, "key") > 0;
	const struct {
		bool missing;
		const char *what;
	} rows[] = {
	    {need->url && !has_url, "url"},
	    {need->key && !has_key, "key"},
	    {need->user && c->user[0] == '\0', "user"},
	    {need->from && c->from[0] == '\0', "from"},
	    {need->to && c->to[0] == '\0', "to"},
	    {need->url_in_key && !has_url && !has_key, "key (its URL)"},
	};
	int line = config_line_of(config, SECTION_CHANNEL, c->id, "kind");

	if (line == 0)
		return; /* told already */
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].missing)
			config_error_add(errors, line, "channel \"%s\" lacks %s: a %s needs it",
			    c->id, rows[i].what, channel_name(c->kind));
	if (c->url[0] != '\0')
		check_url(config, c, c->url, "url", errors);
	if (!has_key || names_only || !secret_present(&c->key))
		return;
	if (need->url_in_key && c->url[0] == '\0')
		check_url(config, c, secret_bytes(&c->key), "key", errors);
	if (c->kind == CHANNEL_WEBHOOK && webhook_check_secrets(span_of(secret_bytes(&c->key))) < 0)
		config_error_add(errors, config_line_of(config, SECTION_CHANNEL, c->id, "key"),
		    "key: must hold whsec_ and the base64 of 24 to 64 bytes, each secret on a line");
}

/* ---- a shop's lists ---- */

static const struct channel_settings *
section_of(const struct policy *p, struct span id)
{
	for (size_t i = 0; i < p->channel_count; i++)
		if (span_equal_str(id, p->channels[i].id))
			return &p->channels[i];
	return NULL;
}

static bool
has_kind(const struct shop_channels *list, enum channel_id kind)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->kinds[i] == kind)
			return true;
	return false;
}

/* Why this name cannot stand in the list; NULL: it does now. */
static const char *
add_name(const struct policy *p, struct shop_channels *list, struct span name, bool customers)
{
	const struct channel_settings *c = section_of(p, name);
	enum channel_id kind = c != NULL ? c->kind : CHANNEL_EMAIL;

	if (c == NULL && !span_equal_str(name, "email"))
		return "there is no such channel section";
	if (customers && c != NULL && !needs[kind].customers)
		return "cannot reach customers";
	if (!customers && (kind == CHANNEL_SMS || kind == CHANNEL_WHATSAPP) && c->to[0] == '\0')
		return "lacks to, the phone that alerts go to";
	if (has_kind(list, kind))
		return "is a second one of its kind: a shop has one of each";
	if (list->count == LIMIT_SHOP_CHANNELS)
		return "is one too many";
	list->kinds[list->count] = kind;
	list->settings[list->count++] = c;
	return NULL;
}

static void
read_list(const struct config *config, const struct policy *p, const struct shop *shop,
    struct shop_channels *list, bool customers, struct config_errors *errors)
{
	const char *option = customers ? "channels" : "alerts";
	int line = config_line_of(config, SECTION_SHOP, shop->id, option);
	struct span rest = span_of(list->names), name;

	while (text_split(&rest, ',', &name)) {
		const char *why = add_name(p, list, text_trim(name), customers);

		if (why != NULL)
			config_error_add(errors, line, "%s: \"%.*s\" %s", option,
			    (int)text_trim(name).len, text_trim(name).data, why);
	}
}

/* One kind means one channel of a shop, whichever list it stands in: what is sent again must go where it went. */
static void
check_lists(const struct config *config, const struct shop *shop, struct config_errors *errors)
{
	for (size_t i = 0; i < shop->channels.count; i++)
		for (size_t j = 0; j < shop->alerts.count; j++)
			if (shop->channels.kinds[i] == shop->alerts.kinds[j] &&
			    shop->channels.settings[i] != shop->alerts.settings[j])
				config_error_add(errors,
				    config_line_of(config, SECTION_SHOP, shop->id, "alerts"),
				    "alerts: names another %s than channels does: a shop has one of each",
				    channel_name(shop->alerts.kinds[j]));
}

void
config_complete_channels(const struct config *config, struct policy *policy,
    const struct config_env *env, struct config_errors *errors)
{
	if (policy->channel_count > LIMIT_CHANNELS)
		config_error_add(
		    errors, 0, "there are more than %d channel sections", LIMIT_CHANNELS);
	for (size_t i = 0; i < policy->channel_count; i++)
		check_section(config, &policy->channels[i], env->names_only, errors);
	for (size_t i = 0; i < policy->shop_count; i++) {
		struct shop *shop = &policy->shops[i];

		read_list(config, policy, shop, &shop->channels, true, errors);
		read_list(config, policy, shop, &shop->alerts, false, errors);
		check_lists(config, shop, errors);
	}
}
