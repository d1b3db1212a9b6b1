/*
 * Shops that lose a fifth of their messages, repeat a fifth, disorder all, are restarted, time out: after one reconciliation the store has what the
 * shop has, exactly.
 */

#include "monitor/shops/reconcile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/promise/judge.h"
#include "monitor/shops/inbox.h"
#include "tests/support/fake_shop.h"
#include "tests/support/store_harness.h"

#define PUT(dst, text) assert_int_equal(text_copy(dst, sizeof(dst), text), 0)

enum { LATE = 40 /* messages on their way at once, to arrive in any order */ };

static struct {
	struct harness h;
	struct clock *clock;
	struct loop *loop;
	struct inbox *inbox;
	struct reconcile *reconcile;
	struct fake_shop shop;
	struct http_request asked; /* not answered yet; its URL empty: none */
	transport_done_fn *done;
	void *arg;
	int asks, trouble; /* in a hundred of which nothing comes back */
	int tokens;        /* given out; the last one is good */
	bool withdrawn;    /* no more, though its time has not come */
} b;

static int
send(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	(void)self;
	assert_string_equal(options->origin, "https://tienda.example");
	assert_int_equal(b.asked.url.len, 0); /* one at a time */
	http_request_move(&b.asked, req);
	b.done = done;
	b.arg = arg;
	b.asks++;
	return 0;
}

static void
fill_policy(struct policy *p, const struct fake_kind *kind)
{
	PUT(p->shops[0].zone, "Europe/Madrid");
	PUT(p->shops[0].locale, "es-ES");
	PUT(p->shops[0].country, "ES");
	p->account_count = p->connector_count = 1;
	p->accounts = calloc(1, sizeof(*p->accounts));
	p->connectors = calloc(1, sizeof(*p->connectors));
	assert_non_null(p->accounts);
	assert_non_null(p->connectors);
	PUT(p->accounts[0].id, "dhl-luna");
	PUT(p->accounts[0].carrier, "dhl");
	PUT(p->connectors[0].id, "shop");
	PUT(p->connectors[0].kind, kind->id);
	PUT(p->connectors[0].shop, "luna");
	PUT(p->connectors[0].origin, "https://tienda.example");
	p->connectors[0].interval_ms = HOUR_MS;
	if (strcmp(kind->id, "shopify") == 0) {
		PUT(p->connectors[0].user, "app-7");
		assert_int_equal(secret_set(&p->connectors[0].password, "top secret", 10), 0);
	}
}

static void
start(void)
{
	struct reconcile_options reconcile = {.loop = b.loop,
	    .port = b.h.port,
	    .reader = b.h.reader,
	    .transport = {.send = send, .self = NULL},
	    .policy = b.h.policy};
	struct inbox_options inbox = {.loop = b.loop,
	    .store = b.h.store,
	    .port = b.h.port,
	    .reader = b.h.reader,
	    .carrier = carrier_find,
	    .policy = b.h.policy};

	assert_int_equal(inbox_new(&inbox, &b.inbox), 0);
	assert_int_equal(reconcile_new(&reconcile, &b.reconcile), 0);
}

/* What the writer had until now is done, and its submitters know. */
static void
turn(void)
{
	struct answered last;

	harness_submit(&b.h, op_new(OP_PAUSE, clock_world(b.clock), NULL), &last);
	harness_wait(&b.h, &last);
}

/* As the daemon ends: nothing new is begun, and what is under way comes back. */
static void
stop(void)
{
	reconcile_stop(b.reconcile);
	inbox_stop(b.inbox);
	do
		turn();
	while (inbox_busy(b.inbox) > 0);
	reconcile_free(b.reconcile);
	inbox_free(b.inbox);
	b.reconcile = NULL;
	b.inbox = NULL;
	http_request_clear(&b.asked); /* its answer comes too late */
}

static void
begin(const struct fake_kind *kind, uint64_t seed)
{
	memset(&b, 0, sizeof(b));
	harness_init(&b.h);
	fill_policy(b.h.policy, kind);
	b.h.options.judge = &judge_default;
	harness_open(&b.h);
	assert_int_equal(clock_new_fake(&b.clock, HARNESS_START, 0), 0);
	assert_int_equal(loop_new(&b.loop, b.clock), 0);
	http_request_init(&b.asked);
	fake_shop_init(&b.shop, kind, seed, HARNESS_START / SECOND_MS);
	start();
}

