#include "monitor/base/json_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/json.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"

/* Parsed into *doc, or the test fails. */
static struct json_value
parsed(struct json_doc *doc, const char *text)
{
	struct why why = {0};

	if (json_parse(doc, span_of(text), &why) < 0)
		fail_msg("%s: at %zu (%s): %s", text, why.offset, why.path, why.text);
	return json_root(doc);
}

struct accepted {
	struct span text;
	enum json_kind kind;
	size_t count;
};

static const struct accepted accepted[] = {
    {SPAN("null"), JSON_KIND_NULL, 0},
    {SPAN(" \t\r\ntrue \t\r\n"), JSON_KIND_TRUE, 0},
    {SPAN("false"), JSON_KIND_FALSE, 0},
    {SPAN("0"), JSON_KIND_NUMBER, 0},
    {SPAN("-0"), JSON_KIND_NUMBER, 0},
    {SPAN("-0.0e-0"), JSON_KIND_NUMBER, 0},
    {SPAN("1234567890"), JSON_KIND_NUMBER, 0},
    {SPAN("0.5"), JSON_KIND_NUMBER, 0},
    {SPAN("1E+2"), JSON_KIND_NUMBER, 0},
    {SPAN("1e99999"), JSON_KIND_NUMBER, 0},
    {SPAN("340434637512345678901"), JSON_KIND_NUMBER, 0},
    {SPAN("\"\""), JSON_KIND_STRING, 0},
    {SPAN("\"\x7f\""), JSON_KIND_STRING, 0},
    {SPAN("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), JSON_KIND_STRING, 0},
    {SPAN("\"\\u0001\\u00e9\\uABCD\\uabcd\\uFFFF\""), JSON_KIND_STRING, 0},
    {SPAN("\"\\ud83d\\ude9a\""), JSON_KIND_STRING, 0},
    {SPAN("\"\\uDBFF\\uDFFF\""), JSON_KIND_STRING, 0},
    {SPAN("\"\xc3\xb1 \xe2\x82\xac \xf0\x9f\x9a\x9a \xf4\x8f\xbf\xbf\""), JSON_KIND_STRING, 0},
    {SPAN("[]"), JSON_KIND_ARRAY, 0},
    {SPAN("[ ]"), JSON_KIND_ARRAY, 0},
    {SPAN("[1]"), JSON_KIND_ARRAY, 1},
    {SPAN("[[],{},[[]],\"a\",null]"), JSON_KIND_ARRAY, 5},
    {SPAN(" [ 1 , 2 , 3 ] "), JSON_KIND_ARRAY, 3},
    {SPAN("{}"), JSON_KIND_OBJECT, 0},
    {SPAN("{ }"), JSON_KIND_OBJECT, 0},
    {SPAN("{\"\":0}"), JSON_KIND_OBJECT, 1},
    {SPAN("{ \"a\" : 1 , \"b\" : { \"c\" : [ ] } }"), JSON_KIND_OBJECT, 2},
    {SPAN("{\"a\":1,\"a\":2,\"a\":3}"), JSON_KIND_OBJECT, 3},
    {SPAN("{\"\\u0061\":1}"), JSON_KIND_OBJECT, 1},
};

static void
test_no_bytes_are_no_value(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why = {0};

	(void)state;
	assert_int_equal(json_parse(&doc, (struct span){NULL, 0}, &why), ERR_MALFORMED);
	assert_int_equal(why.offset, 0);
	json_doc_clear(&doc);
}

static void
test_json_is_accepted_and_has_its_kind(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;

	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(*accepted); i++) {
		const struct accepted *c = &accepted[i];

		if (json_parse(&doc, c->text, &why) < 0)
			fail_msg("%s: %s", c->text.data, why.text);
		if (json_kind(json_root(&doc)) != c->kind)
			fail_msg(
			    "%s: %s", c->text.data, json_kind_name(json_kind(json_root(&doc))));
		assert_int_equal(json_count(json_root(&doc)), c->count);
		assert_false(json_exists(json_next(json_root(&doc))));
	}
	json_doc_clear(&doc);
}

struct refused {
	struct span text;
	size_t offset;
	const char *path;
};

/* clang-format off: a table of one line a case */
static const struct refused refused[] = {
    {SPAN(""), 0, ""},
    {SPAN("   "), 3, ""},
    {SPAN("\xef\xbb\xbf{}"), 0, ""}, /* a byte order mark is no JSON */
    {SPAN("{}\0"), 2, ""},
    {SPAN("\0"), 0, ""},
    {SPAN("{} {}"), 3, ""},
    {SPAN("1 2"), 2, ""},
    {SPAN("truE"), 3, ""},
    {SPAN("True"), 0, ""},
    {SPAN("nul"), 3, ""},
    {SPAN("nulll"), 4, ""},
    {SPAN("NaN"), 0, ""},
    {SPAN("Infinity"), 0, ""},
    {SPAN("-Infinity"), 1, ""},
    {SPAN("'a'"), 0, ""},
    {SPAN("/* */1"), 0, ""},
    {SPAN("+1"), 0, ""},
    {SPAN("-"), 1, ""},
    {SPAN("01"), 1, ""},
    {SPAN("-01"), 2, ""},
    {SPAN(".5"), 0, ""},
    {SPAN("1."), 2, ""},
    {SPAN("1.e1"), 2, ""},
    {SPAN("1e"), 2, ""},
    {SPAN("1e+"), 3, ""},
    {SPAN("0x1"), 1, ""},
    {SPAN("1\xc2\xa0"), 1, ""},
    {SPAN("\""), 1, ""},
    {SPAN("\"abc"), 4, ""},
    {SPAN("\"abcdefghijklm\nop\""), 14, ""},
    {SPAN("\"a\0b\""), 2, ""},
    {SPAN("\"abc\x1f"
	  "defghijklmnop\""),
	4, ""}, /* in a word of eight clean bytes but one */
    {SPAN("\"abcd\\xfghijklmnop\""), 5, ""},
    {SPAN("\"abcdefgh\\"), 9, ""},
    {SPAN("\"\x1f\""), 1, ""},
    {SPAN("\"\\"), 1, ""},
    {SPAN("\"\\x41\""), 1, ""},
    {SPAN("\"\\\0\""), 1, ""},
    {SPAN("\"\\u12"), 1, ""},
    {SPAN("\"\\u12G4\""), 1, ""},
    {SPAN("\"\\U0041\""), 1, ""},
    {SPAN("\"\\u0000\""), 1, ""}, /* would cut a C string short */
    {SPAN("\"\\ud800\""), 1, ""},
    {SPAN("\"\\ud800x\\udc00\""), 1, ""},
    {SPAN("\"\\ud800\\u0041\""), 1, ""},
    {SPAN("\"\\udc00\\ud800\""), 1, ""},
    {SPAN("\"\\udc00\\udc00\""), 1, ""},
    {SPAN("\"\x80\""), 1, ""},
    {SPAN("\"\xc3\""), 1, ""},
    {SPAN("\"\xc0\xaf\""), 1, ""},         /* overlong */
    {SPAN("\"\xed\xa0\x80\""), 1, ""},     /* surrogate */
    {SPAN("\"\xf4\x90\x80\x80\""), 1, ""}, /* past U+10FFFF */
    {SPAN("\"12345678\xe2\x82\""), 9, ""},
    {SPAN("["), 1, ""},
    {SPAN("]"), 0, ""},
    {SPAN("[1"), 2, ""},
    {SPAN("[1,"), 3, "[1]"},
    {SPAN("[1,]"), 3, "[1]"},
    {SPAN("[,1]"), 1, "[0]"},
    {SPAN("[1,,2]"), 3, "[1]"},
    {SPAN("[1 2]"), 3, ""},
    {SPAN("[1}"), 2, ""},
    {SPAN("[}"), 1, ""},
    {SPAN("{]"), 1, ""},
    {SPAN("{"), 1, ""},
    {SPAN("{1:2}"), 1, ""},
    {SPAN("{a:1}"), 1, ""},
    {SPAN("{,}"), 1, ""},
    {SPAN("{\"a\""), 4, ""},
    {SPAN("{\"a\"}"), 4, ""},
    {SPAN("{\"a\":"), 5, "a"},
    {SPAN("{\"a\":}"), 5, "a"},
    {SPAN("{\"a\":1,}"), 7, ""},
    {SPAN("{\"a\":1 \"b\":2}"), 7, ""},
    {SPAN("{\"a\":1;\"b\":2}"), 6, ""},
    {SPAN("{\"a\\u0000b\":1}"), 3, ""},
    {SPAN("{\"a\":{\"b\":[1,[2,{\"c\":tru}]]}}"), 24, "a.b[1][1].c"},
    {SPAN("[{\"eventos\":[{},{},{\"fecEvento\":\"21/11\"\"}]}]"), 39, "[0].eventos[2]"},
    {SPAN("[{\"eventos\":[{},{},{\"fecEvento\":\"\\y\"}]}]"), 33, "[0].eventos[2].fecEvento"},
    {SPAN("[{\"\":[0,1,2,3,4,5,6,7,8,9,10,x]}]"), 29, "[0].[11]"},
};
/* clang-format on */

static void
test_what_is_no_json_is_refused_where_it_goes_wrong(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		const struct refused *c = &refused[i];

		why = (struct why){0};
		if (json_parse(&doc, c->text, &why) != ERR_MALFORMED)
			fail_msg("%zu: %s passes", i, c->text.data);
		if (why.offset != c->offset || strcmp(why.path, c->path) != 0)
			fail_msg("%zu: %s: at %zu, not %zu; path %s, not %s", i, c->text.data,
			    why.offset, c->offset, why.path, c->path);
		assert_int_equal(why.code, ERR_MALFORMED);
		assert_true(why.text[0] != '\0');
		assert_false(json_exists(json_root(&doc)));
	}
	assert_int_equal(json_parse(&doc, SPAN("["), NULL), ERR_MALFORMED);
	json_doc_clear(&doc);
}

