#pragma once

/*
 * port: a submitter's end of the writer: ops go in from one thread, and their answers come back to it through a list and an eventfd.
 * The verbs are in store.h; here is what the writer calls.
 */

#include "store/writer.h"

/* The jobs are their ports' from here, each of which hears once of those that stand together. Any thread. */
void port_complete(struct job *const *jobs, size_t count);

/* Something waits later or sooner, or the journal grew. */
void port_wake_followers(struct store *s);
