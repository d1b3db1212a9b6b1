#include "monitor/poll/poll.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/log.h"
#include "tests/support/store_harness.h"

enum { REQUESTS = 256, PATIENCE_MS = 20000 };

/* A request that has left, and who waits for its answer. */
struct request {
	char url[1024];
	char key[64]; /* what it identified itself with */
	transport_done_fn *done;
	void *arg;
	bool answered;
};

static struct {
	struct harness store;
	struct clock *clock;
	struct loop *loop;
	struct poll *poll;
	struct request requests[REQUESTS];
	size_t asked;
	size_t parsed;
	int send_rc;
	int health_changes;
	struct carrier carrier;
} b;

/* ---- a carrier that reads "NUMBER=CODE" lines; CODE may be ? (not known) or ! (rejected), `next=X` asks for another step ---- */

static int
fake_build(const struct track_query *q, struct http_request *out)
{
	int rc = http_headers_add_secret(&out->headers, "Key",
	    q->token ? secret_bytes(&q->token->value) : secret_bytes(&q->account->key));

	(void)buf_addf(&out->url, "https://fake.example/track?step=%s&", q->next);
	for (size_t i = 0; i < q->count; i++)
		(void)buf_addf(&out->url, "%s,", q->numbers[i].number);
	return rc;
}

static int
fake_read(struct span line, const struct track_query *q, struct observation_list *out)
{
	struct observation *o = NULL;
	struct span number;

	if (!text_split(&line, '=', &number))
		return 0;
	if (span_equal_str(number, "next"))
		return text_copy_span(out->next, sizeof(out->next), line);
	for (size_t i = 0; i < out->count; i++)
		if (span_equal_str(number, out->items[i].number))
			o = &out->items[i];
	if (!o && !(o = observation_list_add(out)))
		return ERR_NOMEM;
	(void)text_cut(o->number, sizeof(o->number), number);
	if (span_equal_str(line, "?"))
		o->error = ERR_NOT_FOUND;
	else if (span_equal_str(line, "!"))
		o->error = ERR_REJECTED;
	else {
		struct event *e = event_list_add(&o->events);

		assert_non_null(e);
		e->at = when_utc_ms(HARNESS_START + (int64_t)o->events.count * HOUR_MS);
		e->milestone = MILESTONE_IN_TRANSIT;
		(void)text_cut(e->code, sizeof(e->code), line);
	}
	(void)q;
	return 0;
}

static int
fake_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct span rest = buf_span(&in->body);
	struct span line;
	int rc = 0;

	b.parsed++;
	switch (in->status) {
	case 401: return ERR_BAD_CREDENTIALS;
	case 429: return ERR_RATE_LIMITED;
	case 503: return ERR_OUTAGE;
	case 400: return ERR_REJECTED;
	default: break;
	}
	if (text_starts(rest, "{"))
		return why_set(why, ERR_MALFORMED, 3, "a.b", "not lines");
	out->next[0] = '\0';
	while (rc == 0 && text_split(&rest, '\n', &line))
		rc = fake_read(line, q, out);
	return rc;
}

static int
fake_auth_build(const struct account *acct, struct http_request *out)
{
	(void)buf_add_str(&out->url, "https://fake.example/token");
	return http_headers_add_secret(&out->headers, "Key", secret_bytes(&acct->key));
}

static int
fake_auth_parse(
    const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why)
{
	if (in->status == 401)
		return why_set(why, ERR_BAD_CREDENTIALS, SIZE_MAX, "", "wrong key");
	if (in->status != 200)
		return ERR_OUTAGE;
	out->expires_utc_ms = now_utc_ms + HOUR_MS;
	return secret_set(&out->value, in->body.data, in->body.len);
}

static const struct carrier *
fake_carrier(const char *id)
{
	return strcmp(id, "fake") == 0 ? &b.carrier : NULL;
}

/* ---- a transport that the test answers for ---- */

