#include "store/apply_write.h"

#include "store/context.h"
#include "store/effects.h"

#include <string.h>

/* The same form sent again: its notice is there. */
static int
find_same(struct work *w, const struct effects *effects, struct outcome *out)
{
	for (size_t i = 0; i < effects->count; i++) {
		const struct notice *n = &effects->items[i].notice;
		struct key dedup = KEY_INIT;
		struct span value;
		int rc;

		if (effects->items[i].kind != EFFECT_NOTICE_NEW)
			continue;
		rc = lmdb_get(w->txn, TABLE_NOTICE_BY_DEDUP,
		    key_bytes(&dedup, n->dedup, sizeof(n->dedup)), &value);
		if (rc == 0)
			out->result.existed = span_u64(value, 0, &out->result.id);
		if (rc != ERR_NOT_FOUND)
			return rc;
	}
	return 0;
}

static int
write_down(struct work *w, const struct op *op, const struct shipment *s, struct outcome *out)
{
	struct effects effects = {0};
	struct why why = {.code = 0};
	struct write_input in = {.word = &op->staff,
	    .shipment = s,
	    .context = &w->context,
	    .shop = policy_shop(op->policy, s->shop),
	    .now_utc_ms = w->now_utc_ms};
	int rc = w->judge->write(&in, &effects, &why);

	if (rc == ERR_CONFLICT || rc == ERR_RANGE) {
		rc = outcome_refuse(out, rc, "%s", why.text);
		goto out;
	}
	if (rc == 0)
		rc = find_same(w, &effects, out);
	if (rc == 0 && !out->result.existed) {
		rc = effects_apply(w, &effects);
		out->result.id = w->meta.notice;
	}
out:
	effects_clear(&effects);
	return rc;
}

int
apply_write(struct work *w, const struct op *op, struct outcome *out)
{
	struct key key = key_of_id(op->id), order_key;
	struct parcel parcel = PARCEL_INIT;
	struct order order;
	int rc = record_get(w->txn, &record_parcel, &key, &parcel);

	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(
		    out, rc, "there is no shipment %llu", (unsigned long long)op->id);
	if (rc == 0 && (op->policy == NULL || w->judge->write == NULL))
		rc = outcome_refuse(out, ERR_BUG, "nobody judges what people write");
	if (rc == 0 && out->result.rc == 0) {
		order_key = key_of_order(parcel.shipment.shop, parcel.shipment.order);
		rc = record_get(w->txn, &record_order, &order_key, &order);
		if (rc == 0)
			rc = context_build(w, &order, NULL, NULL, NULL);
		if (rc == 0)
			rc = write_down(w, op, &parcel.shipment, out);
	}
	shipment_clear(&parcel.shipment);
	return rc;
}
