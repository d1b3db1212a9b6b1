#pragma once

/*
 * events_out: tells the programs of the `events` sections what happens, from the journal: each endpoint in the journal's order, one event at a
 * time, each until it is taken (Standard Webhooks). How far each has been told is on disk: after a crash the last few may come again, with
 * the same ids and bytes. A new endpoint begins with what happens next. Loop thread only.
 */

#include "monitor/net/transport.h"
#include "store/store.h"

struct events_out;

struct events_out_options {
	struct loop *loop; /* all outlive it */
	struct store *store;
	struct store_port *port;     /* the loop thread's */
	struct store_reader *reader; /* the same */
	struct transport_port transport;
	const struct policy *policy; /* its own reference is taken */
};

int events_out_new(const struct events_out_options *options, struct events_out **out) MUST_CHECK;
/* ERR_NOMEM: the old one stands. */
int events_out_set_policy(struct events_out *e, const struct policy *policy) MUST_CHECK;
/* After each commit, and at start: the journal may have grown, or a person has set an endpoint back. */
void events_out_wake(struct events_out *e);
/* Endpoints with an event or a note of one on its way. */
size_t events_out_busy(const struct events_out *e);
/* Begin nothing more. */
void events_out_stop(struct events_out *e);
/* Neither transport nor port must answer any more. Accepts NULL. */
void events_out_free(struct events_out *e);
