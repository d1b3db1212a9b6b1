#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What reviews teach adds up on disk and in the judge's model; incidents hold parcels and let them go. */

static int
add_up(const struct tally *cell, void *arg)
{
	*(int64_t *)arg += cell->add;
	return 0;
}

static int64_t
total(struct harness *h, enum tally_table table, const char *prefix)
{
	int64_t sum = 0;

	assert_int_equal(
	    store_tallies(h->reader, table, prefix, INT32_MIN, INT32_MAX, add_up, &sum), 0);
	return sum;
}

/* What the model was when a parcel was last judged. */
static int64_t
seen_by(struct harness *h, uint64_t id, int64_t *generation)
{
	struct journal_entry entry;
	size_t count;

	assert_int_equal(store_journal_of(h->reader, id, 0, &entry, 1, &count), 0);
	assert_int_equal(count, 1);
	assert_string_equal(entry.fields[1].name, "model");
	if (generation != NULL)
		*generation = entry.fields[2].number;
	return entry.fields[1].number;
}

/* What it is now. */
static int64_t
digest(struct harness *h, uint64_t id, int64_t *generation)
{
	assert_int_equal(harness_run(h, harness_seen(h, id, "SEEN")).rc, 0);
	return seen_by(h, id, generation);
}

static void
learn(struct harness *h, uint64_t id)
{
	assert_int_equal(harness_run(h, harness_seen(h, id, "LEARN")).rc, 0);
}

static void
test_what_a_batch_teaches_adds_up_in_its_rows(void **state)
{
	struct harness *h = *state;
	struct answered answers[40];
	uint64_t ids[40];
	char name[16];

	for (int i = 0; i < 40; i++) {
		(void)snprintf(name, sizeof(name), "L%d", i);
		ids[i] = harness_register(h, name, name);
	}
	for (int round = 0; round < 3; round++) {
		h->now_utc_ms += 30 * HOUR_MS;
		for (int i = 0; i < 40; i++)
			harness_submit(h, harness_seen(h, ids[i], "LEARN"), &answers[i]);
		for (int i = 0; i < 40; i++)
			harness_wait(h, &answers[i]);
	}
	assert_int_equal(total(h, TALLY_TRANSIT, "all"), 3 * 40 * 3);
	assert_int_equal(total(h, TALLY_TRANSIT, "dhl"), -1 * 40 * 3);
	assert_int_equal(total(h, TALLY_TRANSIT, ""), 2 * 40 * 3);
	assert_int_equal(total(h, TALLY_TRANSIT, "dh"), -1 * 40 * 3); /* a prefix is one */
	assert_int_equal(total(h, TALLY_REPORT, "luna|"), 40 * 3);
	assert_int_equal(total(h, TALLY_REPORT, "sol|"), 0);
	assert_int_equal(total(h, TALLY_CALIBRATION, ""), 0);
}

static void
test_what_failed_alone_taught_nothing(void **state)
{
	struct harness *h = *state;
	struct answered good, bad;
	uint64_t a = harness_register(h, "A", "A"), b = harness_register(h, "B", "B");
	int64_t taught;

	harness_submit(h, harness_seen(h, a, "LEARN"), &good);
	harness_submit(h, harness_seen(h, b, "LATEBUG"), &bad);
	harness_wait(h, &good);
	harness_wait(h, &bad);
	assert_int_equal(good.rc, 0);
	assert_int_equal(bad.rc, ERR_BUG);
	assert_int_equal(total(h, TALLY_TRANSIT, "all"), 3);
	assert_int_equal(total(h, TALLY_TRANSIT, "dhl"), -1);
	taught = digest(h, a, NULL);
	harness_close(h);
	harness_open(h);
	assert_true(digest(h, a, NULL) == taught);
}

/* A row per cell, as they come. */
struct seen {
	struct tally cells[64];
	size_t count;
};

static int
note(const struct tally *cell, void *arg)
{
	struct seen *seen = arg;

	assert_true(seen->count < 64);
	seen->cells[seen->count++] = *cell;
	return 0;
}

static int
stop(const struct tally *cell, void *arg)
{
	(void)cell;
	return ++*(int *)arg == 2 ? ERR_CONFLICT : 0;
}

