#include "monitor/web/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "monitor/base/sign.h"
#include "monitor/base/text.h"

enum { V4_AT = 12, V4_BITS = 96, ALL_BITS = 128, NET_BYTES = 8 };

static const uint8_t v4_prefix[V4_AT] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

static bool
is_v4(const struct peer *p)
{
	return memcmp(p->bytes, v4_prefix, V4_AT) == 0;
}

static int
parse(struct span in, struct peer *out, bool *v4)
{
	char text[PEER_ROOM];
	struct peer p = {.bytes = {0}};

	if (in.len > 2 && in.data[0] == '[' && in.data[in.len - 1] == ']')
		in = (struct span){in.data + 1, in.len - 2};
	if (text_copy_span(text, sizeof(text), in) < 0)
		return ERR_MALFORMED;
	*v4 = inet_pton(AF_INET, text, p.bytes + V4_AT) == 1;
	if (*v4)
		memcpy(p.bytes, v4_prefix, V4_AT);
	else if (inet_pton(AF_INET6, text, p.bytes) != 1)
		return ERR_MALFORMED;
	*out = p;
	return 0;
}

int
peer_parse(struct span in, struct peer *out)
{
	bool v4;

	return parse(in, out, &v4);
}

static int
net_parse(struct span in, struct peer_net *out)
{
	struct span address;
	struct peer_net net;
	int64_t bits;
	bool v4;

	if (!text_split(&in, '/', &address) || parse(address, &net.first, &v4) < 0)
		return ERR_MALFORMED;
	bits = v4 ? ALL_BITS - V4_BITS : ALL_BITS;
	if (in.len > 0 && text_parse_i64(in, 0, bits, &bits) < 0)
		return ERR_MALFORMED;
	net.bits = (uint8_t)(v4 ? bits + V4_BITS : bits);
	*out = net;
	return 0;
}

int
peer_nets_parse(struct span in, struct peer_nets *out)
{
	struct peer_nets nets = {.count = 0};

	while (in.len > 0) {
		size_t len = 0;

		while (len < in.len && !text_one_of(in.data[len], " ,"))
			len++;
		if (len > 0 && nets.count == LIMIT_TRUSTED_PROXIES)
			return ERR_TOO_BIG;
		if (len > 0 &&
		    net_parse((struct span){in.data, len}, &nets.items[nets.count++]) < 0)
			return ERR_MALFORMED;
		len += len < in.len;
		in = (struct span){in.data + len, in.len - len};
	}
	*out = nets;
	return 0;
}

bool
peer_in(const struct peer *p, const struct peer_nets *nets)
{
	for (size_t i = 0; i < nets->count; i++) {
		const struct peer_net *net = &nets->items[i];
		size_t whole = net->bits / 8;
		unsigned mask = 0xff00u >> (net->bits % 8) & 0xff;

		if (memcmp(p->bytes, net->first.bytes, whole) == 0 &&
		    (mask == 0 || (p->bytes[whole] & mask) == (net->first.bytes[whole] & mask)))
			return true;
	}
	return false;
}

bool
peer_of_fd(int fd, struct peer *out)
{
	struct sockaddr_storage name = {.ss_family = AF_UNSPEC};
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	socklen_t len = sizeof(name);

	memset(out, 0, sizeof(*out));
	if (getpeername(fd, (struct sockaddr *)&name, &len) < 0)
		return false;
	if (name.ss_family == AF_INET) {
		memcpy(&v4, &name, sizeof(v4));
		memcpy(out->bytes, v4_prefix, V4_AT);
		memcpy(out->bytes + V4_AT, &v4.sin_addr, PEER_BYTES - V4_AT);
	} else if (name.ss_family == AF_INET6) {
		memcpy(&v6, &name, sizeof(v6));
		memcpy(out->bytes, &v6.sin6_addr, PEER_BYTES);
	} else {
		return false;
	}
	return true;
}

void
peer_forwarded(struct peer *p, const char *forwarded_for, const struct peer_nets *nets)
{
	struct span rest = span_of(forwarded_for);
	struct peer one;

	while (rest.len > 0) {
		size_t from = rest.len;

		while (from > 0 && rest.data[from - 1] != ',')
			from--;
		if (peer_parse(text_trim((struct span){rest.data + from, rest.len - from}), &one) <
		    0)
			return;
		*p = one;
		if (from == 0 || !peer_in(&one, nets))
			return;
		rest.len = from - 1;
	}
}

uint64_t
peer_key(const struct peer *p)
{
	return sign_hash64(
	    (struct span){(const char *)p->bytes, is_v4(p) ? PEER_BYTES : NET_BYTES});
}

void
peer_text(const struct peer *p, char out[PEER_ROOM])
{
	const void *bytes = is_v4(p) ? p->bytes + V4_AT : p->bytes;

	if (inet_ntop(is_v4(p) ? AF_INET : AF_INET6, bytes, out, PEER_ROOM) == NULL)
		out[0] = '\0';
}