static void
end(void)
{
	stop();
	harness_clear(&b.h);
	loop_free(b.loop);
	clock_free(b.clock);
}

/* All that the writer has, and all that is to be read. */
static void
settle(void)
{
	do {
		turn();
		inbox_wake(b.inbox);
	} while (inbox_busy(b.inbox) > 0);
}

/* Whom it does not know, and who asks for a token, comes no further. */
static bool
answer_at_the_door(const struct http_request *req, struct http_response *res)
{
	const char *shown = http_headers_get(&req->headers, "X-Shopify-Access-Token");
	char token[24];

	if (strstr(buf_str(&req->url), "/admin/oauth/access_token") != NULL) {
		assert_true(req->secret_body);
		assert_string_equal(buf_str(&req->body),
		    "grant_type=client_credentials&client_id=app-7&client_secret=top%20secret");
		res->status = 200;
		b.withdrawn = false;
		(void)buf_addf(&res->body,
		    "{\"access_token\":\"token-%d\",\"scope\":\"read_orders\",\"expires_in\":86399}",
		    ++b.tokens);
		return true;
	}
	(void)snprintf(token, sizeof(token), "token-%d", b.tokens);
	if (strcmp(b.shop.kind->id, "shopify") != 0 || (!b.withdrawn && strcmp(shown, token) == 0))
		return false;
	res->status = 401;
	(void)buf_add_str(&res->body, "{\"errors\":\"[API] Invalid API key or access token\"}");
	return true;
}

static void
answer(void)
{
	struct http_response res;
	int luck = fake_shop_draw(&b.shop, 100);
	struct http_request req;

	if (b.asked.url.len == 0)
		return;
	http_request_init(&req);
	http_request_move(&req, &b.asked);
	http_response_init(&res);
	if (luck < b.trouble / 3) {
		b.done(ERR_TIMEOUT, &res, b.arg);
	} else {
		if (luck < b.trouble * 2 / 3) {
			res.status = 503;
		} else if (luck < b.trouble) {
			res.status = 429;
			assert_int_equal(http_headers_add(&res.headers, "Retry-After", "90"), 0);
		} else if (!answer_at_the_door(&req, &res)) {
			fake_shop_answer(&b.shop, &req, &res);
		}
		b.done(0, &res, b.arg);
	}
	http_response_clear(&res);
	http_request_clear(&req);
}

static void
pass(int64_t ms)
{
	loop_advance(b.loop, ms);
	answer();
	settle();
}

static void
deliver(const char *headers, const char *body)
{
	struct op *op = op_new(OP_INBOUND, clock_world(b.clock), NULL);

	op->inbound.entry.door = INBOUND_SHOP;
	PUT(op->inbound.entry.source, "shop");
	PUT(op->inbound.entry.shop, "luna");
	PUT(op->inbound.entry.headers, headers);
	sign_sha256(span_of(body), op->inbound.entry.digest);
	assert_int_equal(buf_add_str(&op->inbound.body, body), 0);
	assert_int_equal(store_submit(b.h.port, op, NULL, NULL), 0);
}

/* So many changes, and what is told of them: some never, some twice, all in disorder. */
static void
live(int changes)
{
	struct buf headers[LATE], bodies[LATE];

	for (int i = 0; i < LATE; i++) {
		headers[i] = BUF_INIT(LIMIT_INBOX_HEADERS);
		bodies[i] = BUF_INIT(LIMIT_INBOX_BODY_BYTES);
	}
	b.shop.now_s = clock_world(b.clock) / SECOND_MS; /* its clock went on too */
	for (int i = 0; i < changes; i++) {
		int at = fake_shop_draw(&b.shop, LATE), luck = fake_shop_draw(&b.shop, 100);
		int64_t was_s = b.shop.now_s;

		if (bodies[at].len > 0 && luck >= 20) /* one in five is lost */
			deliver(buf_str(&headers[at]), buf_str(&bodies[at]));
		if (bodies[at].len > 0 && luck >= 80) /* and one comes twice */
			deliver(buf_str(&headers[at]), buf_str(&bodies[at]));
		buf_reset(&headers[at]);
		buf_reset(&bodies[at]);
		fake_shop_change(&b.shop, &headers[at], &bodies[at]);
		if (i % 97 == 50) { /* a restart, with messages that are not read yet */
			stop();
			start();
		}
		if (i % 25 == 24)
			pass((b.shop.now_s - was_s) * SECOND_MS);
		else
			loop_advance(b.loop, (b.shop.now_s - was_s) * SECOND_MS);
	}
	for (int i = 0; i < LATE; i++) { /* what is late still comes, or not */
		if (bodies[i].len > 0 && i % 5 != 0)
			deliver(buf_str(&headers[i]), buf_str(&bodies[i]));
		buf_clear(&headers[i]);
		buf_clear(&bodies[i]);
	}
	settle();
}