static void
test_rows_are_walked_by_day_key_and_cell_within_a_range(void **state)
{
	struct harness *h = *state;
	int32_t first = (int32_t)(h->now_utc_ms / DAY_MS);
	struct seen seen = {.count = 0};
	int calls = 0;
	char name[16];

	for (int i = 0; i < 7; i++) {
		(void)snprintf(name, sizeof(name), "W%d", i);
		learn(h, harness_register(h, name, name));
		h->now_utc_ms += DAY_MS;
	}
	assert_int_equal(
	    store_tallies(h->reader, TALLY_TRANSIT, "", first + 1, first + 3, note, &seen), 0);
	assert_int_equal(seen.count, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(seen.cells[i].table, TALLY_TRANSIT);
		assert_int_equal(seen.cells[i].day, first + 1 + (int32_t)i / 2);
		assert_string_equal(seen.cells[i].key, i % 2 == 0 ? "all" : "dhl");
		assert_int_equal(seen.cells[i].add, i % 2 == 0 ? 3 : -1);
		assert_int_equal(seen.cells[i].cell, (2 + i / 2) % 5);
	}
	seen.count = 0;
	assert_int_equal(
	    store_tallies(h->reader, TALLY_TRANSIT, "dhl", first + 5, INT32_MAX, note, &seen), 0);
	assert_int_equal(seen.count, 2);
	assert_int_equal(seen.cells[1].day, first + 6);
	assert_int_equal(
	    store_tallies(h->reader, TALLY_TRANSIT, "", first, first + 6, stop, &calls),
	    ERR_CONFLICT);
	assert_int_equal(calls, 2);
}

static void
test_learning_survives_restart_exactly(void **state)
{
	struct harness *h = *state;
	uint64_t ids[20];
	int64_t before, generation, later;
	char name[16];

	for (int i = 0; i < 20; i++) {
		(void)snprintf(name, sizeof(name), "R%d", i);
		ids[i] = harness_register(h, name, name);
	}
	assert_int_equal(digest(h, ids[0], NULL), 0);
	for (int i = 0; i < 100; i++) {
		h->now_utc_ms += 7 * HOUR_MS;
		learn(h, ids[i * 7 % 20]);
	}
	before = digest(h, ids[0], &generation);
	assert_true(before != 0);
	assert_int_equal(generation, 100);
	harness_close(h);
	harness_open(h);
	assert_true(digest(h, ids[0], &later) == before);
	assert_int_equal(later, generation);
	learn(h, ids[1]);
	assert_true(digest(h, ids[0], &later) != before);
	assert_int_equal(later, generation + 1);
}

/* Two stores taught the same, one of them with starts in between: their models agree at each step. */
static void
test_a_model_with_starts_in_between_is_the_one_without(void **state)
{
	struct harness *h = *state, other;
	uint64_t mine = harness_register(h, "A", "A"), theirs;

	harness_init(&other);
	harness_open(&other);
	theirs = harness_register(&other, "A", "A");
	assert_int_equal(mine, theirs);
	for (int i = 0; i < 12; i++) {
		h->now_utc_ms += 5 * HOUR_MS;
		other.now_utc_ms = h->now_utc_ms;
		learn(h, mine);
		learn(&other, theirs);
		assert_true(digest(h, mine, NULL) == digest(&other, theirs, NULL));
		harness_close(&other);
		harness_open(&other);
	}
	harness_clear(&other);
}

static void
test_rows_past_their_horizon_go_and_the_model_hears_of_it(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "H", "H");
	int64_t empty;

	empty = digest(h, id, NULL);
	learn(h, id);
	assert_true(digest(h, id, NULL) != empty);
	assert_int_equal(total(h, TALLY_SCAN, ""), 1);
	h->now_utc_ms += 20LL * DAY_MS;
	assert_int_equal(harness_run(h, op_new(OP_CLOCK, h->now_utc_ms, NULL)).rc, 0);
	assert_int_equal(total(h, TALLY_SCAN, ""), 0);
	assert_int_equal(total(h, TALLY_TRANSIT, "all"), 3);
	h->now_utc_ms += 400LL * DAY_MS;
	assert_int_equal(harness_run(h, op_new(OP_CLOCK, h->now_utc_ms, NULL)).rc, 0);
	assert_int_equal(total(h, TALLY_TRANSIT, ""), 0);
	assert_int_equal(total(h, TALLY_REPORT, ""), 1);
	assert_true(digest(h, id, NULL) == empty);
}

static struct answered
teach(struct harness *h, const char *key, const char *shop)
{
	struct op *op = op_new(OP_PAST, h->now_utc_ms, h->policy);

	(void)snprintf(op->past.key, sizeof(op->past.key), "%s", key);
	(void)snprintf(op->past.shipment.carrier, LIMIT_ID_ROOM, "seur");
	(void)snprintf(op->past.shipment.shop, LIMIT_SHOP_ROOM, "%s", shop);
	if (key[0] != '-')
		op->past.shipment.delivered = when_date(20000);
	return harness_run(h, op);
}

