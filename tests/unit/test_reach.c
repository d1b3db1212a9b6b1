#include "monitor/base/reach.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

struct row {
	enum channel_id shop[LIMIT_SHOP_CHANNELS]; /* of the shop's list; none: mail alone */
	int32_t notify;
	const char *email, *phone;
	bool suppressed, stopped;
	enum channel_id tried[LIMIT_SHOP_CHANNELS]; /* one after the other */
};

static const struct row rows[] = {
    {{0}, 0, "ana@ejemplo.example", "", false, false, {CHANNEL_EMAIL}},
    {{0}, 0, "", "+34 600", false, false, {0}},
    {{CHANNEL_EMAIL, CHANNEL_SMS}, 0, "a@b.example", "1", false, false,
	{CHANNEL_EMAIL, CHANNEL_SMS}},
    {{CHANNEL_SMS, CHANNEL_EMAIL}, 0, "a@b.example", "", false, false, {CHANNEL_EMAIL}},
    /* the wish goes first, and stands there once */
    {{CHANNEL_EMAIL, CHANNEL_SMS, CHANNEL_WHATSAPP}, CHANNEL_WHATSAPP, "a@b.example", "1", false,
	false, {CHANNEL_WHATSAPP, CHANNEL_EMAIL, CHANNEL_SMS}},
    {{CHANNEL_EMAIL, CHANNEL_SMS}, CHANNEL_EMAIL, "a@b.example", "1", false, false,
	{CHANNEL_EMAIL, CHANNEL_SMS}},
    /* one that the shop does not have, or that has no address, is passed over */
    {{CHANNEL_EMAIL}, CHANNEL_SMS, "a@b.example", "1", false, false, {CHANNEL_EMAIL}},
    {{CHANNEL_EMAIL, CHANNEL_SMS}, CHANNEL_SMS, "a@b.example", "", false, false, {CHANNEL_EMAIL}},
    /* mail came back: the phone is left */
    {{CHANNEL_EMAIL, CHANNEL_SMS}, 0, "a@b.example", "1", true, false, {CHANNEL_SMS}},
    {{CHANNEL_EMAIL}, 0, "a@b.example", "1", true, false, {0}},
    /* who wants none hears none */
    {{CHANNEL_EMAIL, CHANNEL_SMS}, NOTIFY_NONE, "a@b.example", "1", false, false, {0}},
    {{CHANNEL_EMAIL, CHANNEL_SMS}, 0, "a@b.example", "1", false, true, {0}},
    {{CHANNEL_WEBHOOK}, 0, "", "", false, false, {CHANNEL_WEBHOOK}},
};

static void
test_a_customer_is_reached_in_the_order_of_wish_and_shop(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct person person = {.notify = rows[i].notify,
		    .suppressed = rows[i].suppressed,
		    .stopped = rows[i].stopped};
		struct shop shop = {.id = ""};
		enum channel_id channel = 0;

		(void)text_cut(person.email, sizeof(person.email), span_of(rows[i].email));
		(void)text_cut(person.phone, sizeof(person.phone), span_of(rows[i].phone));
		while (rows[i].shop[shop.channels.count] != 0) {
			shop.channels.kinds[shop.channels.count] =
			    rows[i].shop[shop.channels.count];
			shop.channels.count++;
		}
		for (size_t j = 0;; j++) {
			channel = reach_customer(&shop, &person, channel);
			if (channel != rows[i].tried[j])
				fail_msg("row %zu, try %zu: %s", i, j, channel_name(channel));
			if (channel == 0)
				break;
		}
	}
}

static void
test_the_shop_is_reached_by_mail_unless_it_says_otherwise(void **state)
{
	struct shop shop = {.id = ""};

	(void)state;
	assert_int_equal(reach_shop(&shop, 0), CHANNEL_EMAIL);
	assert_int_equal(reach_shop(&shop, CHANNEL_EMAIL), 0);
	shop.alerts = (struct shop_channels){.kinds = {CHANNEL_SLACK, CHANNEL_EMAIL}, .count = 2};
	assert_int_equal(reach_shop(&shop, 0), CHANNEL_SLACK);
	assert_int_equal(reach_shop(&shop, CHANNEL_SLACK), CHANNEL_EMAIL);
	assert_int_equal(reach_shop(&shop, CHANNEL_EMAIL), 0);
	assert_int_equal(reach_shop(&shop, CHANNEL_NTFY), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_customer_is_reached_in_the_order_of_wish_and_shop),
	    cmocka_unit_test(test_the_shop_is_reached_by_mail_unless_it_says_otherwise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
