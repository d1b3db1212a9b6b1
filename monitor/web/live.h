#pragma once

/*
 * live: the journal as it grows, told to whoever listens (server-sent events). Who comes back with Last-Event-ID hears what was missed, as long as
 * that is not too much: then `event: reset` says to look anew. Bounded in all and for each who listens; one that does not read, or may no longer
 * enter, is cut. Web thread only.
 */

#include "monitor/web/api.h"

struct live;

int live_new(struct api *api, struct loop *loop, struct live **out) MUST_CHECK;

/* Ends every stream. Before the server goes. Accepts NULL. */
void live_free(struct live *l);

/* The journal may have grown. */
void live_wake(struct live *l);

/* GET /v1/live. */
api_fn live_listen;
