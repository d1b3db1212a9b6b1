/* Messages from outside: taken once, kept until they are read, forgotten in time; and shops whose newest word holds in any order. */

#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

/* ---- messages ---- */

static struct answered
take(struct harness *h, enum inbound_door door, const char *source, const char *body)
{
	struct op *op = op_new(OP_INBOUND, h->now_utc_ms, NULL);

	op->inbound.entry.door = door;
	assert_int_equal(text_copy(op->inbound.entry.source, LIMIT_SHOP_ROOM, source), 0);
	assert_int_equal(text_copy(op->inbound.entry.shop, LIMIT_SHOP_ROOM, "luna"), 0);
	sign_sha256(span_of(body), op->inbound.entry.digest);
	assert_int_equal(buf_add_str(&op->inbound.body, body), 0);
	return harness_run(h, op);
}

static struct answered
tell(struct harness *h, uint64_t id, enum inbox_verb verb, const char *number)
{
	struct op *op = op_new(OP_INBOX, h->now_utc_ms, NULL);

	op->id = id;
	op->inbox.verb = verb;
	op->inbox.error = verb == INBOX_FAIL ? ERR_MALFORMED : 0;
	op->inbox.until_utc_ms = h->now_utc_ms + HOUR_MS;
	if (number != NULL)
		assert_int_equal(text_copy(op->inbox.numbers[op->inbox.number_count++].number,
				     LIMIT_NUMBER_ROOM, number),
		    0);
	assert_int_equal(text_copy(op->author, sizeof(op->author), "Ana"), 0);
	return harness_run(h, op);
}

static size_t
due(struct harness *h)
{
	uint64_t ids[8];
	size_t count;

	assert_int_equal(store_inbox_due(h->reader, h->now_utc_ms, ids, 8, &count), 0);
	return count;
}

static enum inbound_state
state_of(struct harness *h, uint64_t id)
{
	struct inbound i;
	int rc = store_inbound(h->reader, id, &i);

	assert_true(rc == 0 || rc == ERR_NOT_FOUND);
	return rc == 0 ? i.state : 0;
}

static bool
has_bytes(struct harness *h, uint64_t id)
{
	struct buf body = BUF_INIT(LIMIT_INBOX_BODY_BYTES);
	int rc = store_inbound_body(h->reader, id, &body);

	buf_clear(&body);
	return rc == 0;
}

static int64_t
count_of(struct harness *h, enum inbound_state state)
{
	int64_t count;

	assert_int_equal(store_inbox_count(h->reader, "luna", state, &count), 0);
	return count;
}

static void
pass(struct harness *h, int64_t later_ms)
{
	h->now_utc_ms += later_ms;
	assert_int_equal(harness_run(h, op_new(OP_CLOCK, h->now_utc_ms, NULL)).rc, 0);
}

static void
test_a_message_is_taken_once(void **state)
{
	struct harness *h = *state;
	struct answered first = take(h, INBOUND_SHOP, "woo", "{}"), again, other;

	assert_int_equal(first.rc, 0);
	assert_false(first.existed);
	again = take(h, INBOUND_SHOP, "woo", "{}");
	assert_true(again.existed);
	assert_int_equal(again.id, first.id);
	other = take(h, INBOUND_CARRIER, "woo", "{}"); /* another door, another message */
	assert_false(other.existed);
	assert_int_equal(due(h), 2);
	assert_int_equal(count_of(h, INBOUND_WAITING), 2);
	assert_true(has_bytes(h, first.id));
	/* Read: its bytes go, its name stays against repeats, and goes in time. */
	assert_int_equal(tell(h, first.id, INBOX_DONE, NULL).rc, 0);
	assert_false(has_bytes(h, first.id));
	assert_true(take(h, INBOUND_SHOP, "woo", "{}").existed);
	assert_int_equal(due(h), 1);
	pass(h, LIMIT_INBOX_DIGEST_MS + 1);
	assert_int_equal(state_of(h, first.id), 0);
	assert_false(take(h, INBOUND_SHOP, "woo", "{}").existed);
}

