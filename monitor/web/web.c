#include "monitor/web/web.h"

#include <stdlib.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/log.h"
#include "monitor/web/api.h"
#include "monitor/web/api_backup.h"
#include "monitor/web/live.h"
#include "monitor/web/openapi.h"
#include "monitor/web/pages.h"
#include "monitor/web/router.h"

enum {
	FINISH_MS = 5000, /* for what is being done when the daemon stops */
	LEAVE_MS = 100,   /* for its answers to leave */
};

struct web {
	struct api api;
	struct clock *
	    wire; /* the loop's own: all its timers are wire time, also when the world stands still */
	struct loop *loop;
	struct wake *wake;
	struct loop_watch *on_wake, *on_port;
	struct loop_timer *end;
	struct listen_socket sockets[SERVER_DOORS];
	size_t socket_count;
	int port; /* of the first TCP one */
	struct thread *thread;
	struct lock *lock;         /* of the two below, which the daemon's loop sets */
	const struct policy *next; /* NULL: no newer one */
	bool stop;
	bool ending;
};

/* Ends when nothing is under way any more; `end` bounds the wait. */
static void
check_end(struct web *w)
{
	if (w->ending && w->api.jobs == NULL && w->api.backup == NULL)
		loop_timer_after(w->end, LEAVE_MS);
}

static void
port_ready(int fd, int events, void *arg)
{
	struct web *w = arg;

	(void)fd;
	(void)events;
	(void)store_port_run(w->api.port);
	live_wake(w->api.live);
	check_end(w);
}

static void
woken(int fd, int events, void *arg)
{
	struct web *w = arg;
	const struct policy *next;
	bool stop;

	(void)fd;
	(void)events;
	wake_drain(w->wake);
	lock_take(w->lock);
	next = w->next;
	w->next = NULL;
	stop = w->stop;
	lock_give(w->lock);
	if (next != NULL) {
		policy_drop(w->api.policy);
		w->api.policy = next;
	}
	api_backup_check(&w->api);
	if (stop && !w->ending) {
		w->ending = true;
		server_close(w->api.server);
		loop_timer_after(w->end, FINISH_MS);
	}
	check_end(w);
}

static void
end(void *arg)
{
	struct web *w = arg;

	loop_stop(w->loop);
}

static void
handle(const struct server_request *request, void *arg)
{
	struct web *w = arg;

	router_handle(&w->api, request);
}

static void
run(void *arg)
{
	struct web *w = arg;
	int rc = loop_run(w->loop);

	if (rc < 0)
		log_err("web.loop", F_ERR("error", rc));
	zone_thread_clear();
	locale_thread_clear();
}

static void
web_free(struct web *w)
{
	api_backup_end(&w->api);
	live_free(w->api.live);
	for (size_t i = 0; i < w->socket_count; i++)
		listen_close(&w->sockets[i]);
	server_free(w->api.server);
	loop_watch_free(w->on_port);
	loop_watch_free(w->on_wake);
	loop_timer_free(w->end);
	store_port_free(w->api.port);
	api_jobs_clear(&w->api);
	store_reader_free(w->api.reader);
	pages_free(w->api.pages);
	buf_clear(&w->api.openapi);
	loop_free(w->loop);
	clock_free(w->wire);
	wake_free(w->wake);
	lock_free(w->lock);
	policy_drop(w->next);
	policy_drop(w->api.policy);
	free(w);
}

static int
watch(struct web *w, int fd, loop_watch_fn *fn, struct loop_watch **out)
{
	int rc = loop_watch_new(w->loop, fd, fn, w, out);

	return rc < 0 ? rc : loop_watch_set(*out, LOOP_READ);
}

/* The commands' socket is the service manager's where it passes one on. */
static int
open_sockets(struct web *w, const struct web_options *options, struct why *why)
{
	struct listen_socket *next = w->sockets;
	bool local = false;
	int rc = listen_passed(options->passed_pid, options->passed_fds, options->passed_names,
	    next, SERVER_DOORS - 2, &w->socket_count, why);

	for (size_t i = 0; i < w->socket_count && rc == 0; i++)
		if (w->sockets[i].side == LISTEN_LOCAL) {
			local = true;
			rc = listen_set_group(&w->sockets[i], options->group, why);
		}
	if (rc == 0 && !local) {
		rc = listen_unix(options->path, options->group, &next[w->socket_count], why);
		w->socket_count += rc == 0;
	}
	if (rc == 0 && options->listen != NULL && options->listen[0] != '\0') {
		rc = listen_tcp(options->listen, &next[w->socket_count], why);
		w->socket_count += rc == 0;
	}
	for (size_t i = 0; i < w->socket_count && w->port == 0; i++)
		w->port = listen_port(&w->sockets[i]);
	return rc;
}

