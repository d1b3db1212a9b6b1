/*
 * A person's word to a customer in the store: one notice a form, whatever the browser does; and cases that are let go and opened again.
 */

#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static struct harness h;
static uint64_t shipment;

static int
setup(void **state)
{
	(void)state;
	harness_init(&h);
	harness_open(&h);
	shipment = harness_register(&h, "A-1", "A-1");
	h.policy->shops[0].notices = NOTICES_CUSTOMERS;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	harness_clear(&h);
	return 0;
}

static struct answered
write_form(uint8_t form, int32_t days)
{
	struct op *op = op_new(OP_WRITE, h.now_utc_ms, h.policy);

	assert_non_null(op);
	op->id = shipment;
	op->staff.from_day = op->staff.until_day = zone_day("UTC", h.now_utc_ms) + days;
	op->staff.once[0] = form;
	(void)text_cut(op->staff.text, sizeof(op->staff.text), SPAN("Salió tarde de nosotros."));
	return harness_run(&h, op);
}

static void
test_a_form_sent_twice_is_one_notice(void **state)
{
	struct answered first = write_form(1, 20), again = write_form(1, 20);
	struct answered other = write_form(2, 21);
	struct context context;
	struct notice n;

	(void)state;
	assert_int_equal(first.rc, 0);
	assert_false(first.existed);
	assert_int_equal(again.rc, 0);
	assert_true(again.existed);
	assert_int_equal(again.id, first.id);
	assert_int_equal(other.rc, 0);
	assert_int_not_equal(other.id, first.id);
	assert_int_equal(store_notice(h.reader, first.id, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_SUPERSEDED); /* another date took its place */
	assert_int_equal(store_notice(h.reader, other.id, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_PENDING);
	assert_string_equal(n.facts.words, "Salió tarde de nosotros.");
	/* Who asks what would be said is shown what the judge is. */
	assert_int_equal(store_context(h.reader, "luna", "A-1", h.now_utc_ms, &context), 0);
	assert_int_equal(context.notice_count, 2);
	assert_int_equal(context.notices[0].id, other.id);
	assert_true(context.has_person);
	assert_int_equal(
	    store_context(h.reader, "luna", "A-2", h.now_utc_ms, &context), ERR_NOT_FOUND);
}

static void
test_what_may_not_be_said_is_refused_in_words(void **state)
{
	struct answered over = write_form(1, -30);
	struct op *op = op_new(OP_WRITE, h.now_utc_ms, h.policy);
	struct answered none;

	(void)state;
	assert_int_equal(over.rc, ERR_RANGE);
	assert_string_equal(over.text, "that day is over");
	assert_non_null(op);
	op->id = 999;
	none = harness_run(&h, op);
	assert_int_equal(none.rc, ERR_NOT_FOUND);
}

static int
case_verb(uint64_t id, enum case_verb verb, const char *author)
{
	struct op *op = op_new(OP_CASE, h.now_utc_ms, NULL);

	assert_non_null(op);
	op->id = id;
	op->case_verb = verb;
	(void)text_cut(op->author, sizeof(op->author), span_of(author));
	return harness_run(&h, op).rc;
}

static void
test_a_case_is_let_go_by_whom_has_it_and_opened_again(void **state)
{
	struct store_cursor cursor = {.len = 0};
	struct case_record c;
	uint64_t id;
	size_t count;

	(void)state;
	assert_int_equal(harness_run(&h, harness_seen(&h, shipment, "CASE")).rc, 0);
	assert_int_equal(store_cases(h.reader, "luna", "A-1", &cursor, &id, 1, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(case_verb(id, CASE_UNCLAIM, "Marta"), ERR_CONFLICT);
	assert_int_equal(case_verb(id, CASE_CLAIM, "Marta"), 0);
	assert_int_equal(case_verb(id, CASE_UNCLAIM, "Iván"), ERR_CONFLICT);
	assert_int_equal(case_verb(id, CASE_UNCLAIM, "Marta"), 0);
	assert_int_equal(store_case(h.reader, id, &c), 0);
	assert_int_equal(c.state, CASE_OPEN);
	assert_string_equal(c.owner, "");
	assert_int_equal(case_verb(id, CASE_REOPEN, "Marta"), 0); /* it is open */
	assert_int_equal(case_verb(id, CASE_CLAIM, "Marta"), 0);
	assert_int_equal(case_verb(id, CASE_RESOLVE, "Marta"), 0);
	assert_int_equal(case_verb(id, CASE_REOPEN, "Marta"), 0);
	assert_int_equal(store_case(h.reader, id, &c), 0);
	assert_int_equal(c.state, CASE_CLAIMED);
	assert_int_equal(c.resolved_utc_ms, AT_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_a_form_sent_twice_is_one_notice, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_what_may_not_be_said_is_refused_in_words, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_a_case_is_let_go_by_whom_has_it_and_opened_again, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
