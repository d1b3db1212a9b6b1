#include "monitor/promise/customer.h"
#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int
setup(void **state)
{
	static struct harness h;
	static struct judge judge;

	judge = harness_judge;
	judge.customer = customer_judge;
	harness_init(&h);
	h.options.judge = &judge;
	harness_open(&h);
	(void)harness_register(&h, "A-1", "A-1");
	*state = &h;
	return 0;
}

static int
say(struct harness *h, const char *order, const struct customer_word *word)
{
	struct op *op = op_new(OP_CUSTOMER, h->now_utc_ms, h->policy);

	assert_non_null(op);
	(void)snprintf(op->of_shop, sizeof(op->of_shop), "luna");
	(void)snprintf(op->of_order, sizeof(op->of_order), "%s", order);
	op->word = *word;
	return harness_run(h, op).rc;
}

static struct order
order_of(struct harness *h)
{
	struct order order;

	assert_int_equal(store_order(h->reader, "luna", "A-1", &order), 0);
	return order;
}

static size_t
cases_of(struct harness *h, struct case_record *last)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[10];
	size_t count;

	assert_int_equal(store_cases(h->reader, "luna", "A-1", &cursor, ids, 10, &count), 0);
	if (count > 0)
		assert_int_equal(store_case(h->reader, ids[count - 1], last), 0);
	return count;
}

static size_t
notices_of(struct harness *h, enum notice_kind kind)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[10];
	size_t count, found = 0;
	struct notice n;

	assert_int_equal(store_notices(h->reader, 0, "luna", "A-1", &cursor, ids, 10, &count), 0);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(store_notice(h->reader, ids[i], &n), 0);
		found += n.kind == kind;
	}
	return found;
}

static size_t
journalled(struct harness *h, const char *name)
{
	struct journal_entry entries[64];
	size_t count, found = 0;

	assert_int_equal(store_journal(h->reader, 0, entries, 64, &count), 0);
	for (size_t i = 0; i < count; i++)
		found += strcmp(entries[i].name, name) == 0;
	return found;
}

static void
test_who_waits_gives_nobody_work(void **state)
{
	struct harness *h = *state;
	struct case_record c = CASE_INIT;

	assert_int_equal(say(h, "A-1", &(struct customer_word){.choice = CHOICE_WAIT}), 0);
	assert_int_equal(order_of(h).choice, CHOICE_WAIT);
	assert_int_equal(order_of(h).chosen_utc_ms, h->now_utc_ms);
	assert_int_equal(cases_of(h, &c), 0);
	assert_int_equal(notices_of(h, NOTICE_RECEIVED), 0);
	assert_int_equal(
	    say(h, "A-2", &(struct customer_word){.choice = CHOICE_WAIT}), ERR_NOT_FOUND);
}

static void
test_what_a_customer_writes_becomes_a_case_and_is_acknowledged(void **state)
{
	struct customer_word word = {.choice = CHOICE_WRITE, .text = "The lamp is a present."};
	struct harness *h = *state;
	struct case_record c = CASE_INIT;

	assert_int_equal(say(h, "A-1", &word), 0);
	assert_int_equal(cases_of(h, &c), 1);
	assert_int_equal(c.reason, CASE_CUSTOMER);
	assert_int_equal(c.note_count, 1);
	assert_string_equal(c.notes[0].author, "customer");
	assert_string_equal(c.notes[0].text, "The lamp is a present.");
	assert_int_equal(notices_of(h, NOTICE_RECEIVED), 1);
	/* the form sent twice: heard twice, answered once */
	assert_int_equal(say(h, "A-1", &word), 0);
	assert_int_equal(notices_of(h, NOTICE_RECEIVED), 1);
	h->now_utc_ms += 2 * MINUTE_MS;
	word = (struct customer_word){.choice = CHOICE_CANCEL};
	assert_int_equal(say(h, "A-1", &word), 0);
	assert_int_equal(notices_of(h, NOTICE_RECEIVED), 2);
	assert_int_equal(cases_of(h, &c), 1);
	assert_int_equal(c.note_count, 3);
	assert_string_equal(c.notes[2].text, "cancel");
	assert_int_equal(order_of(h).choice, CHOICE_CANCEL);
	assert_int_equal(journalled(h, "case.opened"), 1);
	assert_int_equal(journalled(h, "case.noted"), 2);
}

static void
test_a_long_message_is_kept_whole_over_a_restart(void **state)
{
	struct customer_word word = {.choice = CHOICE_WRITE};
	struct harness *h = *state;
	struct case_record c = CASE_INIT;

	memset(word.text, 'x', sizeof(word.text) - 1);
	assert_int_equal(say(h, "A-1", &word), 0);
	harness_close(h);
	harness_open(h);
	assert_int_equal(cases_of(h, &c), 1);
	assert_int_equal(strlen(c.notes[0].text), LIMIT_NOTE_ROOM - 1);
	assert_int_equal(order_of(h).choice, CHOICE_WRITE);
}

