#include "monitor/net/transport.h"

#include <dlfcn.h>
#include <sched.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "tests/support/wire.h"

enum { PATIENCE_MS = 20000, RESULTS = 300 };

/* One loop with a server and a transport on it, and what came back. */
static struct {
	struct clock *clock;
	struct loop *loop;
	struct loop_timer *patience;
	struct transport *transport;
	struct wire *server;
	size_t done, wanted;
	int rc[RESULTS];
	int status[RESULTS];
	bool sent[RESULTS];
	char body[RESULTS][64];
	char retry_after[32];
	size_t asked, waiting, most_waiting;
	struct wire_conn *held[RESULTS];
	bool stopped;
	struct buf big;
} b;

static void
out_of_patience(void *arg)
{
	(void)arg;
	fail_msg("nothing came within %d s", PATIENCE_MS / 1000);
}

/* ---- a name server that never answers for hosts below hang.example ---- */

/* As netdb.h has them, whose own names of parameters the linter would hold against ours. */
enum { EAI_AGAIN = -3 };
struct addrinfo;
int getaddrinfo(
    const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **res);

static int hang[2];           /* reading blocks until the other end is closed */
static atomic_size_t hanging; /* look-ups in it now */
static atomic_size_t most_hanging;

int
getaddrinfo(
    const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **res)
{
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
	size_t now;
	char end;

	if (!node || !strstr(node, "hang.example")) {
		*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
		return real(node, service, hints, res);
	}
	now = atomic_fetch_add(&hanging, 1) + 1;
	if (now > atomic_load(&most_hanging))
		atomic_store(&most_hanging, now);
	(void)!read(hang[0], &end, 1);
	atomic_fetch_sub(&hanging, 1);
	return EAI_AGAIN;
}

