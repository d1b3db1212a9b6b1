#include "monitor/config/kinds_text.h"

#include "monitor/base/color.h"
#include "monitor/base/contact.h"
#include "monitor/base/http.h"
#include "monitor/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
	COUNTRY_LETTERS = 2,
	CURRENCY_LETTERS = 3,             /* ISO 4217 */
	RETURN_LOCAL_BYTES = 64 - 1 - 32, /* RFC 5321, 4.5.3.1.1 gives 64 to address, + and token */
};

int
config_read_text(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	(void)env;
	if (!contact_text_valid(span_of(text)))
		return refuse(why, ERR_MALFORMED, "must be one line of UTF-8 text");
	if (text_copy(member, o->room, text) < 0)
		return refuse(why, ERR_TOO_BIG, "is too long: at most %zu bytes", o->room - 1);
	return 0;
}

static int
read_path(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (text[0] != '/')
		return refuse(why, ERR_MALFORMED, "must be an absolute path");
	return config_read_text(o, text, env, member, why);
}

static int
read_domain(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	(void)env;
	if (contact_domain_parse(member, o->room, span_of(text)) < 0)
		return refuse(why, ERR_MALFORMED, "must be a domain, as tienda.example");
	return 0;
}

static int
read_email(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	(void)env;
	if (contact_email_parse(member, o->room, span_of(text)) < 0)
		return refuse(
		    why, ERR_MALFORMED, "must be one bare mail address, as hola@tienda.example");
	return 0;
}

/* One of the shop's own: whoever answers has to be able to write it. */
static int
read_own_email(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	int rc = read_email(o, text, env, member, why);

	if (rc == 0 && !text_is_ascii(span_of(member)))
		return refuse(why, ERR_MALFORMED,
		    "must have letters of ASCII alone before its @: many mail servers take no other");
	return rc;
}

/* "bounce@tienda.example" becomes bounce+TOKEN@tienda.example. */
static int
read_return_path(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	const char *at = strchr(text, '@');

	if (at != NULL && at - text > RETURN_LOCAL_BYTES)
		return refuse(why, ERR_TOO_BIG, "must have at most %d characters before its @",
		    RETURN_LOCAL_BYTES);
	return read_own_email(o, text, env, member, why);
}

static int
read_answered_email(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (contact_email_no_reply(text))
		return refuse(why, ERR_MALFORMED,
		    "says that nobody reads it: give an address where a person answers");
	return read_own_email(o, text, env, member, why);
}

static int
read_phone(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (!contact_phone_valid(text))
		return refuse(
		    why, ERR_MALFORMED, "must be a phone number that answers, as +34 910 000 000");
	return config_read_text(o, text, env, member, why);
}

static int
read_locale(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	(void)env;
	if (contact_locale_parse(member, o->room, span_of(text)) < 0)
		return refuse(why, ERR_MALFORMED, "must be a language, as es-ES or en-GB");
	return 0;
}

static int
read_zone(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (!zone_valid(text))
		return refuse(why, ERR_MALFORMED, "must be an IANA time zone, as Europe/Madrid");
	return config_read_text(o, text, env, member, why);
}

static int
read_country(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	char *country = member;

	(void)o;
	(void)env;
	if (strlen(text) != COUNTRY_LETTERS || !text_is_alpha(text[0]) || !text_is_alpha(text[1]))
		return refuse(why, ERR_MALFORMED, "must be a two-letter country code, as ES or PT");
	country[0] = text_upper(text[0]);
	country[1] = text_upper(text[1]);
	country[2] = '\0';
	return 0;
}

static int
read_currency(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	char *currency = member;
	bool letters = strlen(text) == CURRENCY_LETTERS;

	(void)o;
	(void)env;
	for (size_t i = 0; i < CURRENCY_LETTERS && letters; i++)
		letters = text_is_alpha(text[i]);
	if (!letters)
		return refuse(why, ERR_MALFORMED, "must be a currency's three letters, as EUR");
	for (size_t i = 0; i <= CURRENCY_LETTERS; i++)
		currency[i] = text_upper(text[i]);
	return 0;
}

