#include "monitor/base/json.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

static const struct json_value missing = {NULL, 0};

/* Sets of kinds, for find(). */
enum {
	STRING = 1 << JSON_KIND_STRING,
	TEXT = 1 << JSON_KIND_STRING | 1 << JSON_KIND_NUMBER,
	NUMBER = 1 << JSON_KIND_NUMBER,
	BOOL = 1 << JSON_KIND_FALSE | 1 << JSON_KIND_TRUE,
};

/* Text as written between quotes. */
struct raw {
	struct span text;
	bool escaped;
};

static const struct json_node *
node_of(struct json_value v)
{
	assert(v.doc != NULL);
	return &v.doc->nodes[v.node];
}

static struct span
text_of(struct json_value v)
{
	const struct json_node *n = node_of(v);

	return (struct span){v.doc->in.data + n->start, n->end - n->start};
}

static struct raw
raw_value(struct json_value v)
{
	return (struct raw){text_of(v), node_of(v)->escaped};
}

static struct raw
raw_key(struct json_value v)
{
	const struct json_node *n = node_of(v);

	return (struct raw){{v.doc->in.data + n->key, n->key_len}, n->key_escaped};
}

/* The next character, unescaped; 0 at the end. */
static size_t
next_char(struct raw *raw, char utf8[4])
{
	size_t len, used;
	uint32_t point;

	if (raw->text.len == 0)
		return 0;
	if (raw->escaped && *raw->text.data == '\\') {
		len = json_escape(raw->text, utf8, &used);
		assert(len > 0); /* json_parse has checked it */
	} else {
		used = text_utf8_next(raw->text, &point);
		if (used == 0)
			used =
			    1; /* only in a caller's own text: it is like nothing that was read */
		len = used;
		memcpy(utf8, raw->text.data, len);
	}
	raw->text.data += used;
	raw->text.len -= used;
	return len;
}

static bool
raw_equal(struct raw a, struct raw b)
{
	char a_char[4], b_char[4];
	size_t a_len, b_len;

	if (!a.escaped && !b.escaped)
		return span_equal(a.text, b.text);
	do {
		a_len = next_char(&a, a_char);
		b_len = next_char(&b, b_char);
		if (a_len != b_len || memcmp(a_char, b_char, a_len) != 0)
			return false;
	} while (a_len > 0);
	return true;
}

static size_t
raw_length(struct raw raw)
{
	size_t total = 0, len;
	char utf8[4];

	if (!raw.escaped)
		return raw.text.len;
	while ((len = next_char(&raw, utf8)) > 0)
		total += len;
	return total;
}

/* As text_cut. */
static void
raw_copy(struct raw raw, char *dst, size_t room)
{
	size_t at = 0, len;
	char utf8[4];

	if (!raw.escaped) {
		text_cut(dst, room, raw.text);
		return;
	}
	while ((len = next_char(&raw, utf8)) > 0 && at + len < room) {
		memcpy(dst + at, utf8, len);
		at += len;
	}
	dst[at] = '\0';
}

struct json_value
json_root(const struct json_doc *doc)
{
	return doc->count > 0 ? (struct json_value){doc, 0} : missing;
}

enum json_kind
json_kind(struct json_value v)
{
	return v.doc == NULL ? JSON_KIND_MISSING : (enum json_kind)node_of(v)->kind;
}

const char *
json_kind_name(enum json_kind kind)
{
	static const char *const names[] = {
	    [JSON_KIND_MISSING] = "missing",
	    [JSON_KIND_NULL] = "null",
	    [JSON_KIND_FALSE] = "false",
	    [JSON_KIND_TRUE] = "true",
	    [JSON_KIND_NUMBER] = "a number",
	    [JSON_KIND_STRING] = "a string",
	    [JSON_KIND_ARRAY] = "an array",
	    [JSON_KIND_OBJECT] = "an object",
	};

	return names[kind];
}

bool
json_exists(struct json_value v)
{
	return v.doc != NULL;
}

bool
json_absent(struct json_value v)
{
	return json_kind(v) <= JSON_KIND_NULL;
}

struct json_value
json_first(struct json_value v)
{
	if (json_kind(v) < JSON_KIND_ARRAY || node_of(v)->next == v.node + 1)
		return missing;
	return (struct json_value){v.doc, v.node + 1};
}

struct json_value
json_next(struct json_value v)
{
	const struct json_node *n;

	if (v.doc == NULL || v.node == 0)
		return missing;
	n = node_of(v);
	if (n->next == v.doc->nodes[n->parent].next)
		return missing;
	return (struct json_value){v.doc, n->next};
}

static bool
is_member(struct json_value v)
{
	return v.doc != NULL && v.node != 0 &&
	    v.doc->nodes[node_of(v)->parent].kind == JSON_KIND_OBJECT;
}

/* `v` or the first sibling after it that has the name. Look-ups are half of what reading a reply costs. */
static struct json_value
find_named(struct json_value v, struct raw name)
{
	const struct json_node *n;

	for (; json_exists(v); v = json_next(v)) {
		n = node_of(v);
		if (n->key_escaped || name.escaped) {
			if (raw_equal(raw_key(v), name))
				break;
		} else if (n->key_len == name.text.len &&
		    memcmp(v.doc->in.data + n->key, name.text.data, n->key_len) == 0) {
			break;
		}
	}
	return v;
}

