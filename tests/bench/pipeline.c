/*
 * pipeline: polls a second of the whole way, from the due index to the commit that is on disk, against a client that only fetches:
 * with every reply changed, with four of five unchanged, and with a commit for each record. usage: pipeline [LABEL]
 */

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/promise/judge.h"
#include "tests/bench/bare.h"
#include "tests/bench/bench.h"
#include "tests/bench/polls.h"
#include "tests/bench/replies.h"

enum { ROUNDS = 7, POLLS = 3000, POLLS_ALONE = 150, REGISTERING = 1000, SECONDS_MOST = 60 };

static char origin[64];

/* One way of running the pipeline: its store with its parcels, and a thread of its own. */
struct side {
	const char *name;
	enum replies_kind kind;
	size_t from, parcels; /* numbers of that kind */
	int32_t gather_ms;    /* as store_options say */
	struct harness h;
	struct clock *clock;
	struct loop_timer *deadline;
	struct polls polls;
	double rate[ROUNDS], cpu[ROUNDS]; /* over the bare client's */
	double polls_a_second[ROUNDS];
};

/* ---- parcels ---- */

static void
set(struct registration *r, const char *field, const char *value)
{
	struct why why = {0};

	bench_need(registration_set(r, field, span_of(value), &why) == 0, why.text);
}

static struct op *
registration(struct side *s, size_t nth)
{
	struct op *op = op_new(OP_REGISTER, s->h.now_utc_ms, s->h.policy);
	char number[REPLIES_NUMBER_ROOM], order[32], account[32];
	struct buf promised = BUF_INIT(32);
	struct why why = {0};

	bench_need(op != NULL, "out of memory");
	replies_number(number, s->kind, s->from + nth);
	(void)snprintf(order, sizeof(order), "M%06zu", nth);
	(void)snprintf(account, sizeof(account), "dhl-%zu", nth % POLLS_ACCOUNTS);
	bench_need(
	    day_add(&promised, (int32_t)(s->h.now_utc_ms / DAY_MS) + 60) == 0, "out of memory");
	set(&op->registration, "order", order);
	set(&op->registration, "number", number);
	set(&op->registration, "account", account);
	set(&op->registration, "promised_date", buf_str(&promised));
	set(&op->registration, "country", "ES");
	set(&op->registration, "postcode", "28052");
	set(&op->registration, "customer_name", "Ana de Muestra");
	set(&op->registration, "customer_email", "ana@ejemplo.example");
	set(&op->registration, "items", "una taza de muestra");
	buf_clear(&promised);
	bench_need(registration_finish(&op->registration, s->h.policy, s->h.now_utc_ms, &why) == 0,
	    why.text);
	return op;
}

static void
on_registered(const struct op_result *result, void *arg)
{
	bench_need(result->rc == 0, "a registration was refused");
	++*(size_t *)arg;
}

static void
register_all(struct side *s)
{
	struct pollfd fd = {.fd = store_port_fd(s->h.port), .events = POLLIN};
	size_t done = 0, asked = 0;

	while (done < s->parcels) {
		while (asked < s->parcels && asked - done < REGISTERING)
			bench_need(store_submit(s->h.port, registration(s, asked++), on_registered,
				       &done) == 0,
			    "store_submit");
		(void)poll(&fd, 1, -1);
		(void)store_port_run(s->h.port);
	}
}

/* ---- the thread: what the daemon does, with the requests counted ---- */

static void
on_turned(void *arg)
{
	struct side *s = arg;

	if (s->polls.sent == s->parcels && poll_busy(s->polls.poll) == 0)
		loop_stop(s->polls.loop);
}

static void
on_deadline(void *arg)
{
	const struct side *s = arg;

	(void)fprintf(stderr, "%s: %zu of %zu sent, %zu under way\n", s->name, s->polls.sent,
	    s->parcels, poll_busy(s->polls.poll));
	exit(1);
}

static void
side_open(struct side *s)
{
	struct clock_options clock = {.rate = 1, .start_utc_ms = AT_NONE};

	harness_init(&s->h);
	polls_policy(s->h.policy, origin);
	s->h.options.map_bytes = 1LL << 30;
	s->h.options.judge = &judge_default;
	s->h.options.gather_ms = 0;
	bench_need(clock_new(&s->clock, &clock) == 0, "clock_new");
	s->h.now_utc_ms = clock_world(s->clock);
	harness_open(&s->h);
	register_all(s);
	harness_close(&s->h);
	s->h.options.gather_ms = s->gather_ms;
	harness_open(&s->h);
	polls_open(&s->polls, &s->h, s->clock, on_turned, s);
	bench_need(
	    loop_timer_new(s->polls.loop, on_deadline, s, &s->deadline) == 0, "out of memory");
}

