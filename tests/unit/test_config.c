#include "monitor/config.h"

#include "monitor/base/text.h"
#include "carriers/custom_form.h"
#include "monitor/config/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define EXAMPLE "systemd/puntual.conf.example"
#define README  "monitor/config/README.md"

struct fixture {
	char directory[64]; /* credentials, and the configuration of a case */
	char path[96];
	struct config_env env;
};

static const char *
adapter_name(const char *id)
{
	static const char *const names[][2] = {{"dhl", "DHL"}, {"ups", "UPS"}, {"fedex", "FedEx"},
	    {"correos", "Correos"}, {"custom", "custom"}};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i][0], id) == 0)
			return names[i][1];
	return NULL;
}

static void
write_file(const char *directory, const char *name, const char *text, mode_t mode)
{
	char path[160];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	(void)snprintf(f->directory, sizeof(f->directory), "/tmp/puntual-config-XXXXXX");
	assert_non_null(mkdtemp(f->directory));
	(void)snprintf(f->path, sizeof(f->path), "%s/conf", f->directory);
	write_file(f->directory, "good-key", "s3cr3t-of-the-test\n", 0600);
	write_file(f->directory, "signing-key",
	    "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\nwhsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4\n",
	    0600);
	write_file(f->directory, "url-key", "http://chat.example/secret\n", 0600);
	write_file(f->directory, "empty-key", "\n", 0600);
	f->env = (struct config_env){
	    .credentials = f->directory, .adapter_name = adapter_name, .generation = 7};
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	static const char *const names[] = {
	    "conf", "good-key", "empty-key", "open-key", "days.csv", "signing-key", "url-key"};
	struct fixture *f = *state;
	char path[160];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", f->directory, names[i]);
		(void)unlink(path); /* not every test makes each */
	}
	assert_int_equal(rmdir(f->directory), 0);
	free(f);
	return 0;
}

static char *
read_whole(const char *path)
{
	struct buf text = BUF_INIT(1 << 20);
	FILE *file = fopen(path, "r");
	int c;

	if (file == NULL)
		fail_msg("%s is missing", path);
	while ((c = fgetc(file)) != EOF)
		assert_int_equal(buf_add_char(&text, (char)c), 0);
	(void)fclose(file);
	return buf_take(&text, NULL);
}

/* A shop that is whole; lines 1 to 3. */
#define SHOP                                                                                       \
	"shop \"violeta\" { name = \"Muebles Violeta\" domain = tienda.example\n"                  \
	"from = pedidos@tienda.example alerts_to = logistica@tienda.example contact_name = M\n"    \
	"contact_phone = 910000000 locale = es zone = Europe/Madrid country = es }\n"

static int
load(struct fixture *f, const char *text, struct config **out, struct config_errors *errors)
{
	write_file(f->directory, "conf", text, 0600);
	return config_load(f->path, &f->env, out, errors);
}

static struct config *
load_good(struct fixture *f, const char *text)
{
	struct config *c = NULL;
	struct config_errors errors;

	if (load(f, text, &c, &errors) != 0)
		fail_msg("%d: %s", errors.items[0].line, errors.items[0].text);
	return c;
}

static void
test_a_shop_alone_gets_the_defaults(void **state)
{
	struct config *c = load_good(*state, SHOP);
	const struct shop *shop = policy_shop(c->policy, "violeta");

	assert_string_equal(c->store, "/var/lib/puntual");
	assert_int_equal(c->soft_bytes, 0);
	assert_string_equal(c->socket, "/run/puntual/api.sock");
	assert_string_equal(c->socket_group, "");
	assert_int_equal(c->log_level, LOG_LEVEL_INFO);
	assert_int_equal(c->policy->journal_days, LIMIT_JOURNAL_DAYS);
	assert_int_equal(c->policy->generation, 7);
	assert_string_equal(c->policy->mail.url, "smtp://localhost:25");
	assert_false(c->policy->mail.starttls);
	assert_int_equal(c->policy->mail.per_minute, 60);
	assert_int_equal(c->policy->mail.workers, 2);
	assert_int_equal(c->policy->account_count, 0);
	assert_non_null(shop);
	assert_string_equal(shop->name, "Muebles Violeta");
	assert_string_equal(shop->reply_to, "pedidos@tienda.example");
	assert_string_equal(shop->country, "ES");
	assert_int_equal(shop->notices, NOTICES_SHADOW);
	assert_int_equal(shop->hours[0].open_second, 9 * 3600);
	assert_int_equal(shop->hours[4].close_second, 18 * 3600);
	assert_int_equal(shop->hours[5].close_second, 0);
	assert_int_equal(shop->quiet_from_second, 22 * 3600);
	assert_int_equal(shop->quiet_until_second, 8 * 3600);
	assert_int_equal(shop->digest_second, 8 * 3600);
	assert_int_equal(shop->stall_days_domestic, 3);
	assert_int_equal(shop->confidence_per_mille, 900);
	assert_false(shop->forecast_speaks);
	assert_int_equal(shop->stall_days_abroad, 5);
	assert_int_equal(shop->brake_floor, 20);
	assert_int_equal(shop->brake_per_mille, 20);
	config_free(c);
	config_free(NULL);
}

