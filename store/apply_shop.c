#include "store/apply_shop.h"

#include "store/context.h"
#include "store/effects.h"

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
		rc = context_counters(w, shop->id, &in->counters);
	return rc != 0 ? rc : count_obligations(w, shop, &in->obligations_due);
}

int
apply_shop(struct work *w, const struct op *op, struct outcome *out)
{
	const struct shop *shop = op->policy != NULL ? policy_shop(op->policy, op->shop) : NULL;
	struct shop_input in = {.shop = shop,
	    .policy = op->policy,
	    .channel_failing_since_utc_ms = op->channel_failing_since_utc_ms,
	    .channel_detail = op->text,
	    .now_utc_ms = w->now_utc_ms};
	struct account_state *accounts;
	struct effects effects = {0};
	int rc = 0;

	if (shop == NULL)
		return outcome_refuse(out, ERR_NOT_FOUND, "there is no shop '%s'", op->shop);
	accounts = calloc(op->policy->account_count + 1, sizeof(*accounts));
	if (accounts == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; rc == 0 && i < op->policy->account_count; i++) {
		struct account_record record;

		rc = context_account(w, op->policy->accounts[i].id, &record);
		if (rc == 0)
			accounts[i] = record.state;
	}
	in.accounts = accounts;
	in.account_count = op->policy->account_count;
	in.gap = context_gap(w, NULL);
	if (rc == 0)
		rc = read_counts(w, shop, &in);
	if (rc == 0)
		rc = w->judge->shop(&in, &effects);
	if (rc == 0)
		rc = effects_apply(w, &effects);
	effects_clear(&effects);
	free(accounts);
	return rc;
}
