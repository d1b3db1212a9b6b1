/* What the doors have stored is read, applied by the judge that is in force, kept when it is early, and shown when it fails. */

#include "monitor/shops/inbox.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/promise/judge.h"
#include "tests/support/store_harness.h"

#define PUT(dst, text) assert_int_equal(text_copy(dst, sizeof(dst), text), 0)

static struct {
	struct harness h;
	struct clock *clock;
	struct loop *loop;
	struct inbox *inbox;
} b;

static void
fill_policy(struct policy *p)
{
	struct shop *shop = &p->shops[0];

	PUT(shop->zone, "Europe/Madrid");
	PUT(shop->locale, "es-ES");
	PUT(shop->country, "ES");
	p->account_count = 2;
	p->accounts = calloc(2, sizeof(*p->accounts));
	p->connector_count = 3;
	p->connectors = calloc(3, sizeof(*p->connectors));
	assert_non_null(p->accounts);
	assert_non_null(p->connectors);
	PUT(p->accounts[0].id, "ups-luna");
	PUT(p->accounts[0].carrier, "ups");
	PUT(p->accounts[1].id, "dhl-luna");
	PUT(p->accounts[1].carrier, "dhl");
	PUT(p->connectors[0].id, "woo");
	PUT(p->connectors[0].kind, "woocommerce");
	PUT(p->connectors[0].shop, "luna");
	PUT(p->connectors[0].promised, "_delivery_date");
	PUT(p->connectors[0].available, "_release_date");
	PUT(p->connectors[1].id, "shopify");
	PUT(p->connectors[1].kind, "shopify");
	PUT(p->connectors[1].shop, "luna");
	PUT(p->connectors[2].id, "shopify-sol");
	PUT(p->connectors[2].kind, "shopify");
	PUT(p->connectors[2].shop, "sol");
}

static void
start(void)
{
	assert_int_equal(inbox_new(&(struct inbox_options){.loop = b.loop,
				       .store = b.h.store,
				       .port = b.h.port,
				       .reader = b.h.reader,
				       .carrier = carrier_find,
				       .policy = b.h.policy},
			     &b.inbox),
	    0);
}

static int
setup(void **state)
{
	(void)state;
	memset(&b, 0, sizeof(b));
	harness_init(&b.h);
	fill_policy(b.h.policy);
	b.h.options.judge = &judge_default;
	harness_open(&b.h);
	assert_int_equal(clock_new_fake(&b.clock, HARNESS_START, 0), 0);
	assert_int_equal(loop_new(&b.loop, b.clock), 0);
	start();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	inbox_free(b.inbox);
	harness_clear(&b.h);
	loop_free(b.loop);
	clock_free(b.clock);
	return 0;
}

static uint64_t
leave(enum inbound_door door, const char *source, const char *headers, const char *body)
{
	struct op *op = op_new(OP_INBOUND, clock_world(b.clock), NULL);
	struct answered a;

	op->inbound.entry.door = door;
	PUT(op->inbound.entry.source, source);
	PUT(op->inbound.entry.shop, "luna");
	PUT(op->inbound.entry.headers, headers);
	sign_sha256(span_of(body), op->inbound.entry.digest);
	assert_int_equal(buf_add_str(&op->inbound.body, body), 0);
	a = harness_run(&b.h, op);
	assert_int_equal(a.rc, 0);
	return a.id;
}

/* Until all that is due has been read. */
static void
run(void)
{
	struct pollfd fd = {.fd = store_port_fd(b.h.port), .events = POLLIN};

	inbox_wake(b.inbox);
	while (inbox_busy(b.inbox) > 0) {
		assert_int_equal(poll(&fd, 1, 20000), 1);
		(void)store_port_run(b.h.port);
	}
}

static struct inbound
entry(uint64_t id)
{
	struct inbound i;

	assert_int_equal(store_inbound(b.h.reader, id, &i), 0);
	return i;
}

static void
assert_state(uint64_t id, enum inbound_state state, const char *text)
{
	struct inbound i = entry(id);

	if (i.state != state || strstr(i.text, text) == NULL)
		fail_msg("%s: %s", inbound_state_name(i.state), i.text);
}