static void
test_every_value_reaches_its_place(void **state)
{
	struct config *c = load_good(*state,
	    "store = /srv/p soft_limit = \"10 GiB\" socket = /srv/s socket_group = soporte\n"
	    "log_level = debug journal_days = 60\n"
	    "mail { url = smtps://smtp.correo.example:465 user = u password = good-key\n"
	    "  ca_file = /etc/ca.pem hello = a.example per_minute = 0 workers = 4 }\n"
	    "shop \"v\" { name = V domain = v.example from = a@v.example reply_to = b@v.example\n"
	    "  alerts_to = no-reply@v.example alerts = \"hook, email\" channels = \"text, email\"\n"
	    "  contact_name = \"Eva Ejemplo\" contact_phone = \"+34 600 000 000\"\n"
	    "  hours = \"mon-tue 09:00-14:00, thu 10:00-24:00\" locale = en_gb\n"
	    "  zone = Atlantic/Canary country = ES postcode = 35001 notices = customers\n"
	    "  promise_made = yes quiet = none digest = never stall_domestic = 4\n"
	    "  stall_abroad = 9 brake_floor = 5 brake_share = \"0.5 %\" calendar = ES-MD\n"
	    "  keep_target = \"90 %\" confidence = \"75 %\" pages_url = \"https://t.v.example/p\"\n"
	    "  return_path = rebote@v.example high_value = \"250,5\" order_budget = 3 retain_days = 90 }\n"
	    "promise \"islands\" { shop = v carrier = correos service = \"Paq 72\" to = ES-07\n"
	    "  cut_off = 14:00 handling_days = 1 carrier_days = 3 delivers = \"mon-fri, sat\" }\n"
	    "carrier \"dhl-v\" { adapter = dhl shop = v user = n key = good-key service = express\n"
	    "  origin = http://127.0.0.1:8080 token_origin = \"HTTPS://T.example:443\"\n"
	    "  trusted = yes day_quota = 250 gap = 5s interval = 2h }\n"
	    "channel \"hook\" { kind = webhook url = \"http://127.0.0.1:9/a?b=c\" key = signing-key\n"
	    "  allow_private = yes allow_http = yes }\n"
	    "channel \"text\" { kind = sms user = AC1 key = good-key from = \"+34600000001\"\n"
	    "  to = \"+34600000002\" repeat = no template = t }\n");
	const struct shop *shop = policy_shop(c->policy, "v");
	const struct account *account = policy_account(c->policy, "dhl-v");
	const struct promise_rule *rule = c->policy->rules;

	assert_string_equal(c->store, "/srv/p");
	assert_int_equal(c->soft_bytes, 10LL << 30);
	assert_string_equal(c->socket_group, "soporte");
	assert_int_equal(c->log_level, LOG_LEVEL_DEBUG);
	assert_int_equal(c->policy->journal_days, 60);
	assert_string_equal(secret_bytes(&c->policy->mail.password), "s3cr3t-of-the-test");
	assert_int_equal(c->policy->mail.workers, 4);
	assert_string_equal(c->policy->mail.hello, "a.example");
	assert_string_equal(shop->reply_to, "b@v.example");
	assert_int_equal(shop->alerts.count, 2);
	assert_int_equal(shop->alerts.kinds[0], CHANNEL_WEBHOOK);
	assert_string_equal(shop->alerts.settings[0]->url, "http://127.0.0.1:9/a?b=c");
	assert_true(
	    shop->alerts.settings[0]->allow_private && shop->alerts.settings[0]->allow_http);
	assert_int_equal(shop->alerts.kinds[1], CHANNEL_EMAIL);
	assert_null(shop->alerts.settings[1]);
	assert_int_equal(shop->channels.kinds[0], CHANNEL_SMS);
	assert_string_equal(shop->channels.settings[0]->from, "+34600000001");
	assert_string_equal(secret_bytes(&shop->channels.settings[0]->key), "s3cr3t-of-the-test");
	assert_false(shop->channels.settings[0]->repeat);
	assert_ptr_equal(shop_channel(shop, CHANNEL_SMS), shop->channels.settings[0]);
	assert_null(shop_channel(shop, CHANNEL_SLACK));
	assert_string_equal(shop->locale, "en-GB");
	assert_int_equal(shop->notices, NOTICES_CUSTOMERS);
	assert_true(shop->promise_made);
	assert_int_equal(shop->hours[1].close_second, 14 * 3600);
	assert_int_equal(shop->hours[2].close_second, 0);
	assert_int_equal(shop->hours[3].close_second, DAY_SECONDS);
	assert_int_equal(shop->quiet_from_second, shop->quiet_until_second);
	assert_int_equal(shop->digest_second, -1);
	assert_int_equal(shop->stall_days_abroad, 9);
	assert_int_equal(shop->brake_per_mille, 5);
	assert_string_equal(shop->holidays.region, "MD"); /* the postcode lies in the Canaries */
	assert_int_equal(shop->keep_per_mille, 900);
	assert_string_equal(shop->pages_url, "https://t.v.example/p");
	assert_string_equal(shop->return_path, "rebote@v.example");
	assert_int_equal(shop->high_value_cents, 25050);
	assert_int_equal(shop->order_budget, 3);
	assert_int_equal(shop->retain_days, 90);
	assert_int_equal(shop->confidence_per_mille, 750);
	assert_int_equal(c->policy->rule_count, 1);
	assert_string_equal(rule->id, "islands");
	assert_string_equal(rule->to, "ES-07");
	assert_int_equal(rule->cut_off_second, 14 * 3600);
	assert_int_equal(rule->carrier_days, 3);
	assert_int_equal(rule->weekdays, 0x3F);
	assert_string_equal(account->carrier, "dhl");
	assert_string_equal(account->shop, "v");
	assert_string_equal(account->origin, "http://127.0.0.1:8080");
	assert_string_equal(account->token_origin, "https://t.example");
	assert_string_equal(secret_bytes(&account->key), "s3cr3t-of-the-test");
	assert_true(account->trusted);
	assert_int_equal(account->day_quota, 250);
	assert_int_equal(account->gap_ms, 5000);
	assert_int_equal(account->interval_ms, 2 * HOUR_MS);
	config_free(c);
}

