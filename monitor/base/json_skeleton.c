#include "monitor/base/json_skeleton.h"

#include "monitor/base/limits.h"

enum { NAME_BYTES = 40 }; /* a longer name is content: a number or a text used as a key */

static void
add_name(struct buf *b, struct json_value v)
{
	const struct json_node *n = &v.doc->nodes[v.node];

	buf_add_char(b, '"');
	if (n->key_len <= NAME_BYTES)
		buf_add(b, v.doc->in.data + n->key, n->key_len);
	else
		buf_addf(b, "%u", n->key_len);
	buf_add_str(b, "\":");
}

static void
add_scalar(struct buf *b, struct json_value v)
{
	const struct json_node *n = &v.doc->nodes[v.node];
	const unsigned len = n->end - n->start;

	if (n->kind == JSON_KIND_STRING)
		buf_addf(b, "\"%u\"", len);
	else if (n->kind == JSON_KIND_NUMBER)
		buf_addf(b, "%u", len);
	else
		buf_add_str(b, json_kind_name(n->kind));
}

/* False once it was cut. Recursion is bounded by LIMIT_JSON_DEPTH. */
static bool
add_shape(struct buf *b, struct json_value v, size_t stop)
{
	const bool object = json_kind(v) == JSON_KIND_OBJECT;
	const struct json_value first = json_first(v);
	struct json_value e;

	if (b->len >= stop) {
		buf_add_str(b, "...");
		return false;
	}
	if (!object && json_kind(v) != JSON_KIND_ARRAY) {
		add_scalar(b, v);
		return true;
	}
	buf_add_char(b, object ? '{' : '[');
	for (e = first; json_exists(e); e = json_next(e)) {
		if (e.node != first.node)
			buf_add_char(b, ',');
		if (object)
			add_name(b, e);
		if (!add_shape(b, e, stop))
			return false;
	}
	buf_add_char(b, object ? '}' : ']');
	return true;
}

int
json_add_skeleton(struct buf *b, struct json_value v)
{
	if (json_exists(v))
		(void)add_shape(
		    b, v, b->len + LIMIT_SKELETON_BYTES); /* cut or not, it is a skeleton */
	return buf_error(b);
}
