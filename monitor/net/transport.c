#include "monitor/net/transport.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

enum {
	LOOKUPS_PER_ORIGIN =
	    2,                /* a name server that hangs for one carrier leaves places to others */
	LOW_SPEED_BYTES = 16, /* a second, over .. */
	LOW_SPEED_SECONDS = 30, /* .. this long: a reply that drips is no reply */
	ORIGIN_ROOM = 256,
};

struct transfer {
	struct transfer *next; /* in the list it stands in */
	struct transport *transport;
	transport_done_fn *done;
	void *arg;
	struct http_request req;
	struct http_response res;
	char origin[ORIGIN_ROOM];
	int64_t connect_ms, total_ms;
	size_t body_bytes, header_bytes;
	CURL *easy;                /* NULL until it runs */
	struct curl_slist *header; /* holds copies of secrets: wiped */
	bool starting;             /* not connected yet: may hold a look-up thread */
	int rc;                    /* why we ended it, or its result */
};

struct list {
	struct transfer *first;
	struct transfer **last;
	size_t count;
};

struct transport {
	struct loop *loop;
	CURLM *multi;
	struct loop_timer *timer; /* curl's own */
	struct loop_timer
	    *kick; /* a turn without a reason from curl: something was sent or ended */
	struct loop_timer *deadline;
	char ca_file[ORIGIN_ROOM];
	size_t in_flight;
	struct list waiting, running, ended;
	bool stopping;
	loop_fn *stopped;
	void *stopped_arg;
};

static void
list_init(struct list *l)
{
	*l = (struct list){.last = &l->first};
}

static void
list_add(struct list *l, struct transfer *x)
{
	x->next = NULL;
	*l->last = x;
	l->last = &x->next;
	l->count++;
}

static void
list_remove(struct list *l, struct transfer *x)
{
	struct transfer **at = &l->first;

	while (*at != x) {
		assert(*at);
		at = &(*at)->next;
	}
	*at = x->next;
	if (l->last == &x->next)
		l->last = at;
	l->count--;
}

static void
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
	char normal[ORIGIN_ROOM];

	return allowed && allowed[0] != '\0' && http_origin(normal, sizeof(normal), allowed) == 0 &&
	    strcmp(origin, normal) == 0;
}

static bool
origin_allowed(const char *origin, const struct transport_options *options)
{
	if (strncmp(origin, "https://", 8) != 0 && !origin_loopback(origin))
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
set_limits(CURL *e, const struct transfer *x)
{
	CURLcode code = CURLE_OK;

	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_QUICK_EXIT, 1L); /* else a dead resolver's thread is joined: seconds */
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)x->connect_ms);
	SET(CURLOPT_TIMEOUT_MS, (long)x->total_ms);
	SET(CURLOPT_LOW_SPEED_LIMIT, (long)LOW_SPEED_BYTES);
	SET(CURLOPT_LOW_SPEED_TIME, (long)LOW_SPEED_SECONDS);
	SET(CURLOPT_PROTOCOLS_STR, origin_loopback(x->origin) ? "http" : "https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_PROXY, ""); /* not whatever the environment says */
	SET(CURLOPT_PIPEWAIT, 1L);
	/* Debian builds a CApath in, and while one is set curl reads every CA anew for each connection: 17 ms, 0.9 MB. */
	SET(CURLOPT_CAPATH, NULL);
	if (x->transport->ca_file[0] != '\0')
		SET(CURLOPT_CAINFO, x->transport->ca_file);
	return code;
}

static int
transfer_set_up(struct transfer *x)
{
	CURL *e = curl_easy_init();
	CURLcode code;

	if (!e)
		return ERR_NOMEM;
	x->easy = e;
	if (transfer_headers(x) < 0)
		return ERR_NOMEM;
	code = set_limits(e, x);
	if (code == CURLE_OK)
		code = set_body(e, x);
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

static int
result_of(const struct transfer *x, CURLcode code)
{
	if (code == CURLE_OK)
		return 0;
	if (x->rc < 0) /* a callback of ours ended it */
		return x->rc;
	if (code == CURLE_OPERATION_TIMEDOUT)
		return ERR_TIMEOUT;
	return code == CURLE_OUT_OF_MEMORY ? ERR_NOMEM : ERR_NETWORK;
}

/* ---- a turn: collect what ended, start what waits, tell the callers ---- */

/* From running to ended. */
static void
transfer_end(struct transport *t, struct transfer *x, int rc)
{
	long status = 0;

	(void)curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
	(void)curl_multi_remove_handle(t->multi, x->easy); /* fails for a foreign handle alone */
	x->rc = rc;
	x->res.status = rc == 0 ? (int)status : 0;
	list_remove(&t->running, x);
	list_add(&t->ended, x);
}

static void
collect(struct transport *t)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(t->multi, &left))) {
		CURLcode code = message->data.result; /* the message dies with remove_handle */
		struct transfer *x = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		(void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &x);
		assert(x);
		transfer_end(t, x, result_of(x, code));
	}
}

