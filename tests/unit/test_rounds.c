#include "monitor/poll/rounds.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/log.h"
#include "tests/support/store_harness.h"

static struct {
	struct harness store;
	struct clock *clock;
	struct loop *loop;
	struct rounds *rounds;
} b;

static const struct carrier *
no_carrier(const char *id)
{
	(void)id;
	return NULL;
}

static int
setup(void **state)
{
	(void)state;
	memset(&b, 0, sizeof(b));
	harness_init(&b.store);
	harness_open(&b.store);
	assert_int_equal(clock_new_fake(&b.clock, HARNESS_START, 1000), 0);
	assert_int_equal(loop_new(&b.loop, b.clock), 0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rounds_free(b.rounds);
	harness_clear(&b.store);
	loop_free(b.loop);
	clock_free(b.clock);
	return 0;
}

/* What was handed in before it is done when this op is. */
static void
settle(void)
{
	struct answered last;

	harness_submit(&b.store, op_new(OP_PAUSE, clock_world(b.clock), NULL), &last);
	harness_wait(&b.store, &last);
}

static void
start(void)
{
	struct rounds_options options = {.loop = b.loop,
	    .store = b.store.store,
	    .port = b.store.port,
	    .reader = b.store.reader,
	    .carrier = no_carrier,
	    .policy = b.store.policy};

	assert_int_equal(rounds_new(&options, &b.rounds), 0);
	rounds_wake(b.rounds);
	loop_advance(b.loop, 0);
	settle();
}

static struct store_status
status(void)
{
	struct store_status s;

	assert_int_equal(store_status(b.store.reader, &s), 0);
	return s;
}

static size_t
reviews_due(void)
{
	uint64_t ids[LIMIT_PAGE_ROWS];
	size_t count;

	assert_int_equal(
	    store_review_due(b.store.reader, clock_world(b.clock), ids, LIMIT_PAGE_ROWS, &count),
	    0);
	return count;
}

static void
test_each_shipment_whose_time_has_come_is_reviewed_page_by_page(void **state)
{
	struct pollfd fd = {.events = POLLIN};
	char number[16];

	(void)state;
	for (int i = 0; i < 300; i++) {
		(void)snprintf(number, sizeof(number), "N%d", i);
		(void)harness_register(&b.store, number, number);
	}
	start();
	assert_int_equal(reviews_due(), 0);
	clock_advance(b.clock, 25 * HOUR_MS, 25 * HOUR_MS);
	assert_int_equal(reviews_due(), 300);
	rounds_wake(b.rounds);
	fd.fd = store_port_fd(b.store.port);
	while (reviews_due() > 0) {
		assert_int_equal(poll(&fd, 1, 20000), 1);
		(void)store_port_run(b.store.port);
	}
}

static void
test_the_next_review_is_waited_for_without_a_commit(void **state)
{
	(void)state;
	(void)harness_register(&b.store, "P1", "N1");
	start();
	loop_advance(b.loop, 25 * HOUR_MS);
	settle();
	assert_int_equal(reviews_due(), 0);
}

static void
test_what_has_been_kept_long_enough_is_erased_by_the_clock(void **state)
{
	uint64_t id;

	(void)state;
	b.store.policy->shops[0].retain_days = 1;
	id = harness_register(&b.store, "P1", "N1");
	assert_int_equal(harness_run(&b.store, harness_seen(&b.store, id, "DELIVERED")).rc, 0);
	start();
	assert_int_equal(status().persons, 1);
	for (int hours = 0; hours < 36; hours++) {
		loop_advance(b.loop, HOUR_MS);
		settle();
		assert_true(status().persons == 0 || hours < 33); /* a slice an hour here */
		assert_true(status().persons == 1 || hours >= 23);
	}
}

static void
test_each_shop_is_looked_at_again_and_again(void **state)
{
	(void)state;
	start();
	assert_int_equal(status().notices, 1); /* the harness's judge writes one digest a day */
	loop_advance(b.loop, 4 * MINUTE_MS);
	settle();
	assert_int_equal(status().notices, 1);
	clock_advance(b.clock, DAY_MS, DAY_MS);
	loop_advance(b.loop, 0);
	settle();
	assert_int_equal(status().notices, 2);
	clock_advance(b.clock, DAY_MS, 0);
	rounds_shops(b.rounds);
	loop_advance(b.loop, 0);
	settle();
	assert_int_equal(status().notices, 3);
}

static size_t
incidents(void)
{
	uint64_t ids[4];
	size_t count;

	assert_int_equal(store_incidents(b.store.reader, true, NULL, ids, 4, &count), 0);
	return count;
}

static void
test_incidents_are_judged_beside_the_shops(void **state)
{
	(void)state;
	assert_int_equal(incidents(), 0);
	start();
	assert_int_equal(
	    incidents(), 1); /* the harness's judge finds silence where nothing was seen */
}

static void
test_a_channel_that_stays_as_it_is_makes_nobody_look(void **state)
{
	(void)state;
	start();
	rounds_channel(b.rounds, HARNESS_START, "451 later");
	loop_advance(b.loop, 0);
	settle();
	assert_int_equal(status().notices, 1);
	clock_advance(b.clock, DAY_MS, 0); /* another look would write another digest */
	rounds_channel(b.rounds, HARNESS_START, "451 later");
	loop_advance(b.loop, 0);
	settle();
	assert_int_equal(status().notices, 1);
	rounds_channel(b.rounds, 0, "");
	loop_advance(b.loop, 0);
	settle();
	assert_int_equal(status().notices, 2);
}

static void
test_the_store_knows_until_when_we_lived(void **state)
{
	struct pollfd fd = {.fd = store_port_fd(b.store.port), .events = POLLIN};

	(void)state;
	start();
	for (int i = 0; i < 90; i++) {
		loop_advance(b.loop, MINUTE_MS);
		/* No op of the test's own: it would be a sign of life too. A mark whose answer we have not taken yet stands for the next. */
		while (clock_world(b.clock) - status().clock_utc_ms > MINUTE_MS) {
			if (poll(&fd, 1, 1000) == 0)
				loop_advance(b.loop, MINUTE_MS);
			(void)store_port_run(b.store.port);
			assert_true(clock_world(b.clock) - status().clock_utc_ms < 20 * MINUTE_MS);
		}
	}
	assert_int_equal(status().gap.until_utc_ms, AT_NONE);
}

static void
test_an_hour_without_us_is_a_gap_and_less_is_none(void **state)
{
	static const struct {
		int64_t away_ms;
		bool gap;
	} cases[] = {{59 * MINUTE_MS, false}, {2 * DAY_MS, true}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		(void)harness_register(&b.store, "P1", "N1"); /* we lived at HARNESS_START */
		clock_advance(b.clock, cases[i].away_ms, cases[i].away_ms);
		start();
		if (cases[i].gap) {
			assert_int_equal(status().gap.from_utc_ms, HARNESS_START);
			assert_int_equal(
			    status().gap.until_utc_ms, HARNESS_START + cases[i].away_ms);
		} else
			assert_int_equal(status().gap.until_utc_ms, AT_NONE);
		(void)teardown(state);
		assert_int_equal(setup(state), 0);
	}
	b.rounds = NULL;
}

static void
test_a_first_start_is_no_gap(void **state)
{
	(void)state;
	start();
	assert_int_equal(status().gap.until_utc_ms, AT_NONE);
}

static void
test_a_gap_that_the_loop_tells_is_handed_in(void **state)
{
	(void)state;
	start();
	rounds_gap(b.rounds, HARNESS_START, HARNESS_START + 5 * HOUR_MS);
	settle();
	assert_int_equal(status().gap.until_utc_ms, HARNESS_START + 5 * HOUR_MS);
}

static void
test_after_a_stop_nothing_is_handed_in(void **state)
{
	(void)state;
	(void)harness_register(&b.store, "P1", "N1");
	start();
	rounds_stop(b.rounds);
	loop_advance(b.loop, 25 * HOUR_MS);
	rounds_wake(b.rounds);
	rounds_shops(b.rounds);
	settle();
	assert_int_equal(reviews_due(), 1);
}

static int
quiet(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_ERR - 1);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_each_shipment_whose_time_has_come_is_reviewed_page_by_page),
	    TEST(test_the_next_review_is_waited_for_without_a_commit),
	    TEST(test_what_has_been_kept_long_enough_is_erased_by_the_clock),
	    TEST(test_each_shop_is_looked_at_again_and_again),
	    TEST(test_incidents_are_judged_beside_the_shops),
	    TEST(test_a_channel_that_stays_as_it_is_makes_nobody_look),
	    TEST(test_the_store_knows_until_when_we_lived),
	    TEST(test_an_hour_without_us_is_a_gap_and_less_is_none),
	    TEST(test_a_first_start_is_no_gap),
	    TEST(test_a_gap_that_the_loop_tells_is_handed_in),
	    TEST(test_after_a_stop_nothing_is_handed_in),
	};

	return cmocka_run_group_tests(tests, quiet, NULL);
}
