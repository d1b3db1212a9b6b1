#include "monitor/poll/poll.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/json_skeleton.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/net/tokens.h"
#include "monitor/poll/ask.h"
#include "monitor/poll/idset.h"
#include "monitor/poll/pace.h"

enum {
	PAGE_ROWS = 512,
	RETRY_MS = 50,       /* wire, when a queue of ours is full */
	ROOM_MS = 10 * 1000, /* wire, when the store is */
	TOKEN_GAP_MS = 30 *
	    1000, /* world, between two fetches unless the last one gave a token: also over restarts */
	ALONE_MS = 60 * 60 * 1000, /* world, without batches after a batch was refused whole */
};

/* One account. It lives as long as poll: the writer may still answer for one that has left the configuration. */
struct lane {
	struct lane *next;
	struct poll *poll;
	char id[LIMIT_ACCOUNT_ROOM];
	const struct account *account; /* in poll's policy; NULL: left the configuration */
	const struct carrier *carrier;
	struct pace_limits limits;
	struct account_state state;
	bool dirty, writing; /* the state differs from the store's; an OP_ACCOUNT is under way */
	int64_t called_utc_ms;
	int64_t alone_until_utc_ms;
	bool has_token; /* one has come since we started */
	size_t asking;  /* requests under way */
	uint64_t due[PAGE_ROWS];
	size_t due_at, due_count;
	struct loop_timer *timer;
};

struct poll {
	struct poll_options options;
	const struct policy *policy;
	struct clock *clock;
	struct tokens *tokens;
	struct lane *lanes;
	struct idset working; /* from before a request leaves until its answer is committed */
	bool stopping;
};

static void lane_run(struct lane *l);

/* ---- the account's state on disk ---- */

static void
on_account_written(const struct op_result *result, void *arg)
{
	struct lane *l = arg;

	l->writing = false;
	if (result->rc < 0)
		l->dirty = true; /* with the next change, or turn of the lane */
	else
		lane_run(l);
}

/* One at a time: what changes meanwhile goes with the next. */
static void
lane_save(struct lane *l)
{
	struct op *op;

	if (!l->dirty || l->writing)
		return;
	op = op_new(OP_ACCOUNT, clock_world(l->poll->clock), l->poll->policy);
	if (!op)
		return;
	op->account = l->state;
	l->writing = store_submit(l->poll->options.port, op, on_account_written, l) == 0;
	l->dirty = !l->writing;
}

static void
lane_changed(struct lane *l)
{
	l->dirty = true;
	lane_save(l);
}

static void
lane_health_changed(struct lane *l, int was)
{
	struct poll *p = l->poll;

	if ((was == 0) == (l->state.health == 0))
		return;
	if (l->state.health == 0)
		log_notice("account.recovered", F_STR("account", l->id));
	if (p->options.health_changed)
		p->options.health_changed(p->options.arg);
}

static void
lane_good(struct lane *l)
{
	int was = l->state.health;

	pace_good(&l->state, clock_world(l->poll->clock));
	lane_changed(l);
	lane_health_changed(l, was);
}

static void
lane_bad(struct lane *l, const struct ask *a)
{
	int was = l->state.health;

	pace_bad(&l->state, a->rc, a->retry_after_ms, pace_credential_hash(a->account),
	    clock_world(l->poll->clock));
	lane_changed(l);
	if (l->state.stopped)
		log_err("account.stopped", F_STR("account", l->id), F_ERR("error", a->rc),
		    F_STR("why", a->why.text));
	else
		log_warn("account.failing", F_STR("account", l->id), F_ERR("error", a->rc),
		    F_INT("failures", l->state.failures),
		    F_AT("blocked_until", l->state.blocked_until_utc_ms));
	lane_health_changed(l, was);
}

/* A person may have let it go on: only then does the store know better than we. */
static void
lane_reload(struct lane *l)
{
	struct account_state stored;

	if (l->dirty || l->writing || l->state.health == 0 ||
	    store_account(l->poll->options.reader, l->id, &stored) < 0)
		return;
	if (stored.stopped == l->state.stopped &&
	    stored.blocked_until_utc_ms == l->state.blocked_until_utc_ms)
		return;
	log_notice("account.retried", F_STR("account", l->id));
	l->state = stored;
}

