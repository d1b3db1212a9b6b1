#include "monitor/shops/privacy.h"

#include <stdio.h>
#include <string.h>

enum { ENDED_MS = 10 * MINUTE_MS };

static int
find_customer(struct store_reader *r, const struct consignment *c,
    struct privacy_target targets[PRIVACY_TARGETS], size_t *count)
{
	struct person p;
	int rc = store_person_of_email(r, c->shop, c->email, &p);

	if (rc == 0)
		targets[(*count)++].person = p.id;
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

/* Of a parcel of the shop's, unless all of it has been forgotten. */
static int
add_parcel(struct store_reader *r, const struct consignment *c, uint64_t id,
    struct privacy_target targets[PRIVACY_TARGETS], size_t *count)
{
	struct privacy_target *t = &targets[*count];
	struct shipment s = SHIPMENT_INIT;
	int rc = store_shipment_head(r, id, &s);
	bool known = rc < 0 || strcmp(s.shop, c->shop) != 0 || (s.person == 0 && s.forgotten);

	for (size_t i = 0; !known && i < *count; i++)
		known = s.person != 0 ? targets[i].person == s.person
				      : strcmp(targets[i].order, s.order) == 0;
	if (!known) {
		t->person = s.person;
		memcpy(t->shop, s.shop, sizeof(t->shop));
		memcpy(t->order, s.order, sizeof(t->order));
		(*count)++;
	}
	shipment_clear(&s);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

/* One that is not gone on with for so long has ended: its message was dropped. */
static bool
may_walk(const struct privacy_visit *v)
{
	struct privacy_walk *w = v->walk;

	if (w->message != 0 && w->message != v->message && v->now_utc_ms - w->at_utc_ms < ENDED_MS)
		return false;
	if (w->message != v->message)
		*w = (struct privacy_walk){.message = v->message};
	w->at_utc_ms = v->now_utc_ms;
	return true;
}

int
privacy_find(struct store_reader *r, const struct consignment *c, const struct privacy_visit *v,
    struct privacy_target targets[PRIVACY_TARGETS], size_t *count, bool *more)
{
	uint64_t ids[PRIVACY_TARGETS];
	size_t found = 0;
	int rc;

	*count = 0;
	*more = false;
	memset(targets, 0, PRIVACY_TARGETS * sizeof(*targets));
	if (c->privacy != PRIVACY_REDACT_SHOP)
		return find_customer(r, c, targets, count);
	if (!may_walk(v))
		return ERR_BUSY;
	rc = store_shipments(r, &v->walk->cursor, ids, PRIVACY_TARGETS, &found);
	for (size_t i = 0; rc == 0 && i < found; i++)
		rc = add_parcel(r, c, ids[i], targets, count);
	*more = found > 0;
	if (found == 0)
		v->walk->message = 0;
	return rc;
}

int
privacy_describe(struct store_reader *r, uint64_t person, char text[LIMIT_TEXT_ROOM])
{
	struct erasable held;
	int rc = store_read_begin(r);

	if (rc < 0)
		return rc;
	rc = store_erasable(r, person, "", "", &held);
	store_read_end(r);
	if (rc == 0)
		(void)snprintf(text, LIMIT_TEXT_ROOM,
		    "asks what is held: orders %u, parcels %u, messages %u, notes %u",
		    held.what.orders, held.what.shipments, held.what.messages, held.what.notes);
	return rc;
}
