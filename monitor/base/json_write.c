#include "monitor/base/json_write.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "monitor/base/text.h"

enum {
	REAL_DIGITS = 10,  /* all that we know; seventeen print 0.1 as 0.10000000000000001 */
	FIRST_ROOM = 4000, /* most answers: grown by doubling they would be copied six times */
};

/* RFC 8259, 7: what may not stand in a string as it is. */
static bool
needs_escape(unsigned char c)
{
	return c < ' ' || c == '"' || c == '\\';
}

static void
add_escape(struct buf *b, char c)
{
	static const char names[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *named = c != '\0' ? strchr(names, c) : NULL;

	if (named != NULL)
		(void)buf_addf(b, "\\%c", letters[named - names]);
	else
		(void)buf_addf(b, "\\u%04X", (unsigned)(unsigned char)c);
}

/* Between quotes, of which some is not plain. False: not UTF-8. */
static bool
add_careful(struct buf *b, struct span in)
{
	size_t at = 0, from = 0;
	uint32_t point;

	(void)buf_add_char(b, '"');
	while (at < in.len) {
		unsigned char c = (unsigned char)in.data[at];
		size_t len = text_utf8_next((struct span){in.data + at, in.len - at}, &point);

		if (len == 0)
			return false;
		at += len;
		if (!needs_escape(c))
			continue;
		(void)buf_add(b, in.data + from, at - 1 - from);
		add_escape(b, (char)c);
		from = at;
	}
	(void)buf_add(b, in.data + from, at - from);
	(void)buf_add_char(b, '"');
	return true;
}

/* What there is in eight bytes that needs an escape or is more than ASCII, as their highest bits: of bytes below 128 a subtraction sets it
 * where one is smaller, and borrows from the next only there. */
static inline uint64_t
marks_of(uint64_t word)
{
	const uint64_t ones = UINT64_MAX / 255;

	return (word | (word - ones * ' ') | ((word ^ ones * '"') - ones) |
		   ((word ^ ones * '\\') - ones)) &
	    ones << 7;
}

/* Copies, and says whether all of it may stand in a string as it is. What is left over of words is done by a last one that begins earlier. */
static inline bool
copy_plain(char *dst, struct span in)
{
	uint64_t word, marks = 0;
	uint32_t first, last;

	if (in.len >= sizeof(word)) {
		size_t end = in.len - sizeof(word);

		for (size_t at = 0; at < end; at += sizeof(word)) {
			memcpy(&word, in.data + at, sizeof(word));
			memcpy(dst + at, &word, sizeof(word));
			marks |= marks_of(word);
		}
		memcpy(&word, in.data + end, sizeof(word));
		memcpy(dst + end, &word, sizeof(word));
		return (marks | marks_of(word)) == 0;
	}
	if (in.len >= sizeof(first)) {
		memcpy(&first, in.data, sizeof(first));
		memcpy(&last, in.data + in.len - sizeof(last), sizeof(last));
		memcpy(dst, &first, sizeof(first));
		memcpy(dst + in.len - sizeof(last), &last, sizeof(last));
		return marks_of(first | (uint64_t)last << 32) == 0;
	}
	for (size_t i = 0; i < in.len; i++) {
		dst[i] = in.data[i];
		marks |= (unsigned char)dst[i] >= 0x80 || needs_escape((unsigned char)dst[i]);
	}
	return marks == 0;
}

static void
fail(struct json_out *w, int code)
{
	if (w->error == 0)
		w->error = code;
}

/* As begin, with a name that is not plain, of which nothing stands yet. */
static char *
begin_careful(struct json_out *w, const char *key, size_t len)
{
	if (!add_careful(&w->text, span_of(key)))
		fail(w, ERR_MALFORMED);
	(void)buf_add_char(&w->text, ':'); /* sticky */
	return buf_extend(&w->text, len);
}

/* Writes what stands before a value, and makes room for its `len` bytes, which the caller writes; NULL: there is none. */
static char *
begin(struct json_out *w, const char *key, size_t len)
{
	struct span name = key != NULL ? span_of(key) : SPAN("");
	char *at = buf_extend(&w->text, len + w->more + (key != NULL ? name.len + 3 : 0));

	assert(w->depth > 0 || !w->more); /* one root */
	assert((w->objects >> w->depth & 1) == (uint32_t)(key != NULL));
	if (at == NULL)
		return NULL;
	if (w->more)
		*at++ = ',';
	w->more = true;
	if (key == NULL)
		return at;
	*at = '"';
	if (!copy_plain(at + 1, name)) {
		w->text.len = (size_t)(at - w->text.data);
		return begin_careful(w, key, len);
	}
	at += name.len + 1;
	*at++ = '"';
	*at++ = ':';
	return at;
}

static inline void
put(struct json_out *w, const char *key, struct span text)
{
	char *at = begin(w, key, text.len);

	if (at != NULL)
		memcpy(at, text.data, text.len);
}

static void
put_open(struct json_out *w, const char *key, bool object)
{
	assert(w->depth + 1 < JSON_OUT_DEPTH);
	if (w->depth == 0)
		(void)buf_reserve(&w->text, FIRST_ROOM); /* sticky */
	put(w, key, object ? SPAN("{") : SPAN("["));
	w->depth++;
	w->objects = (w->objects & ~(1u << w->depth)) | (uint32_t)object << w->depth;
	w->more = false;
}

void
json_out_clear(struct json_out *w)
{
	if (w == NULL)
		return;
	buf_clear(&w->text);
	*w = JSON_OUT_INIT;
}

void
json_out_object(struct json_out *w, const char *key)
{
	put_open(w, key, true);
}

void
json_out_array(struct json_out *w, const char *key)
{
	put_open(w, key, false);
}

void
json_out_end(struct json_out *w)
{
	assert(w->depth > 0);
	(void)buf_add_char(&w->text, (w->objects >> w->depth & 1) != 0 ? '}' : ']');
	w->depth--;
	w->more = true;
}

void
json_out_str(struct json_out *w, const char *key, const char *value)
{
	if (value == NULL)
		json_out_null(w, key);
	else
		json_out_span(w, key, span_of(value));
}

void
json_out_span(struct json_out *w, const char *key, struct span value)
{
	char *at = begin(w, key, value.len + 2);

	if (at == NULL)
		return;
	*at = '"';
	if (copy_plain(at + 1, value)) {
		at[value.len + 1] = '"';
		return;
	}
	w->text.len = (size_t)(at - w->text.data);
	if (!add_careful(&w->text, value))
		fail(w, ERR_MALFORMED);
}

struct buf *
json_out_str_begin(struct json_out *w, const char *key)
{
	put(w, key, SPAN("\""));
	return &w->text;
}

void
json_out_str_end(struct json_out *w)
{
	(void)buf_add_char(&w->text, '"');
}

void
json_out_int(struct json_out *w, const char *key, int64_t value)
{
	(void)begin(w, key, 0);
	(void)buf_add_int(&w->text, value); /* sticky */
}

void
json_out_double(struct json_out *w, const char *key, double value)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%.*g", REAL_DIGITS, value);

	if (!isfinite(value))
		fail(w, ERR_RANGE);
	put(w, key, (struct span){text, (size_t)len});
	if (strpbrk(text, ".e") == NULL) /* it stays a real to who reads it */
		(void)buf_add_str(&w->text, ".0");
}

