#pragma once

/*
 * writer: the one thread that changes the store. It drains its queue into one transaction, commits, then hands each submitter its
 * completions; what fails alone is found by running the batch's ops one by one. Here too is what it shares with ports and readers.
 */

#include "monitor/base/thread.h"
#include "store/work.h"

#include <stdatomic.h>

/* An op on its way; the writer's from submit to completion, the port's after. */
struct job {
	struct op *op;
	store_done_fn *done;
	void *arg;
	struct store_port *port;
	bool ordinary; /* took one of the places that are not reserved for forms and answers */
	struct outcome outcome;
	struct job *next; /* in the port's list */
};

void job_free(struct job *job);

struct store {
	struct lmdb *db;
	int lock_fd;
	int64_t soft_bytes;
	int32_t gather_ms; /* -1: one op a commit */
	int32_t retry_ms;

	struct queue *queue;
	struct thread *thread;
	struct wake *stop; /* ends the wait for room */

	/* The writer's own */
	struct work work;
	struct lmdb_txn *peek;
	struct job *batch[LIMIT_BATCH_OPS];

	/* Shared */
	struct lock *lock; /* of ports, due */
	struct store_port *ports;
	struct store_due due;
	atomic_size_t ordinary; /* ordinary places taken: in the queue or promised */
	atomic_uint_fast64_t turns;
	atomic_bool full;
	atomic_int fault;   /* enum err of the disk: nothing more is written */
	atomic_int percent; /* of the room in use */
	_Atomic int64_t used_bytes, room_bytes;
};

int writer_start(struct store *s) MUST_CHECK;
/* Refuse new ops, finish those in the queue, join. */
void writer_stop(struct store *s);
