#include "monitor/base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

/* ---- what is JSON ---- */

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

/* ---- looking up ---- */

static void
test_look_ups_chain_through_what_is_missing(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc, "{\"a\":{\"b\":[10,{\"c\":\"x\"},[]]},\"d\":null}");
	struct json_value nothing = json_get(json_at(json_get(v, "nope"), 3), "a");
	char text[8] = "old";
	int64_t whole_number = 7;
	bool yes = true;

	(void)state;
	assert_true(json_string_is(json_path(v, "a.b[1].c"), "x"));
	assert_true(json_string_is(json_get(json_at(json_path(v, "a.b"), 1), "c"), "x"));
	assert_int_equal(json_path(v, "").node, v.node);
	assert_int_equal(json_kind(json_path(v, "a.b[2]")), JSON_KIND_ARRAY);
	assert_false(json_exists(json_path(v, "a.b[3]")));
	assert_false(json_exists(json_path(v, "a.b[1].c.d[0]")));
	assert_false(json_exists(json_path(v, "b")));
	assert_false(json_exists(json_path(v, "d.e")));
	assert_false(json_exists(json_path(v, "[0]")));
	assert_false(json_exists(json_get(json_get(v, "a"), "d")));

	assert_true(json_exists(json_get(v, "d")) && json_absent(json_get(v, "d")));
	assert_true(!json_exists(nothing) && json_absent(nothing));
	assert_int_equal(json_kind(nothing), JSON_KIND_MISSING);
	assert_int_equal(json_count(nothing), 0);
	assert_false(json_exists(json_first(nothing)) || json_exists(json_next(nothing)) ||
	    json_exists(json_next_named(nothing)) || json_exists(json_path(nothing, "a")));
	assert_false(json_string_copy(nothing, text, sizeof(text)));
	assert_string_equal(text, "");
	assert_false(json_int(nothing, 0, 9, &whole_number) || json_bool(nothing, &yes) ||
	    json_string_is(nothing, "") || json_key_is(nothing, ""));
	assert_true(whole_number == 7 && yes);
	json_doc_clear(&doc);
	assert_false(json_exists(json_root(&doc)));
	json_doc_clear(&doc);
	json_doc_clear(NULL);
}

static void
test_repeated_names_are_kept_in_order(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"eventos\":{\"n\":1},\"x\":[2],\"event\\u006fs\":{\"n\":3},\"eventosx\":4,"
	    "\"eventos\":{\"n\":5}}");
	struct json_value e = json_get(v, "eventos");
	int64_t n, expected = 1;

	(void)state;
	for (; json_exists(e); e = json_next_named(e)) {
		assert_true(json_int(json_get(e, "n"), 0, 9, &n));
		assert_int_equal(n, expected);
		expected += 2;
	}
	assert_int_equal(expected, 7);
	json_doc_clear(&doc);
}

static void
test_members_and_items_are_walked_in_order(void **state)
{
	static const char *const names[] = {"b", "a", "", "a.b", "\xc3\xb1\"", "b"};
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"b\":[[],[1,[2]]],\"a\":{},\"\":{\"z\":1},\"a.b\":1,\"\\u00f1\\\"\":2,\"b\":3}");
	struct json_value e, item;
	char key[8];
	size_t i = 0;

	(void)state;
	for (e = json_first(v); json_exists(e); e = json_next(e), i++) {
		assert_true(i < 6 && json_key_is(e, names[i]) && !json_key_is(e, "bb"));
		assert_true(json_key_copy(e, key, sizeof(key)));
		assert_string_equal(key, names[i]);
	}
	assert_int_equal(i, 6);
	item = json_first(json_get(v, "b"));
	assert_false(json_key_copy(item, key, sizeof(key)) || json_key_is(item, ""));
	assert_string_equal(key, "");
	assert_false(json_exists(json_next_named(item)));
	assert_true(json_exists(json_next(item)));
	assert_false(json_exists(json_next(json_next(item))));
	assert_false(json_key_is(v, ""));
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

/* ---- reading values ---- */

static void
test_strings_are_unescaped_and_cut_at_a_whole_character(void **state)
{
	static const struct {
		const char *json;
		const char *whole;
		const char *cut; /* in 6 bytes */
	} cases[] = {
	    {"\"\"", "", ""},
	    {"\"abcde\"", "abcde", "abcde"},
	    {"\"abcdef\"", "abcdef", "abcde"},
	    {"\"abcd\xc3\xb1\"", "abcd\xc3\xb1", "abcd"},
	    {"\"abcd\\u00f1x\"", "abcd\xc3\xb1x", "abcd"},
	    {"\"\\ud83d\\ude9a\\ud83d\\ude9a\"", "\xf0\x9f\x9a\x9a\xf0\x9f\x9a\x9a",
		"\xf0\x9f\x9a\x9a"},
	    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\"", "\"\\/\b\f\n\r\t\xe2\x82\xac", "\"\\/\b\f"},
	};
	struct json_doc doc = JSON_DOC_INIT;
	struct buf text = BUF_INIT(100);
	char copy[6];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct json_value v = parsed(&doc, cases[i].json);

		assert_true(json_string_copy(v, copy, sizeof(copy)));
		assert_string_equal(copy, cases[i].cut);
		assert_true(json_string_is(v, cases[i].whole));
		assert_false(json_string_is(v, "abcdefg"));
		buf_reset(&text);
		assert_int_equal(json_add_text(&text, v), 0);
		assert_string_equal(buf_str(&text), cases[i].whole);
	}
	buf_clear(&text);
	json_doc_clear(&doc);
}

