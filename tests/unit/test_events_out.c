/*
 * Events on their way to a receiver that the test plays, on a clock that it moves.
 */

#include "monitor/notice/events_out.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/event_out.h"
#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/promise/judge.h"
#include "tests/support/store_harness.h"

enum { CALLS = 64, PATIENCE_MS = 10000 };

static const char secrets[] = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

static struct {
	struct harness h;
	struct clock *clock;
	struct loop *loop;
	struct events_out *events;
	int status; /* what the receiver answers; 0: it cannot be reached */
	const char *retry_after;
	char ids[CALLS][64], bodies[CALLS][1024];
	int64_t at[CALLS];
	size_t calls;
	transport_done_fn *done; /* not answered yet */
	void *arg;
} b;

static int
receive(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	(void)self;
	assert_true(options->guarded && !options->private_too && !options->plain_too);
	assert_in_range(b.calls, 0, CALLS - 1);
	assert_null(b.done); /* one at a time */
	assert_true(webhook_holds(span_of(secrets), http_headers_get(&req->headers, "webhook-id"),
	    http_headers_get(&req->headers, "webhook-timestamp"),
	    http_headers_get(&req->headers, "webhook-signature"), buf_span(&req->body),
	    clock_world(b.clock)));
	(void)text_cut(b.ids[b.calls], sizeof(b.ids[0]),
	    span_of(http_headers_get(&req->headers, "webhook-id")));
	(void)text_cut(b.bodies[b.calls], sizeof(b.bodies[0]), buf_span(&req->body));
	b.at[b.calls++] = clock_world(b.clock);
	b.done = done;
	b.arg = arg;
	http_request_clear(req);
	return 0;
}

static void
answer(void)
{
	struct http_response res;
	transport_done_fn *done = b.done;

	http_response_init(&res);
	res.status = b.status;
	if (b.retry_after != NULL)
		assert_int_equal(http_headers_add(&res.headers, "Retry-After", b.retry_after), 0);
	b.done = NULL;
	done(b.status == 0 ? ERR_NETWORK : 0, &res, b.arg);
	http_response_clear(&res);
}

static struct endpoint_state
kept(void)
{
	struct endpoint_state s = ENDPOINT_STATE_INIT;

	assert_int_equal(store_endpoint(b.h.reader, "e", &s), 0);
	return s;
}

/* Until nothing moves any more at this moment of the clock: no request, no op. */
static void
run(void)
{
	int64_t until = clock_machine_ms() + PATIENCE_MS;
	int idle = 0;

	while (idle < 3 && clock_machine_ms() < until) {
		struct pollfd answered = {.fd = store_port_fd(b.h.port), .events = POLLIN};

		if (b.done != NULL)
			answer();
		else
			(void)poll(&answered, 1, events_out_busy(b.events) > 0 ? 100 : 0);
		(void)store_port_run(b.h.port);
		loop_advance(b.loop, 1);
		events_out_wake(b.events);
		idle = events_out_busy(b.events) > 0 ? 0 : idle + 1;
	}
	assert_int_equal(idle, 3);
}

static void
start(void)
{
	const struct events_out_options options = {.loop = b.loop,
	    .store = b.h.store,
	    .port = b.h.port,
	    .reader = b.h.reader,
	    .transport = {.send = receive},
	    .policy = b.h.policy};

	assert_int_equal(events_out_new(&options, &b.events), 0);
	run();
}

