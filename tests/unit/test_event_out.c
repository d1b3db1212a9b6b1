#include "monitor/base/event_out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static struct journal_entry
entry_of(const char *name, const char *kind)
{
	struct journal_entry e;

	journal_init(&e, name, 7, 1780000000000LL);
	e.seq = 42;
	if (kind != NULL)
		journal_add_text(&e, "kind", kind);
	return e;
}

static void
test_the_journal_is_told_under_the_names_of_events(void **state)
{
	static const struct {
		const char *entry, *kind;
		enum promise_state was;
		const char *name;
	} rows[] = {
	    {"shipment.registered", NULL, PROMISE_NONE, "shipment.registered"},
	    {"parcel.milestone", NULL, PROMISE_NONE, "shipment.milestone.changed"},
	    {"promise.at_risk", NULL, PROMISE_ON_TRACK, "promise.at_risk"},
	    {"promise.at_risk", NULL, PROMISE_AT_RISK, NULL},
	    {"promise.slipping", NULL, PROMISE_AT_RISK, "promise.slipped"},
	    {"promise.slipping", NULL, PROMISE_SLIPPING, "promise.slipped"}, /* to another day */
	    {"promise.missed", NULL, PROMISE_ON_TRACK, "promise.missed"},
	    {"promise.missed", NULL, PROMISE_MISSED, NULL},
	    {"promise.kept", NULL, PROMISE_ON_TRACK, "promise.kept"},
	    {"promise.late", NULL, PROMISE_MISSED, NULL}, /* its milestone tells */
	    {"promise.on_track", NULL, PROMISE_NONE, NULL},
	    {"promise.on_track", NULL, PROMISE_ON_TRACK, NULL},
	    {"promise.on_track", NULL, PROMISE_AT_RISK, "promise.recovered"},
	    {"promise.on_track", NULL, PROMISE_SLIPPING, "promise.recovered"},
	    {"promise.on_track", NULL, PROMISE_MISSED, "promise.recovered"},
	    {"notice.sent", "delay", PROMISE_NONE, "notice.sent"},
	    {"notice.sent", "still_no_news", PROMISE_NONE, "followup.kept"},
	    {"notice.decided", "still_no_news", PROMISE_NONE, "followup.due"},
	    {"notice.decided", "delay", PROMISE_NONE, NULL},
	    {"notice.dead", "delay", PROMISE_NONE, "notice.failed"},
	    {"notice.refused", "delay", PROMISE_NONE, "notice.failed"},
	    {"notice.bounced", "delay", PROMISE_NONE, "notice.failed"},
	    {"notice.shadow", "delay", PROMISE_NONE, NULL},
	    {"case.opened", NULL, PROMISE_NONE, "case.opened"},
	    {"incident.opened", NULL, PROMISE_NONE, "carrier.silent"},
	    {"incident.closed", NULL, PROMISE_NONE, "carrier.recovered"},
	    {"lane.below_target", NULL, PROMISE_NONE, "checkout.warning"},
	    {"lane.keeps_target", NULL, PROMISE_NONE, "checkout.recovered"},
	    {"case.noted", NULL, PROMISE_NONE, NULL},
	    {"access.given", NULL, PROMISE_NONE, NULL},
	    {"person.erased", NULL, PROMISE_NONE, NULL},
	};
	struct why why;

	(void)state;
	for (const char *const *n = event_out_names(); *n != NULL; n++) {
		bool told = false;

		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
			told = told || (rows[i].name != NULL && strcmp(rows[i].name, *n) == 0);
		if (!told)
			fail_msg("nothing is told as %s", *n);
		assert_int_equal(event_out_check_names(*n, &why), 0);
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct journal_entry e = entry_of(rows[i].entry, rows[i].kind);
		const char *name = event_out_name(&e, rows[i].was);

		if (rows[i].name == NULL)
			assert_null(name);
		else {
			assert_non_null(name);
			assert_string_equal(name, rows[i].name);
		}
	}
}

static void
test_an_endpoint_hears_its_names_and_its_shop(void **state)
{
	static const struct {
		const char *shop, *names, *of_shop, *name;
		bool wanted;
	} rows[] = {
	    {"", "", "luna", "promise.kept", true},
	    {"luna", "", "luna", "promise.kept", true},
	    {"luna", "", "sol", "promise.kept", false},
	    {"luna", "", "", "carrier.silent", true},
	    {"", "promise.slipped, promise.recovered", "luna", "promise.recovered", true},
	    {"", "promise.slipped, promise.recovered", "luna", "promise.kept", false},
	};
	struct why why;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct event_endpoint e = {.id = "e"};

		(void)text_cut(e.shop, sizeof(e.shop), span_of(rows[i].shop));
		(void)text_cut(e.names, sizeof(e.names), span_of(rows[i].names));
		assert_int_equal(
		    event_out_wanted(&e, rows[i].name, rows[i].of_shop), rows[i].wanted);
	}
	assert_int_equal(
	    event_out_check_names("promise.slipped,promise.lost", &why), ERR_NOT_FOUND);
	assert_non_null(strstr(why.text, "'promise.lost' is no event"));
}

static void
test_an_event_says_which_parcel_and_nothing_of_a_person(void **state)
{
	struct journal_entry e = entry_of("promise.slipping", NULL);
	struct shipment s = SHIPMENT_INIT;
	struct buf out = BUF_INIT(4096);
	char id[96];

	(void)state;
	journal_add_text(&e, "shop", "luna");
	journal_add_text(&e, "rule", "eta_late");
	journal_add_day(&e, "expect_until", 20600);
	journal_add_day(&e, "promised_until", DAY_NONE);
	journal_add_at(&e, "last_scan", 1780000000000LL);
	journal_add_number(&e, "fresh", 1);
	s.id = 7;
	(void)text_cut(s.shop, sizeof(s.shop), SPAN("luna"));
	(void)text_cut(s.order, sizeof(s.order), SPAN("L-1"));
	(void)text_cut(s.carrier, sizeof(s.carrier), SPAN("dhl"));
	(void)text_cut(s.number, sizeof(s.number), SPAN("4242"));
	assert_int_equal(event_out_body(&e, "promise.slipped", &s, &out), 0);
	assert_string_equal(buf_str(&out),
	    "{\"type\":\"promise.slipped\",\"timestamp\":\"2026-05-28T20:26:40Z\",\"data\":{\"id\":7,"
	    "\"shop\":\"luna\",\"order\":\"L-1\",\"carrier\":\"dhl\",\"number\":\"4242\",\"rule\":"
	    "\"eta_late\",\"expect_until\":\"2026-05-27\",\"promised_until\":null,\"last_scan\":"
	    "\"2026-05-28T20:26:40Z\",\"fresh\":1}}");
	event_out_id(&e, id);
	assert_string_equal(id, "evt_42_1780000000000");
	buf_clear(&out);
	shipment_clear(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_journal_is_told_under_the_names_of_events),
	    cmocka_unit_test(test_an_endpoint_hears_its_names_and_its_shop),
	    cmocka_unit_test(test_an_event_says_which_parcel_and_nothing_of_a_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
