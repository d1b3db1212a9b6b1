#include "monitor/config/options.h"

#include "monitor/base/text.h"
#include "monitor/base/units.h"
#include "monitor/config/kinds.h"
#include "monitor/config/kinds_text.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* ---- how each kind of value is read ---- */

static int
read_number(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	int64_t value;

	(void)env;
	if (text_parse_i64(span_of(text), o->least, o->most, &value) < 0)
		return refuse(why, ERR_RANGE, "must be a whole number from %lld to %lld",
		    (long long)o->least, (long long)o->most);
	if (o->room == sizeof(int32_t))
		*(int32_t *)member = (int32_t)value;
	else
		*(int64_t *)member = value;
	return 0;
}

/* Of sizes and times 0 stands for another's word, whatever the range. */
static int
store_amount(const struct config_option *o, int64_t value, void *member, struct why *why)
{
	if (value != 0 && (value < o->least || value > o->most))
		return refuse(why, ERR_RANGE, "is too %s", value < o->least ? "small" : "large");
	*(int64_t *)member = value;
	return 0;
}

static int
read_bytes(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	int64_t value;

	(void)env;
	if (units_parse_bytes(span_of(text), &value) < 0)
		return refuse(why, ERR_MALFORMED, "must be a size with its unit, as \"10 GiB\"");
	return store_amount(o, value, member, why);
}

static int
read_duration(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	int64_t value;

	(void)env;
	if (units_parse_duration(span_of(text), &value) < 0)
		return refuse(why, ERR_MALFORMED, "must be a time with its unit, as 90s, 5m or 2h");
	return store_amount(o, value, member, why);
}

static int
read_share(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	int64_t value;

	(void)env;
	if (units_parse_per_mille(span_of(text), &value) < 0)
		return refuse(why, ERR_MALFORMED, "must be a share, as \"2 %%\" or \"0.5 %%\"");
	if (o->most > 0 && (value < o->least || value > o->most))
		return refuse(why, ERR_RANGE, "must be from %lld %% to %lld %%",
		    (long long)o->least / 10, (long long)o->most / 10);
	*(int64_t *)member = value;
	return 0;
}

static int
read_amount(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	(void)o;
	(void)env;
	if (units_parse_amount(span_of(text), member) < 0)
		return refuse(why, ERR_MALFORMED, "must be an amount, as 250 or 250.00");
	return 0;
}

static int
read_yes_no(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	bool yes = strcmp(text, "yes") == 0;

	(void)o;
	(void)env;
	if (!yes && strcmp(text, "no") != 0)
		return refuse(why, ERR_MALFORMED, "must be yes or no");
	*(bool *)member = yes;
	return 0;
}

static int
read_time_of_day(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	int32_t second = -1;

	(void)o;
	(void)env;
	if (strcmp(text, "never") != 0 &&
	    (units_parse_clock(span_of(text), &second) < 0 || second >= DAY_SECONDS))
		return refuse(why, ERR_MALFORMED, "must be a time of day, as 08:00, or never");
	*(int32_t *)member = second;
	return 0;
}

_Static_assert(offsetof(struct shop, quiet_until_second) ==
	offsetof(struct shop, quiet_from_second) + sizeof(int32_t),
    "read_span_of_day fills both");

/* "22:00-08:00" into two neighbours, from and until. */
static int
read_span_of_day(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	int32_t *seconds = member;
	struct span rest = span_of(text), from;
	int32_t from_second = 0, until_second = 0;

	(void)o;
	(void)env;
	if (strcmp(text, "none") != 0 &&
	    (!text_split(&rest, '-', &from) || units_parse_clock(from, &from_second) < 0 ||
		units_parse_clock(rest, &until_second) < 0 || from_second >= DAY_SECONDS ||
		until_second >= DAY_SECONDS))
		return refuse(why, ERR_MALFORMED, "must be hours, as 22:00-08:00, or none");
	seconds[0] = from_second;
	seconds[1] = until_second;
	return 0;
}

static int
read_notices(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	static const char *const names[] = {[NOTICES_SHADOW] = "shadow",
	    [NOTICES_SHOP] = "shop",
	    [NOTICES_CUSTOMERS] = "customers"};

	(void)o;
	(void)env;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0) {
			*(enum notices_mode *)member = (enum notices_mode)i;
			return 0;
		}
	return refuse(why, ERR_MALFORMED, "must be shadow, shop or customers");
}