static int
setup(void **state)
{
	struct event_endpoint *e = calloc(1, sizeof(*e));

	(void)state;
	memset(&b, 0, sizeof(b));
	b.status = 200;
	harness_init(&b.h);
	assert_non_null(e);
	*e = (struct event_endpoint){.id = "e", .url = "https://hook.example/in", .names = ""};
	assert_int_equal(secret_set(&e->key, secrets, strlen(secrets)), 0);
	b.h.policy->endpoints = e;
	b.h.policy->endpoint_count = 1;
	harness_open(&b.h);
	assert_int_equal(clock_new_fake(&b.clock, HARNESS_START, 0), 0);
	assert_int_equal(loop_new(&b.loop, b.clock), 0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	events_out_free(b.events);
	loop_free(b.loop);
	clock_free(b.clock);
	harness_clear(&b.h);
	return 0;
}

static bool
says(size_t n, const char *what)
{
	return strstr(b.bodies[n], what) != NULL;
}

static void
test_what_happens_is_told_in_order_from_now_on(void **state)
{
	struct endpoint_state s;

	(void)state;
	(void)harness_register(&b.h, "L-0", "4240");
	start();
	assert_int_equal(b.calls, 0); /* what was before is nobody's business */
	(void)harness_register(&b.h, "L-1", "4241");
	(void)harness_register(&b.h, "L-2", "4242");
	(void)harness_register(&b.h, "L-3", "4243");
	run();
	assert_int_equal(b.calls, 3);
	for (size_t i = 0; i < 3; i++) {
		char order[32];

		(void)snprintf(order, sizeof(order), "\"order\":\"L-%zu\"", i + 1);
		assert_true(says(i, "\"type\":\"shipment.registered\""));
		assert_true(says(i, order));
		assert_string_not_equal(b.ids[i], b.ids[(i + 1) % 3]);
	}
	/* and a restart tells nothing again */
	s = kept();
	assert_true(s.seq > 0);
	events_out_free(b.events);
	start();
	assert_int_equal(b.calls, 3);
}

static void
test_only_what_it_asked_for_is_told(void **state)
{
	struct event_endpoint *e = &b.h.policy->endpoints[0];
	uint64_t id;

	(void)state;
	(void)text_cut(e->names, sizeof(e->names), SPAN("case.opened"));
	start();
	id = harness_register(&b.h, "L-1", "4241");
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, id, "CASE")).rc, 0);
	run();
	assert_int_equal(b.calls, 0);
	(void)text_cut(e->names, sizeof(e->names), SPAN("case.opened, shipment.registered"));
	(void)harness_register(&b.h, "L-2", "4242");
	run();
	assert_int_equal(b.calls, 1);
}

static void
test_one_that_is_not_taken_is_told_again_and_nothing_passes_it(void **state)
{
	struct endpoint_state s;

	(void)state;
	start();
	b.status = 503;
	(void)harness_register(&b.h, "L-1", "4241");
	(void)harness_register(&b.h, "L-2", "4242");
	run();
	assert_int_equal(b.calls, 1);
	s = kept();
	assert_int_equal(s.attempts, 1);
	assert_int_equal(s.code, 503);
	assert_true(s.failing_since_utc_ms != AT_NONE);
	/* also after a restart it waits for its time: five seconds, then five minutes */
	events_out_free(b.events);
	start();
	assert_int_equal(b.calls, 1);
	loop_advance(b.loop, 5 * SECOND_MS);
	run();
	assert_int_equal(b.calls, 2);
	b.retry_after = "1200";
	loop_advance(b.loop, 5 * MINUTE_MS);
	run();
	assert_int_equal(b.calls, 3);
	assert_true(b.at[2] - b.at[1] >= 5 * MINUTE_MS);
	b.retry_after = NULL;
	b.status = 204;
	loop_advance(b.loop, 30 * MINUTE_MS);
	run();
	assert_int_equal(b.calls, 5);
	for (size_t i = 1; i < 4; i++) {
		assert_string_equal(b.ids[i], b.ids[0]);
		assert_string_equal(b.bodies[i], b.bodies[0]);
	}
	assert_true(says(4, "\"order\":\"L-2\""));
	s = kept();
	assert_int_equal(s.attempts, 0);
	assert_true(s.failing_since_utc_ms == AT_NONE);
}