static void
test_a_failure_waits_for_a_person(void **state)
{
	struct harness *h = *state;
	uint64_t id = take(h, INBOUND_SHOP, "woo", "no JSON").id, ids[4];
	struct store_cursor cursor = {0};
	size_t count;

	assert_int_equal(tell(h, id, INBOX_FAIL, NULL).rc, 0);
	assert_int_equal(due(h), 0);
	assert_int_equal(store_inbox(h->reader, INBOUND_FAILED, &cursor, ids, 4, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], id);
	assert_int_equal(tell(h, id, INBOX_RETRY, NULL).rc, 0);
	assert_int_equal(due(h), 1);
	assert_int_equal(tell(h, id, INBOX_LATER, NULL).rc, 0);
	assert_int_equal(due(h), 0);
	assert_int_equal(tell(h, id, INBOX_DROP, NULL).rc, 0);
	assert_false(has_bytes(h, id));
	assert_int_equal(tell(h, id, INBOX_RETRY, NULL).rc, ERR_CONFLICT);
	/* What was dropped while it was being read stays dropped. */
	assert_int_equal(tell(h, id, INBOX_DONE, NULL).rc, 0);
	assert_int_equal(state_of(h, id), INBOUND_DROPPED);
	assert_int_equal(tell(h, 99, INBOX_RETRY, NULL).rc, ERR_NOT_FOUND);
	id = take(h, INBOUND_SHOP, "woo", "broken").id;
	assert_int_equal(tell(h, id, INBOX_FAIL, NULL).rc, 0);
	pass(h, LIMIT_INBOX_FAILED_MS + 1);
	assert_int_equal(state_of(h, id), 0);
	assert_false(has_bytes(h, id));
}

static void
test_what_is_early_waits_for_its_number(void **state)
{
	struct harness *h = *state;
	uint64_t early = take(h, INBOUND_CARRIER, "ups-luna", "early").id;
	uint64_t never = take(h, INBOUND_CARRIER, "ups-luna", "never").id;

	assert_int_equal(tell(h, early, INBOX_KEEP, "JD0101").rc, 0);
	assert_int_equal(tell(h, never, INBOX_KEEP, "JD0102").rc, 0);
	assert_int_equal(due(h), 0);
	(void)harness_register(h, "A-1", "JD0101");
	assert_int_equal(due(h), 1);
	assert_int_equal(state_of(h, early), INBOUND_WAITING);
	pass(h, LIMIT_INBOX_KEPT_MS + 1);
	assert_int_equal(state_of(h, never), 0);
}

/* ---- what shops say ---- */

static void
add_parcel(struct harness *h, struct op *op, const char *number, const char *postcode)
{
	struct op *one = harness_registration(h, op->source.order, number);
	struct registration *r = consignment_add(&op->source);

	assert_non_null(r);
	*r = one->registration;
	registration_init(&one->registration);
	assert_int_equal(registration_set(r, "postcode", span_of(postcode), &(struct why){0}), 0);
	op_free(one);
}

/* A word on an order as of `at`, with the numbers that it lists by blanks. */
static struct answered
say(struct harness *h, int64_t at, const char *numbers, const char *postcode)
{
	struct op *op = op_new(OP_SOURCE, h->now_utc_ms, h->policy);
	struct span rest = span_of(numbers), part;
	char number[LIMIT_NUMBER_ROOM];

	assert_int_equal(text_copy(op->source.shop, LIMIT_SHOP_ROOM, "luna"), 0);
	assert_int_equal(text_copy(op->source.order, LIMIT_ORDER_ROOM, "W-7"), 0);
	assert_int_equal(text_copy(op->source.resource, LIMIT_RESOURCE_ROOM, "order/7"), 0);
	op->source.at_utc_ms = at;
	op->source.cancelled = numbers[0] == '-';
	while (numbers[0] != '-' && text_split(&rest, ' ', &part)) {
		assert_int_equal(text_copy_span(number, sizeof(number), part), 0);
		add_parcel(h, op, number, postcode);
	}
	return harness_run(h, op);
}

