#include "monitor/notice/outbox.h"

#include <assert.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/crash.h"
#include "monitor/base/limits.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/log.h"
#include "monitor/net/mail.h"
#include "monitor/notice/channel.h"
#include "monitor/notice/outbox_attempt.h"
#include "monitor/notice/outbox_gate.h"
#include "monitor/notice/outbox_health.h"

enum {
	PAGE = GATE_CLAIMS +
	    LIMIT_OUTBOX_BATCH, /* due notices looked at at once: some are not in hand */
	IDLE_MS = 1000,         /* wire: a look at the clock, which may have been set */
	QUICK_MS = 200,       /* wire: a server that takes a mail in this time gets more at once */
	LATER_MS = 10 * 1000, /* wire: what could not be begun is left alone so long */
};

enum step { STEP_FREE = 0, STEP_BEGINNING, STEP_READY, STEP_ENDING };

/* One notice in a worker's hands; also the ticket of its ops. */
struct passage {
	struct worker *worker;
	enum step step;
	struct attempt attempt;
};

struct worker {
	struct outbox *outbox;
	struct thread *thread;
	struct wake *wake;
	struct store_port *port;
	struct store_reader *reader;
	struct mail_sender *sender;
	struct passage passages[LIMIT_OUTBOX_SLOTS];
	size_t beginning, ready, ending;
	size_t batch;         /* to begin at once */
	int64_t look_wire_ms; /* when to look for due notices again */
};

struct outbox {
	struct outbox_options options;
	struct lock *lock; /* of all below */
	const struct policy *policy;
	struct outbox_gate gate;
	struct outbox_status counts;
	bool stopping;
	int running;
	struct worker workers[LIMIT_MAIL_WORKERS];
	int worker_count;
};

static const struct policy *
policy_now(struct outbox *o)
{
	const struct policy *p;

	lock_take(o->lock);
	p = policy_hold(o->policy);
	lock_give(o->lock);
	return p;
}

static bool
stopping(struct outbox *o)
{
	bool on;

	lock_take(o->lock);
	on = o->stopping;
	lock_give(o->lock);
	return on;
}

/* ---- letting go ---- */

static void
let_go(struct passage *p, int64_t until_wire_ms)
{
	struct outbox *o = p->worker->outbox;

	lock_take(o->lock);
	gate_release(&o->gate, p->attempt.notice.id, until_wire_ms);
	lock_give(o->lock);
	attempt_clear(&p->attempt);
	p->step = STEP_FREE;
}

static void
on_ended(const struct op_result *result, void *arg)
{
	struct passage *p = arg;
	struct worker *w = p->worker;

	if (result->rc != 0)
		log_err("outbox.end_failed", F_ERR("error", result->rc),
		    F_INT("notice", p->attempt.notice.id));
	CRASH_POINT("outbox.ended");
	w->ending--;
	/* a notice whose end is not on disk stays as it was: no other worker may take it up at once */
	let_go(p, result->rc != 0 ? clock_wire(w->outbox->options.clock) + LATER_MS : AT_NONE);
	w->look_wire_ms = 0;
}

/* Say what became of it. Reserved places make refusals rare: then the notice is in doubt after the next start. */
static void
end(struct passage *p, enum answer answer, const char *text, int64_t next_utc_ms)
{
	struct worker *w = p->worker;
	const struct policy *policy = policy_now(w->outbox);
	struct op *op = attempt_end(
	    &p->attempt, policy, answer, text, next_utc_ms, clock_world(w->outbox->options.clock));
	int rc = op == NULL ? ERR_NOMEM : store_submit(w->port, op, on_ended, p);

	policy_drop(policy);
	attempt_log(&p->attempt, answer, text);
	if (rc == 0) {
		CRASH_POINT("outbox.end_submitted");
		p->step = STEP_ENDING;
		w->ending++;
		return;
	}
	log_err("outbox.end_failed", F_ERR("error", rc), F_INT("notice", p->attempt.notice.id));
	let_go(p, clock_wire(w->outbox->options.clock) + LATER_MS);
}

/* ---- beginning ---- */