static void
test_a_past_shipment_teaches_once(void **state)
{
	struct harness *h = *state;
	struct answered again[2];

	assert_int_equal(teach(h, "a", "luna").rc, 0);
	assert_false(teach(h, "b", "luna").existed);
	assert_true(teach(h, "a", "luna").existed);
	assert_int_equal(total(h, TALLY_TRANSIT, "seur"), 2);
	assert_int_equal(teach(h, "c", "elsewhere").rc, 0);
	assert_int_equal(total(h, TALLY_TRANSIT, "seur"), 102);
	assert_int_equal(teach(h, "-", "luna").rc, ERR_MALFORMED);
	/* Twice within one commit, too. */
	for (int i = 0; i < 2; i++) {
		struct op *op = op_new(OP_PAST, h->now_utc_ms, h->policy);

		(void)snprintf(op->past.key, sizeof(op->past.key), "twice");
		(void)snprintf(op->past.shipment.carrier, LIMIT_ID_ROOM, "seur");
		op->past.shipment.delivered = when_date(20001);
		harness_submit(h, op, &again[i]);
	}
	harness_wait(h, &again[0]);
	harness_wait(h, &again[1]);
	assert_false(again[0].existed);
	assert_true(again[1].existed);
	harness_close(h);
	harness_open(h);
	assert_true(teach(h, "twice", "luna").rc == 0);
	assert_int_equal(total(h, TALLY_PAST, "twice"), 2); /* of another day it is another one */
}

/* Else many that are taught in one commit each make up for what the model does not know yet, and together for many times of it. */
static void
test_an_op_is_judged_by_what_was_taught_before_it_in_its_commit(void **state)
{
	enum { OPS = 60 };
	struct harness *h = *state, other;
	struct answered answers[OPS];
	uint64_t ids[OPS], before;
	char name[16];

	harness_init(&other);
	harness_open(&other);
	for (int i = 0; i < OPS; i++) {
		(void)snprintf(name, sizeof(name), "B%d", i);
		ids[i] = harness_register(h, name, name);
		assert_int_equal(harness_register(&other, name, name), ids[i]);
	}
	before = store_turns(h->store);
	for (int i = 0; i < OPS; i++)
		harness_submit(h, harness_seen(h, ids[i], "LEARN"), &answers[i]);
	for (int i = 0; i < OPS; i++) {
		harness_wait(h, &answers[i]);
		learn(&other, ids[i]);
	}
	assert_true(store_turns(h->store) < before + OPS);
	for (int i = 0; i < OPS; i++)
		assert_true(seen_by(h, ids[i], NULL) == seen_by(&other, ids[i], NULL));
	harness_clear(&other);
}

/* ---- incidents ---- */

static struct answered
open_by_hand(struct harness *h, const char *carrier, const char *lane)
{
	struct op *op = op_new(OP_INCIDENT_OPEN, h->now_utc_ms, h->policy);

	(void)snprintf(op->author, sizeof(op->author), "marta");
	(void)snprintf(op->text, sizeof(op->text), "strike");
	(void)snprintf(op->incident.carrier, LIMIT_ID_ROOM, "%s", carrier);
	(void)snprintf(op->incident.lane, sizeof(op->incident.lane), "%s", lane);
	return harness_run(h, op);
}

static struct answered
close_by_hand(struct harness *h, uint64_t id)
{
	struct op *op = op_new(OP_INCIDENT_CLOSE, h->now_utc_ms, h->policy);

	op->id = id;
	(void)snprintf(op->text, sizeof(op->text), "over");
	return harness_run(h, op);
}

static size_t
count_incidents(struct harness *h, bool open)
{
	uint64_t ids[8];
	size_t count;

	assert_int_equal(store_incidents(h->reader, open, NULL, ids, 8, &count), 0);
	return count;
}

