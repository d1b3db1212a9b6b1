#include "monitor/promise/judge.h"
#include "store/lmdb.h"
#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What nobody may be able to read once Zenobia has been erased: each in the form in which some table has it. */
static const char *const traces[] = {"Zenobia", "zenobia", "Quirós", "quiros", "ejemplo.example",
    "600777123", "Calahorra", "26500", "lupa de nácar", "su perro", "regalo"};
enum { TRACES = sizeof(traces) / sizeof(traces[0]) };

static int
setup(void **state)
{
	static struct harness h;

	harness_init(&h);
	h.policy->shops[0].notices = NOTICES_CUSTOMERS;
	harness_open(&h);
	*state = &h;
	return 0;
}

static struct op *
registration(struct harness *h, const char *order, const char *number)
{
	struct op *op = harness_registration(h, order, number);
	struct shipment *s = &op->registration.shipment;
	struct person *p = &op->registration.person;

	(void)snprintf(p->name, sizeof(p->name), "Zenobia Quirós");
	(void)snprintf(p->email, sizeof(p->email), "Zenobia.Quiros@ejemplo.example");
	(void)snprintf(p->phone, sizeof(p->phone), "+34600777123");
	(void)snprintf(s->destination.country, sizeof(s->destination.country), "ES");
	(void)snprintf(s->destination.city, sizeof(s->destination.city), "Calahorra");
	(void)snprintf(s->destination.postcode, sizeof(s->destination.postcode), "26500");
	(void)snprintf(s->items, sizeof(s->items), "una lupa de nácar");
	return op;
}

static uint64_t
registered(struct harness *h, const char *order, const char *number)
{
	struct answered a = harness_run(h, registration(h, order, number));

	assert_int_equal(a.rc, 0);
	return a.id;
}

/* What a carrier says in its own words, where. */
static void
seen(struct harness *h, uint64_t id, const char *code, const char *text, const char *place)
{
	struct op *op = harness_seen(h, id, code);
	struct event *e = &op->review.observation.events.items[0];

	(void)snprintf(e->text, sizeof(e->text), "%s", text);
	(void)snprintf(e->place, sizeof(e->place), "%s", place);
	e->milestone = strcmp(code, "DELIVERED") == 0 ? MILESTONE_DELIVERED : MILESTONE_IN_TRANSIT;
	e->physical = true;
	assert_int_equal(harness_run(h, op).rc, 0);
}

static struct shipment
shipment(struct harness *h, uint64_t id)
{
	struct shipment s = SHIPMENT_INIT;

	assert_int_equal(store_shipment_head(h->reader, id, &s), 0);
	return s;
}

static struct person
person_of(struct harness *h, uint64_t of_shipment)
{
	struct person p = PERSON_INIT;

	assert_int_equal(store_person(h->reader, shipment(h, of_shipment).person, &p), 0);
	return p;
}

static struct answered
erase(struct harness *h, uint64_t person)
{
	struct op *op = op_new(OP_ERASE, h->now_utc_ms, NULL);

	op->id = person;
	(void)snprintf(op->author, sizeof(op->author), "lucia");
	return harness_run(h, op);
}

static uint64_t
begin(struct harness *h, const char *order)
{
	struct op *op = op_new(OP_ATTEMPT_BEGIN, h->now_utc_ms, h->policy);
	uint64_t id;

	op->id = id = harness_notice(h, order);
	assert_int_equal(buf_add_str(&op->begin.message,
			     "To: zenobia.quiros@ejemplo.example\r\n\r\nHola Zenobia"),
	    0);
	(void)snprintf(op->begin.message_id, sizeof(op->begin.message_id), "m@luna.example");
	assert_int_equal(harness_run(h, op).recheck, RECHECK_SEND);
	return id;
}

static void
end(struct harness *h, uint64_t notice, enum answer answer)
{
	struct op *op = op_new(OP_ATTEMPT_END, h->now_utc_ms, h->policy);

	op->id = notice;
	op->end.answer = answer;
	op->end.next_utc_ms = h->now_utc_ms + HOUR_MS;
	(void)snprintf(op->text, sizeof(op->text), "said of zenobia.quiros@ejemplo.example: no");
	assert_int_equal(harness_run(h, op).rc, 0);
}

