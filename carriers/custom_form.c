#include "carriers/custom_form.h"

#include <stddef.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/base/zone.h"

#define OPTION(name, member, needed)                                                               \
	{                                                                                          \
		name, offsetof(struct custom, member), sizeof(((struct custom *)0)->member),       \
		    needed                                                                         \
	}
const struct custom_option custom_options[CUSTOM_OPTIONS] = {
    [CUSTOM_NAME] = OPTION("name", name, false),
    [CUSTOM_REQUEST] = OPTION("request", request, true),
    [CUSTOM_BODY] = OPTION("body", body, false),
    [CUSTOM_HEADERS] = OPTION("headers", headers, false),
    [CUSTOM_AUTH] = OPTION("auth", auth, false),
    [CUSTOM_FORMAT] = OPTION("format", format, false),
    [CUSTOM_PARCEL] = OPTION("parcel", parcel, false),
    [CUSTOM_NOT_FOUND] = OPTION("not_found", not_found, false),
    [CUSTOM_SERVICE] = OPTION("parcel_service", service, false),
    [CUSTOM_ETA_FROM] = OPTION("eta_from", eta_from, false),
    [CUSTOM_ETA_UNTIL] = OPTION("eta_until", eta_until, false),
    [CUSTOM_EVENTS] = OPTION("events", events, true),
    [CUSTOM_EVENT_TIME] = OPTION("event_time", event_time, true),
    [CUSTOM_EVENT_CODE] = OPTION("event_code", event_code, true),
    [CUSTOM_EVENT_TEXT] = OPTION("event_text", event_text, false),
    [CUSTOM_EVENT_PLACE] = OPTION("event_place", event_place, false),
    [CUSTOM_TIMES] = OPTION("times", times, false),
    [CUSTOM_ZONE] = OPTION("zone", zone, false),
};
_Static_assert(
    sizeof(((struct custom *)0)->lines) / sizeof(int) >= CUSTOM_OPTIONS, "a line for each option");

const char *
custom_text(const struct custom *custom, size_t option)
{
	return (const char *)custom + custom_options[option].offset;
}

struct span
custom_word(struct span *rest)
{
	struct span word = {"", 0};

	*rest = text_trim(*rest);
	(void)text_split(rest, ' ', &word);
	*rest = text_trim(*rest);
	return word;
}

/* ---- is it whole ---- */

static int
refuse(enum custom_option_id option, struct why *why, const char *text)
{
	return why_set(why, ERR_MALFORMED, SIZE_MAX, custom_options[option].name, "%s", text);
}

/* As json_path reads it: names and [numbers]. */
static bool
path_valid(struct span path)
{
	for (size_t i = 0; i < path.len; i++) {
		size_t digits = 0;

		if (path.data[i] != '[')
			continue;
		while (i + 1 + digits < path.len && text_is_digit(path.data[i + 1 + digits]))
			digits++;
		i += 1 + digits;
		if (digits == 0 || digits > 6 || i >= path.len || path.data[i] != ']')
			return false;
	}
	return memchr(path.data, ' ', path.len) == NULL;
}

/* As when_parse_pattern reads it. */
static bool
times_valid(const char *times)
{
	struct span rest = span_of(times), form;

	while (text_split(&rest, '|', &form)) {
		static const char letters[] = "YMDhms";
		int count[sizeof(letters)] = {0};

		form = text_trim(form);
		if (span_equal_str(form, "iso") || span_equal_str(form, "unix") ||
		    span_equal_str(form, "unix_ms"))
			continue;
		for (size_t i = 0; i < form.len; i++) {
			const char *letter =
			    form.data[i] != '\0' ? strchr(letters, form.data[i]) : NULL;

			if (letter != NULL)
				count[letter - letters]++;
		}
		if (count[0] != 4 || count[1] != 2 || count[2] != 2 || count[3] > 2 ||
		    count[4] > 2 || count[5] > 2)
			return false;
	}
	return true;
}

/* "error.code = 404, state = unknown" */
static bool
terms_valid(const char *terms)
{
	struct span rest = span_of(terms), term, path;

	while (text_split(&rest, ',', &term))
		if (!text_split(&term, '=', &path) || !path_valid(text_trim(path)) ||
		    text_trim(term).len == 0)
			return false;
	return true;
}

static bool
auth_valid(const char *auth)
{
	struct span rest = span_of(auth);
	struct span kind = custom_word(&rest);

	if (kind.len == 0 || span_equal_str(kind, "none") || span_equal_str(kind, "basic") ||
	    span_equal_str(kind, "bearer"))
		return rest.len == 0;
	if (span_equal_str(kind, "header") || span_equal_str(kind, "query"))
		return rest.len > 0 && memchr(rest.data, ' ', rest.len) == NULL;
	return span_equal_str(kind, "oauth") && text_starts(rest, "/");
}

static int
check_description(const struct account *account, struct why *why)
{
	static const enum custom_option_id paths[] = {CUSTOM_PARCEL, CUSTOM_SERVICE,
	    CUSTOM_ETA_FROM, CUSTOM_ETA_UNTIL, CUSTOM_EVENTS, CUSTOM_EVENT_CODE, CUSTOM_EVENT_TEXT,
	    CUSTOM_EVENT_PLACE};
	const struct custom *c = &account->custom;

	for (size_t i = 0; i < CUSTOM_OPTIONS; i++)
		if (custom_options[i].needed && custom_text(c, i)[0] == '\0')
			return refuse((enum custom_option_id)i, why,
			    "is needed where adapter = custom (carriers/README.md has an example)");
	if (account->origin[0] == '\0')
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "origin",
		    "is needed where adapter = custom: the carrier's server, as https://api.carrier.example");
	if (!text_starts(span_of(c->request), "GET /") &&
	    !text_starts(span_of(c->request), "POST /"))
		return refuse(
		    CUSTOM_REQUEST, why, "must be GET or POST and a path, as GET /track/{number}");
	if (strstr(c->request, "{number}") == NULL && strstr(c->body, "{number}") == NULL)
		return refuse(CUSTOM_REQUEST, why, "must hold {number}, or body must");
	if (!auth_valid(c->auth))
		return refuse(CUSTOM_AUTH, why,
		    "must be none, basic, bearer, header CUSTOM_NAME, query CUSTOM_NAME, or oauth /path [scopes]");
	if (c->format[0] != '\0' && strcmp(c->format, "json") != 0 && strcmp(c->format, "xml") != 0)
		return refuse(CUSTOM_FORMAT, why, "must be json or xml");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (!path_valid(span_of(custom_text(c, paths[i]))))
			return refuse(
			    paths[i], why, "must be a path, as data.events or list[0].when");
	if (!terms_valid(c->not_found))
		return refuse(CUSTOM_NOT_FOUND, why,
		    "must be path = value, as error.code = 404; several with commas");
	if (!times_valid(c->times))
		return refuse(CUSTOM_TIMES, why,
		    "must be iso, unix, unix_ms, or a pattern as \"DD/MM/YYYY hh:mm[:ss]\"; several: |");
	if (c->zone[0] != '\0' && !zone_valid(c->zone))
		return refuse(CUSTOM_ZONE, why, "must be an IANA time zone, as Europe/Madrid");
	return 0;
}

int
custom_check(const struct account *account, struct why *why)
{
	if (strcmp(account->carrier, "custom") == 0)
		return check_description(account, why);
	for (size_t i = 0; i < CUSTOM_OPTIONS; i++)
		if (custom_text(&account->custom, i)[0] != '\0')
			return refuse(
			    (enum custom_option_id)i, why, "is for adapter = custom alone");
	return 0;
}
