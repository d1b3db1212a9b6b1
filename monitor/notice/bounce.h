#pragma once

/*
 * bounce: reads a report that a mail did not arrive (RFC 3464 in a multipart/report of RFC 6522) for what it says of the address, and for
 * the tokens by which its store knows the mail again. It comes from outside: whoever asks the store finds out whether it is true. Pure.
 */

#include "monitor/base/limits.h"
#include "monitor/base/verp.h"

enum bounce_news {
	BOUNCE_NONE = 0,    /* no report: an answer of a machine, or somebody writes */
	BOUNCE_ARRIVED = 1, /* delivered, or handed on */
	BOUNCE_DELAYED = 2, /* still being tried */
	BOUNCE_REFUSED = 3, /* given up: this mail, of an address that may be good */
	BOUNCE_DEAD = 4,    /* given up: the address */
};

struct bounce {
	enum bounce_news news; /* the worst that it says */
	char tokens[VERP_TOKENS][VERP_TOKEN_ROOM];
	size_t token_count;
	char text[LIMIT_TEXT_ROOM]; /* "5.1.1 550 no such mailbox": without addresses */
};

/* `recipient`: where it was delivered to, as the mail server says; "" when it is to be found in its header. */
void bounce_read(struct span message, const char *recipient, struct bounce *out);