static void
note(struct harness *h, const char *order)
{
	struct store_cursor cursor = {.len = 0};
	struct op *op = op_new(OP_CASE, h->now_utc_ms, h->policy);
	size_t count;

	assert_int_equal(store_cases(h->reader, "luna", order, &cursor, &op->id, 1, &count), 0);
	assert_int_equal(count, 1);
	op->case_verb = CASE_NOTE;
	(void)snprintf(op->text, sizeof(op->text), "es un regalo para su perro");
	assert_int_equal(harness_run(h, op).rc, 0);
}

/* Two parcels that are over and one that is not, with all that is kept of each. */
static void
live(struct harness *h, uint64_t ids[3])
{
	ids[0] = registered(h, "A-1", "N1");
	ids[1] = registered(h, "A-2", "N2");
	ids[2] = registered(h, "A-3", "N3");
	seen(h, ids[0], "TWO", "en reparto", "Calahorra");
	note(h, "A-1");
	end(h, begin(h, "A-1"), ANSWER_OK);
	seen(h, ids[1], "TWO", "sale", "Calahorra");
	end(h, begin(h, "A-2"), ANSWER_PERMANENT);
	seen(h, ids[2], "SLIP", "para Zenobia", "Zaragoza");
	seen(h, ids[0], "DELIVERED", "firmado por Zenobia Quirós", "Calahorra 26500");
	seen(h, ids[1], "DELIVERED", "", "Calahorra");
}

/* The rows of a table, or of all, in which a trace stands; the store is closed. */
static size_t
rows_with(struct harness *h, const char *trace, int only)
{
	struct lmdb *db = NULL;
	struct lmdb_txn *txn = NULL;
	struct why why;
	size_t found = 0;

	assert_int_equal(lmdb_open(&db, h->path, 0, true, &why), 0);
	assert_int_equal(lmdb_read_new(db, &txn), 0);
	assert_int_equal(lmdb_read_renew(txn), 0);
	for (int t = 0; t < TABLE_COUNT; t++) {
		struct lmdb_scan scan;
		struct span key, value;

		if (only >= 0 && t != only)
			continue;
		assert_int_equal(
		    lmdb_scan_open(&scan, txn, (enum table)t, NULL, (struct span){NULL, 0}, false),
		    0);
		while (lmdb_scan_next(&scan, &key, &value))
			found += memmem(key.data, key.len, trace, strlen(trace)) != NULL ||
			    memmem(value.data, value.len, trace, strlen(trace)) != NULL;
		assert_int_equal(scan.error, 0);
		lmdb_scan_close(&scan);
	}
	lmdb_abort(txn);
	lmdb_close(db);
	return found;
}

static size_t
times_in_file(const char *directory, const char *trace)
{
	char path[PATH_MAX + 32];
	size_t times = 0, size;
	char *bytes, *at;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/data.mdb", directory);
	f = fopen(path, "rb");
	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	size = (size_t)ftell(f);
	rewind(f);
	bytes = malloc(size);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, size, f), size);
	for (at = bytes;
	     (at = memmem(at, size - (size_t)(at - bytes), trace, strlen(trace))) != NULL; at++)
		times++;
	free(bytes);
	(void)fclose(f);
	return times;
}

static void
check_indexes(struct harness *h)
{
	struct why why = {0};

	if (store_rebuild(h->path, true, &why) != 0)
		fail_msg("%s: %s", why.path, why.text);
}

