#include "monitor/base/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_an_entry_keeps_its_fields_in_order(void **state)
{
	struct journal_entry e;

	(void)state;
	journal_init(&e, "promise.slipping", 42, 1000);
	journal_add_text(&e, "rule", "eta-late");
	journal_add_number(&e, "count", -3);
	journal_add_at(&e, "due", 2000);
	journal_add_day(&e, "until", 20000);
	assert_string_equal(e.name, "promise.slipping");
	assert_int_equal(e.shipment, 42);
	assert_int_equal(e.at_utc_ms, 1000);
	assert_int_equal(e.field_count, 4);
	assert_string_equal(e.fields[0].name, "rule");
	assert_int_equal(e.fields[0].kind, FIELD_TEXT);
	assert_string_equal(e.fields[0].text, "eta-late");
	assert_int_equal(e.fields[1].number, -3);
	assert_int_equal(e.fields[2].kind, FIELD_AT);
	assert_int_equal(e.fields[3].kind, FIELD_DAY);
	assert_int_equal(e.fields[3].number, 20000);
}

static void
test_a_long_text_is_cut_at_a_character(void **state)
{
	struct journal_entry e;
	char text[64];

	(void)state;
	memset(text, 'a', 62);
	memcpy(text + 62, "", 1);
	journal_init(&e, "x", 0, 0);
	journal_add_text(&e, "t",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "\xC3\xB1\xC3\xB1");
	assert_string_equal(e.fields[0].text, text);
}

static void
test_a_new_effect_is_empty_of_its_kind(void **state)
{
	struct effects effects = {0};

	(void)state;
	for (int kind = EFFECT_NOTICE_NEW; kind <= EFFECT_INCIDENT_CLOSE; kind++) {
		struct effect *e = effects_add(&effects, (enum effect_kind)kind);

		assert_non_null(e);
		assert_int_equal(e->kind, kind);
		assert_int_equal(e->id, 0);
		assert_string_equal(e->text, "");
	}
	assert_int_equal(effects.count, 10);
	assert_true(effects.items[0].notice.valid_until_utc_ms == AT_NONE);
	assert_true(effects.items[1].notice.facts.window_until_day == DAY_NONE);
	assert_true(effects.items[4].record.due_utc_ms == AT_NONE);
	assert_int_equal(effects.items[4].record.note_count, 0);
	assert_int_equal(effects.items[7].entry.field_count, 0);
	assert_true(effects.items[8].incident.until_utc_ms == AT_NONE);
	assert_int_equal(tallies_add(&effects.tallies, TALLY_REPORT, "luna|dhl", 20000, 1, 1), 0);
	effects_clear(&effects);
	effects_clear(&effects);
	effects_clear(NULL);
	assert_int_equal(effects.count, 0);
	assert_int_equal(effects.tallies.count, 0);
}

static void
test_kinds_of_incidents_are_named_and_found_by_name(void **state)
{
	(void)state;
	for (int kind = INCIDENT_SILENCE; kind < INCIDENT_KINDS; kind++)
		assert_int_equal(
		    incident_kind_from(incident_kind_name((enum incident_kind)kind)), kind);
	assert_int_equal(incident_kind_from("weather"), INCIDENT_KINDS);
}

static void
test_a_cleared_verdict_wants_nothing(void **state)
{
	struct verdict v = {.interval_ms = 5};

	(void)state;
	assert_non_null(effects_add(&v.effects, EFFECT_JOURNAL));
	assert_non_null(event_list_add(&v.shipment.events));
	verdict_clear(&v);
	verdict_clear(&v);
	verdict_clear(NULL);
	assert_int_equal(v.interval_ms, 0);
	assert_true(v.next_review_utc_ms == AT_NONE);
	assert_int_equal(v.shipment.ship_by_day, DAY_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_entry_keeps_its_fields_in_order),
	    cmocka_unit_test(test_a_long_text_is_cut_at_a_character),
	    cmocka_unit_test(test_a_new_effect_is_empty_of_its_kind),
	    cmocka_unit_test(test_kinds_of_incidents_are_named_and_found_by_name),
	    cmocka_unit_test(test_a_cleared_verdict_wants_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
