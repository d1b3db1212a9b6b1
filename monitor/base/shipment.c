#include "monitor/base/shipment.h"

#include "monitor/base/place.h"
#include "monitor/base/text.h"

#include <string.h>

enum { AREA_LETTERS = 2 }; /* of a postcode, as lanes have it */

void
shipment_clear(struct shipment *s)
{
	if (s == NULL)
		return;
	event_list_clear(&s->events);
	event_list_clear(&s->apart);
	*s = SHIPMENT_INIT;
}

void
shipment_move(struct shipment *dst, struct shipment *src)
{
	if (dst == src)
		return;
	shipment_clear(dst);
	*dst = *src;
	*src = SHIPMENT_INIT;
}

int
shipment_copy(struct shipment *dst, const struct shipment *src)
{
	struct shipment copy = *src;
	int rc;

	copy.events = (struct event_list){0};
	copy.apart = (struct event_list){0};
	rc = event_list_copy(&copy.events, &src->events);
	if (rc == 0)
		rc = event_list_copy(&copy.apart, &src->apart);
	if (rc == 0)
		shipment_move(dst, &copy);
	shipment_clear(&copy);
	return rc;
}

/* The members that compare as they stand: padding and bytes behind a text's end must not count. */
struct member {
	size_t offset;
	size_t size;
	bool text;
};

#define PLAIN(name)                                                                                \
	{                                                                                          \
		offsetof(struct shipment, name), sizeof(((struct shipment *)0)->name), false       \
	}
#define TEXT(name)                                                                                 \
	{                                                                                          \
		offsetof(struct shipment, name), sizeof(((struct shipment *)0)->name), true        \
	}

static const struct member members[] = {
    PLAIN(id),
    TEXT(shop),
    TEXT(order),
    TEXT(carrier),
    TEXT(account),
    TEXT(number),
    PLAIN(direction),
    PLAIN(person),
    PLAIN(promise.from_day),
    PLAIN(promise.until_day),
    PLAIN(promise.until_second),
    TEXT(promise.zone),
    PLAIN(promise.zone_basis),
    TEXT(promise.zone_version),
    PLAIN(promise.deadline_utc_ms),
    TEXT(promise.rule),
    TEXT(destination.country),
    TEXT(destination.postcode),
    TEXT(destination.city),
    TEXT(origin.country),
    TEXT(origin.postcode),
    TEXT(origin.city),
    PLAIN(pickup_point),
    TEXT(service),
    PLAIN(ordered_utc_ms),
    PLAIN(ship_by_day),
    PLAIN(available_day),
    TEXT(items),
    PLAIN(value_cents),
    PLAIN(first_order),
    PLAIN(upset),
    PLAIN(marked),
    PLAIN(registered_utc_ms),
    PLAIN(adopted),
    TEXT(unique),
    TEXT(carried_by),
    PLAIN(ship_day),
    PLAIN(milestone),
    PLAIN(reason),
    PLAIN(party),
    PLAIN(asked_utc_ms),
    PLAIN(pickup_until_day),
    PLAIN(pieces_total),
    PLAIN(pieces_delivered),
    PLAIN(found),
    PLAIN(handed_over),
    PLAIN(last_scan_utc_ms),
    PLAIN(state),
    TEXT(rule),
    PLAIN(state_since_utc_ms),
    PLAIN(expect_from_day),
    PLAIN(expect_until_day),
    PLAIN(cancelled),
    PLAIN(superseded),
    PLAIN(not_found_told),
    PLAIN(raised),
    PLAIN(closed_utc_ms),
    PLAIN(said_handover.at_utc_ms),
    PLAIN(said_handover.p_late),
    PLAIN(said_handover.p90_utc_ms),
    PLAIN(said_warned.at_utc_ms),
    PLAIN(said_warned.p_late),
    PLAIN(said_warned.p90_utc_ms),
    PLAIN(exposed_until_utc_ms),
    PLAIN(learned),
    PLAIN(held_by),
    PLAIN(forgotten),
};

static bool
member_equal(const struct member *m, const struct shipment *a, const struct shipment *b)
{
	const char *left = (const char *)a + m->offset;
	const char *right = (const char *)b + m->offset;

	return (m->text ? strncmp(left, right, m->size) : memcmp(left, right, m->size)) == 0;
}

bool
shipment_equal(const struct shipment *a, const struct shipment *b)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (!member_equal(&members[i], a, b))
			return false;
	return when_equal(a->first_attempt, b->first_attempt) &&
	    when_equal(a->delivered, b->delivered) && when_equal(a->eta_from, b->eta_from) &&
	    when_equal(a->eta_until, b->eta_until) && event_list_equal(&a->events, &b->events) &&
	    event_list_equal(&a->apart, &b->apart) && forecast_equal(&a->forecast, &b->forecast);
}

int64_t
shipment_begins_utc_ms(const struct shipment *s)
{
	int64_t available_utc_ms = s->available_day != DAY_NONE
	    ? zone_instant(s->promise.zone, s->available_day, 0)
	    : s->registered_utc_ms;

	return available_utc_ms > s->registered_utc_ms ? available_utc_ms : s->registered_utc_ms;
}

bool
shipment_invented(const struct shipment *s)
{
	return strcmp(s->carrier, CARRIER_SANDBOX) == 0;
}

bool
shipment_open(const struct shipment *s)
{
	return s->closed_utc_ms == AT_NONE;
}

static void
forget_words(struct event_list *events, bool places)
{
	for (size_t i = 0; i < events->count; i++) {
		memset(events->items[i].text, 0, sizeof(events->items[i].text));
		if (places)
			memset(events->items[i].place, 0, sizeof(events->items[i].place));
	}
}

void
shipment_forget(struct shipment *s)
{
	bool closed = !shipment_open(s);
	char clean[PLACE_POSTCODE_ROOM];

	s->forgotten = true;
	s->person = 0;
	memset(s->items, 0, sizeof(s->items));
	memset(s->destination.city, 0, sizeof(s->destination.city));
	forget_words(&s->events, closed);
	forget_words(&s->apart, closed);
	if (!closed)
		return;
	place_postcode_clean(s->destination.country, s->destination.postcode, clean);
	clean[AREA_LETTERS] = '\0';
	memset(s->destination.postcode, 0, sizeof(s->destination.postcode));
	memcpy(s->destination.postcode, clean, AREA_LETTERS);
}

void
promise_close(struct promise *p)
{
	if (p->until_day == DAY_NONE) {
		p->deadline_utc_ms = AT_NONE;
		p->zone_version[0] = '\0';
		return;
	}
	/* The last promised moment still keeps it, and wall clocks count seconds. */
	if (p->until_second >= 0)
		p->deadline_utc_ms =
		    zone_instant(p->zone, p->until_day, p->until_second) + SECOND_MS;
	else
		p->deadline_utc_ms = zone_day_end(p->zone, p->until_day);
	(void)text_cut(p->zone_version, sizeof(p->zone_version), span_of(zone_data_version()));
}
