#include "monitor/base/thread.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "monitor/base/text.h"

enum { NAME_ROOM = 16 }; /* the kernel keeps 15 bytes */

struct thread {
	pthread_t handle;
	thread_main_fn *run;
	void *arg;
	char name[NAME_ROOM];
};

/* Faults of the program's own: to block them would only hide where it crashed. */
static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};

/* What the loop handles by evsignal: stop, reload, reopen. */
static const int handled[] = {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD};

static sigset_t
all_but(const int *signals, size_t count)
{
	sigset_t set;

	(void)sigfillset(&set); /* fails only for a NULL set */
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		(void)sigdelset(&set, faults[i]);
	for (size_t i = 0; i < count; i++)
		(void)sigdelset(&set, signals[i]);
	return set;
}

static void *
thread_begin(void *arg)
{
	struct thread *t = arg;

	(void)pthread_setname_np(pthread_self(), t->name); /* for people who look at it */
	t->run(t->arg);
	return NULL;
}

int
thread_start(struct thread **out, const char *name, thread_main_fn *run, void *arg)
{
	struct thread *t = calloc(1, sizeof(*t));
	sigset_t blocked = all_but(NULL, 0);
	sigset_t before;
	int failed;

	if (t == NULL)
		return ERR_NOMEM;
	t->run = run;
	t->arg = arg;
	(void)text_cut(t->name, sizeof(t->name), span_of(name));
	/* Inherited, so that no signal finds the new thread before it could block it. */
	failed = pthread_sigmask(SIG_SETMASK, &blocked, &before);
	assert(failed == 0);
	failed = pthread_create(&t->handle, NULL, thread_begin, t);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed != 0) {
		free(t);
		return ERR_NOMEM;
	}
	*out = t;
	return 0;
}

void
thread_join(struct thread *t)
{
	int failed;

	if (t == NULL)
		return;
	failed = pthread_join(t->handle, NULL);
	assert(failed == 0);
	free(t);
}

void
thread_block_signals(void)
{
	sigset_t blocked = all_but(handled, sizeof(handled) / sizeof(handled[0]));
	int failed = pthread_sigmask(SIG_SETMASK, &blocked, NULL);

	assert(failed == 0);
}

struct lock {
	pthread_mutex_t mutex;
};

int
lock_new(struct lock **out)
{
	struct lock *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return ERR_NOMEM;
	if (pthread_mutex_init(&l->mutex, NULL) != 0) {
		free(l);
		return ERR_NOMEM;
	}
	*out = l;
	return 0;
}

void
lock_free(struct lock *l)
{
	if (l == NULL)
		return;
	(void)pthread_mutex_destroy(
	    &l->mutex); /* fails only while it is held: a bug seen elsewhere */
	free(l);
}

void
lock_take(struct lock *l)
{
	int failed = pthread_mutex_lock(&l->mutex);

	assert(failed == 0);
}

void
lock_give(struct lock *l)
{
	int failed = pthread_mutex_unlock(&l->mutex);

	assert(failed == 0);
}

/* A ring. `count` items and `reserved` promises of one together never exceed `places`. */
struct queue {
	struct lock lock;
	pthread_cond_t came; /* an item, or the end */
	void **items;
	size_t places;
	size_t first;
	size_t count;
	size_t reserved;
	bool closed;
};

int
queue_new(struct queue **out, size_t places)
{
	struct queue *q = calloc(1, sizeof(*q));
	pthread_condattr_t monotonic;

	assert(places > 0);
	if (q == NULL)
		return ERR_NOMEM;
	q->places = places;
	q->items = calloc(places, sizeof(*q->items));
	if (q->items == NULL || pthread_condattr_init(&monotonic) != 0)
		goto nomem;
	/* A wall clock that is set would stretch or cut every wait. */
	if (pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) != 0 ||
	    pthread_cond_init(&q->came, &monotonic) != 0) {
		(void)pthread_condattr_destroy(&monotonic);
		goto nomem;
	}
	(void)pthread_condattr_destroy(&monotonic);
	if (pthread_mutex_init(&q->lock.mutex, NULL) != 0) {
		(void)pthread_cond_destroy(&q->came);
		goto nomem;
	}
	*out = q;
	return 0;
nomem:
	free(q->items);
	free(q);
	return ERR_NOMEM;
}