static void
test_one_that_is_gone_is_off_until_it_leads_elsewhere(void **state)
{
	struct event_endpoint *e = &b.h.policy->endpoints[0];

	(void)state;
	start();
	b.status = 410;
	(void)harness_register(&b.h, "L-1", "4241");
	run();
	assert_int_equal(b.calls, 1);
	assert_true(kept().off);
	b.status = 200;
	loop_advance(b.loop, 2 * DAY_MS);
	run();
	assert_int_equal(b.calls, 1);
	(void)text_cut(e->url, sizeof(e->url), SPAN("https://hook.example/new"));
	assert_int_equal(events_out_set_policy(b.events, b.h.policy), 0);
	loop_advance(b.loop, 1);
	run();
	assert_int_equal(b.calls, 2);
	assert_string_equal(b.ids[1], b.ids[0]);
	assert_false(kept().off);
}

/* As a person asks for it. */
static void
replay(int64_t since)
{
	struct op *op = op_new(OP_ENDPOINT, clock_world(b.clock), NULL);

	assert_non_null(op);
	op->endpoint.state = kept();
	event_out_replay(&op->endpoint.state, since);
	op->endpoint.from_seq = -1;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	run();
}

static void
test_a_replay_tells_again_with_the_same_ids(void **state)
{
	int64_t from;

	(void)state;
	start();
	from = kept().seq;
	(void)harness_register(&b.h, "L-1", "4241");
	(void)harness_register(&b.h, "L-2", "4242");
	run();
	assert_int_equal(b.calls, 2);
	replay(from);
	assert_int_equal(b.calls, 4);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(b.ids[i + 2], b.ids[i]);
		assert_string_equal(b.bodies[i + 2], b.bodies[i]);
	}
}

/* ---- what the shop hears of it ---- */

static int
setup_with_the_judge(void **state)
{
	int rc = setup(state);

	harness_close(&b.h);
	b.h.options.judge = &judge_default;
	harness_open(&b.h);
	return rc;
}

/* By now, the shop being looked at as it is every few minutes: of this, and of anything else about the program. */
static size_t
told(const char *what)
{
	uint64_t ids[16];
	size_t count = 0, of = 0;
	struct op *op = op_new(OP_SHOP, clock_world(b.clock), b.h.policy);

	assert_non_null(op);
	(void)text_cut(op->shop, sizeof(op->shop), span_of(b.h.policy->shops[0].id));
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	assert_int_equal(
	    store_notices(b.h.reader, 0, "", "", &(struct store_cursor){.len = 0}, ids, 16, &count),
	    0);
	for (size_t i = 0; i < count; i++) {
		struct notice n;

		assert_int_equal(store_notice(b.h.reader, ids[i], &n), 0);
		if (n.kind != NOTICE_EVENTS_FAILING || strcmp(n.facts.rule, what) != 0)
			continue;
		assert_int_equal(
		    n.state, NOTICE_STATE_PENDING); /* also while all is in the shadow */
		assert_int_equal(n.audience, AUDIENCE_SHOP);
		assert_string_equal(n.facts.account, "e");
		of++;
	}
	return of;
}

/* So often in all, each when it is time. */
static void
try_until(size_t calls)
{
	while (b.calls < calls) {
		assert_true(kept().next_utc_ms != AT_NONE);
		loop_advance(b.loop, kept().next_utc_ms - clock_world(b.clock));
		run();
	}
}

static void
test_the_shop_hears_once_of_each_failure_that_lasts(void **state)
{
	(void)state;
	start();
	b.status = 503;
	(void)harness_register(&b.h, "L-1", "4241");
	run();
	try_until(3);
	assert_int_equal(told("failing"), 0); /* five minutes: it may mend itself */
	try_until(4);
	assert_int_equal(told("failing"), 1);
	try_until(6);
	assert_int_equal(told("failing"), 1);
	b.status = 200;
	try_until(7);
	assert_true(kept().failing_since_utc_ms == AT_NONE);
	loop_advance(b.loop, HOUR_MS);
	assert_int_equal(told("failing"), 1);
	b.status = 0; /* it cannot be reached: another time, another word */
	(void)harness_register(&b.h, "L-2", "4242");
	run();
	try_until(b.calls + 3);
	assert_int_equal(kept().error, ERR_NETWORK);
	assert_int_equal(told("failing"), 2);
	assert_int_equal(told("off"), 0);
}

