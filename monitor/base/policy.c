#include "monitor/base/policy.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A shop that is closed for longer has no next opening. */
enum { WEEK_DAYS = 7, FIRST_WEEKEND_DAY = 5, SEARCH_DAYS = 62 };

struct policy *
policy_new(void)
{
	struct policy *p = calloc(1, sizeof(*p));

	if (p != NULL)
		atomic_init(&p->references, 1);
	return p;
}

/* The count is atomic, and all else is written before a second holder exists, so a snapshot crosses threads without a
 * lock: taking one needs no order (whoever hands it over gives that), the last drop must see every other. */
static _Atomic int *
references_of(const struct policy *p)
{
	return &((struct policy *)(uintptr_t)p)->references;
}

const struct policy *
policy_hold(const struct policy *p)
{
	int before = atomic_fetch_add_explicit(references_of(p), 1, memory_order_relaxed);

	assert(before > 0); /* made by policy_new, and not freed yet */
	return p;
}

void
own_templates_clear(struct own_templates *own)
{
	for (size_t i = 0; i < own->count; i++) {
		free(own->items[i].path);
		free(own->items[i].text);
	}
	free(own->items);
	*own = (struct own_templates){NULL, 0};
}

static void
policy_free(struct policy *p)
{
	for (size_t i = 0; i < p->account_count; i++)
		account_clear(&p->accounts[i]);
	free(p->accounts);
	for (size_t i = 0; i < p->shop_count; i++) {
		secret_clear(&p->shops[i].hook_keys);
		free(p->shops[i].own_days.items);
		own_templates_clear(&p->shops[i].own_templates);
	}
	free(p->shops);
	for (size_t i = 0; i < p->channel_count; i++)
		secret_clear(&p->channels[i].key);
	free(p->channels);
	for (size_t i = 0; i < p->connector_count; i++) {
		secret_clear(&p->connectors[i].key);
		secret_clear(&p->connectors[i].key_next);
		secret_clear(&p->connectors[i].password);
	}
	free(p->connectors);
	free(p->profiles);
	for (size_t i = 0; i < p->endpoint_count; i++)
		secret_clear(&p->endpoints[i].key);
	free(p->endpoints);
	free(p->rules);
	secret_clear(&p->mail.password);
	free(p);
}

void
policy_drop(const struct policy *p)
{
	int before;

	if (p == NULL)
		return;
	before = atomic_fetch_sub_explicit(references_of(p), 1, memory_order_acq_rel);
	assert(before > 0);
	if (before == 1)
		policy_free((struct policy *)(uintptr_t)p);
}

const struct shop *
policy_shop(const struct policy *p, const char *id)
{
	for (size_t i = 0; i < p->shop_count; i++)
		if (strcmp(p->shops[i].id, id) == 0)
			return &p->shops[i];
	return NULL;
}

static const struct channel_settings *
listed(const struct shop_channels *list, enum channel_id channel)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->kinds[i] == channel)
			return list->settings[i];
	return NULL;
}

const struct channel_settings *
shop_channel(const struct shop *shop, enum channel_id channel)
{
	const struct channel_settings *s = listed(&shop->channels, channel);

	return s != NULL ? s : listed(&shop->alerts, channel);
}

const struct connector_settings *
policy_connector(const struct policy *p, const char *id)
{
	for (size_t i = 0; i < p->connector_count; i++)
		if (strcmp(p->connectors[i].id, id) == 0)
			return &p->connectors[i];
	return NULL;
}

const struct event_endpoint *
policy_endpoint(const struct policy *p, const char *id)
{
	for (size_t i = 0; i < p->endpoint_count; i++)
		if (strcmp(p->endpoints[i].id, id) == 0)
			return &p->endpoints[i];
	return NULL;
}

const struct import_profile *
policy_profile(const struct policy *p, const char *id)
{
	for (size_t i = 0; i < p->profile_count; i++)
		if (strcmp(p->profiles[i].id, id) == 0)
			return &p->profiles[i];
	return NULL;
}

const struct account *
policy_account(const struct policy *p, const char *id)
{
	for (size_t i = 0; i < p->account_count; i++)
		if (strcmp(p->accounts[i].id, id) == 0)
			return &p->accounts[i];
	return NULL;
}

static bool
hours_open(struct hours h)
{
	return h.open_second < h.close_second;
}

static int
by_day(const void *a, const void *b)
{
	int32_t left = ((const struct own_day *)a)->day, right = ((const struct own_day *)b)->day;

	return (left > right) - (left < right);
}

/* Closed for a holiday, or for a reason of its own. */
static bool
day_off(const struct shop *shop, int32_t day)
{
	const struct own_day key = {.day = day};
	const struct own_day *own = NULL;

	if (shop->own_days.count > 0)
		own =
		    bsearch(&key, shop->own_days.items, shop->own_days.count, sizeof(key), by_day);
	return own != NULL ? !own->open : holiday_on(shop->holidays, day);
}

bool
shop_working_day(const struct shop *shop, int32_t day)
{
	int weekday = day_weekday(day);

	if (day_off(shop, day))
		return false;
	for (int i = 0; i < WEEK_DAYS; i++)
		if (hours_open(shop->hours[i]))
			return hours_open(shop->hours[weekday]);
	return weekday < FIRST_WEEKEND_DAY;
}

/* The contact's hours of a local day as instants; false when closed that day. */
static bool
day_hours(const struct shop *shop, int32_t day, int64_t *open_utc_ms, int64_t *close_utc_ms)
{
	struct hours h = shop->hours[day_weekday(day)];

	if (!hours_open(h) || day_off(shop, day))
		return false;
	*open_utc_ms = zone_instant(shop->zone, day, h.open_second);
	*close_utc_ms = h.close_second < DAY_SECONDS ? zone_instant(shop->zone, day, h.close_second)
						     : zone_day_end(shop->zone, day);
	return true;
}

/* The first hours that have not ended at `from_utc_ms`; false when none are set. */
static bool
next_hours(
    const struct shop *shop, int64_t from_utc_ms, int64_t *open_utc_ms, int64_t *close_utc_ms)
{
	int32_t today = zone_day(shop->zone, from_utc_ms);

	for (int32_t i = 0; i <= SEARCH_DAYS; i++)
		if (day_hours(shop, today + i, open_utc_ms, close_utc_ms) &&
		    from_utc_ms < *close_utc_ms)
			return true;
	return false;
}

int64_t
shop_open_at(const struct shop *shop, int64_t from_utc_ms)
{
	int64_t open_utc_ms, close_utc_ms;

	if (!next_hours(shop, from_utc_ms, &open_utc_ms, &close_utc_ms))
		return from_utc_ms;
	return open_utc_ms > from_utc_ms ? open_utc_ms : from_utc_ms;
}

int64_t
shop_close_at(const struct shop *shop, int64_t from_utc_ms)
{
	int64_t open_utc_ms, close_utc_ms;

	return next_hours(shop, from_utc_ms, &open_utc_ms, &close_utc_ms) ? close_utc_ms
									  : from_utc_ms;
}