void
queue_free(struct queue *q, void (*free_item)(void *item))
{
	if (q == NULL)
		return;
	for (; q->count > 0; q->count--) {
		if (free_item != NULL)
			free_item(q->items[q->first]);
		q->first = (q->first + 1) % q->places;
	}
	(void)pthread_cond_destroy(&q->came); /* nobody waits: the owner has joined its threads */
	(void)pthread_mutex_destroy(&q->lock.mutex);
	free(q->items);
	free(q);
}

static void
append(struct queue *q, void *item)
{
	q->items[(q->first + q->count) % q->places] = item;
	q->count++;
	(void)pthread_cond_signal(&q->came); /* cannot fail for a valid one */
}

/* Why nothing more may come in, or 0. */
static int
refusal(const struct queue *q)
{
	if (q->closed)
		return ERR_STOPPING;
	return q->count + q->reserved < q->places ? 0 : ERR_BUSY;
}

int
queue_push(struct queue *q, void *item)
{
	int rc;

	lock_take(&q->lock);
	rc = refusal(q);
	if (rc == 0)
		append(q, item);
	lock_give(&q->lock);
	return rc;
}

int
queue_reserve(struct queue *q)
{
	int rc;

	lock_take(&q->lock);
	rc = refusal(q);
	if (rc == 0)
		q->reserved++;
	lock_give(&q->lock);
	return rc;
}

int
queue_push_reserved(struct queue *q, void *item)
{
	lock_take(&q->lock);
	assert(q->reserved > 0);
	q->reserved--;
	append(q, item);
	lock_give(&q->lock);
	return 0;
}

void
queue_unreserve(struct queue *q)
{
	lock_take(&q->lock);
	assert(q->reserved > 0);
	q->reserved--;
	lock_give(&q->lock);
}

static struct timespec
deadline_after(int wait_ms)
{
	struct timespec at;
	int failed = clock_gettime(CLOCK_MONOTONIC, &at);

	assert(failed == 0);
	at.tv_sec += wait_ms / 1000;
	at.tv_nsec += wait_ms % 1000 * 1000000L;
	if (at.tv_nsec >= 1000000000L) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000L;
	}
	return at;
}

void *
queue_pop(struct queue *q, int wait_ms)
{
	struct timespec deadline = {0};
	void *item = NULL;
	int failed = 0;

	if (wait_ms > 0)
		deadline = deadline_after(wait_ms);
	lock_take(&q->lock);
	while (q->count == 0 && !q->closed && failed == 0 && wait_ms != 0)
		failed = wait_ms < 0 ? pthread_cond_wait(&q->came, &q->lock.mutex)
				     : pthread_cond_timedwait(&q->came, &q->lock.mutex, &deadline);
	assert(failed == 0 || failed == ETIMEDOUT);
	if (q->count > 0) {
		item = q->items[q->first];
		q->first = (q->first + 1) % q->places;
		q->count--;
	}
	lock_give(&q->lock);
	return item;
}

void
queue_close(struct queue *q)
{
	lock_take(&q->lock);
	q->closed = true;
	(void)pthread_cond_broadcast(&q->came); /* cannot fail for a valid one */
	lock_give(&q->lock);
}

bool
queue_closed(struct queue *q)
{
	bool closed;

	lock_take(&q->lock);
	closed = q->closed;
	lock_give(&q->lock);
	return closed;
}

size_t
queue_length(struct queue *q)
{
	size_t count;

	lock_take(&q->lock);
	count = q->count;
	lock_give(&q->lock);
	return count;
}

struct wake {
	int fd;
};

int
wake_new(struct wake **out)
{
	struct wake *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return ERR_NOMEM;
	w->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (w->fd < 0) {
		int rc = errno == ENOMEM ? ERR_NOMEM : ERR_IO;

		free(w);
		return rc;
	}
	*out = w;
	return 0;
}

void
wake_free(struct wake *w)
{
	if (w == NULL)
		return;
	(void)close(w->fd); /* nothing was written that could be lost */
	free(w);
}

int
wake_fd(const struct wake *w)
{
	return w->fd;
}

void
wake_signal(struct wake *w)
{
	uint64_t one = 1;
	ssize_t done;

	do
		done = write(w->fd, &one, sizeof(one));
	while (done < 0 && errno == EINTR);
	/* A full counter is readable already: that is all a signal says. */
	assert(done == (ssize_t)sizeof(one) || errno == EAGAIN);
}

void
wake_drain(struct wake *w)
{
	uint64_t count;
	ssize_t done;

	do
		done = read(w->fd, &count, sizeof(count));
	while (done < 0 && errno == EINTR);
	assert(done == (ssize_t)sizeof(count) || errno == EAGAIN);
}
