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

const struct notice_head *
said_same(const struct context *context, enum notice_kind kind, int32_t episode)
{
	for (size_t i = 0; i < context->notice_count; i++)
		if (context->notices[i].kind == kind && context->notices[i].episode == episode)
			return &context->notices[i];
	return NULL;
}

bool
said_done(const struct notice_head *n)
{
	return notice_settled(n->state) && (n->state != NOTICE_STATE_SUPERSEDED || n->by_hand);
}

bool
said_need(const struct context *context, uint64_t shipment, enum need need)
{
	for (size_t i = 0; i < context->notice_count; i++) {
		const struct notice_head *n = &context->notices[i];

		if (n->kind == NOTICE_ACTION_NEEDED && need_of(n->milestone, n->reason) == need &&
		    (said_done(n) || said_left_us(n->state) || n->state == NOTICE_STATE_SENDING) &&
		    said_lists(n, shipment))
			return true;
	}
	return false;
}
