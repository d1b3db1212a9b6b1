#include "monitor/web/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <arpa/inet.h>
#include <grp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "tests/support/client.h"

enum { DEADLINE_MS = 300, PATIENT_MS = 60000, FEW = 3, SOME = 8, WAITED_MS = 500 };
enum { STATUS_BASE = 190, STRANGER = 65534 }; /* an exit code holds a byte */

/* A server on a thread of its own; what it answers stands in the path. */
static struct {
	char folder[32];
	char path[64];
	struct clock *clock;
	struct loop *loop;
	struct server *server;
	struct wake *stop;
	struct loop_watch *watch;
	struct loop_timer *later;
	struct server_ticket ticket;
	struct thread *thread;
	struct http_response reply;
	gid_t group;
	struct listen_socket sockets[2]; /* the Unix one, and one on TCP */
	int port;
	bool behind_proxy; /* what comes by TCP comes from a trusted one */
	bool roomy;        /* many places by TCP */
	struct server_ticket stream;
	struct loop_timer *more; /* of a stream */
} b;

/* As fast as it can, until the client has been cut. */
static void
stream_more(void *arg)
{
	static const char piece[64 << 10];

	(void)arg;
	if (server_stream_add(b.server, b.stream, (struct span){piece, sizeof(piece)}) < 0)
		return;
	loop_timer_after(b.more, 1);
}

static void
stream(const struct server_request *r)
{
	server_stream(b.server, r->ticket,
	    &(struct server_reply){.status = 200, .content_type = "text/event-stream"});
	if (strcmp(r->path, "/flood") == 0) {
		b.stream = r->ticket;
		loop_timer_after(b.more, 0);
		return;
	}
	for (int i = 0; i < 3; i++)
		(void)!server_stream_add(b.server, r->ticket, SPAN("piece\n"));
	server_stream_end(b.server, r->ticket);
	server_stream_end(b.server, r->ticket); /* again: nobody's */
	(void)!server_stream_add(b.server, r->ticket, SPAN("nobody's\n"));
}

static void
echo(const struct server_request *r, void *arg)
{
	struct buf body = BUF_INIT(LIMIT_JSON_BYTES);
	static const struct server_field allow = {"Allow", "GET"};
	static const struct server_field split = {"Location", "/a\r\nSet-Cookie: session=b"};
	struct server_reply reply = {.status = 200};

	(void)arg;
	if (strcmp(r->path, "/never") == 0)
		return;
	if (strcmp(r->path, "/stream") == 0 || strcmp(r->path, "/flood") == 0) {
		stream(r);
		return;
	}
	if (strcmp(r->path, "/later") == 0) {
		server_wait(b.server, r->ticket);
		b.ticket = r->ticket;
		loop_timer_after(b.later, WAITED_MS);
		return;
	}
	if (strcmp(r->path, "/big") == 0)
		for (int i = 0; i < 1 << 20; i++)
			(void)buf_add_str(&body, "12345678");
	else if (strcmp(r->path, "/who") == 0)
		(void)buf_addf(&body, "%s %s", r->address, r->tls ? "tls" : "clear");
	else
		(void)buf_addf(&body, "%s %s %s %s %.*s", r->method, r->path, r->query,
		    server_header(r, "Content-Type"), (int)r->body.len, r->body.data);
	if (strcmp(r->path, "/full") == 0)
		reply = (struct server_reply){
		    .status = 503, .retry_after_s = 7, .fields = &allow, .field_count = 1};
	if (strcmp(r->path, "/split") == 0)
		reply = (struct server_reply){.status = 303, .fields = &split, .field_count = 1};
	if (strcmp(r->path, "/html") == 0)
		reply.content_type = "text/html; charset=utf-8";
	reply.body = buf_span(&body);
	server_answer(b.server, r->ticket, &reply);
	server_answer(b.server, r->ticket, &reply); /* a second answer is nobody's */
	buf_clear(&body);
}

static void
answer_later(void *arg)
{
	(void)arg;
	server_answer(
	    b.server, b.ticket, &(struct server_reply){.status = 200, .body = SPAN("late")});
}

static void
stop(int fd, int events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	loop_stop(b.loop);
}

static void
run(void *arg)
{
	(void)arg;
	(void)!loop_run(b.loop);
}

