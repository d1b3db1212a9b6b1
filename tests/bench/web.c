/*
 * web: over a store of a million shipments, how many a second the web thread gives out by the commands' socket, over what nginx does with a file of
 * 1 kB; then how soon it answers while two thousand carriers' replies a second are asked for, judged and committed: searches, and the desk's page of a
 * shipment at 500 requests a second. The store is written row by row, as no daemon would: that is not measured. usage: web [SHIPMENTS]
 */

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/promise/judge.h"
#include "monitor/web/web.h"
#include "tests/bench/bench.h"
#include "tests/bench/large.h"
#include "tests/bench/polls.h"
#include "tests/bench/replies.h"
#include "tests/bench/servers.h"
#include "tests/support/client.h"

enum {
	SHIPMENTS = 1000000,
	SENDERS = 8,
	CALLERS = 24, /* tokens and sessions, each with an allowance of its own */
	POLLS_SECOND = 2000,
	DUE_SECONDS = 7200, /* within which all shipments of the store are due */
	LOOK_MS = 20,
	PAGES_SECOND = 500,
	PAGES = 6000,
	LISTS = 480,
	LISTS_SECOND = 20,
	SEARCHES = 1600,
	SEARCHES_SECOND = 80,
	ROUNDS = 5,
	ROUND_MS = 1000,
	STREAMS = 4,
};

struct bench {
	struct harness h;
	struct clock *clock;
	struct web *web;
	char path[PATH_MAX]; /* of the commands' socket */
	uint64_t shipments;
	struct polls polls;
	struct loop_timer *look;
	atomic_bool over;
};

/* ---- who may ask ---- */

static void
secret_of(char dst[32], enum access_kind kind, unsigned nth)
{
	(void)snprintf(dst, 32, "%s-%u", kind == ACCESS_TOKEN ? "token" : "session", nth);
}

static void
let_in(struct bench *b, enum access_kind kind, unsigned nth)
{
	struct op *op = op_new(OP_ACCESS, b->h.now_utc_ms, NULL);
	char secret[32];

	bench_need(op != NULL, "out of memory");
	secret_of(secret, kind, nth);
	op->access.entry.kind = kind;
	op->access.entry.scopes = SCOPE_ALL;
	access_digest(span_of(secret), op->access.entry.digest);
	(void)snprintf(op->access.entry.name, sizeof(op->access.entry.name), "muestra%u", nth);
	bench_need(harness_run(&b->h, op).rc == 0, "nobody may enter");
}

static void
sleep_until(double at_s)
{
	double left = at_s - bench_wall_s();
	struct timespec t;

	if (left <= 0)
		return;
	t = (struct timespec){(time_t)left, (long)((left - (double)(time_t)left) * 1e9)};
	(void)nanosleep(&t, NULL);
}

/* ---- polls all the while ---- */

static void
look(void *arg)
{
	struct bench *b = arg;

	if (atomic_load(&b->over))
		loop_stop(b->polls.loop);
	else
		loop_timer_after(b->look, LOOK_MS);
}

/* Of what falls due, until `over`; returns how many a second. */
static double
poll_until_over(struct bench *b)
{
	double from = bench_wall_s();
	size_t first = b->polls.sent;

	loop_timer_after(b->look, LOOK_MS);
	poll_wake(b->polls.poll);
	bench_need(loop_run(b->polls.loop) == 0, "loop_run");
	return (double)(b->polls.sent - first) / (bench_wall_s() - from);
}

/* ---- senders ---- */

typedef void request_fn(struct bench *b, uint64_t nth, struct buf *out);

struct sender {
	struct bench *b;
	struct thread *thread;
	request_fn *request;
	unsigned nth;
	size_t count;
	double from_s, gap_s, *took_s;
	atomic_uint *left;
};