/* Each parcel of an order that is watched: number, postcode, day. */
static const char *
truth(const char *order)
{
	static char text[512];
	uint64_t ids[8];
	size_t count, len = 0;

	text[0] = '\0';
	assert_int_equal(store_by_order(b.h.reader, "luna", order, ids, 8, &count), 0);
	for (size_t i = 0; i < count; i++) {
		struct shipment s = SHIPMENT_INIT;
		struct buf day = BUF_INIT(32);

		assert_int_equal(store_shipment_head(b.h.reader, ids[i], &s), 0);
		if (s.promise.until_day != DAY_NONE)
			assert_int_equal(day_add(&day, s.promise.until_day), 0);
		if (!s.cancelled && !s.superseded && shipment_open(&s))
			len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s %s %s",
			    len > 0 ? ", " : "", s.number, s.destination.postcode, buf_str(&day));
		buf_clear(&day);
		shipment_clear(&s);
	}
	return text;
}

static const char *
order(int minute, const char *status, const char *number, const char *postcode, const char *date)
{
	static char text[1024];

	(void)snprintf(text, sizeof(text),
	    "{\"id\":17,\"number\":\"B-17\",\"status\":\"%s\",\"date_modified_gmt\":"
	    "\"2026-05-28T20:%02d:00\",\"date_created_gmt\":\"2026-05-27T10:00:00\","
	    "\"billing\":{\"first_name\":\"Ana\",\"email\":\"ana@ejemplo.example\"},"
	    "\"shipping\":{\"country\":\"ES\",\"postcode\":\"%s\",\"city\":\"Bilbao\"},"
	    "\"meta_data\":[{\"key\":\"_delivery_date\",\"value\":\"%s\"},"
	    "{\"key\":\"_wc_shipment_tracking_items\",\"value\":[{\"tracking_provider\":\"dhl\","
	    "\"tracking_number\":\"%s\"}]}]}",
	    status, minute, postcode, date, number);
	return text;
}

static void
test_an_order_is_registered_corrected_and_called_off(void **state)
{
	uint64_t first, old;

	(void)state;
	first = leave(INBOUND_SHOP, "woo", "X-WC-Webhook-Topic: order.updated\n",
	    order(10, "completed", "4242424244", "48001", "2026-06-02"));
	run();
	assert_state(first, INBOUND_DONE, "");
	assert_string_equal(truth("B-17"), "4242424244 48001 2026-06-02");
	/* Another address, then a promise that the shop corrects, then a number that was wrong. */
	(void)leave(
	    INBOUND_SHOP, "woo", "", order(20, "completed", "4242424244", "48002", "2026-06-02"));
	(void)leave(
	    INBOUND_SHOP, "woo", "", order(30, "completed", "4242424244", "48002", "2026-06-03"));
	run();
	assert_string_equal(truth("B-17"), "4242424244 48002 2026-06-03");
	(void)leave(
	    INBOUND_SHOP, "woo", "", order(40, "completed", "4242424255", "48002", "2026-06-03"));
	run();
	assert_string_equal(truth("B-17"), "4242424255 48002 2026-06-03");
	/* What is older changes nothing, and is no failure. */
	old = leave(
	    INBOUND_SHOP, "woo", "", order(25, "completed", "4242424244", "28001", "2026-06-09"));
	run();
	assert_state(old, INBOUND_DONE, "");
	assert_string_equal(truth("B-17"), "4242424255 48002 2026-06-03");
	(void)leave(INBOUND_SHOP, "woo", "", order(50, "cancelled", "4242424255", "48002", ""));
	run();
	assert_string_equal(truth("B-17"), "");
	(void)leave(
	    INBOUND_SHOP, "woo", "", order(55, "completed", "4242424255", "48002", "2026-06-04"));
	run();
	assert_string_equal(truth("B-17"), "4242424255 48002 2026-06-04");
}

static void
test_a_failure_is_shown_and_read_again(void **state)
{
	const struct {
		const char *source, *body, *text;
	} rows[] = {
	    {"woo", "no JSON", "value"},
	    {"woo", "{\"id\":17,\"number\":\"B-17\",\"status\":\"completed\"}",
		"date_modified_gmt: is missing"},
	    {"gone", "{}", "left the configuration"},
	};
	struct op *op;
	uint64_t id;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		id = leave(INBOUND_SHOP, rows[i].source, "", rows[i].body);
		run();
		assert_state(id, INBOUND_FAILED, rows[i].text);
	}
	/* A carrier that is not configured yet: read again once it is. */
	b.h.policy->accounts[1].carrier[0] = 'x';
	id = leave(
	    INBOUND_SHOP, "woo", "", order(10, "completed", "4242424244", "48001", "2026-06-02"));
	run();
	assert_state(id, INBOUND_FAILED, "carrier: has no account");
	b.h.policy->accounts[1].carrier[0] = 'd';
	op = op_new(OP_INBOX, clock_world(b.clock), NULL);
	op->id = id;
	op->inbox.verb = INBOX_RETRY;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	run();
	assert_state(id, INBOUND_DONE, "");
	assert_string_equal(truth("B-17"), "4242424244 48001 2026-06-02");
}