/* ---- what came back ---- */

static void
item_release(struct ask_item *item)
{
	struct lane *l = item->ask->owner;

	idset_remove(&l->poll->working, item->shipment);
}

static void
on_committed(const struct op_result *result, void *arg)
{
	struct ask_item *item = arg;
	struct ask *a = item->ask;
	struct lane *l = a->owner;

	if (result->rc < 0)
		log_err("poll.not_stored", F_ERR("error", result->rc),
		    F_NUMBER("number", item->number), F_STR("why", result->text));
	item_release(item);
	if (--a->count == 0) {
		ask_free(a);
		lane_run(l);
	}
}

/* An outcome that the number itself has no part in: it stays due, and its place in the queue is given back. */
static void
item_drop(struct ask_item *item)
{
	store_unreserve(((struct lane *)item->ask->owner)->poll->options.port);
	item_release(item);
	item->ask->count--;
}

static void
note_unknown_codes(const struct lane *l, const struct observation *o)
{
	for (size_t i = 0; i < o->events.count; i++)
		if (o->events.items[i].milestone == MILESTONE_UNKNOWN)
			log_info("poll.unknown_code", F_STR("carrier", l->carrier->id),
			    F_STR("code", o->events.items[i].code));
}

/* Hand one number's outcome, with its place, to the writer. False: no memory; it stays due, the place is given back. */
static bool
item_submit(struct ask_item *item, int error)
{
	struct ask *a = item->ask;
	struct lane *l = a->owner;
	struct observation *o = error == 0 && a->parsed ? ask_answer(a, item) : NULL;
	struct op *op = op_new(OP_REVIEW, clock_world(l->poll->clock), a->policy);

	if (!op) {
		store_unreserve(l->poll->options.port);
		return false;
	}
	if (a->parsed && error == 0)
		error = o ? o->error : ERR_MALFORMED;
	op->id = item->shipment;
	op->review.polled = true;
	op->review.error = error;
	op->review.asked_utc_ms = a->asked_utc_ms;
	op->review.hash = item->hash;
	op->review.unchanged = error == 0 && item->unchanged;
	op->review.trusted = a->carrier->evidence != EVIDENCE_CLIENT || a->account->trusted;
	op->review.quota = (struct schedule_quota){
	    .shortest_ms = l->limits.interval_ms,
	    .blocked_until_utc_ms = l->state.blocked_until_utc_ms,
	};
	if (o && error == 0 && !op->review.unchanged) {
		note_unknown_codes(l, o);
		observation_move(&op->review.observation, o);
		op->review.has_observation = true;
	}
	return store_submit_reserved(l->poll->options.port, op, on_committed, item) == 0;
}

static void
submit_all(struct ask *a, int error)
{
	for (size_t i = 0, count = a->count; i < count; i++) {
		struct ask_item *item = &a->items[i];

		if (!item_submit(item, error)) {
			item_release(item);
			a->count--;
		}
	}
}

static void
drop_all(struct ask *a)
{
	for (size_t i = 0, count = a->count; i < count; i++)
		item_drop(&a->items[i]);
}

/* The shape of a reply that we could not read, without what it said. */
static void
keep_skeleton(struct lane *l, const struct ask *a)
{
	struct op *op = op_new(OP_SKELETON, clock_world(l->poll->clock), a->policy);
	struct json_doc doc = JSON_DOC_INIT;

	log_warn("poll.malformed", F_STR("account", l->id), F_STR("carrier", l->carrier->id),
	    F_INT("status", a->status),
	    F_INT("offset", a->why.offset == SIZE_MAX ? -1 : (int64_t)a->why.offset),
	    F_STR("path", a->why.path), F_STR("why", a->why.text));
	if (!op || !a->body)
		goto out;
	(void)text_cut(op->skeleton.account, sizeof(op->skeleton.account), span_of(l->id));
	op->skeleton.error = a->rc;
	if (json_parse(&doc, buf_span(a->body), NULL) < 0 ||
	    json_add_skeleton(&op->skeleton.bytes, json_root(&doc)) < 0)
		(void)buf_addf(&op->skeleton.bytes, "%zu bytes, not JSON", a->body->len);
	if (store_submit(l->poll->options.port, op, NULL, NULL) < 0)
		log_debug("poll.skeleton_lost", F_STR("account", l->id));
	op = NULL;
out:
	op_free(op);
	json_doc_clear(&doc);
}