static int
read_log_level(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	(void)o;
	(void)env;
	if (log_level_from_name(text, member) < 0)
		return refuse(why, ERR_MALFORMED, "must be err, warn, notice, info or debug");
	return 0;
}

static int
read_adapter(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (env->adapter_name != NULL && env->adapter_name(text) == NULL)
		return refuse(why, ERR_NOT_FOUND,
		    "'%.20s' is no adapter: 'puntual carriers' lists them", text);
	return config_read_text(o, text, env, member, why);
}

static int
read_connector(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	static const char *const kinds[] = {
	    "woocommerce", "shopify", "prestashop", "adobe-commerce", "odoo", "webhook"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i], text) == 0)
			return config_read_text(o, text, env, member, why);
	return refuse(why, ERR_NOT_FOUND,
	    "must be woocommerce, shopify, prestashop, adobe-commerce, odoo or webhook");
}

static int
read_shop(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	if (!config_id_valid(text))
		return refuse(why, ERR_MALFORMED, "must be the id of a shop section");
	return config_read_text(o, text, env, member, why);
}

/* A credential: a file of the credentials directory by its name, or an absolute path. What it holds is never told. */
static int
read_credential(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	char path[512];
	int len, rc;

	(void)o;
	if (text[0] != '/' && (strchr(text, '/') != NULL || text[0] == '.'))
		return refuse(why, ERR_MALFORMED,
		    "must be the name of a credential or the absolute path of its file");
	if (env->names_only)
		return 0;
	if (text[0] != '/' && env->credentials == NULL)
		return refuse(why, ERR_NOT_FOUND,
		    "no $CREDENTIALS_DIRECTORY: add LoadCredential=%.30s:FILE to the unit, or give "
		    "an absolute path",
		    text);
	len = text[0] == '/' ? snprintf(path, sizeof(path), "%s", text)
			     : snprintf(path, sizeof(path), "%s/%s", env->credentials, text);
	rc = len < 0 || (size_t)len >= sizeof(path) ? ERR_TOO_BIG : secret_read_file(member, path);
	if (rc == ERR_FORBIDDEN)
		return refuse(why, rc,
		    "the file must be readable to us and to nobody else: chmod 600, or LoadCredential=");
	if (rc < 0)
		return refuse(why, rc, "the credential cannot be read: %s", err_text(rc));
	if (!secret_present(member))
		return refuse(why, ERR_MALFORMED, "the credential file is empty");
	return 0;
}

/* ---- the kinds ---- */

static const struct option_kind kind_number = {"a number", read_number};
static const struct option_kind kind_bytes = {"a size, as \"10 GiB\"; 0", read_bytes};
static const struct option_kind kind_duration = {"a time, as 90s, 5m, 2h; 0", read_duration};
static const struct option_kind kind_share = {"a share, as \"2 %\"", read_share};
static const struct option_kind kind_amount = {"an amount, as 250; 0", read_amount};
static const struct option_kind kind_yes_no = {"yes, no", read_yes_no};
static const struct option_kind kind_time_of_day = {"hh:mm, never", read_time_of_day};
static const struct option_kind kind_span_of_day = {"hh:mm-hh:mm, none", read_span_of_day};
static const struct option_kind kind_notices = {"shadow, shop, customers", read_notices};
static const struct option_kind kind_log_level = {"err, warn, notice, info, debug", read_log_level};
static const struct option_kind kind_adapter = {"an adapter", read_adapter};
static const struct option_kind kind_connector = {
    "woocommerce, shopify, prestashop, adobe-commerce, odoo, webhook", read_connector};
static const struct option_kind kind_shop = {"the id of a shop", read_shop};
static const struct option_kind kind_credential = {
    "a credential's name, or its absolute path", read_credential};

/* ---- the table ---- */

#define NEEDED NULL
#define UNSET  ""

#define IN(type, member) offsetof(struct type, member), sizeof(((struct type *)0)->member)
#define TOP(name, kind, least, most, fallback, reloadable, member, help)                           \
	{                                                                                          \
		SECTION_TOP, name, &(kind), least, most, fallback, reloadable, IN(config, member), \
		    help                                                                           \
	}
