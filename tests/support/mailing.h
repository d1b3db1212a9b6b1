#pragma once

/*
 * mailing: a store with many notices that are due, and a mail server in a process of its own, for measuring and counting what leaves.
 */

#include "tests/support/store_harness.h"

#include <sys/types.h>

/* mail_sink of the build in PUNTUAL_BUILD (else build/release). `ids` (may be NULL) gets a line a message. End it with mailing_end. */
pid_t mailing_sink(const char *ids, int *port);
void mailing_end(pid_t sink);

/* A shop that may be written for, and so many workers. */
void mailing_policy(struct policy *p, int port, int workers);

/* Orders that slip, each with a notice. */
void mailing_notices(struct harness *h, int first, int count);