static int
new_server(int64_t deadline_ms, const char *group, struct why *why)
{
	static const struct peer_nets none = {.count = 0};
	struct server_door doors[2] = {{.socket = &b.sockets[0], .connections = FEW},
	    {.socket = &b.sockets[1], .connections = b.roomy ? 512 : SOME, .per_address = FEW}};
	struct peer_nets proxies = none;
	int rc = listen_unix(b.path, group, &b.sockets[0], why);

	if (rc == 0)
		rc = listen_tcp("127.0.0.1:0", &b.sockets[1], why);
	if (rc == 0 && b.behind_proxy)
		rc = peer_nets_parse(SPAN("192.0.2.0/24, 127.0.0.0/8"), &proxies);
	if (rc == 0)
		b.port = listen_port(&b.sockets[1]);
	return rc < 0 ? rc
		      : server_new(b.loop,
			    &(struct server_options){.doors = doors,
				.door_count = 2,
				.proxies = &proxies,
				.deadline_ms = deadline_ms,
				.handle = echo},
			    &b.server, why);
}

static int
start(int64_t deadline_ms, const char *group)
{
	struct clock_options options = {.rate = 1, .start_utc_ms = AT_NONE};
	struct why why;

	bool behind_proxy = b.behind_proxy, roomy = b.roomy;

	memset(&b, 0, sizeof(b));
	b.behind_proxy = behind_proxy;
	b.roomy = roomy;
	b.sockets[0] = b.sockets[1] = LISTEN_INIT;
	http_response_init(&b.reply);
	memcpy(b.folder, "/tmp/puntual-XXXXXX", 20);
	if (mkdtemp(b.folder) == NULL)
		return -1;
	(void)snprintf(b.path, sizeof(b.path), "%s/api.sock", b.folder);
	if (clock_new(&b.clock, &options) < 0 || loop_new(&b.loop, b.clock) < 0 ||
	    wake_new(&b.stop) < 0 ||
	    loop_watch_new(b.loop, wake_fd(b.stop), stop, NULL, &b.watch) < 0 ||
	    loop_watch_set(b.watch, LOOP_READ) < 0 ||
	    loop_timer_new(b.loop, answer_later, NULL, &b.later) < 0 ||
	    loop_timer_new(b.loop, stream_more, NULL, &b.more) < 0 ||
	    new_server(deadline_ms, group, &why) < 0)
		return -1;
	return thread_start(&b.thread, "server", run, NULL);
}

static int
setup(void **state)
{
	(void)state;
	return start(PATIENT_MS, "");
}

static int
setup_hasty(void **state)
{
	(void)state;
	return start(DEADLINE_MS, "");
}

static int
setup_with_group(void **state)
{
	struct group some, *found = NULL;
	char room[4096];
	int rc;

	(void)state;
	if (geteuid() != 0 || getgrgid_r(1, &some, room, sizeof(room), &found) != 0 ||
	    found == NULL)
		return start(PATIENT_MS, "");
	rc = start(PATIENT_MS, some.gr_name);
	b.group = 1;
	return rc;
}

static int
teardown(void **state)
{
	(void)state;
	wake_signal(b.stop);
	thread_join(b.thread);
	listen_close(&b.sockets[0]);
	server_free(b.server);
	listen_close(&b.sockets[1]);
	loop_timer_free(b.later);
	loop_timer_free(b.more);
	b.behind_proxy = b.roomy = false;
	loop_watch_free(b.watch);
	wake_free(b.stop);
	loop_free(b.loop);
	clock_free(b.clock);
	http_response_clear(&b.reply);
	return rmdir(b.folder); /* fails when the socket file was left */
}

static void
test_a_request_reaches_the_handler_whole(void **state)
{
	(void)state;
	assert_int_equal(client_ask(b.path, "POST", "/v1/a%2Fb?q=x%20y", "{\"a\":1}", &b.reply), 0);
	assert_int_equal(b.reply.status, 200);
	assert_string_equal(
	    buf_str(&b.reply.body), "POST /v1/a%2Fb q=x%20y application/json {\"a\":1}");
	assert_string_equal(http_headers_get(&b.reply.headers, "content-type"), "application/json");
	assert_string_equal(http_headers_get(&b.reply.headers, "cache-control"), "no-store");
}