#define WEB(name, kind, fallback, member, help)                                                    \
	{                                                                                          \
		SECTION_WEB, name, &(kind), 0, 0, fallback, false, IN(web_settings, member), help  \
	}
#define MAIL(name, kind, least, most, fallback, reloadable, member, help)                          \
	{                                                                                          \
		SECTION_MAIL, name, &(kind), least, most, fallback, reloadable,                    \
		    IN(mail_settings, member), help                                                \
	}
#define SHOP(name, kind, least, most, fallback, member, help)                                      \
	{                                                                                          \
		SECTION_SHOP, name, &(kind), least, most, fallback, true, IN(shop, member), help   \
	}
#define PROMISE(name, kind, least, most, fallback, member, help)                                   \
	{                                                                                          \
		SECTION_PROMISE, name, &(kind), least, most, fallback, true,                       \
		    IN(promise_rule, member), help                                                 \
	}
#define CARRIER(name, kind, least, most, fallback, member, help)                                   \
	{                                                                                          \
		SECTION_CARRIER, name, &(kind), least, most, fallback, true, IN(account, member),  \
		    help                                                                           \
	}
#define CHANNEL(name, kind, least, most, fallback, member, help)                                   \
	{                                                                                          \
		SECTION_CHANNEL, name, &(kind), least, most, fallback, true,                       \
		    IN(channel_settings, member), help                                             \
	}

#define CONNECTOR(name, kind, least, most, fallback, member, help)                                 \
	{                                                                                          \
		SECTION_CONNECTOR, name, &(kind), least, most, fallback, true,                     \
		    IN(connector_settings, member), help                                           \
	}
#define EVENTS(name, kind, fallback, member, help)                                                 \
	{                                                                                          \
		SECTION_EVENTS, name, &(kind), 0, 0, fallback, true, IN(event_endpoint, member),   \
		    help                                                                           \
	}
#define IMPORT(name, kind, fallback, member, help)                                                 \
	{                                                                                          \
		SECTION_IMPORT, name, &(kind), 0, 0, fallback, true, IN(import_profile, member),   \
		    help                                                                           \
	}