static const char *const whole[] = {
    "[{\"codEnvio\":\"PK0000000000000000000ES\",\"eventos\":[{\"fecEvento\":\"21/11/2026\","
    "\"desTextoResumen\":\"Entregado\"},{\"codEvento\":null}]}]",
    "{ \"shipments\" : [ { \"id\" : 340434637512345678901, \"status\" : { \"ok\" : true,\n"
    "\"text\" : \"Zustellung \\u00fcber \\ud83d\\ude9a \xc3\xb1\" } } ], \"n\" : -1.5e3 }",
    "\"\\\\\\\"\"",
};

static void
test_a_text_cut_anywhere_never_passes(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;
	char *cut;

	(void)state;
	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++) {
		parsed(&doc, whole[i]);
		for (size_t len = 0; len < strlen(whole[i]); len++) {
			/* a copy of its own, so that ASan sees a read past the cut */
			cut = malloc(len > 0 ? len : 1);
			assert_non_null(cut);
			memcpy(cut, whole[i], len);
			assert_int_equal(
			    json_parse(&doc, (struct span){cut, len}, &why), ERR_MALFORMED);
			assert_true(why.offset <= len);
			free(cut);
		}
	}
	json_doc_clear(&doc);
}

static void
test_nesting_stops_at_its_limit(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;
	char text[2 * LIMIT_JSON_DEPTH + 2];
	const struct span deepest = {text, sizeof(text) - 2};

	(void)state;
	memset(text, '[', LIMIT_JSON_DEPTH);
	memset(text + LIMIT_JSON_DEPTH, ']', LIMIT_JSON_DEPTH);
	assert_int_equal(json_parse(&doc, deepest, &why), 0);
	memset(text, '[', LIMIT_JSON_DEPTH + 1);
	memset(text + LIMIT_JSON_DEPTH + 1, ']', LIMIT_JSON_DEPTH + 1);
	assert_int_equal(json_parse(&doc, (struct span){text, sizeof(text)}, &why), ERR_TOO_BIG);
	assert_int_equal(why.offset, LIMIT_JSON_DEPTH);
	json_doc_clear(&doc);
}

