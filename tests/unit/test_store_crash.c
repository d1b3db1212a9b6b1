#include "monitor/base/crash.h"
#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/*
 * A child works on a store and writes down each answer that it got; it is killed, and what it had been answered must be there. Chains
 * of ops run side by side, so that a kill meets batches.
 */

enum { CHAINS = 5, ROUNDS = 4 };

enum step { STEP_TAKEN, STEP_REGISTERED, STEP_SLIPPED, STEP_BEGUN, STEP_SENT, STEPS };

static void
name_of(int chain, int round, char out[32])
{
	(void)snprintf(out, 32, "K%d%d", chain, round);
}

static void
say(int pipe, int round, int chain, enum step step)
{
	uint8_t line[3] = {(uint8_t)round, (uint8_t)chain, (uint8_t)step};

	if (write(pipe, line, sizeof(line)) != sizeof(line))
		_exit(9);
}

static void
wait_and_say(
    struct harness *h, struct answered answers[CHAINS], int round, enum step step, int pipe)
{
	for (int chain = 0; chain < CHAINS; chain++) {
		harness_wait(h, &answers[chain]);
		if (answers[chain].rc != 0)
			_exit(8);
		say(pipe, round, chain, step);
	}
}

/* A message from outside that says the order's name. */
static struct op *
message(struct harness *h, const char *order)
{
	struct op *op = op_new(OP_INBOUND, h->now_utc_ms, NULL);

	op->inbound.entry.door = INBOUND_SHOP;
	(void)snprintf(op->inbound.entry.source, LIMIT_SHOP_ROOM, "woo");
	sign_sha256((struct span){order, strlen(order)}, op->inbound.entry.digest);
	(void)buf_add_str(&op->inbound.body, order);
	return op;
}

static void
work_round(struct harness *h, int round, int pipe)
{
	struct answered answers[CHAINS];
	uint64_t shipments[CHAINS], notices[CHAINS];
	char order[32];

	for (int chain = 0; chain < CHAINS; chain++) {
		name_of(chain, round, order);
		harness_submit(h, message(h, order), &answers[chain]);
	}
	wait_and_say(h, answers, round, STEP_TAKEN, pipe);
	for (int chain = 0; chain < CHAINS; chain++) {
		name_of(chain, round, order);
		harness_submit(h, harness_registration(h, order, order), &answers[chain]);
	}
	wait_and_say(h, answers, round, STEP_REGISTERED, pipe);
	for (int chain = 0; chain < CHAINS; chain++) {
		shipments[chain] = answers[chain].id;
		harness_submit(h, harness_seen(h, shipments[chain], "TWO"), &answers[chain]);
	}
	wait_and_say(h, answers, round, STEP_SLIPPED, pipe);
	for (int chain = 0; chain < CHAINS; chain++) {
		struct op *op = op_new(OP_ATTEMPT_BEGIN, h->now_utc_ms, h->policy);

		name_of(chain, round, order);
		op->id = notices[chain] = harness_notice(h, order);
		(void)buf_add_str(&op->begin.message, order);
		(void)snprintf(
		    op->begin.message_id, sizeof(op->begin.message_id), "%s@luna.example", order);
		harness_submit(h, op, &answers[chain]);
	}
	wait_and_say(h, answers, round, STEP_BEGUN, pipe);
	(void)harness_run(h, harness_seen(h, shipments[0], "LATEBUG"));
	for (int chain = 0; chain < CHAINS; chain++) {
		struct op *op = op_new(OP_ATTEMPT_END, h->now_utc_ms, h->policy);

		op->id = notices[chain];
		op->end.answer = ANSWER_OK;
		harness_submit(h, op, &answers[chain]);
	}
	wait_and_say(h, answers, round, STEP_SENT, pipe);
	if (harness_run(h, op_new(OP_INCIDENTS, h->now_utc_ms, h->policy)).rc != 0)
		_exit(5);
}

/* A customer is erased, and others have been kept long enough. */
static void
erase_some(struct harness *h)
{
	uint64_t id = harness_register(h, "E-1", "E1");
	struct shipment s = SHIPMENT_INIT;
	struct op *op = op_new(OP_ERASE, h->now_utc_ms, NULL);

	if (store_shipment_head(h->reader, id, &s) != 0)
		_exit(4);
	op->id = s.person;
	if (harness_run(h, op).rc != 0 ||
	    harness_run(h, op_new(OP_RETAIN, h->now_utc_ms, h->policy)).rc != 0)
		_exit(4);
}

/* All that a store goes through: ops, backup, rebuild, restore. */
static void
child(struct harness *h, int pipe)
{
	struct why why;
	char backup[PATH_MAX];

	harness_open(h);
	for (int round = 0; round < ROUNDS; round++)
		work_round(h, round, pipe);
	erase_some(h);
	(void)snprintf(backup, sizeof(backup), "%.4000s/backup", h->root);
	if (store_backup(h->store, backup, &why) != 0)
		_exit(7);
	harness_close(h);
	if (store_rebuild(h->path, false, &why) != 0 || store_restore(backup, h->path, &why) != 0)
		_exit(6);
	harness_open(h);
	harness_close(h);
	_exit(0);
}

static int
add_up(const struct tally *cell, void *arg)
{
	*(int64_t *)arg += cell->add;
	return 0;
}

