#pragma once

/*
 * mail: an RFC 5322 message as bytes, built by us so that the same notice gives the same bytes: boundary and Message-ID come from its dedup key and
 * token, the date is handed in. text and HTML as multipart/alternative, both quoted-printable, so no line is longer than 76. Whatever is in a
 * value, it cannot begin a header or a part. All of it is ASCII but for the customer's address, where that is not (RFC 6532). Pure.
 */

#include "monitor/base/notice.h"

struct mail {
	const char *from_name, *from; /* the shop */
	const char *reply_to;         /* "" = from */
	const char *to_name, *to;
	const char *subject;
	const char *language; /* Content-Language */
	const char *domain;   /* of the Message-ID; "" = that of `from` */
	const uint8_t *dedup; /* SIGN_SHA256_BYTES */
	const char *token;    /* of base/verp: the Message-ID's left side; "" = from dedup */
	/* What ties mails together in a mailbox: the Message-ID of the first one; else a name that they share; "" both: alone. */
	const char *first, *thread;
	const char *stop_url; /* "" or where a POST says "write no more" (RFC 8058) */
	int64_t date_utc_ms;
	struct span text, html; /* UTF-8 */
};

enum { MAIL_ID_ROOM = 96 };

/* ERR_MALFORMED: an address that is none (or ours, and not ASCII), why->path says which; ERR_TOO_BIG, ERR_NOMEM. `message_id`, without <>. */
int mail_build(const struct mail *m, struct buf *out, char message_id[MAIL_ID_ROOM],
    struct why *why) MUST_CHECK;
