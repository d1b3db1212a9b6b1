#include "store/port.h"

#include "monitor/base/crash.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct store_port {
	struct store *store;
	struct wake *wake;
	struct lock *lock; /* of the fields below */
	struct job *first, *last;
	size_t out;  /* ops submitted and not yet completed */
	bool closed; /* freed by its owner: goes with its last completion */
	bool follow; /* guarded by the store's lock */
	struct store_port *next;
};

enum { ORDINARY_PLACES = LIMIT_QUEUE_OPS - LIMIT_QUEUE_RESERVED };

/* Whose refusal would lose what a person or a mail server just said. */
static const bool reserved_kind[OP_COUNT] = {
    [OP_REGISTER] = true,
    [OP_CHANGE] = true,
    [OP_ATTEMPT_END] = true,
    [OP_NOTICE] = true,
    [OP_CASE] = true,
    [OP_INCIDENT_OPEN] = true,
    [OP_INCIDENT_CLOSE] = true,
    [OP_ACCESS] = true,
    [OP_ACCESS_END] = true,
    [OP_PERSON] = true,
    [OP_BOUNCE] = true,
    [OP_CUSTOMER] = true,
    [OP_WRITE] = true,
    [OP_INBOUND] = true,
    [OP_INBOX] = true,
    [OP_SOURCE] = true,
    [OP_ERASE] = true,
    [OP_ENDPOINT] = true,
    [OP_INCIDENT_WAIT] = true,
    [OP_INCIDENT_RELEASE] = true,
};

struct op *
op_new(enum op_kind kind, int64_t now_utc_ms, const struct policy *policy)
{
	struct op *op = calloc(1, sizeof(*op));

	if (op == NULL)
		return NULL;
	op->kind = kind;
	op->now_utc_ms = now_utc_ms;
	op->policy = policy != NULL ? policy_hold(policy) : NULL;
	if (kind == OP_REGISTER) {
		registration_init(&op->registration);
	} else if (kind == OP_REVIEW) {
		op->review.observation = OBSERVATION_INIT;
		op->review.asked_utc_ms = AT_NONE;
		op->review.quota.blocked_until_utc_ms = AT_NONE;
	} else if (kind == OP_CHANGE) {
		op->change.promise = PROMISE_INIT;
		op->change.mark = EVENT_INIT;
	} else if (kind == OP_ATTEMPT_BEGIN) {
		op->begin.message = BUF_INIT(LIMIT_BATCH_BYTES);
	} else if (kind == OP_ATTEMPT_END) {
		op->end.next_utc_ms = AT_NONE;
	} else if (kind == OP_ACCOUNT) {
		op->account = ACCOUNT_STATE_INIT;
	} else if (kind == OP_GAP) {
		op->gap = GAP_INIT;
	} else if (kind == OP_SKELETON) {
		op->skeleton.bytes = BUF_INIT(LIMIT_SKELETON_BYTES);
	} else if (kind == OP_INCIDENT_OPEN) {
		op->incident = INCIDENT_INIT;
	} else if (kind == OP_ACCESS || kind == OP_ACCESS_END) {
		op->access.entry = ACCESS_INIT;
	} else if (kind == OP_INBOUND) {
		op->inbound.entry = INBOUND_INIT;
		op->inbound.body = BUF_INIT(LIMIT_INBOX_BODY_BYTES);
	} else if (kind == OP_SOURCE) {
		op->source.at_utc_ms = AT_NONE;
	} else if (kind == OP_CONNECTOR) {
		op->connector = CONNECTOR_STATE_INIT;
	} else if (kind == OP_PAST) {
		op->past.shipment = SHIPMENT_INIT;
	}
	return op;
}

void
op_free(struct op *op)
{
	if (op == NULL)
		return;
	if (op->kind == OP_REGISTER)
		registration_clear(&op->registration);
	else if (op->kind == OP_REVIEW)
		observation_clear(&op->review.observation);
	else if (op->kind == OP_ATTEMPT_BEGIN)
		buf_clear(&op->begin.message);
	else if (op->kind == OP_SKELETON)
		buf_clear(&op->skeleton.bytes);
	else if (op->kind == OP_INBOUND)
		buf_clear(&op->inbound.body);
	else if (op->kind == OP_SOURCE)
		consignment_clear(&op->source);
	else if (op->kind == OP_PAST)
		shipment_clear(&op->past.shipment);
	policy_drop(op->policy);
	free(op);
}

void
job_free(struct job *job)
{
	op_free(job->op);
	buf_clear(&job->outcome.message);
	free(job);
}

int
store_port_new(struct store *s, struct store_port **out)
{
	struct store_port *p = calloc(1, sizeof(*p));
	int rc = p == NULL ? ERR_NOMEM : wake_new(&p->wake);

	if (rc == 0)
		rc = lock_new(&p->lock);
	if (rc != 0) {
		if (p != NULL)
			wake_free(p->wake);
		free(p);
		return rc;
	}
	p->store = s;
	lock_take(s->lock);
	p->next = s->ports;
	s->ports = p;
	lock_give(s->lock);
	*out = p;
	return 0;
}

