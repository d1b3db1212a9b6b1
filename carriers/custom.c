/*
 * A carrier that the configuration describes. Facts: the merchant's own; README.md has the recipe.
 */

#include <string.h>

#include "carriers/adapter.h"
#include "carriers/codes.h"
#include "carriers/custom_form.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"

/* ---- asking ---- */

enum escape { ESCAPE_NONE, ESCAPE_PERCENT, ESCAPE_JSON, ESCAPE_XML };

static void
add_escaped(struct buf *out, enum escape escape, const char *text)
{
	switch (escape) {
	case ESCAPE_NONE: (void)buf_add_str(out, text); break; /* errors are sticky */
	case ESCAPE_PERCENT: (void)text_add_percent(out, span_of(text)); break;
	case ESCAPE_XML: (void)xml_add_text(out, span_of(text)); break;
	case ESCAPE_JSON:
		for (; *text != '\0'; text++) {
			if (*text == '"' || *text == '\\')
				(void)buf_add_char(out, '\\');
			(void)buf_add_char(out, (unsigned char)*text < 0x20 ? ' ' : *text);
		}
		break;
	}
}

/* The template with {number}, {user}, {key}, {country} and {postcode} filled in; other braces are its own. */
static int
add_filled(struct buf *out, struct span template, const struct track_query *q, enum escape escape)
{
	const struct {
		const char *mark, *text;
	} marks[] = {{"{number}", q->numbers[0].number}, {"{user}", q->account->user},
	    {"{key}", secret_bytes(&q->account->key)}, {"{country}", q->numbers[0].country},
	    {"{postcode}", q->numbers[0].postcode}};

	while (template.len > 0) {
		size_t used = 0;

		for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]) && used == 0; i++)
			if (text_starts(template, marks[i].mark)) {
				add_escaped(out, escape, marks[i].text);
				used = strlen(marks[i].mark);
			}
		if (used == 0) {
			(void)buf_add_char(out, *template.data);
			used = 1;
		}
		template.data += used;
		template.len -= used;
	}
	return buf_error(out);
}

static int
add_headers(struct http_request *out, const struct track_query *q)
{
	struct span rest = span_of(q->account->custom.headers), header, name;
	int rc = 0;

	while (rc == 0 && text_split(&rest, '|', &header)) {
		struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
		char text[64];

		header = text_trim(header);
		if (!text_split(&header, ':', &name) ||
		    text_copy_span(text, sizeof(text), text_trim(name)) < 0)
			continue;
		header = text_trim(header);
		rc = add_filled(&value, header, q, ESCAPE_NONE);
		if (rc == 0)
			rc = memmem(header.data, header.len, "{key}", 5) != NULL
			    ? http_headers_add_secret(&out->headers, text, buf_str(&value))
			    : http_headers_add(&out->headers, text, buf_str(&value));
		if (value.data != NULL)
			explicit_bzero(value.data, value.room);
		buf_clear(&value);
	}
	return rc;
}

static int
add_default(struct http_request *out, const char *name, const char *value)
{
	return http_headers_get(&out->headers, name) != NULL
	    ? 0
	    : http_headers_add(&out->headers, name, value);
}

static int
add_auth(struct http_request *out, const struct track_query *q)
{
	struct span rest = span_of(q->account->custom.auth);
	struct span kind = custom_word(&rest);
	const struct token key = {.value = q->account->key};
	char name[64];

	if (span_equal_str(kind, "basic"))
		return adapter_add_basic(out, q->account);
	if (span_equal_str(kind, "bearer"))
		return adapter_add_bearer(out, &key);
	if (span_equal_str(kind, "oauth"))
		return adapter_add_bearer(out, q->token);
	if (text_copy_span(name, sizeof(name), rest) < 0)
		return ERR_TOO_BIG;
	if (span_equal_str(kind, "header"))
		return http_headers_add_secret(&out->headers, name, secret_bytes(&q->account->key));
	if (span_equal_str(kind, "query"))
		return adapter_add_query(out, name, secret_bytes(&q->account->key));
	return 0;
}

static int
add_body(struct http_request *out, const struct track_query *q)
{
	static const struct {
		enum escape escape;
		const char *type;
	} kinds[] = {{ESCAPE_PERCENT, "application/x-www-form-urlencoded"},
	    {ESCAPE_JSON, "application/json"}, {ESCAPE_XML, "text/xml; charset=utf-8"}};
	struct span body = text_trim(span_of(q->account->custom.body));
	size_t kind = body.len == 0                      ? 0
	    : body.data[0] == '<'                        ? 2
	    : body.data[0] == '{' || body.data[0] == '[' ? 1
							 : 0;
	int rc;

	if (body.len == 0)
		return 0;
	out->secret_body = memmem(body.data, body.len, "{key}", 5) != NULL;
	rc = add_default(out, "Content-Type", kinds[kind].type);
	return rc < 0 ? rc : add_filled(&out->body, body, q, kinds[kind].escape);
}

