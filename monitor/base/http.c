#include "monitor/base/http.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/when.h"

void
http_request_init(struct http_request *req)
{
	*req = (struct http_request){
	    .url = BUF_INIT(LIMIT_URL_BYTES),
	    .body = BUF_INIT(LIMIT_API_BODY_BYTES),
	};
}

void
http_request_clear(struct http_request *req)
{
	if (req == NULL)
		return;
	if (req->secret_body && req->body.data != NULL)
		explicit_bzero(req->body.data, req->body.room);
	if (req->secret_url && req->url.data != NULL)
		explicit_bzero(req->url.data, req->url.room);
	buf_clear(&req->url);
	buf_clear(&req->body);
	http_headers_clear(&req->headers);
	req->method = HTTP_GET;
	req->secret_body = false;
	req->secret_url = false;
}

void
http_request_move(struct http_request *dst, struct http_request *src)
{
	assert(dst != src);
	http_request_clear(dst);
	*dst = *src;
	http_request_init(src);
}

void
http_response_init(struct http_response *res)
{
	*res = (struct http_response){.body = BUF_INIT(LIMIT_REPLY_BYTES)};
}

void
http_response_clear(struct http_response *res)
{
	if (res == NULL)
		return;
	buf_clear(&res->body);
	http_headers_clear(&res->headers);
	res->status = 0;
}

void
http_response_move(struct http_response *dst, struct http_response *src)
{
	assert(dst != src);
	http_response_clear(dst);
	*dst = *src;
	http_response_init(src);
}

const char *
http_method_name(enum http_method method)
{
	switch (method) {
	case HTTP_GET: return "GET";
	case HTTP_POST: return "POST";
	case HTTP_PUT: return "PUT";
	case HTTP_DELETE: return "DELETE";
	}
	return "GET";
}

/* A token of RFC 9110, 5.6.2. */
static bool
is_name(const char *name)
{
	if (*name == '\0')
		return false;
	for (; *name != '\0'; name++)
		if (!text_is_alnum(*name) && strchr("!#$%&'*+-.^_`|~", *name) == NULL)
			return false;
	return true;
}

/* A line feed in a value would begin another header. */
static bool
is_value(const char *value)
{
	for (; *value != '\0'; value++)
		if (((unsigned char)*value < 0x20 && *value != '\t') || *value == 0x7F)
			return false;
	return true;
}

static int
headers_add(struct http_headers *h, const char *name, const char *value, bool secret)
{
	struct http_header item = {.secret = secret};
	struct http_header *items;

	if (!is_name(name) || !is_value(value))
		return ERR_MALFORMED;
	if (h->count >= LIMIT_HTTP_HEADERS ||
	    strlen(name) + strlen(value) > LIMIT_HTTP_HEADER_BYTES)
		return ERR_TOO_BIG;
	items = reallocarray(h->items, h->count + 1, sizeof(*items));
	if (items == NULL)
		return ERR_NOMEM;
	h->items = items;
	item.name = strdup(name);
	item.value = strdup(value);
	if (item.name == NULL || item.value == NULL) {
		free(item.name);
		free(item.value);
		return ERR_NOMEM;
	}
	h->items[h->count++] = item;
	return 0;
}

int
http_headers_add(struct http_headers *h, const char *name, const char *value)
{
	return headers_add(h, name, value, false);
}

int
http_headers_add_secret(struct http_headers *h, const char *name, const char *value)
{
	return headers_add(h, name, value, true);
}

void
http_headers_clear(struct http_headers *h)
{
	if (h == NULL)
		return;
	for (size_t i = 0; i < h->count; i++) {
		struct http_header *item = &h->items[i];

		if (item->secret)
			explicit_bzero(item->value, strlen(item->value));
		free(item->name);
		free(item->value);
	}
	free(h->items);
	*h = (struct http_headers){0};
}

const char *
http_headers_get(const struct http_headers *h, const char *name)
{
	for (size_t i = 0; i < h->count; i++)
		if (text_equal_nocase(h->items[i].name, name))
			return h->items[i].value;
	return NULL;
}

/* The day's name says nothing that the date does not. */
int
http_date_parse(struct span in, int64_t *utc_ms)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *shape = "aaa, 00 aaa 0000 00:00:00 GMT";
	const size_t zone = strlen(shape) - strlen("GMT");
	char digits[] = "YYYY-MM-DDThh:mm:ssZ";
	struct when at;
	int rc;

	if (in.len > zone && span_equal_str((struct span){in.data + zone, in.len - zone}, "+0000"))
		in.len = zone; /* as mail writes it */
	else if (in.len != strlen(shape))
		return ERR_MALFORMED;
	for (size_t i = 0; i < in.len; i++) {
		bool fits = shape[i] == 'a' ? text_is_alpha(in.data[i])
		    : shape[i] == '0'       ? text_is_digit(in.data[i])
					    : in.data[i] == shape[i];

		if (!fits)
			return ERR_MALFORMED;
	}
	memcpy(digits, in.data + 12, 4);
	memcpy(digits + 8, in.data + 5, 2);
	memcpy(digits + 11, in.data + 17, 8);
	for (int month = 1; month <= 12; month++)
		if (memcmp(months + 3 * (month - 1), in.data + 8, 3) == 0) {
			digits[5] = (char)('0' + month / 10);
			digits[6] = (char)('0' + month % 10);
		}
	rc = when_parse(span_of(digits), &at);
	if (rc < 0)
		return rc;
	*utc_ms = when_utc(at);
	return 0;
}