static int
fake_send(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	struct request *r = &b.requests[b.asked];
	const char *key = http_headers_get(&req->headers, "Key");

	(void)self;
	(void)options;
	assert_true(b.asked < REQUESTS);
	if (b.send_rc < 0)
		return b.send_rc;
	(void)snprintf(r->url, sizeof(r->url), "%s", buf_str(&req->url));
	(void)snprintf(r->key, sizeof(r->key), "%s", key ? key : "");
	r->done = done;
	r->arg = arg;
	http_request_clear(req);
	b.asked++;
	return 0;
}

static void
answer_rc(size_t nth, int rc, int status, const char *header, const char *body)
{
	struct request *r = &b.requests[nth];
	struct http_response res;

	assert_true(nth < b.asked);
	assert_false(r->answered);
	r->answered = true;
	http_response_init(&res);
	res.status = status;
	if (header)
		assert_int_equal(http_headers_add(&res.headers, "Retry-After", header), 0);
	(void)buf_add_str(&res.body, body);
	r->done(rc, &res, r->arg);
	http_response_clear(&res);
}

static void
answer(size_t nth, int status, const char *body)
{
	answer_rc(nth, 0, status, NULL, body);
}

/* ---- the bench ---- */

static void
on_health(void *arg)
{
	(void)arg;
	b.health_changes++;
}

static void
poll_start(void)
{
	struct poll_options options = {.loop = b.loop,
	    .store = b.store.store,
	    .port = b.store.port,
	    .reader = b.store.reader,
	    .transport = {fake_send, NULL},
	    .carrier = fake_carrier,
	    .policy = b.store.policy,
	    .health_changed = on_health};

	assert_int_equal(poll_new(&options, &b.poll), 0);
}

static int
setup(void **state)
{
	struct account *a;

	(void)state;
	memset(&b, 0, sizeof(b));
	b.carrier = (struct carrier){.id = "fake",
	    .limits = {.interval_ms = 10 * MINUTE_MS, .batch = 1, .steps = 3},
	    .evidence = EVIDENCE_VENDOR,
	    .adapter_version = 1,
	    .track_build = fake_build,
	    .track_parse = fake_parse};
	harness_init(&b.store);
	a = calloc(1, sizeof(*a));
	assert_non_null(a);
	(void)snprintf(a->id, sizeof(a->id), "dhl-main");
	(void)snprintf(a->carrier, sizeof(a->carrier), "fake");
	assert_int_equal(secret_set(&a->key, "k1", 2), 0);
	b.store.policy->accounts = a;
	b.store.policy->account_count = 1;
	harness_open(&b.store);
	assert_int_equal(clock_new_fake(&b.clock, HARNESS_START, 1000), 0);
	assert_int_equal(loop_new(&b.loop, b.clock), 0);
	return 0;
}

static void poll_end(void);

static int
teardown(void **state)
{
	(void)state;
	poll_end();
	harness_clear(&b.store);
	loop_free(b.loop);
	clock_free(b.clock);
	return 0;
}

/* Let the writer finish what it was given. */
static void
settle(void)
{
	struct pollfd fd = {.fd = store_port_fd(b.store.port), .events = POLLIN};

	while (poll_busy(b.poll) > 0) {
		assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
		(void)store_port_run(b.store.port);
	}
}

/* ... and the account's state, whose writes are not counted as busy: an op behind it is done after it. */
static void
settle_account(void)
{
	struct answered last;

	harness_submit(&b.store, op_new(OP_CLOCK, clock_world(b.clock), NULL), &last);
	harness_wait(&b.store, &last);
	harness_submit(&b.store, op_new(OP_CLOCK, clock_world(b.clock), NULL), &last);
	harness_wait(&b.store, &last);
}

static struct account_state
account_on_disk(void)
{
	struct account_state s;

	settle_account();
	assert_int_equal(store_account(b.store.reader, "dhl-main", &s), 0);
	return s;
}

