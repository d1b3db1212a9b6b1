/*
 * What a shop's judge is given that counters do not hold: its parcels at risk, nearest first, and which of its channels fail.
 */

#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct harness h;
static struct judge judge;
static struct shop_input seen; /* the last that the judge was given */
static const char *carrier = "dhl";

static int
review(const struct review_input *in, struct verdict *out)
{
	int rc = harness_judge.review(in, out);

	if (rc == 0 && out->shipment.state == PROMISE_ON_TRACK &&
	    in->shipment->service[0] != '\0') {
		out->shipment.state = PROMISE_AT_RISK;
		(void)snprintf(out->shipment.rule, sizeof(out->shipment.rule), "stall");
	}
	if (rc == 0 && strcmp(in->shipment->service, "came") == 0)
		out->shipment.state = PROMISE_KEPT;
	if (rc == 0 && strcmp(in->shipment->service, "came late") == 0)
		out->shipment.state = PROMISE_LATE;
	return rc;
}

static int
see(const struct shop_input *in, struct effects *out)
{
	(void)out;
	seen = *in;
	return 0;
}

static int
setup(void **state)
{
	(void)state;
	judge = harness_judge;
	judge.review = review;
	judge.shop = see;
	harness_init(&h);
	h.options.judge = &judge;
	harness_open(&h);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	harness_clear(&h);
	return 0;
}

static void
look(void)
{
	struct op *op = op_new(OP_SHOP, h.now_utc_ms, h.policy);

	assert_non_null(op);
	(void)snprintf(op->shop, sizeof(op->shop), "luna");
	assert_int_equal(harness_run(&h, op).rc, 0);
}

static void
add(const char *shop, const char *order, const char *service, int day)
{
	struct op *op = harness_registration(&h, order, order);
	struct shipment *s = &op->registration.shipment;

	(void)snprintf(s->shop, sizeof(s->shop), "%s", shop);
	(void)snprintf(s->service, sizeof(s->service), "%s", service);
	(void)snprintf(s->carrier, sizeof(s->carrier), "%s", carrier);
	s->promise.until_day = s->promise.from_day = 20605 + day;
	s->promise.deadline_utc_ms = HARNESS_START + day * DAY_MS;
	assert_int_equal(harness_run(&h, op).rc, 0);
}

static void
test_parcels_at_risk_come_nearest_first_and_from_one_shop(void **state)
{
	(void)state;
	look();
	assert_int_equal(seen.risk_count, 0);
	add("luna", "A-4", "risky", 4);
	add("luna", "A-2", "risky", 2);
	add("luna", "A-1", "", 1); /* on track */
	add("sol", "S-1", "risky", 1);
	look();
	assert_int_equal(seen.risk_count, 2);
	assert_string_equal(seen.risks[0].order, "A-2");
	assert_string_equal(seen.risks[0].rule, "stall");
	assert_int_equal(seen.risks[0].promised_day, 20607);
	assert_string_equal(seen.risks[1].order, "A-4");
	for (int i = 0; i < LIMIT_DIGEST_RISKS; i++) {
		char order[16];

		(void)snprintf(order, sizeof(order), "A-1%d", i);
		add("luna", order, "risky", 3);
	}
	look();
	assert_int_equal(seen.risk_count, LIMIT_DIGEST_RISKS);
	assert_string_equal(seen.risks[1].order, "A-10");
}

/* Nobody waits for them: neither among those at risk nor kept, nor in any count by state. */
static void
test_parcels_of_the_sandbox_are_not_counted(void **state)
{
	static const char *const carriers[] = {CARRIER_SANDBOX, "dhl"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		static const char *const services[] = {"risky", "", "came", "came late"};
		int64_t real = i;

		carrier = carriers[i];
		for (size_t k = 0; k < sizeof(services) / sizeof(services[0]); k++) {
			char order[16];

			(void)snprintf(order, sizeof(order), "T-%d%zu", i, k);
			add("luna", order, services[k], 2);
		}
		look();
		assert_int_equal(seen.risk_count, real);
		assert_int_equal(seen.settled_kept_day, real);
		assert_int_equal(seen.settled_late_day, real);
		assert_int_equal(seen.state_counts[PROMISE_AT_RISK], real);
		assert_int_equal(seen.state_counts[PROMISE_ON_TRACK], real);
		for (int s = 0; s < PROMISE_COUNT; s++)
			assert_in_range(seen.state_counts[s], 0, 4 * real);
	}
	assert_string_equal(seen.risks[0].order, "T-10");
}

static void
leave_word(const char *section, int64_t since_utc_ms)
{
	struct op *op = op_new(OP_ACCOUNT, h.now_utc_ms, h.policy);

	assert_non_null(op);
	account_of_channel(op->account.id, section);
	op->account.failing_since_utc_ms = since_utc_ms;
	assert_int_equal(harness_run(&h, op).rc, 0);
}

static void
test_channels_that_the_shop_uses_and_that_fail_are_counted(void **state)
{
	static struct channel_settings channels[2] = {
	    {.id = "hook", .kind = CHANNEL_WEBHOOK}, {.id = "other", .kind = CHANNEL_SLACK}};
	struct policy *p = h.policy;

	(void)state;
	(void)snprintf(p->mail.url, sizeof(p->mail.url), "smtp://127.0.0.1:25");
	p->channels = channels;
	p->channel_count = 2;
	p->shops[0].alerts = (struct shop_channels){
	    .kinds = {CHANNEL_WEBHOOK}, .settings = {&channels[0]}, .count = 1};
	look();
	assert_int_equal(seen.channels_failing, 0);
	leave_word("other", h.now_utc_ms); /* another shop's */
	leave_word("hook", h.now_utc_ms);
	look();
	assert_int_equal(seen.channels_failing, 1);
	leave_word("", h.now_utc_ms);
	look();
	assert_int_equal(seen.channels_failing, 2);
	leave_word("hook", AT_NONE);
	look();
	assert_int_equal(seen.channels_failing, 1);
	p->channels = NULL;
	p->channel_count = 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_parcels_at_risk_come_nearest_first_and_from_one_shop, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_parcels_of_the_sandbox_are_not_counted, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_channels_that_the_shop_uses_and_that_fail_are_counted, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