static int
by_number(const void *a, const void *c)
{
	return strcmp(a, c);
}

static void
stored(int order, struct buf *out)
{
	char name[16], numbers[LIMIT_ORDER_PARCELS][LIMIT_NUMBER_ROOM];
	uint64_t ids[LIMIT_ORDER_PARCELS];
	size_t count, open = 0;

	(void)snprintf(name, sizeof(name), "%d", 1000 + order);
	assert_int_equal(
	    store_by_order(b.h.reader, "luna", name, ids, LIMIT_ORDER_PARCELS, &count), 0);
	for (size_t i = 0; i < count; i++) {
		struct shipment s = SHIPMENT_INIT;

		assert_int_equal(store_shipment_head(b.h.reader, ids[i], &s), 0);
		if (!s.cancelled && !s.superseded && shipment_open(&s))
			memcpy(numbers[open++], s.number, LIMIT_NUMBER_ROOM);
		shipment_clear(&s);
	}
	qsort(numbers, open, sizeof(numbers[0]), by_number);
	for (size_t i = 0; i < open; i++)
		(void)buf_addf(out, "%s ", numbers[i]);
}

/* Orders in which the store has something else than the shop. */
static int
differences(void)
{
	struct buf want = BUF_INIT(1024), got = BUF_INIT(1024);
	int count = 0;

	for (int order = 0; order < FAKE_ORDERS; order++) {
		buf_reset(&want);
		buf_reset(&got);
		fake_shop_truth(&b.shop, order, &want);
		stored(order, &got);
		count += strcmp(buf_str(&want), buf_str(&got)) != 0;
	}
	buf_clear(&want);
	buf_clear(&got);
	return count;
}

static struct connector_state
known(void)
{
	struct connector_state c;

	assert_int_equal(store_connector(b.h.reader, "shop", &c), 0);
	return c;
}

/* One round of questions that ends well, whatever it takes. */
static void
reconcile_once(void)
{
	int64_t from = clock_world(b.clock);
	int steps = 0;

	while (known().asked_utc_ms == AT_NONE || known().until_utc_ms < from) {
		pass(MINUTE_MS);
		assert_true(++steps < 600);
	}
}

static void
test_what_was_lost_is_found(void **state)
{
	(void)state;
	for (const struct fake_kind *const *kind = fake_kinds; *kind != NULL; kind++) {
		int lost = 0;

		begin(*kind, 1);
		for (int round = 0; round < 2; round++) {
			b.trouble = 20;
			live(200);
			lost += differences();
			reconcile_once();
			if (differences() != 0)
				fail_msg("%s: %d orders differ", (*kind)->id, differences());
		}
		end();
		assert_true(lost > 0); /* without questions they would be missing */
		print_message("%s: %d orders were wrong before, none after\n", (*kind)->id, lost);
	}
}

/* A token lasts for its day, in memory; one that is refused is the last time that it is shown. */
static void
test_a_token_is_asked_for_when_it_is_needed(void **state)
{
	int asks;

	(void)state;
	begin(fake_kinds[1], 11);
	for (int hour = 0; hour < 30; hour++)
		for (int i = 0; i < 60; i++)
			pass(MINUTE_MS);
	assert_int_equal(b.tokens, 2);
	assert_true(known().failing_since_utc_ms == AT_NONE);
	b.withdrawn = true;
	asks = b.asks;
	for (int i = 0; i < 65; i++)
		pass(MINUTE_MS);
	assert_int_equal(b.tokens, 3);
	assert_true(known().failing_since_utc_ms == AT_NONE);
	assert_in_range(b.asks - asks, 3, 8);
	end();
}