static int
custom_track_build(const struct track_query *q, struct http_request *out)
{
	const struct custom *c = &q->account->custom;
	struct span path = span_of(c->request);
	int rc;

	out->method = text_starts(custom_word(&path), "POST") ? HTTP_POST : HTTP_GET;
	(void)buf_add_str(&out->url, q->account->origin); /* errors are sticky */
	rc = add_filled(&out->url, path, q, ESCAPE_PERCENT);
	if (rc == 0)
		rc = add_headers(out, q);
	if (rc == 0)
		rc = add_default(out, "Accept",
		    strcmp(c->format, "xml") == 0 ? "application/xml" : "application/json");
	if (rc == 0)
		rc = add_auth(out, q);
	if (rc == 0)
		rc = add_body(out, q);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
custom_auth_build(const struct account *acct, struct http_request *out)
{
	struct span rest = span_of(acct->custom.auth), path;
	char scopes[sizeof(acct->custom.auth)], at[sizeof(acct->custom.auth)];
	int rc;

	if (!span_equal_str(custom_word(&rest), "oauth"))
		return 0;
	path = custom_word(&rest);
	if (text_copy_span(at, sizeof(at), path) < 0 ||
	    text_copy_span(scopes, sizeof(scopes), rest) < 0)
		return ERR_TOO_BIG;
	rc = adapter_open_token(out, acct, "", at, "grant_type=client_credentials");
	if (rc == 0)
		rc = adapter_add_form(out, "client_id", acct->user);
	if (rc == 0)
		rc = adapter_add_form(out, "client_secret", secret_bytes(&acct->key));
	if (rc == 0 && scopes[0] != '\0')
		rc = adapter_add_form(out, "scope", scopes);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* ---- reading ---- */

/* The reply is not as the configuration says: at `v`, by which option of which line. */
static int
mismatch(struct json_value v, const struct custom *c, enum custom_option_id option, struct why *why,
    const char *what)
{
	return json_fault(v, why, ERR_MALFORMED, "%s = \"%.40s\" (line %d) %s",
	    custom_options[option].name, custom_text(c, option), c->lines[option], what);
}

/* The value of an option's path; missing when the option is not given. */
static struct json_value
value_of(struct json_value v, const struct custom *c, enum custom_option_id option)
{
	const char *path = custom_text(c, option);

	return path[0] != '\0' ? json_path(v, path) : (struct json_value){0};
}

static bool
read_form(struct span text, struct span form, struct when *out)
{
	char pattern[sizeof(((struct custom *)0)->times)];
	int64_t number;

	if (span_equal_str(form, "iso") || form.len == 0) {
		if (when_parse(text, out) < 0)
			return false;
		*out = adapter_hour(*out);
		return true;
	}
	if (text_starts(form, "unix")) {
		if (text_parse_i64(text, 0, 4102444800LL * SECOND_MS, &number) < 0)
			return false;
		*out = when_utc_ms(span_equal_str(form, "unix") ? number * SECOND_MS : number);
		return out->kind != WHEN_NONE;
	}
	(void)text_cut(pattern, sizeof(pattern), form);
	if (when_parse_pattern(text, pattern, out) < 0)
		return false;
	*out = adapter_hour(*out);
	return true;
}

/* A wall clock is read in the zone that the configuration names. */
static bool
read_time(struct span text, const struct custom *c, struct when *out)
{
	struct span rest = span_of(c->times[0] != '\0' ? c->times : "iso"), form;
	struct when at = WHEN_INIT;
	int64_t local_s, utc_s;

	text = text_trim(text);
	while (at.kind == WHEN_NONE && text_split(&rest, '|', &form))
		if (!read_form(text, text_trim(form), &at))
			at = WHEN_INIT;
	if (at.kind == WHEN_LOCAL && c->zone[0] != '\0') {
		local_s = (int64_t)at.day * DAY_SECONDS + at.second;
		utc_s = zone_instant(c->zone, at.day, at.second) / SECOND_MS;
		at = when_instant(at.day, at.second, (int32_t)((local_s - utc_s) / 60));
	}
	*out = at;
	return at.kind != WHEN_NONE;
}

/* A moment may stand in two members: "date hour". */
static bool
read_moment(struct json_value v, const char *paths, const struct custom *c, struct when *out)
{
	struct span rest = span_of(paths), path;
	char text[120] = "", piece[60], at[sizeof(c->event_time)];
	size_t len = 0;

	while (rest.len > 0) {
		path = custom_word(&rest);
		if (text_copy_span(at, sizeof(at), path) < 0 ||
		    !json_text_copy(json_path(v, at), piece, sizeof(piece)) ||
		    len + strlen(piece) + 2 > sizeof(text))
			continue;
		if (len > 0)
			text[len++] = ' ';
		memcpy(text + len, piece, strlen(piece) + 1);
		len += strlen(piece);
	}
	return read_time(span_of(text), c, out);
}

static int
read_event(
    struct json_value v, const struct account *account, struct event_list *list, struct why *why)
{
	const struct custom *c = &account->custom;
	struct code_row row;
	struct when at = WHEN_INIT;
	struct event *event;
	char code[LIMIT_CODE_ROOM];

	if (!read_moment(v, c->event_time, c, &at))
		return mismatch(v, c, CUSTOM_EVENT_TIME, why, "gives no time that `times` reads");
	if (!json_text_copy(value_of(v, c, CUSTOM_EVENT_CODE), code, sizeof(code)))
		return mismatch(v, c, CUSTOM_EVENT_CODE, why, "matches no text there");
	event = adapter_event(list, codes_find(account->codes, code, &row) ? &row : NULL, code, at);
	if (event == NULL)
		return list->count >= LIMIT_EVENTS ? 0 : ERR_NOMEM;
	(void)adapter_text(value_of(v, c, CUSTOM_EVENT_TEXT), event->text, sizeof(event->text));
	adapter_place(event->place, value_of(v, c, CUSTOM_EVENT_PLACE), (struct json_value){0});
	return 0;
}

/* No member is no list in JSON; in XML an empty list leaves none, so that its parent tells. */
static bool
events_may_lack(struct json_value parcel, const struct custom *c)
{
	char above[sizeof(c->events)];
	const char *dot = strrchr(c->events, '.');

	(void)text_cut(above, sizeof(above),
	    (struct span){c->events, dot != NULL ? (size_t)(dot - c->events) : 0});
	return strcmp(c->format, "xml") == 0 && json_exists(json_path(parcel, above));
}

static int
read_parcel(
    struct json_value v, const struct account *account, struct observation *o, struct why *why)
{
	const struct custom *c = &account->custom;
	struct json_value list = value_of(v, c, CUSTOM_EVENTS), item;
	int rc;

	if (!json_exists(list) && !events_may_lack(v, c))
		return mismatch(v, c, CUSTOM_EVENTS, why, "matches nothing there");
	for (item = json_items(list); json_exists(item); item = json_items_next(item)) {
		rc = read_event(item, account, &o->events, why);
		if (rc < 0)
			return rc;
	}
	adapter_sort(&o->events, false);
	if (c->eta_until[0] != '\0')
		(void)read_moment(v, c->eta_until, c, &o->eta_until);
	if (c->eta_from[0] != '\0')
		(void)read_moment(v, c->eta_from, c, &o->eta_from);
	if (o->eta_from.kind == WHEN_NONE)
		o->eta_from = o->eta_until;
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = o->eta_from;
	(void)adapter_text(value_of(v, c, CUSTOM_SERVICE), o->service, sizeof(o->service));
	(void)text_cut(o->carrier, sizeof(o->carrier), span_of(c->name));
	return 0;
}

/* not_found = "error.code = 404, state = unknown": any of them. */
static bool
says_not_found(struct json_value root, const struct custom *c)
{
	struct span rest = span_of(c->not_found), term, path;
	char at[sizeof(c->not_found)], text[sizeof(c->not_found)];

	while (text_split(&rest, ',', &term))
		if (text_split(&term, '=', &path) &&
		    text_copy_span(at, sizeof(at), text_trim(path)) == 0 &&
		    json_text_copy(json_path(root, at), text, sizeof(text)) &&
		    span_equal_str(text_trim(term), text))
			return true;
	return false;
}

static int
custom_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	const struct custom *c = &q->account->custom;
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, parcel;
	int rc;

	if (c->events[0] == '\0')
		return why_set(why, ERR_REJECTED, SIZE_MAX, "", "no configuration describes it");
	rc = strcmp(c->format, "xml") == 0 ? adapter_read_xml(in, &doc, why)
					   : adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	rc = says_not_found(root, c) ? ERR_NOT_FOUND : adapter_status(in->status);
	parcel = c->parcel[0] != '\0' ? json_path(root, c->parcel) : root;
	if (rc == 0 && json_exists(parcel) && json_kind(parcel) != JSON_KIND_OBJECT) {
		parcel = json_items(parcel); /* the first of several */
		rc = json_exists(parcel) ? 0 : ERR_NOT_FOUND;
	}
	if (rc == ERR_NOT_FOUND) {
		rc = adapter_answer_all(out, q, rc);
		goto out;
	}
	if (rc < 0)
		rc = why_set(why, rc, SIZE_MAX, "", "HTTP status %d", in->status);
	else if (!json_exists(parcel))
		rc = mismatch(root, c, CUSTOM_PARCEL, why, "matches nothing in the reply");
	else
		rc = read_parcel(parcel, q->account, &o, why);
	if (rc == 0) {
		adapter_number(&o, &q->numbers[0], (struct json_value){0});
		rc = adapter_answer(out, &o);
	}
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

static const char *const origins[] = {NULL};

const struct carrier carrier_custom = {
    .id = "custom",
    .name = "custom",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_UNVERIFIED,
    .known = {.events = EVIDENCE_UNVERIFIED,
	.eta = EVIDENCE_UNVERIFIED,
	.errors = EVIDENCE_UNVERIFIED},
    .adapter_version = 1,
    .auth_build = custom_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = custom_track_build,
    .track_parse = custom_track_parse,
};
