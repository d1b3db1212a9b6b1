#include "carriers/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static const struct carrier *
acme(void)
{
	static const struct code_row codes[] = {
	    {.code = "DL", .milestone = MILESTONE_DELIVERED, .evidence = EVIDENCE_VENDOR},
	    {.code = "NN", .milestone = MILESTONE_UNKNOWN, .evidence = EVIDENCE_VENDOR},
	};
	static const struct carrier carrier = {.id = "acme", .codes = codes, .code_count = 2};

	return &carrier;
}

static void
add(struct observation *o, const char *code)
{
	struct event *e = event_list_add(&o->events);

	assert_non_null(e);
	e->at = when_date((int32_t)o->events.count);
	(void)text_cut(e->code, sizeof(e->code), span_of(code));
	if (strcmp(code, "DL") == 0)
		e->milestone = MILESTONE_DELIVERED;
}

static void
test_a_table_is_milestones_and_reasons_by_name(void **state)
{
	static const struct {
		const char *table;
		int rc;
	} rows[] = {
	    {"", 0},
	    {"A=delivered", 0},
	    {" A b = delivered , B = exception refused, ", 0},
	    {"A", ERR_MALFORMED},
	    {"A=", ERR_MALFORMED},
	    {"=delivered", ERR_MALFORMED},
	    {"A=gone", ERR_MALFORMED},
	    {"A=delivered gladly", ERR_MALFORMED},
	    {"A=delivered, B", ERR_MALFORMED},
	};
	struct code_row row;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(codes_check(rows[i].table, NULL), rows[i].rc);
	assert_true(codes_find(rows[2].table, "A b", &row));
	assert_int_equal(row.milestone, MILESTONE_DELIVERED);
	assert_true(codes_find(rows[2].table, "B", &row));
	assert_int_equal(row.reason, REASON_REFUSED);
	assert_false(codes_find(rows[2].table, "b", &row));
}

static void
test_the_merchants_table_fills_in_and_never_overrules(void **state)
{
	struct account account = {.codes = "DL = lost_damaged, NN = delivered, X = in_transit"};
	struct observation o = OBSERVATION_INIT;

	(void)state;
	add(&o, "DL");
	add(&o, "NN");
	add(&o, "X");
	add(&o, "Y");
	codes_apply(acme(), &account, &o);
	assert_int_equal(o.events.items[0].milestone, MILESTONE_DELIVERED);
	assert_int_equal(o.events.items[1].milestone, MILESTONE_UNKNOWN);
	assert_int_equal(o.events.items[2].milestone, MILESTONE_IN_TRANSIT);
	assert_true(o.events.items[2].physical);
	assert_int_equal(o.events.items[3].milestone, MILESTONE_UNKNOWN);
	observation_clear(&o);
}

static void
test_unlisted_codes_are_counted_once_an_answer(void **state)
{
	struct account account = {.codes = "X = in_transit"};
	struct account_state kept = ACCOUNT_STATE_INIT;
	struct observation o = OBSERVATION_INIT;

	(void)state;
	add(&o, "DL");
	add(&o, "NN");
	assert_false(codes_count(acme(), &account, &o, 5, &kept));
	add(&o, "X");
	codes_apply(acme(), &account, &o);
	add(&o, "Y");
	add(&o, "Y");
	add(&o, "");
	assert_true(codes_count(acme(), &account, &o, 5, &kept));
	assert_true(codes_count(acme(), &account, &o, 7, &kept));
	assert_int_equal(kept.unknown_codes, 2);
	assert_int_equal(kept.unknown_count, 1);
	assert_string_equal(kept.unknown[0].code, "Y");
	assert_int_equal(kept.unknown[0].count, 2);
	assert_int_equal(kept.unknown[0].last_utc_ms, 7);
	observation_clear(&o);
}

static void
test_the_rarest_code_gives_way(void **state)
{
	struct account account = {.codes = ""};
	struct account_state kept = ACCOUNT_STATE_INIT;

	(void)state;
	for (int i = 0; i <= LIMIT_UNKNOWN_CODES; i++) {
		struct observation o = OBSERVATION_INIT;
		char code[16];

		(void)snprintf(code, sizeof(code), "c%d", i);
		add(&o, code);
		for (int n = i == 3 ? 1 : 2; n > 0; n--)
			assert_true(codes_count(acme(), &account, &o, i, &kept));
		observation_clear(&o);
	}
	assert_int_equal(kept.unknown_count, LIMIT_UNKNOWN_CODES);
	for (size_t i = 0; i < kept.unknown_count; i++)
		assert_string_not_equal(kept.unknown[i].code, "c3");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_table_is_milestones_and_reasons_by_name),
	    cmocka_unit_test(test_the_merchants_table_fills_in_and_never_overrules),
	    cmocka_unit_test(test_unlisted_codes_are_counted_once_an_answer),
	    cmocka_unit_test(test_the_rarest_code_gives_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
