#include "store/apply_incident.h"

#include "monitor/base/crash.h"
#include "monitor/base/text.h"
#include "store/context.h"
#include "store/effects.h"

#include <stdlib.h>
#include <string.h>

enum { WAKE_MOST = 256 }; /* with one op: the reviews that follow are a few commits */

static int
read_open(struct work *w, struct incident open[LIMIT_OPEN_INCIDENTS], size_t *count)
{
	struct lmdb_scan scan;
	struct span key;
	uint64_t id;
	int rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_INCIDENT_BY_OPEN, NULL, (struct span){NULL, 0}, false);

	*count = 0;
	while (rc == 0 && *count < LIMIT_OPEN_INCIDENTS && lmdb_scan_next(&scan, &key, NULL)) {
		rc = key.len > 8 && span_u64(key, key.len - 8, &id)
		    ? work_incident(w, id, &open[(*count)++])
		    : ERR_MALFORMED;
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
judge(struct work *w, const struct op *op)
{
	struct incident *open = calloc(LIMIT_OPEN_INCIDENTS, sizeof(*open));
	struct account_state *accounts = NULL;
	struct tallies scans = {0};
	struct effects effects = {0};
	int32_t hour = (int32_t)(w->now_utc_ms / HOUR_MS);
	struct sums_range range = {.table = TALLY_SCAN,
	    .prefix = "",
	    .from_day = hour - LIMIT_SCAN_HOURS,
	    .until_day = INT32_MAX};
	struct incident_input in = {.policy = op->policy,
	    .open = open,
	    .account_count = op->policy->account_count,
	    .gap = w->meta.gap,
	    .now_utc_ms = w->now_utc_ms};
	int rc = open == NULL ? ERR_NOMEM : read_open(w, open, &in.open_count);

	if (rc == 0)
		rc = context_accounts(w, op->policy, &accounts);
	if (rc == 0)
		rc = sums_collect(w->txn, &range, &scans);
	in.accounts = accounts;
	in.scans = scans.items;
	in.scan_count = scans.count;
	if (rc == 0)
		rc = w->judge->incident(&in, &effects);
	if (rc == 0)
		rc = effects_apply(w, &effects);
	effects_clear(&effects);
	tallies_clear(&scans);
	free(accounts);
	free(open);
	return rc;
}

/* Due now, if it is looked at at all and not before. */
static int
wake(struct work *w, uint64_t shipment, size_t *woken)
{
	struct key key = key_of_id(shipment);
	struct schedule_record r;
	int rc = record_get(w->txn, &record_schedule, &key, &r);

	if (rc != 0 || r.next_review_utc_ms == AT_NONE || r.next_review_utc_ms <= w->now_utc_ms)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	r.next_review_utc_ms = w->now_utc_ms;
	++*woken;
	return record_put(w->txn, &record_schedule, &r);
}

/* One row of what is held. *still_open: the incident that the last rows were passed over for, as it still holds them. */
static int
wake_row(struct work *w, struct span key, uint64_t *still_open, size_t *woken)
{
	struct incident i;
	uint64_t id, shipment;
	int rc;

	if (!span_u64(key, 0, &id) || !span_u64(key, 8, &shipment))
		return ERR_MALFORMED;
	if (id == *still_open)
		return 0;
	rc = work_incident(w, id, &i);
	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == 0 && incident_waits(&i, w->now_utc_ms)) {
		*still_open = id;
		return 0;
	}
	return wake(w, shipment, woken);
}

/* Goes on where the last op stopped; what an aborted batch left out is found on the next way round. */
static int
wake_held(struct work *w, bool *more)
{
	struct span after = {(const char *)w->woken.bytes, w->woken.len}, key;
	uint64_t still_open = 0;
	size_t woken = 0;
	struct lmdb_scan scan;
	int rc = lmdb_scan_open(&scan, w->txn, TABLE_HELD_BY_INCIDENT, NULL, after, false);

	w->woken = KEY_INIT;
	while (rc == 0 && woken < WAKE_MOST && lmdb_scan_next(&scan, &key, NULL)) {
		struct key row = KEY_INIT;

		(void)key_bytes(&row, key.data, key.len); /* waking ends the life of the span */
		rc = wake_row(w, key, &still_open, &woken);
		*more = woken == WAKE_MOST;
		if (*more)
			w->woken = row;
	}
	lmdb_scan_close(&scan);
	CRASH_POINT("store.woken");
	return rc != 0 ? rc : scan.error;
}

