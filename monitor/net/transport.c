#include "monitor/net/transport.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/net/transfer.h"

/* A name server that hangs for one carrier leaves places to others. */
enum { LOOKUPS_PER_ORIGIN = 2 };

struct list {
	struct transfer *first;
	struct transfer **last;
	size_t count;
};

struct transport {
	struct loop *loop;
	CURLM *multi;
	struct loop_timer *timer; /* curl's own */
	struct loop_timer *kick;  /* a turn of our own: something was sent or ended */
	struct loop_timer *deadline;
	char ca_file[256];
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
		transfer_end(t, x, transfer_result(x, code));
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

/* True when some were started. */
static bool
launch_some(struct transport *t)
{
	struct transfer *x;
	bool any = false;

	while ((x = next_to_start(t))) {
		int rc = transfer_set_up(x, t->ca_file);

		list_remove(&t->waiting, x);
		x->starting = true;
		if (rc == 0 && curl_multi_add_handle(t->multi, x->easy) != CURLM_OK)
			rc = ERR_NOMEM;
		x->rc = rc;
		list_add(rc == 0 ? &t->running : &t->ended, x);
		any = true;
	}
	return any;
}

/* Those on a kept connection need no look-up and are off at once: they must not wait a turn of the loop for each other's places. */
static void
launch(struct transport *t)
{
	int running;

	while (launch_some(t)) {
		(void)curl_multi_socket_action(t->multi, CURL_SOCKET_TIMEOUT, 0, &running);
		collect(t);
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

int
transport_send(struct transport *t, struct http_request *req,
    const struct transport_options *options, transport_done_fn *done, void *arg)
{
	struct transfer *x = NULL;
	int rc = t->stopping                            ? ERR_STOPPING
	    : t->waiting.count >= LIMIT_TRANSPORT_QUEUE ? ERR_BUSY
							: transfer_new(req, options, &x);

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