static void
test_the_shop_hears_at_once_of_one_that_is_gone(void **state)
{
	(void)state;
	start();
	b.status = 410;
	(void)harness_register(&b.h, "L-1", "4241");
	run();
	assert_int_equal(told("off"), 1);
	loop_advance(b.loop, DAY_MS);
	run();
	assert_int_equal(told("off"), 1);
	assert_int_equal(told("failing"), 0);
	assert_int_equal(b.calls, 1);
}

/* Who has it told again takes it for mended: what still fails, or is gone again, is new. */
static void
test_after_a_replay_the_shop_hears_again_of_what_is_not_mended(void **state)
{
	int64_t from;

	(void)state;
	start();
	from = kept().seq;
	b.status = 410;
	(void)harness_register(&b.h, "L-1", "4241");
	run();
	assert_int_equal(told("off"), 1);
	loop_advance(b.loop, HOUR_MS);
	replay(from);
	assert_int_equal(b.calls, 2);
	assert_true(kept().off);
	assert_int_equal(kept().attempts, 1);
	assert_int_equal(told("off"), 2);
	b.status = 200;
	replay(from);
	assert_int_equal(b.calls, 3);
	assert_false(kept().off);
	assert_int_equal(kept().code, 0);
	assert_true(kept().failing_since_utc_ms == AT_NONE);
}

/* Down for longer than the journal lasts: the rest is told, and what is missing is said. */
static void
test_who_is_behind_for_too_long_goes_on_where_the_journal_begins(void **state)
{
	struct store_due due;
	int64_t stood;
	uint64_t first;

	(void)state;
	b.h.policy->journal_days = 10;
	start();
	b.status = 503;
	first = harness_register(&b.h, "L-1", "4241");
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, first, "DELIVERED")).rc, 0);
	run();
	stood = kept().seq;
	loop_advance(b.loop, 41LL * DAY_MS);
	run();
	b.h.now_utc_ms = clock_world(b.clock);
	(void)harness_register(&b.h, "L-2", "4242");
	while (harness_run(&b.h, op_new(OP_RETAIN, b.h.now_utc_ms, b.h.policy)).more)
		;
	run();
	b.calls = 0;
	b.status = 200;
	try_until(1);
	store_due(b.h.store, &due);
	assert_true(due.journal_gone > 0);
	assert_int_equal(b.calls, 1);
	assert_true(says(0, "\"order\":\"L-2\""));
	assert_int_equal(kept().left_until, due.journal_gone);
	assert_int_equal(kept().left_after, stood);
	assert_int_equal(kept().attempts, 0);
	assert_true(kept().left_utc_ms != AT_NONE); /* until a person has it told again */
}

#define CASE(test)   cmocka_unit_test_setup_teardown(test, setup, teardown)
#define JUDGED(test) cmocka_unit_test_setup_teardown(test, setup_with_the_judge, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_what_happens_is_told_in_order_from_now_on),
	    CASE(test_only_what_it_asked_for_is_told),
	    CASE(test_one_that_is_not_taken_is_told_again_and_nothing_passes_it),
	    CASE(test_one_that_is_gone_is_off_until_it_leads_elsewhere),
	    CASE(test_a_replay_tells_again_with_the_same_ids),
	    CASE(test_who_is_behind_for_too_long_goes_on_where_the_journal_begins),
	    JUDGED(test_the_shop_hears_once_of_each_failure_that_lasts),
	    JUDGED(test_the_shop_hears_at_once_of_one_that_is_gone),
	    JUDGED(test_after_a_replay_the_shop_hears_again_of_what_is_not_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