static void
test_prose_is_cleaned(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	char text[12];

	(void)state;
	assert_true(json_string_clean(parsed(&doc, "\"  En\\n\\treparto \""), text, sizeof(text)));
	assert_string_equal(text, "En reparto");
	assert_true(json_string_clean(parsed(&doc, "\"  En   reparto \""), text, sizeof(text)));
	assert_string_equal(text, "En reparto");
	assert_false(json_string_clean(parsed(&doc, "5"), text, sizeof(text)));
	assert_string_equal(text, "");
	json_doc_clear(&doc);
}

static void
test_getters_never_guess(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "[\"3\",3,3.0,3e0,true,null,340434637512345678901,-9223372036854775808,[3],1e999,0.25]");
	struct buf text = BUF_INIT(100);
	int64_t n = 42;
	double real = 42;
	bool yes = false;
	char copy[32];

	(void)state;
	assert_false(json_int(json_at(v, 0), 0, 9, &n) || json_int(json_at(v, 2), 0, 9, &n) ||
	    json_int(json_at(v, 3), 0, 9, &n) || json_int(json_at(v, 4), 0, 9, &n) ||
	    json_int(json_at(v, 5), 0, 9, &n) || json_int(json_at(v, 1), 4, 9, &n) ||
	    json_int(json_at(v, 1), 0, 2, &n) || json_int(json_at(v, 6), INT64_MIN, INT64_MAX, &n));
	assert_int_equal(n, 42);
	assert_true(json_int(json_at(v, 1), 3, 3, &n) && n == 3);
	assert_true(json_int(json_at(v, 7), INT64_MIN, INT64_MAX, &n) && n == INT64_MIN);

	assert_false(json_bool(json_at(v, 1), &yes) || json_bool(json_at(v, 5), &yes));
	assert_true(json_bool(json_at(v, 4), &yes) && yes);

	assert_false(json_double(json_at(v, 0), &real) || json_double(json_at(v, 9), &real));
	assert_true(json_double(json_at(v, 10), &real) && real == 0.25);

	assert_false(json_string_copy(json_at(v, 1), copy, sizeof(copy)));
	assert_false(json_string_is(json_at(v, 1), "3"));
	assert_true(json_text_copy(json_at(v, 6), copy, sizeof(copy)));
	assert_string_equal(copy, "340434637512345678901");
	assert_true(json_text_copy(json_at(v, 0), copy, sizeof(copy)));
	assert_string_equal(copy, "3");
	assert_false(json_text_copy(json_at(v, 4), copy, sizeof(copy)) ||
	    json_text_copy(json_at(v, 5), copy, sizeof(copy)) ||
	    json_text_copy(json_at(v, 8), copy, sizeof(copy)));
	assert_string_equal(copy, "");
	assert_int_equal(json_add_text(&text, json_at(v, 8)), ERR_MALFORMED);
	assert_int_equal(json_add_text(&text, json_at(v, 6)), 0);
	assert_string_equal(buf_str(&text), "340434637512345678901");
	buf_clear(&text);
	json_doc_clear(&doc);
}

static void
test_required_values_are_read(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"s\":[{\"id\":123,\"name\":\"\\u00f1and\\u00fa\",\"ok\":false}],\"none\":null}");
	struct json_value list;
	struct why why;
	char text[8] = "old";
	int64_t n = 0;
	bool ok = true;

	(void)state;
	assert_int_equal(json_need(v, "s", JSON_KIND_ARRAY, &list, &why), 0);
	assert_int_equal(json_count(list), 1);
	assert_int_equal(json_need_text(v, "s[0].id", text, sizeof(text), &why), 0);
	assert_string_equal(text, "123");
	assert_int_equal(json_need_string(list, "[0].name", text, sizeof(text), &why), 0);
	assert_string_equal(text,
	    "\xc3\xb1"
	    "and\xc3\xba"); /* 7 bytes in a room of 8 */
	assert_int_equal(json_need_int(v, "s[0].id", 0, 200, &n, &why), 0);
	assert_int_equal(n, 123);
	assert_int_equal(json_need_bool(v, "s[0].ok", &ok, &why), 0);
	assert_false(ok);

	assert_int_equal(json_opt_int(v, "none", 0, 1, &n, &why), 0);
	assert_int_equal(json_opt_bool(v, "nope.nope", &ok, &why), 0);
	assert_int_equal(json_opt_string(v, "none", text, sizeof(text), &why), 0);
	assert_int_equal(json_opt_text(v, "s[1].id", text, sizeof(text), &why), 0);
	assert_true(n == 123 && !ok &&
	    strcmp(text,
		"\xc3\xb1"
		"and\xc3\xba") == 0);
	json_doc_clear(&doc);
}

