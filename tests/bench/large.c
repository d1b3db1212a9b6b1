#include "tests/bench/large.h"

#include <inttypes.h>
#include <stdio.h>

#include "monitor/base/text.h"
#include "store/work.h"
#include "tests/bench/bench.h"
#include "tests/bench/polls.h"
#include "tests/bench/replies.h"

enum { SCANS = 6, BATCH = 20000 };

static const char *const first_names[] = {"Ana", "Bernat", "Carmen", "David", "Elena", "Fermin",
    "Gloria", "Hugo", "Irene", "Jordi", "Karmele", "Lucia", "Marcos", "Nuria", "Oscar", "Pilar"};

void
large_name(char *dst, size_t room, uint64_t nth, enum large_key key)
{
	/* Family names are of few letters, so that as many share one as in a shop. */
	unsigned family = (unsigned)(nth * 2654435761u >> 8) % 20000;
	char number[REPLIES_NUMBER_ROOM];

	switch (key) {
	case LARGE_ORDER: (void)snprintf(dst, room, "B-%07" PRIu64, nth); break;
	case LARGE_NUMBER:
		replies_number(number, REPLIES_CHANGED, nth);
		(void)text_cut(dst, room, span_of(number));
		break;
	case LARGE_EMAIL:
		(void)snprintf(dst, room, "cliente%" PRIu64 "@ejemplo.example", nth);
		break;
	case LARGE_NAME:
		(void)snprintf(dst, room, "%s Muestra%u", first_names[nth % 16], family);
		break;
	case LARGE_PHONE: (void)snprintf(dst, room, "+34600%06" PRIu64, nth % 1000000); break;
	case LARGE_KEYS: break;
	}
}

static void
put(struct lmdb_txn *txn, const struct record_type *type, const void *record)
{
	bench_need(record_add(txn, type, record) == 0, "a row cannot be written");
}

static void
add_scans(struct shipment *s, int64_t now_utc_ms)
{
	for (int i = 0; i < SCANS; i++) {
		struct event *e = event_list_add(&s->events);

		bench_need(e != NULL, "out of memory");
		e->at = when_utc_ms(now_utc_ms - (SCANS - i) * 9 * HOUR_MS);
		e->milestone = i == 0 ? MILESTONE_ACCEPTED : MILESTONE_IN_TRANSIT;
		e->physical = true;
		(void)snprintf(e->code, sizeof(e->code), "S%d", i);
		(void)snprintf(e->text, sizeof(e->text), "Seen at the depot number %d", i);
		(void)snprintf(e->place, sizeof(e->place), "Getafe (Madrid)");
	}
}

static void
add_shipment(struct lmdb_txn *txn, uint64_t id, int64_t now_utc_ms)
{
	struct parcel parcel = PARCEL_INIT;
	struct shipment *s = &parcel.shipment;
	struct schedule_record schedule = SCHEDULE_RECORD_INIT;
	struct person person = PERSON_INIT;
	struct order order = ORDER_INIT;

	s->id = s->person = person.id = schedule.schedule.shipment = id;
	(void)snprintf(s->shop, sizeof(s->shop), "luna");
	large_name(s->order, sizeof(s->order), id, LARGE_ORDER);
	large_name(s->number, sizeof(s->number), id, LARGE_NUMBER);
	(void)snprintf(s->carrier, sizeof(s->carrier), "dhl");
	(void)snprintf(s->account, sizeof(s->account), "dhl-%u", (unsigned)(id % POLLS_ACCOUNTS));
	s->promise.from_day = s->promise.until_day =
	    (int32_t)(now_utc_ms / DAY_MS) + (int32_t)(id % 9);
	(void)snprintf(s->promise.zone, sizeof(s->promise.zone), "Europe/Madrid");
	s->promise.deadline_utc_ms = (s->promise.until_day + 1) * DAY_MS;
	(void)snprintf(s->destination.country, sizeof(s->destination.country), "ES");
	(void)snprintf(s->destination.postcode, sizeof(s->destination.postcode), "28901");
	s->registered_utc_ms = s->asked_utc_ms = now_utc_ms;
	s->found = s->handed_over = true;
	s->milestone = MILESTONE_IN_TRANSIT;
	s->state = id % 50 == 0 ? PROMISE_SLIPPING : PROMISE_ON_TRACK;
	add_scans(s, now_utc_ms);
	put(txn, &record_parcel, &parcel);
	(void)text_cut(
	    schedule.schedule.account, sizeof(schedule.schedule.account), span_of(s->account));
	shipment_clear(s);
	schedule.schedule.next_poll_utc_ms = now_utc_ms + (int64_t)(id % 7200) * SECOND_MS;
	schedule.next_review_utc_ms = now_utc_ms + DAY_MS + (int64_t)(id % 7200) * SECOND_MS;
	put(txn, &record_schedule, &schedule);
	memcpy(person.shop, "luna", sizeof("luna"));
	large_name(person.name, sizeof(person.name), id, LARGE_NAME);
	large_name(person.email, sizeof(person.email), id, LARGE_EMAIL);
	large_name(person.phone, sizeof(person.phone), id, LARGE_PHONE);
	put(txn, &record_person, &person);
	memcpy(order.shop, "luna", sizeof("luna"));
	large_name(order.id, sizeof(order.id), id, LARGE_ORDER);
	order.person = order.shipments[0] = id;
	order.shipment_count = 1;
	(void)snprintf(order.link, sizeof(order.link), "muestra-%014" PRIu64, id);
	put(txn, &record_order, &order);
}

void
large_fill(struct harness *h, uint64_t count)
{
	struct key key = key_of_text("meta");
	struct lmdb_txn *txn = NULL;
	struct why why = {0};
	struct meta meta;
	struct lmdb *db;

	bench_need(lmdb_open(&db, h->path, h->options.map_bytes, false, &why) == 0, why.text);
	for (uint64_t id = 1; id <= count; id++) {
		if (txn == NULL)
			bench_need(lmdb_write(db, &txn) == 0, "a transaction");
		add_shipment(txn, id, h->now_utc_ms);
		if (id % BATCH != 0 && id < count)
			continue;
		bench_need(record_get(txn, &record_meta, &key, &meta) == 0, "the meta record");
		meta.shipment = meta.person = id;
		bench_need(record_put(txn, &record_meta, &meta) == 0, "the meta record");
		bench_need(lmdb_commit(txn) == 0, "a commit");
		txn = NULL;
	}
	lmdb_close(db);
}
