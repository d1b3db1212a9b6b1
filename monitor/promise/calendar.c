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

int64_t
calendar_hours_before(const struct shop *shop, int64_t at_utc_ms, int64_t ms)
{
	int64_t left = ms;
	int32_t day;

	if (shop == NULL)
		return at_utc_ms - ms;
	day = zone_day(shop->zone, at_utc_ms);
	for (int i = 0; i < SEARCH_DAYS; i++, day--) {
		const struct hours *h = &shop->hours[day_weekday(day)];
		int64_t open;
		int64_t close;

		if (h->open_second >= h->close_second)
			continue;
		open = zone_instant(shop->zone, day, h->open_second);
		close = h->close_second < DAY_SECONDS
		    ? zone_instant(shop->zone, day, h->close_second)
		    : zone_day_end(shop->zone, day);
		if (close > at_utc_ms)
			close = at_utc_ms;
		if (close - open >= left)
			return close - left;
		if (close > open)
			left -= close - open;
	}
	return at_utc_ms - ms;
}