static struct json_value
get_member(struct json_value v, struct span name)
{
	if (json_kind(v) != JSON_KIND_OBJECT)
		return missing;
	return find_named(json_first(v), (struct raw){name, false});
}

struct json_value
json_get(struct json_value v, const char *name)
{
	return get_member(v, span_of(name));
}

struct json_value
json_next_named(struct json_value v)
{
	return is_member(v) ? find_named(json_next(v), raw_key(v)) : missing;
}

static bool
is_empty(struct json_value v)
{
	const struct json_node *n = node_of(v);

	switch ((enum json_kind)n->kind) {
	case JSON_KIND_NULL: return true;
	case JSON_KIND_STRING: return n->start == n->end;
	case JSON_KIND_ARRAY:
	case JSON_KIND_OBJECT: return n->next == v.node + 1;
	case JSON_KIND_MISSING:
	case JSON_KIND_FALSE:
	case JSON_KIND_TRUE:
	case JSON_KIND_NUMBER: break;
	}
	return false;
}

static struct json_value
skip_empty(struct json_value item)
{
	while (json_exists(item) && is_empty(item))
		item = json_next(item);
	return item;
}

struct json_value
json_items(struct json_value v)
{
	struct json_value item;

	for (; json_exists(v); v = json_next_named(v)) {
		item = json_kind(v) == JSON_KIND_ARRAY ? skip_empty(json_first(v)) : v;
		if (json_exists(item) && !is_empty(item))
			return item;
	}
	return missing;
}

struct json_value
json_items_next(struct json_value item)
{
	struct json_value list = item;

	if (!json_exists(item) || item.node == 0)
		return missing;
	if (!is_member(item)) {
		list.node = node_of(item)->parent;
		item = skip_empty(json_next(item));
		if (json_exists(item))
			return item;
	}
	return json_items(json_next_named(list));
}

struct json_value
json_at(struct json_value v, size_t index)
{
	if (json_kind(v) != JSON_KIND_ARRAY)
		return missing;
	for (v = json_first(v); index > 0 && json_exists(v); index--)
		v = json_next(v);
	return v;
}

size_t
json_count(struct json_value v)
{
	size_t count = 0;

	for (v = json_first(v); json_exists(v); v = json_next(v))
		count++;
	return count;
}

struct json_value
json_path(struct json_value v, const char *path)
{
	size_t len, index;

	while (*path != '\0' && json_exists(v)) {
		if (*path == '[') {
			index = 0;
			for (path++; text_is_digit(*path); path++)
				index = index * 10 + (size_t)(*path - '0');
			assert(*path == ']');
			path++;
			v = json_at(v, index);
		} else {
			len = strcspn(path, ".[");
			v = get_member(v, (struct span){path, len});
			path += len;
		}
		path += *path == '.';
	}
	return v;
}

bool
json_key_is(struct json_value v, const char *name)
{
	return is_member(v) && raw_equal(raw_key(v), (struct raw){span_of(name), false});
}

bool
json_key_copy(struct json_value v, char *dst, size_t room)
{
	*dst = '\0';
	if (!is_member(v))
		return false;
	raw_copy(raw_key(v), dst, room);
	return true;
}

static bool
is_text(struct json_value v)
{
	return json_kind(v) == JSON_KIND_STRING || json_kind(v) == JSON_KIND_NUMBER;
}

bool
json_string_copy(struct json_value v, char *dst, size_t room)
{
	*dst = '\0';
	return json_kind(v) == JSON_KIND_STRING && json_text_copy(v, dst, room);
}

bool
json_text_copy(struct json_value v, char *dst, size_t room)
{
	*dst = '\0';
	if (!is_text(v))
		return false;
	raw_copy(raw_value(v), dst, room);
	return true;
}

bool
json_string_clean(struct json_value v, char *dst, size_t room)
{
	char text[4 * LIMIT_TEXT_ROOM]; /* what cleaning drops may be some times what it keeps */

	*dst = '\0';
	if (json_kind(v) != JSON_KIND_STRING)
		return false;
	if (node_of(v)->escaped) {
		raw_copy(raw_value(v), text, sizeof(text));
		text_clean(dst, room, span_of(text));
	} else {
		text_clean(dst, room, text_of(v));
	}
	return true;
}

bool
json_string_is(struct json_value v, const char *str)
{
	return json_kind(v) == JSON_KIND_STRING &&
	    raw_equal(raw_value(v), (struct raw){span_of(str), false});
}

bool
json_int(struct json_value v, int64_t min, int64_t max, int64_t *out)
{
	return json_kind(v) == JSON_KIND_NUMBER && text_parse_i64(text_of(v), min, max, out) == 0;
}