static void
on_begun(const struct op_result *result, void *arg)
{
	struct passage *p = arg;
	struct worker *w = p->worker;
	int rc = result->rc;

	w->beginning--;
	if (rc == 0 && result->recheck == RECHECK_SEND)
		rc = attempt_begun(&p->attempt, result);
	if (rc == 0 && result->recheck == RECHECK_SEND) {
		p->step = STEP_READY;
		w->ready++;
		CRASH_POINT("outbox.begun");
		return;
	}
	/* superseded, held, later: the store has said so to the notice already */
	if (rc != 0 && rc != ERR_CONFLICT)
		log_warn(
		    "outbox.not_begun", F_ERR("error", rc), F_INT("notice", p->attempt.notice.id));
	let_go(p, rc != 0 ? clock_wire(w->outbox->options.clock) + LATER_MS : AT_NONE);
	w->look_wire_ms = 0;
}

static void
begin(struct worker *w, struct passage *p, uint64_t id, const struct policy *policy)
{
	struct outbox *o = w->outbox;
	struct op *op = NULL;
	int rc = attempt_prepare(&p->attempt, w->reader, o->options.templates, policy, id,
	    clock_world(o->options.clock), &op);

	p->attempt.notice.id = id;
	if (rc == 0 && p->attempt.refused != 0) {
		lock_take(o->lock);
		o->counts.refused++;
		lock_give(o->lock);
		end(p, p->attempt.refused, p->attempt.why, AT_NONE);
		return;
	}
	CRASH_POINT("outbox.rendered");
	if (rc == 0)
		rc = store_submit(w->port, op, on_begun, p);
	if (rc == 0) {
		CRASH_POINT("outbox.begin_submitted");
		p->step = STEP_BEGINNING;
		w->beginning++;
		return;
	}
	if (rc != ERR_BUSY && rc != ERR_STOPPING && rc != ERR_NOT_FOUND)
		log_warn("outbox.not_begun", F_ERR("error", rc), F_INT("notice", id));
	let_go(p, clock_wire(o->options.clock) + LATER_MS);
}

/* Wire ms until a world time. */
static int64_t
wire_until(struct clock *clock, int64_t utc_ms)
{
	int64_t left = utc_ms - clock_world(clock);

	return left <= 0 ? 0 : left / clock_rate(clock) + 1;
}

static size_t
free_passages(const struct worker *w)
{
	return LIMIT_OUTBOX_SLOTS - w->beginning - w->ready - w->ending;
}

/* Read and claim under one lock: what another worker has just let go is then read as its end left it. */
static size_t
take(struct worker *w, uint64_t *taken, size_t room)
{
	struct outbox *o = w->outbox;
	int64_t now_utc_ms = clock_world(o->options.clock), wire = clock_wire(o->options.clock);
	int64_t look = wire + IDLE_MS, wait = AT_NONE;
	uint64_t ids[PAGE];
	size_t page, count = 0, n = 0;
	struct store_due due;

	lock_take(o->lock);
	page = o->gate.claim_count + room < PAGE ? o->gate.claim_count + room : PAGE;
	if (store_outbox_due(w->reader, CHANNEL_EMAIL, now_utc_ms, ids, page, &count) == 0)
		n = gate_take(&o->gate, ids, count, taken, room, wire, &wait);
	lock_give(o->lock);

	store_due(o->options.store, &due);
	if (wait != AT_NONE && wait < look)
		look = wait;
	/* one that is due by now is in somebody's hands, or waits for the gate */
	if (due.outbox_utc_ms != AT_NONE && due.outbox_utc_ms > now_utc_ms &&
	    wire + wire_until(o->options.clock, due.outbox_utc_ms) < look)
		look = wire + wire_until(o->options.clock, due.outbox_utc_ms);
	w->look_wire_ms = n > 0 ? 0 : look;
	return n;
}

