#pragma once

/*
 * correction: what the shop or its staff say of a parcel, taken before it is judged: another promise, address or number, that it is cancelled,
 * replaced or marked, that a person saw it or told the customer. Pure.
 */

#include "monitor/base/judge.h"

struct correction {
	const struct change *change;
	const struct context *context;
	int64_t now_utc_ms;
};

/* In place; *order_changed is set when `order` was. ERR_NOMEM. */
int correction_apply(const struct correction *c, struct shipment *s, struct order *order,
    bool *order_changed, struct effects *out) MUST_CHECK;
