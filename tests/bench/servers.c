#include "tests/bench/servers.h"

#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>

#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "tests/bench/bench.h"

enum { FILE_BYTES = 1024, PLAIN_BYTES = 3600, LOOK_MS = 20, START_LOOKS = 500 };

/* ---- nginx ---- */

struct nginx {
	pid_t child;
	char path[PATH_MAX + 16];
};

static void
write_file(const char *root, const char *name, const char *text)
{
	char path[PATH_MAX + 16];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", root, name);
	file = fopen(path, "w");
	bench_need(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0, path);
}

static void
look_again(void)
{
	(void)nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
}

struct nginx *
nginx_start(const char *root)
{
	struct nginx *n = calloc(1, sizeof(*n));
	char file[FILE_BYTES + 1], conf[4 * PATH_MAX];

	bench_need(n != NULL, "out of memory");
	if (access("/usr/sbin/nginx", X_OK) != 0) {
		free(n);
		return NULL;
	}
	memset(file, 'x', sizeof(file) - 1);
	file[sizeof(file) - 1] = '\0';
	write_file(root, "file", file);
	(void)snprintf(n->path, sizeof(n->path), "%s/nginx.sock", root);
	(void)snprintf(conf, sizeof(conf),
	    "daemon off; %s worker_processes 1; pid %s/nginx.pid; error_log /dev/null;\n"
	    "events { worker_connections 64; }\n"
	    "http { access_log off; keepalive_requests 100000000; sendfile on; open_file_cache max=8;\n"
	    "server { listen unix:%s; root %s; } }\n",
	    getuid() == 0 ? "user root;" : "", root, n->path, root);
	write_file(root, "nginx.conf", conf);
	(void)snprintf(conf, sizeof(conf), "%s/nginx.conf", root);
	n->child = fork();
	bench_need(n->child >= 0, "fork");
	if (n->child == 0) {
		(void)execl("/usr/sbin/nginx", "nginx", "-p", root, "-c", conf, (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < START_LOOKS && access(n->path, F_OK) != 0; i++)
		look_again();
	bench_need(access(n->path, F_OK) == 0, "nginx does not start");
	for (int i = 0; i < 10; i++) /* its worker comes a moment after its socket */
		look_again();
	return n;
}

const char *
nginx_path(const struct nginx *n)
{
	return n->path;
}

double
nginx_stop(struct nginx *n)
{
	struct rusage took;

	(void)kill(n->child, SIGTERM);
	(void)wait4(n->child, NULL, 0, &took);
	free(n);
	return (double)(took.ru_utime.tv_sec + took.ru_stime.tv_sec) +
	    (double)(took.ru_utime.tv_usec + took.ru_stime.tv_usec) / 1e6;
}

/* ---- evhttp alone ---- */

struct plain {
	struct event_base *base;
	struct evhttp *http;
	struct event *timer;
	struct thread *thread;
	atomic_bool over;
	struct sockaddr_un address;
	char body[PLAIN_BYTES];
};

static void
answer(struct evhttp_request *request, void *arg)
{
	const struct plain *p = arg;

	(void)evhttp_add_header(
	    evhttp_request_get_output_headers(request), "Content-Type", "application/json");
	(void)evbuffer_add(evhttp_request_get_output_buffer(request), p->body, sizeof(p->body));
	evhttp_send_reply(request, 200, NULL, NULL);
}

static void
look(evutil_socket_t fd, short what, void *arg)
{
	struct plain *p = arg;

	(void)fd;
	(void)what;
	if (atomic_load(&p->over))
		(void)event_base_loopbreak(p->base);
}

static void
turn(void *arg)
{
	struct plain *p = arg;

	(void)event_base_dispatch(p->base);
}

struct plain *
plain_start(const char *root)
{
	struct plain *p = calloc(1, sizeof(*p));
	struct evconnlistener *listener;

	bench_need(p != NULL, "out of memory");
	memset(p->body, 'x', sizeof(p->body));
	p->address.sun_family = AF_UNIX;
	(void)snprintf(p->address.sun_path, sizeof(p->address.sun_path), "%.90s/plain.sock", root);
	p->base = event_base_new();
	bench_need(p->base != NULL, "an event base");
	p->http = evhttp_new(p->base);
	p->timer = event_new(p->base, -1, EV_PERSIST, look, p);
	bench_need(p->http != NULL && p->timer != NULL, "out of memory");
	evhttp_set_gencb(p->http, answer, p);
	listener = evconnlistener_new_bind(p->base, NULL, NULL, LEV_OPT_CLOSE_ON_FREE, -1,
	    (struct sockaddr *)&p->address, sizeof(p->address));
	bench_need(listener != NULL && evhttp_bind_listener(p->http, listener) != NULL, "a socket");
	bench_need(event_add(p->timer, &(struct timeval){.tv_usec = LOOK_MS * 1000}) == 0 &&
		thread_start(&p->thread, "plain", turn, p) == 0,
	    "a thread");
	return p;
}

const char *
plain_path(const struct plain *p)
{
	return p->address.sun_path;
}

void
plain_stop(struct plain *p)
{
	atomic_store(&p->over, true);
	thread_join(p->thread);
	evhttp_free(p->http);
	event_free(p->timer);
	event_base_free(p->base);
	free(p);
}
