#include "monitor/base/registration.h"
#include "monitor/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* 2026-11-21 16:12 in Madrid. */
#define NOW INT64_C(1795273920000)

/* Two shops, four accounts: dhl of any shop, ups of violeta and of any, two of seur. */
static int
setup(void **state)
{
	static const struct {
		const char *id, *carrier, *shop;
	} accounts[] = {
	    {"dhl-main", "dhl", ""},
	    {"ups-violeta", "ups", "violeta"},
	    {"ups-main", "ups", ""},
	    {"seur-1", "seur", ""},
	    {"seur-2", "seur", ""},
	    {"gls-norte", "gls", "norte"},
	};
	struct policy *p = policy_new();

	assert_non_null(p);
	p->account_count = sizeof(accounts) / sizeof(accounts[0]);
	p->accounts = calloc(p->account_count, sizeof(*p->accounts));
	p->shop_count = 2;
	p->shops = calloc(p->shop_count, sizeof(*p->shops));
	assert_non_null(p->accounts);
	assert_non_null(p->shops);
	for (size_t i = 0; i < p->account_count; i++) {
		struct account *a = &p->accounts[i];

		(void)snprintf(a->id, sizeof(a->id), "%s", accounts[i].id);
		(void)snprintf(a->carrier, sizeof(a->carrier), "%s", accounts[i].carrier);
		(void)snprintf(a->shop, sizeof(a->shop), "%s", accounts[i].shop);
	}
	for (size_t i = 0; i < p->shop_count; i++) {
		struct shop *shop = &p->shops[i];

		(void)snprintf(shop->id, sizeof(shop->id), i == 0 ? "violeta" : "norte");
		(void)snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
		(void)snprintf(shop->country, sizeof(shop->country), "ES");
		(void)snprintf(shop->postcode, sizeof(shop->postcode), "28901");
	}
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	policy_drop(*state);
	return 0;
}

struct setting {
	const char *field, *value;
};

static int
set(struct registration *r, const char *field, const char *value, struct why *why)
{
	return registration_set(r, field, (struct span){value, strlen(value)}, why);
}

/* A registration that is whole, then what a case adds. */
static int
filled(struct registration *r, const struct setting *settings, size_t count, struct why *why)
{
	static const struct setting whole[] = {
	    {"shop", "violeta"}, {"order", "1041"}, {"number", "JD014600003828990000"}};
	int rc = 0;

	registration_init(r);
	for (size_t i = 0; rc == 0 && i < sizeof(whole) / sizeof(whole[0]); i++)
		rc = set(r, whole[i].field, whole[i].value, why);
	for (size_t i = 0; rc == 0 && i < count && settings[i].field != NULL; i++)
		rc = set(r, settings[i].field, settings[i].value, why);
	return rc;
}

static void
test_every_field_may_be_left_empty(void **state)
{
	struct registration r, untouched;
	struct why why = {0};
	size_t count = 0;

	(void)state;
	registration_init(&r);
	registration_init(&untouched);
	for (const char *const *field = registration_fields(); *field != NULL; field++, count++) {
		assert_int_equal(set(&r, *field, "", &why), 0);
		assert_int_equal(set(&r, *field, "  ", &why), 0);
	}
	assert_int_equal(count, 30);
	assert_true(shipment_equal(&r.shipment, &untouched.shipment));
	assert_int_equal(set(&r, "weight", "", &why), ERR_NOT_FOUND);
	assert_string_equal(why.path, "weight");
	registration_clear(&r);
	registration_clear(NULL);
}