/* Each case is lines after SHOP's three; `line` is where it must be told, and how. */
static void
test_every_error_is_told_with_its_line(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *told;
	} cases[] = {
	    {"\nbogus = 1\n", 5, "no such option"},
	    {"\nstore = /a\nstore = /b\n", 6, "store: is given twice, first on line 5"},
	    {"mail {\n  url = smtp://a.example\n", 5, "the file ends inside a section"},
	    {"store = \"/a\n", 4, "the file ends inside a section or a string"},
	    {"mail {\n url = = }\n", 5, "unexpected"},
	    {"bogus = 1", 4, "no such option"}, /* no line feed at the end */
	    {"store = lib\n", 4, "store: must be an absolute path"},
	    {"store = \"\"\n", 4, "store: must not be empty"},
	    {"soft_limit = 10\n", 4, "soft_limit: must be a size"},
	    {"soft_limit = 1MiB\n", 4, "soft_limit: is too small"},
	    {"log_level = loud\n", 4, "log_level: must be err"},
	    {"mail { url = http://a.example }\n", 4, "url: must be smtp://"},
	    {"mail { url = smtp://u:p@a.example }\n", 4, "url: must not hold a user"},
	    {"mail {\n workers = 5 }\n", 5, "workers: must be a whole number from 1 to 4"},
	    {"mail {\n workers = two }\n", 5, "workers: must be a whole number"},
	    {"mail { starttls = maybe }\n", 4, "starttls: must be yes or no"},
	    {"mail { user = u }\n", 4, "user and password go together"},
	    {"mail { password = good-key }\n", 4, "user and password go together"},
	    {"mail { url = smtp://a.example\n user = u\n password = good-key }\n", 6,
		"password: would travel in clear"},
	    {"mail { url = smtp://localhost.example\n user = u\n password = good-key }\n", 6,
		"password: would travel in clear"},
	    {"mail { user = u\n password = none }\n", 5, "password: the credential cannot be read"},
	    {"mail { user = u\n password = empty-key }\n", 5, "the credential file is empty"},
	    {"mail { user = u\n password = a/b }\n", 5, "must be the name of a credential"},
	    {"mail { user = u\n password = ../conf }\n", 5, "must be the name of a credential"},
	    {"mail { hello = me }\n", 4, "hello: must be a domain"},
	    {"shop \"Violeta\" { }\n", 4, "an id has"},
	    {"shop \"violeta\" { }\n", 4, "duplicate"},
	    {"shop \"v\" {\n\n}\n", 6, "shop \"v\" lacks name"},
	    {"shop \"v\" {\n confidence = \"99 %\" }\n", 5,
		"confidence: must be from 30 % to 95 %"},
	    {"promise \"p\" { shop = norte cut_off = 14:00 handling_days = 1 carrier_days = 1 }\n",
		4, "shop: there is no section shop \"norte\""},
	    {"promise \"p\" {\n}\n", 5, "promise \"p\" lacks cut_off"},
	    {"promise \"p\" {\n cut_off = noon }\n", 5, "cut_off: must be a time of day"},
	    {"promise \"p\" {\n to = ES07 }\n", 5, "to: must be a country, and how"},
	    {"promise \"p\" {\n delivers = weekdays }\n", 5, "delivers: must be days of the week"},
	    {"import \"i\" {\n}\n", 5, "import \"i\" lacks shop"},
	    {"import \"i\" {\n shop = norte }\n", 5, "shop: there is no section shop \"norte\""},
	    {"import \"i\" {\n columns = \"Pedido = orden\" }\n", 5,
		"columns: 'orden' is no field"},
	    {"import \"i\" {\n fixed = ES }\n", 5, "fixed: must be field = VALUE"},
	    {"import \"i\" {\n dates = MM/YYYY }\n", 5, "dates: must be iso, or patterns"},
	    {"import \"i\" {\n folder = in }\n", 5, "folder: must be"},
	    {"carrier \"a\" {\n adapter = pigeon }\n", 5, "adapter: 'pigeon' is no adapter"},
	    {"carrier \"a\" {\n}\n", 5, "carrier \"a\" lacks adapter"},
	    {"carrier \"a b\" { adapter = dhl }\n", 4, "an id has"},
	    {"carrier \"a\" { adapter = dhl\n shop = norte }\n", 5,
		"there is no section shop \"norte\""},
	    {"carrier \"a\" { adapter = dhl\n shop = \"No No\" }\n", 5, "must be the id of a shop"},
	    {"carrier \"a\" { adapter = dhl\n key = missing }\n", 5,
		"key: the credential cannot be read"},
	    {"carrier \"a\" { adapter = dhl\n origin = http://a.example }\n", 5,
		"origin: must begin with https://"},
	    {"carrier \"a\" { adapter = dhl\n origin = http://localhost.a.example }\n", 5,
		"origin: must begin with https://"},
	    {"carrier \"a\" { adapter = dhl\n origin = https://a.example/v1 }\n", 5,
		"origin: must end after host and port"},
	    {"carrier \"a\" { adapter = dhl\n gap = 5 }\n", 5, "gap: must be a time with its unit"},
	    {"carrier \"a\" { adapter = dhl\n interval = 1m }\n", 5, "interval: is too small"},
	    {"carrier \"a\" { adapter = dhl\n interval = 2d }\n", 5, "interval: is too large"},
	    {"carrier \"a\" { adapter = dhl\n day_quota = -1 }\n", 5,
		"day_quota: must be a whole number"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config *c = NULL;
		struct config_errors errors;
		struct buf text = BUF_INIT(8192);
		bool told = false;
		int rc;

		assert_int_equal(buf_addf(&text, "%s%s", SHOP, cases[i].text), 0);
		rc = load(*state, buf_str(&text), &c, &errors);
		for (size_t n = 0; n < errors.count; n++)
			if (errors.items[n].line == cases[i].line &&
			    strstr(errors.items[n].text, cases[i].told) != NULL)
				told = true;
		if (rc != ERR_MALFORMED || c != NULL || !told)
			fail_msg("%s: %s, %zu: %d: %s", cases[i].text, err_name(rc), errors.count,
			    errors.items[0].line, errors.items[0].text);
		buf_clear(&text);
	}
}

