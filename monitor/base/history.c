#include "monitor/base/history.h"

#include "monitor/base/sign.h"
#include "monitor/base/text.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	size_t offset;
} times[] = {
    {"accepted_at", offsetof(struct history, accepted)},
    {"attempted_at", offsetof(struct history, attempted)},
    {"delivered_at", offsetof(struct history, delivered)},
};

enum { TIMES = sizeof(times) / sizeof(times[0]) };

void
history_init(struct history *h)
{
	*h =
	    (struct history){.accepted = WHEN_INIT, .attempted = WHEN_INIT, .delivered = WHEN_INIT};
	registration_init(&h->registration);
}

void
history_clear(struct history *h)
{
	if (h == NULL)
		return;
	registration_clear(&h->registration);
	history_init(h);
}

int
history_set(struct history *h, const char *field, struct span value, struct why *why)
{
	for (size_t i = 0; i < TIMES; i++) {
		if (strcmp(times[i].name, field) != 0)
			continue;
		value = text_trim(value);
		if (value.len > 0 &&
		    when_parse(value, (struct when *)(void *)((char *)h + times[i].offset)) < 0)
			return why_set(why, ERR_MALFORMED, SIZE_MAX, field,
			    "must be a time, as 2026-11-21 16:12 or 2026-11-21T16:12:00+01:00, or a day");
		return 0;
	}
	return registration_set(&h->registration, field, value, why);
}

bool
history_is_field(const char *field)
{
	for (size_t i = 0; i < TIMES; i++)
		if (strcmp(times[i].name, field) == 0)
			return true;
	for (const char *const *name = registration_fields(); *name != NULL; name++)
		if (strcmp(*name, field) == 0)
			return true;
	return false;
}

static int
add_event(struct history *h, struct when at, enum milestone milestone)
{
	struct event *e;

	if (at.kind == WHEN_NONE)
		return 0;
	e = event_list_add(&h->registration.shipment.events);
	if (e == NULL)
		return ERR_NOMEM;
	e->at = at;
	e->milestone = milestone;
	e->physical = true;
	/* Only what was tried for the recipient is an attempt. */
	if (milestone == MILESTONE_DELIVERY_ATTEMPTED)
		e->reason = REASON_NOBODY_HOME;
	return 0;
}

/* In the order of time, and none in the future. */
static int
check_times(const struct history *h, int64_t now_utc_ms, struct why *why)
{
	const char *zone = h->registration.shipment.promise.zone;
	int64_t accepted = zone_when_utc(zone, h->accepted);
	int64_t attempted = zone_when_utc(zone, h->attempted);
	int64_t delivered = zone_when_utc(zone, h->delivered);

	if (delivered < accepted)
		return why_set(why, ERR_RANGE, SIZE_MAX, "delivered_at", "lies before accepted_at");
	if (attempted != AT_NONE && (attempted < accepted || attempted > delivered))
		return why_set(why, ERR_RANGE, SIZE_MAX, "attempted_at",
		    "must lie between accepted_at and delivered_at");
	if (delivered > now_utc_ms)
		return why_set(why, ERR_RANGE, SIZE_MAX, "delivered_at", "lies in the future");
	return 0;
}

static void
name_it(const struct shipment *s, char key[LIMIT_TALLY_KEY_ROOM])
{
	char text[LIMIT_SHOP_ROOM + LIMIT_ID_ROOM + LIMIT_NUMBER_ROOM];

	(void)snprintf(text, sizeof(text), "%s|%s|%s", s->shop, s->carrier, s->number);
	(void)snprintf(key, LIMIT_TALLY_KEY_ROOM, "%016" PRIx64, sign_hash64(span_of(text)));
}

int
history_finish(struct history *h, const struct policy *policy, int64_t now_utc_ms,
    char key[LIMIT_TALLY_KEY_ROOM], struct why *why)
{
	struct shipment *s = &h->registration.shipment;
	int64_t then_utc_ms;
	int rc;

	if (h->accepted.kind == WHEN_NONE || h->delivered.kind == WHEN_NONE)
		return why_set(why, ERR_MALFORMED, SIZE_MAX,
		    h->accepted.kind == WHEN_NONE ? "accepted_at" : "delivered_at",
		    "is required: when the carrier took it over, and when it came");
	if (s->number[0] == '\0')
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "number",
		    "is required: by it the parcel teaches once");
	if (s->order[0] == '\0')
		memcpy(s->order, s->number, sizeof(s->number));
	then_utc_ms = zone_when_utc("UTC", h->delivered) + DAY_MS;
	s->id = 1; /* so that no rule of today promises what was not promised then */
	rc = registration_finish(&h->registration, policy, then_utc_ms, why);
	s->id = 0;
	if (rc == 0)
		rc = check_times(h, now_utc_ms, why);
	if (rc == 0)
		rc = add_event(h, h->accepted, MILESTONE_ACCEPTED);
	if (rc == 0)
		rc = add_event(h, h->attempted, MILESTONE_DELIVERY_ATTEMPTED);
	if (rc == 0)
		rc = add_event(h, h->delivered, MILESTONE_DELIVERED);
	if (rc != 0)
		return rc;
	s->delivered = h->delivered;
	name_it(s, key);
	return 0;
}
