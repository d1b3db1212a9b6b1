#include "store/apply.h"
#include "tests/support/store_harness.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int
setup(void **state)
{
	static struct harness h;

	harness_init(&h);
	*state = &h;
	return 0;
}

/* ---- one bad op ---- */

static void
test_an_op_that_fails_alone_spares_its_batch(void **state)
{
	static const char *const codes[] = {"SLIP", "BUG", "CASE", "LATEBUG", "SLIP"};
	struct harness *h = *state;
	struct answered answers[5];
	struct store_status status;
	char text[200];
	uint64_t ids[5];

	h->options.gather_ms = 100; /* all five in one transaction */
	harness_open(h);
	for (size_t i = 0; i < 5; i++) {
		char order[16];

		(void)snprintf(order, sizeof(order), "A-%zu", i);
		ids[i] = harness_register(h, order, order);
	}
	h->now_utc_ms += HOUR_MS;
	for (size_t i = 0; i < 5; i++)
		harness_submit(h, harness_seen(h, ids[i], codes[i]), &answers[i]);
	for (size_t i = 0; i < 5; i++) {
		struct shipment s = SHIPMENT_INIT;
		bool bad = strstr(codes[i], "BUG") != NULL;

		harness_wait(h, &answers[i]);
		assert_int_equal(answers[i].rc, bad ? ERR_BUG : 0);
		assert_int_equal(store_shipment(h->reader, ids[i], &s), 0);
		assert_int_equal(s.events.count, bad ? 0 : 1); /* and exactly once */
		shipment_clear(&s);
	}
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.aside, 2);
	assert_int_equal(status.notices, 2);
	assert_int_equal(store_aside(h->reader, 0, text, sizeof(text)), 0);
	assert_non_null(strstr(text, "review of 4: bug, 2026-"));
	assert_int_equal(store_aside(h->reader, 2, text, sizeof(text)), ERR_NOT_FOUND);
}

static void
test_whatever_is_set_aside_has_a_name(void **state)
{
	(void)state;
	for (int kind = 1; kind < OP_COUNT; kind++) {
		assert_non_null(op_name(kind));
		assert_string_not_equal(op_name(kind), "unknown");
	}
	assert_string_equal(op_name(OP_REVIEW), "review");
	assert_string_equal(op_name(0), "unknown");
	assert_string_equal(op_name(OP_COUNT), "unknown");
}

static void
test_what_failed_is_not_due_again_at_once(void **state)
{
	struct harness *h = *state;
	uint64_t id, ids[4];
	size_t count;

	harness_open(h);
	id = harness_register(h, "A-1", "JD01");
	assert_int_equal(harness_run(h, harness_seen(h, id, "BUG")).rc, ERR_BUG);
	assert_int_equal(
	    store_poll_due(h->reader, "dhl-main", h->now_utc_ms + HOUR_MS, ids, 4, &count), 0);
	assert_int_equal(count, 0);
	assert_int_equal(store_poll_due(h->reader, "dhl-main",
			     h->now_utc_ms + LIMIT_DRIFT_BACKOFF_MS, ids, 4, &count),
	    0);
	assert_int_equal(count, 1);
}

/* ---- places ---- */

static void
test_polls_leave_places_for_forms(void **state)
{
	struct harness *h = *state;
	struct answered answer;
	size_t polls = 0;

	harness_open(h);
	while (store_reserve(h->port) == 0)
		polls++;
	assert_int_equal(polls, LIMIT_QUEUE_OPS - LIMIT_QUEUE_RESERVED);
	assert_int_equal(
	    store_submit(h->port, op_new(OP_CLOCK, h->now_utc_ms, NULL), NULL, NULL), ERR_BUSY);
	(void)harness_register(h, "A-1", "JD01"); /* a form has its place */
	/* A place that was promised is there; given back or spent, it is free again. */
	answer = (struct answered){0};
	assert_int_equal(
	    store_submit_reserved(h->port, op_new(OP_CLOCK, h->now_utc_ms, NULL), NULL, NULL), 0);
	store_unreserve(h->port);
	harness_submit(h, op_new(OP_CLOCK, h->now_utc_ms, NULL), &answer);
	harness_wait(h, &answer);
	assert_int_equal(answer.rc, 0);
	for (size_t i = 2; i < polls; i++)
		store_unreserve(h->port);
}

/* ---- ports ---- */

static void
count_done(const struct op_result *result, void *arg)
{
	assert_int_equal(result->rc, 0);
	++*(int *)arg;
}

static void
wait_for(struct store_port *p, const int *count, int wanted)
{
	struct pollfd fd = {.fd = store_port_fd(p), .events = POLLIN};

	while (*count < wanted) {
		assert_int_equal(poll(&fd, 1, 30000), 1);
		(void)store_port_run(p);
	}
}

