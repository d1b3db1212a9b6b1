#include "monitor/notice/times.h"

#include "monitor/base/reach.h"
#include "monitor/base/text.h"

#include <string.h>

enum {
	WEEK_DAYS = 7,
	SEARCH_DAYS = 31,
	CHANGES_MOST = 4, /* of clocks in one night: none has had more than one */
	NOON_SECOND = 12 * 3600,
	DAY_OPEN_SECOND = 9 * 3600, /* of a contact without hours */
	DAY_CLOSE_SECOND = 18 * 3600,
};

/* ---- what differs by kind ---- */

static const struct kind_row {
	int32_t valid_hours; /* after its due time it would be old */
	bool bad_news;
	bool urgent;  /* waits for no twenty hours */
	bool gathers; /* waits for the order's other parcels */
	bool fresh;   /* only on fresh data */
	bool grouped; /* not while an incident may be why */
	bool reply;   /* to what they just did: no hour is too late for it */
	bool failure; /* of what we live by: a person of the shop must mend it */
} kinds[] = {
    [NOTICE_PROMISE_MADE] = {.valid_hours = 48},
    [NOTICE_RECEIVED] = {.valid_hours = 24, .urgent = true, .reply = true},
    [NOTICE_BACK_ON_TRACK] = {.valid_hours = 24, .fresh = true, .grouped = true},
    [NOTICE_STILL_NO_NEWS] = {.valid_hours = 12, .bad_news = true, .fresh = true},
    [NOTICE_DELAY] =
	{.valid_hours = 36, .bad_news = true, .gathers = true, .fresh = true, .grouped = true},
    [NOTICE_DELAY_AGAIN] =
	{.valid_hours = 36, .bad_news = true, .gathers = true, .fresh = true, .grouped = true},
    [NOTICE_MISSED] =
	{.valid_hours = 48, .bad_news = true, .urgent = true, .gathers = true, .fresh = true},
    [NOTICE_ACTION_NEEDED] = {.valid_hours = 72, .urgent = true, .gathers = true, .fresh = true},
    [NOTICE_LOST] = {.valid_hours = 7 * 24, .bad_news = true, .urgent = true, .fresh = true},
    [NOTICE_DELIVERED] = {.valid_hours = 72, .urgent = true},
    [NOTICE_RISK] = {.valid_hours = 48, .urgent = true},
    [NOTICE_CASE_OPENED] = {.valid_hours = 7 * 24, .urgent = true},
    [NOTICE_CASE_ESCALATED] = {.valid_hours = 7 * 24, .urgent = true},
    [NOTICE_INCIDENT_OPENED] = {.valid_hours = 24, .urgent = true},
    [NOTICE_INCIDENT_CLOSED] = {.valid_hours = 24, .urgent = true},
    [NOTICE_ACCOUNT_FAILING] = {.valid_hours = 24, .urgent = true, .failure = true},
    [NOTICE_CHANNEL_FAILING] = {.valid_hours = 24, .urgent = true, .failure = true},
    [NOTICE_BRAKE] = {.valid_hours = 24, .urgent = true},
    [NOTICE_BLIND] = {.valid_hours = 48, .urgent = true},
    [NOTICE_LOGIN] = {.valid_hours = 1, .urgent = true},
    [NOTICE_INTAKE_FAILING] = {.valid_hours = 24, .urgent = true, .failure = true},
    [NOTICE_EVENTS_FAILING] = {.valid_hours = 24, .urgent = true, .failure = true},
    [NOTICE_DIGEST] = {.valid_hours = 20, .urgent = true},
};

int64_t
notice_validity_ms(enum notice_kind kind)
{
	return (int64_t)kinds[kind].valid_hours * HOUR_MS;
}

bool
notice_is_urgent(enum notice_kind kind)
{
	return kinds[kind].urgent;
}

bool
notice_is_failure(enum notice_kind kind)
{
	return kinds[kind].failure;
}

bool
notice_gathers(enum notice_kind kind)
{
	return kinds[kind].gathers;
}

bool
notice_wants_fresh(enum notice_kind kind)
{
	return kinds[kind].fresh;
}

bool
notice_waits_for_group(enum notice_kind kind)
{
	return kinds[kind].grouped;
}

bool
notice_is_reply(enum notice_kind kind)
{
	return kinds[kind].reply;
}

bool
notice_is_bad_news(enum notice_kind kind)
{
	return kinds[kind].bad_news;
}