/* What is asked for says how it is answered. */
static void
serve(struct wire_conn *c, const struct wire_request *r, void *arg)
{
	char header[64];

	(void)arg;
	b.asked++;
	if (strcmp(r->target, "/echo") == 0) {
		struct buf all = BUF_INIT(4096);

		(void)wire_header(r, "X-Key", header, sizeof(header));
		(void)buf_addf(
		    &all, "%s %s %.*s", r->method, header, (int)r->body.len, r->body.data);
		wire_reply(c, 200, "Retry-After: 7\r\n", buf_span(&all));
		buf_clear(&all);
	} else if (strcmp(r->target, "/redirect") == 0)
		wire_reply(c, 302, "Location: /echo\r\n", SPAN("moved"));
	else if (strcmp(r->target, "/big") == 0)
		wire_reply(c, 200, "", buf_span(&b.big));
	else if (strcmp(r->target, "/many-headers") == 0) {
		struct buf lines = BUF_INIT(60000);

		for (int i = 0; i < LIMIT_HTTP_HEADERS + 1; i++)
			(void)buf_addf(&lines, "X-%d: a\r\n", i);
		wire_reply(c, 200, buf_str(&lines), SPAN(""));
		buf_clear(&lines);
	} else if (strcmp(r->target, "/reset") == 0) {
		wire_send(c, SPAN("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
		wire_reset(c);
	} else if (strcmp(r->target, "/cut") == 0) {
		wire_send(c, SPAN("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
		wire_close(c);
	} else if (strcmp(r->target, "/drip") == 0) {
		wire_drip(c, 30);
		wire_reply(c, 200, "", SPAN("slow"));
	} else if (strcmp(r->target, "/hold") == 0) {
		b.held[b.waiting++] = c;
		if (b.waiting > b.most_waiting)
			b.most_waiting = b.waiting;
	} else if (strcmp(r->target, "/continue") == 0) {
		wire_send(c, SPAN("HTTP/1.1 103 Early Hints\r\nRetry-After: 99\r\n\r\n"));
		wire_reply(c, 404, "", SPAN("none"));
	} /* "/silent": nothing */
}

static int
setup(void **state)
{
	struct clock_options options = {.rate = 1, .start_utc_ms = AT_NONE};

	(void)state;
	memset(&b, 0, sizeof(b));
	buf_init(&b.big, 1 << 20);
	if (clock_new(&b.clock, &options) < 0 || loop_new(&b.loop, b.clock) < 0 ||
	    loop_timer_new(b.loop, out_of_patience, NULL, &b.patience) < 0 ||
	    wire_new(b.loop, serve, NULL, &b.server) < 0)
		return -1;
	loop_timer_after(b.patience, PATIENCE_MS);
	return transport_new(b.loop, &(struct transport_settings){.in_flight = 8}, &b.transport);
}

static int
teardown(void **state)
{
	(void)state;
	transport_free(b.transport);
	wire_free(b.server);
	loop_timer_free(b.patience);
	loop_free(b.loop);
	clock_free(b.clock);
	buf_clear(&b.big);
	return 0;
}

static void
on_done(int rc, struct http_response *res, void *arg)
{
	size_t slot = (size_t)(uintptr_t)arg;
	const char *after = http_headers_get(&res->headers, "retry-after");

	b.rc[slot] = rc;
	b.status[slot] = res->status;
	b.sent[slot] = res->sent;
	(void)snprintf(
	    b.body[slot], sizeof(b.body[slot]), "%.*s", (int)res->body.len, buf_str(&res->body));
	(void)snprintf(b.retry_after, sizeof(b.retry_after), "%s", after ? after : "");
	if (++b.done == b.wanted)
		loop_stop(b.loop);
}

static void
own_origin(char *origin, size_t room)
{
	(void)snprintf(origin, room, "http://127.0.0.1:%d", wire_port(b.server));
}

static int
ask(const char *path, const struct transport_options *limits, size_t slot)
{
	struct transport_options options = limits ? *limits : (struct transport_options){0};
	struct http_request req;
	char origin[64];

	own_origin(origin, sizeof(origin));
	options.origin = origin;
	http_request_init(&req);
	(void)buf_addf(&req.url, "%s%s", origin, path);
	assert_int_equal(http_headers_add_secret(&req.headers, "X-Key", "secret"), 0);
	return transport_send(b.transport, &req, &options, on_done, (void *)(uintptr_t)slot);
}

static void
wait_for(size_t count)
{
	b.wanted = count;
	if (b.done < count)
		assert_int_equal(loop_run(b.loop), 0);
}

static void
test_a_request_goes_out_whole_and_its_reply_comes_back_later(void **state)
{
	struct transport_options options = {0};
	struct http_request req;
	char origin[64];

	(void)state;
	own_origin(origin, sizeof(origin));
	options.origin = origin;
	http_request_init(&req);
	req.method = HTTP_POST;
	(void)buf_addf(&req.url, "%s/echo", origin);
	(void)buf_add_str(&req.body, "a=b");
	assert_int_equal(http_headers_add_secret(&req.headers, "X-Key", "s3"), 0);
	assert_int_equal(transport_send(b.transport, &req, &options, on_done, NULL), 0);
	assert_int_equal(b.done, 0);
	assert_null(req.url.data);
	wait_for(1);
	assert_int_equal(b.rc[0], 0);
	assert_int_equal(b.status[0], 200);
	assert_string_equal(b.body[0], "POST s3 a=b");
	assert_string_equal(b.retry_after, "7");
}

static void
test_requests_in_a_row_share_one_connection(void **state)
{
	(void)state;
	for (size_t i = 0; i < 20; i++) {
		assert_int_equal(ask("/echo", NULL, i), 0);
		wait_for(i + 1);
		assert_int_equal(b.rc[i], 0);
	}
	assert_int_equal(b.asked, 20);
	assert_int_equal(wire_accepted(b.server), 1);
}

static void
test_a_burst_is_answered_whole_within_the_window(void **state)
{
	(void)state;
	for (size_t i = 0; i < 200; i++)
		assert_int_equal(ask("/echo", NULL, i), 0);
	assert_int_equal(transport_busy(b.transport), 200);
	wait_for(200);
	for (size_t i = 0; i < 200; i++)
		assert_int_equal(b.rc[i], 0);
	assert_int_equal(transport_busy(b.transport), 0);
	assert_true(wire_accepted(b.server) <= 8);
}

static void
let_go(void *arg)
{
	(void)arg;
	for (size_t i = 0; i < b.waiting; i++)
		wire_reply(b.held[i], 200, "", SPAN("late"));
	b.waiting = 0;
	loop_timer_after(*(struct loop_timer **)arg, 50);
}

static void
test_no_more_than_the_window_runs_at_once(void **state)
{
	struct loop_timer *timer;

	(void)state;
	for (size_t i = 0; i < 30; i++)
		assert_int_equal(ask("/hold", NULL, i), 0);
	assert_int_equal(loop_timer_new(b.loop, let_go, &timer, &timer), 0);
	loop_timer_after(timer, 50);
	wait_for(30);
	assert_int_equal(b.most_waiting, 8);
	loop_timer_free(timer);
}

static void
test_faults_of_the_wire_have_their_codes(void **state)
{
	static const struct {
		const char *path;
		struct transport_options limits;
		int rc;
	} cases[] = {
	    {"/reset", {0}, ERR_NETWORK},
	    {"/cut", {0}, ERR_NETWORK},
	    {"/silent", {.total_ms = 60}, ERR_TIMEOUT},
	    {"/drip", {.total_ms = 150}, ERR_TIMEOUT},
	    {"/big", {.body_bytes = 1000}, ERR_TOO_BIG},
	    {"/many-headers", {0}, ERR_TOO_BIG},
	};

	(void)state;
	for (int i = 0; i < 2000; i++)
		(void)buf_add_char(&b.big, 'a');
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(ask(cases[i].path, &cases[i].limits, i), 0);
		wait_for(i + 1);
		assert_int_equal(b.rc[i], cases[i].rc);
		assert_int_equal(b.status[i], 0);
	}
}

/* What was sent and got no answer may have arrived; what never met a server has not. */
static void
test_whether_the_request_was_on_its_way_is_told(void **state)
{
	(void)state;
	assert_int_equal(ask("/cut", NULL, 0), 0);
	wait_for(1);
	assert_int_equal(b.rc[0], ERR_NETWORK);
	assert_true(b.sent[0]);
	assert_int_equal(ask("/silent", &(struct transport_options){.total_ms = 60}, 1), 0);
	wait_for(2);
	assert_int_equal(b.rc[1], ERR_TIMEOUT);
	assert_true(b.sent[1]);
	assert_int_equal(ask("/echo", NULL, 2), 0);
	wire_free(b.server);
	b.server = NULL;
	wait_for(3);
	assert_int_equal(b.rc[2], ERR_NETWORK);
	assert_false(b.sent[2]);
}

/* ---- guarded requests: to a URL that somebody configured ---- */

static void
ask_guarded(const char *host, bool private_too, size_t slot)
{
	struct transport_options options = {
	    .guarded = true, .private_too = private_too, .plain_too = true};
	struct http_request req;
	char origin[96];

	(void)snprintf(origin, sizeof(origin), "http://%s:%d", host, wire_port(b.server));
	options.origin = origin;
	http_request_init(&req);
	(void)buf_addf(&req.url, "%s/echo", origin);
	assert_int_equal(
	    transport_send(b.transport, &req, &options, on_done, (void *)(uintptr_t)slot), 0);
	wait_for(slot + 1);
}

/* However it is written, the address is this machine's; and it is never asked. */
static void
test_no_spelling_of_a_private_address_passes_the_guard(void **state)
{
	static const char *const spellings[] = {"127.0.0.1", "127.1", "127.0.1", "2130706433",
	    "0177.0.0.1", "017700000001", "0x7f.0.0.1", "0x7f000001", "127.000.000.001",
	    "localhost", "LOCALHOST", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::1]",
	    "[::127.0.0.1]", "[0:0:0:0:0:ffff:7f00:0001]", "0.0.0.0", "0", "169.254.169.254",
	    "[fe80::1]", "10.0.0.1", "[fd00::1]"};

	(void)state;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		ask_guarded(spellings[i], false, i);
		assert_int_equal(b.rc[i], ERR_FORBIDDEN);
		assert_false(b.sent[i]);
	}
	assert_int_equal(wire_accepted(b.server), 0);
}

static void
test_a_guarded_request_reaches_this_machine_when_that_is_meant(void **state)
{
	(void)state;
	ask_guarded("127.0.0.1", true, 0);
	ask_guarded("2130706433", true, 1);
	ask_guarded("169.254.169.254", true, 2);
	assert_int_equal(b.rc[0], 0);
	assert_int_equal(b.rc[1], 0);
	assert_int_equal(b.rc[2], ERR_FORBIDDEN);
	/* each has a connection of its own, looked at by itself */
	assert_int_equal(wire_accepted(b.server), 2);
}

static void
test_plain_http_leaves_the_machine_only_when_said(void **state)
{
	struct transport_options options = {.origin = "http://aviso.example", .guarded = true};
	struct http_request req;

	(void)state;
	http_request_init(&req);
	(void)buf_add_str(&req.url, "http://aviso.example/in");
	assert_int_equal(transport_send(b.transport, &req, &options, on_done, NULL), ERR_FORBIDDEN);
}

static void
test_a_closed_port_is_a_network_error(void **state)
{
	(void)state;
	assert_int_equal(ask("/echo", NULL, 0), 0);
	wire_free(b.server);
	b.server = NULL;
	wait_for(1);
	assert_int_equal(b.rc[0], ERR_NETWORK);
}

static void
test_a_body_up_to_its_cap_comes_whole(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++)
		(void)buf_add_char(&b.big, 'a');
	assert_int_equal(ask("/big", &(struct transport_options){.body_bytes = 1000}, 0), 0);
	wait_for(1);
	assert_int_equal(b.rc[0], 0);
}