/* A request refused whole says nothing of the numbers in it when there are several: they are asked one by one. */
static int
refused_whole(struct lane *l, const struct ask *a)
{
	if (a->count == 1)
		return a->rc;
	l->alone_until_utc_ms = clock_world(l->poll->clock) + ALONE_MS;
	log_warn("poll.batch_refused", F_STR("account", l->id), F_INT("numbers", a->count),
	    F_STR("why", a->why.text));
	return ERR_OUTAGE;
}

static void
answered(struct lane *l, struct ask *a)
{
	switch (a->rc) {
	case 0:
		lane_good(l);
		submit_all(a, 0);
		break;
	case ERR_BAD_CREDENTIALS:
	case ERR_RATE_LIMITED:
	case ERR_FORBIDDEN: /* an origin that is not the carrier's: the configuration's fault */
		lane_bad(l, a);
		drop_all(a);
		break;
	case ERR_REJECTED:
		lane_good(l); /* it answered: the fault is the request's */
		submit_all(a, refused_whole(l, a));
		break;
	case ERR_STOPPING:
	case ERR_BUSY:
	case ERR_NOMEM: drop_all(a); break;
	default:
		if (err_disposition(a->rc) == DISPOSITION_DRIFT)
			keep_skeleton(l, a);
		lane_bad(l, a);
		submit_all(a, a->token_failed ? ERR_OUTAGE : a->rc);
		break;
	}
}

static void
on_sent(struct ask *a)
{
	struct lane *l = a->owner;
	int64_t now = clock_world(l->poll->clock);

	pace_called(&l->state, now);
	l->called_utc_ms = now;
	if (a->token_tried)
		l->state.token_tried_utc_ms = now;
	lane_changed(l);
}

/* True when the lane may go on at once. */
static bool
conclude(struct ask *a)
{
	struct lane *l = a->owner;
	bool again = a->rc == ERR_NOMEM || a->rc == ERR_BUSY;

	l->asking--;
	l->has_token = l->has_token || (a->token_tried && !a->token_failed);
	answered(l, a);
	a->body = NULL;
	if (a->count == 0)
		ask_free(a);
	if (again)
		loop_timer_after(l->timer, RETRY_MS);
	return !again;
}

static void
on_answered(struct ask *a)
{
	struct lane *l = a->owner;

	if (conclude(a))
		lane_run(l);
}

/* ---- what is due ---- */