int64_t
http_retry_after_ms(const struct http_headers *h, int64_t now_utc_ms)
{
	const char *value = http_headers_get(h, "Retry-After");
	struct span in;
	int64_t wait_ms;
	int rc;

	if (value == NULL)
		return -1;
	in = text_trim(span_of(value));
	rc = text_parse_i64(in, 0, LIMIT_RETRY_AFTER_MS / SECOND_MS, &wait_ms);
	if (rc == ERR_RANGE)
		return in.data[0] == '-' ? -1 : LIMIT_RETRY_AFTER_MS;
	if (rc == 0)
		return wait_ms * SECOND_MS;
	if (http_date_parse(in, &wait_ms) < 0)
		return -1;
	if (wait_ms <= now_utc_ms)
		return 0;
	wait_ms -= now_utc_ms;
	return wait_ms < LIMIT_RETRY_AFTER_MS ? wait_ms : LIMIT_RETRY_AFTER_MS;
}

static bool
starts_nocase(struct span in, const char *prefix)
{
	for (size_t i = 0; prefix[i] != '\0'; i++)
		if (i >= in.len || text_lower(in.data[i]) != prefix[i])
			return false;
	return true;
}

/* Past a byte order mark, blanks, an XML declaration and comments, which may stand before either. */
static struct span
skip_prologue(struct span in)
{
	static const struct {
		const char *open;
		const char *close;
	} skipped[] = {{"<?xml", "?>"}, {"<!--", "-->"}};
	bool again = true;

	if (text_starts(in, "\xEF\xBB\xBF"))
		in = (struct span){in.data + 3, in.len - 3};
	while (again) {
		again = false;
		in = text_trim(in);
		for (size_t i = 0; i < 2; i++) {
			size_t close_len = strlen(skipped[i].close);
			const char *end;

			if (!text_starts(in, skipped[i].open))
				continue;
			end = memmem(in.data, in.len, skipped[i].close, close_len);
			if (end == NULL)
				return in;
			end += close_len;
			in = (struct span){end, in.len - (size_t)(end - in.data)};
			again = true;
		}
	}
	return in;
}

bool
http_is_html(const struct http_response *res)
{
	static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<title"};
	const char *type = http_headers_get(&res->headers, "Content-Type");
	struct span body = skip_prologue(buf_span(&res->body));

	if (type != NULL) {
		struct span in = text_trim(span_of(type));

		if (starts_nocase(in, "text/html") || starts_nocase(in, "application/xhtml+xml"))
			return true;
	}
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (starts_nocase(body, starts[i]))
			return true;
	return false;
}

/* The host at the start of `in`: an IPv6 literal in brackets, or letters, digits, '-', '.' and '_'. 0 when
 * there is none. */
static size_t
host_len(struct span in)
{
	bool literal = in.len > 0 && in.data[0] == '[';
	size_t len = literal ? 1 : 0;

	for (; len < in.len; len++) {
		char c = in.data[len];

		if (literal && c == ']')
			return len > 2 ? len + 1 : 0;
		if (literal ? strchr("0123456789abcdefABCDEF:.", c) == NULL || c == '\0'
			    : !text_is_alnum(c) && c != '-' && c != '.' && c != '_')
			break;
	}
	return literal ? 0 : len;
}

int
http_origin(char *dst, size_t room, const char *url)
{
	static const struct {
		const char *scheme;
		int64_t port;
	} defaults[] = {{"http", 80}, {"https", 443}};
	char port_text[8] = "";
	char scheme[16];
	const char *mark = strstr(url, "://");
	struct span rest;
	size_t host;
	int64_t port = 0;
	int len;

	if (mark == NULL || mark == url || (size_t)(mark - url) >= sizeof(scheme))
		return ERR_MALFORMED;
	for (size_t i = 0; url + i < mark; i++) {
		if (!text_is_alpha(url[0]) ||
		    (!text_is_alnum(url[i]) && strchr("+-.", url[i]) == NULL))
			return ERR_MALFORMED;
		scheme[i] = text_lower(url[i]);
		scheme[i + 1] = '\0';
	}
	rest = span_of(mark + 3);
	rest.len = strcspn(rest.data, "/?#");
	host = host_len(rest);
	if (host == 0)
		return ERR_MALFORMED;
	if (host < rest.len) {
		/* Anything but a port here, as user info or a backslash, means another host to some readers. */
		struct span digits = {rest.data + host + 1, rest.len - host - 1};

		if (rest.data[host] != ':' || digits.len > 5 ||
		    text_parse_i64(digits, 1, 65535, &port) < 0)
			return ERR_MALFORMED;
	}
	for (size_t i = 0; i < 2; i++)
		if (port == defaults[i].port && strcmp(scheme, defaults[i].scheme) == 0)
			port = 0;
	if (port != 0)
		(void)snprintf(port_text, sizeof(port_text), ":%d", (int)port);
	len = (int)(strlen(scheme) + 3 + host + strlen(port_text));
	if ((size_t)len >= room)
		return ERR_TOO_BIG;
	(void)snprintf(dst, room, "%s://%.*s%s", scheme, (int)host, rest.data, port_text);
	for (char *c = dst; *c != '\0'; c++)
		*c = text_lower(*c);
	return 0;
}