static void
fill(struct worker *w)
{
	size_t room = free_passages(w) < w->batch ? free_passages(w) : w->batch;
	uint64_t taken[LIMIT_OUTBOX_BATCH];
	const struct policy *policy;
	size_t n, next = 0;

	if (room == 0 || w->beginning > 0 || w->ready > w->batch / 4 ||
	    clock_wire(w->outbox->options.clock) < w->look_wire_ms)
		return;
	n = take(w, taken, room);
	if (n == 0)
		return;
	policy = policy_now(w->outbox);
	for (size_t i = 0; i < LIMIT_OUTBOX_SLOTS && next < n; i++)
		if (w->passages[i].step == STEP_FREE)
			begin(w, &w->passages[i], taken[next++], policy);
	policy_drop(policy);
}

/* ---- sending ---- */

static const enum channel_step steps[] = {[MAIL_STAGE_CONNECT] = CHANNEL_STEP_CONNECT,
    [MAIL_STAGE_TLS] = CHANNEL_STEP_CONNECT,
    [MAIL_STAGE_AUTH] = CHANNEL_STEP_CONNECT,
    [MAIL_STAGE_FROM] = CHANNEL_STEP_CONNECT,
    [MAIL_STAGE_RCPT] = CHANNEL_STEP_RECIPIENT,
    [MAIL_STAGE_DATA] = CHANNEL_STEP_CONTENT,
    [MAIL_STAGE_FINAL] = CHANNEL_STEP_ANSWER};

/* Its health is kept under the id of mail, which is no section. */
static void
keep_health(struct worker *w, int64_t since_utc_ms)
{
	struct outbox *o = w->outbox;
	struct account_state state = ACCOUNT_STATE_INIT;

	account_of_channel(state.id, "");
	state.failing_since_utc_ms = since_utc_ms;
	if (!health_keep(w->port, NULL, &state, clock_world(o->options.clock)))
		log_warn("outbox.health_not_kept", F_STR("channel", channel_email.name));
}

/* Count it and see what it means. `heard`: the server was asked, so that it says something of the channel. *raise: that has been found failing, and
 * the shops are to be told. */
static enum answer
judge(struct worker *w, const struct passage *p, bool heard, enum answer answer, const char *text,
    bool *raise)
{
	struct outbox *o = w->outbox;
	int64_t since;
	bool turned = false;

	lock_take(o->lock);
	if (heard)
		answer = gate_judge(&o->gate, p->attempt.notice.id, answer, text,
		    clock_world(o->options.clock), clock_wire(o->options.clock), &turned);
	since = o->gate.failing_since_utc_ms;
	o->counts.sent += answer == ANSWER_OK;
	o->counts.refused += answer == ANSWER_PERMANENT;
	o->counts.doubtful += answer == ANSWER_IN_DOUBT;
	o->counts.deferred += answer == ANSWER_TEMPORARY || answer == ANSWER_CHANNEL_FAILING;
	lock_give(o->lock);
	*raise = answer == ANSWER_CHANNEL_FAILING;
	if (turned)
		keep_health(w, since);
	if (turned && since != AT_NONE)
		log_err("outbox.channel_failing", F_STR("channel", channel_email.name),
		    F_STR("detail", text));
	else if (turned)
		log_notice("outbox.channel_works", F_STR("channel", channel_email.name));
	return answer;
}

