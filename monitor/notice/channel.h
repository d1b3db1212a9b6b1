#pragma once

/*
 * channel: a way to reach somebody, as a table like carriers: pure functions that build the bytes of a message and say what an answer means
 * for its notice. Sending is the outbox's. Another channel is a file with such a table and a line in channel.c.
 */

#include "monitor/base/http.h"
#include "monitor/notice/facts.h"
#include "monitor/notice/template.h"

/* How far a send came and what was answered. */
enum channel_step {
	CHANNEL_STEP_CONNECT = 1,   /* reaching it, TLS, logging in, MAIL FROM */
	CHANNEL_STEP_RECIPIENT = 2, /* its word about this recipient */
	CHANNEL_STEP_CONTENT = 3,   /* the bytes, until the last */
	CHANNEL_STEP_ANSWER = 4,    /* the word after the last byte */
};

struct channel_reply {
	int rc; /* 0: an answer that took it; ERR_REJECTED: one that did not, in `code`; else why there was none */
	enum channel_step step;
	int code;             /* SMTP or HTTP; 0: none */
	const char *enhanced; /* RFC 3463, "" none */
	bool all_sent;        /* the last byte may have left */
};

struct channel {
	enum channel_id id;
	const char *name;
	/* The bytes that travel. Equal arguments give equal bytes. ERR_MALFORMED with `why` (an address), ERR_TOO_BIG, ERR_NOMEM. */
	int (*build)(const struct render_input *in, const struct template_output *words,
	    struct buf *out, char message_id[96], struct why *why);
	enum answer (*classify)(const struct channel_reply *reply);
};

extern const struct channel channel_email, channel_webhook;

/* NULL for an id that nothing answers to. */
const struct channel *channel_of(enum channel_id id);
