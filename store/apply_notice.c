#include "store/apply_notice.h"

#include "monitor/base/crash.h"
#include "monitor/base/text.h"
#include "store/context.h"
#include "store/effects.h"

#include <stdlib.h>
#include <string.h>

enum { POSTPONE_MS = HOUR_MS };

static int
notice_of(struct work *w, const struct op *op, struct notice *n, struct outcome *out)
{
	int rc = work_notice(w, op->id, n);

	if (rc == ERR_NOT_FOUND)
		(void)outcome_refuse(
		    out, rc, "there is no notice %llu", (unsigned long long)op->id);
	return rc;
}

/* The context of the notice's order; *order is fresh for notices about none. */
static int
context_of(struct work *w, const struct notice *n, struct order *order)
{
	struct key key = key_of_order(n->shop, n->order);
	int rc =
	    n->order[0] == '\0' ? ERR_NOT_FOUND : record_get(w->txn, &record_order, &key, order);

	if (rc == 0)
		return context_build(w, order, NULL, NULL, NULL);
	*order = ORDER_INIT;
	return rc == ERR_NOT_FOUND ? context_of_shop(w, n->shop) : rc;
}

/* Those that it is about and that were not erased; `out` has room for all. */
static int
read_parcels(struct work *w, const struct notice *n, struct recheck_parcel *out, size_t *count)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n->shipment_count; i++) {
		struct key key = key_of_id(n->shipments[i]);
		struct account_record account;
		struct schedule_record schedule;
		struct parcel parcel;

		rc = record_get(w->txn, &record_schedule, &key, &schedule);
		if (rc == 0)
			rc = context_account(w, schedule.schedule.account, &account);
		if (rc == 0)
			rc = record_get(w->txn, &record_parcel, &key, &parcel);
		if (rc == 0)
			out[(*count)++] = (struct recheck_parcel){.shipment = parcel.shipment,
			    .schedule = schedule.schedule,
			    .gap = context_gap(w, &account),
			    .failing_since_utc_ms = account.state.failing_since_utc_ms};
		else if (rc == ERR_NOT_FOUND)
			rc = 0;
	}
	return rc;
}

/* `*text` and `*later_utc_ms` as the judge gives them. */
static int
ask_judge(struct work *w, const struct op *op, const struct notice *n, enum recheck *answer,
    char *text, int64_t *later_utc_ms)
{
	struct recheck_parcel *parcels = calloc(LIMIT_ORDER_PARCELS, sizeof(*parcels));
	struct recheck_input in = {.notice = n,
	    .context = &w->context,
	    .shop = op->policy != NULL ? policy_shop(op->policy, n->shop) : NULL,
	    .parcels = parcels,
	    .model = w->model,
	    .now_utc_ms = w->now_utc_ms};
	struct order order;
	int rc = parcels == NULL ? ERR_NOMEM : context_of(w, n, &order);

	if (rc == 0 && n->audience == AUDIENCE_CUSTOMER)
		rc = read_parcels(w, n, parcels, &in.parcel_count);
	if (rc == 0)
		*answer = w->judge->recheck(&in, text, later_utc_ms);
	for (size_t i = 0; i < in.parcel_count; i++)
		shipment_clear(&parcels[i].shipment);
	free(parcels);
	return rc;
}

/* ---- what an attempt leaves ---- */

int
notice_settle(struct work *w, const struct op *op, const struct notice *n, bool bounced)
{
	struct key key = key_of_order(n->shop, n->order);
	struct effects effects = {0};
	struct key person_key = key_of_id(n->person);
	struct order stored, order;
	struct person person = PERSON_INIT;
	bool changed = false;
	int rc =
	    n->order[0] == '\0' ? ERR_NOT_FOUND : record_get(w->txn, &record_order, &key, &stored);
	struct settle_input in = {.notice = n,
	    .order = rc == 0 ? &stored : NULL,
	    .shop = op->policy != NULL ? policy_shop(op->policy, n->shop) : NULL,
	    .bounced = bounced,
	    .now_utc_ms = w->now_utc_ms};

	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	order = rc == 0 ? stored : ORDER_INIT;
	rc = n->person != 0 ? record_get(w->txn, &record_person, &person_key, &person)
			    : ERR_NOT_FOUND;
	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	in.person = rc == 0 ? &person : NULL;
	rc = w->judge->settle(&in, &order, &changed, &effects);
	if (rc == 0 && changed && in.order != NULL)
		rc = record_put(w->txn, &record_order, &order);
	if (rc == 0)
		rc = effects_apply(w, &effects);
	effects_clear(&effects);
	return rc;
}

/* It will not be sent, or not again: what is in doubt may have been read, and so counts as said. */
static int
give_up(struct work *w, const struct op *op, struct notice *n, const char *why)
{
	int rc;

	if (n->state != NOTICE_STATE_IN_DOUBT)
		return work_notice_state(w, n, NOTICE_STATE_SUPERSEDED, why);
	rc = work_notice_put(w, n, NOTICE_STATE_SUPERSEDED, why);
	return rc != 0 ? rc : notice_settle(w, op, n, false);
}