static void
test_nothing_that_was_kept_of_somebody_erased_can_be_read(void **state)
{
	struct harness *h = *state;
	char backup[PATH_MAX + 16];
	char aside[LIMIT_TEXT_ROOM * 2];
	uint64_t ids[3], person;
	struct answered a;
	struct why why;
	struct op *op;

	live(h, ids);
	person = person_of(h, ids[0]).id;
	harness_close(h);
	for (size_t i = 0; i < TRACES; i++) /* else the test could not fail */
		assert_true(rows_with(h, traces[i], -1) > 0);
	harness_open(h);
	op = harness_seen(h, ids[2], "BUG"); /* fails alone, with words of hers */
	(void)snprintf(op->text, sizeof(op->text), "para su perro");
	assert_int_equal(harness_run(h, op).rc, ERR_BUG);
	assert_int_equal(store_aside(h->reader, 0, aside, sizeof(aside)), 0);
	assert_non_null(strstr(aside, "perro"));
	a = erase(h, person);
	assert_int_equal(a.rc, 0);
	assert_false(a.more);
	/* the one under way is asked about by its postcode until it is over */
	seen(h, ids[2], "DELIVERED", "firmado: Zenobia", "Calahorra");
	(void)snprintf(backup, sizeof(backup), "%s.backup", h->path);
	assert_int_equal(store_backup(h->store, backup, &why), 0);
	harness_close(h);
	for (size_t i = 0; i < TRACES; i++) {
		assert_int_equal(rows_with(h, traces[i], -1), 0);
		assert_int_equal(times_in_file(backup, traces[i]), 0);
	}
	check_indexes(h);
	harness_open(h);
}

/* A message of a shop that could not be read. */
static uint64_t
unread(struct harness *h, const char *body, enum inbox_verb verb)
{
	struct op *op = op_new(OP_INBOUND, h->now_utc_ms, h->policy);
	uint64_t id;

	op->inbound.entry = INBOUND_INIT;
	op->inbound.entry.door = INBOUND_SHOP;
	(void)snprintf(op->inbound.entry.source, sizeof(op->inbound.entry.source), "luna");
	op->inbound.entry.digest[0] = (uint8_t)body[0];
	assert_int_equal(buf_add_str(&op->inbound.body, body), 0);
	id = harness_run(h, op).id;
	op = op_new(OP_INBOX, h->now_utc_ms, h->policy);
	op->id = id;
	op->inbox.verb = verb;
	op->inbox.error = ERR_MALFORMED;
	assert_int_equal(harness_run(h, op).rc, 0);
	return id;
}

static void
test_messages_of_shops_that_nobody_could_read_lose_their_bytes(void **state)
{
	struct harness *h = *state;
	uint64_t id = registered(h, "A-1", "N1");

	(void)unread(h, "1 {\"email\":\"ZENOBIA.QUIROS@ejemplo.example\"", INBOX_FAIL);
	(void)unread(h, "2 {\"email\":\"other@others.example\"", INBOX_FAIL);
	assert_int_equal(erase(h, person_of(h, id).id).rc, 0);
	harness_close(h);
	assert_int_equal(rows_with(h, "ZENOBIA", -1), 0);
	assert_int_equal(rows_with(h, "others.example", TABLE_INBOUND_BODY), 1);
	check_indexes(h);
	harness_open(h);
}

static void
test_what_teaches_and_counts_stays(void **state)
{
	struct harness *h = *state;
	struct store_status before, after;
	struct shipment s = SHIPMENT_INIT;
	uint64_t ids[3];

	live(h, ids);
	assert_int_equal(store_status(h->reader, &before), 0);
	assert_int_equal(erase(h, person_of(h, ids[0]).id).rc, 0);
	assert_int_equal(store_status(h->reader, &after), 0);
	assert_int_equal(after.shipments, before.shipments);
	assert_int_equal(after.open, before.open);
	assert_int_equal(after.cases_open, before.cases_open);
	assert_int_equal(after.sent, before.sent);
	assert_int_equal(after.persons, 0);
	assert_int_equal(store_shipment(h->reader, ids[0], &s), 0);
	assert_string_equal(s.order, "A-1");
	assert_string_equal(s.number, "N1");
	assert_string_equal(s.destination.postcode, "26"); /* as lanes have it */
	assert_string_equal(s.destination.country, "ES");
	assert_int_equal(s.state, PROMISE_KEPT);
	assert_int_equal(s.events.count, 2);
	assert_string_equal(s.events.items[1].code, "DELIVERED");
	shipment_clear(&s);
}

