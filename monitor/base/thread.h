#pragma once

/*
 * thread: the only file that includes <pthread.h>. Threads, bounded queues of owned messages, and eventfd
 * wake-ups, so that threads hand each other whole values and share nothing else.
 */

#include "monitor/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct thread;
struct queue;

typedef void thread_main_fn(void *arg);

/* Start a thread named `name` (15 bytes at most) with all signals blocked. ERR_NOMEM. */
int thread_start(struct thread **out, const char *name, thread_main_fn *run, void *arg) MUST_CHECK;

/* Wait for it to return and free it. Accepts NULL. */
void thread_join(struct thread *t);

/* Block all signals in the calling thread but those the loop handles itself by signalfd or evsignal. */
void thread_block_signals(void);

/* A bounded queue of pointers, many producers, many consumers. Items are owned by the queue while inside. */
int queue_new(struct queue **out, size_t places) MUST_CHECK;
void queue_free(struct queue *q, void (*free_item)(void *item));

/* ERR_BUSY when full (of unreserved places), ERR_STOPPING after queue_close; the item stays the caller's then. */
int queue_push(struct queue *q, void *item) MUST_CHECK;

/* Places: a producer may take one before it starts work whose result must not be refused, and spend it by
 * queue_push_reserved (never ERR_BUSY) or give it back. ERR_BUSY, ERR_STOPPING after queue_close. */
int queue_reserve(struct queue *q) MUST_CHECK;
int queue_push_reserved(struct queue *q, void *item) MUST_CHECK;
void queue_unreserve(struct queue *q);

/* The oldest item; waits at most `wait_ms` (-1 without end, 0 not at all) of wire time. NULL on time-out, or when closed and
 * empty. */
void *queue_pop(struct queue *q, int wait_ms);

/* No more pushes; reserved pushes still succeed; waiters wake. */
void queue_close(struct queue *q);
bool queue_closed(struct queue *q);
size_t queue_length(struct queue *q);

/* An eventfd that becomes readable by wake_signal from any thread; the owner polls wake_fd and calls wake_drain. */
struct wake;
int wake_new(struct wake **out) MUST_CHECK;
void wake_free(struct wake *w);
int wake_fd(const struct wake *w);
void wake_signal(struct wake *w);
void wake_drain(struct wake *w);

/* A mutex for the few counted values that are shared (policy snapshots, world clock). */
struct lock;
int lock_new(struct lock **out) MUST_CHECK;
void lock_free(struct lock *l);
void lock_take(struct lock *l);
void lock_give(struct lock *l);
