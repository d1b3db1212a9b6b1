#pragma once

/*
 * mail_read: what a message that mail.c built says, for whoever looks at what was sent. Not a reader of others' mail. Pure.
 */

#include "monitor/base/buf.h"

/* Appends the subject, and the part of a type ("text/plain") as UTF-8 with lines ended by line feeds. ERR_MALFORMED: it is none of ours;
 * ERR_NOMEM, ERR_TOO_BIG. */
int mail_read(
    struct span message, const char *type, struct buf *subject, struct buf *body) MUST_CHECK;