/* Fill the lane's page with what is due and not being worked on. False: nothing of the kind. */
static bool
lane_refill(struct lane *l, int64_t now)
{
	size_t count = 0, kept = 0;

	if (l->due_at < l->due_count)
		return true;
	l->due_at = l->due_count = 0;
	if (store_poll_due(l->poll->options.reader, l->id, now, l->due, PAGE_ROWS, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!idset_has(&l->poll->working, l->due[i]))
			l->due[kept++] = l->due[i];
	l->due_count = kept;
	return kept > 0;
}

/* When the account's next number is due that is not being worked on; AT_NONE: none. The page, which is used up, is written over. */
static int64_t
lane_next_due(struct lane *l)
{
	struct schedule entry;
	size_t count = 0;
	size_t first = 0;

	if (store_poll_due(l->poll->options.reader, l->id, INT64_MAX, l->due, PAGE_ROWS, &count) <
	    0)
		return AT_NONE;
	while (first < count && idset_has(&l->poll->working, l->due[first]))
		first++;
	if (first == count || store_schedule(l->poll->options.reader, l->due[first], &entry) < 0)
		return AT_NONE;
	return entry.next_poll_utc_ms;
}

/* False: it is no longer due, or cannot be read; it is passed over. */
static bool
item_fill(struct lane *l, uint64_t id, int64_t now, struct ask_item *item)
{
	struct shipment s = SHIPMENT_INIT;
	struct schedule entry;
	bool fit = false;

	if (idset_has(&l->poll->working, id) ||
	    store_schedule(l->poll->options.reader, id, &entry) < 0 ||
	    entry.next_poll_utc_ms == AT_NONE || entry.next_poll_utc_ms > now ||
	    store_shipment(l->poll->options.reader, id, &s) < 0)
		goto out;
	item->shipment = id;
	memcpy(item->number, s.number, sizeof(item->number));
	memcpy(item->country, s.destination.country, sizeof(item->country));
	memcpy(item->postcode, s.destination.postcode, sizeof(item->postcode));
	memcpy(item->unique, s.unique, sizeof(item->unique));
	item->ship_day = s.ship_day;
	item->hash = entry.error == 0 ? entry.hash : 0;
	fit = true;
out:
	shipment_clear(&s);
	return fit;
}

/* Take numbers from the page, with their places in the writer's queue. *full: it has none left. */
static size_t
take_items(struct lane *l, struct ask *a, size_t most, int64_t now, bool *full)
{
	size_t count = 0;

	*full = false;
	while (count < most && l->due_at < l->due_count) {
		struct ask_item *item = &a->items[count];

		if (!item_fill(l, l->due[l->due_at], now, item)) {
			l->due_at++;
			continue;
		}
		if (store_reserve(l->poll->options.port) < 0) {
			*full = true;
			break;
		}
		if (idset_add(&l->poll->working, item->shipment) < 0) {
			store_unreserve(l->poll->options.port);
			*full = true;
			break;
		}
		l->due_at++;
		count++;
	}
	return count;
}

static size_t
batch_of(const struct lane *l, int64_t now)
{
	int32_t most = l->carrier->limits.batch;

	if (most < 1 || now < l->alone_until_utc_ms)
		return 1;
	return most > LIMIT_BATCH_NUMBERS ? LIMIT_BATCH_NUMBERS : (size_t)most;
}

/* One request. True: another may follow at once. */
static bool
lane_ask(struct lane *l, int64_t now)
{
	struct poll *p = l->poll;
	size_t most = batch_of(l, now);
	struct ask *a;
	bool full;
	int rc;

	if (ask_new(p->policy, most, &a) < 0) {
		loop_timer_after(l->timer, RETRY_MS);
		return false;
	}
	if (store_read_begin(p->options.reader) < 0) {
		ask_free(a);
		loop_timer_after(l->timer, RETRY_MS);
		return false;
	}
	a->count = take_items(l, a, most, now, &full);
	store_read_end(p->options.reader);
	if (full)
		loop_timer_after(l->timer, RETRY_MS);
	if (a->count == 0) {
		ask_free(a);
		return !full;
	}
	a->account = l->account;
	a->carrier = l->carrier;
	a->tokens = p->tokens;
	a->port = p->options.transport;
	a->clock = p->clock;
	a->sent = on_sent;
	a->done = on_answered;
	a->owner = l;
	l->asking++;
	rc = ask_start(a);
	if (rc == 0)
		return !full;
	a->rc = rc;
	return conclude(a);
}

/* Whether it may ask now; else it has been arranged when it looks again. */
static bool
lane_may_ask(struct lane *l, int64_t now)
{
	struct poll *p = l->poll;
	struct token_grant grant;
	int64_t next = pace_next(&l->state, &l->limits, l->called_utc_ms, now);

	if (next == INT64_MAX)
		return false; /* until a person acts */
	if (!tokens_have(p->tokens, l->account, l->carrier, &grant)) {
		if (l->asking > 0)
			return false; /* one brings the token, the others follow at their pace */
		if (!l->has_token && l->state.token_tried_utc_ms != AT_NONE &&
		    l->state.token_tried_utc_ms + TOKEN_GAP_MS > next)
			next = l->state.token_tried_utc_ms + TOKEN_GAP_MS;
	}
	if (next > now) {
		loop_timer_at(l->timer, next);
		return false;
	}
	/* While it fails, one request at a time shows whether it still does. */
	return l->asking < (l->state.failures > 0 ? 1 : LIMIT_ACCOUNT_IN_FLIGHT);
}

/* Ask as much as may be asked, then arrange to be called again. */
static void
lane_run(struct lane *l)
{
	struct poll *p = l->poll;
	int64_t now = clock_world(p->clock);
	int64_t next;

	if (p->stopping || !l->account)
		return;
	lane_save(l);
	if (store_polls_stopped(p->options.store)) {
		log_warn("poll.no_room", F_STR("account", l->id));
		loop_timer_after(l->timer, ROOM_MS);
		return;
	}
	while (lane_refill(l, now)) {
		if (!lane_may_ask(l, now) || !lane_ask(l, now))
			return;
		now = clock_world(p->clock);
	}
	next = lane_next_due(l);
	if (next != AT_NONE)
		loop_timer_at(l->timer, next);
}

static void
on_timer(void *arg)
{
	lane_run(arg);
}

/* ---- lanes and the configuration ---- */

static int
lane_new(struct poll *p, const char *id)
{
	struct lane *l = calloc(1, sizeof(*l));
	int rc;

	if (!l)
		return ERR_NOMEM;
	*l = (struct lane){.poll = p, .called_utc_ms = AT_NONE, .alone_until_utc_ms = AT_NONE};
	memcpy(l->id, id, strlen(id) + 1);
	rc = loop_timer_new(p->options.loop, on_timer, l, &l->timer);
	if (rc == 0)
		rc = store_account(p->options.reader, id, &l->state);
	if (rc < 0) {
		loop_timer_free(l->timer);
		free(l);
		return rc;
	}
	l->next = p->lanes;
	p->lanes = l;
	return 0;
}

static struct lane *
lane_find(struct poll *p, const char *id)
{
	for (struct lane *l = p->lanes; l; l = l->next)
		if (strcmp(l->id, id) == 0)
			return l;
	return NULL;
}

static void
lane_configure(struct lane *l, const struct account *account)
{
	l->account = account;
	l->carrier = l->poll->options.carrier(account->carrier);
	if (!l->carrier) {
		log_err("account.no_adapter", F_STR("account", l->id),
		    F_STR("carrier", account->carrier));
		l->account = NULL;
		return;
	}
	l->limits = pace_limits(account, l->carrier);
	if (pace_restart(&l->state, pace_credential_hash(account))) {
		log_notice("account.new_credential", F_STR("account", l->id));
		lane_changed(l);
	}
}

int
poll_set_policy(struct poll *p, const struct policy *policy)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < policy->account_count; i++)
		if (!lane_find(p, policy->accounts[i].id))
			rc = lane_new(p, policy->accounts[i].id);
	if (rc < 0)
		return rc;
	for (struct lane *l = p->lanes; l; l = l->next) {
		l->account = NULL;
		loop_timer_stop(l->timer);
	}
	policy_drop(p->policy);
	p->policy = policy_hold(policy);
	tokens_forget(p->tokens);
	for (size_t i = 0; i < policy->account_count; i++)
		lane_configure(lane_find(p, policy->accounts[i].id), &policy->accounts[i]);
	return 0;
}