/* The first that may start: places left, and not more look-ups than their cap. NULL: none now. */
static struct transfer *
next_to_start(struct transport *t)
{
	size_t starting = 0;

	if (t->running.count >= t->in_flight)
		return NULL;
	for (struct transfer *r = t->running.first; r; r = r->next)
		starting += r->starting;
	if (starting >= LIMIT_LOOKUPS)
		return NULL;
	for (struct transfer *x = t->waiting.first; x; x = x->next) {
		size_t same = 0;

		for (struct transfer *r = t->running.first; starting > 0 && r; r = r->next)
			same += r->starting && strcmp(r->origin, x->origin) == 0;
		if (same < LOOKUPS_PER_ORIGIN)
			return x;
	}
	return NULL;
}

static void
launch(struct transport *t)
{
	struct transfer *x;

	while ((x = next_to_start(t))) {
		int rc = transfer_set_up(x);

		list_remove(&t->waiting, x);
		x->starting = true;
		if (rc == 0 && curl_multi_add_handle(t->multi, x->easy) != CURLM_OK)
			rc = ERR_NOMEM;
		x->rc = rc;
		list_add(rc == 0 ? &t->running : &t->ended, x);
	}
}

static void
deliver(struct transport *t)
{
	struct transfer *x;
	size_t ready = t->ended.count; /* what a callback ends waits for the next turn */

	for (; ready > 0 && (x = t->ended.first); ready--) {
		list_remove(&t->ended, x);
		x->done(x->rc, &x->res, x->arg);
		transfer_free(x);
	}
}

static void
turn(struct transport *t)
{
	collect(t);
	launch(t);
	deliver(t);
	launch(t);
	if (t->ended.count > 0)
		loop_timer_after(t->kick, 0);
	if (t->stopping && transport_busy(t) == 0 && t->stopped) {
		loop_fn *stopped = t->stopped;

		t->stopped = NULL;
		loop_timer_stop(t->deadline);
		stopped(t->stopped_arg);
	}
}

static void
on_kick(void *arg)
{
	turn(arg);
}

static void
on_timer(void *arg)
{
	struct transport *t = arg;
	int running;

	(void)curl_multi_socket_action(t->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	turn(t);
}

static void
on_ready(int fd, int events, void *arg)
{
	struct transport *t = arg;
	int what = ((events & LOOP_READ) ? CURL_CSELECT_IN : 0) |
	    ((events & LOOP_WRITE) ? CURL_CSELECT_OUT : 0);
	int running;

	(void)curl_multi_socket_action(t->multi, fd, what, &running);
	turn(t);
}

/* ---- curl's wishes: only (re)arm, never act from in here ---- */

static int
on_curl_timer(CURLM *multi, long wait_ms, void *arg)
{
	struct transport *t = arg;

	(void)multi;
	if (wait_ms < 0)
		loop_timer_stop(t->timer);
	else
		loop_timer_after(t->timer, wait_ms);
	return 0;
}

static int
on_curl_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
	struct transport *t = arg;
	struct loop_watch *w = socket_arg;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		loop_watch_free(w);
		(void)curl_multi_assign(t->multi, fd, NULL);
		return 0;
	}
	if (!w) {
		if (loop_watch_new(t->loop, fd, on_ready, t, &w) < 0)
			return -1;
		(void)curl_multi_assign(t->multi, fd, w);
	}
	return loop_watch_set(w,
		   ((what & CURL_POLL_IN) ? LOOP_READ : 0) |
		       ((what & CURL_POLL_OUT) ? LOOP_WRITE : 0)) < 0
	    ? -1
	    : 0;
}

/* ---- the whole ---- */

int
transport_library_init(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : ERR_NOMEM;
}

void
transport_library_end(void)
{
	curl_global_cleanup();
}

static void
on_deadline(void *arg)
{
	struct transport *t = arg;

	while (t->running.first)
		transfer_end(t, t->running.first, ERR_STOPPING);
	turn(t);
}

static int
multi_new(struct transport *t)
{
	long window = (long)t->in_flight;

	t->multi = curl_multi_init();
	if (!t->multi)
		return ERR_NOMEM;
	if (curl_multi_setopt(t->multi, CURLMOPT_SOCKETFUNCTION, on_curl_socket) != CURLM_OK ||
	    curl_multi_setopt(t->multi, CURLMOPT_SOCKETDATA, t) != CURLM_OK ||
	    curl_multi_setopt(t->multi, CURLMOPT_TIMERFUNCTION, on_curl_timer) != CURLM_OK ||
	    curl_multi_setopt(t->multi, CURLMOPT_TIMERDATA, t) != CURLM_OK ||
	    /* Fewer kept connections than transfers in flight means a new one each time: a fifth of the rate. */
	    curl_multi_setopt(t->multi, CURLMOPT_MAXCONNECTS, 2 * window) != CURLM_OK ||
	    curl_multi_setopt(t->multi, CURLMOPT_MAX_HOST_CONNECTIONS, window) != CURLM_OK)
		return ERR_BUG;
	return 0;
}