/* As at the end of the daemon: what is under way is broken off, what was answered is stored. */
static void
poll_end(void)
{
	poll_stop(b.poll);
	for (size_t i = 0; i < b.asked; i++)
		if (!b.requests[i].answered)
			answer_rc(i, ERR_STOPPING, 0, NULL, "");
	settle();
	settle_account();
	poll_free(b.poll);
	b.poll = NULL;
}

static uint64_t
parcel(const char *number)
{
	char order[32];

	(void)snprintf(order, sizeof(order), "P%s", number);
	return harness_register(&b.store, order, number);
}

static struct schedule
schedule_of(uint64_t id)
{
	struct schedule s;

	assert_int_equal(store_schedule(b.store.reader, id, &s), 0);
	return s;
}

static size_t
scans_of(uint64_t id)
{
	struct shipment s = SHIPMENT_INIT;
	size_t count;

	assert_int_equal(store_shipment(b.store.reader, id, &s), 0);
	count = s.events.count;
	shipment_clear(&s);
	return count;
}

static void
begin(void)
{
	poll_start();
	loop_advance(b.loop, 2 * HOUR_MS); /* what was just registered is due by now */
	poll_wake(b.poll);
}

/* ---- asking and answering ---- */

static void
test_what_is_due_is_asked_and_its_answer_stored_and_put_off(void **state)
{
	uint64_t id = parcel("A1");

	(void)state;
	begin();
	assert_int_equal(b.asked, 1);
	assert_string_equal(b.requests[0].url, "https://fake.example/track?step=&A1,");
	assert_string_equal(b.requests[0].key, "k1");
	answer(0, 200, "A1=DEPOT");
	settle();
	assert_int_equal(scans_of(id), 1);
	assert_int_equal(schedule_of(id).error, 0);
	assert_true(schedule_of(id).next_poll_utc_ms > clock_world(b.clock));
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 2 * HOUR_MS);
	assert_int_equal(b.asked, 2);
}

static void
test_no_number_is_asked_about_twice_at_once(void **state)
{
	(void)state;
	(void)parcel("A1");
	begin();
	for (int i = 0; i < 5; i++) {
		loop_advance(b.loop, HOUR_MS);
		poll_wake(b.poll);
	}
	assert_int_equal(b.asked, 1);
	/* ... nor between its answer and the commit */
	answer(0, 200, "A1=DEPOT");
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
}

static void
test_numbers_go_in_batches_as_the_carrier_takes_them(void **state)
{
	uint64_t first = 0, last = 0;
	char number[16];

	(void)state;
	b.carrier.limits.batch = 3;
	for (int i = 0; i < 7; i++) {
		(void)snprintf(number, sizeof(number), "N%d", i);
		last = parcel(number);
		first = first ? first : last;
	}
	begin();
	assert_int_equal(b.asked, 3);
	for (size_t i = 0; i < 3; i++)
		answer(i, 200, "N0=A\nN1=B\nN2=?\nN3=D\nN4=E\nN5=!\nN6=G");
	settle();
	assert_int_equal(scans_of(first), 1);
	assert_int_equal(scans_of(last), 1);
	assert_int_equal(schedule_of(first + 2).error, ERR_NOT_FOUND);
	assert_true(schedule_of(first + 2).next_poll_utc_ms != AT_NONE);
	assert_int_equal(schedule_of(first + 5).error, ERR_REJECTED);
	assert_int_equal(schedule_of(first + 5).next_poll_utc_ms, AT_NONE);
}

static void
test_an_answer_that_leaves_a_number_out_is_malformed_for_it_alone(void **state)
{
	uint64_t id;

	(void)state;
	b.carrier.limits.batch = 2;
	id = parcel("A1");
	(void)parcel("A2");
	begin();
	answer(0, 200, "A1=DEPOT");
	settle();
	assert_int_equal(schedule_of(id).error, 0);
	assert_int_equal(schedule_of(id + 1).error, ERR_MALFORMED);
	assert_int_equal(account_on_disk().health, 0);
}

