#include "monitor/notice/budget.h"

static bool
is_free(enum notice_kind kind)
{
	return kind == NOTICE_RECEIVED || kind == NOTICE_ACTION_NEEDED || kind == NOTICE_LOST ||
	    kind == NOTICE_DELIVERED;
}

bool
budget_spent(
    const struct shop *shop, const struct order *order, enum notice_kind kind, int64_t now_utc_ms)
{
	int32_t said = 0;

	if (shop->order_budget == 0 || is_free(kind))
		return false;
	for (size_t i = 0; i < order->retold_count; i++)
		said += order->retold[i].notice != 0 &&
		    now_utc_ms - order->retold[i].said_utc_ms < LIMIT_BUDGET_MS;
	return said >= shop->order_budget;
}