static const char scan[] =
    "{\"trackingNumber\":\"1Z0000000000000001\",\"localActivityDate\":\"20260528\","
    "\"localActivityTime\":\"081519\",\"activityStatus\":{\"type\":\"I\",\"code\":\"OT\","
    "\"descriptionCode\":\"021\"}}";

static size_t
scans(const char *number)
{
	struct shipment s = SHIPMENT_INIT;
	uint64_t ids[2];
	size_t count, found = 0;

	assert_int_equal(store_by_number(b.h.reader, number, ids, 2, &count), 0);
	if (count > 0) {
		assert_int_equal(store_shipment(b.h.reader, ids[0], &s), 0);
		found = s.events.count;
	}
	shipment_clear(&s);
	return found;
}

static void
test_a_carriers_early_word_waits_for_the_parcel(void **state)
{
	uint64_t early, again;
	struct op *op;

	(void)state;
	early = leave(INBOUND_CARRIER, "ups-luna", "", scan);
	run();
	assert_state(early, INBOUND_KEPT, "");
	op = harness_registration(&b.h, "U-1", "1Z0000000000000001");
	PUT(op->registration.shipment.carrier, "ups");
	PUT(op->registration.shipment.account, "ups-luna");
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	run();
	assert_state(early, INBOUND_DONE, "");
	assert_int_equal(scans("1Z0000000000000001"), 1);
	/* Read twice, as after a crash between its two commits: nothing is doubled. */
	again = leave(INBOUND_CARRIER, "ups-luna", "", " ");
	run();
	assert_state(again, INBOUND_FAILED, "");
	(void)leave(INBOUND_CARRIER, "ups-luna", "x: y\n",
	    "{ \"trackingNumber\":\"1Z0000000000000001\",\"localActivityDate\":\"20260528\","
	    "\"localActivityTime\":\"081519\",\"activityStatus\":{\"type\":\"I\",\"code\":\"OT\","
	    "\"descriptionCode\":\"021\"}}");
	run();
	assert_int_equal(scans("1Z0000000000000001"), 1);
}

/* A parcel of somebody, by Shopify. */
static void
ship(int id, const char *email)
{
	char body[1024];

	(void)snprintf(body, sizeof(body),
	    "{\"id\":%d,\"order_id\":%d,\"status\":\"success\",\"updated_at\":"
	    "\"2026-05-28T10:00:00Z\",\"tracking_company\":\"DHL\",\"tracking_number\":"
	    "\"%d\",\"name\":\"#%d.1\",\"email\":\"%s\",\"destination\":{\"country_code\":\"ES\","
	    "\"city\":\"Vigo\",\"first_name\":\"Ana\",\"last_name\":\"Ejemplo\"}}",
	    id, id, 1000000000 + id, 5000 + id, email);
	(void)leave(INBOUND_SHOP, "shopify", "X-Shopify-Topic: fulfillments/create\n", body);
	run();
}

static bool
is_known(const char *email)
{
	struct person p;

	return store_person_of_email(b.h.reader, "luna", email, &p) == 0;
}

/* By whom the promised day was corrected, and to which: "woo 2026-06-03 ". */
static const char *
corrections(void)
{
	static struct journal_entry entries[64];
	static char text[256];
	struct buf out = BUF_INIT(sizeof(text) - 1);
	size_t count;

	assert_int_equal(store_journal(b.h.reader, 0, entries, 64, &count), 0);
	for (size_t i = 0; i < count; i++)
		for (size_t f = 0; f < entries[i].field_count; f++)
			if (strcmp(entries[i].name, "shipment.changed") == 0 &&
			    strcmp(entries[i].fields[f].name, "promised_until") == 0) {
				(void)buf_addf(&out, "%s ", entries[i].fields[0].text);
				(void)day_add(&out, (int32_t)entries[i].fields[f].number);
				(void)buf_add_char(&out, ' ');
			}
	(void)text_cut(text, sizeof(text), buf_span(&out));
	buf_clear(&out);
	return text;
}