/* What was measured was done: the first parcel knows as many scans as its replies told. */
static void
check(struct side *s)
{
	char number[REPLIES_NUMBER_ROOM];
	struct shipment first = SHIPMENT_INIT;
	struct store_status status;
	size_t scans, count = 0;
	uint64_t id;

	replies_number(number, s->kind, s->from);
	bench_need(store_status(s->h.reader, &status) == 0 && status.aside == 0 &&
		store_by_number(s->h.reader, number, &id, 1, &count) == 0 && count == 1 &&
		store_shipment(s->h.reader, id, &first) == 0,
	    "the store");
	scans = REPLIES_SCANS + (s->kind == REPLIES_CHANGED ? ROUNDS : ROUNDS / 5);
	bench_need(first.events.count == scans, "not every reply was taken in");
	shipment_clear(&first);
}

static void
side_close(struct side *s)
{
	check(s);
	loop_timer_free(s->deadline);
	polls_close(&s->polls);
	clock_free(s->clock);
	harness_clear(&s->h);
}

/* ---- rounds ---- */

struct cost {
	double wall_s, cpu_s; /* of one poll */
};

/* Ask once about each parcel: world time leaps to where all are due, and then stands still. */
static struct cost
side_run(struct side *s)
{
	double wall, cpu;

	clock_seen(s->clock, clock_world(s->clock) + 5 * HOUR_MS);
	s->polls.sent = 0;
	loop_timer_after(s->deadline, SECONDS_MOST * SECOND_MS);
	wall = bench_wall_s();
	cpu = bench_cpu_s();
	poll_wake(s->polls.poll);
	bench_need(loop_run(s->polls.loop) == 0, "loop_run");
	return (struct cost){(bench_wall_s() - wall) / (double)s->parcels,
	    (bench_cpu_s() - cpu) / (double)s->parcels};
}

static void
bare_url(char *dst, size_t room, size_t nth)
{
	char number[REPLIES_NUMBER_ROOM];

	replies_number(number, REPLIES_STILL, nth);
	(void)snprintf(dst, room,
	    "%s/track/shipments?trackingNumber=%s&language=en&offset=0&limit=5", origin, number);
}

static struct cost
bare_cost(struct bare *b)
{
	double wall = bench_wall_s(), cpu = bench_cpu_s();

	bare_run(b, POLLS);
	return (struct cost){(bench_wall_s() - wall) / POLLS, (bench_cpu_s() - cpu) / POLLS};
}

static void
side_measure(struct side *s, struct cost bare, int round)
{
	struct cost own = side_run(s);

	if (round < 0)
		return;
	s->rate[round] = bare.wall_s / own.wall_s;
	s->cpu[round] = own.cpu_s / bare.cpu_s;
	s->polls_a_second[round] = 1 / own.wall_s;
}

static void
side_print(struct side *s)
{
	struct figure polls = bench_figure(s->polls_a_second, ROUNDS);
	struct figure rate = bench_figure(s->rate, ROUNDS);
	struct figure cpu = bench_figure(s->cpu, ROUNDS);

	(void)printf("  %-22s %6.0f/s  rate %.3f [%.3f-%.3f]  CPU %.2f [%.2f-%.2f]\n", s->name,
	    polls.median, rate.median, rate.least, rate.most, cpu.median, cpu.least, cpu.most);
}

int
main(int argc, char **argv)
{
	static struct side sides[] = {
	    {.name = "every reply changed", .kind = REPLIES_CHANGED, .parcels = POLLS},
	    {.name = "four of five unchanged", .kind = REPLIES_FIFTH, .parcels = POLLS},
	    {.name = "a commit for each",
		.kind = REPLIES_CHANGED,
		.from = POLLS,
		.parcels = POLLS_ALONE,
		.gather_ms = -1},
	};
	const size_t count = sizeof(sides) / sizeof(sides[0]);
	double bare_rate[ROUNDS], bare_cpu_us[ROUNDS];
	struct bare *bare;

	(void)snprintf(origin, sizeof(origin), "http://127.0.0.1:%d", replies_start());
	bench_need(transport_library_init() == 0, "libcurl");
	bare = bare_new(LIMIT_IN_FLIGHT, "DHL-API-Key: " POLLS_KEY, bare_url);
	for (size_t i = 0; i < count; i++)
		side_open(&sides[i]);
	for (int round = -1; round < ROUNDS; round++) { /* the first only warms up */
		struct cost cost = bare_cost(bare);

		for (size_t i = 0; i < count; i++)
			side_measure(&sides[i], cost, round);
		if (round >= 0) {
			bare_rate[round] = 1 / cost.wall_s;
			bare_cpu_us[round] = cost.cpu_s * 1e6;
		}
	}
	(void)printf(
	    "pipeline%s%s: bare client %.0f polls/s, %.1f us CPU each; of that, %d rounds:\n",
	    argc > 1 ? ", " : "", argc > 1 ? argv[1] : "", bench_figure(bare_rate, ROUNDS).median,
	    bench_figure(bare_cpu_us, ROUNDS).median, ROUNDS);
	for (size_t i = 0; i < count; i++) {
		side_print(&sides[i]);
		side_close(&sides[i]);
	}
	bare_free(bare);
	transport_library_end();
	return 0;
}
