#pragma once

/*
 * peer: the addresses of those who ask, and which of them are our own proxies, whose word on the real one is taken. IPv4 is kept as
 * IPv4-mapped IPv6. A value; pure, but for peer_of_fd.
 */

#include "monitor/base/buf.h"
#include "monitor/base/limits.h"

enum { PEER_BYTES = 16, PEER_ROOM = 46 };

struct peer {
	uint8_t bytes[PEER_BYTES];
};

struct peer_net {
	struct peer first;
	uint8_t bits; /* 0..128 */
};

struct peer_nets {
	struct peer_net items[LIMIT_TRUSTED_PROXIES];
	size_t count;
};

/* "192.0.2.7", "2001:db8::7", also in brackets. ERR_MALFORMED. */
int peer_parse(struct span in, struct peer *out) MUST_CHECK;

/* Addresses and nets ("10.0.0.0/8") parted by blanks or commas; "" none. ERR_MALFORMED, ERR_TOO_BIG. */
int peer_nets_parse(struct span in, struct peer_nets *out) MUST_CHECK;

bool peer_in(const struct peer *p, const struct peer_nets *nets);

/* Who is at the other end; false for one without an address (a Unix socket). */
bool peer_of_fd(int fd, struct peer *out);

/* The client behind trusted proxies: the last address of X-Forwarded-For that is not one of them; `p` itself when there is none, or
 * when what stands there is no address. */
void peer_forwarded(struct peer *p, const char *forwarded_for, const struct peer_nets *nets);

/* One who asks, for counting: an IPv4 address, or the /64 that one IPv6 customer has. */
uint64_t peer_key(const struct peer *p);

void peer_text(const struct peer *p, char out[PEER_ROOM]);