/* ---- the first byte has not left ---- */

static int
send_bytes(struct work *w, const struct op *op, struct notice *n, struct outcome *out)
{
	struct key key = key_of_id(n->id);
	struct span stored;
	int rc = lmdb_get(w->txn, TABLE_MESSAGE, &key, &stored);

	if (rc == ERR_NOT_FOUND && n->message_id[0] != '\0') {
		out->result.recheck = RECHECK_SUPERSEDED;
		return work_notice_state(
		    w, n, NOTICE_STATE_SUPERSEDED, "its words have been erased");
	}
	if (rc == ERR_NOT_FOUND) {
		if (op->begin.message.len == 0 || op->begin.message_id[0] == '\0')
			return outcome_refuse(
			    out, ERR_MALFORMED, "a first attempt brings its bytes");
		rc = text_copy(n->message_id, sizeof(n->message_id), op->begin.message_id);
		stored = buf_span(&op->begin.message);
		if (rc == 0)
			rc = buf_add(&out->message, stored.data, stored.len);
		if (rc == 0)
			rc = lmdb_put(w->txn, TABLE_MESSAGE, &key, stored);
		n->first_try_utc_ms = w->now_utc_ms;
	} else if (rc == 0) {
		rc = buf_add(&out->message, stored.data, stored.len);
	}
	if (rc != 0)
		return rc;
	CRASH_POINT("store.attempt_begin");
	n->attempts++;
	n->doubted = n->doubted || n->state == NOTICE_STATE_IN_DOUBT;
	rc = work_notice_state(w, n, NOTICE_STATE_SENDING, NULL);
	if (rc != 0)
		return rc;
	memcpy(out->message_id, n->message_id, sizeof(out->message_id));
	out->result.message = buf_span(&out->message);
	out->result.message_id = out->message_id;
	out->result.attempt = n->attempts;
	out->result.recheck = RECHECK_SEND;
	return 0;
}

int
apply_attempt_begin(struct work *w, const struct op *op, struct outcome *out)
{
	char text[LIMIT_TEXT_ROOM] = "";
	int64_t later_utc_ms = AT_NONE;
	enum recheck recheck = RECHECK_SUPERSEDED;
	struct notice n;
	int rc = notice_of(w, op, &n, out);

	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	if (n.state != NOTICE_STATE_PENDING && n.state != NOTICE_STATE_IN_DOUBT)
		return outcome_refuse(
		    out, ERR_CONFLICT, "the notice is %s", notice_state_name(n.state));
	if (n.valid_until_utc_ms != AT_NONE && w->now_utc_ms > n.valid_until_utc_ms)
		(void)text_cut(text, sizeof(text), SPAN("its time is over"));
	else
		rc = ask_judge(w, op, &n, &recheck, text, &later_utc_ms);
	if (rc != 0)
		return rc;
	out->result.recheck = recheck;
	memcpy(out->result.text, text, sizeof(text));
	switch (recheck) {
	case RECHECK_SEND: return send_bytes(w, op, &n, out);
	case RECHECK_SUPERSEDED: return give_up(w, op, &n, text);
	case RECHECK_HOLD: return work_notice_state(w, &n, NOTICE_STATE_HELD, text);
	case RECHECK_LATER:
		n.due_utc_ms =
		    later_utc_ms > w->now_utc_ms ? later_utc_ms : w->now_utc_ms + POSTPONE_MS;
		memcpy(n.answer_text, text, sizeof(n.answer_text));
		return record_put(w->txn, &record_notice, &n);
	}
	return ERR_BUG;
}

/* ---- the answer ---- */

static enum notice_state
state_after(struct notice *n, enum answer answer, int64_t next_utc_ms, int64_t now_utc_ms)
{
	int64_t due_utc_ms =
	    next_utc_ms != AT_NONE ? next_utc_ms : now_utc_ms + LIMIT_BACKOFF_MIN_MS;

	switch (answer) {
	case ANSWER_OK: return NOTICE_STATE_SENT;
	case ANSWER_TEMPORARY:
		if (next_utc_ms == AT_NONE)
			return NOTICE_STATE_DEAD;
		n->due_utc_ms = next_utc_ms;
		return NOTICE_STATE_PENDING;
	case ANSWER_PERMANENT:
	case ANSWER_TONE: return NOTICE_STATE_REFUSED;
	case ANSWER_IN_DOUBT: n->due_utc_ms = due_utc_ms; return NOTICE_STATE_IN_DOUBT;
	case ANSWER_CHANNEL_FAILING:
		n->attempts--; /* the notice was not tried: nobody could be reached */
		n->due_utc_ms = due_utc_ms;
		return NOTICE_STATE_PENDING;
	}
	return NOTICE_STATE_DEAD;
}

