#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- register ---- */

static void
test_a_registered_shipment_can_be_read(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01"), ids[4];
	struct shipment s = SHIPMENT_INIT;
	struct schedule schedule;
	struct person person;
	struct order order;
	char shop[LIMIT_SHOP_ROOM], account[LIMIT_ACCOUNT_ROOM];
	size_t count;

	assert_int_equal(store_shipment(h->reader, id, &s), 0);
	assert_int_equal(store_shipment_shop(h->reader, id, shop), 0);
	assert_string_equal(shop, s.shop);
	assert_int_equal(store_shipment_account(h->reader, id, account), 0);
	assert_string_equal(account, s.account);
	assert_int_equal(store_shipment_shop(h->reader, id + 1, shop), ERR_NOT_FOUND);
	assert_string_equal(s.number, "JD01");
	assert_int_equal(s.state, PROMISE_ON_TRACK);
	assert_int_equal(store_person(h->reader, s.person, &person), 0);
	assert_string_equal(person.email, "ana.A-1@ejemplo.example");
	assert_int_equal(store_order(h->reader, "luna", "A-1", &order), 0);
	assert_int_equal(order.shipment_count, 1);
	assert_int_equal(store_schedule(h->reader, id, &schedule), 0);
	assert_int_equal(schedule.next_poll_utc_ms, h->now_utc_ms);
	assert_int_equal(store_by_number(h->reader, "jd 01", ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], id);
	assert_int_equal(store_by_order(h->reader, "", "A-1", ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_poll_due(h->reader, "dhl-main", h->now_utc_ms, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_poll_due(h->reader, "dhl-other", h->now_utc_ms, ids, 4, &count), 0);
	assert_int_equal(count, 0);
	shipment_clear(&s);
}

static void
test_registering_again_is_the_same_shipment(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01");
	struct answered again;
	struct store_status status;

	h->now_utc_ms += HOUR_MS;
	(void)harness_run(h, harness_seen(h, id, "SLIP")); /* what happened since does not matter */
	again = harness_run(h, harness_registration(h, "A-1", "JD01"));
	assert_int_equal(again.rc, 0);
	assert_true(again.existed);
	assert_int_equal(again.id, id);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.shipments, 1);
	assert_int_equal(status.persons, 1);
}

static void
test_registering_other_data_is_refused_with_advice(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01");
	struct op *op = harness_registration(h, "A-1", "JD01");
	struct answered a;

	op->registration.shipment.promise.until_day++;
	a = harness_run(h, op);
	assert_int_equal(a.rc, ERR_EXISTS);
	assert_int_equal(a.id, id);
	assert_non_null(strstr(a.text, "change"));
}

static void
test_people_are_one_by_email_whatever_its_case(void **state)
{
	struct harness *h = *state;
	struct op *op = harness_registration(h, "A-2", "JD02");
	struct shipment a = SHIPMENT_INIT, b = SHIPMENT_INIT;
	uint64_t id = harness_register(h, "A-1", "JD01"), ids[4];
	struct answered second;
	size_t count;

	(void)snprintf(op->registration.person.email, LIMIT_EMAIL_ROOM, "ANA.a-1@Ejemplo.example");
	second = harness_run(h, op);
	assert_int_equal(store_shipment(h->reader, id, &a), 0);
	assert_int_equal(store_shipment(h->reader, second.id, &b), 0);
	assert_int_equal(a.person, b.person);
	assert_int_equal(store_search(h->reader, "ana.a-1@ejemplo.example", ids, 4, &count), 0);
	assert_int_equal(count, 2);
	assert_int_equal(ids[0], second.id); /* newest first */
	shipment_clear(&a);
	shipment_clear(&b);
}

static void
test_an_order_has_room_for_so_many_parcels(void **state)
{
	struct harness *h = *state;
	char number[16];
	struct answered a;

	for (int i = 0; i < LIMIT_ORDER_PARCELS; i++) {
		(void)snprintf(number, sizeof(number), "JD%02d", i);
		(void)harness_register(h, "A-1", number);
	}
	a = harness_run(h, harness_registration(h, "A-1", "JD99"));
	assert_int_equal(a.rc, ERR_RANGE);
}

static void
test_people_are_found_by_words_numbers_and_phones(void **state)
{
	static const struct {
		const char *text;
		size_t found;
	} cases[] = {
	    {"gomez", 2}, /* folded: the record says Gómez */
	    {"GÓMEZ ana", 2},
	    {"ana a-1", 1},     /* a word of the person, one of the order */
	    {"gom", 2},         /* the last word is a prefix */
	    {"gom ana", 0},     /* others are whole */
	    {"600 000 001", 2}, /* without the country */
	    {"+34600000001", 2},
	    {"JD 01", 1},
	    {"jd0", 2},
	    {"ejemplo", 2},
	    {"nobody", 0},
	    {"", 0},
	};
	struct harness *h = *state;
	uint64_t ids[8];
	size_t count;

	(void)harness_register(h, "A-1", "JD01");
	(void)harness_register(h, "A-2", "JD02");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(store_search(h->reader, cases[i].text, ids, 8, &count), 0);
		if (count != cases[i].found)
			print_message("'%s' finds %zu\n", cases[i].text, count);
		assert_int_equal(count, cases[i].found);
	}
}

