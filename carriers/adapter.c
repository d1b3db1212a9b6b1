#include "carriers/adapter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/sign.h"
#include "monitor/base/text.h"

static int
compare_code(const void *key, const void *row)
{
	return strcmp(key, ((const struct code_row *)row)->code);
}

const struct code_row *
adapter_code(const struct code_row *rows, size_t count, const char *code)
{
	return bsearch(code, rows, count, sizeof(*rows), compare_code);
}

int
adapter_fault(const struct fault_row *rows, size_t count, const char *code, int otherwise)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].code, code) == 0)
			return rows[i].error;
	return otherwise;
}

/* ---- building ---- */

static int
open_at(struct http_request *out, enum http_method method, const char *origin, const char *path)
{
	out->method = method;
	(void)buf_add_str(&out->url, origin); /* errors are sticky */
	(void)buf_add_str(&out->url, path);
	if (buf_error(&out->url) != 0)
		return buf_error(&out->url);
	return http_headers_add(&out->headers, "Accept", "application/json");
}

int
adapter_open(struct http_request *out, enum http_method method, const struct account *acct,
    const char *own, const char *path)
{
	return open_at(out, method, acct->origin[0] != '\0' ? acct->origin : own, path);
}

int
adapter_open_token(struct http_request *out, const struct account *acct, const char *own,
    const char *path, const char *form)
{
	const char *origin = own;
	int rc;

	/* A credential never goes to the carrier's own origin when the account points elsewhere. */
	if (acct->token_origin[0] != '\0')
		origin = acct->token_origin;
	else if (acct->origin[0] != '\0')
		origin = acct->origin;
	rc = open_at(out, HTTP_POST, origin, path);
	if (rc < 0)
		return rc;
	out->secret_body = true;
	rc = http_headers_add(&out->headers, "Content-Type", "application/x-www-form-urlencoded");
	if (rc < 0)
		return rc;
	return buf_add_str(&out->body, form);
}

int
adapter_add_form(struct http_request *out, const char *name, const char *value)
{
	(void)buf_addf(&out->body, "&%s=", name); /* errors are sticky */
	(void)text_add_percent(&out->body, span_of(value));
	return buf_error(&out->body);
}

static void
wipe(struct buf *b)
{
	if (b->data != NULL)
		explicit_bzero(b->data, b->room);
	buf_clear(b);
}

int
adapter_add_basic(struct http_request *out, const struct account *acct)
{
	struct buf plain = BUF_INIT(LIMIT_SECRET_BYTES + LIMIT_NAME_ROOM);
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int rc;

	(void)buf_addf(&plain, "%s:%s", acct->user, secret_bytes(&acct->key)); /* sticky */
	(void)buf_add_str(&value, "Basic ");
	(void)sign_add_base64(&value, buf_span(&plain));
	rc = buf_error(&plain) != 0 ? buf_error(&plain) : buf_error(&value);
	if (rc == 0)
		rc = http_headers_add_secret(&out->headers, "Authorization", buf_str(&value));
	wipe(&plain);
	wipe(&value);
	return rc;
}

int
adapter_add_bearer(struct http_request *out, const struct token *token)
{
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int rc;

	(void)buf_addf(&value, "Bearer %s", token != NULL ? secret_bytes(&token->value) : "");
	rc = buf_error(&value);
	if (rc == 0)
		rc = http_headers_add_secret(&out->headers, "Authorization", buf_str(&value));
	wipe(&value);
	return rc;
}

/* ---- reading ---- */

int
adapter_read(const struct http_response *in, struct json_doc *doc, struct why *why)
{
	struct span body = text_trim(buf_span(&in->body));
	int rc;

	if (in->status == 401)
		return why_set(why, ERR_BAD_CREDENTIALS, SIZE_MAX, "", "HTTP status 401");
	if (in->status == 429)
		return why_set(why, ERR_RATE_LIMITED, SIZE_MAX, "", "HTTP status 429");
	if (in->status >= 500)
		return why_set(why, ERR_OUTAGE, SIZE_MAX, "", "HTTP status %d", in->status);
	if (http_is_html(in))
		return why_set(why, ERR_OUTAGE, 0, "", "an HTML page instead of an answer");
	if (body.len == 0 || (body.data[0] != '{' && body.data[0] != '['))
		return why_set(why, ERR_OUTAGE, 0, "", "not JSON, HTTP status %d", in->status);
	rc = json_parse(doc, buf_span(&in->body), why);
	if (rc == ERR_TOO_BIG) {
		rc = ERR_MALFORMED;
		if (why != NULL)
			why->code = rc;
	}
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
adapter_answer(struct observation_list *out, struct observation *o)
{
	struct observation *place = NULL;

	for (size_t i = 0; i < out->count && place == NULL; i++)
		if (strcmp(out->items[i].number, o->number) == 0)
			place = &out->items[i];
	if (place == NULL)
		place = observation_list_add(out);
	if (place == NULL)
		return ERR_NOMEM;
	observation_move(place, o);
	return 0;
}

int
adapter_answer_all(struct observation_list *out, const struct track_query *q, int error)
{
	int rc = 0;

	for (size_t i = 0; i < q->count && rc == 0; i++) {
		struct observation o = OBSERVATION_INIT;

		(void)text_cut(o.number, sizeof(o.number), span_of(q->numbers[i].number));
		o.error = error;
		rc = adapter_answer(out, &o);
		observation_clear(&o);
	}
	return rc;
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
adapter_need_when(struct json_value v, const char *name, struct when *out, struct why *why)
{
	struct when at;
	char text[40];
	int rc;

	rc = json_need_string(v, name, text, sizeof(text), why);
	if (rc < 0)
		return rc;
	if (when_parse(text_trim(span_of(text)), &at) < 0)
		return json_fault(json_get(v, name), why, ERR_MALFORMED, "not a date and time");
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
