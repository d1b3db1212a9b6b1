#include "monitor/web/peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static struct peer
peer(const char *text)
{
	struct peer p;

	assert_int_equal(peer_parse(span_of(text), &p), 0);
	return p;
}

static void
test_addresses_are_read_and_written(void **state)
{
	static const char *const good[] = {"192.0.2.7", "2001:db8::7", "::1"};
	static const char *const bad[] = {
	    "", "192.0.2", "192.0.2.7:80", "a.example", "[::1", "1.2.3.4.5"};
	struct peer p;
	char text[PEER_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		p = peer(good[i]);
		peer_text(&p, text);
		assert_string_equal(text, good[i]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(peer_parse(span_of(bad[i]), &p), ERR_MALFORMED);
	p = peer("[::1]");
	peer_text(&p, text);
	assert_string_equal(text, "::1");
}

static void
test_nets_hold_what_they_say(void **state)
{
	static const struct {
		const char *address;
		bool in;
	} rows[] = {
	    {"10.1.2.3", true}, {"11.1.2.3", false}, {"192.0.2.1", true}, {"192.0.2.2", false},
	    {"198.51.100.129", true}, {"198.51.100.127", false}, {"2001:db8:1::9", true},
	    {"2001:db8:2::9", false},
	    {"::a00:0", false}, /* no IPv4 address, though its last bytes are those of 10.0.0.0 */
	};
	struct peer_nets nets;

	(void)state;
	assert_int_equal(
	    peer_nets_parse(SPAN("10.0.0.0/8, 192.0.2.1 198.51.100.128/25 2001:db8:1::/48"), &nets),
	    0);
	assert_int_equal(nets.count, 4);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer p = peer(rows[i].address);

		if (peer_in(&p, &nets) != rows[i].in)
			fail_msg("%s", rows[i].address);
	}
	assert_int_equal(peer_nets_parse(SPAN("10.0.0.0/33"), &nets), ERR_MALFORMED);
	assert_int_equal(peer_nets_parse(SPAN("proxy"), &nets), ERR_MALFORMED);
	assert_int_equal(nets.count, 4);
	assert_int_equal(peer_nets_parse(SPAN(" , "), &nets), 0);
	assert_int_equal(nets.count, 0);
}

/* What a client writes into the header itself stands left of what our proxies add. */
static void
test_only_our_proxies_are_believed(void **state)
{
	static const struct {
		const char *header, *client;
	} rows[] = {
	    {"203.0.113.9", "203.0.113.9"},
	    {"198.51.100.1, 203.0.113.9", "203.0.113.9"},
	    {"198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"},
	    {"10.0.0.3, 10.0.0.2", "10.0.0.3"},
	    {"", "10.0.0.1"},
	    {"unknown", "10.0.0.1"},
	    {"203.0.113.9, unknown", "10.0.0.1"},
	};
	struct peer_nets nets;
	char text[PEER_ROOM];

	(void)state;
	assert_int_equal(peer_nets_parse(SPAN("10.0.0.0/8"), &nets), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer p = peer("10.0.0.1");

		peer_forwarded(&p, rows[i].header, &nets);
		peer_text(&p, text);
		assert_string_equal(text, rows[i].client);
	}
}

static void
test_one_customer_of_a_provider_is_one(void **state)
{
	struct peer a = peer("2001:db8:1:2::1"), b = peer("2001:db8:1:2:ffff::1");
	struct peer c = peer("2001:db8:1:3::1"), d = peer("192.0.2.1"), e = peer("192.0.2.2");

	(void)state;
	assert_true(peer_key(&a) == peer_key(&b));
	assert_true(peer_key(&a) != peer_key(&c));
	assert_true(peer_key(&d) != peer_key(&e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_addresses_are_read_and_written),
	    cmocka_unit_test(test_nets_hold_what_they_say),
	    cmocka_unit_test(test_only_our_proxies_are_believed),
	    cmocka_unit_test(test_one_customer_of_a_provider_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