bool
json_double(struct json_value v, double *out)
{
	char text[64];
	double value;

	if (json_kind(v) != JSON_KIND_NUMBER || text_copy_span(text, sizeof(text), text_of(v)) < 0)
		return false;
	value = strtod(text, NULL); /* the program sets no locale: the point is a point */
	if (!isfinite(value))
		return false;
	*out = value;
	return true;
}

bool
json_bool(struct json_value v, bool *out)
{
	if (json_kind(v) != JSON_KIND_TRUE && json_kind(v) != JSON_KIND_FALSE)
		return false;
	*out = json_kind(v) == JSON_KIND_TRUE;
	return true;
}

int
json_add_text(struct buf *b, struct json_value v)
{
	struct raw raw;
	char utf8[4];
	size_t len;
	int rc;

	if (!is_text(v))
		return ERR_MALFORMED;
	raw = raw_value(v);
	if (!raw.escaped)
		return buf_add(b, raw.text.data, raw.text.len);
	while ((len = next_char(&raw, utf8)) > 0) {
		rc = buf_add(b, utf8, len);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int
fault_at(struct json_value v, const char *below, struct why *why, int code, const char *text)
{
	char path[sizeof((struct why){0}.path)] = "";
	size_t offset = 0;

	if (v.doc != NULL) {
		json_node_path(v.doc, v.node, below, path, sizeof(path));
		offset = v.doc->places != NULL ? v.doc->places[v.node] : node_of(v)->start;
	}
	return why_set(why, code, offset, path, "%s", text);
}

#undef json_fault /* as tests/lint/analyze.h has it */

int
json_fault(struct json_value v, struct why *why, int code, const char *format, ...)
{
	char text[sizeof((struct why){0}.text)];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return fault_at(v, "", why, code, text);
}

/* The value at `path`, of one of the kinds, a set; missing when it is absent and not required. */
static int
find(struct json_value v, const char *path, unsigned kinds, bool required, struct json_value *out,
    struct why *why)
{
	struct json_value found = json_path(v, path);

	if (json_exists(found) && (kinds & 1u << json_kind(found)) != 0) {
		*out = found;
		return 0;
	}
	if (json_absent(found) && !required) {
		*out = missing;
		return 0;
	}
	if (json_exists(found))
		return json_fault(found, why, ERR_MALFORMED, "it is %s, which it may not be",
		    json_kind_name(json_kind(found)));
	return fault_at(v, path, why, ERR_MALFORMED, "it is missing");
}

int
json_need(struct json_value v, const char *path, enum json_kind kind, struct json_value *out,
    struct why *why)
{
	return find(v, path, 1u << kind, true, out, why);
}

static int
read_text(struct json_value v, const char *path, unsigned kinds, bool required, char *dst,
    size_t room, struct why *why)
{
	struct json_value found = missing;
	int rc = find(v, path, kinds, required, &found, why);

	if (rc < 0 || !json_exists(found))
		return rc;
	if (raw_length(raw_value(found)) >= room)
		return json_fault(
		    found, why, ERR_MALFORMED, "it is longer than %zu bytes", room - 1);
	raw_copy(raw_value(found), dst, room);
	return 0;
}

static int
read_int(struct json_value v, const char *path, bool required, int64_t min, int64_t max,
    int64_t *out, struct why *why)
{
	struct json_value found = missing;
	int rc = find(v, path, NUMBER, required, &found, why);

	if (rc < 0 || !json_exists(found))
		return rc;
	if (!json_int(found, min, max, out))
		return json_fault(found, why, ERR_MALFORMED,
		    "it is not a whole number from %lld to %lld", (long long)min, (long long)max);
	return 0;
}

static int
read_bool(struct json_value v, const char *path, bool required, bool *out, struct why *why)
{
	struct json_value found = missing;
	int rc = find(v, path, BOOL, required, &found, why);

	if (rc < 0 || !json_exists(found))
		return rc;
	json_bool(found, out);
	return 0;
}

int
json_need_string(struct json_value v, const char *path, char *dst, size_t room, struct why *why)
{
	return read_text(v, path, STRING, true, dst, room, why);
}

int
json_need_text(struct json_value v, const char *path, char *dst, size_t room, struct why *why)
{
	return read_text(v, path, TEXT, true, dst, room, why);
}

int
json_need_int(
    struct json_value v, const char *path, int64_t min, int64_t max, int64_t *out, struct why *why)
{
	return read_int(v, path, true, min, max, out, why);
}

int
json_need_bool(struct json_value v, const char *path, bool *out, struct why *why)
{
	return read_bool(v, path, true, out, why);
}

int
json_opt_string(struct json_value v, const char *path, char *dst, size_t room, struct why *why)
{
	return read_text(v, path, STRING, false, dst, room, why);
}

int
json_opt_text(struct json_value v, const char *path, char *dst, size_t room, struct why *why)
{
	return read_text(v, path, TEXT, false, dst, room, why);
}

int
json_opt_int(
    struct json_value v, const char *path, int64_t min, int64_t max, int64_t *out, struct why *why)
{
	return read_int(v, path, false, min, max, out, why);
}

int
json_opt_bool(struct json_value v, const char *path, bool *out, struct why *why)
{
	return read_bool(v, path, false, out, why);
}
