#include "monitor/web/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
} b;

static void
echo(const struct server_request *r, void *arg)
{
	struct buf body = BUF_INIT(LIMIT_JSON_BYTES);
	static const struct server_field allow = {"Allow", "GET"};
	struct server_reply reply = {.status = 200};

	(void)arg;
	if (strcmp(r->path, "/never") == 0)
		return;
	if (strcmp(r->path, "/later") == 0) {
		server_wait(b.server, r->ticket);
		b.ticket = r->ticket;
		loop_timer_after(b.later, WAITED_MS);
		return;
	}
	if (strcmp(r->path, "/big") == 0)
		for (int i = 0; i < 1 << 20; i++)
			(void)buf_add_str(&body, "12345678");
	else
		(void)buf_addf(&body, "%s %s %s %s %.*s", r->method, r->path, r->query,
		    server_header(r, "Content-Type"), (int)r->body.len, r->body.data);
	if (strcmp(r->path, "/full") == 0)
		reply = (struct server_reply){
		    .status = 503, .retry_after_s = 7, .fields = &allow, .field_count = 1};
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
	    {.socket = &b.sockets[1], .connections = SOME, .per_address = FEW}};
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

	bool behind_proxy = b.behind_proxy;

	memset(&b, 0, sizeof(b));
	b.behind_proxy = behind_proxy;
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
	b.behind_proxy = false;
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

#define WITH(test, how) cmocka_unit_test_setup_teardown(test, how, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH(test_a_request_reaches_the_handler_whole, setup),
	    WITH(test_a_connection_serves_one_request_after_the_other, setup),
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