static void
test_a_connection_serves_one_request_after_the_other(void **state)
{
	int fd = client_open(b.path);

	(void)state;
	for (int i = 0; i < 5; i++) {
		assert_true(client_send(fd, SPAN("GET /again HTTP/1.1\r\n\r\n")));
		assert_int_equal(client_read(fd, &b.reply), 0);
		assert_string_equal(buf_str(&b.reply.body), "GET /again   ");
	}
	close(fd);
}

static void
test_requests_sent_at_once_are_answered_in_their_order(void **state)
{
	static const char *const wanted[] = {"GET /1   ", "12345678", "GET /3   "};
	struct buf all = BUF_INIT(LIMIT_JSON_BYTES);
	static char piece[1 << 16];
	const char *at;
	int fd = client_open(b.path);
	ssize_t len;

	(void)state;
	assert_true(client_send(fd,
	    SPAN("GET /1 HTTP/1.1\r\n\r\nGET /big HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n"
		 "Connection: close\r\n\r\n")));
	while ((len = read(fd, piece, sizeof(piece))) > 0)
		assert_int_equal(buf_add(&all, piece, (size_t)len), 0);
	assert_int_equal(len, 0);
	at = buf_str(&all);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		at = strstr(at, "HTTP/1.1 200 OK\r\n");
		assert_non_null(at);
		at = strstr(at, "\r\n\r\n");
		assert_non_null(at);
		assert_memory_equal(at + 4, wanted[i], strlen(wanted[i]));
	}
	assert_int_equal(buf_span(&all).data + all.len - at, 4 + strlen(wanted[2]));
	buf_clear(&all);
	(void)close(fd);
}

static void
test_a_value_of_two_lines_is_no_header(void **state)
{
	(void)state;
	assert_int_not_equal(client_ask(b.path, "GET", "/split", NULL, &b.reply), 0);
	assert_int_equal(client_ask(b.path, "GET", "/", NULL, &b.reply), 0);
}

static void
test_an_answer_carries_its_headers(void **state)
{
	(void)state;
	assert_int_equal(client_ask(b.path, "GET", "/full", NULL, &b.reply), 0);
	assert_int_equal(b.reply.status, 503);
	assert_string_equal(http_headers_get(&b.reply.headers, "retry-after"), "7");
	assert_string_equal(http_headers_get(&b.reply.headers, "allow"), "GET");
}

static void
test_a_large_answer_comes_whole(void **state)
{
	(void)state;
	assert_int_equal(client_ask(b.path, "GET", "/big", NULL, &b.reply), 0);
	assert_int_equal(b.reply.body.len, 8 << 20);
}

