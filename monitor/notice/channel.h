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
	const char *enhanced; /* RFC 3463; of HTTP the number at code_path in the reply; "" none */
	bool all_sent;        /* the last byte may have left */
};

/* What an HTTP request is made of, each time that it is sent. */
struct channel_post {
	const struct channel_settings *settings;
	struct span message;    /* the stored bytes */
	const char *message_id; /* travels as the header webhook-id: the same over repeats */
	int64_t now_utc_ms;
};

struct channel {
	enum channel_id id;
	const char *name;
	/* The bytes that travel. Equal arguments give equal bytes. ERR_MALFORMED with `why` (an address), ERR_TOO_BIG, ERR_NOMEM. */
	int (*build)(const struct render_input *in, const struct template_output *words,
	    struct buf *out, char message_id[96], struct why *why);
	enum answer (*classify)(const struct channel_reply *reply);
	/* The following of channels over HTTP alone. The request that carries `message`; ERR_MALFORMED (settings that cannot be used), ERR_NOMEM. */
	int (*request)(const struct channel_post *post, struct http_request *out);
	const char *
	    code_path; /* where a reply has a number that says more than its status; NULL: nowhere */
	const char *
	    wait_path; /* where it has how many seconds to wait, besides Retry-After; NULL: nowhere */
	int64_t per_minute; /* messages the service takes; 0: any */
	const int32_t *
	    waits_s; /* from one attempt to the next, ended by 0, the last one for ever; NULL: as mail */
};

extern const struct channel channel_email, channel_webhook, channel_slack, channel_teams,
    channel_discord, channel_ntfy, channel_telegram, channel_sms, channel_whatsapp;

/* Whom a mail of this notice is for, on the envelope and in its head; "": nobody is known. */
void channel_email_to(const struct render_input *in, char dst[LIMIT_EMAIL_ROOM]);

/* NULL for an id that nothing answers to. */
const struct channel *channel_of(enum channel_id id);