static void
test_the_same_bytes_are_not_read_again(void **state)
{
	uint64_t id = parcel("A1");
	int64_t asked;

	(void)state;
	begin();
	answer(0, 200, "A1=DEPOT");
	settle();
	loop_advance(b.loop, 2 * HOUR_MS);
	asked = clock_world(b.clock) - 70 * MINUTE_MS;
	answer(1, 200, "A1=DEPOT");
	settle();
	assert_int_equal(b.parsed, 1);
	assert_int_equal(scans_of(id), 1);
	assert_true(schedule_of(id).last_ok_utc_ms >= asked);
	loop_advance(b.loop, 2 * HOUR_MS);
	answer(2, 200, "A1=DOOR");
	settle();
	assert_int_equal(b.parsed, 2);
	assert_int_equal(scans_of(id), 2);
	/* another reading of the same bytes */
	b.carrier.adapter_version = 2;
	loop_advance(b.loop, 2 * HOUR_MS);
	answer(3, 200, "A1=DOOR");
	settle();
	assert_int_equal(b.parsed, 3);
}

static void
test_of_a_batch_only_what_says_something_new_is_reviewed(void **state)
{
	uint64_t id;

	(void)state;
	b.carrier.limits.batch = 2;
	id = parcel("A1");
	(void)parcel("A2");
	begin();
	answer(0, 200, "A1=DEPOT\nA2=DEPOT");
	settle();
	loop_advance(b.loop, 2 * HOUR_MS);
	for (size_t i = 1; i < b.asked; i++)
		answer(i, 200, "A1=DEPOT\nA2=DOOR");
	settle();
	assert_int_equal(scans_of(id), 1); /* the harness's judge adds a scan for each review */
	assert_int_equal(scans_of(id + 1), 2);
}

static void
test_an_answer_of_several_steps_is_put_together(void **state)
{
	uint64_t id = parcel("A1");

	(void)state;
	begin();
	answer(0, 200, "A1=DEPOT\nnext=2");
	assert_int_equal(b.asked, 2);
	assert_string_equal(b.requests[1].url, "https://fake.example/track?step=2&A1,");
	answer(1, 200, "A1=DOOR\nnext=3");
	answer(2, 200, "A1=HOME\nnext=4"); /* no more steps than the carrier's limit */
	settle();
	assert_int_equal(b.asked, 3);
	assert_int_equal(scans_of(id), 1);
	assert_int_equal(account_on_disk().calls, 3);
}

/* ---- pace ---- */

static void
test_calls_of_an_account_keep_their_gap(void **state)
{
	(void)state;
	b.carrier.limits.gap_ms = 5000;
	for (int i = 0; i < 3; i++)
		(void)parcel((const char *[]){"A1", "A2", "A3"}[i]);
	begin();
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 4999);
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 1);
	assert_int_equal(b.asked, 2);
	loop_advance(b.loop, 5000);
	assert_int_equal(b.asked, 3);
}

static void
test_a_spent_quota_waits_for_the_next_day_also_over_a_restart(void **state)
{
	char number[16];

	(void)state;
	b.store.policy->accounts[0].day_quota = 3;
	for (int i = 0; i < 5; i++) {
		(void)snprintf(number, sizeof(number), "N%d", i);
		(void)parcel(number);
	}
	begin();
	assert_int_equal(b.asked, 3);
	for (size_t i = 0; i < 3; i++)
		answer(i, 200, "N0=A\nN1=A\nN2=A\nN3=A\nN4=A");
	settle();
	assert_int_equal(account_on_disk().calls, 3);
	poll_end();
	poll_start();
	poll_wake(b.poll);
	assert_int_equal(b.asked, 3);
	loop_advance(b.loop, DAY_MS);
	assert_int_equal(b.asked, 6);
}