/* Raw requests that are refused, and how. */
static void
test_bad_requests_are_refused(void **state)
{
	static const struct {
		const char *name;
		const char *request;
		int status;
	} rows[] = {
	    {"two lengths", "POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}",
		400},
	    {"a length beside chunks",
		"POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		400},
	    {"a negative length", "POST / HTTP/1.1\r\nContent-Length: -2\r\n\r\n{}", 400},
	    {"no HTTP", "hello\r\n\r\n", 400},
	    {"a method unheard of", "BREW / HTTP/1.1\r\n\r\n", 501},
	    {"one that tunnels", "CONNECT x:1 HTTP/1.1\r\n\r\n", 501},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int fd = client_open(b.path);

		assert_true(client_send(fd, span_of(rows[i].request)));
		assert_int_equal(client_read(fd, &b.reply), 0);
		if (b.reply.status != rows[i].status)
			fail_msg("%s: %d, not %d", rows[i].name, b.reply.status, rows[i].status);
		close(fd);
	}
}

static void
test_bodies_and_headers_are_capped(void **state)
{
	struct buf big = BUF_INIT(LIMIT_JSON_BYTES);
	int fd;

	(void)state;
	for (size_t i = 0; i <= LIMIT_API_BODY_BYTES; i++)
		(void)buf_add_char(&big, ' ');
	assert_int_equal(client_ask(b.path, "POST", "/", buf_str(&big), &b.reply), 0);
	assert_int_equal(b.reply.status, 413);

	fd = client_open(b.path);
	buf_reset(&big);
	(void)buf_add_str(&big, "GET / HTTP/1.1\r\nX: ");
	for (size_t i = 0; i <= LIMIT_HTTP_HEADER_BYTES; i++)
		(void)buf_add_char(&big, 'x');
	(void)buf_add_str(&big, "\r\n\r\n");
	assert_true(client_send(fd, buf_span(&big)));
	assert_int_equal(client_read(fd, &b.reply), 0);
	assert_int_equal(b.reply.status, 400);
	close(fd);
	buf_clear(&big);
}

static void
test_connections_over_the_cap_wait_for_a_place(void **state)
{
	int fds[FEW];
	int waiting;

	(void)state;
	for (size_t i = 0; i < FEW; i++) {
		fds[i] = client_open(b.path);
		assert_true(client_send(fds[i], SPAN("GET /x HTTP/1.1\r\n\r\n")));
		assert_int_equal(client_read(fds[i], &b.reply), 0);
	}
	waiting = client_open(b.path);
	assert_true(client_send(waiting, SPAN("GET /y HTTP/1.1\r\n\r\n")));
	/* The others are still served, and it is not. */
	for (size_t i = 1; i < FEW; i++) {
		assert_true(client_send(fds[i], SPAN("GET /z HTTP/1.1\r\n\r\n")));
		assert_int_equal(client_read(fds[i], &b.reply), 0);
	}
	assert_false(client_ready(waiting, 0));
	close(fds[0]);
	assert_int_equal(client_read(waiting, &b.reply), 0);
	assert_string_equal(buf_str(&b.reply.body), "GET /y   ");
	close(waiting);
	for (size_t i = 1; i < FEW; i++)
		close(fds[i]);
}

static void
test_a_connection_without_request_is_closed(void **state)
{
	int silent = client_open(b.path), half = client_open(b.path);

	(void)state;
	assert_true(client_send(half, SPAN("GET /x HTTP/1.1\r\nHost: a")));
	assert_true(client_closed(silent));
	assert_true(client_closed(half));
	close(silent);
	close(half);
}

static void
test_a_client_that_drips_is_closed(void **state)
{
	int fd = client_open(b.path);
	int sent = 0;

	(void)state;
	/* Each byte is in time; their request is not. */
	while (sent < 1000 && client_send(fd, SPAN("X")) && !client_ready(fd, DEADLINE_MS / 10))
		sent++;
	assert_in_range(sent, 1, 50);
	close(fd);
}

static void
test_a_client_that_does_not_read_is_closed(void **state)
{
	int fd = client_open(b.path);
	struct http_response whole;

	(void)state;
	http_response_init(&whole);
	assert_true(client_send(fd, SPAN("GET /big HTTP/1.1\r\n\r\n")));
	/* Another one's request comes and goes; by then the deadline of the first has passed. */
	assert_int_equal(client_ask(b.path, "GET", "/later", NULL, &whole), 0);
	assert_int_equal(client_read(fd, &whole), ERR_NETWORK);
	http_response_clear(&whole);
	close(fd);
}

static void
test_an_answer_that_does_not_come_is_said_so(void **state)
{
	(void)state;
	assert_int_equal(client_ask(b.path, "GET", "/never", NULL, &b.reply), 0);
	assert_int_equal(b.reply.status, 503);
	assert_non_null(strstr(buf_str(&b.reply.body), "\"code\":\"timeout\""));
}

static void
test_an_answer_may_be_awaited_beyond_the_deadline(void **state)
{
	(void)state;
	assert_int_equal(client_ask(b.path, "GET", "/later", NULL, &b.reply), 0);
	assert_string_equal(buf_str(&b.reply.body), "late");
}

static void
test_an_answer_to_one_that_has_gone_is_dropped(void **state)
{
	int fd = client_open(b.path);

	(void)state;
	assert_true(client_send(fd, SPAN("GET /later HTTP/1.1\r\n\r\n")));
	close(fd);
	assert_int_equal(client_ask(b.path, "GET", "/later", NULL, &b.reply), 0);
	assert_string_equal(buf_str(&b.reply.body), "late");
}

static void
test_the_socket_is_for_user_and_group(void **state)
{
	struct stat found;

	(void)state;
	assert_int_equal(stat(b.path, &found), 0);
	assert_int_equal(found.st_mode & 0777, 0660);
}

/* The status that a process of another user gets; 0 for none. */
static int
status_as(uid_t user, gid_t group)
{
	int ended = -1;
	pid_t child = fork();

	if (child == 0) {
		if (setgroups(0, NULL) < 0 || setgid(group) < 0 || setuid(user) < 0 ||
		    client_ask(b.path, "GET", "/x", NULL, &b.reply) < 0)
			_exit(0);
		_exit(b.reply.status - STATUS_BASE);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &ended, 0), child);
	assert_true(WIFEXITED(ended));
	return WEXITSTATUS(ended) + STATUS_BASE;
}

