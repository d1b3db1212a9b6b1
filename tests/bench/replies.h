#pragma once

/*
 * replies: a carrier for benches, in a process of its own that ends with its parent: HTTP/1.1 on loopback, kept connections, replies of
 * about 6 kB in DHL's format. It does as little as a server can, so that what is measured is the client.
 */

#include <stddef.h>

/* How the replies about a number differ from one asking to the next. */
enum replies_kind {
	REPLIES_STILL = 0,   /* never */
	REPLIES_CHANGED = 1, /* each has one scan more */
	REPLIES_FIFTH = 2,   /* every fifth has */
};

enum {
	REPLIES_NUMBERS = 2000000,
	REPLIES_ASKED = 100,
	REPLIES_SCANS = 16,
	REPLIES_NUMBER_ROOM = 24
};

/* Call it before threads start. Returns the port; exits when there is none. */
int replies_start(void);

/* The nth number of a kind, below REPLIES_NUMBERS. Each may be asked REPLIES_ASKED times. */
void replies_number(char dst[REPLIES_NUMBER_ROOM], enum replies_kind kind, size_t nth);
