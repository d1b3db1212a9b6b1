#include "monitor/base/json_write.h"

#include <assert.h>
#include <math.h>

#include <jansson.h>

/* Put a new value in its place. Takes `value`; NULL is the error `code`. True when it stands there. */
static bool
put(struct json_out *w, const char *key, json_t *value, int code)
{
	json_t *top = w->depth > 0 ? w->open[w->depth - 1] : NULL;

	if (value == NULL && w->error == 0)
		w->error = code;
	if (w->error != 0) {
		json_decref(value);
		return false;
	}
	assert((top != NULL && json_is_object(top)) == (key != NULL));
	if (top == NULL) {
		assert(w->open[0] == NULL); /* one root */
		w->open[0] = value;
	} else if ((key != NULL ? json_object_set_new(top, key, value)
				: json_array_append_new(top, value)) < 0) {
		w->error = ERR_NOMEM;
	}
	return w->error == 0;
}

static void
put_open(struct json_out *w, const char *key, json_t *value)
{
	assert(w->depth < JSON_OUT_DEPTH);
	if (put(w, key, value, ERR_NOMEM))
		w->open[w->depth] = value;
	w->depth++; /* also after an error, so that the ends match */
}

void
json_out_clear(struct json_out *w)
{
	if (w == NULL)
		return;
	json_decref(w->open[0]);
	*w = JSON_OUT_INIT;
}

void
json_out_object(struct json_out *w, const char *key)
{
	put_open(w, key, json_object());
}

void
json_out_array(struct json_out *w, const char *key)
{
	put_open(w, key, json_array());
}

void
json_out_end(struct json_out *w)
{
	assert(w->depth > 0);
	w->depth--;
}

void
json_out_str(struct json_out *w, const char *key, const char *value)
{
	if (value == NULL)
		json_out_null(w, key);
	else
		put(w, key, json_string(value), ERR_MALFORMED);
}

void
json_out_span(struct json_out *w, const char *key, struct span value)
{
	put(w, key, json_stringn(value.len > 0 ? value.data : "", value.len), ERR_MALFORMED);
}

void
json_out_int(struct json_out *w, const char *key, int64_t value)
{
	put(w, key, json_integer(value), ERR_NOMEM);
}

void
json_out_double(struct json_out *w, const char *key, double value)
{
	put(w, key, json_real(value), isfinite(value) ? ERR_NOMEM : ERR_RANGE);
}

void
json_out_bool(struct json_out *w, const char *key, bool value)
{
	put(w, key, json_boolean(value), ERR_NOMEM);
}

void
json_out_null(struct json_out *w, const char *key)
{
	put(w, key, json_null(), ERR_NOMEM);
}

static int
add_piece(const char *data, size_t len, void *arg)
{
	return buf_add(arg, data, len);
}

int
json_out_take(struct json_out *w, struct buf *out, bool pretty)
{
	const size_t layout = pretty ? JSON_INDENT(2) : JSON_COMPACT;
	/* ten digits say all that we know; the seventeen of the default print 0.1 as 0.10000000000000001 */
	const size_t flags = layout | JSON_ENCODE_ANY | JSON_REAL_PRECISION(10);

	if (w->error != 0)
		return w->error;
	assert(w->depth == 0 && w->open[0] != NULL);
	if (json_dump_callback(w->open[0], add_piece, out, flags) < 0)
		return buf_error(out) < 0 ? buf_error(out) : ERR_NOMEM;
	return pretty ? buf_add_char(out, '\n') : 0;
}