static void
test_strangers_are_refused_and_the_group_is_let_in(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip(); /* only root can be somebody else */
	assert_int_equal(chmod(b.folder, 0755), 0);
	assert_int_equal(chmod(b.path, 0666), 0); /* the mode alone would keep them out */
	assert_int_equal(status_as(STRANGER, STRANGER), 403);
	assert_int_equal(status_as(STRANGER, b.group), 200);
	assert_int_equal(status_as(0, 0), 200);
}

static void
test_a_path_is_taken_over_only_from_the_dead(void **state)
{
	struct listen_socket second = LISTEN_INIT;
	struct why why;
	char other[80];
	FILE *file;

	(void)state;
	assert_int_equal(listen_unix(b.path, "", &second, &why), ERR_IN_USE);
	assert_string_equal(why.path, "socket");

	(void)snprintf(other, sizeof(other), "%s/file", b.folder);
	file = fopen(other, "w");
	assert_non_null(file);
	(void)fclose(file);
	assert_int_equal(listen_unix(other, "", &second, &why), ERR_EXISTS);
	assert_int_equal(unlink(other), 0);
	assert_int_equal(listen_unix(other, "no-such-group", &second, &why), ERR_NOT_FOUND);
	assert_string_equal(why.path, "group");
	(void)snprintf(other, sizeof(other), "%s/no/such", b.folder);
	assert_int_equal(listen_unix(other, "", &second, &why), ERR_NOT_FOUND);
	assert_int_equal(second.fd, -1);
}

static void
test_a_socket_file_left_behind_is_replaced(void **state)
{
	char kept[80];
	struct why why;

	(void)state;
	/* As a killed daemon leaves it: a file, and nobody behind it. */
	(void)snprintf(kept, sizeof(kept), "%s.kept", b.path);
	wake_signal(b.stop);
	thread_join(b.thread);
	b.thread = NULL;
	assert_int_equal(link(b.path, kept), 0);
	listen_close(&b.sockets[0]);
	server_free(b.server);
	b.server = NULL;
	assert_int_equal(rename(kept, b.path), 0);
	assert_int_equal(new_server(PATIENT_MS, "", &why), 0);
	wake_drain(b.stop);
	assert_int_equal(thread_start(&b.thread, "server", run, NULL), 0);
	assert_int_equal(client_ask(b.path, "GET", "/x", NULL, &b.reply), 0);
	assert_int_equal(b.reply.status, 200);
}

/* ---- anybody's side ---- */

static int
setup_behind_proxy(void **state)
{
	b.behind_proxy = true;
	return setup(state);
}

static int
setup_roomy(void **state)
{
	b.roomy = true;
	return setup_hasty(state);
}

/* One request on a connection of its own: its status. */
static int
ask_tcp(const char *request)
{
	int fd = client_open_tcp(b.port), rc;

	assert_true(fd >= 0);
	rc = client_send(fd, span_of(request)) ? client_read(fd, &b.reply) : ERR_NETWORK;
	(void)close(fd);
	return rc < 0 ? rc : b.reply.status;
}