int
apply_incidents(struct work *w, const struct op *op, struct outcome *out)
{
	int rc = 0;

	if (op->policy == NULL)
		return outcome_refuse(out, ERR_BUG, "judging incidents needs the policy");
	if (w->judge->incident != NULL)
		rc = judge(w, op);
	return rc != 0 ? rc : wake_held(w, &out->result.more);
}

static int
journal(struct work *w, const char *name, uint64_t id, const struct op *op)
{
	struct journal_entry entry;
	struct incident i;
	int rc = work_incident(w, id, &i);

	if (rc != 0)
		return rc;
	journal_init(&entry, name, 0, w->now_utc_ms);
	journal_add_number(&entry, "incident", (int64_t)id);
	journal_add_text(&entry, "kind", incident_kind_name(i.kind));
	journal_add_text(&entry, "carrier", i.carrier);
	journal_add_text(&entry, "depot", i.depot);
	journal_add_text(&entry, "lane", i.lane);
	journal_add_text(&entry, "author", op->author);
	return work_journal(w, &entry);
}

int
apply_incident_open(struct work *w, const struct op *op, struct outcome *out)
{
	struct incident wanted = op->incident;
	uint64_t before = w->meta.incident;
	int rc;

	if (wanted.carrier[0] == '\0')
		return outcome_refuse(out, ERR_MALFORMED, "an incident needs its carrier");
	if (wanted.until_utc_ms != AT_NONE && wanted.until_utc_ms <= w->now_utc_ms)
		return outcome_refuse(out, ERR_RANGE, "it would be over already");
	wanted.kind = INCIDENT_ANNOUNCED;
	wanted.by_hand = true;
	if (wanted.since_utc_ms == AT_NONE)
		wanted.since_utc_ms = w->now_utc_ms;
	(void)text_cut(wanted.author, sizeof(wanted.author), span_of(op->author));
	(void)text_cut(wanted.text, sizeof(wanted.text), span_of(op->text));
	rc = work_incident_open(w, &wanted, &out->result.id);
	out->result.existed = w->meta.incident == before;
	if (rc != 0 || out->result.existed)
		return rc;
	return journal(w, "incident.opened", out->result.id, op);
}

/* The incident that the op names; refused where there is none. */
static int
named_one(struct work *w, const struct op *op, struct incident *out, struct outcome *outcome)
{
	int rc = work_incident(w, op->id, out);

	return rc == ERR_NOT_FOUND
	    ? outcome_refuse(outcome, rc, "there is no incident %llu", (unsigned long long)op->id)
	    : rc;
}

/* Refused as well where it is over. */
static int
open_one(struct work *w, const struct op *op, struct incident *out, struct outcome *outcome)
{
	int rc = named_one(w, op, out, outcome);

	if (rc == 0 && outcome->result.rc == 0 && out->closed_utc_ms != AT_NONE)
		return outcome_refuse(outcome, ERR_CONFLICT, "the incident is over");
	return rc;
}

int
apply_incident_wait(struct work *w, const struct op *op, struct outcome *out)
{
	int64_t until_utc_ms = op->incident.until_utc_ms;
	struct incident i;
	int rc = open_one(w, op, &i, out);

	if (rc != 0 || out->result.rc != 0)
		return rc;
	if (!i.by_hand)
		return outcome_refuse(out, ERR_CONFLICT, "it ends when its parcels are heard of");
	if (until_utc_ms != AT_NONE && until_utc_ms <= w->now_utc_ms)
		return outcome_refuse(out, ERR_RANGE, "it would be over already");
	i.until_utc_ms = until_utc_ms;
	rc = record_put(w->txn, &record_incident, &i);
	return rc != 0 ? rc : journal(w, "incident.prolonged", op->id, op);
}

int
apply_incident_release(struct work *w, const struct op *op, struct outcome *out)
{
	int64_t released_utc_ms = op->incident.released_utc_ms;
	struct incident i;
	int rc = open_one(w, op, &i, out);

	if (rc != 0 || out->result.rc != 0)
		return rc;
	i.released_utc_ms = released_utc_ms;
	rc = record_put(w->txn, &record_incident, &i);
	return rc != 0
	    ? rc
	    : journal(w, released_utc_ms != AT_NONE ? "incident.released" : "incident.held", op->id,
		  op);
}

int
apply_incident_close(struct work *w, const struct op *op, struct outcome *out)
{
	struct incident i;
	int rc = named_one(w, op, &i, out);

	if (rc != 0 || out->result.rc != 0 || i.closed_utc_ms != AT_NONE)
		return rc;
	rc = work_incident_close(w, op->id, op->text);
	return rc != 0 ? rc : journal(w, "incident.closed", op->id, op);
}
