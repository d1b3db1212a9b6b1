#include "monitor/web/server_wire.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>

#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/util.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

enum { FIRST_ROOM = 500 }; /* of an answer's headers */

struct evhttp *
server_wire_http(struct event_base *base)
{
	struct evhttp *http = evhttp_new(base);

	if (http == NULL)
		return NULL;
	evhttp_set_default_content_type(http, NULL); /* each answer says its own */
	evhttp_set_max_headers_size(http, LIMIT_HTTP_HEADER_BYTES);
	evhttp_set_max_body_size(http, LIMIT_API_BODY_BYTES);
	evhttp_set_allowed_methods(http,
	    EVHTTP_REQ_GET | EVHTTP_REQ_HEAD | EVHTTP_REQ_POST | EVHTTP_REQ_PUT |
		EVHTTP_REQ_DELETE | EVHTTP_REQ_PATCH | EVHTTP_REQ_OPTIONS);
	/* An oversize body is read to its end (or the deadline), else its sender would see a reset instead of the 413. */
	(void)evhttp_set_flags(http, EVHTTP_SERVER_LINGERING_CLOSE);
	return http;
}

/* ---- requests ---- */

const char *
server_wire_method(struct evhttp_request *request)
{
	static const struct {
		enum evhttp_cmd_type method;
		const char *name;
	} names[] = {{EVHTTP_REQ_GET, "GET"}, {EVHTTP_REQ_HEAD, "HEAD"}, {EVHTTP_REQ_POST, "POST"},
	    {EVHTTP_REQ_PUT, "PUT"}, {EVHTTP_REQ_DELETE, "DELETE"}, {EVHTTP_REQ_PATCH, "PATCH"},
	    {EVHTTP_REQ_OPTIONS, "OPTIONS"}};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].method == evhttp_request_get_command(request))
			return names[i].name;
	return "";
}

static size_t
count_of(const struct evkeyvalq *headers, const char *name)
{
	size_t count = 0;

	for (const struct evkeyval *h = headers->tqh_first; h != NULL; h = h->next.tqe_next)
		count += text_equal_nocase(h->key, name);
	return count;
}

/* RFC 9110, 5.6.2: else "Content-Length : 5" is a length to one parser and none to the next. */
static bool
is_token(const char *name)
{
	if (name[0] == '\0')
		return false;
	for (; *name != '\0'; name++)
		if (!text_is_alnum(*name) && !text_one_of(*name, "!#$%&'*+-.^_`|~"))
			return false;
	return true;
}

static bool
is_clean(const char *value)
{
	for (; *value != '\0'; value++)
		if (((unsigned char)*value < ' ' && *value != '\t') || *value == 0x7f)
			return false;
	return true;
}

const char *
server_wire_fault(struct evhttp_request *request, enum listen_side side)
{
	/* Headers that decide something: of two, which one would hold? */
	static const char *const once[] = {"Content-Length", "Transfer-Encoding", "Host",
	    "Authorization", "Cookie", "Origin", "Content-Type", "Idempotency-Key", "Last-Event-ID",
	    "X-CSRF-Token", "X-Forwarded-Proto"};
	const struct evkeyvalq *headers = evhttp_request_get_input_headers(request);
	const char *coding = evhttp_find_header(headers, "Transfer-Encoding");
	size_t count = 0;

	for (const struct evkeyval *h = headers->tqh_first; h != NULL; h = h->next.tqe_next) {
		if (!is_token(h->key) || !is_clean(h->value))
			return "a header that is none";
		count++;
	}
	if (count > LIMIT_HTTP_HEADERS)
		return "too many headers";
	for (size_t i = 0; i < sizeof(once) / sizeof(once[0]); i++)
		if (count_of(headers, once[i]) > 1)
			return i == 0 ? "more than one Content-Length"
				      : "a header twice that may stand there once";
	if (coding != NULL &&
	    (!text_equal_nocase(coding, "chunked") ||
		evhttp_find_header(headers, "Content-Length") != NULL))
		return "a Transfer-Encoding that is not understood";
	if (side == LISTEN_PUBLIC && evhttp_find_header(headers, "Host") == NULL)
		return "no Host";
	return NULL;
}

const char *
server_header(const struct server_request *request, const char *name)
{
	const char *value = evhttp_find_header(request->headers, name);

	return value != NULL ? value : "";
}

int
server_headers(const struct server_request *request, struct http_headers *out)
{
	int rc = 0;

	for (const struct evkeyval *h = request->headers->tqh_first; h != NULL && rc == 0;
	     h = h->next.tqe_next)
		rc = http_headers_add(out, h->key, h->value);
	return rc;
}

/* ---- answers ---- */

/* Nothing of ours is shown in another's frame, guessed to be of another type, or told to another site; a page takes scripts, styles and
 * pictures from its own origin and from no text within it. */
static const char always[] =
    "\r\nX-Content-Type-Options: nosniff"
    "\r\nReferrer-Policy: same-origin" /* with none at all browsers hide from our own forms where they are from */
    "\r\nCross-Origin-Resource-Policy: same-origin"
    "\r\nX-Frame-Options: ";

