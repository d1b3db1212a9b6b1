#include "store/apply.h"

#include "monitor/base/text.h"
#include "store/apply_case.h"
#include "store/apply_customer.h"
#include "store/apply_access.h"
#include "store/apply_erase.h"
#include "store/apply_inbox.h"
#include "store/apply_incident.h"
#include "store/apply_notice.h"
#include "store/apply_past.h"
#include "store/apply_register.h"
#include "store/apply_retain.h"
#include "store/apply_review.h"
#include "store/apply_shop.h"
#include "store/apply_source.h"
#include "store/apply_write.h"
#include "store/context.h"
#include "store/once.h"
#include "store/people.h"

#include <string.h>

enum { SKELETONS_KEPT = 4 }; /* of one account and error: enough to see what changed */

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* One writer at a time keeps an account's state, but a restart may bring an older view of the same day: counts only grow. */
static int
apply_account(struct work *w, const struct op *op, struct outcome *out)
{
	struct account_record record;
	struct account_state was;
	int rc;

	if (op->account.id[0] == '\0')
		return outcome_refuse(out, ERR_MALFORMED, "an account's state needs its id");
	rc = context_account(w, op->account.id, &record);
	if (rc != 0)
		return rc;
	was = record.state;
	record.state = op->account;
	if (was.window_day == op->account.window_day) {
		record.state.calls = later(was.calls, op->account.calls);
	} else if (was.window_day > op->account.window_day) {
		record.state.window_day = was.window_day;
		record.state.calls = was.calls;
	}
	record.state.token_tried_utc_ms =
	    later(was.token_tried_utc_ms, op->account.token_tried_utc_ms);
	record.state.ok_utc_ms = later(was.ok_utc_ms, op->account.ok_utc_ms);
	if (was.unknown_codes > op->account.unknown_codes) {
		record.state.unknown_codes = was.unknown_codes;
		record.state.unknown_count = was.unknown_count;
		memcpy(record.state.unknown, was.unknown, sizeof(was.unknown));
	}
	if (was.failing_since_utc_ms != AT_NONE && op->account.failing_since_utc_ms == AT_NONE)
		record.gap = (struct gap){was.failing_since_utc_ms, w->now_utc_ms};
	return record_put(w->txn, &record_account, &record);
}

static int
apply_pause(struct work *w, const struct op *op, struct outcome *out)
{
	struct shop_record shop;
	struct journal_entry entry;
	int rc;

	if (op->pause.shop[0] == '\0')
		return outcome_refuse(out, ERR_MALFORMED, "which shop?");
	rc = work_shop(w, op->pause.shop, &shop);
	if (rc != 0 || shop.paused == op->pause.on)
		return rc;
	shop.paused = op->pause.on;
	rc = record_put(w->txn, &record_shop, &shop);
	if (rc != 0)
		return rc;
	journal_init(&entry, shop.paused ? "shop.paused" : "shop.resumed", 0, w->now_utc_ms);
	journal_add_text(&entry, "shop", shop.shop);
	return work_journal(w, &entry);
}

static int
apply_gap(struct work *w, const struct op *op, struct outcome *out)
{
	struct journal_entry entry;

	if (op->gap.from_utc_ms == AT_NONE || op->gap.until_utc_ms < op->gap.from_utc_ms)
		return outcome_refuse(out, ERR_RANGE, "a gap ends after it began");
	w->meta.gap = op->gap;
	w->meta_changed = true;
	journal_init(&entry, "gap", 0, w->now_utc_ms);
	journal_add_at(&entry, "from", op->gap.from_utc_ms);
	journal_add_at(&entry, "until", op->gap.until_utc_ms);
	return work_journal(w, &entry);
}

static int
apply_clock(struct work *w, const struct op *op, struct outcome *out)
{
	(void)op;
	(void)out;
	w->meta_changed = true; /* the clock was moved before any op runs */
	w->trim = true;
	return apply_inbox_trim(w);
}