/* The numbers of the order that are still awaited, and where to. */
static const char *
truth(struct harness *h)
{
	static char text[256];
	uint64_t ids[8];
	size_t count, len = 0;

	text[0] = '\0';
	assert_int_equal(store_by_order(h->reader, "luna", "W-7", ids, 8, &count), 0);
	for (size_t i = 0; i < count; i++) {
		struct shipment s = SHIPMENT_INIT;

		assert_int_equal(store_shipment_head(h->reader, ids[i], &s), 0);
		if (!s.cancelled && !s.superseded)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s:%s",
			    len > 0 ? " " : "", s.number, s.destination.postcode);
		shipment_clear(&s);
	}
	return text;
}

static void
test_the_newest_word_of_a_shop_holds(void **state)
{
	struct harness *h = *state;

	assert_int_equal(say(h, 20, "JD0201", "48001").rc, 0);
	assert_string_equal(truth(h), "JD0201:48001");
	assert_false(say(h, 20, "JD0201", "48001").existed); /* again: nothing new, no harm */
	assert_string_equal(truth(h), "JD0201:48001");
	assert_true(say(h, 10, "JD0200", "28001").existed); /* what is older changes nothing */
	assert_string_equal(truth(h), "JD0201:48001");
	/* A second parcel, then another address, then a number that was wrong. */
	assert_int_equal(say(h, 30, "JD0201 JD0202", "48001").rc, 0);
	assert_string_equal(truth(h), "JD0201:48001 JD0202:48001");
	assert_int_equal(say(h, 40, "JD0202", "48002").rc, 0);
	assert_string_equal(truth(h), "JD0202:48002");
	assert_true(say(h, 35, "JD0201", "48001").existed);
	/* Called off, by an older word taken up again in vain, by a newer one in truth. */
	assert_int_equal(say(h, 50, "-", "").rc, 0);
	assert_string_equal(truth(h), "");
	assert_true(say(h, 45, "JD0202", "48002").existed);
	assert_string_equal(truth(h), "");
	assert_int_equal(say(h, 60, "JD0202", "48002").rc, 0);
	assert_string_equal(truth(h), "JD0202:48002");
}

static void
test_any_order_of_words_ends_alike(void **state)
{
	static const struct {
		int64_t at;
		const char *numbers;
	} words[] = {{1, "JD0301"}, {2, "JD0301 JD0302"}, {3, "JD0302 JD0303"}, {4, "JD0303"}};
	struct harness *h = *state;

	for (size_t first = 0; first < 24; first++) { /* each of the orders of four */
		size_t left[4] = {0, 1, 2, 3}, n = first;

		for (size_t k = 4; k > 0; n /= k, k--) {
			size_t at = n % k, w = left[at];

			memmove(left + at, left + at + 1, (k - at - 1) * sizeof(left[0]));
			assert_int_equal(say(h, words[w].at, words[w].numbers, "1").rc, 0);
		}
		assert_string_equal(truth(h), "JD0303:1");
		harness_close(h);
		harness_clear(h);
		harness_init(h);
		harness_open(h);
	}
}

static void
test_a_part_is_called_off_with_its_whole(void **state)
{
	struct harness *h = *state;
	struct op *op;

	assert_int_equal(say(h, 50, "-", "").rc, 0);
	for (int64_t at = 49; at <= 51; at += 2) {
		op = op_new(OP_SOURCE, h->now_utc_ms, h->policy);
		assert_int_equal(text_copy(op->source.shop, LIMIT_SHOP_ROOM, "luna"), 0);
		assert_int_equal(text_copy(op->source.order, LIMIT_ORDER_ROOM, "W-7"), 0);
		assert_int_equal(text_copy(op->source.resource, LIMIT_RESOURCE_ROOM, "f/1"), 0);
		assert_int_equal(text_copy(op->source.within, LIMIT_RESOURCE_ROOM, "order/7"), 0);
		op->source.at_utc_ms = at;
		add_parcel(h, op, "JD0401", "1");
		assert_int_equal(harness_run(h, op).rc, 0);
		assert_string_equal(truth(h), at < 50 ? "" : "JD0401:1"); /* sent after all */
	}
}