static void
leave_pre_order(int minute, const char *released)
{
	char body[512];

	(void)snprintf(body, sizeof(body),
	    "{\"id\":18,\"number\":\"B-18\",\"status\":\"completed\","
	    "\"date_modified_gmt\":\"2026-05-28T20:%02d:00\","
	    "\"date_created_gmt\":\"2026-03-02T10:00:00\",\"shipping\":{\"country\":\"ES\"},"
	    "\"meta_data\":[{\"key\":\"_release_date\",\"value\":\"%s\"},"
	    "{\"key\":\"_wc_shipment_tracking_items\",\"value\":[{\"tracking_provider\":"
	    "\"dhl\",\"tracking_number\":\"4242424266\"}]}]}",
	    minute, released);
	(void)leave(INBOUND_SHOP, "woo", "", body);
	run();
}

/* The shop's own field, and its correction, which is recorded as one; a rule where the shop tells nothing, for each part of a split order. */
static void
test_a_promise_has_a_source(void **state)
{
	struct promise_rule *rule = calloc(1, sizeof(*rule));
	uint64_t ids[4];
	size_t count;

	(void)state;
	assert_non_null(rule);
	PUT(rule->id, "dos-dias");
	rule->cut_off_second = 14 * 3600;
	rule->handling_days = 1;
	rule->carrier_days = 2;
	rule->weekdays = 31;
	b.h.policy->rules = rule;
	b.h.policy->rule_count = 1;
	(void)leave(
	    INBOUND_SHOP, "woo", "", order(10, "completed", "4242424244", "48001", "2026-06-02"));
	(void)leave(
	    INBOUND_SHOP, "woo", "", order(20, "completed", "4242424244", "48002", "2026-06-02"));
	run();
	assert_string_equal(corrections(), ""); /* another address is no other promise */
	(void)leave(
	    INBOUND_SHOP, "woo", "", order(30, "completed", "4242424244", "48002", "2026-06-03"));
	run();
	assert_string_equal(corrections(), "woo 2026-06-03 ");
	for (int part = 1; part <= 2; part++) { /* of one order, sent in two */
		char body[512];

		(void)snprintf(body, sizeof(body),
		    "{\"id\":%d,\"order_id\":7,\"status\":\"success\",\"updated_at\":"
		    "\"2026-05-28T10:00:00Z\",\"tracking_company\":\"DHL\",\"tracking_number\":"
		    "\"%d\",\"name\":\"#700.%d\",\"destination\":{\"country_code\":\"ES\"}}",
		    part, 1000000000 + part, part);
		(void)leave(
		    INBOUND_SHOP, "shopify", "X-Shopify-Topic: fulfillments/create\n", body);
		run();
	}
	assert_int_equal(store_by_order(b.h.reader, "luna", "700", ids, 4, &count), 0);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		struct shipment s = SHIPMENT_INIT;

		assert_int_equal(store_shipment_head(b.h.reader, ids[i], &s), 0);
		assert_string_equal(s.promise.rule, "dos-dias");
		assert_true(s.promise.until_day != DAY_NONE);
		shipment_clear(&s);
	}
	/* Ordered in March, for sale from 10 June: a working day of ours and two of the carrier's, wherever the day moves later. */
	leave_pre_order(10, "2026-06-10");
	assert_string_equal(truth("B-18"), "4242424266  2026-06-15");
	leave_pre_order(20, "2026-06-24");
	assert_string_equal(truth("B-18"), "4242424266  2026-06-15");
	assert_string_equal(corrections(), "woo 2026-06-03 ");
}

static void
test_a_customer_who_is_to_be_forgotten_is(void **state)
{
	uint64_t id;

	(void)state;
	ship(1, "ana@ejemplo.example");
	ship(2, "ana@ejemplo.example");
	ship(3, "luis@ejemplo.example");
	assert_true(is_known("ana@ejemplo.example"));
	id = leave(INBOUND_SHOP, "shopify", "X-Shopify-Topic: customers/redact\n",
	    "{\"shop_id\":1,\"customer\":{\"id\":1,\"email\":\"Ana@ejemplo.example\"},"
	    "\"orders_to_redact\":[1]}");
	run();
	assert_state(id, INBOUND_DONE, "");
	assert_false(is_known("ana@ejemplo.example"));
	assert_true(is_known("luis@ejemplo.example"));
	/* Once more, and of nobody: nothing is left to do. */
	id = leave(INBOUND_SHOP, "shopify", "X-Shopify-Topic: customers/redact\n",
	    "{\"shop_id\":2,\"customer\":{\"email\":\"ana@ejemplo.example\"}}");
	run();
	assert_state(id, INBOUND_DONE, "");
}

