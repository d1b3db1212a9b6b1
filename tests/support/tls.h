#pragma once

/*
 * tls: the server's end of TLS for the servers of tests, over bytes that the caller moves: no socket. An identity is a certificate of its
 * own for 127.0.0.1 and localhost, made when it is asked for, so that no key lies in the tree. Any loop.
 */

#include "monitor/base/buf.h"

struct tls_identity;
struct tls_end;

int tls_identity_new(struct tls_identity **out) MUST_CHECK;
void tls_identity_free(struct tls_identity *i);
/* The certificate as PEM, for whoever is to trust it. */
int tls_identity_write(const struct tls_identity *i, const char *path) MUST_CHECK;

int tls_end_new(const struct tls_identity *i, struct tls_end **out) MUST_CHECK;
void tls_end_free(struct tls_end *e);
/* What came over the wire; appends what it says. ERR_MALFORMED: no TLS, or its end. */
int tls_end_take(struct tls_end *e, struct span wire, struct buf *plain) MUST_CHECK;
/* To say; before the handshake is over nothing may be. */
int tls_end_say(struct tls_end *e, struct span plain) MUST_CHECK;
/* Append what is to go over the wire now. */
int tls_end_wire(struct tls_end *e, struct buf *out) MUST_CHECK;