static void
test_a_silent_account_holds_no_more_than_its_share_of_places(void **state)
{
	char number[16];

	(void)state;
	for (int i = 0; i < LIMIT_ACCOUNT_IN_FLIGHT + 8; i++) {
		(void)snprintf(number, sizeof(number), "N%d", i);
		(void)parcel(number);
	}
	begin();
	assert_int_equal(b.asked, LIMIT_ACCOUNT_IN_FLIGHT);
}

/* ---- trouble ---- */

static void
test_too_often_blocks_the_account_as_told_also_over_a_restart(void **state)
{
	uint64_t id = parcel("A1");

	(void)state;
	(void)parcel("A2");
	begin();
	assert_int_equal(b.asked, 2);
	answer_rc(0, 0, 429, "600", "");
	answer(1, 200, "A2=DEPOT");
	settle();
	assert_int_equal(account_on_disk().health, ERR_RATE_LIMITED);
	assert_int_equal(
	    schedule_of(id).last_try_utc_ms, AT_NONE); /* the number has no part in it */
	poll_end();
	poll_start();
	poll_wake(b.poll);
	loop_advance(b.loop, 599 * SECOND_MS);
	assert_int_equal(b.asked, 2);
	loop_advance(b.loop, SECOND_MS);
	assert_int_equal(b.asked, 3);
	answer(2, 200, "A1=DEPOT");
	settle();
	assert_int_equal(account_on_disk().health, 0);
	assert_int_equal(b.health_changes, 2);
}

static void
test_an_outage_backs_off_and_probes_one_request_at_a_time(void **state)
{
	uint64_t id = parcel("A1");
	struct account_state s;

	(void)state;
	for (int i = 0; i < 3; i++)
		(void)parcel((const char *[]){"A2", "A3", "A4"}[i]);
	begin();
	assert_int_equal(b.asked, 4);
	for (size_t i = 0; i < 4; i++)
		answer(i, 503, "<html>");
	settle();
	s = account_on_disk();
	assert_int_equal(s.health, ERR_OUTAGE);
	assert_int_equal(s.failures, 4);
	assert_int_equal(schedule_of(id).error, ERR_OUTAGE);
	assert_int_equal(schedule_of(id).failures, 1);
	assert_int_equal(b.asked, 4);
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 5);
	answer_rc(4, ERR_TIMEOUT, 0, NULL, "");
	settle();
	assert_int_equal(account_on_disk().failures, 5);
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 6);
	answer(5, 200, "A1=D\nA2=D\nA3=D\nA4=D");
	assert_true(b.asked >= 8); /* well again: the others follow at once */
	assert_int_equal(account_on_disk().health, 0);
}

static void
test_a_reply_that_cannot_be_read_leaves_its_shape_and_puts_its_number_off(void **state)
{
	uint64_t id = parcel("A1");
	struct store_status status;

	(void)state;
	begin();
	answer(0, 200, "{\"a\":{\"b\":\"una calle\"}}");
	settle();
	settle_account();
	assert_int_equal(store_status(b.store.reader, &status), 0);
	assert_int_equal(status.skeletons, 1);
	assert_int_equal(schedule_of(id).error, ERR_MALFORMED);
	assert_true(schedule_of(id).next_poll_utc_ms > clock_world(b.clock) + 5 * HOUR_MS);
	assert_int_equal(scans_of(id), 0);
}

static void
test_a_batch_refused_whole_is_asked_one_by_one(void **state)
{
	uint64_t id;

	(void)state;
	b.carrier.limits.batch = 3;
	id = parcel("A1");
	(void)parcel("A2");
	begin();
	assert_int_equal(b.asked, 1);
	answer(0, 400, "");
	settle();
	assert_int_equal(schedule_of(id).error, ERR_OUTAGE);
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 3);
	answer(1, 400, "");
	answer(2, 200, "A1=DEPOT\nA2=DEPOT");
	settle();
	assert_int_equal(
	    (schedule_of(id).error == ERR_REJECTED) + (schedule_of(id + 1).error == ERR_REJECTED),
	    1);
	assert_int_equal((schedule_of(id).error == 0) + (schedule_of(id + 1).error == 0), 1);
}

