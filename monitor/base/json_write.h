#pragma once

/*
 * json_write: JSON for API answers and `--json`, written as it is built: nothing stands in memory but its text. Errors are
 * sticky: build freely, json_out_take tells. Members come out in the order they were put in; a name put twice is a bug, which
 * only a reader sees.
 *
 *     struct json_out w = JSON_OUT_INIT;
 *
 *     json_out_object(&w, NULL);
 *     json_out_str(&w, "carrier", id);
 *     json_out_array(&w, "results");
 *     for (...)
 *             json_out_str(&w, NULL, number);
 *     json_out_end(&w);
 *     json_out_end(&w);
 *     rc = json_out_take(&w, body, false);
 *     json_out_clear(&w);
 *
 * `key` is the member's name inside an object, NULL inside an array and for the root: another mix is a bug. Strings
 * are copied. Any thread; one owner.
 */

#include "monitor/base/buf.h"
#include "monitor/base/limits.h"

enum { JSON_OUT_DEPTH = 16 }; /* nesting of what we write */

struct json_out {
	struct buf text;
	unsigned depth;
	uint32_t objects; /* bit n: what is open at depth n is an object */
	bool more;        /* something stands before the next value: a comma is due */
	int error;        /* of a value */
};

#define JSON_OUT_INIT ((struct json_out){.text = BUF_INIT(LIMIT_JSON_BYTES)})

void json_out_clear(struct json_out *w);

void json_out_object(struct json_out *w, const char *key);
void json_out_array(struct json_out *w, const char *key);
void json_out_end(struct json_out *w);

void json_out_str(struct json_out *w, const char *key, const char *value); /* NULL writes null */
void json_out_span(struct json_out *w, const char *key, struct span value);

/* The same in pieces: what is added to the buffer, and needs no escape, is the string. */
struct buf *json_out_str_begin(struct json_out *w, const char *key);
void json_out_str_end(struct json_out *w);

void json_out_int(struct json_out *w, const char *key, int64_t value);
void json_out_double(struct json_out *w, const char *key, double value);
void json_out_bool(struct json_out *w, const char *key, bool value);
void json_out_null(struct json_out *w, const char *key);

/* The whole text, valid until `w` changes: as json_out_take, without a copy. */
int json_out_whole(const struct json_out *w, struct span *text) MUST_CHECK;

/* Append the whole text to `out`; `pretty` indents and ends with a newline. ERR_NOMEM, ERR_TOO_BIG (out's cap),
 * ERR_MALFORMED for a string that is not UTF-8, ERR_RANGE for a number that is not finite. */
int json_out_take(const struct json_out *w, struct buf *out, bool pretty) MUST_CHECK;
