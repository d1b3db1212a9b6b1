#pragma once

/*
 * polls: carriers asked about what is due in a harness's store, as the daemon asks, with the requests counted: DHL's adapter without its
 * quota, some accounts ("dhl-0", "dhl-1" ...), whose carrier is `replies`. One thread: the loop's.
 */

#include "monitor/net/transport.h"
#include "monitor/poll/poll.h"
#include "tests/support/store_harness.h"

enum { POLLS_ACCOUNTS = 2 };
#define POLLS_KEY "sample-key-of-a-bench"

/* The harness's shop, and the accounts; `origin` is where they ask. Before the store is opened. */
void polls_policy(struct policy *p, const char *origin);

typedef void polls_fn(void *arg);

struct polls {
	struct harness *h;
	struct loop *loop;
	struct loop_watch *watch;
	struct transport *transport;
	struct poll *poll;
	size_t sent;
	polls_fn *turned; /* whenever the store has answered */
	void *arg;
};

/* Over the open store; `clock` outlives it. */
void polls_open(
    struct polls *p, struct harness *h, struct clock *clock, polls_fn *turned, void *arg);
void polls_close(struct polls *p);
