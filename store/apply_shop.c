#include "store/apply_shop.h"

#include "store/context.h"
#include "store/effects.h"

#include <stdio.h>
#include <stdlib.h>

/* Words owed to customers until the contact's next working day ends. */
static int
count_obligations(struct work *w, const struct shop *shop, int64_t *out)
{
	int64_t today_utc_ms = shop_close_at(shop, w->now_utc_ms);
	int64_t until_utc_ms = shop_close_at(shop, today_utc_ms + 1);
	struct key prefix = key_of_text(shop->id);
	struct lmdb_scan scan;
	struct span key;
	int64_t due_utc_ms;
	int rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_OBLIGATION_BY_DUE, &prefix, (struct span){NULL, 0}, false);

	if (until_utc_ms < w->now_utc_ms + DAY_MS)
		until_utc_ms = w->now_utc_ms + DAY_MS;
	while (rc == 0 && lmdb_scan_next(&scan, &key, NULL)) {
		if (!span_at(key, prefix.len, &due_utc_ms))
			rc = ERR_MALFORMED;
		else if (due_utc_ms > until_utc_ms)
			break;
		else
			(*out)++;
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
read_counts(struct work *w, const struct shop *shop, struct shop_input *in)
{
	struct shop_record record;
	int rc = work_shop(w, shop->id, &record);

	in->settled_kept_day = record.kept;
	in->settled_late_day = record.late;
	in->brake_told_utc_ms = record.brake_told_utc_ms;
	for (int state = 0; rc == 0 && state < PROMISE_COUNT; state++)
		rc = counter_get(w->txn, shop->id, COUNTER_STATE + state, &in->state_counts[state]);
	if (rc == 0)
		rc = counter_get(w->txn, shop->id, COUNTER_CASES_OPEN, &in->cases_open);
	if (rc == 0)
		rc = counter_get(w->txn, shop->id, COUNTER_CASES_UNOWNED, &in->cases_unowned);
	if (rc == 0)
		rc = counter_get(
		    w->txn, shop->id, COUNTER_NOTICE + NOTICE_STATE_HELD, &in->held_notices);
	if (rc == 0)
		rc = counter_get(w->txn, shop->id, COUNTER_SUPPRESSED, &in->suppressed);
	if (rc == 0)
		rc = context_counters(w, shop->id, &in->counters);
	return rc != 0 ? rc : count_obligations(w, shop, &in->obligations_due);
}

static int
read_report(struct work *w, const struct shop *shop, struct tallies *out)
{
	char prefix[LIMIT_SHOP_ROOM + 1];
	struct sums_range range = {.table = TALLY_REPORT,
	    .prefix = prefix,
	    .from_day = (int32_t)(w->now_utc_ms / DAY_MS) - LIMIT_REPORT_DAYS,
	    .until_day = INT32_MAX};

	(void)snprintf(prefix, sizeof(prefix), "%s|", shop->id);
	return sums_collect(w->txn, &range, out);
}

int
apply_shop(struct work *w, const struct op *op, struct outcome *out)
{
	const struct shop *shop = op->policy != NULL ? policy_shop(op->policy, op->shop) : NULL;
	struct shop_input in = {.shop = shop,
	    .policy = op->policy,
	    .channel_failing = op->channel_failing,
	    .channel_failing_since_utc_ms = op->channel_failing_since_utc_ms,
	    .channel_detail = op->text,
	    .now_utc_ms = w->now_utc_ms};
	struct account_state *accounts = NULL;
	struct tallies report = {0};
	struct effects effects = {0};
	int rc;

	if (shop == NULL)
		return outcome_refuse(out, ERR_NOT_FOUND, "there is no shop '%s'", op->shop);
	in.model = w->model;
	in.account_count = op->policy->account_count;
	in.gap = context_gap(w, NULL);
	rc = context_accounts(w, op->policy, &accounts);
	if (rc == 0)
		rc = read_counts(w, shop, &in);
	if (rc == 0)
		rc = read_report(w, shop, &report);
	in.accounts = accounts;
	in.report = report.items;
	in.report_count = report.count;
	if (rc == 0)
		rc = w->judge->shop(&in, &effects);
	if (rc == 0)
		rc = effects_apply(w, &effects);
	effects_clear(&effects);
	tallies_clear(&report);
	free(accounts);
	return rc;
}