static void
test_a_shop_that_does_not_answer_is_asked_later_and_later(void **state)
{
	int asks;

	(void)state;
	begin(fake_kinds[0], 7);
	b.trouble = 100;
	for (int i = 0; i < 60; i++)
		pass(MINUTE_MS);
	assert_true(known().failing_since_utc_ms != AT_NONE);
	assert_true(known().error == ERR_TIMEOUT || known().error == ERR_OUTAGE ||
	    known().error == ERR_RATE_LIMITED);
	assert_in_range(b.asks, 4, 8);
	asks = b.asks;
	b.trouble = 0;
	for (int i = 0; i < 62; i++)
		pass(MINUTE_MS);
	assert_true(known().failing_since_utc_ms == AT_NONE);
	assert_true(known().asked_utc_ms != AT_NONE);
	assert_in_range(b.asks - asks, 1, 3);
	end();
}

static void
test_a_reload_asks_whom_it_names_and_no_one_else(void **state)
{
	struct policy *none = policy_new();
	int asks;

	(void)state;
	assert_non_null(none);
	begin(fake_kinds[0], 9);
	pass(MINUTE_MS);
	pass(HOUR_MS);
	asks = b.asks;
	assert_true(asks >= 1);
	assert_int_equal(reconcile_set_policy(b.reconcile, none), 0);
	pass(3 * HOUR_MS);
	assert_int_equal(b.asks, asks);
	assert_int_equal(reconcile_set_policy(b.reconcile, b.h.policy), 0);
	pass(MINUTE_MS);
	assert_int_equal(b.asks, asks + 1);
	end();
	policy_drop(none);
}

/* What the shop has been told of its system by now; its rules run every few minutes, and here each hour. */
static size_t
told(int hours)
{
	uint64_t ids[16];
	size_t count = 0, silences = 0;

	while (hours-- > 0) {
		struct op *op = op_new(OP_SHOP, clock_world(b.clock), b.h.policy);

		PUT(op->shop, "luna");
		assert_int_equal(store_submit(b.h.port, op, NULL, NULL), 0);
		pass(HOUR_MS);
	}
	assert_int_equal(store_notices(b.h.reader, NOTICE_STATE_PENDING, "luna", "",
			     &(struct store_cursor){.len = 0}, ids, 16, &count),
	    0);
	for (size_t i = 0; i < count; i++) {
		struct notice n;

		assert_int_equal(store_notice(b.h.reader, ids[i], &n), 0);
		silences += n.kind == NOTICE_INTAKE_FAILING &&
		    strcmp(n.facts.rule, connector_trouble_name(CONNECTOR_SILENT)) == 0 &&
		    strcmp(n.facts.account, "shop") == 0;
	}
	return silences;
}

static enum connector_trouble
trouble(void)
{
	struct connector_state c = known();

	return connector_trouble(&c, clock_world(b.clock));
}

static void
test_a_silent_shop_is_told_once_a_silence(void **state)
{
	char body[32];

	(void)state;
	begin(fake_kinds[0], 11);
	for (int i = 0; i < 24; i++) { /* a message every four hours of four days */
		(void)snprintf(body, sizeof(body), "{\"id\":%d}", i + 1);
		deliver("X-WC-Webhook-Topic: product.updated\n", body);
		assert_int_equal(told(4), 0);
	}
	assert_int_equal(trouble(), CONNECTOR_WELL);
	assert_int_equal(told(12), 1);
	assert_int_equal(trouble(), CONNECTOR_SILENT);
	deliver("X-WC-Webhook-Topic: product.updated\n", "{\"id\":99}");
	assert_int_equal(told(1), 1);
	assert_int_equal(trouble(), CONNECTOR_WELL); /* it has spoken */
	assert_int_equal(told(29), 2);
	end();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_was_lost_is_found),
	    cmocka_unit_test(test_a_token_is_asked_for_when_it_is_needed),
	    cmocka_unit_test(test_a_shop_that_does_not_answer_is_asked_later_and_later),
	    cmocka_unit_test(test_a_reload_asks_whom_it_names_and_no_one_else),
	    cmocka_unit_test(test_a_silent_shop_is_told_once_a_silence),
	};

	return cmocka_run_group_tests_name("reconcile", tests, NULL, NULL);
}
