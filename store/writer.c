#include "store/writer.h"

#include "monitor/base/crash.h"
#include "monitor/base/locale.h"
#include "store/apply.h"
#include "store/port.h"
#include "store/walk.h"

#include <poll.h>
#include <string.h>
#include <time.h>

/* Wire time, for the few ms that a batch gathers: never what is written. */
static int64_t
wire_ms(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at); /* cannot fail for this clock */
	return (int64_t)at.tv_sec * SECOND_MS + at.tv_nsec / 1000000;
}

static size_t
job_bytes(const struct job *job)
{
	const struct op *op = job->op;

	switch (op->kind) {
	case OP_REVIEW:
		return sizeof(*op) + op->review.observation.events.count * sizeof(struct event);
	case OP_ATTEMPT_BEGIN: return sizeof(*op) + op->begin.message.len;
	case OP_SKELETON: return sizeof(*op) + op->skeleton.bytes.len;
	case OP_INBOUND: return sizeof(*op) + op->inbound.body.len;
	default: return sizeof(*op);
	}
}

/* Waits for the first op, then gathers more for a moment. 0: the queue is closed and empty. */
static size_t
gather(struct store *s)
{
	size_t most = s->gather_ms < 0 ? 1 : LIMIT_BATCH_OPS;
	size_t count = 0, bytes = 0;
	int64_t until_ms = 0;

	while (count < most && bytes < LIMIT_BATCH_BYTES) {
		int wait_ms = -1;
		struct job *job;

		if (count > 0) {
			int64_t left_ms = until_ms - wire_ms();

			wait_ms = left_ms > 0 && !queue_closed(s->queue) ? (int)left_ms : 0;
		}
		job = queue_pop(s->queue, wait_ms);
		if (job == NULL)
			break;
		if (count == 0)
			until_ms = wire_ms() + s->gather_ms;
		if (job->ordinary)
			atomic_fetch_sub(&s->ordinary, 1);
		s->batch[count++] = job;
		bytes += job_bytes(job);
	}
	return count;
}

/* All ops in one transaction; on failure nothing of it has happened. */
static int
attempt(struct store *s, struct job **jobs, size_t count)
{
	struct work *w = &s->work;
	int rc;

	w->registrations_stopped = store_registrations_stopped(s);
	rc = work_begin(w);
	if (rc != 0)
		return rc == ERR_NOT_FOUND ? ERR_DISK : rc; /* the meta record was there at open */
	for (size_t i = 0; i < count; i++) {
		outcome_reset(&jobs[i]->outcome);
		rc = apply_op(w, jobs[i]->op, &jobs[i]->outcome);
		CRASH_POINT("store.between_ops");
		if (rc != 0) {
			work_abort(w);
			return rc;
		}
	}
	return work_commit(w);
}

static int
set_aside(struct store *s, struct job *job, int error)
{
	struct work *w = &s->work;
	int rc = work_begin(w);

	outcome_reset(&job->outcome);
	job->outcome.result.rc = error;
	if (rc != 0)
		return rc;
	rc = apply_aside(w, job->op, error);
	if (rc != 0) {
		work_abort(w);
		return rc;
	}
	return work_commit(w);
}

/* True: wait over, try again. False: the store is closing. */
static bool
wait_for_room(struct store *s)
{
	struct pollfd stop = {.fd = wake_fd(s->stop), .events = POLLIN};

	atomic_store(&s->full, true);
	atomic_fetch_add(&s->turns, 1);
	return poll(&stop, 1, s->retry_ms) <= 0;
}

typedef int try_fn(struct store *s, struct job **jobs, size_t count);

static int
try_aside(struct store *s, struct job **jobs, size_t count)
{
	(void)count;
	return set_aside(s, jobs[0], jobs[0]->outcome.result.rc);
}

/* Hold while there is no room: nothing is dropped but by closing. */
static int
held(struct store *s, try_fn *run, struct job **jobs, size_t count)
{
	int rc;

	while ((rc = run(s, jobs, count)) == ERR_FULL)
		if (!wait_for_room(s))
			break;
	atomic_store(&s->full, rc == ERR_FULL);
	if (rc == ERR_DISK || rc == ERR_IO) {
		rc = ERR_DISK;
		atomic_store(&s->fault, rc);
	}
	return rc;
}

static void
answer_all(struct job **jobs, size_t count, int rc)
{
	for (size_t i = 0; i < count; i++) {
		outcome_reset(&jobs[i]->outcome);
		jobs[i]->outcome.result.rc = rc;
	}
}

/* One by one: what fails now failed by itself. */
static void
run_alone(struct store *s, struct job **jobs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int rc = atomic_load(&s->fault);

		if (rc == 0)
			rc = held(s, attempt, jobs + i, 1);
		if (rc == 0)
			continue;
		answer_all(jobs + i, 1, rc);
		if (rc == ERR_FULL || rc == ERR_DISK)
			continue;
		rc = held(s, try_aside, jobs + i, 1);
		if (rc != 0)
			answer_all(jobs + i, 1, rc);
	}
}

