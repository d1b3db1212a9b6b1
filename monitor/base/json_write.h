#pragma once

/*
 * json_write: JSON for API answers and `--json`, written by jansson. Errors are sticky: build freely, json_out_take
 * tells. Members come out in the order they were put in; a name put twice keeps its last value.
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

enum { JSON_OUT_DEPTH = 16 }; /* nesting of what we write */

struct json_t;

struct json_out {
	struct json_t *open[JSON_OUT_DEPTH]; /* [0] owned, the others borrowed from it */
	unsigned depth;
	int error;
};

#define JSON_OUT_INIT ((struct json_out){.depth = 0})

void json_out_clear(struct json_out *w);

void json_out_object(struct json_out *w, const char *key);
void json_out_array(struct json_out *w, const char *key);
void json_out_end(struct json_out *w);

void json_out_str(struct json_out *w, const char *key, const char *value); /* NULL writes null */
void json_out_span(struct json_out *w, const char *key, struct span value);
void json_out_int(struct json_out *w, const char *key, int64_t value);
void json_out_double(struct json_out *w, const char *key, double value);
void json_out_bool(struct json_out *w, const char *key, bool value);
void json_out_null(struct json_out *w, const char *key);

/* Append the whole text to `out`; `pretty` indents and ends with a newline. ERR_NOMEM, ERR_TOO_BIG (out's cap),
 * ERR_MALFORMED for a string that is not UTF-8, ERR_RANGE for a number that is not finite. */
int json_out_take(struct json_out *w, struct buf *out, bool pretty) MUST_CHECK;
