#include "store/apply_shop.h"

#include "store/context.h"
#include "store/effects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static struct shop_risk
risk_of(const struct shipment *s)
{
	struct shop_risk risk = {.promised_day = s->promise.until_day};

	memcpy(risk.order, s->order, sizeof(risk.order));
	memcpy(risk.rule, s->rule, sizeof(risk.rule));
	return risk;
}

/* Those at risk, nearest to their day first; of a shop beside many busy ones perhaps fewer than it has. */
static int
read_risks(struct work *w, const struct shop *shop, struct shop_input *in)
{
	enum { LOOKS = 200 };
	struct key prefix = KEY_INIT;
	struct lmdb_scan scan;
	struct span row;
	int rc;

	(void)key_u8(&prefix, PROMISE_AT_RISK);
	rc = lmdb_scan_open(&scan, w->txn, TABLE_BY_STATE, &prefix, (struct span){NULL, 0}, false);
	for (int looks = 0; rc == 0 && looks < LOOKS && in->risk_count < LIMIT_DIGEST_RISKS &&
	     lmdb_scan_next(&scan, &row, NULL);
	     looks++) {
		struct parcel parcel = PARCEL_INIT;
		struct key key;
		uint64_t id;

		if (!span_u64(row, row.len - sizeof(id), &id)) {
			rc = ERR_MALFORMED;
			break;
		}
		key = key_of_id(id);
		rc = record_get_head(w->txn, &record_parcel, &key, &parcel);
		if (rc == 0 && strcmp(parcel.shipment.shop, shop->id) == 0 &&
		    !shipment_invented(&parcel.shipment))
			in->risks[in->risk_count++] = risk_of(&parcel.shipment);
		shipment_clear(&parcel.shipment);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* As the outbox has left word; "" is mail. */
static int
count_if_failing(struct work *w, const char *section, int64_t *count)
{
	struct account_record record;
	char id[LIMIT_ACCOUNT_ROOM];
	int rc;

	account_of_channel(id, section);
	rc = context_account(w, id, &record);
	*count += rc == 0 && record.state.failing_since_utc_ms != AT_NONE;
	return rc;
}

static int
count_failing_channels(
    struct work *w, const struct shop *shop, const struct policy *policy, int64_t *count)
{
	int rc = policy->mail.url[0] != '\0' ? count_if_failing(w, "", count) : 0;

	for (size_t i = 0; rc == 0 && i < policy->channel_count; i++)
		if (shop_channel(shop, policy->channels[i].kind) == &policy->channels[i])
			rc = count_if_failing(w, policy->channels[i].id, count);
	return rc;
}

/* Open parcels by state; what is invented troubles nobody. */
static int
count_states(struct work *w, const char *shop, int64_t counts[PROMISE_COUNT])
{
	int rc = 0;

	for (int state = 0; rc == 0 && state < PROMISE_COUNT; state++) {
		int64_t invented = 0;

		rc = counter_get(w->txn, shop, COUNTER_STATE + state, &counts[state]);
		if (rc == 0)
			rc = counter_get(w->txn, shop, COUNTER_INVENTED + state, &invented);
		counts[state] -= invented;
	}
	return rc;
}

static int
read_counts(struct work *w, const struct shop *shop, struct shop_input *in)
{
	struct shop_record record;
	int rc = work_shop(w, shop->id, &record);

	in->settled_kept_day = record.kept;
	in->settled_late_day = record.late;
	in->brake_told_utc_ms = record.brake_told_utc_ms;
	if (rc == 0)
		rc = count_states(w, shop->id, in->state_counts);
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
		rc = counter_get(
		    w->txn, shop->id, COUNTER_INBOUND + INBOUND_FAILED, &in->messages_failed);
	if (rc == 0)
		rc = context_counters(w, shop->id, &in->counters);
	if (rc == 0)
		rc = read_risks(w, shop, in);
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
	struct connector_state *connectors = NULL;
	struct endpoint_state *endpoints = NULL;
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
		rc = context_connectors(w, op->policy, &connectors);
	if (rc == 0)
		rc = context_endpoints(w, op->policy, &endpoints);
	if (rc == 0)
		rc = read_counts(w, shop, &in);
	if (rc == 0)
		rc = count_failing_channels(w, shop, op->policy, &in.channels_failing);
	if (rc == 0)
		rc = read_report(w, shop, &report);
	in.accounts = accounts;
	in.connectors = connectors;
	in.endpoints = endpoints;
	in.report = report.items;
	in.report_count = report.count;
	if (rc == 0)
		rc = w->judge->shop(&in, &effects);
	if (rc == 0)
		rc = effects_apply(w, &effects);
	effects_clear(&effects);
	tallies_clear(&report);
	free(accounts);
	free(connectors);
	free(endpoints);
	return rc;
}
