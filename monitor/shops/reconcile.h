#pragma once

/*
 * reconcile: asks the systems of shops what has changed, so that a message that was lost is found: each connector with an origin, every interval,
 * page by page, a request at a time. An answer goes the way of a message: stored as it came, then read by the inbox. What changed up to a
 * question is asked no more once its last page is on disk; a failure is asked again, from the same page, later and later; one that
 * lasts is told to the shop, as is a silence (promise/shop). Loop thread only; port and reader are the loop thread's, as poll.h says.
 */

#include "monitor/base/policy.h"
#include "monitor/net/transport.h"
#include "store/store.h"

struct reconcile;

struct reconcile_options {
	struct loop *loop; /* all outlive it */
	struct store_port *port;
	struct store_reader *reader;
	struct transport_port transport;
	const struct policy *policy; /* its own reference is taken */
};

int reconcile_new(const struct reconcile_options *options, struct reconcile **out) MUST_CHECK;
void reconcile_free(struct reconcile *r); /* accepts NULL */
/* ERR_NOMEM: what was in force stays. */
int reconcile_set_policy(struct reconcile *r, const struct policy *policy) MUST_CHECK;

/* Ask nothing more; what is on its way ends with the transport. */
void reconcile_stop(struct reconcile *r);
