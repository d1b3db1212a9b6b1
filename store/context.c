#include "store/context.h"

#include "monitor/base/text.h"

#include <stdlib.h>
#include <string.h>

struct gap
context_gap(const struct work *w, const struct account_record *account)
{
	if (account != NULL && account->gap.until_utc_ms > w->meta.gap.until_utc_ms)
		return account->gap;
	return w->meta.gap;
}

int
context_account(struct work *w, const char *id, struct account_record *out)
{
	struct key key = key_of_text(id);
	int rc = record_get(w->txn, &record_account, &key, out);

	if (rc != ERR_NOT_FOUND)
		return rc;
	*out = ACCOUNT_RECORD_INIT;
	return text_copy(out->state.id, sizeof(out->state.id), id);
}

int
context_counters(struct work *w, const char *shop, struct shop_counters *out)
{
	struct shop_record record;
	int64_t first = w->now_utc_ms / MINUTE_MS - SHOP_MINUTES;
	int rc = work_shop(w, shop, &record);

	*out = (struct shop_counters){.paused = record.paused};
	for (size_t i = 0; rc == 0 && i < record.minute_count; i++)
		if (record.minutes[i].minute > first)
			out->braked_hour += record.minutes[i].count;
	return rc != 0 ? rc : counter_get(w->txn, shop, COUNTER_OPEN, &out->open_parcels);
}

static int
read_parcels(struct work *w, const struct order *order, const struct shipment *self)
{
	struct context *c = &w->context;

	for (size_t i = 0; i < order->shipment_count; i++) {
		struct key key = key_of_id(order->shipments[i]);
		struct parcel parcel;
		int rc;

		if (self != NULL && self->id == order->shipments[i]) {
			c->parcels[c->parcel_count++] = parcel_head_of(self);
			continue;
		}
		rc = record_get_head(w->txn, &record_parcel, &key, &parcel);
		if (rc != 0)
			return rc;
		c->parcels[c->parcel_count++] = parcel_head_of(&parcel.shipment);
		shipment_clear(&parcel.shipment);
	}
	return 0;
}

