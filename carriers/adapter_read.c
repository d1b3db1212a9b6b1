/* Reading for adapter.h: replies, values and scans. */

#include "carriers/adapter.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

#define MARK "\xef\xbb\xbf" /* a mark before some XML */

static int
refuse_status(const struct http_response *in, struct why *why)
{
	if (in->status == 401)
		return why_set(why, ERR_BAD_CREDENTIALS, SIZE_MAX, "", "HTTP status 401");
	if (in->status == 429)
		return why_set(why, ERR_RATE_LIMITED, SIZE_MAX, "", "HTTP status 429");
	if (in->status >= 500)
		return why_set(why, ERR_OUTAGE, SIZE_MAX, "", "HTTP status %d", in->status);
	return 0;
}

/* A text larger than any reply is a reply that we cannot read. */
static int
not_too_big(int rc, struct why *why)
{
	if (rc != ERR_TOO_BIG)
		return rc;
	if (why != NULL)
		why->code = ERR_MALFORMED;
	return ERR_MALFORMED;
}

int
adapter_read(const struct http_response *in, struct json_doc *doc, struct why *why)
{
	struct span body = text_trim(buf_span(&in->body));
	int rc = refuse_status(in, why);

	if (rc < 0)
		return rc;
	if (http_is_html(in))
		return why_set(why, ERR_OUTAGE, 0, "", "an HTML page instead of an answer");
	if (body.len == 0 || (body.data[0] != '{' && body.data[0] != '['))
		return why_set(why, ERR_OUTAGE, 0, "", "not JSON, HTTP status %d", in->status);
	rc = not_too_big(json_parse(doc, buf_span(&in->body), why), why);
	if (rc < 0)
		json_doc_clear(doc);
	return rc;
}

int
adapter_read_xml(const struct http_response *in, struct json_doc *doc, struct why *why)
{
	struct span body = text_trim(buf_span(&in->body));
	struct why unread = {0};
	int refused = refuse_status(in, why);
	int rc;

	if (refused < 0 && refused != ERR_OUTAGE)
		return refused;
	if (text_starts(body, MARK))
		body = (struct span){body.data + 3, body.len - 3};
	if (http_is_html(in) || body.len == 0 || body.data[0] != '<')
		return why_set(why, ERR_OUTAGE, 0, "", "not XML, HTTP status %d", in->status);
	rc = not_too_big(xml_parse(doc, body, &unread), &unread);
	if (refused < 0 &&
	    (rc < 0 || !json_exists(json_path(json_root(doc), "Envelope.Body.Fault"))))
		rc = refused;
	else if (rc < 0 && why != NULL)
		*why = unread;
	if (rc < 0)
		json_doc_clear(doc);
	return rc;
}

int
adapter_read_either(
    const struct http_response *in, struct json_doc *doc, bool *xml, struct why *why)
{
	struct span body = text_trim(buf_span(&in->body));

	*xml = (text_starts(body, "<") || text_starts(body, MARK "<")) && !http_is_html(in);
	return *xml ? adapter_read_xml(in, doc, why) : adapter_read(in, doc, why);
}

int
adapter_need_items(struct json_value v, const char *path, struct json_value *first, struct why *why)
{
	struct json_value list = json_path(v, path);
	int rc = 0;

	if (json_kind(list) != JSON_KIND_OBJECT)
		rc = json_need(v, path, JSON_KIND_ARRAY, &list, why);
	if (rc == 0)
		*first = json_items(list);
	return rc;
}

int
adapter_status(int status)
{
	if (status >= 200 && status < 300)
		return 0;
	if (status == 404 || status == 410)
		return ERR_NOT_FOUND;
	if (status == 401 || status == 403)
		return ERR_BAD_CREDENTIALS;
	if (status == 429)
		return ERR_RATE_LIMITED;
	if (status == 408 || status >= 500 || status < 400)
		return ERR_OUTAGE;
	return ERR_REJECTED;
}

int
adapter_route_status(int status)
{
	int rc = adapter_status(status);

	return rc == ERR_NOT_FOUND ? ERR_OUTAGE : rc;
}