/* Each request at its time, however late the one before was answered: who waits because of that has waited. */
static void
send_all(void *arg)
{
	struct sender *s = arg;
	struct http_response reply;
	int fd = client_open_tcp(web_port(s->b->web));

	http_response_init(&reply);
	for (size_t i = 0; i < s->count; i++) {
		double due_s = s->from_s + (double)i * s->gap_s;
		struct buf request = BUF_INIT(1024);

		s->request(s->b, i * SENDERS + s->nth, &request);
		sleep_until(due_s);
		bench_need(client_send(fd, buf_span(&request)) && client_read(fd, &reply) == 0,
		    "no answer");
		if (reply.status != 200)
			(void)fprintf(stderr, "%d %s\n", reply.status, buf_str(&request));
		bench_need(reply.status == 200, "an answer that is none");
		s->took_s[i] = bench_wall_s() - due_s;
		buf_clear(&request);
	}
	http_response_clear(&reply);
	(void)close(fd);
	if (atomic_fetch_sub(s->left, 1) == 1)
		atomic_store(&s->b->over, true);
}

static void
measure(struct bench *b, const char *what, request_fn *request, size_t count, double per_second)
{
	double *took = calloc(count, sizeof(*took)), polls;
	struct sender senders[SENDERS];
	atomic_uint left = SENDERS;
	struct figure figure;

	bench_need(took != NULL, "out of memory");
	atomic_store(&b->over, false);
	for (unsigned i = 0; i < SENDERS; i++) {
		senders[i] = (struct sender){.b = b,
		    .request = request,
		    .nth = i,
		    .count = count / SENDERS,
		    .from_s = bench_wall_s() + 0.1 + i / per_second,
		    .gap_s = SENDERS / per_second,
		    .took_s = took + i * (count / SENDERS),
		    .left = &left};
		bench_need(thread_start(&senders[i].thread, "sender", send_all, &senders[i]) == 0,
		    "thread");
	}
	polls = poll_until_over(b);
	for (unsigned i = 0; i < SENDERS; i++)
		thread_join(senders[i].thread);
	figure = bench_figure(took, count);
	(void)printf("web: %s at %.0f/s: median %.1f ms, p99 %.1f ms, worst %.0f ms; %.0f polls/s "
		     "beside\n",
	    what, per_second, figure.median * 1e3, figure.p99 * 1e3, figure.most * 1e3, polls);
	(void)fflush(stdout);
	free(took);
}

static void
search_request(struct bench *b, uint64_t nth, struct buf *out)
{
	char text[80], secret[32];
	struct buf query = BUF_INIT(256);

	large_name(
	    text, sizeof(text), 1 + nth * 7877 % b->shipments, (enum large_key)(nth % LARGE_KEYS));
	for (const char *c = text; *c != '\0'; c++)
		(void)buf_addf(&query, "%%%02X", (unsigned char)*c);
	secret_of(secret, ACCESS_TOKEN, (unsigned)(nth % CALLERS));
	(void)buf_addf(out,
	    "GET /v1/find?q=%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
	    buf_str(&query), secret);
	buf_clear(&query);
}

static void
page_request(struct bench *b, uint64_t nth, struct buf *out)
{
	char secret[32];

	secret_of(secret, ACCESS_SESSION, (unsigned)(nth % CALLERS));
	(void)buf_addf(out,
	    "GET /desk/shipments/%" PRIu64 " HTTP/1.1\r\nHost: x\r\nCookie: session=%s\r\n\r\n",
	    1 + nth * 7877 % b->shipments, secret);
}

/* Of the list of all that are under way: what comes after any of them, of each account in turn or of all. */
static void
list_request(struct bench *b, uint64_t nth, struct buf *out)
{
	uint64_t id = 1 + nth * 7877 % b->shipments;
	char secret[32], account[LIMIT_ACCOUNT_ROOM] = "";
	struct shipment s = SHIPMENT_INIT;
	struct store_reader *reader;

	bench_need(
	    store_reader_new(b->h.store, &reader) == 0 && store_shipment_head(reader, id, &s) == 0,
	    "no shipment");
	secret_of(secret, ACCESS_SESSION, (unsigned)(nth % CALLERS));
	if (nth % 2 == 0)
		(void)text_cut(account, sizeof(account), span_of(s.account));
	(void)buf_addf(out,
	    "GET /desk/under-way?account=%s&state=&after=%lld.%" PRIu64
	    " HTTP/1.1\r\nHost: x\r\nCookie: session=%s\r\n\r\n",
	    account, (long long)s.promise.deadline_utc_ms, id, secret);
	shipment_clear(&s);
	store_reader_free(reader);
}