static void
test_lines_behind_comments_are_counted_rightly(void **state)
{
	static const char *const comments[] = {"# one\n", "// one\n", "/* one */\n",
	    "log_level = info # one\n", "log_level = \"info\" // one\n",
	    "store = '/a#b' # it's \"one\n", "socket = \"/a\\\"#b\"\n", "#\n"};

	for (size_t i = 0; i < sizeof(comments) / sizeof(comments[0]); i++) {
		struct config *c = NULL;
		struct config_errors errors;
		struct buf text = BUF_INIT(8192);

		assert_int_equal(
		    buf_addf(&text, "%slog_level = loud\n/* two\n lines */ %s", comments[i], SHOP),
		    0);
		assert_int_equal(load(*state, buf_str(&text), &c, &errors), ERR_MALFORMED);
		for (size_t n = 0; n < errors.count; n++)
			if (errors.items[n].line != 2)
				fail_msg("%s%d: %s", comments[i], errors.items[n].line,
				    errors.items[n].text);
		buf_clear(&text);
	}
}

#define CUSTOM                                                                                     \
	"carrier \"a\" {\n adapter = custom\n origin = https://a.example\n events = e\n"           \
	" event_time = t\n event_code = c\n"

static void
test_a_custom_carrier_is_checked_option_by_option(void **state)
{
	static const struct {
		const char *text;
		int line; /* of the section */
		const char *told;
	} cases[] = {
	    {CUSTOM "}\n", 2, "request: is needed"},
	    {CUSTOM " request = \"PUT /x\"\n}\n", 7, "request: must be GET or POST"},
	    {CUSTOM " request = \"GET /x\"\n}\n", 7, "request: must hold {number}"},
	    {CUSTOM " request = \"GET /{number}\"\n auth = digest\n}\n", 8, "auth: must be none"},
	    {CUSTOM " request = \"GET /{number}\"\n auth = header\n}\n", 8, "auth: must be none"},
	    {CUSTOM " request = \"GET /{number}\"\n format = csv\n}\n", 8, "format: must be json"},
	    {CUSTOM " request = \"GET /{number}\"\n parcel = a[x]\n}\n", 8,
		"parcel: must be a path"},
	    {CUSTOM " request = \"GET /{number}\"\n times = YY-MM\n}\n", 8, "times: must be iso"},
	    {CUSTOM " request = \"GET /{number}\"\n not_found = no\n}\n", 8, "not_found: must be"},
	    {CUSTOM " request = \"GET /{number}\"\n zone = Getafe\n}\n", 8,
		"zone: must be an IANA"},
	    {CUSTOM " request = \"GET /{number}\"\n codes = \"A=delivered, B=gone\"\n}\n", 8,
		"codes: 'B=gone' is not CODE = milestone"},
	    {"carrier \"a\" {\n adapter = dhl\n request = \"GET /{number}\"\n}\n", 3,
		"request: is for adapter = custom alone"},
	};
	struct config *c = load_good(*state,
	    SHOP CUSTOM
	    " request = \"GET /{number}\"\n codes = \"A = delivered,\n\tB = exception refused\"\n}\n");

	assert_int_equal(c->policy->accounts[0].custom.lines[CUSTOM_EVENT_CODE], 9);
	assert_string_equal(c->policy->accounts[0].codes, "A = delivered,  B = exception refused");
	config_free(c);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config_errors errors;
		struct buf text = BUF_INIT(8192);

		c = NULL;
		assert_int_equal(buf_addf(&text, "%s%s", SHOP, cases[i].text), 0);
		assert_int_equal(load(*state, buf_str(&text), &c, &errors), ERR_MALFORMED);
		if (errors.items[0].line != cases[i].line + 3 ||
		    strstr(errors.items[0].text, cases[i].told) == NULL)
			fail_msg("%s: %d: %s", cases[i].text, errors.items[0].line,
			    errors.items[0].text);
		buf_clear(&text);
	}
}

