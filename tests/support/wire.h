#pragma once

/*
 * wire: a loopback server of tests on a loop of ours, with the wire in the caller's hands: the handler answers well, slowly, in part,
 * or not at all. Bytes as they come, or whole HTTP/1.1 requests. One thread: the loop's.
 */

#include "monitor/base/buf.h"
#include "monitor/loop.h"

struct tls_identity;
struct wire;
struct wire_conn;

struct wire_request {
	char method[8];
	const char *target; /* path and query, as sent */
	struct span head;   /* all header lines */
	struct span body;
};

/* A connection's life. `bytes` returns how many it has used up; it is called again when there are more, or some are left and it used
 * any. No connection ends inside a call. */
struct wire_handler {
	void (*opened)(struct wire_conn *c, void *arg); /* NULL: nothing */
	size_t (*bytes)(struct wire_conn *c, struct span in, void *arg);
	void (*gone)(struct wire_conn *c, void *arg); /* NULL: nothing */
};

/* Called for each whole request; answers by the functions below, now or later (until the connection is gone). */
typedef void wire_fn(struct wire_conn *c, const struct wire_request *r, void *arg);

/* Listens on 127.0.0.1, at a port the kernel picks. ERR_NOMEM, ERR_IO. */
int wire_new(struct loop *loop, wire_fn *fn, void *arg, struct wire **out) MUST_CHECK;
int wire_new_raw(
    struct loop *loop, const struct wire_handler *handler, void *arg, struct wire **out) MUST_CHECK;
void wire_free(struct wire *w);
int wire_port(const struct wire *w);
size_t wire_accepted(const struct wire *w); /* connections so far */

/* What the handler keeps with a connection; its own to free in `gone`. */
void wire_set_state(struct wire_conn *c, void *state);
void *wire_state(const struct wire_conn *c);

/* Offer the handler again what it left unused. Not from inside `bytes`. */
void wire_again(struct wire_conn *c);

/* A header's value copied, "" when absent. */
bool wire_header(const struct wire_request *r, const char *name, char *dst, size_t room);

/* A whole answer on a kept connection. `headers` are lines that end with CR LF, or "". */
void wire_reply(struct wire_conn *c, int status, const char *headers, struct span body);

/* Raw bytes; nothing is added. Faults are made of these. */
void wire_send(struct wire_conn *c, struct span bytes);

/* What is to be sent from now on goes a byte every `ms`. 0: at once. */
void wire_drip(struct wire_conn *c, int64_t ms);

/* After what was sent: TLS, which the client begins. */
int wire_tls(struct wire_conn *c, const struct tls_identity *identity) MUST_CHECK;

/* After what was sent: an orderly end. */
void wire_close(struct wire_conn *c);
/* After what was sent: a reset. */
void wire_reset(struct wire_conn *c);
