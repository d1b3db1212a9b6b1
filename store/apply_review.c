#include "store/apply_review.h"

#include "monitor/base/crash.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "store/context.h"
#include "store/effects.h"

#include <string.h>

enum { JITTER_MS = 3 * MINUTE_MS };

static int64_t
lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
greater(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Many shipments share a deadline: each wakes a little later, always by the same little. */
static int64_t
jitter(uint64_t id)
{
	return (int64_t)(sign_hash64((struct span){(const char *)&id, sizeof(id)}) % JITTER_MS);
}

/* Never in the past, or it would be due for ever; an open parcel is looked at once a day. */
static int64_t
next_review(const struct shipment *s, int64_t wanted_utc_ms, int64_t now_utc_ms)
{
	int64_t most = now_utc_ms + LIMIT_REVIEW_MAX_MS;

	if (wanted_utc_ms == AT_NONE && !shipment_open(s))
		return AT_NONE;
	if (wanted_utc_ms == AT_NONE || wanted_utc_ms > most)
		return most + jitter(s->id) - JITTER_MS;
	return greater(wanted_utc_ms, now_utc_ms + MINUTE_MS) + jitter(s->id);
}

/* Count a promise that settled, for the digest. */
static int
count_settled(struct work *w, const struct shipment *s, enum promise_state was)
{
	enum promise_state is = s->state;
	struct shop_record record;
	int rc;

	if (was == is || (is != PROMISE_KEPT && is != PROMISE_LATE) || shipment_invented(s))
		return 0;
	rc = work_shop(w, s->shop, &record);
	if (rc != 0)
		return rc;
	record.kept += is == PROMISE_KEPT;
	record.late += is == PROMISE_LATE;
	return record_put(w->txn, &record_shop, &record);
}

int
apply_judge(struct work *w, struct subject *s, const struct op *op, const struct change *change)
{
	struct shipment *shipment = &s->parcel.shipment;
	struct verdict verdict = {
	    .shipment = SHIPMENT_INIT, .order = ORDER_INIT, .next_review_utc_ms = AT_NONE};
	enum promise_state was = shipment->state;
	struct review_input in = {
	    .shipment = shipment,
	    .asked_utc_ms = AT_NONE,
	    .change = change,
	    .context = &w->context,
	    .policy = op->policy,
	    .shop = policy_shop(op->policy, shipment->shop),
	    .model = w->model,
	    .model_generation = w->meta.generation,
	    .now_utc_ms = w->now_utc_ms,
	};
	int rc = context_build(w, &s->order, shipment, &s->schedule.schedule, s->person);

	if (op->kind == OP_REVIEW) {
		in.observation = op->review.has_observation ? &op->review.observation : NULL;
		in.poll_error = op->review.error;
		in.asked_utc_ms = op->review.polled || op->review.has_observation
		    ? op->review.asked_utc_ms
		    : AT_NONE;
		in.unchanged = op->review.unchanged;
		in.trusted = op->review.trusted;
	}
	if (rc == 0)
		rc = w->judge->review(&in, &verdict);
	if (rc != 0)
		goto out;
	CRASH_POINT("store.judged");
	if ((verdict.shipment_changed && verdict.shipment.id != shipment->id) ||
	    (verdict.order_changed && strcmp(verdict.order.id, s->order.id) != 0)) {
		rc = ERR_BUG; /* it would be written over another one */
		goto out;
	}
	if (verdict.shipment_changed)
		shipment_move(shipment, &verdict.shipment);
	if (shipment->forgotten)
		shipment_forget(shipment); /* what a carrier has said since */
	s->schedule.schedule.interval_ms = verdict.interval_ms;
	s->schedule.schedule.waits_for_fresh = verdict.waits_for_fresh;
	s->schedule.next_review_utc_ms =
	    next_review(shipment, verdict.next_review_utc_ms, w->now_utc_ms);
	if (verdict.shipment_changed || op->kind == OP_REGISTER)
		rc = record_put(w->txn, &record_parcel, &s->parcel);
	CRASH_POINT("store.shipment_put");
	if (rc == 0 && verdict.order_changed)
		s->order = verdict.order;
	if (rc == 0 && (verdict.order_changed || op->kind == OP_REGISTER))
		rc = record_put(w->txn, &record_order, &s->order);
	if (rc == 0)
		rc = count_settled(w, shipment, was);
	if (rc == 0)
		rc = effects_apply(w, &verdict.effects);
out:
	verdict_clear(&verdict);
	return rc;
}

int
subject_read(struct work *w, uint64_t id, struct subject *s)
{
	struct key key = key_of_id(id), order;
	int rc = record_get(w->txn, &record_parcel, &key, &s->parcel);

	s->person = NULL;
	if (rc != 0)
		return rc;
	order = key_of_order(s->parcel.shipment.shop, s->parcel.shipment.order);
	rc = record_get(w->txn, &record_schedule, &key, &s->schedule);
	if (rc == 0)
		rc = record_get(w->txn, &record_order, &order, &s->order);
	return rc == ERR_NOT_FOUND ? ERR_MALFORMED
				   : rc; /* a shipment without them is half a record */
}

/* Of an op; ERR_NOT_FOUND has been answered. */
static int
subject_load(struct work *w, const struct op *op, struct subject *s, struct outcome *out)
{
	int rc = subject_read(w, op->id, s);

	if (rc == ERR_NOT_FOUND)
		(void)outcome_refuse(
		    out, rc, "there is no shipment %llu", (unsigned long long)op->id);
	return rc;
}

/* What the poll says about asking itself. */
static void
note_poll(struct schedule *e, const struct op *op, int64_t now_utc_ms)
{
	int64_t asked = op->review.asked_utc_ms != AT_NONE ? op->review.asked_utc_ms : now_utc_ms;

	e->last_try_utc_ms = asked;
	e->error = op->review.error;
	if (op->review.error == 0) {
		e->failures = 0;
		e->last_ok_utc_ms = asked;
		e->hash = op->review.hash;
	} else if (err_disposition(op->review.error) == DISPOSITION_WAIT) {
		e->failures = 0; /* an answer too */
	} else if (e->failures < INT32_MAX) {
		e->failures++;
	}
}

static int64_t
next_poll(const struct subject *s, const struct op *op, int64_t was_interval_ms, int64_t now_utc_ms)
{
	const struct schedule *e = &s->schedule.schedule;
	enum disposition disposition = err_disposition(e->error);
	struct schedule_quota none = {.blocked_until_utc_ms = AT_NONE};

	if (e->error == ERR_BAD_CREDENTIALS)
		disposition =
		    DISPOSITION_RETRY; /* the account's trouble: the number is as good as ever */
	if (!shipment_open(&s->parcel.shipment) || e->interval_ms <= 0)
		return AT_NONE;
	if (op->kind == OP_REVIEW && op->review.polled)
		return schedule_next(e, disposition, op->review.quota, now_utc_ms);
	if (disposition == DISPOSITION_REJECT)
		return AT_NONE; /* time alone does not make a rejected number good */
	if (e->next_poll_utc_ms == AT_NONE)
		return schedule_next(e, disposition, none, now_utc_ms);
	if (e->interval_ms < was_interval_ms && e->last_try_utc_ms != AT_NONE)
		return lesser(
		    e->next_poll_utc_ms, greater(now_utc_ms, e->last_try_utc_ms + e->interval_ms));
	return e->next_poll_utc_ms;
}

/* Whether this outcome can change the verdict: a number that fails on, or says the same, cannot. */
static bool
needs_review(const struct op *op, const struct schedule *was)
{
	if (!op->review.polled)
		return true;
	if (op->review.error != 0)
		return op->review.error != was->error;
	return !op->review.unchanged || was->waits_for_fresh;
}

int
apply_review(struct work *w, const struct op *op, struct outcome *out)
{
	struct subject s = {.parcel = PARCEL_INIT};
	struct schedule was;
	int rc;

	if (op->policy == NULL)
		return outcome_refuse(out, ERR_BUG, "a review needs its policy");
	rc = subject_load(w, op, &s, out);
	if (rc != 0) {
		shipment_clear(&s.parcel.shipment);
		return rc == ERR_NOT_FOUND ? 0 : rc;
	}
	was = s.schedule.schedule;
	if (op->review.polled)
		note_poll(&s.schedule.schedule, op, w->now_utc_ms);
	if (needs_review(op, &was))
		rc = apply_judge(w, &s, op, NULL);
	if (rc == 0) {
		s.schedule.schedule.next_poll_utc_ms =
		    next_poll(&s, op, was.interval_ms, w->now_utc_ms);
		rc = record_put(w->txn, &record_schedule, &s.schedule);
	}
	CRASH_POINT("store.schedule_put");
	out->result.id = op->id;
	shipment_clear(&s.parcel.shipment);
	return rc;
}

int
apply_change(struct work *w, const struct op *op, struct outcome *out)
{
	struct subject s = {.parcel = PARCEL_INIT};
	int64_t was_interval_ms;
	int rc;

	if (op->policy == NULL)
		return outcome_refuse(out, ERR_BUG, "a change needs its policy");
	rc = subject_load(w, op, &s, out);
	if (rc != 0)
		goto out;
	was_interval_ms = s.schedule.schedule.interval_ms;
	if (op->change.has_number) { /* another number knows nothing of the old one's answers */
		s.schedule.schedule.error = 0;
		s.schedule.schedule.failures = 0;
		s.schedule.schedule.hash = 0;
	}
	rc = apply_judge(w, &s, op, &op->change);
	if (rc != 0)
		goto out;
	s.schedule.schedule.next_poll_utc_ms = next_poll(&s, op, was_interval_ms, w->now_utc_ms);
	if (op->change.has_number && s.schedule.schedule.next_poll_utc_ms != AT_NONE)
		s.schedule.schedule.next_poll_utc_ms = w->now_utc_ms;
	rc = record_put(w->txn, &record_schedule, &s.schedule);
	out->result.id = op->id;
out:
	shipment_clear(&s.parcel.shipment);
	return rc == ERR_NOT_FOUND && out->result.rc == rc ? 0 : rc;
}

int
apply_poll_now(struct work *w, const struct op *op, struct outcome *out)
{
	struct subject s = {.parcel = PARCEL_INIT};
	int rc = subject_load(w, op, &s, out);

	if (rc == 0 && !shipment_open(&s.parcel.shipment)) {
		rc = outcome_refuse(
		    out, ERR_CONFLICT, "the shipment is closed: there is nothing to ask");
	} else if (rc == 0) {
		s.schedule.schedule.next_poll_utc_ms = w->now_utc_ms;
		rc = record_put(w->txn, &record_schedule, &s.schedule);
	}
	shipment_clear(&s.parcel.shipment);
	return rc == ERR_NOT_FOUND && out->result.rc == rc ? 0 : rc;
}

int
apply_review_postpone(struct work *w, uint64_t id)
{
	struct key key = key_of_id(id);
	struct schedule_record r;
	int64_t until_utc_ms = w->now_utc_ms + LIMIT_DRIFT_BACKOFF_MS;

	if (record_get(w->txn, &record_schedule, &key, &r) != 0)
		return 0;
	if (r.schedule.next_poll_utc_ms != AT_NONE)
		r.schedule.next_poll_utc_ms = greater(r.schedule.next_poll_utc_ms, until_utc_ms);
	if (r.next_review_utc_ms != AT_NONE)
		r.next_review_utc_ms = greater(r.next_review_utc_ms, until_utc_ms);
	return record_put(w->txn, &record_schedule, &r);
}
