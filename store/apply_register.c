#include "store/apply_register.h"

#include "monitor/base/crash.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "store/apply_inbox.h"
#include "store/apply_review.h"
#include "store/erase.h"
#include "store/fields.h"
#include "store/people.h"

#include <string.h>

/* Of all that the shop said, and nothing that we add: a repeat gives the same, whatever has happened since. */
static int
hash_registration(const struct registration *r, uint64_t *out)
{
	struct parcel parcel = {.shipment = r->shipment};
	struct person person = r->person;
	struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES);
	int rc;

	parcel.shipment.registered_utc_ms = AT_NONE;
	parcel.shipment.promise.zone_version[0] = '\0';
	parcel.shipment.promise.deadline_utc_ms = AT_NONE;
	person.id = 0;
	rc = codec_encode(&codec_parcel, &parcel, (struct span){NULL, 0}, &bytes);
	if (rc == 0)
		rc = codec_encode(&codec_person, &person, (struct span){NULL, 0}, &bytes);
	if (rc == 0)
		*out = sign_hash64(buf_span(&bytes));
	buf_clear(&bytes);
	return rc;
}

/* What is there of a shipment that is registered again. */
struct known {
	uint64_t id; /* 0: nothing */
	uint64_t registration;
	bool forgotten, called_off;
};

