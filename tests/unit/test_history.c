#include "monitor/base/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

#define NOW (20600 * (int64_t)DAY_MS) /* 2026-05-27 */

static struct policy *policy;

static int
setup(void **state)
{
	(void)state;
	policy = policy_new();
	assert_non_null(policy);
	policy->shops = calloc(1, sizeof(*policy->shops));
	policy->accounts = calloc(1, sizeof(*policy->accounts));
	assert_true(policy->shops != NULL && policy->accounts != NULL);
	policy->shop_count = policy->account_count = 1;
	(void)snprintf(policy->shops[0].id, LIMIT_SHOP_ROOM, "luna");
	(void)snprintf(policy->shops[0].zone, ZONE_ROOM, "Europe/Madrid");
	(void)snprintf(policy->shops[0].country, 3, "ES");
	(void)snprintf(policy->accounts[0].id, LIMIT_ACCOUNT_ROOM, "dhl-luna");
	(void)snprintf(policy->accounts[0].carrier, LIMIT_ID_ROOM, "dhl");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	policy_drop(policy);
	return 0;
}

/* "field=value" pairs, blanks between. */
static int
read(struct history *h, const char *text, char key[LIMIT_TALLY_KEY_ROOM], struct why *why)
{
	struct span rest = span_of(text), pair, name;
	int rc = 0;

	history_init(h);
	while (rc == 0 && text_split(&rest, ' ', &pair)) {
		char field[32];

		assert_true(text_split(&pair, '=', &name));
		(void)text_cut(field, sizeof(field), name);
		rc = history_set(h, field, pair, why);
	}
	return rc != 0 ? rc : history_finish(h, policy, NOW, key, why);
}

static void
test_a_past_shipment_has_its_events_and_a_name(void **state)
{
	char key[LIMIT_TALLY_KEY_ROOM], again[LIMIT_TALLY_KEY_ROOM];
	struct why why;
	struct history h;
	const struct shipment *s = &h.registration.shipment;

	(void)state;
	assert_int_equal(
	    read(&h,
		"carrier=dhl number=JD1 promised_date=2026-04-10 accepted_at=2026-04-07T18:00 "
		"attempted_at=2026-04-09T11:00 delivered_at=2026-04-10T12:00:00+02:00",
		key, &why),
	    0);
	assert_int_equal(s->events.count, 3);
	assert_int_equal(s->events.items[0].milestone, MILESTONE_ACCEPTED);
	assert_int_equal(s->events.items[1].milestone, MILESTONE_DELIVERY_ATTEMPTED);
	assert_int_equal(s->events.items[2].milestone, MILESTONE_DELIVERED);
	assert_string_equal(s->shop, "luna");
	assert_string_equal(s->order, "JD1");
	assert_int_equal(s->id, 0);
	assert_true(s->promise.deadline_utc_ms != AT_NONE);
	history_clear(&h);
	/* The same parcel, however it is told. */
	assert_int_equal(
	    read(&h, "carrier=dhl number=JD1 accepted_at=2026-04-07 delivered_at=2026-04-10", again,
		&why),
	    0);
	assert_string_equal(key, again);
	assert_int_equal(s->events.count, 2);
	assert_int_equal(s->promise.until_day, DAY_NONE); /* nobody promises it afterwards */
	history_clear(&h);
}

static void
test_what_is_wrong_is_told(void **state)
{
	static const struct {
		const char *text, *field;
		int rc;
	} cases[] = {
	    {"carrier=dhl number=JD1 delivered_at=2026-04-10", "accepted_at", ERR_MALFORMED},
	    {"carrier=dhl number=JD1 accepted_at=2026-04-10", "delivered_at", ERR_MALFORMED},
	    {"carrier=dhl accepted_at=2026-04-07 delivered_at=2026-04-10", "number", ERR_MALFORMED},
	    {"carrier=ups number=JD1 accepted_at=2026-04-07 delivered_at=2026-04-10", "carrier",
		ERR_NOT_FOUND},
	    {"carrier=dhl number=JD1 accepted_at=2026-04-11 delivered_at=2026-04-10",
		"delivered_at", ERR_RANGE},
	    {"carrier=dhl number=JD1 accepted_at=2026-04-07 delivered_at=2026-06-10",
		"delivered_at", ERR_RANGE},
	    {"carrier=dhl number=JD1 accepted_at=2026-04-07 attempted_at=2026-04-12 "
	     "delivered_at=2026-04-10",
		"attempted_at", ERR_RANGE},
	    {"carrier=dhl number=JD1 accepted_at=7/4 delivered_at=2026-04-10", "accepted_at",
		ERR_MALFORMED},
	    {"pigeon=1", "pigeon", ERR_NOT_FOUND},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char key[LIMIT_TALLY_KEY_ROOM];
		struct why why = {.code = 0};
		struct history h;
		int rc = read(&h, cases[i].text, key, &why);

		if (rc != cases[i].rc || strcmp(why.path, cases[i].field) != 0)
			fail_msg("case %zu: %d %s: %s", i, rc, why.path, why.text);
		history_clear(&h);
	}
	assert_true(history_is_field("accepted_at"));
	assert_true(history_is_field("promised_date"));
	assert_false(history_is_field("pigeon"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_past_shipment_has_its_events_and_a_name),
	    cmocka_unit_test(test_what_is_wrong_is_told),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