void
json_out_bool(struct json_out *w, const char *key, bool value)
{
	put(w, key, value ? SPAN("true") : SPAN("false"));
}

void
json_out_null(struct json_out *w, const char *key)
{
	put(w, key, SPAN("null"));
}

int
json_out_whole(const struct json_out *w, struct span *text)
{
	int rc = w->error != 0 ? w->error : buf_error(&w->text);

	if (rc < 0)
		return rc;
	assert(w->depth == 0 && w->more);
	*text = buf_span(&w->text);
	return 0;
}

static int
add_piece(const char *data, size_t len, void *arg)
{
	return buf_add(arg, data, len);
}

/* For people: read again, and laid out by jansson. */
static int
add_pretty(struct buf *out, struct span text)
{
	json_t *read = json_loadb(
	    text.data, text.len, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	int rc = read == NULL ||
		json_dump_callback(read, add_piece, out,
		    JSON_INDENT(2) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(REAL_DIGITS)) < 0
	    ? ERR_NOMEM
	    : buf_add_char(out, '\n');

	json_decref(read);
	return buf_error(out) < 0 ? buf_error(out) : rc;
}

int
json_out_take(const struct json_out *w, struct buf *out, bool pretty)
{
	struct span text;
	int rc = json_out_whole(w, &text);

	if (rc < 0)
		return rc;
	return pretty ? add_pretty(out, text) : buf_add(out, text.data, text.len);
}
