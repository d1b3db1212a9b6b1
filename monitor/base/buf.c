#include "monitor/base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUF_FIRST_ROOM = 64 };

void
buf_init(struct buf *b, size_t cap)
{
	assert(cap < SIZE_MAX / 2);
	*b = BUF_INIT(cap);
}

void
buf_clear(struct buf *b)
{
	if (b == NULL)
		return;
	free(b->data);
	*b = BUF_INIT(b->cap);
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	b->error = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

static int
fail(struct buf *b, int code)
{
	b->error = code;
	return code;
}

/* As grow, when there is no room. Doubles, so that many small appends cost linear time. */
static int
grow_slowly(struct buf *b, size_t more)
{
	size_t room = b->room > 0 ? b->room : BUF_FIRST_ROOM;
	char *data;

	if (b->error != 0)
		return b->error;
	if (more > b->cap - b->len)
		return fail(b, ERR_TOO_BIG);
	while (room <= b->len + more)
		room *= 2;
	if (room > b->cap + 1)
		room = b->cap + 1;
	data = realloc(b->data, room);
	if (data == NULL)
		return fail(b, ERR_NOMEM);
	b->data = data;
	b->room = room;
	return 0;
}

/* Room for `more` bytes and the NUL. */
static inline int
grow(struct buf *b, size_t more)
{
	return b->error == 0 && more < b->room - b->len ? 0 : grow_slowly(b, more);
}

int
buf_reserve(struct buf *b, size_t len)
{
	return grow(b, len);
}

int
buf_add(struct buf *b, const void *data, size_t len)
{
	char *at = len > 0 ? buf_extend(b, len) : NULL;

	if (at != NULL)
		memcpy(at, data, len);
	return b->error;
}

int
buf_add_str(struct buf *b, const char *str)
{
	return buf_add(b, str, strlen(str));
}

int
buf_add_int(struct buf *b, int64_t value)
{
	uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
	char text[24], *end = text + sizeof(text), *at = end;

	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (value < 0)
		*--at = '-';
	return buf_add(b, at, (size_t)(end - at));
}

int
buf_addf(struct buf *b, const char *format, ...)
{
	size_t room = b->room - b->len;
	va_list args;
	int len;
	int rc = b->error;

	if (rc < 0)
		return rc;
	va_start(args, format);
	len = vsnprintf(room > 0 ? b->data + b->len : NULL, room, format, args);
	va_end(args);
	if (len >= 0 && (size_t)len < room) {
		b->len += (size_t)len;
		return 0;
	}
	if (room > 0)
		b->data[b->len] = '\0';
	if (len < 0) /* longer than INT_MAX */
		return fail(b, ERR_TOO_BIG);
	rc = len > 0 ? grow(b, (size_t)len) : 0;
	if (rc < 0 || len == 0)
		return rc;
	va_start(args, format);
	(void)vsnprintf(b->data + b->len, (size_t)len + 1, format, args);
	va_end(args);
	b->len += (size_t)len;
	return 0;
}

static int
add_big_endian(struct buf *b, uint64_t value, size_t bytes)
{
	uint8_t out[8];

	for (size_t i = 0; i < bytes; i++)
		out[i] = (uint8_t)(value >> (8 * (bytes - 1 - i)));
	return buf_add(b, out, bytes);
}

int
buf_add_u8(struct buf *b, uint8_t value)
{
	return add_big_endian(b, value, 1);
}

int
buf_add_u16(struct buf *b, uint16_t value)
{
	return add_big_endian(b, value, 2);
}

int
buf_add_u32(struct buf *b, uint32_t value)
{
	return add_big_endian(b, value, 4);
}

int
buf_add_u64(struct buf *b, uint64_t value)
{
	return add_big_endian(b, value, 8);
}

const char *
buf_str(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

void
buf_move(struct buf *dst, struct buf *src)
{
	assert(dst != src);
	free(dst->data);
	*dst = *src;
	*src = BUF_INIT(src->cap);
}

char *
buf_take(struct buf *b, size_t *len)
{
	char *data = b->data;

	if (b->error != 0 || b->len == 0)
		return NULL;
	if (len != NULL)
		*len = b->len;
	*b = BUF_INIT(b->cap);
	return data;
}

bool
span_equal(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool
span_equal_str(struct span a, const char *b)
{
	return span_equal(a, (struct span){b, strlen(b)});
}
