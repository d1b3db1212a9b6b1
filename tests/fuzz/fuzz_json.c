/*
 * fuzz_json: our reader against jansson. Both accept the same texts but for what is wanted otherwise: numbers that
 * overflow are text to us, we stop at LIMIT_JSON_DEPTH, repeated names are all kept (jansson keeps the last), and a NUL
 * byte is refused wherever it stands (jansson 2.14 overlooks one behind a number).
 * What both accept has the same values. Then every getter runs over it.
 */

#include "monitor/base/json.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "monitor/base/json_skeleton.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "tests/fuzz/fuzz.h"

static void
compare_string(struct json_value ours, const char *data, size_t len)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);

	REQUIRE(json_add_text(&text, ours) == 0);
	REQUIRE(span_equal(buf_span(&text), (struct span){data, len}));
	REQUIRE(json_string_is(ours, data));
	buf_clear(&text);
}

static void
compare_number(struct json_value ours, const json_t *theirs)
{
	int64_t whole;
	double real;

	if (json_is_integer(theirs)) {
		REQUIRE(json_int(ours, INT64_MIN, INT64_MAX, &whole));
		REQUIRE(whole == json_integer_value(theirs));
	} else {
		REQUIRE(!json_int(ours, INT64_MIN, INT64_MAX, &whole));
		if (json_double(ours, &real)) /* not when longer than 63 characters */
			REQUIRE(real == json_real_value(theirs));
	}
}

/* By the stack: both have refused deep nesting. */
static void
compare(struct json_value ours, const json_t *theirs)
{
	const size_t room = ours.doc->in.len + 1;
	char *key = malloc(room);
	struct json_value e;
	size_t count = 0;

	REQUIRE(key != NULL);

	switch (json_kind(ours)) {
	case JSON_KIND_MISSING: abort();
	case JSON_KIND_NULL: REQUIRE(json_is_null(theirs)); break;
	case JSON_KIND_FALSE: REQUIRE(json_is_false(theirs)); break;
	case JSON_KIND_TRUE: REQUIRE(json_is_true(theirs)); break;
	case JSON_KIND_NUMBER:
		REQUIRE(json_is_number(theirs));
		compare_number(ours, theirs);
		break;
	case JSON_KIND_STRING:
		REQUIRE(json_is_string(theirs));
		compare_string(ours, json_string_value(theirs), json_string_length(theirs));
		break;
	case JSON_KIND_ARRAY:
		REQUIRE(json_is_array(theirs));
		for (e = json_first(ours); json_exists(e); e = json_next(e))
			compare(e, json_array_get(theirs, count++));
		REQUIRE(count == json_array_size(theirs) && count == json_count(ours));
		break;
	case JSON_KIND_OBJECT:
		REQUIRE(json_is_object(theirs));
		for (e = json_first(ours); json_exists(e); e = json_next(e)) {
			if (json_exists(json_next_named(e)))
				continue;
			REQUIRE(json_key_copy(e, key, room) && json_key_is(e, key));
			REQUIRE(json_exists(json_get(ours, key)));
			compare(e, json_object_get(theirs, key));
			count++;
		}
		REQUIRE(count == json_object_size(theirs));
		break;
	}
	free(key);
}

/* Small rooms on purpose. */
static void
exercise(struct json_value v)
{
	struct json_value e;
	char text[8], path[64];
	struct why why;
	int64_t whole;
	bool yes;

	for (e = json_first(v); json_exists(e); e = json_next(e))
		exercise(e);
	(void)json_text_copy(v, text, sizeof(text));
	REQUIRE(text_utf8_valid(span_of(text)));
	(void)json_string_clean(v, text, sizeof(text));
	REQUIRE(text_utf8_valid(span_of(text)));
	(void)json_key_copy(v, text, sizeof(text));
	REQUIRE(text_utf8_valid(span_of(text)));
	json_node_path(v.doc, v.node, "below", path, sizeof(path));
	REQUIRE(text_utf8_valid(span_of(path)));
	if (json_need_text(v, "a", text, sizeof(text), &why) < 0)
		REQUIRE(why.code == ERR_MALFORMED);
	if (json_opt_int(v, "[0]", 0, 9, &whole, &why) < 0)
		REQUIRE(why.code == ERR_MALFORMED);
	if (json_need_bool(v, "[1].b", &yes, &why) < 0)
		REQUIRE(why.code == ERR_MALFORMED);
}

/* The shape of a text is a text of the same shape. */
static void
check_skeleton(struct json_value v)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct buf shape = BUF_INIT(LIMIT_SKELETON_BYTES + 1000);

	REQUIRE(json_add_skeleton(&shape, v) == 0);
	if (shape.len < LIMIT_SKELETON_BYTES) {
		REQUIRE(json_parse(&doc, buf_span(&shape), NULL) == 0);
		REQUIRE(doc.count == v.doc->count);
	}
	json_doc_clear(&doc);
	buf_clear(&shape);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct span in = {(const char *)data, size};
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;
	json_error_t error;
	json_t *theirs = json_loadb(in.data, in.len, JSON_DECODE_ANY, &error);
	int rc = json_parse(&doc, in, &why);

	if (rc < 0) {
		REQUIRE(theirs == NULL || rc == ERR_TOO_BIG || memchr(data, '\0', size) != NULL);
		REQUIRE(why.code == rc && why.offset <= size);
		REQUIRE(text_utf8_valid(span_of(why.path)));
		REQUIRE(!json_exists(json_root(&doc)));
	} else {
		REQUIRE(theirs != NULL || json_error_code(&error) == json_error_numeric_overflow);
		if (theirs != NULL)
			compare(json_root(&doc), theirs);
		exercise(json_root(&doc));
		check_skeleton(json_root(&doc));
	}
	json_decref(theirs);
	json_doc_clear(&doc);
	return 0;
}