static void
test_what_a_stop_ends_stays_due(void **state)
{
	uint64_t id = parcel("A1");

	(void)state;
	begin();
	poll_stop(b.poll);
	answer_rc(0, ERR_STOPPING, 0, NULL, "");
	assert_int_equal(poll_busy(b.poll), 0);
	assert_int_equal(schedule_of(id).last_try_utc_ms, AT_NONE);
	poll_wake(b.poll);
	loop_advance(b.loop, HOUR_MS);
	assert_int_equal(b.asked, 1);
}

static void
test_without_a_place_in_the_writers_queue_nothing_is_asked(void **state)
{
	size_t places = 0;

	(void)state;
	(void)parcel("A1");
	while (store_reserve(b.store.port) == 0)
		places++;
	begin();
	assert_int_equal(b.asked, 0);
	while (places-- > 0)
		store_unreserve(b.store.port);
	loop_advance(b.loop, SECOND_MS);
	assert_int_equal(b.asked, 1);
}

static void
test_an_origin_that_is_refused_stops_nothing_for_good(void **state)
{
	uint64_t id = parcel("A1");

	(void)state;
	b.send_rc = ERR_FORBIDDEN;
	begin();
	assert_int_equal(account_on_disk().health, ERR_FORBIDDEN);
	assert_true(schedule_of(id).next_poll_utc_ms != AT_NONE);
	b.send_rc = 0;
	loop_advance(b.loop, 20 * MINUTE_MS);
	assert_int_equal(b.asked, 1);
}

/* ---- credentials ---- */

static void
with_tokens(void)
{
	b.carrier.auth_build = fake_auth_build;
	b.carrier.auth_parse = fake_auth_parse;
}

static void
test_one_token_is_fetched_for_all_and_used(void **state)
{
	(void)state;
	with_tokens();
	(void)parcel("A1");
	(void)parcel("A2");
	begin();
	assert_int_equal(b.asked, 1);
	assert_string_equal(b.requests[0].url, "https://fake.example/token");
	answer(0, 200, "t1");
	assert_int_equal(b.asked, 2);
	assert_string_equal(b.requests[1].key, "t1");
	answer(1, 200, "A1=D\nA2=D");
	assert_int_equal(b.asked, 3);
	assert_string_equal(b.requests[2].key, "t1");
	answer(2, 200, "A1=D\nA2=D");
	settle();
	assert_int_equal(account_on_disk().calls, 3);
}

static void
test_a_refused_token_is_renewed_once_and_then_the_account_stops(void **state)
{
	uint64_t id;
	struct account_state s;

	(void)state;
	with_tokens();
	id = parcel("A1");
	begin();
	answer(0, 200, "t1");
	answer(1, 401, "");
	assert_string_equal(b.requests[2].url, "https://fake.example/token");
	answer(2, 200, "t2");
	assert_string_equal(b.requests[3].key, "t2");
	answer(3, 401, "");
	settle();
	s = account_on_disk();
	assert_true(s.stopped);
	assert_int_equal(s.health, ERR_BAD_CREDENTIALS);
	assert_true(
	    schedule_of(id).next_poll_utc_ms != AT_NONE); /* the number is as good as ever */
	poll_wake(b.poll);
	loop_advance(b.loop, 2 * DAY_MS);
	poll_end();
	poll_start();
	poll_wake(b.poll);
	assert_int_equal(b.asked, 4);
}

static void
test_a_renewed_token_that_works_ends_the_matter(void **state)
{
	uint64_t id;

	(void)state;
	with_tokens();
	id = parcel("A1");
	begin();
	answer(0, 200, "t1");
	answer(1, 401, "");
	answer(2, 200, "t2");
	answer(3, 200, "A1=DEPOT");
	settle();
	assert_int_equal(scans_of(id), 1);
	assert_false(account_on_disk().stopped);
}

