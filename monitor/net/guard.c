#include "monitor/net/guard.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum verdict { NEVER = 0, PRIVATE, EMBEDS_V4 };

/* The first range that holds an address decides; what stands in none is public. */
struct range {
	uint8_t bits;
	uint8_t prefix[12];
	enum verdict verdict;
	uint8_t v4_at; /* of EMBEDS_V4: where the four bytes stand */
};

static const struct range v4[] = {
    {8, {0}, NEVER, 0}, {8, {10}, PRIVATE, 0},
    {10, {100, 64}, PRIVATE, 0},                        /* shared by a carrier's customers */
    {8, {127}, PRIVATE, 0}, {16, {169, 254}, NEVER, 0}, /* link-local: metadata of clouds */
    {12, {172, 16}, PRIVATE, 0}, {24, {192, 0, 0}, NEVER, 0}, {24, {192, 0, 2}, NEVER, 0},
    {24, {192, 88, 99}, NEVER, 0}, {16, {192, 168}, PRIVATE, 0}, {15, {198, 18}, NEVER, 0},
    {24, {198, 51, 100}, NEVER, 0}, {24, {203, 0, 113}, NEVER, 0},
    {4, {224}, NEVER, 0}, /* multicast */
    {4, {240}, NEVER, 0}, /* reserved, broadcast */
};

static const struct range v6[] = {
    {96, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, EMBEDS_V4, 12},  /* mapped */
    {96, {0, 0x64, 0xff, 0x9b}, EMBEDS_V4, 12},                       /* translated */
    {48, {0, 0x64, 0xff, 0x9b, 0, 1}, NEVER, 0}, {64, {1}, NEVER, 0}, /* discarded */
    {32, {0x20, 0x01}, NEVER, 0}, /* Teredo hides an IPv4 address */
    {32, {0x20, 0x01, 0x0d, 0xb8}, NEVER, 0}, {16, {0x20, 0x02}, EMBEDS_V4, 2}, /* 6to4 */
    {7, {0xfc}, PRIVATE, 0},                                                    /* unique local */
    {10, {0xfe, 0x80}, NEVER, 0},                                               /* link-local */
    {10, {0xfe, 0xc0}, NEVER, 0}, /* site-local, of old */
    {8, {0xff}, NEVER, 0},        /* multicast */
};

static bool
within(const uint8_t *address, const struct range *r)
{
	size_t whole = r->bits / 8;
	uint8_t mask = (uint8_t)(0xff00 >> r->bits % 8);

	return memcmp(address, r->prefix, whole) == 0 &&
	    (r->bits % 8 == 0 || ((address[whole] ^ r->prefix[whole]) & mask) == 0);
}

static bool
allows_v4(const uint8_t *address, bool private_too)
{
	for (size_t i = 0; i < sizeof(v4) / sizeof(v4[0]); i++)
		if (within(address, &v4[i]))
			return v4[i].verdict == PRIVATE && private_too;
	return true;
}

static bool
allows_v6(const uint8_t address[16], bool private_too)
{
	if (memcmp(address, &in6addr_loopback, sizeof(in6addr_loopback)) == 0)
		return private_too;
	for (size_t i = 0; i < sizeof(v6) / sizeof(v6[0]); i++) {
		if (!within(address, &v6[i]))
			continue;
		if (v6[i].verdict == EMBEDS_V4)
			return allows_v4(address + v6[i].v4_at, private_too);
		return v6[i].verdict == PRIVATE && private_too;
	}
	/* the rest of 0/8, with the unspecified address and IPv4 written in the old way, is routed nowhere */
	return address[0] != 0;
}

bool
guard_allows(const struct sockaddr *address, bool private_too)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, address, sizeof(in));
		return allows_v4((const uint8_t *)&in.sin_addr, private_too);
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, address, sizeof(in6));
		return allows_v6(in6.sin6_addr.s6_addr, private_too);
	}
	return false;
}