bool
notice_is_told(int32_t promised_until_day, const struct order *order)
{
	const struct retold *last;

	if (order->retold_count == 0)
		return false;
	last = &order->retold[order->retold_count - 1];
	return last->until_day == DAY_NONE || last->until_day > promised_until_day;
}

/* ---- times ---- */

/* Hours between the first and the last zone of countries with several: where we know the country alone, quiet hours
 * hold in all of them. Standard time, rounded up; overseas parts with a country code of their own do not count.
 * Source: tz database, zone1970.tab. */
static const struct {
	char country[3];
	int32_t hours;
} spreads[] = {{"AU", 3}, {"BR", 3}, {"CA", 5}, {"CD", 1}, {"CL", 2}, {"EC", 1}, {"ES", 1},
    {"ID", 2}, {"KZ", 1}, {"MN", 1}, {"MX", 3}, {"NZ", 1}, {"PT", 1}, {"RU", 10}, {"US", 6}};

int32_t
notice_zone_spread(const struct shipment *s)
{
	if (s->promise.zone_basis != ZONE_BASIS_LAST)
		return 0;
	for (size_t i = 0; i < sizeof(spreads) / sizeof(spreads[0]); i++)
		if (strcmp(spreads[i].country, s->destination.country) == 0)
			return spreads[i].hours;
	return 0;
}

/* Seconds of the wall clock until quiet hours end; 0: they are not. */
static int32_t
quiet_left(int32_t from, int32_t until, int32_t second)
{
	if (from < until)
		return second >= from && second < until ? until - second : 0;
	if (second >= from)
		return DAY_SECONDS - second + until;
	return second < until ? until - second : 0;
}

/* The first instant after `at`, `until` at the latest, at which the clock there has been put forward or back; `until` when it has not. */
static int64_t
next_change(const char *zone, int64_t at_utc_ms, int64_t until_utc_ms)
{
	int64_t before = at_utc_ms, after = until_utc_ms;
	int32_t day, second, first, offset;

	zone_wall(zone, before, &day, &second, &first);
	zone_wall(zone, after, &day, &second, &offset);
	while (offset != first && after - before > 1000) {
		int64_t middle = before + (after - before) / 2000 * 1000;
		int32_t there;

		zone_wall(zone, middle, &day, &second, &there);
		if (there == first)
			before = middle;
		else
			after = middle;
	}
	return after;
}

int64_t
notice_quiet_end(const struct shop *shop, const char *zone, int32_t spread_hours, int64_t at_utc_ms)
{
	/* The zone is the one whose day ends last: elsewhere it is `spread` later, so the evening begins earlier there. */
	int32_t from = shop->quiet_from_second - spread_hours * 3600;

	if (shop->quiet_from_second == shop->quiet_until_second)
		return at_utc_ms;
	if (from < 0)
		from = 0;
	/* A clock that is put forward or back on the way may end them there, or begin them again. */
	for (int changes = 0; changes < CHANGES_MOST; changes++) {
		int32_t day, second, offset, left;
		int64_t whole = at_utc_ms - at_utc_ms % 1000;

		zone_wall(zone, at_utc_ms, &day, &second, &offset);
		left = quiet_left(from, shop->quiet_until_second, second);
		if (left == 0)
			break;
		at_utc_ms = next_change(zone, whole, whole + (int64_t)left * 1000);
	}
	return at_utc_ms;
}

static bool
has_hours(const struct shop *shop)
{
	for (int i = 0; i < WEEK_DAYS; i++)
		if (shop->hours[i].open_second < shop->hours[i].close_second)
			return true;
	return false;
}

/* The contact's hours on a day; false when nobody answers then. */
static bool
contact_day(const struct shop *shop, int32_t day, int64_t *open_utc_ms, int64_t *close_utc_ms)
{
	struct hours h = {DAY_OPEN_SECOND, DAY_CLOSE_SECOND};

	if (!shop_working_day(shop, day))
		return false;
	if (has_hours(shop))
		h = shop->hours[day_weekday(day)];
	*open_utc_ms = zone_instant(shop->zone, day, h.open_second);
	*close_utc_ms = h.close_second < DAY_SECONDS ? zone_instant(shop->zone, day, h.close_second)
						     : zone_day_end(shop->zone, day);
	return true;
}