static void
test_what_stands_side_by_side_is_not_deep(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct buf text = BUF_INIT(1000);

	(void)state;
	buf_add_str(&text, "[{}");
	for (int i = 0; i < 2 * LIMIT_JSON_DEPTH; i++)
		buf_add_str(&text, ",[]");
	buf_add_char(&text, ']');
	assert_int_equal(json_count(parsed(&doc, buf_str(&text))), 2 * LIMIT_JSON_DEPTH + 1);
	buf_clear(&text);
	json_doc_clear(&doc);
}

static void
test_size_and_number_of_values_are_limited(void **state)
{
	const size_t len = LIMIT_JSON_BYTES + 1, most = (size_t)LIMIT_JSON_NODES * 2;
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	memset(text, ' ', len);
	text[0] = '1';
	assert_int_equal(json_parse(&doc, (struct span){text, len - 1}, &why), 0);
	assert_int_equal(json_parse(&doc, (struct span){text, len}, &why), ERR_TOO_BIG);
	for (size_t i = 0; i + 1 < len; i += 2) {
		text[i] = '1';
		text[i + 1] = ',';
	}
	text[0] = '[';
	text[1] = ' ';
	text[most - 1] = ']'; /* the array and one fewer of items */
	assert_int_equal(json_parse(&doc, (struct span){text, most}, &why), 0);
	assert_int_equal(json_count(json_root(&doc)), LIMIT_JSON_NODES - 1);
	text[most - 1] = ',';
	assert_int_equal(json_parse(&doc, (struct span){text, len - 1}, &why), ERR_TOO_BIG);
	assert_int_equal(why.offset, most);
	free(text);
	json_doc_clear(&doc);
}

static void
test_a_document_is_used_again(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	const struct json_node *nodes;

	(void)state;
	parsed(&doc, "[1,2,3]");
	nodes = doc.nodes;
	assert_int_equal(json_count(parsed(&doc, "{\"a\":1}")), 1);
	assert_ptr_equal(doc.nodes, nodes);
	json_doc_clear(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json_is_accepted_and_has_its_kind),
	    cmocka_unit_test(test_what_is_no_json_is_refused_where_it_goes_wrong),
	    cmocka_unit_test(test_a_text_cut_anywhere_never_passes),
	    cmocka_unit_test(test_nesting_stops_at_its_limit),
	    cmocka_unit_test(test_what_stands_side_by_side_is_not_deep),
	    cmocka_unit_test(test_size_and_number_of_values_are_limited),
	    cmocka_unit_test(test_a_document_is_used_again),
	    cmocka_unit_test(test_no_bytes_are_no_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