/* Values of a shop: SHOP's own, with one of them another. */
static void
test_a_shop_is_checked_value_by_value(void **state)
{
	static const struct {
		const char *name, *value, *told;
	} cases[] = {
	    {"name", "\"\"", "name: must not be empty"},
	    {"domain", "tienda", "domain: must be a domain"},
	    {"from", "no-reply@tienda.example", "from: says that nobody reads it"},
	    {"from", "\"Eva <eva@tienda.example>\"", "from: must be one bare mail address"},
	    {"from", "josé@tienda.example", "from: must have letters of ASCII alone"},
	    {"alerts_to", "logistica", "alerts_to: must be one bare mail address"},
	    {"contact_name", "\"\"", "contact_name: must not be empty"},
	    {"contact_phone", "none", "contact_phone: must be a phone number"},
	    {"locale", "spanish", "locale: must be a language"},
	    {"zone", "Madrid", "zone: must be an IANA time zone"},
	    {"country", "ESP", "country: must be a two-letter"},
	    {"currency", "EU", "currency: must be a currency's three letters"},
	    {"currency", "E1R", "currency: must be a currency's three letters"},
	    {"logo_url", "http://b.example/l.png", "logo_url: "},
	    {"accent", "blue", "accent: must be a colour"},
	    {"accent", "\"#ffe08a\"", "accent: cannot be told from the white"},
	    {"accent", "\"#0b1f4d\"", "accent: cannot be told from the black"},
	    {"notices", "all", "notices: must be shadow, shop or customers"},
	    {"reply_to", "donotreply@tienda.example", "reply_to: says that nobody reads it"},
	    {"alerts", "chat", "alerts: \"chat\" there is no such channel section"},
	    {"alerts", "\"email, email\"", "alerts: \"email\" is a second one of its kind"},
	    {"hours", "always", "hours: must be days and hours"},
	    {"hours", "\"\"", "hours: must not be empty"},
	    {"hours", "\"mon-fri 18:00-09:00\"", "hours: must be days and hours"},
	    {"hours", "\"fri-mon 09:00-18:00\"", "hours: must be days and hours"},
	    {"hours", "\"mon-fri 09:00-18:00, fri 10:00-11:00\"", "hours: gives hours of one day"},
	    {"quiet", "22-8", "quiet: must be hours"},
	    {"digest", "24:00", "digest: must be a time of day"},
	    {"stall_domestic", "0", "stall_domestic: must be a whole number from 1 to 30"},
	    {"brake_share", "2", "brake_share: must be a share"},
	    {"pages_url", "\"https://a.example/\"", "pages_url: must end before a slash"},
	    {"return_path", "a-local-part-that-leaves-no-room@a.example",
		"return_path: must have at most 31"},
	    {"high_value", "1.234", "high_value: must be an amount"},
	    {"calendar", "ES-ZZ", "calendar: must be a country or region whose holidays"},
	    {"own_days", "days.csv", "own_days: must be the absolute path of an .ics or .csv"},
	    {"own_days", "/no/such/days.csv", "own_days: /no/such/days.csv: "},
	};
	static const struct {
		const char *name, *value;
	} whole[] = {{"name", "V"}, {"domain", "tienda.example"}, {"from", "a@tienda.example"},
	    {"alerts_to", "b@tienda.example"}, {"contact_name", "Eva"},
	    {"contact_phone", "910000000"}, {"locale", "es"}, {"zone", "Europe/Madrid"},
	    {"country", "ES"}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config *c = NULL;
		struct config_errors errors;
		struct buf text = BUF_INIT(8192);

		assert_int_equal(buf_add_str(&text, "shop \"v\" {\n"), 0);
		assert_int_equal(buf_addf(&text, "%s = %s\n", cases[i].name, cases[i].value), 0);
		for (size_t n = 0; n < sizeof(whole) / sizeof(whole[0]); n++)
			if (strcmp(whole[n].name, cases[i].name) != 0)
				assert_int_equal(
				    buf_addf(&text, "%s = %s\n", whole[n].name, whole[n].value), 0);
		assert_int_equal(buf_add_str(&text, "}\n"), 0);
		assert_int_equal(load(*state, buf_str(&text), &c, &errors), ERR_MALFORMED);
		if (errors.total != 1 || errors.items[0].line != 2 ||
		    strstr(errors.items[0].text, cases[i].told) != errors.items[0].text)
			fail_msg("%s = %s: %zu: %d: %s", cases[i].name, cases[i].value,
			    errors.total, errors.items[0].line, errors.items[0].text);
		buf_clear(&text);
	}
}

static void
test_all_errors_come_at_once_in_the_order_of_lines(void **state)
{
	struct fixture *f = *state;
	struct config *c = NULL;
	struct config_errors errors;
	struct buf text = BUF_INIT(8192);

	assert_int_equal(load(f,
			     "carrier \"a\" { adapter = dhl shop = norte\n"
			     "gap = 1 }\n"
			     "shop \"v\" { name = V\n"
			     "locale = x\n"
			     "}\n"
			     "store = lib\n",
			     &c, &errors),
	    ERR_MALFORMED);
	assert_int_equal(errors.total, 11); /* 7 of them are what the shop lacks */
	for (size_t i = 1; i < errors.count; i++)
		assert_true(errors.items[i - 1].line <= errors.items[i].line);
	assert_int_equal(errors.items[0].line, 1);
	assert_int_equal(errors.items[errors.count - 1].line, 6);
	assert_int_equal(config_add_errors(&text, "conf", &errors), 0);
	assert_non_null(strstr(buf_str(&text), "conf:2: gap: must be"));
	buf_clear(&text);
}