/* Its words or its address did not allow a first attempt, or a doubt is not to be repeated: nothing was begun. */
static bool
refused_unsent(const struct notice *n, enum answer answer)
{
	return (n->state == NOTICE_STATE_PENDING || n->state == NOTICE_STATE_IN_DOUBT) &&
	    (answer == ANSWER_TONE || answer == ANSWER_PERMANENT);
}

int
apply_attempt_end(struct work *w, const struct op *op, struct outcome *out)
{
	enum notice_state state;
	struct notice n;
	int rc = notice_of(w, op, &n, out);

	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	if (n.state != NOTICE_STATE_SENDING && !refused_unsent(&n, op->end.answer))
		return outcome_refuse(
		    out, ERR_CONFLICT, "the notice is %s", notice_state_name(n.state));
	if (op->end.answer < ANSWER_OK || op->end.answer > ANSWER_TONE)
		return outcome_refuse(out, ERR_BUG, "there is no such answer");
	n.answer = op->end.answer;
	n.doubted = n.doubted || n.state == NOTICE_STATE_IN_DOUBT;
	state = state_after(&n, op->end.answer, op->end.next_utc_ms, w->now_utc_ms);
	rc = work_notice_put(w, &n, state, work_said(&n, op->text));
	CRASH_POINT("store.attempt_end");
	return rc != 0 ? rc : notice_settle(w, op, &n, false);
}

/* ---- what people do ---- */

static int
resend(struct work *w, const struct notice *from, struct outcome *out)
{
	struct notice n = *from;
	uint64_t id = w->meta.notice + 1;
	struct span parts[2] = {
	    {(const char *)from->dedup, sizeof(from->dedup)}, {(const char *)&id, sizeof(id)}};

	w->meta.notice = n.id = id;
	w->meta_changed = true;
	sign_sha256_parts(parts, 2, n.dedup);
	n.decided_utc_ms = n.due_utc_ms = w->now_utc_ms;
	n.valid_until_utc_ms = w->now_utc_ms + DAY_MS;
	n.attempts = 0;
	n.first_try_utc_ms = AT_NONE;
	n.answer = 0;
	n.answer_text[0] = n.message_id[0] = '\0';
	n.by_hand = true;
	out->result.id = id;
	return work_notice_state(w, &n, NOTICE_STATE_PENDING, NULL);
}

/* In which states a verb makes sense. A shadow notice is never sent, whoever asks. */
#define IN(state) (1u << NOTICE_STATE_##state)
static const unsigned allowed[] = {
    [NOTICE_HOLD] = IN(PENDING),
    [NOTICE_RELEASE] = IN(HELD),
    [NOTICE_DROP] = IN(PENDING) | IN(HELD) | IN(IN_DOUBT),
    [NOTICE_RETRY] = IN(PENDING) | IN(IN_DOUBT) | IN(REFUSED) | IN(DEAD),
    [NOTICE_RESEND] = IN(SENT) | IN(SUPERSEDED) | IN(REFUSED) | IN(DEAD),
};

int
apply_notice(struct work *w, const struct op *op, struct outcome *out)
{
	struct notice n;
	enum notice_state state;
	int rc = notice_of(w, op, &n, out);

	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	if (op->notice_verb < NOTICE_HOLD || op->notice_verb > NOTICE_RESEND)
		return outcome_refuse(out, ERR_BUG, "there is no such verb of notices");
	if ((allowed[op->notice_verb] & 1u << n.state) == 0)
		return outcome_refuse(
		    out, ERR_CONFLICT, "the notice is %s", notice_state_name(n.state));
	out->result.id = n.id;
	switch (op->notice_verb) {
	case NOTICE_HOLD: return work_notice_state(w, &n, NOTICE_STATE_HELD, op->text);
	case NOTICE_RELEASE:
		n.due_utc_ms = w->now_utc_ms;
		return work_notice_state(w, &n, NOTICE_STATE_PENDING, op->text);
	case NOTICE_DROP:
		n.by_hand = true; /* the judge does not say it again by itself */
		return give_up(w, op, &n, op->text[0] != '\0' ? op->text : "dropped by hand");
	case NOTICE_RETRY:
		state =
		    n.state == NOTICE_STATE_IN_DOUBT ? NOTICE_STATE_IN_DOUBT : NOTICE_STATE_PENDING;
		n.due_utc_ms = w->now_utc_ms;
		if (notice_settled(n.state)) {
			n.by_hand = true; /* a person wants it said, though its time may be over */
			n.valid_until_utc_ms = w->now_utc_ms + DAY_MS;
		}
		return work_notice_state(w, &n, state, op->text);
	case NOTICE_RESEND: return resend(w, &n, out);
	}
	return ERR_BUG;
}

int
apply_notice_postpone(struct work *w, uint64_t id)
{
	struct notice n;

	if (work_notice(w, id, &n) != 0)
		return 0;
	n.due_utc_ms = w->now_utc_ms + POSTPONE_MS;
	return record_put(w->txn, &record_notice, &n);
}
