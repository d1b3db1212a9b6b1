#include "monitor/base/thread.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PRODUCERS = 4, CONSUMERS = 3, EACH = 2000 };

static void
test_a_queue_gives_items_in_order_and_refuses_when_full(void **state)
{
	struct queue *q = NULL;
	int items[4] = {0, 1, 2, 3};

	(void)state;
	assert_int_equal(queue_new(&q, 3), 0);
	assert_null(queue_pop(q, 0));
	for (int round = 0; round < 3; round++) { /* round the ring */
		for (size_t i = 0; i < 3; i++)
			assert_int_equal(queue_push(q, &items[i]), 0);
		assert_int_equal(queue_push(q, &items[3]), ERR_BUSY);
		assert_int_equal(queue_length(q), 3);
		assert_ptr_equal(queue_pop(q, 0), &items[0]);
		assert_int_equal(queue_push(q, &items[3]), 0);
		for (size_t i = 1; i < 4; i++)
			assert_ptr_equal(queue_pop(q, -1), &items[i]);
	}
	assert_null(queue_pop(q, 1)); /* the wait ends */
	queue_free(q, NULL);
	queue_free(NULL, NULL);
}

static void
test_a_reserved_place_is_never_refused(void **state)
{
	struct queue *q = NULL;
	int item = 0;

	(void)state;
	assert_int_equal(queue_new(&q, 2), 0);
	assert_int_equal(queue_reserve(q), 0);
	assert_int_equal(queue_push(q, &item), 0);
	assert_int_equal(queue_push(q, &item), ERR_BUSY);
	assert_int_equal(queue_reserve(q), ERR_BUSY);
	assert_int_equal(queue_length(q), 1); /* a reservation is no item */
	assert_int_equal(queue_push_reserved(q, &item), 0);
	assert_int_equal(queue_length(q), 2);
	assert_ptr_equal(queue_pop(q, 0), &item);
	assert_int_equal(queue_reserve(q), 0);
	queue_unreserve(q);
	assert_int_equal(queue_push(q, &item), 0);
	queue_free(q, NULL);
}

static void
test_after_close_only_reserved_pushes_succeed(void **state)
{
	struct queue *q = NULL;
	int item = 0;

	(void)state;
	assert_int_equal(queue_new(&q, 4), 0);
	assert_int_equal(queue_reserve(q), 0);
	assert_false(queue_closed(q));
	queue_close(q);
	queue_close(q);
	assert_true(queue_closed(q));
	assert_int_equal(queue_push(q, &item), ERR_STOPPING);
	assert_int_equal(queue_reserve(q), ERR_STOPPING);
	assert_int_equal(queue_push_reserved(q, &item), 0);
	assert_ptr_equal(queue_pop(q, -1), &item); /* what was inside is still given */
	assert_null(queue_pop(q, -1));
	queue_free(q, NULL);
}

