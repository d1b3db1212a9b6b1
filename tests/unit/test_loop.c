#include "monitor/loop.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { START = 1000 };

static const int64_t WORLD = 1764000000000;

/* A loop on a fake clock, and what its callbacks left behind. */
struct bench {
	struct clock *clock;
	struct loop *loop;
	char order[32]; /* a letter for each callback */
	int64_t gap_from, gap_until;
};

static struct bench bench;

static int
setup(void **state)
{
	(void)state;
	bench = (struct bench){0};
	if (clock_new_fake(&bench.clock, WORLD, START) < 0)
		return -1;
	return loop_new(&bench.loop, bench.clock);
}

static int
teardown(void **state)
{
	(void)state;
	loop_free(bench.loop);
	clock_free(bench.clock);
	return 0;
}

static void
note(void *arg)
{
	size_t len = strlen(bench.order);

	assert_true(len + 1 < sizeof(bench.order));
	bench.order[len] = *(const char *)arg;
}

static void
note_gap(int64_t from_utc_ms, int64_t until_utc_ms, void *arg)
{
	(void)arg;
	bench.gap_from = from_utc_ms;
	bench.gap_until = until_utc_ms;
}

static void
test_timers_fire_in_the_order_of_their_times(void **state)
{
	struct loop_timer *a, *b, *c;

	(void)state;
	assert_int_equal(loop_timer_new(bench.loop, note, "a", &a), 0);
	assert_int_equal(loop_timer_new(bench.loop, note, "b", &b), 0);
	assert_int_equal(loop_timer_new(bench.loop, note, "c", &c), 0);
	loop_timer_after(a, 300);
	loop_timer_at(b, WORLD + 200);
	loop_timer_after(c, 100);
	loop_advance(bench.loop, 250);
	assert_string_equal(bench.order, "cb");
	assert_true(loop_timer_armed(a));
	assert_false(loop_timer_armed(b));
	loop_timer_after(a, 100);
	loop_advance(bench.loop, 99);
	assert_string_equal(bench.order, "cb");
	loop_advance(bench.loop, 1);
	assert_string_equal(bench.order, "cba");
	loop_timer_after(a, 10);
	loop_timer_stop(a);
	loop_advance(bench.loop, 100);
	assert_string_equal(bench.order, "cba");
	loop_timer_free(a);
	loop_timer_free(b);
	loop_timer_free(c);
}

static struct loop_timer *chain;

static void
again_and_stop(void *arg)
{
	note(arg);
	if (strlen(bench.order) < 3)
		loop_timer_after(chain, 0);
	else
		loop_stop(bench.loop);
}

static void
test_what_a_timer_defers_runs_in_a_later_turn_and_all_of_it_runs(void **state)
{
	struct clock *clock;
	struct loop *loop;

	/* On the machine's clock: the turn must come by itself. */
	(void)state;
	assert_int_equal(
	    clock_new(&clock, &(struct clock_options){.rate = 1, .start_utc_ms = AT_NONE}), 0);
	assert_int_equal(loop_new(&loop, clock), 0);
	loop_free(bench.loop);
	bench.loop = loop;
	assert_int_equal(loop_timer_new(loop, again_and_stop, "x", &chain), 0);
	loop_timer_after(chain, 0);
	assert_int_equal(loop_run(loop), 0);
	assert_string_equal(bench.order, "xxx");
	loop_timer_free(chain);
	loop_free(loop);
	clock_free(clock);
	assert_int_equal(loop_new(&bench.loop, bench.clock), 0);
}

static void
free_itself(void *arg)
{
	note("f");
	loop_timer_free(*(struct loop_timer **)arg);
}

static void
test_a_timer_may_free_itself(void **state)
{
	struct loop_timer *t;

	(void)state;
	assert_int_equal(loop_timer_new(bench.loop, free_itself, &t, &t), 0);
	loop_timer_after(t, 5);
	loop_advance(bench.loop, 10);
	assert_string_equal(bench.order, "f");
}

static void
test_a_world_timer_follows_a_clock_that_is_set(void **state)
{
	struct loop_timer *t;

	(void)state;
	assert_int_equal(loop_timer_new(bench.loop, note, "t", &t), 0);
	loop_timer_at(t, WORLD + HOUR_MS);
	loop_advance(bench.loop, MINUTE_MS);
	assert_string_equal(bench.order, "");
	clock_advance(bench.clock, HOUR_MS, 0);
	loop_advance(bench.loop, 10 * SECOND_MS);
	assert_string_equal(bench.order, "t");
	loop_timer_free(t);
}

static void
test_world_time_never_runs_back(void **state)
{
	(void)state;
	assert_int_equal(clock_world(bench.clock), WORLD);
	clock_advance(bench.clock, -2 * HOUR_MS, 10);
	assert_int_equal(clock_world(bench.clock), WORLD);
	assert_int_equal(clock_wire(bench.clock), START + 10);
	clock_advance(bench.clock, 3 * HOUR_MS, 10);
	assert_int_equal(clock_world(bench.clock), WORLD + HOUR_MS);
	clock_seen(bench.clock, WORLD + 2 * HOUR_MS);
	assert_int_equal(clock_world(bench.clock), WORLD + 2 * HOUR_MS);
	clock_seen(bench.clock, WORLD);
	assert_int_equal(clock_world(bench.clock), WORLD + 2 * HOUR_MS);
}

