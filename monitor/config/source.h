#pragma once

/*
 * source: the files that a configuration is made of: read whole, and what is wrong in them kept in the order of its lines.
 */

#include "monitor/config.h"

/* The text of a file, which must be UTF-8 without NUL (else ERR_MALFORMED); what errno says, as enum err; ERR_TOO_BIG, ERR_NOMEM. */
int config_read_file(const char *path, struct buf *text) MUST_CHECK;

/* `line` 0: of the file as a whole. */
void config_error_add(struct config_errors *errors, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
