#include "store/effects.h"

#include "monitor/base/crash.h"
#include "store/learn.h"

#include <string.h>

/* Count a notice for the brake in its minute; minutes that have left the hour make room. */
static void
count_minute(struct shop_record *shop, int64_t now_utc_ms)
{
	int64_t minute = now_utc_ms / MINUTE_MS;
	size_t kept = 0;

	for (size_t i = 0; i < shop->minute_count; i++)
		if (shop->minutes[i].minute > minute - SHOP_MINUTES)
			shop->minutes[kept++] = shop->minutes[i];
	shop->minute_count = kept;
	if (kept == 0 || shop->minutes[kept - 1].minute != minute) {
		if (kept == SHOP_MINUTES) /* never of ours: an hour has as many */
			memmove(shop->minutes, shop->minutes + 1,
			    --shop->minute_count * sizeof(shop->minutes[0]));
		shop->minutes[shop->minute_count++] = (struct minute_count){.minute = minute};
	}
	shop->minutes[shop->minute_count - 1].count++;
}

static int
count_notice(struct work *w, const struct notice *n)
{
	bool braked = notice_kind_braked(n->kind) && n->state != NOTICE_STATE_SHADOW;
	struct shop_record shop;
	int rc;

	if (!braked && n->kind != NOTICE_DIGEST && n->kind != NOTICE_BRAKE)
		return 0;
	rc = work_shop(w, n->shop, &shop);
	if (rc != 0)
		return rc;
	if (braked)
		count_minute(&shop, w->now_utc_ms);
	else if (n->kind == NOTICE_BRAKE)
		shop.brake_told_utc_ms = w->now_utc_ms;
	else
		shop.kept = shop.late = 0;
	return record_put(w->txn, &record_shop, &shop);
}

static bool
no_dedup(const struct notice *n)
{
	static const uint8_t zero[SIGN_SHA256_BYTES];

	return memcmp(n->dedup, zero, sizeof(zero)) == 0;
}

/* `opened`: the case that an effect before this one opened, for a notice that is about it. */
static int
notice_new(struct work *w, const struct notice *wanted, uint64_t opened)
{
	struct key dedup = KEY_INIT;
	struct notice n = *wanted;
	struct span value;
	int rc;

	if (no_dedup(&n))
		notice_dedup(&n);
	rc = lmdb_get(
	    w->txn, TABLE_NOTICE_BY_DEDUP, key_bytes(&dedup, n.dedup, sizeof(n.dedup)), &value);
	if (rc != ERR_NOT_FOUND)
		return rc;
	n.id = ++w->meta.notice;
	w->meta_changed = true;
	if (n.facts.about_case == 0 &&
	    (n.kind == NOTICE_CASE_OPENED || n.kind == NOTICE_CASE_ESCALATED))
		n.facts.about_case = opened;
	if (n.decided_utc_ms == AT_NONE)
		n.decided_utc_ms = w->now_utc_ms;
	rc = work_notice_state(w, &n, n.state, NULL);
	CRASH_POINT("store.notice_put");
	return rc != 0 ? rc : count_notice(w, &n);
}

static int
notice_join(struct work *w, uint64_t id, const struct notice *from)
{
	struct notice n;
	int rc = work_notice(w, id, &n);

	if (rc != 0 || notice_settled(n.state) || n.attempts > 0)
		return rc;
	for (size_t i = 0; i < from->shipment_count; i++) {
		size_t at = 0;

		while (at < n.shipment_count && n.shipments[at] != from->shipments[i])
			at++;
		if (at == n.shipment_count && at < LIMIT_ORDER_PARCELS)
			n.shipments[n.shipment_count++] = from->shipments[i];
	}
	n.facts = from->facts;
	n.due_utc_ms = from->due_utc_ms;
	return record_put(w->txn, &record_notice, &n);
}

static int
notice_supersede(struct work *w, uint64_t id, const char *text)
{
	struct notice n;
	int rc = work_notice(w, id, &n);

	if (rc != 0 || notice_settled(n.state))
		return rc;
	return work_notice_state(w, &n, NOTICE_STATE_SUPERSEDED, text);
}

static int
notice_hold(struct work *w, uint64_t id, const char *text)
{
	struct notice n;
	int rc = work_notice(w, id, &n);

	if (rc != 0 || n.state != NOTICE_STATE_PENDING)
		return rc;
	return work_notice_state(w, &n, NOTICE_STATE_HELD, text);
}