int
transport_new(struct loop *loop, const struct transport_settings *settings, struct transport **out)
{
	struct transport *t = calloc(1, sizeof(*t));
	int rc;

	if (!t)
		return ERR_NOMEM;
	t->loop = loop;
	t->in_flight = settings->in_flight ? settings->in_flight : LIMIT_IN_FLIGHT;
	list_init(&t->waiting);
	list_init(&t->running);
	list_init(&t->ended);
	rc = text_copy(t->ca_file, sizeof(t->ca_file), settings->ca_file ? settings->ca_file : "");
	if (rc == 0)
		rc = loop_timer_new(loop, on_timer, t, &t->timer);
	if (rc == 0)
		rc = loop_timer_new(loop, on_kick, t, &t->kick);
	if (rc == 0)
		rc = loop_timer_new(loop, on_deadline, t, &t->deadline);
	if (rc == 0)
		rc = multi_new(t);
	if (rc < 0) {
		transport_free(t);
		return rc;
	}
	*out = t;
	return 0;
}

static void
list_free(struct list *l)
{
	struct transfer *x;

	while ((x = l->first)) {
		list_remove(l, x);
		transfer_free(x);
	}
}

void
transport_free(struct transport *t)
{
	if (!t)
		return;
	for (struct transfer *x = t->running.first; x; x = x->next)
		(void)curl_multi_remove_handle(t->multi, x->easy);
	list_free(&t->waiting);
	list_free(&t->running);
	list_free(&t->ended);
	if (t->multi)
		(void)curl_multi_cleanup(
		    t->multi); /* closes kept connections: socket callbacks come */
	loop_timer_free(t->timer);
	loop_timer_free(t->kick);
	loop_timer_free(t->deadline);
	free(t);
}

static int
transfer_new(struct transport *t, struct http_request *req, const struct transport_options *options,
    struct transfer **out)
{
	struct transfer *x;
	char origin[ORIGIN_ROOM];
	int rc = http_origin(origin, sizeof(origin), buf_str(&req->url));

	if (rc < 0)
		return rc;
	if (!origin_allowed(origin, options))
		return ERR_FORBIDDEN;
	x = calloc(1, sizeof(*x));
	if (!x)
		return ERR_NOMEM;
	memcpy(x->origin, origin, sizeof(origin));
	x->transport = t;
	x->connect_ms = options->connect_ms ? options->connect_ms : LIMIT_CONNECT_MS;
	x->total_ms = options->total_ms ? options->total_ms : LIMIT_TRANSFER_MS;
	http_request_init(&x->req);
	http_request_move(&x->req, req);
	http_response_init(&x->res);
	x->res.body.cap = options->body_bytes ? options->body_bytes : LIMIT_REPLY_BYTES;
	*out = x;
	return 0;
}

int
transport_send(struct transport *t, struct http_request *req,
    const struct transport_options *options, transport_done_fn *done, void *arg)
{
	struct transfer *x = NULL;
	int rc = t->stopping                            ? ERR_STOPPING
	    : t->waiting.count >= LIMIT_TRANSPORT_QUEUE ? ERR_BUSY
							: transfer_new(t, req, options, &x);

	if (rc < 0) {
		http_request_clear(req);
		return rc;
	}
	x->done = done;
	x->arg = arg;
	list_add(&t->waiting, x);
	if (!loop_timer_armed(t->kick))
		loop_timer_after(t->kick, 0);
	return 0;
}

static int
port_send(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	return transport_send(self, req, options, done, arg);
}

struct transport_port
transport_port(struct transport *t)
{
	return (struct transport_port){.send = port_send, .self = t};
}

size_t
transport_busy(const struct transport *t)
{
	return t->waiting.count + t->running.count + t->ended.count;
}

void
transport_stop(struct transport *t, int64_t wire_ms, loop_fn *stopped, void *arg)
{
	struct transfer *x;

	assert(!t->stopping);
	t->stopping = true;
	t->stopped = stopped;
	t->stopped_arg = arg;
	while ((x = t->waiting.first)) {
		list_remove(&t->waiting, x);
		x->rc = ERR_STOPPING;
		list_add(&t->ended, x);
	}
	loop_timer_after(t->kick, 0);
	loop_timer_after(t->deadline, wire_ms);
}
