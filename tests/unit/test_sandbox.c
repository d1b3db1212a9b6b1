/*
 * The carrier that there is not: its numbers walk through every milestone, from the due index to shipments and notices as any parcel does,
 * and nothing of it leaves the machine, teaches or is reported. A program of the shop's is told of them as of any other.
 */

#include "monitor/poll/sandbox.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "carriers/sandbox.h"
#include "monitor/base/json.h"
#include "monitor/base/json_scan.h"
#include "monitor/base/text.h"
#include "monitor/notice/events_out.h"
#include "monitor/poll/poll.h"
#include "monitor/promise/judge.h"
#include "tests/support/store_harness.h"

enum { ROUNDS = 9, ROUND_MS = 6 * MINUTE_MS, PATIENCE_MS = 20000, TOLD_ROOM = 1024 };

static struct {
	struct harness h;
	struct clock *clock;
	struct loop *loop;
	struct sandbox *sandbox;
	struct poll *poll;
	size_t left; /* requests that went on to the network */
	struct events_out *events;
	char told[TOLD_ROOM];    /* what a program of the shop's has been told, in order */
	transport_done_fn *done; /* that has not been answered yet */
	void *arg;
} b;

static int
leave(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	(void)self;
	(void)options;
	(void)done;
	(void)arg;
	b.left++;
	http_request_clear(req);
	return ERR_BUSY;
}

static void
fill_policy(struct policy *p)
{
	struct shop *shop = &p->shops[0];

	(void)snprintf(shop->name, sizeof(shop->name), "Luna de muestra");
	(void)snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
	(void)snprintf(shop->locale, sizeof(shop->locale), "es");
	(void)snprintf(shop->country, sizeof(shop->country), "ES");
	(void)snprintf(shop->alerts_to, sizeof(shop->alerts_to), "tienda@ejemplo.example");
	shop->stall_days_domestic = 3;
	shop->stall_days_abroad = 5;
	p->accounts = calloc(1, sizeof(*p->accounts));
	assert_non_null(p->accounts);
	p->account_count = 1;
	(void)snprintf(p->accounts[0].id, sizeof(p->accounts[0].id), "prueba");
	(void)snprintf(p->accounts[0].carrier, sizeof(p->accounts[0].carrier), CARRIER_SANDBOX);
}

