#pragma once

/*
 * rounds: what time alone brings: shipments whose review is due, a look at each shop as a whole and at incidents, retention, the mark that we are alive, and the
 * word that we were not (a gap). It hands ops to the writer and decides nothing. Loop thread only.
 *
 * The store's port and reader are the loop thread's, shared with others: whoever watches the port calls store_port_run, then
 * rounds_wake.
 */

#include "carriers/carrier.h"
#include "monitor/loop.h"
#include "store/store.h"

struct rounds;

struct rounds_options {
	struct loop *loop;
	struct store *store;
	struct store_port *port;
	struct store_reader *reader;
	const struct carrier *(*carrier)(const char *id); /* carrier_find */
	const struct policy *policy;                      /* rounds takes a reference */
};

/* Before any op of this run: the store's clock says until when the last one lived. A gap of over an hour since is handed in at the first
 * turn, before the first review. */
int rounds_new(const struct rounds_options *options, struct rounds **out) MUST_CHECK;
/* The port must run no more. Accepts NULL. */
void rounds_free(struct rounds *r);

void rounds_set_policy(struct rounds *r, const struct policy *policy);

/* A commit has changed what is due. Call it once after rounds_new. */
void rounds_wake(struct rounds *r);

/* Look at the shops at the next turn, not only when their time comes: an account's health has changed, say. */
void rounds_shops(struct rounds *r);

/* Mail fails since then (0: no longer), as the server says: told with each look at a shop, the first at once. May be said again and
 * again. */
void rounds_channel(struct rounds *r, int64_t failing_since_utc_ms, const char *text);

/* A time in which we could not know, as the loop tells it. */
void rounds_gap(struct rounds *r, int64_t from_utc_ms, int64_t until_utc_ms);

/* Hand in nothing more. */
void rounds_stop(struct rounds *r);
