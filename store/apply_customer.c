#include "store/apply_customer.h"

#include "store/context.h"
#include "store/effects.h"

#include <string.h>

/* The parcel that is spoken of: the open one that is promised first, else the last. */
static int
parcel_of(struct work *w, const struct order *order, struct parcel *out)
{
	uint64_t id = order->shipment_count > 0 ? order->shipments[order->shipment_count - 1] : 0;
	int64_t soonest = INT64_MAX;
	struct key key;

	for (size_t i = 0; i < w->context.parcel_count; i++) {
		const struct parcel_head *p = &w->context.parcels[i];

		if (p->closed || p->cancelled || p->superseded || p->deadline_utc_ms >= soonest)
			continue;
		soonest = p->deadline_utc_ms;
		id = p->id;
	}
	key = key_of_id(id);
	return record_get(w->txn, &record_parcel, &key, out);
}

int
apply_customer(struct work *w, const struct op *op, struct outcome *out)
{
	struct key key = key_of_order(op->of_shop, op->of_order);
	struct parcel parcel = PARCEL_INIT;
	struct effects effects = {0};
	struct order order;
	int rc = record_get(w->txn, &record_order, &key, &order);

	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(out, rc, "there is no order '%s'", op->of_order);
	if (rc != 0)
		return rc;
	if (w->judge->customer == NULL)
		return outcome_refuse(out, ERR_BUG, "nobody judges what customers say");
	rc = context_build(w, &order, NULL, NULL, NULL);
	if (rc == 0)
		rc = parcel_of(w, &order, &parcel);
	if (rc == 0) {
		struct customer_input in = {.word = &op->word,
		    .shipment = &parcel.shipment,
		    .context = &w->context,
		    .shop = op->policy != NULL ? policy_shop(op->policy, op->of_shop) : NULL,
		    .now_utc_ms = w->now_utc_ms};

		rc = w->judge->customer(&in, &order, &effects);
	}
	if (rc == 0)
		rc = record_put(w->txn, &record_order, &order);
	if (rc == 0)
		rc = effects_apply(w, &effects);
	effects_clear(&effects);
	shipment_clear(&parcel.shipment);
	return rc;
}