/* Those past their age go, and the oldest beyond the cap. Newest first: the key says so. */
static int
trim_skeletons(struct work *w, const struct key *prefix)
{
	struct key old[SKELETONS_KEPT];
	struct lmdb_scan scan;
	struct span key;
	size_t kept = 0, count = 0;
	int64_t at;
	int rc =
	    lmdb_scan_open(&scan, w->txn, TABLE_SKELETON, prefix, (struct span){NULL, 0}, true);

	while (rc == 0 && count < SKELETONS_KEPT && lmdb_scan_next(&scan, &key, NULL)) {
		if (!span_at(key, prefix->len, &at))
			rc = ERR_MALFORMED;
		else if (kept < SKELETONS_KEPT && w->now_utc_ms - at < LIMIT_SKELETON_AGE_MS)
			kept++;
		else
			(void)key_bytes(
			    memset(&old[count++], 0, sizeof(old[0])), key.data, key.len);
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = lmdb_delete(w->txn, TABLE_SKELETON, &old[i]);
	return rc;
}

static int
apply_skeleton(struct work *w, const struct op *op, struct outcome *out)
{
	struct key prefix = KEY_INIT, key;
	int rc;

	if (op->skeleton.bytes.len > LIMIT_SKELETON_BYTES)
		return outcome_refuse(
		    out, ERR_TOO_BIG, "a skeleton has at most %u bytes", LIMIT_SKELETON_BYTES);
	(void)key_u8(key_text(&prefix, op->skeleton.account), (uint8_t)-op->skeleton.error);
	key = prefix;
	(void)key_at(&key, w->now_utc_ms);
	rc = lmdb_put(w->txn, TABLE_SKELETON, &key, buf_span(&op->skeleton.bytes));
	return rc != 0 ? rc : trim_skeletons(w, &prefix);
}

static const struct {
	const char *name; /* as people read it of one that was set aside */
	once_fn *apply;
} verbs[OP_COUNT] = {
    [OP_REGISTER] = {"register", apply_register},
    [OP_REVIEW] = {"review", apply_review},
    [OP_CHANGE] = {"change", apply_change},
    [OP_ATTEMPT_BEGIN] = {"attempt_begin", apply_attempt_begin},
    [OP_ATTEMPT_END] = {"attempt_end", apply_attempt_end},
    [OP_NOTICE] = {"notice", apply_notice},
    [OP_CASE] = {"case", apply_case},
    [OP_ACCOUNT] = {"account", apply_account},
    [OP_PAUSE] = {"pause", apply_pause},
    [OP_GAP] = {"gap", apply_gap},
    [OP_SHOP] = {"shop", apply_shop},
    [OP_SKELETON] = {"skeleton", apply_skeleton},
    [OP_CLOCK] = {"clock", apply_clock},
    [OP_POLL_NOW] = {"poll_now", apply_poll_now},
    [OP_INCIDENTS] = {"incidents", apply_incidents},
    [OP_INCIDENT_OPEN] = {"incident_open", apply_incident_open},
    [OP_INCIDENT_CLOSE] = {"incident_close", apply_incident_close},
    [OP_ACCESS] = {"access", apply_access},
    [OP_ACCESS_END] = {"access_end", apply_access_end},
    [OP_PAST] = {"past", apply_past},
    [OP_PERSON] = {"person", apply_person},
    [OP_BOUNCE] = {"bounce", apply_bounce},
    [OP_CUSTOMER] = {"customer", apply_customer},
    [OP_WRITE] = {"write", apply_write},
    [OP_INBOUND] = {"inbound", apply_inbound},
    [OP_INBOX] = {"inbox", apply_inbox},
    [OP_SOURCE] = {"source", apply_source},
    [OP_CONNECTOR] = {"connector", apply_connector},
    [OP_ERASE] = {"erase", apply_erase},
    [OP_ENDPOINT] = {"endpoint", apply_endpoint},
    [OP_INCIDENT_WAIT] = {"incident_wait", apply_incident_wait},
    [OP_INCIDENT_RELEASE] = {"incident_release", apply_incident_release},
    [OP_RETAIN] = {"retain", apply_retain},
};

const char *
op_name(int kind)
{
	return kind > 0 && kind < OP_COUNT ? verbs[kind].name : "unknown";
}

static void
see_clock(struct work *w, const struct op *op)
{
	w->now_utc_ms = later(op->now_utc_ms, w->meta.clock_utc_ms);
	if (w->now_utc_ms != w->meta.clock_utc_ms) {
		w->meta.clock_utc_ms = w->now_utc_ms;
		w->meta_changed = true;
	}
}

int
apply_op(struct work *w, const struct op *op, struct outcome *out)
{
	see_clock(w, op);
	w->policy = op->policy;
	if (op->kind <= 0 || op->kind >= OP_COUNT)
		return outcome_refuse(out, ERR_BUG, "there is no such op");
	if (op->once.wanted)
		return once_apply(w, op, out, verbs[op->kind].apply);
	return verbs[op->kind].apply(w, op, out);
}

int
apply_aside(struct work *w, const struct op *op, int error)
{
	struct aside aside = {
	    .kind = (int32_t)op->kind, .about = op->id, .error = error, .id = w->meta.aside + 1};
	int rc;

	see_clock(w, op);
	aside.at_utc_ms = w->now_utc_ms;
	if (op->kind == OP_REGISTER)
		(void)text_cut(
		    aside.text, sizeof(aside.text), span_of(op->registration.shipment.order));
	else
		(void)text_cut(aside.text, sizeof(aside.text), span_of(op->text));
	w->meta.aside++;
	w->meta_changed = true;
	rc = record_add(w->txn, &record_aside, &aside);
	if (rc == 0 && op->kind == OP_REVIEW)
		rc = apply_review_postpone(w, op->id);
	if (rc == 0 && op->kind == OP_ATTEMPT_BEGIN)
		rc = apply_notice_postpone(w, op->id);
	return rc;
}

int
apply_doubt(struct work *w)
{
	struct key prefix = KEY_INIT;
	struct lmdb_scan scan;
	struct span key;
	uint64_t id;
	int rc = 0;

	w->now_utc_ms = w->meta.clock_utc_ms;
	(void)key_u8(&prefix, NOTICE_STATE_SENDING);
	while (rc == 0) {
		struct notice n = NOTICE_INIT;
		bool found;

		/* The first each time: it leaves the index when it changes. */
		rc = lmdb_scan_open(
		    &scan, w->txn, TABLE_NOTICE_BY_STATE, &prefix, (struct span){NULL, 0}, false);
		if (rc != 0)
			break;
		found = lmdb_scan_next(&scan, &key, NULL);
		if (found && !span_newest(key, prefix.len, &id))
			rc = ERR_MALFORMED;
		if (scan.error != 0)
			rc = scan.error;
		lmdb_scan_close(&scan);
		if (rc != 0 || !found)
			break;
		rc = work_notice(w, id, &n);
		n.answer = ANSWER_IN_DOUBT;
		if (rc == 0)
			rc = work_notice_state(w, &n, NOTICE_STATE_IN_DOUBT,
			    "the program ended while it was being sent");
	}
	return rc;
}
