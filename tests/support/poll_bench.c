#include "tests/support/poll_bench.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/log.h"

enum { PATIENCE_MS = 20000 };

struct poll_bench b;

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
		e->milestone = text_starts(line, "~") ? MILESTONE_UNKNOWN : MILESTONE_IN_TRANSIT;
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
fake_changes_build(const struct changes_query *q, struct http_request *out)
{
	return buf_addf(&out->url, "https://fake.example/changes?hours=%d",
	    (int)((q->until_utc_ms - q->from_utc_ms) / HOUR_MS));
}

static int
fake_changes_parse(const struct changes_query *q, const struct http_response *in,
    carrier_changed_fn *changed, void *arg, struct why *why)
{
	struct span rest = buf_span(&in->body), line;
	char number[LIMIT_NUMBER_ROOM];
	int rc = in->status == 200 ? 0 : ERR_OUTAGE;

	(void)q;
	(void)why;
	while (rc == 0 && text_split(&rest, '\n', &line)) {
		(void)text_cut(number, sizeof(number), line);
		rc = changed(number, arg);
	}
	return rc;
}

void
bench_with_changes(void)
{
	b.carrier.changes_build = fake_changes_build;
	b.carrier.changes_parse = fake_changes_parse;
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
	struct bench_request *r = &b.requests[b.asked];
	const char *key = http_headers_get(&req->headers, "Key");

	(void)self;
	(void)options;
	assert_true(b.asked < BENCH_REQUESTS);
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

void
bench_answer_rc(size_t nth, int rc, int status, const char *retry_after, const char *body)
{
	struct bench_request *r = &b.requests[nth];
	struct http_response res;

	assert_true(nth < b.asked);
	assert_false(r->answered);
	r->answered = true;
	http_response_init(&res);
	res.status = status;
	if (retry_after)
		assert_int_equal(http_headers_add(&res.headers, "Retry-After", retry_after), 0);
	(void)buf_add_str(&res.body, body);
	r->done(rc, &res, r->arg);
	http_response_clear(&res);
}

void
bench_answer(size_t nth, int status, const char *body)
{
	bench_answer_rc(nth, 0, status, NULL, body);
}

/* ---- the bench ---- */

static void
on_health(void *arg)
{
	(void)arg;
	b.health_changes++;
}

void
bench_start(void)
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

int
bench_setup(void **state)
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

/* Let the writer finish what it was given. */
void
bench_settle(void)
{
	struct pollfd fd = {.fd = store_port_fd(b.store.port), .events = POLLIN};

	while (poll_busy(b.poll) > 0) {
		assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
		(void)store_port_run(b.store.port);
	}
}

/* ... and the account's state, whose writes are not counted as busy: an op behind it is done after it. */
void
bench_settle_account(void)
{
	struct answered last;

	harness_submit(&b.store, op_new(OP_CLOCK, clock_world(b.clock), NULL), &last);
	harness_wait(&b.store, &last);
	harness_submit(&b.store, op_new(OP_CLOCK, clock_world(b.clock), NULL), &last);
	harness_wait(&b.store, &last);
}

struct account_state
bench_account(void)
{
	struct account_state s;

	bench_settle_account();
	assert_int_equal(store_account(b.store.reader, "dhl-main", &s), 0);
	return s;
}

/* As at the end of the daemon: what is under way is broken off, what was answered is stored. */
void
bench_end(void)
{
	poll_stop(b.poll);
	for (size_t i = 0; i < b.asked; i++)
		if (!b.requests[i].answered)
			bench_answer_rc(i, ERR_STOPPING, 0, NULL, "");
	bench_settle();
	bench_settle_account();
	poll_free(b.poll);
	b.poll = NULL;
}

uint64_t
bench_parcel(const char *number)
{
	char order[32];

	(void)snprintf(order, sizeof(order), "P%s", number);
	return harness_register(&b.store, order, number);
}

struct schedule
bench_schedule(uint64_t id)
{
	struct schedule s;

	assert_int_equal(store_schedule(b.store.reader, id, &s), 0);
	return s;
}

size_t
bench_scans(uint64_t id)
{
	struct shipment s = SHIPMENT_INIT;
	size_t count;

	assert_int_equal(store_shipment(b.store.reader, id, &s), 0);
	count = s.events.count;
	shipment_clear(&s);
	return count;
}

void
bench_begin(void)
{
	bench_start();
	loop_advance(b.loop, 2 * HOUR_MS); /* what was just registered is due by now */
	poll_wake(b.poll);
}

void
bench_with_tokens(void)
{
	b.carrier.auth_build = fake_auth_build;
	b.carrier.auth_parse = fake_auth_parse;
}

int
bench_teardown(void **state)
{
	(void)state;
	bench_end();
	harness_clear(&b.store);
	loop_free(b.loop);
	clock_free(b.clock);
	return 0;
}

int
bench_quiet(void **state)
{
	(void)state;
	log_set_level(LOG_LEVEL_ERR - 1);
	return 0;
}
