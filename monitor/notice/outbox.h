#pragma once

/*
 * outbox: sends what is due by mail. A few workers, each a thread with a port, a reader and a blocking mail handle that keeps its connection;
 * what they must agree on is one gate under a lock. For each notice: render, OP_ATTEMPT_BEGIN with the bytes, wait for its commit,
 * send exactly the bytes that it answered, say by OP_ATTEMPT_END what became of it. Nothing is sent whose beginning is not on
 * disk, so that a crash leaves a doubt and never a second mail by surprise. A worker begins several at once and sends them one by one; how many grows
 * while the server is quick.
 *
 * When the channel fails, notices stay pending, one at a time probes it, and every shop's judge is told by OP_SHOP, so that
 * it can be raised another way. Functions here may be called on any thread but start and free.
 */

#include "monitor/loop.h"
#include "monitor/notice/template.h"
#include "store/store.h"

struct outbox;

struct outbox_options {
	struct store *store;
	struct clock *clock;
	const struct templates *templates; /* outlives the outbox */
	const struct policy *policy;       /* the outbox takes a reference */
};

/* ERR_NOMEM, or what the store says. Starts policy->mail.workers threads (1 to LIMIT_MAIL_WORKERS); none without a mail url. */
int outbox_start(const struct outbox_options *options, struct outbox **out) MUST_CHECK;

/* Another configuration, from the next notice on; the number of workers stays. */
void outbox_set_policy(struct outbox *o, const struct policy *policy);

/* Begin no more, finish what is being sent. 0 when all workers have ended; ERR_TIMEOUT when one still waits for its server after `wire_ms`:
 * then it must not be freed, nor the store closed: the process may end, and the next start finds those notices in doubt. */
int outbox_stop(struct outbox *o, int64_t wire_ms) MUST_CHECK;
/* After outbox_stop answered 0. Accepts NULL. */
void outbox_free(struct outbox *o);

struct outbox_status {
	int workers;
	size_t in_hand;
	uint64_t sent, deferred, refused, doubtful; /* since the start */
	bool failing;
	int64_t failing_since_utc_ms; /* AT_NONE while it works */
	char detail[LIMIT_TEXT_ROOM];
};

void outbox_status(struct outbox *o, struct outbox_status *out);
