#include "monitor/net/transfer.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/net/guard.h"

enum {
	LOW_SPEED_BYTES = 16,   /* a second, over .. */
	LOW_SPEED_SECONDS = 30, /* .. this long: a reply that drips is no reply */
};

/* ---- who may be asked ---- */

/* Plain text stays on this machine: tests, demo, a proxy beside us. */
static bool
origin_loopback(const char *origin)
{
	static const char *const hosts[] = {"http://127.0.0.1", "http://[::1]", "http://localhost"};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		size_t len = strlen(hosts[i]);

		if (strncmp(origin, hosts[i], len) == 0 &&
		    (origin[len] == '\0' || origin[len] == ':'))
			return true;
	}
	return false;
}

static bool
origin_is(const char *origin, const char *allowed)
{
	char normal[TRANSFER_ORIGIN_ROOM];

	return allowed && allowed[0] != '\0' && http_origin(normal, sizeof(normal), allowed) == 0 &&
	    strcmp(origin, normal) == 0;
}

static bool
origin_allowed(const char *origin, const struct transport_options *options)
{
	if (strncmp(origin, "https://", 8) != 0 && !origin_loopback(origin) &&
	    !(options->guarded && options->plain_too))
		return false;
	for (const char *const *o = options->origins; o && *o; o++)
		if (origin_is(origin, *o))
			return true;
	return origin_is(origin, options->origin);
}

/* ---- what curl tells of a transfer ---- */

static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	struct transfer *x = arg;
	int rc = buf_add(&x->res.body, data, size * count);

	if (rc < 0) {
		x->rc = rc;
		return 0;
	}
	return size * count;
}

/* One line. A new status line (after 100 Continue, say) starts the headers anew. */
static size_t
on_header(char *data, size_t size, size_t count, void *arg)
{
	struct transfer *x = arg;
	struct span rest = text_trim((struct span){data, size * count});
	struct span name;
	char *copy;
	int rc;

	x->header_bytes += size * count;
	if (text_starts((struct span){data, size * count}, "HTTP/")) {
		http_headers_clear(&x->res.headers);
		return size * count;
	}
	if (rest.len == 0 || !text_split(&rest, ':', &name) || name.len == 0)
		return size * count; /* the end, or no header: nothing that we read */
	rest = text_trim(rest);
	copy = malloc(name.len + rest.len + 2);
	if (!copy) {
		x->rc = ERR_NOMEM;
		return 0;
	}
	memcpy(copy, name.data, name.len);
	copy[name.len] = '\0';
	memcpy(copy + name.len + 1, rest.data, rest.len);
	copy[name.len + 1 + rest.len] = '\0';
	rc = http_headers_add(&x->res.headers, copy, copy + name.len + 1);
	free(copy);
	if (rc == ERR_MALFORMED)
		return size * count; /* control characters in it: left out */
	if (rc == 0 && x->header_bytes > LIMIT_HEADERS_BYTES)
		rc = ERR_TOO_BIG;
	if (rc < 0)
		x->rc = rc;
	return rc < 0 ? 0 : size * count;
}

/* A socket is made: the name is known, the look-up over. */
static int
on_socket_made(void *arg, curl_socket_t fd, curlsocktype purpose)
{
	struct transfer *x = arg;

	(void)fd;
	(void)purpose;
	x->starting = false;
	return CURL_SOCKOPT_OK;
}

/* Of a guarded request: the name is known, and this address is to be connected. There may be others to try. */
static curl_socket_t
on_socket_wanted(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *x = arg;

	(void)purpose;
	x->rc = guard_allows(&address->addr, x->private_too) ? 0 : ERR_FORBIDDEN;
	return x->rc < 0
	    ? CURL_SOCKET_BAD
	    : socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* A request is about to leave, also on a kept connection. */
static int
on_request(void *arg, char *ip, char *local_ip, int port, int local_port)
{
	struct transfer *x = arg;

	(void)ip;
	(void)local_ip;
	(void)port;
	(void)local_port;
	x->starting = false;
	x->res.sent = true;
	return CURL_PREREQFUNC_OK;
}

static int
header_add(struct transfer *x, const char *name, const char *value)
{
	struct buf line = BUF_INIT(LIMIT_HTTP_HEADER_BYTES + 256);
	struct curl_slist *grown = NULL;

	if (buf_addf(&line, "%s: %s", name, value) == 0)
		grown = curl_slist_append(x->header, line.data);
	if (line.data)
		explicit_bzero(line.data, line.len);
	buf_clear(&line);
	if (!grown)
		return ERR_NOMEM;
	x->header = grown;
	return 0;
}

static int
transfer_headers(struct transfer *x)
{
	struct curl_slist *grown;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < x->req.headers.count; i++)
		rc = header_add(x, x->req.headers.items[i].name, x->req.headers.items[i].value);
	if (rc < 0)
		return rc;
	grown = curl_slist_append(x->header, "Expect:"); /* no waiting for 100 Continue */
	if (!grown)
		return ERR_NOMEM;
	x->header = grown;
	return 0;
}

/* Every option that can fail for want of memory is one that copies; curl remembers the first error for us. */
#define SET(option, value)                                                                         \
	do {                                                                                       \
		if (code == CURLE_OK)                                                              \
			code = curl_easy_setopt(e, option, value);                                 \
	} while (0)