/* A letter as its reader has it, in a frame of ours: with its own styles, and nothing in it does anything. */
static const char of_letters[] =
    "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; sandbox; "
    "frame-ancestors 'self'";

static const char of_pages[] =
    "\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
    "\r\nCross-Origin-Opener-Policy: same-origin"
    "\r\nPermissions-Policy: camera=(), geolocation=(), microphone=(), payment=()";

/* evhttp copies each header twice, prints it by a format and frees it, which took a sixth of an answer's time: all but the two that it would
 * add if it did not find them are lines of the second one's value. */

static int
add_line(struct buf *lines, const char *name, const char *value)
{
	if (strpbrk(value, "\r\n") != NULL)
		return ERR_MALFORMED;    /* what follows would be a header of its own */
	(void)buf_add(lines, "\r\n", 2); /* sticky */
	(void)buf_add_str(lines, name);
	(void)buf_add(lines, ": ", 2);
	return buf_add_str(lines, value);
}

/* Takes the lines: evhttp frees a row and both its texts by free(), as long as nobody gives libevent other functions. */
static int
add_row(struct evkeyvalq *headers, const char *name, struct buf *lines)
{
	struct evkeyval *row = calloc(1, sizeof(*row));

	if (row != NULL) {
		row->key = strdup(name);
		row->value = buf_take(lines, NULL);
	}
	if (row == NULL || row->key == NULL || row->value == NULL) {
		if (row != NULL) {
			free(row->key);
			free(row->value);
		}
		free(row);
		return ERR_NOMEM;
	}
	TAILQ_INSERT_TAIL(headers, row, next);
	return 0;
}

static int
write_lines(struct buf *lines, const struct server_reply *reply, const char *type)
{
	bool is_page =
	    text_starts(span_of(type), "text/html") || text_starts(span_of(type), "image/svg");
	int rc = add_line(lines, "Cache-Control", reply->cache != NULL ? reply->cache : "no-store");

	if (rc == 0)
		rc = buf_add(lines, always, sizeof(always) - 1);
	if (rc == 0)
		rc = buf_add_str(lines, reply->letter ? "SAMEORIGIN" : "DENY");
	if (rc == 0 && reply->letter)
		rc = buf_add(lines, of_letters, sizeof(of_letters) - 1);
	else if (rc == 0 && is_page)
		rc = buf_add(lines, of_pages, sizeof(of_pages) - 1);
	for (size_t i = 0; i < reply->field_count && rc == 0; i++)
		rc = add_line(lines, reply->fields[i].name, reply->fields[i].value);
	if (rc == 0 && reply->retry_after_s > 0) {
		(void)buf_add_str(lines, "\r\nRetry-After: "); /* sticky */
		rc = buf_add_int(lines, reply->retry_after_s);
	}
	return rc;
}

static const char *
date_of(struct server_date *date, int64_t now_utc_ms)
{
	time_t second = (time_t)(now_utc_ms / SECOND_MS);
	struct tm parts;

	if ((date->second != second || date->text[0] == '\0') &&
	    gmtime_r(&second, &parts) != NULL) {
		(void)evutil_date_rfc1123(date->text, sizeof(date->text), &parts);
		date->second = second;
	}
	return date->text;
}

/* RFC 9110, 6.4.1: 304 and 204 have no body, and so no length of it. */
static bool
has_length(const struct server_reply *reply, enum server_ending ending)
{
	return ending != ENDING_STREAM && reply->status != HTTP_NOTMODIFIED &&
	    reply->status != HTTP_NOCONTENT;
}

int
server_wire_headers(struct evhttp_request *request, const struct server_reply *reply,
    enum server_ending ending, int64_t now_utc_ms, struct server_date *date)
{
	struct evkeyvalq *headers = evhttp_request_get_output_headers(request);
	const char *type = reply->content_type != NULL ? reply->content_type : "application/json";
	struct buf day = BUF_INIT(SERVER_DATE_ROOM), lines = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	bool sized = has_length(reply, ending);
	int rc = buf_add_str(&day, date_of(date, now_utc_ms));

	if (rc == 0)
		rc = buf_reserve(&lines, FIRST_ROOM);
	if (rc == 0 && sized)
		rc = buf_add_int(&lines, (int64_t)reply->body.len);
	if (rc == 0)
		rc = sized ? add_line(&lines, "Content-Type", type) : buf_add_str(&lines, type);
	if (rc == 0)
		rc = write_lines(&lines, reply, type);
	if (rc == 0)
		rc = add_row(headers, "Date", &day);
	if (rc == 0)
		rc = add_row(headers, sized ? "Content-Length" : "Content-Type", &lines);
	if (rc == 0 && ending != ENDING_WHOLE &&
	    evhttp_add_header(headers, "Connection", "close") != 0)
		rc = ERR_NOMEM;
	buf_clear(&day);
	buf_clear(&lines);
	return rc;
}
