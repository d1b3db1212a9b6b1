#include "monitor/promise/care.h"

#include "monitor/base/text.h"

enum { CASE_HOURS = 4 }; /* of a contact without hours */

bool
care_high_value(const struct shipment *s, const struct shop *shop)
{
	return shop != NULL && shop->high_value_cents > 0 &&
	    s->value_cents >= shop->high_value_cents;
}

bool
care_special(const struct shipment *s, const struct shop *shop)
{
	return s->marked || s->first_order || s->upset || care_high_value(s, shop);
}

/* Upset is the customer, whatever the parcel; the miss that nobody saw is a parcel's, or the order's. */
static bool
holds_words(const struct case_head *h, uint64_t shipment)
{
	switch (h->reason) {
	case CASE_UPSET: return h->state != CASE_RESOLVED;
	case CASE_STALE_MISS:
	case CASE_BLIND:
		return h->state == CASE_CLAIMED && (h->shipment == 0 || h->shipment == shipment);
	default: return false;
	}
}

bool
care_in_hand(const struct shipment *s, const struct context *context)
{
	for (size_t i = 0; i < context->case_count; i++)
		if (holds_words(&context->cases[i], s->id))
			return true;
	return s->upset && (s->raised & 1u << CASE_UPSET) == 0; /* this review opens its case */
}

const char *
care_owner(const struct shop *shop, enum case_reason reason)
{
	static const enum case_reason reasons[] = {CASE_SECOND_SLIP, CASE_LOST, CASE_UPSET,
	    CASE_HIGH_VALUE, CASE_BUDGET, CASE_UNREACHABLE, CASE_CUSTOMER};

	for (size_t i = 0; shop != NULL && i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i] == reason)
			return shop->contact_name;
	return "";
}

void
care_begin_case(const struct shop *shop, enum case_reason reason, const char *shop_id,
    const char *order, int64_t now_utc_ms, struct case_record *out)
{
	int64_t soonest = now_utc_ms + HOUR_MS;

	out->reason = reason;
	out->state = CASE_OPEN;
	(void)text_cut(out->shop, sizeof(out->shop), span_of(shop_id));
	(void)text_cut(out->order, sizeof(out->order), span_of(order));
	out->opened_utc_ms = now_utc_ms;
	out->due_utc_ms = shop != NULL ? shop_close_at(shop, soonest) : soonest;
	if (out->due_utc_ms <= soonest)
		out->due_utc_ms = now_utc_ms + CASE_HOURS * HOUR_MS;
	(void)text_cut(out->owner, sizeof(out->owner), span_of(care_owner(shop, reason)));
}