/* clang-format off */
const struct config_option config_options[] = {
    TOP("store", kind_path, 0, 0, "/var/lib/puntual", false, store, "where everything is kept"),
    TOP("soft_limit", kind_bytes, 64LL << 20, LIMIT_MAP_BYTES, "0", false, soft_bytes,
	"how large the store may grow: polls stop at 90 %, registrations at 95 %; 0: as the disk allows"),
    TOP("socket", kind_path, 0, 0, "/run/puntual/api.sock", false, socket, "where commands reach the daemon"),
    TOP("socket_group", kind_text, 0, 0, UNSET, false, socket_group,
	"group whose members may use the socket, besides its own user and root"),
    TOP("log_level", kind_log_level, 0, 0, "info", true, log_level, "the least urgent line that is written"),
    TOP("journal_days", kind_number, 0, 3650, "400", true, journal_days,
	"days for which the journal of what happened is kept; that of parcels under way stays; 0: for ever"),

    WEB("listen", kind_text, UNSET, listen,
	"address and port of desk, pages and API, as 127.0.0.1:8080; unset: none but what systemd passes"),
    WEB("trusted_proxies", kind_text, UNSET, trusted_proxies,
	"addresses and nets of reverse proxies whose word on a client's address is taken"),
    WEB("login_header", kind_text, UNSET, login_header,
	"header in which a trusted proxy names the e-mail of who has logged in there, as X-Forwarded-Email; it must drop what browsers send in it"),

    MAIL("url", kind_relay, 0, 0, "smtp://localhost:25", true, url, "the relay that takes our mail"),
    MAIL("user", kind_text, 0, 0, UNSET, true, user, "user name at the relay"),
    MAIL("password", kind_credential, 0, 0, UNSET, true, password, "its password"),
    MAIL("starttls", kind_yes_no, 0, 0, "no", true, starttls, "refuse a relay that does not encrypt"),
    MAIL("ca_file", kind_path, 0, 0, UNSET, true, ca_file, "authorities to trust instead of the system's"),
    MAIL("hello", kind_domain, 0, 0, UNSET, true, hello, "the name we greet with; unset: the host's"),
    MAIL("per_minute", kind_number, 0, 100000, "60", true, per_minute, "mails a minute at most; 0: no limit"),
    MAIL("workers", kind_number, 1, LIMIT_MAIL_WORKERS, "2", false, workers, "connections to the relay at most"),

    SHOP("name", kind_text, 0, 0, NEEDED, name, "the brand, as customers know it"),
    SHOP("domain", kind_domain, 0, 0, NEEDED, domain, "the shop's domain: message ids end in it"),
    SHOP("from", kind_answered, 0, 0, NEEDED, from, "sender of the shop's mails"),
    SHOP("reply_to", kind_answered, 0, 0, UNSET, reply_to, "where answers go; unset: to the sender"),
    SHOP("alerts_to", kind_email, 0, 0, NEEDED, alerts_to, "who in the shop hears of risks, cases and failures"),
    SHOP("channels", kind_text, 0, 0, "email", channels.names,
	"how customers are reached, the first that can: email, and ids of channel sections"),
    SHOP("alerts", kind_text, 0, 0, "email", alerts.names,
	"how the shop is: the first that can; the digest, and that one fails, through others too"),
    SHOP("contact_name", kind_text, 0, 0, NEEDED, contact_name, "the person whom customers may ask"),
    SHOP("contact_phone", kind_phone, 0, 0, NEEDED, contact_phone, "the phone of that person"),
    SHOP("hours", kind_week, 0, 0, "mon-fri 09:00-18:00", hours, "when that person answers, in the shop's zone"),
    SHOP("locale", kind_locale, 0, 0, NEEDED, locale, "language of customers who have told none"),
    SHOP("zone", kind_zone, 0, 0, NEEDED, zone, "the shop's time zone"),
    SHOP("country", kind_country, 0, 0, NEEDED, country, "where parcels leave from"),
    SHOP("postcode", kind_text, 0, 0, UNSET, postcode, "where parcels leave from"),
    SHOP("notices", kind_notices, 0, 0, "shadow", notices,
	"who is written to: nobody (notices are only listed), the shop, or the shop and its customers"),
    SHOP("promise_made", kind_yes_no, 0, 0, "no", promise_made, "also confirm the promise at registration"),
    SHOP("quiet", kind_span_of_day, 0, 0, "22:00-08:00", quiet_from_second,
	"hours without mail to customers, in their zone"),
    SHOP("digest", kind_time_of_day, 0, 0, "08:00", digest_second, "when the daily digest is sent"),
    SHOP("stall_domestic", kind_number, 1, 30, "3", stall_days_domestic,
	"working days without a scan until a parcel is at risk"),
    SHOP("stall_abroad", kind_number, 1, 60, "5", stall_days_abroad, "the same for parcels to other countries"),
    SHOP("brake_floor", kind_number, 1, 100000, "20", brake_floor,
	"bad words to customers in an hour that never trip the brake; arrivals do not count"),
    SHOP("brake_share", kind_share, 0, 0, "2 %", brake_per_mille,
	"share of open parcels; more bad words in an hour are held until the shop says"),

    SHOP("calendar", kind_calendar, 0, 0, UNSET, calendar,
	"whose public holidays it keeps; unset: those of country and postcode"),
    SHOP("own_days", kind_days_file, 0, 0, UNSET, own_days_file,
	"a file of days on which it is closed, or open though they are holidays: .ics, or .csv"),
    SHOP("confidence", kind_share, 300, 950, "90 %", confidence_per_mille,
	"how sure of a slip to be before the forecast counts it as one; at risk from two thirds of it"),
    SHOP("forecast_speaks", kind_yes_no, 0, 0, "no", forecast_speaks,
	"write to customers of a slip that the forecast alone sees; else it is at risk, for the shop"),
    SHOP("keep_target", kind_share, 0, 0, "95 %", keep_per_mille,
	"share of promises it means to keep: a lane that falls below is told"),
    SHOP("pages_url", kind_base_url, 0, 0, UNSET, pages_url, "where its customers' pages stand, as others reach them"),
    SHOP("returns_url", kind_base_url, 0, 0, UNSET, returns_url,
	"where customers read how to send something back; unset: on their page"),
    SHOP("templates", kind_path, 0, 0, UNSET, templates_folder,
	"its own words: LANGUAGE/KIND.md there, each in the place of ours"),
    SHOP("logo_url", kind_base_url, 0, 0, UNSET, logo_url,
	"a picture in the place of its name on mails to customers, and on their page where it is of the host of pages_url, 32 high, for light and dark ground; unset: the name"),
    SHOP("accent", kind_color, 0, 0, UNSET, accent,
	"its own colour on its customers' pages and mails, to be told from white and from black; unset: ours"),
    SHOP("currency", kind_currency, 0, 0, UNSET, currency,
	"of what orders are worth: mails then name what who cancels gets back; unset: they name no amount"),
    SHOP("goodwill_code", kind_text, 0, 0, UNSET, goodwill_code, "what a customer whom we let down gets for the next order"),
    SHOP("return_path", kind_return_path, 0, 0, UNSET, return_path,
	"where mail that cannot be delivered comes back to, for puntual bounce; unset: to the sender"),
    SHOP("hook_keys", kind_credential, 0, 0, UNSET, hook_keys,
	"what its programs sign new shipments with, to /in/shop/ID: lines of whsec_...; unset: none are taken"),
    SHOP("high_value", kind_amount, 0, 0, "0", high_value_cents, "orders worth as much are handled sooner; 0: none"),
    SHOP("order_budget", kind_number, 1, 20, "4", order_budget,
	"mails to the customer of one order in seven days; a further word is a person's"),
    SHOP("retain_days", kind_number, 0, 3650, "180", retain_days,
	"days after an order's last parcel was over until all is erased that says whom it was for; 0: not by itself"),

    PROMISE("shop", kind_shop, 0, 0, UNSET, shop, "the shop whose rule it is; unset: of any shop"),
    PROMISE("carrier", kind_adapter, 0, 0, UNSET, carrier, "the carrier that it holds for; unset: any"),
    PROMISE("service", kind_text, 0, 0, UNSET, service, "the service that it holds for; unset: any"),
    PROMISE("to", kind_area, 0, 0, UNSET, to, "the destination that it holds for; unset: any"),
    PROMISE("cut_off", kind_clock, 0, 0, NEEDED, cut_off_second,
	"what is ordered later, by the shop's clock, counts from its next working day"),
    PROMISE("handling_days", kind_number, 0, 30, NEEDED, handling_days, "working days of the shop until hand-over"),
    PROMISE("carrier_days", kind_number, 1, 60, NEEDED, carrier_days, "days of delivery from hand-over to the promised day"),
    PROMISE("delivers", kind_weekdays, 0, 0, "mon-fri", weekdays,
	"the carrier's days of delivery; holidays at the destination never count"),

    CARRIER("adapter", kind_adapter, 0, 0, NEEDED, carrier, "the carrier's adapter, as puntual carriers lists them; custom: described below"),
    CARRIER("shop", kind_shop, 0, 0, UNSET, shop, "the shop whose contract it is; unset: of any shop"),
    CARRIER("user", kind_text, 0, 0, UNSET, user, "client id, user name or account number"),
    CARRIER("key", kind_credential, 0, 0, UNSET, key, "API key, client secret or password"),
    CARRIER("push_key", kind_credential, 0, 0, UNSET, push_key,
	"what the carrier signs its own messages with, to /in/carrier/ID; unset: none are taken"),
    CARRIER("push_key_next", kind_credential, 0, 0, UNSET, push_key_next, "the same, while it is being changed"),
    CARRIER("service", kind_text, 0, 0, UNSET, service, "the carrier's own name of a service"),
    CARRIER("origin", kind_origin, 0, 0, UNSET, origin, "another server than the adapter's own"),
    CARRIER("token_origin", kind_origin, 0, 0, UNSET, token_origin, "another token server"),
    CARRIER("trusted", kind_yes_no, 0, 0, "no", trusted,
	"let an experimental adapter's word alone reach customers"),
    CARRIER("day_quota", kind_number, 0, 10000000, "0", day_quota, "calls a day; 0: the carrier's published quota"),
    CARRIER("gap", kind_duration, 1, HOUR_MS, "0", gap_ms, "shortest time between two calls; 0: the adapter's"),
    CARRIER("interval", kind_duration, LIMIT_POLL_MIN_MS, LIMIT_POLL_MAX_MS, "0", interval_ms,
	"shortest time between two questions about one parcel; 0: the adapter's"),
    CARRIER("codes", kind_codes, 0, 0, UNSET, codes, "what codes mean that puntual carriers shows as not known yet"),
    CARRIER("name", kind_text, 0, 0, UNSET, custom.name, "of a custom carrier: its name for people"),
    CARRIER("request", kind_lines, 0, 0, UNSET, custom.request,
	"of a custom carrier: GET or POST and path, with {number}, {user}, {country}, {postcode}"),
    CARRIER("body", kind_lines, 0, 0, UNSET, custom.body, "of a custom carrier: body of a POST, filled in alike, {key} too"),
    CARRIER("headers", kind_lines, 0, 0, UNSET, custom.headers, "of a custom carrier: Name: value, several parted by a bar"),
    CARRIER("auth", kind_text, 0, 0, UNSET, custom.auth,
	"of a custom carrier: none, basic, bearer, header NAME, query NAME, or oauth /path [scopes]"),
    CARRIER("format", kind_text, 0, 0, UNSET, custom.format, "of a custom carrier: json or xml; unset: json"),
    CARRIER("parcel", kind_reply_path, 0, 0, UNSET, custom.parcel, "of a custom carrier: where its reply has the parcel"),
    CARRIER("not_found", kind_lines, 0, 0, UNSET, custom.not_found,
	"of a custom carrier: path = value that says a number is unknown, besides status 404"),
    CARRIER("parcel_service", kind_reply_path, 0, 0, UNSET, custom.service, "where the parcel has its service"),
    CARRIER("eta_from", kind_text, 0, 0, UNSET, custom.eta_from, "where the parcel has the expected time"),
    CARRIER("eta_until", kind_text, 0, 0, UNSET, custom.eta_until, "where it has the end of the expected window"),
    CARRIER("events", kind_reply_path, 0, 0, UNSET, custom.events, "where the parcel has its scans: a list, or one"),
    CARRIER("event_time", kind_text, 0, 0, UNSET, custom.event_time,
	"where a scan has its time; two paths when day and hour stand apart"),
    CARRIER("event_code", kind_reply_path, 0, 0, UNSET, custom.event_code, "where a scan has its code"),
    CARRIER("event_text", kind_reply_path, 0, 0, UNSET, custom.event_text, "where a scan has its words"),
    CARRIER("event_place", kind_reply_path, 0, 0, UNSET, custom.event_place, "where a scan has its town"),
    CARRIER("times", kind_text, 0, 0, UNSET, custom.times,
	"how times are written: iso, unix, unix_ms, or a pattern as DD/MM/YYYY hh:mm; several parted by a bar; unset: iso"),
    CARRIER("zone", kind_zone, 0, 0, UNSET, custom.zone, "the time zone of times without one; unset: left open"),

    CHANNEL("kind", kind_channel, 0, 0, NEEDED, kind, "what stands at its other end"),
    CHANNEL("url", kind_url, 0, 0, UNSET, url, "where it is reached; unset: the service's own, or in key"),
    CHANNEL("key", kind_credential, 0, 0, UNSET, key,
	"token or password; webhook: signing secrets, one a line; slack, teams, discord: the whole URL"),
    CHANNEL("user", kind_text, 0, 0, UNSET, user, "sms: the account's SID"),
    CHANNEL("from", kind_text, 0, 0, UNSET, from, "sms: our number or messaging service; whatsapp: the id of our number"),
    CHANNEL("to", kind_text, 0, 0, UNSET, to, "of alerts: ntfy: the topic; telegram: the chat; sms, whatsapp: the phone"),
    CHANNEL("template", kind_text, 0, 0, "puntual_notice", template, "whatsapp: the approved template"),
    CHANNEL("per_minute", kind_number, 0, 100000, "0", per_minute, "messages a minute at most; 0: as the service allows"),
    CHANNEL("allow_private", kind_yes_no, 0, 0, "no", allow_private,
	"its address may be of this machine or a private network"),
    CHANNEL("allow_http", kind_yes_no, 0, 0, "no", allow_http, "it may be reached in clear"),
    CHANNEL("repeat", kind_yes_no, 0, 0, "yes", repeat,
	"send again what may have arrived, its answer being lost; no: a person gets a case"),

    CONNECTOR("kind", kind_connector, 0, 0, NEEDED, kind, "what the shop runs on"),
    CONNECTOR("shop", kind_shop, 0, 0, NEEDED, shop, "the shop whose parcels it tells"),
    CONNECTOR("key", kind_credential, 0, 0, UNSET, key,
	"what its messages to /in/shop/ID are signed with; odoo: the end of that address, /in/shop/ID/KEY; unset: none are taken"),
    CONNECTOR("key_next", kind_credential, 0, 0, UNSET, key_next, "the same, while it is being changed"),
    CONNECTOR("addresses", kind_text, 0, 0, UNSET, addresses,
	"addresses and nets that its messages come from, no others; unset: any"),
    CONNECTOR("origin", kind_origin, 0, 0, UNSET, origin, "where it is asked for what got lost; unset: it is not asked"),
    CONNECTOR("user", kind_text, 0, 0, UNSET, user, "as whom it is asked; woocommerce: the consumer key; shopify: the app's client ID; odoo: the database, where its host has several"),
    CONNECTOR("password", kind_credential, 0, 0, UNSET, password,
	"and by what right; woocommerce: the consumer secret; shopify: the app's client secret, or without a user its access token; adobe-commerce: the access token; prestashop, odoo: the key"),
    CONNECTOR("promised", kind_text, 0, 0, UNSET, promised,
	"the field of an order that holds the promised day; unset: the rules of promise sections"),
    CONNECTOR("available", kind_text, 0, 0, UNSET, available,
	"the field of an order that holds the day on which a pre-order is available, from which rules count; not of shopify, which tells none"),
    CONNECTOR("carriers", kind_names, 0, 0, UNSET, carriers,
	"carriers as the shop calls them: NAME = adapter, NAME = - for one that is not watched; unset: by name and number"),
    CONNECTOR("pickup", kind_text, 0, 0, UNSET, pickup,
	"names of carriers or ways of sending, as the shop calls them, that end at a pickup point: NAME, NAME"),
    CONNECTOR("interval", kind_duration, 5 * MINUTE_MS, DAY_MS, "1h", interval_ms, "time between two questions"),

    IMPORT("shop", kind_shop, NEEDED, shop, "the shop whose parcels the files tell"),
    IMPORT("columns", kind_columns, UNSET, columns,
	"which column is which field of a registration: COLUMN = field, COLUMN = - for one to pass over; unset: those named so"),
    IMPORT("fixed", kind_fixed, UNSET, fixed, "fields that the files do not tell, as carrier = dhl, country = ES"),
    IMPORT("carriers", kind_names, UNSET, carriers,
	"carriers as the files call them: NAME = adapter, NAME = - for one that is not watched; unset: by name and number"),
    IMPORT("dates", kind_dates, UNSET, dates,
	"how dates are written: iso, or a pattern as DD/MM/YYYY hh:mm[:ss]; several parted by a bar; unset: iso"),
    IMPORT("zone", kind_zone, UNSET, zone, "the time zone of times without one; unset: the shop's"),
    IMPORT("folder", kind_path, UNSET, folder,
	"a folder whose files are taken by themselves, and moved to done or failed in it; unset: none"),

    EVENTS("url", kind_url, NEEDED, url, "where events are posted to"),
    EVENTS("key", kind_credential, NEEDED, key, "what they are signed with: lines of whsec_..., each while it is being changed"),
    EVENTS("shop", kind_shop, UNSET, shop, "the shop whose events it hears; unset: of every shop"),
    EVENTS("names", kind_event_names, UNSET, names, "which events it hears, parted by commas; unset: all"),
    EVENTS("allow_private", kind_yes_no, "no", allow_private, "its address may be of this machine or a private network"),
    EVENTS("allow_http", kind_yes_no, "no", allow_http, "it may be reached in clear"),
};
/* clang-format on */

const size_t config_option_count = sizeof(config_options) / sizeof(config_options[0]);

const char *
config_section_name(enum config_section section)
{
	static const char *const names[SECTION_COUNT] = {"", "web", "mail", "shop", "promise",
	    "carrier", "channel", "connector", "import", "events"};

	return names[section];
}

bool
config_id_valid(const char *id)
{
	size_t len = strlen(id);

	_Static_assert(LIMIT_SHOP_ROOM == LIMIT_ACCOUNT_ROOM, "one length for both");
	if (len == 0 || len >= LIMIT_SHOP_ROOM)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!text_is_digit(id[i]) && id[i] != '-' && (id[i] < 'a' || id[i] > 'z'))
			return false;
	return true;
}
