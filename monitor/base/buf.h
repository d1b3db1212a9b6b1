#pragma once

/*
 * buf: a growable byte buffer with a hard cap that is set when it is made, so that nothing from outside
 * can grow without end. The bytes are always followed by a NUL that is not counted. Errors are sticky:
 * after one, appends do nothing and buf_error tells it, so a writer may append freely and check once.
 * Not for secrets (see secret.h). One owner; no locking.
 */

#include "monitor/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	char *data;  /* NULL while empty; NUL after the last byte otherwise */
	size_t len;  /* bytes in use */
	size_t room; /* bytes allocated */
	size_t cap;  /* most bytes it may ever hold, without the NUL */
	int error;   /* 0, ERR_NOMEM or ERR_TOO_BIG */
};

/* A borrowed run of bytes. */
struct span {
	const char *data;
	size_t len;
};

#define BUF_INIT(most) ((struct buf){.cap = (most)})
#define SPAN(literal)  ((struct span){(literal), sizeof(literal) - 1})

void buf_init(struct buf *b, size_t cap);

/* Free the bytes; the buffer stays usable with the same cap. Accepts NULL. */
void buf_clear(struct buf *b);

/* Forget the bytes and the error, keep the allocation. */
void buf_reset(struct buf *b);

/* Each append returns 0, ERR_NOMEM or ERR_TOO_BIG, and adds all of it or nothing. */
int buf_add(struct buf *b, const void *data, size_t len);
int buf_add_str(struct buf *b, const char *str);
int buf_add_int(struct buf *b, int64_t value); /* in decimal */
int buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for `len` more bytes that will come: they are not copied as it grows. As a failed append. */
int buf_reserve(struct buf *b, size_t len);

/* Room for `len` more bytes, which are counted already and which the caller writes at once; NULL: as a failed append. Here, as the next: most of
 * what answers are made of is a few bytes, and a call would cost as much as they do. */
static inline char *
buf_extend(struct buf *b, size_t len)
{
	char *at;

	if ((b->error != 0 || len >= b->room - b->len) && buf_reserve(b, len) < 0)
		return NULL;
	at = b->data + b->len;
	b->len += len;
	b->data[b->len] = '\0';
	return at;
}

static inline int
buf_add_char(struct buf *b, char c)
{
	char *at = buf_extend(b, 1);

	if (at != NULL)
		*at = c;
	return b->error;
}

/* Bytes in the fixed-width big-endian form used in keys and records. */
int buf_add_u8(struct buf *b, uint8_t value);
int buf_add_u16(struct buf *b, uint16_t value);
int buf_add_u32(struct buf *b, uint32_t value);
int buf_add_u64(struct buf *b, uint64_t value);

/* The bytes as text; "" while empty. Valid until the next change. */
const char *buf_str(const struct buf *b);

static inline struct span
buf_span(const struct buf *b)
{
	return (struct span){b->data, b->len};
}

static inline int
buf_error(const struct buf *b)
{
	return b->error;
}

/* `dst` takes what `src` held (its own is freed); `src` is left empty with its cap. */
void buf_move(struct buf *dst, struct buf *src);

/* The caller owns the NUL-terminated bytes (free()); NULL when the buffer had an error or is empty. */
char *buf_take(struct buf *b, size_t *len);

bool span_equal(struct span a, struct span b);
bool span_equal_str(struct span a, const char *b);