static void
test_a_redirect_is_an_answer_and_not_followed(void **state)
{
	(void)state;
	assert_int_equal(ask("/redirect", NULL, 0), 0);
	wait_for(1);
	assert_int_equal(b.rc[0], 0);
	assert_int_equal(b.status[0], 302);
	assert_int_equal(b.asked, 1);
}

static void
test_headers_before_the_last_status_line_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(ask("/continue", NULL, 0), 0);
	wait_for(1);
	assert_int_equal(b.status[0], 404);
	assert_string_equal(b.retry_after, "");
}

static void
test_origins_that_are_not_allowed_are_refused_before_any_byte(void **state)
{
	static const char *const allowed[] = {"https://api.carrier.example", NULL};
	static const struct {
		const char *url;
		const char *own;
		int rc;
	} cases[] = {
	    {"https://api.carrier.example/track", "", 0},
	    {"https://API.carrier.example:443/track", NULL, 0},
	    {"https://api.carrier.example.evil.example/", "", ERR_FORBIDDEN},
	    {"https://api.carrier.example:8443/", "", ERR_FORBIDDEN},
	    {"http://api.carrier.example/", "http://api.carrier.example", ERR_FORBIDDEN},
	    {"http://127.0.0.1.evil.example/", "http://127.0.0.1.evil.example", ERR_FORBIDDEN},
	    {"https://127.0.0.1:1/", "http://127.0.0.1:1", ERR_FORBIDDEN},
	    {"ftp://127.0.0.1/", "ftp://127.0.0.1", -1},
	    {"file:///etc/passwd", "", -1},
	    {"", "", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct transport_options options = {.origins = allowed, .origin = cases[i].own};
		struct http_request req;
		int rc;

		http_request_init(&req);
		(void)buf_add_str(&req.url, cases[i].url);
		rc = transport_send(b.transport, &req, &options, on_done, NULL);
		if (cases[i].rc == -1)
			assert_true(rc == ERR_FORBIDDEN || rc == ERR_MALFORMED);
		else
			assert_int_equal(rc, cases[i].rc);
	}
	assert_int_equal(b.done, 0); /* nothing ran: the loop has not turned */
}

static void
again(int rc, struct http_response *res, void *arg)
{
	size_t slot = (size_t)(uintptr_t)arg;

	if (slot < 5)
		assert_int_equal(ask("/echo", NULL, slot + 1), 0);
	on_done(rc, res, arg);
}

static void
test_a_callback_may_send_the_next_request(void **state)
{
	struct transport_options options = {0};
	struct http_request req;
	char origin[64];

	(void)state;
	own_origin(origin, sizeof(origin));
	options.origin = origin;
	http_request_init(&req);
	(void)buf_addf(&req.url, "%s/echo", origin);
	assert_int_equal(transport_send(b.transport, &req, &options, again, NULL), 0);
	wait_for(2);
	assert_int_equal(b.rc[1], 0);
}

static void
on_stopped(void *arg)
{
	(void)arg;
	b.stopped = true;
	loop_stop(b.loop);
}

static void
test_a_stop_ends_what_waits_at_once_and_what_runs_at_its_deadline(void **state)
{
	(void)state;
	for (size_t i = 0; i < 12; i++)
		assert_int_equal(ask("/silent", NULL, i), 0);
	assert_int_equal(ask("/echo", NULL, 12), 0);
	b.wanted = SIZE_MAX;
	transport_stop(b.transport, 100, on_stopped, NULL);
	assert_int_equal(ask("/echo", NULL, 13), ERR_STOPPING);
	assert_int_equal(b.done, 0);
	assert_int_equal(loop_run(b.loop), 0);
	assert_true(b.stopped);
	assert_int_equal(b.done, 13);
	for (size_t i = 0; i < 13; i++)
		assert_int_equal(b.rc[i], ERR_STOPPING);
}

static void
stop_softly(void *arg)
{
	(void)arg;
	transport_stop(b.transport, PATIENCE_MS, on_stopped, NULL);
	for (size_t i = 0; i < b.waiting; i++)
		wire_reply(b.held[i], 200, "", SPAN("late"));
}

static void
test_a_stop_lets_a_transfer_finish_before_its_deadline(void **state)
{
	struct loop_timer *timer;

	(void)state;
	assert_int_equal(ask("/hold", NULL, 0), 0);
	b.wanted = SIZE_MAX;
	assert_int_equal(loop_timer_new(b.loop, stop_softly, NULL, &timer), 0);
	loop_timer_after(timer, 100);
	assert_int_equal(loop_run(b.loop), 0);
	assert_true(b.stopped);
	assert_int_equal(b.rc[0], 0);
	loop_timer_free(timer);
}

static int
ask_hanging(size_t host, size_t slot)
{
	struct transport_options options = {.connect_ms = PATIENCE_MS};
	struct http_request req;
	char origin[64];

	(void)snprintf(origin, sizeof(origin), "https://c%zu.hang.example", host);
	options.origin = origin;
	http_request_init(&req);
	(void)buf_addf(&req.url, "%s/", origin);
	return transport_send(b.transport, &req, &options, on_done, (void *)(uintptr_t)slot);
}

static void
test_a_name_server_that_hangs_holds_up_its_own_origin_alone(void **state)
{
	(void)state;
	assert_int_equal(pipe(hang), 0);
	for (size_t i = 0; i < 12; i++)
		assert_int_equal(ask_hanging(0, 100 + i), 0);
	for (size_t i = 0; i < 20; i++) {
		assert_int_equal(ask("/echo", NULL, i), 0);
		wait_for(i + 1);
		assert_int_equal(b.rc[i], 0);
	}
	assert_true(atomic_load(&most_hanging) <= 2);
	for (size_t host = 1; host < 12; host++)
		assert_int_equal(ask_hanging(host, 120 + host), 0);
	for (size_t i = 20; i < 25; i++)
		assert_int_equal(ask("/echo", NULL, i), 0);
	b.wanted = SIZE_MAX;
	transport_stop(b.transport, 100, on_stopped, NULL);
	assert_int_equal(loop_run(b.loop), 0);
	assert_true(atomic_load(&most_hanging) <= LIMIT_LOOKUPS);
	assert_int_equal(b.rc[100], ERR_STOPPING);
	/* ... nor does the end wait for it */
	transport_free(b.transport);
	b.transport = NULL;
	assert_true(atomic_load(&hanging) > 0);
	(void)close(hang[1]);
	while (atomic_load(&hanging) > 0)
		(void)sched_yield();
	(void)close(hang[0]);
}

static void
test_freeing_ends_what_runs_without_a_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < 12; i++)
		assert_int_equal(ask("/silent", NULL, i), 0);
	assert_int_equal(ask("/echo", NULL, 12), 0);
	b.wanted = SIZE_MAX;
	loop_timer_after(b.patience, PATIENCE_MS);
	transport_free(b.transport);
	b.transport = NULL;
	assert_int_equal(b.done, 0);
}

