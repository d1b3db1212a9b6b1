/*
 * Quiet hours in every kind of zone, by search: whatever is asked, the answer lies in open hours, never before what was asked and never
 * after the next opening, as a clock on the wall there tells. Moments are drawn near clock changes too; SEED=n draws others.
 */

#include "monitor/notice/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

enum { DRAWS = 100000, NEAR = 40, STEP_MS = 60 * 1000, LOOK_MS = 50 * HOUR_MS };

/* Half hours and two hours of summer time, changes at midnight and at noon UTC, none, a day left out, the date line. */
static const char *const zones[] = {"Europe/Madrid", "Atlantic/Canary", "Europe/Lisbon",
    "Europe/London", "Atlantic/Azores", "America/New_York", "America/St_Johns", "America/Santiago",
    "America/Asuncion", "America/Havana", "America/Sao_Paulo", "America/Los_Angeles",
    "America/Nuuk", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Tehran",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Asia/Gaza", "Australia/Lord_Howe",
    "Australia/Adelaide", "Antarctica/Troll", "Pacific/Auckland", "Pacific/Chatham",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "Etc/UTC"};

struct dice {
	uint64_t state;
};

static uint64_t
draw(struct dice *d, uint64_t below)
{
	d->state = d->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (d->state >> 33) % below;
}

static bool
is_quiet(const struct shop *shop, const char *zone, int64_t at_utc_ms)
{
	int32_t from = shop->quiet_from_second, until = shop->quiet_until_second;
	int32_t day, second, offset;

	zone_wall(zone, at_utc_ms, &day, &second, &offset);
	if (from < until)
		return second >= from && second < until;
	return from > until && (second >= from || second < until);
}

static int32_t
offset_at(const char *zone, int64_t at_utc_ms)
{
	int32_t day, second, offset;

	zone_wall(zone, at_utc_ms, &day, &second, &offset);
	return offset;
}

/* A moment of 2024 to 2027, to the minute: every other one within a day and a half of a clock change, where there is one. */
static int64_t
moment(struct dice *d, const char *zone)
{
	int64_t at = INT64_C(1704067200000) + (int64_t)draw(d, 4 * 365) * DAY_MS;
	bool near = draw(d, 2) == 0;

	for (int i = 0; near && i < NEAR; i++, at += 5 * DAY_MS)
		if (offset_at(zone, at) != offset_at(zone, at + 5 * DAY_MS)) {
			while (offset_at(zone, at) == offset_at(zone, at + HOUR_MS / 2))
				at += HOUR_MS / 2;
			at -= DAY_MS + DAY_MS / 2;
			return at + (int64_t)draw(d, 3 * 24 * 60) * STEP_MS;
		}
	return at + (int64_t)draw(d, 24 * 60) * STEP_MS;
}

static void
test_a_due_time_is_open_not_early_and_not_late(void **state)
{
	const char *seed = getenv("SEED");
	struct dice dice = {1};
	int64_t number = 1, moved = 0;

	(void)state;
	if (seed != NULL && text_parse_i64(span_of(seed), 0, INT64_MAX, &number) == 0)
		dice.state = (uint64_t)number;
	for (int i = 0; i < DRAWS; i++) {
		const char *zone = zones[draw(&dice, sizeof(zones) / sizeof(zones[0]))];
		int64_t at = moment(&dice, zone), got;
		struct shop shop = {.quiet_from_second = (int32_t)draw(&dice, 96) * 900,
		    .quiet_until_second = (int32_t)draw(&dice, 96) * 900};

		if (draw(&dice, 2) == 0) { /* the common ones */
			shop.quiet_from_second = 22 * 3600;
			shop.quiet_until_second = 8 * 3600;
		}
		got = notice_quiet_end(&shop, zone, 0, at);
		moved += got > at;
		if (got < at || got > at + LOOK_MS || is_quiet(&shop, zone, got))
			fail_msg("%s, quiet %d to %d: asked %lld, got %lld", zone,
			    shop.quiet_from_second, shop.quiet_until_second, (long long)at,
			    (long long)got);
		for (int64_t before = at; before < got; before += STEP_MS)
			if (!is_quiet(&shop, zone, before))
				fail_msg("%s, quiet %d to %d: asked %lld, open at %lld, got %lld",
				    zone, shop.quiet_from_second, shop.quiet_until_second,
				    (long long)at, (long long)before, (long long)got);
	}
	print_message("%d moments in %zu zones, %lld of them quiet\n", DRAWS,
	    sizeof(zones) / sizeof(zones[0]), (long long)moved);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_due_time_is_open_not_early_and_not_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