static void
test_a_flood_of_errors_is_counted(void **state)
{
	struct config *c = NULL;
	struct config_errors errors;
	struct buf text = BUF_INIT(65536);

	for (int i = 0; i < 100; i++)
		assert_int_equal(buf_addf(&text, "carrier \"c%d\" { adapter = pigeon }\n", i), 0);
	assert_int_equal(load(*state, buf_str(&text), &c, &errors), ERR_MALFORMED);
	assert_int_equal(errors.count, CONFIG_ERRORS);
	assert_int_equal(errors.total, 101); /* and no shop */
	buf_reset(&text);
	assert_int_equal(config_add_errors(&text, "conf", &errors), 0);
	assert_non_null(strstr(buf_str(&text), "conf: 37 more\n"));
	buf_clear(&text);
}

static void
test_files_that_cannot_be_read_are_told(void **state)
{
	struct fixture *f = *state;
	struct config *c = NULL;
	struct config_errors errors;
	char *large = malloc(LIMIT_CONFIG_BYTES + 2);

	assert_non_null(large);
	memset(large, '\n', LIMIT_CONFIG_BYTES + 1);
	large[LIMIT_CONFIG_BYTES + 1] = '\0';
	assert_int_equal(config_load("/nonexistent/conf", &f->env, &c, &errors), ERR_NOT_FOUND);
	assert_int_equal(errors.total, 1);
	assert_int_equal(config_load(f->directory, &f->env, &c, &errors), ERR_IO);
	assert_int_equal(errors.total, 1);
	assert_int_equal(load(f, large, &c, &errors), ERR_TOO_BIG);
	assert_int_equal(errors.total, 1);
	assert_int_equal(load(f, "store = /\xFF\n", &c, &errors), ERR_MALFORMED);
	assert_int_equal(errors.total, 1);
	assert_int_equal(load(f, "", &c, &errors), ERR_MALFORMED);
	assert_non_null(strstr(errors.items[0].text, "there is no shop"));
	assert_null(c);
	free(large);
}

static void
test_a_key_that_others_may_read_is_refused_outside_the_credentials_directory(void **state)
{
	struct fixture *f = *state;
	struct config *c = NULL;
	struct config_errors errors;
	struct buf text = BUF_INIT(8192);

	write_file(f->directory, "open-key", "k", 0644);
	assert_int_equal(
	    buf_addf(
		&text, SHOP "carrier \"a\" { adapter = dhl\n key = %s/open-key }\n", f->directory),
	    0);
	assert_int_equal(load(f, buf_str(&text), &c, &errors), ERR_MALFORMED);
	assert_int_equal(errors.items[0].line, 5);
	assert_non_null(strstr(errors.items[0].text, "nobody else"));
	buf_clear(&text);
}

static void
test_without_the_credentials_directory_names_are_checked_alone(void **state)
{
	struct fixture *f = *state;
	struct config *c = NULL;
	struct config_errors errors;
	static const char text[] = SHOP "carrier \"a\" { adapter = dhl\n key = dhl-key }\n";

	f->env.credentials = NULL;
	assert_int_equal(load(f, text, &c, &errors), ERR_MALFORMED);
	assert_int_equal(errors.items[0].line, 5);
	assert_non_null(strstr(errors.items[0].text, "LoadCredential=dhl-key:FILE"));
	f->env.names_only = true;
	assert_int_equal(load(f, text, &c, &errors), 0);
	assert_false(secret_present(&policy_account(c->policy, "a")->key));
	config_free(c);
}

static void
test_the_dump_is_a_configuration_that_says_the_same_and_no_secret(void **state)
{
	struct config *c = load_good(*state,
	    SHOP "store = \"/srv/a \\\"b\\\" \\$HOME\"\n"
		 "carrier \"a\" { adapter = dhl key = good-key }\n"
		 "carrier \"b\" { adapter = ups }\n");
	struct config *again;
	struct buf dump = BUF_INIT(1 << 20), second = BUF_INIT(1 << 20);

	assert_string_equal(c->store, "/srv/a \"b\" $HOME");
	assert_int_equal(config_dump(&dump, c), 0);
	assert_null(strstr(buf_str(&dump), "s3cr3t"));
	assert_non_null(strstr(buf_str(&dump), "\tquiet = \"22:00-08:00\" # default\n"));
	assert_non_null(strstr(buf_str(&dump), "\tkey = \"good-key\"\n"));
	again = load_good(*state, buf_str(&dump));
	assert_int_equal(again->setting_count, c->setting_count);
	for (size_t i = 0; i < c->setting_count; i++) {
		assert_ptr_equal(again->settings[i].option, c->settings[i].option);
		assert_string_equal(again->settings[i].title, c->settings[i].title);
		assert_string_equal(again->settings[i].text, c->settings[i].text);
	}
	buf_clear(&dump);
	buf_clear(&second);
	config_free(c);
	config_free(again);
}

static void
test_a_reload_tells_what_needs_a_restart(void **state)
{
	struct config *c = load_good(*state, SHOP);
	struct config *next = load_good(*state,
	    SHOP "store = /srv/other log_level = debug mail { workers = 1 per_minute = 5 }\n"
		 "carrier \"a\" { adapter = dhl }\n");
	const struct config_setting *changed[8];

	assert_int_equal(config_needs_restart(c, c, changed, 8), 0);
	assert_int_equal(config_needs_restart(c, next, changed, 8), 2);
	assert_string_equal(changed[0]->option->name, "store");
	assert_string_equal(changed[0]->text, "/srv/other");
	assert_string_equal(changed[1]->option->name, "workers");
	assert_int_equal(config_needs_restart(c, next, changed, 1), 1);
	config_free(c);
	config_free(next);
}

/* ---- the shop's own days ---- */