int
adapter_problem(struct json_value root, int status)
{
	int64_t own;

	if (adapter_int(json_get(root, "status"), 100, 599, &own))
		status = (int)own;
	return adapter_status(status);
}

int
adapter_token(const struct http_response *in, const char *member, int64_t now_utc_ms,
    struct token *out, struct why *why)
{
	const int64_t most_s = 366LL * DAY_SECONDS;
	struct json_doc doc = JSON_DOC_INIT;
	struct buf text = BUF_INIT(LIMIT_SECRET_BYTES);
	struct token token = TOKEN_INIT;
	struct json_value value;
	char seconds[24];
	int64_t lives_s;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	if (in->status == 400 || in->status == 403) { /* invalid_client comes as 400 too */
		rc = why_set(why, ERR_BAD_CREDENTIALS, SIZE_MAX, "", "HTTP status %d", in->status);
		goto out;
	}
	if (in->status < 200 || in->status >= 300) {
		rc = why_set(why, ERR_OUTAGE, SIZE_MAX, "", "HTTP status %d", in->status);
		goto out;
	}
	rc = json_need(json_root(&doc), member, JSON_KIND_STRING, &value, why);
	if (rc < 0)
		goto out;
	rc = json_add_text(&text, value);
	if (rc == 0 && text.len == 0)
		rc = ERR_MALFORMED;
	if (rc < 0) {
		rc = json_fault(value, why, rc == ERR_NOMEM ? rc : ERR_MALFORMED, "not a token");
		goto out;
	}
	rc = secret_set(&token.value, text.data, text.len);
	if (rc < 0)
		goto out;
	if (json_text_copy(json_get(json_root(&doc), "expires_in"), seconds, sizeof(seconds)) &&
	    text_parse_i64(span_of(seconds), 0, most_s, &lives_s) == 0)
		token.expires_utc_ms = now_utc_ms + lives_s * SECOND_MS;
	token_move(out, &token);
out:
	if (text.data != NULL)
		explicit_bzero(text.data, text.room);
	buf_clear(&text);
	token_clear(&token);
	json_doc_clear(&doc);
	return rc;
}

int
adapter_access_token(
    const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why)
{
	return adapter_token(in, "access_token", now_utc_ms, out, why);
}

void
adapter_number(struct observation *o, const struct track_number *asked, struct json_value own)
{
	char text[4 * LIMIT_NUMBER_ROOM];

	if (asked->number[0] != '\0')
		(void)text_cut(o->number, sizeof(o->number), span_of(asked->number));
	else if (json_text_copy(own, text, sizeof(text)))
		/* A number that is no number stays "". */
		(void)!text_number_normalise(o->number, sizeof(o->number), span_of(text));
}

struct event *
adapter_event(struct event_list *list, const struct code_row *row, const char *code, struct when at)
{
	struct event *event = event_list_add(list);

	if (event == NULL)
		return NULL;
	event->at = at;
	(void)text_clean(event->code, sizeof(event->code), span_of(code));
	if (row != NULL) {
		event->milestone = row->milestone;
		event->reason = row->reason;
		event->physical = milestone_physical(row->milestone) && !row->note;
	}
	return event;
}

int
adapter_scan(struct event_list *list, const struct code_row *row, const char *code, struct when at,
    struct json_value text, struct json_value city, struct json_value country)
{
	struct event *event = adapter_event(list, row, code, at);

	if (event == NULL)
		return list->count >= LIMIT_EVENTS ? 0 : ERR_NOMEM;
	(void)adapter_text(text, event->text, sizeof(event->text));
	adapter_place(event->place, city, country);
	return 0;
}

void
adapter_latest(struct event_list *list, const struct code_row *row)
{
	struct event *newest = list->count > 0 ? &list->items[list->count - 1] : NULL;

	if (row == NULL || newest == NULL || newest->milestone != MILESTONE_UNKNOWN)
		return;
	newest->milestone = row->milestone;
	newest->reason = row->reason;
	newest->physical = milestone_physical(row->milestone) && !row->note;
}

bool
adapter_delivered(const struct event_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].milestone == MILESTONE_DELIVERED)
			return true;
	return false;
}

