#include "monitor/notice/said.h"

#include "monitor/notice/policy.h"

bool
said_of_episode(const struct notice_head *n, const struct order *order)
{
	return n->episode / NOTICE_EPISODE_STEPS == order->episode;
}

bool
said_left_us(enum notice_state state)
{
	return state == NOTICE_STATE_SENT || state == NOTICE_STATE_IN_DOUBT;
}

bool
said_lists(const struct notice_head *n, uint64_t shipment)
{
	for (size_t i = 0; i < n->shipment_count; i++)
		if (n->shipments[i] == shipment)
			return true;
	return false;
}

bool
said_is_written(const struct context *context)
{
	for (size_t i = 0; i < context->notice_count; i++) {
		const struct notice_head *n = &context->notices[i];

		if (notice_is_written(n->episode) && !notice_settled(n->state) &&
		    n->state != NOTICE_STATE_HELD)
			return true;
	}
	return false;
}

bool
said_by_person(const struct context *context, const struct order *order)
{
	uint64_t last = order->retold_count > 0 ? order->retold[order->retold_count - 1].notice : 0;

	for (size_t i = 0; last != 0 && i < context->notice_count; i++)
		if (context->notices[i].id == last)
			return notice_is_written(context->notices[i].episode);
	return false;
}

bool
said_arrival(const struct context *context, uint64_t shipment)
{
	for (size_t i = 0; i < context->notice_count; i++) {
		const struct notice_head *n = &context->notices[i];

		if (n->kind == NOTICE_DELIVERED && n->state != NOTICE_STATE_SUPERSEDED &&
		    said_lists(n, shipment))
			return true;
	}
	return false;
}
