#include "tests/bench/bare.h"

#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>
#include <event2/event.h>

#include "tests/bench/bench.h"

enum { BODY_ROOM = 16384 };

struct slot {
	CURL *easy;
	size_t len;
	char body[BODY_ROOM];
};

struct bare {
	struct event_base *base;
	struct event *timer;
	CURLM *multi;
	struct curl_slist *header;
	bare_url_fn *url;
	size_t in_flight;
	size_t next, wanted, done;
	struct slot slots[];
};

static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	struct slot *s = arg;

	bench_need(s->len + size * count <= sizeof(s->body), "a body that is too long");
	memcpy(s->body + s->len, data, size * count);
	s->len += size * count;
	return size * count;
}

/* The slot's next request, if one is left. */
static void
ask(struct bare *b, struct slot *s)
{
	char url[256];

	if (b->next == b->wanted)
		return;
	b->url(url, sizeof(url), b->next++);
	s->len = 0;
	bench_need(curl_easy_setopt(s->easy, CURLOPT_URL, url) == CURLE_OK &&
		curl_multi_add_handle(b->multi, s->easy) == CURLM_OK,
	    "out of memory");
}

static void
turn(struct bare *b, curl_socket_t fd, int what)
{
	CURLMsg *message;
	int left;

	bench_need(
	    curl_multi_socket_action(b->multi, fd, what, &left) == CURLM_OK, "socket_action");
	while ((message = curl_multi_info_read(b->multi, &left))) {
		CURL *easy = message->easy_handle;
		CURLcode code = message->data.result;
		struct slot *s = NULL;

		bench_need(code == CURLE_OK, curl_easy_strerror(code));
		(void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &s);
		(void)curl_multi_remove_handle(b->multi, easy);
		bench_need(s->len > 0, "an empty body");
		b->done++;
		ask(b, s);
	}
	if (b->done == b->wanted)
		(void)event_base_loopbreak(b->base);
}

static void
on_ready(evutil_socket_t fd, short events, void *arg)
{
	turn(arg, fd,
	    ((events & EV_READ) ? CURL_CSELECT_IN : 0) |
		((events & EV_WRITE) ? CURL_CSELECT_OUT : 0));
}

static void
on_timer(evutil_socket_t fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	turn(arg, CURL_SOCKET_TIMEOUT, 0);
}

static int
on_curl_timer(CURLM *multi, long wait_ms, void *arg)
{
	struct bare *b = arg;
	struct timeval wait = {wait_ms / 1000, wait_ms % 1000 * 1000};

	(void)multi;
	return wait_ms < 0 ? evtimer_del(b->timer) : evtimer_add(b->timer, &wait);
}

static int
on_curl_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
	struct bare *b = arg;
	struct event *e = socket_arg;

	(void)easy;
	if (e)
		(void)event_del(e);
	if (what == CURL_POLL_REMOVE) {
		if (e)
			event_free(e);
		return 0;
	}
	short events = (short)(EV_PERSIST | ((what & CURL_POLL_IN) ? EV_READ : 0) |
	    ((what & CURL_POLL_OUT) ? EV_WRITE : 0));

	if (e)
		(void)event_assign(e, b->base, fd, events, on_ready, b);
	else
		e = event_new(b->base, fd, events, on_ready, b);
	bench_need(e && event_add(e, NULL) == 0, "out of memory");
	(void)curl_multi_assign(b->multi, fd, e);
	return 0;
}

struct bare *
bare_new(size_t in_flight, const char *header, bare_url_fn *url)
{
	struct bare *b = calloc(1, sizeof(*b) + in_flight * sizeof(b->slots[0]));

	bench_need(b != NULL, "out of memory");
	b->url = url;
	b->in_flight = in_flight;
	b->base = event_base_new();
	b->timer = evtimer_new(b->base, on_timer, b);
	b->multi = curl_multi_init();
	b->header = curl_slist_append(NULL, header);
	bench_need(b->timer && b->multi && b->header, "out of memory");
	(void)curl_multi_setopt(b->multi, CURLMOPT_SOCKETFUNCTION, on_curl_socket);
	(void)curl_multi_setopt(b->multi, CURLMOPT_SOCKETDATA, b);
	(void)curl_multi_setopt(b->multi, CURLMOPT_TIMERFUNCTION, on_curl_timer);
	(void)curl_multi_setopt(b->multi, CURLMOPT_TIMERDATA, b);
	(void)curl_multi_setopt(b->multi, CURLMOPT_MAXCONNECTS, 2 * (long)in_flight);
	for (size_t i = 0; i < in_flight; i++) {
		struct slot *s = &b->slots[i];

		s->easy = curl_easy_init();
		bench_need(s->easy != NULL, "out of memory");
		(void)curl_easy_setopt(s->easy, CURLOPT_PRIVATE, s);
		(void)curl_easy_setopt(s->easy, CURLOPT_NOSIGNAL, 1L);
		(void)curl_easy_setopt(s->easy, CURLOPT_PROXY, "");
		(void)curl_easy_setopt(s->easy, CURLOPT_HTTPHEADER, b->header);
		(void)curl_easy_setopt(s->easy, CURLOPT_WRITEFUNCTION, on_body);
		(void)curl_easy_setopt(s->easy, CURLOPT_WRITEDATA, s);
	}
	return b;
}

void
bare_run(struct bare *b, size_t requests)
{
	b->next = b->done = 0;
	b->wanted = requests;
	for (size_t i = 0; i < b->in_flight; i++)
		ask(b, &b->slots[i]);
	bench_need(event_base_loop(b->base, EVLOOP_NO_EXIT_ON_EMPTY) >= 0, "event_base_loop");
	bench_need(b->done == requests, "it stopped early");
}

void
bare_free(struct bare *b)
{
	for (size_t i = 0; i < b->in_flight; i++)
		curl_easy_cleanup(b->slots[i].easy);
	(void)curl_multi_cleanup(b->multi); /* closes what it kept: socket callbacks come */
	curl_slist_free_all(b->header);
	event_free(b->timer);
	event_base_free(b->base);
	free(b);
}
