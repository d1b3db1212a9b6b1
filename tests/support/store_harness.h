#pragma once

/*
 * store_harness: a store in a directory of its own, a small judge whose rules the tests can read, and ops that are waited for.
 */

#include "store/store.h"

#include <limits.h>

enum { HARNESS_MAP = 64 << 20 };
#define HARNESS_START 1780000000000LL /* 2026-05-28 */

struct harness {
	char root[PATH_MAX]; /* removed at the end */
	char path[PATH_MAX]; /* the store in it */
	struct store *store;
	struct store_port *port;
	struct store_reader *reader;
	struct policy *policy;
	int64_t now_utc_ms;
	struct store_options options;
};

/* The judge. Review goes by the newest event's code: DELIVERED keeps the promise and closes; SLIP: slipping, a delay notice to the
 * customer; TWO: the notice and a case at once, and what LEARN does; ARRIVED: a delivered notice; CASE: a case; BUG: fails; LATEBUG: fails after its first put; WAKE: a review of the order's other parcels; JOIN, HOLD, OVER, LOUD: join, hold,
 * supersede the order's unsettled notices, escalate or (OVER) resolve its cases. A change may cancel. TURN: its journal entry says that the promise slips. CLOSE: it is over, without a promise.
 * LEARN: tallies of three tables (what the model was stands in each journal entry); TEACH: many of them; FORECAST: a forecast of late arrival;
 * HELD: held by the first open incident, and by none with any other.
 * Incidents: one of the carrier when no scan was seen in the last hours, closed when one was; its parcels wait.
 * Recheck goes by the notice's facts.rule: hold, later, superseded, else send. Settle tells the order what was said, opens a case
 * for a refusal or a bounce. Shop: a digest a day. */
extern const struct judge harness_judge;

void harness_init(struct harness *h);
void harness_open(struct harness *h);  /* asserts */
void harness_close(struct harness *h); /* store, port, reader: the files stay */
void harness_clear(struct harness *h); /* and they go */

/* One for each test, open, as its state. */
#define HARNESS_TEST(test) cmocka_unit_test_setup_teardown(test, harness_setup, harness_teardown)
int harness_setup(void **state);
int harness_teardown(void **state);

/* Runs an op to its answer; message and id are copied out. */
struct answered {
	int rc;
	uint64_t id;
	bool existed;
	enum recheck recheck;
	char message[256];
	char message_id[96];
	int32_t attempt;
	bool more;
	char text[LIMIT_TEXT_ROOM];
	bool done;
};

struct answered harness_run(struct harness *h, struct op *op);
void harness_submit(
    struct harness *h, struct op *op, struct answered *out); /* out lives until done */
void harness_wait(struct harness *h, const struct answered *out);

struct op *harness_registration(struct harness *h, const char *order, const char *number);
uint64_t harness_register(struct harness *h, const char *order, const char *number);
/* A good reply with one event. */
struct op *harness_seen(struct harness *h, uint64_t id, const char *code);
/* What an order's customer chooses on their page. */
void harness_choose(struct harness *h, const char *shop, const char *order, enum choice choice);
/* The only notice of an order. */
uint64_t harness_notice(struct harness *h, const char *order);