static void
send_one(struct worker *w, struct passage *p)
{
	struct outbox *o = w->outbox;
	struct attempt *a = &p->attempt;
	const struct policy *policy = policy_now(o);
	int64_t started = clock_wire(o->options.clock), now_utc_ms, next = AT_NONE;
	struct mail_result result;
	struct channel_reply reply;
	enum answer answer;
	char text[LIMIT_TEXT_ROOM * 2];
	bool raise;

	mail_send(w->sender, &policy->mail, a->from, a->to, buf_span(&a->message), &result);
	policy_drop(policy);
	CRASH_POINT("outbox.sent_uncommitted");
	w->batch = clock_wire(o->options.clock) - started > QUICK_MS ? 1
	    : w->batch * 2 < LIMIT_OUTBOX_BATCH                      ? w->batch * 2
								     : LIMIT_OUTBOX_BATCH;
	reply = (struct channel_reply){.rc = result.rc,
	    .step = steps[result.stage],
	    .code = result.code,
	    .enhanced = result.enhanced,
	    .all_sent = result.all_sent};
	if (result.code > 0)
		snprintf(text, sizeof(text), "%d %s %s", result.code, result.enhanced, result.text);
	else
		snprintf(text, sizeof(text), "%s: %s", mail_stage_name(result.stage),
		    result.text[0] != '\0' ? result.text : err_text(result.rc));
	answer =
	    judge(w, p, result.rc != ERR_MALFORMED, channel_email.classify(&reply), text, &raise);
	now_utc_ms = clock_world(o->options.clock);
	if (answer == ANSWER_TEMPORARY || answer == ANSWER_IN_DOUBT)
		next = gate_next_try(&a->notice, a->notice.attempts, now_utc_ms);
	else if (answer == ANSWER_CHANNEL_FAILING)
		next = now_utc_ms + LIMIT_BACKOFF_MIN_MS; /* another one probes next */
	w->ready--;
	end(p, answer, text, next);
	if (raise) {
		struct outbox_status s;

		outbox_status(o, &s);
		policy = policy_now(o);
		if (s.failing)
			health_tell(
			    w->port, policy, NULL, s.failing_since_utc_ms, text, now_utc_ms);
		policy_drop(policy);
	}
}

/* One that was begun and is not to be sent now: it was never tried. */
static void
put_back(struct worker *w, struct passage *p, const char *why)
{
	w->ready--;
	end(p, ANSWER_CHANNEL_FAILING, why, clock_world(w->outbox->options.clock));
}

static bool
shut(struct worker *w, const struct passage *p)
{
	bool on;

	lock_take(w->outbox->lock);
	on = gate_shut(&w->outbox->gate, p->attempt.notice.id);
	lock_give(w->outbox->lock);
	return on;
}

static struct passage *
first_ready(struct worker *w)
{
	for (size_t i = 0; w->ready > 0 && i < LIMIT_OUTBOX_SLOTS; i++)
		if (w->passages[i].step == STEP_READY)
			return &w->passages[i];
	return NULL;
}

/* ---- the thread ---- */

static void
wait_for_news(struct worker *w)
{
	struct pollfd fds[] = {{.fd = store_port_fd(w->port), .events = POLLIN},
	    {.fd = wake_fd(w->wake), .events = POLLIN}};
	int64_t left = w->look_wire_ms - clock_wire(w->outbox->options.clock);

	if (left > IDLE_MS || w->beginning > 0)
		left = IDLE_MS;
	(void)poll(fds, 2, left < 0 ? 0 : (int)left); /* an interrupted wait is a short one */
	if (fds[1].revents != 0)
		wake_drain(w->wake);
	/* a commit may have made something due, another policy may let it go */
	if (fds[0].revents != 0 || fds[1].revents != 0)
		w->look_wire_ms = 0;
}

static void
run(void *arg)
{
	struct worker *w = arg;
	struct outbox *o = w->outbox;

	for (;;) {
		bool stop = stopping(o);
		struct passage *p;

		(void)store_port_run(w->port);
		if (!stop)
			fill(w);
		p = first_ready(w);
		if (p != NULL && stop)
			put_back(w, p, "the program ends");
		else if (p != NULL && shut(w, p))
			put_back(w, p, "the channel fails");
		else if (p != NULL)
			send_one(w, p);
		else if (stop && w->beginning + w->ready + w->ending == 0)
			break;
		else
			wait_for_news(w);
	}
	mail_sender_free(w->sender);
	w->sender = NULL;
	zone_thread_clear();
	locale_thread_clear();
	lock_take(o->lock);
	o->running--;
	lock_give(o->lock);
}

/* ---- life ---- */

/* What failed before a restart is probed, not stormed. */
static void
recall_health(struct outbox *o, struct store_reader *reader)
{
	struct account_state state;
	char id[LIMIT_ACCOUNT_ROOM];

	account_of_channel(id, "");
	if (store_account(reader, id, &state) == 0)
		o->gate.failing_since_utc_ms = state.failing_since_utc_ms;
}