/* Also while another one is. */
static void
test_a_shop_that_is_to_be_forgotten_is_to_the_last(void **state)
{
	char email[32];
	uint64_t id, other;

	(void)state;
	for (int i = 0; i < 70; i++) { /* more than are found at once */
		(void)snprintf(email, sizeof(email), "a%d@ejemplo.example", i);
		ship(10 + i, email);
	}
	id = leave(INBOUND_SHOP, "shopify", "X-Shopify-Topic: shop/redact\n",
	    "{\"shop_id\":1,\"shop_domain\":\"luna.myshopify.com\"}");
	other = leave(INBOUND_SHOP, "shopify-sol", "X-Shopify-Topic: shop/redact\n",
	    "{\"shop_id\":2,\"shop_domain\":\"sol.myshopify.com\"}");
	for (int i = 0; entry(id).state == INBOUND_WAITING || entry(other).state == INBOUND_WAITING;
	     i++) {
		assert_true(i < 20);
		run();
		loop_advance(b.loop, MINUTE_MS);
	}
	assert_state(id, INBOUND_DONE, "");
	assert_state(other, INBOUND_DONE, "");
	for (int i = 0; i < 70; i++) {
		(void)snprintf(email, sizeof(email), "a%d@ejemplo.example", i);
		assert_false(is_known(email));
	}
}

static void
test_who_asks_what_is_held_is_a_persons_case(void **state)
{
	static const char asks[] = "{\"customer\":{\"id\":1,\"email\":\"ana@ejemplo.example\"},"
				   "\"orders_requested\":[1],\"data_request\":{\"id\":9}}";
	struct store_cursor cursor = {.len = 0};
	struct case_record c;
	uint64_t ids[4];
	size_t count;

	(void)state;
	ship(1, "ana@ejemplo.example");
	for (int i = 0; i < 2; i++) { /* the same request again is the same */
		(void)leave(
		    INBOUND_SHOP, "shopify", "X-Shopify-Topic: customers/data_request\n", asks);
		run();
	}
	assert_int_equal(store_cases(b.h.reader, "luna", "", &cursor, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_case(b.h.reader, ids[0], &c), 0);
	assert_int_equal(c.reason, CASE_DATA_REQUEST);
	assert_string_equal(c.order, "5001");
	assert_int_equal(c.note_count, 1);
	assert_string_equal(
	    c.notes[0].text, "asks what is held: orders 1, parcels 1, messages 0, notes 0");
	assert_true(is_known("ana@ejemplo.example"));
}

static void
test_what_was_left_behind_is_read_after_a_start(void **state)
{
	char body[1024];

	(void)state;
	for (int i = 0; i < 200; i++) { /* more than a page */
		(void)snprintf(body, sizeof(body),
		    "{\"id\":%d,\"order_id\":%d,\"status\":\"success\",\"updated_at\":"
		    "\"2026-05-28T10:00:00Z\",\"tracking_company\":\"DHL\",\"tracking_number\":"
		    "\"%d\",\"name\":\"#%d.1\",\"destination\":{\"country_code\":\"ES\"}}",
		    i, i, 1000000000 + i, 5000 + i);
		(void)leave(
		    INBOUND_SHOP, "shopify", "X-Shopify-Topic: fulfillments/create\n", body);
	}
	inbox_free(b.inbox);
	harness_close(&b.h);
	harness_open(&b.h);
	start();
	run();
	for (int i = 0; i < 200; i++) {
		uint64_t ids[2];
		size_t count;

		(void)snprintf(body, sizeof(body), "%d", 5000 + i);
		assert_int_equal(store_by_order(b.h.reader, "luna", body, ids, 2, &count), 0);
		assert_int_equal(count, 1);
	}
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    CASE(test_an_order_is_registered_corrected_and_called_off),
	    CASE(test_a_failure_is_shown_and_read_again),
	    CASE(test_a_carriers_early_word_waits_for_the_parcel),
	    CASE(test_a_promise_has_a_source),
	    CASE(test_a_customer_who_is_to_be_forgotten_is),
	    CASE(test_a_shop_that_is_to_be_forgotten_is_to_the_last),
	    CASE(test_who_asks_what_is_held_is_a_persons_case),
	    CASE(test_what_was_left_behind_is_read_after_a_start),
	};

	return cmocka_run_group_tests_name("inbox", tests, NULL, NULL);
}
