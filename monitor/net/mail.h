#pragma once

/*
 * mail: one message to one recipient over SMTP, by a blocking handle that keeps its connection for the next one. For the mail
 * workers: a sender belongs to one thread and holds it, at worst for LIMIT_MAIL_MS. What the answer means for a notice is the outbox's
 * to say; here is only how far the message came and what the server said last.
 */

#include "monitor/base/limits.h"
#include "monitor/base/policy.h"

/* How far it came: the step whose answer was good last waited for, or failed. */
enum mail_stage {
	MAIL_STAGE_CONNECT = 1, /* name, connection, greeting, EHLO */
	MAIL_STAGE_TLS = 2,
	MAIL_STAGE_AUTH = 3,
	MAIL_STAGE_FROM = 4,
	MAIL_STAGE_RCPT = 5,
	MAIL_STAGE_DATA = 6,  /* the DATA command and the bytes after it */
	MAIL_STAGE_FINAL = 7, /* the answer to the final dot */
};

struct mail_result {
	int rc; /* 0: the server took it; ERR_REJECTED: it said no, in `code`; ERR_NETWORK, ERR_TIMEOUT, ERR_BAD_CREDENTIALS (no way
	           to log in), ERR_NOMEM, ERR_RANGE (settings), ERR_MALFORMED (an address, or one outside ASCII for
	           a server that takes none: nothing was said of it) */
	enum mail_stage stage;
	int code;                   /* the server's last answer, 0: none; not that to QUIT */
	char enhanced[12];          /* "4.7.1", "" */
	char text[LIMIT_TEXT_ROOM]; /* what it said, cleaned */
	bool all_sent;              /* the last byte may have left: without an answer, in doubt */
};

const char *mail_stage_name(enum mail_stage stage);

struct mail_sender;

int mail_sender_new(struct mail_sender **out) MUST_CHECK;
/* Says QUIT on its connection, which may take seconds. Accepts NULL. */
void mail_sender_free(struct mail_sender *s);

/* `from` and `to` are bare addresses, `from` ASCII; one outside it goes by SMTPUTF8 (RFC 6531); `message` is whole RFC 5322 bytes with CR LF. Settings may change between calls. */
void mail_send(struct mail_sender *s, const struct mail_settings *settings, const char *from,
    const char *to, struct span message, struct mail_result *out);
