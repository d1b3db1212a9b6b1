#include "monitor/notice/need.h"

#include <stddef.h>

static const struct {
	enum reason reason;
	enum need need;
} needs[] = {
    {REASON_ADDRESS, NEED_ADDRESS},
    {REASON_NOBODY_HOME, NEED_DAY},
    {REASON_PAYMENT_DUE, NEED_PAYMENT},
    {REASON_DOCUMENTS, NEED_PAPERS},
};

enum need
need_of(enum milestone milestone, enum reason reason)
{
	if (milestone == MILESTONE_READY_FOR_PICKUP)
		return NEED_PICKUP;
	if (milestone != MILESTONE_EXCEPTION && milestone != MILESTONE_CUSTOMS &&
	    milestone != MILESTONE_DELIVERY_ATTEMPTED)
		return NEED_NONE;
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		if (needs[i].reason == reason)
			return needs[i].need;
	return NEED_NONE;
}