#define OF_DAYS(text)                                                                               \
	SHOP                                                                                        \
	    "shop \"v\" { name = V domain = v.example from = a@v.example alerts_to = a@v.example\n" \
	    "contact_name = \"Eva Ejemplo\" contact_phone = \"+34 600 000 000\" locale = es\n"      \
	    "zone = Europe/Madrid country = ES\n" text " }\n"

static void
test_days_of_its_own_come_from_a_file_beside(void **state)
{
	struct fixture *f = *state;
	char text[1024], told[256];
	struct config_errors errors;
	struct config *c = NULL;
	const struct shop *shop;
	int32_t day;

	write_file(f->directory, "days.csv", "2026-12-07,open\n2026-12-24,closed\n", 0644);
	(void)snprintf(
	    text, sizeof(text), OF_DAYS("calendar = none own_days = %s/days.csv"), f->directory);
	c = load_good(f, text);
	shop = policy_shop(c->policy, "v");
	assert_int_equal(shop->own_days.count, 2);
	assert_int_equal(shop->holidays.country, 0);
	assert_int_equal(day_parse(SPAN("2026-12-24"), &day), 0);
	assert_false(shop_working_day(shop, day));
	config_free(c);

	c = NULL;
	write_file(f->directory, "days.csv", "2026-12-07,open\n24/12/2026\n", 0644);
	assert_int_equal(load(f, text, &c, &errors), ERR_MALFORMED);
	(void)snprintf(
	    told, sizeof(told), "own_days: %s/days.csv:2: must begin with a day", f->directory);
	assert_non_null(strstr(errors.items[0].text, told));
	assert_null(c);
}

/* ---- the documentation ---- */

static void
test_the_table_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < config_option_count; i++) {
		const struct config_option *o = &config_options[i];

		assert_true(strlen(o->help) > 5);
		assert_true(strlen(o->kind->form) > 1);
		assert_true(i == 0 || config_options[i - 1].section <= o->section);
		for (size_t n = 0; n < i; n++)
			assert_true(config_options[n].section != o->section ||
			    strcmp(config_options[n].name, o->name) != 0);
	}
}

/* The line of README's table that stands for an option. */
static void
readme_line(struct buf *b, const struct config_option *o)
{
	const char *fallback = o->fallback == NULL ? "needed"
	    : o->fallback[0] == '\0'               ? "unset"
						   : o->fallback;

	buf_reset(b);
	(void)buf_addf(b, "| `%s%s%s` | %s | %s | %s%s |\n", config_section_name(o->section),
	    o->section == SECTION_TOP ? "" : ".", o->name, o->kind->form, fallback, o->help,
	    o->reloadable ? "" : " (restart)");
	assert_int_equal(buf_error(b), 0);
}

static void
test_every_option_is_described_in_the_readme(void **state)
{
	char *readme = read_whole(README);
	struct buf line = BUF_INIT(1024);

	(void)state;
	for (size_t i = 0; i < config_option_count; i++) {
		readme_line(&line, &config_options[i]);
		if (strstr(readme, buf_str(&line)) == NULL)
			fail_msg("%s lacks the line\n%s", README, buf_str(&line));
	}
	buf_clear(&line);
	free(readme);
}

/* The example with its commented options switched on: a line `#name = ...` becomes an option, `#}` an end, prose (`# ...`) stays. */
static char *
uncommented(const char *text)
{
	struct buf out = BUF_INIT(1 << 20);

	for (const char *c = text; *c != '\0'; c++) {
		bool starts = c == text || c[-1] == '\n' || c[-1] == '\t';

		if (!(starts && *c == '#' && ((c[1] >= 'a' && c[1] <= 'z') || c[1] == '}')))
			assert_int_equal(buf_add_char(&out, *c), 0);
	}
	return buf_take(&out, NULL);
}

static void
test_the_example_is_valid_and_shows_every_option(void **state)
{
	struct fixture *f = *state;
	char *text = read_whole(EXAMPLE);
	char *all = uncommented(text);
	struct config *c;
	struct config_errors errors;
	bool shown[256] = {false};

	f->env.names_only = true;
	c = load_good(f, text);
	assert_int_equal(policy_shop(c->policy, "violeta")->notices, NOTICES_SHADOW);
	assert_int_equal(c->policy->account_count, 5);
	config_free(c);

	/* The relay stands there twice, at its default and as a sample: only that may be told. */
	c = NULL;
	(void)load(f, all, &c, &errors);
	for (size_t i = 0; i < errors.count; i++)
		if (strstr(errors.items[i].text, "url: is given twice") == NULL)
			fail_msg("%d: %s", errors.items[i].line, errors.items[i].text);
	assert_true(errors.total <= 1);
	config_free(c);

	assert_true(config_option_count <= sizeof(shown) / sizeof(shown[0]));
	for (size_t i = 0; i < config_option_count; i++) {
		const struct config_option *o = &config_options[i];
		const char *section = all;
		const char *end;
		char name[64];

		if (o->section != SECTION_TOP) {
			(void)snprintf(
			    name, sizeof(name), "\n%s ", config_section_name(o->section));
			section = strstr(all, name);
			assert_non_null(section);
		}
		/* From carriers on, each option stands in one of its sections. */
		end = o->section >= SECTION_CARRIER ? all + strlen(all)
		    : o->section == SECTION_TOP     ? strstr(section, "\nweb {")
						    : strstr(section, "\n}");
		assert_non_null(end);
		(void)snprintf(name, sizeof(name),
		    "%s%s = ", o->section == SECTION_TOP ? "\n" : "\n\t", o->name);
		for (const char *at = strstr(section, name); at != NULL && at < end;
		     at = strstr(at + 1, name))
			shown[i] = true;
		if (!shown[i])
			fail_msg("%s does not show %s", EXAMPLE, name);
	}
	free(text);
	free(all);
}