static int
setup(void **state)
{
	struct poll_options options;

	(void)state;
	memset(&b, 0, sizeof(b));
	harness_init(&b.h);
	fill_policy(b.h.policy);
	b.h.options.judge = &judge_default;
	harness_open(&b.h);
	store_port_follow(b.h.port);
	assert_int_equal(clock_new_fake(&b.clock, b.h.now_utc_ms, 0), 0);
	assert_int_equal(loop_new(&b.loop, b.clock), 0);
	assert_int_equal(sandbox_new(b.loop, (struct transport_port){leave, NULL}, &b.sandbox), 0);
	options = (struct poll_options){.loop = b.loop,
	    .store = b.h.store,
	    .port = b.h.port,
	    .reader = b.h.reader,
	    .transport = sandbox_port(b.sandbox),
	    .carrier = carrier_find,
	    .policy = b.h.policy};
	assert_int_equal(poll_new(&options, &b.poll), 0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	events_out_free(b.events);
	poll_stop(b.poll);
	sandbox_free(b.sandbox);
	poll_free(b.poll);
	loop_free(b.loop);
	clock_free(b.clock);
	harness_clear(&b.h);
	return 0;
}

static void
set(struct op *op, const char *field, const char *value)
{
	struct why why = {0};

	if (registration_set(&op->registration, field, span_of(value), &why) != 0)
		fail_msg("%s: %s", field, why.text);
}

static uint64_t
register_number(const char *number)
{
	struct op *op = op_new(OP_REGISTER, clock_world(b.clock), b.h.policy);
	struct answered done;
	struct why why = {0};

	set(op, "order", number);
	set(op, "number", number);
	set(op, "account", "prueba");
	set(op, "promised_date", "2026-06-01");
	set(op, "country", "ES");
	set(op, "postcode", "28052");
	set(op, "customer_name", "Ana Ejemplo");
	set(op, "customer_email", "ana@ejemplo.example");
	assert_int_equal(
	    registration_finish(&op->registration, b.h.policy, clock_world(b.clock), &why), 0);
	done = harness_run(&b.h, op);
	assert_int_equal(done.rc, 0);
	return done.id;
}

/* Some minutes go by; what is due is asked, and stored. */
static void
go_on(void)
{
	struct pollfd fd = {.fd = store_port_fd(b.h.port), .events = POLLIN};

	loop_advance(b.loop, ROUND_MS);
	poll_wake(b.poll);
	for (;;) {
		loop_advance(b.loop, 1); /* what is asked is answered at the next turn */
		if (poll_busy(b.poll) == 0)
			break;
		assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
		(void)store_port_run(b.h.port);
	}
}

static struct shipment
read_shipment(uint64_t id)
{
	struct shipment s = SHIPMENT_INIT;

	assert_int_equal(store_shipment(b.h.reader, id, &s), 0);
	return s;
}

static bool
was_told(const struct shipment *s, enum notice_kind kind)
{
	struct store_cursor cursor = {0};
	uint64_t ids[16];
	size_t count = 0;
	bool found = false;

	assert_int_equal(
	    store_notices(b.h.reader, 0, s->shop, s->order, &cursor, ids, 16, &count), 0);
	for (size_t i = 0; i < count; i++) {
		struct notice n = NOTICE_INIT;

		assert_int_equal(store_notice(b.h.reader, ids[i], &n), 0);
		found = found || (n.kind == kind && n.audience == AUDIENCE_CUSTOMER);
		assert_int_equal(n.state == NOTICE_STATE_SENT, false);
		/* A shop that has not said otherwise writes to nobody, invented or not. */
		if (n.audience == AUDIENCE_CUSTOMER)
			assert_true(
			    n.state == NOTICE_STATE_SHADOW || n.state == NOTICE_STATE_PENDING);
	}
	return found;
}

/* ---- what is shown ---- */

static const struct {
	const char *number;
	enum milestone last;
	size_t scans;
} walks[] = {
    {"SANDBOX-ACTION-1", MILESTONE_DELIVERED, 6},
    {"SANDBOX-ATTEMPT-1", MILESTONE_DELIVERED, 7},
    {"SANDBOX-CANCELLED-1", MILESTONE_CANCELLED, 2},
    {"SANDBOX-DELAY-1", MILESTONE_DELIVERED, 7},
    {"SANDBOX-DELIVERED-1", MILESTONE_DELIVERED, 5},
    {"SANDBOX-EXPIRED-1", MILESTONE_EXPIRED, 4},
    {"SANDBOX-LOST-1", MILESTONE_LOST_DAMAGED, 4},
    {"SANDBOX-NOTFOUND-1", MILESTONE_UNKNOWN, 0},
    {"SANDBOX-PICKUP-1", MILESTONE_DELIVERED, 6},
    {"SANDBOX-RETURN-1", MILESTONE_RETURNED, 5},
    {"SANDBOX-SILENT-1", MILESTONE_ACCEPTED, 2},
    {"SANDBOX-UNKNOWN-1", MILESTONE_ACCEPTED, 3},
};
enum { WALKS = sizeof(walks) / sizeof(walks[0]) };

static void
test_every_number_walks_to_its_end_and_every_milestone_is_met(void **state)
{
	bool met[MILESTONE_COUNT] = {false};
	uint64_t ids[WALKS];

	(void)state;
	for (size_t i = 0; i < WALKS; i++)
		ids[i] = register_number(walks[i].number);
	for (int round = 0; round < ROUNDS; round++)
		go_on();
	for (size_t i = 0; i < WALKS; i++) {
		struct shipment s = read_shipment(ids[i]);

		if (s.events.count != walks[i].scans ||
		    (walks[i].scans > 0 && s.milestone != walks[i].last))
			fail_msg("%s: %zu scans, %s", walks[i].number, s.events.count,
			    milestone_name(s.milestone));
		for (size_t k = 0; k < s.events.count; k++)
			met[s.events.items[k].milestone] = true;
		assert_false(s.adopted);
		assert_false(s.learned);
		shipment_clear(&s);
	}
	for (int m = 0; m < MILESTONE_COUNT; m++)
		if (!met[m])
			fail_msg("no number comes to %s", milestone_name((enum milestone)m));
	assert_int_equal(b.left, 0);
}

static void
test_its_slips_are_words_to_the_customer_as_of_any_parcel(void **state)
{
	uint64_t late = register_number("SANDBOX-DELAY-2"),
		 lost = register_number("SANDBOX-LOST-2");
	struct shipment s;

	(void)state;
	for (int round = 0; round < 5; round++)
		go_on();
	s = read_shipment(late);
	assert_int_equal(s.state, PROMISE_SLIPPING);
	assert_true(was_told(&s, NOTICE_DELAY));
	shipment_clear(&s);
	s = read_shipment(lost);
	assert_int_equal(s.milestone, MILESTONE_LOST_DAMAGED);
	assert_true(was_told(&s, NOTICE_LOST));
	shipment_clear(&s);
}

/* ---- what a program of the shop's is told ---- */

static int
take_event(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	struct json_doc doc = JSON_DOC_INIT;
	char type[48], order[32], milestone[32] = "";
	size_t len = strlen(b.told);
	struct why why;

	(void)self;
	(void)options;
	assert_int_equal(json_parse(&doc, buf_span(&req->body), &why), 0);
	assert_true(json_string_copy(json_path(json_root(&doc), "type"), type, sizeof(type)));
	assert_true(
	    json_string_copy(json_path(json_root(&doc), "data.order"), order, sizeof(order)));
	(void)json_string_copy(
	    json_path(json_root(&doc), "data.milestone"), milestone, sizeof(milestone));
	assert_string_equal(order, "SANDBOX-DELAY-4");
	(void)snprintf(b.told + len, sizeof(b.told) - len, "%s%s%s\n", type,
	    milestone[0] != '\0' ? " " : "", milestone);
	json_doc_clear(&doc);
	http_request_clear(req);
	b.done = done;
	b.arg = arg;
	return 0;
}

/* Until there is nothing left to tell; each is taken. */
static void
tell(void)
{
	struct pollfd fd = {.fd = store_port_fd(b.h.port), .events = POLLIN};

	for (events_out_wake(b.events); events_out_busy(b.events) > 0; events_out_wake(b.events)) {
		transport_done_fn *done = b.done;
		struct http_response res;

		http_response_init(&res);
		res.status = 204;
		b.done = NULL;
		if (done != NULL)
			done(0, &res, b.arg);
		else
			assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
		(void)store_port_run(b.h.port);
		http_response_clear(&res);
	}
}

static void
begin_telling(void)
{
	static const char key[] = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
	struct event_endpoint *e = calloc(1, sizeof(*e));
	const struct events_out_options options = {.loop = b.loop,
	    .store = b.h.store,
	    .port = b.h.port,
	    .reader = b.h.reader,
	    .transport = {.send = take_event},
	    .policy = b.h.policy};

	assert_non_null(e);
	*e = (struct event_endpoint){.id = "e",
	    .url = "https://hook.example/in",
	    .names =
		"shipment.registered, shipment.milestone.changed, promise.slipped, promise.kept"};
	assert_int_equal(secret_set(&e->key, key, strlen(key)), 0);
	b.h.policy->endpoints = e;
	b.h.policy->endpoint_count = 1;
	assert_int_equal(events_out_new(&options, &b.events), 0);
	tell();
}

/* So that whoever writes a receiver sees a whole walk, slip and all, in minutes. */
static void
test_a_webhook_tells_its_walk_in_order(void **state)
{
	(void)state;
	begin_telling();
	(void)register_number("SANDBOX-DELAY-4");
	for (int round = 0; round < ROUNDS; round++) {
		tell();
		go_on();
	}
	tell();
	assert_string_equal(b.told,
	    "shipment.registered\n"
	    "shipment.milestone.changed label_created\n"
	    "shipment.milestone.changed accepted\n"
	    "shipment.milestone.changed in_transit\n"
	    "shipment.milestone.changed exception\n"
	    "promise.slipped exception\n"
	    "shipment.milestone.changed in_transit\n"
	    "shipment.milestone.changed out_for_delivery\n"
	    "shipment.milestone.changed delivered\n"
	    "promise.kept delivered\n");
}

static void
test_a_number_says_how_far_apart_its_steps_are(void **state)
{
	uint64_t id = register_number("SANDBOX-DELIVERED-EVERY30M-1");
	struct shipment s;

	(void)state;
	for (int round = 0; round < 7; round++) /* 36 minutes since the first answer */
		go_on();
	s = read_shipment(id);
	assert_int_equal(s.events.count, 2);
	shipment_clear(&s);
}

static void
test_what_others_are_asked_leaves(void **state)
{
	struct transport_port port = sandbox_port(b.sandbox);
	struct transport_options options = {.origin = ""};
	struct http_request req;

	(void)state;
	http_request_init(&req);
	assert_int_equal(buf_add_str(&req.url, "https://sandbox.invalid.example/1"), 0);
	assert_int_equal(port.send(port.self, &req, &options, NULL, NULL), ERR_BUSY);
	assert_int_equal(b.left, 1);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    CASE(test_every_number_walks_to_its_end_and_every_milestone_is_met),
	    CASE(test_its_slips_are_words_to_the_customer_as_of_any_parcel),
	    CASE(test_a_webhook_tells_its_walk_in_order),
	    CASE(test_a_number_says_how_far_apart_its_steps_are),
	    CASE(test_what_others_are_asked_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