static void
stop_the_account(void)
{
	(void)parcel("A1");
	begin();
	answer(0, 401, "");
	settle();
	assert_true(account_on_disk().stopped);
	assert_int_equal(b.asked, 1);
}

static void
test_another_credential_starts_a_stopped_account(void **state)
{
	struct policy *other = policy_new();

	(void)state;
	stop_the_account();
	assert_int_equal(poll_set_policy(b.poll, b.store.policy), 0);
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
	assert_non_null(other);
	other->accounts = calloc(1, sizeof(*other->accounts));
	assert_non_null(other->accounts);
	other->account_count = 1;
	assert_int_equal(account_copy(other->accounts, b.store.policy->accounts), 0);
	assert_int_equal(secret_set(&other->accounts[0].key, "k2", 2), 0);
	assert_int_equal(poll_set_policy(b.poll, other), 0);
	poll_wake(b.poll);
	assert_int_equal(b.asked, 2);
	assert_string_equal(b.requests[1].key, "k2");
	assert_false(account_on_disk().stopped);
	policy_drop(other);
}

static void
test_a_person_starts_a_stopped_account(void **state)
{
	struct op *op;

	(void)state;
	stop_the_account();
	op = op_new(OP_ACCOUNT, clock_world(b.clock), NULL);
	op->account = account_on_disk();
	op->account.stopped = false;
	assert_int_equal(harness_run(&b.store, op).rc, 0);
	poll_wake(b.poll);
	assert_int_equal(b.asked, 2);
	answer(1, 200, "A1=DEPOT");
	settle();
	assert_int_equal(account_on_disk().health, 0);
}

static void
test_a_failed_token_is_not_asked_for_again_at_once_after_a_restart(void **state)
{
	(void)state;
	with_tokens();
	(void)parcel("A1");
	begin();
	poll_end();
	poll_start();
	poll_wake(b.poll);
	assert_int_equal(b.asked, 1);
	loop_advance(b.loop, 30 * SECOND_MS);
	assert_int_equal(b.asked, 2);
}

static int
quiet(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_ERR - 1);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_what_is_due_is_asked_and_its_answer_stored_and_put_off),
	    TEST(test_no_number_is_asked_about_twice_at_once),
	    TEST(test_numbers_go_in_batches_as_the_carrier_takes_them),
	    TEST(test_an_answer_that_leaves_a_number_out_is_malformed_for_it_alone),
	    TEST(test_the_same_bytes_are_not_read_again),
	    TEST(test_of_a_batch_only_what_says_something_new_is_reviewed),
	    TEST(test_an_answer_of_several_steps_is_put_together),
	    TEST(test_calls_of_an_account_keep_their_gap),
	    TEST(test_a_spent_quota_waits_for_the_next_day_also_over_a_restart),
	    TEST(test_a_silent_account_holds_no_more_than_its_share_of_places),
	    TEST(test_too_often_blocks_the_account_as_told_also_over_a_restart),
	    TEST(test_an_outage_backs_off_and_probes_one_request_at_a_time),
	    TEST(test_a_reply_that_cannot_be_read_leaves_its_shape_and_puts_its_number_off),
	    TEST(test_a_batch_refused_whole_is_asked_one_by_one),
	    TEST(test_what_a_stop_ends_stays_due),
	    TEST(test_without_a_place_in_the_writers_queue_nothing_is_asked),
	    TEST(test_an_origin_that_is_refused_stops_nothing_for_good),
	    TEST(test_one_token_is_fetched_for_all_and_used),
	    TEST(test_a_refused_token_is_renewed_once_and_then_the_account_stops),
	    TEST(test_a_renewed_token_that_works_ends_the_matter),
	    TEST(test_another_credential_starts_a_stopped_account),
	    TEST(test_a_person_starts_a_stopped_account),
	    TEST(test_a_failed_token_is_not_asked_for_again_at_once_after_a_restart),
	};

	return cmocka_run_group_tests(tests, quiet, NULL);
}