static CURLcode
set_body(CURL *e, const struct transfer *x)
{
	CURLcode code = CURLE_OK;

	if (x->req.method != HTTP_GET)
		SET(CURLOPT_CUSTOMREQUEST, http_method_name(x->req.method));
	if (x->req.method == HTTP_GET && x->req.body.len == 0) {
		SET(CURLOPT_HTTPGET, 1L);
		return code;
	}
	SET(CURLOPT_POST, 1L);
	SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)x->req.body.len);
	SET(CURLOPT_POSTFIELDS, buf_str(&x->req.body));
	return code;
}

static CURLcode
set_limits(CURL *e, const struct transfer *x, const char *ca_file)
{
	CURLcode code = CURLE_OK;

	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_QUICK_EXIT, 1L); /* else a dead resolver's thread is joined: seconds */
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)x->connect_ms);
	SET(CURLOPT_TIMEOUT_MS, (long)x->total_ms);
	SET(CURLOPT_LOW_SPEED_LIMIT, (long)LOW_SPEED_BYTES);
	SET(CURLOPT_LOW_SPEED_TIME, (long)LOW_SPEED_SECONDS);
	SET(CURLOPT_PROTOCOLS_STR, strncmp(x->origin, "http:", 5) == 0 ? "http" : "https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_PROXY, ""); /* not whatever the environment says */
	SET(CURLOPT_PIPEWAIT, 1L);
	/* Debian builds a CApath in, and while one is set curl reads every CA anew for each connection: 17 ms, 0.9 MB. */
	SET(CURLOPT_CAPATH, NULL);
	if (ca_file[0] != '\0')
		SET(CURLOPT_CAINFO, ca_file);
	return code;
}

static CURLcode
set_guard(CURL *e, struct transfer *x)
{
	CURLcode code = CURLE_OK;

	SET(CURLOPT_OPENSOCKETFUNCTION, on_socket_wanted);
	SET(CURLOPT_OPENSOCKETDATA, x);
	SET(CURLOPT_FRESH_CONNECT, 1L);
	SET(CURLOPT_FORBID_REUSE, 1L);
	return code;
}

int
transfer_set_up(struct transfer *x, const char *ca_file)
{
	CURL *e = curl_easy_init();
	CURLcode code;

	if (!e)
		return ERR_NOMEM;
	x->easy = e;
	if (transfer_headers(x) < 0)
		return ERR_NOMEM;
	code = set_limits(e, x, ca_file);
	if (code == CURLE_OK)
		code = set_body(e, x);
	if (code == CURLE_OK && x->guarded)
		code = set_guard(e, x);
	SET(CURLOPT_URL, buf_str(&x->req.url));
	SET(CURLOPT_PRIVATE, x);
	SET(CURLOPT_HTTPHEADER, x->header);
	SET(CURLOPT_USERAGENT, "puntual/" PUNTUAL_VERSION);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, x);
	SET(CURLOPT_HEADERFUNCTION, on_header);
	SET(CURLOPT_HEADERDATA, x);
	SET(CURLOPT_SOCKOPTFUNCTION, on_socket_made);
	SET(CURLOPT_SOCKOPTDATA, x);
	SET(CURLOPT_PREREQFUNCTION, on_request);
	SET(CURLOPT_PREREQDATA, x);
	return code == CURLE_OK ? 0 : code == CURLE_OUT_OF_MEMORY ? ERR_NOMEM : ERR_BUG;
}

int
transfer_result(const struct transfer *x, CURLcode code)
{
	if (code == CURLE_OK)
		return 0;
	if (x->rc < 0) /* a callback of ours ended it */
		return x->rc;
	if (code == CURLE_OPERATION_TIMEDOUT)
		return ERR_TIMEOUT;
	return code == CURLE_OUT_OF_MEMORY ? ERR_NOMEM : ERR_NETWORK;
}

/* ---- its life ---- */

int
transfer_new(
    struct http_request *req, const struct transport_options *options, struct transfer **out)
{
	struct transfer *x;
	char origin[TRANSFER_ORIGIN_ROOM];
	int rc = http_origin(origin, sizeof(origin), buf_str(&req->url));

	if (rc < 0)
		return rc;
	if (!origin_allowed(origin, options))
		return ERR_FORBIDDEN;
	x = calloc(1, sizeof(*x));
	if (!x)
		return ERR_NOMEM;
	memcpy(x->origin, origin, sizeof(origin));
	x->guarded = options->guarded;
	x->private_too = options->private_too;
	x->connect_ms = options->connect_ms ? options->connect_ms : LIMIT_CONNECT_MS;
	x->total_ms = options->total_ms ? options->total_ms : LIMIT_TRANSFER_MS;
	http_request_init(&x->req);
	http_request_move(&x->req, req);
	http_response_init(&x->res);
	x->res.body.cap = options->body_bytes ? options->body_bytes : LIMIT_REPLY_BYTES;
	*out = x;
	return 0;
}

void
transfer_free(struct transfer *x)
{
	if (x->easy)
		curl_easy_cleanup(x->easy);
	for (struct curl_slist *h = x->header; h; h = h->next)
		explicit_bzero(h->data, strlen(h->data));
	curl_slist_free_all(x->header);
	http_request_clear(&x->req);
	http_response_clear(&x->res);
	free(x);
}
