/*
 * fuzz_registration: lines of `field=value` as a registration. What is accepted is clean: one line of UTF-8 each, a bare
 * address, days within reach of today, an account of the shop.
 */

#include "monitor/base/contact.h"
#include "monitor/base/registration.h"
#include "monitor/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1795273920000) /* 2026-11-21 16:12 in Madrid */

static struct policy *
sample(void)
{
	struct policy *p = policy_new();

	REQUIRE(p != NULL);
	p->shops = calloc(1, sizeof(*p->shops));
	p->accounts = calloc(1, sizeof(*p->accounts));
	REQUIRE(p->shops != NULL && p->accounts != NULL);
	p->shop_count = p->account_count = 1;
	(void)text_cut(p->shops[0].id, sizeof(p->shops[0].id), SPAN("violeta"));
	(void)text_cut(p->shops[0].zone, sizeof(p->shops[0].zone), SPAN("Europe/Madrid"));
	(void)text_cut(p->accounts[0].id, sizeof(p->accounts[0].id), SPAN("dhl-main"));
	(void)text_cut(p->accounts[0].carrier, sizeof(p->accounts[0].carrier), SPAN("dhl"));
	return p;
}

static void
require_clean(const struct registration *r)
{
	const struct shipment *s = &r->shipment;
	const char *const texts[] = {s->order, s->number, s->service, s->items,
	    s->destination.postcode, s->destination.city, r->person.name, r->person.phone};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		REQUIRE(contact_text_valid(span_of(texts[i])));
	REQUIRE(r->person.email[0] == '\0' || contact_email_valid(r->person.email));
	REQUIRE(s->order[0] != '\0' && s->number[0] != '\0');
	REQUIRE(strcmp(s->account, "dhl-main") == 0 && strcmp(s->carrier, "dhl") == 0);
	REQUIRE(zone_valid(s->promise.zone));
	REQUIRE((s->promise.until_day == DAY_NONE) == (s->promise.deadline_utc_ms == AT_NONE));
	REQUIRE(s->promise.from_day <= s->promise.until_day);
	if (s->promise.deadline_utc_ms != AT_NONE)
		REQUIRE(llabs(s->promise.deadline_utc_ms - NOW) < INT64_C(368) * DAY_MS);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct policy *policy = sample();
	struct span rest = {(const char *)data, size}, line;
	struct registration r;

	registration_init(&r);
	while (text_split(&rest, '\n', &line)) {
		struct why why = {0};
		struct span name;
		char field[32];
		int rc;

		if (!text_split(&line, '=', &name) ||
		    text_copy_span(field, sizeof(field), name) < 0)
			continue;
		rc = registration_set(&r, field, line, &why);
		REQUIRE(rc <= 0 && rc == why.code && (rc == 0) == (why.text[0] == '\0'));
	}
	if (registration_finish(&r, policy, NOW, NULL) == 0)
		require_clean(&r);
	registration_clear(&r);
	policy_drop(policy);
	return 0;
}