static int
read_color(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	const char *fault;
	uint32_t rgb;

	(void)o;
	(void)env;
	if (color_parse(span_of(text), &rgb) < 0)
		return refuse(why, ERR_MALFORMED, "must be a colour, as \"#b4431a\"");
	fault = color_accent_fault(rgb);
	if (fault != NULL)
		return refuse(why, ERR_RANGE, "%s", fault);
	(void)snprintf(member, COLOR_ROOM, "%06x", (unsigned)rgb);
	return 0;
}

/* In clear only to this machine: what leaves it carries credentials or people's data. */
static bool
is_loopback(const char *origin)
{
	static const char *const hosts[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (text_starts(span_of(origin), hosts[i])) {
			char next = origin[strlen(hosts[i])];

			return next == '\0' || next == ':';
		}
	return false;
}

static int
check_https(const char *url, char *origin, size_t room, struct why *why)
{
	if (http_origin(origin, room, url) < 0 ||
	    (!text_starts(span_of(origin), "https://") && !is_loopback(origin)))
		return refuse(
		    why, ERR_MALFORMED, "must begin with https:// (http:// only to this machine)");
	return 0;
}

static int
read_url(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	char origin[256];
	int rc = check_https(text, origin, sizeof(origin), why);

	return rc < 0 ? rc : config_read_text(o, text, env, member, why);
}

static int
read_base_url(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (text[strlen(text) - 1] == '/' || strpbrk(text, "?#") != NULL)
		return refuse(
		    why, ERR_MALFORMED, "must end before a slash: paths are put behind it");
	return read_url(o, text, env, member, why);
}

static int
read_origin(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	char origin[256];
	int rc = check_https(text, origin, sizeof(origin), why);

	if (rc < 0)
		return rc;
	/* A path would be dropped without a word. */
	if (strchr(strstr(text, "://") + 3, '/') != NULL)
		return refuse(why, ERR_MALFORMED, "must end after host and port, without a path");
	return config_read_text(o, origin, env, member, why);
}

static int
read_relay(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (!text_starts(span_of(text), "smtp://") && !text_starts(span_of(text), "smtps://"))
		return refuse(why, ERR_MALFORMED,
		    "must be smtp://host:port or smtps://host:port of the mail relay");
	if (strchr(text, '@') != NULL)
		return refuse(why, ERR_MALFORMED, "must not hold a user: give user and password");
	return config_read_text(o, text, env, member, why);
}

const struct option_kind kind_text = {"text", config_read_text};
const struct option_kind kind_reply_path = {
    "a path, as data.events or list[0].when", config_read_text};
const struct option_kind kind_path = {"an absolute path", read_path};
const struct option_kind kind_domain = {"a domain", read_domain};
const struct option_kind kind_email = {"a mail address", read_email};
const struct option_kind kind_answered = {
    "a mail address that a person reads", read_answered_email};
const struct option_kind kind_return_path = {
    "a mail address, short before its @", read_return_path};
const struct option_kind kind_phone = {"a phone number", read_phone};
const struct option_kind kind_locale = {"a language, as es-ES", read_locale};
const struct option_kind kind_zone = {"a time zone, as Europe/Madrid", read_zone};
const struct option_kind kind_country = {"a country code, as ES", read_country};
const struct option_kind kind_currency = {"a currency, as EUR", read_currency};
const struct option_kind kind_color = {"a colour, as \"#b4431a\"", read_color};
const struct option_kind kind_base_url = {"https://host/path", read_base_url};
const struct option_kind kind_origin = {"https://host", read_origin};
const struct option_kind kind_relay = {"smtp://host:port, smtps://host:port", read_relay};

static int
read_channel(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	enum channel_id channel = 0;

	(void)o;
	(void)env;
	if (channel_from_name(text, &channel) < 0 || channel == CHANNEL_EMAIL)
		return refuse(why, ERR_MALFORMED,
		    "must be webhook, slack, teams, discord, ntfy, telegram, sms or whatsapp");
	*(enum channel_id *)member = channel;
	return 0;
}

const struct option_kind kind_channel = {
    "webhook, slack, teams, discord, ntfy, telegram, sms, whatsapp", read_channel};

static int
read_any_url(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	char origin[256];

	(void)env;
	if (http_origin(origin, sizeof(origin), text) < 0 || text_copy(member, o->room, text) < 0)
		return refuse(
		    why, ERR_MALFORMED, "must be a URL, as https://avisos.tienda.example/in");
	return 0;
}

const struct option_kind kind_url = {"https://...", read_any_url};
