#include "monitor/promise/calendar.h"

enum {
	SEARCH_DAYS = 60, /* a shop that opens once a fortnight still has an answer */
	WEEK_WORKING_DAYS = 5,
};

static bool
working_day(const struct shop *shop, int32_t day)
{
	return shop != NULL ? shop_working_day(shop, day) : day_weekday(day) < WEEK_WORKING_DAYS;
}

int32_t
calendar_working_day_after(const struct shop *shop, int32_t day, int32_t count)
{
	for (int i = 0; i < SEARCH_DAYS && count > 0; i++)
		if (working_day(shop, ++day))
			count--;
	return day;
}
