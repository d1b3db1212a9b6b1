#include "monitor/notice/parcels.h"

#include "monitor/notice/need.h"
#include "monitor/notice/said.h"
#include "monitor/notice/times.h"

bool
parcel_counts(const struct parcel_head *p)
{
	return p->direction == DIRECTION_OUTBOUND && !p->cancelled && !p->superseded;
}

bool
parcel_is_late(const struct parcel_head *p)
{
	return parcel_counts(p) && !p->closed &&
	    (p->state == PROMISE_SLIPPING || p->state == PROMISE_MISSED);
}

bool
parcel_is_unsure(const struct parcel_head *p)
{
	return parcel_is_late(p) || (parcel_counts(p) && !p->closed && p->state == PROMISE_AT_RISK);
}

bool
parcel_is_unhanded(const struct parcel_head *p)
{
	return parcel_counts(p) && !p->closed && !p->handed_over && p->state == PROMISE_AT_RISK;
}

bool
parcel_spoils_promise(const struct parcel_head *p)
{
	return parcel_counts(p) && (p->adopted || p->closed || parcel_is_unsure(p));
}

bool
parcels_any(struct parcels of, bool (*is)(const struct parcel_head *p))
{
	for (size_t i = 0; i < of.count; i++)
		if (is(&of.items[i]))
			return true;
	return false;
}

bool
parcels_others_open(struct parcels of, uint64_t but)
{
	for (size_t i = 0; i < of.count; i++)
		if (of.items[i].id != but && parcel_counts(&of.items[i]) && !of.items[i].closed)
			return true;
	return false;
}

bool
parcels_all_delivered(struct parcels of)
{
	for (size_t i = 0; i < of.count; i++)
		if (parcel_counts(&of.items[i]) && of.items[i].milestone != MILESTONE_DELIVERED)
			return false;
	return true;
}

bool
parcels_need(struct parcels of, const struct notice_head *question)
{
	enum need need = need_of(question->milestone, question->reason);

	for (size_t i = 0; i < of.count; i++) {
		const struct parcel_head *p = &of.items[i];

		if (parcel_counts(p) && !p->closed && said_lists(question, p->id) &&
		    need_of(p->milestone, p->reason) == need)
			return true;
	}
	return false;
}

bool
parcels_told(struct parcels of, int32_t promised_until_day, const struct order *order)
{
	bool late = false;

	for (size_t i = 0; i < of.count; i++) {
		if (!parcel_is_late(&of.items[i]))
			continue;
		if (!notice_is_told(of.items[i].promised_until_day, order))
			return false;
		late = true;
	}
	return late || notice_is_told(promised_until_day, order);
}

void
parcels_window(struct parcels of, int32_t *from_day, int32_t *until_day)
{
	*from_day = DAY_NONE;
	*until_day = DAY_NONE;
	for (size_t i = 0; i < of.count; i++) {
		const struct parcel_head *p = &of.items[i];

		if (!parcel_is_late(p))
			continue;
		if (p->expect_until_day == DAY_NONE) {
			*from_day = DAY_NONE;
			*until_day = DAY_NONE;
			return;
		}
		if (*until_day == DAY_NONE || p->expect_until_day > *until_day)
			*until_day = p->expect_until_day;
		if (*from_day == DAY_NONE || p->expect_from_day < *from_day)
			*from_day = p->expect_from_day;
	}
}

void
parcels_promised(struct parcels of, int32_t *first_day, int32_t *last_day)
{
	*first_day = DAY_NONE;
	*last_day = DAY_NONE;
	for (size_t i = 0; i < of.count; i++) {
		const struct parcel_head *p = &of.items[i];

		if (!parcel_counts(p) || p->promised_until_day == DAY_NONE)
			continue;
		if (*first_day == DAY_NONE || p->promised_until_day < *first_day)
			*first_day = p->promised_until_day;
		if (*last_day == DAY_NONE || p->promised_until_day > *last_day)
			*last_day = p->promised_until_day;
	}
}
