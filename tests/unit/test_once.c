/* Ops that are done once however often they come. */

#include "store/once.h"
#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static struct answered
run(struct harness *h, struct op *op, const char *key, const char *request)
{
	op->once.wanted = true;
	sign_sha256(span_of(key), op->once.key);
	sign_sha256(span_of(request), op->once.request);
	return harness_run(h, op);
}

static struct op *
note_on(struct harness *h, uint64_t id)
{
	struct op *op = op_new(OP_CASE, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = id;
	op->case_verb = CASE_NOTE;
	(void)snprintf(op->text, sizeof(op->text), "called");
	(void)snprintf(op->author, sizeof(op->author), "eva");
	return op;
}

static uint64_t
a_case(struct harness *h)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t id = harness_register(h, "A-1", "JD01");
	size_t count;

	assert_int_equal(harness_run(h, harness_seen(h, id, "CASE")).rc, 0);
	assert_int_equal(store_cases(h->reader, "luna", "A-1", &cursor, &id, 1, &count), 0);
	assert_int_equal(count, 1);
	return id;
}

static size_t
notes(struct harness *h, uint64_t id)
{
	struct case_record record = CASE_INIT;

	assert_int_equal(store_case(h->reader, id, &record), 0);
	return record.note_count;
}

static void
test_what_comes_twice_is_done_once_with_one_answer(void **state)
{
	struct harness *h = *state;
	struct answered first, again;
	uint64_t id = a_case(h);
	size_t before = notes(h, id);

	assert_int_equal(run(h, note_on(h, id), "k1", "r").rc, 0);
	assert_int_equal(run(h, note_on(h, id), "k1", "r").rc, 0);
	assert_int_equal(notes(h, id), before + 1);
	assert_int_equal(run(h, note_on(h, id), "k2", "r").rc, 0);
	assert_int_equal(notes(h, id), before + 2);
	first = run(h, harness_registration(h, "A-9", "JD09"), "k3", "r");
	again = run(h, harness_registration(h, "A-9", "JD09"), "k3", "r");
	assert_int_equal(again.rc, 0);
	assert_int_equal(again.id, first.id);
	assert_false(again.existed); /* as it was answered, not as it is */
}

static void
test_it_is_remembered_over_a_restart(void **state)
{
	struct harness *h = *state;
	uint64_t id = a_case(h);
	size_t before = notes(h, id);

	assert_int_equal(run(h, note_on(h, id), "k1", "r").rc, 0);
	harness_close(h);
	harness_open(h);
	assert_int_equal(run(h, note_on(h, id), "k1", "r").rc, 0);
	assert_int_equal(notes(h, id), before + 1);
}

static void
test_another_request_with_the_same_key_is_refused(void **state)
{
	struct harness *h = *state;
	uint8_t key[SIGN_SHA256_BYTES], request[SIGN_SHA256_BYTES], expected[SIGN_SHA256_BYTES];
	uint64_t id = a_case(h);

	sign_sha256(SPAN("k1"), key);
	sign_sha256(SPAN("r"), expected);
	assert_int_equal(store_once(h->reader, key, h->now_utc_ms, request), ERR_NOT_FOUND);
	assert_int_equal(run(h, note_on(h, id), "k1", "r").rc, 0);
	assert_int_equal(run(h, note_on(h, id), "k1", "other").rc, ERR_REJECTED);
	assert_int_equal(store_once(h->reader, key, h->now_utc_ms, request), 0);
	assert_memory_equal(request, expected, sizeof(request));
}

static void
test_a_refusal_is_tried_again(void **state)
{
	struct harness *h = *state;
	uint64_t id = a_case(h);

	assert_int_equal(run(h, note_on(h, 99), "k1", "r").rc, ERR_NOT_FOUND);
	assert_int_equal(run(h, note_on(h, id), "k1", "other").rc, 0);
}

static void
test_a_key_is_forgotten_after_its_time(void **state)
{
	struct harness *h = *state;
	uint64_t id = a_case(h), rows;
	size_t before = notes(h, id);
	struct lmdb_txn *txn;
	struct lmdb *db;
	struct why why;

	for (int i = 0; i < 5; i++) {
		char key[16];

		(void)snprintf(key, sizeof(key), "k%d", i);
		assert_int_equal(run(h, note_on(h, id), key, "r").rc, 0);
	}
	h->now_utc_ms += LIMIT_ONCE_MS - 1;
	assert_int_equal(run(h, note_on(h, id), "k0", "r").rc, 0);
	h->now_utc_ms += 1;
	assert_int_equal(run(h, note_on(h, id), "k0", "other").rc, 0);
	assert_int_equal(notes(h, id), before + 6);
	/* Two go for each that comes: three of the five are left but k0, which came anew. */
	harness_close(h);
	assert_int_equal(lmdb_open(&db, h->path, 0, true, &why), 0);
	assert_int_equal(lmdb_read_new(db, &txn), 0);
	assert_int_equal(lmdb_read_renew(txn), 0);
	assert_int_equal(lmdb_rows(txn, TABLE_ONCE, &rows), 0);
	assert_int_equal(rows, 3);
	lmdb_abort(txn);
	lmdb_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_what_comes_twice_is_done_once_with_one_answer),
	    HARNESS_TEST(test_it_is_remembered_over_a_restart),
	    HARNESS_TEST(test_another_request_with_the_same_key_is_refused),
	    HARNESS_TEST(test_a_refusal_is_tried_again),
	    HARNESS_TEST(test_a_key_is_forgotten_after_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
