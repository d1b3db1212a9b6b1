#pragma once

/*
 * fake_channels: the other ends of channels over HTTP, each below a path of its kind (/webhook, /slack, /teams, /discord, /ntfy, /telegram, /sms,
 * /whatsapp): it checks what its service checks, answers as that does, and keeps a line `hook KIND ID BODY` of what it took; before
 * it, of what was signed, `signed ID TIME SIGNATURES`.
 */

#include <stdio.h>

#include "tests/support/wire.h"

/* The kind that the path belongs to; NULL: none. */
const char *fake_channel_kind(const char *target);

/* Look at a request: its status, with the service's body appended. What is good (2xx) is written to `log` (NULL: nowhere). */
int fake_channel_take(const char *kind, const struct wire_request *r, FILE *log, struct buf *body);
