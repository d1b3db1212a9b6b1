#pragma once

/*
 * sink: a mail server of tests on a loop of ours: takes messages into a Maildir, or fails as its script says. Loopback; in clear, or with STARTTLS.
 *
 * A script is lines `STAGE MATCH TIMES ACTION`; `#` begins a comment:
 *
 *     STAGE   connect ehlo auth mail rcpt data body final
 *     MATCH   what the recipient's address contains, or * (before rcpt only *)
 *     TIMES   how often: a number, `always`, or `each`: once for each recipient
 *     ACTION  reply CODE TEXT | wait MS | cut | keep-cut (final: the message is kept, the answer lost)
 *
 * `body` is reached when the first bytes of the message have come, `final` at the final dot. The first line that fits and is not used up
 * acts; after `wait` the stage goes on as usual.
 */

#include "monitor/loop.h"

struct sink;
struct tls_identity;

struct sink_options {
	const char *maildir; /* made when missing; NULL: messages are not kept */
	const char
	    *ids; /* NULL, or a file that gets a line for each message taken: its Message-ID */
	const char *script; /* text, or NULL: takes everything */
	const char *user;   /* NULL: offers no login; else needs this one */
	const char *password;
	bool utf8;                      /* takes addresses outside ASCII (RFC 6531) */
	const struct tls_identity *tls; /* NULL: offers none; else nothing is taken in clear */
	const char
	    *log; /* a file, appended to, line by line: "STAGE RECIPIENT ANSWER"; NULL: none */
};

/* ERR_NOMEM, ERR_IO; ERR_MALFORMED for a script that cannot be read. */
int sink_new(struct loop *loop, const struct sink_options *options, struct sink **out) MUST_CHECK;
void sink_free(struct sink *s);
int sink_port(const struct sink *s);
size_t sink_connections(const struct sink *s);
size_t sink_kept(const struct sink *s); /* messages */