static void
test_an_open_parcel_is_watched_on_without_a_word_to_the_customer(void **state)
{
	struct harness *h = *state;
	struct order o = ORDER_INIT;
	struct schedule schedule;
	struct notice n;
	uint64_t ids[3], notice;

	live(h, ids);
	notice = harness_notice(h, "A-3");
	assert_int_equal(erase(h, person_of(h, ids[0]).id).rc, 0);
	assert_int_equal(store_notice(h->reader, notice, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_SUPERSEDED);
	assert_int_equal(n.person, 0);
	assert_int_equal(store_order(h->reader, "luna", "A-3", &o), 0);
	assert_int_equal(o.obligation_utc_ms, AT_NONE);
	assert_string_equal(o.link, "");
	assert_int_equal(o.person, 0);
	assert_string_equal(shipment(h, ids[2]).destination.postcode, "26500");
	assert_string_equal(shipment(h, ids[2]).items, "");
	assert_int_equal(store_schedule(h->reader, ids[2], &schedule), 0);
	assert_true(schedule.next_poll_utc_ms != AT_NONE);
	h->now_utc_ms += HOUR_MS;
	seen(h, ids[2], "DELIVERED", "firmado", "Calahorra");
	assert_string_equal(shipment(h, ids[2]).destination.postcode, "26");
}

/* A mail is on the wire while its customer is erased: what the server says comes after. */
static void
test_the_answer_to_a_mail_on_its_way_names_nobody(void **state)
{
	struct harness *h = *state;
	uint64_t id = registered(h, "A-1", "N1"), notice;
	struct answered a;
	struct op *op;
	struct notice n;

	seen(h, id, "SLIP", "", "");
	notice = begin(h, "A-1");
	assert_int_equal(erase(h, person_of(h, id).id).rc, 0);
	end(h, notice, ANSWER_TEMPORARY);
	assert_int_equal(store_notice(h->reader, notice, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_PENDING);
	assert_string_equal(n.answer_text, "");
	op = op_new(OP_ATTEMPT_BEGIN, h->now_utc_ms, h->policy);
	op->id = notice;
	a = harness_run(h, op);
	assert_int_equal(a.recheck, RECHECK_SUPERSEDED);
	assert_int_equal(store_notice(h->reader, notice, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_SUPERSEDED);
}

static size_t
suppressed(struct harness *h)
{
	uint64_t ids[4];
	size_t count;

	assert_int_equal(store_suppressed(h->reader, "luna", NULL, ids, 4, &count), 0);
	return count;
}

static void
say(struct harness *h, uint64_t person, enum person_verb verb)
{
	struct op *op = op_new(OP_PERSON, h->now_utc_ms, NULL);

	op->id = person;
	op->person_verb = verb;
	assert_int_equal(harness_run(h, op).rc, 0);
}

static void
test_an_address_that_is_not_to_be_written_to_is_known_again_by_its_hash(void **state)
{
	struct harness *h = *state;
	uint64_t id = registered(h, "A-1", "N1"), again;
	struct person p = person_of(h, id);

	say(h, p.id, PERSON_SUPPRESS);
	say(h, p.id, PERSON_STOP);
	assert_int_equal(erase(h, p.id).rc, 0);
	assert_int_equal(suppressed(h), 0);
	again = registered(h, "A-2", "N2");
	assert_int_not_equal(person_of(h, again).id, p.id);
	p = person_of(h, again);
	assert_true(p.suppressed);
	assert_true(p.stopped);
	assert_int_equal(suppressed(h), 1);
	/* Who takes it back is not reminded of it. */
	say(h, p.id, PERSON_LIFT);
	say(h, p.id, PERSON_EVERYTHING);
	assert_int_equal(erase(h, p.id).rc, 0);
	p = person_of(h, registered(h, "A-3", "N3"));
	assert_false(p.suppressed);
	assert_false(p.stopped);
}

/* With capitals, with its accent apart: it is the same address, before and after an erasing. */
static void
test_an_address_outside_ascii_is_one_person_and_known_again(void **state)
{
	static const char *const spellings[] = {"jos\xC3\xA9@ejemplo.example",
	    "JOS\xC3\x89@ejemplo.example", "Jos\xC3\xA9@Ejemplo.example"};
	struct harness *h = *state;
	uint64_t person = 0;
	struct person p;
	struct op *op;

	for (int i = 0; i < 3; i++) {
		char order[8];

		snprintf(order, sizeof(order), "U-%d", i);
		op = registration(h, order, order);
		snprintf(op->registration.person.email, LIMIT_EMAIL_ROOM, "%s", spellings[i]);
		p = person_of(h, harness_run(h, op).id);
		assert_true(i == 0 || p.id == person);
		person = p.id;
	}
	assert_int_equal(
	    store_person_of_email(h->reader, "luna", "JOSE\xCC\x81@ejemplo.example", &p), 0);
	assert_int_equal(p.id, person);
	say(h, person, PERSON_SUPPRESS);
	assert_int_equal(erase(h, person).rc, 0);
	op = registration(h, "U-9", "U-9");
	snprintf(op->registration.person.email, LIMIT_EMAIL_ROOM, "%s", spellings[1]);
	assert_true(person_of(h, harness_run(h, op).id).suppressed);
}

static void
test_what_a_shop_repeats_after_an_erasing_is_known_and_brings_nothing_back(void **state)
{
	struct harness *h = *state;
	uint64_t id = registered(h, "A-1", "N1");
	struct answered a;

	assert_int_equal(erase(h, person_of(h, id).id).rc, 0);
	a = harness_run(h, registration(h, "A-1", "N1"));
	assert_int_equal(a.rc, 0);
	assert_true(a.existed);
	assert_int_equal(a.id, id);
	assert_int_equal(shipment(h, id).person, 0);
}

static void
test_another_customer_of_the_same_order_keeps_what_is_theirs(void **state)
{
	struct harness *h = *state;
	uint64_t first = registered(h, "A-1", "N1"), second;
	struct order o = ORDER_INIT;
	struct op *op = harness_registration(h, "A-1", "N2"); /* Ana's */

	second = harness_run(h, op).id;
	assert_int_equal(erase(h, person_of(h, first).id).rc, 0);
	assert_int_equal(shipment(h, first).person, 0);
	assert_string_equal(person_of(h, second).name, "Ana Gómez de A-1");
	assert_int_equal(store_order(h->reader, "luna", "A-1", &o), 0);
	assert_int_equal(o.person, person_of(h, second).id);
	assert_true(o.link[0] != '\0');
}

static void
test_an_order_alone_is_erased_and_its_customer_when_it_was_the_last(void **state)
{
	struct harness *h = *state;
	uint64_t first = registered(h, "A-1", "N1"), second = registered(h, "A-2", "N2");
	struct person p = person_of(h, first);
	const char *orders[] = {"A-1", "A-2"};

	for (int i = 0; i < 2; i++) {
		struct op *op = op_new(OP_ERASE, h->now_utc_ms, NULL);

		(void)snprintf(op->of_shop, sizeof(op->of_shop), "luna");
		(void)snprintf(op->of_order, sizeof(op->of_order), "%s", orders[i]);
		assert_int_equal(harness_run(h, op).rc, 0);
		assert_int_equal(shipment(h, i == 0 ? first : second).person, 0);
		assert_int_equal(store_person(h->reader, p.id, &p), i == 0 ? 0 : ERR_NOT_FOUND);
	}
	assert_int_equal(erase(h, p.id).rc, ERR_NOT_FOUND);
}

/* A person of many orders goes in slices; between two of them the daemon dies. */
static void
test_a_half_erased_person_is_found_and_the_rest_erased_after_a_restart(void **state)
{
	struct harness *h = *state;
	struct person p = PERSON_INIT;
	char order[32];
	struct answered a;
	int slices = 0;

	for (int i = 0; i < 300; i++) {
		(void)snprintf(order, sizeof(order), "M-%d", i);
		(void)registered(h, order, order);
	}
	p = person_of(h, 1);
	a = erase(h, p.id);
	assert_int_equal(a.rc, 0);
	assert_true(a.more);
	harness_close(h);
	check_indexes(h);
	harness_open(h);
	assert_int_equal(
	    store_person_of_email(h->reader, "luna", "zenobia.quiros@ejemplo.example", &p), 0);
	do {
		a = erase(h, p.id);
		assert_int_equal(a.rc, 0);
		slices++;
	} while (a.more);
	assert_in_range(slices, 1, 10);
	harness_close(h);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(rows_with(h, traces[i], -1), 0);
	check_indexes(h);
	harness_open(h);
}

/* Registrations have long been refused: there is room to erase. */
static void
test_a_full_store_has_room_to_erase(void **state)
{
	struct harness *h = *state;
	struct answered a;
	char order[32];
	int i = 0;

	harness_close(h);
	h->options.soft_bytes = 1 << 20;
	harness_open(h);
	for (; !store_registrations_stopped(h->store); i++) {
		assert_in_range(i, 0, 5000);
		(void)snprintf(order, sizeof(order), "F-%d", i);
		(void)harness_run(h, registration(h, order, order));
	}
	assert_int_equal(harness_run(h, registration(h, "F", "F")).rc, ERR_FULL);
	do {
		a = erase(h, person_of(h, 1).id);
		assert_int_equal(a.rc, 0);
	} while (a.more && shipment(h, 1).person != 0);
}

/* ---- the journal, by the real judge ---- */

static struct op *
customer(struct harness *h, const char *order)
{
	struct op *op = op_new(OP_CUSTOMER, h->now_utc_ms, h->policy);

	(void)snprintf(op->of_shop, sizeof(op->of_shop), "luna");
	(void)snprintf(op->of_order, sizeof(op->of_order), "%s", order);
	op->word.choice = CHOICE_WRITE;
	op->word.kept = KEPT_ANSWER_NO;
	(void)snprintf(
	    op->word.text, sizeof(op->word.text), "Soy Zenobia: es un regalo para su perro");
	return op;
}

static void
test_the_journal_names_nobody(void **state)
{
	struct harness *h = *state;
	struct journal_entry entries[64];
	struct op *op;
	uint64_t id;
	size_t count;

	harness_close(h);
	h->options.judge = &judge_default;
	harness_open(h);
	(void)snprintf(h->policy->shops[0].locale, LIMIT_LOCALE_ROOM, "es");
	(void)snprintf(h->policy->shops[0].from, LIMIT_EMAIL_ROOM, "hola@luna.example");
	id = registered(h, "A-1", "N1");
	seen(h, id, "PU", "entregado a Zenobia", "Calahorra");
	assert_int_equal(harness_run(h, customer(h, "A-1")).rc, 0);
	note(h, "A-1");
	op = op_new(OP_CHANGE, h->now_utc_ms, h->policy);
	op->id = id;
	op->change.has_upset = op->change.upset = true;
	op->change.has_destination = true;
	op->change.destination = shipment(h, id).destination;
	assert_int_equal(harness_run(h, op).rc, 0);
	h->now_utc_ms += 5 * DAY_MS;
	seen(h, id, "DL", "firmado: Zenobia Quirós", "Calahorra 26500");
	assert_int_equal(erase(h, person_of(h, id).id).rc, 0);
	assert_int_equal(store_journal(h->reader, 0, entries, 64, &count), 0);
	assert_in_range(count, 7, 64);
	assert_string_equal(entries[count - 1].name, "person.erased");
	harness_close(h);
	for (size_t i = 0; i < TRACES; i++)
		assert_int_equal(rows_with(h, traces[i], TABLE_JOURNAL), 0);
	harness_open(h);
}

#define STORED(test) cmocka_unit_test_setup_teardown(test, setup, harness_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORED(test_nothing_that_was_kept_of_somebody_erased_can_be_read),
	    STORED(test_messages_of_shops_that_nobody_could_read_lose_their_bytes),
	    STORED(test_what_teaches_and_counts_stays),
	    STORED(test_an_open_parcel_is_watched_on_without_a_word_to_the_customer),
	    STORED(test_the_answer_to_a_mail_on_its_way_names_nobody),
	    STORED(test_an_address_that_is_not_to_be_written_to_is_known_again_by_its_hash),
	    STORED(test_an_address_outside_ascii_is_one_person_and_known_again),
	    STORED(test_what_a_shop_repeats_after_an_erasing_is_known_and_brings_nothing_back),
	    STORED(test_another_customer_of_the_same_order_keeps_what_is_theirs),
	    STORED(test_an_order_alone_is_erased_and_its_customer_when_it_was_the_last),
	    STORED(test_a_half_erased_person_is_found_and_the_rest_erased_after_a_restart),
	    STORED(test_a_full_store_has_room_to_erase),
	    STORED(test_the_journal_names_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