static void
test_free_hands_back_what_was_inside(void **state)
{
	struct queue *q = NULL;

	(void)state;
	assert_int_equal(queue_new(&q, 4), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(queue_push(q, malloc(8)), 0);
	free(queue_pop(q, 0));
	queue_free(q, free); /* the leak checker is the judge */
}

struct traffic {
	struct queue *q;
	struct lock *lock;
	struct wake *wake;
	long sum;
	int seen;
};

static void
produce(void *arg)
{
	struct traffic *traffic = arg;

	for (long i = 1; i <= EACH; i++) {
		long *item = malloc(sizeof(*item));

		*item = i;
		/* Half of them by a place taken before; a full queue is asked again. */
		if (i % 2 == 0) {
			while (queue_reserve(traffic->q) != 0)
				continue;
			if (queue_push_reserved(traffic->q, item) == 0)
				continue;
		}
		while (queue_push(traffic->q, item) != 0)
			continue;
	}
	wake_signal(traffic->wake);
}

static void
consume(void *arg)
{
	struct traffic *traffic = arg;

	for (;;) {
		long *item = queue_pop(traffic->q, -1);

		if (item == NULL)
			return;
		lock_take(traffic->lock);
		traffic->sum += *item;
		traffic->seen++;
		lock_give(traffic->lock);
		free(item);
	}
}

static void
test_many_threads_lose_and_double_nothing(void **state)
{
	struct thread *producers[PRODUCERS];
	struct thread *consumers[CONSUMERS];
	struct traffic traffic = {0};

	(void)state;
	assert_int_equal(queue_new(&traffic.q, 7), 0);
	assert_int_equal(lock_new(&traffic.lock), 0);
	assert_int_equal(wake_new(&traffic.wake), 0);
	for (size_t i = 0; i < CONSUMERS; i++)
		assert_int_equal(thread_start(&consumers[i], "consumer", consume, &traffic), 0);
	for (size_t i = 0; i < PRODUCERS; i++)
		assert_int_equal(
		    thread_start(&producers[i], "a name beyond fifteen bytes", produce, &traffic),
		    0);
	for (size_t i = 0; i < PRODUCERS; i++)
		thread_join(producers[i]);
	queue_close(traffic.q);
	for (size_t i = 0; i < CONSUMERS; i++)
		thread_join(consumers[i]);
	thread_join(NULL);
	assert_int_equal(traffic.seen, PRODUCERS * EACH);
	assert_int_equal(traffic.sum, (long)PRODUCERS * EACH * (EACH + 1) / 2);
	queue_free(traffic.q, free);
	lock_free(traffic.lock);
	wake_free(traffic.wake);
}

static void
close_it(void *arg)
{
	queue_close(arg);
}

static void
test_close_wakes_a_waiter(void **state)
{
	struct queue *q = NULL;
	struct thread *closer = NULL;

	(void)state;
	assert_int_equal(queue_new(&q, 1), 0);
	assert_int_equal(thread_start(&closer, "closer", close_it, q), 0);
	assert_null(queue_pop(q, -1));
	thread_join(closer);
	queue_free(q, NULL);
}

static bool
readable(struct wake *w)
{
	struct pollfd fd = {.fd = wake_fd(w), .events = POLLIN};

	return poll(&fd, 1, 0) == 1;
}

static void
test_a_wake_is_readable_from_signal_to_drain(void **state)
{
	struct wake *w = NULL;

	(void)state;
	assert_int_equal(wake_new(&w), 0);
	assert_false(readable(w));
	wake_drain(w); /* without a signal: returns at once */
	wake_signal(w);
	wake_signal(w);
	assert_true(readable(w));
	wake_drain(w);
	assert_false(readable(w));
	wake_free(w);
	wake_free(NULL);
}

static void
read_mask(void *arg)
{
	(void)sigprocmask(SIG_SETMASK, NULL, arg);
}

static void
test_signals_reach_the_loop_alone(void **state)
{
	struct thread *t = NULL;
	sigset_t before;
	sigset_t mask;

	(void)state;
	(void)sigprocmask(SIG_SETMASK, NULL, &before);
	assert_int_equal(thread_start(&t, "masked", read_mask, &mask), 0);
	thread_join(t);
	assert_true(sigismember(&mask, SIGTERM) == 1 && sigismember(&mask, SIGPIPE) == 1);
	assert_int_equal(sigismember(&mask, SIGSEGV), 0);
	(void)sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_int_equal(sigismember(&mask, SIGTERM), sigismember(&before, SIGTERM));
	thread_block_signals();
	(void)sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_int_equal(sigismember(&mask, SIGTERM), 0);
	assert_int_equal(sigismember(&mask, SIGHUP), 0);
	assert_int_equal(sigismember(&mask, SIGPIPE), 1);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_queue_gives_items_in_order_and_refuses_when_full),
	    cmocka_unit_test(test_a_reserved_place_is_never_refused),
	    cmocka_unit_test(test_after_close_only_reserved_pushes_succeed),
	    cmocka_unit_test(test_free_hands_back_what_was_inside),
	    cmocka_unit_test(test_many_threads_lose_and_double_nothing),
	    cmocka_unit_test(test_close_wakes_a_waiter),
	    cmocka_unit_test(test_a_wake_is_readable_from_signal_to_drain),
	    cmocka_unit_test(test_signals_reach_the_loop_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