static void
test_requests_with_two_meanings_are_refused(void **state)
{
	static const char *const rows[] = {
	    "GET / HTTP/1.1\r\n\r\n",
	    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
	    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
	    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 2\r\n\r\n{}",
	    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
	    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
	    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
	    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
	    "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: a=2\r\n\r\n",
	    "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nauthorization: b\r\n\r\n",
	    "GET / HTTP/1.1\r\nHost: a\r\nX\001Y: a\r\n\r\n",
	    "GET / HTTP/1.1\r\nHost: a\r\nX: a\001b\r\n\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (ask_tcp(rows[i]) != 400)
			fail_msg("%s: %d", rows[i], b.reply.status);
	assert_int_equal(ask_tcp("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
				 "chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
	    200);
}

static void
test_an_address_has_only_so_many_connections(void **state)
{
	int fds[FEW], over;

	(void)state;
	for (size_t i = 0; i < FEW; i++) {
		fds[i] = client_open_tcp(b.port);
		assert_true(client_send(fds[i], SPAN("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")));
		assert_int_equal(client_read(fds[i], &b.reply), 0);
	}
	over = client_open_tcp(b.port);
	assert_true(client_closed(over));
	(void)close(over);
	/* The commands have their own places. */
	assert_int_equal(client_ask(b.path, "GET", "/x", NULL, &b.reply), 0);
	for (size_t i = 0; i < FEW; i++)
		(void)close(fds[i]);
}

static void
test_a_trusted_proxy_says_who_asks(void **state)
{
	(void)state;
	assert_int_equal(ask_tcp("GET /who HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.1, "
				 "203.0.113.9, 192.0.2.1\r\nX-Forwarded-Proto: https\r\n\r\n"),
	    200);
	assert_string_equal(buf_str(&b.reply.body), "203.0.113.9 tls");
	assert_int_equal(ask_tcp("GET /who HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
	assert_string_equal(buf_str(&b.reply.body), "127.0.0.1 clear");
}

static void
test_nobody_else_says_who_asks(void **state)
{
	(void)state;
	assert_int_equal(ask_tcp("GET /who HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.9\r\n"
				 "X-Forwarded-Proto: https\r\n\r\n"),
	    200);
	assert_string_equal(buf_str(&b.reply.body), "127.0.0.1 clear");
}

static void
test_a_client_behind_a_proxy_has_only_so_many_requests(void **state)
{
	static const char *const never =
	    "GET /never HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";
	int fds[FEW];

	(void)state;
	for (size_t i = 0; i < FEW; i++) {
		fds[i] = client_open_tcp(b.port);
		assert_true(client_send(fds[i], span_of(never)));
		/* Each has come before the next is sent. */
		assert_int_equal(client_ask(b.path, "GET", "/x", NULL, &b.reply), 0);
	}
	while (ask_tcp(never) != 429)
		;
	assert_int_equal(
	    ask_tcp("GET /x HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.10\r\n\r\n"), 200);
	for (size_t i = 0; i < FEW; i++)
		(void)close(fds[i]);
}

static void
test_every_page_names_what_a_browser_may_do(void **state)
{
	(void)state;
	assert_int_equal(client_ask(b.path, "GET", "/html", NULL, &b.reply), 0);
	assert_non_null(strstr(
	    http_headers_get(&b.reply.headers, "content-security-policy"), "default-src 'none'"));
	assert_string_equal(http_headers_get(&b.reply.headers, "x-frame-options"), "DENY");
}

static void
test_a_stream_comes_in_pieces(void **state)
{
	char text[4096];
	size_t len = 0;
	ssize_t got;
	int fd = client_open(b.path);

	(void)state;
	assert_true(client_send(fd, SPAN("GET /stream HTTP/1.1\r\n\r\n")));
	while (client_ready(fd, CLIENT_PATIENCE_MS) &&
	    (got = read(fd, text + len, sizeof(text) - 1 - len)) > 0)
		len += (size_t)got;
	text[len] = '\0';
	(void)close(fd);
	assert_non_null(strstr(text, "text/event-stream"));
	assert_non_null(strstr(text, "6\r\npiece\n\r\n6\r\npiece\n\r\n6\r\npiece\n\r\n0\r\n\r\n"));
	assert_null(strstr(text, "nobody"));
}

static void
test_a_stream_that_nobody_reads_is_cut(void **state)
{
	char room[65536];
	ssize_t got;
	int64_t bytes = 0;
	int fd = client_open(b.path);

	(void)state;
	assert_true(client_send(fd, SPAN("GET /flood HTTP/1.1\r\n\r\n")));
	/* Others are served all the while, and by then it has been cut. */
	for (int i = 0; i < 3; i++)
		assert_int_equal(client_ask(b.path, "GET", "/later", NULL, &b.reply), 0);
	while (client_ready(fd, CLIENT_PATIENCE_MS) && (got = read(fd, room, sizeof(room))) > 0)
		bytes += got;
	(void)close(fd);
	print_message("a reader that does not read was sent %lld kB\n", (long long)bytes >> 10);
	assert_in_range(bytes, 0, 4 << 20);
}

/* Connected from 127.1.<high>.<low>. */
static int
open_from(int number)
{
	const struct sockaddr_in from = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f010000u + (unsigned)number)};
	const struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)b.port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&from, sizeof(from)), 0);
	(void)connect(fd, (const struct sockaddr *)&to, sizeof(to));
	return fd;
}

