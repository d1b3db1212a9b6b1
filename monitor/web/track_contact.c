#include "monitor/web/track_contact.h"

#include <string.h>

#include "monitor/base/http.h"
#include "monitor/base/text.h"
#include "monitor/notice/fact_put.h"

static bool
is_of(const struct shop *shop, const char *host)
{
	char origin[256];
	const char *mark;

	if (shop->pages_url[0] == '\0' || http_origin(origin, sizeof(origin), shop->pages_url) < 0)
		return false;
	mark = strstr(origin, "://");
	return mark != NULL && text_equal_nocase(mark + 3, host);
}

const struct shop *
track_contact_shop(const struct policy *policy, const char *host)
{
	const struct shop *only = NULL;
	size_t count = 0;

	for (size_t i = 0; i < policy->shop_count; i++)
		if (is_of(&policy->shops[i], host)) {
			only = &policy->shops[i];
			count++;
		}
	if (count == 1)
		return only;
	return policy->shop_count == 1 ? policy->shops : NULL;
}

int
track_contact_fill(
    struct track_contact *c, const struct shop *shop, const char *locale, int64_t now_utc_ms)
{
	static const enum fact facts[] = {FACT_SHOP_NAME, FACT_CONTACT_PHONE,
	    FACT_CONTACT_PHONE_LINK, FACT_CONTACT_HOURS, FACT_CONTACT_EMAIL,
	    FACT_CONTACT_EMAIL_LINK};
	struct person reader = PERSON_INIT;
	struct notice about = NOTICE_INIT;
	size_t count = 0;
	int rc = 0;

	memset(c, 0, sizeof(*c));
	(void)text_cut(reader.locale, sizeof(reader.locale), span_of(locale));
	about.kind = NOTICE_RECEIVED;
	about.audience = AUDIENCE_CUSTOMER;
	if (shop != NULL)
		rc = facts_build(&c->facts,
		    &(struct render_input){.notice = &about,
			.person = &reader,
			.shop = shop,
			.now_utc_ms = now_utc_ms});
	for (; count < sizeof(facts) / sizeof(facts[0]); count++)
		c->values[count] = (struct mustache_value){
		    .name = fact_name(facts[count]), .text = c->facts.texts[facts[count]]};
	c->values[count++] =
	    (struct mustache_value){.name = "accent", .text = shop != NULL ? shop->accent : ""};
	c->view = (struct mustache_view){c->values, count};
	return rc;
}