static int64_t
word_without_window(const struct shop *shop, int64_t told_utc_ms)
{
	/* A word is allowed from then, and needs time to be found and sent. */
	int64_t earliest = told_utc_ms + LIMIT_NOTICE_GAP_MS + 2 * HOUR_MS;
	int32_t day = zone_day(shop->zone, told_utc_ms);
	int64_t open;
	int64_t close;

	for (int i = 0; i < SEARCH_DAYS; i++) {
		int64_t noon;

		if (!contact_day(shop, ++day, &open, &close))
			continue;
		noon = zone_instant(shop->zone, day, NOON_SECOND);
		if (noon >= open && noon <= close && noon >= earliest)
			return noon;
		if (close >= earliest)
			return close;
	}
	return earliest;
}

int64_t
notice_next_word(
    const struct shop *shop, const char *zone, int64_t told_utc_ms, int32_t window_until_day)
{
	int64_t end;
	int32_t day;

	if (window_until_day == DAY_NONE)
		return word_without_window(shop, told_utc_ms);
	end = zone_day_end(zone, window_until_day);
	day = zone_day(shop->zone, end - 1);
	for (int i = 0; i < SEARCH_DAYS; i++, day--) {
		int64_t open;
		int64_t close;

		if (contact_day(shop, day, &open, &close) && close <= end &&
		    close > told_utc_ms + HOUR_MS)
			return close;
	}
	return word_without_window(shop, told_utc_ms);
}

size_t
notice_word_times(
    const struct shop *shop, int64_t after_utc_ms, int64_t until_utc_ms, int64_t *out, size_t room)
{
	int32_t day = zone_day(shop->zone, after_utc_ms);
	size_t count = 0;

	for (int i = 0; i < SEARCH_DAYS; i++, day++) {
		int64_t at[2], open;

		if (!contact_day(shop, day, &open, &at[1]))
			continue;
		at[0] = zone_instant(shop->zone, day, NOON_SECOND);
		for (size_t j = at[0] > open && at[0] < at[1] ? 0 : 1; j < 2 && count < room; j++)
			if (at[j] > after_utc_ms && at[j] <= until_utc_ms)
				out[count++] = at[j];
	}
	return count;
}

int64_t
notice_owed_wake(const struct shop *shop, int64_t obligation_utc_ms)
{
	int64_t left = 2 * HOUR_MS;
	int32_t day = zone_day(shop->zone, obligation_utc_ms);

	for (int i = 0; i < SEARCH_DAYS; i++, day--) {
		int64_t open;
		int64_t close;

		if (!contact_day(shop, day, &open, &close))
			continue;
		if (close > obligation_utc_ms)
			close = obligation_utc_ms;
		if (close - open >= left)
			return close - left;
		if (close > open)
			left -= close - open;
	}
	return obligation_utc_ms - left;
}

bool
notice_brake(const struct shop *shop, const struct shop_counters *counters)
{
	int64_t share = counters->open_parcels * shop->brake_per_mille / 1000;
	int64_t most = share > shop->brake_floor ? share : shop->brake_floor;

	return counters->braked_hour >= most;
}

/* ---- the shop ---- */

static bool
always_sent(enum notice_kind kind)
{
	return notice_is_failure(kind) || kind == NOTICE_LOGIN || kind == NOTICE_DIGEST;
}

int
notice_tell_shop(const struct shop *shop, enum notice_kind kind, const char *about, int32_t episode,
    uint64_t shipment, const struct notice_facts *facts, int64_t now_utc_ms, struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_NOTICE_NEW);
	struct notice *n;

	if (e == NULL)
		return ERR_NOMEM;
	n = &e->notice;
	n->kind = kind;
	n->audience = AUDIENCE_SHOP;
	n->channel = kind == NOTICE_LOGIN ? CHANNEL_EMAIL : reach_shop(shop, 0);
	n->state = shop->notices == NOTICES_SHADOW && !always_sent(kind) ? NOTICE_STATE_SHADOW
									 : NOTICE_STATE_PENDING;
	memcpy(n->shop, shop->id, sizeof(n->shop));
	(void)text_cut(n->order, sizeof(n->order), span_of(about));
	n->episode = episode;
	if (shipment != 0)
		n->shipments[n->shipment_count++] = shipment;
	if (facts != NULL)
		n->facts = *facts;
	n->decided_utc_ms = now_utc_ms;
	n->due_utc_ms = now_utc_ms;
	n->valid_until_utc_ms = now_utc_ms + notice_validity_ms(kind);
	notice_dedup(n);
	return 0;
}