/* ---- against nginx ---- */

struct stream {
	struct bench *b;
	struct thread *thread;
	const char *path; /* of a socket */
	bool shipments;   /* else the file */
	unsigned nth;
	double until_s, cpu_s;
	size_t count, bytes; /* of the last answer */
};

static void
ask_on(void *arg)
{
	struct stream *s = arg;
	struct http_response reply;
	int fd = client_open(s->path);

	http_response_init(&reply);
	for (; bench_wall_s() < s->until_s; s->count++) {
		char request[128];

		if (s->shipments)
			(void)snprintf(request, sizeof(request),
			    "GET /v1/shipments/id:%" PRIu64 " HTTP/1.1\r\nHost: x\r\n\r\n",
			    1 + (s->count * STREAMS + s->nth) * 7877 % s->b->shipments);
		else
			(void)snprintf(
			    request, sizeof(request), "GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
		bench_need(client_send(fd, span_of(request)) && client_read(fd, &reply) == 0 &&
			reply.status == 200,
		    "no answer");
		s->bytes = reply.body.len;
	}
	http_response_clear(&reply);
	(void)close(fd);
	s->cpu_s = bench_thread_cpu_s();
}

/* Of one server, over all rounds. */
struct served {
	const char *path; /* of its socket */
	bool shipments;
	double rates[ROUNDS];
	double cpu_s; /* of this process but for the streams */
	size_t count, bytes;
};

static void
serve_round(struct bench *b, struct served *server, int round)
{
	struct stream streams[STREAMS];
	double from = bench_wall_s(), cpu_s = bench_cpu_s();
	size_t count = 0;

	for (unsigned i = 0; i < STREAMS; i++) {
		streams[i] = (struct stream){.b = b,
		    .path = server->path,
		    .shipments = server->shipments,
		    .nth = i,
		    .until_s = from + ROUND_MS / 1e3};
		bench_need(
		    thread_start(&streams[i].thread, "stream", ask_on, &streams[i]) == 0, "thread");
	}
	for (unsigned i = 0; i < STREAMS; i++) {
		thread_join(streams[i].thread);
		count += streams[i].count;
		server->bytes = streams[i].bytes;
		cpu_s += streams[i].cpu_s;
	}
	server->rates[round] = (double)count / (bench_wall_s() - from);
	server->cpu_s += bench_cpu_s() - cpu_s;
	server->count += count;
}

static void
print_served(const char *what, const struct served *server, const struct served *nginx)
{
	double ratios[ROUNDS], rates[ROUNDS];
	struct figure ratio;

	for (int i = 0; i < ROUNDS; i++) {
		rates[i] = server->rates[i];
		ratios[i] = rates[i] / nginx->rates[i];
	}
	ratio = bench_figure(ratios, ROUNDS);
	(void)printf(
	    "web: %s, %zu bytes: %.0f/s, %.0f us of CPU each; over nginx with a file of %zu bytes "
	    "%.2f [%.2f-%.2f], %d rounds\n",
	    what, server->bytes, bench_figure(rates, ROUNDS).median,
	    server->cpu_s / (double)server->count * 1e6, nginx->bytes, ratio.median, ratio.least,
	    ratio.most, ROUNDS);
}

static void
compare_with_nginx(struct bench *b)
{
	struct served ours = {.path = b->path, .shipments = true};
	struct served nginx = {.path = NULL}, plain = {.path = NULL};
	struct nginx *other = nginx_start(b->h.root);
	struct plain *least = plain_start(b->h.root);

	if (other == NULL) {
		(void)printf("web: skipped: nginx is not installed\n");
	} else {
		nginx.path = nginx_path(other);
		plain.path = plain_path(least);
		/* The first round is done again: in it the store's pages come into this process, and the file into nginx. */
		for (int i = -1; i < ROUNDS; i++) {
			serve_round(b, &ours, i < 0 ? 0 : i);
			serve_round(b, &nginx, i < 0 ? 0 : i);
			serve_round(b, &plain, i < 0 ? 0 : i);
		}
		nginx.cpu_s = nginx_stop(other);
		print_served("GET of a shipment", &ours, &nginx);
		print_served("the same bytes by evhttp alone", &plain, &nginx);
		(void)printf("web: nginx: %.0f/s, %.0f us of CPU each\n", nginx.rates[0],
		    nginx.cpu_s / (double)nginx.count * 1e6);
	}
	plain_stop(least);
}

/* ---- the whole ---- */

static void
serve(struct bench *b, int64_t clock_rate)
{
	struct clock_options clock = {.rate = clock_rate, .start_utc_ms = b->h.now_utc_ms};
	struct why why = {0};
	struct web_options options;

	bench_need(clock_rate > 0 ? clock_new(&b->clock, &clock) == 0
				  : clock_new_fake(&b->clock, b->h.now_utc_ms, 0) == 0,
	    "clock");
	options = (struct web_options){.path = b->path,
	    .group = "",
	    .listen = "127.0.0.1:0",
	    .store = b->h.store,
	    .clock = b->clock,
	    .policy = b->h.policy};
	bench_need(web_start(&options, &b->web, &why) == 0, why.text);
}

static void
serve_no_more(struct bench *b)
{
	web_stop(b->web);
	clock_free(b->clock);
}

/* World time runs so fast that as many fall due. */
static void
measure_beside_polls(struct bench *b)
{
	serve(b, POLLS_SECOND * DUE_SECONDS / (int64_t)b->shipments + 1);
	polls_open(&b->polls, &b->h, b->clock, NULL, NULL);
	bench_need(loop_timer_new(b->polls.loop, look, b, &b->look) == 0, "out of memory");
	measure(b, "a search", search_request, SEARCHES, SEARCHES_SECOND);
	measure(b, "a shipment's page", page_request, PAGES, PAGES_SECOND);
	measure(b, "a page of what is under way", list_request, LISTS, LISTS_SECOND);
	loop_timer_free(b->look);
	polls_close(&b->polls);
	serve_no_more(b);
}

static void
start(struct bench *b)
{
	double from = bench_wall_s();
	char origin[64];

	(void)snprintf(origin, sizeof(origin), "http://127.0.0.1:%d", replies_start());
	bench_need(transport_library_init() == 0, "libcurl");
	harness_init(&b->h);
	b->h.now_utc_ms = (int64_t)time(NULL) * SECOND_MS; /* that of the replies */
	b->h.options.map_bytes = 16LL << 30;
	b->h.options.judge = &judge_default;
	polls_policy(b->h.policy, origin);
	harness_open(&b->h);
	harness_close(&b->h);
	large_fill(&b->h, b->shipments);
	sync(); /* the kernel writes what was filled in now, not beside what is measured */
	harness_open(&b->h);
	(void)printf(
	    "web: %" PRIu64 " shipments written in %.0f s\n", b->shipments, bench_wall_s() - from);
	for (unsigned i = 0; i < CALLERS; i++) {
		let_in(b, ACCESS_TOKEN, i);
		let_in(b, ACCESS_SESSION, i);
	}
	(void)snprintf(b->path, sizeof(b->path), "%.4000s/api.sock", b->h.root);
}

int
main(int argc, char **argv)
{
	static struct bench b;
	int64_t shipments = SHIPMENTS;

	bench_need(
	    argc < 2 || text_parse_i64(span_of(argv[1]), 100, REPLIES_NUMBERS - 1, &shipments) == 0,
	    "usage: web [SHIPMENTS]");
	b.shipments = (uint64_t)shipments;
	start(&b);
	serve(&b, 0);
	compare_with_nginx(&b);
	serve_no_more(&b);
	measure_beside_polls(&b);
	harness_clear(&b.h);
	transport_library_end();
	return 0;
}
