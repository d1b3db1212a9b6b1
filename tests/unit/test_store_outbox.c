#include "monitor/promise/judge.h"
#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A notice of an order whose recheck goes by `rule` ("" sends). */
static uint64_t
noticed(struct harness *h, const char *order, const char *rule)
{
	struct op *op = harness_registration(h, order, order + 2);
	struct answered a;

	(void)snprintf(op->registration.shipment.service, 64, "%s", rule);
	a = harness_run(h, op);
	assert_int_equal(a.rc, 0);
	assert_int_equal(harness_run(h, harness_seen(h, a.id, "SLIP")).rc, 0);
	return harness_notice(h, order);
}

static struct answered
begin(struct harness *h, uint64_t notice, const char *bytes, const char *message_id)
{
	struct op *op = op_new(OP_ATTEMPT_BEGIN, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = notice;
	assert_int_equal(buf_add_str(&op->begin.message, bytes), 0);
	(void)snprintf(op->begin.message_id, sizeof(op->begin.message_id), "%s", message_id);
	return harness_run(h, op);
}

static struct answered
end(struct harness *h, uint64_t notice, enum answer answer, int64_t next_utc_ms)
{
	struct op *op = op_new(OP_ATTEMPT_END, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = notice;
	op->end.answer = answer;
	op->end.next_utc_ms = next_utc_ms;
	(void)snprintf(op->text, sizeof(op->text), "250 fine");
	return harness_run(h, op);
}

static struct answered
verb(struct harness *h, uint64_t notice, enum notice_verb what)
{
	struct op *op = op_new(OP_NOTICE, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = notice;
	op->notice_verb = what;
	return harness_run(h, op);
}

static struct notice
read_notice(struct harness *h, uint64_t id)
{
	struct notice n;

	assert_int_equal(store_notice(h->reader, id, &n), 0);
	return n;
}

static void
test_an_attempt_sends_and_tells_the_order(void **state)
{
	struct harness *h = *state;
	uint64_t id = noticed(h, "A-1", "");
	struct answered a = begin(h, id, "Dear Ana", "m1@luna.example");
	struct order order;
	struct buf bytes = BUF_INIT(100);

	assert_int_equal(a.rc, 0);
	assert_int_equal(a.recheck, RECHECK_SEND);
	assert_string_equal(a.message, "Dear Ana");
	assert_string_equal(a.message_id, "m1@luna.example");
	assert_int_equal(a.attempt, 1);
	assert_int_equal(read_notice(h, id).state, NOTICE_STATE_SENDING);
	/* Nobody else may send it now. */
	assert_int_equal(begin(h, id, "x", "m2").rc, ERR_CONFLICT);
	assert_int_equal(end(h, id, ANSWER_OK, AT_NONE).rc, 0);
	assert_int_equal(read_notice(h, id).state, NOTICE_STATE_SENT);
	assert_string_equal(read_notice(h, id).answer_text, "250 fine");
	assert_int_equal(store_order(h->reader, "luna", "A-1", &order), 0);
	assert_int_equal(order.told_utc_ms, h->now_utc_ms);
	assert_int_equal(store_message(h->reader, id, &bytes), 0);
	assert_string_equal(buf_str(&bytes), "Dear Ana");
	assert_int_equal(end(h, id, ANSWER_OK, AT_NONE).rc, ERR_CONFLICT);
	buf_clear(&bytes);
}

static void
test_a_retry_sends_the_bytes_of_the_first_attempt(void **state)
{
	struct harness *h = *state;
	uint64_t id = noticed(h, "A-1", ""), ids[2];
	struct answered a;
	size_t count;

	(void)begin(h, id, "first words", "m1");
	assert_int_equal(end(h, id, ANSWER_TEMPORARY, h->now_utc_ms + HOUR_MS).rc, 0);
	assert_int_equal(
	    store_outbox_due(h->reader, CHANNEL_EMAIL, h->now_utc_ms, ids, 2, &count), 0);
	assert_int_equal(count, 0);
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(
	    store_outbox_due(h->reader, CHANNEL_EMAIL, h->now_utc_ms, ids, 2, &count), 0);
	assert_int_equal(count, 1);
	a = begin(h, id, "other words", "m2");
	assert_string_equal(a.message, "first words");
	assert_string_equal(a.message_id, "m1");
	assert_int_equal(a.attempt, 2);
}

static void
test_a_first_attempt_without_bytes_is_refused(void **state)
{
	struct harness *h = *state;
	uint64_t id = noticed(h, "A-1", "");

	assert_int_equal(begin(h, id, "", "").rc, ERR_MALFORMED);
	assert_int_equal(read_notice(h, id).state, NOTICE_STATE_PENDING);
}

static void
test_each_answer_has_its_state(void **state)
{
	static const struct {
		enum answer answer;
		int64_t next_in_ms; /* 0: never */
		enum notice_state state;
		int32_t attempts;
		size_t cases;
	} cases[] = {
	    {ANSWER_OK, 0, NOTICE_STATE_SENT, 1, 0},
	    {ANSWER_TEMPORARY, HOUR_MS, NOTICE_STATE_PENDING, 1, 0},
	    {ANSWER_TEMPORARY, 0, NOTICE_STATE_DEAD, 1, 0},
	    {ANSWER_PERMANENT, 0, NOTICE_STATE_REFUSED, 1, 1},
	    {ANSWER_TONE, 0, NOTICE_STATE_REFUSED, 1, 1},
	    {ANSWER_IN_DOUBT, HOUR_MS, NOTICE_STATE_IN_DOUBT, 1, 0},
	    {ANSWER_CHANNEL_FAILING, HOUR_MS, NOTICE_STATE_PENDING, 0, 0},
	};
	struct harness *h = *state;
	char order[16];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t id, ids[2];
		struct notice n;
		size_t count;
		int64_t next =
		    cases[i].next_in_ms != 0 ? h->now_utc_ms + cases[i].next_in_ms : AT_NONE;

		(void)snprintf(order, sizeof(order), "A-%zu", i);
		id = noticed(h, order, "");
		(void)begin(h, id, "words", "m");
		assert_int_equal(end(h, id, cases[i].answer, next).rc, 0);
		n = read_notice(h, id);
		assert_int_equal(n.state, cases[i].state);
		assert_int_equal(n.attempts, cases[i].attempts);
		assert_int_equal(n.answer, cases[i].answer);
		if (next != AT_NONE)
			assert_int_equal(n.due_utc_ms, next);
		assert_int_equal(store_cases(h->reader, "luna", order, NULL, ids, 2, &count), 0);
		assert_int_equal(count, cases[i].cases);
	}
}

static void
test_recheck_decides_before_the_first_byte(void **state)
{
	struct harness *h = *state;
	uint64_t held = noticed(h, "A-1", "hold"), late = noticed(h, "A-2", "later");
	uint64_t over = noticed(h, "A-3", "superseded");
	struct buf bytes = BUF_INIT(100);
	struct answered a;

	a = begin(h, held, "words", "m");
	assert_int_equal(a.recheck, RECHECK_HOLD);
	assert_string_equal(a.text, "held by rule, of 1: 1 asked every 3600000 ms");
	assert_string_equal(a.message, "");
	assert_int_equal(read_notice(h, held).state, NOTICE_STATE_HELD);
	assert_int_equal(begin(h, late, "words", "m").recheck, RECHECK_LATER);
	assert_int_equal(read_notice(h, late).state, NOTICE_STATE_PENDING);
	assert_int_equal(read_notice(h, late).due_utc_ms, h->now_utc_ms + 3 * HOUR_MS);
	assert_int_equal(begin(h, over, "words", "m").recheck, RECHECK_SUPERSEDED);
	assert_int_equal(read_notice(h, over).state, NOTICE_STATE_SUPERSEDED);
	assert_string_equal(read_notice(h, over).answer_text, "delivered meanwhile");
	assert_int_equal(store_message(h->reader, over, &bytes), ERR_NOT_FOUND);
	buf_clear(&bytes);
}

static void
test_what_was_being_sent_at_a_crash_is_in_doubt_and_repeated_alike(void **state)
{
	struct harness *h = *state;
	uint64_t id = noticed(h, "A-1", ""), ids[2];
	struct answered a;
	size_t count;

	(void)begin(h, id, "words", "m1");
	harness_close(h);
	harness_open(h);
	assert_int_equal(read_notice(h, id).state, NOTICE_STATE_IN_DOUBT);
	assert_int_equal(
	    store_outbox_due(h->reader, CHANNEL_EMAIL, h->now_utc_ms, ids, 2, &count), 0);
	assert_int_equal(count, 1);
	a = begin(h, id, "new words", "m2");
	assert_string_equal(a.message, "words");
	assert_string_equal(a.message_id, "m1");
}

static void
test_a_doubt_whose_time_is_over_is_not_repeated(void **state)
{
	struct harness *h = *state;
	uint64_t id = noticed(h, "A-1", "");

	(void)begin(h, id, "words", "m1");
	(void)end(h, id, ANSWER_IN_DOUBT, h->now_utc_ms);
	h->now_utc_ms += 3 * (int64_t)DAY_MS;
	assert_int_equal(begin(h, id, "words", "m1").recheck, RECHECK_SUPERSEDED);
	assert_int_equal(read_notice(h, id).state, NOTICE_STATE_SUPERSEDED);
}

static void
test_people_hold_release_drop_retry_and_resend(void **state)
{
	struct harness *h = *state;
	uint64_t id = noticed(h, "A-1", ""), again, ids[4];
	struct answered a;
	size_t count;

	assert_int_equal(verb(h, id, NOTICE_RELEASE).rc, ERR_CONFLICT);
	assert_int_equal(verb(h, id, NOTICE_HOLD).rc, 0);
	assert_int_equal(store_outbox_due(h->reader, CHANNEL_EMAIL, INT64_MAX, ids, 4, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(begin(h, id, "w", "m").rc, ERR_CONFLICT);
	assert_int_equal(verb(h, id, NOTICE_RELEASE).rc, 0);
	assert_int_equal(read_notice(h, id).state, NOTICE_STATE_PENDING);
	assert_int_equal(verb(h, id, NOTICE_DROP).rc, 0);
	assert_int_equal(read_notice(h, id).state, NOTICE_STATE_SUPERSEDED);
	assert_int_equal(verb(h, id, NOTICE_RETRY).rc, ERR_CONFLICT);
	a = verb(h, id, NOTICE_RESEND);
	assert_int_equal(a.rc, 0);
	again = a.id;
	assert_int_not_equal(again, id);
	assert_true(read_notice(h, again).by_hand);
	(void)begin(h, again, "words", "m");
	(void)end(h, again, ANSWER_TEMPORARY, AT_NONE);
	assert_int_equal(read_notice(h, again).state, NOTICE_STATE_DEAD);
	h->now_utc_ms += 5 * (int64_t)DAY_MS;
	assert_int_equal(verb(h, again, NOTICE_RETRY).rc, 0);
	assert_int_equal(begin(h, again, "words", "m").recheck, RECHECK_SEND);
	assert_int_equal(store_notices(h->reader, 0, "luna", "A-1", NULL, ids, 4, &count), 0);
	assert_int_equal(count, 2);
	assert_int_equal(ids[0], again);
	assert_int_equal(
	    store_notices(h->reader, NOTICE_STATE_SENDING, "luna", "A-1", NULL, ids, 4, &count), 0);
	assert_int_equal(count, 1);
}

static void
test_notices_come_in_pages_newest_first(void **state)
{
	struct harness *h = *state;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[2], last = UINT64_MAX;
	size_t count, sum = 0;
	char order[16];

	for (int i = 0; i < 5; i++) {
		(void)snprintf(order, sizeof(order), "A-%d", i);
		(void)noticed(h, order, "");
	}
	do {
		assert_int_equal(store_notices(h->reader, 0, "", "", &cursor, ids, 2, &count), 0);
		for (size_t i = 0; i < count; i++) {
			assert_true(ids[i] < last);
			last = ids[i];
		}
		sum += count;
	} while (count > 0);
	assert_int_equal(sum, 5);
}

/* ---- cases ---- */

static struct answered
case_do(struct harness *h, uint64_t id, enum case_verb what, const char *author, const char *text)
{
	struct op *op = op_new(OP_CASE, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = id;
	op->case_verb = what;
	(void)snprintf(op->author, sizeof(op->author), "%s", author);
	(void)snprintf(op->text, sizeof(op->text), "%s", text);
	return harness_run(h, op);
}

static void
test_a_case_has_one_owner_notes_and_an_end(void **state)
{
	struct harness *h = *state;
	uint64_t shipment = harness_register(h, "A-1", "JD01"), ids[4], id;
	struct store_status status;
	struct case_record c;
	size_t count;

	(void)harness_run(h, harness_seen(h, shipment, "CASE"));
	(void)harness_run(h, harness_seen(h, shipment, "CASE")); /* no second one */
	assert_int_equal(store_cases(h->reader, "", "", NULL, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	id = ids[0];
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.cases_unowned, 1);
	assert_int_equal(case_do(h, id, CASE_CLAIM, "marta", "").rc, 0);
	assert_int_equal(case_do(h, id, CASE_CLAIM, "jon", "").rc, ERR_CONFLICT);
	for (int i = 0; i < LIMIT_CASE_NOTES + 2; i++)
		assert_int_equal(case_do(h, id, CASE_NOTE, "jon", i == 0 ? "first" : "more").rc, 0);
	assert_int_equal(store_case(h->reader, id, &c), 0);
	assert_int_equal(c.note_count, LIMIT_CASE_NOTES);
	assert_string_equal(c.notes[0].text, "more");
	assert_string_equal(c.owner, "marta");
	/* Given to another by whoever sees it, to nobody, and back; that is no note. */
	assert_int_equal(case_do(h, id, CASE_ASSIGN, "ivan", "jon").rc, 0);
	assert_int_equal(case_do(h, id, CASE_CLAIM, "marta", "").rc, ERR_CONFLICT);
	assert_int_equal(case_do(h, id, CASE_ASSIGN, "ivan", "").rc, 0);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.cases_unowned, 1);
	assert_int_equal(case_do(h, id, CASE_ASSIGN, "ivan", "marta").rc, 0);
	assert_int_equal(store_case(h->reader, id, &c), 0);
	assert_int_equal(c.state, CASE_CLAIMED);
	assert_string_equal(c.notes[LIMIT_CASE_NOTES - 1].author, "jon");
	assert_int_equal(case_do(h, id, CASE_RESOLVE, "marta", "called the carrier").rc, 0);
	assert_int_equal(case_do(h, id, CASE_ASSIGN, "ivan", "jon").rc, ERR_CONFLICT);
	assert_int_equal(case_do(h, id, CASE_RESOLVE, "marta", "").rc, 0);
	assert_int_equal(case_do(h, id, CASE_CLAIM, "jon", "").rc, ERR_CONFLICT);
	assert_int_equal(store_cases(h->reader, "", "", NULL, ids, 4, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(store_cases(h->reader, "luna", "A-1", NULL, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.cases_open, 0);
}

/* ---- the rest ---- */

static void
test_an_accounts_calls_survive_and_its_failing_leaves_a_gap(void **state)
{
	struct harness *h = *state;
	struct account_state a;
	struct op *op = op_new(OP_ACCOUNT, h->now_utc_ms, NULL);

	(void)snprintf(op->account.id, sizeof(op->account.id), "dhl-main");
	op->account.window_day = 100;
	op->account.calls = 40;
	op->account.failing_since_utc_ms = h->now_utc_ms;
	assert_int_equal(harness_run(h, op).rc, 0);
	harness_close(h);
	harness_open(h);
	op = op_new(OP_ACCOUNT, h->now_utc_ms + HOUR_MS, NULL);
	(void)snprintf(op->account.id, sizeof(op->account.id), "dhl-main");
	op->account.window_day = 100;
	op->account.calls = 3; /* a new process that has not read it */
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(store_account(h->reader, "dhl-main", &a), 0);
	assert_int_equal(a.calls, 40);
	assert_true(a.failing_since_utc_ms == AT_NONE);
	assert_int_equal(store_account(h->reader, "never", &a), 0);
	assert_string_equal(a.id, "never");
	assert_true(a.ok_utc_ms == AT_NONE);
}

static void
test_pause_gap_and_clock_are_kept(void **state)
{
	struct harness *h = *state;
	struct store_status status;
	struct op *op = op_new(OP_PAUSE, h->now_utc_ms, NULL);
	bool paused;

	(void)snprintf(op->pause.shop, sizeof(op->pause.shop), "luna");
	op->pause.on = true;
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(store_paused(h->reader, "luna", &paused), 0);
	assert_true(paused);
	assert_int_equal(store_paused(h->reader, "sol", &paused), 0);
	assert_false(paused);
	op = op_new(OP_GAP, h->now_utc_ms, NULL);
	op->gap.from_utc_ms = h->now_utc_ms - DAY_MS;
	op->gap.until_utc_ms = h->now_utc_ms;
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(harness_run(h, op_new(OP_CLOCK, h->now_utc_ms + DAY_MS, NULL)).rc, 0);
	/* World time never runs back. */
	assert_int_equal(harness_run(h, op_new(OP_CLOCK, h->now_utc_ms, NULL)).rc, 0);
	harness_close(h);
	harness_open(h);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.clock_utc_ms, h->now_utc_ms + DAY_MS);
	assert_int_equal(status.gap.from_utc_ms, h->now_utc_ms - DAY_MS);
}

/* What the harness's digest says of it, once a day. */
static int64_t
braked_hour(struct harness *h)
{
	struct op *op = op_new(OP_SHOP, h->now_utc_ms, h->policy);
	uint64_t id;
	size_t count;

	(void)snprintf(op->shop, sizeof(op->shop), "luna");
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(store_notices(h->reader, 0, "", "", NULL, &id, 1, &count), 0);
	return read_notice(h, id).facts.count / 1000000;
}

static void
test_the_brake_counts_the_bad_news_of_an_hour(void **state)
{
	struct harness *h = *state;

	(void)harness_run(h, harness_seen(h, harness_register(h, "A-1", "JD01"), "SLIP"));
	(void)harness_run(h, harness_seen(h, harness_register(h, "A-2", "JD02"), "ARRIVED"));
	assert_int_equal(braked_hour(h), 1);
	h->now_utc_ms += DAY_MS - 50 * MINUTE_MS;
	(void)harness_run(h, harness_seen(h, harness_register(h, "A-3", "JD03"), "SLIP"));
	(void)harness_run(h, harness_seen(h, harness_register(h, "A-4", "JD04"), "SLIP"));
	h->now_utc_ms += 50 * MINUTE_MS;
	assert_int_equal(braked_hour(h), 2);
}

/* The real words to a shop; the harness has learned nothing that they would understand. */
static int
real_shop(const struct shop_input *in, struct effects *out)
{
	struct shop_input copy = *in;

	copy.model = NULL;
	return judge_default.shop(&copy, out);
}

static size_t
brakes_told(struct harness *h)
{
	struct op *op = op_new(OP_SHOP, h->now_utc_ms, h->policy);
	uint64_t ids[8];
	size_t count, told = 0;

	(void)snprintf(op->shop, sizeof(op->shop), "luna");
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(store_notices(h->reader, 0, "", "", NULL, ids, 8, &count), 0);
	for (size_t i = 0; i < count; i++)
		told += read_notice(h, ids[i]).kind == NOTICE_BRAKE;
	return told;
}

static void
test_the_brake_is_told_again_after_an_hour_alone(void **state)
{
	struct harness *h = *state;
	static struct judge judge; /* outlives the test: the harness is closed after it */
	uint64_t slips;

	judge = harness_judge;
	judge.shop = real_shop;
	harness_close(h);
	h->options.judge = &judge;
	h->policy->shops[0].digest_second = -1;
	h->now_utc_ms -= h->now_utc_ms % HOUR_MS + 10 * MINUTE_MS;
	harness_open(h);
	slips = harness_register(h, "A-1", "JD01");
	(void)harness_run(h, harness_seen(h, slips, "SLIP"));
	(void)harness_run(h, harness_seen(h, slips, "HOLD"));
	assert_int_equal(brakes_told(h), 1);
	h->now_utc_ms += 20 * MINUTE_MS; /* another hour has begun */
	assert_int_equal(brakes_told(h), 1);
	harness_close(h);
	harness_open(h);
	assert_int_equal(brakes_told(h), 1);
	h->now_utc_ms += 40 * MINUTE_MS;
	assert_int_equal(brakes_told(h), 2);
}

static void
test_a_closed_parcel_is_looked_at_when_the_judge_wants_it(void **state)
{
	struct harness *h = *state;
	uint64_t first = harness_register(h, "A-1", "JD01"), due[4];
	size_t count;

	(void)harness_run(h, harness_seen(h, first, "DELIVERED"));
	h->now_utc_ms += 2 * (int64_t)DAY_MS;
	assert_int_equal(store_review_due(h->reader, h->now_utc_ms, due, 4, &count), 0);
	assert_int_equal(count, 0);
	(void)harness_run(h, harness_seen(h, harness_register(h, "A-1", "JD02"), "WAKE"));
	assert_int_equal(store_review_due(h->reader, h->now_utc_ms, due, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(due[0], first);
}

static void
test_a_digest_counts_since_the_last_one(void **state)
{
	struct harness *h = *state;
	static const int64_t kept[] = {2000, 0};
	uint64_t ids[4];
	size_t count;

	(void)harness_run(h, harness_seen(h, harness_register(h, "A-1", "JD01"), "DELIVERED"));
	(void)harness_run(h, harness_seen(h, harness_register(h, "A-2", "JD02"), "DELIVERED"));
	for (size_t day = 0; day < 2; day++) {
		for (int twice = 0; twice < 2; twice++) { /* the second is the same digest */
			struct op *op = op_new(OP_SHOP, h->now_utc_ms, h->policy);

			(void)snprintf(op->shop, sizeof(op->shop), "luna");
			assert_int_equal(harness_run(h, op).rc, 0);
		}
		assert_int_equal(store_notices(h->reader, 0, "", "", NULL, ids, 4, &count), 0);
		assert_int_equal(count, day + 1);
		assert_int_equal(read_notice(h, ids[0]).facts.count, kept[day]);
		h->now_utc_ms += DAY_MS;
	}
}

static void
test_skeletons_are_few_and_age(void **state)
{
	struct harness *h = *state;
	struct store_status status;

	for (int i = 0; i < 10; i++) {
		struct op *op = op_new(OP_SKELETON, h->now_utc_ms + i, NULL);

		(void)snprintf(op->skeleton.account, sizeof(op->skeleton.account), "dhl-main");
		op->skeleton.error = ERR_MALFORMED;
		assert_int_equal(buf_add_str(&op->skeleton.bytes, "{\"a\":4}"), 0);
		assert_int_equal(harness_run(h, op).rc, 0);
	}
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.skeletons, 4);
	h->now_utc_ms += LIMIT_SKELETON_AGE_MS + HOUR_MS;
	for (int i = 0; i < 2; i++) {
		struct op *op = op_new(OP_SKELETON, h->now_utc_ms + i, NULL);

		(void)snprintf(op->skeleton.account, sizeof(op->skeleton.account), "dhl-main");
		op->skeleton.error = ERR_MALFORMED;
		assert_int_equal(harness_run(h, op).rc, 0);
	}
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.skeletons, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_an_attempt_sends_and_tells_the_order),
	    HARNESS_TEST(test_a_retry_sends_the_bytes_of_the_first_attempt),
	    HARNESS_TEST(test_a_first_attempt_without_bytes_is_refused),
	    HARNESS_TEST(test_each_answer_has_its_state),
	    HARNESS_TEST(test_recheck_decides_before_the_first_byte),
	    HARNESS_TEST(test_what_was_being_sent_at_a_crash_is_in_doubt_and_repeated_alike),
	    HARNESS_TEST(test_a_doubt_whose_time_is_over_is_not_repeated),
	    HARNESS_TEST(test_people_hold_release_drop_retry_and_resend),
	    HARNESS_TEST(test_notices_come_in_pages_newest_first),
	    HARNESS_TEST(test_a_case_has_one_owner_notes_and_an_end),
	    HARNESS_TEST(test_an_accounts_calls_survive_and_its_failing_leaves_a_gap),
	    HARNESS_TEST(test_pause_gap_and_clock_are_kept),
	    HARNESS_TEST(test_the_brake_counts_the_bad_news_of_an_hour),
	    HARNESS_TEST(test_the_brake_is_told_again_after_an_hour_alone),
	    HARNESS_TEST(test_a_closed_parcel_is_looked_at_when_the_judge_wants_it),
	    HARNESS_TEST(test_a_digest_counts_since_the_last_one),
	    HARNESS_TEST(test_skeletons_are_few_and_age),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