int
poll_new(const struct poll_options *options, struct poll **out)
{
	struct poll *p = calloc(1, sizeof(*p));
	int rc;

	if (!p)
		return ERR_NOMEM;
	p->options = *options;
	p->clock = loop_clock(options->loop);
	rc = tokens_new(p->clock, options->transport, &p->tokens);
	if (rc == 0)
		rc = poll_set_policy(p, options->policy);
	if (rc < 0) {
		poll_free(p);
		return rc;
	}
	*out = p;
	return 0;
}

void
poll_free(struct poll *p)
{
	if (!p)
		return;
	for (struct lane *l = p->lanes, *next; l; l = next) {
		next = l->next;
		loop_timer_free(l->timer);
		free(l);
	}
	tokens_free(p->tokens);
	idset_clear(&p->working);
	policy_drop(p->policy);
	free(p);
}

void
poll_wake(struct poll *p)
{
	for (struct lane *l = p->lanes; l; l = l->next) {
		lane_reload(l);
		lane_run(l);
	}
}

void
poll_stop(struct poll *p)
{
	p->stopping = true;
	for (struct lane *l = p->lanes; l; l = l->next) {
		loop_timer_stop(l->timer);
		lane_save(l);
	}
}

size_t
poll_busy(const struct poll *p)
{
	return p->working.count;
}
