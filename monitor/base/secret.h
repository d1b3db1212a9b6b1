#pragma once

/*
 * secret: credentials and tokens in memory. There is no printf path to one; it is wiped when cleared, and kept out of
 * core dumps where the kernel allows (MADV_DONTDUMP). Copies are explicit.
 */

#include "monitor/base/buf.h"

struct secret {
	char *
	    bytes; /* owned; NUL-terminated; only secret.c and the builders of requests look at it */
	size_t len;
};

#define SECRET_INIT ((struct secret){0})

void secret_clear(struct secret *s);
/* ERR_NOMEM, ERR_TOO_BIG past LIMIT_SECRET_BYTES, ERR_MALFORMED for bytes with a NUL; the former secret stays then. */
int secret_set(struct secret *s, const char *bytes, size_t len) MUST_CHECK;
int secret_copy(struct secret *dst, const struct secret *src) MUST_CHECK;
void secret_move(struct secret *dst, struct secret *src);

/* Read a credential file: at most LIMIT_SECRET_BYTES, one trailing line feed dropped. ERR_NOT_FOUND, ERR_IO, ERR_TOO_BIG,
 * ERR_FORBIDDEN when others than the owner may read it and it is not under $CREDENTIALS_DIRECTORY. */
int secret_read_file(struct secret *s, const char *path) MUST_CHECK;

bool secret_present(const struct secret *s);
/* For building a request: the bytes, "" when none. */
const char *secret_bytes(const struct secret *s);