static void
test_a_leap_of_over_an_hour_is_a_gap_and_a_long_wait_is_none(void **state)
{
	(void)state;
	loop_on_gap(bench.loop, note_gap, NULL);
	loop_advance(bench.loop, 3 * HOUR_MS);
	assert_int_equal(bench.gap_until, 0);
	clock_advance(bench.clock, HOUR_MS, 0);
	loop_advance(bench.loop, 2 * SECOND_MS);
	assert_int_equal(bench.gap_until, 0);
	clock_advance(bench.clock, 5 * HOUR_MS, 0);
	loop_advance(bench.loop, 2 * SECOND_MS);
	assert_true(bench.gap_until - bench.gap_from >= 5 * HOUR_MS);
	assert_true(bench.gap_until - bench.gap_from <= 5 * HOUR_MS + 2 * SECOND_MS);
}

static void
test_turns_grow_while_the_loop_turns(void **state)
{
	uint64_t before = loop_turns(bench.loop);

	(void)state;
	loop_advance(bench.loop, 10 * SECOND_MS);
	assert_int_equal(loop_turns(bench.loop), before + 10);
}

static void
test_a_scaled_clock_is_shared_by_its_anchor(void **state)
{
	struct clock_options options = {.rate = 10000, .start_utc_ms = WORLD};
	struct clock *a, *b;
	int64_t first, second;

	(void)state;
	options.anchor_wire_ms = clock_machine_ms() - 5000;
	assert_int_equal(clock_new(&a, &options), 0);
	assert_int_equal(clock_new(&b, &options), 0);
	first = clock_world(a);
	second = clock_world(b);
	assert_true(first >= WORLD + 5000 * 10000);
	assert_true(second >= first);
	assert_true(second - first < 10000 * 10000); /* ten seconds of a loaded machine */
	assert_int_equal(clock_rate(a), 10000);
	clock_free(a);
	clock_free(b);
}

static void
test_impossible_clocks_are_refused(void **state)
{
	struct clock *c;

	(void)state;
	assert_int_equal(
	    clock_new(&c, &(struct clock_options){.rate = 0, .start_utc_ms = AT_NONE}), ERR_RANGE);
	assert_int_equal(
	    clock_new(&c, &(struct clock_options){.rate = 1, .start_utc_ms = WORLD}), ERR_RANGE);
}

static void
drain(int fd, int events, void *arg)
{
	char c;

	(void)arg;
	if (events & LOOP_WRITE)
		note("w");
	if ((events & LOOP_READ) && read(fd, &c, 1) == 1)
		note("r");
}

static void
test_a_watch_reports_what_it_was_set_to(void **state)
{
	struct loop_watch *in, *out;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(loop_watch_new(bench.loop, ends[0], drain, NULL, &in), 0);
	assert_int_equal(loop_watch_new(bench.loop, ends[1], drain, NULL, &out), 0);
	assert_int_equal(write(ends[1], "a", 1), 1);
	loop_advance(bench.loop, 1);
	assert_string_equal(bench.order, "");
	assert_int_equal(loop_watch_set(in, LOOP_READ), 0);
	loop_advance(bench.loop, 0);
	assert_string_equal(bench.order, "r");
	assert_int_equal(loop_watch_set(out, LOOP_WRITE), 0);
	loop_advance(bench.loop, 0);
	assert_int_equal(bench.order[1], 'w');
	assert_int_equal(loop_watch_set(out, 0), 0);
	bench.order[0] = '\0';
	memset(bench.order, 0, sizeof(bench.order));
	loop_advance(bench.loop, 0);
	assert_string_equal(bench.order, "");
	/* curl closes first and tells later */
	(void)close(ends[0]);
	(void)close(ends[1]);
	loop_watch_free(in);
	loop_watch_free(out);
}

static void
note_signal(int number, void *arg)
{
	(void)arg;
	note(number == SIGUSR1 ? "1" : "?");
}

static void
test_a_signal_is_an_event_of_the_loop(void **state)
{
	struct loop_signal *s;

	(void)state;
	assert_int_equal(loop_signal_new(bench.loop, SIGUSR1, note_signal, NULL, &s), 0);
	assert_int_equal(raise(SIGUSR1), 0);
	loop_advance(bench.loop, 0);
	assert_string_equal(bench.order, "1");
	loop_signal_free(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_timers_fire_in_the_order_of_their_times),
	    TEST(test_what_a_timer_defers_runs_in_a_later_turn_and_all_of_it_runs),
	    TEST(test_a_timer_may_free_itself),
	    TEST(test_a_world_timer_follows_a_clock_that_is_set),
	    TEST(test_world_time_never_runs_back),
	    TEST(test_a_leap_of_over_an_hour_is_a_gap_and_a_long_wait_is_none),
	    TEST(test_turns_grow_while_the_loop_turns),
	    TEST(test_a_scaled_clock_is_shared_by_its_anchor),
	    TEST(test_impossible_clocks_are_refused),
	    TEST(test_a_watch_reports_what_it_was_set_to),
	    TEST(test_a_signal_is_an_event_of_the_loop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
