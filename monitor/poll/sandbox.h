#pragma once

/*
 * sandbox: the way of requests to carriers, of which those to the sandbox (carriers/sandbox.h) are answered here: they never leave. Loop
 * thread only.
 */

#include "monitor/net/transport.h"

struct sandbox;

/* `port` takes all others. ERR_NOMEM. */
int sandbox_new(struct loop *loop, struct transport_port port, struct sandbox **out) MUST_CHECK;

/* Drops what was not answered yet, as transport_free does. Accepts NULL. */
void sandbox_free(struct sandbox *s);

struct transport_port sandbox_port(struct sandbox *s);
