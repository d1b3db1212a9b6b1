#include "monitor/base/promise_rule.h"

#include <string.h>

#include "monitor/base/place.h"
#include "monitor/base/text.h"

/* A shop shut for longer, or a carrier without a day of delivery, would not end otherwise. */
enum { SEARCH_DAYS = 120, COUNTRY_LETTERS = 2 };

static bool
fits(const char *wanted, const char *has)
{
	return wanted[0] == '\0' || text_equal_nocase(wanted, has);
}

/* "ES", "ES-07": a country, and how its postcodes begin. */
static bool
leads_to(const char *to, const struct place *place)
{
	char clean[PLACE_POSTCODE_ROOM];
	size_t len = strlen(to);

	if (len == 0)
		return true;
	if (strncmp(to, place->country, COUNTRY_LETTERS) != 0)
		return false;
	if (len <= COUNTRY_LETTERS + 1)
		return true;
	place_postcode_clean(place->country, place->postcode, clean);
	return place_postcode_within(clean, to + COUNTRY_LETTERS + 1, to + COUNTRY_LETTERS + 1);
}

const struct promise_rule *
promise_rule_for(const struct policy *policy, const struct shipment *s)
{
	for (size_t i = 0; i < policy->rule_count; i++) {
		const struct promise_rule *r = &policy->rules[i];

		if (fits(r->shop, s->shop) && fits(r->carrier, s->carrier) &&
		    fits(r->service, s->service) && leads_to(r->to, &s->destination))
			return r;
	}
	return NULL;
}

static int32_t
working_days_on(const struct shop *shop, int32_t day, int32_t count)
{
	for (int i = 0; i < SEARCH_DAYS && count > 0; i++)
		if (shop_working_day(shop, ++day))
			count--;
	return day;
}

static int32_t
carrier_days_on(
    const struct promise_rule *rule, struct holiday_place to, int32_t day, int32_t count)
{
	for (int i = 0; i < SEARCH_DAYS && count > 0; i++) {
		day++;
		if ((rule->weekdays >> day_weekday(day) & 1) != 0 && !holiday_on(to, day))
			count--;
	}
	return day;
}

void
promise_rule_days(const struct promise_rule *rule, const struct shop *shop, struct holiday_place to,
    int64_t ordered_utc_ms, int32_t available_day, int32_t *ship_by_day, int32_t *promised_day)
{
	int32_t day, second, offset_min;

	zone_wall(shop->zone, ordered_utc_ms, &day, &second, &offset_min);
	if (second >= rule->cut_off_second || !shop_working_day(shop, day))
		day = working_days_on(shop, day, 1);
	if (available_day > day)
		day = shop_working_day(shop, available_day)
		    ? available_day
		    : working_days_on(shop, available_day, 1);
	*ship_by_day = working_days_on(shop, day, rule->handling_days);
	*promised_day = carrier_days_on(rule, to, *ship_by_day, rule->carrier_days);
}