#define WITH_FILES(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static void
test_what_a_channel_lacks_is_told_at_its_line(void **state)
{
	static const struct {
		const char *section, *error;
	} rows[] = {
	    {"channel \"c\" { kind = pigeon }", "kind: must be webhook, slack"},
	    {"channel \"c\" { kind = webhook key = signing-key }", "channel \"c\" lacks url"},
	    {"channel \"c\" { kind = webhook url = \"https://a.example\" }", "lacks key"},
	    {"channel \"c\" { kind = webhook url = \"https://a.example\" key = good-key }",
		"key: must hold whsec_"},
	    {"channel \"c\" { kind = webhook url = \"http://a.example\" key = signing-key }",
		"url: must begin with https://, or set allow_http"},
	    {"channel \"c\" { kind = webhook url = a.example key = signing-key }",
		"url: must be a URL"},
	    {"channel \"c\" { kind = slack }", "lacks key (its URL)"},
	    {"channel \"c\" { kind = slack key = good-key }", "key: must hold a URL"},
	    {"channel \"c\" { kind = slack key = url-key }", "key: must begin with https://"},
	    {"channel \"c\" { kind = ntfy url = \"https://a.example\" }", "lacks to"},
	    {"channel \"c\" { kind = telegram key = good-key }", "lacks to"},
	    {"channel \"c\" { kind = sms user = A key = good-key }", "lacks from"},
	    {"channel \"c\" { kind = whatsapp from = 1 }", "lacks key"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct config *c = NULL;
		struct config_errors errors;
		struct buf text = BUF_INIT(4096);

		assert_int_equal(buf_addf(&text, "%s%s\n", SHOP, rows[i].section), 0);
		assert_int_equal(load(*state, buf_str(&text), &c, &errors), ERR_MALFORMED);
		assert_int_equal(errors.total, 1);
		if (strstr(errors.items[0].text, rows[i].error) == NULL ||
		    errors.items[0].line != 4)
			fail_msg("%d: %s", errors.items[0].line, errors.items[0].text);
		assert_null(strstr(errors.items[0].text, "s3cr3t"));
		assert_null(strstr(errors.items[0].text, "chat.example"));
		buf_clear(&text);
	}
}

/* A chat cannot reach customers, and one kind is one channel of a shop. */
static void
test_what_a_shop_cannot_use_is_told(void **state)
{
	static const char sections[] =
	    "channel \"chat\" { kind = ntfy url = \"https://a.example\" to = t }\n"
	    "channel \"a\" { kind = sms user = A key = good-key from = 1 }\n"
	    "channel \"b\" { kind = sms user = B key = good-key from = 1 to = \"+341\" }\n";
	static const struct {
		const char *lists, *error;
	} rows[] = {
	    {"channels = \"email, chat\"", "channels: \"chat\" cannot reach customers"},
	    {"channels = \"a, b\"", "channels: \"b\" is a second one of its kind"},
	    {"alerts = a", "alerts: \"a\" lacks to"},
	    {"channels = a alerts = b", "alerts: names another sms than channels does"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct config *c = NULL;
		struct config_errors errors;
		struct buf text = BUF_INIT(4096);

		assert_int_equal(buf_add(&text, SHOP, strlen(SHOP) - 2), 0);
		assert_int_equal(buf_addf(&text, "%s }\n%s", rows[i].lists, sections), 0);
		assert_int_equal(load(*state, buf_str(&text), &c, &errors), ERR_MALFORMED);
		assert_int_equal(errors.total, 1);
		if (strstr(errors.items[0].text, rows[i].error) == NULL)
			fail_msg("%d: %s", errors.items[0].line, errors.items[0].text);
		buf_clear(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH_FILES(test_a_shop_alone_gets_the_defaults),
	    WITH_FILES(test_every_value_reaches_its_place),
	    WITH_FILES(test_every_error_is_told_with_its_line),
	    WITH_FILES(test_lines_behind_comments_are_counted_rightly),
	    WITH_FILES(test_a_custom_carrier_is_checked_option_by_option),
	    WITH_FILES(test_a_shop_is_checked_value_by_value),
	    WITH_FILES(test_all_errors_come_at_once_in_the_order_of_lines),
	    WITH_FILES(test_a_flood_of_errors_is_counted),
	    WITH_FILES(test_files_that_cannot_be_read_are_told),
	    WITH_FILES(test_days_of_its_own_come_from_a_file_beside),
	    WITH_FILES(
		test_a_key_that_others_may_read_is_refused_outside_the_credentials_directory),
	    WITH_FILES(test_without_the_credentials_directory_names_are_checked_alone),
	    WITH_FILES(test_the_dump_is_a_configuration_that_says_the_same_and_no_secret),
	    WITH_FILES(test_a_reload_tells_what_needs_a_restart),
	    cmocka_unit_test(test_the_table_is_whole),
	    cmocka_unit_test(test_every_option_is_described_in_the_readme),
	    WITH_FILES(test_what_a_channel_lacks_is_told_at_its_line),
	    WITH_FILES(test_what_a_shop_cannot_use_is_told),
	    WITH_FILES(test_the_example_is_valid_and_shows_every_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
