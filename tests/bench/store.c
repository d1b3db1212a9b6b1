/*
 * store: reviews a second that the store commits, in groups and one by one: each a changed reply that writes the shipment, its
 * schedule, the journal and their indexes, and is answered once it is on disk; and what it costs that reviews teach. Run again under slowsync, whose disk takes 2 ms to
 * flush, as real ones do. usage: store [LABEL]
 */

#include "tests/support/store_harness.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/bench.h"

enum { ROUNDS = 7, SHIPMENTS = 2000, UNDER_WAY = 1000, GROUPED = 4000, ALONE = 200 };

struct side {
	struct harness h;
	uint64_t ids[SHIPMENTS];
	size_t next;
};

static void
count(const struct op_result *result, void *arg)
{
	if (result->rc != 0) {
		(void)fprintf(stderr, "a review failed: %d\n", result->rc);
		exit(1);
	}
	++*(size_t *)arg;
}

static void
wait_until(struct side *s, const size_t *done, size_t wanted)
{
	struct pollfd fd = {.fd = store_port_fd(s->h.port), .events = POLLIN};

	while (*done < wanted) {
		(void)poll(&fd, 1, -1);
		(void)store_port_run(s->h.port);
	}
}

/* Reviews a second over so many, at most UNDER_WAY waiting for their answer. */
static double
rate(struct side *s, size_t reviews, const char *code)
{
	double from = bench_wall_s();
	size_t done = 0;

	s->h.now_utc_ms += HOUR_MS;
	for (size_t i = 0; i < reviews; i++) {
		uint64_t id = s->ids[s->next++ % SHIPMENTS];

		if (i >= UNDER_WAY)
			wait_until(s, &done, i - UNDER_WAY + 1);
		if (store_submit(s->h.port, harness_seen(&s->h, id, code), count, &done) != 0)
			exit(1);
	}
	wait_until(s, &done, reviews);
	return (double)reviews / (bench_wall_s() - from);
}

static void
answered(const struct op_result *result, void *arg)
{
	*(uint64_t *)arg = result->rc == 0 ? result->id : 0;
}

/* Filled in groups, then opened with the gathering to be measured. */
static struct side *
side_new(int32_t gather_ms)
{
	struct side *s = calloc(1, sizeof(*s));
	struct pollfd fd;
	char name[32];

	if (s == NULL)
		exit(1);
	harness_init(&s->h);
	s->h.options.map_bytes = 1LL << 30;
	harness_open(&s->h);
	fd = (struct pollfd){.fd = store_port_fd(s->h.port), .events = POLLIN};
	for (size_t i = 0; i < SHIPMENTS; i++) {
		(void)snprintf(name, sizeof(name), "N%06zu", i);
		if (store_submit(s->h.port, harness_registration(&s->h, name, name), answered,
			&s->ids[i]) != 0)
			exit(1);
	}
	while (s->ids[SHIPMENTS - 1] == 0) {
		(void)poll(&fd, 1, -1);
		(void)store_port_run(s->h.port);
	}
	harness_close(&s->h);
	s->h.options.gather_ms = gather_ms;
	harness_open(&s->h);
	return s;
}

int
main(int argc, char **argv)
{
	struct side *grouped = side_new(0), *taught = side_new(0), *alone = side_new(-1);
	double ratios[ROUNDS], costs[ROUNDS], grouped_rates[ROUNDS], alone_rates[ROUNDS];
	struct figure figure;

	for (int i = 0; i < ROUNDS; i++) {
		grouped_rates[i] = rate(grouped, GROUPED, "SEEN");
		costs[i] = rate(taught, GROUPED, "TEACH") / grouped_rates[i];
		alone_rates[i] = rate(alone, ALONE, "SEEN");
		ratios[i] = grouped_rates[i] / alone_rates[i];
	}
	harness_clear(&grouped->h);
	harness_clear(&alone->h);
	harness_clear(&taught->h);
	free(grouped);
	free(taught);
	free(alone);
	figure = bench_figure(ratios, ROUNDS);
	(void)printf(
	    "store%s%s: group commit %.0f reviews/s, one by one %.0f: %.1f times [%.1f-%.1f], %d rounds\n",
	    argc > 1 ? ", " : "", argc > 1 ? argv[1] : "",
	    bench_figure(grouped_rates, ROUNDS).median, bench_figure(alone_rates, ROUNDS).median,
	    figure.median, figure.least, figure.most, ROUNDS);
	figure = bench_figure(costs, ROUNDS);
	(void)printf("store%s%s: with 24 tallies a review %.2f of that [%.2f-%.2f]\n",
	    argc > 1 ? ", " : "", argc > 1 ? argv[1] : "", figure.median, figure.least,
	    figure.most);
	return 0;
}