static void
test_a_required_value_that_fails_is_named_by_its_path(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v =
	    parsed(&doc, "{\"s\":[{\"id\":123,\"name\":\"Calle\",\"ok\":0,\"none\":null}]}");
	struct json_value s = json_path(v, "s[0]"), list = s;
	struct why why = {0};
	char text[5] = "old";
	int64_t n = 7;
	bool ok = true;

	(void)state;
#define FAILS(call, at, where)                                                                     \
	do {                                                                                       \
		why = (struct why){0};                                                             \
		assert_int_equal(call, ERR_MALFORMED);                                             \
		assert_int_equal(why.code, ERR_MALFORMED);                                         \
		assert_string_equal(why.path, where);                                              \
		assert_int_equal(why.offset, at);                                                  \
		assert_true(why.text[0] != '\0');                                                  \
	} while (0)
	FAILS(json_need_string(s, "place", text, sizeof(text), &why), 6, "s[0].place");
	FAILS(json_need_string(s, "place.city[3].name", text, sizeof(text), &why), 6,
	    "s[0].place.city[3].name");
	FAILS(json_need_text(v, "s[1].id", text, sizeof(text), &why), 0, "s[1].id");
	FAILS(json_need_string(json_get(v, "s"), "[7]", text, sizeof(text), &why), 5, "s[7]");
	FAILS(json_need_string(s, "none", text, sizeof(text), &why), 45, "s[0].none");
	FAILS(json_need_string(s, "id", text, sizeof(text), &why), 12, "s[0].id");
	FAILS(json_need_string(s, "name", text, sizeof(text), &why), 24, "s[0].name"); /* 5 bytes */
	FAILS(json_need_int(s, "name", 0, 9, &n, &why), 24, "s[0].name");
	FAILS(json_need_int(s, "id", 0, 122, &n, &why), 12, "s[0].id");
	FAILS(json_need_bool(s, "ok", &ok, &why), 36, "s[0].ok");
	FAILS(json_need(s, "id", JSON_KIND_OBJECT, &list, &why), 12, "s[0].id");
	FAILS(json_need(s, "", JSON_KIND_ARRAY, &list, &why), 6, "s[0]");
	FAILS(json_opt_int(s, "name", 0, 9, &n, &why), 24, "s[0].name");
	FAILS(json_opt_bool(s, "id", &ok, &why), 12, "s[0].id");
	FAILS(json_opt_string(s, "id", text, sizeof(text), &why), 12, "s[0].id");
	FAILS(json_opt_text(s, "name", text, sizeof(text), &why), 24, "s[0].name");
	FAILS(
	    json_fault(json_get(s, "name"), &why, ERR_MALFORMED, "no %s", "date"), 24, "s[0].name");
	assert_string_equal(why.text, "no date");
#undef FAILS
	assert_true(n == 7 && ok && list.node == s.node);
	assert_string_equal(text, "old");
	assert_int_equal(json_need_int(s, "name", 0, 9, &n, NULL), ERR_MALFORMED);
	json_doc_clear(&doc);
}

static void
test_a_long_path_keeps_its_end(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"trackResponse\":{\"shipment\":[{\"package\":[{\"activity\":[{\"status\":"
	    "{\"descriptionOfTheStatus\":1}}]}]}]}}");
	struct why why;
	char text[8], path[12];
	struct json_value accents;

	(void)state;
	assert_int_equal(json_need_string(v,
			     "trackResponse.shipment[0].package[0].activity[0].status."
			     "descriptionOfTheStatus",
			     text, sizeof(text), &why),
	    ERR_MALFORMED);
	assert_int_equal(strlen(why.path), sizeof(why.path) - 1);
	assert_string_equal(
	    why.path, "...ment[0].package[0].activity[0].status.descriptionOfTheStatus");
	accents =
	    json_first(parsed(&doc, "{\"\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1\":1}"));
	json_node_path(&doc, accents.node, "", path, sizeof(path));
	assert_string_equal(path, "...\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1");
	json_node_path(&doc, accents.node, "x", path, sizeof(path));
	assert_true(text_utf8_valid(span_of(path)));
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
	    cmocka_unit_test(test_size_and_number_of_values_are_limited),
	    cmocka_unit_test(test_look_ups_chain_through_what_is_missing),
	    cmocka_unit_test(test_repeated_names_are_kept_in_order),
	    cmocka_unit_test(test_members_and_items_are_walked_in_order),
	    cmocka_unit_test(test_a_document_is_used_again),
	    cmocka_unit_test(test_strings_are_unescaped_and_cut_at_a_whole_character),
	    cmocka_unit_test(test_prose_is_cleaned),
	    cmocka_unit_test(test_getters_never_guess),
	    cmocka_unit_test(test_required_values_are_read),
	    cmocka_unit_test(test_a_required_value_that_fails_is_named_by_its_path),
	    cmocka_unit_test(test_a_long_path_keeps_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
