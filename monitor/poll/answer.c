#include "monitor/poll/answer.h"

#include "carriers/codes.h"
#include "monitor/base/crash.h"
#include "monitor/base/json_skeleton.h"
#include "monitor/base/text.h"
#include "monitor/base/xml.h"
#include "monitor/log.h"

/* World, without batches after a batch was refused whole. */
enum { ALONE_MS = HOUR_MS };

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

void
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

void
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

void
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

	CRASH_POINT("poll.committed");
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
note_unknown_codes(struct lane *l, const struct ask *a, const struct observation *o)
{
	if (!codes_count(a->carrier, a->account, o, clock_world(l->poll->clock), &l->state))
		return;
	lane_changed(l);
	for (size_t i = 0; i < o->events.count; i++)
		if (o->events.items[i].milestone == MILESTONE_UNKNOWN &&
		    codes_unknown(a->carrier, a->account, o->events.items[i].code))
			log_info("poll.unknown_code", F_STR("account", l->id),
			    F_STR("carrier", a->carrier->id),
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
	op->review.trusted = carrier_trusted(a->carrier, a->account);
	op->review.quota = (struct schedule_quota){
	    .shortest_ms = l->limits.interval_ms,
	    .longest_ms = a->carrier->limits.longest_ms,
	    .blocked_until_utc_ms = l->state.blocked_until_utc_ms,
	};
	if (o && error == 0 && !op->review.unchanged) {
		note_unknown_codes(l, a, o);
		observation_move(&op->review.observation, o);
		op->review.has_observation = true;
	}
	CRASH_POINT("poll.read");
	if (store_submit_reserved(l->poll->options.port, op, on_committed, item) != 0)
		return false;
	CRASH_POINT("poll.submitted");
	return true;
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
	if ((json_parse(&doc, buf_span(a->body), NULL) < 0 &&
		xml_parse(&doc, text_trim(buf_span(a->body)), NULL) < 0) ||
	    json_add_skeleton(&op->skeleton.bytes, json_root(&doc)) < 0)
		(void)buf_addf(
		    &op->skeleton.bytes, "%zu bytes, neither JSON nor XML", a->body->len);
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

void
answer_called(struct lane *l)
{
	int64_t now = clock_world(l->poll->clock);

	pace_called(&l->state, now);
	l->called_utc_ms = now;
	lane_changed(l);
}

void
answer_sent(struct ask *a)
{
	struct lane *l = a->owner;

	if (a->token_tried)
		l->state.token_tried_utc_ms = clock_world(l->poll->clock);
	answer_called(l);
}

bool
answer_conclude(struct ask *a)
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
		loop_timer_after(l->timer, LANE_RETRY_MS);
	return !again;
}