/* The open case of the same shop, order, shipment and reason; *id 0: none. */
static int
case_find(struct work *w, const struct case_record *wanted, uint64_t *id)
{
	struct key prefix = key_of_order(wanted->shop, wanted->order);
	struct case_record c;
	struct lmdb_scan scan;
	struct span key;
	uint64_t found;
	int rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_CASE_BY_ORDER, &prefix, (struct span){NULL, 0}, false);

	*id = 0;
	while (rc == 0 && *id == 0 && lmdb_scan_next(&scan, &key, NULL)) {
		rc = span_u64(key, prefix.len, &found) ? work_case(w, found, &c) : ERR_MALFORMED;
		if (rc == 0 && c.state != CASE_RESOLVED && c.shipment == wanted->shipment &&
		    c.reason == wanted->reason)
			*id = found;
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
case_join(struct work *w, uint64_t id, const struct case_record *wanted)
{
	struct case_record c;
	int rc = work_case(w, id, &c);

	for (size_t i = 0; rc == 0 && i < wanted->note_count; i++)
		work_case_note(w, &c, wanted->notes[i].author, wanted->notes[i].text);
	return rc != 0 ? rc : record_put(w->txn, &record_case, &c);
}

static int
case_open(struct work *w, const struct case_record *wanted, uint64_t *opened)
{
	struct case_record c = *wanted;
	int rc = case_find(w, wanted, opened);

	if (rc != 0)
		return rc;
	if (*opened != 0)
		return wanted->note_count > 0 ? case_join(w, *opened, wanted) : 0;
	c.id = *opened = ++w->meta.case_id;
	w->meta_changed = true;
	if (c.state == 0)
		c.state = CASE_OPEN;
	if (c.opened_utc_ms == AT_NONE)
		c.opened_utc_ms = w->now_utc_ms;
	return record_add(w->txn, &record_case, &c);
}

static int
case_resolve(struct work *w, uint64_t id, const char *text)
{
	struct case_record c;
	int rc = work_case(w, id, &c);

	if (rc != 0 || c.state == CASE_RESOLVED)
		return rc;
	c.state = CASE_RESOLVED;
	c.resolved_utc_ms = w->now_utc_ms;
	work_case_note(w, &c, "", text);
	return record_put(w->txn, &record_case, &c);
}

static int
case_escalate(struct work *w, uint64_t id)
{
	struct case_record c;
	int rc = work_case(w, id, &c);

	if (rc != 0 || c.state == CASE_RESOLVED || c.escalated)
		return rc;
	c.escalated = true;
	return record_put(w->txn, &record_case, &c);
}

static int
review_now(struct work *w, uint64_t shipment)
{
	struct key key = key_of_id(shipment);
	struct schedule_record r;
	int rc = record_get(w->txn, &record_schedule, &key, &r);

	if (rc != 0)
		return rc;
	r.next_review_utc_ms = w->now_utc_ms;
	return record_put(w->txn, &record_schedule, &r);
}

static int
apply(struct work *w, const struct effect *e, uint64_t *opened)
{
	struct journal_entry entry;

	switch (e->kind) {
	case EFFECT_NOTICE_NEW: return notice_new(w, &e->notice, *opened);
	case EFFECT_NOTICE_JOIN: return notice_join(w, e->id, &e->notice);
	case EFFECT_NOTICE_SUPERSEDE: return notice_supersede(w, e->id, e->text);
	case EFFECT_NOTICE_HOLD: return notice_hold(w, e->id, e->text);
	case EFFECT_CASE_OPEN: return case_open(w, &e->record, opened);
	case EFFECT_CASE_RESOLVE: return case_resolve(w, e->id, e->text);
	case EFFECT_CASE_ESCALATE: *opened = e->id; return case_escalate(w, e->id);
	case EFFECT_INCIDENT_OPEN: return work_incident_open(w, &e->incident, NULL);
	case EFFECT_INCIDENT_CLOSE: return work_incident_close(w, e->id, e->text);
	case EFFECT_REVIEW: return review_now(w, e->id);
	case EFFECT_JOURNAL:
		entry = e->entry;
		if (entry.at_utc_ms == AT_NONE)
			entry.at_utc_ms = w->now_utc_ms;
		return work_journal(w, &entry);
	}
	return ERR_BUG;
}

int
effects_apply(struct work *w, const struct effects *effects)
{
	uint64_t opened = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < effects->count; i++) {
		rc = apply(w, &effects->items[i], &opened);
		CRASH_POINT("store.between_effects");
	}
	if (rc == 0)
		rc = learn_take(w, &effects->tallies);
	/* An effect on what is not there is the judge's mistake, not an answer for the submitter. */
	return rc == ERR_NOT_FOUND ? ERR_BUG : rc;
}