/* The shipment of the same shop, carrier, number and order. */
static int
find_same(struct work *w, const struct shipment *s, struct known *out)
{
	struct key prefix = key_of_text(s->number);
	struct lmdb_scan scan;
	struct span key;
	uint64_t found;
	int rc =
	    lmdb_scan_open(&scan, w->txn, TABLE_BY_NUMBER, &prefix, (struct span){NULL, 0}, false);

	*out = (struct known){0};
	while (rc == 0 && out->id == 0 && lmdb_scan_next(&scan, &key, NULL)) {
		struct parcel p = PARCEL_INIT;
		struct key record;

		if (!span_u64(key, prefix.len, &found)) {
			rc = ERR_MALFORMED;
			break;
		}
		record = key_of_id(found);
		rc = record_get_head(w->txn, &record_parcel, &record, &p);
		if (rc == 0 && strcmp(p.shipment.shop, s->shop) == 0 &&
		    strcmp(p.shipment.carrier, s->carrier) == 0 &&
		    strcmp(p.shipment.order, s->order) == 0)
			*out = (struct known){.id = found,
			    .registration = p.registration,
			    .forgotten = p.shipment.forgotten,
			    .called_off = p.shipment.cancelled || p.shipment.superseded};
		shipment_clear(&p.shipment);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* Later words win, silence changes nothing. */
static bool
take(char *into, const char *from, size_t room)
{
	if (from[0] == '\0' || strncmp(into, from, room) == 0)
		return false;
	memcpy(into, from, room);
	return true;
}

static bool
person_merge(struct person *into, const struct person *from)
{
	bool name = take(into->name, from->name, sizeof(into->name));
	bool email = take(into->email, from->email, sizeof(into->email));
	bool phone = take(into->phone, from->phone, sizeof(into->phone));
	bool locale = take(into->locale, from->locale, sizeof(into->locale));
	bool notify = from->notify != 0 && from->notify != into->notify;
	bool less =
	    (from->only_problems && !into->only_problems) || (from->stopped && !into->stopped);

	/* a customer's own word to be left alone is nothing that an order takes back */
	into->only_problems = into->only_problems || from->only_problems;
	into->stopped = into->stopped || from->stopped;
	if (notify)
		into->notify = from->notify;
	return name || email || phone || locale || less || notify;
}

/* Who it is for: known by e-mail in this shop, else whom the order knows, else new; nobody when nothing was given. */
static int
find_person(struct work *w, const struct registration *r, const struct order *order,
    struct person *out, bool *write)
{
	const struct person *given = &r->person;
	struct key key = key_of_id(order->person);
	int rc = people_by_email(w->txn, r->shipment.shop, given->email, out);

	*write = false;
	if (rc == ERR_NOT_FOUND && given->email[0] == '\0' && order->person != 0)
		rc = record_get(w->txn, &record_person, &key, out);
	if (rc == 0) {
		*write = person_merge(out, given);
		return 0;
	}
	if (rc != ERR_NOT_FOUND)
		return rc;
	*out = PERSON_INIT;
	if (given->email[0] == '\0' && given->name[0] == '\0' && given->phone[0] == '\0')
		return 0;
	*out = *given;
	out->id = ++w->meta.person;
	w->meta_changed = true;
	*write = true;
	rc = text_copy(out->shop, sizeof(out->shop), r->shipment.shop);
	return rc != 0 ? rc : erase_recall(w, out);
}

/* 128 bits that nobody guesses. */
static int
make_link(char link[LINK_ROOM])
{
	struct buf b = BUF_INIT(LINK_ROOM);
	char chance[16];
	int rc;

	sign_random(chance, sizeof(chance));
	rc = sign_add_base64url(&b, (struct span){chance, sizeof(chance)});
	if (rc == 0)
		rc = text_copy_span(link, LINK_ROOM, buf_span(&b));
	buf_clear(&b);
	return rc;
}

static int
find_order(struct work *w, const struct shipment *s, struct order *out)
{
	struct key key = key_of_order(s->shop, s->order);
	int rc = record_get(w->txn, &record_order, &key, out);

	if (rc != ERR_NOT_FOUND)
		return rc;
	*out = ORDER_INIT;
	rc = text_copy(out->shop, sizeof(out->shop), s->shop);
	if (rc == 0)
		rc = text_copy(out->id, sizeof(out->id), s->order);
	return rc != 0 ? rc : make_link(out->link);
}

static int
journal_registered(struct work *w, const struct shipment *s)
{
	struct journal_entry entry;

	journal_init(&entry, "shipment.registered", s->id, w->now_utc_ms);
	journal_add_text(&entry, "shop", s->shop);
	journal_add_text(&entry, "order", s->order);
	journal_add_text(&entry, "carrier", s->carrier);
	if (s->promise.until_day != DAY_NONE)
		journal_add_day(&entry, "promised", s->promise.until_day);
	return work_journal(w, &entry);
}

static int
register_new(struct work *w, const struct op *op, struct subject *s, struct person *person,
    struct outcome *out)
{
	struct shipment *shipment = &s->parcel.shipment;
	struct schedule *schedule = &s->schedule.schedule;
	bool write_person;
	int rc = find_person(w, &op->registration, &s->order, person, &write_person);

	if (rc != 0)
		return rc;
	rc = shipment_copy(shipment, &op->registration.shipment);
	if (rc != 0)
		return rc;
	shipment->id = ++w->meta.shipment;
	w->meta_changed = true;
	shipment->person = person->id;
	if (person->id != 0) {
		s->person = person;
		s->order.person = person->id;
	}
	s->order.shipments[s->order.shipment_count++] = shipment->id;
	schedule->shipment = shipment->id;
	rc = text_copy(schedule->account, sizeof(schedule->account), shipment->account);
	if (rc == 0 && write_person)
		rc = record_put(w->txn, &record_person, person);
	CRASH_POINT("store.person_put");
	if (rc == 0)
		rc = journal_registered(w, shipment);
	if (rc == 0)
		rc = apply_judge(w, s, op, NULL);
	if (rc == 0 && shipment_open(shipment) && schedule->interval_ms > 0 &&
	    schedule->account[0] != '\0')
		schedule->next_poll_utc_ms = w->now_utc_ms;
	if (rc == 0)
		rc = record_put(w->txn, &record_schedule, &s->schedule);
	if (rc == 0)
		rc = apply_inbox_wake(w, shipment->number);
	out->result.id = shipment->id;
	return rc;
}

/* Silence changes nothing, and a rule's date none that was told. */
static void
make_change(const struct shipment *is, const struct shipment *given, struct change *out)
{
	const struct promise *told = &given->promise;
	const struct place *to = &given->destination;
	bool country, postcode, city;

	out->promise = *told;
	out->has_promise = told->until_day != DAY_NONE &&
	    (told->rule[0] == '\0' || is->promise.until_day == DAY_NONE) &&
	    (told->from_day != is->promise.from_day || told->until_day != is->promise.until_day ||
		told->until_second != is->promise.until_second);
	out->destination = is->destination;
	country = take(out->destination.country, to->country, sizeof(to->country));
	postcode = take(out->destination.postcode, to->postcode, sizeof(to->postcode));
	city = take(out->destination.city, to->city, sizeof(to->city));
	out->has_destination = country || postcode || city;
}

static int
put_unjudged(struct work *w, const struct subject *s)
{
	int rc = record_put(w->txn, &record_parcel, &s->parcel);

	return rc != 0 ? rc : record_put(w->txn, &record_order, &s->order);
}

static int
correct(struct work *w, const struct op *op, uint64_t id, uint64_t hash)
{
	struct change change = {.promise = PROMISE_INIT, .mark = EVENT_INIT};
	struct subject s = {.parcel = PARCEL_INIT};
	struct person person;
	bool write_person, off = false;
	int rc = subject_read(w, id, &s);

	if (rc == 0)
		rc = find_person(w, &op->registration, &s.order, &person, &write_person);
	if (rc == 0 && write_person)
		rc = record_put(w->txn, &record_person, &person);
	if (rc == 0) {
		off = s.parcel.shipment.cancelled || s.parcel.shipment.superseded;
		if (person.id != 0)
			s.parcel.shipment.person = s.order.person = person.id;
		s.parcel.registration = hash;
		if (off)
			s.parcel.shipment.closed_utc_ms = AT_NONE;
		s.parcel.shipment.cancelled = s.parcel.shipment.superseded = false;
		make_change(&s.parcel.shipment, &op->registration.shipment, &change);
		rc = text_copy(change.author, sizeof(change.author), op->author);
	}
	/* What is judged anew is journalled as a change: not what says the same in other words. */
	if (rc == 0 && (off || change.has_promise || change.has_destination))
		rc = apply_judge(w, &s, op, &change);
	else if (rc == 0)
		rc = put_unjudged(w, &s);
	if (rc == 0 && shipment_open(&s.parcel.shipment) && s.schedule.schedule.interval_ms > 0 &&
	    s.schedule.schedule.next_poll_utc_ms == AT_NONE)
		s.schedule.schedule.next_poll_utc_ms = w->now_utc_ms;
	if (rc == 0)
		rc = record_put(w->txn, &record_schedule, &s.schedule);
	shipment_clear(&s.parcel.shipment);
	return rc;
}

/* It is there: the same, or something else is said of it. */
static int
meet(struct work *w, const struct op *op, const struct known *known, uint64_t hash,
    bool may_correct, struct outcome *out)
{
	out->result.id = known->id;
	/* nothing is known again of one that was forgotten, whatever a shop repeats */
	out->result.existed = known->forgotten ||
	    (known->registration == hash && !(may_correct && known->called_off));
	if (out->result.existed)
		return 0;
	return may_correct ? correct(w, op, known->id, hash)
			   : outcome_refuse(out, ERR_EXISTS,
				 "it is registered with other data: use change to correct it");
}

static int
register_one(struct work *w, const struct op *op, bool may_correct, struct outcome *out)
{
	const struct shipment *given = &op->registration.shipment;
	struct subject s = {.parcel = PARCEL_INIT, .schedule = SCHEDULE_RECORD_INIT};
	struct person person;
	struct known known;
	int rc;

	if (op->policy == NULL || given->shop[0] == '\0' || given->order[0] == '\0' ||
	    given->number[0] == '\0')
		return outcome_refuse(
		    out, ERR_MALFORMED, "a registration needs shop, order and number");
	rc = hash_registration(&op->registration, &s.parcel.registration);
	if (rc == 0)
		rc = find_same(w, given, &known);
	if (rc != 0)
		return rc;
	if (known.id != 0)
		return meet(w, op, &known, s.parcel.registration, may_correct, out);
	if (w->registrations_stopped)
		return outcome_refuse(out, ERR_FULL, "the store has no room for more shipments");
	rc = find_order(w, given, &s.order);
	if (rc != 0)
		return rc;
	if (s.order.shipment_count >= LIMIT_ORDER_PARCELS)
		return outcome_refuse(
		    out, ERR_RANGE, "an order has at most %d parcels", LIMIT_ORDER_PARCELS);
	rc = register_new(w, op, &s, &person, out);
	shipment_clear(&s.parcel.shipment);
	return rc;
}

int
apply_register(struct work *w, const struct op *op, struct outcome *out)
{
	return register_one(w, op, false, out);
}

int
apply_register_or_correct(struct work *w, const struct op *op, struct outcome *out)
{
	return register_one(w, op, true, out);
}
