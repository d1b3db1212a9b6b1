#include "store/apply_source.h"

#include "monitor/base/text.h"
#include "store/apply_register.h"
#include "store/apply_review.h"

#include <string.h>

static int
get(struct work *w, const char *shop, const char *resource, struct source_record *out)
{
	struct key key = key_of_order(shop, resource);
	int rc = record_get(w->txn, &record_source, &key, out);

	if (rc != ERR_NOT_FOUND)
		return rc;
	*out = (struct source_record){.at_utc_ms = AT_NONE};
	rc = text_copy(out->shop, sizeof(out->shop), shop);
	return rc != 0 ? rc : text_copy(out->resource, sizeof(out->resource), resource);
}

/* Whether a later word than this one has been applied, on it or on the whole that it is a part of. */
static int
is_stale(struct work *w, const struct consignment *c, const struct source_record *known, bool *out)
{
	struct source_record whole;
	int rc = 0;

	*out = known->at_utc_ms != AT_NONE && known->at_utc_ms > c->at_utc_ms;
	if (*out || c->within[0] == '\0')
		return 0;
	rc = get(w, c->shop, c->within, &whole);
	*out = rc == 0 && whole.cancelled && whole.at_utc_ms >= c->at_utc_ms;
	return rc;
}

/* A parcel that is not the shop's word any more. */
static int
call_off(struct work *w, const struct op *op, uint64_t id, bool cancelled, struct outcome *out)
{
	struct op change = {.kind = OP_CHANGE,
	    .now_utc_ms = op->now_utc_ms,
	    .policy = op->policy,
	    .id = id,
	    .change = {.cancel = cancelled,
		.superseded = !cancelled,
		.promise = PROMISE_INIT,
		.mark = EVENT_INIT}};
	struct parcel p = PARCEL_INIT;
	struct key key = key_of_id(id);
	bool open;
	int rc = record_get_head(w->txn, &record_parcel, &key, &p);

	open = rc == 0 && shipment_open(&p.shipment);
	shipment_clear(&p.shipment);
	if (rc == ERR_NOT_FOUND || (rc == 0 && !open))
		return 0;
	if (rc == 0)
		rc = text_copy(change.change.author, sizeof(change.change.author), op->author);
	return rc != 0 ? rc : apply_change(w, &change, out);
}

static int
cancel_order(struct work *w, const struct op *op, struct outcome *out)
{
	const struct consignment *c = &op->source;
	struct key key = key_of_order(c->shop, c->order);
	struct order order;
	int rc = record_get(w->txn, &record_order, &key, &order);

	if (rc == ERR_NOT_FOUND)
		return 0;
	for (size_t i = 0; rc == 0 && i < order.shipment_count; i++)
		rc = call_off(w, op, order.shipments[i], true, out);
	return rc;
}

/* Its parcels, as far as none is refused: what was taken before stays, and the same word again completes it. */
static int
take_parcels(struct work *w, const struct op *op, struct source_record *next, struct outcome *out)
{
	const struct consignment *c = &op->source;
	int rc = 0;

	for (size_t i = 0; rc == 0 && out->result.rc == 0 && i < c->count; i++) {
		struct op one = {.kind = OP_REGISTER,
		    .now_utc_ms = op->now_utc_ms,
		    .policy = op->policy,
		    .registration = c->parcels[i]};

		memcpy(one.author, op->author, sizeof(one.author));
		rc = apply_register_or_correct(w, &one, out);
		if (rc == 0 && out->result.rc == 0)
			next->shipments[next->shipment_count++] = out->result.id;
	}
	return rc;
}

static bool
has(const struct source_record *s, uint64_t id)
{
	for (size_t i = 0; i < s->shipment_count; i++)
		if (s->shipments[i] == id)
			return true;
	return false;
}

int
apply_source(struct work *w, const struct op *op, struct outcome *out)
{
	const struct consignment *c = &op->source;
	struct source_record known, next;
	bool stale;
	int rc;

	if (op->policy == NULL || c->shop[0] == '\0' || c->order[0] == '\0' ||
	    c->resource[0] == '\0' || c->at_utc_ms == AT_NONE || c->count > LIMIT_ORDER_PARCELS)
		return outcome_refuse(
		    out, ERR_MALFORMED, "a shop's word needs shop, order, its name and its time");
	rc = get(w, c->shop, c->resource, &known);
	if (rc == 0)
		rc = is_stale(w, c, &known, &stale);
	if (rc != 0)
		return rc;
	if (stale) {
		out->result.existed = true;
		return 0;
	}
	next = known;
	next.at_utc_ms = c->at_utc_ms;
	next.cancelled = c->cancelled;
	next.shipment_count = 0;
	rc = c->cancelled ? cancel_order(w, op, out) : take_parcels(w, op, &next, out);
	for (size_t i = 0; rc == 0 && out->result.rc == 0 && i < known.shipment_count; i++)
		if (!c->cancelled && !has(&next, known.shipments[i]))
			rc = call_off(w, op, known.shipments[i], false, out);
	if (rc != 0 || out->result.rc != 0)
		return rc;
	out->result.existed = false; /* of the last parcel */
	return record_put(w->txn, &record_source, &next);
}