/* A change and what it taught came together or not at all. */
static void
check_lessons(struct harness *h)
{
	struct store_status status;
	int64_t taught = 0;

	assert_int_equal(
	    store_tallies(h->reader, TALLY_REPORT, "luna|", INT32_MIN, INT32_MAX, add_up, &taught),
	    0);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(taught, status.states[PROMISE_SLIPPING]);
}

/* A message and its bytes came together or not at all. */
static bool
is_taken(struct harness *h, const char *order)
{
	uint64_t ids[CHAINS * ROUNDS];
	size_t count;
	bool found = false;

	assert_int_equal(
	    store_inbox_due(h->reader, h->now_utc_ms, ids, CHAINS * ROUNDS, &count), 0);
	for (size_t i = 0; i < count; i++) {
		struct buf bytes = BUF_INIT(100);

		assert_int_equal(store_inbound_body(h->reader, ids[i], &bytes), 0);
		found |= strcmp(buf_str(&bytes), order) == 0;
		buf_clear(&bytes);
	}
	return found;
}

static void
check_chain(struct harness *h, int round, int chain, int step)
{
	struct shipment s = SHIPMENT_INIT;
	struct buf bytes = BUF_INIT(100);
	uint64_t ids[2];
	struct notice n;
	size_t count;
	char order[32];

	name_of(chain, round, order);
	assert_true(step < STEP_TAKEN || is_taken(h, order));
	assert_int_equal(store_by_number(h->reader, order, ids, 2, &count), 0);
	if (step < STEP_REGISTERED && count == 0)
		return;
	assert_int_equal(count, 1);
	assert_int_equal(store_shipment(h->reader, ids[0], &s), 0);
	/* A change and its notice came together or not at all. */
	assert_int_equal(store_notices(h->reader, 0, "luna", order, NULL, ids, 2, &count), 0);
	assert_int_equal(count, s.events.count > 0);
	assert_int_equal(s.state, count > 0 ? PROMISE_SLIPPING : PROMISE_ON_TRACK);
	shipment_clear(&s);
	assert_true(step < STEP_SLIPPED || count == 1);
	if (count == 0)
		return;
	assert_int_equal(store_notice(h->reader, ids[0], &n), 0);
	assert_int_not_equal(n.state, NOTICE_STATE_SENDING); /* after a start it is in doubt */
	if (n.attempts > 0) {
		assert_int_equal(store_message(h->reader, ids[0], &bytes), 0);
		assert_string_equal(buf_str(&bytes), order);
		assert_memory_equal(n.message_id, order, strlen(order));
	}
	assert_true(step < STEP_BEGUN || n.attempts == 1);
	assert_true(step < STEP_SENT || n.state == NOTICE_STATE_SENT);
	buf_clear(&bytes);
}

/* Runs a child; kills it after `kill_after` answers (-1: a crash point does). Returns its wait status. */
static int
run_child(const char *point, int kill_after, bool *killed)
{
	int steps[ROUNDS][CHAINS], pipes[2], status, answers = 0;
	struct harness h;
	struct why why = {0};
	uint8_t line[3];
	pid_t pid;

	memset(steps, -1, sizeof(steps));
	harness_init(&h);
	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)close(pipes[0]);
		if (point != NULL)
			(void)setenv("PUNTUAL_CRASH_POINT", point, 1);
		child(&h, pipes[1]);
	}
	(void)close(pipes[1]);
	while (read(pipes[0], line, sizeof(line)) == sizeof(line)) {
		steps[line[0]][line[1]] = line[2];
		if (answers++ == kill_after)
			(void)kill(pid, SIGKILL); /* and what it still says counts too */
	}
	(void)close(pipes[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	*killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	if (!*killed && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
		fail_msg("the child ended with %x at %s", (unsigned)status,
		    point != NULL ? point : "random");
	/* As the next start finds it. */
	harness_open(&h);
	for (int round = 0; round < ROUNDS; round++)
		for (int chain = 0; chain < CHAINS; chain++)
			check_chain(&h, round, chain, steps[round][chain]);
	check_lessons(&h);
	(void)harness_register(&h, "Z-9", "Z9"); /* and it goes on */
	harness_close(&h);
	if (store_rebuild(h.path, true, &why) != 0)
		fail_msg("%s after %s: %s", why.path, point != NULL ? point : "a kill", why.text);
	harness_clear(&h);
	return answers;
}

static void
test_nothing_answered_is_lost_at_any_crash_point(void **state)
{
	size_t count, tried = 0;
	const char *const *points = crash_points(&count);
	char nth[64];
	bool killed;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		bool again = false;

		if (strncmp(points[i], "store.", 6) != 0)
			continue;
		for (size_t k = 0; k < i; k++)
			again = again || strcmp(points[k], points[i]) == 0;
		if (again)
			continue;
		tried++;
		(void)run_child(points[i], -1, &killed);
		if (!killed)
			fail_msg("%s was never passed", points[i]);
		(void)snprintf(nth, sizeof(nth), "%s:7", points[i]);
		(void)run_child(nth, -1, &killed);
	}
	if (tried == 0)
		skip(); /* a build without crash points */
}

static void
test_nothing_answered_is_lost_at_any_moment(void **state)
{
	bool killed;

	(void)state;
	for (int after = 0; after < ROUNDS * CHAINS * STEPS; after += 9)
		(void)run_child(NULL, after, &killed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nothing_answered_is_lost_at_any_crash_point),
	    cmocka_unit_test(test_nothing_answered_is_lost_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