static void
run_batch(struct store *s, size_t count)
{
	int rc = atomic_load(&s->fault);

	if (rc == 0)
		rc = held(s, attempt, s->batch, count);
	if (rc == ERR_FULL || rc == ERR_DISK)
		answer_all(s->batch, count, rc);
	else if (rc != 0)
		run_alone(s, s->batch, count);
}

/* ---- what the others want to know after a commit ---- */

/* The time at the start of the rows that begin with a prefix; AT_NONE: none. */
static int
first_at(struct lmdb_txn *txn, enum table table, const struct key *prefix, int64_t *at)
{
	struct lmdb_scan scan;
	struct span key;
	int rc = lmdb_scan_open(&scan, txn, table, prefix, (struct span){NULL, 0}, false);

	*at = AT_NONE;
	if (rc == 0 && lmdb_scan_next(&scan, &key, NULL) && !span_at(key, prefix->len, at))
		rc = ERR_MALFORMED;
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
first_outbox(struct lmdb_txn *txn, int64_t *at)
{
	int rc = 0;

	*at = AT_NONE;
	for (uint8_t channel = CHANNEL_EMAIL; rc == 0 && channel < CHANNEL_COUNT; channel++) {
		struct key prefix = KEY_INIT;
		int64_t first;

		rc = first_at(txn, TABLE_NOTICE_BY_DUE, key_u8(&prefix, channel), &first);
		if (rc == 0 && first != AT_NONE && (*at == AT_NONE || first < *at))
			*at = first;
	}
	return rc;
}

static void
measure(struct store *s)
{
	struct lmdb_space space;
	int64_t room;

	if (lmdb_space(s->db, s->peek, &space) != 0)
		return;
	/* An eighth of the map stays for what must not be refused: answers, retention, erasing. */
	room = space.map_bytes / 8 * 7;
	if (s->soft_bytes > 0 && s->soft_bytes < room)
		room = s->soft_bytes;
	if (space.free_bytes < room - space.used_bytes)
		room = space.used_bytes + space.free_bytes;
	atomic_store(&s->used_bytes, space.used_bytes);
	atomic_store(&s->room_bytes, room);
	atomic_store(&s->percent, room > 0 ? (int)(space.used_bytes * 100 / room) : 100);
}

/* What a person wants done now may be hidden behind what is overdue already: of a silent carrier, say. */
static bool
wanted_now(const struct store *s, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum op_kind kind = s->batch[i]->op->kind;

		if (kind == OP_POLL_NOW || kind == OP_CHANGE || kind == OP_NOTICE)
			return true;
	}
	return false;
}

static void
publish(struct store *s, size_t count)
{
	struct store_due due = {
	    .journal_seq = s->work.meta.journal, .journal_gone = s->work.meta.journal_gone};
	struct key none = KEY_INIT;
	bool changed;

	if (lmdb_read_renew(s->peek) != 0)
		return; /* the last word stands: what is due is asked for anyway */
	if (walk_earliest(s->peek, TABLE_BY_POLL, &due.poll_utc_ms) == 0 &&
	    first_at(s->peek, TABLE_BY_REVIEW, &none, &due.review_utc_ms) == 0 &&
	    first_outbox(s->peek, &due.outbox_utc_ms) == 0) {
		lock_take(s->lock);
		changed = memcmp(&due, &s->due, sizeof(due)) != 0;
		s->due = due;
		lock_give(s->lock);
		if (changed || wanted_now(s, count))
			port_wake_followers(s);
	}
	/* The free list takes long to count when it is long: now and then is enough while there is room. */
	if (atomic_load(&s->turns) % 32 == 0 || atomic_load(&s->percent) > 80)
		measure(s);
	lmdb_read_reset(s->peek);
}

static void
writer_main(void *arg)
{
	struct store *s = arg;
	size_t count;

	while ((count = gather(s)) > 0) {
		run_batch(s, count);
		publish(s, count);
		port_complete(s->batch, count);
		CRASH_POINT("store.completed");
		atomic_fetch_add(&s->turns, 1);
	}
	zone_thread_clear();
	locale_thread_clear();
}

int
writer_start(struct store *s)
{
	publish(s, 0);
	return thread_start(&s->thread, "writer", writer_main, s);
}

void
writer_stop(struct store *s)
{
	struct job *job;

	if (s->queue == NULL)
		return;
	queue_close(s->queue);
	if (s->stop != NULL)
		wake_signal(s->stop);
	thread_join(s->thread);
	s->thread = NULL;
	/* A promised place may have been spent after the writer saw the end. */
	while ((job = queue_pop(s->queue, 0)) != NULL) {
		answer_all(&job, 1, ERR_STOPPING);
		port_complete(&job, 1);
	}
}

uint64_t
store_turns(struct store *s)
{
	return atomic_load(&s->turns);
}

void
store_due(struct store *s, struct store_due *out)
{
	lock_take(s->lock);
	*out = s->due;
	lock_give(s->lock);
}

bool
store_polls_stopped(struct store *s)
{
	return atomic_load(&s->full) || atomic_load(&s->percent) >= LIMIT_POLL_STOP_PERCENT;
}

bool
store_registrations_stopped(struct store *s)
{
	return atomic_load(&s->percent) >= LIMIT_REGISTER_STOP_PERCENT;
}

int
store_fault(struct store *s)
{
	return atomic_load(&s->fault);
}
