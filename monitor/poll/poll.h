#pragma once

/*
 * poll: asks carriers about the shipments that are due, and hands what they answered to the writer. Per account it keeps to the
 * pace (pace.h), asks in batches as the carrier takes them, never asks about a number twice at once, and takes a place in the writer's
 * queue for each number before the request leaves. What is in flight is memory only: after a crash it is still due. Loop thread only.
 *
 * The store's port and reader are the loop thread's, shared with others: whoever watches the port calls store_port_run, then poll_wake.
 */

#include "carriers/carrier.h"
#include "monitor/base/policy.h"
#include "monitor/net/transport.h"
#include "store/store.h"

struct poll;

struct poll_options {
	struct loop *loop;
	struct store *store;
	struct store_port *port;
	struct store_reader *reader;
	struct transport_port transport;
	const struct carrier *(*carrier)(const char *id); /* carrier_find */
	const struct policy *policy;                      /* poll takes a reference */
	loop_fn *
	    health_changed; /* an account fails, or is well again: the shop may want a word. NULL: nobody listens */
	void *arg;
};

/* Reads the accounts' states. What the store or memory answers. */
int poll_new(const struct poll_options *options, struct poll **out) MUST_CHECK;
/* The transport must answer no more, and the port run no more. Accepts NULL. */
void poll_free(struct poll *p);

/* Another configuration, from the next request on. ERR_NOMEM changes nothing. */
int poll_set_policy(struct poll *p, const struct policy *policy) MUST_CHECK;

/* Something may be due, or an account may have been let go on by a person (OP_ACCOUNT). Call it once after poll_new. */
void poll_wake(struct poll *p);

/* Ask no more. What is under way ends by itself, at the latest with the transport. */
void poll_stop(struct poll *p);

/* Requests under way and answers that the writer has not taken. */
size_t poll_busy(const struct poll *p);
