#pragma once

/*
 * mail_read: what a message that mail.c built says, for whoever looks at what was sent. Not a reader of others' mail, but for one
 * encoding of its parts. Pure.
 */

#include "monitor/base/buf.h"

/* Appends the subject, and the part of a type ("text/plain") as UTF-8 with lines ended by line feeds. ERR_MALFORMED: it is none of ours;
 * ERR_NOMEM, ERR_TOO_BIG. */
int mail_read(
    struct span message, const char *type, struct buf *subject, struct buf *body) MUST_CHECK;

/* Appends what stands behind quoted-printable (RFC 2045, 6.7), without carriage returns. ERR_MALFORMED, ERR_NOMEM, ERR_TOO_BIG. */
int mail_read_quoted(struct span in, struct buf *out) MUST_CHECK;
