#pragma once

/*
 * inbox: reads what the doors have stored, and hands what it says to the writer: of shops, which parcels they have; of carriers, what they saw.
 * What cannot be read is kept for a person, what cannot be applied now is read again later, and what a carrier tells of a number that nobody has
 * registered waits for it. Reading twice does no harm: a message is done when all that it says is on disk. Loop thread only; store's port and
 * reader are the loop thread's, as poll.h says.
 */

#include "carriers/carrier.h"
#include "monitor/base/policy.h"
#include "monitor/loop.h"
#include "store/store.h"

struct inbox;

struct inbox_options {
	struct loop *loop; /* all outlive the inbox */
	struct store *store;
	struct store_port *port;
	struct store_reader *reader;
	const struct carrier *(*carrier)(const char *id); /* carrier_find; tests have their own */
	const struct policy *policy;                      /* its own reference is taken */
};

int inbox_new(const struct inbox_options *options, struct inbox **out) MUST_CHECK;
void inbox_free(struct inbox *b); /* accepts NULL */
void inbox_set_policy(struct inbox *b, const struct policy *policy);

/* After each commit, and at start: something may be due. */
void inbox_wake(struct inbox *b);

/* Begin nothing more. */
void inbox_stop(struct inbox *b);
/* Messages under way to the writer. */
size_t inbox_busy(const struct inbox *b);
