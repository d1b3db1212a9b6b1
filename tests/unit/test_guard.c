#include "monitor/net/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/un.h>

#include <cmocka.h>

static bool
allows(const char *text, bool private_too)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address = {.v4 = {.sin_family = AF_INET}};

	if (inet_pton(AF_INET, text, &address.v4.sin_addr) != 1) {
		address.v6 = (struct sockaddr_in6){.sin6_family = AF_INET6};
		assert_int_equal(inet_pton(AF_INET6, text, &address.v6.sin6_addr), 1);
	}
	return guard_allows(&address.any, private_too);
}

/* The edges of each range are inside, their neighbours outside. */
static void
test_only_public_addresses_pass_unless_private_ones_are_wanted(void **state)
{
	static const char *const public[] = {"1.1.1.1", "9.255.255.255", "11.0.0.0",
	    "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
	    "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
	    "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
	    "2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1",
	    "2002:101:101::1", "2001:4860::1"};
	static const char *const private[] = {"10.0.0.0", "10.255.255.255", "100.64.0.0",
	    "100.127.255.255", "127.0.0.1", "127.255.255.255", "172.16.0.0", "172.31.255.255",
	    "192.168.0.0", "192.168.255.255", "::1", "fc00::", "fdff:ffff::1", "::ffff:127.0.0.1",
	    "::ffff:10.0.0.1", "64:ff9b::192.168.1.1", "2002:7f00:1::1"};
	static const char *const never[] = {"0.0.0.0", "0.255.255.255", "169.254.0.0",
	    "169.254.169.254", "169.254.255.255", "192.0.0.0", "192.0.2.255", "192.88.99.1",
	    "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.0",
	    "239.255.255.255", "240.0.0.0", "255.255.255.255", "::", "::127.0.0.1", "100::1",
	    "2001::1", "2001:db8::1", "64:ff9b:1::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
	    "::ffff:169.254.169.254", "2002:a9fe:a9fe::"};

	(void)state;
	for (size_t i = 0; i < sizeof(public) / sizeof(public[0]); i++) {
		assert_true(allows(public[i], false));
		assert_true(allows(public[i], true));
	}
	for (size_t i = 0; i < sizeof(private) / sizeof(private[0]); i++) {
		assert_false(allows(private[i], false));
		assert_true(allows(private[i], true));
	}
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
		assert_false(allows(never[i], false));
		assert_false(allows(never[i], true));
	}
}

static void
test_what_is_no_internet_address_never_passes(void **state)
{
	union {
		struct sockaddr any;
		struct sockaddr_un path;
	} address = {.path = {.sun_family = AF_UNIX, .sun_path = "/run/docker.sock"}};

	(void)state;
	assert_false(guard_allows(&address.any, true));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_only_public_addresses_pass_unless_private_ones_are_wanted),
	    cmocka_unit_test(test_what_is_no_internet_address_never_passes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