static void
test_answers_come_to_the_port_that_asked(void **state)
{
	struct harness *h = *state;
	struct store_port *other;
	int mine = 0, theirs = 0;

	harness_open(h);
	assert_int_equal(store_port_new(h->store, &other), 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(
		    store_submit(h->port, op_new(OP_CLOCK, h->now_utc_ms, NULL), count_done, &mine),
		    0);
		assert_int_equal(
		    store_submit(other, op_new(OP_CLOCK, h->now_utc_ms, NULL), count_done, &theirs),
		    0);
	}
	wait_for(other, &theirs, 3);
	assert_int_equal(mine, 0); /* not from another port's run */
	wait_for(h->port, &mine, 3);
	store_port_free(other);
}

static void
test_a_port_may_go_while_its_ops_are_under_way(void **state)
{
	struct harness *h = *state;
	struct store_port *other;
	int never = 0;

	harness_open(h);
	assert_int_equal(store_port_new(h->store, &other), 0);
	for (int i = 0; i < 20; i++)
		assert_int_equal(
		    store_submit(other, op_new(OP_CLOCK, h->now_utc_ms, NULL), count_done, &never),
		    0);
	store_port_free(other);
	(void)harness_run(h, op_new(OP_CLOCK, h->now_utc_ms, NULL));
	assert_int_equal(never, 0);
}

static void
test_followers_wake_when_something_is_due_or_the_journal_grows(void **state)
{
	struct harness *h = *state;
	struct store_port *follower;
	struct store_due due;
	struct pollfd fd;

	harness_open(h);
	assert_int_equal(store_port_new(h->store, &follower), 0);
	fd = (struct pollfd){.fd = store_port_fd(follower), .events = POLLIN};
	store_port_follow(follower);
	assert_int_equal(poll(&fd, 1, 0), 0);
	(void)harness_register(h, "A-1", "JD01");
	assert_int_equal(poll(&fd, 1, 30000), 1);
	assert_int_equal(store_port_run(follower), 0);
	assert_int_equal(poll(&fd, 1, 0), 0);
	store_due(h->store, &due);
	assert_int_equal(due.poll_utc_ms, h->now_utc_ms);
	assert_int_equal(due.journal_seq, 1);
	store_port_free(follower);
}

static void
test_what_a_person_wants_now_wakes_followers_behind_what_is_overdue(void **state)
{
	struct harness *h = *state;
	struct store_port *follower;
	struct pollfd fd;
	struct op *op;
	uint64_t id;

	harness_open(h);
	(void)harness_register(h, "A-1", "JD01"); /* due, and nobody asks about it */
	id = harness_register(h, "A-2", "JD02");
	assert_int_equal(store_port_new(h->store, &follower), 0);
	fd = (struct pollfd){.fd = store_port_fd(follower), .events = POLLIN};
	store_port_follow(follower);
	op = op_new(OP_POLL_NOW, h->now_utc_ms + HOUR_MS, h->policy);
	assert_non_null(op);
	op->id = id;
	assert_int_equal(harness_run(h, op).rc, 0);
	assert_int_equal(poll(&fd, 1, 30000), 1);
	store_port_free(follower);
}

/* ---- stopping ---- */

static void
test_close_finishes_what_was_taken(void **state)
{
	struct harness *h = *state;
	struct store_status status;

	harness_open(h);
	for (int i = 0; i < 50; i++) {
		char number[16];

		(void)snprintf(number, sizeof(number), "JD%02d", i);
		assert_int_equal(
		    store_submit(h->port, harness_registration(h, number, number), NULL, NULL), 0);
	}
	harness_close(h);
	harness_open(h);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.shipments, 50);
}

/* ---- no room ---- */

/* Old pages cannot be used again while a reader may see them: so a small map fills, and has room again when the reader goes. */
static void
test_a_full_map_holds_and_goes_on_when_there_is_room(void **state)
{
	struct harness *h = *state;
	struct answered answers[40];
	struct store_reader *witness;
	struct store_status status = {0};
	uint64_t turns, id;
	int done = 0;

	h->options.map_bytes = 1 << 20;
	h->options.retry_ms = 5;
	h->options.gather_ms = -1;
	harness_open(h);
	id = harness_register(h, "A-1", "JD01");
	assert_int_equal(store_reader_new(h->store, &witness), 0);
	assert_int_equal(store_read_begin(h->reader), 0);
	for (size_t i = 0; i < 40; i++)
		harness_submit(h, harness_seen(h, id, "SEEN"), &answers[i]);
	while (!status.full) {
		assert_int_equal(store_status(witness, &status), 0);
		assert_true(status.journal_seq < 41); /* it does come to that */
	}
	assert_true(store_polls_stopped(h->store));
	turns = store_turns(h->store);
	while (store_turns(h->store) == turns) /* the watchdog sees that it waits, not hangs */
		(void)store_port_run(h->port);
	for (size_t i = 0; i < 40; i++)
		done += answers[i].done;
	assert_true(done < 40);
	store_read_end(h->reader);
	for (size_t i = 0; i < 40; i++) {
		harness_wait(h, &answers[i]);
		assert_int_equal(answers[i].rc, 0);
	}
	assert_int_equal(store_status(witness, &status), 0);
	assert_false(status.full);
	assert_int_equal(status.journal_seq, 41); /* each once */
	store_reader_free(witness);
}