void
adapter_sort(struct event_list *list, bool newest_first)
{
	if (newest_first)
		event_list_reverse(list);
	event_list_sort(list);
}

struct when
adapter_hour(struct when at)
{
	return at.kind != WHEN_NONE && at.second == 0 ? when_date(at.day) : at;
}

int
adapter_no_time(struct json_value scan, const char *name, struct why *why)
{
	struct json_value v = json_path(scan, name);
	char text[2];

	return json_absent(v) ? json_need_text(scan, name, text, sizeof(text), why)
			      : json_fault(v, why, ERR_MALFORMED, "not a date and time");
}

int
adapter_need_when(struct json_value v, const char *name, struct when *out, struct why *why)
{
	struct when at;
	char text[40];
	int rc;

	rc = json_need_string(v, name, text, sizeof(text), why);
	if (rc < 0)
		return rc;
	if (when_parse(text_trim(span_of(text)), &at) < 0)
		return adapter_no_time(v, name, why);
	*out = adapter_hour(at);
	return 0;
}

struct when
adapter_opt_when(struct json_value v)
{
	struct when at = WHEN_INIT;
	char text[40];

	if (json_string_copy(v, text, sizeof(text)) &&
	    when_parse(text_trim(span_of(text)), &at) < 0)
		at = WHEN_INIT;
	return adapter_hour(at);
}

struct when
adapter_join_when(struct json_value day, struct json_value hour, const char *pattern)
{
	struct when at = WHEN_INIT;
	char text[80], first[40], then[40], only_day[40] = "";
	int rc;

	(void)json_string_copy(day, first, sizeof(first));
	(void)json_string_copy(hour, then, sizeof(then));
	(void)snprintf(text, sizeof(text), "%s %s", first, then);
	if (pattern != NULL && then[0] == '\0')
		(void)text_cut(
		    only_day, sizeof(only_day), (struct span){pattern, strcspn(pattern, " ")});
	rc = pattern == NULL ? when_parse(text_trim(span_of(text)), &at)
			     : when_parse_pattern(text_trim(span_of(text)),
				   then[0] == '\0' ? only_day : pattern, &at);
	return rc < 0 ? WHEN_INIT : adapter_hour(at);
}

bool
adapter_int(struct json_value v, int64_t min, int64_t max, int64_t *out)
{
	char text[24];

	return json_text_copy(v, text, sizeof(text)) &&
	    text_parse_i64(text_trim(span_of(text)), min, max, out) == 0;
}

bool
adapter_yes(struct json_value v)
{
	bool yes = false;

	return (json_bool(v, &yes) && yes) || json_string_is(v, "true") || json_string_is(v, "1");
}

struct json_value
adapter_inner(struct json_value v)
{
	return json_kind(v) == JSON_KIND_OBJECT ? json_get(v, "#text") : v;
}

bool
adapter_text(struct json_value v, char *dst, size_t room)
{
	if (json_string_clean(v, dst, room) && strcmp(dst, "null") != 0 &&
	    strcmp(dst, "string") != 0 && dst[0] != '\0')
		return true;
	dst[0] = '\0';
	return false;
}

static bool
has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

void
adapter_place(char dst[LIMIT_PLACE_ROOM], struct json_value city, struct json_value country)
{
	char name[LIMIT_PLACE_ROOM];
	char land[LIMIT_PLACE_ROOM];
	char joined[2 * LIMIT_PLACE_ROOM + 2];
	const char *from = name;

	(void)adapter_text(city, name, sizeof(name));
	(void)adapter_text(country, land, sizeof(land));
	if (has_digit(name)) {
		from = strrchr(name, ',');
		from = from == NULL || has_digit(from) ? "" : from + 1 + strspn(from + 1, " ");
	}
	if (has_digit(land))
		land[0] = '\0';
	(void)snprintf(joined, sizeof(joined), "%s%s%s", from,
	    from[0] != '\0' && land[0] != '\0' ? ", " : "", land);
	(void)text_cut(dst, LIMIT_PLACE_ROOM, span_of(joined));
}
