#include "monitor/promise/correction.h"

#include "monitor/promise/merge.h"
#include "monitor/promise/settle.h"

#include <string.h>

/* The number was wrong: what it told is another parcel's. */
static void
forget_carrier(struct shipment *s)
{
	event_list_clear(&s->events);
	event_list_clear(&s->apart);
	s->unique[0] = '\0';
	s->ship_day = DAY_NONE;
	s->milestone = MILESTONE_UNKNOWN;
	s->reason = REASON_NONE;
	s->party = PARTY_NONE;
	s->first_attempt = WHEN_INIT;
	s->delivered = WHEN_INIT;
	s->eta_from = WHEN_INIT;
	s->eta_until = WHEN_INIT;
	s->asked_utc_ms = AT_NONE;
	s->pickup_until_day = DAY_NONE;
	s->pieces_total = 0;
	s->pieces_delivered = 0;
	s->found = false;
	s->handed_over = false;
	s->last_scan_utc_ms = AT_NONE;
	s->closed_utc_ms = AT_NONE;
}

static void
told_by_hand(const struct shipment *s, int64_t now_utc_ms, struct order *order)
{
	settle_retell(order,
	    &(struct retold){.said_utc_ms = now_utc_ms,
		.from_day = s->expect_from_day,
		.until_day = s->expect_until_day});
	order->before_call_told_utc_ms = order->told_utc_ms;
	order->before_call_owed_utc_ms = order->obligation_utc_ms;
	order->told_utc_ms = now_utc_ms;
	order->obligation_utc_ms = AT_NONE;
}

/* The last word was said in person, and was not, after all. Nothing where another came since. */
static bool
untold_by_hand(struct order *order)
{
	const struct retold *last =
	    order->retold_count > 0 ? &order->retold[order->retold_count - 1] : NULL;

	if (last == NULL || last->notice != 0 || last->said_utc_ms != order->told_utc_ms)
		return false;
	order->retold_count--;
	order->told_utc_ms = order->before_call_told_utc_ms;
	order->obligation_utc_ms = order->before_call_owed_utc_ms;
	order->before_call_told_utc_ms = order->before_call_owed_utc_ms = AT_NONE;
	return true;
}

/* What has arrived was not told while this one was awaited with it. */
static int
wake_arrived(const struct context *c, uint64_t but, struct effects *out)
{
	for (size_t i = 0; i < c->parcel_count; i++) {
		const struct parcel_head *p = &c->parcels[i];
		struct effect *e;

		if (p->id == but || p->milestone != MILESTONE_DELIVERED)
			continue;
		e = effects_add(out, EFFECT_REVIEW);
		if (e == NULL)
			return ERR_NOMEM;
		e->id = p->id;
	}
	return 0;
}

static int
write_down(const struct correction *c, const struct shipment *s, struct effects *out)
{
	const struct change *change = c->change;
	struct effect *e = effects_add(out, EFFECT_JOURNAL);

	if (e == NULL)
		return ERR_NOMEM;
	journal_init(&e->entry, "shipment.changed", s->id, c->now_utc_ms);
	journal_add_text(&e->entry, "author", change->author);
	if (change->has_promise)
		journal_add_day(&e->entry, "promised_until", s->promise.until_day);
	if (change->has_mark)
		journal_add_text(&e->entry, "mark", milestone_name(change->mark.milestone));
	if (change->withdraw_marks)
		journal_add_text(&e->entry, "mark", "withdrawn");
	if (change->customer_told || change->customer_untold)
		journal_add_text(
		    &e->entry, "customer", change->customer_told ? "told" : "not told");
	return 0;
}

static void
correct(const struct change *change, struct shipment *s)
{
	if (change->has_promise) {
		s->promise = change->promise;
		promise_close(&s->promise);
	}
	if (change->has_destination)
		s->destination = change->destination;
	if (change->has_number) {
		forget_carrier(s);
		memcpy(s->number, change->number, sizeof(s->number));
	}
	s->cancelled = s->cancelled || change->cancel;
	s->superseded = s->superseded || change->superseded;
	if (change->has_marked)
		s->marked = change->marked;
	if (change->has_upset)
		s->upset = change->upset;
}

int
correction_apply(const struct correction *c, struct shipment *s, struct order *order,
    bool *order_changed, struct effects *out)
{
	const struct change *change = c->change;
	bool changed;
	int rc;

	correct(change, s);
	rc = write_down(c, s, out);
	if (change->customer_told) {
		told_by_hand(s, c->now_utc_ms, order);
		*order_changed = true;
	} else if (change->customer_untold && untold_by_hand(order)) {
		*order_changed = true;
	}
	if (rc == 0 && change->has_mark)
		rc = merge_mark(s, &change->mark, &changed);
	if (rc == 0 && change->withdraw_marks)
		rc = merge_withdraw_marks(s, &changed);
	if (rc == 0 && (change->cancel || change->superseded))
		rc = wake_arrived(c->context, s->id, out);
	return rc;
}