static void
test_values_are_refused_with_the_field_and_what_is_expected(void **state)
{
	static const struct {
		const char *field, *value;
		int rc;
	} cases[] = {
	    {"order", "10\n41", ERR_MALFORMED},
	    {"order", "1234567890123456789012345678901234567890123456789012345678901234",
		ERR_TOO_BIG},
	    {"order", "\xFF", ERR_MALFORMED},
	    {"number", "JD01/46", ERR_MALFORMED},
	    {"number", "1234567890123456789012345678901234567890123456789", ERR_TOO_BIG},
	    {"promised_date", "21/11/2026", ERR_MALFORMED},
	    {"promised_date", "2026-02-30", ERR_RANGE},
	    {"promised_date", "2026-11-24T00:00:00Z", ERR_MALFORMED},
	    {"promised_until", "2026-11-24T14:00:00Z", ERR_MALFORMED},
	    {"promised_until", "2026-11-24T14:00:00+01:00", ERR_MALFORMED},
	    {"promised_from", "tomorrow", ERR_MALFORMED},
	    {"zone", "Madrid", ERR_MALFORMED},
	    {"country", "ESP", ERR_MALFORMED},
	    {"country", "3S", ERR_MALFORMED},
	    {"pickup_point", "maybe", ERR_MALFORMED},
	    {"first_order", "yes please", ERR_MALFORMED},
	    {"ordered_at", "2026-11-20", ERR_MALFORMED},
	    {"ordered_at", "2026-11-20T10:00:00", ERR_MALFORMED},
	    {"ship_by", "2026-13-01", ERR_RANGE},
	    {"available_on", "soon", ERR_MALFORMED},
	    {"customer_email", "ana@ejemplo", ERR_MALFORMED},
	    {"customer_email", "ana@ejemplo.example\r\nBcc: eva@ejemplo.example", ERR_MALFORMED},
	    {"customer_name", "Ana\r\nBcc: eva@ejemplo.example", ERR_MALFORMED},
	    {"customer_phone", "call me", ERR_MALFORMED},
	    {"customer_locale", "spanish", ERR_MALFORMED},
	    {"customer_notices", "some", ERR_MALFORMED},
	    {"value", "", 0},
	    {"value", "12.505", ERR_MALFORMED},
	    {"value", "1.234,50", ERR_MALFORMED},
	    {"value", "12.", ERR_MALFORMED},
	    {"value", ".50", ERR_MALFORMED},
	    {"value", "-1", ERR_RANGE},
	    {"value", "12 EUR", ERR_MALFORMED},
	    {"value", "1000000000", ERR_RANGE},
	    {"direction", "back", ERR_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct registration r;
		struct why why = {0};
		int rc;

		registration_init(&r);
		rc = set(&r, cases[i].field, cases[i].value, &why);
		if (rc != cases[i].rc || (rc < 0 && strcmp(why.path, cases[i].field) != 0) ||
		    (rc < 0 && strlen(why.text) < 15) || strlen(why.text) + 1 == sizeof(why.text))
			fail_msg("%s '%s': %s, %s: %s", cases[i].field, cases[i].value,
			    err_name(rc), why.path, why.text);
		registration_clear(&r);
	}
}

static void
test_amounts_are_read_to_the_cent(void **state)
{
	static const struct {
		const char *text;
		int64_t cents;
	} cases[] = {{"12.50", 1250}, {"12,50", 1250}, {"12.5", 1250}, {"12", 1200}, {"0", 0},
	    {"0.05", 5}, {" 7 ", 700}, {"999999999.99", 99999999999}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct registration r;
		struct why why = {0};

		registration_init(&r);
		assert_int_equal(set(&r, "value", cases[i].text, &why), 0);
		if (r.shipment.value_cents != cases[i].cents)
			fail_msg("%s: %lld", cases[i].text, (long long)r.shipment.value_cents);
	}
}

static void
test_a_whole_registration_becomes_a_shipment_and_a_person(void **state)
{
	static const struct setting settings[] = {{"carrier", "dhl"},
	    {"number", "jd01 4600 0038 2899 0000"}, {"promised_date", "2026-11-24"},
	    {"country", "es"}, {"postcode", "28004"}, {"city", "Madrid"}, {"pickup_point", "TRUE"},
	    {"service", "express"}, {"ordered_at", "2026-11-20T10:00:00+01:00"},
	    {"ship_by", "2026-11-21"},
	    {"customer_name",
		"Ana Garc\xC3\xAD"
		"a"},
	    {"customer_email", "ana@ejemplo.example"}, {"customer_phone", "+34 600 000 000"},
	    {"customer_locale", "es_es"}, {"customer_notices", "problems"},
	    {"items", "Mesa de roble"}, {"value", "249,90"}, {"first_order", "1"},
	    {"marked", "yes"}, {"direction", "return"}};
	struct registration r;
	struct why why = {0};
	const struct shipment *s = &r.shipment;

	assert_int_equal(filled(&r, settings, sizeof(settings) / sizeof(settings[0]), &why), 0);
	assert_int_equal(registration_finish(&r, *state, NOW, &why), 0);
	assert_string_equal(s->shop, "violeta");
	assert_string_equal(s->order, "1041");
	assert_string_equal(s->number, "JD014600003828990000");
	assert_string_equal(s->carrier, "dhl");
	assert_string_equal(s->account, "dhl-main");
	assert_int_equal(s->promise.from_day, s->promise.until_day);
	assert_int_equal(s->promise.until_second, -1);
	assert_string_equal(s->promise.zone, "Europe/Madrid");
	assert_int_not_equal(s->promise.zone_basis, ZONE_BASIS_GIVEN);
	assert_int_equal(s->promise.deadline_utc_ms, INT64_C(1795561200000)); /* 23:00 UTC */
	assert_string_equal(s->destination.country, "ES");
	assert_string_equal(s->origin.country, "ES");
	assert_string_equal(s->origin.postcode, "28901");
	assert_true(s->pickup_point && s->first_order && s->marked);
	assert_int_equal(s->direction, DIRECTION_RETURN);
	assert_int_equal(s->ordered_utc_ms, INT64_C(1795165200000));
	assert_int_equal(s->value_cents, 24990);
	assert_int_equal(s->registered_utc_ms, NOW);
	assert_int_equal(s->id, 0);
	assert_true(r.person.only_problems && !r.person.stopped);
	assert_string_equal(r.person.shop, "violeta");
	assert_string_equal(r.person.name,
	    "Ana Garc\xC3\xAD"
	    "a");
	assert_string_equal(r.person.email, "ana@ejemplo.example");
	assert_string_equal(r.person.locale, "es-ES");
	registration_clear(&r);
	registration_clear(&r);
}

static void
test_a_window_keeps_its_last_moment_where_hours_are_given(void **state)
{
	static const struct {
		const char *from, *until;
		int32_t until_second, days;
	} cases[] = {
	    {"2026-11-24", "2026-11-26", -1, 2},
	    {"2026-11-24T09:00", "2026-11-24T14:00", 14 * 3600, 0},
	    {"2026-11-24 09:00:00", "2026-11-24 14:00:00", 14 * 3600, 0},
	    {"2026-11-24T00:00:00", "2026-11-24T00:00:00", -1, 0}, /* dates of an export */
	    {"2026-11-24", "2026-11-24T24:00", -1, 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct setting settings[] = {{"carrier", "dhl"},
		    {"promised_from", cases[i].from}, {"promised_until", cases[i].until}};
		struct registration r;
		struct why why = {0};
		int rc = filled(&r, settings, 3, &why);

		if (rc == 0)
			rc = registration_finish(&r, *state, NOW, &why);
		if (rc != 0 || r.shipment.promise.until_second != cases[i].until_second ||
		    r.shipment.promise.until_day - r.shipment.promise.from_day != cases[i].days)
			fail_msg("case %zu: %s %s", i, why.path, why.text);
		registration_clear(&r);
	}
}

static void
test_no_promise_is_one_too(void **state)
{
	static const struct setting settings[] = {{"carrier", "dhl"}};
	struct registration r;
	struct why why = {0};

	assert_int_equal(filled(&r, settings, 1, &why), 0);
	assert_int_equal(registration_finish(&r, *state, NOW, &why), 0);
	assert_true(r.shipment.promise.deadline_utc_ms == AT_NONE);
	assert_string_equal(r.shipment.promise.zone, "Europe/Madrid");
	assert_int_equal(r.shipment.promise.zone_basis, ZONE_BASIS_SHOP);
	registration_clear(&r);
}

/* Ordered on Friday at ten in Madrid. */
static void
test_without_a_date_the_shops_rule_promises_and_is_recorded(void **state)
{
	static const struct {
		struct setting settings[4];
		const char *promised, *ship_by, *rule; /* "": none */
	} cases[] = {
	    {{{"carrier", "dhl"}, {"ordered_at", "2026-11-20T10:00:00+01:00"}}, "2026-11-25",
		"2026-11-23", "standard"},
	    {{{"carrier", "dhl"}, {"ordered_at", "2026-11-20T10:00:00+01:00"},
		 {"ship_by", "2026-11-24"}},
		"2026-11-25", "2026-11-24", "standard"},
	    {{{"carrier", "dhl"}, {"ordered_at", "2026-11-20T10:00:00+01:00"},
		 {"promised_date", "2026-11-30"}},
		"2026-11-30", "", ""},
	    {{{"carrier", "dhl"}, {"ordered_at", "2026-09-20T10:00:00+02:00"},
		 {"available_on", "2026-11-24"}},
		"2026-11-27", "2026-11-25", "standard"},
	    {{{"carrier", "dhl"}, {"available_on", "2026-11-24"}, {"promised_date", "2026-12-01"}},
		"2026-12-01", "", ""},
	    {{{"carrier", "dhl"}, {"direction", "return"}}, "", "", ""},
	    {{{"carrier", "ups"}}, "", "", ""},
	};
	struct promise_rule rule = {.id = "standard",
	    .carrier = "dhl",
	    .cut_off_second = 14 * 3600,
	    .handling_days = 1,
	    .carrier_days = 2,
	    .weekdays = 0x1F};
	struct policy *policy = *state;

	policy->rules = &rule;
	policy->rule_count = 1;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct registration r;
		struct why why = {0};
		char promised[16], ship_by[16];
		struct buf b = BUF_INIT(64);

		assert_int_equal(filled(&r, cases[i].settings, 4, &why), 0);
		assert_int_equal(registration_finish(&r, policy, NOW, &why), 0);
		if (r.shipment.promise.until_day != DAY_NONE)
			assert_int_equal(day_add(&b, r.shipment.promise.until_day), 0);
		(void)text_cut(promised, sizeof(promised), buf_span(&b));
		buf_reset(&b);
		if (r.shipment.ship_by_day != DAY_NONE)
			assert_int_equal(day_add(&b, r.shipment.ship_by_day), 0);
		(void)text_cut(ship_by, sizeof(ship_by), buf_span(&b));
		assert_string_equal(promised, cases[i].promised);
		assert_string_equal(ship_by, cases[i].ship_by);
		assert_string_equal(r.shipment.promise.rule, cases[i].rule);
		assert_true(
		    (r.shipment.promise.deadline_utc_ms == AT_NONE) == (promised[0] == '\0'));

		/* What a correction completes is no new parcel: it gets no promise that nobody made. */
		r.shipment.id = 7;
		r.shipment.promise = PROMISE_INIT;
		assert_int_equal(registration_finish(&r, policy, NOW, &why), 0);
		assert_int_equal(r.shipment.promise.until_day, DAY_NONE);
		buf_clear(&b);
		registration_clear(&r);
	}
	policy->rules = NULL;
	policy->rule_count = 0;
}

static void
test_the_zone_is_the_given_one_then_the_destinations(void **state)
{
	static const struct {
		struct setting settings[4];
		const char *zone;
		enum zone_basis basis;
	} cases[] = {
	    {{{"carrier", "dhl"}, {"zone", "Atlantic/Azores"}, {"country", "ES"}},
		"Atlantic/Azores", ZONE_BASIS_GIVEN},
	    {{{"carrier", "dhl"}, {"country", "ES"}, {"postcode", "35001"}}, "Atlantic/Canary",
		ZONE_BASIS_POSTCODE},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct registration r;
		struct why why = {0};

		assert_int_equal(filled(&r, cases[i].settings, 4, &why), 0);
		assert_int_equal(registration_finish(&r, *state, NOW, &why), 0);
		assert_string_equal(r.shipment.promise.zone, cases[i].zone);
		assert_int_equal(r.shipment.promise.zone_basis, cases[i].basis);
		registration_clear(&r);
	}
}

static void
test_the_account_is_the_given_one_then_the_shops_then_anyones(void **state)
{
	static const struct {
		struct setting settings[3];
		const char *account, *carrier;
	} cases[] = {
	    {{{"carrier", "dhl"}}, "dhl-main", "dhl"},
	    {{{"carrier", "ups"}}, "ups-violeta", "ups"},
	    {{{"carrier", "ups"}, {"shop", "norte"}}, "ups-main", "ups"},
	    {{{"carrier", "ups"}, {"account", "ups-main"}}, "ups-main", "ups"},
	    {{{"account", "seur-2"}}, "seur-2", "seur"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct registration r;
		struct why why = {0};

		assert_int_equal(filled(&r, cases[i].settings, 3, &why), 0);
		assert_int_equal(registration_finish(&r, *state, NOW, &why), 0);
		assert_string_equal(r.shipment.account, cases[i].account);
		assert_string_equal(r.shipment.carrier, cases[i].carrier);
		registration_clear(&r);
	}
}

static void
test_what_does_not_fit_together_is_told(void **state)
{
	static const struct {
		struct setting settings[4];
		int rc;
		const char *path;
	} cases[] = {
	    {{{"carrier", ""}}, ERR_MALFORMED, "carrier"},
	    {{{"carrier", "acme"}}, ERR_NOT_FOUND, "carrier"},
	    {{{"carrier", "gls"}}, ERR_NOT_FOUND, "carrier"}, /* another shop's */
	    {{{"carrier", "seur"}}, ERR_MALFORMED, "account"},
	    {{{"account", "seur-3"}}, ERR_NOT_FOUND, "account"},
	    {{{"account", "gls-norte"}}, ERR_MALFORMED, "account"},
	    {{{"account", "dhl-main"}, {"carrier", "ups"}}, ERR_MALFORMED, "account"},
	    {{{"carrier", "dhl"}, {"shop", "sur"}}, ERR_NOT_FOUND, "shop"},
	    {{{"carrier", "dhl"}, {"country", "QQ"}}, ERR_NOT_FOUND, "country"},
	    {{{"carrier", "dhl"}, {"promised_date", "2026-11-24"}, {"promised_from", "2026-11-24"}},
		ERR_MALFORMED, "promised_from"},
	    {{{"carrier", "dhl"}, {"promised_until", "2026-11-24"},
		 {"promised_date", "2026-11-24"}},
		ERR_MALFORMED, "promised_date"},
	    {{{"carrier", "dhl"}, {"promised_until", "2026-11-24"}}, ERR_MALFORMED,
		"promised_from"},
	    {{{"carrier", "dhl"}, {"promised_from", "2026-11-24"}}, ERR_MALFORMED,
		"promised_until"},
	    {{{"carrier", "dhl"}, {"promised_from", "2026-11-25"},
		 {"promised_until", "2026-11-24"}},
		ERR_RANGE, "promised_until"},
	    {{{"carrier", "dhl"}, {"promised_date", "2028-11-24"}}, ERR_RANGE, "promised_date"},
	    {{{"carrier", "dhl"}, {"promised_date", "2025-11-19"}}, ERR_RANGE, "promised_date"},
	    {{{"carrier", "dhl"}, {"promised_date", "2026-11-19"},
		 {"ordered_at", "2026-11-20T10:00:00Z"}},
		ERR_RANGE, "promised_date"},
	    {{{"carrier", "dhl"}, {"ordered_at", "2026-11-23T10:00:00Z"}}, ERR_RANGE, "ordered_at"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct registration r;
		struct why why = {0};
		int rc = filled(&r, cases[i].settings, 4, &why);

		if (rc == 0)
			rc = registration_finish(&r, *state, NOW, &why);
		if (rc != cases[i].rc || strcmp(why.path, cases[i].path) != 0)
			fail_msg("case %zu: %s, %s: %s", i, err_name(rc), why.path, why.text);
		registration_clear(&r);
	}
}

static void
test_order_and_number_are_required(void **state)
{
	struct registration r;
	struct why why = {0};

	registration_init(&r);
	assert_int_equal(registration_finish(&r, *state, NOW, &why), ERR_MALFORMED);
	assert_string_equal(why.path, "order");
	assert_int_equal(set(&r, "order", "1041", &why), 0);
	assert_int_equal(registration_finish(&r, *state, NOW, &why), ERR_MALFORMED);
	assert_string_equal(why.path, "number");
	registration_clear(&r);
}

static void
test_the_only_shop_needs_no_name(void **state)
{
	struct policy *p = *state;
	struct registration r;
	struct why why = {0};

	registration_init(&r);
	assert_int_equal(set(&r, "order", "1041", &why), 0);
	assert_int_equal(set(&r, "number", "JD014600003828990000", &why), 0);
	assert_int_equal(set(&r, "carrier", "dhl", &why), 0);
	assert_int_equal(registration_finish(&r, p, NOW, &why), ERR_MALFORMED);
	assert_string_equal(why.path, "shop");
	p->shop_count = 1;
	assert_int_equal(registration_finish(&r, p, NOW, &why), 0);
	assert_string_equal(r.shipment.shop, "violeta");
	p->shop_count = 2;
	registration_clear(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_field_may_be_left_empty),
	    cmocka_unit_test(test_values_are_refused_with_the_field_and_what_is_expected),
	    cmocka_unit_test(test_amounts_are_read_to_the_cent),
	    cmocka_unit_test(test_a_whole_registration_becomes_a_shipment_and_a_person),
	    cmocka_unit_test(test_a_window_keeps_its_last_moment_where_hours_are_given),
	    cmocka_unit_test(test_no_promise_is_one_too),
	    cmocka_unit_test(test_without_a_date_the_shops_rule_promises_and_is_recorded),
	    cmocka_unit_test(test_the_zone_is_the_given_one_then_the_destinations),
	    cmocka_unit_test(test_the_account_is_the_given_one_then_the_shops_then_anyones),
	    cmocka_unit_test(test_what_does_not_fit_together_is_told),
	    cmocka_unit_test(test_order_and_number_are_required),
	    cmocka_unit_test(test_the_only_shop_needs_no_name),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