static int
library_init(void **state)
{
	(void)state;
	return transport_library_init();
}

static int
library_end(void **state)
{
	(void)state;
	transport_library_end();
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_name_server_that_hangs_holds_up_its_own_origin_alone),
	    TEST(test_a_request_goes_out_whole_and_its_reply_comes_back_later),
	    TEST(test_requests_in_a_row_share_one_connection),
	    TEST(test_a_burst_is_answered_whole_within_the_window),
	    TEST(test_no_more_than_the_window_runs_at_once),
	    TEST(test_faults_of_the_wire_have_their_codes),
	    TEST(test_whether_the_request_was_on_its_way_is_told),
	    TEST(test_no_spelling_of_a_private_address_passes_the_guard),
	    TEST(test_a_guarded_request_reaches_this_machine_when_that_is_meant),
	    TEST(test_plain_http_leaves_the_machine_only_when_said),
	    TEST(test_a_closed_port_is_a_network_error),
	    TEST(test_a_body_up_to_its_cap_comes_whole),
	    TEST(test_a_redirect_is_an_answer_and_not_followed),
	    TEST(test_headers_before_the_last_status_line_do_not_count),
	    TEST(test_origins_that_are_not_allowed_are_refused_before_any_byte),
	    TEST(test_a_callback_may_send_the_next_request),
	    TEST(test_a_stop_ends_what_waits_at_once_and_what_runs_at_its_deadline),
	    TEST(test_a_stop_lets_a_transfer_finish_before_its_deadline),
	    TEST(test_freeing_ends_what_runs_without_a_word),
	};

	return cmocka_run_group_tests(tests, library_init, library_end);
}