static void
test_an_incident_is_opened_once_by_hand_and_closed(void **state)
{
	struct harness *h = *state;
	struct incident i;
	uint64_t id;

	assert_int_equal(open_by_hand(h, "", "").rc, ERR_MALFORMED);
	id = open_by_hand(h, "dhl", "").id;
	assert_true(id > 0);
	assert_true(open_by_hand(h, "dhl", "").existed);
	assert_int_equal(open_by_hand(h, "dhl", "").id, id);
	assert_false(open_by_hand(h, "dhl", "ES-28:ES-08").existed);
	assert_int_equal(count_incidents(h, true), 2);
	assert_int_equal(store_incident(h->reader, id, &i), 0);
	assert_int_equal(i.kind, INCIDENT_ANNOUNCED);
	assert_true(i.by_hand);
	assert_string_equal(i.author, "marta");
	assert_string_equal(i.text, "strike");
	assert_true(i.closed_utc_ms == AT_NONE);
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(close_by_hand(h, id).rc, 0);
	assert_int_equal(close_by_hand(h, id).rc, 0);
	assert_int_equal(close_by_hand(h, 99).rc, ERR_NOT_FOUND);
	assert_int_equal(store_incident(h->reader, id, &i), 0);
	assert_true(i.closed_utc_ms == h->now_utc_ms);
	assert_string_equal(i.text, "over");
	assert_int_equal(count_incidents(h, true), 1);
	assert_int_equal(count_incidents(h, false), 2);
	assert_int_equal(store_incident(h->reader, 99, &i), ERR_NOT_FOUND);
}

static struct answered
judge_incidents(struct harness *h)
{
	return harness_run(h, op_new(OP_INCIDENTS, h->now_utc_ms, h->policy));
}

static void
test_the_judge_opens_and_closes_by_the_scans_of_the_last_hours(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A", "A");

	assert_int_equal(harness_run(h, op_new(OP_INCIDENTS, h->now_utc_ms, NULL)).rc, ERR_BUG);
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_incidents(h, true), 1);
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_incidents(h, false), 1);
	learn(h, id);
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_incidents(h, true), 0);
	h->now_utc_ms += (LIMIT_SCAN_HOURS + 2) * (int64_t)HOUR_MS;
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_incidents(h, true), 1);
	assert_int_equal(count_incidents(h, false), 2);
}

static size_t
count_due(struct harness *h)
{
	uint64_t ids[LIMIT_PAGE_ROWS];
	size_t count;

	assert_int_equal(
	    store_review_due(h->reader, h->now_utc_ms, ids, LIMIT_PAGE_ROWS, &count), 0);
	return count;
}

static void
test_a_closed_incident_wakes_what_it_held_by_and_by(void **state)
{
	enum { HELD = 600 };
	struct harness *h = *state;
	struct answered *answers = calloc(HELD, sizeof(*answers));
	uint64_t incident = open_by_hand(h, "dhl", "").id;
	uint64_t other = open_by_hand(h, "ups", "").id, ids[LIMIT_PAGE_ROWS];
	int ops = 0;
	size_t count;
	char name[16];

	for (int i = 0; i < HELD; i++) {
		(void)snprintf(name, sizeof(name), "H%d", i);
		harness_submit(h, harness_registration(h, name, name), &answers[i]);
	}
	for (int i = 0; i < HELD; i++)
		harness_wait(h, &answers[i]);
	for (int i = 0; i < HELD; i++)
		harness_submit(h, harness_seen(h, answers[i].id, "HELD"), &answers[i]);
	for (int i = 0; i < HELD; i++)
		harness_wait(h, &answers[i]);
	assert_int_equal(store_held(h->reader, incident, NULL, ids, LIMIT_PAGE_ROWS, &count), 0);
	assert_int_equal(count, HELD);
	assert_int_equal(store_held(h->reader, other, NULL, ids, LIMIT_PAGE_ROWS, &count), 0);
	assert_int_equal(count, 0);
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_due(h), 0); /* it is open */
	assert_int_equal(close_by_hand(h, incident).rc, 0);
	while (judge_incidents(h).more) {
		ops++;
		assert_true(count_due(h) <= 256U * (unsigned)ops);
	}
	assert_int_equal(ops, 2);
	assert_int_equal(count_due(h), HELD);
	/* Judged again they are held no more. */
	assert_int_equal(harness_run(h, harness_seen(h, answers[0].id, "SEEN")).rc, 0);
	assert_int_equal(store_held(h->reader, incident, NULL, ids, LIMIT_PAGE_ROWS, &count), 0);
	assert_int_equal(count, HELD - 1);
	free(answers);
}