static void
destroy(struct store_port *p)
{
	lock_free(p->lock);
	wake_free(p->wake);
	free(p);
}

static void
free_jobs(struct job *job)
{
	while (job != NULL) {
		struct job *next = job->next;

		job_free(job);
		job = next;
	}
}

/* Ops still in the queue are done; nobody hears of it. */
void
store_port_free(struct store_port *p)
{
	struct store_port **link;
	struct job *jobs;
	bool last;

	if (p == NULL)
		return;
	lock_take(p->store->lock);
	for (link = &p->store->ports; *link != p; link = &(*link)->next)
		assert(*link != NULL);
	*link = p->next;
	lock_give(p->store->lock);
	lock_take(p->lock);
	jobs = p->first;
	p->first = p->last = NULL;
	p->closed = true;
	last = p->out == 0;
	lock_give(p->lock);
	free_jobs(jobs);
	if (last)
		destroy(p);
}

int
store_port_fd(const struct store_port *p)
{
	return wake_fd(p->wake);
}

void
store_port_follow(struct store_port *p)
{
	lock_take(p->store->lock);
	p->follow = true;
	lock_give(p->store->lock);
}

size_t
store_port_run(struct store_port *p)
{
	struct job *job;
	size_t count = 0;

	wake_drain(p->wake);
	lock_take(p->lock);
	job = p->first;
	p->first = p->last = NULL;
	lock_give(p->lock);
	while (job != NULL) {
		struct job *next = job->next;

		CRASH_POINT("store.before_done");
		if (job->done != NULL)
			job->done(&job->outcome.result, job->arg);
		job_free(job);
		job = next;
		count++;
	}
	return count;
}

/* Those at the front that are of one port, with one word to it; how many. */
static size_t
hand_over(struct job *const *jobs, size_t count)
{
	struct store_port *p = jobs[0]->port;
	size_t n;
	bool gone;

	lock_take(p->lock);
	for (n = 0; n < count && jobs[n]->port == p; n++) {
		p->out--;
		if (p->closed) {
			job_free(jobs[n]);
			continue;
		}
		jobs[n]->next = NULL;
		if (p->last != NULL)
			p->last->next = jobs[n];
		else
			p->first = jobs[n];
		p->last = jobs[n];
	}
	gone = p->closed && p->out == 0;
	if (!p->closed)
		wake_signal(p->wake);
	lock_give(p->lock);
	if (gone)
		destroy(p);
	return n;
}

void
port_complete(struct job *const *jobs, size_t count)
{
	/* What may be large goes now: the submitter may be slow to come. */
	for (size_t i = 0; i < count; i++) {
		op_free(jobs[i]->op);
		jobs[i]->op = NULL;
	}
	for (size_t i = 0; i < count;)
		i += hand_over(jobs + i, count - i);
}

void
port_wake_followers(struct store *s)
{
	lock_take(s->lock);
	for (struct store_port *p = s->ports; p != NULL; p = p->next)
		if (p->follow)
			wake_signal(p->wake);
	lock_give(s->lock);
}

static bool
take_ordinary(struct store *s)
{
	if (atomic_fetch_add(&s->ordinary, 1) < ORDINARY_PLACES)
		return true;
	atomic_fetch_sub(&s->ordinary, 1);
	return false;
}

/* Takes the op. `spend`: a promised place. */
static int
submit(struct store_port *p, struct op *op, store_done_fn *done, void *arg, bool spend)
{
	struct store *s = p->store;
	struct job *job = calloc(1, sizeof(*job));
	bool ordinary = spend || !reserved_kind[op->kind];
	int rc;

	if (job == NULL) {
		if (spend)
			store_unreserve(p);
		op_free(op);
		return ERR_NOMEM;
	}
	*job = (struct job){.op = op, .done = done, .arg = arg, .port = p, .ordinary = ordinary};
	outcome_reset(&job->outcome);
	if (!spend && ordinary && !take_ordinary(s)) {
		job_free(job);
		return ERR_BUSY;
	}
	lock_take(p->lock);
	p->out++;
	lock_give(p->lock);
	rc = spend ? queue_push_reserved(s->queue, job) : queue_push(s->queue, job);
	if (rc == 0)
		return 0;
	lock_take(p->lock);
	p->out--;
	lock_give(p->lock);
	if (ordinary)
		atomic_fetch_sub(&s->ordinary, 1);
	job_free(job);
	return rc;
}

int
store_submit(struct store_port *p, struct op *op, store_done_fn *done, void *arg)
{
	assert(op->kind > 0 && op->kind < OP_COUNT);
	return submit(p, op, done, arg, false);
}

int
store_reserve(struct store_port *p)
{
	int rc;

	if (!take_ordinary(p->store))
		return ERR_BUSY;
	rc = queue_reserve(p->store->queue);
	if (rc != 0)
		atomic_fetch_sub(&p->store->ordinary, 1);
	return rc;
}

void
store_unreserve(struct store_port *p)
{
	queue_unreserve(p->store->queue);
	atomic_fetch_sub(&p->store->ordinary, 1);
}

int
store_submit_reserved(struct store_port *p, struct op *op, store_done_fn *done, void *arg)
{
	return submit(p, op, done, arg, true);
}