static int
start_worker(struct outbox *o, struct worker *w)
{
	char name[16];
	int rc;

	w->outbox = o;
	w->batch = 1;
	for (size_t i = 0; i < LIMIT_OUTBOX_SLOTS; i++) {
		w->passages[i].worker = w;
		attempt_clear(&w->passages[i].attempt);
	}
	rc = wake_new(&w->wake);
	if (rc == 0)
		rc = store_port_new(o->options.store, &w->port);
	if (rc == 0)
		rc = store_reader_new(o->options.store, &w->reader);
	if (rc == 0)
		rc = mail_sender_new(&w->sender);
	if (rc != 0)
		return rc;
	store_port_follow(w->port);
	if (w == o->workers)
		recall_health(o, w->reader);
	snprintf(name, sizeof(name), "mail-%d", (int)(w - o->workers));
	lock_take(o->lock);
	o->running++;
	lock_give(o->lock);
	rc = thread_start(&w->thread, name, run, w);
	if (rc != 0)
		o->running--;
	return rc;
}

int
outbox_start(const struct outbox_options *options, struct outbox **out)
{
	struct outbox *o = calloc(1, sizeof(*o));
	int wanted = options->policy->mail.workers;
	int rc = o == NULL ? ERR_NOMEM : lock_new(&o->lock);

	if (rc != 0) {
		free(o);
		return rc;
	}
	o->options = *options;
	o->policy = policy_hold(options->policy);
	gate_init(&o->gate, options->policy->mail.per_minute);
	wanted = wanted < 1 ? 1 : wanted > LIMIT_MAIL_WORKERS ? LIMIT_MAIL_WORKERS : wanted;
	if (options->policy->mail.url[0] == '\0')
		wanted = 0;
	for (int i = 0; i < wanted && rc == 0; i++) {
		o->worker_count++;
		rc = start_worker(o, &o->workers[i]);
	}
	if (rc == 0) {
		*out = o;
		return 0;
	}
	if (outbox_stop(o, LIMIT_MAIL_MS) == 0)
		outbox_free(o);
	return rc;
}

void
outbox_set_policy(struct outbox *o, const struct policy *policy)
{
	const struct policy *before;

	lock_take(o->lock);
	before = o->policy;
	o->policy = policy_hold(policy);
	o->gate.per_minute = policy->mail.per_minute;
	/* new settings may have mended it: try now */
	o->gate.probe_wire_ms = 0;
	lock_give(o->lock);
	policy_drop(before);
	for (int i = 0; i < o->worker_count; i++)
		wake_signal(o->workers[i].wake);
}

int
outbox_stop(struct outbox *o, int64_t wire_ms)
{
	int64_t until = clock_machine_ms() + wire_ms;
	int running;

	lock_take(o->lock);
	o->stopping = true;
	lock_give(o->lock);
	for (int i = 0; i < o->worker_count; i++)
		if (o->workers[i].thread != NULL)
			wake_signal(o->workers[i].wake);
	for (;;) {
		lock_take(o->lock);
		running = o->running;
		lock_give(o->lock);
		if (running == 0)
			break;
		if (clock_machine_ms() >= until)
			return ERR_TIMEOUT;
		(void)poll(NULL, 0, 5);
	}
	for (int i = 0; i < o->worker_count; i++) {
		thread_join(o->workers[i].thread);
		o->workers[i].thread = NULL;
	}
	return 0;
}

void
outbox_free(struct outbox *o)
{
	if (o == NULL)
		return;
	for (int i = 0; i < o->worker_count; i++) {
		struct worker *w = &o->workers[i];

		assert(w->thread == NULL);
		mail_sender_free(w->sender);
		store_reader_free(w->reader);
		store_port_free(w->port);
		wake_free(w->wake);
	}
	policy_drop(o->policy);
	lock_free(o->lock);
	free(o);
}

void
outbox_status(struct outbox *o, struct outbox_status *out)
{
	lock_take(o->lock);
	*out = o->counts;
	out->workers = o->worker_count;
	out->in_hand = o->gate.claim_count;
	out->failing_since_utc_ms = o->gate.failing_since_utc_ms;
	out->failing = o->gate.failing_since_utc_ms != AT_NONE;
	memcpy(out->detail, o->gate.detail, sizeof(out->detail));
	lock_give(o->lock);
}