static struct answered
change_by_hand(struct harness *h, enum op_kind kind, uint64_t id, int64_t at_utc_ms)
{
	struct op *op = op_new(kind, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = id;
	if (kind == OP_INCIDENT_WAIT)
		op->incident.until_utc_ms = at_utc_ms;
	else
		op->incident.released_utc_ms = at_utc_ms;
	return harness_run(h, op);
}

static size_t
count_held(struct harness *h, uint64_t incident)
{
	uint64_t ids[4];
	size_t count;

	assert_int_equal(store_held(h->reader, incident, NULL, ids, 4, &count), 0);
	return count;
}

/* From the moment that a person said on; until then it can be taken back as if it had not been. */
static void
test_what_an_incident_holds_is_let_go_though_it_lasts(void **state)
{
	struct harness *h = *state;
	uint64_t incident = open_by_hand(h, "dhl", "").id, id = harness_register(h, "H", "H");
	int64_t then_utc_ms = h->now_utc_ms + MINUTE_MS;

	assert_int_equal(harness_run(h, harness_seen(h, id, "HELD")).rc, 0);
	assert_int_equal(change_by_hand(h, OP_INCIDENT_RELEASE, incident, then_utc_ms).rc, 0);
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_due(h), 0);
	assert_int_equal(change_by_hand(h, OP_INCIDENT_RELEASE, incident, AT_NONE).rc, 0);
	h->now_utc_ms = then_utc_ms;
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_due(h), 0);
	assert_int_equal(change_by_hand(h, OP_INCIDENT_RELEASE, incident, then_utc_ms).rc, 0);
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(count_due(h), 1);
	/* Judged again it is shown no incident; the incident is there. */
	assert_int_equal(harness_run(h, harness_seen(h, id, "HELD")).rc, 0);
	assert_int_equal(count_held(h, incident), 0);
	assert_int_equal(count_incidents(h, true), 1);
	/* Held again: the next look holds it. */
	assert_int_equal(change_by_hand(h, OP_INCIDENT_RELEASE, incident, AT_NONE).rc, 0);
	h->now_utc_ms += MINUTE_MS;
	assert_int_equal(harness_run(h, harness_seen(h, id, "HELD")).rc, 0);
	assert_int_equal(count_held(h, incident), 1);
	assert_int_equal(close_by_hand(h, incident).rc, 0);
	assert_int_equal(
	    change_by_hand(h, OP_INCIDENT_RELEASE, incident, then_utc_ms).rc, ERR_CONFLICT);
	assert_int_equal(change_by_hand(h, OP_INCIDENT_RELEASE, 99, AT_NONE).rc, ERR_NOT_FOUND);
}

static void
test_who_opened_an_incident_says_how_long_it_is_waited(void **state)
{
	struct harness *h = *state;
	uint64_t incident = open_by_hand(h, "ups", "").id;
	struct incident i;

	assert_int_equal(
	    change_by_hand(h, OP_INCIDENT_WAIT, incident, h->now_utc_ms + DAY_MS).rc, 0);
	assert_int_equal(store_incident(h->reader, incident, &i), 0);
	assert_true(i.until_utc_ms == h->now_utc_ms + DAY_MS);
	assert_int_equal(
	    change_by_hand(h, OP_INCIDENT_WAIT, incident, h->now_utc_ms).rc, ERR_RANGE);
	assert_int_equal(change_by_hand(h, OP_INCIDENT_WAIT, incident, AT_NONE).rc, 0);
	assert_int_equal(close_by_hand(h, incident).rc, 0);
	assert_int_equal(change_by_hand(h, OP_INCIDENT_WAIT, incident, AT_NONE).rc, ERR_CONFLICT);
	/* One that the judge opened ends when its parcels are heard of. */
	(void)harness_register(h, "A", "A");
	assert_int_equal(judge_incidents(h).rc, 0);
	assert_int_equal(
	    change_by_hand(h, OP_INCIDENT_WAIT, incident + 1, AT_NONE).rc, ERR_CONFLICT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_what_a_batch_teaches_adds_up_in_its_rows),
	    HARNESS_TEST(test_what_failed_alone_taught_nothing),
	    HARNESS_TEST(test_rows_are_walked_by_day_key_and_cell_within_a_range),
	    HARNESS_TEST(test_learning_survives_restart_exactly),
	    HARNESS_TEST(test_a_model_with_starts_in_between_is_the_one_without),
	    HARNESS_TEST(test_rows_past_their_horizon_go_and_the_model_hears_of_it),
	    HARNESS_TEST(test_a_past_shipment_teaches_once),
	    HARNESS_TEST(test_an_op_is_judged_by_what_was_taught_before_it_in_its_commit),
	    HARNESS_TEST(test_an_incident_is_opened_once_by_hand_and_closed),
	    HARNESS_TEST(test_the_judge_opens_and_closes_by_the_scans_of_the_last_hours),
	    HARNESS_TEST(test_a_closed_incident_wakes_what_it_held_by_and_by),
	    HARNESS_TEST(test_what_an_incident_holds_is_let_go_though_it_lasts),
	    HARNESS_TEST(test_who_opened_an_incident_says_how_long_it_is_waited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