/* ---- review ---- */

static void
test_a_slip_commits_its_notice_order_and_journal_with_it(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01"), ids[4], notice;
	struct journal_entry entries[8];
	struct shipment s = SHIPMENT_INIT;
	struct store_due due;
	struct notice n;
	size_t count;

	assert_int_equal(harness_run(h, harness_seen(h, id, "SLIP")).rc, 0);
	assert_int_equal(store_shipment(h->reader, id, &s), 0);
	assert_int_equal(s.state, PROMISE_SLIPPING);
	notice = harness_notice(h, "A-1");
	assert_int_equal(store_notice(h->reader, notice, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_PENDING);
	assert_int_equal(
	    store_outbox_due(h->reader, CHANNEL_EMAIL, h->now_utc_ms, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	store_due(h->store, &due);
	assert_int_equal(due.outbox_utc_ms, h->now_utc_ms);
	assert_int_equal(store_by_state(h->reader, PROMISE_SLIPPING, NULL, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_by_state(h->reader, PROMISE_ON_TRACK, NULL, ids, 4, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(store_journal_of(h->reader, id, 0, entries, 8, &count), 0);
	assert_int_equal(count, 3);
	assert_string_equal(entries[0].name, "seen");
	assert_string_equal(entries[2].name, "shipment.registered");
	/* The same notice again is no second one. */
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(harness_run(h, harness_seen(h, id, "SLIP")).rc, 0);
	assert_int_equal(harness_notice(h, "A-1"), notice);
	shipment_clear(&s);
}

static void
test_effects_reach_what_the_context_showed(void **state)
{
	struct harness *h = *state;
	uint64_t first = harness_register(h, "A-1", "JD01"), second, notice, ids[4];
	struct case_record c;
	struct order order;
	struct notice n;
	size_t count;

	second = harness_register(h, "A-1", "JD02");
	assert_int_equal(harness_run(h, harness_seen(h, first, "TWO")).rc, 0);
	assert_int_equal(store_order(h->reader, "luna", "A-1", &order), 0);
	assert_int_equal(order.shipment_count, 2);
	assert_int_equal(order.obligation_utc_ms, h->now_utc_ms + DAY_MS);
	notice = harness_notice(h, "A-1");
	assert_int_equal(harness_run(h, harness_seen(h, second, "JOIN")).rc, 0);
	assert_int_equal(harness_run(h, harness_seen(h, second, "JOIN")).rc, 0);
	assert_int_equal(store_notice(h->reader, notice, &n), 0);
	assert_int_equal(n.shipment_count, 2); /* each once */
	assert_int_equal(n.shipments[1], second);
	assert_int_equal(n.facts.count, 2);
	assert_int_equal(n.due_utc_ms, h->now_utc_ms + HOUR_MS);
	assert_int_equal(harness_run(h, harness_seen(h, first, "HOLD")).rc, 0);
	assert_int_equal(store_notice(h->reader, notice, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_HELD);
	assert_string_equal(n.answer_text, "because of HOLD");
	assert_int_equal(harness_run(h, harness_seen(h, first, "LOUD")).rc, 0);
	assert_int_equal(store_cases(h->reader, "luna", "A-1", NULL, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_case(h->reader, ids[0], &c), 0);
	assert_true(c.escalated);
	assert_int_equal(harness_run(h, harness_seen(h, first, "OVER")).rc, 0);
	assert_int_equal(store_notice(h->reader, notice, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_SUPERSEDED);
	assert_int_equal(n.settled_utc_ms, h->now_utc_ms);
	assert_int_equal(store_case(h->reader, ids[0], &c), 0);
	assert_int_equal(c.state, CASE_RESOLVED);
	assert_string_equal(c.notes[0].text, "because of OVER");
	/* The same condition later is a new case. */
	assert_int_equal(harness_run(h, harness_seen(h, first, "CASE")).rc, 0);
	assert_int_equal(store_cases(h->reader, "luna", "A-1", NULL, ids, 4, &count), 0);
	assert_int_equal(count, 2);
}

static struct op *
polled(struct harness *h, uint64_t id, int error, bool unchanged)
{
	struct op *op = op_new(OP_REVIEW, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = id;
	op->review.polled = true;
	op->review.error = error;
	op->review.unchanged = unchanged;
	op->review.asked_utc_ms = h->now_utc_ms;
	return op;
}

static void
test_an_unchanged_reply_writes_the_schedule_alone(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01");
	struct schedule was, is;
	struct store_due before, after;

	assert_int_equal(store_schedule(h->reader, id, &was), 0);
	store_due(h->store, &before);
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(harness_run(h, polled(h, id, 0, true)).rc, 0);
	assert_int_equal(store_schedule(h->reader, id, &is), 0);
	store_due(h->store, &after);
	assert_int_equal(before.journal_seq, after.journal_seq);
	assert_int_equal(is.last_ok_utc_ms, h->now_utc_ms);
	assert_in_range(
	    is.next_poll_utc_ms, h->now_utc_ms + 50 * MINUTE_MS, h->now_utc_ms + 70 * MINUTE_MS);
	assert_int_equal(after.poll_utc_ms, is.next_poll_utc_ms);
}

static void
test_failed_polls_move_the_schedule_by_their_disposition(void **state)
{
	static const struct {
		int error;
		int64_t least_ms, most_ms; /* 0: never again */
	} cases[] = {
	    {ERR_NOT_FOUND, 50 * MINUTE_MS, 70 * MINUTE_MS},
	    {ERR_NETWORK, MINUTE_MS / 2, 2 * MINUTE_MS},
	    {ERR_MALFORMED, 5 * HOUR_MS, 7 * HOUR_MS},
	    {ERR_BAD_CREDENTIALS, MINUTE_MS / 2, 15 * MINUTE_MS},
	    {ERR_REJECTED, 0, 0},
	};
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01");
	struct schedule s;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		h->now_utc_ms += HOUR_MS;
		assert_int_equal(harness_run(h, polled(h, id, cases[i].error, false)).rc, 0);
		assert_int_equal(store_schedule(h->reader, id, &s), 0);
		assert_int_equal(s.error, cases[i].error);
		if (cases[i].most_ms == 0)
			assert_true(s.next_poll_utc_ms == AT_NONE);
		else
			assert_in_range(s.next_poll_utc_ms, h->now_utc_ms + cases[i].least_ms,
			    h->now_utc_ms + cases[i].most_ms);
	}
}

static void
test_a_delivered_parcel_is_asked_about_no_more(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01"), ids[4];
	struct store_status status;
	size_t count;

	assert_int_equal(harness_run(h, harness_seen(h, id, "DELIVERED")).rc, 0);
	assert_int_equal(store_poll_due(h->reader, "dhl-main", INT64_MAX, ids, 4, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(store_review_due(h->reader, INT64_MAX, ids, 4, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.open, 0);
	assert_int_equal(store_by_state(h->reader, PROMISE_KEPT, NULL, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(
	    harness_run(h, op_new(OP_POLL_NOW, h->now_utc_ms, NULL)).rc, ERR_NOT_FOUND);
}

/* Their deadlines in hours, the last has none; every second one slips, the third is over. */
static void
test_states_under_way_are_one_list_by_deadline(void **state)
{
	static const int hours[] = {50, 30, 10, 30, 20, 0};
	static const size_t wanted[] = {4, 1, 3, 0, 5};
	enum { ALL = 1 << PROMISE_ON_TRACK | 1 << PROMISE_SLIPPING };
	struct harness *h = *state;
	struct store_under_way rows[8], *after = NULL;
	uint64_t ids[6];
	size_t count, seen = 0;

	for (size_t i = 0; i < 6; i++) {
		char name[8];
		struct op *op;

		(void)snprintf(name, sizeof(name), "A-%zu", i);
		op = harness_registration(h, name, name);
		op->registration.shipment.promise.deadline_utc_ms =
		    hours[i] > 0 ? HARNESS_START + hours[i] * HOUR_MS : AT_NONE;
		ids[i] = harness_run(h, op).id;
		if (i % 2 == 1 || i == 2)
			assert_int_equal(
			    harness_run(h, harness_seen(h, ids[i], i == 2 ? "DELIVERED" : "SLIP"))
				.rc,
			    0);
	}
	do { /* pages of two */
		assert_int_equal(store_under_way(h->reader, ALL, after, rows, 2, &count), 0);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(rows[i].id, ids[wanted[seen++]]);
		if (count > 0)
			rows[7] = rows[count - 1];
		after = &rows[7];
	} while (count > 0);
	assert_int_equal(seen, 5);
	assert_int_equal(rows[7].deadline_utc_ms, AT_NONE);
	assert_int_equal(
	    store_under_way(h->reader, 1 << PROMISE_SLIPPING, NULL, rows, 8, &count), 0);
	assert_int_equal(count, 3);
	assert_int_equal(rows[0].id, ids[1]);
	/* A row that has gone meanwhile is where the list goes on all the same. */
	rows[7] = (struct store_under_way){HARNESS_START + 25 * HOUR_MS, 1};
	assert_int_equal(store_under_way(h->reader, ALL, &rows[7], rows, 8, &count), 0);
	assert_int_equal(count, 4);
	assert_int_equal(rows[0].id, ids[1]);
}

static void
test_time_alone_wakes_an_open_parcel_within_a_day(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01"), ids[4];
	struct op *op;
	size_t count;

	assert_int_equal(
	    store_review_due(h->reader, h->now_utc_ms + LIMIT_REVIEW_MAX_MS, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	h->now_utc_ms += LIMIT_REVIEW_MAX_MS;
	op = op_new(OP_REVIEW, h->now_utc_ms, h->policy);
	op->id = id;
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(store_review_due(h->reader, h->now_utc_ms + MINUTE_MS, ids, 4, &count), 0);
	assert_int_equal(count, 0);
}

static void
test_a_change_of_number_moves_its_index_and_asks_at_once(void **state)
{
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01"), ids[4];
	struct op *op = op_new(OP_CHANGE, h->now_utc_ms + HOUR_MS, h->policy);
	struct schedule s;
	size_t count;

	assert_int_equal(harness_run(h, polled(h, id, ERR_REJECTED, false)).rc, 0);
	op->id = id;
	op->change.has_number = true;
	(void)snprintf(op->change.number, sizeof(op->change.number), "JD77");
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(store_by_number(h->reader, "JD01", ids, 4, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(store_search(h->reader, "JD77", ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_schedule(h->reader, id, &s), 0);
	assert_int_equal(s.next_poll_utc_ms, h->now_utc_ms + HOUR_MS);
}

static void
test_what_is_not_there_is_said(void **state)
{
	static const enum op_kind kinds[] = {OP_REVIEW, OP_CHANGE, OP_ATTEMPT_BEGIN, OP_ATTEMPT_END,
	    OP_NOTICE, OP_CASE, OP_POLL_NOW};
	struct harness *h = *state;
	struct store_status status;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct op *op = op_new(kinds[i], h->now_utc_ms, h->policy);

		op->id = 77;
		assert_int_equal(harness_run(h, op).rc, ERR_NOT_FOUND);
	}
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.aside, 0); /* an answer, no failure */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_a_registered_shipment_can_be_read),
	    HARNESS_TEST(test_registering_again_is_the_same_shipment),
	    HARNESS_TEST(test_registering_other_data_is_refused_with_advice),
	    HARNESS_TEST(test_people_are_one_by_email_whatever_its_case),
	    HARNESS_TEST(test_an_order_has_room_for_so_many_parcels),
	    HARNESS_TEST(test_people_are_found_by_words_numbers_and_phones),
	    HARNESS_TEST(test_a_slip_commits_its_notice_order_and_journal_with_it),
	    HARNESS_TEST(test_effects_reach_what_the_context_showed),
	    HARNESS_TEST(test_an_unchanged_reply_writes_the_schedule_alone),
	    HARNESS_TEST(test_failed_polls_move_the_schedule_by_their_disposition),
	    HARNESS_TEST(test_a_delivered_parcel_is_asked_about_no_more),
	    HARNESS_TEST(test_states_under_way_are_one_list_by_deadline),
	    HARNESS_TEST(test_time_alone_wakes_an_open_parcel_within_a_day),
	    HARNESS_TEST(test_a_change_of_number_moves_its_index_and_asks_at_once),
	    HARNESS_TEST(test_what_is_not_there_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
