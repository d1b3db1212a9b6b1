#pragma once

/*
 * verp: a notice's name in mail, by which what comes back from outside is known for what it is: its Message-ID, and the variable part of
 * the address that undeliverable mail returns to. Nobody without the store's secret can make one, nor read the number in it or
 * tell from two of them how many lie between. Pure; any thread.
 */

#include "monitor/base/buf.h"

enum {
	VERP_TOKEN_ROOM = 33, /* 32 hexadecimal digits: they survive servers that change case */
	VERP_TOKENS = 4,      /* of one text that are looked at */
};

void verp_token(struct span secret, uint64_t notice, char out[VERP_TOKEN_ROOM]);

/* The notice of a token made with this secret; false for anything else. */
bool verp_read(struct span secret, struct span token, uint64_t *notice);

/* "bounce@shop.example" and a token: "bounce+TOKEN@shop.example". ERR_TOO_BIG. */
int verp_address(char *dst, size_t room, const char *base, const char *token) MUST_CHECK;

/* What may be a token in a text such as an address or a Message-ID: 32 hexadecimal digits alone, moved past; false when there is none. */
bool verp_find(struct span *text, struct span *token);
