#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A mail about an order that left us for `to`. */
static uint64_t
mailed(struct harness *h, const char *order, const char *to)
{
	uint64_t shipment = harness_register(h, order, order), id;
	struct op *op;

	assert_int_equal(harness_run(h, harness_seen(h, shipment, "SLIP")).rc, 0);
	id = harness_notice(h, order);
	op = op_new(OP_ATTEMPT_BEGIN, h->now_utc_ms, h->policy);
	op->id = id;
	assert_int_equal(
	    buf_addf(&op->begin.message, "To: <%s>\r\n\r\nDear bea@ejemplo.example", to), 0);
	(void)snprintf(op->begin.message_id, sizeof(op->begin.message_id), "m@luna.example");
	assert_int_equal(harness_run(h, op).rc, 0);
	op = op_new(OP_ATTEMPT_END, h->now_utc_ms, h->policy);
	op->id = id;
	op->end.answer = ANSWER_OK;
	assert_int_equal(harness_run(h, op).rc, 0);
	return id;
}

static struct op *
bounce(struct harness *h, const char *token, bool address)
{
	struct op *op = op_new(OP_BOUNCE, h->now_utc_ms, h->policy);

	assert_non_null(op);
	(void)snprintf(op->bounce.tokens[0], VERP_TOKEN_ROOM, "ffffffffffffffffffffffffffffffff");
	(void)snprintf(op->bounce.tokens[1], VERP_TOKEN_ROOM, "%s", token);
	op->bounce.token_count = 2;
	op->bounce.address = address;
	(void)snprintf(op->text, sizeof(op->text), "5.1.1 550 no such mailbox");
	return op;
}

static struct person
person_of(struct harness *h, const char *email)
{
	struct person p = PERSON_INIT;

	assert_int_equal(store_person_of_email(h->reader, "luna", email, &p), 0);
	return p;
}

static size_t
suppressed(struct harness *h, const char *shop)
{
	uint64_t ids[10];
	size_t count;

	assert_int_equal(store_suppressed(h->reader, shop, NULL, ids, 10, &count), 0);
	return count;
}

static size_t
open_cases(struct harness *h, const char *order, enum case_reason reason)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[10];
	size_t count, found = 0;

	assert_int_equal(store_cases(h->reader, "luna", order, &cursor, ids, 10, &count), 0);
	for (size_t i = 0; i < count; i++) {
		struct case_record c;

		assert_int_equal(store_case(h->reader, ids[i], &c), 0);
		found += c.reason == reason && c.state != CASE_RESOLVED;
	}
	return found;
}