static int
open_server(struct web *w, const struct web_options *options, struct why *why)
{
	struct server_door doors[SERVER_DOORS];
	struct peer_nets proxies = {.count = 0};
	int rc = open_sockets(w, options, why);

	if (rc < 0)
		return rc;
	if (options->proxies != NULL && peer_nets_parse(span_of(options->proxies), &proxies) < 0)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "web.trusted_proxies",
		    "must be addresses or nets, as 127.0.0.1 10.0.0.0/8");
	for (size_t i = 0; i < w->socket_count; i++)
		doors[i] = (struct server_door){
		    .socket = &w->sockets[i], .connections = options->connections};
	return server_new(w->loop,
	    &(struct server_options){.doors = doors,
		.door_count = w->socket_count,
		.proxies = &proxies,
		.deadline_ms = options->deadline_ms,
		.handle = handle,
		.arg = w},
	    &w->api.server, why);
}

static int
build(struct web *w, const struct web_options *options, struct why *why)
{
	struct clock_options real = {.rate = 1, .start_utc_ms = AT_NONE};
	struct api *api = &w->api;
	int rc = clock_new(&w->wire, &real);

	if (rc == 0)
		rc = loop_new(&w->loop, w->wire);
	if (rc == 0)
		rc = lock_new(&w->lock);
	if (rc == 0)
		rc = wake_new(&w->wake);
	if (rc == 0)
		rc = watch(w, wake_fd(w->wake), woken, &w->on_wake);
	if (rc == 0)
		rc = loop_timer_new(w->loop, end, w, &w->end);
	if (rc == 0)
		rc = store_port_new(options->store, &api->port);
	if (rc == 0)
		store_port_follow(api->port);
	if (rc == 0)
		rc = watch(w, store_port_fd(api->port), port_ready, &w->on_port);
	if (rc == 0)
		rc = store_reader_new(options->store, &api->reader);
	if (rc < 0)
		return why_set(why, rc, SIZE_MAX, "", "the API cannot start: %s", err_text(rc));
	api->store = options->store;
	api->clock = options->clock;
	api->templates = options->templates;
	api->getters = options->getters;
	if (options->login_header != NULL)
		(void)text_cut(
		    api->login_header, sizeof(api->login_header), span_of(options->login_header));
	api->policy = policy_hold(options->policy);
	api->started_utc_ms = clock_world(options->clock);
	api->wake = w->wake;
	rc = pages_new(&api->pages, web_files, web_file_count, why);
	allowance_init(&api->calls, LIMIT_CALLS, LIMIT_CALLS_SECOND);
	allowance_init(&api->guests, LIMIT_GUEST_CALLS, LIMIT_GUEST_SECOND);
	allowance_init(&api->guesses, LIMIT_GUESSES, LIMIT_GUESSES_SECOND);
	api->openapi = BUF_INIT(LIMIT_JSON_BYTES);
	if (rc == 0)
		rc = openapi_build(&api->openapi, why);
	if (rc == 0)
		rc = open_server(w, options, why);
	return rc == 0 ? live_new(api, w->loop, &api->live) : rc;
}

int
web_start(const struct web_options *options, struct web **out, struct why *why)
{
	struct web *w = calloc(1, sizeof(*w));
	int rc;

	if (w == NULL)
		return why_set(why, ERR_NOMEM, SIZE_MAX, "", "out of memory");
	rc = build(w, options, why);
	if (rc == 0) {
		rc = thread_start(&w->thread, "web", run, w);
		if (rc < 0)
			(void)why_set(why, rc, SIZE_MAX, "", "the API's thread cannot start");
	}
	if (rc < 0)
		web_free(w);
	else
		*out = w;
	return rc;
}

void
web_policy(struct web *w, const struct policy *policy)
{
	const struct policy *last;

	lock_take(w->lock);
	last = w->next;
	w->next = policy_hold(policy);
	lock_give(w->lock);
	policy_drop(last);
	wake_signal(w->wake);
}

void
web_stop(struct web *w)
{
	if (w == NULL)
		return;
	lock_take(w->lock);
	w->stop = true;
	lock_give(w->lock);
	wake_signal(w->wake);
	thread_join(w->thread);
	web_free(w);
}

int
web_port(const struct web *w)
{
	return w->port;
}

uint64_t
web_turns(const struct web *w)
{
	return loop_turns(w->loop);
}