static void
test_two_thousand_slow_clients_stop_nobody(void **state)
{
	enum { SLOW = 2000 };
	struct rlimit files = {.rlim_cur = 0};
	int *fds;
	int64_t before = client_resident_kb(), began, took;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
	files.rlim_cur = files.rlim_max < 8192 ? files.rlim_max : 8192;
	(void)setrlimit(RLIMIT_NOFILE, &files);
	if (files.rlim_cur < 2 * SLOW)
		skip(); /* not so many files may be open here */
	fds = calloc(SLOW, sizeof(*fds));
	assert_non_null(fds);
	for (int i = 0; i < SLOW; i++)
		fds[i] = open_from(i);
	for (int i = 0; i < SLOW; i++)
		(void)!send(fds[i], "GET /x HTTP/1.1\r\nHo", 20, MSG_NOSIGNAL);
	began = clock_machine_ms();
	assert_int_equal(ask_tcp("GET /x HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
	took = clock_machine_ms() - began;
	assert_int_equal(client_ask(b.path, "GET", "/x", NULL, &b.reply), 0);
	print_message(
	    "%d slow clients: another was served after %lld ms (deadline %d ms), memory grew "
	    "by %lld kB\n",
	    SLOW, (long long)took, DEADLINE_MS, (long long)(client_resident_kb() - before));
	assert_true(client_resident_kb() - before < 65536);
	for (int i = 0; i < SLOW; i++)
		(void)close(fds[i]);
	free(fds);
}

#define WITH(test, how) cmocka_unit_test_setup_teardown(test, how, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH(test_a_request_reaches_the_handler_whole, setup),
	    WITH(test_a_connection_serves_one_request_after_the_other, setup),
	    WITH(test_requests_sent_at_once_are_answered_in_their_order, setup),
	    WITH(test_a_value_of_two_lines_is_no_header, setup),
	    WITH(test_an_answer_carries_its_headers, setup),
	    WITH(test_a_large_answer_comes_whole, setup),
	    WITH(test_bad_requests_are_refused, setup),
	    WITH(test_bodies_and_headers_are_capped, setup),
	    WITH(test_connections_over_the_cap_wait_for_a_place, setup),
	    WITH(test_a_connection_without_request_is_closed, setup_hasty),
	    WITH(test_a_client_that_drips_is_closed, setup_hasty),
	    WITH(test_a_client_that_does_not_read_is_closed, setup_hasty),
	    WITH(test_an_answer_that_does_not_come_is_said_so, setup_hasty),
	    WITH(test_an_answer_may_be_awaited_beyond_the_deadline, setup_hasty),
	    WITH(test_an_answer_to_one_that_has_gone_is_dropped, setup_hasty),
	    WITH(test_the_socket_is_for_user_and_group, setup),
	    WITH(test_strangers_are_refused_and_the_group_is_let_in, setup_with_group),
	    WITH(test_a_path_is_taken_over_only_from_the_dead, setup),
	    WITH(test_a_socket_file_left_behind_is_replaced, setup),
	    WITH(test_requests_with_two_meanings_are_refused, setup),
	    WITH(test_an_address_has_only_so_many_connections, setup),
	    WITH(test_a_trusted_proxy_says_who_asks, setup_behind_proxy),
	    WITH(test_nobody_else_says_who_asks, setup),
	    WITH(test_a_client_behind_a_proxy_has_only_so_many_requests, setup_behind_proxy),
	    WITH(test_every_page_names_what_a_browser_may_do, setup),
	    WITH(test_a_stream_comes_in_pieces, setup),
	    WITH(test_a_stream_that_nobody_reads_is_cut, setup_hasty),
	    WITH(test_two_thousand_slow_clients_stop_nobody, setup_roomy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
