#include "monitor/promise/care.h"

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