/* One pass over an order's notices, newest first: those that are settled, or those that are not. */
static int
read_notices(struct work *w, const struct order *order, bool settled)
{
	struct key prefix = key_of_order(order->shop, order->id);
	struct context *c = &w->context;
	struct lmdb_scan scan;
	struct span key;
	uint64_t id;
	int rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_NOTICE_BY_ORDER, &prefix, (struct span){NULL, 0}, false);

	while (rc == 0 && c->notice_count < CONTEXT_NOTICES && lmdb_scan_next(&scan, &key, NULL)) {
		struct notice notice;

		rc =
		    span_newest(key, prefix.len, &id) ? work_notice(w, id, &notice) : ERR_MALFORMED;
		if (rc == 0 && notice_settled(notice.state) == settled)
			c->notices[c->notice_count++] = notice_head_of(&notice);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
read_cases(struct work *w, const struct order *order)
{
	struct key prefix = key_of_order(order->shop, order->id);
	struct context *c = &w->context;
	struct lmdb_scan scan;
	struct span key;
	uint64_t id;
	int rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_CASE_BY_ORDER, &prefix, (struct span){NULL, 0}, true);

	while (rc == 0 && c->case_count < CONTEXT_CASES && lmdb_scan_next(&scan, &key, NULL)) {
		struct case_record record;

		rc = span_u64(key, prefix.len, &id) ? work_case(w, id, &record) : ERR_MALFORMED;
		if (rc != 0 || record.state == CASE_RESOLVED)
			continue;
		c->cases[c->case_count++] = case_head_of(&record);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
read_person(struct work *w, uint64_t id, const struct person *person)
{
	struct context *c = &w->context;
	struct key key = key_of_id(id);
	int rc = 0;

	if (person != NULL)
		c->person = *person;
	else if (id != 0)
		rc = record_get(w->txn, &record_person, &key, &c->person);
	c->has_person = rc == 0 && (person != NULL || id != 0);
	return rc == ERR_NOT_FOUND ? 0 : rc; /* erased */
}

int
context_accounts(struct work *w, const struct policy *policy, struct account_state **out)
{
	struct account_state *accounts = calloc(policy->account_count + 1, sizeof(*accounts));
	int rc = accounts == NULL ? ERR_NOMEM : 0;

	for (size_t i = 0; rc == 0 && i < policy->account_count; i++) {
		struct account_record record;

		rc = context_account(w, policy->accounts[i].id, &record);
		if (rc == 0)
			accounts[i] = record.state;
	}
	if (rc == 0)
		*out = accounts;
	else
		free(accounts);
	return rc;
}

/* As the store has each of the sections, whose ids come first in them; fresh where it has none. */
static int
states_of(struct work *w, const struct record_type *type, const void *sections, size_t section_size,
    size_t count, void **out)
{
	size_t size = type->codec->size;
	char *states = calloc(count + 1, size);
	int rc = states == NULL ? ERR_NOMEM : 0;

	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct key key = key_of_text((const char *)sections + i * section_size);

		rc = record_get(w->txn, type, &key, states + i * size);
		if (rc == ERR_NOT_FOUND) {
			memcpy(states + i * size, type->codec->fresh, size);
			rc = 0;
		}
	}
	if (rc == 0)
		*out = states;
	else
		free(states);
	return rc;
}

int
context_connectors(struct work *w, const struct policy *policy, struct connector_state **out)
{
	void *states = NULL;
	int rc = states_of(w, &record_connector, policy->connectors, sizeof(*policy->connectors),
	    policy->connector_count, &states);

	if (rc == 0)
		*out = states;
	return rc;
}

int
context_endpoints(struct work *w, const struct policy *policy, struct endpoint_state **out)
{
	void *states = NULL;
	int rc = states_of(w, &record_endpoint, policy->endpoints, sizeof(*policy->endpoints),
	    policy->endpoint_count, &states);

	if (rc == 0)
		*out = states;
	return rc;
}

/* Whole carriers before their parts: of many parts some may not find room. */
static void
add_incident(struct context *c, const struct incident *i)
{
	bool whole = i->depot[0] == '\0' && i->lane[0] == '\0';
	size_t at = whole ? 0 : c->incident_count;

	if (c->incident_count < CONTEXT_INCIDENTS)
		c->incident_count++;
	if (at == CONTEXT_INCIDENTS)
		return;
	memmove(&c->incidents[at + 1], &c->incidents[at],
	    (c->incident_count - at - 1) * sizeof(c->incidents[0]));
	c->incidents[at] = incident_head_of(i);
}

/* Those of a carrier for which words wait; of all when it is NULL. */
static int
read_incidents(struct work *w, const char *carrier)
{
	struct key prefix = KEY_INIT;
	struct lmdb_scan scan;
	struct span key;
	uint64_t id;
	int rc;

	if (carrier != NULL)
		(void)key_text(&prefix, carrier);
	rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_INCIDENT_BY_OPEN, &prefix, (struct span){NULL, 0}, false);
	while (rc == 0 && lmdb_scan_next(&scan, &key, NULL)) {
		struct incident i;

		rc = key.len > 8 && span_u64(key, key.len - 8, &id) ? work_incident(w, id, &i)
								    : ERR_MALFORMED;
		if (rc == 0 && incident_waits(&i, w->now_utc_ms))
			add_incident(&w->context, &i);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

int
context_build(struct work *w, const struct order *order, const struct shipment *self,
    const struct schedule *schedule, const struct person *person)
{
	struct context *c = &w->context;
	struct account_record account = ACCOUNT_RECORD_INIT;
	int rc;

	memset(c, 0, sizeof(*c));
	c->order = *order;
	c->schedule = schedule != NULL ? *schedule : SCHEDULE_INIT;
	rc = read_parcels(w, order, self);
	if (rc == 0)
		rc = read_notices(w, order, false);
	if (rc == 0)
		rc = read_notices(w, order, true);
	if (rc == 0)
		rc = read_cases(w, order);
	if (rc == 0)
		rc = read_incidents(w, self != NULL ? self->carrier : NULL);
	if (rc == 0)
		rc = read_person(w, order->person, person);
	if (rc == 0 && self != NULL && self->account[0] != '\0')
		rc = context_account(w, self->account, &account);
	c->account = account.state;
	c->gap = context_gap(w, &account);
	return rc != 0 ? rc : context_counters(w, order->shop, &c->counters);
}

int
context_of_shop(struct work *w, const char *shop)
{
	struct context *c = &w->context;

	memset(c, 0, sizeof(*c));
	c->order = ORDER_INIT;
	c->schedule = SCHEDULE_INIT;
	c->account = ACCOUNT_STATE_INIT;
	c->gap = context_gap(w, NULL);
	return context_counters(w, shop, &c->counters);
}