static void
test_whether_we_kept_our_word_may_be_answered_again(void **state)
{
	struct harness *h = *state;
	struct case_record c = CASE_INIT;

	assert_int_equal(say(h, "A-1", &(struct customer_word){.kept = KEPT_ANSWER_YES}), 0);
	assert_int_equal(order_of(h).kept_answer, KEPT_ANSWER_YES);
	assert_int_equal(
	    say(h, "A-1", &(struct customer_word){.kept = KEPT_ANSWER_NO, .text = "A day late."}),
	    0);
	assert_int_equal(order_of(h).kept_answer, KEPT_ANSWER_NO);
	assert_int_equal(order_of(h).choice, CHOICE_NONE);
	assert_int_equal(cases_of(h, &c), 1);
}

/* ---- lists of orders ---- */

/* Owes a word at the moment that the note says. */
static int
owes(const struct customer_input *in, struct order *order, struct effects *out)
{
	(void)out;
	order->obligation_utc_ms = in->now_utc_ms + in->word->text[0] * HOUR_MS;
	return 0;
}

static void
test_words_owed_are_listed_soonest_first_by_pages(void **state)
{
	struct harness *h = *state;
	struct judge judge = *h->options.judge;
	struct store_cursor cursor = {.len = 0};
	struct store_order_at rows[2];
	size_t count;

	harness_close(h);
	judge.customer = owes;
	h->options.judge = &judge;
	harness_open(h);
	(void)harness_register(h, "A-2", "A-2");
	(void)harness_register(h, "A-3", "A-3");
	assert_int_equal(store_obligations(h->reader, "luna", &cursor, rows, 2, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(say(h, "A-1", &(struct customer_word){.text = {9}}), 0);
	assert_int_equal(say(h, "A-2", &(struct customer_word){.text = {2}}), 0);
	assert_int_equal(say(h, "A-3", &(struct customer_word){.text = {5}}), 0);
	assert_int_equal(store_obligations(h->reader, "luna", &cursor, rows, 2, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].order, "A-2");
	assert_string_equal(rows[0].shop, "luna");
	assert_int_equal(rows[0].at_utc_ms, h->now_utc_ms + 2 * HOUR_MS);
	assert_string_equal(rows[1].order, "A-3");
	assert_int_equal(store_obligations(h->reader, "luna", &cursor, rows, 2, &count), 0);
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].order, "A-1");
	cursor.len = 0;
	assert_int_equal(store_obligations(h->reader, "", &cursor, rows, 2, &count), 0);
	assert_int_equal(count, 2);
	cursor.len = 0;
	assert_int_equal(store_obligations(h->reader, "sol", &cursor, rows, 2, &count), 0);
	assert_int_equal(count, 0);
	harness_close(h);
}

static void
test_answers_are_listed_newest_first(void **state)
{
	struct harness *h = *state;
	struct store_cursor cursor = {.len = 0};
	struct store_order_at rows[4];
	size_t count;

	(void)harness_register(h, "A-2", "A-2");
	assert_int_equal(say(h, "A-1", &(struct customer_word){.kept = KEPT_ANSWER_YES}), 0);
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(say(h, "A-2", &(struct customer_word){.kept = KEPT_ANSWER_NO}), 0);
	assert_int_equal(store_kept_answers(h->reader, "luna", &cursor, rows, 4, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].order, "A-2");
	assert_string_equal(rows[1].order, "A-1");
	/* Answered again: once in the list, where the last answer stands. */
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(say(h, "A-1", &(struct customer_word){.kept = KEPT_ANSWER_NO}), 0);
	cursor.len = 0;
	assert_int_equal(store_kept_answers(h->reader, "", &cursor, rows, 4, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].order, "A-1");
	assert_int_equal(rows[0].at_utc_ms, h->now_utc_ms);
}

int
main(void)
{
#define STORED(test) cmocka_unit_test_setup_teardown(test, setup, harness_teardown)
	const struct CMUnitTest tests[] = {
	    STORED(test_who_waits_gives_nobody_work),
	    STORED(test_what_a_customer_writes_becomes_a_case_and_is_acknowledged),
	    STORED(test_a_long_message_is_kept_whole_over_a_restart),
	    STORED(test_whether_we_kept_our_word_may_be_answered_again),
	    STORED(test_words_owed_are_listed_soonest_first_by_pages),
	    STORED(test_answers_are_listed_newest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