static void
test_a_dead_address_is_suppressed_once_and_a_case_opened(void **state)
{
	struct harness *h = *state;
	uint64_t id = mailed(h, "A-1", "ana.A-1@ejemplo.example");
	char token[VERP_TOKEN_ROOM];
	struct answered a;
	struct notice n;
	struct person p;

	assert_int_equal(store_notice_token(h->reader, id, token), 0);
	h->now_utc_ms += HOUR_MS;
	a = harness_run(h, bounce(h, token, true));
	assert_int_equal(a.rc, 0);
	assert_int_equal(a.id, id);
	assert_false(a.existed);
	assert_int_equal(store_notice(h->reader, id, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_SENT);
	assert_int_equal(n.bounced_utc_ms, h->now_utc_ms);
	assert_string_equal(n.bounced_text, "5.1.1 550 no such mailbox");
	p = person_of(h, "ANA.A-1@ejemplo.example");
	assert_true(p.suppressed);
	assert_int_equal(p.suppressed_by, id);
	assert_int_equal(p.suppressed_utc_ms, h->now_utc_ms);
	assert_int_equal(open_cases(h, "A-1", CASE_UNREACHABLE), 1);
	assert_int_equal(suppressed(h, "luna"), 1);
	assert_int_equal(suppressed(h, ""), 1);
	assert_int_equal(suppressed(h, "sol"), 0);
	a = harness_run(h, bounce(h, token, true));
	assert_true(a.existed);
	assert_int_equal(open_cases(h, "A-1", CASE_UNREACHABLE), 1);
}

static void
test_a_refused_mail_opens_a_case_and_suppresses_nobody(void **state)
{
	struct harness *h = *state;
	uint64_t id = mailed(h, "A-1", "ana.A-1@ejemplo.example");
	char token[VERP_TOKEN_ROOM];

	assert_int_equal(store_notice_token(h->reader, id, token), 0);
	assert_int_equal(harness_run(h, bounce(h, token, false)).rc, 0);
	assert_false(person_of(h, "ana.A-1@ejemplo.example").suppressed);
	assert_int_equal(open_cases(h, "A-1", CASE_UNREACHABLE), 1);
}

/* Its person has been given another address since: that one has not failed. */
static void
test_a_report_about_an_old_address_spares_the_new_one(void **state)
{
	struct harness *h = *state;
	uint64_t id = mailed(h, "A-1", "before.A-1@ejemplo.example");
	char token[VERP_TOKEN_ROOM];

	assert_int_equal(store_notice_token(h->reader, id, token), 0);
	assert_int_equal(harness_run(h, bounce(h, token, true)).rc, 0);
	assert_int_equal(suppressed(h, ""), 0);
}

static void
test_what_is_made_up_or_was_never_sent_does_nothing(void **state)
{
	struct harness *h = *state;
	uint64_t id = mailed(h, "A-1", "ana.A-1@ejemplo.example"), shipment;
	char token[VERP_TOKEN_ROOM], forged[VERP_TOKEN_ROOM];

	assert_int_equal(store_notice_token(h->reader, id, token), 0);
	for (size_t i = 0; i < sizeof(token) - 1; i++) {
		memcpy(forged, token, sizeof(forged));
		forged[i] = forged[i] == '5' ? '6' : '5';
		assert_int_equal(harness_run(h, bounce(h, forged, true)).rc, ERR_NOT_FOUND);
	}
	assert_int_equal(store_notice_token(h->reader, id + 1000, token), 0);
	assert_int_equal(harness_run(h, bounce(h, token, true)).rc, ERR_NOT_FOUND);
	shipment = harness_register(h, "A-2", "A-2");
	assert_int_equal(harness_run(h, harness_seen(h, shipment, "SLIP")).rc, 0);
	assert_int_equal(store_notice_token(h->reader, harness_notice(h, "A-2"), token), 0);
	assert_int_equal(harness_run(h, bounce(h, token, true)).rc, ERR_NOT_FOUND);
	assert_int_equal(suppressed(h, ""), 0);
	assert_int_equal(open_cases(h, "A-1", CASE_UNREACHABLE), 0);
}

static void
test_tokens_are_those_of_one_store_and_outlive_a_restart(void **state)
{
	struct harness *h = *state, other;
	char before[VERP_TOKEN_ROOM], after[VERP_TOKEN_ROOM];

	assert_int_equal(store_notice_token(h->reader, 7, before), 0);
	harness_close(h);
	harness_open(h);
	assert_int_equal(store_notice_token(h->reader, 7, after), 0);
	assert_string_equal(before, after);
	harness_init(&other);
	harness_open(&other);
	assert_int_equal(store_notice_token(other.reader, 7, after), 0);
	assert_string_not_equal(before, after);
	harness_clear(&other);
}

static void
say(struct harness *h, uint64_t person, enum person_verb verb, int rc)
{
	struct op *op = op_new(OP_PERSON, h->now_utc_ms, h->policy);

	assert_non_null(op);
	op->id = person;
	op->person_verb = verb;
	assert_int_equal(harness_run(h, op).rc, rc);
}

static void
test_people_say_how_they_want_to_be_written_to(void **state)
{
	static const struct {
		enum person_verb verb;
		bool only_problems, stopped, suppressed;
	} steps[] = {
	    {PERSON_PROBLEMS, true, false, false},
	    {PERSON_STOP, true, true, false},
	    {PERSON_PROBLEMS, true, false, false},
	    {PERSON_SUPPRESS, true, false, true},
	    {PERSON_EVERYTHING, false, false, true},
	    {PERSON_LIFT, false, false, false},
	};
	struct harness *h = *state;
	struct person p;
	struct op *op;

	(void)harness_register(h, "A-1", "A-1");
	p = person_of(h, "ana.A-1@ejemplo.example");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		say(h, p.id, steps[i].verb, 0);
		p = person_of(h, "ana.A-1@ejemplo.example");
		assert_int_equal(p.only_problems, steps[i].only_problems);
		assert_int_equal(p.stopped, steps[i].stopped);
		assert_int_equal(p.suppressed, steps[i].suppressed);
		assert_int_equal(suppressed(h, "luna"), steps[i].suppressed);
	}
	say(h, p.id + 1, PERSON_STOP, ERR_NOT_FOUND);
	say(h, p.id, (enum person_verb)9, ERR_BUG);
	/* a later order may ask for less, and takes nothing back */
	say(h, p.id, PERSON_STOP, 0);
	op = harness_registration(h, "A-1", "A-1b");
	op->registration.person.only_problems = true;
	assert_int_equal(harness_run(h, op).rc, 0);
	p = person_of(h, "ana.A-1@ejemplo.example");
	assert_true(p.only_problems && p.stopped);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_a_dead_address_is_suppressed_once_and_a_case_opened),
	    HARNESS_TEST(test_a_refused_mail_opens_a_case_and_suppresses_nobody),
	    HARNESS_TEST(test_a_report_about_an_old_address_spares_the_new_one),
	    HARNESS_TEST(test_what_is_made_up_or_was_never_sent_does_nothing),
	    HARNESS_TEST(test_tokens_are_those_of_one_store_and_outlive_a_restart),
	    HARNESS_TEST(test_people_say_how_they_want_to_be_written_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