static void
test_closing_a_full_store_ends_its_wait(void **state)
{
	struct harness *h = *state;
	struct store_status status = {0};
	struct store_reader *pin;
	uint64_t id;

	h->options.map_bytes = 1 << 20;
	h->options.gather_ms =
	    -1; /* and the retry time is the real one: closing must not wait for it */
	harness_open(h);
	id = harness_register(h, "A-1", "JD01");
	assert_int_equal(store_reader_new(h->store, &pin), 0);
	assert_int_equal(store_read_begin(pin), 0);
	for (size_t i = 0; i < 60; i++)
		assert_int_equal(store_submit(h->port, harness_seen(h, id, "SEEN"), NULL, NULL), 0);
	while (!status.full)
		assert_int_equal(store_status(h->reader, &status), 0);
	store_read_end(pin);
	store_reader_free(pin);
	harness_close(h);
	harness_open(h);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.shipments, 1);
}

static void
test_registrations_stop_before_answers_do(void **state)
{
	struct harness *h = *state;
	struct answered a;
	uint64_t id;

	harness_open(h);
	id = harness_register(h, "A-1", "JD01");
	harness_close(h);
	h->options.soft_bytes = 64 << 10; /* less than it holds already */
	harness_open(h);
	assert_true(store_polls_stopped(h->store));
	assert_true(store_registrations_stopped(h->store));
	a = harness_run(h, harness_registration(h, "A-2", "JD02"));
	assert_int_equal(a.rc, ERR_FULL);
	assert_int_equal(
	    harness_run(h, harness_registration(h, "A-1", "JD01")).rc, 0); /* it is there */
	assert_int_equal(harness_run(h, harness_seen(h, id, "SLIP")).rc, 0);
}

/* ---- opening ---- */

static void
test_a_second_one_is_told_who_has_the_store(void **state)
{
	struct harness *h = *state;
	struct store *second = NULL;
	struct why why = {0};
	char pid[16];

	harness_open(h);
	(void)snprintf(pid, sizeof(pid), "%ld", (long)getpid());
	assert_int_equal(store_open(&second, &h->options, &why), ERR_IN_USE);
	assert_non_null(strstr(why.text, pid));
	assert_null(second);
}

static void
test_a_scaled_store_is_refused_at_rate_one_and_the_reverse(void **state)
{
	struct harness *h = *state;
	struct store *s = NULL;
	struct why why = {0};

	harness_open(h);
	harness_close(h);
	h->options.scaled = true;
	assert_int_equal(store_open(&s, &h->options, &why), ERR_CONFLICT);
	assert_non_null(strstr(why.text, "clock"));
	(void)snprintf(h->path, sizeof(h->path), "%.4000s/scaled", h->root);
	harness_open(h);
	harness_close(h);
	h->options.scaled = false;
	assert_int_equal(store_open(&s, &h->options, &why), ERR_CONFLICT);
}

static void
test_a_file_that_is_no_store_is_refused(void **state)
{
	struct harness *h = *state;
	struct store *s = NULL;
	struct why why = {0};
	char file[PATH_MAX + 16];
	FILE *f;

	assert_int_equal(mkdir(h->path, 0700), 0);
	(void)snprintf(file, sizeof(file), "%s/data.mdb", h->path);
	f = fopen(file, "w");
	assert_non_null(f);
	for (int i = 0; i < 4096; i++)
		(void)fputs("no store", f);
	(void)fclose(f);
	assert_int_equal(store_open(&s, &h->options, &why), ERR_MALFORMED);
	assert_true(why.text[0] != '\0');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, harness_teardown)
	    TEST(test_an_op_that_fails_alone_spares_its_batch),
	    TEST(test_whatever_is_set_aside_has_a_name),
	    TEST(test_what_failed_is_not_due_again_at_once),
	    TEST(test_polls_leave_places_for_forms),
	    TEST(test_answers_come_to_the_port_that_asked),
	    TEST(test_a_port_may_go_while_its_ops_are_under_way),
	    TEST(test_followers_wake_when_something_is_due_or_the_journal_grows),
	    TEST(test_what_a_person_wants_now_wakes_followers_behind_what_is_overdue),
	    TEST(test_close_finishes_what_was_taken),
	    TEST(test_a_full_map_holds_and_goes_on_when_there_is_room),
	    TEST(test_closing_a_full_store_ends_its_wait),
	    TEST(test_registrations_stop_before_answers_do),
	    TEST(test_a_second_one_is_told_who_has_the_store),
	    TEST(test_a_scaled_store_is_refused_at_rate_one_and_the_reverse),
	    TEST(test_a_file_that_is_no_store_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
