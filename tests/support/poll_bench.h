#pragma once

/*
 * poll_bench: poll with a carrier of a few lines, a transport that the test answers for, a real store, and a clock that stands still.
 *
 * The carrier reads lines NUMBER=CODE; a code ? says not known, ! rejected, one with ~ in front is in no table; next=X asks for another step. Statuses 400, 401, 429 and 503
 * mean what they say; a body that begins with { is malformed.
 */

#include "monitor/poll/poll.h"
#include "tests/support/store_harness.h"

enum { BENCH_REQUESTS = 256 };

/* A request that has left, and who waits for its answer. */
struct bench_request {
	char url[1024];
	char key[64]; /* what it identified itself with */
	transport_done_fn *done;
	void *arg;
	bool answered;
};

extern struct poll_bench {
	struct harness store;
	struct clock *clock;
	struct loop *loop;
	struct poll *poll;
	struct bench_request requests[BENCH_REQUESTS];
	size_t asked;
	size_t parsed;
	int send_rc; /* what sending answers: 0 */
	int health_changes;
	struct carrier carrier; /* change before bench_begin */
} b;

/* For cmocka; the account's id is "dhl-main", its key "k1". */
int bench_setup(void **state);
int bench_teardown(void **state);
int bench_quiet(void **state);

/* Register a parcel; start poll two hours later, when it is due. */
uint64_t bench_parcel(const char *number);
void bench_begin(void);
void bench_start(void);

/* As at the end of the daemon: what is under way is broken off, what was answered is stored. */
void bench_end(void);

void bench_with_tokens(void);
/* The carrier tells, a number a line, what changed. */
void bench_with_changes(void);

/* Answer the nth request. */
void bench_answer(size_t nth, int status, const char *body);
void bench_answer_rc(size_t nth, int rc, int status, const char *retry_after, const char *body);

/* Wait until the writer has what was answered; until it has the account's state. */
void bench_settle(void);
void bench_settle_account(void);

struct account_state bench_account(void);
struct schedule bench_schedule(uint64_t id);
size_t bench_scans(uint64_t id);

#define BENCH_TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)
