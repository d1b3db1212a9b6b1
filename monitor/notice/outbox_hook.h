#pragma once

/*
 * outbox_hook: sends what is due through the channels over HTTP, each through its own door (outbox_door.h). The same steps as the mail
 * workers take, on the loop thread, where nothing may block; loop thread only.
 */

#include "monitor/net/transport.h"
#include "monitor/notice/template.h"
#include "store/store.h"

struct outbox_hook;

struct outbox_hook_options {
	struct loop *loop;
	struct store *store;
	struct transport_port transport;   /* of its own: never the carriers' */
	const struct templates *templates; /* outlives it */
	const struct policy *policy;       /* takes a reference */
};

int outbox_hook_new(const struct outbox_hook_options *options, struct outbox_hook **out) MUST_CHECK;
void outbox_hook_set_policy(struct outbox_hook *h, const struct policy *policy);

/* Begin no more. What is under way ends by itself, at the latest with the transport. */
void outbox_hook_stop(struct outbox_hook *h);
/* Under way, until the answers are on disk. */
size_t outbox_hook_busy(const struct outbox_hook *h);
/* The transport must answer no more. Accepts NULL. */
void outbox_hook_free(struct outbox_hook *h);