static void
test_indexes_follow_from_the_records(void **state)
{
	struct harness *h = *state;
	struct why why = {0};
	uint64_t id = take(h, INBOUND_SHOP, "woo", "a").id;

	(void)take(h, INBOUND_SHOP, "woo", "b");
	assert_int_equal(tell(h, id, INBOX_KEEP, "JD0501").rc, 0);
	assert_int_equal(say(h, 1, "JD0502", "1").rc, 0);
	harness_close(h);
	assert_int_equal(store_rebuild(h->path, true, &why), 0);
	assert_int_equal(store_rebuild(h->path, false, &why), 0);
	harness_open(h);
	assert_int_equal(due(h), 1);
	(void)harness_register(h, "A-1", "JD0501");
	assert_int_equal(due(h), 2);
}

/* ---- silence ---- */

static void
test_a_shop_is_silent_when_it_is_so_longer_than_usual(void **state)
{
	struct connector_state c = CONNECTOR_STATE_INIT;
	int64_t now = HARNESS_START;

	(void)state;
	assert_true(connector_silent_at(&c) == AT_NONE);
	for (int i = 0; i < 4 * 24; i++, now += HOUR_MS) /* every hour for four days .. */
		if (i % 24 > 8)                          /* .. but for the night */
			connector_heard(&c, now);
	now = c.heard_utc_ms;
	assert_int_equal(connector_silent_at(&c), now + 15 * HOUR_MS); /* ten hours, and a half */
	for (int i = 0; i < 60; i++) { /* what was usual long ago is forgotten */
		now += DAY_MS / 4;
		connector_heard(&c, now);
	}
	assert_int_equal(connector_silent_at(&c), now + 9 * HOUR_MS);
	for (int i = 0; i < 20 * 96; i++)
		connector_heard(&c, now += HOUR_MS / 4);
	assert_int_equal(connector_silent_at(&c), now + 6 * HOUR_MS); /* never sooner */
	connector_heard(
	    &c, now += 5 * DAY_MS); /* it was cut off once: no reason to wait for a week */
	assert_int_equal(connector_silent_at(&c), now + 6 * HOUR_MS);
	assert_int_equal(connector_trouble(&c, now + 6 * HOUR_MS - 1), CONNECTOR_WELL);
	assert_int_equal(connector_trouble(&c, now + 6 * HOUR_MS), CONNECTOR_SILENT);
	for (int week = 0; week < 3; week++) { /* but week ends come again */
		now += 2 * DAY_MS;
		for (int i = 0; i < 5 * 24; i++)
			connector_heard(&c, now += HOUR_MS);
	}
	assert_int_equal(connector_silent_at(&c), now + (49 * HOUR_MS) * 3 / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_a_message_is_taken_once),
	    HARNESS_TEST(test_a_failure_waits_for_a_person),
	    HARNESS_TEST(test_what_is_early_waits_for_its_number),
	    HARNESS_TEST(test_the_newest_word_of_a_shop_holds),
	    HARNESS_TEST(test_any_order_of_words_ends_alike),
	    HARNESS_TEST(test_a_part_is_called_off_with_its_whole),
	    HARNESS_TEST(test_indexes_follow_from_the_records),
	    cmocka_unit_test(test_a_shop_is_silent_when_it_is_so_longer_than_usual),
	};

	return cmocka_run_group_tests_name("store inbox", tests, NULL, NULL);
}
